// Package doors has what both doors of the server do alike, the interface for programs
// and the pages for people.
package doors

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"
)

// MaxBody bounds what one request may send, in bytes. What people are told of it
// stands in server/problem.
const MaxBody = 1 << 20

// MaxUpload bounds what a request with a file may send: a file in base64, and the rest.
const MaxUpload = 15 << 20

// Hand answers with a file to be saved under a name.
func Hand(c echo.Context, name, kind string, content []byte) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, "attachment; filename*=UTF-8''"+url.PathEscape(name))
	return c.Blob(http.StatusOK, kind, content)
}
