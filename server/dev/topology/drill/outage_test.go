package drill

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/sdk/client"

	"yingsu/server/dev/topology/fleet"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// Reminders that fall due while Temporal and the workers are away go out within
// thirty seconds of their return: none early, none left out, none twice.
func TestRungsDueDuringAnOutage(t *testing.T) {
	const daySeconds = 30
	civil := clock(daySeconds)
	f := begin(t, fleet.Options{Civil: civil})
	d := settle(t, f, civil)
	d.registersMany(size(260, 1000))
	db, err := pgx.Connect(t.Context(), f.Postgres.URL("yingsu"))
	must(t, err)
	defer db.Close(context.WithoutCancel(t.Context()))

	at := nextRungs(t, db, size(500, 2000))
	wait(t, time.Until(at.Add(-2*time.Second)))
	away := append([]*fleet.Part{f.Temporal.Part}, f.Workers...)
	for _, p := range away {
		must(t, p.Kill())
	}
	due := dueAt(t, db, at)
	wait(t, time.Until(at.Add(3*time.Second)))
	must(t, fleet.Together(t.Context(), (*fleet.Part).Start, away...))
	back := time.Now()
	eventually(t, time.Minute, "the reminders", func() error { return overdueBefore(t, db, at) })
	var late []time.Duration
	for _, r := range due {
		late = append(late, checkRung(t, db, r, at, back.Add(30*time.Second)).Sub(back))
	}
	slices.Sort(late)
	t.Logf("%d reminders of %s went out after the return: p50 %s, p99 %s, the last %s",
		len(due), at.Format(time.TimeOnly), percentile(late, 50), percentile(late, 99), percentile(late, 100))
}

// registersMany opens lawsuits that are served today, several at a time: today also
// where the last ones are opened after midnight, so that all are reminded together.
func (d *district) registersMany(n int) {
	today := d.ago(0)
	numbers := make(chan int)
	var clients sync.WaitGroup
	for range 16 {
		clients.Go(func() {
			for n := range numbers {
				d.registersServed(n, today)
			}
		})
	}
	for i := range n {
		numbers <- 1000 + i
	}
	close(numbers)
	clients.Wait()
}

// nextRungs waits for an instant at which that many reminders fall due, a few
// seconds ahead.
func nextRungs(t *testing.T, db *pgx.Conn, many int) (at time.Time) {
	t.Helper()
	eventually(t, 5*time.Minute, "an instant with many reminders", func() error {
		return db.QueryRow(t.Context(), `SELECT rung_at FROM duties WHERE office = '' AND rung_at > now() + interval '5 s'
			GROUP BY 1 HAVING count(*) >= $1 ORDER BY 1 LIMIT 1`, many).Scan(&at)
	})
	return at
}

// rung is a reminder that is to go out, and how many did before.
type rung struct {
	lawsuit, clock string
	before         int
}

func dueAt(t *testing.T, db *pgx.Conn, at time.Time) []rung {
	t.Helper()
	rows, err := db.Query(t.Context(), `SELECT c.lawsuit_id, c.clock_id, (SELECT count(*) FROM journal j
		WHERE j.lawsuit_id = c.lawsuit_id AND j.kind = 'rung' AND starts_with(c.clock_id, j.name))
		FROM duties c WHERE office = '' AND rung_at = $1`, at)
	must(t, err)
	due, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r rung, err error) {
		return r, row.Scan(&r.lawsuit, &r.clock, &r.before)
	})
	must(t, err)
	return due
}

// overdueBefore tells that reminders of an instant, or of earlier ones, are still to
// go out.
func overdueBefore(t *testing.T, db *pgx.Conn, at time.Time) error {
	var n int
	err := db.QueryRow(t.Context(), "SELECT count(*) FROM duties WHERE office = '' AND rung_at <= $1", at).Scan(&n)
	if err == nil && n > 0 {
		err = fmt.Errorf("%d are still to go out", n)
	}
	return err
}

// checkRung checks that a reminder went out once, and when, which it returns.
func checkRung(t *testing.T, db *pgx.Conn, r rung, from, to time.Time) time.Time {
	t.Helper()
	rows, err := db.Query(t.Context(), `SELECT at FROM journal WHERE lawsuit_id = $1 AND kind = 'rung' AND starts_with($2, name) ORDER BY seq OFFSET $3`,
		r.lawsuit, r.clock, r.before)
	must(t, err)
	sent, err := pgx.CollectRows(rows, pgx.RowTo[time.Time])
	must(t, err)
	if len(sent) != 1 || sent[0].Before(from) || sent[0].After(to) {
		t.Errorf("lawsuit %s, %s: sent at %v, want once between %s and %s", r.lawsuit, r.clock, sent, from, to)
	}
	return append(sent, to)[0]
}

