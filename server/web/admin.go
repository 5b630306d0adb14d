package web

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// running is the page on which accounts and units are kept, and messages sent again
// that could not be sent.
type running struct {
	CSRF      string
	Accounts  bool // the reader keeps them
	Directory bool // of units, which the reader keeps
	Sole      bool // and the accounts as well, for want of a security administrator
	Users     []userLine
	Probation int // days
	Units     []models.Unit
	Roles     []models.Role
	Kinds     []measures.Choice
	User      models.User            // as typed
	Unit      models.Unit            // as typed
	Change    map[string]string      // of a unit, as typed, by field
	Leaves    []models.Substitution  // that are not over
	Leave     map[string]string      // as typed, by field
	Dead      []models.Undeliverable // deliveries that were given up, the last ones
	Given     int                    // how many of them there are
	Wrong     map[string]string
	Problem   *models.Error
	Made      string // the user name whose password is shown
	Password  string // shown once
	Done      string
}

type userLine struct {
	models.User
	Locked bool
	Step   bool // the second step is missing that their office asks for
	Self   bool
}

var unitKinds = []measures.Choice{
	{Value: string(models.Department), Title: "区政府工作部门"},
	{Value: string(models.Town), Title: "镇人民政府、街道办事处"},
	{Value: string(models.Institution), Title: "派出机构、授权组织等"},
	{Value: string(models.Government), Title: "区政府"},
}

func (p *Pages) admin(c echo.Context, who models.Caller) error {
	r := running{Done: map[string]string{"unit": "单位已添加。", "changed": "单位已更改。", "user": "账号已更改。", "leave": "请假代理已办理。",
		"again": "已重新投递。多次尝试仍送不出的，会再次列在这里。"}[c.QueryParam("done")]}
	return p.showAdmin(c, who, http.StatusOK, r)
}

func (p *Pages) showAdmin(c echo.Context, who models.Caller, status int, r running) error {
	r.Accounts, r.Directory, r.Sole = office.Accounts.For(who), office.Directory.For(who), who.Sole
	units, err := p.office.Units(c.Request().Context(), who)
	if err != nil {
		return err
	}
	r.Units = units
	if r.Accounts {
		if err := p.fillAccounts(c, who, &r); err != nil {
			return err
		}
	}
	if r.Directory {
		if err := p.fillDead(c, who, &r); err != nil {
			return err
		}
	}
	r.CSRF, r.Roles, r.Kinds, r.Probation = csrfOf(c), models.Roles, unitKinds, int(models.Probation.Hours()/24)
	return p.show(c, status, "admin", page{Title: "管理", Here: "/admin", Body: r})
}

// fillAccounts reads what those see who keep the accounts.
func (p *Pages) fillAccounts(c echo.Context, who models.Caller, r *running) error {
	ctx := c.Request().Context()
	users, err := p.office.Users(ctx, who)
	if err != nil {
		return err
	}
	for _, u := range users {
		r.Users = append(r.Users, userLine{u, u.LockedUntil.After(time.Now()), p.gate.StepMissing(u), u.ID == who.UserID})
	}
	leaves, err := p.office.Substitutions(ctx, who)
	for _, s := range leaves {
		if !s.Ended && !s.To.Before(p.office.Today()) {
			r.Leaves = append(r.Leaves, s)
		}
	}
	return err
}

// fillDead reads which messages were given up.
func (p *Pages) fillDead(c echo.Context, who models.Caller, r *running) (err error) {
	ctx := c.Request().Context()
	if r.Dead, err = p.office.Undeliverable(ctx, who); err != nil {
		return err
	}
	box, err := p.office.Outbox(ctx)
	r.Given = box.Dead
	return err
}

// addUser opens an account. Its password is on the page that answers, and
// nowhere else.
func (p *Pages) addUser(c echo.Context, who models.Caller) error {
	typed := models.User{
		Username: tidy(posted(c, "username")), Name: tidy(posted(c, "name")),
		Role: models.Role(posted(c, "role")), Unit: tidy(posted(c, "unit")),
	}
	user, password, err := p.office.AddUser(c.Request().Context(), who, typed)
	if err != nil {
		return p.answerAdmin(c, who, err, running{User: typed}, "user-")
	}
	return p.showAdmin(c, who, http.StatusOK, running{Made: user.Username, Password: password})
}

