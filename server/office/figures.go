package office

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
)

// Counted is what is counted of a period, as one person meets it: those who see every
// lawsuit meet the whole district's, the others what is their own units'.
type Counted struct {
	statistics.Report
	Units     []string // of which it is; empty for all
	Uncounted int64    // lawsuits that are still to be counted
}

// currentQuarter is the quarter in which a day lies.
func currentQuarter(day calendar.Date) statistics.Period {
	quarter := []statistics.Part{statistics.Quarter1, statistics.Quarter2, statistics.Quarter3, statistics.Quarter4}[(int(day.Month())-1)/3]
	return statistics.Period{Year: day.Year(), Part: quarter}
}

// period reads which period is asked for: the current quarter, where none is named.
func (o *Office) period(key string) (statistics.Period, error) {
	if key == "" {
		return currentQuarter(o.Today()), nil
	}
	p, err := statistics.ParsePeriod(key)
	if err != nil {
		return p, models.Wrong("period", "没有这个期间，请写年份，或者年份加Q1至Q4、H1、H2，例如2026、2026Q1、2026H1；月份写作2026M03")
	}
	return p, nil
}

// Counted returns what is counted of a period, beside the same period a year earlier.
func (o *Office) Counted(ctx context.Context, who models.Caller, key string) (c Counted, err error) {
	if err := Counting.Refuse(who); err != nil {
		return c, err
	}
	if c.Period, err = o.period(key); err != nil {
		return c, err
	}
	c.Units = countsOnly(who)
	if c.Report, err = o.report(ctx, c.Period, c.Units...); err != nil {
		return c, err
	}
	c.Uncounted, err = o.store.Uncounted(ctx)
	return c, err
}

func (o *Office) report(ctx context.Context, p statistics.Period, units ...string) (r statistics.Report, err error) {
	r.Period = p
	if r.Now, err = o.store.Cells(ctx, p.From(), p.To(), o.Today(), units...); err != nil {
		return r, err
	}
	r.Before, err = o.store.Cells(ctx, p.YearBefore().From(), p.YearBefore().To(), o.Today(), units...)
	return r, err
}

// countsOnly says of which units somebody sees what is counted; empty for all.
func countsOnly(who models.Caller) []string {
	if SeeingEverything.Of(who.Role) {
		return nil
	}
	return who.Units()
}

// BehindQuery says which number's lawsuits are listed, in the words of both doors.
type BehindQuery struct {
	Period string `json:"period" label:"期间" help:"年份，或者年份加Q1至Q4、H1、H2；不填为本季度" example:"2026Q1"`
	Figure string `json:"figure" label:"指标" check:"required" example:"received"`
	By     string `json:"by" label:"分组" help:"level、court、unit、sued、category、field、what；不填为全部" example:"unit"`
	Is     string `json:"is" label:"分组的值"`
	Cursor string `json:"cursor" label:"翻页标记" help:"上一页的 next"`
	Limit  int    `json:"limit" label:"条数" check:"positive" help:"最多200，不填为50"`
}

// Selection is what the query asks for, or why there is no such number.
func (q BehindQuery) Selection() (statistics.Selection, error) {
	s := statistics.Selection{Figure: q.Figure, By: q.By, Is: q.Is}
	if _, known := statistics.FigureOf(q.Figure); !known {
		return s, models.Wrong("figure", "没有这项指标，请从统计页面的数字进入，或者查看统计页面的指标说明")
	}
	if _, known := statistics.DimensionOf(q.By); !known && q.By != "" {
		return s, models.Wrong("by", "不能这样分组，请从统计页面的数字进入")
	}
	return s, nil
}

// Behind is some of what stands behind a number.
type Behind struct {
	Period    statistics.Period
	Selection statistics.Selection
	Total     int
	Rows      []models.CountedRow
	Next      string // the cursor of the next page; empty on the last
}

// Behind returns the lawsuits that a number counts, in the order of the days by which
// they belong to the period.
func (o *Office) Behind(ctx context.Context, who models.Caller, q BehindQuery) (b Behind, err error) {
	if err := Counting.Refuse(who); err != nil {
		return b, err
	}
	if b.Period, err = o.period(q.Period); err != nil {
		return b, err
	}
	if b.Selection, err = q.Selection(); err != nil {
		return b, err
	}
	after, err := afterRow(q.Cursor)
	if err != nil {
		return b, err
	}
	limit := q.limit()
	page, err := o.store.Counted(ctx, models.CountedQuery{
		Behind: b.Selection, From: b.Period.From(), To: b.Period.To(), Today: o.Today(), Units: countsOnly(who), After: after, Limit: limit + 1,
	})
	b.Total = page.Total
	b.page(page.Rows, limit)
	return b, err
}

