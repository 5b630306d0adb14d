package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

const auditPath = "/audit"

// auditPage is the audit log: a filter in the address, and what it matches.
type auditPage struct {
	Asked    url.Values
	Outcomes []measures.Choice
	Actions  []string
	Lines    []attemptLine
	Problem  *models.Error
	Next     string // address of the next page
	First    string // address of the first page, where this is another
	Export   string
	Apart    bool // a security administrator keeps the accounts
}

type attemptLine struct {
	models.Attempt
	Title, Result string
	Bad           bool // it was not done
}

// auditFields are what the audit log can be asked for.
var auditFields = form.Of[office.AuditQuery]()

// onAuditPage is how many lines one page shows.
const onAuditPage = 100

func (p *Pages) audit(c echo.Context, who models.Caller) error {
	a := auditPage{Asked: c.QueryParams(), Actions: office.Actions(), Export: address(auditPath+"/export", c.QueryParams(), "")}
	slices.Sort(a.Actions)
	for _, f := range auditFields {
		if f.Name == "outcome" {
			a.Outcomes = f.Choices
		}
	}
	var err error
	if a.Apart, err = p.office.Apart(c.Request().Context(), who); err != nil {
		return err
	}
	filter, err := p.auditFilter(a.Asked)
	var lines []models.Attempt
	if err == nil {
		filter.Limit = onAuditPage
		lines, err = p.office.Attempts(c.Request().Context(), who, filter)
	}
	status := http.StatusOK
	if wrong, ok := refused(err); ok {
		a.Problem, status = wrong, statusOf(wrong)
	} else if err != nil {
		return err
	}
	for _, l := range lines {
		a.Lines = append(a.Lines, attemptLine{l, office.ActionTitle(l.Action), office.OutcomeTitle(l.Outcome), l.Outcome != "done"})
	}
	if len(lines) == onAuditPage {
		a.Next = address(auditPath, a.Asked, strconv.FormatInt(lines[onAuditPage-1].ID, 10))
	}
	if a.Asked.Get("cursor") != "" {
		a.First = address(auditPath, a.Asked, "")
	}
	return p.show(c, status, "audit", page{Title: "审计日志", Here: auditPath, Body: a})
}

func (p *Pages) auditFilter(q url.Values) (models.AttemptFilter, error) {
	var asked office.AuditQuery
	if err := p.ask(auditFields, q, &asked); err != nil {
		return models.AttemptFilter{}, err
	}
	return asked.Filter()
}

func (p *Pages) exportAudit(c echo.Context, who models.Caller) error {
	filter, err := p.auditFilter(c.QueryParams())
	if err != nil {
		return err
	}
	filter.Before = 0
	rows, err := p.office.AttemptTable(c.Request().Context(), who, filter)
	return p.handTable(c, "审计日志", rows, err)
}
