package vault_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"yingsu/models/vault"
	"yingsu/models/vault/vaulttest"
)

func TestBucket(t *testing.T) {
	for _, p := range holds {
		t.Run(p.name, func(t *testing.T) {
			s := vaulttest.Start(t)
			p.hold(t, place{
				Vault: bucket(t, s.In), kills: 200,
				names: func() []string { return files(t, s.Path("")) },
				spoil: func(sum, content string) {
					must(t, os.MkdirAll(filepath.Dir(s.Path(sum[:2]+"/"+sum)), 0o700))
					must(t, os.WriteFile(s.Path(sum[:2]+"/"+sum), []byte(content), 0o600))
				},
				writer: func() *exec.Cmd { return writer(t, addressOf(s.In)) },
			})
		})
	}
}

func bucket(t testing.TB, in vault.InBucket) *vault.Bucket {
	t.Helper()
	b, err := vault.NewBucket(in)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// addressOf says in one line where a bucket is.
func addressOf(in vault.InBucket) string {
	u := *in.Endpoint
	u.User, u.Path = url.UserPassword(in.Key, in.Secret), in.Name
	return u.String()
}

// opened opens a directory, or a bucket at such an address.
func opened(at string) (vault.Vault, error) {
	u, err := url.Parse(at)
	if err != nil || u.Host == "" {
		return vault.Open(at)
	}
	secret, _ := u.User.Password()
	return vault.NewBucket(vault.InBucket{
		Endpoint: &url.URL{Scheme: u.Scheme, Host: u.Host}, Name: strings.TrimPrefix(u.Path, "/"), Key: u.User.Username(), Secret: secret,
	})
}

// The bucket is tried at the start of a program: what is told wrong is known from what may
// pass.
func TestTheBucketIsTried(t *testing.T) {
	s := vaulttest.Start(t)
	must(t, bucket(t, s.In).Try(t.Context()))
	for kept := range bucket(t, s.In).All(t.Context()) {
		t.Errorf("what was tried with is listed: %+v", kept)
	}
	for says, wrong := range map[string]func(*vault.InBucket){
		"FILES_S3_KEY":    func(in *vault.InBucket) { in.Key = "nobody" },
		"FILES_S3_SECRET": func(in *vault.InBucket) { in.Secret = "another" },
		"没有这个名称的存储桶":      func(in *vault.InBucket) { in.Name = "another-bucket" },
		"名称不合规定":          func(in *vault.InBucket) { in.Name = "Not_A_Bucket" },
		"FILES_S3_REGION": func(in *vault.InBucket) { in.Region = "cn-north-1" },
		"查不到主机名":          func(in *vault.InBucket) { in.Endpoint = &url.URL{Scheme: "http", Host: "s3.invalid"} },
		"只答 http":         func(in *vault.InBucket) { in.Endpoint = &url.URL{Scheme: "https", Host: in.Endpoint.Host} },
	} {
		in := s.In
		wrong(&in)
		err := bucket(t, in).Try(t.Context())
		if why, misled := vault.Misled(err); err == nil || !misled || !strings.Contains(why, says) {
			t.Errorf("%s: %v, %q", says, err, why)
		}
	}
	s.Kill()
	err := bucket(t, s.In).Try(t.Context())
	if why, misled := vault.Misled(err); err == nil || misled || vault.Full(err) {
		t.Errorf("while the service is away: %v, %q", err, why)
	}
}

// While the service is away nothing is kept and nothing read; the same draft is kept once
// it is back.
func TestTheServiceIsAway(t *testing.T) {
	s := vaulttest.Start(t)
	b := bucket(t, s.In)
	before, err := put(t.Context(), b, "先前")
	must(t, err)
	draft, err := b.Receive(strings.NewReader("起诉状"), 99)
	must(t, err)
	s.Kill()
	if err := draft.Keep(t.Context()); err == nil || vault.Full(err) {
		t.Errorf("kept by nobody: %v", err)
	}
	if err := vault.Check(t.Context(), b, before); err == nil || errors.Is(err, vault.ErrMissing) {
		t.Errorf("read from nobody: %v", err)
	}
	s.Begin()
	must(t, draft.Keep(t.Context()))
	must(t, draft.Discard())
	if get(t, b, draft.Sum) != "起诉状" || get(t, b, before) != "先前" {
		t.Error("it is not there")
	}
}

// The service is killed while files come in, again and again: what it has confirmed is
// whole, and nothing half is there.
func TestKilledService(t *testing.T) {
	s := vaulttest.Start(t)
	b := bucket(t, s.In)
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	t.Logf("seed %d", seed)
	for n := range 10 {
		content := strings.Repeat(string(rune('a'+n)), 3<<20)
		draft, err := b.Receive(strings.NewReader(content), 4<<20)
		must(t, err)
		s.KillIn(time.Duration(random.IntN(30)) * time.Millisecond)
		kept := draft.Keep(t.Context())
		s.Kill()
		s.Begin()
		for all, err := range b.All(t.Context()) {
			must(t, err)
			must(t, vault.Check(t.Context(), b, all.Sum))
		}
		if err := vault.Check(t.Context(), b, draft.Sum); kept == nil && err != nil {
			t.Errorf("it was confirmed: %v", err)
		}
		must(t, draft.Keep(t.Context()))
		must(t, draft.Discard())
		must(t, vault.Check(t.Context(), b, draft.Sum))
	}
}

// TestFullService: a service without room is one.
func TestFullService(t *testing.T) {
	s := vaulttest.StartOn(t, vaulttest.SmallDisk(t, 2<<20))
	b := bucket(t, s.In)
	first, err := put(t.Context(), b, strings.Repeat("a", 1_200_000))
	must(t, err)
	_, err = put(t.Context(), b, strings.Repeat("b", 1_200_000))
	if _, misled := vault.Misled(err); !vault.Full(err) || misled {
		t.Fatalf("a service that is full: %v", err)
	}
	must(t, vault.Check(t.Context(), b, first))
	must(t, b.Remove(t.Context(), first))
	if _, err := put(t.Context(), b, strings.Repeat("b", 1_200_000)); err != nil {
		t.Error(err)
	}
}

// What is changed or cut off on its way to the service is not kept there.
func TestSpoiltOnItsWay(t *testing.T) {
	s := vaulttest.Start(t)
	content := strings.Repeat("证据", 100_000)
	for what, spoil := range map[string]func([]byte) ([]byte, bool){
		"changed": func(part []byte) ([]byte, bool) { return bytes.ReplaceAll(part, []byte("证"), []byte("正")), true },
		"cut off": func(part []byte) ([]byte, bool) {
			if at := bytes.Index(part, []byte("证")); at >= 0 {
				return part[:at+1], false
			}
			return part, true
		},
	} {
		t.Run(what, func(t *testing.T) {
			in := s.In
			way, passed := through(t, in.Endpoint.Host, spoil)
			in.Endpoint = &url.URL{Scheme: "http", Host: way}
			if _, err := put(t.Context(), bucket(t, in), content); err == nil || passed.Load() == 0 {
				t.Errorf("it is taken for kept: %d, %v", passed.Load(), err)
			}
			if got := files(t, s.Path("")); len(got) > 0 {
				t.Errorf("there are %v", got)
			}
		})
	}
}

// through listens, and passes on what is sent to an address as spoil returns it, until
// that says to stop. It counts what it has passed on.
func through(t *testing.T, to string, spoil func([]byte) (part []byte, on bool)) (address string, passed *atomic.Int64) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { l.Close() })
	passed = new(atomic.Int64)
	pass := func(from net.Conn) {
		defer from.Close()
		there, err := net.Dial("tcp", to)
		if err != nil {
			return
		}
		defer there.Close()
		go func() { _, _ = io.Copy(from, there) }()
		for buffer := make([]byte, 64<<10); ; {
			n, err := from.Read(buffer)
			part, on := spoil(buffer[:n])
			written, failed := there.Write(part)
			passed.Add(int64(written))
			if failed != nil || err != nil || !on {
				return
			}
		}
	}
	go func() {
		for {
			from, err := l.Accept()
			if err != nil {
				return
			}
			go pass(from)
		}
	}()
	return l.Addr().String(), passed
}
