package web

import (
	"archive/zip"
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// hand sends a form with a paper: its text, or a file.
func (b *person) hand(path string, form url.Values, name string, content []byte) *answer {
	b.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for field := range form {
		must(b.T, m.WriteField(field, form.Get(field)))
	}
	if content != nil {
		part, err := m.CreateFormFile("file", name)
		must(b.T, err)
		_, err = part.Write(content)
		must(b.T, err)
	}
	must(b.T, m.Close())
	q, err := http.NewRequest(http.MethodPost, b.server.URL+path, &body)
	must(b.T, err)
	q.Header.Set("Content-Type", m.FormDataContentType())
	return b.send(q)
}

const pasted = `威海市中级人民法院
应诉通知书
（2026）鲁10行初31号
威海市环翠区人民政府、威海市环翠区人民政府竹岛街道办事处：
　　本院已受理原告于海青诉被告威海市环翠区人民政府、威海市环翠区人民政府竹岛街道办事处房屋强制拆除一案。
第三人：威海市环翠区城市管理局，住所地威海市环翠区。
第三人：威海某某置业有限公司，住所地威海市环翠区。
　　请在收到起诉状副本之日起十五日内提出答辩状，并提交证据。
送达日期：2026年3月9日
二〇二六年三月六日`

// A clerk pastes a notice, sees what was read beside each field, and files it: nothing is
// typed. Temporal is away, which is said, and the marks are still there.
func TestIntake_FromThePastedNoticeToTheRegistration(t *testing.T) {
	t.Parallel()
	const read = "/lawsuits/new/read"
	r := newRig(t, today)
	b := r.as("clerk")
	page := b.get("/lawsuits/new").want(200, "粘贴通知书文字，或上传文件")
	paper := page.form(read)
	paper.Set("text", pasted)
	a := b.hand(read, paper, "", nil).want(200, "已读出", "请核对", "“（2026）鲁10行初31号”", "还写明", "举证期限（日） 15", "落款日期 2026-03-06")
	sound(t, a)
	f := a.form("/lawsuits/new")
	for name, want := range map[string]string{
		"case_number": "（2026）鲁10行初31号", "court": "威海市中级人民法院", "plaintiffs": "于海青", "cause": "房屋强制拆除", "served_on": "2026-03-09",
		"defendants.0.name": "威海市环翠区人民政府", "defendants.0.unit": "区政府", "defendants.1.unit": "竹岛街道", "kind": "litigation", "procedure": "ordinary",
		"third_parties": "威海某某置业有限公司", "third_organs.0.unit": "区城市管理局", "level": "first", "mark.case_number": "（2026）鲁10行初31号",
	} {
		if f.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, f.Get(name), want)
		}
	}
	if strings.Contains(b.get("/lawsuits").want(200).text(), "鲁10行初31号") {
		t.Error("what was only read is on file")
	}
	a = b.post("/lawsuits/new", f).want(503, "服务暂时不可用", "读自：“（2026）鲁10行初31号”")
	sound(t, a)
	r.as("unit-clerk").get("/lawsuits/new/read").want(403)
	b.get("/lawsuits/new/read").wantTo("/lawsuits/new")
}

// What cannot be read is said, and nothing of it is lost or filled in.
func TestIntake_SaysWhatItCannotRead(t *testing.T) {
	t.Parallel()
	const read = "/lawsuits/new/read"
	r := newRig(t, today)
	b := r.as("clerk")
	paper := b.get("/lawsuits/new").form(read)
	sound(t, b.hand(read, paper, "", nil).want(422, "没有读取", "请粘贴文书的文字，或者选择文件"))
	b.hand(read, paper, "通知.exe", []byte("MZ\x90\x00\x03\x00\x00\x00")).want(422, "不能识别这个文件")
	b.hand(read, paper, "通知.pdf", []byte("%PDF-1.4\nnothing")).want(422, "PDF 已损坏")
	b.hand(read, paper, "通知.docx", []byte("PK\x03\x04broken")).want(422, "文件已损坏")
	b.hand(read, paper, "大.txt", bytes.Repeat([]byte("a"), 10<<20+1)).want(413, "超过10 MB")
	b.hand(read, url.Values{"text": {pasted}}, "", nil).want(403, "没有保存") // without the token

	paper.Set("text", "今天天气很好。<script>alert(1)</script>")
	a := b.hand(read, paper, "", nil).want(200, "没有读出可以填写的内容")
	sound(t, a)
	if got := a.form(read).Get("text"); !strings.Contains(got, "<script>") {
		t.Errorf("the text came back as %q", got)
	}

	paper.Set("text", "应诉通知书\n案号：（2026）鲁1002行初70号\n本案案号为（2026）鲁1002行初71号。\n原告：车某甲等12人\n")
	a = b.hand(read, paper, "", nil).want(200, "前后不一致，没有填写", "（2026）鲁1002行初70号", "（2026）鲁1002行初71号", "不能确定，请自行填写", "没有逐一列明")
	sound(t, a)
	if got := a.form("/lawsuits/new").Get("case_number"); got != "" {
		t.Errorf("the number is %q", got)
	}
}

