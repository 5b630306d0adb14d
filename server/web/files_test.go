package web

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/vault"
	"yingsu/models/vault/vaulttest"
	"yingsu/server/uploads"
	"yingsu/server/uploads/clamdtest"
	"yingsu/workflows/calendar"
)

// pdf is a PDF of so many pages, and saying says something that makes it another one.
func pdf(pages int, saying string) string {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), fmt.Sprintf(format, args...))
	}
	b.WriteString("%PDF-1.4\n%" + saying + "\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids strings.Builder
	for n := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", n+3)
	}
	object("<< /Type /Pages /Kids [ %s] /Count %d >>", kids.String(), pages)
	for range pages {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return b.String()
}

func picture8(encode func(io.Writer, image.Image) error) string {
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		panic(err)
	}
	return b.String()
}

var (
	jpg  = picture8(func(w io.Writer, i image.Image) error { return jpeg.Encode(w, i, nil) })
	png8 = picture8(png.Encode)
)

// zipped is a ZIP file of pairs of name and content.
func zipped(pairs ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err == nil {
			_, err = io.WriteString(w, pairs[i+1])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// types is the list of parts of an office file.
func types(main string) string {
	return `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="` + main + `"/></Types>`
}

const (
	docxMain  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	macroMain = "application/vnd.ms-word.document.macroEnabled.main+xml"
)

// sendFile sends a file with a form, as a browser does.
func (b *person) sendFile(path string, form url.Values, name, content string) *answer {
	b.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field, values := range form {
		for _, v := range values {
			if field != "file" {
				must(b.T, w.WriteField(field, v))
			}
		}
	}
	part, err := w.CreateFormFile("file", name)
	must(b.T, err)
	_, err = io.WriteString(part, content)
	must(b.T, err)
	must(b.T, w.Close())
	q, err := http.NewRequest(http.MethodPost, b.server.URL+path, &body)
	must(b.T, err)
	q.Header.Set("Content-Type", w.FormDataContentType())
	return b.send(q)
}

// handIn opens the page of files and sends one of them to a place.
func (b *person) handIn(lawsuit, place, name, content string) *answer {
	b.Helper()
	path := "/lawsuits/" + lawsuit + "/files"
	form := b.get(path).form(path)
	form.Set("place", place)
	return b.sendFile(path, form, name, content)
}

// place finds where something is handed in to, by what stands there.
func (b *person) place(lawsuit, title string) string {
	b.Helper()
	for _, o := range b.get("/lawsuits/" + lawsuit + "/files").all("option") {
		if strings.Contains(innerText(o), title) {
			return attr(o, "value")
		}
	}
	b.Fatalf("there is no place %q", title)
	return ""
}

func (b *person) accepted(a *answer) *answer {
	b.Helper()
	if a.status != http.StatusSeeOther {
		b.Fatalf("%d: %s", a.status, a.text())
	}
	return b.get(a.header.Get("Location"))
}

func TestFilesAreHandedIn(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	id := r.tell(r.office.Today())["review"].ID
	unit, reviewer := r.as("unit-clerk"), r.as("reviewer")
	here := "/lawsuits/" + id + "/files"
	sound(t, unit.get(here).want(200, "还没有文件", "尚无文件的材料"))

	place := unit.place(id, "现场勘查笔录")
	page := unit.accepted(unit.handIn(id, place, `C:\卷宗\现场勘查\勘查笔录.PDF`, pdf(3, "一"))).want(200, "已上传：勘查笔录.PDF", "第1版", "3页", "孙承办")
	sound(t, page)
	unit.accepted(unit.handIn(id, place, "勘查笔录（定稿）.pdf", pdf(4, "二"))).want(200, "第2版", "4页")
	unit.accepted(unit.handIn(id, place+"/+", "现场照片.jpg", jpg)).want(200, "现场照片.jpg", "1页")
	unit.get("/lawsuits/"+id).want(200, "勘查笔录（定稿）.pdf", "第2版", "现场照片.jpg")

	// The reviewer sees it beside the last version.
	newest := link(t, reviewer.get(here), "勘查笔录（定稿）.pdf")
	page = reviewer.get(newest).want(200, "第2版", "上一版（第1版）", "勘查笔录.PDF", "SHA-256")
	sound(t, page)
	frames := page.all("iframe")
	if len(frames) != 2 || attr(frames[0], "title") == "" {
		t.Fatalf("%d versions are shown", len(frames))
	}
	for n, want := range []string{pdf(4, "二"), pdf(3, "一")} {
		a := reviewer.get(attr(frames[n], "src"))
		if a.status != 200 || a.body != want || a.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(a.header.Get("Content-Disposition"), "inline") {
			t.Errorf("the frame shows %d %v", a.status, a.header)
		}
	}
	a := reviewer.get(newest + "/content")
	if got := a.header.Get("Content-Disposition"); got != "attachment; filename*=UTF-8''%E5%8B%98%E6%9F%A5%E7%AC%94%E5%BD%95%EF%BC%88%E5%AE%9A%E7%A8%BF%EF%BC%89.pdf" {
		t.Errorf("it is saved as %s", got)
	}
	if !strings.Contains(a.header.Get("Content-Security-Policy"), "sandbox") || a.header.Get("X-Content-Type-Options") != "nosniff" || a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("it is handed out with %v", a.header)
	}
	read, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Action: "open_file", LawsuitID: id, Username: "reviewer"})
	if err != nil || len(read) != 3 {
		t.Errorf("%d on record that opened it: %v", len(read), err)
	}
	handed, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Action: "hand_in_file", LawsuitID: id, Outcome: "done"})
	if err != nil || len(handed) != 3 || !strings.Contains(handed[0].Detail, "SHA-256") {
		t.Errorf("on record as handed in: %v, %v", handed, err)
	}

	// What was wrong is withdrawn, and stays.
	unit.post(newest+"/withdraw", unit.get(newest).form(newest+"/withdraw")).want(422, "请填写撤下的原因")
	form := unit.get(newest).form(newest + "/withdraw")
	form.Set("reason", "误传了草稿")
	unit.post(newest+"/withdraw", form).wantTo(newest)
	unit.get(newest).want(200, "已撤下", "误传了草稿")
	unit.get(newest + "/content").want(200)
	unit.get("/lawsuits/"+id).want(200, "勘查笔录.PDF")
}

