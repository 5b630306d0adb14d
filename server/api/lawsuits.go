package api

import (
	"fmt"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// lawsuit is one lawsuit as its caller meets it.
type lawsuit struct {
	ID              string             `json:"id"`
	CaseNumber      string             `json:"case_number"`
	Revision        int64              `json:"revision"`
	Stage           measures.Stage     `json:"stage"`
	StageTitle      string             `json:"stage_title"`
	Closed          bool               `json:"closed"`
	Today           calendar.Date      `json:"today"` // the civil day of what is said about time left
	Facts           measures.File      `json:"facts"`
	Clocks          []office.Clock     `json:"clocks"`
	Watched         []office.Watched   `json:"watched"` // the periods of others, which nobody is reminded of
	Acts            []actView          `json:"acts"`    // open to the caller now
	Stages          []station          `json:"stages"`
	Proposal        *measures.Proposal `json:"proposal,omitempty"` // who should handle it by 第八条
	Squeeze         *measures.Squeeze  `json:"squeeze,omitempty"`
	Warning         string             `json:"warning,omitempty"` // where the chain of periods is tight or cannot be kept
	LostBy          []string           `json:"lost_by,omitempty"` // the sued organs of the district against which the effective decision went
	Related         models.Related     `json:"related"`
	Console         string             `json:"console,omitempty"` // address in Temporal's console
	Edition         string             `json:"edition"`           // of the Measures
	CalendarEdition string             `json:"calendar_edition"`
	OpenedAt        time.Time          `json:"opened_at"`
	UpdatedAt       time.Time          `json:"updated_at"`
}

// station is a stage on the lawsuit's way.
type station struct {
	Stage   measures.Stage `json:"stage"`
	Title   string         `json:"title"`
	Article string         `json:"article"`
	Passed  bool           `json:"passed"`
	Current bool           `json:"current"`
}

// registering answers with the file as it was opened with one of workflows.Openings.
func (a *API) registering(opening *workflows.Form) func(*call) (any, error) {
	return func(c *call) (any, error) {
		input, err := c.body()
		if err != nil {
			return nil, err
		}
		key, err := c.key()
		if err != nil {
			return nil, err
		}
		opened, err := a.office.Register(c.ctx(), c.who, opening, key, input)
		if err != nil {
			return nil, err
		}
		c.echo.Response().Header().Set(echo.HeaderLocation, Base+"/lawsuits/"+opened.ID)
		return a.show(c, opened.ID)
	}
}

func (a *API) lawsuit(c *call) (any, error) { return a.show(c, c.path("id")) }

func (a *API) show(c *call, id string) (any, error) {
	v, err := a.office.View(c.ctx(), c.who, id)
	if err != nil {
		return nil, err
	}
	c.echo.Response().Header().Set("ETag", strconv.Quote(strconv.FormatInt(v.UpdatedAt.UnixMicro(), 10)))
	acts, err := a.offers(c, v)
	l := lawsuit{
		ID: v.ID, CaseNumber: v.CaseNumber, Revision: v.Revision, Stage: v.Stage, StageTitle: v.Stage.TitleIn(v.File.Kind), Closed: v.Closed, Today: v.Today,
		Facts: v.File, Clocks: v.Clocks, Watched: v.Watched, Acts: acts, Stages: stations(v.Stages), Proposal: v.Proposal, Squeeze: v.Squeeze, LostBy: namesOf(v.File.Losers()), Related: v.Related, Console: v.Console,
		Edition: v.Edition, CalendarEdition: v.CalendarEdition(), OpenedAt: v.OpenedAt, UpdatedAt: v.UpdatedAt,
	}
	if v.Squeeze != nil {
		l.Warning = v.Squeeze.Warning()
	}
	return l, err
}

func stations(all []office.Station) []station {
	views := []station{}
	for _, s := range all {
		views = append(views, station{s.Stage, s.Title(), s.Article(), s.Passed, s.Current})
	}
	return views
}

// lawsuitList is one page of the list.
type lawsuitList struct {
	Lawsuits []summary `json:"lawsuits"`
	Total    int       `json:"total"`          // on all pages; counted up to 2000
	More     bool      `json:"more,omitempty"` // there are more than that
	Next     string    `json:"next,omitempty"` // the cursor of the next page
}

// summary is a lawsuit in a list.
type summary struct {
	ID         string           `json:"id"`
	CaseNumber string           `json:"case_number"`
	Revision   int64            `json:"revision"`
	Stage      measures.Stage   `json:"stage"`
	StageTitle string           `json:"stage_title"`
	Kind       measures.Kind    `json:"kind"`
	Level      measures.Level   `json:"level"`
	Court      string           `json:"court"`
	Cause      string           `json:"cause"`
	Plaintiffs string           `json:"plaintiffs"`
	Defendants string           `json:"defendants"`
	Lead       string           `json:"lead,omitempty"`
	Units      []unitPart       `json:"units"`
	ServedOn   calendar.Date    `json:"served_on,omitzero"`
	Outcome    measures.Outcome `json:"outcome,omitempty"` // of the instance at level
	Hearing    models.Hour      `json:"hearing,omitzero"`  // the next one
	NextDue    calendar.Date    `json:"next_due,omitzero"`
	NextSafe   calendar.Date    `json:"next_safe,omitzero"`
	Clocks     []measures.Clock `json:"clocks"` // running; least time left first; without steps
	Overdue    int              `json:"overdue"`
	Lost       bool             `json:"lost"`
	Closed     bool             `json:"closed"`
	OpenedAt   time.Time        `json:"opened_at"`
	UpdatedAt  time.Time        `json:"updated_at"`
}

type unitPart struct {
	Unit string      `json:"unit"`
	Part models.Part `json:"part"`
}

func (a *API) lawsuits(c *call) (any, error) {
	var q office.LedgerQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	if q.Limit > models.MaxPage {
		return nil, models.Wrong("limit", fmt.Sprintf("每页最多%d件", models.MaxPage))
	}
	filter, err := q.Filter(c.who, a.office.Today())
	if err != nil {
		return nil, err
	}
	page, err := a.office.Lawsuits(c.ctx(), c.who, filter)
	list := lawsuitList{Lawsuits: []summary{}, Total: page.Total, More: page.More, Next: page.Next}
	for _, s := range page.Lawsuits {
		list.Lawsuits = append(list.Lawsuits, summaryOf(s))
	}
	return list, err
}

func summaryOf(s models.Summary) summary {
	v := summary{
		ID: s.ID, CaseNumber: s.CaseNumber, Revision: s.Revision, Stage: s.Stage, StageTitle: s.Stage.TitleIn(s.Kind), Kind: s.Kind, Level: s.Level,
		Court: s.Court, Cause: s.Cause, Plaintiffs: s.Plaintiffs, Defendants: s.Defendants, Lead: s.Lead, Units: []unitPart{},
		ServedOn: s.ServedOn, Outcome: s.Outcome, Hearing: s.Hearing, NextDue: s.NextDue, NextSafe: s.NextSafe, Clocks: append([]measures.Clock{}, s.Running...), Overdue: s.Overdue,
		Lost: s.Lost, Closed: s.Closed, OpenedAt: s.OpenedAt, UpdatedAt: s.UpdatedAt,
	}
	for _, u := range s.Units {
		v.Units = append(v.Units, unitPart(u))
	}
	return v
}

func namesOf(parties []measures.Party) []string {
	var names []string
	for _, p := range parties {
		names = append(names, p.Name)
	}
	return names
}
