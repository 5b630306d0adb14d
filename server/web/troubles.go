package web

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
)

// troubled is the page of what goes wrong in running the system.
type troubled struct {
	office.Health
	who models.Caller
}

// Reads tells whether the reader may open lawsuits.
func (t troubled) Reads() bool { return office.SeeingEverything.Of(t.who.Role) }

// Mends tells whether the reader may do on another page what is to be done.
func (t troubled) Mends(f office.Found) bool { return f.Link != "" && f.May.Of(t.who.Role) }

// Restarts is where the reader proposes that a lawsuit's workflow begin anew; empty where
// that would not help, or is not the reader's.
func (t troubled) Restarts(c office.Case) string {
	if !c.Restart || !office.Proposing.Of(t.who.Role) {
		return ""
	}
	return "/changes?" + url.Values{"restart": {c.CaseNumber}}.Encode() + "#restart"
}

// Bare tells whether the trouble is no single lawsuit's or other thing's.
func (t troubled) Bare(f office.Found) bool {
	return len(f.Cases) == 1 && f.Cases[0].CaseNumber == "" && f.Cases[0].What == ""
}

func (p *Pages) troubles(c echo.Context, who models.Caller) error {
	health, err := p.office.Troubles(c.Request().Context(), who)
	if err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "troubles", page{Title: "异常", Here: "/troubles", Body: troubled{health, who}})
}
