package api_test

import (
	"net/url"
	"strings"
	"testing"

	"yingsu/models"
)

// A unit is renamed, merged or abolished: who continues its functions is said, the
// Bureau is told of its lawsuits, and it is chosen no more (第八条第二款第八项).
func TestUnitsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.record(notice, "designate_unit", designate)
	other := w.record(strings.ReplaceAll(notice, "15号", "16号"))
	city, town := "/api/v1/units/"+url.PathEscape("区城市管理局"), "/api/v1/units/"+url.PathEscape("张村镇")
	const fresh = `{"name": "区综合执法局", "full_name": "威海市环翠区综合行政执法局", "kind": "department"}`
	w.play(t, []scenario{
		{name: "by a clerk", as: "clerk", method: "PUT", path: city, body: `{"closed_on": "2026-03-01", "successor": "张村镇"}`, status: 403},
		{name: "no such unit", as: "admin", method: "PUT", path: "/api/v1/units/" + url.PathEscape("区天文局"), body: `{"full_name": "甲"}`, status: 404},
		{name: "nobody continues", as: "admin", method: "PUT", path: city, body: `{"closed_on": "2026-03-01"}`, status: 422, contains: []string{`"field":"successor"`, "第八条第二款第八项"}},
		{name: "one that is not there", as: "admin", method: "PUT", path: city, body: `{"closed_on": "2026-03-01", "successor": "区综合执法局"}`, status: 422, contains: []string{`"field":"successor"`, "先添加更名后的单位"}},
		{name: "itself", as: "admin", method: "PUT", path: city, body: `{"closed_on": "2026-03-01", "successor": "区城市管理局"}`, status: 422},
		{name: "the Bureau", as: "admin", method: "PUT", path: "/api/v1/units/" + url.PathEscape("区司法局"), body: `{"closed_on": "2026-03-01", "successor": "张村镇"}`, status: 422, contains: []string{"不能在名录中撤销"}},
		{name: "an invisible full name", as: "admin", method: "PUT", path: city, body: "{\"full_name\": \"\u3164\"}", status: 422},
		{name: "another's full name", as: "admin", method: "PUT", path: city, body: `{"full_name": "威海市环翠区张村镇人民政府"}`, status: 409, contains: []string{"已属于张村镇"}},
		{name: "a full name", as: "admin", method: "PUT", path: city, body: `{"full_name": "威海市环翠区城市管理和执法局"}`, status: 200, contains: []string{`"full_name":"威海市环翠区城市管理和执法局","kind":"department"`}, lacks: []string{"closed_on"}},
		{name: "a look-alike", as: "admin", method: "POST", path: "/api/v1/units", body: "{\"name\": \"區城市管理局\", \"full_name\": \"乙\", \"kind\": \"department\"}", status: 409, contains: []string{"已有该单位：区城市管理局"}},
		{name: "one from a PDF", as: "admin", method: "POST", path: "/api/v1/units", body: "{\"name\": \"区城市管理\u5c40\", \"full_name\": \"乙\", \"kind\": \"department\"}", status: 409},
		{name: "a full name twice", as: "admin", method: "POST", path: "/api/v1/units", body: `{"name": "张村", "full_name": "威海市环翠区张村镇人民政府", "kind": "town"}`, status: 409, contains: []string{"已属于张村镇"}},
		{name: "the new name", as: "admin", method: "POST", path: "/api/v1/units", body: fresh, status: 201},
		{name: "renamed", as: "admin", method: "PUT", path: city, body: `{"closed_on": "2026-03-10", "successor": "区综合执法局"}`, status: 200, contains: []string{`"closed_on":"2026-03-10","successor":"区综合执法局"`}},
		{name: "what is left out stays", as: "admin", method: "PUT", path: city, body: `{"kind": "institution"}`, status: 200, contains: []string{`"kind":"institution"`, `"closed_on":"2026-03-10"`, "城市管理和执法局"}},
		{name: "a notice against it", as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: strings.NewReplacer("15号", "99号", "区政府", "区城市管理局").Replace(notice), status: 422, contains: []string{"已于2026年3月10日（周二）撤销或者更名，职能由区综合执法局继续行使"}},
		{name: "one about what it did (as far as it gets without Temporal)", as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: strings.ReplaceAll(notice, "15号", "99号"), status: 503},
		{name: "to handle a lawsuit", as: "clerk", method: "POST", path: "/api/v1/lawsuits/" + other + "/acts/designate_unit", body: designate, status: 422, contains: []string{`"field":"lead"`, "请选择区综合执法局（第八条第二款第八项）"}},
		{name: "an account in it", as: "admin", method: "POST", path: "/api/v1/users", body: `{"username": "wang", "name": "王五", "role": "unit_clerk", "unit": "区城市管理局"}`, status: 422, contains: []string{`"field":"unit"`, "请选择区综合执法局"}},
		{name: "its people work on", as: "admin", method: "PUT", path: "/api/v1/users/" + w.id("unit-clerk"), body: `{"name": "于新名", "role": "unit_clerk"}`, status: 200},
		{name: "the successor of a successor", as: "admin", method: "PUT", path: "/api/v1/units/" + url.PathEscape("区综合执法局"), body: `{"closed_on": "2026-03-10", "successor": "张村镇"}`, status: 200},
		{name: "by one that is there no more", as: "admin", method: "PUT", path: town, body: `{"closed_on": "2026-03-10", "successor": "区城市管理局"}`, status: 422, contains: []string{`"field":"successor"`}},
		{name: "opened again", as: "admin", method: "PUT", path: city, body: `{"open": true}`, status: 200, lacks: []string{"closed_on", "successor"}},
		{name: "and chosen", as: "admin", method: "POST", path: "/api/v1/users", body: `{"username": "wang", "name": "王五", "role": "unit_clerk", "unit": "区城市管理局"}`, status: 201},
	})
	if n := w.told("clerk", "单位变更：区城市管理局"); n != 1 {
		t.Errorf("the Bureau was told %d times", n)
	}
	var box struct {
		Messages []struct{ Title, Body string }
	}
	decode(t, w.do("clerk", "GET", "/api/v1/inbox", ""), &box)
	said := ""
	for _, m := range box.Messages {
		if strings.HasPrefix(m.Title, "单位变更：区城市管理局") {
			said = m.Body
		}
	}
	if !strings.Contains(said, "在办案件有（2026）鲁10行初15号") || !strings.Contains(said, "由区综合执法局继续行使") {
		t.Errorf("the Bureau was told: %s", said)
	}
}

