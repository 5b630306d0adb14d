package uploads_test

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yingsu/server/uploads"
	"yingsu/server/uploads/clamdtest"
)

// bad stands for something malicious.
const bad = "this stands for something malicious"

// scanner runs Debian's clamd with a signature of bad, or, where there is none, what
// speaks as it does.
func scanner(t *testing.T) uploads.Scanner {
	t.Helper()
	clamd, err := exec.LookPath("clamd")
	if err != nil {
		t.Log("there is no clamd (clamav-daemon): what speaks as it does stands in for it")
		return uploads.Scanner(clamdtest.Serve(t, "127.0.0.1:0", bad).Addr().String())
	}
	dir := t.TempDir()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	at := l.Addr().(*net.TCPAddr)
	must(t, l.Close())
	signature := md5.Sum([]byte(bad))
	must(t, os.WriteFile(filepath.Join(dir, "own.hdb"), fmt.Appendf(nil, "%s:%d:Own.Bad\n", hex.EncodeToString(signature[:]), len(bad)), 0o644))
	config := filepath.Join(dir, "clamd.conf")
	must(t, os.WriteFile(config, fmt.Appendf(nil, "TCPSocket %d\nTCPAddr 127.0.0.1\nDatabaseDirectory %s\nForeground true\nTemporaryDirectory %s\nStreamMaxLength 1M\n", at.Port, dir, dir), 0o644))
	var log bytes.Buffer
	program := exec.CommandContext(t.Context(), clamd, "-c", config)
	program.Stdout, program.Stderr = &log, &log
	must(t, program.Start())
	ended := make(chan error, 1)
	go func() { ended <- program.Wait() }()
	t.Cleanup(func() { _ = program.Process.Kill(); <-ended })
	for tick := time.NewTicker(50 * time.Millisecond); ; <-tick.C {
		if c, err := net.Dial("tcp", at.String()); err == nil {
			must(t, c.Close())
			return uploads.Scanner(at.String())
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("clamd: %v %s", err, &log)
		default:
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestScanner(t *testing.T) {
	s := scanner(t)
	for _, c := range []struct {
		content, found string
		fails          bool
	}{
		{"起诉状", "", false},
		{"", "", false},
		{strings.Repeat("x", 300_000), "", false},
		{bad, clamdtest.Found, false},
		{strings.Repeat("x", 3<<20), "", true}, // more than it takes
	} {
		found, err := s.Scan(t.Context(), strings.NewReader(c.content))
		if found != c.found || (err != nil) != c.fails {
			t.Errorf("%.40q: %q, %v", c.content, found, err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	must(t, l.Close())
	if found, err := uploads.Scanner(l.Addr().String()).Scan(t.Context(), strings.NewReader("x")); err == nil {
		t.Errorf("nobody is there, and it says %q", found)
	}
}
