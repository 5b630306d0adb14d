package api_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/site"
)

func TestWays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	must(t, w.ledger.SayChannels(t.Context(), []string{"drop", models.Mail, models.WeCom}))
	w.play(t, []scenario{
		{name: "no address", as: "clerk", method: "PUT", path: "/api/v1/ways/mail", body: `{"on": true}`, status: 422, contains: []string{`"field":"address"`}},
		{name: "none that is one", as: "clerk", method: "PUT", path: "/api/v1/ways/mail", body: `{"on": true, "address": "lin"}`, status: 422, contains: []string{`"field":"address"`}},
		{name: "an address inside", as: "clerk", method: "PUT", path: "/api/v1/ways/wecom", body: `{"on": true, "address": "https://10.0.0.1/robot"}`, status: 422, contains: []string{"内部网络"}},
		{name: "a time that is none", as: "clerk", method: "PUT", path: "/api/v1/ways/mail", body: `{"on": true, "address": "lin@example.gov.cn", "quiet_from": "24:00", "quiet_to": "07:00"}`, status: 422, contains: []string{`"field":"quiet_from"`}},
		{name: "a channel that is not open", as: "clerk", method: "PUT", path: "/api/v1/ways/sms", body: `{"on": true, "address": "13800000000"}`, status: 409},
		{name: "a channel that is none", as: "clerk", method: "PUT", path: "/api/v1/ways/pigeon", body: `{"on": true}`, status: 404},
		{name: "mail", as: "clerk", method: "PUT", path: "/api/v1/ways/mail", body: `{"on": true, "address": "lin@example.gov.cn", "digest": true}`, status: 204},
		{name: "a robot", as: "clerk", method: "PUT", path: "/api/v1/ways/wecom", body: `{"on": true, "address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=S3cretkey"}`, status: 204},
		{name: "the list", as: "clerk", method: "GET", path: "/api/v1/ways", status: 200, contains: []string{`"address":"lin@example.gov.cn","digest":true`, `https://qyapi.weixin.qq.com/…tkey`}},
		{name: "somebody else's", as: "reviewer", method: "GET", path: "/api/v1/ways", status: 200, contains: []string{`"channel":"mail"`, `"on":false`}},
	})
	for _, as := range []string{"clerk", "reviewer"} {
		if body := w.do(as, "GET", "/api/v1/ways", "").Body.String(); strings.Contains(body, "S3cret") || as == "reviewer" && strings.Contains(body, "lin@") {
			t.Errorf("%s is shown %s", as, body)
		}
	}
}

// A test message goes by a channel that is set, once a minute.
func TestAWayIsTried(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	must(t, w.ledger.SayChannels(t.Context(), []string{models.Mail}))
	w.play(t, []scenario{
		{name: "not set", as: "clerk", method: "POST", path: "/api/v1/ways/mail/try", status: 409, contains: []string{"您没有启用电子邮件"}},
		{name: "none that is one", as: "clerk", method: "POST", path: "/api/v1/ways/drop/try", status: 404},
		{name: "set", as: "clerk", method: "PUT", path: "/api/v1/ways/mail", body: `{"on": true, "address": "lin@example.gov.cn"}`, status: 204},
		{name: "tried", as: "clerk", method: "POST", path: "/api/v1/ways/mail/try", status: 204},
		{name: "what became of it", as: "clerk", method: "GET", path: "/api/v1/ways", status: 200, contains: []string{`"carried":[{"channel":"mail","state":"waiting","title":"测试消息"`}},
		{name: "nobody else's", as: "reviewer", method: "GET", path: "/api/v1/ways", status: 200, contains: []string{`"carried":[]`}},
		{name: "in the inbox, read", as: "clerk", method: "GET", path: "/api/v1/inbox?unread=true", status: 200, lacks: []string{"测试消息"}},
	})
	again := w.do("clerk", "POST", "/api/v1/ways/mail/try", "")
	if again.Code == 204 { // the minute has passed
		again = w.do("clerk", "POST", "/api/v1/ways/mail/try", "")
	}
	if again.Code != 429 || !strings.Contains(again.Body.String(), "一分钟内只能发送一条") {
		t.Errorf("once more: %d %s", again.Code, again.Body)
	}
}

// What the keeper of accounts does to one is told to its holder, by their channels, and
// never with the password.
func TestAccountsAreToldOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	must(t, w.ledger.SayChannels(t.Context(), []string{models.Mail}))
	w.play(t, []scenario{{name: "mail", as: "town-clerk", method: "PUT", path: "/api/v1/ways/mail", body: `{"on": true, "address": "qi@example.gov.cn"}`, status: 204}})
	user, err := w.ledger.UserByName(t.Context(), "town-clerk")
	must(t, err)
	path := fmt.Sprint("/api/v1/users/", user.ID)
	w.play(t, []scenario{
		{name: "a role", as: "admin", method: "PUT", path: path, body: `{"name": "戚镇办", "unit": "张村镇", "role": "unit_official"}`, status: 200},
		{name: "closed", as: "admin", method: "PUT", path: path, body: `{"name": "戚镇办", "unit": "张村镇", "role": "unit_official", "disabled": true}`, status: 200},
		{name: "opened again", as: "admin", method: "PUT", path: path, body: `{"name": "戚镇办", "unit": "张村镇", "role": "unit_official", "disabled": false}`, status: 200},
	})
	var issued struct{ Password string }
	must(t, json.Unmarshal(w.do("admin", "POST", path+"/password", "").Body.Bytes(), &issued))
	taken, err := w.ledger.TakeDeliveries(t.Context(), []string{models.Mail}, time.Now().Add(time.Second), time.Minute, 10)
	must(t, err)
	var said []string
	for _, d := range taken {
		if d.To.Username != "town-clerk" || issued.Password == "" || strings.Contains(d.Message.Title+d.Message.Body, issued.Password) {
			t.Errorf("%+v", d)
		}
		said = append(said, d.Message.Title)
	}
	if got := strings.Join(said, " "); got != "账号安全：身份或者单位已调整 账号安全：账号已停用 账号安全：账号已重新启用 账号安全：密码已由管理员重置" {
		t.Errorf("told by mail: %s", got)
	}
}

