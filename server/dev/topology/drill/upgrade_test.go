package drill

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"yingsu/models"
	"yingsu/server/dev/topology/fleet"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// The commit is that of the last release under law 0. The next number of the law gets
// the last commit before it.
var from = flag.String("from", "e95946f", "`commit` whose program begins the lawsuits of the upgrade drill")

// Lawsuits that the program of an earlier law began, and reminded of, are finished by
// today's on the same databases: each takes up today's law by one line of its journal,
// none is reset, none fails to replay, reminders go on, and what was under way when
// the earlier program was stopped is done once.
func TestUpgrade(t *testing.T) {
	build(t)
	earlier := buildEarlier(t, *from)
	civil := clock(10)
	f := begin(t, fleet.Options{Programs: earlier, Civil: civil, Servers: 1}) // whose servers each made an administrator
	d := settleEarlier(t, f, civil)
	db := d.ledger(t)

	var open []*lawsuit
	for n := range size(12, 50) {
		l := d.registers(1+n, 14)
		for _, s := range l.mainJob()[:n%9] {
			l.does(s)
		}
		open = append(open, l)
	}
	eventually(t, time.Minute, "reminders by the earlier program", func() error { return reminded(t.Context(), db, open, 0) })
	begun := d.leavesUnderWay(open[0], open[1])
	var sent int64
	must(t, db.QueryRow(t.Context(), "SELECT max(id) FROM messages").Scan(&sent))

	f.Ledger.Open()
	must(t, f.Upgrade(t.Context(), built.Programs))
	eventually(t, time.Minute, "what was under way", func() error { return d.underWay(t.Context(), db, begun) })
	eventually(t, time.Minute, "today's law", func() error { return taken(t.Context(), db, open) })
	eventually(t, time.Minute, "reminders by today's program", func() error { return reminded(t.Context(), db, open, sent) })

	c, err := f.Temporal.Client()
	must(t, err)
	defer c.Close()
	for _, l := range open {
		for _, s := range l.mainJob()[len(l.acts):] {
			l.does(s)
		}
		if err := replays(t.Context(), c, l.number); err != nil {
			t.Errorf("%s: %v", l.number, err)
		}
	}
	d.compare()
	must(t, undisturbed(t.Context(), f, db))
	must(t, taken(t.Context(), db, open))
	t.Logf("%d lawsuits begun by %s were finished by today's program", len(open), *from)
}

// settleEarlier is settle with a server that prints the first administrator's password.
func settleEarlier(t *testing.T, f *fleet.Fleet, civil calendar.Civil) *district {
	t.Helper()
	said, err := os.ReadFile(f.Servers[0].Log)
	must(t, err)
	first := regexp.MustCompile(`初始密码：(\S+)`).FindSubmatch(said)
	if first == nil {
		t.Fatalf("the earlier server printed no password: %s", said)
	}
	d := &district{t: t, fleet: f, civil: civil, tokens: map[string]string{}}
	d.comesIn("admin", string(first[1]))
	return d.furnished()
}

// leavesUnderWay asks for an act that nobody waits for, one that somebody will ask for
// again, and a registration, while the workers cannot reach the ledger, and stops them
// before they can do any of it. It returns what is to be done by itself.
func (d *district) leavesUnderWay(forgotten, again *lawsuit) []deed {
	d.t.Helper()
	d.fleet.Ledger.Close()
	f, s := forgotten.mainJob()[len(forgotten.acts)], again.mainJob()[len(again.acts)]
	asks := []struct {
		lawsuit string
		s       step
		in      any
		path    string
		key     string
		forgets bool
	}{
		{forgotten.id, f, f.in, "/lawsuits/" + forgotten.id + "/acts/" + f.act, forgotten.key(f), true},
		{again.id, s, s.in, "/lawsuits/" + again.id + "/acts/" + s.act, again.key(s), false},
		{models.IDOf(d.number(500)), step{"clerk", "register", nil}, d.notice(500, d.ago(14)), "/lawsuits", "notice-500", true},
	}
	var begun []deed
	for _, x := range asks {
		ctx, cancel := context.WithTimeout(d.t.Context(), 500*time.Millisecond)
		a, err := d.askUntil(ctx, x.s.who, "POST", x.path, x.in, x.key)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			d.t.Fatalf("%s was answered: %s %v", x.key, a, err)
		}
		if x.forgets {
			begun = append(begun, deed{lawsuit: x.lawsuit, key: x.key, act: x.s.act})
		}
	}
	for _, w := range d.fleet.Workers {
		must(d.t, w.Kill())
	}
	forgotten.acts = append(forgotten.acts, f.act)
	return begun
}

