package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/office"
	"yingsu/worker/registration"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// TestTroublesAreSeenAndGo makes trouble, one after the other: no worker, a worker
// without a ledger, a worker whose program does not fit the history. Each is told with
// its cause, and no longer once it has been seen to.
func TestTroublesAreSeenAndGo(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	admin := b.signsIn("admin")
	for _, what := range []string{models.LookReminders, models.LookLaw, models.LookClosely} {
		must(t, b.ledger.KeepLook(t.Context(), models.Look{What: what, At: time.Now()}))
	}
	told := func(names ...string) map[string]office.Found {
		t.Helper()
		var found map[string]office.Found
		// Temporal tries a task five times before it reports it.
		within(t, 2*time.Minute, "told is "+strings.Join(names, ", "), func() bool {
			h := b.health(admin)
			found = map[string]office.Found{}
			var is []string
			for _, f := range h.Found {
				found[f.Name], is = f, append(is, f.Name)
			}
			return strings.Join(is, ",") == strings.Join(names, ",") && len(h.Unseen) == 0
		})
		return found
	}

	told("no_worker")
	good := b.work()
	told()
	id := b.registers()
	if h := b.health(admin); len(h.Workers) != 1 || h.Workers[0].Name == "" {
		t.Errorf("the workers are %+v", h.Workers)
	}
	good.Stop()
	told("no_worker")

	closed, err := store.Open(t.Context(), "sqlite:"+t.TempDir()+"/closed.db")
	must(t, err)
	closed.Close()
	lame := registration.NewWorker(b.temporal, &activities.Activities{Store: closed, Temporal: b.temporal})
	must(t, lame.Start())
	told()
	act := `{"lead": "区城市管理局"}`
	if answer := b.post("/api/v1/lawsuits/"+id+"/acts/designate_unit", act, "key"); answer.Code < 500 {
		t.Fatalf("without a ledger: %d %s", answer.Code, answer.Body)
	}
	c := told("failing")["failing"].Cases[0]
	if c.LawsuitID != id || c.CaseNumber == "" || c.What != "记入台账" || !strings.Contains(c.Cause, "连接不上数据库") || c.Tries < 5 || !strings.Contains(c.Said, "closed") || c.Restart {
		t.Errorf("the step that fails is %+v", c)
	}
	lame.Stop()
	good = b.work()
	told()
	if answer := b.post("/api/v1/lawsuits/"+id+"/acts/designate_unit", act, "key"); answer.Code != http.StatusOK {
		t.Errorf("with the ledger again: %d %s", answer.Code, answer.Body)
	}
	number := c.CaseNumber
	good.Stop()
	worker.PurgeStickyWorkflowCache()

	wrong := worker.New(b.temporal, workflows.TaskQueue, worker.Options{WorkflowPanicPolicy: worker.BlockWorkflow})
	wrong.RegisterWorkflowWithOptions(func(ctx workflow.Context, _ workflows.Docket) error {
		return workflow.Sleep(ctx, time.Hour)
	}, workflow.RegisterOptions{Name: workflows.WorkflowType})
	must(t, wrong.Start())
	must(t, b.temporal.SignalWorkflow(t.Context(), number, "", workflows.LawChanged, ""))
	c = told("stuck")["stuck"].Cases[0]
	if c.LawsuitID != id || !strings.Contains(c.Cause, "不一致") || !c.Restart || c.Tries < 3 || c.Since.IsZero() || !strings.Contains(c.Said, "TMPRL1100") {
		t.Errorf("what is stuck is %+v", c)
	}
	act = fmt.Sprintf(`{"on": %q, "organizer": "威海市中级人民法院", "result": "going_on", "text": "第一次"}`, calendar.DateOf(time.Now()))
	talk := func() *httptest.ResponseRecorder {
		return b.post("/api/v1/lawsuits/"+id+"/acts/record_talk", act, "talk")
	}
	if answer := talk(); answer.Code != http.StatusServiceUnavailable || answer.Header().Get("Retry-After") == "" {
		t.Errorf("while it is stuck: %d %s", answer.Code, answer.Body)
	}
	wrong.Stop()
	worker.PurgeStickyWorkflowCache()
	b.work()
	told()
	if answer := talk(); answer.Code != http.StatusOK {
		t.Errorf("when it goes on: %d %s", answer.Code, answer.Body)
	}
}

// signsIn returns the token of somebody of the sample.
func (b *bureau) signsIn(username string) string {
	b.Helper()
	answer := b.do(http.MethodPost, "/api/v1/session", fmt.Sprintf(`{"username": %q, "password": %q}`, username, password), "Authorization", "")
	var session struct{ Token string }
	decode(b.TB, answer.Body.Bytes(), &session)
	return session.Token
}

// health asks what goes wrong.
func (b *bureau) health(token string) (h office.Health) {
	b.Helper()
	answer := b.do(http.MethodGet, "/api/v1/troubles", "", "Authorization", "Bearer "+token)
	if answer.Code != http.StatusOK {
		b.Fatalf("%d %s", answer.Code, answer.Body)
	}
	decode(b.TB, answer.Body.Bytes(), &h)
	return h
}
