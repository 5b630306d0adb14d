package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr" // draws what phones read; the one-time codes' library brings it
	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
)

// Where people see to the security of their accounts, and to the second step.
const (
	securityPath = auth.StepPath
	stepPath     = securityPath + "/step"
)

// security is the page on which people see where they are signed in, set up the second
// step of their sign-ins, and make tokens for programs.
type security struct {
	CSRF    string
	Must    bool // nothing else can be done before the second step is set up
	Trying  bool // it would have to be, did not the site leave that to administrators
	Keeps   bool // the second step cannot be dropped
	HasStep bool
	Step    *step  // to be set up: the first, or that of another phone
	Changes bool   // the phone is being changed
	Next    string // where somebody goes on who has set it up
	Places  []models.Session
	Current string
	Token   string // just made, shown once
	Longest int

	Provider   bool // people may sign in by one
	Bound      time.Time
	ToProvider string // where somebody goes on who binds their account

	Name, Days string // of a token, as typed
	ReadOnly   bool
	Done       string
	Problem    *models.Error
}

// step is a second step to be set up: its secret, and how a phone reads it.
type step struct {
	Secret string
	QR     square
}

// square is a picture of black and white squares.
type square struct {
	Side int
	Path string // of the black ones, as SVG has it
}

var secured = map[string]string{
	"step": "两步验证已启用，此后登录须填写这部手机显示的动态验证码；其他地方的登录已退出。", "drop": "两步验证已停用。", "end": "已退出该处登录或者收回该令牌。",
	"bound": "已绑定，下次可以用统一身份认证登录。", "unbound": "已解除绑定。",
}

func (p *Pages) securityPage(c echo.Context, who models.Caller) error {
	return p.showSecurity(c, who, http.StatusOK, security{Done: secured[c.QueryParam("done")], Next: c.QueryParam("next"), Days: "90", ReadOnly: true})
}

func (p *Pages) showSecurity(c echo.Context, who models.Caller, status int, s security) (err error) {
	_, user, _ := auth.Who(c)
	s.CSRF, s.HasStep, s.Longest = csrfOf(c), user.TOTP != "", auth.LongestToken
	s.Must, s.Keeps, s.Trying = p.gate.StepMissing(user), p.gate.StepRequired(user), p.gate.StepOptional && user.Role.RunsSystem()
	s.Changes = s.HasStep && posted(c, "secret") != ""
	if s.Places, s.Current, err = p.gate.Sessions(c.Request().Context(), who); err != nil {
		return err
	}
	if s.Provider = p.gate.Provider != nil; s.Provider {
		if s.Bound, err = p.gate.Bound(c.Request().Context(), who); err != nil {
			return err
		}
	}
	if s.Step, err = p.newStep(who, posted(c, "secret")); err != nil {
		return err
	}
	return p.show(c, status, "security", page{Title: "登录与安全", Here: "account", Body: s})
}

// newStep is one with a new secret, or with the one that the phone has already read.
func (p *Pages) newStep(who models.Caller, secret string) (*step, error) {
	key, err := p.gate.NewSecondStep(who, secret)
	if err != nil {
		return nil, err
	}
	drawn, err := squareOf(key.URL())
	return &step{Secret: key.Secret(), QR: drawn}, err
}

// Box is what is shown of it, with the white edge that phones look for.
func (s square) Box() string { return fmt.Sprintf("-4 -4 %[1]d %[1]d", s.Side+8) }

// squareOf draws a text as a QR code.
func squareOf(text string) (square, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return square{}, err
	}
	side := code.Bounds().Dx()
	var path strings.Builder
	for y := range side {
		for x := range side {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return square{side, path.String()}, nil
}

func (p *Pages) setSecondStep(c echo.Context, who models.Caller) error {
	s := security{Next: posted(c, "next")}
	err := p.gate.SetSecondStep(c.Request().Context(), who, posted(c, "password"), posted(c, "old"), posted(c, "secret"), posted(c, "code"))
	if err == nil && s.Next != "" {
		return leave(c, local(s.Next))
	}
	return p.secure(c, who, "step", s, err)
}

func (p *Pages) dropSecondStep(c echo.Context, who models.Caller) error {
	return p.secure(c, who, "drop", security{}, p.gate.DropSecondStep(c.Request().Context(), who, posted(c, "password"), posted(c, "code")))
}

func (p *Pages) endSession(c echo.Context, who models.Caller) error {
	return p.secure(c, who, "end", security{}, p.gate.EndSession(c.Request().Context(), who, posted(c, "session")))
}

func (p *Pages) newToken(c echo.Context, who models.Caller) error {
	s := security{Name: tidy(posted(c, "name")), Days: tidy(posted(c, "days")), ReadOnly: posted(c, "scope") != "act"}
	days, err := strconv.Atoi(s.Days)
	if err != nil {
		days = 0 // which is refused, and says what is wanted
	}
	if s.Token, err = p.gate.NewToken(c.Request().Context(), who, s.Name, days, s.ReadOnly); err != nil {
		return p.secure(c, who, "", s, err)
	}
	return p.showSecurity(c, who, http.StatusCreated, s)
}

// secure shows the page again with what was wrong, or leads to it with what was done.
func (p *Pages) secure(c echo.Context, who models.Caller, done string, s security, err error) error {
	var wrong *models.Error
	if errors.As(err, &wrong) {
		s.Problem = wrong
		return p.showSecurity(c, who, statusOf(wrong), s)
	}
	if err != nil {
		return err
	}
	return leave(c, securityPath+"?done="+done)
}
