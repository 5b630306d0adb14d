package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

// signing is the sign-in page: what was typed, and what was wrong with it.
type signing struct {
	CSRF, Username, Next string
	Problem              *models.Error

	Provider bool   // there is one to sign in by
	SignOut  string // where its own sign-in is ended, for those who have just left
	Code     bool   // it has vouched for them, and only the second step is missing
}

func (p *Pages) signInPage(c echo.Context, _ models.Caller) error {
	next := local(c.QueryParam("next"))
	if _, _, ok := auth.Who(c); ok {
		return leave(c, next)
	}
	s := signing{Next: next}
	if c.QueryParam("left") != "" {
		s.SignOut = p.gate.ProviderSignOut()
	}
	return p.showSignIn(c, http.StatusOK, s)
}

func (p *Pages) showSignIn(c echo.Context, status int, s signing) error {
	s.CSRF, s.Provider = csrfOf(c), p.gate.Provider != nil
	return p.show(c, status, "sign_in", page{Title: "登录", Body: s})
}

func (p *Pages) signIn(c echo.Context, _ models.Caller) error {
	s := signing{Username: tidy(posted(c, "username")), Next: local(posted(c, "next"))}
	token, user, err := p.gate.SignIn(c.Request().Context(), auth.Credentials{
		Username: s.Username, Password: posted(c, "password"), Code: tidy(posted(c, "code")), Device: p.gate.Device(c), Address: c.RealIP(),
	})
	var wrong *models.Error
	if errors.As(err, &wrong) {
		s.Problem = wrong
		return p.showSignIn(c, statusOf(wrong), s)
	}
	if err != nil {
		return err
	}
	p.gate.SetCookie(c, token)
	if err := p.gate.SetDevice(c, user); err != nil {
		return err
	}
	if user.MustChange {
		return leave(c, "/account")
	}
	return leave(c, s.Next)
}

func (p *Pages) signOut(c echo.Context, _ models.Caller) error {
	if token := p.gate.Token(c); token != "" {
		if err := p.gate.SignOut(c.Request().Context(), token); err != nil {
			return err
		}
	}
	p.gate.ClearCookie(c)
	if p.gate.ProviderSignOut() != "" {
		return leave(c, "/sign-in?left=1")
	}
	return leave(c, "/sign-in")
}

// account is the page on which people choose their password, and have a
// colleague stand in while they are away.
type account struct {
	CSRF    string
	Must    bool // somebody else chose the present password
	Step    bool // the second step has to be set up before anything else
	Changed bool
	Wrong   map[string]string // by field
	Problem *models.Error
	Leaves  *leaves // none for those who handle no lawsuits
}

// leaves is who stands in for whom.
type leaves struct {
	Own        []models.Substitution // in which the reader is away or stands in
	Seats      []models.User         // in whose place the reader may act today
	Seated     bool
	Colleagues []models.User
	Today      calendar.Date
	From, To   string // as typed
	Chosen     string
	Reason     string
	Problem    *models.Error
	Names      map[string]string // by user name
}

func (p *Pages) accountPage(c echo.Context, who models.Caller) error {
	return p.showAccount(c, who, http.StatusOK, account{Changed: c.QueryParam("changed") != ""})
}

func (p *Pages) showAccount(c echo.Context, who models.Caller, status int, a account) error {
	_, user, _ := auth.Who(c)
	a.CSRF, a.Must, a.Step = csrfOf(c), user.MustChange, p.gate.StepMissing(user)
	if !a.Must && office.Leaves.Of(who.Role) {
		if a.Leaves == nil {
			a.Leaves = &leaves{}
		}
		if err := p.fillLeaves(c, who, user, a.Leaves); err != nil {
			return err
		}
	}
	return p.show(c, status, "account", page{Title: "账号", Here: "account", Body: a})
}

