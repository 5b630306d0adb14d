package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/vault"
	"yingsu/models/vault/vaulttest"
	"yingsu/server/uploads"
	"yingsu/server/uploads/clamdtest"
)

// onePage is a PDF, as far as anybody looks at it here.
const onePage = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"

// handIn sends a file as a program does.
func (w *world) handIn(as, lawsuit, query, content string, headers ...string) *httptest.ResponseRecorder {
	return w.do(as, "POST", "/api/v1/lawsuits/"+lawsuit+"/files?"+query, content, append([]string{"Content-Type", "application/octet-stream"}, headers...)...)
}

func TestProgramsHandInFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate,
		"add_material", `{"kind": 2, "title": "现场照片", "class": "documentary", "source": "执法档案", "proves": "拆除经过", "content": "照片十张"}`)
	here := "/api/v1/lawsuits/" + id + "/files"
	w.play(t, []scenario{
		{name: "no file yet", as: "unit-clerk", method: "GET", path: here, status: 200,
			contains: []string{`"place":"1.notice"`, `"place":"3.material","title":"证据：现场照片"`, `"act":3`, `"may":true`, `"limit":1048576`}},
		{name: "the supervisor may read", as: "supervisor", method: "GET", path: here, status: 200, contains: []string{`"may":false`, `"why":"文件由承办单位`}},
		{name: "a file", as: "unit-clerk", method: "POST", path: here + "?place=3.material&name=x.pdf&pages=3", body: onePage,
			headers: []string{"Content-Type", "application/octet-stream", "Idempotency-Key", "one"}, status: 201, contains: []string{`"version":1`, `"pages":3`, `"name":"x.pdf"`, `"scan":"unscanned"`}},
		{name: "again", as: "unit-clerk", method: "POST", path: here + "?place=3.material&name=x.pdf&pages=3", body: onePage,
			headers: []string{"Content-Type", "application/octet-stream", "Idempotency-Key", "one"}, status: 201, contains: []string{`"id":1`, `"version":1`}},
		{name: "another with the same key", as: "unit-clerk", method: "POST", path: here + "?place=3.material", body: onePage + "x",
			headers: []string{"Content-Type", "application/octet-stream", "Idempotency-Key", "one"}, status: 422, contains: []string{"key_reused"}},
		{name: "a new version", as: "clerk", method: "POST", path: here + "?place=3.material&name=y.pdf", body: onePage + "%two",
			headers: []string{"Content-Type", "application/octet-stream"}, status: 201, contains: []string{`"part":1`, `"version":2`}},
		{name: "another file", as: "clerk", method: "POST", path: here + "?place=3.material&another=true&name=z.pdf", body: onePage + "%three",
			headers: []string{"Content-Type", "application/octet-stream"}, status: 201, contains: []string{`"part":2`, `"version":1`}},
		{name: "a program", as: "clerk", method: "POST", path: here + "?place=3.material&name=x.pdf", body: "MZ" + strings.Repeat("x", 600),
			headers: []string{"Content-Type", "application/octet-stream"}, status: 422, contains: []string{"可执行的程序"}},
		{name: "too large", as: "clerk", method: "POST", path: here + "?place=3.material", body: onePage + strings.Repeat("x", 1<<20),
			headers: []string{"Content-Type", "application/octet-stream"}, status: 413, contains: []string{"文件超过1 MB"}},
		{name: "nowhere", as: "clerk", method: "POST", path: here + "?place=2.material", body: onePage,
			headers: []string{"Content-Type", "application/octet-stream"}, status: 422, contains: []string{`"field":"place"`}},
		{name: "a unit that has no part", as: "town-clerk", method: "POST", path: here + "?place=3.material", body: onePage,
			headers: []string{"Content-Type", "application/octet-stream"}, status: 404},
		{name: "withdrawn without a reason", as: "unit-clerk", method: "POST", path: here + "/3/withdraw", body: `{}`, status: 422, contains: []string{"撤下的原因"}},
		{name: "withdrawn", as: "unit-clerk", method: "POST", path: here + "/3/withdraw", body: `{"reason": "误传"}`, status: 200, contains: []string{`"reason":"误传"`, `"withdrawn_at"`}},
		{name: "all of them", as: "reviewer", method: "GET", path: here, status: 200, contains: []string{`"id":1`, `"id":2`, `"id":3`}},
		{name: "the volume", as: "reviewer", method: "GET", path: "/api/v1/lawsuits/" + id + "/volume", status: 200, contains: []string{`"files":1`}},
	})
	answer := w.do("reviewer", "GET", here+"/2", "")
	if answer.Code != 200 || answer.Body.String() != onePage+"%two" || answer.Header().Get("Content-Type") != "application/pdf" ||
		answer.Header().Get("Content-Disposition") != "attachment; filename*=UTF-8''y.pdf" || !strings.Contains(answer.Header().Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%d %v %.100s", answer.Code, answer.Header(), answer.Body)
	}
	if n := len(w.attempts(models.AttemptFilter{Action: "hand_in_file", Outcome: "refused"})); n != 5 {
		t.Errorf("%d refusals are on record", n)
	}
}

