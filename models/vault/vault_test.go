package vault_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"yingsu/models/vault"
)

func open(t *testing.T) (*vault.Vault, string) {
	t.Helper()
	dir := t.TempDir()
	v, err := vault.Open(dir)
	must(t, err)
	t.Cleanup(func() { v.Close() })
	return v, dir
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func put(v *vault.Vault, content string) (sum string, err error) {
	d, err := v.Receive(strings.NewReader(content), 1<<20)
	if err != nil {
		return "", err
	}
	return d.Sum, errors.Join(d.Keep(), d.Discard())
}

func get(t *testing.T, v *vault.Vault, sum string) string {
	t.Helper()
	f, err := v.Get(t.Context(), sum)
	must(t, err)
	defer f.Close()
	content, err := io.ReadAll(f)
	must(t, err)
	return string(content)
}

func sumOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// files lists everything that lies in a vault, by path.
func files(t *testing.T, dir string) (all []string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			all = append(all, rel)
		}
		return err
	}))
	return all
}

func TestTheSameContentIsOneFile(t *testing.T) {
	v, dir := open(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if sum, err := put(v, "起诉状"); err != nil || sum != sumOf("起诉状") {
				t.Error(sum, err)
			}
		})
	}
	group.Wait()
	if got := files(t, dir); len(got) != 1 || get(t, v, sumOf("起诉状")) != "起诉状" {
		t.Errorf("there are %v", got)
	}
}

func TestWhatIsNotKeptIsNotThere(t *testing.T) {
	v, dir := open(t)
	d, err := v.Receive(strings.NewReader("草稿"), 1<<20)
	must(t, err)
	must(t, d.Discard())
	if _, err := v.Receive(strings.NewReader("12345"), 4); !errors.Is(err, vault.ErrTooLarge) {
		t.Errorf("five bytes where four are allowed: %v", err)
	}
	if _, err := v.Receive(iotest.TimeoutReader(strings.NewReader("12345")), 9); err == nil {
		t.Error("what broke off was taken for whole")
	}
	d, err = v.Receive(strings.NewReader("1234"), 4)
	must(t, err)
	must(t, errors.Join(d.Keep(), d.Discard(), d.Discard()))
	if got := files(t, dir); len(got) != 1 || filepath.Base(got[0]) != sumOf("1234") {
		t.Errorf("there are %v", got)
	}
}

func TestWhatIsReadIsWhatWasStored(t *testing.T) {
	v, dir := open(t)
	sum, err := put(v, "证据")
	must(t, err)
	if _, err := v.Get(t.Context(), sumOf("另一份")); !errors.Is(err, vault.ErrMissing) {
		t.Errorf("one that is not there: %v", err)
	}
	for _, strange := range []string{"", "../x", sum[:63] + "/", strings.ToUpper(sum), sum + "0"} {
		if _, err := v.Get(t.Context(), strange); !errors.Is(err, vault.ErrMissing) {
			t.Errorf("%q: %v", strange, err)
		}
	}
	must(t, os.WriteFile(filepath.Join(dir, sum[:2], sum), []byte("证据x"), 0o600))
	if err := v.Check(t.Context(), sum); !errors.Is(err, vault.ErrDamaged) {
		t.Errorf("one that was changed: %v", err)
	}
	_, err = put(v, "证据") // handed in again it is whole again
	must(t, err)
	if get(t, v, sum) != "证据" {
		t.Error("it is not healed")
	}
}

func TestDraftsOfTheDeadAreSweptAway(t *testing.T) {
	v, dir := open(t)
	_, err := v.Receive(strings.NewReader("still being written"), 99)
	must(t, err)
	dead := filepath.Join(dir, "drafts", "dead")
	must(t, os.WriteFile(dead, []byte("half"), 0o600))
	must(t, os.Chtimes(dead, time.Now(), time.Now().Add(-25*time.Hour)))
	again, err := vault.Open(dir)
	must(t, err)
	defer again.Close()
	if got := files(t, dir); len(got) != 1 || got[0] == "drafts/dead" {
		t.Errorf("there are %v", got)
	}
}

// writing has this test program write to a vault instead of testing.
const writing = "VAULT_TEST_WRITES_TO"

func TestMain(m *testing.M) {
	dir := os.Getenv(writing)
	if dir == "" {
		os.Exit(m.Run())
	}
	v, err := vault.Open(dir)
	for n := 0; err == nil; n++ {
		var sum string
		if sum, err = put(v, strings.Repeat(fmt.Sprint(n, " "), 40_000)); err == nil {
			fmt.Println(sum)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// TestKilledWriters kills a program that writes, at any moment, again and again: what it
// has said to be kept is whole, and whatever lies in its place is.
func TestKilledWriters(t *testing.T) {
	kills := 200
	if testing.Short() {
		kills = 20
	}
	v, dir := open(t)
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	t.Logf("seed %d", seed)
	whole := map[string]bool{}
	for range kills {
		writer := exec.CommandContext(t.Context(), os.Args[0])
		var said bytes.Buffer
		writer.Env, writer.Stdout, writer.Stderr = append(os.Environ(), writing+"="+dir), &said, os.Stderr
		must(t, writer.Start())
		timer := time.AfterFunc(time.Duration(5+random.IntN(40))*time.Millisecond, func() { _ = writer.Process.Signal(syscall.SIGKILL) })
		_ = writer.Wait()
		timer.Stop()
		for _, line := range strings.SplitAfter(said.String(), "\n") {
			if sum, ended := strings.CutSuffix(line, "\n"); ended {
				whole[sum] = true
			}
		}
		for _, path := range files(t, dir) {
			if sum := filepath.Base(path); !strings.HasPrefix(path, "drafts/") {
				if err := v.Check(t.Context(), sum); err != nil {
					t.Fatal(err)
				}
				must(t, os.Remove(filepath.Join(dir, path))) // it has been looked at
				delete(whole, sum)
			}
		}
		if len(whole) > 0 {
			t.Fatalf("said to be kept and not there: %v", whole)
		}
	}
}

// TestFullDisk: nothing half is left, it is said to be full, and once there is room
// again it goes on.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("no small disk can be made: %v", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, 0)) })
	v, err := vault.Open(dir)
	must(t, err)
	t.Cleanup(func() { v.Close() })
	first, err := put(v, strings.Repeat("a", 600_000))
	must(t, err)
	_, err = put(v, strings.Repeat("b", 600_000))
	if !vault.Full(err) {
		t.Fatalf("a full disk: %v", err)
	}
	if got := files(t, dir); len(got) != 1 || v.Check(t.Context(), first) != nil {
		t.Errorf("there are %v", got)
	}
	must(t, os.Remove(filepath.Join(dir, first[:2], first)))
	if _, err := put(v, strings.Repeat("b", 600_000)); err != nil {
		t.Error(err)
	}
}
