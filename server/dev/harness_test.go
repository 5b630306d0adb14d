package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"yingsu/workflows/calendar"
)

const password = "drill-Pass-2026"

// TestMain lets the test binary be the program itself, so that it can be killed
// as a process of its own.
func TestMain(m *testing.M) {
	args := os.Getenv("TEST_DEV_ARGS")
	if args == "" {
		os.Exit(m.Run())
	}
	o, hurry := options{out: os.Stdout}, new(int)
	code, parsed := o.parse(strings.Fields(args), func(f *flag.FlagSet) {
		f.IntVar(hurry, "continue-after", 0, "history events after which a lawsuit continues as new")
	})
	if !parsed {
		os.Exit(code)
	}
	if *hurry > 0 {
		o.tune = map[string]any{"limit.historyCount.suggestContinueAsNew": *hurry}
	}
	os.Exit(o.main())
}

// process is the program running apart from the test.
type process struct {
	t        testing.TB
	cmd      *exec.Cmd
	out      *bufio.Scanner
	http     string
	temporal string
	password string // of the accounts that were made now, if any were
}

// launch starts the program on a data directory and waits until it is ready.
func launch(t testing.TB, data string, args ...string) *process {
	t.Helper()
	p := begin(t, data, "YINGSU_SAMPLE_PASSWORD="+password, append([]string{"-http", "127.0.0.1:0"}, args...)...)
	if !p.awaitReady() {
		t.Fatal("the program ended before it was ready")
	}
	return p
}

// begin starts the program on a data directory.
func begin(t testing.TB, data, env string, args ...string) *process {
	t.Helper()
	all := append([]string{"-data", data, "-temporal", "127.0.0.1:0", "-console", "127.0.0.1:0"}, args...)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TEST_DEV_ARGS="+strings.Join(all, " "), env)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, cmd: cmd, out: bufio.NewScanner(out)}
	t.Cleanup(p.kill)
	return p
}

// awaitReady reads what the program prints until it says that it is ready, and
// tells whether it came to that.
func (p *process) awaitReady() bool {
	for p.out.Scan() {
		words := strings.Fields(p.out.Text())
		switch {
		case len(words) == 4 && words[0] == "pages":
			p.http = words[3]
		case len(words) == 2 && words[0] == "Temporal":
			p.temporal = words[1]
		case len(words) == 2 && words[0] == "password":
			p.password = words[1]
		case len(words) == 1 && words[0] == "ready":
			return true
		}
	}
	return false
}

// kill ends the program as a power cut does.
func (p *process) kill() {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
	}
}

// person is somebody signed in.
type person struct {
	t     testing.TB
	base  string
	token string
}

// signIn signs a person of the sample in.
func (p *process) signIn(username string) *person {
	p.t.Helper()
	return p.signInWith(username, password)
}

func (p *process) signInWith(username, password string) *person {
	p.t.Helper()
	who := &person{t: p.t, base: p.http}
	status, body := who.call(http.MethodPost, "/session", map[string]string{"username": username, "password": password}, "")
	if status != http.StatusOK && status != http.StatusCreated {
		p.t.Fatalf("sign in as %s: %d %s", username, status, body)
	}
	var session struct{ Token string }
	decode(p.t, body, &session)
	who.token = session.Token
	return who
}

// call sends a request and returns what came back.
func (w *person) call(method, path string, in any, key string) (int, []byte) {
	w.t.Helper()
	status, body, err := w.try(method, path, in, key)
	if err != nil {
		w.t.Fatalf("%s %s: %v", method, path, err)
	}
	return status, body
}

// browser opens no new connection for each request.
var browser = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

func (w *person) try(method, path string, in any, key string) (int, []byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return w.tryUntil(ctx, method, path, in, key)
}

