package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/office"
)

// signing is the sign-in page: what was typed, and what was wrong with it.
type signing struct {
	CSRF, Username, Next string
	Problem              *models.Error
}

func (p *Pages) signInPage(c echo.Context) error {
	next := local(c.QueryParam("next"))
	if _, _, ok := auth.Who(c); ok {
		return leave(c, next)
	}
	return p.showSignIn(c, http.StatusOK, signing{Next: next})
}

func (p *Pages) showSignIn(c echo.Context, status int, s signing) error {
	s.CSRF = csrfOf(c)
	return p.show(c, status, "sign_in", page{Title: "登录", Body: s})
}

func (p *Pages) signIn(c echo.Context) error {
	s := signing{Username: tidy(posted(c, "username")), Next: local(posted(c, "next"))}
	token, user, err := p.gate.SignIn(c.Request().Context(), s.Username, posted(c, "password"), c.RealIP())
	var wrong *models.Error
	if errors.As(err, &wrong) {
		s.Problem = wrong
		return p.showSignIn(c, statusOf(wrong), s)
	}
	if err != nil {
		return err
	}
	p.gate.SetCookie(c, token)
	if user.MustChange {
		return leave(c, "/account")
	}
	return leave(c, s.Next)
}

func (p *Pages) signOut(c echo.Context) error {
	if token := p.gate.Token(c); token != "" {
		if err := p.gate.SignOut(c.Request().Context(), token); err != nil {
			return err
		}
	}
	p.gate.ClearCookie(c)
	return leave(c, "/sign-in")
}

// account is the page on which people choose their password.
type account struct {
	CSRF    string
	Must    bool // somebody else chose the present one
	Changed bool
	Wrong   map[string]string // by field
	Problem *models.Error
}

func (p *Pages) accountPage(c echo.Context, _ office.Caller) error {
	return p.showAccount(c, http.StatusOK, account{Changed: c.QueryParam("changed") != ""})
}

func (p *Pages) showAccount(c echo.Context, status int, a account) error {
	_, user, _ := auth.Who(c)
	a.CSRF, a.Must = csrfOf(c), user.MustChange
	return p.show(c, status, "account", page{Title: "修改密码", Here: "account", Body: a})
}

func (p *Pages) changePassword(c echo.Context, who office.Caller) error {
	if posted(c, "new") != posted(c, "again") {
		return p.wrongPassword(c, &models.Error{
			Code: models.Invalid, Detail: "两次填写的新密码不一致，请重新填写。",
			Fields: []models.FieldError{{Field: "again", Detail: "与上面填写的新密码不一致"}},
		})
	}
	err := p.gate.ChangePassword(c.Request().Context(), who, posted(c, "old"), posted(c, "new"))
	var wrong *models.Error
	if errors.As(err, &wrong) {
		return p.wrongPassword(c, wrong)
	}
	if err != nil {
		return err
	}
	if _, user, _ := auth.Who(c); user.MustChange {
		return leave(c, "/")
	}
	return leave(c, "/account?changed=1")
}

func (p *Pages) wrongPassword(c echo.Context, wrong *models.Error) error {
	a := account{Problem: wrong, Wrong: map[string]string{}}
	for _, f := range wrong.Fields {
		a.Wrong[f.Field] = f.Detail
	}
	return p.showAccount(c, statusOf(wrong), a)
}
