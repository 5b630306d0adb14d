package api_test

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"yingsu/models"
)

// scenario is one request and what has to come of it.
type scenario struct {
	name         string
	as           string // user name; nobody if empty
	method, path string
	body         string
	headers      []string
	status       int
	contains     []string // of the body
	lacks        []string
}

// play runs scenarios, one after the other, in one world.
func (w *world) play(t *testing.T, scenarios []scenario) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), s.method, s.path, strings.NewReader(s.body))
			if s.body != "" {
				r.Header.Set("Content-Type", "application/json")
			}
			if s.as != "" {
				r.Header.Set("Authorization", "Bearer "+w.token(s.as))
			}
			for i := 0; i < len(s.headers); i += 2 {
				r.Header.Set(s.headers[i], s.headers[i+1])
			}
			answer := w.send(r)
			if answer.Code != s.status {
				t.Fatalf("%s %s: %d, want %d\n%s", s.method, s.path, answer.Code, s.status, answer.Body)
			}
			if answer.Code >= 400 {
				problemOf(t, answer)
			}
			s.check(t, answer)
			keeps(t, r, []byte(s.body), answer)
		})
	}
}

func (s scenario) check(t *testing.T, answer *httptest.ResponseRecorder) {
	t.Helper()
	for _, text := range s.contains {
		if !strings.Contains(answer.Body.String(), text) {
			t.Errorf("the answer lacks %q\n%s", text, answer.Body)
		}
	}
	for _, text := range s.lacks {
		if strings.Contains(answer.Body.String(), text) {
			t.Errorf("the answer contains %q\n%s", text, answer.Body)
		}
	}
}