// TestAnActLeadsToItsFile: where the original of what was just registered belongs need
// not be looked for.
func TestAnActLeadsToItsFile(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	s := r.tell(r.office.Today())["preparing"]
	for _, title := range []string{"案件情况说明", "询问笔录"} {
		key := s.do("unit-clerk", "add_material", r.office.Today(), filled{"kind": 2, "title": title})
		unit := r.as("unit-clerk")
		at, _, _ := strings.Cut(link(t, unit.get("/lawsuits/"+s.ID+"?done="+key), "上传原件"), "#")
		chosen := regexp.MustCompile(`<option[^>]* selected>([^<]*)`).FindAllStringSubmatch(unit.get(at).want(200).body, -1)
		if len(chosen) != 1 || !strings.Contains(chosen[0][1], title) {
			t.Errorf("after %s, the page of files has chosen %q", title, chosen)
		}
	}
}

// link is where a link with some words leads to.
func link(t *testing.T, a *answer, words string) string {
	t.Helper()
	for _, n := range a.all("a") {
		if strings.Contains(innerText(n), words) {
			return attr(n, "href")
		}
	}
	t.Fatalf("there is no link %q: %s", words, a.text())
	return ""
}

// A form that is sent twice, and content that is there already, are one file.
func TestAFileComesOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	id := r.tell(r.office.Today())["review"].ID
	unit, here := r.as("unit-clerk"), "/lawsuits/"+id+"/files"
	form := unit.get(here).form(here)
	form.Set("place", unit.place(id, "应诉通知书"))
	first := unit.sendFile(here, form, "通知书.pdf", pdf(1, "通知"))
	again := unit.sendFile(here, form, "通知书.pdf", pdf(1, "通知"))
	if first.status != 303 || again.header.Get("Location") != first.header.Get("Location") {
		t.Errorf("%d to %q, then %d to %q", first.status, first.header.Get("Location"), again.status, again.header.Get("Location"))
	}
	unit.sendFile(here, form, "通知书.pdf", pdf(1, "另一份")).want(422, "已用于另一个文件")
	unit.accepted(unit.handIn(id, form.Get("place"), "通知书.pdf", pdf(1, "通知"))).want(200, "第1版")
	all, err := r.ledger.Uploads(t.Context(), id)
	if err != nil || len(all) != 1 {
		t.Errorf("%d files: %v", len(all), err)
	}
}

