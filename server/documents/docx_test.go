package documents_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/server/documents"
)

// parts unpacks an office file and checks that each part is well-formed.
func parts(t testing.TB, content []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(data)
		for d := xml.NewDecoder(bytes.NewReader(data)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	return all
}

// TestDocxIsComplete: every part is there that another one names, and every style that a
// paragraph wears.
func TestDocxIsComplete(t *testing.T) {
	m := matter(crowd(300), "2026-03-10")
	for _, kind := range []string{"defence", "evidence", "authorization"} {
		content, err := draw(t, kind, m, "").Docx()
		if err != nil {
			t.Fatal(err)
		}
		all := parts(t, content)
		for _, p := range strings.Split(all["[Content_Types].xml"], `PartName="/`)[1:] {
			if name, _, _ := strings.Cut(p, `"`); all[name] == "" {
				t.Errorf("%s: there is no %s", kind, name)
			}
		}
		for _, p := range strings.Split(all["word/_rels/document.xml.rels"], `Target="`)[1:] {
			if name, _, _ := strings.Cut(p, `"`); all["word/"+name] == "" {
				t.Errorf("%s: there is no %s", kind, name)
			}
		}
		for _, p := range strings.Split(all["word/document.xml"], `Style w:val="`)[1:] {
			if style, _, _ := strings.Cut(p, `"`); !strings.Contains(all["word/styles.xml"], `w:styleId="`+style+`"`) {
				t.Errorf("%s: there is no style %s", kind, style)
			}
		}
		if again, _ := draw(t, kind, m, "").Docx(); !bytes.Equal(content, again) {
			t.Errorf("%s is not the same when it is drawn again", kind)
		}
	}
}

// TestTextsAreHarmless: what people are called is no markup, no field and no formula.
func TestTextsAreHarmless(t *testing.T) {
	f := answered()
	nasty := `</w:t></w:r><w:instrText>DDEAUTO c:\\x</w:instrText>&<script>alert(1)</script>=cmd|' /C calc'!A0` + "\x00\x0b\u0001"
	f.Plaintiffs = []string{nasty}
	f.Cause = nasty
	f.Extensions[0].Reason = "第一行\r\n第二行\n\n第三行" + nasty
	f.Materials[1].Content = "第一行\n第二行" + nasty
	m := matter(f, "2026-03-10")
	for _, k := range documents.Kinds {
		d, err := k.Draw(m, "")
		if err != nil {
			continue
		}
		content, err := d.Docx()
		if err != nil {
			t.Fatal(err)
		}
		body := parts(t, content)["word/document.xml"]
		if strings.Contains(body, "<w:instrText") || strings.Contains(body, "<script") {
			t.Errorf("%s: a name has become markup", k.Name)
		}
	}
	if got := text(draw(t, "extension", m, "")); !strings.Contains(got, "第一行\n第二行\n第三行") {
		t.Errorf("lines were lost: %s", got)
	}
	content, _ := draw(t, "evidence", m, "").Docx()
	if body := parts(t, content)["word/document.xml"]; !strings.Contains(body, `第一行</w:t><w:br/><w:t xml:space="preserve">第二行`) {
		t.Error("a line of a table was lost")
	}
}

// TestOfficeOpensThem has an office program set the papers: on how many sheets, each with
// its number, and with the text that it should have.
func TestOfficeOpensThem(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("there is no soffice (libreoffice-writer-nogui) to open them with")
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("there is no pdftotext (poppler-utils) to read what was set")
	}
	if fonts, err := exec.CommandContext(t.Context(), "fc-list", ":lang=zh-cn").Output(); err != nil || len(fonts) == 0 {
		t.Skip("there is no Chinese font (fonts-noto-cjk) to set them in")
	}
	full, late, many := matter(answered(), "2026-03-10"), matter(archivedLoss(), "2026-08-21"), matter(crowd(300), "2026-03-10")
	rows := []struct {
		kind   string
		m      *documents.Matter
		sheets int
		says   string
	}{
		{"forwarding", full, 1, "威海市环翠区城市管理局（承办单位）"},
		{"identity", full, 1, "特此证明"},
		{"authorization", full, 1, "孙某某的代理权限为"},
		{"defence", many, 7, "原告300"},
		{"evidence", full, 1, "责令限期拆除决定书"},
		{"extension", full, 2, "关键证据须向外省单位调取"},
		{"letter", full, 2, "环司应诉提"},
		{"officials", full, 1, "赵某某"},
		{"supervision", matter(answered(), "2026-03-25"), 1, "已逾期8日"},
		{"loss_report", late, 2, "组织专题培训"},
		{"cover", late, 1, "行政应诉案卷"},
		{"volume", late, 2, "卷内备考表"},
		{"note", late, 1, "庭审笔录由人民法院保存"},
	}
	dir := t.TempDir()
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "pdf", "--outdir", dir}
	for _, row := range rows {
		content, err := draw(t, row.kind, row.m, "").Docx()
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, row.kind+".docx")
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.CommandContext(t.Context(), office, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if keep := os.Getenv("PRINTS"); keep != "" { // to be looked at
		defer func() {
			if err := os.CopyFS(keep, os.DirFS(dir)); err != nil {
				t.Error(err)
			}
		}()
	}
	for _, row := range rows {
		set, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", filepath.Join(dir, row.kind+".pdf"), "-").Output()
		if err != nil {
			t.Fatalf("%s: %v", row.kind, err)
		}
		sheets := strings.Split(strings.TrimSuffix(string(set), "\f"), "\f")
		if len(sheets) != row.sheets {
			t.Errorf("%s is set on %d sheets, want %d", row.kind, len(sheets), row.sheets)
		}
		for n, sheet := range sheets {
			if plain := strings.Join(strings.Fields(sheet), ""); !strings.HasSuffix(plain, fmt.Sprintf("—%d—", n+1)) {
				t.Errorf("%s: sheet %d has no number:\n%s", row.kind, n+1, sheet)
			}
		}
		if !strings.Contains(strings.Join(strings.Fields(string(set)), ""), row.says) {
			t.Errorf("%s does not say %s:\n%s", row.kind, row.says, set)
		}
	}
}