func TestReading(t *testing.T) {
	w := newWorld(t)
	lawsuit := "/api/v1/lawsuits/" + w.record(notice, "designate_unit", designate)
	w.record(townNotice)
	w.play(t, []scenario{
		{name: "who am I", as: "clerk", method: "GET", path: "/api/v1/session", status: 200, contains: []string{`"username":"clerk"`, `"role_title":"区司法局经办人"`}, lacks: []string{"token", "argon2id"}},
		{name: "acts", as: "unit-clerk", method: "GET", path: "/api/v1/acts", status: 200, contains: []string{`"register":{"name":"register"`, `"forward_materials"`, `"additionalProperties":false`, `"article":"第十一条第二款"`, "区城市管理局"}},
		{name: "list", as: "clerk", method: "GET", path: "/api/v1/lawsuits", status: 200, contains: []string{`"total":2`, "（2026）鲁10行初15号", "张村镇", `"stage_title":"转交材料"`}},
		{name: "list of a unit", as: "unit-clerk", method: "GET", path: "/api/v1/lawsuits", status: 200, contains: []string{`"total":1`}, lacks: []string{"张村镇"}},
		{name: "list of an administrator", as: "admin", method: "GET", path: "/api/v1/lawsuits", status: 200, contains: []string{`{"lawsuits":[],"total":0}`}},
		{name: "filters", as: "clerk", method: "GET", path: "/api/v1/lawsuits?q=强制&stage=forwarding&unit=区城市管理局&court=威海市中级人民法院&kind=litigation&overdue=true&status=open&sort=newest&limit=1", status: 200, contains: []string{`"total":1`, `"overdue":1`}},
		{name: "lost", as: "clerk", method: "GET", path: "/api/v1/lawsuits?lost=true", status: 200, contains: []string{`"total":0`}},
		{name: "closed", as: "clerk", method: "GET", path: "/api/v1/lawsuits?status=closed", status: 200, contains: []string{`"total":0`}},
		{name: "unknown filter", as: "clerk", method: "GET", path: "/api/v1/lawsuits?color=red", status: 422, contains: []string{`"field":"color"`, "没有“color”这个字段"}},
		{name: "filter given twice", as: "clerk", method: "GET", path: "/api/v1/lawsuits?q=a&q=b", status: 422, contains: []string{`"field":"q"`}},
		{name: "filter of the wrong type", as: "clerk", method: "GET", path: "/api/v1/lawsuits?overdue=vielleicht", status: 422, contains: []string{`"field":"overdue"`}},
		{name: "unknown stage", as: "clerk", method: "GET", path: "/api/v1/lawsuits?stage=limbo", status: 422, contains: []string{`"field":"stage"`, "可选"}},
		{name: "too many rows", as: "clerk", method: "GET", path: "/api/v1/lawsuits?limit=201", status: 422, contains: []string{"最多200件"}},
		{name: "no rows", as: "clerk", method: "GET", path: "/api/v1/lawsuits?limit=0", status: 422, contains: []string{`"field":"limit"`}},
		{name: "made-up cursor", as: "clerk", method: "GET", path: "/api/v1/lawsuits?cursor=abc", status: 422, contains: []string{"翻页标记无效"}},
		{name: "broken query", as: "clerk", method: "GET", path: "/api/v1/lawsuits?q=%zz", status: 422, contains: []string{"百分号编码"}},
		{name: "query where there is none", as: "clerk", method: "GET", path: "/api/v1/units?x=1", status: 422, contains: []string{"没有查询参数"}},

		{name: "one lawsuit", as: "unit-clerk", method: "GET", path: lawsuit, status: 200, contains: []string{
			`"case_number":"（2026）鲁10行初15号"`, `"stage":"forwarding"`, `"lead":"区城市管理局"`, `"key":"evidence"`, `"left":"`, `"steps":[`, `"overdue":true`,
			`"edition":"2023-06-19"`, `"name":"add_material"`, `"current":true`,
		}, lacks: []string{`"console":`}},
		{name: "one lawsuit, for those who may look into the console", as: "supervisor", method: "GET", path: lawsuit, status: 200, contains: []string{
			`"console":"http://console/namespaces/default/workflows/`,
		}},
		{name: "no such lawsuit", as: "clerk", method: "GET", path: "/api/v1/lawsuits/0123456789abcdef", status: 404, contains: []string{"没有找到该案件"}},
		{name: "journal", as: "supervisor", method: "GET", path: lawsuit + "/journal", status: 200, contains: []string{`"seq":2`, `"prev_hash"`, "丛经办", `"name":"designate_unit"`}},
		{name: "receipt", as: "unit-official", method: "GET", path: lawsuit + "/receipt", status: 200, contains: []string{`"trigger":"2026-03-02"`, `"trigger_is"`, `"period":"15日"`, `"calendar_edition"`, `"steps":[`, `"owed_by":"区城市管理局"`, `"quote"`}},

		{name: "measures", as: "town-clerk", method: "GET", path: "/api/v1/measures", status: 200, contains: []string{`"number":40`, "第十一条", `"treatment_title":"自动计算期限"`, `"periods":["forward"`}},
		{name: "periods", as: "town-clerk", method: "GET", path: "/api/v1/measures/clocks", status: 200, contains: []string{`"key":"leader_filing"`, `"period":"前5个工作日"`, `"after":"evidence"`}},
		{name: "published year", as: "auditor", method: "GET", path: "/api/v1/calendar/2026", status: 200, contains: []string{`"status":"published"`, `{"date":"2026-02-14","kind":"makeup","name":"春节"}`, `"kind":"holiday"`, `"published":"2025-`}},
		{name: "year without a notice", as: "auditor", method: "GET", path: "/api/v1/calendar/2031", status: 200, contains: []string{`"status":"absent"`, "2031-10-01", "待核"}},
		{name: "no year", as: "auditor", method: "GET", path: "/api/v1/calendar/maerz", status: 404, contains: []string{"1990至2100"}},
		{name: "year out of range", as: "auditor", method: "GET", path: "/api/v1/calendar/12026", status: 404},

		{name: "duties", as: "unit-clerk", method: "GET", path: "/api/v1/duties?mine=true", status: 200, contains: []string{`"mine":true`, `"today":"2026-03-10"`, `"left":"`}, lacks: []string{`"mine":false`, "张村镇"}},
		{name: "inbox", as: "clerk", method: "GET", path: "/api/v1/inbox?unread=true&limit=2", status: 200, contains: []string{`"unread":3`, "收到新的应诉通知", `"next":"`}},
		{name: "the last page of an inbox", as: "clerk", method: "GET", path: "/api/v1/inbox?limit=3", status: 200, contains: []string{`"unread":3`}, lacks: []string{`"next"`}},
		{name: "an inbox from nowhere", as: "clerk", method: "GET", path: "/api/v1/inbox?cursor=x", status: 422, contains: []string{"翻页标记"}},
		{name: "too much of an inbox", as: "clerk", method: "GET", path: "/api/v1/inbox?limit=201", status: 422, contains: []string{`"field":"limit"`, "每页最多200条"}},
		{name: "nobody else's inbox", as: "director", method: "GET", path: "/api/v1/inbox", status: 200, contains: []string{`{"unread":0,"messages":[]}`}},
		{name: "units", as: "town-clerk", method: "GET", path: "/api/v1/units", status: 200, contains: []string{`{"name":"区政府","full_name":"威海市环翠区人民政府","kind":"government"}`}},
		{name: "users", as: "admin", method: "GET", path: "/api/v1/users", status: 200, contains: []string{`"username":"clerk"`}, lacks: []string{"argon2id"}},
		{name: "audit log", as: "auditor", method: "GET", path: "/api/v1/audit?action=sign_in&username=clerk&outcome=done&limit=1", status: 200, contains: []string{`"action":"sign_in"`, `"outcome":"done"`, `"address":"192.0.2.1"`, `"next":"`}},
		{name: "audit log from nowhere", as: "auditor", method: "GET", path: "/api/v1/audit?cursor=x", status: 422, contains: []string{"翻页标记"}},

		{name: "no such address", as: "clerk", method: "GET", path: "/api/v1/nothing", status: 404, contains: []string{"没有这个地址"}},
		{name: "no such method", as: "clerk", method: "PATCH", path: "/api/v1/lawsuits", status: 405, contains: []string{"Allow"}},
		{name: "TRACE", as: "clerk", method: "TRACE", path: "/api/v1/lawsuits", status: 405},
	})
}

