package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// However often a first start with -sample is killed, the next one goes on: in
// the end nothing is missing, nothing is there twice, and the sign-ins that are
// printed work. It is not ready before.
func TestSampleKilledAtManyMoments(t *testing.T) {
	data, told := memoryDir(t), ""
	for kills := 0; kills < 200; kills++ {
		p := begin(t, data, "YINGSU_SAMPLE_PASSWORD=", "-http", freeAddress(t), "-sample")
		survives := p.survives(time.Duration(rand.IntN(60+50*kills)) * time.Millisecond)
		told = cmp.Or(p.password, told)
		if !survives {
			continue
		}
		t.Logf("killed %d times", kills)
		if kills < 5 {
			t.Error("that is no test")
		}
		checkSample(t, p, told)
		return
	}
	t.Error("it never came to its end")
}

// survives kills the program some time after it began to answer, unless it is
// ready by then, which it tells.
func (p *process) survives(time time.Duration) bool {
	p.http = "http://" + argument(p.cmd, "-http")
	status, body := p.firstAnswer()
	if status == http.StatusOK {
		return p.awaitReady()
	}
	if status != http.StatusServiceUnavailable || !strings.Contains(body, `"unready"`) {
		p.t.Fatalf("not ready, it said %d %s", status, body)
	}
	after(p.t, time)
	_ = p.cmd.Process.Kill()
	p.awaitReady() // what it printed before
	p.kill()
	return false
}

func argument(cmd *exec.Cmd, flag string) string {
	i := slices.IndexFunc(cmd.Env, func(e string) bool { return strings.HasPrefix(e, "TEST_DEV_ARGS=") })
	words := strings.Fields(cmd.Env[i])
	return words[slices.Index(words, flag)+1]
}

// firstAnswer asks whether the program is ready until it answers.
func (p *process) firstAnswer() (int, string) {
	p.t.Helper()
	who := &person{t: p.t, base: p.http}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); after(p.t, 5*time.Millisecond) {
		if status, body, err := who.try(http.MethodGet, "/readyz", nil, ""); err == nil {
			return status, string(body)
		}
	}
	p.t.Fatal("no answer")
	return 0, ""
}

// after lets some time pass.
func after(t testing.TB, d time.Duration) {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	<-ctx.Done()
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// checkSample compares what is there with what the sample is.
func checkSample(t *testing.T, p *process, password string) {
	t.Helper()
	for _, u := range samplePeople {
		p.signInWith(u.Username, password)
	}
	supervisor := p.signInWith("supervisor", password)
	var units struct{ Units []struct{ Name string } }
	get(t, supervisor, "/units", &units)
	if len(units.Units) != len(sampleUnits) {
		t.Errorf("%d units, want %d", len(units.Units), len(sampleUnits))
	}
	var list struct {
		Lawsuits []struct {
			ID         string
			CaseNumber string `json:"case_number"`
		}
	}
	get(t, supervisor, "/lawsuits?limit=100", &list)
	want := (&sample{day: calendar.DateOf(time.Now())}).lawsuits()
	if len(list.Lawsuits) != len(want) {
		t.Errorf("%d lawsuits, want %d", len(list.Lawsuits), len(want))
	}
	for _, l := range want {
		acts := []string{workflows.Register.Name}
		for _, x := range l.steps {
			acts = append(acts, x.act)
		}
		for _, there := range list.Lawsuits {
			if there.CaseNumber != l.notice["case_number"] {
				continue
			}
			var got []string
			for _, e := range supervisor.acts(there.ID) {
				got = append(got, e.Name)
			}
			if !slices.Equal(got, acts) {
				t.Errorf("%s: did %v, want %v", there.CaseNumber, got, acts)
			}
		}
	}
}

func get(t *testing.T, who *person, path string, into any) {
	t.Helper()
	status, body := who.call(http.MethodGet, path, nil, "")
	if status != http.StatusOK {
		t.Fatalf("%s: %d %s", path, status, body)
	}
	decode(t, body, into)
}

// A password that was printed just before the program was killed works, or the
// next start prints another that does.
func TestSampleKilledAsItTellsThePassword(t *testing.T) {
	data := memoryDir(t)
	p := begin(t, data, "YINGSU_SAMPLE_PASSWORD=", "-http", "127.0.0.1:0", "-sample")
	for p.out.Scan() && !strings.HasPrefix(p.out.Text(), "password") {
	}
	first := strings.TrimSpace(strings.TrimPrefix(p.out.Text(), "password"))
	p.kill()

	p = begin(t, data, "YINGSU_SAMPLE_PASSWORD=", "-http", "127.0.0.1:0", "-sample")
	if !p.awaitReady() {
		t.Fatal("the program ended before it was ready")
	}
	p.signInWith("clerk", cmp.Or(p.password, first))
}

// The sample's accounts do not take the place of those of people.
func TestSampleAmongOthers(t *testing.T) {
	data := memoryDir(t)
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(data, "yingsu.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.CreateUser(t.Context(), models.User{Username: "admin", Name: "高新任", Role: models.Admin}); err != nil {
		t.Fatal(err)
	}
	if err := ledger.Close(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	o := options{http: "127.0.0.1:0", temporal: "127.0.0.1:0", console: "127.0.0.1:0", data: data, sample: true, out: &out}
	err = o.run(t.Context())
	if err == nil || errors.Is(err, context.Canceled) || !strings.Contains(fmt.Sprint(err), "示例以外的账号（admin）") {
		t.Errorf("%v, printed %s", err, &out)
	}
}
