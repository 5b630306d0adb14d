package api_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// archived is the shortest way of a lawsuit to the archive.
var archived = []string{
	"designate_unit", designate,
	"add_material", `{"kind": 2, "title": "=现场照片", "class": "documentary", "source": "执法档案", "proves": "拆除经过", "content": "照片十张"}`,
	"record_meeting", `{"on": "2026-03-10", "form": "analysis", "subject": "程序", "attended": ["区城市管理局"], "absent": ["张村镇"]}`,
	"record_withdrawal", `{"on": "2026-03-10", "number": "（2026）鲁10行初15号之一"}`,
	"conclude", `{"on": "2026-03-10", "reason": "撤诉"}`,
	"archive", `{"on": "2026-03-10", "volume": "环应诉〔2026〕1卷", "filed_by": "丛经办", "missing_reason": ""}`,
}

// The electronic package holds everything, says what each file's hash is, and is
// the same whenever it is made.
func TestArticle30_ElectronicPackage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, archived...)
	w.keepHistory(id)
	answer := w.do("clerk", "GET", "/api/v1/lawsuits/"+id+"/dossier", "")
	if answer.Code != 200 || answer.Header().Get("Content-Type") != "application/zip" ||
		!strings.HasPrefix(answer.Header().Get("Content-Disposition"), "attachment; filename*=UTF-8''%EF%BC%882026") {
		t.Fatalf("%d %v", answer.Code, answer.Header())
	}
	files := unpack(t, answer.Body.Bytes())
	for _, name := range []string{"卷内目录.csv", "证据目录.csv", "卷内备考表.txt", "案件.json", "期限计算凭据.json", "办理日志.json", "办理过程/01-run-1.json"} {
		sum := sha256.Sum256([]byte(files[name]))
		if files[name] == "" || !strings.Contains(files["SHA256SUMS"], hex.EncodeToString(sum[:])+"  "+name+"\n") {
			t.Errorf("%s is missing or not what its sum says", name)
		}
	}
	if !strings.Contains(files["证据目录.csv"], "1-1,'=现场照片,书证") {
		t.Errorf("the evidence: %s", files["证据目录.csv"])
	}
	var journal []models.Entry
	must(t, json.Unmarshal([]byte(files["办理日志.json"]), &journal))
	if last := journal[len(journal)-1].Hash; len(journal) != 7 || !strings.Contains(files["卷内备考表.txt"], last) {
		t.Errorf("%d lines, the note says %s", len(journal), files["卷内备考表.txt"])
	}
	if again := w.do("director", "GET", "/api/v1/lawsuits/"+id+"/dossier", ""); !bytes.Equal(again.Body.Bytes(), answer.Body.Bytes()) {
		t.Error("two packages of one ledger differ")
	}
}

func unpack(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		content, err := io.ReadAll(r)
		must(t, err)
		files[f.Name] = string(content)
	}
	return files
}

func TestARecordIsRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, archived...)
	on := "/api/v1/lawsuits/" + id
	w.play(t, []scenario{
		{name: "as it stood", as: "unit-clerk", method: "GET", path: on + "/past?on=2026-03-10", status: 200, contains: []string{`"acts":7`, `"stage":"archived"`}},
		{name: "before it was there", as: "clerk", method: "GET", path: on + "/past?on=2026-03-09", status: 404, contains: []string{"尚未登记"}},
		{name: "a day to come", as: "clerk", method: "GET", path: on + "/past?on=2026-03-11", status: 422, contains: []string{"今天"}},
		{name: "no day", as: "clerk", method: "GET", path: on + "/past", status: 422},
		{name: "findings", as: "supervisor", method: "GET", path: on + "/findings", status: 200, contains: []string{"第三十七条第（二）项", "张村镇", "系统不作认定"}},
		{name: "volume", as: "unit-clerk", method: "GET", path: on + "/volume", status: 200, contains: []string{`"closed":true`, "应诉通知书", "环应诉〔2026〕1卷"}},
		{name: "evidence", as: "unit-clerk", method: "GET", path: on + "/evidence", status: 200, contains: []string{`"number":"1-1"`, "第十四条第一款"}},
		{name: "an act after the archive", as: "clerk", method: "POST", path: on + "/acts/conclude", body: `{}`, status: 409, contains: []string{"补卷"}},
		{name: "a supplement without Temporal", as: "unit-clerk", method: "POST", path: on + "/acts/supplement_archive",
			body: `{"on": "2026-03-10", "title": "履行报告", "reason": "归档后收到"}`, status: 503, contains: []string{"不会重复办理"}},
	})
	var l struct{ Acts []struct{ Name string } }
	must(t, json.Unmarshal(w.do("unit-clerk", "GET", on, "").Body.Bytes(), &l))
	outlives := []string{"record_obligation", "record_retrial_application", "record_compensation", "record_suggestion", "link_lawsuits", "explain_late", "propose_correction", "supplement_archive"}
	var open []string
	for _, a := range l.Acts {
		open = append(open, a.Name)
	}
	if !slices.Equal(open, outlives) {
		t.Errorf("open to the unit: %v", open)
	}
}

// Lawsuits that one unit has lost over one cause point to each other, before
// those who see every lawsuit.
func TestArticle37_RepeatedLosses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	lost := []string{
		"designate_unit", designate,
		"record_judgment", `{"number": "判", "form": "mediation", "outcome": "调解结案", "lost": true, "lost_reason": "实质败诉", "made_on": "2026-03-09", "served_on": "2026-03-09"}`,
		"record_effective", `{"on": "2026-03-09", "received_on": "2026-03-09"}`,
		"check_entry", `{"on": "2026-03-10"}`,
	}
	second := "（2026）鲁10行初77号"
	w.record(strings.Replace(notice, number(t), second, 1), lost...)
	id := w.record(notice, lost...)
	if body := w.do("supervisor", "GET", "/api/v1/lawsuits/"+id+"/findings", "").Body.String(); !strings.Contains(body, "第三十七条第（七）项") || !strings.Contains(body, second) {
		t.Errorf("the findings: %s", body)
	}
	var list struct{ Total int }
	must(t, json.Unmarshal(w.do("clerk", "GET", "/api/v1/lawsuits?repeat=true", "").Body.Bytes(), &list))
	if list.Total != 2 {
		t.Errorf("%d repeated losses", list.Total)
	}
}

// number is the case number of the notice.
func number(t *testing.T) string {
	var r measures.Registration
	must(t, json.Unmarshal([]byte(notice), &r))
	return r.CaseNumber
}
