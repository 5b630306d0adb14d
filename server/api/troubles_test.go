package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/server/office"
)

// TestTroublesWithTemporalAway: what goes wrong is told within three seconds, from the
// ledger, and that Temporal does not answer is the first of it.
func TestTroublesWithTemporalAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.givenUp(2)
	id := w.record(notice)
	l, err := w.ledger.Lawsuit(t.Context(), models.Everything, id)
	must(t, err)
	now := time.Now()
	must(t, w.ledger.KeepLook(t.Context(), models.Look{What: models.LookClosely, Worker: "7@machine", At: now, Looked: 1, Found: 1, Unmended: 1,
		Remains: []models.Remains{{LawsuitID: id, CaseNumber: l.CaseNumber, What: "办理流程没有答复", Why: "nondeterministic workflow"}}}))
	must(t, w.ledger.KeepLook(t.Context(), models.Look{What: models.LookReminders, FailedAt: now, Failure: "database is locked"}))

	for _, who := range []string{"admin", "auditor", "supervisor"} {
		began := time.Now()
		answer := w.do(who, "GET", "/api/v1/troubles", "")
		if took := time.Since(began); answer.Code != 200 || took > 3*time.Second {
			t.Fatalf("%s: %d after %s: %s", who, answer.Code, took, answer.Body)
		}
		var h office.Health
		must(t, json.Unmarshal(answer.Body.Bytes(), &h))
		found := map[string]office.Found{}
		var order []string
		for _, f := range h.Found {
			found[f.Name], order = f, append(order, f.Name)
		}
		if want := []string{"engine", "differences", "unwatched", "undelivered"}; !slices.Equal(order, want) {
			t.Errorf("%s is told of %v, want %v", who, order, want)
		}
		if c := found["differences"].Cases; len(c) != 1 || c[0].CaseNumber != l.CaseNumber || !strings.Contains(c[0].Cause, "不一致") || !c[0].Restart {
			t.Errorf("%+v", c)
		}
		if c := found["unwatched"].Cases; len(c) != 2 || !strings.Contains(c[0].Cause, "占用") || c[1].Cause != "还没有完成过一次。" {
			t.Errorf("%+v", c)
		}
		if c := found["undelivered"].Cases; len(c) != 1 || !strings.HasSuffix(c[0].What, "2条") || c[0].Cause != "目录已满" {
			t.Errorf("%+v", c)
		}
		if body := answer.Body.String(); strings.Contains(body, "王某") || strings.Contains(body, "房屋强制拆除") {
			t.Errorf("%s is told who sues for what: %s", who, body)
		}
	}
}
