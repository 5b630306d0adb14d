package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// listing is the ledger's page: a filter in the address, and what it matches.
type listing struct {
	Filter  models.Filter
	Asked   url.Values // the filter as it was filled in
	Further bool       // it asks for more than stands in the first line
	Lines   []summaryLine
	Total   string
	Many    bool   // its words match more than are counted
	Next    string // address of the next page
	First   string // address of the first page, where this is another
	Export  string // address of the same list as a workbook
	Fields  map[string]form.Field
	Units   []models.Unit
	Courts  []string
	Causes  []string
	Problem *models.Error
	Some    bool // it is filtered at all

	Console   string // the same list in Temporal's console, for those who may read it
	TakesOver bool   // the reader can take over running lawsuits
	Checks    bool   // and can check what was entered late
	Works     bool   // the reader can have lawsuits in hand

	Keeps  bool          // the reader can save filters
	Views  []models.View // their own, and those of their office
	Query  string        // the filter in its one form; empty for none
	Saving *viewSaving   // the filter, where it is none that is saved
}

type summaryLine struct {
	models.Summary
	Clock       *measures.Clock // the one with least time left
	Left, State string
}

func (p *Pages) lawsuits(c echo.Context, who models.Caller) error {
	l, err := p.list(c, who)
	if err != nil {
		return err
	}
	if isFragment(c) {
		return p.fragment(c, http.StatusOK, "lawsuits", "results", l)
	}
	status := http.StatusOK
	if l.Problem != nil {
		status = statusOf(l.Problem)
	}
	return p.show(c, status, "lawsuits", page{Title: "案件台账", Here: "/lawsuits", Body: l})
}

func (p *Pages) list(c echo.Context, who models.Caller) (listing, error) {
	ctx := c.Request().Context()
	b, err := p.office.Bench(ctx)
	if err != nil {
		return listing{}, err
	}
	l := listing{Asked: c.QueryParams(), Fields: map[string]form.Field{}, First: "/lawsuits"}
	for _, f := range ledgerFields {
		l.Fields[f.Name] = f
	}
	l.Further = slices.ContainsFunc(further, func(name string) bool { return l.Asked.Get(name) != "" })
	l.TakesOver, l.Checks, l.Works = office.TakingOver.Of(who.Role), office.Checking.Of(who.Role), office.Handling.Of(who.Role)
	if l.Units, err = p.office.Units(ctx, who); err != nil {
		return l, err
	}
	if err := p.fillViews(c, who, &l); err != nil {
		return l, err
	}
	l.Filter, err = p.filterOf(l.Asked, who)
	if wrong, ok := refused(err); ok {
		l.Problem = wrong
		return l, nil
	}
	if office.Console.Of(who.Role) {
		l.Console = p.office.ConsoleList(l.Filter)
	}
	l.Some = l.Filter != models.Filter{Today: b.Today, Cursor: l.Filter.Cursor, Order: l.Filter.Order}
	found, err := p.office.Lawsuits(ctx, who, l.Filter)
	if wrong, ok := refused(err); ok {
		l.Problem = wrong
		return l, nil
	}
	if err != nil {
		return l, err
	}
	l.fill(found, c.QueryParams(), b)
	return l, nil
}

// fillViews adds the saved filters, and what the present one can be saved with.
func (p *Pages) fillViews(c echo.Context, who models.Caller, l *listing) (err error) {
	if l.Keeps = office.Reading.Of(who.Role); !l.Keeps {
		return nil
	}
	if l.Views, err = p.office.Views(c.Request().Context(), who); err != nil {
		return err
	}
	var asked office.LedgerQuery
	if p.ask(ledgerFields, l.Asked, &asked) != nil {
		return nil // which is said in place of the list
	}
	l.Query = asked.Address()
	if l.Query != "" && !slices.ContainsFunc(l.Views, func(v models.View) bool { return v.Query == l.Query }) {
		l.Saving = &viewSaving{CSRF: csrfOf(c), Query: l.Query, Shares: office.Sharing.Of(who.Role), Longest: office.LongestViewName}
	}
	return nil
}

// ledgerFields are what the ledger can be asked for.
var ledgerFields = form.Of[office.LedgerQuery]()

// further names what is folded away unless it is asked for.
var further = []string{"cause", "level", "outcome", "served_from", "served_to", "kind", "sort"}

// filterOf reads the filter from an address. What it does not know is refused.
func (p *Pages) filterOf(q url.Values, who models.Caller) (models.Filter, error) {
	var asked office.LedgerQuery
	if err := p.ask(ledgerFields, q, &asked); err != nil {
		return models.Filter{}, err
	}
	return asked.Filter(who, p.office.Today())
}

// Chosen tells whether a choice was made in the filter.
func (l listing) Chosen(field, value string) bool { return l.Asked.Get(field) == value }

func (l *listing) fill(found models.Page, q url.Values, b workflows.Bench) {
	l.Total = upTo(found.Total, found.More, "件")
	l.Many = found.More && l.Filter.Query != ""
	courts, causes := map[string]bool{}, map[string]bool{}
	for _, s := range found.Lawsuits {
		courts[s.Court], causes[s.Cause] = true, true
		line := summaryLine{Summary: s}
		if first, ok := measures.Pressing(s.Running); ok {
			line.Clock, line.Left, line.State = &first, workflows.Left(first, b.Today, b.Calendar), first.StateOn(b.Today)
		}
		l.Lines = append(l.Lines, line)
	}
	l.Courts, l.Causes = slices.Sorted(maps.Keys(courts)), slices.Sorted(maps.Keys(causes))
	l.First, l.Next, l.Export = address("/lawsuits", q, ""), "", address("/lawsuits/export", q, "")
	if found.Next != "" {
		l.Next = address("/lawsuits", q, found.Next)
	}
}

// Waiting says what somebody waits for in the lawsuits of the list, if that is asked for.
func (l listing) Waiting() string {
	if a := workflows.ActNamed(l.Filter.Waits); a != nil {
		return a.Waiting
	}
	return l.Filter.Waits
}

// exportLawsuits hands out the list as a workbook, by the same filter.
func (p *Pages) exportLawsuits(c echo.Context, who models.Caller) error {
	filter, err := p.filterOf(c.QueryParams(), who)
	if err != nil {
		return err
	}
	rows, err := p.office.LedgerTable(c.Request().Context(), who, filter)
	return p.handTable(c, "案件台账", rows, err)
}

// upTo writes a number that was counted only so far: 17件, or 2000件以上.
func upTo(n int, more bool, counter string) string {
	if more {
		return fmt.Sprintf("%d%s以上", n, counter)
	}
	return strconv.Itoa(n) + counter
}

// address is that of the same list on another page, without what was left empty.
func address(path string, q url.Values, cursor string) string {
	to := url.Values{}
	for name, values := range q {
		if values[0] != "" && name != "cursor" {
			to.Set(name, values[0])
		}
	}
	if cursor != "" {
		to.Set("cursor", cursor)
	}
	if len(to) == 0 {
		return path
	}
	return path + "?" + to.Encode()
}
