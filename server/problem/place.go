package problem

import (
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"
)

// Place is where a request went, for the log: the route, with those of its parts filled
// in that cannot be a person's: the identifiers of lawsuits, and the names of our acts.
// What nobody answers to is somebody's own words, and stays out.
func Place(c echo.Context) string {
	place := c.Path()
	for _, name := range c.ParamNames() {
		if value := c.Param(name); name == "act" && actName.MatchString(value) || identifier.MatchString(value) {
			place = strings.Replace(place, ":"+name, value, 1)
		}
	}
	return place
}

var (
	identifier = regexp.MustCompile(`^[0-9a-f]{16}$`)
	actName    = regexp.MustCompile(`^[a-z_]{1,40}$`)
)