// page keeps a page of rows, and says where the next begins.
func (b *Behind) page(rows []models.CountedRow, limit int) {
	if b.Rows = rows; len(rows) > limit {
		b.Rows = rows[:limit]
		b.Next = cursorBehind(b.Rows[limit-1])
	}
}

// behindCursor returns the rows behind a place in them.
func behindCursor(rows []models.CountedRow, cursor string) ([]models.CountedRow, error) {
	after, err := afterRow(cursor)
	if after == nil || err != nil {
		return rows, err
	}
	return rows[1+slices.IndexFunc(rows, func(r models.CountedRow) bool {
		return r.On == after.On && r.LawsuitID == after.LawsuitID && r.Position == after.Position
	}):], nil
}

func (q BehindQuery) limit() int {
	const usual = 50
	if q.Limit == 0 {
		return usual
	}
	return min(q.Limit, models.MaxPage)
}

// BehindTable returns all of it as a table: see tables.go.
func (o *Office) BehindTable(ctx context.Context, who models.Caller, q BehindQuery) ([][]string, error) {
	rows := [][]string{behindHead}
	q.Cursor, q.Limit = "", models.MaxPage
	for {
		b, err := o.Behind(ctx, who, q)
		if err != nil {
			return nil, err
		}
		if b.Total > models.Counted {
			return nil, tooLong("记录", "单位或者较短的期间")
		}
		for _, r := range b.Rows {
			rows = append(rows, CountedLine(r))
		}
		if b.Next == "" {
			return rows, nil
		}
		q.Cursor = b.Next
	}
}

var behindHead = []string{"案号", "日期", "单位", "审级", "法院或者机关", "被告形式", "案由类别", "种类", "数值", "办结日期"}

// CountedLine is a row as a line of a table.
func CountedLine(r models.CountedRow) []string {
	return []string{
		r.CaseNumber, r.On.String(), r.Unit, r.Level.Title(), r.Court, r.Sued.Title(), r.Category.Title(), WhatOf(r.Row), AmountOf(r.Row), r.Until.String(),
	}
}

// WhatOf says which of its like a row is.
func WhatOf(r statistics.Row) string {
	d, _ := statistics.DimensionOf("what")
	return d.Name(d.Of(r.Sort))
}

// AmountOf writes the amount of a row, empty where it has none.
func AmountOf(r statistics.Row) string {
	switch r.Kind {
	case statistics.Payment:
		return statistics.Figure{Shows: statistics.Sum}.Text(statistics.Value{Amount: r.Amount})
	case statistics.Concluded, statistics.Step:
		return fmt.Sprintf("%d天", r.Amount)
	}
	return ""
}

// cursorBehind marks a place in what stands behind a number.
func cursorBehind(r models.CountedRow) string {
	return fmt.Sprintf("%s.%d.%s", r.On, r.Position, r.LawsuitID)
}

func afterRow(cursor string) (*models.CountedRow, error) {
	if cursor == "" {
		return nil, nil
	}
	parts := strings.SplitN(cursor, ".", 3)
	if len(parts) == 3 {
		on, dayErr := calendar.ParseDate(parts[0])
		position, err := strconv.Atoi(parts[1])
		if dayErr == nil && err == nil {
			return &models.CountedRow{LawsuitID: parts[2], Position: position, Row: statistics.Row{On: on}}, nil
		}
	}
	return nil, models.Wrong("cursor", "翻页标记无效，请从第一页重新查看")
}

// PeriodsAround lists periods to choose from: those of a period's year, and the years
// around it.
func PeriodsAround(p statistics.Period) []statistics.Period {
	periods := []statistics.Period{{Year: p.Year - 1}}
	for _, part := range []statistics.Part{statistics.Quarter1, statistics.Quarter2, statistics.Quarter3, statistics.Quarter4, statistics.FirstHalf, statistics.LastHalf, statistics.WholeYear} {
		periods = append(periods, statistics.Period{Year: p.Year, Part: part})
	}
	return append(periods, statistics.Period{Year: p.Year + 1})
}
