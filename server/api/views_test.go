package api_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"yingsu/models"
)

// A filter is kept in the one form that the ledger's address has, and finds the same.
func TestViews(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.record(notice, "designate_unit", designate)
	const path = "/api/v1/views"
	save := func(name, query string) string {
		body, err := json.Marshal(map[string]any{"name": name, "query": query})
		must(t, err)
		return string(body)
	}
	w.play(t, []scenario{
		{name: "none", as: "unit-clerk", method: "GET", path: path, status: 200, contains: []string{`"views":[]`}},
		{name: "saved", as: "unit-clerk", method: "POST", path: path, body: save(" 本局<b> ", "?unit=区城市管理局&limit=1&sort=newest&overdue=false&q="), status: 201, contains: []string{`"name":"本局\u003cb\u003e"`, "sort=newest\\u0026unit=" + url.QueryEscape("区城市管理局"), `"own":true`, `"shared":false`}},
		{name: "the name is taken", as: "unit-clerk", method: "POST", path: path, body: save("本局<b>", "lost=true"), status: 409, contains: []string{"您已经有名为"}},
		{name: "invisible", as: "unit-clerk", method: "POST", path: path, body: save("逾\u200b期", "lost=true"), status: 422, contains: []string{`"field":"name"`}},
		{name: "very long", as: "unit-clerk", method: "POST", path: path, body: save(strings.Repeat("长", 31), "lost=true"), status: 422, contains: []string{`"field":"name"`}},
		{name: "no filter", as: "unit-clerk", method: "POST", path: path, body: save("全部", "limit=3"), status: 422, contains: []string{"没有设定条件"}},
		{name: "an unknown one", as: "unit-clerk", method: "POST", path: path, body: save("全部", "colour=red"), status: 422, contains: []string{"colour"}},
		{name: "not coded", as: "unit-clerk", method: "POST", path: path, body: save("全部", "q=%zz"), status: 422, contains: []string{`"field":"query"`}},
		{name: "not a unit's to share", as: "unit-clerk", method: "POST", path: path, body: `{"name": "败诉", "query": "lost=true", "shared": true}`, status: 403, contains: []string{"视图由区司法局和监督人员共享"}},
		{name: "shared", as: "clerk", method: "POST", path: path, body: `{"name": "败诉", "query": "lost=true", "shared": true}`, status: 201, contains: []string{`"shared":true`}},
		{name: "with the Bureau", as: "director", method: "GET", path: path, status: 200, contains: []string{"败诉", `"own":false`, `"owner":"clerk"`}},
		{name: "and nobody else", as: "unit-clerk", method: "GET", path: path, status: 200, lacks: []string{"败诉"}},
	})
	var list struct {
		Views []struct{ ID, Name, Query string }
	}
	must(t, json.Unmarshal(w.do("unit-clerk", "GET", path, "").Body.Bytes(), &list))
	if len(list.Views) != 1 {
		t.Fatalf("%+v", list)
	}
	one := path + "/" + list.Views[0].ID
	w.play(t, []scenario{
		{name: "opened", as: "unit-clerk", method: "GET", path: "/api/v1/lawsuits?" + list.Views[0].Query, status: 200, contains: []string{"初15号"}},
		{name: "another's", as: "clerk", method: "PUT", path: one, body: `{"name": "x"}`, status: 404, contains: []string{"没有这个视图"}},
		{name: "another's to remove", as: "unit-official", method: "POST", path: one + "/remove", status: 404},
		{name: "renamed", as: "unit-clerk", method: "PUT", path: one, body: `{"name": "城管局"}`, status: 204},
		{name: "as it is now", as: "unit-clerk", method: "GET", path: path, status: 200, contains: []string{"城管局"}},
		{name: "removed", as: "unit-clerk", method: "POST", path: one + "/remove", status: 204},
		{name: "once", as: "unit-clerk", method: "POST", path: one + "/remove", status: 404},
		{name: "gone", as: "unit-clerk", method: "PUT", path: one, body: `{"name": "x"}`, status: 404},
		{name: "a number that is none", as: "unit-clerk", method: "PUT", path: path + "/x", body: `{"name": "x"}`, status: 404},
	})
	if kept := w.attempts(models.AttemptFilter{Username: "unit-clerk", Action: "save_view", Outcome: "done"}); len(kept) != 1 {
		t.Errorf("on record: %s", fmt.Sprint(kept))
	}
}