func TestWhoHandsIn(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	s := r.tell(r.office.Today())
	id, here := s["review"].ID, "/lawsuits/"+s["review"].ID+"/files"
	place := r.as("unit-clerk").place(id, "应诉通知书")
	file := r.as("clerk").accepted(r.as("clerk").handIn(id, place, "通知书.png", png8))
	number := regexp.MustCompile(`/files/(\d+)`).FindStringSubmatch(file.body)[1]
	for who, status := range map[string]int{"reviewer": 303, "director": 303, "unit-official": 303, "supervisor": 403, "town-clerk": 404, "boss": 404, "checker": 404} {
		b := r.as(who)
		form := url.Values{csrfField: {b.get("/account").form("/account").Get(csrfField)}, "place": {place + "/+"}, keyField: {who}}
		if a := b.sendFile(here, form, "x.pdf", pdf(1, who)); a.status != status {
			t.Errorf("%s hands in: %d %s", who, a.status, a.text())
		}
		reads := 200
		if status == 404 {
			reads = 404
		}
		for _, page := range []string{here, here + "/" + number, here + "/" + number + "/content"} {
			if a := b.get(page); a.status != reads {
				t.Errorf("%s reads %s: %d", who, page, a.status)
			}
		}
	}
	sound(t, r.as("supervisor").get(here).want(200, "由承办单位和区司法局上传", "通知书.png"))
	if a := r.visitor().sendFile(here, url.Values{"place": {place}}, "x.pdf", pdf(1, "x")); a.status != 401 {
		t.Errorf("nobody hands in: %d", a.status)
	}
	r.as("clerk").sendFile(here, url.Values{"place": {place}}, "x.pdf", pdf(1, "x")).want(403, "刷新后重新提交")
	r.as("clerk").get("/lawsuits/"+s["trial"].ID+"/files/"+number).want(404, "没有这个文件")

	archived := "/lawsuits/" + s["archived"].ID + "/files"
	r.as("clerk").get(archived).want(200, "案件已经归档", "补卷")
	clerk := r.as("clerk")
	form := url.Values{csrfField: {clerk.get("/account").form("/account").Get(csrfField)}, "place": {"1.notice"}}
	clerk.sendFile(archived, form, "x.pdf", pdf(1, "x")).want(409, "案件已经归档")
}

