package api

import (
	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

// periodQuery asks for a period.
type periodQuery struct {
	Period string `json:"period" label:"期间" help:"年份，或者年份加Q1至Q4、H1、H2；不填为本季度" example:"2026Q1"`
}

// periodFigures is what is counted of a period, with how each figure is defined.
type periodFigures struct {
	Period    string             `json:"period"`
	Title     string             `json:"title"`
	From      calendar.Date      `json:"from"`
	To        calendar.Date      `json:"to"`
	Units     []string           `json:"units"`     // of which it is; empty for the whole district
	Uncounted int64              `json:"uncounted"` // lawsuits that are still to be counted
	Tables    []statistics.Table `json:"tables"`
	Figures   []defined          `json:"figures"`
}

type defined struct {
	Key     string `json:"key"`
	Title   string `json:"title"`
	Shows   string `json:"shows"` // number, rate, average or sum
	Meaning string `json:"meaning"`
	Basis   string `json:"basis"`
	Source  string `json:"source"`
}

func (a *API) statistics(c *call) (any, error) {
	var q periodQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	found, err := a.office.Counted(c.ctx(), c.who, q.Period)
	if err != nil {
		return nil, err
	}
	p := found.Period
	answer := periodFigures{Period: p.Key(), Title: p.Title(), From: p.From(), To: p.To(), Units: append([]string{}, found.Units...), Uncounted: found.Uncounted, Tables: found.Tables(), Figures: []defined{}}
	for _, f := range statistics.Figures {
		answer.Figures = append(answer.Figures, defined{f.Key, f.Title, string(f.Shows), f.Meaning, f.Basis, f.Source})
	}
	return answer, nil
}

// countedRows is some of what stands behind a number.
type countedRows struct {
	Title string       `json:"title"`
	Total int          `json:"total"`
	Rows  []countedRow `json:"rows"`
	Next  string       `json:"next,omitempty"` // the cursor of the next page
}

type countedRow struct {
	LawsuitID  string        `json:"lawsuit_id"`
	CaseNumber string        `json:"case_number"`
	On         calendar.Date `json:"on"`
	Until      calendar.Date `json:"until,omitzero"`
	Unit       string        `json:"unit"`
	Level      string        `json:"level,omitempty"`
	Court      string        `json:"court,omitempty"`
	What       string        `json:"what,omitempty"`
	Amount     string        `json:"amount,omitempty"`
}

func (a *API) behind(c *call) (any, error) {
	var q office.BehindQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	if q.Limit > models.MaxPage {
		return nil, models.Wrong("limit", "每页最多200条")
	}
	found, err := a.office.Behind(c.ctx(), c.who, q)
	answer := countedRows{Title: found.Selection.Title(), Total: found.Total, Rows: []countedRow{}, Next: found.Next}
	for _, r := range found.Rows {
		answer.Rows = append(answer.Rows, countedRow{r.LawsuitID, r.CaseNumber, r.On, r.Until, r.Unit, string(r.Level), r.Court, office.WhatOf(r.Row), office.AmountOf(r.Row)})
	}
	return answer, err
}