// What is corrected moves no file to another paper.
func TestFilesStayWithTheirPaper(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, "designate_unit", designate, "add_material", `{"kind": 1, "title": "答辩状一稿"}`, "add_material", `{"kind": 1, "title": "答辩状定稿"}`)
	for n, place := range []string{"3.material", "4.material"} {
		if a := w.handIn("clerk", id, "name=x.pdf&place="+place, onePage+fmt.Sprint(n)); a.Code != 201 {
			t.Fatalf("%d %s", a.Code, a.Body)
		}
	}
	w2 := w.record(strings.Replace(notice, "初15号", "初16号", 1), "designate_unit", designate, "add_material", `{"kind": 1, "title": "答辩状一稿"}`, "add_material", `{"kind": 1, "title": "答辩状定稿"}`,
		"propose_correction", `{"line": 3, "void": true, "reason": "误登记"}`, "director: confirm_correction", `{}`)
	if a := w.handIn("clerk", w2, "name=x.pdf&place=3.material", onePage); a.Code != 422 {
		t.Errorf("to what was voided: %d %s", a.Code, a.Body)
	}
	if a := w.handIn("clerk", w2, "name=x.pdf&place=4.material", onePage); a.Code != 201 {
		t.Errorf("to what has moved up: %d %s", a.Code, a.Body)
	}
}

// The electronic package has the files in the order of the volume, and the catalogue on
// which pages they lie.
func TestArticle30_FilesInTheElectronicPackage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice, archived[:len(archived)-2]...)
	for _, x := range []struct{ query, content string }{
		{"place=3.material&name=照片.pdf&pages=10", onePage + "%photos"},
		{"place=1.notice&name=通知书.pdf&pages=2", onePage + "%notice"},
		{"place=1.notice&name=通知书2.pdf&pages=3", onePage + "%notice again"},
		{"place=1.notice&name=起诉状.pdf&pages=4&another=true", onePage + "%complaint"},
	} {
		if a := w.handIn("clerk", id, x.query, x.content); a.Code != 201 {
			t.Fatalf("%d %s", a.Code, a.Body)
		}
	}
	w.goOn(id, archived[len(archived)-2:]...)
	first := w.do("clerk", "GET", "/api/v1/lawsuits/"+id+"/dossier", "")
	if first.Code != 200 {
		t.Fatalf("%d %s", first.Code, first.Body)
	}
	files := unpack(t, first.Body.Bytes())
	if got := files["卷内文件/001-1-通知书2.pdf"]; got != onePage+"%notice again" {
		t.Errorf("the notice is %.60q", got)
	}
	for _, want := range []string{"001-1-通知书2.pdf", "001-2-起诉状.pdf", "-1-照片.pdf"} {
		if !strings.Contains(files["SHA256SUMS"], want) {
			t.Errorf("%s has no sum: %s", want, files["SHA256SUMS"])
		}
	}
	if !strings.Contains(files["卷内目录.csv"], ",7,1—7,2,") {
		t.Errorf("the catalogue: %s", files["卷内目录.csv"])
	}
	var v struct {
		Items []struct {
			Title, Span  string
			Files, Pages int
		}
	}
	must(t, json.Unmarshal(w.do("clerk", "GET", "/api/v1/lawsuits/"+id+"/volume", "").Body.Bytes(), &v))
	if v.Items[0].Span != "1—7" || v.Items[0].Pages != 7 || v.Items[0].Files != 2 {
		t.Errorf("the first item: %+v", v.Items[0])
	}
	if again := w.do("director", "GET", "/api/v1/lawsuits/"+id+"/dossier", ""); again.Body.String() != first.Body.String() {
		t.Error("two packages of one ledger differ")
	}
	if a := w.handIn("clerk", id, "place=1.notice", onePage); a.Code != 409 || !strings.Contains(a.Body.String(), "补卷") {
		t.Errorf("after the archive: %d %s", a.Code, a.Body)
	}
	w.goOn(id, "supplement_archive", `{"on": "2026-03-10", "title": "履行报告", "reason": "归档后收到"}`)
	if a := w.handIn("clerk", id, "place=8.supplement&name=履行报告.pdf", onePage+"%done"); a.Code != 201 {
		t.Errorf("a supplement: %d %s", a.Code, a.Body)
	}
	if files := unpack(t, w.do("clerk", "GET", "/api/v1/lawsuits/"+id+"/dossier", "").Body.Bytes()); !strings.Contains(files["SHA256SUMS"], "-1-履行报告.pdf") {
		t.Errorf("the supplement is not in the package: %s", files["SHA256SUMS"])
	}
}