// A chain of periods that cannot be kept is announced, and who should handle the
// lawsuit is proposed.
func TestNewLawsuit(t *testing.T) {
	w := newWorld(t)
	id := w.record(strings.ReplaceAll(notice, "2026-03-02", "2025-09-24"))
	w.play(t, []scenario{
		{name: "warning and proposal", as: "clerk", method: "GET", path: "/api/v1/lawsuits/" + id, status: 200, contains: []string{
			`"warning":"转交期限与报审期限倒挂`, `"squeeze":{"forward":"2025-09-26","review":"2025-09-25"`, `"proposal":{"lead":"区城市管理局"`, "第八条第二款第（五）项",
		}},
	})
}

func TestCalculator(t *testing.T) {
	w := newWorld(t)
	at := func(rest string) string { return "/api/v1/measures/clocks/" + rest }
	w.play(t, []scenario{
		{name: "forwarding", as: "clerk", method: "GET", path: at("forward?from=2026-02-13"), status: 200, contains: []string{`"due":"2026-02-24"`, `"safe":"2026-02-24"`, `"provisional":false`, `"article":"第十一条第二款"`, `"period":"2个工作日"`, `"steps":[`}},
		{name: "review from the day of service", as: "clerk", method: "GET", path: at("review?from=2024-03-05"), status: 200, contains: []string{`"due":"2024-03-13"`, `"after":"evidence"`}},
		{name: "review from the court's own date", as: "clerk", method: "GET", path: at("review?evidence_deadline=2025-10-09"), status: 200, contains: []string{`"due":"2025-09-25"`, `"from":"2025-10-09"`}},
		{name: "leader filing", as: "clerk", method: "GET", path: at("leader_filing?from=2024-06-12"), status: 200, contains: []string{`"due":"2024-06-07"`, `"readings":[`}},
		{name: "leader filing by the hearing", as: "clerk", method: "GET", path: at("leader_filing?hearing=2024-06-12"), status: 200, contains: []string{`"due":"2024-06-07"`}},
		{name: "into an unpublished year", as: "clerk", method: "GET", path: at("archive?from=2026-12-20"), status: 200, contains: []string{`"provisional":true`}},
		{name: "no such period", as: "clerk", method: "GET", path: at("eternity?from=2026-03-02"), status: 404, contains: []string{"没有“eternity”这个期限"}},
		{name: "without a day", as: "clerk", method: "GET", path: at("forward"), status: 422, contains: []string{`"field":"from"`}},
		{name: "no such day", as: "clerk", method: "GET", path: at("forward?from=2026-02-30"), status: 422, contains: []string{`"field":"from"`, "不是有效日期"}},
		{name: "a day far off", as: "clerk", method: "GET", path: at("forward?from=9999-12-31"), status: 422, contains: []string{`"field":"from"`}},
		{name: "a hearing where there is none", as: "clerk", method: "GET", path: at("forward?hearing=2026-03-02"), status: 422, contains: []string{`"field":"hearing"`}},
		{name: "two different hearings", as: "clerk", method: "GET", path: at("leader_filing?from=2026-03-02&hearing=2026-03-03"), status: 422, contains: []string{`"field":"hearing"`}},
		{name: "an evidence deadline for nothing", as: "clerk", method: "GET", path: at("forward?evidence_deadline=2026-03-02"), status: 422, contains: []string{`"field":"evidence_deadline"`}},
		{name: "an unknown parameter", as: "clerk", method: "GET", path: at("forward?form=2026-03-02"), status: 422, contains: []string{`"field":"form"`}},
	})
}

