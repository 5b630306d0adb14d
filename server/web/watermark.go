package web

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
)

// watermarkPath is where the pattern is that lies over pages: who looks, and on which day.
// It is a picture of this server's, because a page has no style of its own; papers for the
// court are printed without it.
const watermarkPath = "/watermark.svg"

// marks tells whether a page bears the pattern: those that show lawsuits do, whoever they
// are shown to.
func (p *Pages) marks(c echo.Context) bool {
	if !p.office.Watermark {
		return false
	}
	for _, begins := range []string{"/lawsuits", "/duties", "/hearings", "/demands", "/followups", "/inbox", calendarPath, behindPath, auditPath} {
		if c.Path() == begins || strings.HasPrefix(c.Path(), begins+"/") {
			return true
		}
	}
	return c.Path() == "/"
}

// watermark draws the pattern for who looks.
func (p *Pages) watermark(c echo.Context, who models.Caller) error {
	if !p.office.Watermark {
		return echo.ErrNotFound
	}
	_, user, _ := auth.Who(c)
	var name bytes.Buffer
	if err := xml.EscapeText(&name, []byte(user.Name+" "+who.Username)); err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "image/svg+xml", fmt.Appendf(nil, pattern, name.String(), p.office.Today()))
}

// pattern is one of its tiles. It is so pale that the palest text on a page keeps its
// contrast under it, and can still be made out on a photograph of a screen.
const pattern = `<svg xmlns="http://www.w3.org/2000/svg" width="340" height="220"><g fill="#000" fill-opacity=".06" font-family="sans-serif" font-size="15" transform="rotate(-24 170 110)" text-anchor="middle"><text x="170" y="104">%s</text><text x="170" y="126">%s</text></g></svg>`
