package api_test

import (
	"strings"
	"testing"

	"yingsu/models"
)

// A unit that records another lawsuit's number learns nothing of that lawsuit: not
// from a preview, and not from the words of a refusal. Two lawsuits never bear one
// number.
func TestAForeignNumberIsNotAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	foreign := w.record(townNotice,
		"town-clerk: record_judgment", `{"number": "（2026）鲁1002行初8号", "form": "judgment", "outcome": "驳回诉讼请求", "made_on": "2026-03-09", "served_on": "2026-03-10"}`,
		"record_appeal", `{"by": "plaintiff", "on": "2026-03-10", "case_number": "（2026）鲁10行终8号"}`)
	id := w.record(notice, "designate_unit", designate,
		"record_judgment", `{"number": "（2026）鲁10行初15号", "form": "judgment", "outcome": "驳回诉讼请求", "made_on": "2026-03-09", "served_on": "2026-03-10"}`)
	act := "/api/v1/lawsuits/" + id + "/acts/"
	appeal := func(number string) string {
		return `{"by": "plaintiff", "on": "2026-03-10", "case_number": "` + number + `"}`
	}
	said := func(as, path, body, number string) (int, string) {
		answer := w.do(as, "POST", act+path, body)
		if answer.Code < 400 {
			return answer.Code, ""
		}
		p := problemOf(t, answer)
		if p.Link != "" && as == "unit-clerk" {
			t.Errorf("%s: leads to %s", number, p.Link)
		}
		return answer.Code, strings.ReplaceAll(p.Detail, number, "N")
	}

	for _, number := range []string{"（2026）鲁1002行初8号", "（2026）鲁10行终8号", "（2026）鲁10行终77号"} {
		if status, detail := said("unit-clerk", "record_appeal/preview", appeal(number), number); status != 200 {
			t.Errorf("a preview with %s: %d %s", number, status, detail)
		}
	}
	_, unfit := said("unit-clerk", "record_appeal", appeal("（2026）鲁10行初77号"), "（2026）鲁10行初77号") // no court's for an appeal, and nobody's
	for _, number := range []string{"（2026）鲁1002行初8号", "（2026）鲁10行终8号", "（2026）鲁10行终８号"} {
		plain := strings.ReplaceAll(number, "８", "8")
		if status, detail := said("unit-clerk", "record_appeal", appeal(number), plain); status != 422 || detail != unfit || !strings.Contains(detail, "请联系区司法局") {
			t.Errorf("%s: %d %s\nwhat nobody has: %s", number, status, detail, unfit)
		}
	}
	if status, _ := said("unit-clerk", "record_appeal", appeal("（2026）鲁10行终77号"), ""); status != 503 { // as far as it gets without Temporal
		t.Errorf("a number that is free: %d", status)
	}
	for _, path := range []string{"record_appeal", "record_appeal/preview"} {
		answer := w.do("clerk", "POST", act+path, appeal("（2026）鲁10行终8号"))
		if p := problemOf(t, answer); answer.Code != 409 || p.Link != "/api/v1/lawsuits/"+foreign {
			t.Errorf("the Bureau is told %d %s", answer.Code, answer.Body)
		}
	}
	if n := w.told("clerk", "案号待核："); n != 2 {
		t.Errorf("the Bureau was told of %d numbers, want 2", n)
	}
	refused := 0
	for _, a := range w.attempts(models.AttemptFilter{Username: "unit-clerk", Action: "record_appeal", Outcome: "refused"}) {
		if a.Code == string(models.Invalid) {
			refused++
		}
	}
	if refused != 4 {
		t.Errorf("%d refused tries are on record", refused)
	}
}

// A judgment's number and a corrected one are looked at like the others.
func TestForeignNumbersByOtherWays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.record(townNotice)
	judgment := func(number string) string {
		return `{"number": "` + number + `", "form": "judgment", "outcome": "驳回诉讼请求", "made_on": "2026-03-09", "served_on": "2026-03-10"}`
	}
	open := "/api/v1/lawsuits/" + w.record(notice, "designate_unit", designate) + "/acts/"
	judged := "/api/v1/lawsuits/" + w.record(strings.ReplaceAll(notice, "15号", "16号"), "designate_unit", designate, "record_judgment", judgment("（2026）鲁10行初16号")) + "/acts/"
	correction := func(number string) string {
		return `{"line": 3, "reason": "误录", "input": ` + judgment(number) + `}`
	}
	w.play(t, []scenario{
		{name: "another's", as: "unit-clerk", method: "POST", path: open + "record_judgment", body: judgment("（2026）鲁1002行初8号"), status: 422, contains: []string{`"field":"number"`, "不能登记在本案"}, lacks: []string{"link"}},
		{name: "another's, a second document", as: "unit-clerk", method: "POST", path: open + "record_judgment", body: judgment("（2026）鲁1002行初8号之一"), status: 422},
		{name: "another's, escaped", as: "unit-clerk", method: "POST", path: open + "record_judgment", body: judgment(`（2026）鲁1002行初8\u53f7`), status: 422},
		{name: "another's, by the Bureau", as: "clerk", method: "POST", path: open + "record_judgment", body: judgment("（2026）鲁1002行初8号"), status: 409, contains: []string{`"link"`}},
		{name: "its own", as: "unit-clerk", method: "POST", path: open + "record_judgment", body: judgment("（2026）鲁10行初15号"), status: 503},
		{name: "its own, a second document", as: "unit-clerk", method: "POST", path: open + "record_judgment", body: judgment("（2026）鲁10行初15号之一"), status: 503},
		{name: "corrected to another's", as: "unit-clerk", method: "POST", path: judged + "propose_correction", body: correction("（2026）鲁1002行初8号"), status: 422, contains: []string{"不能登记在本案"}},
		{name: "corrected", as: "unit-clerk", method: "POST", path: judged + "propose_correction", body: correction("（2026）鲁10行初17号"), status: 503},
	})
}