// Whose unit continues the functions of another one sees its lawsuits and acts in them,
// since the day on which that one is there no more, and is told what it would be told.
func TestFunctionsAreContinued(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate, "clerk: forward_materials", `{"on": "2026-03-10", "late_reason": "补正"}`)
	city := "/api/v1/units/" + url.PathEscape("区城市管理局")
	must(t, w.ledger.AddUnit(t.Context(), models.Unit{Name: "区综合执法局", FullName: "威海市环翠区综合行政执法局", Kind: models.Department}))
	_, err := w.ledger.CreateUser(t.Context(), models.User{Username: "heir", Name: "初执法", Role: models.UnitClerk, Unit: "区综合执法局", PasswordHash: hash})
	must(t, err)
	const sign = `{"on": "2026-03-10"}`
	path := "/api/v1/lawsuits/" + id
	w.play(t, []scenario{
		{name: "while the unit is there", as: "heir", method: "GET", path: path, status: 404},
		{name: "nor acted in", as: "heir", method: "POST", path: path + "/acts/acknowledge", body: sign, status: 404},
		{name: "it closes tomorrow", as: "admin", method: "PUT", path: city, body: `{"closed_on": "2026-03-11", "successor": "区综合执法局"}`, status: 200},
		{name: "the day before", as: "heir", method: "GET", path: path, status: 404},
		{name: "it is closed today", as: "admin", method: "PUT", path: city, body: `{"closed_on": "2026-03-10"}`, status: 200},
		{name: "seen", as: "heir", method: "GET", path: path, status: 200, contains: []string{`"name":"acknowledge"`}},
		{name: "listed", as: "heir", method: "GET", path: "/api/v1/lawsuits", status: 200, contains: []string{id}},
		{name: "owed", as: "heir", method: "GET", path: "/api/v1/duties?mine=true", status: 200, contains: []string{id}},
		{name: "signed for in the old one's name", as: "heir", method: "POST", path: path + "/acts/acknowledge/preview", body: sign, status: 200, contains: []string{"区城市管理局"}},
		{name: "signed (as far as it gets without Temporal)", as: "heir", method: "POST", path: path + "/acts/acknowledge", body: sign, status: 503},
		{name: "and not for others", as: "heir", method: "POST", path: path + "/acts/acknowledge", body: `{"on": "2026-03-10", "unit": "张村镇"}`, status: 422},
		{name: "the old one's people still may", as: "unit-clerk", method: "GET", path: path, status: 200},
		{name: "others see nothing", as: "town-clerk", method: "GET", path: path, status: 404},
		{name: "opened again", as: "admin", method: "PUT", path: city, body: `{"open": true}`, status: 200},
		{name: "the heir no more", as: "heir", method: "GET", path: path, status: 404},
	})
}
