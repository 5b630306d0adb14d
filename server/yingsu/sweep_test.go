package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/models/vault"
	"yingsu/models/vault/vaulttest"
	"yingsu/worker/proof"
)

// TestSweep: what no row names is listed once it is old, and removed where that is asked
// for; what a row names stays, however old. It is so in a directory and in a bucket.
func TestSweep(t *testing.T) {
	t.Run("directory", func(t *testing.T) {
		l := newLedger(t)
		dir := filepath.Join(l.dir, vault.Beside)
		if out := l.want(proof.NotSeen, "sweep"); !strings.Contains(out, "FILES_DIR") {
			t.Errorf("that there are no files is not said: %s", out)
		}
		v, err := vault.Open(dir)
		l.ok(err)
		defer v.Close()
		l.sweeps(v, func(sum string) string { return filepath.Join(dir, sum[:2], sum) })
	})
	t.Run("bucket", func(t *testing.T) {
		l := newLedger(t)
		service := vaulttest.Start(t)
		l.sweeps(l.inBucket(service), func(sum string) string { return service.Path(sum[:2] + "/" + sum) })
	})
}

// sweeps holds sweep to what it promises, with files that lie at places.
func (l *ledger) sweeps(v vault.Vault, place func(sum string) string) {
	l.t.Helper()
	named, lost, fresh := l.handInto(v, "通知书"), l.lose(v, "上传中断"), l.lose(v, "刚刚上传")
	for _, sum := range []string{named, lost} {
		l.ok(os.Chtimes(place(sum), time.Time{}, time.Now().AddDate(0, 0, -31)))
	}
	is := func(out string, says ...string) {
		l.t.Helper()
		for _, s := range says {
			if !strings.Contains(out, s) {
				l.t.Errorf("it does not say %q: %s", s, out)
			}
		}
		if strings.Contains(out, named) || strings.Contains(out, fresh) {
			l.t.Errorf("it goes too far: %s", out)
		}
	}
	is(l.want(proof.Clean, "sweep"), lost, "文件1个，共12字节", "没有删去", "--remove")
	l.ok(vault.Check(l.t.Context(), v, lost))
	is(l.want(proof.NotSeen, "sweep", "--remove", "--days=0"), "--days 须不少于 1")
	is(l.want(proof.Clean, "sweep", "--remove", "--days=32"), "文件0个")
	is(l.want(proof.Clean, "sweep", "--remove"), lost, "文件1个", "已删去")
	if err := vault.Check(l.t.Context(), v, lost); !errors.Is(err, vault.ErrMissing) {
		l.t.Errorf("it is still there: %v", err)
	}
	l.ok(errors.Join(vault.Check(l.t.Context(), v, named), vault.Check(l.t.Context(), v, fresh)))
	is(l.want(proof.Clean, "sweep"), "文件0个")
	s, err := store.Attach(l.t.Context(), l.url())
	l.ok(err)
	defer s.Close()
	if line, err := s.Attempts(l.t.Context(), models.AttemptFilter{Action: "sweep_files", Outcome: "done"}); err != nil || len(line) != 2 {
		l.t.Errorf("on record are %v, %v", line, err)
	}
}

// TestSweepWhileTheSameIsHandedIn: content that lies there without a row is swept away
// while others hand in the very same: whoever has been told that it is kept finds it.
func TestSweepWhileTheSameIsHandedIn(t *testing.T) {
	l := newLedger(t)
	dir := filepath.Join(l.dir, vault.Beside)
	v, err := vault.Open(dir)
	l.ok(err)
	defer v.Close()
	s, err := store.Attach(t.Context(), l.url())
	l.ok(err)
	defer s.Close()
	swept := 0
	for round := range 30 {
		content := fmt.Sprint("同一文件", round)
		sum := l.lose(v, content)
		l.ok(os.Chtimes(filepath.Join(dir, sum[:2], sum), time.Time{}, time.Now().AddDate(0, 0, -31)))
		var group sync.WaitGroup
		begin := make(chan struct{})
		for n := range 2 {
			group.Go(func() {
				<-begin
				if _, err := handIn(t.Context(), s, v, fmt.Sprint(round, n), content); err != nil {
					t.Error(err)
				}
			})
		}
		group.Go(func() {
			<-begin
			code, out := l.yingsu("sweep", "--remove")
			if code != proof.Clean {
				t.Errorf("ended with %d: %s", code, out)
			}
			if strings.Contains(out, sum) {
				swept++
			}
		})
		close(begin)
		group.Wait()
		if err := vault.Check(t.Context(), v, sum); err != nil {
			t.Fatalf("round %d: a row names it: %v", round, err)
		}
	}
	t.Logf("swept away before it was handed in: %d times", swept)
}
