package workflows_test

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"pgregory.net/rapid"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// TestRandomLawsuits tells lawsuits that nobody has thought of: acts that are
// right and wrong, early, late, repeated and out of order, on the real procedure
// and a real ledger, beside a model that is told the same.
func TestRandomLawsuits(t *testing.T) {
	limit(t, 30)
	ledger := ledgerOf(t)
	reached := map[measures.Stage]int{}
	told := tally{}
	number := 0
	rapid.Check(t, func(r *rapid.T) {
		number++
		m := drawLawsuit(r, number)
		telling := &telling{story: &story{t: t, ledger: ledger}, model: m}
		telling.tell()
		if len(telling.wrong) > 0 {
			r.Fatalf("%s\n%s", strings.Join(telling.wrong, "\n"), m.plan())
		}
		for stage := range m.stages {
			reached[stage]++
		}
		told.add(m, telling)
	})
	t.Logf("%d lawsuits, %+v, by stage reached: %v", number, told, reached)
	if least := number / 3; !t.Failed() && reached[measures.Deciding] < least {
		t.Errorf("%d of %d lawsuits came to a judgment, want %d", reached[measures.Deciding], number, least)
	}
}

// limit sets how many lawsuits are told, unless the command says so itself:
// -rapid.checks 5000 tells them for a night.
func limit(t *testing.T, checks int) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	given := false
	flag.Visit(func(x *flag.Flag) { given = given || x.Name == f.Name })
	if !given {
		old := f.Value.String()
		if err := f.Value.Set(fmt.Sprint(checks)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Value.Set(old) })
	}
}

// tally counts what the lawsuits were made of.
type tally struct{ Accepted, Refused, Repeated, Corrected, Rungs, Days int }

func (n *tally) add(m *model, x *telling) {
	for _, w := range m.wishes {
		switch {
		case w.accepted():
			n.Accepted++
		case w.refused():
			n.Refused++
		default:
			n.Repeated++
		}
	}
	for _, c := range m.file.Corrections {
		if c.Confirmed {
			n.Corrected++
		}
	}
	n.Rungs += len(x.fired)
	n.Days += calendar.DateOf(m.now).Sub(m.opened)
}

// telling tells the procedure what the model was told, and compares.
type telling struct {
	*story
	model *model
	fired map[string]bool // the rungs whose reminders were recorded
	told  map[string]int  // to how many offices, by the notice's key
	lines []string        // the clocks of the journal's lines for reminders
	seen  int             // how many wishes have been looked at afterwards
	wrong []string
}

func (x *telling) fails(format string, args ...any) {
	if len(x.wrong) < 3 {
		x.wrong = append(x.wrong, fmt.Sprintf(format, args...))
	}
}

func (x *telling) tell() {
	x.fired, x.told = map[string]bool{}, map[string]int{}
	x.begin(x.model.opened.String())
	x.listen()
	x.docket = x.open(x.model.notice)
	for _, w := range x.model.wishes {
		x.env.RegisterDelayedCallback(func() { x.asks(w) }, w.at.Sub(x.start))
		x.env.RegisterDelayedCallback(func() { x.looks(w) }, w.at.Sub(x.start)+time.Second)
	}
	x.env.RegisterDelayedCallback(x.env.CancelWorkflow, x.model.now.Sub(x.start)+time.Minute)
	x.env.ExecuteWorkflow(workflows.WorkflowType, x.docket)
	if err := x.env.GetWorkflowError(); err != nil && !temporal.IsCanceledError(err) {
		x.fails("the lawsuit ended with %v", err)
	}
	for _, w := range x.model.wishes[x.seen:] { // the archive ends it before the last look
		x.looks(w)
	}
	x.checkJournal()
	x.checkInboxes()
}

// listen writes down what reaches the ledger.
func (x *telling) listen() {
	record := (&activities.Activities{Store: x.ledger}).Record
	x.env.RegisterActivityWithOptions(func(ctx context.Context, r models.Recording) (models.Recorded, error) {
		done, err := record(ctx, r)
		if err == nil && !done.Repeated && done.Ahead == nil {
			x.recorded(r)
		}
		return done, err
	}, activity.RegisterOptions{Name: workflows.RecordCall.Name, DisableAlreadyRegisteredCheck: true})
}

