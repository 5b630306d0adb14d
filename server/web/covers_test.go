package web

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// Numbers of persons who were made up.
const (
	card, cardCovered   = "371002199001011237", "3710**********1237"
	phone, phoneCovered = "13800138000", "138****8000"
)

// What is shown and read out is covered; what is in the fields of forms comes back as it
// is, and is counted.
func TestCoveredInAPage(t *testing.T) {
	for _, c := range []struct {
		page, want      string
		hidden, inForms int
	}{
		{"<p>原告" + card + "</p>", "<p>原告" + cardCovered + "</p>", 1, 0},
		{"<p>&lt;b&gt;" + phone + "&amp;</p>", "<p>&lt;b&gt;" + phoneCovered + "&amp;</p>", 1, 0},
		{"<p>&#43;86 138&#32;0013 8000</p>", "<p>+86 138 ****8000</p>", 1, 0},
		{`<td title="` + card + `" data-label="电话` + phone + `" class="x">（2026）鲁10行初18号</td>`, `<td title="` + cardCovered + `" data-label="电话` + phoneCovered + `" class="x">（2026）鲁10行初18号</td>`, 2, 0},
		{`<input name="a" value="` + card + `"><textarea>` + phone + `</textarea><p>` + phone + `</p>`, `<input name="a" value="` + card + `"><textarea>` + phone + `</textarea><p>` + phoneCovered + `</p>`, 1, 2},
		{`<a href="/lawsuits?q=` + phone + `">x</a>`, `<a href="/lawsuits?q=` + phone + `">x</a>`, 0, 0},
		{`<option value="` + card + `">` + card + `</option>`, `<option value="` + card + `">` + cardCovered + `</option>`, 1, 0},
		{"<!-- x --><title>" + phone + "</title>", "<!-- x --><title>" + phoneCovered + "</title>", 1, 0},
		{"<script>x=" + phone + "</script><p>" + phone, "<script>x=" + phone + "</script><p>" + phoneCovered, 1, 1},
		{"<p>没有号码 &amp; <b>2026-03-02</b></p>", "<p>没有号码 &amp; <b>2026-03-02</b></p>", 0, 0},
		{"<p " + card, "", 0, 0}, // broken off
	} {
		got, found := coveredIn([]byte(c.page))
		if c.want != "" && string(got) != c.want || found != (findings{c.hidden, c.inForms}) {
			t.Errorf("%s\nbecomes %s %+v, want\n        %s", c.page, got, found, c.want)
		}
	}
}

// withNumbers is a lawsuit in which people have typed numbers wherever they can.
func withNumbers(r *rig) *story {
	w := r.prepared(notice("（2026）鲁10行初146号", today.AddDays(-9), func(in filled) {
		in["plaintiffs"] = []string{"王某某（身份证号" + card + "）"}
		in["challenged_act"] = "2025年12月18日的强制拆除，联系电话" + phone
	}), func(n int) calendar.Date { return today.AddDays(-n) }, 9)
	return w.story
}

// On no page, and in nothing that is taken away, stands a number of a person, but where
// somebody has said what for; and then that is on record.
func TestNumbersAreCovered(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := withNumbers(r)
	here := "/lawsuits/" + s.ID
	b := r.as("clerk")
	for _, path := range []string{
		here, here + "/past", here + "/hands", here + "/documents", here + "/files", here + "/documents/cover", here + "/documents/volume", here + "/documents/forwarding",
		"/", "/lawsuits", "/lawsuits?q=" + url.QueryEscape("王某某"), "/duties?section=mine-later", "/hearings", "/calendar", "/inbox", "/lawsuits/export", "/duties/export?section=mine-later", "/inbox/export",
	} {
		if text := contentOf(t, b.get(path)); strings.Contains(text, card) || strings.Contains(text, phone) {
			t.Errorf("%s shows a number", path)
		}
	}
	page := b.get(here).want(http.StatusOK, cardCovered, phoneCovered, "显示号码")
	sound(t, page)
	form := page.form(here + numbers)

	b.post(here+numbers, form).want(http.StatusUnprocessableEntity, "请填写用途", cardCovered)
	form.Set("reason", "核对身份，"+phone)
	clear := b.post(here+numbers, form).want(http.StatusOK, card, phone, "本次查看已记入审计日志")
	sound(t, clear)
	b.get(here).want(http.StatusOK, cardCovered)
	b.post(here+"/past"+numbers, form).want(http.StatusOK)
	r.looks(t, "clerk", s.ID, "案件页面：核对身份，"+phone, "历史状态：核对身份，"+phone)
	r.as("checker").get("/audit?action="+url.QueryEscape("显示号码")).want(http.StatusOK, "案件页面：核对身份，"+phoneCovered, "clerk")

	for who, status := range map[string]int{"town-clerk": http.StatusNotFound, "boss": http.StatusNotFound, "checker": http.StatusNotFound, "supervisor": http.StatusOK, "unit-clerk": http.StatusOK} {
		p := r.as(who)
		form.Set(csrfField, p.get("/account").form("/sign-out").Get(csrfField))
		if got := p.post(here+numbers, form); got.status != status || status != http.StatusOK && strings.Contains(got.body, card) {
			t.Errorf("%s: %d", who, got.status)
		}
	}
	form.Set(csrfField, "x")
	b.post(here+numbers, form).want(http.StatusForbidden)
	form.Set("reason", "\u202e"+strings.Repeat("长", 200))
	form.Set(csrfField, page.form(here+numbers).Get(csrfField))
	b.post(here+numbers, form).want(http.StatusUnprocessableEntity, "请填写用途")
}