// changeUser disables or enables an account, or gives it a new password.
func (p *Pages) changeUser(c echo.Context, who models.Caller) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return echo.ErrNotFound
	}
	ctx := c.Request().Context()
	switch do := posted(c, "do"); do {
	case "reset":
		user, password, err := p.office.ResetPassword(ctx, who, id)
		if err != nil {
			return p.answerAdmin(c, who, err, running{}, "")
		}
		return p.showAdmin(c, who, http.StatusOK, running{Made: user.Username, Password: password})
	case "disable", "enable":
		disabled := do == "disable"
		if _, err := p.office.ChangeUser(ctx, who, id, models.UserChange{Disabled: &disabled}); err != nil {
			return p.answerAdmin(c, who, err, running{}, "")
		}
		return leave(c, "/admin?done=user")
	}
	return &models.Error{Code: models.Invalid, Detail: "没有指明要办理的事项，请返回管理页面重新操作。", Link: "/admin"}
}

func (p *Pages) addUnit(c echo.Context, who models.Caller) error {
	typed := models.Unit{Name: tidy(posted(c, "name")), FullName: tidy(posted(c, "full_name")), Kind: models.UnitKind(posted(c, "kind"))}
	if err := p.office.AddUnit(c.Request().Context(), who, typed); err != nil {
		return p.answerAdmin(c, who, err, running{Unit: typed}, "unit-")
	}
	return leave(c, "/admin?done=unit")
}

// changeUnit changes a unit, closes it, or opens it again. What is left empty stays.
func (p *Pages) changeUnit(c echo.Context, who models.Caller) error {
	typed := map[string]string{}
	for _, field := range []string{"unit", "full_name", "closed_on", "successor"} {
		typed[field] = tidy(posted(c, field))
	}
	change, err := unitChangeOf(typed, posted(c, "do") == "reopen")
	if err == nil {
		_, err = p.office.ChangeUnit(c.Request().Context(), who, typed["unit"], change)
	}
	if err != nil {
		return p.answerAdmin(c, who, err, running{Change: typed}, "change-")
	}
	return leave(c, "/admin?done=changed")
}

func unitChangeOf(typed map[string]string, reopen bool) (models.UnitChange, error) {
	var change models.UnitChange
	if full := typed["full_name"]; full != "" {
		change.FullName = &full
	}
	if reopen {
		change.ClosedOn = new(calendar.Date)
		return change, nil
	}
	if day := typed["closed_on"]; day != "" {
		on, err := calendar.ParseDate(day)
		if err != nil {
			return change, models.Wrong("closed_on", err.Error())
		}
		change.ClosedOn = &on
	}
	if successor := typed["successor"]; successor != "" {
		change.Successor = &successor
	}
	return change, nil
}

// sendAgain has one message that was given up sent again, or all of them.
func (p *Pages) sendAgain(c echo.Context, who models.Caller) error {
	ctx := c.Request().Context()
	if posted(c, "all") != "" {
		if _, err := p.office.SendAllAgain(ctx, who); err != nil {
			return err
		}
		return leave(c, "/admin?done=again")
	}
	id, err := strconv.ParseInt(posted(c, "id"), 10, 64)
	if err != nil {
		return &models.Error{Code: models.Invalid, Detail: "没有指明要重新投递的消息，请返回管理页面重新操作。", Link: "/admin"}
	}
	if err := p.office.SendAgain(ctx, who, id); err != nil {
		return err
	}
	return leave(c, "/admin?done=again")
}

// delegateFor keeps a leave for somebody who cannot do so any more.
func (p *Pages) delegateFor(c echo.Context, who models.Caller) error {
	if err := p.keepLeave(c, who, posted(c, "username")); err != nil {
		typed := map[string]string{}
		for _, field := range []string{"username", "substitute", "from", "to", "reason"} {
			typed[field] = tidy(posted(c, field))
		}
		return p.answerAdmin(c, who, err, running{Leave: typed}, "leave-")
	}
	return leave(c, "/admin?done=leave")
}

// answerAdmin shows the page again with what was wrong, beside the form that it
// is about.
func (p *Pages) answerAdmin(c echo.Context, who models.Caller, err error, r running, form string) error {
	var wrong *models.Error
	if !errors.As(err, &wrong) || wrong.Code == models.NotFound {
		return err
	}
	r.Problem, r.Wrong = wrong, map[string]string{}
	for _, f := range wrong.Fields {
		r.Wrong[form+f.Field] = f.Detail
	}
	return p.showAdmin(c, who, statusOf(wrong), r)
}
