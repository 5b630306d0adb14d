package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/worker/watch"
)

// counted is a client that counts what it is asked for, and may fail at it.
type counted struct {
	client.Client
	lists, closely atomic.Int64

	single error // of every question about a single lawsuit
	health error // of the question whether Temporal is well
}

func (c *counted) CheckHealth(ctx context.Context, r *client.CheckHealthRequest) (*client.CheckHealthResponse, error) {
	if c.health != nil {
		return nil, c.health
	}
	return c.Client.CheckHealth(ctx, r)
}

func (c *counted) ListWorkflow(ctx context.Context, r *workflowservice.ListWorkflowExecutionsRequest) (*workflowservice.ListWorkflowExecutionsResponse, error) {
	c.lists.Add(1)
	return c.Client.ListWorkflow(ctx, r)
}

func (c *counted) DescribeWorkflowExecution(ctx context.Context, id, run string) (*workflowservice.DescribeWorkflowExecutionResponse, error) {
	if c.closely.Add(1); c.single != nil {
		return nil, c.single
	}
	return c.Client.DescribeWorkflowExecution(ctx, id, run)
}

func (c *counted) QueryWorkflow(ctx context.Context, id, run, query string, args ...any) (converter.EncodedValue, error) {
	c.closely.Add(1)
	return c.Client.QueryWorkflow(ctx, id, run, query, args...)
}

// watch returns a watch on the bureau, and what it asks.
func (b *bureau) watch() (*watch.Watch, *counted) {
	c := &counted{Client: b.temporal}
	return &watch.Watch{Activities: &activities.Activities{Store: b.ledger, Temporal: c}}, c
}

// open registers lawsuits, and returns their ids.
func (b *bureau) open(first, n int) (ids []string) {
	b.Helper()
	for i := range n {
		notice, err := json.Marshal(noticed(number(first + i)))
		must(b.TB, err)
		answer := b.post("/api/v1/lawsuits", string(notice), fmt.Sprint("notice-", first+i))
		if answer.Code != http.StatusCreated {
			b.Fatalf("register: %d %s", answer.Code, answer.Body)
		}
		var opened struct{ ID string }
		decode(b.TB, answer.Body.Bytes(), &opened)
		ids = append(ids, opened.ID)
	}
	return ids
}

func number(n int) string { return fmt.Sprintf("（2026）鲁10行初%d号", n) }

