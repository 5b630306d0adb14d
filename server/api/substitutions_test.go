package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"yingsu/models"
)

// Who is away has a colleague of the same unit act in their place, for as long as
// the leave lasts; the journal and the audit log name both.
func TestASubstituteActsForWhoIsAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate, "record_withdrawal", `{"on": "2026-03-10", "number": "（2026）鲁10行初15号之一"}`)
	leave := `{"substitute": "unit-clerk", "from": "2026-03-10", "to": "2026-03-12", "reason": "年休假"}`
	w.play(t, []scenario{
		{name: "nobody stands in yet", as: "unit-clerk", method: "POST", path: "/api/v1/session/seat", body: `{"username": "unit-official"}`, status: 403, contains: []string{"您今天不代理"}},
		{name: "of another unit", as: "unit-official", method: "POST", path: "/api/v1/substitutions", body: strings.Replace(leave, "unit-clerk", "town-clerk", 1), status: 422, contains: []string{"同单位"}},
		{name: "an administrator does not stand in", as: "unit-official", method: "POST", path: "/api/v1/substitutions", body: strings.Replace(leave, "unit-clerk", "admin", 1), status: 422, contains: []string{"同单位"}},
		{name: "nobody of that name", as: "unit-official", method: "POST", path: "/api/v1/substitutions", body: strings.Replace(leave, "unit-clerk", "nobody", 1), status: 422, contains: []string{"没有用户名为"}},
		{name: "oneself", as: "unit-official", method: "POST", path: "/api/v1/substitutions", body: strings.Replace(leave, "unit-clerk", "unit-official", 1), status: 422, contains: []string{"不能是本人"}},
		{name: "for somebody else", as: "unit-clerk", method: "POST", path: "/api/v1/substitutions", body: strings.Replace(leave, "{", `{"username": "unit-official", `, 1), status: 403},
		{name: "in the past", as: "unit-official", method: "POST", path: "/api/v1/substitutions", body: strings.Replace(leave, "2026-03-10", "2026-03-09", 1), status: 422, contains: []string{"不能早于今天"}},
		{name: "back to front", as: "unit-official", method: "POST", path: "/api/v1/substitutions", body: strings.Replace(leave, "2026-03-12", "2026-03-09", 1), status: 422, contains: []string{"不能早于开始日期"}},
		{name: "for years", as: "unit-official", method: "POST", path: "/api/v1/substitutions", body: strings.Replace(leave, "2026-03-12", "2027-05-12", 1), status: 422, contains: []string{"最长一年"}},
		{name: "who handles nothing", as: "admin", method: "POST", path: "/api/v1/substitutions", body: strings.Replace(leave, "{", `{"username": "auditor", `, 1), status: 422, contains: []string{"不办理案件"}},
		{name: "kept", as: "unit-official", method: "POST", path: "/api/v1/substitutions", body: leave, status: 201, contains: []string{`"now":true`}},
		{name: "twice", as: "unit-official", method: "POST", path: "/api/v1/substitutions", body: leave, status: 409},
		{name: "seen by who stands in", as: "unit-clerk", method: "GET", path: "/api/v1/substitutions", status: 200, contains: []string{"年休假"}},
		{name: "not by others", as: "town-clerk", method: "GET", path: "/api/v1/substitutions", status: 200, lacks: []string{"年休假"}},
		{name: "in the seat", as: "unit-clerk", method: "POST", path: "/api/v1/session/seat", body: `{"username": "unit-official"}`, status: 200, contains: []string{"谭城管（代毕局长）", "unit_official"}},
		{name: "whoever it is", as: "unit-clerk", method: "GET", path: "/api/v1/session", status: 200, contains: []string{"谭城管（代毕局长）", `"username":"unit-clerk"`}},
		{name: "still not another's lawsuit", as: "unit-clerk", method: "POST", path: "/api/v1/lawsuits/" + id + "/acts/designate_unit", body: designate, status: 403},
	})
	tried := w.attempts(models.AttemptFilter{Username: "unit-clerk", Action: "designate_unit"})
	if len(tried) != 1 || tried[0].Role != models.UnitOfficial {
		t.Errorf("the audit log says %+v", tried)
	}
	var list struct{ Substitutions []struct{ ID json.Number } }
	must(t, json.Unmarshal(w.do("unit-clerk", "GET", "/api/v1/substitutions", "").Body.Bytes(), &list))
	end := "/api/v1/substitutions/" + list.Substitutions[0].ID.String() + "/end"
	w.play(t, []scenario{
		{name: "not ended by others", as: "town-clerk", method: "POST", path: end, status: 404},
		{name: "ended", as: "unit-official", method: "POST", path: end, status: 204},
		{name: "out of the seat at once", as: "unit-clerk", method: "GET", path: "/api/v1/session", status: 200, contains: []string{`"role":"unit_clerk"`}, lacks: []string{"（代"}},
		{name: "and one's own again", as: "unit-clerk", method: "POST", path: "/api/v1/session/seat", body: `{}`, status: 200, contains: []string{`"role":"unit_clerk"`}},
	})
}

// A leave is judged whenever it matters: whoever has since gone to another unit
// stands in for nobody, in a session that is open already too.
func TestASubstituteWhoGoesToAnotherUnitStandsInNoMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.play(t, []scenario{
		{name: "leave", as: "unit-official", method: "POST", path: "/api/v1/substitutions", body: `{"substitute": "unit-clerk", "from": "2026-03-10", "to": "2026-03-12", "reason": "年休假"}`, status: 201},
		{name: "in the seat", as: "unit-clerk", method: "POST", path: "/api/v1/session/seat", body: `{"username": "unit-official"}`, status: 200, contains: []string{"unit_official"}},
		{name: "the absent one goes", as: "admin", method: "PUT", path: "/api/v1/users/" + w.id("unit-official"), body: `{"name": "毕局长", "role": "unit_official", "unit": "张村镇"}`, status: 200},
		{name: "out of the seat", as: "unit-clerk", method: "GET", path: "/api/v1/session", status: 200, contains: []string{`"role":"unit_clerk"`}, lacks: []string{"（代"}},
		{name: "and not into it again", as: "unit-clerk", method: "POST", path: "/api/v1/session/seat", body: `{"username": "unit-official"}`, status: 403, contains: []string{"您今天不代理"}},
	})
}
