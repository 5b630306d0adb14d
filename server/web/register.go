package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// registration is the page on which a file is opened, with one of workflows.Openings.
type registration struct {
	*Pages
	opening *workflows.Form
	path    string
	usual   filled
}

// registering is what it shows.
type registering struct {
	Sheet *sheet
	Suit  bool       // a lawsuit is opened
	Paper *receiving // where its notice is handed in
}

// The steps of a registration: what stands in the notice comes first; what most lawsuits
// do not need is folded.
var (
	essentials = []string{"case_number", "court", "served_on", "bureau_received_on", "plaintiffs", "defendants", "cause", "challenged_act", "third_parties", "evidence_deadline", "kind", "procedure", "level"}
	origins    = []string{"origin"}
)

func (p *Pages) notices() registration {
	usual := filled{"kind": string(measures.Litigation), "procedure": string(measures.Ordinary)}
	return registration{p, workflows.Register, "/lawsuits/new", usual}
}

func (p *Pages) suggestions() registration {
	return registration{p, workflows.RegisterSuggestion, "/suggestions/new", filled{}}
}

func (p registration) blank(c echo.Context, _ models.Caller) error {
	return p.showForm(c, http.StatusOK, p.usual, &plan{}, nil, nil, nil)
}

// register opens the file. Two more buttons send the same form: one asks for more rows,
// the other for the periods that would run.
func (p registration) register(c echo.Context, who models.Caller) error {
	v := readForm(p.opening.Fields, c.Request().PostForm)
	marks := marksIn(c.Request().PostForm)
	if err := p.nameOrgans(c, who, v); err != nil {
		return err
	}
	switch posted(c, "do") {
	case "rows":
		return p.showForm(c, http.StatusOK, v, &plan{rows: fewestRows, marks: marks}, nil, nil, nil)
	case "foresee":
		return p.foresee(c, who, v)
	}
	old := lateIn(p.opening.Fields, v, p.office.Today())
	if v["taken_over"] == true { // all of it lies past, as the form says
		old = nil
	}
	if wrong := unconfirmed(c, old); wrong != nil && p.opens(c, who, v) {
		return p.showForm(c, statusOf(wrong), v, &plan{errors: wrong.Fields, marks: marks, late: true}, wrong, nil, nil)
	}
	key := keyOf(c)
	receipt, err := p.office.Register(c.Request().Context(), who, p.opening, key, v.json())
	if wrong, ok := refused(err); ok {
		return p.showForm(c, statusOf(wrong), v, &plan{errors: wrong.Fields, marks: marks}, wrong, nil, nil)
	}
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits/"+receipt.ID+"?done="+key)
}

func (p registration) showForm(c echo.Context, status int, v filled, pl *plan, wrong *models.Error, f *foreseen, in *receiving) error {
	fields, err := p.office.Fields(c.Request().Context(), p.opening.Fields)
	if err != nil {
		return err
	}
	pl.today = p.office.Today()
	suit := p.opening == workflows.Register
	s := handOut(c, p.opening, eased(fields[0]), v, pl)
	if suit {
		s.inSteps(p.usual)
	}
	s.Action, s.Foreseen = p.path, f
	if wrong != nil {
		s.refuse(pl, wrong)
	}
	return p.show(c, status, "register", page{Title: s.mark() + p.opening.Title, Here: p.notices().path, Body: registering{s, suit, p.paper(c, fields[0], in)}})
}

// opens tells whether the form would open a file as it was filled in.
func (p registration) opens(c echo.Context, who models.Caller, v filled) bool {
	b, err := p.office.Bench(c.Request().Context())
	if err != nil {
		return false // registering says so
	}
	_, wrong := workflows.Open(p.opening, workflows.Request{By: who.Actor, Input: v.json()}, b)
	return wrong == nil
}

// foresee shows the periods that would run.
func (p registration) foresee(c echo.Context, who models.Caller, v filled) error {
	b, err := p.office.Bench(c.Request().Context())
	if err != nil {
		return err
	}
	file, wrong := workflows.Open(p.opening, workflows.Request{By: who.Actor, Input: v.json()}, b)
	f, pl := &foreseen{Problem: wrong}, &plan{marks: marksIn(c.Request().PostForm)}
	if wrong != nil {
		pl.errors = wrong.Fields
	} else {
		f = foreseeOpening(file, b)
		f.mind(lateIn(p.opening.Fields, v, b.Today))
	}
	return p.answerForesight(c, f, func(status int) error { return p.showForm(c, status, v, pl, wrong, f, nil) })
}