// recorded checks the reminders of a recording against the clocks of the model.
func (x *telling) recorded(r models.Recording) {
	at := r.Lawsuit.UpdatedAt
	rings := 0
	for _, n := range r.Notices {
		if n.Clock == "" {
			continue
		}
		// The same is told twice on a day only where more people hear it.
		if x.told[n.Key] >= len(n.To) {
			x.fails("%s: %s was told twice", at, n.Key)
		}
		x.told[n.Key] = len(n.To)
		// It fires for a clock that runs, and is the last one whose time has come: a
		// clock that is met in time never escalates.
		i := slices.IndexFunc(x.model.clocks(at), func(c measures.Clock) bool {
			return c.State == measures.Running && x.rings(n, c, latest(c, at, x.model.law.Calendar), at)
		})
		if i < 0 {
			x.fails("%s: %s was told, but no clock has it due", at, n.Key)
			continue
		}
		c := x.model.clocks(at)[i]
		if n.Urgency == models.Escalation && !c.Overdue(calendar.DateOf(at)) {
			x.fails("%s: %s escalated, but is not overdue", at, n.Key)
		}
		if latest(c, at, x.model.law.Calendar) > 0 {
			rings++
		}
	}
	x.passed(r.Lawsuit.Rung, calendar.DateOf(at))
	for _, e := range r.Entries {
		if e.Kind == models.RungEntry {
			rings--
			x.lines = append(x.lines, e.Name)
		}
	}
	// Each reminder that is told is a line of the journal, and the other way round.
	if rings != 0 {
		x.fails("%s: %d more reminders told than written down", at, rings)
	}
}

// rings tells whether a notice is that of a clock's rung, and fails where one rung
// fires twice for the same clock and dates.
func (x *telling) rings(n models.Notice, c measures.Clock, index int, at time.Time) bool {
	dates := fmt.Sprintf("%s/%s/%s/", c.ID, c.Safe, c.Limit())
	if !strings.HasPrefix(n.Key, dates+calendar.DateOf(at).String()+"/") {
		return false
	}
	if rung := dates + strconv.Itoa(index); x.fired[rung] {
		x.fails("%s: rung %s fired twice", at, rung)
	} else {
		x.fired[rung] = true
	}
	return true
}

// passed takes a rung as told that went by in silence, where another has said the
// same on that day.
func (x *telling) passed(rungs []models.FiredRung, today calendar.Date) {
	for _, r := range rungs {
		dates := fmt.Sprintf("%s/%s/%s/", r.Clock, r.Safe, r.Limit)
		for key := range x.told {
			if r.On == today && r.Index > 0 && strings.HasPrefix(key, dates+today.String()+"/") {
				x.fired[dates+strconv.Itoa(r.Index)] = true
			}
		}
	}
}

// asks sends a request.
func (x *telling) asks(w *wish) {
	w.before = x.picture().Revision
	x.sendAs(w.update, w.act.Name, w.request, func(receipt models.Receipt, err error) {
		w.receipt = receipt
		x.answered(w, err)
	})
}

// answered compares the answer with the one that the model has for it.
func (x *telling) answered(w *wish, err error) {
	receipt := w.receipt
	what := fmt.Sprintf("%s %s", w.at, w.act.Name)
	switch {
	case w.first != nil:
		// A key that is sent again has one effect, and the same receipt.
		if err != nil || encoded(x.t, receipt) != encoded(x.t, w.first.receipt) {
			x.fails("%s, sent again: revision %d, want %d: %s", what, receipt.Revision, w.first.receipt.Revision, explain(err))
		}
	case w.refused():
		if got := refusalOf(err); got == nil || got.Code != w.refusal.Code || w.refusal.Article != "" && encoded(x.t, got) != encoded(x.t, w.refusal) {
			x.fails("%s: answered %s, want %v", what, explain(err), w.refusal)
		}
	case err != nil:
		x.fails("%s: refused: %s", what, explain(err))
	// An accepted act raises the revision.
	case receipt.Revision <= w.before:
		x.fails("%s: revision %d after %d", what, receipt.Revision, w.before)
	// A preview tells which clocks then move.
	case encoded(x.t, receipt.Moved) != encoded(x.t, w.moved):
		x.fails("%s: what moved is\n%s", what, difference(encoded(x.t, receipt.Moved), encoded(x.t, w.moved)))
	}
}

