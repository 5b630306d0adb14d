package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
)

// The way to an OpenID provider and back. It begins with a link and not with a form: a
// form may send nothing to another site, nor be led there.
const (
	providerPath     = "/sign-in/provider"
	providerCodePath = providerPath + "/code"
	bindPath         = securityPath + "/identity"
)

// toProvider sends somebody to the provider, to sign in there.
func (p *Pages) toProvider(c echo.Context, _ models.Caller) error {
	s := signing{Next: local(c.QueryParam("next"))}
	if _, _, ok := auth.Who(c); ok {
		return leave(c, s.Next)
	}
	to, kept, err := p.gate.ToProvider(c.Request().Context(), s.Next)
	var wrong *models.Error
	if errors.As(err, &wrong) {
		s.Problem = wrong
		return p.showSignIn(c, statusOf(wrong), s)
	}
	if err != nil {
		return err
	}
	p.gate.KeepFlow(c, kept)
	return c.Redirect(http.StatusSeeOther, to)
}

// fromProvider receives somebody whom the provider has sent back: to sign in, or to bind
// their account. What they kept is good for once.
func (p *Pages) fromProvider(c echo.Context, _ models.Caller) error {
	r, err := p.gate.FromProvider(c.Request().Context(), p.gate.Flow(c), c.QueryParams(), p.gate.Device(c), c.RealIP())
	p.gate.KeepFlow(c, r.Owes)
	return p.comeIn(c, r, err)
}

// showCode asks for the second step of whom the provider has vouched for.
func (p *Pages) showCode(c echo.Context, _ models.Caller) error {
	if p.gate.Flow(c) == "" {
		return leave(c, "/sign-in")
	}
	return p.showSignIn(c, http.StatusOK, signing{Code: true})
}

func (p *Pages) finishWithCode(c echo.Context, _ models.Caller) error {
	r, err := p.gate.FinishWithCode(c.Request().Context(), p.gate.Flow(c), tidy(posted(c, "code")), p.gate.Device(c), c.RealIP())
	var wrong *models.Error
	if errors.As(err, &wrong) && len(wrong.Fields) > 0 { // the code, and they try again
		return p.showSignIn(c, statusOf(wrong), signing{Code: true, Problem: wrong})
	}
	p.gate.KeepFlow(c, "")
	return p.comeIn(c, r, err)
}

// comeIn lets somebody in as far as they have come.
func (p *Pages) comeIn(c echo.Context, r auth.Returned, err error) error {
	_, _, inside := auth.Who(c)
	var wrong *models.Error
	switch {
	case errors.As(err, &wrong) && !inside:
		return p.showSignIn(c, statusOf(wrong), signing{Next: r.Next, Problem: wrong})
	case err != nil:
		return err
	case r.Owes != "":
		return leave(c, providerCodePath)
	case r.Token == "":
		return leave(c, local(r.Next))
	}
	p.gate.SetCookie(c, r.Token)
	if err := p.gate.SetDevice(c, r.User); err != nil {
		return err
	}
	if r.User.MustChange {
		return leave(c, "/account")
	}
	return leave(c, local(r.Next))
}

// bind has somebody show that it is they, and then go to the provider.
func (p *Pages) bind(c echo.Context, who models.Caller) error {
	to, kept, err := p.gate.ToBind(c.Request().Context(), who, posted(c, "password"))
	if err != nil {
		return p.secure(c, who, "", security{}, err)
	}
	p.gate.KeepFlow(c, kept)
	return p.showSecurity(c, who, http.StatusOK, security{ToProvider: to})
}

func (p *Pages) unbind(c echo.Context, who models.Caller) error {
	return p.secure(c, who, "unbound", security{}, p.gate.Unbind(c.Request().Context(), who, posted(c, "password")))
}
