package api_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"yingsu/models"
)

// A program of an administrator without a second step is told why nothing is done and what
// to do, on every way in, with its password as with a token of before; it goes on once the
// step is set up. Others are asked for none.
func TestAdministratorsHaveASecondStep(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.open("second-admin", models.Admin)
	var made struct{ Token string }
	decode(t, w.do("admin", "POST", "/api/v1/session/tokens", `{"name": "统计平台", "days": 30, "read_only": true}`), &made)
	user, err := w.ledger.UserByName(t.Context(), "admin")
	must(t, err)
	must(t, w.ledger.SetTOTP(t.Context(), user.ID, "")) // as on the day on which it is asked for first

	w.play(t, []scenario{
		{name: "sign in", method: "POST", path: "/api/v1/session", body: `{"username": "admin", "password": "` + password + `"}`, status: 200, contains: []string{`"token":"`, `"second_step_missing":true`}},
		{name: "who they are", as: "admin", method: "GET", path: "/api/v1/session", status: 200, contains: []string{`"second_step_missing":true`}},
		{name: "a clerk", as: "clerk", method: "GET", path: "/api/v1/session", status: 200, contains: []string{`"second_step_missing":false`}},
		{name: "the accounts say it", as: "second-admin", method: "GET", path: "/api/v1/users", status: 200, contains: []string{`"second_step_missing":true`}},
	})
	early := map[string]bool{"post /session": true, "get /session": true, "delete /session": true, "post /session/password": true}
	var document struct{ Paths map[string]map[string]any }
	must(t, json.Unmarshal(w.do("", "GET", "/openapi.json", "").Body.Bytes(), &document))
	asked := 0
	for path, methods := range document.Paths {
		for method := range methods {
			if early[method+" "+path] || method == "parameters" {
				continue
			}
			asked++
			at := "/api/v1" + regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(path, "1")
			p := problemOf(t, w.do("admin", strings.ToUpper(method), at, ""))
			if p.Status != 403 || p.Link != "/account/security" || !strings.Contains(p.Detail, "须启用两步验证") || !strings.Contains(p.Detail, "请用浏览器登录本系统") {
				t.Errorf("%s %s is answered %+v", method, path, p)
			}
		}
	}
	if asked < 50 {
		t.Errorf("%d ways in were tried", asked)
	}
	if kept := w.attempts(models.AttemptFilter{Username: "admin", Action: "POST /session/tokens", Outcome: "refused"}); len(kept) != 1 {
		t.Errorf("on record is %v", kept)
	}
	program := []string{"Authorization", "Bearer " + made.Token, "X-Forwarded-For", "192.0.2.1"}
	goes := func(status int) {
		t.Helper()
		for _, path := range []string{"/api/v1/users", "/metrics"} {
			expect(t, "the token at "+path, w.do("", "GET", path, "", program...).Code, status)
		}
	}
	goes(403)
	w.phone("admin")
	goes(200)
}
