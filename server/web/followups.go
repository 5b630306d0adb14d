package web

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// reminders is the page of what the reader wants to be reminded of. With a lawsuit in the
// address it has a form for that one.
type reminders struct {
	CSRF     string
	Own      []models.FollowUp
	Today    calendar.Date
	Lawsuit  *models.Lawsuit
	On, Note string // as typed
	Problem  *models.Error
}

func (p *Pages) followUps(c echo.Context, who models.Caller) error {
	return p.showFollowUps(c, who, http.StatusOK, c.QueryParam("lawsuit"), reminders{})
}

func (p *Pages) showFollowUps(c echo.Context, who models.Caller, status int, lawsuit string, r reminders) (err error) {
	ctx := c.Request().Context()
	if lawsuit != "" {
		l, err := p.office.Lawsuit(ctx, who, lawsuit)
		if err != nil {
			return err
		}
		r.Lawsuit = &l
	}
	if r.Own, err = p.office.FollowUps(ctx, who); err != nil {
		return err
	}
	r.CSRF, r.Today = csrfOf(c), p.office.Today()
	return p.show(c, status, "followups", page{Title: "自设提醒", Here: "/", Body: r})
}

func (p *Pages) followUp(c echo.Context, who models.Caller) error {
	lawsuit, r := posted(c, "lawsuit"), reminders{On: tidy(posted(c, "on")), Note: tidy(posted(c, "note"))}
	day, err := calendar.ParseDate(r.On)
	if err != nil {
		err = models.Wrong("on", "请填写提醒日期，例如2026-12-01")
	} else {
		err = p.office.FollowUp(c.Request().Context(), who, models.FollowUp{LawsuitID: lawsuit, On: day, Note: r.Note})
	}
	if wrong, ok := refused(err); ok {
		r.Problem = wrong
		return p.showFollowUps(c, who, statusOf(wrong), lawsuit, r)
	}
	if err != nil {
		return err
	}
	return leave(c, "/followups?"+url.Values{"lawsuit": {lawsuit}}.Encode())
}

func (p *Pages) endFollowUp(c echo.Context, who models.Caller) error {
	if err := p.office.EndFollowUp(c.Request().Context(), who, number(c, "followup")); err != nil {
		return err
	}
	return leave(c, "/followups")
}