func TestWriting(t *testing.T) {
	w := newWorld(t)
	lawsuit := "/api/v1/lawsuits/" + w.record(notice, "designate_unit", designate)
	acts := lawsuit + "/acts/"
	forward := `{"on": "2026-03-10"}`
	long := strings.Repeat("很", 10_000)
	change := func(old, new string) string { return strings.Replace(notice, old, new, 1) }
	other := change("15号", "16号")
	w.play(t, []scenario{
		{name: "preview", as: "clerk", method: "POST", path: acts + "forward_materials/preview", body: `{"on": "2026-03-10", "late_reason": "补正材料"}`, status: 200, contains: []string{`"stage":"preparation"`, `"state":"met_late"`, `"moved":[`, "补正材料"}},
		{name: "preview changes nothing", as: "clerk", method: "GET", path: lawsuit, status: 200, contains: []string{`"revision":2`, `"stage":"forwarding"`}},

		{name: "not open now", as: "clerk", method: "POST", path: acts + "archive", body: `{"on": "2026-03-10", "volume": "1"}`, status: 409, contains: []string{`"code":"not_open"`, `"stage":"转交材料"`, `"article":"第三十条`}},
		{name: "wrong role", as: "unit-clerk", method: "POST", path: acts + "forward_materials", body: forward, status: 403, contains: []string{`"code":"forbidden"`, "单位经办人"}},
		{name: "not visible", as: "town-clerk", method: "POST", path: acts + "forward_materials", body: forward, status: 404, contains: []string{`"code":"not_found"`}},
		{name: "no such act", as: "clerk", method: "POST", path: acts + "abolish", body: forward, status: 404, contains: []string{"没有“abolish”这项办理"}},
		{name: "missing field", as: "clerk", method: "POST", path: acts + "forward_materials", body: `{}`, status: 422, contains: []string{`"field":"on"`, "请填写"}},
		{name: "unknown field", as: "clerk", method: "POST", path: acts + "forward_materials", body: `{"on": "2026-03-10", "force": true}`, status: 422, contains: []string{`"field":"force"`}},
		{name: "field of the wrong type", as: "clerk", method: "POST", path: acts + "forward_materials", body: `{"on": 20260310}`, status: 422, contains: []string{`"field":"on"`}},
		{name: "field given twice", as: "clerk", method: "POST", path: acts + "forward_materials", body: `{"on": "2026-03-10", "on": "2026-03-09"}`, status: 422, contains: []string{"填写了两次"}},
		{name: "a day in the future", as: "clerk", method: "POST", path: acts + "forward_materials", body: `{"on": "2026-03-11"}`, status: 422, contains: []string{"不能晚于今天"}},
		{name: "before the service", as: "clerk", method: "POST", path: acts + "forward_materials", body: `{"on": "2026-02-11"}`, status: 422, contains: []string{"不能早于"}},
		{name: "unknown unit", as: "clerk", method: "POST", path: acts + "designate_unit", body: `{"lead": "区天文局", "item": 5, "reason": "改定"}`, status: 422, contains: []string{"单位名录中没有“区天文局”", `"field":"lead"`}},
		{name: "broken JSON", as: "clerk", method: "POST", path: acts + "forward_materials", body: `{"on": `, status: 422, contains: []string{"JSON"}},
		{name: "no object", as: "clerk", method: "POST", path: acts + "forward_materials", body: `[]`, status: 422, contains: []string{"JSON"}},
		{name: "no body", as: "clerk", method: "POST", path: acts + "forward_materials", headers: []string{"Content-Type", "application/json"}, status: 422},
		{name: "a form", as: "clerk", method: "POST", path: acts + "forward_materials", body: "on=2026-03-10", headers: []string{"Content-Type", "application/x-www-form-urlencoded"}, status: 415, contains: []string{"application/json"}},
		{name: "no type at all", as: "clerk", method: "POST", path: acts + "forward_materials", status: 415},
		{name: "a megabyte", as: "clerk", method: "POST", path: acts + "forward_materials", body: `{"on": "` + strings.Repeat("9", 1<<20) + `"}`, status: 413, contains: []string{"1 MiB"}},
		{name: "key with a space", as: "clerk", method: "POST", path: acts + "forward_materials", body: forward, headers: []string{"Idempotency-Key", "a b"}, status: 422, contains: []string{"Idempotency-Key"}},
		{name: "key too long", as: "clerk", method: "POST", path: acts + "forward_materials", body: forward, headers: []string{"Idempotency-Key", strings.Repeat("k", 256)}, status: 422},
		{name: "key of another act", as: "clerk", method: "POST", path: acts + "forward_materials", body: forward, headers: []string{"Idempotency-Key", "act-0"}, status: 422, contains: []string{`"code":"key_reused"`}},

		{name: "second notice", as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: notice, status: 409, contains: []string{`"code":"conflict"`, `"link":"` + lawsuit + `"`}},
		{name: "second notice in half-width brackets", as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: change("（2026）鲁10行初15号", " (2026) 鲁10行初１５号"), status: 409, contains: []string{lawsuit}},
		{name: "registered by a unit", as: "unit-clerk", method: "POST", path: "/api/v1/lawsuits", body: other, status: 403, contains: []string{"应诉通知由区司法局登记"}},
		{name: "10,000 characters in a name", as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: strings.Replace(other, "王某某", long, 1), status: 422, contains: []string{`"field":"plaintiffs.0"`, "最多200字"}},
		{name: "unknown defendant", as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: strings.Replace(other, `"unit": "区政府"`, `"unit": "市政府"`, 1), status: 422, contains: []string{`"field":"defendants.0.unit"`}},
		{name: "no case number", as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: change("（2026）鲁10行初15号", "十五号"), status: 422, contains: []string{`"field":"case_number"`}},
		{name: "a far future", as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: strings.Replace(other, `"served_on": "2026-03-02"`, `"served_on": "3026-03-02"`, 1), status: 422, contains: []string{`"field":"served_on"`}},

		{name: "mark one as read", as: "clerk", method: "POST", path: "/api/v1/inbox/read", body: `{"ids": ["1", "2"]}`, status: 200, contains: []string{`{"unread":1}`}},
		{name: "mark nothing as read", as: "clerk", method: "POST", path: "/api/v1/inbox/read", body: `{"ids": []}`, status: 422, contains: []string{`"field":"ids"`}},
		{name: "mark what is no number", as: "clerk", method: "POST", path: "/api/v1/inbox/read", body: `{"ids": ["x"]}`, status: 422},
		{name: "mark all as read", as: "clerk", method: "POST", path: "/api/v1/inbox/read", body: `{"all": true}`, status: 200, contains: []string{`{"unread":0}`}},
	})
	if verdict := w.attempts(models.AttemptFilter{Username: "clerk", Action: "forward_materials", Outcome: "refused", Limit: 500}); len(verdict) < 10 {
		t.Errorf("%d refused attempts are on record", len(verdict))
	}
}