func (p *Pages) fillLeaves(c echo.Context, who models.Caller, user models.User, l *leaves) (err error) {
	ctx := c.Request().Context()
	l.Today = p.office.Today()
	if l.Own, err = p.office.Substitutions(ctx, who); err != nil {
		return err
	}
	own, err := p.office.Own(ctx, who) // whoever's seat they are in
	if err != nil {
		return err
	}
	l.Seated = own.Name != user.Name
	if l.Seats, err = p.gate.Seats(ctx, own); err != nil {
		return err
	}
	if l.Colleagues, err = p.office.Colleagues(ctx, who); err != nil {
		return err
	}
	l.Names, err = p.office.Names(ctx, who)
	return err
}

// delegate has a colleague stand in for the reader.
func (p *Pages) delegate(c echo.Context, who models.Caller) error {
	l := &leaves{From: tidy(posted(c, "from")), To: tidy(posted(c, "to")), Chosen: posted(c, "substitute"), Reason: tidy(posted(c, "reason"))}
	err := p.keepLeave(c, who, who.Username)
	var wrong *models.Error
	if errors.As(err, &wrong) {
		l.Problem = wrong
		return p.showAccount(c, who, statusOf(wrong), account{Leaves: l})
	}
	if err != nil {
		return err
	}
	return leave(c, "/account")
}

// keepLeave keeps the leave of somebody as it was posted.
func (p *Pages) keepLeave(c echo.Context, who models.Caller, absent string) error {
	from, fromErr := calendar.ParseDate(tidy(posted(c, "from")))
	to, toErr := calendar.ParseDate(tidy(posted(c, "to")))
	if fromErr != nil || toErr != nil {
		return &models.Error{Code: models.Invalid, Detail: "请填写代理的开始和结束日期，例如2026-12-01。"}
	}
	_, err := p.office.Delegate(c.Request().Context(), who, models.Substitution{
		Absent: absent, Substitute: posted(c, "substitute"), From: from, To: to, Reason: tidy(posted(c, "reason")),
	})
	return err
}

func (p *Pages) endLeave(c echo.Context, who models.Caller) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return echo.ErrNotFound
	}
	if err := p.office.EndSubstitution(c.Request().Context(), who, id); err != nil {
		return err
	}
	if office.OthersLeaves.For(who) {
		return leave(c, "/admin?done=leave")
	}
	return leave(c, "/account")
}

// takeSeat goes on in the place of somebody who is away, or in one's own.
func (p *Pages) takeSeat(c echo.Context, _ models.Caller) error {
	if _, err := p.gate.TakeSeat(c.Request().Context(), posted(c, "username")); err != nil {
		return err
	}
	return leave(c, "/")
}

func (p *Pages) changePassword(c echo.Context, who models.Caller) error {
	if posted(c, "new") != posted(c, "again") {
		return p.wrongPassword(c, who, unlike)
	}
	err := p.gate.ChangePassword(c.Request().Context(), who, posted(c, "old"), posted(c, "new"))
	var wrong *models.Error
	if errors.As(err, &wrong) {
		return p.wrongPassword(c, who, wrong)
	}
	if err != nil {
		return err
	}
	own, err := p.office.Own(c.Request().Context(), who)
	if err != nil {
		return err
	}
	if err := p.gate.SetDevice(c, own); err != nil { // a new password has forgotten this browser, too
		return err
	}
	if _, user, _ := auth.Who(c); user.MustChange {
		return leave(c, "/")
	}
	return leave(c, "/account?changed=1")
}

func (p *Pages) wrongPassword(c echo.Context, who models.Caller, wrong *models.Error) error {
	return p.showAccount(c, who, statusOf(wrong), account{Problem: wrong, Wrong: byField(wrong)})
}

// unlike answers a new password that was typed in two ways.
var unlike = &models.Error{
	Code: models.Invalid, Detail: "两次填写的新密码不一致，请重新填写。",
	Fields: []models.FieldError{{Field: "again", Detail: "与上面填写的新密码不一致"}},
}

// byField says what is wrong with each field.
func byField(wrong *models.Error) map[string]string {
	all := map[string]string{}
	for _, f := range wrong.Fields {
		all[f.Field] = f.Detail
	}
	return all
}
