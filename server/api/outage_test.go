package api_test

import (
	"encoding/json"
	"net"
	"strings"
	"testing"
	"time"

	"yingsu/models"
)

// Without Temporal nothing is written, nothing is half done, and nobody waits
// longer than three seconds to hear it: whether its machine refuses to talk or
// just keeps silent.
func TestWithoutTemporal(t *testing.T) {
	for name, address := range map[string]string{"refusing": closedPort(t), "silent": silentPort(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			withoutTemporal(t, newWorldAt(t, address))
		})
	}
}

func withoutTemporal(t *testing.T, w *world) {
	id := w.record(notice, "designate_unit", designate)
	w.token("clerk")
	t.Run("all", func(t *testing.T) {
		for name, s := range map[string]scenario{
			"act":      {method: "POST", path: "/api/v1/lawsuits/" + id + "/acts/forward_materials", body: `{"on": "2026-03-10", "late_reason": "补正"}`},
			"register": {method: "POST", path: "/api/v1/lawsuits", body: townNotice},
			"history":  {method: "GET", path: "/api/v1/lawsuits/" + id + "/history"},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				start := time.Now()
				answer := w.do("clerk", s.method, s.path, s.body)
				if took := time.Since(start); took > 4*time.Second { // three, and one for a busy machine
					t.Errorf("took %s", took)
				}
				p := problemOf(t, answer)
				if answer.Code != 503 || p.Code != models.Unavailable || answer.Header().Get("Retry-After") == "" {
					t.Errorf("%d %s", answer.Code, answer.Body)
				}
			})
		}
	})
	answer := w.do("clerk", "GET", "/api/v1/lawsuits", "")
	if body := answer.Body.String(); !strings.Contains(body, `"total":1`) || !strings.Contains(body, `"revision":2`) {
		t.Errorf("something was written: %s", body)
	}
	if tried := w.attempts(models.AttemptFilter{Action: "forward_materials"}); len(tried) != 1 || tried[0].Code != "unavailable" {
		t.Errorf("on record: %+v", tried)
	}
}

// silentPort is an address where somebody listens and never says a word.
func silentPort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { l.Close() })
	return l.Addr().String()
}

// What is our fault is told without a word of what it was.
func TestFaultsAreNotTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.token("clerk")
	must(t, w.ledger.Close())
	for _, path := range []string{"/api/v1/lawsuits", "/api/v1/lawsuits/x", "/api/v1/inbox"} {
		answer := w.do("clerk", "GET", path, "")
		p := problemOf(t, answer)
		if answer.Code < 500 || strings.Contains(answer.Body.String(), "sql") || strings.Contains(p.Detail, "store") {
			t.Errorf("%s: %d %s", path, answer.Code, answer.Body)
		}
	}
	if answer := w.do("", "GET", "/healthz", ""); answer.Code != 200 {
		t.Errorf("healthz: %d", answer.Code)
	}
	if answer := w.do("", "GET", "/readyz", ""); answer.Code != 503 || !strings.Contains(answer.Body.String(), `"reading":false,"writing":false,"why":"数据库`) {
		t.Errorf("readyz: %d %s", answer.Code, answer.Body)
	}
}

// A closed lawsuit's history is told from the ledger.
func TestStoredHistory(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice)
	w.keepHistory(id)
	answer := w.do("supervisor", "GET", "/api/v1/lawsuits/"+id+"/history?run=run-1", "")
	var h struct{ Events []json.RawMessage }
	must(t, json.Unmarshal(answer.Body.Bytes(), &h))
	if answer.Code != 200 || len(h.Events) != 1 {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}

// keepHistory closes a lawsuit as far as its history is concerned.
func (w *world) keepHistory(id string) {
	w.Helper()
	must(w.TB, w.ledger.KeepHistory(w.Context(), models.History{
		LawsuitID: id, RunID: "run-1", Events: 1, JSON: []byte(`{"events":[{"eventId":"1"}]}`), At: time.Now(),
	}))
}
