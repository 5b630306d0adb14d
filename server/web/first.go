package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
)

const firstPath = auth.FirstPath + ":secret"

// first is the page on which the first administrator opens their account.
type first struct {
	CSRF, Action, Username string
	Name                   string            // as typed
	Wrong                  map[string]string // by field
	Problem                *models.Error
}

func (p *Pages) firstPage(c echo.Context, _ models.Caller) error {
	if err := p.gate.FirstOffered(c.Request().Context(), c.Param("secret"), c.RealIP()); err != nil {
		return err
	}
	return p.showFirst(c, http.StatusOK, first{})
}

func (p *Pages) showFirst(c echo.Context, status int, f first) error {
	f.CSRF, f.Action, f.Username = csrfOf(c), auth.FirstPath+c.Param("secret"), auth.FirstUsername
	return p.show(c, status, "first", page{Title: "开设系统管理员账号", Body: f})
}

func (p *Pages) openFirst(c echo.Context, _ models.Caller) error {
	f, secret := first{Name: tidy(posted(c, "name"))}, c.Param("secret")
	token, user, err := "", models.User{}, error(unlike)
	if posted(c, "new") == posted(c, "again") {
		token, user, err = p.gate.OpenFirst(c.Request().Context(), secret, f.Name, posted(c, "new"), c.RealIP())
	}
	var wrong *models.Error
	if errors.As(err, &wrong) && wrong.Code == models.Invalid {
		f.Problem, f.Wrong = wrong, byField(wrong)
		return p.showFirst(c, statusOf(wrong), f)
	}
	if err != nil {
		return err
	}
	p.gate.SetCookie(c, token)
	if err := p.gate.SetDevice(c, user); err != nil {
		return err
	}
	return leave(c, "/admin")
}
