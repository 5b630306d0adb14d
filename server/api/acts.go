package api

import (
	"encoding/json"
	"slices"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// actList is everything that can be done: the registrations that open a lawsuit or a
// file for a suggestion without one, and the acts in them.
type actList struct {
	Register   actView   `json:"register"`
	Suggestion actView   `json:"register_suggestion"`
	Acts       []actView `json:"acts"`
}

// actView is an act as programs see it.
type actView struct {
	Name    string         `json:"name"`
	Title   string         `json:"title"`
	Article string         `json:"article"`
	Doc     string         `json:"doc"`
	By      []roleView     `json:"by"`
	Fields  []form.Field   `json:"fields"`
	Schema  map[string]any `json:"schema,omitempty"` // JSON Schema of the fields

	// Of an act that is open in a lawsuit: what is most likely meant, and whether the
	// lawsuit waits for it.
	Usual json.RawMessage `json:"usual,omitempty"`
	Next  bool            `json:"next,omitempty"`
}

type roleView struct {
	Role  models.Role `json:"role"`
	Title string      `json:"title"`
}

// preview is what an act would make of a lawsuit.
type preview struct {
	Stage      measures.Stage   `json:"stage"`
	StageTitle string           `json:"stage_title"`
	Clocks     []measures.Clock `json:"clocks"`           // all of them, with their counting steps
	Moved      []measures.Clock `json:"moved"`            // those that are new or different
	Text       string           `json:"text"`             // what would be done, in a sentence
	Doubts     []string         `json:"doubts,omitempty"` // what does not agree with a provision, and can be put on file all the same
}

func (a *API) acts(c *call) (any, error) {
	forms := slices.Clone(workflows.Openings)
	for _, act := range workflows.Acts {
		forms = append(forms, &act.Form)
	}
	var fields [][]form.Field
	for _, f := range forms {
		fields = append(fields, f.Fields)
	}
	fields, err := a.office.Fields(c.ctx(), fields...)
	if err != nil {
		return nil, err
	}
	var list []actView
	for n, f := range forms {
		v := actViewOf(f, fields[n])
		v.Schema = form.Schema(v.Fields)
		list = append(list, v)
	}
	return actList{Register: list[0], Suggestion: list[1], Acts: list[2:]}, nil
}

// offers lists the acts that are open to the caller in a lawsuit, in the order of the
// Measures.
func (a *API) offers(c *call, v office.View) ([]actView, error) {
	all, err := a.office.Offers(c.ctx(), c.who, v, v.Acts...)
	if err != nil {
		return nil, err
	}
	views := []actView{}
	for _, offer := range all {
		view := actViewOf(&offer.Form, offer.Fields)
		view.Title, view.Usual, view.Next = offer.Title, offer.Usual, offer.Next
		views = append(views, view)
	}
	return views, nil
}

func actViewOf(f *workflows.Form, fields []form.Field) actView {
	v := actView{Name: f.Name, Title: f.Title, Article: f.Article, Doc: f.Doc, By: []roleView{}, Fields: fields}
	for _, r := range f.By {
		v.By = append(v.By, roleView{r, r.Title()})
	}
	return v
}

func (a *API) act(c *call) (any, error) {
	input, err := c.body()
	if err != nil {
		return nil, err
	}
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	seen, err := c.seen()
	if err != nil {
		return nil, err
	}
	return a.office.Act(c.ctx(), c.who, c.path("id"), c.path("act"), workflows.Request{Key: key, Input: input, Seen: seen})
}

func (a *API) preview(c *call) (any, error) {
	input, err := c.body()
	if err != nil {
		return nil, err
	}
	o, err := a.office.Preview(c.ctx(), c.who, c.path("id"), c.path("act"), input)
	if err != nil {
		return nil, err
	}
	stage := measures.StageOf(&o.File)
	return preview{stage, stage.TitleIn(o.File.Kind), o.Clocks, o.Moved, o.Text, o.Doubts}, nil
}
