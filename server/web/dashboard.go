package web

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/server/office"
	"yingsu/workflows/measures"
)

const dashboardPath = "/dashboard"

// overview is the page of how the district stands: pictures, and beside each the table of
// what it shows.
type overview struct {
	office.Dashboard
	Trend, Units, Timely             chart
	ManyUnits, ManyTimely, ManyStand int // of which only the first may be shown
}

// chart is a picture in the measures of its own drawing.
type chart struct {
	Width, Height int
	Bars          []column
	Words         []label
}

// column is one bar of a chart, upright or lying, and label a text in it.
type column struct {
	X, Y, Width, Height int
	Fill                string
}

type label struct {
	X, Y   int
	Anchor string // start, middle or end
	Text   string
}

// The colours of what is counted, what is compared with it, and what is missed.
const (
	deep = "#143a66"
	pale = "#8fb0d6"
	red  = "#a5201c"
)

// mostBars is how many lines a chart or a table of the page has.
const mostBars = 15

func (p *Pages) dashboard(c echo.Context, who models.Caller) error {
	d, err := p.office.Dashboard(c.Request().Context(), who)
	if err != nil {
		return err
	}
	o := overview{Dashboard: d, Trend: trend(d.Months), ManyUnits: len(d.Units), ManyTimely: len(d.Timely), ManyStand: len(d.Stand)}
	o.Dashboard.Units, o.Dashboard.Timely = firstOf(d.Units), firstOf(d.Timely)
	if c.QueryParam("table") != "stand" { // no other page has this table
		o.Dashboard.Stand = firstOf(d.Stand)
	}
	o.Units, o.Timely = countBars(o.Dashboard.Units), shareBars(o.Dashboard.Timely)
	return p.show(c, http.StatusOK, "dashboard", page{Title: "全区概览", Here: dashboardPath, Body: o})
}

func firstOf[T any](all []T) []T { return all[:min(len(all), mostBars)] }

// trend draws two columns for each month.
func trend(months []office.Month) chart {
	const wide, high, foot, head = 60, 180, 24, 20
	p := chart{Width: wide * len(months), Height: head + high + foot}
	most := 1
	for _, m := range months {
		most = max(most, m.Received, m.Concluded)
	}
	for n, m := range months {
		for i, count := range []int{m.Received, m.Concluded} {
			height, x := high*count/most, n*wide+8+i*22
			p.Bars = append(p.Bars, column{x, head + high - height, 20, height, []string{deep, pale}[i]})
			p.Words = append(p.Words, label{x + 10, head + high - height - 4, "middle", fmt.Sprint(count)})
		}
		p.Words = append(p.Words, label{n*wide + wide/2, head + high + 17, "middle", fmt.Sprintf("%d月", int(m.From().Month()))})
	}
	return p
}

// The measures of charts of lying bars.
const (
	lineHigh  = 26
	nameWide  = 250
	barsWide  = 380
	valueWide = 130
)

// lying begins a chart of lying bars, with their names.
func lying(groups []statistics.Group) chart {
	p := chart{Width: nameWide + barsWide + valueWide, Height: lineHigh * max(1, len(groups))}
	for n, g := range groups {
		p.Words = append(p.Words, label{nameWide - 8, n*lineHigh + 18, "end", shortName(g.Name)})
	}
	return p
}

// shortName is a name as far as there is room for it beside a bar.
func shortName(name string) string {
	const most = 17
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return name
}

func countBars(groups []statistics.Group) chart {
	p, most := lying(groups), 1
	for _, g := range groups {
		most = max(most, g.N)
	}
	for n, g := range groups {
		width := barsWide * g.N / most
		p.Bars = append(p.Bars, column{nameWide, n*lineHigh + 4, width, lineHigh - 8, deep})
		p.Words = append(p.Words, label{nameWide + width + 6, n*lineHigh + 18, "start", fmt.Sprint(g.N)})
	}
	return p
}

// shareBars draws what was kept of what had to be, and the rest in red.
func shareBars(groups []statistics.Group) chart {
	p := lying(groups)
	for n, g := range groups {
		kept := barsWide * g.N / max(1, g.Of)
		p.Bars = append(p.Bars, column{nameWide, n*lineHigh + 4, kept, lineHigh - 8, deep}, column{nameWide + kept, n*lineHigh + 4, barsWide - kept, lineHigh - 8, red})
		p.Words = append(p.Words, label{nameWide + barsWide + 6, n*lineHigh + 18, "start", fmt.Sprintf("%d/%d", g.N, g.Of)})
	}
	return p
}

// Behind is where the lawsuits of a number are listed.
func (o overview) Behind(p statistics.Period, figure, by, is string) string {
	return leadsTo(behindPath, p, statistics.Entry{N: 1, Behind: statistics.Selection{Figure: figure, By: by, Is: is}})
}

// Listed is where the open lawsuits of a unit at a stage are listed; at all, if empty.
func (o overview) Listed(unit string, stage measures.Stage) string {
	q := url.Values{"unit": {unit}, "status": {"open"}}
	if stage != "" {
		q.Set("stage", string(stage))
	}
	return "/lawsuits?" + q.Encode()
}

// Heat says how much of the most there is in one field a number is, from 0 to 4.
func (o overview) Heat(n int) int {
	most := 1
	for _, u := range o.Stand {
		for _, stage := range o.Stages {
			most = max(most, u.At[stage])
		}
	}
	return (4*n + most - 1) / most
}

// Share writes a rate.
func (o overview) Share(g statistics.Group) string { return statistics.Percent(g.N, g.Of) }
