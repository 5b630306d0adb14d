package api

import (
	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// actList is everything that can be done: the registration that opens a lawsuit,
// and the acts in one.
type actList struct {
	Register actView   `json:"register"`
	Acts     []actView `json:"acts"`
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
}

type roleView struct {
	Role  models.Role `json:"role"`
	Title string      `json:"title"`
}

// preview is what an act would make of a lawsuit.
type preview struct {
	Stage      measures.Stage   `json:"stage"`
	StageTitle string           `json:"stage_title"`
	Clocks     []measures.Clock `json:"clocks"` // all of them, with their counting steps
	Moved      []measures.Clock `json:"moved"`  // those that are new or different
	Text       string           `json:"text"`   // what would be done, in a sentence
}

func (a *API) acts(c *call) (any, error) {
	register, err := a.actView(c, workflows.Register)
	if err != nil {
		return nil, err
	}
	list, err := a.actViews(c, workflows.Acts)
	list = append([]actView{register}, list...)
	for i := range list {
		list[i].Schema = form.Schema(list[i].Fields)
	}
	return actList{Register: list[0], Acts: list[1:]}, err
}

func (a *API) actViews(c *call, acts []*workflows.Act) ([]actView, error) {
	views := []actView{}
	for _, act := range acts {
		v, err := a.actView(c, act)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}

func (a *API) actView(c *call, act *workflows.Act) (actView, error) {
	v := actView{Name: act.Name, Title: act.Title, Article: act.Article, Doc: act.Doc, By: []roleView{}}
	for _, r := range act.By {
		v.By = append(v.By, roleView{r, r.Title()})
	}
	var err error
	v.Fields, err = a.office.Fields(c.ctx(), act)
	return v, err
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
	return a.office.Act(c.ctx(), c.who, c.path("id"), c.path("act"), key, input)
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
	return preview{stage, stage.Title(), o.Clocks, o.Moved, o.Text}, nil
}
