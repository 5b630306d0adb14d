package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// acting is the page of one act: its form, below the head of the lawsuit.
type acting struct {
	View  office.View
	Sheet *sheet
}

func (p *Pages) actPage(c echo.Context, who office.Caller) error {
	v, act, err := p.openAct(c, who)
	if err != nil {
		return err
	}
	if !slices.Contains(v.Acts, act) {
		if _, err := p.office.Preview(c.Request().Context(), who, v.ID, act.Name, filled{}.json()); err != nil {
			return err
		}
	}
	return p.showAct(c, http.StatusOK, v, act, usualFor(act, v, who), nil, nil)
}

func (p *Pages) backToAct(c echo.Context, _ office.Caller) error {
	return leave(c, "/lawsuits/"+c.Param("id")+"/acts/"+c.Param("act"))
}

// openAct finds the lawsuit and the act that an address names.
func (p *Pages) openAct(c echo.Context, who office.Caller) (office.View, *workflows.Act, error) {
	v, err := p.office.View(c.Request().Context(), who, c.Param("id"))
	if err != nil {
		return v, nil, err
	}
	act := workflows.ActNamed(c.Param("act"))
	if act == nil {
		return v, nil, echo.ErrNotFound
	}
	return v, act, nil
}

func (p *Pages) act(c echo.Context, who office.Caller) error {
	v, act, err := p.openAct(c, who)
	if err != nil {
		return err
	}
	in, key := readForm(act.Fields, c.Request().PostForm), keyOf(c)
	_, err = p.office.Act(c.Request().Context(), who, v.ID, act.Name, key, in.json())
	if wrong, ok := refused(err); ok {
		return p.showAct(c, statusOf(wrong), v, act, in, wrong, nil)
	}
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits/"+v.ID+"?done="+key)
}

// preview shows which clocks an act would set off, move or meet.
func (p *Pages) preview(c echo.Context, who office.Caller) error {
	v, act, err := p.openAct(c, who)
	if err != nil {
		return err
	}
	in := readForm(act.Fields, c.Request().PostForm)
	outcome, err := p.office.Preview(c.Request().Context(), who, v.ID, act.Name, in.json())
	wrong, ok := refused(err)
	if err != nil && !ok {
		return err
	}
	f := &foreseen{Problem: wrong}
	if wrong == nil {
		f = foresee(v, outcome)
	}
	return p.answerForesight(c, f, func(status int) error { return p.showAct(c, status, v, act, in, wrong, f) })
}

func foresee(v office.View, o workflows.Outcome) *foreseen {
	before := v.Plain()
	return &foreseen{Stage: measures.StageOf(&o.File), Changes: changesOf(before, o.Moved)}
}

func (p *Pages) showAct(c echo.Context, status int, v office.View, act *workflows.Act, in filled, wrong *models.Error, f *foreseen) error {
	pl := &plan{today: v.Today}
	if wrong != nil {
		pl.errors = wrong.Fields
	}
	s, err := p.sheetOf(c, v, act, in, pl)
	if err != nil {
		return err
	}
	s.Foreseen, s.Open = f, true
	if wrong != nil {
		s.refuse(pl, wrong)
	}
	return p.show(c, status, "act", page{Title: s.mark() + act.Title + " " + v.CaseNumber, Here: "/lawsuits", Body: acting{v, s}})
}

// sheetOf draws the form of an act in a lawsuit.
func (p *Pages) sheetOf(c echo.Context, v office.View, act *workflows.Act, in filled, pl *plan) (*sheet, error) {
	fields, err := p.office.Fields(c.Request().Context(), act)
	if err != nil {
		return nil, err
	}
	s := handOut(c, act, fitted(fields, act, v), in, pl)
	s.Action = "/lawsuits/" + v.ID + "/acts/" + act.Name
	s.Foresee = s.Action + "/preview"
	return s, nil
}

// fitted offers as choices what this lawsuit leaves to choose from.
func fitted(fields []form.Field, act *workflows.Act, v office.View) []form.Field {
	offered := choicesIn(act, v)
	fields = slices.Clone(fields)
	for i, f := range fields {
		if choices, ok := offered[f.Name]; ok {
			fields[i].Type, fields[i].Choices = form.Choice, choices
		}
	}
	return fields
}

