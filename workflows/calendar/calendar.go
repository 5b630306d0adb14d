package calendar

import (
	"fmt"
	"hash/fnv"
	"slices"
	"time"
)

// Calendar is one edition of the State Council's holiday notices. It is a plain
// value that travels as JSON: workflows get it from an activity, never from a
// global. Editions with the same days have the same name.
type Calendar struct {
	Edition  string    `json:"edition"`
	Years    []Year    `json:"years"`              // sorted by year
	Closures []Closure `json:"closures,omitempty"` // in the order in which they were declared

	silent   bool // counts without steps
	awaiting bool // the next year's notice, for the last days of December
}

// Awaiting returns the calendar that takes the last days of December for provisional
// until the next year's notice is out: that may list them too, as those for 2019 and
// 2023 did.
func (c Calendar) Awaiting() Calendar {
	c.awaiting = true
	return c
}

// Silent returns the calendar that counts the same without saying how: writing the
// steps takes most of the time.
func (c Calendar) Silent() Calendar {
	c.silent = true
	return c
}

// Closure is a day on which the district's own offices are shut (台风停工). Only
// the State Council's days move a statutory date: a closure moves none, but it
// moves the safe date and the reminders before it.
type Closure struct {
	Date   Date   `json:"date"`
	Reason string `json:"reason"`
}

// The years for which a calendar means something.
const (
	FirstYear = 1990
	LastYear  = 2100
)

// Year is what is known about the working days of one year.
type Year struct {
	Year      int       `json:"year"`
	Status    Status    `json:"status"`
	Notice    string    `json:"notice,omitempty"`   // 文号, or where the days come from
	Published Date      `json:"published,omitzero"` // 成文日期 of the notice
	Amended   string    `json:"amended,omitempty"`  // the later notice that changed it, and how
	Extra     int       `json:"extra,omitempty"`    // days off that a later notice gave beyond the law (2 in 2020, 1 in 2015)
	Holidays  []Holiday `json:"holidays,omitempty"` // in the order of the notice
}

// String writes all that moves a day or says where it comes from, by which editions
// are named. Extra only judges what the days say already.
func (y Year) String() string {
	return fmt.Sprintf("{%d %s %s %s %s %s}", y.Year, y.Status, y.Notice, y.Published, y.Amended, y.Holidays)
}

// Status says how far the days of a year can be relied on.
type Status string

const (
	Published   Status = "published"   // 已公布
	Provisional Status = "provisional" // 未公布（仅法定节假日）
	Absent      Status = "absent"      // 无资料
)

// Holiday is one line of a notice: the days off and the weekend days that are
// worked in exchange. A line may begin in the December before its year.
type Holiday struct {
	Name   string `json:"name"`
	From   Date   `json:"from"`
	To     Date   `json:"to"` // inclusive
	Makeup []Date `json:"makeup,omitempty"`
}

// Day says whether offices work on a day. Name is why, for display: “春节” on a
// day off, “春节调休上班” on a make-up day, “周末”, or nothing on a plain
// working day.
type Day struct {
	Date    Date   `json:"date"`
	Working bool   `json:"working"`
	Name    string `json:"name,omitempty"`
}

const weekend = "周末"

// Day looks up one day.
func (c Calendar) Day(d Date) Day {
	if day, ok := c.listed(d.Year(), d); ok {
		return day
	}
	if d.Month() == time.December { // as 2018-12-29 and 2022-12-31, in the notices of 2019 and 2023
		if day, ok := c.listed(d.Year()+1, d); ok {
			return day
		}
	}
	if wd := d.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return Day{Date: d, Name: weekend}
	}
	return Day{Date: d, Working: true}
}

// Year returns what is known about year y. Where nothing is, its status is
// Absent and its holidays are those that fall on fixed days by law.
func (c Calendar) Year(y int) Year {
	for i := range c.Years {
		if c.Years[i].Year == y {
			return c.Years[i]
		}
	}
	return Year{Year: y, Status: Absent, Holidays: fixedHolidays(y)}
}

// listed looks d up in what is known about year y.
func (c Calendar) listed(y int, d Date) (Day, bool) {
	for i := range c.Years {
		if c.Years[i].Year == y {
			return c.Years[i].listed(d)
		}
	}
	return (&Year{Holidays: fixedHolidays(y)}).listed(d)
}

