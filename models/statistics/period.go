package statistics

import (
	"fmt"
	"strconv"
	"time"

	"yingsu/workflows/calendar"
)

// Period is what is counted by: a month, a quarter, a half or a whole year. Bulletins are
// about all of these but months (第二十七条：季度通报、每年通报).
type Period struct {
	Year int
	Part Part
}

// Part is a part of a year.
type Part string

const (
	WholeYear Part = ""
	FirstHalf Part = "H1"
	LastHalf  Part = "H2"
	Quarter1  Part = "Q1"
	Quarter2  Part = "Q2"
	Quarter3  Part = "Q3"
	Quarter4  Part = "Q4"
)

// Month is the part that a month is: M03.
func Month(m time.Month) Part { return Part(fmt.Sprintf("M%02d", int(m))) }

// parts says of each part its first month, how many months it has and its words.
var parts = withMonths(map[Part]part{
	WholeYear: {1, 12, "度"}, FirstHalf: {1, 6, "上半年"}, LastHalf: {7, 6, "下半年"},
	Quarter1: {1, 3, "第一季度"}, Quarter2: {4, 3, "第二季度"}, Quarter3: {7, 3, "第三季度"}, Quarter4: {10, 3, "第四季度"},
})

type part struct {
	from, months int
	title        string
}

func withMonths(parts map[Part]part) map[Part]part {
	for m := time.January; m <= time.December; m++ {
		parts[Month(m)] = part{int(m), 1, fmt.Sprintf("%d月", int(m))}
	}
	return parts
}

// ParsePeriod reads the key of a period: 2026M03, 2026Q1, 2026H1, 2026.
func ParsePeriod(key string) (Period, error) {
	if len(key) >= 4 {
		year, err := strconv.Atoi(key[:4])
		p := Period{year, Part(key[4:])}
		if _, known := parts[p.Part]; err == nil && known && year >= 2000 {
			return p, nil
		}
	}
	return Period{}, fmt.Errorf("statistics: %q is no period", key)
}

// Key names the period.
func (p Period) Key() string { return fmt.Sprintf("%04d%s", p.Year, p.Part) }

// Title returns the period as it is written: 2026年第一季度.
func (p Period) Title() string { return fmt.Sprintf("%d年%s", p.Year, parts[p.Part].title) }

// From returns its first day.
func (p Period) From() calendar.Date {
	return calendar.On(p.Year, 1, 1).AddMonths(parts[p.Part].from - 1)
}

// To returns its last day.
func (p Period) To() calendar.Date { return p.From().AddMonths(parts[p.Part].months).AddDays(-1) }

// YearBefore returns the same period of the year before (同比).
func (p Period) YearBefore() Period { return Period{p.Year - 1, p.Part} }

// Ended returns the periods that end on the day before another one: what bulletins are
// due about from that day on. On the first of January these are the fourth quarter, the
// second half and the year.
func Ended(day calendar.Date) []Period {
	var ended []Period
	for _, part := range []Part{Quarter1, Quarter2, Quarter3, Quarter4, FirstHalf, LastHalf, WholeYear} {
		year := day.AddDays(-1).Year()
		if p := (Period{year, part}); p.To() == day.AddDays(-1) {
			ended = append(ended, p)
		}
	}
	return ended
}
