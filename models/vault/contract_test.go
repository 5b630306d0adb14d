package vault_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"yingsu/models/vault"
)

// place is where files are kept, and ways around it.
type place struct {
	vault.Vault
	names  func() []string           // of everything that lies there
	spoil  func(sum, content string) // writes over a file
	writer func() *exec.Cmd          // a program that writes to it, as TestMain has it
	kills  int                       // how often that is killed
}

// holds are what is promised of every vault, wherever it keeps files.
var holds = []struct {
	name string
	hold func(*testing.T, place)
}{
	{"the same content is one file", func(t *testing.T, p place) {
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				if sum, err := put(t.Context(), p, "起诉状"); err != nil || sum != sumOf("起诉状") {
					t.Error(sum, err)
				}
			})
		}
		group.Wait()
		if got := p.names(); !slices.Equal(got, []string{nameOf("起诉状")}) || get(t, p, sumOf("起诉状")) != "起诉状" {
			t.Errorf("there are %v", got)
		}
	}},
	{"what is not kept is not there", func(t *testing.T, p place) {
		d, err := p.Receive(strings.NewReader("草稿"), 1<<20)
		must(t, err)
		must(t, d.Discard())
		if _, err := p.Receive(strings.NewReader("12345"), 4); !errors.Is(err, vault.ErrTooLarge) {
			t.Errorf("five bytes where four are allowed: %v", err)
		}
		if _, err := p.Receive(iotest.TimeoutReader(strings.NewReader("12345")), 9); err == nil {
			t.Error("what broke off was taken for whole")
		}
		d, err = p.Receive(strings.NewReader("1234"), 4)
		must(t, err)
		must(t, errors.Join(d.Keep(t.Context()), d.Discard(), d.Discard()))
		if got := p.names(); !slices.Equal(got, []string{nameOf("1234")}) {
			t.Errorf("there are %v", got)
		}
	}},
	{"what is read is what was stored", func(t *testing.T, p place) {
		large := strings.Repeat("证据 ", 300_000)
		for _, content := range []string{"证据", large} {
			sum, err := put(t.Context(), p, content)
			must(t, err)
			if get(t, p, sum) != content {
				t.Errorf("%d bytes are not what was stored", len(content))
			}
		}
		sum := sumOf("证据")
		if _, err := p.Get(t.Context(), sumOf("另一份")); !errors.Is(err, vault.ErrMissing) {
			t.Errorf("one that is not there: %v", err)
		}
		for _, strange := range []string{"", "../x", sum[:63] + "/", strings.ToUpper(sum), sum + "0"} {
			if _, err := p.Get(t.Context(), strange); !errors.Is(err, vault.ErrMissing) {
				t.Errorf("%q: %v", strange, err)
			}
			if err := p.Remove(t.Context(), strange); !errors.Is(err, vault.ErrMissing) {
				t.Errorf("%q is removed: %v", strange, err)
			}
		}
		p.spoil(sum, "证据x")
		if err := vault.Check(t.Context(), p, sum); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("one that was changed: %v", err)
		}
		_, err := put(t.Context(), p, "证据") // handed in again it is whole again
		must(t, err)
		if get(t, p, sum) != "证据" {
			t.Error("it is not healed")
		}
	}},
	{"what is kept is listed, and removed", func(t *testing.T, p place) {
		var want []string
		for n := range 3 {
			sum, err := put(t.Context(), p, fmt.Sprint("第", n))
			must(t, err)
			want = append(want, sum)
		}
		p.spoil("not-a-sum", "x")
		d, err := p.Receive(strings.NewReader("草稿"), 99)
		must(t, err)
		var got []string
		for kept, err := range p.All(t.Context()) {
			must(t, err)
			if kept.Size != int64(len("第0")) || time.Since(kept.Since).Abs() > time.Minute {
				t.Errorf("it says %+v", kept)
			}
			got = append(got, kept.Sum)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("listed are %v", got)
		}
		must(t, d.Discard())
		for range 2 { // the second time it is not there
			must(t, p.Remove(t.Context(), want[0]))
		}
		if err := vault.Check(t.Context(), p, want[0]); !errors.Is(err, vault.ErrMissing) {
			t.Errorf("what was removed: %v", err)
		}
		must(t, vault.Check(t.Context(), p, want[1]))
		ended, end := context.WithCancel(t.Context())
		end()
		for _, err := range p.All(ended) {
			if err == nil {
				t.Error("it is listed although nobody waits")
			}
		}
	}},
	{"killed writers leave what they have said to be kept, and nothing half", func(t *testing.T, p place) {
		kills := p.kills
		if testing.Short() {
			kills /= 10
		}
		seed := rand.Uint64()
		random := rand.New(rand.NewPCG(seed, 0))
		t.Logf("seed %d", seed)
		for range kills {
			whole := map[string]bool{}
			for _, sum := range killed(t, p.writer(), time.Duration(5+random.IntN(40))*time.Millisecond) {
				whole[sum] = true
			}
			for kept, err := range p.All(t.Context()) {
				must(t, err)
				must(t, vault.Check(t.Context(), p, kept.Sum))
				must(t, p.Remove(t.Context(), kept.Sum)) // it has been looked at
				delete(whole, kept.Sum)
			}
			if len(whole) > 0 {
				t.Fatalf("said to be kept and not there: %v", whole)
			}
		}
	}},
}

// killed runs a program, kills it after a while and returns the lines that it has ended.
func killed(t *testing.T, writer *exec.Cmd, after time.Duration) (lines []string) {
	t.Helper()
	var said bytes.Buffer
	writer.Stdout, writer.Stderr = &said, os.Stderr
	must(t, writer.Start())
	timer := time.AfterFunc(after, func() { _ = writer.Process.Signal(syscall.SIGKILL) })
	_ = writer.Wait()
	timer.Stop()
	for _, line := range strings.SplitAfter(said.String(), "\n") {
		if sum, ended := strings.CutSuffix(line, "\n"); ended {
			lines = append(lines, sum)
		}
	}
	return lines
}

// writing has this test program write to a vault instead of testing: to a directory, or to
// a bucket at an address.
const writing = "VAULT_TEST_WRITES_TO"

func TestMain(m *testing.M) {
	to := os.Getenv(writing)
	if to == "" {
		os.Exit(m.Run())
	}
	v, err := opened(to)
	for n := 0; err == nil; n++ {
		var sum string
		if sum, err = put(context.Background(), v, strings.Repeat(fmt.Sprint(n, " "), 40_000)); err == nil {
			fmt.Println(sum)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func writer(t *testing.T, to string) *exec.Cmd {
	c := exec.CommandContext(t.Context(), os.Args[0])
	c.Env = append(os.Environ(), writing+"="+to)
	return c
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func put(ctx context.Context, v vault.Vault, content string) (sum string, err error) {
	d, err := v.Receive(strings.NewReader(content), 4<<20)
	if err != nil {
		return "", err
	}
	return d.Sum, errors.Join(d.Keep(ctx), d.Discard())
}

func get(t *testing.T, v vault.Vault, sum string) string {
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

// nameOf is where content lies.
func nameOf(content string) string { return sumOf(content)[:2] + "/" + sumOf(content) }
