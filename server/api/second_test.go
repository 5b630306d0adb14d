package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/models/store"
)

// The second person of a change is another natural person: not an account that the
// first has in hand, nor one that has the first's, nor one in the same hand.
func TestTheSecondPersonIsAnother(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		hands    [][2]string // who had a hand in whose account
		ago      time.Duration
		by, seat string
		status   int
	}{
		{name: "a stranger", by: "director", status: 200},
		{name: "opened by the first", hands: [][2]string{{"admin", "director"}}, by: "director", status: 403},
		{name: "opened by the first a month ago", hands: [][2]string{{"admin", "director"}}, ago: 30*24*time.Hour + time.Minute, by: "director", status: 200},
		{name: "opened by the first almost a month ago", hands: [][2]string{{"admin", "director"}}, ago: 30*24*time.Hour - time.Hour, by: "director", status: 403},
		{name: "who opened the first", hands: [][2]string{{"second-admin", "admin"}}, by: "second-admin", status: 403},
		{name: "opened by one that the first opened", hands: [][2]string{{"admin", "second-admin"}, {"second-admin", "director"}}, by: "director", status: 403},
		{name: "opened by who opened the first", hands: [][2]string{{"second-admin", "admin"}, {"second-admin", "director"}}, by: "director", status: 403},
		{name: "opened by somebody else", hands: [][2]string{{"second-admin", "director"}}, by: "director", status: 200},
		{name: "in the seat of one that the first opened", hands: [][2]string{{"admin", "director"}}, by: "reviewer", seat: "director", status: 403},
		{name: "in the seat of a stranger", by: "reviewer", seat: "director", status: 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.open("second-admin", models.Admin)
			expect(t, "propose", w.do("admin", "POST", "/api/v1/calendar/closures", `{"date":"2026-08-12","reason":"台风停工"}`).Code, 201)
			for _, h := range c.hands {
				w.hand(h[0], h[1], time.Now().Add(-c.ago))
			}
			if c.seat != "" {
				expect(t, "leave", w.do(c.seat, "POST", "/api/v1/substitutions", `{"substitute": "`+c.by+`", "from": "2026-03-10", "to": "2026-03-12"}`).Code, 201)
				expect(t, "seat", w.do(c.by, "POST", "/api/v1/session/seat", `{"username": "`+c.seat+`"}`).Code, 200)
			}
			answer := w.do(c.by, "POST", "/api/v1/proposals/1/confirm", "")
			expect(t, c.name, answer.Code, c.status)
			told := w.told("auditor", "第二人未被认可：2026年8月12日（周三）本地停工")
			if refused := c.status == 403; (told == 1) != refused {
				t.Errorf("the auditor was told %d times", told)
			}
			if c.status != 403 {
				return
			}
			if p := problemOf(t, answer); !strings.Contains(p.Detail, "不视为第二人") || !strings.Contains(p.Detail, "再办理") {
				t.Errorf("the refusal does not say what, why and what to do: %s", p.Detail)
			}
			p, err := w.ledger.Proposal(t.Context(), 1)
			if err != nil || p.State != models.Proposed {
				t.Errorf("%v, the proposal is %s", err, p.State)
			}
		})
	}
}

