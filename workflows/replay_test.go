package workflows_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// Histories of lawsuits, recorded on the real server; the number before each name is
// that of the law under which it ran. A change of the procedure or of the law that
// does not replay them would stop every lawsuit that is open: it gets the next number,
// see measures.Amendments. Those of the present number are recorded by
//
//	go -C server/dev test . -run 'Drill|EveryTurn' -update
const histories = "testdata/histories"

func TestRecordedHistoriesReplay(t *testing.T) {
	for name, h := range recorded(t) {
		if err := replay(t, h, workflows.Lawsuit); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEveryLawHasItsHistories: a number of the law whose lawsuits nobody replays could
// be broken without anybody noticing. Histories are never removed.
func TestEveryLawHasItsHistories(t *testing.T) {
	least := map[measures.Logic]int{measures.Unnumbered: 3, measures.Enduring: 9}
	found := map[measures.Logic]int{}
	for name := range recorded(t) {
		number, _, _ := strings.Cut(name, "_")
		n, err := strconv.Atoi(number)
		if err != nil {
			t.Errorf("%s does not begin with the number of its law", name)
		}
		found[measures.Logic(n)]++
	}
	for law := measures.Unnumbered; law <= measures.Current; law++ {
		if want := max(least[law], 1); found[law] < want {
			t.Errorf("%d histories ran under law %d, want %d", found[law], law, want)
		}
	}
}

// TestAnotherProcedureDoesNotReplay shows that replaying finds a changed
// procedure: one that waits before it reads the calendar.
func TestAnotherProcedureDoesNotReplay(t *testing.T) {
	changed := func(ctx workflow.Context, d workflows.Docket) error {
		if err := workflow.Sleep(ctx, 1); err != nil {
			return err
		}
		return workflows.Lawsuit(ctx, d)
	}
	for name, h := range recorded(t) {
		if replay(t, h, changed) == nil {
			t.Errorf("%s: a changed procedure replayed", name)
		}
	}
}

// TestTamperedHistoriesDoNotReplay shows that replaying looks at each kind of
// step: a history in which one is gone is refused.
func TestTamperedHistoriesDoNotReplay(t *testing.T) {
	kinds := []string{"TIMER_STARTED", "MARKER_RECORDED", "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES", "ACTIVITY_TASK_SCHEDULED"}
	found := map[string]bool{}
	for name, h := range recorded(t) {
		for _, kind := range kinds {
			tampered := without(h, kind)
			if len(tampered.Events) == len(h.Events) { // not every lawsuit has every step
				continue
			}
			found[kind] = true
			if replay(t, tampered, workflows.Lawsuit) == nil {
				t.Errorf("%s replayed without a %s", name, kind)
			}
		}
	}
	if len(found) != len(kinds) {
		t.Errorf("only %v were found in any history", found)
	}
}

// without leaves out the first event of a kind.
func without(h *history.History, kind string) *history.History {
	out := &history.History{}
	gone := false
	for _, e := range h.Events {
		if !gone && strings.HasSuffix(e.EventType.String(), camel(kind)) {
			gone = true
			continue
		}
		out.Events = append(out.Events, e)
	}
	return out
}

// camel turns TIMER_STARTED into TimerStarted, as event types print.
func camel(kind string) string {
	var b strings.Builder
	for _, word := range strings.Split(strings.ToLower(kind), "_") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

func BenchmarkReplay(b *testing.B) {
	for name, h := range recorded(b) {
		b.Run(strings.TrimSuffix(name, ".json"), func(b *testing.B) {
			for b.Loop() {
				if err := replay(b, h, workflows.Lawsuit); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(h.Events)), "events")
		})
	}
}

func replay(t testing.TB, h *history.History, procedure any) error {
	t.Helper()
	r := worker.NewWorkflowReplayer()
	for _, name := range []string{workflows.WorkflowType, workflows.FormerType} {
		r.RegisterWorkflowWithOptions(procedure, workflow.RegisterOptions{Name: name})
	}
	return r.ReplayWorkflowHistory(silent{}, h)
}

// recorded reads every history, by its file's name.
func recorded(t testing.TB) map[string]*history.History {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(histories, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no recorded histories in %s: %v", histories, err)
	}
	all := map[string]*history.History{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		h := &history.History{}
		if err := protojson.Unmarshal(data, h); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all[filepath.Base(path)] = h
	}
	return all
}
