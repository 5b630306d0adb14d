package api_test

import (
	"regexp"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/server/api"
)

// columns are those who try every route: nobody, somebody whose password was set
// by another person, and one of each office: a security administrator is there, apart from
// the system administrator. The lawsuit is the city
// administration's, not the town's.
var columns = []string{"", "fresh", "clerk", "reviewer", "director", "unit-clerk", "unit-official", "town-clerk", "supervisor", "admin", "security", "auditor"}

// What an empty request is answered with. 422 means that they might have done it
// with another body.
var (
	everybody  = "200 200 200 200 200 200 200 200 200 200 200 200"
	anyBody    = "422 422 422 422 422 422 422 422 422 422 422 422"
	staff      = "401 403 200 200 200 200 200 200 200 200 200 200"
	staffInput = "401 403 422 422 422 422 422 422 422 422 422 422"
	readers    = "401 403 200 200 200 200 200 404 200 404 404 404"
)

var matrix = map[string]string{
	"GET /openapi.json":        everybody,
	"GET /api/v1/openapi.json": everybody,
	"GET /healthz":             everybody,
	"GET /api/v1/healthz":      everybody,
	"GET /readyz":              everybody, // there is no Temporal here, and reading goes on
	"GET /api/v1/readyz":       everybody,
	"GET /metrics":             "403 403 403 403 403 403 403 403 403 200 403 403",
	"GET /api/v1/metrics":      "403 403 403 403 403 403 403 403 403 200 403 403",

	"POST /api/v1/session":          anyBody,
	"GET /api/v1/session":           "401 200 200 200 200 200 200 200 200 200 200 200",
	"DELETE /api/v1/session":        "401 204 204 204 204 204 204 204 204 204 204 204",
	"POST /api/v1/session/password": "401 422 422 422 422 422 422 422 422 422 422 422",

	"GET /api/v1/session/places":                         staff,
	"POST /api/v1/session/places/:session/end":           "401 403 404 404 404 404 404 404 404 404 404 404",
	"POST /api/v1/session/tokens":                        "401 403 422 422 422 422 422 422 422 422 422 422",
	"POST /api/v1/session/seat":                          staff, // nobody named: their own
	"GET /api/v1/substitutions":                          staff,
	"POST /api/v1/substitutions":                         staffInput,
	"POST /api/v1/substitutions/:substitution/end":       "401 403 404 404 404 404 404 404 404 404 404 404",
	"GET /api/v1/acts":                                   staff,
	"GET /api/v1/lawsuits":                               staff,
	"POST /api/v1/lawsuits":                              "401 403 422 403 422 403 403 403 403 403 403 403",
	"POST /api/v1/suggestions":                           "401 403 422 403 422 403 403 403 403 403 403 403",
	"GET /api/v1/lawsuits/:id":                           readers,
	"GET /api/v1/lawsuits/:id/hands":                     readers,
	"POST /api/v1/lawsuits/:id/hands":                    "401 403 422 422 422 422 422 404 403 404 404 404",
	"GET /api/v1/lawsuits/:id/journal":                   readers,
	"GET /api/v1/lawsuits/:id/receipt":                   readers,
	"GET /api/v1/lawsuits/:id/history":                   readers,
	"GET /api/v1/lawsuits/:id/past":                      readers,
	"GET /api/v1/lawsuits/:id/findings":                  "401 403 200 200 200 403 403 404 200 404 404 404",
	"GET /api/v1/lawsuits/:id/evidence":                  readers,
	"GET /api/v1/lawsuits/:id/volume":                    readers,
	"GET /api/v1/lawsuits/:id/documents":                 readers,
	"GET /api/v1/lawsuits/:id/documents/:kind":           "401 403 200 200 200 200 200 404 403 404 404 404",
	"GET /api/v1/lawsuits/:id/dossier":                   strings.ReplaceAll(readers, "200", "409"), // it is not archived
	"POST /api/v1/lawsuits/:id/acts/:act":                "401 403 422 403 422 403 403 404 403 404 404 404",
	"POST /api/v1/lawsuits/:id/acts/:act/preview":        "401 403 422 403 422 403 403 404 403 404 404 404",
	"POST /api/v1/lawsuits/:id/numbers":                  strings.ReplaceAll(readers, "200", "422"), // no reason is given
	"GET /api/v1/lawsuits/:id/files":                     readers,
	"POST /api/v1/lawsuits/:id/files":                    "401 403 422 422 422 422 422 404 403 404 404 404", // to no place
	"GET /api/v1/lawsuits/:id/files/:file":               "401 403 404 404 404 404 404 404 404 404 404 404",
	"POST /api/v1/lawsuits/:id/files/:file/withdraw":     "401 403 404 404 404 404 404 404 403 404 404 404",
	"GET /api/v1/lawsuits/:id/remarks":                   readers,
	"POST /api/v1/lawsuits/:id/remarks":                  "401 403 422 422 422 422 422 404 422 404 404 404",
	"POST /api/v1/lawsuits/:id/remarks/:remark/withdraw": "401 403 404 404 404 404 404 404 404 404 404 404",
	"GET /api/v1/lawsuits/:id/demands":                   readers,
	"POST /api/v1/lawsuits/:id/demands":                  "401 403 422 422 422 403 403 404 422 404 404 404",
	"POST /api/v1/lawsuits/:id/demands/:demand/receive":  "401 403 404 404 404 404 404 404 403 404 404 404",
	"POST /api/v1/lawsuits/:id/demands/:demand/answer":   "401 403 422 422 422 422 422 404 403 404 404 404",
	"POST /api/v1/lawsuits/:id/demands/:demand/withdraw": "401 403 404 404 404 403 403 404 404 404 404 404",

	"GET /api/v1/stock/template": "401 403 200 403 200 403 403 403 403 403 403 403",
	"POST /api/v1/stock/preview": "401 403 422 403 422 403 403 403 403 403 403 403",
	"POST /api/v1/stock":         "401 403 422 403 422 403 403 403 403 403 403 403",

	"POST /api/v1/intake/read": staffInput,

	"GET /api/v1/entries":        "401 403 200 403 200 403 403 403 403 403 403 403",
	"POST /api/v1/entries/check": "401 403 422 403 422 403 403 403 403 403 403 403",

	"GET /api/v1/measures":             staff,
	"GET /api/v1/measures/clocks":      staff,
	"GET /api/v1/measures/clocks/:key": staffInput,
	"GET /api/v1/calendar/:year":       staff,

	"POST /api/v1/calendar/import":              "401 403 403 403 403 403 403 403 403 422 403 403",
	"POST /api/v1/calendar/closures":            "401 403 403 403 403 403 403 403 403 422 403 403",
	"GET /api/v1/editions":                      staff,
	"POST /api/v1/editions":                     "401 403 403 403 403 403 403 403 403 422 403 403",
	"POST /api/v1/restarts":                     "401 403 403 403 403 403 403 403 403 422 403 403",
	"POST /api/v1/editions/simulate":            "401 403 403 422 422 403 403 403 403 422 403 403",
	"GET /api/v1/proposals":                     "401 403 403 403 200 403 403 403 403 200 403 403",
	"GET /api/v1/proposals/:proposal":           "401 403 403 403 404 403 403 403 403 404 403 403",
	"POST /api/v1/proposals/:proposal/confirm":  "401 403 403 403 404 403 403 403 403 404 403 403",
	"POST /api/v1/proposals/:proposal/withdraw": "401 403 403 403 404 403 403 403 403 404 403 403",

	"GET /api/v1/duties":                               staff,
	"GET /api/v1/demands":                              "401 403 200 200 200 200 200 200 200 403 403 403",
	"GET /api/v1/followups":                            "401 403 200 200 200 200 200 200 200 403 403 403",
	"POST /api/v1/followups":                           "401 403 422 422 422 422 422 422 422 403 403 403",
	"POST /api/v1/followups/:followup/end":             "401 403 404 404 404 404 404 404 404 403 403 403",
	"GET /api/v1/registers":                            "401 403 200 200 200 200 200 200 200 403 403 403",
	"GET /api/v1/bulletins":                            staff,
	"GET /api/v1/bulletins/:period/:version":           "401 403 404 404 404 404 404 404 404 404 404 404",
	"GET /api/v1/assessments/:year":                    "401 403 200 200 200 200 200 200 200 403 403 403",
	"GET /api/v1/registers/:register":                  "401 403 404 404 404 404 404 404 404 403 403 403",
	"POST /api/v1/registers/:register":                 "401 403 404 404 404 404 404 404 403 403 403 403",
	"GET /api/v1/registers/:register/:entry":           "401 403 404 404 404 404 404 404 404 403 403 403",
	"PUT /api/v1/registers/:register/:entry":           "401 403 422 422 422 422 422 422 403 403 403 403",
	"POST /api/v1/registers/:register/:entry/withdraw": "401 403 422 422 422 422 422 422 403 403 403 403",
	"GET /api/v1/views":                                "401 403 200 200 200 200 200 200 200 403 403 403",
	"POST /api/v1/views":                               "401 403 422 422 422 422 422 422 422 403 403 403",
	"PUT /api/v1/views/:view":                          "401 403 422 422 422 422 422 422 422 403 403 403",
	"POST /api/v1/views/:view/remove":                  "401 403 404 404 404 404 404 404 404 403 403 403",
	"GET /api/v1/statistics":                           "401 403 200 200 200 200 200 200 200 403 403 403",
	"GET /api/v1/statistics/behind":                    "401 403 422 422 422 422 422 422 422 403 403 403",
	"GET /api/v1/done":                                 staff,
	"GET /api/v1/hearings":                             "401 403 422 422 422 422 422 422 422 403 403 403",
	"GET /api/v1/inbox":                                staff,
	"POST /api/v1/inbox/read":                          staffInput,

	"GET /api/v1/ways":               staff,
	"PUT /api/v1/ways/:channel":      strings.ReplaceAll(staff, "200", "204"),           // switched off, as it was
	"POST /api/v1/ways/:channel/try": "401 403 409 409 409 409 409 409 409 409 409 409", // not set
	"POST /api/v1/feeds":             "401 403 201 201 201 201 201 201 201 403 403 403",
	"POST /api/v1/feeds/revoke":      "401 403 204 204 204 204 204 204 204 403 403 403",

	"GET /api/v1/units":                          staff,
	"POST /api/v1/units":                         "401 403 403 403 403 403 403 403 403 422 403 403",
	"PUT /api/v1/units/:unit":                    "401 403 403 403 403 403 403 403 403 404 403 403",
	"GET /api/v1/users":                          "401 403 403 403 403 403 403 403 403 403 200 403",
	"POST /api/v1/users":                         "401 403 403 403 403 403 403 403 403 403 422 403",
	"PUT /api/v1/users/:user":                    "401 403 403 403 403 403 403 403 403 403 422 403",
	"POST /api/v1/users/:user/password":          "401 403 403 403 403 403 403 403 403 403 404 403",
	"GET /api/v1/undeliverable":                  "401 403 403 403 403 403 403 403 403 200 403 403",
	"POST /api/v1/undeliverable/again":           "401 403 403 403 403 403 403 403 403 200 403 403",
	"POST /api/v1/undeliverable/:delivery/again": "401 403 403 403 403 403 403 403 403 404 403 403",
	"GET /api/v1/troubles":                       "401 403 403 403 403 403 403 403 200 200 403 200",
	"GET /api/v1/audit":                          "401 403 403 403 403 403 403 403 403 403 403 200",
}

