package api

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/api/serviceerror"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// journal is what was done in a lawsuit, each entry chained to the one before.
type journal struct {
	Entries []models.Entry `json:"entries"`
}

func (a *API) journal(c *call) (any, error) {
	entries, err := a.office.Store.Journal(c.ctx(), c.who.Actor, c.path("id"))
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
	l, err := a.office.Store.Lawsuit(c.ctx(), c.who.Actor, c.path("id"))
	if err != nil {
		return nil, err
	}
	stored, err := a.office.Store.History(c.ctx(), c.who.Actor, l.ID)
	if err != nil {
		return nil, err
	}
	slices.Reverse(stored)
	for _, h := range stored {
		if h.RunID == q.Run || q.Run == "" && l.Closed {
			return json.RawMessage(h.JSON), nil
		}
	}
	return a.live(c.ctx(), l.CaseNumber, q.Run)
}

// live reads a history from Temporal, for as long as a reader waits.
func (a *API) live(ctx context.Context, workflowID, run string) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, 2500*time.Millisecond)
	defer cancel()
	var h history.History
	events := a.office.Temporal.GetWorkflowHistory(ctx, workflowID, run, false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		if err != nil {
			return nil, withoutHistory(err)
		}
		h.Events = append(h.Events, event)
	}
	return protojson.Marshal(&h)
}

func withoutHistory(err error) error {
	var none *serviceerror.NotFound
	var malformed *serviceerror.InvalidArgument
	if errors.As(err, &none) || errors.As(err, &malformed) {
		return &models.Error{Code: models.NotFound, Detail: "流程引擎中没有该案件的这次运行，请核对运行标识；办理过程另见办理日志。"}
	}
	return &models.Error{Code: models.Unavailable, Detail: "流程引擎暂时无法连接，办理过程请稍后再查；办理日志不受影响。"}
}
