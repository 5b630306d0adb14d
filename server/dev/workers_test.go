package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"

	"yingsu/activities"
	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/dev/embedded"
	"yingsu/server/office"
	"yingsu/server/site"
	"yingsu/worker/registration"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
)

// While no worker works, reading goes on and the server is ready, but says what is
// wrong; a write is told so within three seconds, and the same key does it once
// there is a worker again.
func TestNoWorker(t *testing.T) {
	b := newBureau(t)
	b.awaitReadiness(`"writing":false,"why":"没有办理程序`)
	w := b.work()
	b.awaitReadiness(`"writing":true`)
	id := b.registers()
	w.Stop()
	b.awaitReadiness(`"reading":true,"writing":false,"why":"没有办理程序`)

	act := func() *httptest.ResponseRecorder {
		return b.post("/api/v1/lawsuits/"+id+"/acts/designate_unit", `{"lead": "区城市管理局"}`, "key")
	}
	began := time.Now()
	answer := act()
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("the answer took %s", took)
	}
	if answer.Code != http.StatusServiceUnavailable || answer.Header().Get("Retry-After") == "" || !strings.Contains(answer.Body.String(), "没有办理程序") {
		t.Errorf("without a worker: %d %s", answer.Code, answer.Body)
	}
	if answer := b.do(http.MethodGet, "/api/v1/lawsuits/"+id, ""); answer.Code != http.StatusOK {
		t.Errorf("reading: %d %s", answer.Code, answer.Body)
	}

	b.work()
	if answer := act(); answer.Code != http.StatusOK {
		t.Errorf("with a worker again: %d %s", answer.Code, answer.Body)
	}
}

// bureau is a server on a Temporal of its own, and a worker only where a test
// starts one.
type bureau struct {
	testing.TB
	server   *echo.Echo
	ledger   *store.Store
	temporal client.Client
	token    string
}

func newBureau(t testing.TB) *bureau {
	t.Helper()
	dir := memoryDir(t)
	server, err := embedded.Start(t.Context(), embedded.Options{Dir: dir, Address: "127.0.0.1:0", SearchAttributes: workflows.SearchAttributes})
	must(t, err)
	t.Cleanup(server.Stop)
	b := &bureau{TB: t}
	b.temporal, err = dial.Address(t.Context(), server.Address())
	must(t, err)
	t.Cleanup(b.temporal.Close)
	b.ledger, err = store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "yingsu.db"))
	must(t, err)
	t.Cleanup(func() { b.ledger.Close() })
	desk := office.New(b.ledger, b.temporal, office.Settings{Namespace: "default"})
	s := &sample{ledger: b.ledger, office: desk, password: password}
	for _, u := range sampleUnits {
		must(t, b.ledger.AddUnit(t.Context(), u))
	}
	must(t, s.people(t.Context()))
	gate := &auth.Gate{Store: b.ledger, StepOptional: true} // as the sample is
	b.server, err = site.New(site.Options{Office: desk, Gate: gate})
	must(t, err)
	b.token, _, err = gate.SignIn(t.Context(), auth.Credentials{Username: "clerk", Password: password, Address: "192.0.2.1"})
	must(t, err)
	return b
}

// work starts a worker, which stops with the test at the latest.
func (b *bureau) work() worker.Worker {
	b.Helper()
	w := registration.NewWorker(b.temporal, &activities.Activities{Store: b.ledger, Temporal: b.temporal})
	must(b.TB, w.Start())
	b.Cleanup(w.Stop)
	return w
}

func (b *bureau) do(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(b.Context(), method, path, bytes.NewReader([]byte(body)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+b.token)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	b.server.ServeHTTP(answer, r)
	return answer
}

func (b *bureau) post(path, body, key string) *httptest.ResponseRecorder {
	return b.do(http.MethodPost, path, body, "Idempotency-Key", key)
}

func (b *bureau) registers() (id string) {
	b.Helper()
	notice, err := json.Marshal((&sample{day: calendar.DateOf(time.Now())}).demolition(1, 0, "测某某", "区城市管理局").notice)
	must(b.TB, err)
	answer := b.post("/api/v1/lawsuits", string(notice), "notice")
	if answer.Code != http.StatusCreated {
		b.Fatalf("register: %d %s", answer.Code, answer.Body)
	}
	var opened struct{ ID string }
	decode(b.TB, answer.Body.Bytes(), &opened)
	return opened.ID
}

// awaitReadiness waits until the server, always ready, says something.
func (b *bureau) awaitReadiness(want string) {
	b.Helper()
	var said string
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); after(b.TB, 100*time.Millisecond) {
		answer := b.do(http.MethodGet, "/readyz", "")
		said = answer.Body.String()
		if answer.Code != http.StatusOK || !strings.Contains(said, `"reading":true`) {
			b.Fatalf("not ready: %d %s", answer.Code, said)
		}
		if strings.Contains(said, want) {
			return
		}
	}
	b.Fatalf("it never said %s but %s", want, said)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