// tryUntil is try by somebody who hangs up.
func (w *person) tryUntil(ctx context.Context, method, path string, in any, key string) (int, []byte, error) {
	var body io.Reader
	if in != nil {
		data, err := json.Marshal(in)
		if err != nil {
			return 0, nil, err
		}
		body = bytes.NewReader(data)
	}
	r, err := http.NewRequestWithContext(ctx, method, w.base+"/api/v1"+path, body)
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	if w.token != "" {
		r.Header.Set("Authorization", "Bearer "+w.token)
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	answer, err := browser.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	return answer.StatusCode, data, err
}

// does does an act that must be accepted.
func (w *person) does(id, act string, in input) {
	w.t.Helper()
	if status, body := w.call(http.MethodPost, "/lawsuits/"+id+"/acts/"+act, in, ""); status != http.StatusOK {
		w.t.Fatalf("%s %v: %d %s", act, in, status, body)
	}
}

// registers opens a lawsuit and returns its id.
func (w *person) registers(notice input) string {
	w.t.Helper()
	return w.opens("/lawsuits", notice)
}

// opens opens a file at a door and returns its id.
func (w *person) opens(door string, notice input) string {
	w.t.Helper()
	status, body := w.call(http.MethodPost, door, notice, "")
	if status != http.StatusCreated {
		w.t.Fatalf("open %v: %d %s", notice, status, body)
	}
	var opened struct{ ID string }
	decode(w.t, body, &opened)
	return opened.ID
}

// lawsuit is what the interface says of a lawsuit, as far as tests look at it.
type lawsuit struct {
	ID       string
	Revision int64
	Stage    string
	Clocks   []clock
	LostBy   []string `json:"lost_by"`
	Facts    struct {
		Materials []struct{ Title string }
		Archive   *struct{ Items, Supplements []struct{ Title string } }
	}
}

type clock struct {
	ID, State, Reason  string
	Trigger, Due, Safe calendar.Date
	Overdue            bool
	Provisional        bool
}

func (w *person) looksAt(id string) lawsuit {
	w.t.Helper()
	status, body := w.call(http.MethodGet, "/lawsuits/"+id, nil, "")
	if status != http.StatusOK {
		w.t.Fatalf("lawsuit %s: %d %s", id, status, body)
	}
	var l lawsuit
	decode(w.t, body, &l)
	return l
}

// entry is a line of the journal.
type entry struct {
	Kind, Name, Title, Text string
	On                      calendar.Date
}

func (w *person) journal(id string) []entry {
	w.t.Helper()
	status, body := w.call(http.MethodGet, "/lawsuits/"+id+"/journal", nil, "")
	if status != http.StatusOK {
		w.t.Fatalf("journal of %s: %d %s", id, status, body)
	}
	var j struct{ Entries []entry }
	decode(w.t, body, &j)
	return j.Entries
}

// acts returns the journal's lines of what people did.
func (w *person) acts(id string) []entry {
	w.t.Helper()
	return slices.DeleteFunc(w.journal(id), func(e entry) bool { return e.Kind != "act" })
}

// inbox returns the titles of a person's messages about a lawsuit.
func (w *person) inbox(caseNumber string) []string {
	w.t.Helper()
	status, body := w.call(http.MethodGet, "/inbox?limit=200", nil, "")
	if status != http.StatusOK {
		w.t.Fatalf("inbox: %d %s", status, body)
	}
	var box struct {
		Messages []struct {
			CaseNumber string `json:"case_number"`
			Title      string
		}
	}
	decode(w.t, body, &box)
	var titles []string
	for _, m := range box.Messages {
		if m.CaseNumber == caseNumber {
			titles = append(titles, m.Title)
		}
	}
	slices.Reverse(titles)
	return titles
}

func decode(t testing.TB, data []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%v in %.300s", err, data)
	}
}

// drill is the civil clock of a drill, as the test keeps it beside the program.
type drill struct {
	calendar.Civil
	t *testing.T
}

// until waits for nine in the evening of a civil day, when all its reminders are
// out.
func (d drill) until(day calendar.Date) calendar.Date {
	d.t.Helper()
	wait := time.NewTimer(time.Until(d.Real(day.At(21, 0))))
	defer wait.Stop()
	<-wait.C
	return day
}

func titled(titles []string, prefix string) int {
	n := 0
	for _, t := range titles {
		if strings.HasPrefix(t, prefix) {
			n++
		}
	}
	return n
}