// Every role gets from every route what the matrix says, and no route is without
// a row.
func TestRoleRouteMatrix(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enters("security", models.User{Name: "安有度", Role: models.SecurityAdmin, TOTP: secret})
	id := w.record(notice, "designate_unit", designate)
	w.keepHistory(id)
	fill := strings.NewReplacer("/history", "/history?run=run-1", "/past", "/past?on="+today.String(), ":id", id, ":act", "forward_materials", ":kind", "identity", ":key", "forward", ":year", "2026", ":user", "999", ":proposal", "999", ":substitution", "999", ":channel", "mail", ":file", "999")
	for _, route := range ours(w) {
		want, ok := matrix[route.name]
		if !ok {
			t.Errorf("%s has no row in the matrix", route.name)
			continue
		}
		for i, status := range strings.Fields(want) {
			as := columns[i]
			body := ""
			if route.method == "POST" || route.method == "PUT" {
				body = "{}"
			}
			answer := w.do(as, route.method, fill.Replace(route.path), body)
			if got := answer.Result().Status[:3]; got != status {
				t.Errorf("%s as %q: %s, want %s\n%s", route.name, as, got, status, answer.Body)
			}
			if route.method == "DELETE" {
				delete(w.tokens, as)
			}
		}
	}
}

type mounted struct{ name, method, path string }