// What was done under a key is told again, whether or not Temporal answers.
func TestRepeatedRequestGetsFirstReceipt(t *testing.T) {
	w := newWorld(t)
	id := w.record(notice)
	who := w.caller("clerk").Actor
	w.effect(id, "the-key", who, designate)
	answer := w.do("clerk", "POST", "/api/v1/lawsuits/"+id+"/acts/designate_unit", designate, "Idempotency-Key", "the-key")
	var receipt struct{ Revision int }
	must(t, json.Unmarshal(answer.Body.Bytes(), &receipt))
	if answer.Code != 200 || receipt.Revision != 2 {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}

// A correction may take the lawsuit from the very unit that confirms it. Whoever
// lost the answer is told it again, and nothing more of the lawsuit.
func TestRepeatedRequestGetsFirstReceiptWhereItTookTheLawsuitAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice)
	w.effect(id, "the-key", w.caller("town-clerk").Actor, designate)
	at := "/api/v1/lawsuits/" + id + "/acts/designate_unit"
	key := []string{"Idempotency-Key", "the-key"}
	w.play(t, []scenario{
		{name: "done by them", as: "town-clerk", method: "POST", path: at, body: designate, headers: key, status: 200, contains: []string{`"revision":2`}},
		{name: "another request", as: "town-clerk", method: "POST", path: at, body: `{"lead": "张村镇", "item": 5}`, headers: key, status: 404},
		{name: "another act", as: "town-clerk", method: "POST", path: "/api/v1/lawsuits/" + id + "/acts/forward_materials", body: designate, headers: key, status: 404},
		{name: "the lawsuit itself", as: "town-clerk", method: "GET", path: "/api/v1/lawsuits/" + id, status: 404},
	})
}
