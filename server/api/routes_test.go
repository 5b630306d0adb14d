package api

import (
	"slices"
	"strings"
	"testing"

	"yingsu/server/auth"
	"yingsu/server/office"
)

// Every route says who may, in a word of the office's table: one that is open to all
// who are signed in says so too. What each role is answered stands in the matrix.
func TestEveryRouteNamesACapability(t *testing.T) {
	t.Parallel()
	for _, r := range New(new(office.Office), new(auth.Gate)).routes() {
		switch {
		case !slices.Contains(office.Capabilities, r.may):
			t.Errorf("%s %s does not say who may", r.method, r.path)
		case r.may.InLawsuit && !strings.HasPrefix(r.path, "/lawsuits/{id}"):
			t.Errorf("%s %s leaves it to a lawsuit who may, and has none", r.method, r.path)
		case r.may == office.Everybody && r.path != "/session":
			t.Errorf("%s %s is open to everybody", r.method, r.path)
		case r.acts != (r.may == office.Acting):
			t.Errorf("%s %s: an act says who may, and nothing else does", r.method, r.path)
		}
	}
}
