package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/models/vault"
	"yingsu/models/vault/vaulttest"
	"yingsu/worker/proof"
)

// handIn puts a file into a data directory, as the server does.
func (l *ledger) handIn(content string) (sum string) {
	l.t.Helper()
	v, err := vault.Open(filepath.Join(l.dir, vault.Beside))
	l.ok(err)
	defer v.Close()
	return l.handInto(v, content)
}

// handInto puts a file into a vault, and its row into the ledger.
func (l *ledger) handInto(v vault.Vault, content string) (sum string) {
	l.t.Helper()
	s, err := store.Attach(l.t.Context(), l.url())
	l.ok(err)
	defer s.Close()
	sum, err = handIn(l.t.Context(), s, v, content, content)
	l.ok(err)
	return sum
}

// handIn is what the server does with a file once it is in.
func handIn(ctx context.Context, s *store.Store, v vault.Vault, key, content string) (sum string, err error) {
	d, err := v.Receive(strings.NewReader(content), 1<<20)
	if err != nil {
		return "", err
	}
	if err := s.ExpectContent(ctx, d.Sum); err != nil {
		return "", err
	}
	if err := errors.Join(d.Keep(ctx), d.Discard()); err != nil {
		return "", err
	}
	_, err = s.AddUpload(ctx, models.Upload{
		LawsuitID: models.IDOf(number(1)), Key: key, Place: "1.notice", Title: "应诉通知书", Name: "通知书.pdf", Type: "application/pdf",
		Size: d.Size, SHA256: d.Sum, By: clerk, Scan: models.Unscanned,
	})
	return d.Sum, err
}

// lose puts a file into a vault whose row does not follow.
func (l *ledger) lose(v vault.Vault, content string) (sum string) {
	l.t.Helper()
	d, err := v.Receive(strings.NewReader(content), 1<<20)
	l.ok(err)
	l.ok(errors.Join(d.Keep(l.t.Context()), d.Discard()))
	return d.Sum
}

// inBucket has the programs told of a service's bucket, and returns it.
func (l *ledger) inBucket(s *vaulttest.Service) *vault.Bucket {
	l.t.Helper()
	for name, value := range map[string]string{
		"FILES_S3_ENDPOINT": s.In.Endpoint.String(), "FILES_S3_BUCKET": s.In.Name, "FILES_S3_KEY": s.In.Key, "FILES_S3_SECRET": s.In.Secret,
	} {
		l.t.Setenv(name, value)
	}
	b, err := vault.NewBucket(s.In)
	l.ok(err)
	l.t.Cleanup(func() { b.Close() })
	return b
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

// TestFilesInABucketAreProved: they are read from there; a backup says who backs them up,
// and what is restored is held against the bucket.
func TestFilesInABucketAreProved(t *testing.T) {
	l := newLedger(t)
	l.want(proof.Clean, "seal")
	service := vaulttest.Start(t)
	bucket := l.inBucket(service)
	first, second := l.handInto(bucket, "通知书"), l.handInto(bucket, "起诉状")
	if out := l.want(proof.Clean, "verify"); !strings.Contains(out, "上传的文件2个") {
		t.Errorf("the files are not looked at: %s", out)
	}
	l.ok(copyFile(filepath.Join(l.dir, ledgerFile), filepath.Join(l.dir, temporalFile)))
	to, restored := filepath.Join(t.TempDir(), "copy"), filepath.Join(t.TempDir(), "restored")
	if out := l.want(proof.Clean, "backup", to); !strings.Contains(out, "存储桶 "+service.In.Name) || !strings.Contains(out, "不在本备份中") {
		t.Errorf("who backs up the files is not said: %s", out)
	}
	if _, err := os.Stat(filepath.Join(to, vault.Beside)); err == nil {
		t.Error("there is a copy after all")
	}
	if code, out := (&ledger{t, restored}).yingsu("restore", to); code != proof.Clean || !strings.Contains(out, "上传的文件2个") {
		t.Errorf("restored: %d %s", code, out)
	}

	l.ok(os.WriteFile(service.Path(first[:2]+"/"+first), []byte("改"), 0o600))
	l.ok(bucket.Remove(t.Context(), second))
	out := l.want(proof.Tampered, "verify")
	for _, says := range []string{"上传的文件与上传时不一致", "上传的文件缺失", first, second} {
		if !strings.Contains(out, says) {
			t.Errorf("it does not say %s: %s", says, out)
		}
	}
	service.Kill()
	if out := l.want(proof.NotSeen, "verify"); !strings.Contains(out, "现在不能读取") {
		t.Errorf("that it could not look is not said: %s", out)
	}
}
