// Package web is the door for people: pages in Chinese, rendered on the server
// from the declarations of the acts. Everything works without JavaScript; htmx
// spares a reload here and there. It changes lawsuits only through the office.
package web

import (
	"fmt"
	"html/template"

	"github.com/labstack/echo/v4"

	"yingsu/server/auth"
	"yingsu/server/office"
)

// Pages serves the pages.
type Pages struct {
	office    *office.Office
	gate      *auth.Gate
	assets    assets
	templates map[string]*template.Template
}

// New prepares the pages.
func New(o *office.Office, g *auth.Gate) (*Pages, error) {
	a, err := loadAssets()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	t, err := loadTemplates(a)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return &Pages{office: o, gate: g, assets: a, templates: t}, nil
}

// Mount adds the pages to a server. It also takes over the answers to browsers
// for addresses that nobody serves, and leaves all other errors to the handler
// that was there before: so mount the pages last.
func (p *Pages) Mount(e *echo.Echo) {
	e.HTTPErrorHandler = p.orElse(e.HTTPErrorHandler)
	e.GET("/static/:file", p.static, p.answerErrors, withHeaders)

	p.get(e, "/sign-in", p.signInPage)
	p.post(e, "/sign-in", p.genuine(p.signIn))
	p.post(e, "/sign-out", p.genuine(p.signOut))

	p.get(e, "/account", p.signed(p.accountPage))
	p.post(e, "/account", p.signed(p.changePassword))
	p.post(e, "/account/leaves", p.settled(p.delegate))
	p.post(e, "/account/leaves/:id", p.settled(p.endLeave))
	p.post(e, "/account/seat", p.settled(p.takeSeat))

	p.get(e, "/", p.settled(p.workbench))
	p.get(e, "/duties", p.settled(p.duties))
	p.get(e, "/inbox", p.settled(p.inbox))
	p.post(e, "/inbox", p.settled(p.markRead))
	p.get(e, "/measures", p.settled(p.measures))
	p.get(e, "/measures/clocks/:key", p.settled(p.calculator))
	p.get(e, "/measures/code/*", p.settled(p.code))

	p.get(e, "/lawsuits", p.settled(p.lawsuits))
	p.get(e, "/lawsuits/new", p.settled(registrar(p.registerPage)))
	p.post(e, "/lawsuits/new", p.settled(registrar(p.register)))
	p.get(e, "/lawsuits/:id", p.settled(p.lawsuit))
	p.get(e, "/lawsuits/:id/evidence", p.settled(p.evidence))
	p.get(e, "/lawsuits/:id/volume", p.settled(p.volume))
	p.get(e, "/lawsuits/:id/past", p.settled(p.past))
	p.get(e, "/lawsuits/:id/dossier", p.settled(p.dossier))
	p.get(e, "/lawsuits/:id/corrections/:line", p.settled(p.correctionPage))
	p.post(e, "/lawsuits/:id/corrections/:line", p.settled(p.correct))
	p.get(e, "/lawsuits/:id/corrections/:line/preview", p.settled(p.correctionPage))
	p.post(e, "/lawsuits/:id/corrections/:line/preview", p.settled(p.previewCorrection))
	p.get(e, "/lawsuits/:id/acts/:act", p.settled(p.actPage))
	p.post(e, "/lawsuits/:id/acts/:act", p.settled(p.act))
	p.get(e, "/lawsuits/:id/acts/:act/preview", p.settled(p.backToAct))
	p.post(e, "/lawsuits/:id/acts/:act/preview", p.settled(p.preview))

	p.get(e, "/changes", p.settled(decider(p.changes)))
	p.get(e, "/changes/:id", p.settled(decider(p.change)))
	p.post(e, "/changes/:id", p.settled(decider(p.decide)))
	p.post(e, "/changes/new/:change", p.settled(decider(p.propose)))
	p.post(e, "/changes/new/:change/preview", p.settled(decider(p.simulate)))

	p.get(e, "/admin", p.settled(p.admin))
	p.post(e, "/admin/users", p.settled(p.addUser))
	p.post(e, "/admin/users/:id", p.settled(p.changeUser))
	p.post(e, "/admin/units", p.settled(p.addUnit))
	p.post(e, "/admin/leaves", p.settled(p.delegateFor))
}

func (p *Pages) get(e *echo.Echo, path string, h echo.HandlerFunc) {
	e.GET(path, h, p.answerErrors, withHeaders, p.gate.Identify(), p.withToken)
	e.HEAD(path, h, p.answerErrors, withHeaders, p.gate.Identify(), p.withToken)
}

func (p *Pages) post(e *echo.Echo, path string, h echo.HandlerFunc) {
	e.POST(path, h, p.answerErrors, withHeaders, p.gate.SameOrigin(), readBody, p.gate.Identify(), p.withToken)
}

// The hidden fields of every form.
const (
	csrfField = "csrf"
	keyField  = "key"
)

func csrfOf(c echo.Context) string {
	token, _ := c.Get(csrfField).(string)
	return token
}
