// Package doors has what both doors of the server do alike, the interface for programs
// and the pages for people.
package doors

import (
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// MaxBody bounds what one request may send, in bytes. What people are told of it
// stands in server/problem.
const MaxBody = 1 << 20

// MaxUpload bounds what a request with a file may send: a file in base64, and the rest.
const MaxUpload = 15 << 20

// Hand answers with a file to be saved under a name.
func Hand(c echo.Context, name, kind string, content []byte) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, "attachment; "+named(name))
	return c.Blob(http.StatusOK, kind, content)
}

// named is a file's name as RFC 5987 writes it: any text, and nothing in it ends a header.
func named(name string) string {
	return "filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// Give answers with a file that somebody has handed in: to be saved, or to be shown where
// it is one that browsers show by themselves. Nothing in it runs as if it were ours.
func Give(c echo.Context, name, kind string, content io.ReadSeeker, show bool) error {
	Patiently(c)
	h := c.Response().Header()
	disposition, policy := "attachment", "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox"
	if show {
		disposition = "inline"
		h.Set("X-Frame-Options", "SAMEORIGIN")
	}
	if show && kind == "application/pdf" { // browsers' own viewers do not work in a sandbox; they are one
		policy = "script-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
	}
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set(echo.HeaderContentDisposition, disposition+"; "+named(name))
	h.Set(echo.HeaderContentType, kind)
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, content)
	return nil
}

// Stream answers with a file that is made while it is sent. What goes wrong on the way
// breaks it off, so that nobody takes it for whole.
func Stream(c echo.Context, name, kind string, write func(io.Writer) error) error {
	Patiently(c)
	c.Response().Header().Set(echo.HeaderContentDisposition, "attachment; "+named(name))
	c.Response().Header().Set(echo.HeaderContentType, kind)
	if c.Request().Method == http.MethodHead {
		return c.NoContent(http.StatusOK)
	}
	c.Response().WriteHeader(http.StatusOK)
	if err := write(c.Response()); err != nil {
		slog.ErrorContext(c.Request().Context(), "a file was broken off", "path", c.Path(), "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// patience is how long a large file may be on its way.
const patience = 10 * time.Minute

// Patiently gives a request the time that a large file takes, where its connection can be
// told so.
func Patiently(c echo.Context) {
	until := time.Now().Add(patience)
	r := http.NewResponseController(c.Response())
	_, _ = r.SetReadDeadline(until), r.SetWriteDeadline(until)
}

// Drain reads what is left of a body that is refused, up to mostDrained, and keeps nothing:
// a browser shows no answer before it has sent everything.
func Drain(r *http.Request, body io.Reader) {
	if r.Header.Get("Expect") == "" { // who asks first has not begun
		_, _ = io.Copy(io.Discard, io.LimitReader(body, mostDrained))
	}
}

const mostDrained = 1 << 30
