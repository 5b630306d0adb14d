package drill

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"yingsu/server/dev/topology/fleet"
	"yingsu/workflows/calendar"
)

// BenchmarkThroughput compares, on one PostgreSQL and turn by turn, acts through the
// interface with bare Temporal Updates that make one local activity, and registrations
// with bare starts. The bare worker is of this process. Ratios of rates are better the
// larger they are, ratios of times the smaller.
//
//	go -C server/dev test ./topology/drill -run '^$' -bench Throughput -benchtime 1x
func BenchmarkThroughput(b *testing.B) {
	f := begin(b, fleet.Options{})
	d := settle(b, f, calendar.Civil{})
	c, err := f.Temporal.Client()
	must(b, err)
	b.Cleanup(c.Close)
	startBare(b, c)
	var number atomic.Int64
	for _, callers := range []int{1, 16} {
		b.Run(fmt.Sprintf("acts, %d callers", callers), func(b *testing.B) {
			d := d.in(b)
			var open []*lawsuit
			var bare []string
			for n := range callers {
				l := d.registers(int(number.Add(1)), 14)
				for _, s := range l.mainJob()[:3] {
					l.does(s)
				}
				open = append(open, l)
				bare = append(bare, fmt.Sprintf("bare-%d-%d", callers, n))
				_, err := c.ExecuteWorkflow(b.Context(), client.StartWorkflowOptions{ID: bare[n], TaskQueue: "bare"}, "Bare")
				must(b, err)
			}
			began := events(b, c, open)
			for b.Loop() {
				acts, updates := turns(callers, func(caller, n int) {
					d.expects(http.StatusOK, "unit-clerk", "/lawsuits/"+open[caller].id+"/acts/add_material", input{"kind": 6, "title": fmt.Sprint("材料", n)})
				}, func(caller, n int) { must(b, update(b.Context(), c, bare[caller], n)) })
				report(b, "act", acts, "update", updates)
				b.ReportMetric(float64(events(b, c, open)-began)/float64(len(acts.took)), "events/act")
			}
		})
	}
	b.Run("registrations, 16 callers", func(b *testing.B) {
		d := d.in(b)
		for b.Loop() {
			registrations, starts := turns(16, func(_, _ int) {
				d.expects(http.StatusCreated, "clerk", "/lawsuits", d.notice(int(number.Add(1)), 14))
			}, func(_, _ int) {
				_, err := c.ExecuteWorkflow(b.Context(), client.StartWorkflowOptions{ID: fmt.Sprint("start-", number.Add(1)), TaskQueue: "bare"}, "Bare")
				must(b, err)
			})
			report(b, "registration", registrations, "start", starts)
		}
	})
}

// expects sends a request once, which is to come out with a status.
func (d *district) expects(status int, who, path string, in input) {
	if a, err := d.ask(who, "POST", path, in, ""); err != nil || a.status != status {
		d.t.Errorf("%s: %s %v", path, a, err)
	}
}

// measured is how long each of several took, and all together.
type measured struct {
	took []time.Duration
	all  time.Duration
}

func (m measured) perSecond() float64 { return float64(len(m.took)) / m.all.Seconds() }

func (m measured) median() time.Duration { return percentile(slices.Sorted(slices.Values(m.took)), 50) }

// turns lets callers do one thing and another, some seconds each, turn by turn.
func turns(callers int, one, other func(caller, n int)) (ones, others measured) {
	for range size(3, 10) {
		others.add(callers, other)
		ones.add(callers, one)
	}
	return ones, others
}

func (m *measured) add(callers int, do func(caller, n int)) {
	const turn = 4 * time.Second
	before, began := len(m.took), time.Now()
	var mutex sync.Mutex
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			for n := before; time.Since(began) < turn; n++ {
				start := time.Now()
				do(caller, n)
				took := time.Since(start)
				mutex.Lock()
				m.took = append(m.took, took)
				mutex.Unlock()
			}
		})
	}
	all.Wait()
	m.all += time.Since(began)
}

func report(b *testing.B, one string, ones measured, other string, others measured) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ones.perSecond(), one+"s/s")
	b.ReportMetric(others.perSecond(), other+"s/s")
	b.ReportMetric(ones.perSecond()/others.perSecond(), "rate-ratio")
	b.ReportMetric(float64(ones.median().Microseconds())/1000, one+"-ms")
	b.ReportMetric(float64(others.median().Microseconds())/1000, other+"-ms")
	b.ReportMetric(float64(ones.median())/float64(others.median()), "time-ratio")
}

// events counts those in the histories of lawsuits.
func events(b *testing.B, c client.Client, open []*lawsuit) (n int64) {
	b.Helper()
	for _, l := range open {
		for run := ""; ; { // a long one goes on in another run
			d, err := c.DescribeWorkflowExecution(b.Context(), l.number, run)
			must(b, err)
			n += d.GetWorkflowExecutionInfo().GetHistoryLength()
			first, err := c.GetWorkflowHistory(b.Context(), l.number, d.GetWorkflowExecutionInfo().GetExecution().GetRunId(), false, 0).Next()
			must(b, err)
			if run = first.GetWorkflowExecutionStartedEventAttributes().GetContinuedExecutionRunId(); run == "" {
				break
			}
		}
	}
	return n
}

// startBare runs a workflow that answers an Update after one local activity.
func startBare(b *testing.B, c client.Client) {
	b.Helper()
	w := worker.New(c, "bare", worker.Options{})
	w.RegisterWorkflowWithOptions(bareWorkflow, workflow.RegisterOptions{Name: "Bare"})
	w.RegisterActivityWithOptions(func(context.Context) error { return nil }, activity.RegisterOptions{Name: "bare"})
	must(b, w.Start())
	b.Cleanup(w.Stop)
}

func bareWorkflow(ctx workflow.Context) error {
	err := workflow.SetUpdateHandler(ctx, "bare", func(ctx workflow.Context) error {
		ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Second})
		return workflow.ExecuteLocalActivity(ctx, "bare").Get(ctx, nil)
	})
	if err != nil {
		return err
	}
	// It goes on in another run as a lawsuit does, before its history is full.
	err = workflow.Await(ctx, func() bool {
		return workflow.GetInfo(ctx).GetContinueAsNewSuggested() && workflow.AllHandlersFinished(ctx)
	})
	if err != nil {
		return err
	}
	return workflow.NewContinueAsNewError(ctx, "Bare")
}

func update(ctx context.Context, c client.Client, id string, n int) error {
	h, err := c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateID: fmt.Sprint(n), UpdateName: "bare", WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return err
	}
	return h.Get(ctx, nil)
}