// fixedHolidays returns the days off that the law itself ties to the solar
// calendar (《全国年节及纪念日放假办法》第二条, as revised for 2025). The days in
// lieu of a weekend (第六条) are left to the notice.
func fixedHolidays(y int) []Holiday {
	return []Holiday{
		{Name: "元旦", From: On(y, 1, 1), To: On(y, 1, 1)},
		{Name: "劳动节", From: On(y, 5, 1), To: On(y, 5, 2)},
		{Name: "国庆节", From: On(y, 10, 1), To: On(y, 10, 3)},
	}
}

// listed looks d up among the lines of the notice.
func (y *Year) listed(d Date) (Day, bool) {
	for i := range y.Holidays {
		h := &y.Holidays[i]
		if slices.Contains(h.Makeup, d) {
			return Day{Date: d, Working: true, Name: h.Name + "调休上班"}, true
		}
		if !d.Before(h.From) && !d.After(h.To) {
			return Day{Date: d, Name: h.Name}, true
		}
	}
	return Day{}, false
}

// With returns the edition in which y replaces the year of the same number, or
// is added. The receiver stays as it is.
func (c Calendar) With(y Year) Calendar {
	years := slices.Clone(c.Years)
	at, found := slices.BinarySearchFunc(years, y.Year, func(have Year, want int) int { return have.Year - want })
	if found {
		years[at] = y
	} else {
		years = slices.Insert(years, at, y)
	}
	return edition(years, c.Closures)
}

// Closed returns the edition in which a local closure is added.
func (c Calendar) Closed(x Closure) Calendar {
	return edition(c.Years, append(slices.Clone(c.Closures), x))
}

// closure returns why the district's offices are shut on a day, nothing where
// they are not.
func (c Calendar) closure(d Date) string {
	for _, x := range c.Closures {
		if x.Date == d {
			return x.Reason
		}
	}
	return ""
}

// edition names a calendar after its last published year and a checksum of all
// it says, so that a count on record can be traced to the days it rests on.
func edition(years []Year, closures []Closure) Calendar {
	last := 0
	for i := range years {
		if years[i].Status == Published {
			last = years[i].Year
		}
	}
	sum := fnv.New32a()
	fmt.Fprintln(sum, years)
	if len(closures) > 0 {
		fmt.Fprintln(sum, closures)
	}
	return Calendar{Edition: fmt.Sprintf("%d-%08x", last, sum.Sum32()), Years: years, Closures: closures}
}

// Covers tells whether d lies in a published year, and is no day that the next notice
// may still change.
func (c Calendar) Covers(d Date) bool {
	return c.Year(d.Year()).Status == Published && !c.unsettled(d)
}

// unsettled tells whether d is one of the last days of a December of which the next year's
// notice is not out. No notice has reached further back than to the 29th; a week is
// what a day off around New Year can at most be exchanged with.
func (c Calendar) unsettled(d Date) bool {
	return c.awaiting && !d.Before(On(d.Year(), 12, 25)) && c.Year(d.Year()+1).Status != Published
}

// Working tells whether d is a working day.
func (c Calendar) Working(d Date) bool { return c.Day(d).Working }

// NextWorking returns the first working day after d.
func (c Calendar) NextWorking(d Date) Date {
	d = d.AddDays(1)
	for !c.Working(d) {
		d = d.AddDays(1)
	}
	return d
}

// LastWorking returns d, or the last working day before it if d is a day off.
func (c Calendar) LastWorking(d Date) Date {
	for !c.Working(d) {
		d = d.AddDays(-1)
	}
	return d
}

// AddWorking returns the n-th working day after d, or before it if n is
// negative. d itself is not counted; for n = 0 it is the answer.
func (c Calendar) AddWorking(d Date, n int) Date {
	for ; n > 0; n-- {
		d = c.NextWorking(d)
	}
	for ; n < 0; n++ {
		d = c.LastWorking(d.AddDays(-1))
	}
	return d
}

// WorkingBetween counts the working days after from up to and including to. If
// to is the earlier day, it counts those after to up to from, and the result is
// negative.
func (c Calendar) WorkingBetween(from, to Date) int {
	if to.Before(from) {
		return -c.WorkingBetween(to, from)
	}
	n := 0
	for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
		if c.Working(d) {
			n++
		}
	}
	return n
}
