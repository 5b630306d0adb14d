package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

const calendarPath = "/calendar"

// monthPage is a month as a table: what falls due and what is heard on each day, of the
// lawsuits that the reader may see.
type monthPage struct {
	Words         string
	Weeks         [][7]monthDay
	Before, After string // addresses
	Duties        int
	Hearings      int
	Whose         models.Whose
	Other         string // address of the duties of others, or of the reader's own
	Provisional   bool   // days off of the year are not published yet
}

// monthDay is one cell. It is the zero value where it lies outside of the month.
type monthDay struct {
	calendar.Day
	Today    bool
	Marked   bool // off on a weekday, or at work on a weekend
	Duties   []dutyLine
	More     int // duties that are not shown
	Sittings []office.Sitting
}

// onDay is how many duties of one day the calendar shows.
const onDay = 5

func (p *Pages) month(c echo.Context, who models.Caller) error {
	day := p.office.Today()
	if text := c.QueryParam("month"); text != "" {
		var err error
		if day, err = calendar.ParseDate(text + "-01"); err != nil {
			return &models.Error{Code: models.Invalid, Detail: "月份“" + shortened(text) + "”无法识别，请写成2026-03的样子。", Link: calendarPath}
		}
	}
	m, err := p.monthOf(c, who, day)
	if err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "calendar", page{Title: "期限日历", Here: calendarPath, Body: m})
}

func (p *Pages) monthOf(c echo.Context, who models.Caller, day calendar.Date) (monthPage, error) {
	ctx := c.Request().Context()
	b, err := p.office.Bench(ctx)
	if err != nil {
		return monthPage{}, err
	}
	from, to := month.around(day)
	m := monthPage{Words: schedule{Span: month, From: from}.Words(), Whose: models.Mine}
	if sectionsFor(who.Role)[0].whose == models.Others || c.QueryParam("whose") == string(models.Others) {
		m.Whose = models.Others
	}
	m.Before, m.After = m.address(from.AddDays(-1), m.Whose), m.address(to.AddDays(1), m.Whose)
	if who.Role.OfBureau() {
		other := models.Others
		if m.Whose == models.Others {
			other = models.Mine
		}
		m.Other = m.address(from, other)
	}
	due, err := p.office.DutyDays(ctx, who, models.DutyFilter{Today: b.Today, Whose: m.Whose, From: from, To: to}, onDay)
	if err != nil {
		return m, err
	}
	heard, err := p.office.Sittings(ctx, who, from, to)
	if err != nil {
		return m, err
	}
	cells := map[calendar.Date]*monthDay{}
	first, _ := week.around(from)
	for on := first; !on.After(to); on = on.AddDays(7) {
		m.Weeks = append(m.Weeks, [7]monthDay{})
		for i := range 7 {
			if d := on.AddDays(i); !d.Before(from) && !d.After(to) {
				cell := &m.Weeks[len(m.Weeks)-1][i]
				cell.Day, cell.Today = b.Calendar.Day(d), d == b.Today
				cell.Marked = cell.Working == (i >= 5)
				cells[d] = cell
			}
		}
	}
	for _, d := range due {
		cells[d.On].Duties, cells[d.On].More = dutyLinesOf(d.Duties, b), d.Length-len(d.Duties)
		m.Duties += d.Length
	}
	for _, s := range heard {
		cells[s.On].Sittings = append(cells[s.On].Sittings, s)
	}
	m.Hearings, m.Provisional = len(heard), !b.Calendar.Covers(to)
	return m, nil
}

// address is that of the month in which a day lies.
func (monthPage) address(day calendar.Date, whose models.Whose) string {
	to := calendarPath + "?month=" + day.String()[:len("2026-03")]
	if whose == models.Others {
		to += "&whose=others"
	}
	return to
}