func foreseeOpening(file *measures.File, b workflows.Bench) *foreseen {
	clocks := b.Clocks(file)
	f := &foreseen{Stage: measures.StageOf(file), Doubts: workflows.OpeningDoubts(file), Changes: changesOf(nil, clocks)}
	if s := measures.SqueezeOf(clocks, b.Calendar); s != nil && s.Tight() {
		f.Warning = s.Warning()
	}
	return f
}

// paper is where the notice is handed in. It stands open as long as the form is new.
func (p registration) paper(c echo.Context, fields []form.Field, in *receiving) *receiving {
	if p.opening != workflows.Register {
		return nil
	}
	paper := paperOffer(c, p.path+"/read", "通知书", fields, in)
	paper.Open = c.Request().Method != http.MethodPost
	return paper
}

// inSteps puts the essential fields of a registration first, and folds the others.
func (s *sheet) inSteps(usual filled) {
	byName := map[string]box{}
	for _, b := range s.Boxes {
		byName[b.Name] = b
	}
	take := func(names []string) []box {
		var boxes []box
		for _, name := range names {
			if b, ok := byName[name]; ok {
				boxes = append(boxes, b)
				delete(byName, name)
			}
		}
		return boxes
	}
	all := s.Boxes
	s.Boxes = take(essentials)
	origin := fold{Title: "争议由来，据此建议承办单位（第八条第二款）", Boxes: take(origins)}
	rest := fold{Title: "其他登记事项（诉讼代表人、二审和再审、在办案件等）"}
	for _, b := range all {
		if _, left := byName[b.Name]; left {
			rest.Boxes = append(rest.Boxes, b)
		}
	}
	for _, f := range []fold{origin, rest} {
		f.Open = slices.ContainsFunc(f.Boxes, func(b box) bool { return b.spoken(usual[b.Name]) })
		s.Folds = append(s.Folds, f)
	}
}

// spoken tells whether something is filled in that is not as usual, or wrong.
func (b box) spoken(usual any) bool {
	spoken := func(b box) bool { return b.spoken(nil) }
	return b.Error != "" || len(b.Chosen) > 0 || b.Value != "" && b.Value != usual || slices.ContainsFunc(b.Inner, spoken) ||
		slices.ContainsFunc(b.Rows, func(r row) bool { return slices.ContainsFunc(r.Boxes, spoken) })
}

// An organ of the district is called by its full name: whoever has chosen the unit need
// not write it, and whoever has written it need not choose.
const (
	organName = "name"
	organUnit = "unit"
)

// eased is a form as the page asks for it: where a unit is chosen, its name may be left
// out.
func eased(fields []form.Field) []form.Field {
	fields = slices.Clone(fields)
	for i, f := range fields {
		if !ofOrgans(f) {
			continue
		}
		fields[i].Fields = slices.Clone(f.Fields)
		for n, inner := range f.Fields {
			if inner.Name == organName {
				fields[i].Fields[n].Required = false
				fields[i].Fields[n].Help = "选择了单位名录名称的可以不填"
			}
		}
	}
	return fields
}

func ofOrgans(f form.Field) bool {
	has := func(name string) bool {
		return slices.ContainsFunc(f.Fields, func(inner form.Field) bool { return inner.Name == name })
	}
	return f.Type == form.Groups && has(organName) && has(organUnit)
}

// nameOrgans completes what was filled in of organs: the name of a unit that was chosen,
// and the unit whose full name was written.
func (p registration) nameOrgans(c echo.Context, who models.Caller, v filled) error {
	units, err := p.office.Units(c.Request().Context(), who)
	if err != nil {
		return err
	}
	for _, f := range p.opening.Fields {
		rows, ok := v[f.Name].([]filled)
		if !ok || !ofOrgans(f) {
			continue
		}
		for _, row := range rows {
			for _, u := range units {
				if row[organUnit] == u.Name && row[organName] == nil {
					row[organName] = u.FullName
				}
				if row[organName] == u.FullName && row[organUnit] == nil {
					row[organUnit] = u.Name
				}
			}
		}
	}
	return nil
}