// TestBadFiles: what is not taken is refused with the reason, by its content and not by
// its name, and nothing of it is kept.
func TestBadFiles(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	id := r.tell(r.office.Today())["review"].ID
	unit := r.as("unit-clerk")
	place := unit.place(id, "应诉通知书")
	for what, bad := range map[string]struct {
		name, content string
		status        int
		says          string
	}{
		"a program":               {"答辩状.pdf", "MZ\x90\x00" + strings.Repeat("\x00", 600), 422, "可执行的程序"},
		"a script":                {"答辩状.txt", "#!/bin/sh\nrm -rf /\n", 422, "可执行的程序"},
		"a web page":              {"答辩状.pdf", "<html><script>alert(1)</script>", 422, "按内容看不是可以上传的文件"},
		"nothing":                 {"答辩状.pdf", "", 422, "文件是空的"},
		"macros by their part":    {"答辩状.docx", zipped("[Content_Types].xml", types(docxMain), "word/vbaProject.bin", "x"), 422, "含有宏"},
		"macros by their type":    {"答辩状.docx", zipped("[Content_Types].xml", types(macroMain), "word/other.bin", "x"), 422, "含有宏"},
		"an archive":              {"证据.zip", zipped("a.pdf", "x"), 422, "请解压后逐个上传"},
		"an archive in disguise":  {"证据.pdf", "Rar!\x1A\x07\x01\x00" + strings.Repeat("x", 99), 422, "请解压后逐个上传"},
		"a bomb":                  {"证据.docx", zipped("[Content_Types].xml", types(docxMain), "word/document.xml", strings.Repeat("\x00", 64<<20)), 422, "压缩炸弹"},
		"many entries":            {"证据.xlsx", zipped(many(6000)...), 422, "压缩炸弹"},
		"a path inside":           {"证据.docx", zipped("[Content_Types].xml", types(docxMain), "../../etc/cron.d/x", "x"), 422, "路径不正常"},
		"half an office file":     {"证据.docx", zipped("[Content_Types].xml", types(docxMain))[:60], 422, "打不开"},
		"no list of parts":        {"证据.docx", zipped("[Content_Types].xml", "<Types"), 422, "打不开"},
		"an old office file":      {"证据.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600), 422, "旧版"},
		"half a picture":          {"照片.png", png8[:20], 422, "图片已损坏"},
		"a text with other bytes": {"说明.txt", "说明\x00\x01\x02", 422, "按内容看不是"},
		"half a wide character":   {"说明.txt", "\xFF\xFE\xC5\x60\xB5", 422, "按内容看不是"},
		"wide, with a NUL":        {"说明.txt", "\xFF\xFE\xC5\x60\x00\x00", 422, "按内容看不是"},
		"a text by another name":  {"说明.js", "alert(1)", 422, "按内容看不是"},
		"one byte too many":       {"大.pdf", "%PDF-1.4\n" + strings.Repeat("x", 1<<20), 413, "文件超过1 MB"},
		"far too large":           {"大.pdf", "%PDF-1.4\n" + strings.Repeat("x", 9<<20), 413, "文件超过1 MB"},
	} {
		if bad.status == 413 && len(bad.content) > 8<<20 { // the page is another one: not even the form is read
			unit.handIn(id, place, bad.name, bad.content).want(bad.status, bad.says)
			continue
		}
		a := unit.handIn(id, place, bad.name, bad.content)
		if a.status != bad.status || !strings.Contains(a.text(), bad.says) {
			t.Errorf("%s: %d %s", what, a.status, a.text())
		}
		if a.form("/lawsuits/" + id + "/files")["place"][0] != place {
			t.Errorf("%s: the place is to be chosen again", what)
		}
	}
	unit.handIn(id, "99.material", "x.pdf", pdf(1, "x")).want(422, "请选择文件属于哪一项")
	unit.handIn(id, place+"/7", "x.pdf", pdf(1, "x")).want(422, "没有第7个文件")
	here := "/lawsuits/" + id + "/files"
	unit.sendFile(here, unit.get(here).form(here), "", "").want(422, "请选择文件属于哪一项")
	if all, err := r.ledger.Uploads(t.Context(), id); err != nil || len(all) > 0 {
		t.Errorf("%d were kept, %v", len(all), err)
	}
}

func many(n int) (pairs []string) {
	for i := range n {
		pairs = append(pairs, fmt.Sprint(i), "")
	}
	return pairs
}

// TestGoodFiles: what is taken is known by its content, and saved under a name that does
// no harm.
func TestGoodFiles(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	id := r.tell(r.office.Today())["review"].ID
	unit := r.as("unit-clerk")
	place := unit.place(id, "应诉通知书")
	for _, good := range []struct{ name, content, saved string }{
		{"通知书.pdf", pdf(2, "a"), "通知书.pdf"},
		{"照片.JPEG", jpg, "照片.JPEG"},
		{"照片.jpg", png8, "照片.png"},
		{"答辩状.docx", zipped("[Content_Types].xml", types(docxMain), "word/document.xml", "<x/>"), "答辩状.docx"},
		{"电子公文", zipped("OFD.xml", "<x/>"), "电子公文.ofd"},
		{"说明.txt", "情况说明\r\n", "说明.txt"},
		{"说明2.txt", "\xC7\xE9\xBF\xF6", "说明2.txt"},                     // GB18030
		{"说明3.txt", "\xFF\xFE\xC5\x60\xB5\x51\r\x00\n\x00", "说明3.txt"}, // UTF-16
		{"说明4.txt", "\xFE\xFF\x60\xC5\x51\xB5", "说明4.txt"},
		{`..\..\etc/passwd.pdf`, pdf(1, "b"), "passwd.pdf"},
		{"a\u202Efdp.exe", pdf(1, "c"), "afdp.exe.pdf"},
		{"换\u0085行\u2028<b>.pdf", pdf(1, "d"), "换行_b_.pdf"},
		{strings.Repeat("长", 300) + ".pdf", pdf(1, "e"), strings.Repeat("长", 116) + ".pdf"},
		{"  ...  ", pdf(1, "f"), "文件.pdf"},
		{"=cmd|' C calc'!A0.pdf", pdf(1, "g"), "=cmd_' C calc'!A0.pdf"},
	} {
		page := unit.accepted(unit.handIn(id, place, good.name, good.content))
		if !strings.Contains(page.text(), "已上传："+good.saved+" ") {
			t.Errorf("%q is saved otherwise than as %q: %s", good.name, good.saved, page.text())
		}
		place = strings.TrimSuffix(place, "/+") + "/+"
	}
}

// A full disk takes no file and says so; nothing of it is left, and the same file is taken
// once there is room.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	id := r.tell(r.office.Today())["review"].ID
	dir := vaulttest.SmallDisk(t, 1<<20)
	files, err := vault.Open(dir)
	must(t, err)
	t.Cleanup(func() { must(t, files.Close()) })
	r.office.Vault = files
	unit := r.as("unit-clerk")
	place := unit.place(id, "应诉通知书")
	filler := filepath.Join(dir, "filler")
	must(t, os.WriteFile(filler, make([]byte, 700_000), 0o600))
	large := pdf(1, strings.Repeat("x", 600_000))
	sound(t, unit.handIn(id, place, "通知书.pdf", large).want(http.StatusInsufficientStorage, "磁盘空间不足，文件没有保存", "请联系系统管理员"))
	if drafts, err := os.ReadDir(filepath.Join(dir, "drafts")); err != nil || len(drafts) > 0 {
		t.Errorf("half a file is left: %v, %v", drafts, err)
	}
	unit.get("/lawsuits/"+id+"/files").want(200, "还没有文件")
	must(t, os.Remove(filler))
	unit.accepted(unit.handIn(id, place, "通知书.pdf", large)).want(200, "通知书.pdf")
}

