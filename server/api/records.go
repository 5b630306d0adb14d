package api

import (
	"time"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// journal is what was done in a lawsuit, each entry chained to the one before.
type journal struct {
	Entries []models.Entry `json:"entries"`
}

func (a *API) journal(c *call) (any, error) {
	entries, err := a.office.Journal(c.ctx(), c.who, c.path("id"))
	return journal{append([]models.Entry{}, entries...)}, err
}

// receipt explains each date of a lawsuit from what it was counted with.
type receipt struct {
	ID              string    `json:"id"`
	CaseNumber      string    `json:"case_number"`
	Revision        int64     `json:"revision"`
	Edition         string    `json:"edition"`          // of the Measures
	CalendarEdition string    `json:"calendar_edition"` // whose days were counted
	UpdatedAt       time.Time `json:"updated_at"`
	Clocks          []counted `json:"clocks"`
}

// counted is a clock with the law that it was counted by: what set it off and
// when, the day it ends, and every step between.
type counted struct {
	measures.Clock
	Period string `json:"period"`
	Quote  string `json:"quote,omitempty"` // the Measures' own words
	Owner  string `json:"owed_by"`         // the units' names
}

func (a *API) receipt(c *call) (any, error) {
	l, err := a.office.View(c.ctx(), c.who, c.path("id"))
	if err != nil {
		return nil, err
	}
	r := receipt{
		ID: l.ID, CaseNumber: l.CaseNumber, Revision: l.Revision,
		Edition: l.Edition, CalendarEdition: l.CalendarEdition(), UpdatedAt: l.UpdatedAt, Clocks: []counted{},
	}
	for _, clock := range l.Clocks {
		rule := measures.RuleNamed(clock.Key)
		r.Clocks = append(r.Clocks, counted{clock.Clock, rule.Length(l.Bench.Edition), rule.Quote, clock.OwnedBy})
	}
	return r, nil
}

// historyQuery names one run of a lawsuit's workflow: a long one has several,
// and the first event of each names the run before.
type historyQuery struct {
	Run string `json:"run" label:"运行标识" help:"不填为最后一次运行"`
}

// history answers with the events of a run in the JSON that Temporal's own tools
// read: those stored when the lawsuit was closed, and Temporal's own until then.
func (a *API) history(c *call) (any, error) {
	var q historyQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	return a.office.History(c.ctx(), c.who, c.path("id"), q.Run)
}