// An administrator opens an account and signs in with it.
func TestAnAccountOfOnesOwnIsNoSecondPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	expect(t, "propose", w.do("admin", "POST", "/api/v1/calendar/closures", `{"date":"2026-08-12","reason":"台风停工"}`).Code, 201)
	var sock, reset struct {
		User     struct{ ID int64 }
		Password string
	}
	decode(t, w.do("admin", "POST", "/api/v1/users", `{"username": "sock", "name": "王五", "role": "admin"}`), &sock)
	decode(t, w.do("admin", "POST", "/api/v1/users/"+w.id("director")+"/password", ""), &reset)
	expect(t, "promote", w.do("admin", "PUT", "/api/v1/users/"+w.id("reviewer"), `{"name": "姜审查", "role": "director"}`).Code, 200)
	for username, password := range map[string]string{"sock": sock.Password, "director": reset.Password, "reviewer": password} {
		token := w.signIn(username, password)
		if username != "reviewer" {
			expect(t, "own password", w.do("", "POST", "/api/v1/session/password", `{"old": "`+password+`", "new": "Qiantu-8852-Chenguang"}`, "Authorization", "Bearer "+token).Code, 204)
		}
		w.phone(username)
		expect(t, username, w.do("", "POST", "/api/v1/proposals/1/confirm", "", "Authorization", "Bearer "+token).Code, 403)
	}
	for _, title := range []string{"开设账号：sock", "重置密码：director", "调整身份、单位或者重新启用：reviewer"} {
		if n := w.told("auditor", title); n != 1 {
			t.Errorf("the auditor was told %d times: %s", n, title)
		}
	}
	expect(t, "a name is no office", w.do("admin", "PUT", "/api/v1/users/"+w.id("clerk"), `{"name": "丛小经", "role": "clerk"}`).Code, 200)
	if n := w.told("auditor", "调整身份、单位或者重新启用：clerk"); n != 0 {
		t.Error("the auditor was told of another name")
	}
}

// A correction takes two persons too; without Temporal, 503 is as far as one gets.
func TestTheSecondPersonOfACorrectionIsAnother(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		first, second, seat string
		hands               [][2]string
		status              int
	}{
		"a stranger":              {first: "clerk", second: "reviewer", status: 503},
		"both opened by one":      {first: "clerk", second: "reviewer", hands: [][2]string{{"admin", "clerk"}, {"admin", "reviewer"}}, status: 503},
		"opened by the first":     {first: "clerk", second: "reviewer", hands: [][2]string{{"clerk", "reviewer"}}, status: 403},
		"by way of an account":    {first: "clerk", second: "reviewer", hands: [][2]string{{"clerk", "admin"}, {"admin", "reviewer"}}, status: 403},
		"in the first one's seat": {first: "director", second: "reviewer", seat: "director", status: 403},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			id := w.record(notice, c.first+": propose_correction", `{"line": 1, "reason": "以送达回证为准", "input": `+strings.ReplaceAll(notice, "房屋强制拆除", "行政处罚")+`}`)
			for _, h := range c.hands {
				w.hand(h[0], h[1], time.Now())
			}
			if c.seat != "" {
				expect(t, "leave", w.do(c.seat, "POST", "/api/v1/substitutions", `{"substitute": "`+c.second+`", "from": "2026-03-10", "to": "2026-03-12"}`).Code, 201)
				expect(t, "seat", w.do(c.second, "POST", "/api/v1/session/seat", `{"username": "`+c.seat+`"}`).Code, 200)
			}
			answer := w.do(c.second, "POST", "/api/v1/lawsuits/"+id+"/acts/confirm_correction", `{}`)
			expect(t, name, answer.Code, c.status)
			if told := w.told("auditor", "第二人未被认可：确认更正（案件编号"+id+"）"); (told == 1) != (c.status == 403) {
				t.Errorf("the auditor was told %d times", told)
			}
		})
	}
}

// open opens an account without anybody's hand in it.
func (w *world) open(username string, role models.Role) {
	w.Helper()
	_, err := w.ledger.CreateUser(w.Context(), models.User{Username: username, Name: username, Role: role, PasswordHash: hash})
	must(w.TB, err)
	w.phone(username)
}

// hand gives somebody a hand in an account.
func (w *world) hand(by, username string, at time.Time) {
	w.Helper()
	change := models.AccountChange{Username: username, By: by, Deed: models.Reset, At: at}
	told := models.Notice{Key: fmt.Sprint(by, username), Title: "测试"}
	must(w.TB, w.ledger.ChangeAccount(w.Context(), change, func(*store.Store) error { return nil }, told))
}

// told counts the messages with a title in somebody's inbox.
func (w *world) told(username, title string) (n int) {
	w.Helper()
	var box struct{ Messages []struct{ Title string } }
	must(w.TB, json.Unmarshal(w.do(username, "GET", "/api/v1/inbox?limit=200", "").Body.Bytes(), &box))
	for _, m := range box.Messages {
		if strings.HasPrefix(m.Title, title) {
			n++
		}
	}
	return n
}
