package drill

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"yingsu/server/dev/topology/fleet"
	"yingsu/workflows/calendar"
)

var (
	open      = flag.Int("open", 1500, "how many open lawsuits BenchmarkOpen has in the end")
	reminders = flag.Int("reminders", 300, "how many reminders fall due at once in BenchmarkReminders")
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

// BenchmarkOpen compares acts while there are few open lawsuits with acts while there
// are many, each beside bare Updates in the same turns: in the same lawsuits all the
// time, as on a day in an office, and each in another one, which no worker has at hand.
//
//	go -C server/dev test ./topology/drill -run '^$' -bench Open -benchtime 1x -timeout 3h -open 100000
func BenchmarkOpen(b *testing.B) {
	f := begin(b, fleet.Options{})
	d := settle(b, f, calendar.Civil{})
	c, err := f.Temporal.Client()
	must(b, err)
	b.Cleanup(c.Close)
	startBare(b, c)
	const callers, few = 16, 1000
	var bare, ids []string
	for n := range callers {
		bare = append(bare, fmt.Sprint("bare-", n))
		_, err := c.ExecuteWorkflow(b.Context(), client.StartWorkflowOptions{ID: bare[n], TaskQueue: "bare"}, "Bare")
		must(b, err)
	}
	for _, many := range []int{few, max(few, *open)} {
		ids = append(ids, d.opens(len(ids), many)...)
		for name, lawsuit := range map[string]func(caller int) string{
			"in a few": func(caller int) string { return ids[len(ids)-1-caller] },
			"anywhere": func(int) string { return ids[rand.IntN(len(ids))] },
		} {
			b.Run(fmt.Sprintf("%d open, acts %s", many, name), func(b *testing.B) {
				d := d.in(b)
				for b.Loop() {
					acts, updates := turns(callers, func(caller, n int) {
						d.expects(http.StatusOK, "clerk", "/lawsuits/"+lawsuit(caller)+"/acts/record_talk", input{"on": d.ago(0), "organizer": "威海市中级人民法院", "result": "going_on", "text": fmt.Sprint("第", n, "次")})
					}, func(caller, n int) { must(b, update(b.Context(), c, bare[caller], n)) })
					report(b, "act", acts, "update", updates)
					b.ReportMetric(float64(f.Largest(f.Workers...))/(1<<20), "worker-MiB")
				}
			})
		}
	}
}

// opens registers lawsuits from one number to another, several at a time.
func (d *district) opens(from, to int) []string {
	ids := make([]string, to-from)
	var next atomic.Int64
	var clients sync.WaitGroup
	for range 16 {
		clients.Go(func() {
			for n := int(next.Add(1)) - 1; n < len(ids); n = int(next.Add(1)) - 1 {
				a, _ := d.insist("clerk", "POST", "/lawsuits", d.notice(1_000_000+from+n, 1), "")
				var receipt struct{ ID string }
				if err := json.Unmarshal(a.body, &receipt); a.status != http.StatusCreated || err != nil {
					d.t.Errorf("registration: %s", a)
				}
				ids[n] = receipt.ID
			}
		})
	}
	clients.Wait()
	return ids
}

// BenchmarkReminders compares how fast reminders go out that fall due in many lawsuits
// at one nine o'clock with bare workflows whose timers ring at one instant, each of
// which then makes one local activity.
//
//	go -C server/dev test ./topology/drill -run '^$' -bench Reminders -benchtime 1x -timeout 1h -reminders 10000
func BenchmarkReminders(b *testing.B) {
	const few = 25 // registrations and starts in a second, at the very least
	civil := clock(60 + *reminders/few)
	f := begin(b, fleet.Options{Civil: civil, Servers: 1})
	d := settle(b, f, civil)
	c, err := f.Temporal.Client()
	must(b, err)
	b.Cleanup(c.Close)
	d.opens(0, *reminders)
	db := d.ledger(b)
	for b.Loop() {
		due := civil.Real(calendar.On(2026, 3, 3).At(9, 0)) // a working day before they are to be forwarded
		if time.Until(due) < time.Second {
			b.Fatal("it took too long to open the lawsuits")
		}
		var n int
		must(b, db.QueryRow(b.Context(), "SELECT count(*) FROM duties WHERE office = '' AND rung_at = $1", due).Scan(&n))
		if n < *reminders {
			b.Fatalf("%d reminders are due, want %d", n, *reminders)
		}
		wait(b, time.Until(due))
		eventually(b, 10*time.Minute, "the reminders", func() error { return goneOut(b.Context(), db, due) })
		rung := float64(n) / time.Since(due).Seconds()
		bare := ringBare(b, c, n)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(rung, "reminders/s")
		b.ReportMetric(bare, "timers/s")
		b.ReportMetric(rung/bare, "rate-ratio")
	}
}

// goneOut tells that reminders of an instant are still to go out.
func goneOut(ctx context.Context, db *pgx.Conn, at time.Time) error {
	var left bool
	err := db.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM duties WHERE office = '' AND rung_at = $1)", at).Scan(&left)
	if err == nil && left {
		err = errors.New("some are still to go out")
	}
	return err
}

// ringBare returns how many bare timers a second ring, of that many which are due at
// one instant.
func ringBare(b *testing.B, c client.Client, many int) (perSecond float64) {
	b.Helper()
	var rung atomic.Int64
	all := make(chan time.Time, 1)
	w := worker.New(c, "bare-timers", worker.Options{MaxConcurrentWorkflowTaskPollers: 4})
	w.RegisterActivityWithOptions(func(context.Context) error {
		if rung.Add(1) == int64(many) {
			all <- time.Now()
		}
		return nil
	}, activity.RegisterOptions{Name: "ring"})
	w.RegisterWorkflowWithOptions(func(ctx workflow.Context, at time.Time) error {
		if err := workflow.Sleep(ctx, at.Sub(workflow.Now(ctx))); err != nil {
			return err
		}
		ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Second})
		if err := workflow.ExecuteLocalActivity(ctx, "ring").Get(ctx, nil); err != nil {
			return err
		}
		return workflow.Await(ctx, func() bool { return false }) // as a lawsuit goes on
	}, workflow.RegisterOptions{Name: "BareTimer"})
	must(b, w.Start())
	b.Cleanup(w.Stop)
	at := time.Now().Add(time.Duration(10+many/50) * time.Second)
	var next atomic.Int64
	var starts sync.WaitGroup
	for range 16 {
		starts.Go(func() {
			for n := int(next.Add(1)); n <= many; n = int(next.Add(1)) {
				_, err := c.ExecuteWorkflow(b.Context(), client.StartWorkflowOptions{ID: fmt.Sprint("timer-", n), TaskQueue: "bare-timers"}, "BareTimer", at)
				if err != nil {
					b.Error(err)
				}
			}
		})
	}
	starts.Wait()
	if time.Now().After(at) {
		b.Fatal("it took too long to start the bare workflows")
	}
	return float64(many) / (<-all).Sub(at).Seconds()
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

// startBare runs a workflow that answers an Update after one local activity, with as
// many pollers as the two workers of a fleet have together.
func startBare(b *testing.B, c client.Client) {
	b.Helper()
	w := worker.New(c, "bare", worker.Options{MaxConcurrentWorkflowTaskPollers: 4})
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
