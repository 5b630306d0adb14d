package web

import (
	"slices"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// bar draws the days of a running clock side by side, from what set it off to
// its last day.
type bar struct {
	Width int
	Days  []barDay
	Marks []barMark
	Start calendar.Date
	End   calendar.Date
}

// barDay is one day, or a stretch of days alike where there are many.
type barDay struct {
	X, Width int
	Class    string
}

// barMark is a day with a meaning.
type barMark struct {
	X     int
	On    calendar.Date
	Class string
	Words string
}

// The bar's measure: one day is that wide, and a bar as wide as the fewest days.
// Beyond fine days, they are no longer drawn apart.
const (
	dayWidth = 10
	fewest   = 20
	fine     = 45
)

// barOf draws a clock as it stands today, or on no particular day. It returns
// nil where there is nothing to draw.
func barOf(c measures.Clock, today calendar.Date, cal calendar.Calendar) *bar {
	marks := []barMark{{On: c.Trigger, Class: "from", Words: c.TriggerIs}}
	if c.Safe != c.Limit() {
		marks = append(marks, barMark{On: c.Safe, Class: "safe", Words: "建议办结日"})
	}
	marks = append(marks, barMark{On: c.Limit(), Class: "due", Words: c.LimitTitle()})
	if !today.IsZero() {
		marks = append(marks, barMark{On: today, Class: "now", Words: "今日"})
	}
	slices.SortStableFunc(marks, func(a, b barMark) int { return a.On.Compare(b.On) })
	b := &bar{Start: marks[0].On, End: marks[len(marks)-1].On}
	days := b.End.Sub(b.Start) + 1
	if b.Start.IsZero() || days > 800 {
		return nil
	}
	b.Width = max(days, fewest) * dayWidth
	b.draw(days, today, cal)
	for _, m := range marks {
		m.X = m.On.Sub(b.Start) * dayWidth
		b.Marks = append(b.Marks, m)
	}
	return b
}

func (b *bar) draw(days int, today calendar.Date, cal calendar.Calendar) {
	for n := range days {
		class := dayClass(b.Start.AddDays(n), today, cal)
		if last := len(b.Days) - 1; days > fine && last >= 0 && (b.Days[last].Class == class || class == "rest" || b.Days[last].Class == "rest") {
			b.Days[last].Width += dayWidth
			if b.Days[last].Class == "rest" {
				b.Days[last].Class = class
			}
			continue
		}
		gap := 1
		if days > fine {
			gap = 0
		}
		b.Days = append(b.Days, barDay{X: n * dayWidth, Width: dayWidth - gap, Class: class})
	}
}

func dayClass(day, today calendar.Date, cal calendar.Calendar) string {
	switch {
	case day.Before(today):
		return "gone"
	case !cal.Working(day):
		return "rest"
	}
	return "left"
}