func choicesIn(act *workflows.Act, v office.View) map[string][]measures.Choice {
	switch act.Name {
	case "explain_late":
		return map[string][]measures.Choice{"clock": lateClocks(v)}
	case "revise_material", "void_material":
		return map[string][]measures.Choice{"number": papersToChoose(&v.File)}
	case "record_judgment":
		return map[string][]measures.Choice{"outcome": outcomes(v.File.Kind)}
	case "acknowledge":
		return map[string][]measures.Choice{"unit": named(unsigned(v))}
	case "name_official":
		return map[string][]measures.Choice{"employer": named(v.File.Employers())}
	}
	return nil
}

// lateClocks are those whose lateness can be explained.
func lateClocks(v office.View) []measures.Choice {
	var all []measures.Choice
	for _, c := range v.Clocks {
		if c.IsOverdue || c.State == measures.MetLate || c.State == measures.Missed {
			all = append(all, measures.Choice{Value: c.ID, Title: c.Title + c.Subject + "（" + c.StateToday + "）"})
		}
	}
	return all
}

// papersToChoose are the papers that count, by the number that an act asks for.
func papersToChoose(f *measures.File) []measures.Choice {
	var all []measures.Choice
	for i, m := range f.Materials {
		if m.Counts() {
			all = append(all, measures.Choice{Value: strconv.Itoa(i + 1), Title: fmt.Sprintf("第%d份：%s（%s）", i+1, m.Title, m.Kind.Title())})
		}
	}
	return all
}

// outcomes are the ways in which a court, or a reconsideration organ, decides.
func outcomes(kind measures.Kind) []measures.Choice {
	var all []measures.Choice
	for _, o := range measures.Outcomes {
		if either := o.Form == measures.MediationForm || o.Name == "其他"; either || (o.Form == measures.DecisionForm) == (kind == measures.Reconsideration) {
			all = append(all, measures.Choice{Value: o.Name, Title: o.Form.Title() + "：" + o.Name})
		}
	}
	return all
}

// unsigned are the handling units that have not signed for the papers.
func unsigned(v office.View) []string {
	return slices.DeleteFunc(v.File.Handlers(), func(unit string) bool {
		return slices.ContainsFunc(v.File.Acknowledged, func(r measures.Receipt) bool { return r.Unit == unit })
	})
}

func named(names []string) []measures.Choice {
	var all []measures.Choice
	for _, n := range names {
		all = append(all, measures.Choice{Value: n, Title: n})
	}
	return all
}

// usualFor fills in what is most likely meant.
func usualFor(act *workflows.Act, v office.View, who office.Caller) filled {
	in := filled{}
	for _, f := range act.Fields {
		if f.Name == "on" && f.Past {
			in["on"] = v.Today.String()
		}
	}
	switch act.Name {
	case "designate_unit":
		proposed(in, v.Proposal)
		if d := v.File.Designation; d != nil {
			in["lead"], in["joint"], in["assisting"] = d.Lead, d.Joint, d.Assisting
		} else {
			delete(in, "on") // there is no change of hands
		}
	case "acknowledge":
		if units := unsigned(v); slices.Contains(units, who.Unit) {
			in["unit"] = who.Unit
		} else if len(units) > 0 {
			in["unit"] = units[0]
		}
	case "name_official":
		if employers := v.File.Employers(); len(employers) == 1 {
			in["employer"] = employers[0]
		}
	case "record_hearing":
		if h := v.File.Current().Hearing(); h != nil {
			in["on"] = h.On.String()
		}
	}
	return in
}

func proposed(in filled, p *measures.Proposal) {
	if p == nil {
		return
	}
	put(in, "lead", p.Lead)
	if len(p.Joint) > 0 {
		in["joint"] = p.Joint
	}
	if len(p.Assisting) > 0 {
		in["assisting"] = p.Assisting
	}
	if p.Item > 0 {
		in["item"] = int(p.Item)
	}
}

func put(in filled, name, value string) {
	if value != "" {
		in[name] = value
	}
}

// byLikelihood parts the acts that are open: those that the lawsuit waits for, the
// likeliest first, and the rest as the Measures have them.
func byLikelihood(v office.View) (next, others []*workflows.Act) {
	for _, a := range v.Acts {
		switch {
		case slices.Contains(v.Next, a):
		case a.Name == "explain_late" && len(lateClocks(v)) == 0:
		case a.Name == proposing: // is offered beside each line of the journal
		default:
			others = append(others, a)
		}
	}
	return v.Next, others
}