// docx is an office document with these paragraphs, as small as one can be.
func docx(t *testing.T, paragraphs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	must(t, err)
	text := `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	for _, p := range paragraphs {
		text += "<w:p><w:r><w:t>" + p + "</w:t></w:r></w:p>"
	}
	_, err = w.Write([]byte(text + "</w:body></w:document>"))
	must(t, err)
	must(t, z.Close())
	return b.Bytes()
}

// On a lawsuit's page a summons fills in its act, and one of another case is doubted.
func TestIntake_OfASummons(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初31号", today.AddDays(-2)))
	s.do("clerk", "designate_unit", today.AddDays(-1), filled{"lead": "区城市管理局", "item": 5})
	here := "/lawsuits/" + s.ID + "/acts/record_summons"
	b := r.as("clerk")
	b.get("/lawsuits/"+s.ID).want(200, "登记传票")
	b.get(here + "/read").wantTo(here)
	b.get(here + "/preview").wantTo(here)
	for _, no := range []string{"%00", "nothing", "%0d%0aSet-Cookie:a"} { // none leads anywhere
		b.get("/lawsuits/" + s.ID + "/acts/" + no + "/read").want(404)
		b.get("/lawsuits/" + s.ID + "/acts/" + no + "/preview").want(404)
	}
	page := b.get(here).want(200, "粘贴文书文字，或上传文件")
	sound(t, page)
	summons := docx(t, "威海市中级人民法院", "传 票", "案号 （2026）鲁10行初31号", "应到时间 2026年4月12日下午2时30分", "应到处所 本院第三法庭")
	a := b.hand(here+"/read", page.form(here+"/read"), "传票.docx", summons).want(200, "已读出3项", "读自：“下午2时30分”")
	sound(t, a)
	f := a.form(here)
	if f.Get("hearing_on") != "2026-04-12" || f.Get("time") != "14:30" || f.Get("place") != "第三法庭" {
		t.Errorf("the form came back with %v", f)
	}
	if strings.Contains(a.text(), "请核对文书是否属于本案") {
		t.Error("its own summons is doubted")
	}
	other := docx(t, "传票", "案号 （2026）鲁10行初99号", "应到时间 2026年4月12日9时")
	b.hand(here+"/read", page.form(here+"/read"), "传票.docx", other).want(200, "请核对文书是否属于本案")

	// A judgment fills in its own form, which offers the kind that it is.
	here = "/lawsuits/" + s.ID + "/acts/record_judgment"
	page = b.get(here).want(200, "粘贴文书文字，或上传文件")
	judgment := docx(t, "威海市中级人民法院", "行政判决书", "（2026）鲁10行初31号", "判决如下：", "驳回原告王某某、李某某的诉讼请求。", "案件受理费50元，由原告负担。", "二〇二六年三月九日")
	f = b.hand(here+"/read", page.form(here+"/read"), "判决.docx", judgment).want(200, "请核对").form(here)
	if f.Get("outcome") != "dismiss_claims" || f.Get("made_on") != "2026-03-09" || f.Get("number") != "（2026）鲁10行初31号" || f.Get("text") != "驳回原告王某某、李某某的诉讼请求。" {
		t.Errorf("the form came back with %v", f)
	}

	// So does a ruling, and the court that gave it is not the one to which the case goes.
	ruling := []string{"威海市中级人民法院", "行政裁定书", "（2026）鲁10行初31号之一", "裁定如下：", "驳回被告威海市环翠区人民政府对本案管辖权提出的异议。", "二〇二六年三月九日"}
	f = b.hand(here+"/read", page.form(here+"/read"), "裁定.docx", docx(t, ruling...)).want(200).form(here)
	if f.Get("outcome") != "objection_denied" || f.Get("court") != "" {
		t.Errorf("the form came back with %v", f)
	}
	ruling[4] = "本案移送荣成市人民法院处理。"
	f = b.hand(here+"/read", page.form(here+"/read"), "裁定.docx", docx(t, ruling...)).want(200).form(here)
	if f.Get("outcome") != "transfer" || f.Get("court") != "荣成市人民法院" {
		t.Errorf("the form came back with %v", f)
	}

	// Of two kinds that the words fit, the lawsuit's instance tells which it is.
	upheld := docx(t, "行政裁定书", "（2026）鲁10行终9号", "就管辖权异议一案，裁定如下：", "驳回上诉，维持原裁定。", "二〇二六年三月九日")
	a = b.hand(here+"/read", page.form(here+"/read"), "裁定.docx", upheld).want(200)
	if f = a.form(here); f.Get("outcome") != "objection_final" || strings.Contains(a.text(), "前后不一致") {
		t.Errorf("the form came back with %v", f)
	}

	// What no paper fills in has no such place.
	forward := "/lawsuits/" + s.ID + "/acts/forward_materials"
	if strings.Contains(b.get(forward).want(200).text(), "粘贴文书文字") {
		t.Error("forwarding is to be filled in from a paper")
	}
	b.hand(forward+"/read", page.form(here+"/read"), "传票.docx", summons).want(404)
	r.as("town-clerk").hand(here+"/read", r.as("town-clerk").get("/account").form("/account"), "传票.docx", summons).want(404, "没有找到")
}

// A unit that is chosen has its name, and a name that is written has its unit.
func TestRegistration_NamesOrgans(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	f := b.get("/lawsuits/new").want(200, "选择了单位名录名称的可以不填").form("/lawsuits/new")
	f.Set("defendants.0.unit", "区政府")
	f.Set("defendants.1.name", "威海市环翠区张村镇人民政府")
	f = b.post("/lawsuits/new", f).want(422, "请填写案号").form("/lawsuits/new")
	if f.Get("defendants.0.name") != "威海市环翠区人民政府" || f.Get("defendants.1.unit") != "张村镇" {
		t.Errorf("the form came back with %v", f)
	}
}

// A day long past is asked about before anything is stored, in a registration and in an
// act; the next time it is meant.
func TestLate_IsAskedAbout(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	f := b.get("/lawsuits/new").form("/lawsuits/new")
	for name, value := range map[string]string{
		"case_number": "（2026）鲁10行初41号", "court": "威海市中级人民法院", "cause": "征收", "plaintiffs": "王某某",
		"served_on": today.AddDays(-8).String(), "defendants.0.unit": "区政府",
	} {
		f.Set(name, value)
	}
	ask := "距今8天，将标记为补录"
	foreseen := func() {
		f.Set("do", "foresee")
		b.post("/lawsuits/new", f).want(200, "尚未保存", ask)
		f.Del("do")
	}
	foreseen()
	a := b.post("/lawsuits/new", f).want(422, ask, "日期无误，按补录办理")
	sound(t, a)
	if links := summaryLinks(a); !links["#register-served_on"] {
		t.Errorf("the summary links to %v", links)
	}
	f = a.form("/lawsuits/new")
	if f.Has(lateField) {
		t.Error("it is taken for meant")
	}
	f.Set(lateField, "true")
	a = b.post("/lawsuits/new", f).want(503) // Temporal is away: it went on
	if f = a.form("/lawsuits/new"); f.Get(lateField) != "true" {
		t.Error("what was ticked is lost")
	}
	f.Del(lateField)
	f.Set("served_on", today.AddDays(-7).String())
	b.post("/lawsuits/new", f).want(503)
	f.Set("served_on", today.AddDays(-8).String())
	f.Set("taken_over", "true")
	b.post("/lawsuits/new", f).want(503)

	s := r.register(notice("（2026）鲁10行初42号", today.AddDays(-20)))
	s.do("clerk", "designate_unit", today.AddDays(-19), filled{"lead": "区城市管理局", "item": 5})
	here := "/lawsuits/" + s.ID + "/acts/forward_materials"
	g := b.get(here).form(here)
	g.Set("on", today.AddDays(-19).String())
	a = b.post(here, g).want(422, "距今19天，将标记为补录", "日期无误，按补录办理")
	sound(t, a)
	g = a.form(here)
	g.Set(lateField, "true")
	b.post(here, g).want(503)

	here = "/lawsuits/" + s.ID + "/acts/record_summons"
	g = b.get(here).form(here)
	g.Set("hearing_on", today.AddDays(-10).String())
	b.post(here, g).want(422, "距今10天，将标记为补录")
	g = b.get(here).form(here)
	g.Set("hearing_on", today.AddDays(20).String())
	b.post(here, g).want(503)
}
