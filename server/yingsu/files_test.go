package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/models/vault"
	"yingsu/worker/proof"
)

// handIn puts a file into a data directory, as the server does.
func (l *ledger) handIn(content string) (sum string) {
	l.t.Helper()
	v, err := vault.Open(filepath.Join(l.dir, vault.Beside))
	l.ok(err)
	defer v.Close()
	d, err := v.Receive(strings.NewReader(content), 1<<20)
	l.ok(err)
	l.ok(errors.Join(d.Keep(), d.Discard()))
	s, err := store.Attach(l.t.Context(), l.url())
	l.ok(err)
	defer s.Close()
	_, err = s.AddUpload(l.t.Context(), models.Upload{
		LawsuitID: models.IDOf(number(1)), Key: d.Sum, Place: "1.notice", Title: "应诉通知书", Name: "通知书.pdf", Type: "application/pdf",
		Size: d.Size, SHA256: d.Sum, By: clerk, Scan: models.Unscanned,
	})
	l.ok(err)
	return d.Sum
}

// TestFilesAreProved: a file that is missing or was changed is found, in the data and in
// a copy of them.
func TestFilesAreProved(t *testing.T) {
	l := newLedger(t)
	l.want(proof.Clean, "seal")
	first, second := l.handIn("通知书"), l.handIn("起诉状")
	if out := l.want(proof.Clean, "verify"); !strings.Contains(out, "上传的文件2个") {
		t.Errorf("the files are not looked at: %s", out)
	}
	files := filepath.Join(l.dir, vault.Beside)
	to := filepath.Join(t.TempDir(), "copy")
	l.ok(copyFiles(files, to))
	for _, sum := range []string{first, second} {
		if got, err := sumOf(filepath.Join(to, sum[:2], sum)); err != nil || got != sum {
			t.Errorf("the copy of %s is %s, %v", sum, got, err)
		}
	}
	l.ok(copyFiles(filepath.Join(l.dir, "none"), filepath.Join(l.dir, "nowhere")))

	l.ok(os.WriteFile(filepath.Join(files, first[:2], first), []byte("改"), 0o600))
	l.ok(os.Remove(filepath.Join(files, second[:2], second)))
	out := l.want(proof.Tampered, "verify")
	for _, says := range []string{"上传的文件与上传时不一致", "上传的文件缺失", first, second} {
		if !strings.Contains(out, says) {
			t.Errorf("it does not say %s: %s", says, out)
		}
	}
	l.ok(os.RemoveAll(files))
	if out := l.want(proof.NotSeen, "verify"); !strings.Contains(out, "FILES_DIR") {
		t.Errorf("that it could not look is not said: %s", out)
	}
}
