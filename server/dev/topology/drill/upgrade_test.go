package drill

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/server/dev/topology/fleet"
	"yingsu/workflows/calendar"
)

var from = flag.String("from", "HEAD~1", "`commit` whose program begins the lawsuits of the upgrade drill")

// Lawsuits that the program of an earlier commit began are finished by today's on the
// same databases: none is reset, none fails to replay.
func TestUpgrade(t *testing.T) {
	build(t)
	earlier, err := fleet.Build(t.Context(), checkout(t, *from), t.TempDir())
	must(t, err)
	earlier.Temporal, earlier.TemporalSQL = built.Temporal, built.TemporalSQL // Temporal stays
	f := begin(t, fleet.Options{Programs: earlier})
	d := settle(t, f, calendar.Civil{})

	var open []*lawsuit
	for n := range size(12, 50) {
		l := d.registers(1+n, 14)
		for _, s := range d.mainJob()[:n%10] {
			l.does(s)
		}
		open = append(open, l)
	}
	must(t, f.Upgrade(t.Context(), built.Programs))
	c, err := f.Temporal.Client()
	must(t, err)
	defer c.Close()
	for _, l := range open {
		for _, s := range d.mainJob()[len(l.acts):] {
			l.does(s)
		}
		if err := replays(t.Context(), c, l.number); err != nil {
			t.Errorf("%s: %v", l.number, err)
		}
	}
	d.compare()
	for _, w := range f.Workers {
		said, err := os.ReadFile(w.Log)
		must(t, err)
		if strings.Contains(string(said), "nondeterministic") || strings.Contains(string(said), "TMPRL1100") {
			t.Errorf("%s could not replay a lawsuit, see %s", w.Name, w.Log)
		}
	}
	t.Logf("%d lawsuits begun by %s were finished by today's program", len(open), *from)
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
