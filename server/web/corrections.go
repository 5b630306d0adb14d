package web

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/form"
)

// correcting is the page on which something that was put on file wrongly is
// filled in anew: the form of the act that it was, with what counts of it now.
type correcting struct {
	View  office.View
	Line  int
	Was   models.Done
	Title string // of the act
	Sheet *sheet
}

func (p *Pages) correctionPage(c echo.Context, who models.Caller) error {
	page, fields, err := p.openCorrection(c, who)
	if err != nil {
		return err
	}
	in := filled{"input": refilled(workflows.FormNamed(page.Was.Act).Fields, page.Was.Input)}
	return p.showCorrection(c, http.StatusOK, page, fields, in, nil, nil)
}

func (p *Pages) correct(c echo.Context, who models.Caller) error {
	page, fields, err := p.openCorrection(c, who)
	if err != nil {
		return err
	}
	in, key := readForm(fields, c.Request().PostForm), keyOf(c)
	_, err = p.office.Act(c.Request().Context(), who, page.View.ID, workflows.Correcting.Name, workflows.Request{Key: key, Input: page.proposal(in)})
	if wrong, ok := refused(err); ok {
		return p.showCorrection(c, statusOf(wrong), page, fields, in, wrong, nil)
	}
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits/"+page.View.ID+"?done="+key)
}

// previewCorrection shows what would move once a second person has confirmed.
func (p *Pages) previewCorrection(c echo.Context, who models.Caller) error {
	page, fields, err := p.openCorrection(c, who)
	if err != nil {
		return err
	}
	in := readForm(fields, c.Request().PostForm)
	outcome, err := p.office.Preview(c.Request().Context(), who, page.View.ID, workflows.Correcting.Name, page.proposal(in))
	wrong, ok := refused(err)
	if err != nil && !ok {
		return err
	}
	f := &foreseen{Problem: wrong}
	if wrong == nil {
		f = foresee(page.View, outcome)
	}
	return p.answerForesight(c, f, func(status int) error { return p.showCorrection(c, status, page, fields, in, wrong, f) })
}

// proposal is what was filled in as the act takes it: one that is voided has no
// contents.
func (k *correcting) proposal(in filled) json.RawMessage {
	in = maps.Clone(in)
	in["line"] = k.Line
	if in["void"] == true {
		delete(in, "input")
	}
	return in.json()
}

// openCorrection finds what an address asks to correct, and the fields of the
// form: those of the correction, and within them those of the act it was.
func (p *Pages) openCorrection(c echo.Context, who models.Caller) (*correcting, []form.Field, error) {
	ctx := c.Request().Context()
	v, err := p.office.View(ctx, who, c.Param("id"))
	if err != nil {
		return nil, nil, err
	}
	if !slices.Contains(v.Acts, workflows.Correcting) { // the office says why
		if _, err := p.office.Preview(ctx, who, v.ID, workflows.Correcting.Name, filled{}.json()); err != nil {
			return nil, nil, err
		}
	}
	done, err := p.office.Done(ctx, who, v.ID)
	if err != nil {
		return nil, nil, err
	}
	line, err := strconv.Atoi(c.Param("line"))
	if err != nil || line < 1 || line > len(done) {
		return nil, nil, echo.ErrNotFound
	}
	was := workflows.FormNamed(done[line-1].Act)
	inner, err := p.office.Fields(ctx, was.Fields)
	if err != nil {
		return nil, nil, err
	}
	fields := slices.Clone(workflows.Correcting.Fields)
	fields = slices.DeleteFunc(fields, func(f form.Field) bool { return f.Name == "line" })
	for i, f := range fields {
		if f.Name == "input" {
			fields[i].Type, fields[i].Fields = form.Group, inner[0]
		}
	}
	return &correcting{View: v, Line: line, Was: workflows.Amended(done, line), Title: was.Title}, fields, nil
}

func (p *Pages) showCorrection(c echo.Context, status int, page *correcting, fields []form.Field, in filled, wrong *models.Error, f *foreseen) error {
	pl := &plan{today: page.View.Today}
	if wrong != nil {
		pl.errors = wrong.Fields
	}
	s := handOut(c, &workflows.Correcting.Form, fields, in, pl)
	s.Action = "/lawsuits/" + page.View.ID + "/corrections/" + strconv.Itoa(page.Line)
	s.Foresee, s.Foreseen, s.Open = s.Action+"/preview", f, true
	if wrong != nil {
		s.refuse(pl, wrong)
	}
	page.Sheet = s
	return p.show(c, status, "correction", pageOf(page))
}

func pageOf(k *correcting) page {
	return page{Title: k.Sheet.mark() + "更正“" + k.Title + "” " + k.View.CaseNumber, Here: "/lawsuits", Body: k}
}

// refilled reads an act's input back into the shape of its form.
func refilled(fields []form.Field, input json.RawMessage) filled {
	var members map[string]json.RawMessage
	in := filled{}
	if json.Unmarshal(input, &members) != nil {
		return in
	}
	for _, f := range fields {
		if raw := members[f.Name]; len(raw) > 0 && string(raw) != "null" {
			in[f.Name] = refill(f, raw)
		}
	}
	return in
}

func refill(f form.Field, raw json.RawMessage) any {
	switch f.Type {
	case form.Group:
		return refilled(f.Fields, raw)
	case form.Groups:
		var given []json.RawMessage
		var rows []filled
		_ = json.Unmarshal(raw, &given) // it was read as a list once
		for _, row := range given {
			rows = append(rows, refilled(f.Fields, row))
		}
		return rows
	case form.List:
		var entries []any
		var texts []string
		_ = json.Unmarshal(raw, &entries)
		for _, e := range entries {
			texts = append(texts, textOf(e))
		}
		return texts
	case form.Flag:
		return string(raw) == "true"
	}
	var value any
	_ = json.Unmarshal(raw, &value)
	return textOf(value)
}

// textOf writes a value as it would be typed: numbers are whole in all forms.
func textOf(value any) string {
	if n, ok := value.(float64); ok {
		return strconv.Itoa(int(n))
	}
	text, _ := value.(string)
	return text
}