// The ledger is away while a reminder falls due, an act, a registration and an
// archive are asked for, the clocks are to be counted anew and lawsuits continue as
// new: whoever asks is told within three seconds to come back, the same key then
// succeeds, and every lawsuit goes on by itself.
func TestLedgerAway(t *testing.T) {
	const daySeconds = 20
	civil := clock(daySeconds)
	f := begin(t, fleet.Options{Civil: civil, Tune: map[string]any{"limit.historyCount.suggestContinueAsNew": 60}})
	d := settle(t, f, civil)
	temporal, err := f.Temporal.Client()
	must(t, err)
	defer temporal.Close()
	n := 0
	for name, way := range map[string]struct{ take, give func() error }{
		"stopped fast":    {f.Postgres.Stop, func() error { return f.Postgres.Start(t.Context()) }},
		"stopped at once": {f.Postgres.Kill, func() error { return f.Postgres.Start(t.Context()) }},
		"workers cut off": {func() error { f.Ledger.Close(); return nil }, func() error { f.Ledger.Open(); return nil }},
	} {
		t.Run(name, func(t *testing.T) {
			n += 100
			d := d.in(t)
			reminded, acted, archived := d.registers(n, 0), d.registers(n+1, 14), d.withdrawn(n+2)
			quiet := d.withdrawn(n + 4) // of which nothing is waited for that a next run would not know of
			acted.does(acted.mainJob()[0])
			must(t, recount(t.Context(), temporal, acted.number))
			at := civil.Real(civil.Today(time.Now()).AddDays(1).At(9, 0))
			wait(t, time.Until(at.Add(-2*time.Second)))

			must(t, way.take())
			took, back := time.Now(), make(chan struct{})
			var asked sync.WaitGroup
			d.expectAway(acted)
			asked.Go(func() { acted.does(acted.mainJob()[1]) })
			asked.Go(func() { d.registers(n+3, 0) })
			asked.Go(func() { archived.does(d.archiving()) })
			asked.Go(func() { continuesAsNew(t, temporal, quiet.number, back) })
			wait(t, time.Until(took.Add(time.Duration(size(15, 60))*time.Second)))
			must(t, way.give())
			returned := time.Now()
			close(back)
			asked.Wait()
			t.Logf("everybody had an answer %s after the return", time.Since(returned).Round(100*time.Millisecond))
			for _, s := range acted.mainJob()[2:8] { // long enough to continue as new
				acted.does(s)
			}
			eventually(t, 20*time.Second, "another run of "+acted.number, func() error { return anotherRun(t.Context(), temporal, acted.number) })
			c := d.ledger(t)
			eventually(t, 45*time.Second, "the reminders", func() error { return overdueBefore(t, c, time.Now().Add(-5*time.Second)) })
			must(t, remindedOnce(t.Context(), c, reminded.id))
			d.compare()
		})
	}
}

// in is the same district in a test of its own, in which nothing was done yet.
func (d *district) in(t testing.TB) *district {
	return &district{t: t, fleet: d.fleet, civil: d.civil, tokens: d.tokens}
}

// withdrawn opens a lawsuit, and has it withdrawn.
func (d *district) withdrawn(n int) *lawsuit {
	l := d.registers(n, 14)
	for _, s := range append(l.mainJob()[:2],
		step{"clerk", "record_withdrawal", input{"number": "（2026）鲁10行初15号之一", "on": l.ago(1), "reason": "双方和解，人民法院裁定准许撤诉"}},
		step{"clerk", "conclude", input{"on": l.ago(0), "reason": "裁定准许撤诉"}},
		step{"clerk", "check_entry", input{"on": d.civil.Today(time.Now())}}, // or a reminder of it falls due on one of the next days
	) {
		l.does(s)
	}
	return l
}

// archiving ends a lawsuit that was withdrawn.
func (d *district) archiving() step {
	return step{"unit-clerk", "archive", input{"on": d.ago(0), "volume": "环应诉〔2026〕1卷", "missing_reason": "撤诉结案，未形成"}}
}