// A form that puts right what is on file, and a paper for the court, have the numbers as
// they were typed; that is on record. Other papers have them covered.
func TestWhatNeedsNumbersHasThem(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := withNumbers(r)
	here := "/lawsuits/" + s.ID
	b := r.as("clerk")
	b.get(here + "/corrections/1").want(http.StatusOK)
	if page := b.get(here + "/corrections/1"); !strings.Contains(page.body, card) || strings.Contains(inTextareas.ReplaceAllString(page.body, ""), card) {
		t.Error("the form does not have the number as it was typed, or the page shows it")
	}
	if text := contentOf(t, b.get(here+"/documents/defence.docx")); !strings.Contains(text, card) {
		t.Error("the paper for the court lacks the number")
	}
	b.get(here+"/documents/defence").want(http.StatusOK, card)
	if text := contentOf(t, b.get(here+"/documents/forwarding.docx")); strings.Contains(text, card) || !strings.Contains(text, cardCovered) {
		t.Error("the paper for the unit does not cover the number")
	}
	r.looks(t, "clerk", s.ID, "表单中已登记的内容", "表单中已登记的内容", "制作“行政答辩状”", "制作“行政答辩状”")
}

var inTextareas = regexp.MustCompile(`(?s)<textarea.*?</textarea>`)

// looks fails unless just these looks of somebody at a lawsuit are on record.
func (r *rig) looks(t *testing.T, who, id string, want ...string) {
	t.Helper()
	kept, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Username: who, Action: "show_numbers", LawsuitID: id, Outcome: "done"})
	must(t, err)
	said := map[string]int{}
	for _, k := range kept {
		said[k.Detail]++
	}
	for _, w := range want {
		if said[w]--; said[w] < 0 {
			t.Errorf("%s: no look %q among %v", who, w, kept)
		}
	}
	if len(kept) != len(want) {
		t.Errorf("%d looks on record, want %d", len(kept), len(want))
	}
}

// contentOf is what an answer holds: unpacked, where it is an office file.
func contentOf(t *testing.T, a *answer) string {
	t.Helper()
	if a.status != http.StatusOK {
		t.Errorf("status %d: %.200s", a.status, a.body)
	}
	if !strings.HasPrefix(a.body, "PK") {
		return a.body
	}
	z, err := zip.NewReader(strings.NewReader(a.body), int64(len(a.body)))
	must(t, err)
	var all bytes.Buffer
	for _, f := range z.File {
		part, err := f.Open()
		must(t, err)
		_, err = io.Copy(&all, part)
		must(t, err)
	}
	return all.String()
}

// Pages of lawsuits bear who looks and when, where the office wants it so; papers are
// printed without it, and who takes a list stands at the foot of its sheets.
func TestWatermark(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := withNumbers(r)
	b := r.as("clerk")
	if page := b.get("/lawsuits/" + s.ID); strings.Contains(page.body, "marked") {
		t.Error("marked although nobody wants it")
	}
	b.get(watermarkPath).want(http.StatusNotFound)
	r.office.Watermark = true
	for path, marked := range map[string]bool{"/lawsuits/" + s.ID: true, "/lawsuits": true, "/": true, "/duties": true, "/lawsuits/" + s.ID + "/documents/cover": true, "/measures": false, "/help": false, "/account": false} {
		page := b.get(path)
		if got := strings.Contains(attr(page.all("body")[0], "class"), "marked"); got != marked {
			t.Errorf("%s: marked %v", path, got)
		}
	}
	tile := b.get(watermarkPath)
	if kind := tile.header.Get("Content-Type"); tile.status != http.StatusOK || kind != "image/svg+xml" || !strings.Contains(tile.body, "林小文 clerk") || !strings.Contains(tile.body, today.String()) || tile.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %s %s", tile.status, kind, tile.body)
	}
	r.visitor().get(watermarkPath).wantTo("/sign-in?next=%2Fwatermark.svg")
	hostile := models.User{Username: "hostile", Name: `</text><script>x</script>&"%s`, Role: models.Clerk, Unit: "区司法局", PasswordHash: cheap()}
	_, err := r.ledger.CreateUser(t.Context(), hostile)
	must(t, err)
	if got := r.as("hostile").get(watermarkPath); strings.Contains(got.body, "<script") || strings.Contains(got.body, "%!") {
		t.Errorf("%s", got.body)
	}
	if text := contentOf(t, b.get("/lawsuits/export")); !strings.Contains(text, "林小文 clerk "+today.String()) {
		t.Error("the foot of the list does not say who took it")
	}
	paper, err := files.ReadFile("static/paper.css")
	must(t, err)
	if !strings.Contains(string(paper), ".marked::after{display:none}") {
		t.Error("papers are printed with it")
	}
}