// TestAGlanceLooksCloselyOnlyAtWhatDiffers: where the lists say the same no workflow is
// asked anything, and where they do not, only those of which they do not.
func TestAGlanceLooksCloselyOnlyAtWhatDiffers(t *testing.T) {
	b := newBureau(t)
	b.work()
	ids := b.open(3001, 5)
	if answer := b.post("/api/v1/lawsuits/"+ids[0]+"/acts/designate_unit", `{"lead": "区司法局"}`, "lead"); answer.Code != http.StatusOK {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	w, asked := b.watch()
	glance := func() []watch.Difference {
		t.Helper()
		asked.lists.Store(0)
		asked.closely.Store(0)
		found, err := w.Glance(t.Context())
		must(t, err)
		return found
	}
	eventually(t, "the lists say the same", func() bool { return len(glance()) == 0 && asked.closely.Load() == 0 })
	if n := asked.lists.Load(); n != 1 {
		t.Errorf("%d pages were read, want 1", n)
	}

	must(t, b.temporal.TerminateWorkflow(t.Context(), number(3002), "", "by mistake"))
	var found []watch.Difference
	eventually(t, "one that was terminated is found", func() bool { found = glance(); return len(found) > 0 })
	if len(found) != 1 || found[0].CaseNumber != number(3002) || !found[0].Mended {
		t.Errorf("found %+v", found)
	}
	if n := asked.closely.Load(); n > 2 {
		t.Errorf("%d questions about single lawsuits, want 2", n)
	}
	eventually(t, "it runs again, in the lists too", func() bool { return len(glance()) == 0 && asked.closely.Load() == 0 })

	everything, err := w.Reconcile(t.Context())
	must(t, err)
	if n := asked.closely.Load(); len(everything) != 0 || n != 2*5 {
		t.Errorf("looking at every one finds %+v, with %d questions, want 10", everything, n)
	}
}

// TestNothingIsSaidOfLawsuitsWhileTemporalIsAway: what cannot be looked at is told of, one
// by one, unless it is Temporal that does not answer; then the looking ends, and begins
// again later.
func TestNothingIsSaidOfLawsuitsWhileTemporalIsAway(t *testing.T) {
	b := newBureau(t)
	b.work()
	b.open(3051, 3)
	w, asked := b.watch()
	asked.single = serviceerror.NewInternal("broken")
	found, err := w.Reconcile(t.Context())
	if err != nil || len(found) != 3 || found[0].Err == nil {
		t.Errorf("each is broken: %+v, %v", found, err)
	}
	asked.closely.Store(0)
	asked.single = serviceerror.NewUnavailable("away")
	asked.health = asked.single
	if found, err = w.Reconcile(t.Context()); err == nil || len(found) != 0 || asked.closely.Load() != 1 {
		t.Errorf("Temporal is away: %+v, %v, after %d questions", found, err, asked.closely.Load())
	}
}

// TestWhatComesOfAComparisonIsKept: how many were looked at, what remains and why; until
// somebody has seen to that, which is looked at again soon.
func TestWhatComesOfAComparisonIsKept(t *testing.T) {
	b := newBureau(t)
	b.work()
	b.open(3071, 3)
	w, asked := b.watch()
	kept := func() models.Look {
		t.Helper()
		looks, err := b.ledger.Looks(t.Context())
		must(t, err)
		return looks[models.LookClosely]
	}
	asked.single = serviceerror.NewInternal("broken")
	_, err := w.Reconcile(t.Context())
	must(t, err)
	first := kept()
	if first.Looked != 3 || first.Found != 3 || first.Unmended != 3 || len(first.Remains) != 3 || first.Worker == "" || time.Since(first.At) > time.Minute || !first.FailedAt.IsZero() {
		t.Fatalf("kept is %+v", first)
	}
	if r := first.Remains[0]; r.CaseNumber == "" || r.LawsuitID != models.IDOf(r.CaseNumber) || r.What != "办理流程无法查询" || r.Why != "broken" {
		t.Errorf("what remains is %+v", r)
	}
	if gone, err := w.LookAgain(t.Context()); gone != 0 || err != nil || kept().Unmended != 3 {
		t.Errorf("nobody has seen to it: %d are gone, %v", gone, err)
	}
	asked.single, asked.health = serviceerror.NewUnavailable("away"), serviceerror.NewUnavailable("away")
	if _, err := w.Reconcile(t.Context()); err == nil {
		t.Error("Temporal is away, and yet it compared")
	}
	if l := kept(); l.Failure == "" || !l.FailedAt.After(l.At) || l.Unmended != 3 {
		t.Errorf("after a comparison that failed there is kept %+v", l)
	}
	asked.single, asked.health = nil, nil
	if gone, err := w.LookAgain(t.Context()); gone != 3 || err != nil {
		t.Errorf("all is well: %d are gone, %v", gone, err)
	}
	if l := kept(); l.Unmended != 0 || len(l.Remains) != 0 || l.Looked != 3 || !l.At.Equal(first.At) {
		t.Errorf("kept is %+v", l)
	}
}

// TestOneOfSeveralWorkersCompares: of those that start at once one compares; when it is
// gone another does, by lists, for every lawsuit was looked at just before. The history
// of each that is open is kept by then.
func TestOneOfSeveralWorkersCompares(t *testing.T) {
	b := newBureau(t)
	b.work()
	ids := b.open(3101, 3)
	const workers = 4
	asked, stops, ended := make([]*counted, workers), make([]context.CancelFunc, workers), make([]chan struct{}, workers)
	for n := range workers {
		var w *watch.Watch
		var ctx context.Context
		w, asked[n] = b.watch()
		ctx, stops[n] = context.WithCancel(t.Context())
		ended[n] = make(chan struct{})
		go func() { w.Run(ctx); close(ended[n]) }()
		t.Cleanup(func() { stops[n](); <-ended[n] })
	}
	compared := func() (by []int) {
		for n := range workers {
			if asked[n].lists.Load() > 0 {
				by = append(by, n)
			}
		}
		return by
	}
	eventually(t, "every lawsuit was looked at", func() bool {
		var at time.Time
		done, err := b.ledger.Setting(t.Context(), "reconciled", &at)
		return done && err == nil
	})
	for _, id := range ids {
		kept, err := b.ledger.History(t.Context(), models.Everything, id)
		if err != nil || len(kept) != 1 || kept[0].Events < 5 || kept[0].RunID == "" {
			t.Errorf("kept of an open lawsuit are %d histories, %v", len(kept), err)
		}
	}
	first := compared()
	if len(first) != 1 || asked[first[0]].lists.Load() != 2 {
		t.Fatalf("%v compared", first)
	}
	stops[first[0]]()
	<-ended[first[0]]
	eventually(t, "another compares", func() bool { return len(compared()) == 2 })
	for _, n := range compared() {
		if n != first[0] && asked[n].closely.Load() != 0 {
			t.Errorf("it asked %d questions about single lawsuits", asked[n].closely.Load())
		}
	}
}

// BenchmarkReconcile measures what it takes to compare open lawsuits, by lists and by
// asking each workflow, as after the start of a worker: none is at hand.
func BenchmarkReconcile(b *testing.B) {
	const lawsuits = 500
	bureau := newBureau(b)
	w := bureau.work()
	bureau.open(4001, lawsuits)
	look, asked := bureau.watch()
	measure := func(what string, compare func(context.Context) ([]watch.Difference, error)) {
		asked.lists.Store(0)
		asked.closely.Store(0)
		began := time.Now()
		found, err := compare(b.Context())
		took := time.Since(began)
		if err != nil || len(found) > 0 {
			b.Fatal(found, err)
		}
		b.ReportMetric(took.Seconds()*10000/lawsuits, what+"-s/10000")
		b.ReportMetric(float64(asked.lists.Load()+asked.closely.Load())*10000/lawsuits, what+"-questions/10000")
	}
	for b.Loop() {
		w.Stop()
		w = bureau.work()
		measure("each", look.Reconcile)
		measure("lists", look.Glance)
	}
}