// expectAway expects to be told within three seconds to come back later.
func (d *district) expectAway(l *lawsuit) {
	d.t.Helper()
	s := l.mainJob()[1]
	a, err := d.ask(s.who, "POST", "/lawsuits/"+l.id+"/acts/"+s.act, s.in, "deed-1-forward_materials")
	if err != nil || a.status != http.StatusServiceUnavailable || a.retry == "" || a.took > 3*time.Second+500*time.Millisecond {
		d.t.Errorf("while the ledger is away: %s, Retry-After %q, %v", a, a.retry, err)
	}
}

// recount tells a lawsuit to count its clocks anew.
func recount(ctx context.Context, c client.Client, number string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return c.SignalWorkflow(ctx, number, "", workflows.LawChanged, "")
}

// continuesAsNew tells a lawsuit to count its clocks anew until it has become too
// long and goes on in another run, or until the ledger is back. Where Temporal is away
// as well nobody hears of it, but in the moment in which both come back.
func continuesAsNew(t *testing.T, c client.Client, number string, back <-chan struct{}) {
	var heard time.Time // since when it is
	for {
		switch reached := recount(t.Context(), c, number) == nil; {
		case !reached:
			heard = time.Time{}
		case anotherRun(t.Context(), c, number) == nil:
			t.Logf("%s went on in another run while the ledger was away", number)
			return
		case heard.IsZero():
			heard = time.Now()
		}
		select {
		case <-back:
			if !heard.IsZero() && time.Since(heard) > 5*time.Second {
				t.Errorf("%s did not go on in another run while the ledger was away", number)
			}
			return
		case <-time.After(20 * time.Millisecond): // some hundred times, also where machines are slow: each adds a few events
		}
	}
}

// anotherRun tells that a lawsuit is still in its first run.
func anotherRun(ctx context.Context, c client.Client, number string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	d, err := c.DescribeWorkflowExecution(ctx, number, "")
	if err != nil {
		return err
	}
	if i := d.GetWorkflowExecutionInfo(); i.GetFirstRunId() == i.GetExecution().GetRunId() {
		return errors.New("it is in its first run")
	}
	return nil
}

// remindedOnce tells that a lawsuit has had no reminder, or one twice.
func remindedOnce(ctx context.Context, db *pgx.Conn, id string) error {
	var sent, twice int
	err := db.QueryRow(ctx, `SELECT count(*), count(*) - count(DISTINCT (name, text)) FROM journal WHERE lawsuit_id = $1 AND kind = 'rung'`, id).Scan(&sent, &twice)
	if err == nil && (sent == 0 || twice > 0) {
		err = fmt.Errorf("%d reminders, %d of them again", sent, twice)
	}
	return err
}

// Both workers are gone: whoever writes is told so within three seconds, reading
// goes on, every server says what is wrong, and the same key succeeds later.
func TestBothWorkersGone(t *testing.T) {
	f := begin(t, fleet.Options{})
	d := settle(t, f, calendar.Civil{})
	l := d.registers(1, 14)
	for _, w := range f.Workers {
		must(t, w.Kill())
	}
	wait(t, 3*time.Second) // until then they may be taken for alive
	s := l.mainJob()[0]
	var asked sync.WaitGroup
	for range 8 {
		asked.Go(func() {
			a, err := d.ask(s.who, "POST", "/lawsuits/"+l.id+"/acts/"+s.act, s.in, "deed-0-designate_unit")
			if err != nil || a.status != http.StatusServiceUnavailable || a.retry == "" || a.took > 3*time.Second {
				t.Errorf("an act: %s, Retry-After %q, %v", a, a.retry, err)
			}
		})
		asked.Go(func() {
			a, err := d.ask("clerk", "POST", "/lawsuits", d.notice(2, d.ago(14)), "notice-2")
			if err != nil || a.status != http.StatusServiceUnavailable || a.retry == "" || a.took > 3*time.Second {
				t.Errorf("a registration: %s, Retry-After %q, %v", a, a.retry, err)
			}
		})
	}
	asked.Wait()
	for range f.Sites {
		if a, err := d.ask("", "GET", "/readyz", nil, ""); err != nil || a.status != http.StatusOK || !strings.Contains(string(a.body), `"writing":false,"why":"没有办理程序`) {
			t.Errorf("readyz: %s %v", a, err)
		}
		if a, err := d.ask("clerk", "GET", "/lawsuits/"+l.id, nil, ""); err != nil || a.status != http.StatusOK {
			t.Errorf("reading: %s %v", a, err)
		}
	}
	must(t, fleet.Together(t.Context(), (*fleet.Part).Start, f.Workers...))
	l.does(s)
	d.registers(2, 14)
	d.compare()
}
