// Package feed serves calendars to the programs of phones and desks, which fetch them
// every now and then: hearings and periods, by an address that nobody can guess. It
// knows no sign-in: whoever has the address has what its maker may see, and who has it
// not learns nothing.
package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/office"
)

// Path is where the addresses begin.
const Path = "/feeds/"

// Address is where a calendar is fetched, below the address of the pages.
func Address(secret string) string { return Path + secret + ending }

const ending = ".ics"

// Feeds serves the calendars.
type Feeds struct {
	office *office.Office
	gate   *auth.Gate
}

// New prepares the calendars.
func New(o *office.Office, g *auth.Gate) *Feeds { return &Feeds{o, g} }

// Mount adds them to a server.
func (f *Feeds) Mount(e *echo.Echo) {
	e.GET(Path+":file", f.serve)
	e.HEAD(Path+":file", f.serve)
}

// serve answers with a calendar, or that it is as it was. A secret that is none counts
// as a sign-in that failed.
func (f *Feeds) serve(c echo.Context) error {
	secret, named := strings.CutSuffix(c.Param("file"), ending)
	agenda, err := office.Agenda{}, error(errNone)
	if named {
		agenda, err = f.office.Agenda(c.Request().Context(), secret)
	}
	var none *models.Error
	switch {
	case errors.As(err, &none):
		if tooMany := f.gate.Guessed(c.RealIP()); tooMany != nil {
			return tooMany
		}
		return err
	case err != nil:
		return err
	}
	content := []byte(Calendar(agenda, Words{Site: f.office.Site, Names: f.office.Parties}))
	sum := sha256.Sum256(content)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	h := c.Response().Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache")
	if known(c.Request().Header.Get("If-None-Match"), tag) {
		return c.NoContent(http.StatusNotModified)
	}
	h.Set(echo.HeaderContentDisposition, `inline; filename="yingsu.ics"`)
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", content)
}

var errNone = &models.Error{Code: models.NotFound, Detail: "没有这个日历地址，可能已经停用。请在“账号”页面重新生成。"}

// known tells whether a client has a version already, by what it says.
func known(said, tag string) bool {
	for one := range strings.SplitSeq(said, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == tag {
			return true
		}
	}
	return false
}
