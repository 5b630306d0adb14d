package api_test

import (
	"strings"
	"testing"

	"yingsu/models"
)

// A lawsuit goes from hand to hand within its offices; each change is on record, and
// whoever is given it is told.
func TestALawsuitGoesFromHandToHand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate)
	path := "/api/v1/lawsuits/" + id + "/hands"
	w.play(t, []scenario{
		{name: "nobody yet", as: "unit-clerk", method: "GET", path: path, status: 200, contains: []string{`{"office":"区城市管理局","persons":[]}`, `{"office":"区司法局","persons":[]}`, `"own":"区城市管理局"`, "毕局长"}, lacks: []string{"戚镇办", "丛经办", "苗管理"}},
		{name: "taken", as: "unit-clerk", method: "POST", path: path, body: `{"to": "unit-clerk"}`, status: 200, contains: []string{`"persons":[{"username":"unit-clerk"`, `"title":"领办"`}},
		{name: "again is nothing new", as: "unit-clerk", method: "POST", path: path, body: `{"to": "unit-clerk"}`, status: 200, contains: []string{`"changes":[{`}, lacks: []string{`},{"id"`}},
		{name: "a clerk does not give it to others", as: "unit-clerk", method: "POST", path: path, body: `{"to": "unit-official"}`, status: 403, contains: []string{"承办人由单位负责人指定", "自己领办"}},
		{name: "nor to another unit's", as: "unit-official", method: "POST", path: path, body: `{"to": "town-clerk"}`, status: 422, contains: []string{"本单位在用的账号"}},
		{name: "nor to nobody", as: "unit-official", method: "POST", path: path, body: `{}`, status: 422, contains: []string{"请从名单中选择承办人"}},
		{name: "nor with a long story", as: "unit-official", method: "POST", path: path, body: `{"to": "unit-official", "note": "` + strings.Repeat("长", 201) + `"}`, status: 422},
		{name: "one's own is handed over", as: "unit-clerk", method: "POST", path: path, body: `{"from": "unit-clerk", "to": "unit-official", "note": "休假"}`, status: 200, contains: []string{`"title":"移交"`, `"note":"休假"`, `"persons":[{"username":"unit-official"`}},
		{name: "but once", as: "unit-clerk", method: "POST", path: path, body: `{"from": "unit-clerk", "to": "unit-official"}`, status: 403},
		{name: "the official gives it back", as: "unit-official", method: "POST", path: path, body: `{"from": "unit-official", "to": "unit-clerk"}`, status: 200},
		{name: "who has it no more", as: "unit-official", method: "POST", path: path, body: `{"from": "unit-official", "to": "unit-clerk"}`, status: 409, contains: []string{"其间承办人已有变动"}},
		{name: "the Bureau's own", as: "clerk", method: "POST", path: path, body: `{"to": "reviewer"}`, status: 200, contains: []string{`{"office":"区司法局","persons":[{"username":"reviewer"`, `{"office":"区城市管理局","persons":[{"username":"unit-clerk"`}},
		{name: "not the unit's", as: "director", method: "POST", path: path, body: `{"to": "unit-clerk"}`, status: 422},
		{name: "whoever only looks on has none", as: "supervisor", method: "POST", path: path, body: `{"to": "supervisor"}`, status: 403, contains: []string{"案件由办理单位和区司法局的人员承办"}},
		{name: "found by name", as: "clerk", method: "GET", path: "/api/v1/lawsuits?q=谭城管", status: 200, contains: []string{id}},
		{name: "mine", as: "reviewer", method: "GET", path: "/api/v1/lawsuits?mine=true", status: 200, contains: []string{id}},
		{name: "not mine", as: "director", method: "GET", path: "/api/v1/lawsuits?mine=true", status: 200, lacks: []string{id}},
		{name: "who is given it is told", as: "reviewer", method: "GET", path: "/api/v1/inbox", status: 200, contains: []string{"本案由您承办", "丛经办（区司法局经办人）指定您承办本案"}},
		{name: "and so is who was handed it", as: "unit-official", method: "GET", path: "/api/v1/inbox", status: 200, contains: []string{"谭城管（单位经办人）移交您承办本案", "说明：休假"}},
	})
	tried := w.attempts(models.AttemptFilter{Username: "unit-clerk", Action: "hand", LawsuitID: id})
	if len(tried) != 5 || tried[0].Outcome != "refused" || tried[4].Outcome != "done" {
		t.Errorf("the audit log says %+v", tried)
	}
}

// Nobody is given an archived lawsuit.
func TestAnArchivedLawsuitStaysInItsHands(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate)
	l, err := w.ledger.Lawsuit(t.Context(), w.caller("clerk").Actor, id)
	must(t, err)
	l.Revision++
	l.Closed = true
	must(t, w.ledger.Repair(t.Context(), l))
	w.play(t, []scenario{
		{name: "not taken", as: "unit-clerk", method: "POST", path: "/api/v1/lawsuits/" + id + "/hands", body: `{"to": "unit-clerk"}`, status: 409, contains: []string{"案件已归档"}},
	})
}
