package api_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// What is said in a lawsuit is read by whoever sees it; whom it names is told, unless they
// do not see it.
func TestRemarksInALawsuit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate)
	path := "/api/v1/lawsuits/" + id + "/remarks"
	w.play(t, []scenario{
		{name: "said", as: "unit-clerk", method: "POST", path: path, body: `{"text": "请@丛经办 和@毕局长 看，@戚镇办 无权查看"}`, status: 200, contains: []string{`"author":"unit-clerk"`, "请@丛经办"}},
		{name: "too long", as: "unit-clerk", method: "POST", path: path, body: `{"text": "` + strings.Repeat("长", 2001) + `"}`, status: 422, contains: []string{"最多2000字，现有2001字"}},
		{name: "empty", as: "unit-clerk", method: "POST", path: path, body: `{"text": " "}`, status: 422},
		{name: "read", as: "supervisor", method: "GET", path: path, status: 200, contains: []string{"谭城管"}},
		{name: "told", as: "clerk", method: "GET", path: "/api/v1/inbox", status: 200, contains: []string{"谭城管在留言中提到您"}},
		{name: "told too", as: "unit-official", method: "GET", path: "/api/v1/inbox", status: 200, contains: []string{"谭城管在留言中提到您"}},
		{name: "who does not see it is not told", as: "town-clerk", method: "GET", path: "/api/v1/inbox", status: 200, lacks: []string{"留言"}},
	})
	for range 2 {
		w.do("clerk", "POST", path, `{"text": "看过了"}`, "Idempotency-Key", "once")
	}
	var list struct{ Remarks []struct{ ID, Text string } }
	must(t, json.Unmarshal(w.do("clerk", "GET", path, "").Body.Bytes(), &list))
	if len(list.Remarks) != 2 || list.Remarks[0].Text != "看过了" {
		t.Errorf("said: %+v", list)
	}
	w.play(t, []scenario{
		{name: "another's", as: "unit-clerk", method: "POST", path: path + "/" + list.Remarks[0].ID + "/withdraw", status: 403, contains: []string{"只能撤回本人的留言"}},
		{name: "withdrawn", as: "clerk", method: "POST", path: path + "/" + list.Remarks[0].ID + "/withdraw", status: 204},
		{name: "its place is kept", as: "unit-clerk", method: "GET", path: path, status: 200, contains: []string{`"withdrawn":true`}, lacks: []string{"看过了"}},
	})
}

// What is asked of an office is signed for and answered there, and nowhere else.
func TestDemandsInALawsuit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate)
	path := "/api/v1/lawsuits/" + id + "/demands"
	ask := `{"office": "区城市管理局", "asked": "答辩状何时提交？", "answer_by": "2026-03-12"}`
	w.play(t, []scenario{
		{name: "of a unit without a part", as: "clerk", method: "POST", path: path, body: strings.Replace(ask, "区城市管理局", "张村镇", 1), status: 422, contains: []string{"参与本案的单位"}},
		{name: "of one's own", as: "clerk", method: "POST", path: path, body: strings.Replace(ask, "区城市管理局", "区司法局", 1), status: 422, contains: []string{"不能是本单位"}},
		{name: "by yesterday", as: "clerk", method: "POST", path: path, body: strings.Replace(ask, "03-12", "03-09", 1), status: 422, contains: []string{"不能早于今天"}},
		{name: "asked", as: "clerk", method: "POST", path: path, body: ask, status: 200, contains: []string{"答辩状何时提交？"}},
		{name: "told", as: "unit-official", method: "GET", path: "/api/v1/inbox", status: 200, contains: []string{"督办：请签收并于2026年3月12日", `"urgency":"warning"`}},
		{name: "waits", as: "unit-clerk", method: "GET", path: "/api/v1/demands", status: 200, contains: []string{"（2026）鲁10行初15号"}},
		{name: "and on the other desk", as: "director", method: "GET", path: "/api/v1/demands", status: 200, contains: []string{"（2026）鲁10行初15号"}},
		{name: "not on a third", as: "supervisor", method: "GET", path: "/api/v1/demands", status: 200, lacks: []string{"初15号"}},
	})
	var list struct{ Demands []struct{ ID string } }
	must(t, json.Unmarshal(w.do("clerk", "GET", path, "").Body.Bytes(), &list))
	one := path + "/" + list.Demands[0].ID
	w.play(t, []scenario{
		{name: "not signed for by who asked", as: "clerk", method: "POST", path: one + "/receive", status: 403, contains: []string{"由区城市管理局签收和答复"}},
		{name: "signed for", as: "unit-clerk", method: "POST", path: one + "/receive", status: 204},
		{name: "answered", as: "unit-official", method: "POST", path: one + "/answer", body: `{"answer": "明日提交。"}`, status: 204},
		{name: "once", as: "unit-clerk", method: "POST", path: one + "/answer", body: `{"answer": "后日提交。"}`, status: 409, contains: []string{"已经答复"}},
		{name: "as it stands", as: "supervisor", method: "GET", path: path, status: 200, contains: []string{`"received_by":"谭城管"`, `"answered_by":"毕局长"`, "明日提交。"}},
		{name: "who asked is told", as: "clerk", method: "GET", path: "/api/v1/inbox", status: 200, contains: []string{"区城市管理局答复了督办"}},
		{name: "waits no more", as: "unit-clerk", method: "GET", path: "/api/v1/demands", status: 200, contains: []string{`"demands":[]`}},
	})
}

// What was asked is taken back by who asked or their office, while it waits.
func TestDemandsAreWithdrawn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate)
	path := "/api/v1/lawsuits/" + id + "/demands"
	w.play(t, []scenario{
		{name: "asked", as: "clerk", method: "POST", path: path, body: `{"office": "区城市管理局", "asked": "答辩状何时提交？", "answer_by": "2026-03-12"}`, status: 200},
	})
	var list struct{ Demands []struct{ ID string } }
	must(t, json.Unmarshal(w.do("clerk", "GET", path, "").Body.Bytes(), &list))
	one := path + "/" + list.Demands[0].ID
	w.play(t, []scenario{
		{name: "not another office's", as: "supervisor", method: "POST", path: one + "/withdraw", status: 403, contains: []string{"由丛经办发出"}},
		{name: "a colleague's", as: "director", method: "POST", path: one + "/withdraw", status: 204},
		{name: "once", as: "clerk", method: "POST", path: one + "/withdraw", status: 409, contains: []string{"已经答复或者撤回"}},
		{name: "as it stands", as: "unit-clerk", method: "GET", path: path, status: 200, contains: []string{`"withdrawn":true`}, lacks: []string{`"overdue":true`}},
		{name: "not answered", as: "unit-clerk", method: "POST", path: one + "/answer", body: `{"answer": "明日"}`, status: 409},
		{name: "not signed for", as: "unit-clerk", method: "POST", path: one + "/receive", status: 409, contains: []string{"已经撤回，无须签收和答复"}},
		{name: "told", as: "unit-official", method: "GET", path: "/api/v1/inbox", status: 200, contains: []string{"督办已撤回，无须答复"}},
	})
}
