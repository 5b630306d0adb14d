package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"yingsu/server/site"
)

// An administrator opens an account; its holder has to choose a password before
// anything else, and loses everything at once when the account is disabled.
func TestAccountFromOpeningToEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.play(t, []scenario{
		{name: "unknown unit", as: "admin", method: "POST", path: "/api/v1/users", body: `{"username": "wang", "name": "王五", "role": "unit_clerk", "unit": "区天文局"}`, status: 422, contains: []string{`"field":"unit"`}},
		{name: "unknown role", as: "admin", method: "POST", path: "/api/v1/users", body: `{"username": "wang", "name": "王五", "role": "king"}`, status: 422, contains: []string{`"field":"role"`}},
		{name: "user name in capitals", as: "admin", method: "POST", path: "/api/v1/users", body: `{"username": "Wang", "name": "王五", "role": "clerk"}`, status: 422, contains: []string{`"field":"username"`}},
		{name: "user name that is taken", as: "admin", method: "POST", path: "/api/v1/users", body: `{"username": "clerk", "name": "王五", "role": "clerk"}`, status: 409},
		{name: "new unit", as: "admin", method: "POST", path: "/api/v1/units", body: `{"name": "孙家疃街道", "full_name": "威海市环翠区孙家疃街道办事处", "kind": "town"}`, status: 201},
		{name: "unit that is there", as: "admin", method: "POST", path: "/api/v1/units", body: `{"name": "孙家疃街道", "full_name": "威海市环翠区孙家疃街道办事处", "kind": "town"}`, status: 409},
		{name: "unit of no kind", as: "admin", method: "POST", path: "/api/v1/units", body: `{"name": "甲", "full_name": "乙", "kind": "castle"}`, status: 422, contains: []string{`"field":"kind"`}},
		{name: "own role", as: "admin", method: "PUT", path: "/api/v1/users/" + w.id("admin"), body: `{"name": "苗管理", "role": "clerk"}`, status: 403, contains: []string{"自己"}},
		{name: "nobody's account", as: "admin", method: "PUT", path: "/api/v1/users/9x", body: `{"name": "苗管理", "role": "clerk"}`, status: 404},
	})

	var opened struct {
		User     struct{ ID int64 }
		Password string
	}
	must(t, json.Unmarshal(w.do("admin", "POST", "/api/v1/users", `{"username": "wang", "name": "王五", "role": "unit_clerk", "unit": "孙家疃街道"}`).Body.Bytes(), &opened))
	token := w.signIn("wang", opened.Password)
	as := func(method, path, body string) int {
		return w.do("", method, path, body, "Authorization", "Bearer "+token).Code
	}
	expect(t, "before the change", as("GET", "/api/v1/units", ""), 403)
	expect(t, "weak password", as("POST", "/api/v1/session/password", `{"old": "`+opened.Password+`", "new": "12345678"}`), 422)
	expect(t, "wrong password", as("POST", "/api/v1/session/password", `{"old": "Guess-1", "new": "Qiantu-8852"}`), 422)
	expect(t, "change", as("POST", "/api/v1/session/password", `{"old": "`+opened.Password+`", "new": "Qiantu-8852"}`), 204)
	expect(t, "after the change", as("GET", "/api/v1/units", ""), 200)
	expect(t, "disable", w.do("admin", "PUT", "/api/v1/users/"+w.id("wang"), `{"name": "王五", "role": "unit_clerk", "unit": "孙家疃街道", "disabled": true}`).Code, 200)
	expect(t, "disabled", as("GET", "/api/v1/units", ""), 401)
	expect(t, "another name", w.do("admin", "PUT", "/api/v1/users/"+w.id("wang"), `{"name": "王小五", "role": "unit_clerk"}`).Code, 200)
	wang, err := w.ledger.UserByName(t.Context(), "wang")
	must(t, err)
	if !wang.Disabled || wang.Unit != "孙家疃街道" || wang.Name != "王小五" {
		t.Errorf("what was left out changed: %+v", wang)
	}
	expect(t, "enable", w.do("admin", "PUT", "/api/v1/users/"+w.id("wang"), `{"name": "王小五", "role": "unit_clerk", "disabled": false}`).Code, 200)
	if wang, err = w.ledger.UserByName(t.Context(), "wang"); err != nil || wang.Disabled {
		t.Errorf("still disabled: %v", err)
	}
	expect(t, "reset", w.do("admin", "POST", "/api/v1/users/"+w.id("wang")+"/password", "").Code, 200)
}

