package api_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"yingsu/workflows/calendar"
)

// year2027 is an invented notice: a fixture, not a forecast.
const year2027 = `元旦：1月1日放假。
春节：2月5日至11日放假调休，共7天。2月14日（周日）上班。
清明节：4月3日至5日放假，共3天。
劳动节：5月1日至5日放假调休，共5天。5月8日（周六）上班。
端午节：6月9日放假。
中秋节：9月15日放假。
国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`

func TestTheCalendarIsChangedByTwoPersons(t *testing.T) {
	w := newWorld(t)
	in := func(change func(map[string]any)) string {
		m := map[string]any{"format": "notice", "year": 2027, "notice": "测试发〔2026〕1号", "published": "2026-01-05", "content": year2027}
		change(m)
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	same := func(map[string]any) {}
	w.play(t, []scenario{
		{name: "not published yet", as: "clerk", method: "GET", path: "/api/v1/calendar/2027", status: 200, contains: []string{`"status":"provisional"`}},
		{name: "by a clerk", as: "clerk", method: "POST", path: "/api/v1/calendar/import", body: in(same), status: 403},
		{name: "without a number", as: "admin", method: "POST", path: "/api/v1/calendar/import", body: in(func(m map[string]any) { delete(m, "notice") }), status: 422, contains: []string{`"field":"notice"`}},
		{name: "without a festival", as: "admin", method: "POST", path: "/api/v1/calendar/import", body: in(func(m map[string]any) { m["content"] = strings.Split(year2027, "国庆节")[0] }), status: 422, contains: []string{"缺少国庆节的安排"}},
		{name: "an impossible day", as: "admin", method: "POST", path: "/api/v1/calendar/import", body: in(func(m map[string]any) { m["content"] = "春节：2月30日放假" }), status: 422, contains: []string{"第1行", `"field":"content"`}},
		{name: "a year that nobody counts", as: "admin", method: "POST", path: "/api/v1/calendar/import", body: in(func(m map[string]any) { m["year"] = 3000 }), status: 422, contains: []string{`"field":"year"`}},
		{name: "proposed", as: "admin", method: "POST", path: "/api/v1/calendar/import", body: in(same), status: 201, contains: []string{`"id":1`, `"state":"proposed"`, `"date":"2027-02-05"`}},
		{name: "changes nothing yet", as: "clerk", method: "GET", path: "/api/v1/calendar/2027", status: 200, contains: []string{`"status":"provisional"`}},
		{name: "confirmed by the same person", as: "admin", method: "POST", path: "/api/v1/proposals/1/confirm", status: 403, contains: []string{"须由第二人确认"}},
		{name: "listed for the director", as: "director", method: "GET", path: "/api/v1/proposals", status: 200, contains: []string{"测试发〔2026〕1号", `"state_title":"待确认"`}},
		{name: "confirmed", as: "director", method: "POST", path: "/api/v1/proposals/1/confirm", status: 200, contains: []string{`"state":"confirmed"`, `"decided_by":"director"`}},
		{name: "confirmed twice", as: "director", method: "POST", path: "/api/v1/proposals/1/confirm", status: 409, contains: []string{"已确认"}},
		{name: "in force", as: "clerk", method: "GET", path: "/api/v1/calendar/2027", status: 200, contains: []string{`"status":"published"`, "测试发〔2026〕1号"}},
		{name: "and counted with", as: "clerk", method: "GET", path: "/api/v1/measures/clocks/forward?from=2027-02-04", status: 200, contains: []string{`"due":"2027-02-14"`, `"provisional":false`}},
		{name: "a closure", as: "admin", method: "POST", path: "/api/v1/calendar/closures", body: `{"date":"2026-08-12","reason":"台风停工"}`, status: 201, contains: []string{`"reason":"台风停工"`}},
		{name: "withdrawn", as: "admin", method: "POST", path: "/api/v1/proposals/2/withdraw", status: 200, contains: []string{`"state":"withdrawn"`}},
		{name: "no such proposal", as: "admin", method: "GET", path: "/api/v1/proposals/x", status: 404},
	})
}

// A notice is complete or refused, in whatever form it comes, and what has been
// confirmed since is not undone.
func TestANoticeIsCompleteOrRefused(t *testing.T) {
	w := newWorld(t)
	const imports = "/api/v1/calendar/import"
	in := func(year int, number, format, content string, rest ...any) string {
		m := map[string]any{"format": format, "year": year, "notice": number, "published": "2025-11-04", "content": content}
		for i := 0; i < len(rest); i += 2 {
			m[rest[i].(string)] = rest[i+1]
		}
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	y2026, err := os.ReadFile("../../workflows/calendar/testdata/notices/2026.txt")
	if err != nil {
		t.Fatal(err)
	}
	whole := string(y2026)
	var table strings.Builder // of 2025 and 2026, as feeds have them
	for d := calendar.On(2024, 12, 1); d.Before(calendar.On(2026, 12, 1)); d = d.AddDays(1) {
		day := calendar.Builtin().Day(d)
		if weekend := d.Weekday() == 0 || d.Weekday() == 6; weekend == day.Working {
			fmt.Fprintf(&table, "%s,%s,%s\r\n", d, map[bool]string{true: "makeup", false: "holiday"}[day.Working], strings.TrimSuffix(day.Name, "调休上班"))
		}
	}
	without := strings.Replace(whole, "、10月10日（周六）", "", 1)
	w.play(t, []scenario{
		{name: "a make-up day is missing", as: "admin", method: "POST", path: imports, body: in(2026, "甲号", "notice", without), status: 422,
			contains: []string{`"field":"content"`, "中秋节、国庆节：占用6个工作日，调休上班1天，相抵为5天，而法定放假4天，多了1天"}},
		{name: "a day is missing", as: "admin", method: "POST", path: imports, body: in(2026, "甲号", "notice", strings.Replace(whole, "10月1日（周四）至7日（周三）", "10月1日（周四）至6日（周二）", 1)), status: 422, contains: []string{"写明“7天”，而所列放假日期为6天"}},
		{name: "a holiday's feed without make-up days", as: "admin", method: "POST", path: imports, body: in(2026, "甲号", "csv", strings.ReplaceAll(table.String(), "makeup", "holiday")), status: 422},
		{name: "what is in force", as: "admin", method: "POST", path: imports, body: in(2026, "国办发明电〔2025〕7号", "notice", whole), status: 422, contains: []string{"2026年的放假安排与现行的完全相同"}},
		{name: "a day given later, without a word", as: "admin", method: "POST", path: imports, body: in(2026, "甲号", "notice", whole+"\n纪念日：9月3日放假1天。"), status: 422, contains: []string{"“纪念日”不是", "请填写增加的天数"}},
		{name: "given by nobody", as: "admin", method: "POST", path: imports, body: in(2026, "甲号", "notice", whole+"\n纪念日：9月3日放假1天。", "extra", 1), status: 422, contains: []string{`"field":"amended"`}},
		{name: "given", as: "admin", method: "POST", path: imports, body: in(2026, "甲号", "notice", whole+"\n纪念日：9月3日放假1天。", "extra", 1, "amended", "测试发〔2026〕2号：9月3日放假"), status: 201, contains: []string{`"id":1`, `"date":"2026-09-03"`}},
		{name: "a feed of two years, with a mark in front", as: "admin", method: "POST", path: imports, body: in(2026, "乙号", "csv", "\ufeff"+table.String()), status: 201, contains: []string{`"id":2`}},
		{name: "its other year", as: "admin", method: "POST", path: imports, body: in(2025, "丙号", "csv", table.String()), status: 201, contains: []string{`"id":3`}},
		{name: "a year that it has not", as: "admin", method: "POST", path: imports, body: in(2027, "丁号", "csv", table.String()), status: 422, contains: []string{"没有2027年的放假安排（有2025、2026年的）"}},
		{name: "the later one is confirmed", as: "director", method: "POST", path: "/api/v1/proposals/2/confirm", status: 200},
		{name: "the earlier one would undo it", as: "director", method: "POST", path: "/api/v1/proposals/1/confirm", status: 409, contains: []string{"第2项，乙号", "请撤回本项"}},
		{name: "as it was", as: "clerk", method: "GET", path: "/api/v1/calendar/2026", status: 200, contains: []string{"乙号"}, lacks: []string{"2026-09-03"}},
		{name: "it can be withdrawn", as: "admin", method: "POST", path: "/api/v1/proposals/1/withdraw", status: 200},
		{name: "another year is another matter", as: "director", method: "POST", path: "/api/v1/proposals/3/confirm", status: 200},
	})
}

func decode(t *testing.T, answer *httptest.ResponseRecorder, into any) {
	t.Helper()
	if answer.Code >= 300 {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	if err := json.Unmarshal(answer.Body.Bytes(), into); err != nil {
		t.Fatal(err)
	}
}

// What a proposal would move is what moves.
func TestAProposalShowsWhatItMoves(t *testing.T) {
	w := newWorld(t)
	w.record(notice, "designate_unit", designate)
	var before struct{ Lawsuits []struct{ ID string } }
	decode(t, w.do("clerk", "GET", "/api/v1/lawsuits", ""), &before)
	dates := func() map[string]calendar.Date {
		var l struct {
			Clocks []struct {
				ID  string
				Due calendar.Date
			}
		}
		decode(t, w.do("clerk", "GET", "/api/v1/lawsuits/"+before.Lawsuits[0].ID, ""), &l)
		all := map[string]calendar.Date{}
		for _, c := range l.Clocks {
			all[c.ID] = c.Due
		}
		return all
	}
	was := dates()
	// The office shuts the fourth day of the notice: nothing statutory moves.
	var p struct {
		Moves []struct {
			Before, After struct {
				ID        string
				Due, Safe calendar.Date
			}
		}
	}
	body := `{"date":"` + was["evidence"].String() + `","reason":"台风停工"}`
	decode(t, w.do("admin", "POST", "/api/v1/calendar/closures", body), &p)
	if len(p.Moves) == 0 {
		t.Fatal("the closure moves nothing")
	}
	for _, m := range p.Moves {
		if m.Before.Due != m.After.Due || !m.After.Safe.Before(m.Before.Safe) {
			t.Errorf("%s moves from %s (%s) to %s (%s)", m.Before.ID, m.Before.Due, m.Before.Safe, m.After.Due, m.After.Safe)
		}
	}

	draft := `{"name":"draft","from":"2027-06-01","reason":"试算","amends":[{"key":"evidence","n":20,"unit":"days"}]}`
	w.play(t, []scenario{
		{name: "simulated", as: "reviewer", method: "POST", path: "/api/v1/editions/simulate", body: draft, status: 200, contains: []string{`"id":"evidence"`, `"id":"review"`}},
		{name: "nothing kept", as: "admin", method: "GET", path: "/api/v1/editions", status: 200, lacks: []string{"draft"}},
		{name: "an unknown period", as: "admin", method: "POST", path: "/api/v1/editions", body: strings.Replace(draft, `"evidence"`, `"lunch"`, 1), status: 422, contains: []string{`"field":"amends.0.key"`, "lunch"}},
		{name: "in the past", as: "admin", method: "POST", path: "/api/v1/editions", body: strings.Replace(draft, "2027-", "2024-", 1), status: 422, contains: []string{`"field":"from"`}},
		{name: "months counted back", as: "admin", method: "POST", path: "/api/v1/editions", body: strings.NewReplacer(`"evidence"`, `"review"`, `"days"`, `"months"`).Replace(draft), status: 422, contains: []string{"倒计的期限不能以月计"}},
	})
}

// Two editions one after the other: what the second does not amend stays as the
// first has it, and one that has been overtaken cannot be confirmed any more.
func TestArticle40_EditionsFollowEachOther(t *testing.T) {
	w := newWorld(t)
	edition := func(name, from, rest string) string {
		return `{"name":"` + name + `","from":"` + from + `","reason":"修订",` + rest + `}`
	}
	w.play(t, []scenario{
		{name: "reminders out of order", as: "admin", method: "POST", path: "/api/v1/editions", body: edition("a", "2027-01-01", `"ladder":{"before":[1,3],"every":3}`), status: 422, contains: []string{`"field":"ladder"`, "由远及近"}},
		{name: "told in a narrower circle", as: "admin", method: "POST", path: "/api/v1/editions", body: edition("a", "2027-01-01", `"told":[{"days":3,"circle":3},{"days":1,"circle":2}]`), status: 422, contains: []string{`"field":"ladder"`, "逐步扩大"}},
		{name: "told of a period that is not there", as: "admin", method: "POST", path: "/api/v1/editions", body: edition("a", "2027-01-01", `"told":[{"key":"lunch","circle":2}]`), status: 422, contains: []string{`"field":"told.0.key"`}},
		{name: "who is told, alone", as: "reviewer", method: "POST", path: "/api/v1/editions/simulate", body: edition("a", "2027-01-01", `"told":[{"key":"evidence","circle":2},{"days":1,"circle":2}]`), status: 200, contains: []string{`"told":[{"days":1,"circle":2}]`, `"for":{"evidence":[{"circle":2}]}`}},
		{name: "nothing amended", as: "admin", method: "POST", path: "/api/v1/editions", body: edition("a", "2027-01-01", `"amends":[]`), status: 422},
		{name: "the first", as: "admin", method: "POST", path: "/api/v1/editions", body: edition("a", "2027-01-01", `"amends":[{"key":"forward","n":3,"unit":"working_days"}],"ladder":{"before":[5,2],"every":2}`), status: 201},
		{name: "one that will be overtaken", as: "admin", method: "POST", path: "/api/v1/editions", body: edition("b", "2026-12-01", `"amends":[{"key":"archive","n":60,"unit":"days"}]`), status: 201},
		{name: "confirmed", as: "director", method: "POST", path: "/api/v1/proposals/1/confirm", status: 200},
		{name: "overtaken", as: "director", method: "POST", path: "/api/v1/proposals/2/confirm", status: 422, contains: []string{"第四十条", "应当晚于"}},
		{name: "the second", as: "admin", method: "POST", path: "/api/v1/editions", body: edition("c", "2027-06-01", `"amends":[{"key":"archive","n":45,"unit":"days"}]`), status: 201},
		{name: "confirmed", as: "director", method: "POST", path: "/api/v1/proposals/3/confirm", status: 200},
	})
	var law struct {
		Editions []struct {
			Name   string
			Amends map[string]struct{ N int }
			Ladder struct{ Every int }
		}
	}
	decode(t, w.do("clerk", "GET", "/api/v1/editions", ""), &law)
	last := law.Editions[len(law.Editions)-1]
	if len(law.Editions) != 3 || last.Name != "c" || last.Amends["forward"].N != 3 || last.Amends["archive"].N != 45 || last.Ladder.Every != 2 {
		t.Errorf("the law: %+v", law)
	}
}