// While the S3 service is away, who uploads or opens a file is told so, and the rest of
// the pages goes on.
func TestBucketAway(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	id := r.tell(r.office.Today())["review"].ID
	service := vaulttest.Start(t)
	bucket, err := vault.NewBucket(service.In)
	must(t, err)
	t.Cleanup(func() { must(t, bucket.Close()) })
	r.office.Vault = bucket
	unit, here := r.as("unit-clerk"), "/lawsuits/"+id+"/files"
	place := unit.place(id, "应诉通知书")
	unit.accepted(unit.handIn(id, place, "通知书.pdf", pdf(1, "notice"))).want(200, "通知书.pdf")
	service.Kill()
	sound(t, unit.handIn(id, place+"/+", "起诉状.pdf", pdf(1, "complaint")).want(503, "存储暂时不能使用，文件没有保存"))
	unit.get(here+"/1/content").want(503, "现在不能打开")
	if page := unit.get(here).want(200, "通知书.pdf"); strings.Contains(page.text(), "起诉状.pdf") {
		t.Error("what was not kept is listed")
	}
	service.Begin()
	unit.accepted(unit.handIn(id, place+"/+", "起诉状.pdf", pdf(1, "complaint"))).want(200, "起诉状.pdf")
	unit.get(here + "/1/content").want(200)
}

// While the scanner is away a file is kept, and the page says why nobody opens it; once
// the scanner is back, it is opened.
func TestFilesWaitForTheScanner(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	id := r.tell(r.office.Today())["review"].ID
	away, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address := away.Addr().String()
	must(t, away.Close())
	r.office.Scanner = uploads.Scanner(address)
	unit, here := r.as("unit-clerk"), "/lawsuits/"+id+"/files"
	place := unit.place(id, "应诉通知书")
	unit.accepted(unit.handIn(id, place, "通知书.pdf", pdf(1, "notice")))
	unit.accepted(unit.handIn(id, place+"/+", "附件.pdf", pdf(1, "this is bad")))
	for _, who := range []string{"unit-clerk", "clerk", "reviewer", "director"} {
		sound(t, r.as(who).get(here+"/1").want(200, "待查毒"))
		r.as(who).get(here+"/1/content").want(503, "待查毒", "不能打开")
	}
	clamdtest.Serve(t, address, "this is bad")
	if a := r.as("reviewer").get(here + "/1/content").want(200); !strings.HasPrefix(a.body, "%PDF-") {
		t.Errorf("what is opened: %.40q", a.body)
	}
	r.as("reviewer").get(here+"/2/content").want(409, clamdtest.Found, "已经隔离")
}
