package api_test

import (
	"strings"
	"testing"
)

// An entry is made once, read by those whose it is, changed by one at a time and withdrawn.
func TestRegisters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const path = "/api/v1/registers/training"
	entry := `{"content": {"unit":"区城市管理局","on":"2026-03-09","kind":"course","title":"举证规则","persons":25}}`
	for range 2 {
		if a := w.do("unit-clerk", "POST", path, entry, "Idempotency-Key", "once"); a.Code != 201 || !strings.Contains(a.Body.String(), `"id":"1"`) {
			t.Fatalf("%d %s", a.Code, a.Body)
		}
	}
	changed := `{"revision": 1, "content": {"unit":"区城市管理局","on":"2026-03-09","kind":"course","title":"举证规则","persons":30}}`
	w.play(t, []scenario{
		{name: "fields", as: "unit-clerk", method: "GET", path: "/api/v1/registers", status: 200, contains: []string{`"key":"training"`, "参加人数", "第三十四条第一款"}},
		{name: "another under the key", as: "unit-clerk", method: "POST", path: path, body: strings.Replace(entry, "25", "26", 1), headers: []string{"Idempotency-Key", "once"}, status: 422, contains: []string{"此前已经提交"}},
		{name: "a unit's own only", as: "unit-clerk", method: "POST", path: path, body: strings.Replace(entry, "区城市管理局", "张村镇", 1), status: 422, contains: []string{"只登记本单位"}},
		{name: "the Bureau for any", as: "clerk", method: "POST", path: path, body: strings.Replace(entry, "区城市管理局", "张村镇", 1), status: 201},
		{name: "the Bureau's book", as: "unit-clerk", method: "POST", path: "/api/v1/registers/meetings", body: entry, status: 403, contains: []string{"由区司法局登记"}},
		{name: "what does not belong in it", as: "clerk", method: "POST", path: path, body: `{"content": {"colour":"red"}}`, status: 422},
		{name: "of no register", as: "clerk", method: "POST", path: "/api/v1/registers/nothing", body: entry, status: 404},
		{name: "own", as: "unit-clerk", method: "GET", path: path, status: 200, contains: []string{"举证规则"}, lacks: []string{"张村镇"}},
		{name: "all", as: "supervisor", method: "GET", path: path, status: 200, contains: []string{"张村镇", "区城市管理局"}},
		{name: "another's", as: "town-clerk", method: "GET", path: path + "/1", status: 404},
		{name: "changed", as: "unit-clerk", method: "PUT", path: path + "/1", body: changed, status: 200, contains: []string{`"persons":30`, `"revision":2`}},
		{name: "changed by another meanwhile", as: "clerk", method: "PUT", path: path + "/1", body: changed, status: 409, contains: []string{"已由他人修改"}},
		{name: "with a number", as: "unit-clerk", method: "PUT", path: path + "/1", body: `{"revision": 2, "content": {"unit":"区城市管理局","on":"2026-03-09","kind":"course","title":"举证规则，联系13800138000","persons":30}}`, status: 200, contains: []string{"138****8000"}, lacks: []string{"13800138000"}},
		{name: "with the number as it was read", as: "unit-clerk", method: "PUT", path: path + "/1", body: `{"revision": 3, "content": {"unit":"区城市管理局","on":"2026-03-09","kind":"course","title":"举证规则，联系138****8000","persons":31}}`, status: 422, contains: []string{"遮盖过的号码"}},
		{name: "withdrawn without a reason", as: "unit-clerk", method: "POST", path: path + "/1/withdraw", body: `{"revision": 3, "reason": " "}`, status: 422},
		{name: "withdrawn", as: "unit-clerk", method: "POST", path: path + "/1/withdraw", body: `{"revision": 3, "reason": "重复"}`, status: 200, contains: []string{"withdrawn_at"}},
		{name: "for good", as: "unit-clerk", method: "PUT", path: path + "/1", body: strings.Replace(changed, "1,", "4,", 1), status: 409, contains: []string{"已经撤销"}},
	})
}

// Units read their own sheet of a running year, the Bureau reads all.
func TestAssessmentOfAYear(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const path = "/api/v1/assessments/2026"
	w.play(t, []scenario{
		{name: "all", as: "clerk", method: "GET", path: path, status: 200, contains: []string{`"unit":"张村镇"`, `"unit":"区城市管理局"`, `"rank":1`, `"indicator":"training"`, `"indicator":"meetings"`, `"commendations":0`}},
		{name: "one's own", as: "town-clerk", method: "GET", path: path, status: 200, contains: []string{`"unit":"张村镇"`}, lacks: []string{"区城市管理局", "rank"}},
		{name: "of no year", as: "clerk", method: "GET", path: "/api/v1/assessments/2099", status: 404},
		{name: "not the administrator's", as: "admin", method: "GET", path: path, status: 403},
	})
}