// Once there is a security administrator, accounts are theirs and no more the system
// administrator's, who keeps the units; nobody has two of the three offices, and the
// auditor is told.
func TestThreeRunTheSystemApart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var made struct{ Password string }
	open := func(username, name, role string) string {
		return fmt.Sprintf(`{"username": %q, "name": %q, "role": %q}`, username, name, role)
	}
	w.play(t, []scenario{
		{name: "the auditor as security administrator", as: "admin", method: "POST", path: "/api/v1/users", body: open("second", "隋审计", "security_admin"), status: 422, contains: []string{"已是审计员（账号auditor）", "不能由同一人担任"}},
		{name: "the system administrator as auditor", as: "admin", method: "POST", path: "/api/v1/users", body: open("second", "苗管理", "auditor"), status: 422, contains: []string{"已是系统管理员"}},
		{name: "a second of the same office", as: "admin", method: "POST", path: "/api/v1/users", body: open("second", "苗管理", "admin"), status: 201},
	})
	must(t, json.Unmarshal(w.do("admin", "POST", "/api/v1/users", open("security", "安有度", "security_admin")).Body.Bytes(), &made))
	token := w.signIn("security", made.Password)
	expect(t, "their own password", w.do("", "POST", "/api/v1/session/password", `{"old": "`+made.Password+`", "new": "Qiantu-88523"}`, "Authorization", "Bearer "+token).Code, 204)
	w.tokens["security"] = token
	w.play(t, []scenario{{name: "no second step yet", as: "security", method: "GET", path: "/api/v1/users", status: 403, contains: []string{"须启用两步验证"}}})
	w.phone("security")
	w.play(t, []scenario{
		{name: "no more accounts", as: "admin", method: "POST", path: "/api/v1/users", body: open("third", "王五", "clerk"), status: 403, contains: []string{"账号由安全管理员维护"}},
		{name: "no more passwords", as: "admin", method: "POST", path: "/api/v1/users/" + w.id("clerk") + "/password", status: 403},
		{name: "not even to see them", as: "admin", method: "GET", path: "/api/v1/users", status: 403},
		{name: "units all the same", as: "admin", method: "POST", path: "/api/v1/units", body: `{"name": "孙家疃街道", "full_name": "威海市环翠区孙家疃街道办事处", "kind": "town"}`, status: 201},
		{name: "accounts", as: "security", method: "POST", path: "/api/v1/users", body: open("third", "王五", "clerk"), status: 201},
		{name: "no units", as: "security", method: "POST", path: "/api/v1/units", body: `{"name": "甲", "full_name": "乙", "kind": "town"}`, status: 403, contains: []string{"单位名录由系统管理员维护"}},
		{name: "no audit log", as: "security", method: "GET", path: "/api/v1/audit", status: 403},
		{name: "not their own office", as: "security", method: "PUT", path: "/api/v1/users/" + w.id("security"), body: `{"name": "安有度", "role": "admin"}`, status: 403, contains: []string{"请由另一名安全管理员办理"}},
		{name: "disabled and of another's name", as: "security", method: "PUT", path: "/api/v1/users/" + w.id("second"), body: `{"name": "隋审计", "role": "admin", "disabled": true}`, status: 200},
		{name: "enabled under that name", as: "security", method: "PUT", path: "/api/v1/users/" + w.id("second"), body: `{"name": "隋审计", "role": "admin", "disabled": false}`, status: 422, contains: []string{"不能由同一人担任"}},
	})
	if n := w.told("auditor", "开设账号：security"); n != 1 {
		t.Errorf("the auditor was told %d times", n)
	}
}

func expect(t *testing.T, what string, got, want int) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %d, want %d", what, got, want)
	}
}

// id returns an account's number as it stands in paths.
func (w *world) id(username string) string {
	w.Helper()
	user, err := w.ledger.UserByName(w.Context(), username)
	must(w.TB, err)
	text, err := json.Marshal(user.ID)
	must(w.TB, err)
	return string(text)
}

func (w *world) signIn(username, password string) string {
	w.Helper()
	body, err := json.Marshal(map[string]string{"username": username, "password": password})
	must(w.TB, err)
	answer := w.do("", "POST", "/api/v1/session", string(body))
	var in struct{ Token string }
	must(w.TB, json.Unmarshal(answer.Body.Bytes(), &in))
	if answer.Code != 200 || in.Token == "" {
		w.Fatalf("%d %s", answer.Code, answer.Body)
	}
	return in.Token
}

func TestSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.play(t, []scenario{
		{name: "sign in", method: "POST", path: "/api/v1/session", body: `{"username": "clerk", "password": "` + password + `"}`, status: 200, contains: []string{`"token":"`, `"must_change":false`}},
		{name: "wrong password", method: "POST", path: "/api/v1/session", body: `{"username": "clerk", "password": "x"}`, status: 401, contains: []string{"用户名或者密码不正确"}},
		{name: "no such user", method: "POST", path: "/api/v1/session", body: `{"username": "nobody", "password": "x"}`, status: 401, contains: []string{"用户名或者密码不正确"}},
		{name: "no password", method: "POST", path: "/api/v1/session", body: `{"username": "clerk"}`, status: 422, contains: []string{`"field":"password"`}},
		{name: "a form", method: "POST", path: "/api/v1/session", body: "username=clerk", headers: []string{"Content-Type", "application/x-www-form-urlencoded"}, status: 415},
		{name: "made-up token", method: "GET", path: "/api/v1/session", headers: []string{"Authorization", "Bearer abc"}, status: 401},
		{name: "other scheme", method: "GET", path: "/api/v1/session", headers: []string{"Authorization", "Basic YTpi"}, status: 401},
	})
	token := w.signIn("director", password)
	expect(t, "sign out", w.do("", "DELETE", "/api/v1/session", "", "Authorization", "Bearer "+token).Code, 204)
	expect(t, "afterwards", w.do("", "GET", "/api/v1/session", "", "Authorization", "Bearer "+token).Code, 401)
}

func TestCookie(t *testing.T) {
	t.Parallel()
	for name, secure := range map[string]bool{"yingsu": false, "__Host-yingsu": true} {
		w := newWorld(t)
		w.gate.Secure = secure
		var err error
		w.server, err = site.New(site.Options{Office: w.office, Gate: w.gate})
		must(t, err)
		answer := w.do("", "POST", "/api/v1/session", `{"username": "clerk", "password": "`+password+`"}`)
		cookies := answer.Result().Cookies()
		if len(cookies) != 1 {
			t.Fatalf("%d cookies", len(cookies))
		}
		c := cookies[0]
		if c.Name != name || !c.HttpOnly || c.Secure != secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("cookie %s", c)
		}
		gone := w.do("clerk", "DELETE", "/api/v1/session", "")
		if c := gone.Result().Cookies(); len(c) != 1 || c[0].MaxAge >= 0 || gone.Header().Get("Clear-Site-Data") == "" {
			t.Errorf("after signing out: %v", c)
		}
	}
}

// A cookie alone does not let another site act.
func TestForgedRequests(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const form, text, asJSON = "application/x-www-form-urlencoded", "text/plain", "application/json"
	for _, c := range []struct {
		name, kind, origin, site string
		bearer                   bool
		status                   int
	}{
		{"our own page", asJSON, "http://example.com", "same-origin", false, 200},
		{"our own page, old browser", asJSON, "http://example.com", "", false, 200},
		{"a program", asJSON, "", "", false, 200},
		{"another site", asJSON, "https://evil.example", "cross-site", false, 403},
		{"another site, old browser", asJSON, "https://evil.example", "", false, 403},
		{"another host of the same site", asJSON, "http://evil.example.com", "same-site", false, 403},
		{"a sandboxed page", asJSON, "null", "", false, 403},
		{"a form", form, "", "", false, 403},
		{"a form in disguise", text, "", "", false, 403},
		{"in another character set", asJSON + "; charset=gbk", "", "", true, 415},
		{"in another one", asJSON + "; charset=utf-16", "", "", true, 415},
		{"in ours", asJSON + "; charset=UTF-8", "", "", true, 200},
		{"a Bearer token from anywhere", asJSON, "https://evil.example", "cross-site", true, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodPost, "http://example.com/api/v1/inbox/read", strings.NewReader(`{"all": true}`))
			r.Header.Set("Content-Type", c.kind)
			if c.bearer {
				r.Header.Set("Authorization", "Bearer "+w.token("clerk"))
			} else {
				r.AddCookie(&http.Cookie{Name: "yingsu", Value: w.token("clerk")})
			}
			if c.origin != "" {
				r.Header.Set("Origin", c.origin)
			}
			if c.site != "" {
				r.Header.Set("Sec-Fetch-Site", c.site)
			}
			answer := w.send(r)
			expect(t, c.name, answer.Code, c.status)
			if allowed := answer.Header().Get("Access-Control-Allow-Origin"); allowed != "" {
				t.Errorf("allows %q", allowed)
			}
		})
	}
}