// looks compares the lawsuit after a request with the model of that time.
func (x *telling) looks(w *wish) {
	x.seen++
	p := x.picture()
	at := w.at.Add(time.Second)
	file, clocks := x.model.first, x.model.clocks(at)
	for _, v := range x.model.wishes[:x.seen] {
		if v.accepted() {
			file = v.file
		}
	}
	revision := w.before
	if w.accepted() {
		revision = w.receipt.Revision
	}
	what := fmt.Sprintf("after %s %s", w.at, w.act.Name)
	// The file is what the accepted acts have made of it, so a refused or repeated
	// one has changed nothing.
	if encoded(x.t, p.File) != encoded(x.t, file) {
		x.fails("%s the file is\n%s", what, difference(encoded(x.t, p.File), encoded(x.t, file)))
	}
	if p.Revision != revision {
		x.fails("%s the revision is %d, want %d", what, p.Revision, revision)
	}
	// The stage follows from the file.
	if p.Stage != measures.StageOf(&file) {
		x.fails("%s it stands at %s", what, p.Stage)
	}
	// The clocks are those that a preview shows.
	if encoded(x.t, p.Clocks) != encoded(x.t, clocks) {
		x.fails("%s the clocks are\n%s", what, difference(encoded(x.t, p.Clocks), encoded(x.t, clocks)))
	}
	x.checkArmed(what, p, clocks, at)
}

// difference shows where two texts begin to differ.
func difference(got, want string) string {
	n := 0
	for n < min(len(got), len(want)) && got[n] == want[n] {
		n++
	}
	from := max(n-100, 0)
	part := func(s string) string { return strings.ToValidUTF8(s[from:min(n+200, len(s))], "") }
	return fmt.Sprintf("…%s…, want\n…%s…", part(got), part(want))
}

// checkArmed checks that every running clock has rung as far as its time has
// come, and that the first timer to go off is set to the next rung of them all: the
// timers themselves are looked at, not what should be.
func (x *telling) checkArmed(what string, p workflows.Picture, clocks []measures.Clock, at time.Time) {
	var first time.Time
	cal := x.model.law.Calendar
	for _, c := range clocks {
		if c.State != measures.Running {
			continue
		}
		if next := upcoming(c, at, cal); !next.IsZero() && (first.IsZero() || next.Before(first)) {
			first = next
		}
		last := latest(c, at, cal)
		if rung := fmt.Sprintf("%s/%s/%s/%d", c.ID, c.Safe, c.Limit(), last); !x.fired[rung] && !(c.Internal && last == 0) {
			x.fails("%s %s was not told", what, rung)
		}
	}
	if got := earliest(p.Armed); !got.Equal(first) {
		x.fails("%s the timers are %v, want the first at %s", what, p.Armed, first)
	}
}

// checkJournal checks that the journal has a line for each accepted act and for
// each reminder, in order, with its chain whole; and that what it tells makes the
// file again.
func (x *telling) checkJournal() {
	if err := x.ledger.VerifyJournal(context.Background(), x.docket.ID); err != nil {
		x.fails("the journal: %v", err)
	}
	entries := x.journal()
	var rings []string
	for _, e := range entries {
		if e.Kind == models.RungEntry {
			rings = append(rings, e.Name)
		}
	}
	if !slices.Equal(rings, x.lines) {
		x.fails("reminders in the journal:\n%v, want\n%v", rings, x.lines)
	}
	done := models.DoneIn(entries)
	var got, want []string
	for _, d := range done {
		got = append(got, fmt.Sprint(d.On, d.By, d.Act, string(d.Input)))
	}
	for _, d := range x.model.done {
		want = append(want, fmt.Sprint(d.On, d.By, d.Act, string(d.Input)))
	}
	if !slices.Equal(got, want) {
		x.fails("acts in the journal:\n%s, want\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		return
	}
	b := x.model.bench()
	b.Done = done
	again, err := workflows.FileOn(b.Today, b)
	if err != nil || encoded(x.t, again) != encoded(x.t, x.model.file) {
		x.fails("the journal makes another file: %v", err)
	}
}

// checkInboxes checks that each reminder lies in each inbox once.
func (x *telling) checkInboxes() {
	ctx := context.Background()
	for _, who := range people {
		user, err := x.ledger.UserByName(ctx, who.Username)
		if err != nil {
			x.t.Fatal(err)
		}
		messages, err := x.ledger.Inbox(ctx, user.ID, true, 500)
		if err == nil {
			err = x.ledger.MarkRead(ctx, user.ID)
		}
		if err != nil {
			x.t.Fatal(err)
		}
		lies := map[string]bool{}
		for _, m := range messages {
			if lies[m.Key] || m.LawsuitID == x.docket.ID && m.Clock != "" && x.told[m.Key] == 0 {
				x.fails("%s lies in the inbox of %s, told or not", m.Key, who.Username)
			}
			lies[m.Key] = true
		}
	}
}