// underWay tells that something was not done that was under way, and keeps that it
// was where it was.
func (d *district) underWay(ctx context.Context, db *pgx.Conn, begun []deed) error {
	var done []deed
	for _, x := range begun {
		err := db.QueryRow(ctx, "SELECT lawsuit_id, (receipt::jsonb->>'revision')::bigint FROM effects WHERE lawsuit_id = $1 AND key = $2 AND act = $3", x.lawsuit, x.key, x.act).
			Scan(&x.lawsuit, &x.revision)
		if err != nil {
			return fmt.Errorf("%s: %w", x.key, err)
		}
		done = append(done, x)
	}
	d.told = append(d.told, done...)
	return nil
}

// reminded tells that the district has not had as many reminders as it has lawsuits
// since a message.
func reminded(ctx context.Context, db *pgx.Conn, open []*lawsuit, since int64) error {
	var n int
	err := db.QueryRow(ctx, "SELECT count(DISTINCT (lawsuit_id, notice_key)) FROM messages WHERE id > $1 AND clock <> '' AND urgency <> 'information'", since).Scan(&n)
	if err == nil && n < len(open) {
		err = fmt.Errorf("%d were sent", n)
	}
	return err
}

// taken tells that a lawsuit has not taken up today's law by one line of its journal.
func taken(ctx context.Context, db *pgx.Conn, open []*lawsuit) error {
	for _, l := range open {
		var n int
		err := db.QueryRow(ctx, "SELECT count(*) FROM journal WHERE lawsuit_id = $1 AND name = $2 AND title = '办案规则更新'", l.id, workflows.LawChanged).Scan(&n)
		if err != nil {
			return err
		}
		if n != 1 {
			return fmt.Errorf("%s has %d lines of a new law", l.number, n)
		}
	}
	return nil
}

// undisturbed tells that a lawsuit was reset, that a worker could not replay one, or
// that something was taken for forged.
func undisturbed(ctx context.Context, f *fleet.Fleet, db *pgx.Conn) error {
	for _, w := range f.Workers {
		said, err := os.ReadFile(w.Log)
		if err != nil {
			return err
		}
		for _, bad := range []string{"nondeterministic", "TMPRL1100"} {
			if strings.Contains(string(said), bad) {
				return fmt.Errorf("%s could not replay a lawsuit, see %s", w.Name, w.Log)
			}
		}
	}
	var n int
	err := db.QueryRow(ctx, "SELECT (SELECT count(*) FROM journal WHERE name IN ('resumed', 'restored')) + (SELECT count(*) FROM messages WHERE starts_with(notice_key, 'forged/'))").Scan(&n)
	if err == nil && n > 0 {
		err = fmt.Errorf("%d lawsuits were reset, or acts taken for forged", n)
	}
	return err
}

// buildEarlier builds the programs of an earlier commit. Where that had no server
// with a drill's clock, testdata has one for it.
func buildEarlier(t *testing.T, commit string) fleet.Programs {
	t.Helper()
	source, dir := checkout(t, commit), t.TempDir()
	p, err := fleet.Build(t.Context(), source, dir)
	must(t, err)
	drillServer := filepath.Join(source, "server/dev/topology/drillserver")
	if _, err := os.Stat(drillServer); errors.Is(err, fs.ErrNotExist) {
		text, err := os.ReadFile("testdata/drillserver_0.go")
		must(t, err)
		must(t, os.MkdirAll(drillServer, 0o755))
		must(t, os.WriteFile(filepath.Join(drillServer, "main.go"), text, 0o644))
	}
	must(t, p.BuildDrillServer(t.Context(), source, dir))
	p.Temporal, p.TemporalSQL = built.Temporal, built.TemporalSQL // Temporal stays
	return p
}

// checkout returns a working copy of another commit.
func checkout(t *testing.T, commit string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "earlier")
	git := func(args ...string) {
		t.Helper()
		if said, err := exec.Command("git", append([]string{"-C", built.source}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", args, err, said)
		}
	}
	git("worktree", "add", "--detach", dir, commit)
	t.Cleanup(func() { git("worktree", "remove", "--force", dir) })
	return dir
}
