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
	"strings"
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

// Servers that start together on an empty ledger all come up, and print one
// password between them, which opens the door.
func TestServersThatStartTogetherPrintOnePassword(t *testing.T) {
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
		for _, found := range firstPassword.FindAllStringSubmatch(s.out.String(), -1) {
			printed = append(printed, found[1])
		}
	}
	if len(printed) != 1 {
		t.Fatalf("%d passwords were printed: %q", len(printed), printed)
	}
	last := start(t, ledger)
	defer last.stop()
	body := fmt.Sprintf(`{"username": "admin", "password": %q}`, printed[0])
	answer, err := http.Post("http://"+last.address+"/api/v1/session", "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("the printed password is answered %d", answer.StatusCode)
	}
}

var firstPassword = regexp.MustCompile(`初始密码：(\S+)`)

// server is the program in a process of its own.
type server struct {
	t       *testing.T
	cmd     *exec.Cmd
	out     bytes.Buffer
	address string
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
