package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/workflows"
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
	Suit  bool // a lawsuit is opened
}

func (p *Pages) notices() registration {
	usual := filled{"kind": string(measures.Litigation), "procedure": string(measures.Ordinary)}
	return registration{p, workflows.Register, "/lawsuits/new", usual}
}

func (p *Pages) suggestions() registration {
	return registration{p, workflows.RegisterSuggestion, "/suggestions/new", filled{}}
}

func (p registration) blank(c echo.Context, _ models.Caller) error {
	return p.showForm(c, http.StatusOK, p.usual, &plan{}, nil, nil)
}

// register opens the file. Two more buttons send the same form: one asks for more rows,
// the other for the periods that would run.
func (p registration) register(c echo.Context, who models.Caller) error {
	v := readForm(p.opening.Fields, c.Request().PostForm)
	switch posted(c, "do") {
	case "rows":
		return p.showForm(c, http.StatusOK, v, &plan{rows: fewestRows}, nil, nil)
	case "foresee":
		return p.foresee(c, who, v)
	}
	key := keyOf(c)
	receipt, err := p.office.Register(c.Request().Context(), who, p.opening, key, v.json())
	if wrong, ok := refused(err); ok {
		return p.showForm(c, statusOf(wrong), v, &plan{errors: wrong.Fields}, wrong, nil)
	}
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits/"+receipt.ID+"?done="+key)
}

func (p registration) showForm(c echo.Context, status int, v filled, pl *plan, wrong *models.Error, f *foreseen) error {
	fields, err := p.office.Fields(c.Request().Context(), p.opening.Fields)
	if err != nil {
		return err
	}
	pl.today = p.office.Today()
	s := handOut(c, p.opening, fields[0], v, pl)
	s.Action, s.Foreseen = p.path, f
	if wrong != nil {
		s.refuse(pl, wrong)
	}
	return p.show(c, status, "register", page{Title: s.mark() + p.opening.Title, Here: p.notices().path, Body: registering{s, p.opening == workflows.Register}})
}

// foresee shows the periods that would run.
func (p registration) foresee(c echo.Context, who models.Caller, v filled) error {
	b, err := p.office.Bench(c.Request().Context())
	if err != nil {
		return err
	}
	file, wrong := workflows.Open(p.opening, workflows.Request{By: who.Actor, Input: v.json()}, b)
	f, pl := &foreseen{Problem: wrong}, &plan{}
	if wrong != nil {
		pl.errors = wrong.Fields
	} else {
		f = foreseeOpening(file, b)
	}
	return p.answerForesight(c, f, func(status int) error { return p.showForm(c, status, v, pl, wrong, f) })
}

func foreseeOpening(file *measures.File, b workflows.Bench) *foreseen {
	clocks := b.Clocks(file)
	f := &foreseen{Stage: measures.StageOf(file), Doubts: workflows.OpeningDoubts(file), Changes: changesOf(nil, clocks)}
	if s := measures.SqueezeOf(clocks, b.Calendar); s != nil && s.Tight() {
		f.Warning = s.Warning()
	}
	return f
}
