package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/server/office"
	"yingsu/workflows/form"
)

const statisticsPath = "/statistics"

// counted is the page of what is counted of a period.
type counted struct {
	office.Counted
	Tables  []statistics.Table
	Whole   string // the one table that is shown, with all its lines; empty for all tables
	Figures []statistics.Figure
	Periods []statistics.Period
}

// fewLines is how many lines of a table stand on the page of all tables.
const fewLines = 12

func (p *Pages) statistics(c echo.Context, who models.Caller) error {
	found, err := p.office.Counted(c.Request().Context(), who, tidy(c.QueryParam("period")))
	if err != nil {
		return err
	}
	s := counted{Counted: found, Figures: statistics.Figures, Periods: office.PeriodsAround(found.Period), Whole: tidy(c.QueryParam("table"))}
	tables := found.Tables()
	at := slices.IndexFunc(tables, func(t statistics.Table) bool { return t.Key == s.Whole })
	switch {
	case at >= 0:
		s.Tables = tables[at : at+1]
	case s.Whole == "" || statistics.Knows(s.Whole): // in this period there is nothing in it
		s.Tables, s.Whole = tables, ""
	default:
		return &models.Error{Code: models.NotFound, Detail: "本期没有这张表。请从统计页面选择。", Link: s.At(found.Period)}
	}
	return p.show(c, http.StatusOK, "statistics", page{Title: "统计 " + found.Period.Title(), Here: statisticsPath, Body: s})
}

// At is where a period is shown.
func (s counted) At(period statistics.Period) string {
	return statisticsPath + "?" + url.Values{"period": {period.Key()}}.Encode()
}

// WholeTable is where a table is shown with all its lines, empty where it is already.
func (s counted) WholeTable(t statistics.Table) string {
	if s.Whole != "" || t.Key == "main" || len(t.Lines) <= fewLines {
		return ""
	}
	return s.At(s.Period) + "&table=" + t.Key
}

// Shown are the lines of a table that stand on this page.
func (s counted) Shown(t statistics.Table) []statistics.Line {
	if s.WholeTable(t) == "" {
		return t.Lines
	}
	return t.Lines[:fewLines]
}

// Leads is where what stands behind a number is listed; empty where nothing does.
func (s counted) Leads(e statistics.Entry) string { return leadsTo(behindPath, s.Period, e) }

const behindPath = statisticsPath + "/behind"

func leadsTo(path string, p statistics.Period, e statistics.Entry) string {
	if e.Behind.Figure == "" || e.N == 0 || path != behindPath && e.Period != "" { // of the year before nothing is frozen
		return ""
	}
	q := url.Values{"figure": {e.Behind.Figure}}
	if path == behindPath {
		q.Set("period", cmp.Or(e.Period, p.Key()))
	}
	if e.Behind.By != "" {
		q.Set("by", e.Behind.By)
		q.Set("is", e.Behind.Is)
	}
	return path + "?" + q.Encode()
}

// behind is the page of the lawsuits that a number counts.
type behind struct {
	office.Behind
	Figure              statistics.Figure
	Back                string // the page that the number stands on
	Where               string // words for it
	Export, Next, First string // addresses
}

// behindFields are what it can be asked for.
var behindFields = form.Of[office.BehindQuery]()

func (p *Pages) behind(c echo.Context, who models.Caller) error {
	var q office.BehindQuery
	if err := p.ask(behindFields, c.QueryParams(), &q); err != nil {
		return err
	}
	found, err := p.office.Behind(c.Request().Context(), who, q)
	if err != nil {
		return err
	}
	b := behind{Behind: found, Back: counted{}.At(found.Period), Where: "统计 " + found.Period.Title()}
	return p.showBehind(c, behindPath, b)
}

func (p *Pages) showBehind(c echo.Context, path string, b behind) error {
	b.Figure, _ = statistics.FigureOf(b.Selection.Figure)
	b.Export = address(path+"/export", c.QueryParams(), "")
	if b.Behind.Next != "" {
		b.Next = address(path, c.QueryParams(), b.Behind.Next)
	}
	if c.QueryParam("cursor") != "" {
		b.First = address(path, c.QueryParams(), "")
	}
	return p.show(c, http.StatusOK, "behind", page{Title: b.Selection.Title() + " " + b.Period.Title(), Here: statisticsPath, Body: b})
}

func (p *Pages) exportBehind(c echo.Context, who models.Caller) error {
	var q office.BehindQuery
	if err := p.ask(behindFields, c.QueryParams(), &q); err != nil {
		return err
	}
	rows, err := p.office.BehindTable(c.Request().Context(), who, q)
	return p.handTable(c, "统计明细", rows, err)
}

// What says which of its like a row is.
func (b behind) What(r models.CountedRow) string { return office.WhatOf(r.Row) }

// Amount writes the amount of a row.
func (b behind) Amount(r models.CountedRow) string { return office.AmountOf(r.Row) }