// feedAddress makes a calendar's address and returns its path.
func (w *world) feedAddress(as, body string) string {
	w.Helper()
	answer := w.do(as, "POST", "/api/v1/feeds", body)
	var made struct{ Address string }
	must(w.TB, json.Unmarshal(answer.Body.Bytes(), &made))
	path := regexp.MustCompile(`^http://example\.com(/feeds/[A-Za-z0-9_-]{43}\.ics)$`).FindStringSubmatch(made.Address)
	if answer.Code != 201 || path == nil {
		w.Fatalf("%d %s", answer.Code, answer.Body)
	}
	return path[1]
}

func (w *world) fetch(path string, headers ...string) *httptest.ResponseRecorder {
	w.Helper()
	return w.do("", "GET", path, "", headers...)
}

// Whoever has the address has the calendar, without signing in, and of what its maker
// may see.
func TestFeeds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate)
	own, ofUnit := w.feedAddress("unit-clerk", "{}"), w.feedAddress("unit-clerk", `{"unit": true}`)
	ofTown := w.feedAddress("town-clerk", `{"unit": true}`)
	mine, units, towns := w.fetch(own), w.fetch(ofUnit), w.fetch(ofTown)
	for name, answer := range map[string]*httptest.ResponseRecorder{"own": mine, "the unit's": units, "another unit's": towns} {
		if answer.Code != 200 || answer.Header().Get("Content-Type") != "text/calendar; charset=utf-8" || answer.Header().Get("Cache-Control") != "private, no-cache" {
			t.Fatalf("%s: %d %v", name, answer.Code, answer.Header())
		}
		has := strings.Contains(answer.Body.String(), "period-"+id)
		if has != (name != "another unit's") {
			t.Errorf("%s has the lawsuit: %t\n%s", name, has, answer.Body)
		}
		if text := strings.ReplaceAll(answer.Body.String(), "\r\n ", ""); strings.Contains(text, "王") {
			t.Errorf("%s names who sues: %s", name, text)
		}
	}
	if count := func(a *httptest.ResponseRecorder) int { return strings.Count(a.Body.String(), "BEGIN:VEVENT") }; count(units) < count(mine) {
		t.Error("a unit's calendar has less than one's own")
	}

	// What has not changed is not sent again.
	tag := mine.Header().Get("ETag")
	if again := w.fetch(own, "If-None-Match", `"x", W/`+tag); again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
		t.Errorf("%d %s", again.Code, again.Body)
	}
	if head := w.do("", "HEAD", own, ""); head.Code != 200 {
		t.Errorf("HEAD: %d", head.Code)
	}

	// A new address takes the place of the one before; one that was revoked is none.
	anew := w.feedAddress("unit-clerk", "{}")
	expect(t, "the one before", w.fetch(own).Code, 404)
	expect(t, "the new one", w.fetch(anew).Code, 200)
	expect(t, "revoke", w.do("unit-clerk", "POST", "/api/v1/feeds/revoke", "{}").Code, 204)
	expect(t, "revoked", w.fetch(anew).Code, 404)
	expect(t, "the unit's stays", w.fetch(ofUnit).Code, 200)

	// Of somebody who is no longer there, nothing.
	expect(t, "disable", w.do("admin", "PUT", "/api/v1/users/"+w.id("unit-clerk"), `{"name": "谭城管", "role": "unit_clerk", "disabled": true}`).Code, 200)
	expect(t, "of a disabled account", w.fetch(ofUnit).Code, 404)
}

// Whoever guesses is slowed down like whoever tries passwords; who knows is not.
func TestFeedsAreNotGuessed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.gate = &auth.Gate{Store: w.ledger, Civil: w.office.Civil, Limits: auth.Limits{PerAddress: 0.0001, Burst: 5}}
	var err error
	w.server, err = site.New(site.Options{Office: w.office, Gate: w.gate})
	must(t, err)
	known := w.feedAddress("supervisor", "{}")
	none := "/feeds/" + strings.Repeat("A", 43) + ".ics"
	last := 0
	for _, path := range []string{none, "/feeds/x.ics", "/feeds/" + strings.Repeat("A", 43), "/feeds/%00.ics", none, none, none} {
		if last = w.fetch(path).Code; last != 404 && last != 429 {
			t.Errorf("%s: %d", path, last)
		}
	}
	expect(t, "after many guesses", last, 429)
	expect(t, "who knows", w.fetch(known).Code, 200)
}
