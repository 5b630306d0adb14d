package uploads_test

import (
	"bytes"
	"strings"
	"testing"

	"yingsu/server/uploads"
)

func TestClean(t *testing.T) {
	for name, want := range map[string]string{
		"答辩状.pdf":                       "答辩状.pdf",
		"../../etc/passwd":              "passwd.pdf",
		`C:\文件\..\答辩状.PDF`:              "答辩状.PDF",
		"a\x07b\r\nSet-Cookie: x=1.pdf": "abSet-Cookie_ x=1.pdf",
		"\u202Efdp.exe":                 "fdp.exe.pdf",
		"\xff\xfe.pdf":                  "文件.pdf",
		"":                              "文件.pdf",
		"...":                           "文件.pdf",
		" a .pdf ":                      "a.pdf",
		"照片.jpg":                        "照片.pdf",
		"\u3000全角\u3000空格.pdf":          "全角 空格.pdf",
	} {
		if got := uploads.Clean(name, uploads.PDF); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
	if long := []rune(uploads.Clean(strings.Repeat("长", 500), uploads.Docx)); len(long) != 120 || !strings.HasSuffix(string(long), ".docx") {
		t.Errorf("a long one has %d characters: %s", len(long), string(long))
	}
}

// FuzzInspect: whatever somebody hands in, it is taken or refused with a sentence.
func FuzzInspect(f *testing.F) {
	for _, s := range []string{"", "x", "%PDF-1.4", "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF", "PK\x03\x04", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "MZ"} {
		f.Add([]byte(s), "x.txt")
	}
	f.Fuzz(func(t *testing.T, content []byte, name string) {
		file := bytes.NewReader(content)
		kind, refusal := uploads.Inspect(file, file.Size(), name)
		if refusal != nil {
			if refusal.Detail == "" {
				t.Error("refused without a word")
			}
			return
		}
		if n := uploads.Pages(kind, file, file.Size()); n < 0 {
			t.Errorf("%d pages", n)
		}
		if clean := uploads.Clean(name, kind); clean == "" || strings.ContainsAny(clean, "/\\\r\n\x00") || len([]rune(clean)) > 120 {
			t.Errorf("%q is saved as %q", name, clean)
		}
	})
}
