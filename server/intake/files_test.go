package intake_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"yingsu/models"
	"yingsu/server/intake"
)

// The summons and the judgment of testdata as a browser prints them into PDF files say the
// same as their texts, whatever lines the printing broke.
func TestText_OfPDF(t *testing.T) {
	for file, paper := range map[string]string{"传票.pdf": "07_传票", "判决书.pdf": "12_环翠区法院_撤销并责令重作"} {
		content, err := os.ReadFile("testdata/files/" + file)
		if err != nil {
			t.Fatal(err)
		}
		text, err := intake.Text(content)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		everyReadingStandsThere(t, text)
		got, want := intake.Read(text), intake.Read(papers(t)[paper])
		for _, r := range want.Readings {
			if all := got.Of(r.Field); len(all) == 0 || bare(all[0].Value) != bare(want.Of(r.Field)[0].Value) {
				t.Errorf("%s: %s is %v, want %q\n%s", file, r.Field, all, r.Value, text)
			}
		}
	}
}

// document is an office document with a body, and more parts where they are named.
func document(t *testing.T, body string, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range append(parts, "word/document.xml") {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Of an office document the text is read, cell beside cell, without what was deleted.
func TestText_OfDocx(t *testing.T) {
	const body = `<w:p><w:r><w:t>传</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve">票</w:t></w:r></w:p>
		<w:p><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>
		<w:tbl><w:tr><w:tc><w:p><w:r><w:t>案号</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>（2026）鲁10行初31号</w:t></w:r></w:p></w:tc></w:tr>
		<w:tr><w:tc><w:p><w:r><w:t>应到时间</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2026年5月12日</w:t><w:br/><w:t>上午9时</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`
	text, err := intake.Text(document(t, body))
	if err != nil || !strings.Contains(text, "传 票\n") || strings.Contains(text, "旧") || !strings.Contains(text, "案号 （2026）鲁10行初31号") {
		t.Errorf("%q, %v", text, err)
	}
	f := intake.Read(text)
	if on, ok := f.One(intake.HearingOn); !ok || on.Value != "2026-05-12" {
		t.Errorf("read: %+v", f.Readings)
	}
}

func TestText_InTheUsualEncodings(t *testing.T) {
	const text = "应诉通知书\n（2026）鲁10行初31号"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide := []byte{0xFF, 0xFE}
	for _, c := range text {
		wide = append(wide, byte(c), byte(c>>8))
	}
	for name, content := range map[string][]byte{"UTF-8": []byte(text), "with a mark": []byte("\ufeff" + text), "GB18030": []byte(gb), "UTF-16": wide} {
		if got, err := intake.Text(content); err != nil || strings.TrimPrefix(got, "\ufeff") != text {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// pdfOf is a PDF of one page with these contents, packed where that is asked for, and
// with more objects, numbered from 6.
func pdfOf(contents []byte, packed bool, more ...string) []byte {
	return pdfWith("/Resources <</Font <</F 5 0 R>> /XObject <</X 6 0 R>>>>", append([]string{streamOf(contents, packed, ""), gbkFont}, more...)...)
}

const gbkFont = "<</Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H>>"

// streamOf is an object of contents, packed where that is asked for.
func streamOf(contents []byte, packed bool, dict string) string {
	if packed {
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		_, _ = w.Write(contents)
		_ = w.Close()
		contents, dict = z.Bytes(), dict+"/Filter /FlateDecode "
	}
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(contents), contents)
}

// pdfWith is a PDF of one page, of which more is said, with its contents in the first of
// the objects, numbered from 4.
func pdfWith(page string, objects ...string) []byte {
	var b bytes.Buffer
	var at []int
	b.WriteString("%PDF-1.4\n")
	for i, object := range append([]string{
		"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R>>",
		"<</Type /Page /Parent 2 0 R /Contents 4 0 R " + page + ">>",
	}, objects...) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// line is text as a Chinese program writes it into a PDF, and the next line after it.
func line(t *testing.T, text string) string {
	t.Helper()
	gb, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("<%X> Tj T* ", gb)
}

// A font that brings no table of its own is written as Chinese programs take for granted.
func TestText_OfPDFInGBK(t *testing.T) {
	contents := "BT /F 12 Tf 14 TL 72 700 Td " + line(t, "应诉通知书") + line(t, "（2026）鲁10行初31号") + "ET"
	for _, packed := range []bool{true, false} {
		text, err := intake.Text(pdfOf([]byte(contents), packed))
		if err != nil || strings.TrimSpace(text) != "应诉通知书\n（2026）鲁10行初31号" {
			t.Errorf("%q, %v", text, err)
		}
	}
}

// What is kept apart from the page and drawn on it, as programs do that fill templates
// and put numbers on papers, is read where it is drawn; and what the page set before is
// as before.
func TestText_OfPDFForms(t *testing.T) {
	page := "BT /F 12 Tf 14 TL 72 700 Td " + line(t, "应诉通知书") + "ET q 1 0 0 1 0 %d cm /X Do Q BT 72 500 Td " + line(t, "被告：环翠区人民政府") + "ET"
	number := "BT /%s 12 Tf 72 600 Td " + line(t, "（2026）鲁10行初31号") + "ET"
	own := func(dict string) string { return "/Type /XObject /Subtype /Form " + dict }
	const font = "/Resources <</Font <</G 5 0 R>>>> "
	for name, row := range map[string]struct {
		below   int
		objects []string
		want    string
	}{
		"with fonts of its own":    {0, []string{streamOf(fmt.Appendf(nil, number, "G"), true, own(font))}, "应诉通知书\n（2026）鲁10行初31号\n被告：环翠区人民政府"},
		"with those of the page":   {0, []string{streamOf(fmt.Appendf(nil, number, "F"), true, own(""))}, "应诉通知书\n（2026）鲁10行初31号\n被告：环翠区人民政府"},
		"beside a line":            {100, []string{streamOf(fmt.Appendf(nil, number, "G"), false, own(font+"/Matrix [1 0 0 1 200 0] "))}, "应诉通知书 （2026）鲁10行初31号\n被告：环翠区人民政府"},
		"within another one":       {0, []string{streamOf([]byte("/Y Do"), true, own("/Resources <</XObject <</Y 7 0 R>>>> ")), streamOf(fmt.Appendf(nil, number, "G"), true, own(font))}, "应诉通知书\n（2026）鲁10行初31号\n被告：环翠区人民政府"},
		"a picture":                {0, []string{streamOf(fmt.Appendf(nil, number, "F"), true, "/Subtype /Image ")}, "应诉通知书\n被告：环翠区人民政府"},
		"none":                     {0, nil, "应诉通知书\n被告：环翠区人民政府"},
		"with a state left behind": {0, []string{streamOf([]byte("Q Q q 5 0 0 5 9 9 cm /F 99 Tf"), true, own(""))}, "应诉通知书\n被告：环翠区人民政府"},
	} {
		text, err := intake.Text(pdfOf(fmt.Appendf(nil, page, row.below), true, row.objects...))
		if err != nil || strings.TrimSpace(text) != row.want {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
}

// What has no end in a file has one here: forms that draw themselves, pages that stand
// within each other.
func TestText_OfPDFInCircles(t *testing.T) {
	contents := []byte("BT /F 12 Tf 72 700 Td " + line(t, "应诉通知书") + "ET /X Do")
	itself := streamOf([]byte("/X Do /X Do"), true, "/Subtype /Form ")
	if text, err := intake.Text(pdfOf(contents, true, itself)); err != nil || strings.TrimSpace(text) != "应诉通知书" {
		t.Errorf("a form that draws itself: %q, %v", text, err)
	}
	many := streamOf(bytes.Repeat([]byte("/X Do "), 1000), true, "/Subtype /Form ")
	if _, err := intake.Text(pdfOf(contents, true, many)); err == nil || !strings.Contains(fmt.Sprint(err), "PDF") {
		t.Errorf("a form that draws itself a thousand times: %v", err)
	}
	if text, err := intake.Text(pdfWith("", streamOf([]byte("BT (no font) Tj ET"), true, ""))); err != nil || strings.TrimSpace(text) != "no font" {
		t.Errorf("a page among pages that stand within it: %q, %v", text, err)
	}
}

// What is damaged, hostile or without text is refused in a sentence, and nobody waits for
// long.
func TestText_RefusesFiles(t *testing.T) {
	many := make([]string, 5001)
	for i := range many {
		many[i] = fmt.Sprint("part", i)
	}
	for name, row := range map[string]struct {
		content []byte
		want    string
	}{
		"nothing":              {nil, "文件是空的"},
		"spaces":               {[]byte(" \n\n"), "文件里没有文字"},
		"a program":            {[]byte("MZ\x90\x00\x03"), "不能识别这个文件"},
		"an old document":      {[]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1}, "旧版 .doc"},
		"another archive":      {document(t, "")[:40], "不是 .docx 文件"},
		"a document with none": {document(t, ""), "文件里没有文字"},
		"too many parts":       {document(t, "<w:p/>", many...), "文件已损坏"},
		"deep elements":        {document(t, strings.Repeat("<w:p>", 100_000)), "文件已损坏"},
		"a bomb of text":       {document(t, "<w:t>"+strings.Repeat("好", 1<<20)+"</w:t>"), "过大"},
		"a bomb of blanks":     {document(t, strings.Repeat("<w:b/>", 3<<20)), "过大"},
		"half a PDF":           {[]byte("%PDF-1.7\n1 0 obj"), "PDF 已损坏"},
		"a locked PDF":         {pdfOf(nil, false, "<</Encrypt 9 0 R>>"), "PDF 加了密码"},
		"a scan":               {pdfOf([]byte("q 595 0 0 842 0 0 cm /Im0 Do Q"), true), "没有文字层"},
		"a bomb in a PDF":      {pdfOf(bytes.Repeat([]byte(" "), 70<<20), true), "PDF 已损坏"},
		"brackets in a PDF":    {pdfOf(bytes.Repeat([]byte("["), 8<<20), true), "PDF 已损坏"},
		"open brackets":        {pdfOf(bytes.Repeat([]byte("["), 8<<20), false), "PDF 已损坏"},
		"open dictionaries":    {pdfOf(bytes.Repeat([]byte("<<"), 4<<20), true), "PDF 已损坏"},
		"endless operators":    {pdfOf(bytes.Repeat([]byte("q\n"), 3_000_000), true), "过于复杂"},
	} {
		_, err := intake.Text(row.content)
		var refusal *models.Error
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Detail+fmt.Sprint(refusal.Fields), row.want) {
			t.Errorf("%s: %v, want %s", name, err, row.want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n%%EOF"))
	f.Add(pdfOf([]byte("BT /F 12 Tf (x) Tj [(y) 3 (z)] TJ ET"), false))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, content []byte) {
		text, err := intake.Text(content)
		var refusal *models.Error
		if err != nil && !errors.As(err, &refusal) {
			t.Errorf("%v", err)
		}
		everyReadingStandsThere(t, text)
	})
}
