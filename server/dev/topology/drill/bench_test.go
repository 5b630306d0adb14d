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

	"yingsu/server/dev/sidebyside"
	"yingsu/server/dev/topology/fleet"
	"yingsu/worker/registration"
	"yingsu/workflows/calendar"
)

var (
	open      = flag.Int("open", 1500, "how many open lawsuits BenchmarkOpen has in the end")
	reminders = flag.Int("reminders", 300, "how many reminders fall due at once in BenchmarkReminders")
)

// BenchmarkThroughput compares, on one PostgreSQL and turn by turn, acts through the
// interface with bare Temporal Updates that make one local activity, and registrations
// with bare starts, and with bare workflows that answer an Update as they are started.
// The bare worker is of this process.
//
//	go -C server/dev test ./topology/drill -run '^$' -bench Throughput -benchtime 1x
func BenchmarkThroughput(b *testing.B) {
	f := begin(b, fleet.Options{})
	d := settle(b, f, calendar.Civil{})
	c, err := f.Temporal.Client()
	must(b, err)
	b.Cleanup(c.Close)
	bare := sidebyside.StartBare(b, f.Temporal.Address(), fleet.Namespace)
	var number atomic.Int64
	for _, callers := range []int{1, 16} {
		b.Run(fmt.Sprintf("acts, %d callers", callers), func(b *testing.B) {
			d := d.in(b)
			open := make([][]*lawsuit, callers)
			id := func(caller int) string { return fmt.Sprintf("bare-%d-%d", callers, caller) }
			for caller := range callers {
				for range sidebyside.LawsuitsFor(callers) {
					l := d.registers(int(number.Add(1)), 14)
					for _, s := range l.mainJob()[:3] {
						l.does(s)
					}
					open[caller] = append(open[caller], l)
				}
				bare.Start(id(caller))
			}
			began := events(b, c, slices.Concat(open...))
			for b.Loop() {
				acts, updates := sidebyside.Turns(callers, size(3, 10), func(caller, n int) {
					d.expects(http.StatusOK, "unit-clerk", "/lawsuits/"+open[caller][sidebyside.LawsuitOf(callers, n)].id+"/acts/add_material", input{"kind": 6, "title": fmt.Sprint("材料", n)})
				}, func(caller, n int) { bare.Update(id(caller), n) }, bare.Caught)
				sidebyside.Report(b, "act", acts, "update", updates)
				b.ReportMetric(float64(events(b, c, slices.Concat(open...))-began)/float64(len(acts.Took)), "events/act")
			}
		})
	}
	for name, beside := range map[string]func(id string){"start": bare.Start, "opening": bare.Open} {
		b.Run("registrations, 16 callers, beside a bare "+name, func(b *testing.B) {
			d := d.in(b)
			for b.Loop() {
				registrations, others := sidebyside.Turns(16, size(3, 10), func(_, _ int) {
					d.expects(http.StatusCreated, "clerk", "/lawsuits", d.notice(int(number.Add(1)), d.ago(14)))
				}, func(_, _ int) { beside(fmt.Sprint(name, "-", number.Add(1))) }, bare.Caught)
				sidebyside.Report(b, "registration", registrations, name, others)
			}
		})
	}
}

// BenchmarkOpen compares acts while there are few open lawsuits with acts while there
// are many, each beside bare Updates in the same turns: in the same lawsuits all the
// time, as on a day in an office, and each in another one, which no worker has at hand.
//
//	go -C server/dev test ./topology/drill -run '^$' -bench Open -benchtime 1x -timeout 3h -open 100000
func BenchmarkOpen(b *testing.B) {
	f := begin(b, fleet.Options{})
	d := settle(b, f, calendar.Civil{})
	bare := sidebyside.StartBare(b, f.Temporal.Address(), fleet.Namespace)
	const callers, few = 16, 1000
	var ids []string
	for _, many := range []int{few, max(few, *open)} {
		ids = append(ids, d.opens(len(ids), many)...)
		for name, lawsuit := range map[string]func(caller, n int) string{
			"in a few": func(caller, n int) string { return ids[len(ids)-1-caller-callers*sidebyside.LawsuitOf(callers, n)] },
			"anywhere": func(int, int) string { return ids[rand.IntN(len(ids))] },
		} {
			b.Run(fmt.Sprintf("%d open, acts %s", many, name), func(b *testing.B) {
				d := d.in(b)
				id := func(caller int) string { return fmt.Sprintf("bare-%d-%s-%d", many, name, caller) }
				for caller := range callers {
					bare.Start(id(caller))
				}
				for b.Loop() {
					acts, updates := sidebyside.Turns(callers, size(3, 10), func(caller, n int) {
						d.expects(http.StatusOK, "clerk", "/lawsuits/"+lawsuit(caller, n)+"/acts/record_talk", input{"on": d.ago(0), "organizer": "威海市中级人民法院", "result": "going_on", "text": fmt.Sprint("第", n, "次")})
					}, func(caller, n int) { bare.Update(id(caller), n) }, bare.Caught)
					sidebyside.Report(b, "act", acts, "update", updates)
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
				a, _ := d.insist("clerk", "POST", "/lawsuits", d.notice(1_000_000+from+n, d.ago(1)), fmt.Sprint("opens-", from+n))
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
	const few = 12 // registrations and starts in a second, at the very least
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
	w := worker.New(c, "bare-timers", worker.Options{MaxConcurrentWorkflowTaskPollers: 2 * registration.Pollers})
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
