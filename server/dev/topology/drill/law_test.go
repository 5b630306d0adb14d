package drill

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"yingsu/server/dev/topology/fleet"
	"yingsu/workflows/measures"
)

// amendment is what somebody writes who adds an internal period to the law: the next
// number, the day from which it holds, and the rule. Each stands for what is found
// once in a file of package measures.
var amendment = map[string][]struct{ old, new string }{
	"law.go": {
		{`\n\)\n\n// Current is`, "\n\tDrilled\n)\n\n// Current is"},
		{`const Current = \w+`, "const Current = Drilled"},
		{`\n\}\n\n// Holds tells`, "\n\tDrilled: {From: calendar.On(2026, 3, 1), What: \"新增内部时限：应诉通知送达后及时核对材料清单\"},\n}\n\n// Holds tells"},
	},
	"rules.go": {
		{`var Rules = \[\]\*Rule\{`, "var Rules = []*Rule{\n\tdrilled,"},
		{`\n\n// Rule is one period`, `

var drilled = &Rule{
	Key: "drilled", Title: "核对材料清单", Article: "第十一条第一款", From: "应诉通知送达", Owner: OwnedByHandlers, Internal: true,
	Period: Period{N: 2, Unit: WorkingDays}, Since: Drilled,
	runs: func(s *sheet) []run { return []run{{on: s.ServedOn, void: s.passedBy()}} },
}

// Rule is one period`},
	},
}

// A new internal period is added to the law while lawsuits are open: all of them take
// it up by a line of their journals, and are reminded of it; none breaks, not even when
// all workers replay it from its beginning, and what ran under earlier numbers still
// replays.
func TestNewRule(t *testing.T) {
	build(t)
	amended := buildAmended(t)
	civil := clock(20)
	f := begin(t, fleet.Options{Civil: civil})
	d := settle(t, f, civil)
	var open []*lawsuit
	for n := range 50 {
		l := d.registers(1+n, 0)
		if n%2 == 0 {
			l.does(l.mainJob()[0])
		}
		open = append(open, l)
	}
	db := d.ledger(t)

	must(t, f.Upgrade(t.Context(), amended))
	took := eventually(t, time.Minute, "the new law", func() error { return taken(t.Context(), db, open) })
	must(t, ruled(t, db, len(open)))
	for _, w := range f.Workers {
		must(t, w.Kill())
	}
	must(t, fleet.Together(t.Context(), (*fleet.Part).Start, f.Workers...))
	for _, l := range open {
		if next := l.mainJob()[len(l.acts)]; next.act == "forward_materials" {
			l.does(step{next.who, next.act, input{"on": l.on}}) // it was served on that day
		} else {
			l.does(next)
		}
	}
	d.compare()
	must(t, undisturbed(t.Context(), f, db))
	must(t, taken(t.Context(), db, open))
	t.Logf("%d lawsuits took up law %d within %s of its start", len(open), measures.Current+1, took.Round(time.Millisecond))
}

// ruled tells that the new period does not run in as many lawsuits as there are.
func ruled(t *testing.T, db *pgx.Conn, want int) error {
	var n int
	err := db.QueryRow(t.Context(), "SELECT count(DISTINCT lawsuit_id) FROM duties WHERE clock_id = 'drilled'").Scan(&n)
	if err == nil && n != want {
		err = fmt.Errorf("the new period runs in %d lawsuits, want %d", n, want)
	}
	return err
}

// buildAmended builds the programs under the amended law, and replays with it what is
// recorded of earlier ones.
func buildAmended(t *testing.T) fleet.Programs {
	t.Helper()
	dir, replace := t.TempDir(), map[string]string{}
	for file, changes := range amendment {
		path := filepath.Join(built.source, "workflows", "measures", file)
		text, err := os.ReadFile(path)
		must(t, err)
		for _, c := range changes {
			where := regexp.MustCompile(c.old).FindAllIndex(text, -1)
			if len(where) != 1 {
				t.Fatalf("%s stands %d times in %s, want once: bring the amendment up to date", c.old, len(where), file)
			}
			text = slices.Concat(text[:where[0][0]], []byte(c.new), text[where[0][1]:])
		}
		replace[path] = filepath.Join(dir, file)
		must(t, os.WriteFile(replace[path], text, 0o644))
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "overlay.json"), overlay, 0o644))
	t.Setenv("GOFLAGS", os.Getenv("GOFLAGS")+" -overlay="+filepath.Join(dir, "overlay.json"))

	replay := exec.Command("go", "test", "-count=1", "-run", "TestRecordedHistoriesReplay", "./workflows")
	replay.Dir = built.source
	if said, err := replay.CombinedOutput(); err != nil {
		t.Fatalf("earlier histories under the amended law: %v\n%s", err, said)
	}
	p, err := fleet.Build(t.Context(), built.source, dir)
	must(t, err)
	must(t, p.BuildDrillServer(t.Context(), built.source, dir))
	return p
}
