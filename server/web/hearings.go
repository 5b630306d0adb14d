package web

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

// schedule is the page of hearings, by the week or by the month.
type schedule struct {
	Span           span
	From, To       calendar.Date
	Days           []hearingDay
	Total, Clashes int
	Before, After  string // addresses
	Problem        *models.Error
}

type hearingDay struct {
	On       calendar.Date
	Sittings []office.Sitting
}

// span is how much of time a page shows.
type span string

const (
	week  span = "week"
	month span = "month"
)

func (p *Pages) hearings(c echo.Context, who models.Caller) error {
	s := p.scheduleOf(c)
	s.Before, s.After = s.Span.address(s.From.AddDays(-1)), s.Span.address(s.To.AddDays(1))
	found, err := p.office.Sittings(c.Request().Context(), who, s.From, s.To)
	if err != nil {
		return err
	}
	for _, x := range found {
		if n := len(s.Days); n == 0 || s.Days[n-1].On != x.On {
			s.Days = append(s.Days, hearingDay{On: x.On})
		}
		last := &s.Days[len(s.Days)-1]
		last.Sittings = append(last.Sittings, x)
		if len(x.Clashes) > 0 {
			s.Clashes++
		}
	}
	s.Total = len(found)
	return p.show(c, http.StatusOK, "hearings", page{Title: "开庭排期", Here: "/hearings", Body: s})
}

// scheduleOf reads from an address which days are shown.
func (p *Pages) scheduleOf(c echo.Context) schedule {
	s := schedule{Span: span(c.QueryParam("span"))}
	if s.Span != month {
		s.Span = week
	}
	day, err := calendar.ParseDate(c.QueryParam("from"))
	if err != nil {
		day = p.office.Today()
	}
	s.From, s.To = s.Span.around(day)
	return s
}

func (p *Pages) exportHearings(c echo.Context, who models.Caller) error {
	s := p.scheduleOf(c)
	rows, err := p.office.SittingTable(c.Request().Context(), who, s.From, s.To)
	return p.handTable(c, "开庭排期", rows, err)
}

// around returns the first and the last day of the week, from Monday on, or of the month
// in which a day lies.
func (s span) around(day calendar.Date) (from, to calendar.Date) {
	if s == month {
		from = calendar.On(day.Year(), day.Month(), 1)
		return from, from.AddMonths(1).AddDays(-1)
	}
	from = day.AddDays(-(int(day.Weekday()+6) % 7))
	return from, from.AddDays(6)
}

func (s span) address(day calendar.Date) string {
	return fmt.Sprintf("/hearings?span=%s&from=%s", s, day)
}

// Words names the span as a heading does.
func (s schedule) Words() string {
	if s.Span == month {
		return fmt.Sprintf("%d年%d月", s.From.Year(), int(s.From.Month()))
	}
	return s.From.Chinese() + "至" + s.To.Chinese()
}

// Export is the address of the same days as a workbook.
func (s schedule) Export() string {
	return fmt.Sprintf("/hearings/export?span=%s&from=%s", s.Span, s.From)
}

// Other is the address of the same time by the other span.
func (s schedule) Other() string {
	if s.Span == month {
		return week.address(s.From)
	}
	return month.address(s.From)
}