// ours lists the routes of the interface, and of those who run the site.
func ours(w *world) []mounted {
	mine := regexp.MustCompile(`^(` + api.Base + `/.*|/openapi\.json|/healthz|/readyz|/metrics)$`)
	var all []mounted
	for _, r := range w.server.Routes() {
		if mine.MatchString(r.Path) {
			all = append(all, mounted{r.Method + " " + r.Path, r.Method, r.Path})
		}
	}
	return all
}

// To somebody of another unit a lawsuit looks like one that does not exist, on
// every route, and shows in no list.
func TestOtherUnitsLawsuitLooksLikeNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate)
	w.keepHistory(id)
	requestID := regexp.MustCompile(`"request_id":"[^"]*"`)
	for _, route := range ours(w) {
		if !strings.Contains(route.path, ":id") {
			continue
		}
		ask := func(id string) string {
			body := ""
			if route.method == "POST" {
				body = `{"on": "2026-03-10"}`
			}
			answer := w.do("town-clerk", route.method, strings.NewReplacer(":id", id, ":act", "forward_materials", "/past", "/past?on=2026-03-10").Replace(route.path), body)
			return answer.Result().Status + requestID.ReplaceAllString(answer.Body.String(), "")
		}
		if got, want := ask(id), ask("0123456789abcdef"); got != want || !strings.HasPrefix(got, "404") {
			t.Errorf("%s: %s, but %s for what does not exist", route.name, got, want)
		}
	}
	for _, path := range []string{"/lawsuits", "/lawsuits?q=15号", "/lawsuits?unit=区城市管理局", "/duties", "/inbox"} {
		if answer := w.do("town-clerk", "GET", api.Base+path, ""); answer.Code != 200 || strings.Contains(answer.Body.String(), "15号") {
			t.Errorf("%s: %d %s", path, answer.Code, answer.Body)
		}
	}
}