// While the scanner is away files are kept, and nobody opens them; they are scanned when
// somebody asks for them next, and what is found is kept with the file.
func TestFilesWaitForTheScanner(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	address := closedPort(t)
	w.office.Scanner = uploads.Scanner(address)
	id := w.record(notice, "designate_unit", designate)
	send := func(content string, status int, words ...string) {
		t.Helper()
		a := w.handIn("clerk", id, "place=1.notice&another=true&name=x.pdf", onePage+content)
		if a.Code != status || slices.ContainsFunc(words, func(s string) bool { return !strings.Contains(a.Body.String(), s) }) {
			t.Errorf("%s: %d %s", content, a.Code, a.Body)
		}
	}
	open := func(number, status int, words ...string) {
		t.Helper()
		a := w.do("unit-clerk", "GET", fmt.Sprintf("/api/v1/lawsuits/%s/files/%d", id, number), "")
		if a.Code != status || slices.ContainsFunc(words, func(s string) bool { return !strings.Contains(a.Body.String(), s) }) {
			t.Errorf("file %d: %d %s", number, a.Code, a.Body)
		}
	}
	send("%first", 201, `"scan":"unscanned"`)
	send("%bad", 201, `"scan":"unscanned"`)
	open(1, 503, "待查毒")

	back := clamdtest.Serve(t, address, "%bad")
	open(1, 200, "%first")
	open(2, 409, "Own.Bad", "已经隔离")
	send("%third", 201, `"scan":"clean"`)
	send("%bad again", 422, "Own.Bad", "没有保存")
	must(t, back.Close())
	open(1, 200) // what was scanned once is known
	open(2, 409, "已经隔离")
}

// A full disk takes no file and says so; nothing of it is left, what else is done goes on,
// and the same file is taken once there is room.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dir := vaulttest.SmallDisk(t, 1<<20)
	files, err := vault.Open(dir)
	must(t, err)
	t.Cleanup(func() { files.Close() })
	w.office.Vault = files
	id := w.record(notice, "designate_unit", designate)
	filler := filepath.Join(dir, "filler")
	must(t, os.WriteFile(filler, make([]byte, 700_000), 0o600))
	large := onePage + strings.Repeat("x", 600_000)
	send := func() *httptest.ResponseRecorder {
		return w.handIn("clerk", id, "place=1.notice&name=x.pdf", large, "Idempotency-Key", "one")
	}
	full := send()
	var p struct{ Code, Detail string }
	must(t, json.Unmarshal(full.Body.Bytes(), &p))
	if full.Code != http.StatusInsufficientStorage || p.Code != string(models.Full) || !strings.Contains(p.Detail, "磁盘空间不足，文件没有保存") {
		t.Errorf("%d %s", full.Code, full.Body)
	}
	if drafts, err := os.ReadDir(filepath.Join(dir, "drafts")); err != nil || len(drafts) > 0 {
		t.Errorf("half a file is left: %v, %v", drafts, err)
	}
	for range files.All(t.Context()) {
		t.Error("something was kept")
	}
	if a := w.handIn("clerk", id, "place=1.notice&another=true&name=y.pdf", onePage); a.Code != 201 { // for this there is room
		t.Errorf("a small one: %d %s", a.Code, a.Body)
	}
	must(t, os.Remove(filler))
	if a := send(); a.Code != 201 {
		t.Errorf("with room again: %d %s", a.Code, a.Body)
	}
	if a := w.do("unit-clerk", "GET", "/api/v1/lawsuits/"+id+"/files/2", ""); a.Code != 200 || a.Body.String() != large {
		t.Errorf("what is read: %d, %d bytes", a.Code, a.Body.Len())
	}
}

// While the S3 service is away files are neither taken nor opened, and nothing else stops;
// the same request is carried out once it is back.
func TestBucketAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	service := vaulttest.Start(t)
	bucket, err := vault.NewBucket(service.In)
	must(t, err)
	t.Cleanup(func() { bucket.Close() })
	w.office.Vault = bucket
	id := w.record(notice, "designate_unit", designate)
	send := func(key string, status int, words ...string) {
		t.Helper()
		a := w.handIn("clerk", id, "place=1.notice&another=true&name=x.pdf", onePage+"%"+key, "Idempotency-Key", key)
		if a.Code != status || slices.ContainsFunc(words, func(s string) bool { return !strings.Contains(a.Body.String(), s) }) {
			t.Errorf("%s: %d %s", key, a.Code, a.Body)
		}
		if status == 503 && a.Header().Get("Retry-After") == "" {
			t.Errorf("%s: it does not say when to come again", key)
		}
	}
	open := func(number, status int, says string) {
		t.Helper()
		a := w.do("unit-clerk", "GET", fmt.Sprintf("/api/v1/lawsuits/%s/files/%d", id, number), "")
		if a.Code != status || !strings.Contains(a.Body.String(), says) {
			t.Errorf("file %d: %d %s", number, a.Code, a.Body)
		}
	}
	send("first", 201)
	open(1, 200, "%first")
	service.Kill()
	send("second", 503, `"code":"unavailable"`, "存储暂时不能使用，文件没有保存")
	open(1, 503, "现在不能打开")
	if a := w.do("unit-clerk", "GET", "/api/v1/lawsuits/"+id+"/files", ""); a.Code != 200 || strings.Contains(a.Body.String(), `"id":2`) {
		t.Errorf("the list meanwhile: %d %s", a.Code, a.Body)
	}
	service.Begin()
	send("second", 201, `"id":2`)
	open(1, 200, "%first")
	open(2, 200, "%second")
}
