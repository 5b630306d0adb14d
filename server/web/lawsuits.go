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
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/server/stock"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// listing is the ledger's page: a filter in the address, and what it matches.
type listing struct {
	Filter  models.Filter
	Status  string
	Lines   []summaryLine
	Total   string
	Many    bool   // its words match more than are counted
	Next    string // address of the next page
	First   string // address of the first page, where this is another
	Export  string // address of the same list as a workbook
	Stages  []measures.Choice
	Kinds   []measures.Choice
	Units   []models.Unit
	Courts  []string
	Problem *models.Error
	Some    bool // it is filtered at all

	Console   string // the same list in Temporal's console, for those who may read it
	TakesOver bool   // the reader can take over running lawsuits
	Checks    bool   // and can check what was entered late
	Works     bool   // the reader can have lawsuits in hand
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
	l := listing{Filter: filterOf(c.QueryParams(), who), Status: c.QueryParam("status"), Stages: measures.Stage("").Choices(), Kinds: measures.Kind("").Choices()}
	l.Filter.Today = b.Today
	l.TakesOver, l.Checks, l.Works = office.TakingOver.Of(who.Role), office.Checking.Of(who.Role), office.Handling.Of(who.Role)
	if office.Console.Of(who.Role) {
		l.Console = p.office.ConsoleList(l.Filter)
	}
	l.Some = l.Filter != models.Filter{Today: b.Today, Cursor: l.Filter.Cursor}
	if l.Units, err = p.office.Units(ctx, who); err != nil {
		return l, err
	}
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

// filterOf reads the filter from an address. What it does not know matches
// nothing rather than everything.
func filterOf(q url.Values, who models.Caller) models.Filter {
	f := models.Filter{
		Query: tidy(q.Get("q")), Stage: measures.Stage(q.Get("stage")), Unit: tidy(q.Get("unit")), Court: tidy(q.Get("court")),
		Kind: measures.Kind(q.Get("kind")), Overdue: q.Get("overdue") != "", Lost: q.Get("lost") != "",
		Only: models.Standing(q.Get("status")), Waits: q.Get("waits"), Cursor: q.Get("cursor"),
	}
	if f.Only != models.Open && f.Only != models.Closed {
		f.Only = ""
	}
	if q.Get("mine") != "" {
		f.Holder = who.Username
	}
	return f
}

func (l *listing) fill(found models.Page, q url.Values, b workflows.Bench) {
	l.Total = upTo(found.Total, found.More, "件")
	l.Many = found.More && l.Filter.Query != ""
	courts := map[string]bool{}
	for _, s := range found.Lawsuits {
		courts[s.Court] = true
		line := summaryLine{Summary: s}
		if first, ok := measures.Pressing(s.Running); ok {
			line.Clock, line.Left, line.State = &first, workflows.Left(first, b.Today, b.Calendar), first.StateOn(b.Today)
		}
		l.Lines = append(l.Lines, line)
	}
	l.Courts = slices.Sorted(maps.Keys(courts))
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
	rows, err := p.office.LedgerTable(c.Request().Context(), who, filterOf(c.QueryParams(), who))
	if err != nil {
		return err
	}
	content, err := stock.Workbook("案件台账", rows)
	if err != nil {
		return err
	}
	return doors.Hand(c, "案件台账"+p.office.Today().String()+".xlsx", xlsx, content)
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
