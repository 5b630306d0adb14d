package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

const registerPath = "/lawsuits/new"

// registering is the page on which a court's notice is entered.
type registering struct{ Sheet *sheet }

func (p *Pages) registerPage(c echo.Context, _ models.Caller) error {
	usual := filled{"kind": string(measures.Litigation), "procedure": string(measures.Ordinary)}
	return p.showRegistration(c, http.StatusOK, usual, &plan{}, nil, nil)
}

// register enters a notice. Two more buttons send the same form: one asks for
// more rows, the other for the periods that would run.
func (p *Pages) register(c echo.Context, who models.Caller) error {
	v := readForm(workflows.Register.Fields, c.Request().PostForm)
	switch posted(c, "do") {
	case "rows":
		return p.showRegistration(c, http.StatusOK, v, &plan{rows: fewestRows}, nil, nil)
	case "foresee":
		return p.foreseeRegistration(c, who, v)
	}
	key := keyOf(c)
	receipt, err := p.office.Register(c.Request().Context(), who, key, v.json())
	if wrong, ok := refused(err); ok {
		return p.showRegistration(c, statusOf(wrong), v, &plan{errors: wrong.Fields}, wrong, nil)
	}
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits/"+receipt.ID+"?done="+key)
}

func (p *Pages) showRegistration(c echo.Context, status int, v filled, pl *plan, wrong *models.Error, f *foreseen) error {
	fields, err := p.office.Fields(c.Request().Context(), workflows.Register.Fields)
	if err != nil {
		return err
	}
	pl.today = p.office.Today()
	s := handOut(c, workflows.Register, fields[0], v, pl)
	s.Action, s.Foreseen = registerPath, f
	if wrong != nil {
		s.refuse(pl, wrong)
	}
	return p.show(c, status, "register", page{Title: s.mark() + workflows.Register.Title, Here: registerPath, Body: registering{s}})
}

// foreseeRegistration shows the periods that a notice would set off.
func (p *Pages) foreseeRegistration(c echo.Context, who models.Caller, v filled) error {
	b, err := p.office.Bench(c.Request().Context())
	if err != nil {
		return err
	}
	file, wrong := workflows.NewFile(workflows.Request{By: who.Actor, Input: v.json()}, b)
	f, pl := &foreseen{Problem: wrong}, &plan{}
	if wrong != nil {
		pl.errors = wrong.Fields
	} else {
		f = foreseeOpening(file, b)
	}
	return p.answerForesight(c, f, func(status int) error { return p.showRegistration(c, status, v, pl, wrong, f) })
}

func foreseeOpening(file *measures.File, b workflows.Bench) *foreseen {
	clocks := b.Clocks(file)
	f := &foreseen{Stage: measures.StageOf(file), Changes: changesOf(nil, clocks)}
	if s := measures.SqueezeOf(clocks, b.Calendar); s != nil && s.Tight() {
		f.Warning = s.Warning()
	}
	return f
}
