package main

import (
	"bufio"
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// TestMain lets the test binary be the program itself.
func TestMain(m *testing.M) {
	if os.Getenv("TEST_AS_SERVER") == "" {
		os.Exit(m.Run())
	}
	main()
}

// Servers that start together on an empty ledger all come up, and of the links that they
// print one opens the door, until the next start prints another.
func TestServersThatStartTogetherPrintOneLink(t *testing.T) {
	for name, ledger := range map[string]func(*testing.T) string{"sqlite": emptySQLite, "postgres": emptyPostgres} {
		t.Run(name, func(t *testing.T) { startTogether(t, ledger(t)) })
	}
}

func startTogether(t *testing.T, ledger string) {
	servers := make([]*server, 4)
	var group sync.WaitGroup
	for i := range servers {
		group.Go(func() { servers[i] = start(t, ledger) })
	}
	group.Wait()
	var printed []string
	for _, s := range servers {
		s.stop()
		printed = append(printed, s.links()...)
	}
	next := start(t, ledger)
	if held := next.hold(printed); len(printed) == 0 || held != nil {
		t.Errorf("after another start %q hold of %q", held, printed)
	}
	next.stop()

	servers = servers[:2]
	for i := range servers {
		group.Go(func() { servers[i] = start(t, ledger) })
	}
	group.Wait()
	last := servers[0]
	defer last.stop()
	servers[1].stop()
	printed = append(last.prints(), servers[1].links()...)
	if held := last.hold(printed); len(held) != 1 {
		t.Errorf("%q hold of %q", held, printed)
	}
}

// links are those that the program has printed for the first administrator.
func (s *server) links() (secrets []string) {
	for _, found := range firstLink.FindAllStringSubmatch(s.out.String(), -1) {
		secrets = append(secrets, found[1])
	}
	return secrets
}

// prints waits until the program has printed its link.
func (s *server) prints() []string {
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if links := s.links(); len(links) > 0 {
			return links
		}
	}
	return nil
}

// hold returns those of the links that open the door.
func (s *server) hold(secrets []string) (held []string) {
	for _, secret := range secrets {
		answer, err := http.Get("http://" + s.address + "/first/" + secret)
		if err != nil {
			s.t.Fatal(err)
		}
		answer.Body.Close()
		switch answer.StatusCode {
		case http.StatusOK:
			held = append(held, secret)
		case http.StatusNotFound:
		default:
			s.t.Errorf("a link is answered %d", answer.StatusCode)
		}
	}
	return held
}

var firstLink = regexp.MustCompile(`打开 http://\S+/first/(\S+) 填写`)

// server is the program in a process of its own.
type server struct {
	t       *testing.T
	cmd     *exec.Cmd
	out     output
	address string
}

// output can be read while it is written.
type output struct {
	mutex sync.Mutex
	said  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.said.Write(p)
}

func (o *output) String() string {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.said.String()
}

// start returns once the program says that it is ready.
func start(t *testing.T, ledger string) *server {
	s := &server{t: t, cmd: exec.Command(os.Args[0])}
	s.cmd.Env = append(os.Environ(), "TEST_AS_SERVER=1", "DATABASE_URL="+ledger, "HTTP_ADDRESS=127.0.0.1:0", "TEMPORAL_ADDRESS=127.0.0.1:1")
	s.cmd.Stdout = &s.out
	log, err := s.cmd.StderrPipe()
	if err == nil {
		err = s.cmd.Start()
	}
	if err != nil {
		t.Error(err)
		return s
	}
	t.Cleanup(s.stop)
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if found := listening.FindStringSubmatch(lines.Text()); found != nil {
			s.address = found[1]
			go func() { // so that it never waits for us to read
				for lines.Scan() {
				}
			}()
			return s
		}
		t.Log(lines.Text())
	}
	t.Error("a server ended before it was ready")
	return s
}

var listening = regexp.MustCompile(`"server ready","address":"([^"]+)"`)

func (s *server) stop() {
	if s.cmd.Process == nil || s.cmd.ProcessState != nil {
		return
	}
	_ = s.cmd.Process.Signal(os.Interrupt)
	late := time.AfterFunc(20*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer late.Stop()
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("a server ended: %v", err)
	}
}

func emptySQLite(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "ledger.db") }

// emptyPostgres makes a schema of its own for the test.
func emptyPostgres(t *testing.T) string {
	base := os.Getenv("TEST_DATABASE_URL")
	if base == "" {
		t.Skip("TEST_DATABASE_URL names no PostgreSQL")
	}
	owner, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	schema := fmt.Sprintf("test_%016x", rand.Uint64())
	if _, err := owner.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, err := owner.Exec("DROP SCHEMA " + schema + " CASCADE")
		if err != nil {
			t.Error(err)
		}
		owner.Close()
	})
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set("search_path", schema)
	u.RawQuery = query.Encode()
	return u.String()
}
