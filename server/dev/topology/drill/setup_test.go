package drill

import (
	"context"
	"flag"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"yingsu/server/dev/topology/fleet"
	"yingsu/workflows/calendar"
)

var night = flag.Bool("night", false, "drill for a night, not for a test run")

// size is how large a drill is in a test run, and in a night.
func size(run, wholeNight int) int {
	if *night {
		return wholeNight
	}
	return run
}

// built are today's programs.
var built struct {
	sync.Once
	fleet.Programs
	source, dir string
	err         error
}

func TestMain(m *testing.M) {
	code := m.Run()
	_ = os.RemoveAll(built.dir)
	os.Exit(code)
}

func build(t testing.TB) {
	t.Helper()
	built.Do(func() {
		built.err = func() (err error) {
			ctx := context.Background()
			if built.source, err = fleet.Source(ctx); err != nil {
				return err
			}
			if built.dir, err = os.MkdirTemp("", "programs"); err != nil {
				return err
			}
			if built.Programs, err = fleet.Build(ctx, built.source, built.dir); err != nil {
				return err
			}
			return built.BuildDrillServer(ctx, built.source, built.dir)
		}()
	})
	must(t, built.err)
}

// begin starts a fleet with its data in memory, of today's programs unless others
// are given. The logs of a test that fails stay.
func begin(t testing.TB, o fleet.Options) *fleet.Fleet {
	t.Helper()
	build(t)
	o.Source = built.source
	if o.Programs == (fleet.Programs{}) {
		o.Programs = built.Programs
	}
	var err error
	o.Dir, err = os.MkdirTemp("/dev/shm", "fleet")
	must(t, err)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("data and logs are in %s", o.Dir)
			return
		}
		must(t, os.RemoveAll(o.Dir))
	})
	f, err := fleet.Start(t.Context(), o)
	must(t, err)
	t.Cleanup(func() { must(t, f.Stop()) })
	return f
}

// ledger is a connection to the district's ledger that asks nobody.
func (d *district) ledger(t testing.TB) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(t.Context(), d.fleet.Postgres.URL("yingsu"))
	must(t, err)
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

// clock is a drill's clock that starts now, on a Monday morning at eight.
func clock(daySeconds int) calendar.Civil {
	return calendar.Civil{Origin: time.Now().UTC(), Start: calendar.On(2026, 3, 2), DaySeconds: daySeconds}
}

// eventually tries something until it comes out right.
func eventually(t testing.TB, limit time.Duration, what string, try func() error) time.Duration {
	t.Helper()
	began := time.Now()
	for {
		err := try()
		if err == nil {
			return time.Since(began)
		}
		if time.Since(began) > limit {
			t.Errorf("%s: still not after %s: %v", what, limit, err)
			return time.Since(began)
		}
		wait(t, 100*time.Millisecond)
	}
}

// wait lets time pass, as long as the test goes on.
func wait(t testing.TB, d time.Duration) {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	<-ctx.Done()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func percentile(sorted []time.Duration, p int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)*p/100, len(sorted)-1)].Round(time.Millisecond)
}
