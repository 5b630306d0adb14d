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
	ledger, days := ledgerOf(t), readAlmanac(t)
	reached := map[string]int{}
	told := tally{}
	number := 0
	rapid.Check(t, func(r *rapid.T) {
		number++
		m := drawLawsuit(r, days, number)
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
	if least := number / 3; !t.Failed() && reached["decision"] < least {
		t.Errorf("%d of %d lawsuits came to a judgment, want %d", reached["decision"], number, least)
	}
}

// TestRandomLawsuitsOnPaper judges the acts of many more lawsuits, without running
// them.
func TestRandomLawsuitsOnPaper(t *testing.T) {
	limit(t, 300)
	days, number := readAlmanac(t), 0
	rapid.Check(t, func(r *rapid.T) {
		number++
		m := drawLawsuit(r, days, number)
		if wrong := m.judged(t); wrong != "" {
			r.Fatalf("%s\n%s", wrong, m.plan())
		}
	})
}

// judged says in what the code judges otherwise than the oracle, or nothing.
func (m *model) judged(t *testing.T) string {
	bench := workflows.Bench{Law: today, Today: m.opened}
	r := workflows.Request{By: clerk, Input: input(t, m.notice)}
	f, refusal := workflows.Open(m.opening, r, bench)
	if refusal != nil {
		return refusal.Error()
	}
	file := *f
	bench.Done = []models.Done{{Act: m.opening.Name, By: clerk, On: m.opened, Law: measures.Current, Input: m.filed()}}
	for _, w := range m.wishes {
		if w.first != nil || w.refused() && w.refusal.code == "conflict" {
			continue // what a key was used for, the ledger knows
		}
		bench.Today = calendar.DateOf(w.at)
		o, refusal := w.act.Try(&file, w.request, bench)
		what := fmt.Sprintf("%s %s", w.at, w.act.Name)
		switch {
		case w.refused() && !w.refusal.is(refusal):
			return fmt.Sprintf("%s: answered %v, want %v", what, refusal, w.refusal)
		case w.refused():
			continue
		case refusal != nil:
			return fmt.Sprintf("%s: refused: %v %v", what, refusal, refusal.Fields)
		case !slices.Equal(ids(o.Moved), w.moved):
			return fmt.Sprintf("%s: what moved is %v, want %v", what, ids(o.Moved), w.moved)
		}
		file = o.File
		bench.Done = append(bench.Done, models.Done{Act: w.act.Name, By: w.request.By, On: bench.Today, Law: measures.Current, Input: w.request.Input})
		if wrong := m.at(w.at).differs(&file, measures.StageOf(&file), o.Clocks); len(wrong) > 0 {
			return what + ": " + strings.Join(wrong, "\n")
		}
	}
	return ""
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
type tally struct {
	Accepted, Refused, Repeated, Corrected, Rungs, Days int
	// In how many lawsuits there were two organs of the district, a paper that ended
	// nothing, somebody who came later, an appeal that the court admitted late, and an
	// effect that a later service or appeal undid.
	TwoOrgans, Interlocutory, Joined, LateAppeal, Undone int
	// How many were registered at a later instance, and how many suggestions.
	Later, Examined, Suggestions int
}

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
	for _, of := range []struct {
		n  *int
		is bool
	}{
		{&n.TwoOrgans, len(m.oracle.organs()) > 1}, {&n.Interlocutory, m.oracle.interlocutory()}, {&n.Joined, m.changed() > 0},
		{&n.LateAppeal, m.oracle.lateAppeals > 0}, {&n.Undone, m.oracle.undone > 0},
		{&n.Later, m.oracle.opening().later}, {&n.Examined, m.oracle.opening().level == "examination"}, {&n.Suggestions, m.oracle.advice},
	} {
		if of.is {
			*of.n++
		}
	}
	for _, c := range m.oracle.fixes {
		if c.granted {
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
	fired map[string]bool     // the rungs whose reminders were recorded
	told  map[string][]string // to which offices, by the notice's key
	lines []string            // the clocks of the journal's lines for reminders
	acts  int                 // how many of its lines tell of acts
	seen  int                 // how many wishes have been looked at afterwards
	wrong []string
}

// untilLook is how long after a request the lawsuit is looked at, before the next one a
// minute later. The environment's clock goes on with the real one while the ledger is
// written to, which takes its time on a busy machine.
const untilLook = 45 * time.Second

func (x *telling) fails(format string, args ...any) {
	if len(x.wrong) < 3 {
		x.wrong = append(x.wrong, fmt.Sprintf(format, args...))
	}
}

func (x *telling) tell() {
	x.fired, x.told = map[string]bool{}, map[string][]string{}
	x.begin(x.model.opened.String())
	x.listen()
	x.docket = x.openWith(x.model.opening, x.model.notice)
	for _, w := range x.model.wishes {
		x.env.RegisterDelayedCallback(func() { x.asks(w) }, w.at.Sub(x.start))
		x.env.RegisterDelayedCallback(func() { x.looks(w) }, w.at.Sub(x.start)+untilLook)
	}
	x.env.RegisterDelayedCallback(x.env.CancelWorkflow, x.model.now.Sub(x.start)+time.Minute)
	x.env.ExecuteWorkflow(workflows.WorkflowType, x.docket)
	if err := x.env.GetWorkflowError(); err != nil && !temporal.IsCanceledError(err) {
		x.fails("the lawsuit ended with %v", err)
		return // what it would answer now says nothing of the cause
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

// recorded checks the reminders of a recording against the duties of the oracle.
func (x *telling) recorded(r models.Recording) {
	at := r.Lawsuit.UpdatedAt
	now := x.model.at(at)
	rings := 0
	for _, n := range r.Notices {
		if n.Clock == "" {
			continue
		}
		// The same is told twice on a day only where somebody hears it for the first time.
		to := offices(n.To)
		if !slices.ContainsFunc(to, func(o string) bool { return !slices.Contains(x.told[n.Key], o) }) {
			x.fails("%s: %s was told twice", at, n.Key)
		}
		x.told[n.Key] = append(x.told[n.Key], to...)
		// It fires for a duty that runs, and is the last one whose time has come: what
		// is done in time never escalates.
		i := slices.IndexFunc(now.duties, func(d duty) bool {
			return d.running() && x.rings(n, d, d.latest(x.model.days, at), at)
		})
		if i < 0 {
			x.fails("%s: %s was told, but no duty has it due", at, n.Key)
			continue
		}
		d := now.duties[i]
		if d.hushed(x.model.days, now.entered, dayOf(at)) {
			x.fails("%s: %s was told, and should be silent", at, n.Key)
		}
		rung := d.latest(x.model.days, at)
		if (n.Urgency == models.Escalation) != (rung > 3) { // three lead to the safe day
			x.fails("%s: %s is %s at rung %d", at, n.Key, n.Urgency, rung)
		}
		if want := d.told(now.handlers, rung); !slices.Equal(to, want) {
			x.fails("%s: %s was told to %v, want %v", at, n.Key, to, want)
		}
		if rung > 0 {
			rings++
		}
	}
	x.passed(r.Lawsuit.Rung, calendar.DateOf(at))
	for _, d := range now.duties { // what was late when it was entered is silent for now
		if d.hushed(x.model.days, now.entered, dayOf(at)) {
			x.fired[fmt.Sprintf("%s/%s/%s/%d", d.id, d.safe, d.limit, d.latest(x.model.days, at))] = true
		}
	}
	for _, e := range r.Entries {
		switch e.Kind {
		case models.RungEntry:
			rings--
			x.lines = append(x.lines, e.Name)
		case models.ActEntry:
			x.acts++
		}
	}
	// Each reminder that is told is a line of the journal, and the other way round.
	if rings != 0 {
		x.fails("%s: %d more reminders told than written down", at, rings)
	}
}

// offices writes down who is told as the oracle does.
func offices(to []models.Recipient) []string {
	var all []string
	for _, o := range to {
		all = append(all, strings.TrimSpace(string(o.Role)+" "+o.Unit))
	}
	slices.Sort(all)
	return all
}

// rings tells whether a notice is that of a duty's rung, and fails where one rung
// fires twice for the same duty and days.
func (x *telling) rings(n models.Notice, d duty, index int, at time.Time) bool {
	dates := fmt.Sprintf("%s/%s/%s/", d.id, d.safe, d.limit)
	if !strings.HasPrefix(n.Key, dates+dayOf(at).String()+"/") {
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

// asks sends a request, as somebody does who has seen beforehand what will come of it.
func (x *telling) asks(w *wish) {
	w.before = x.picture()
	bench := workflows.Bench{Law: today, Today: calendar.DateOf(w.at)}
	if w.act.LooksBack {
		bench.Done = models.DoneIn(x.journal())
	}
	w.preview, _ = w.act.Try(&w.before.File, w.request, bench)
	x.sendAs(w.update, w.act.Name, w.request, func(receipt models.Receipt, err error) {
		w.receipt = receipt
		x.answered(w, err)
	})
}

// answered compares the answer with the oracle's.
func (x *telling) answered(w *wish, err error) {
	receipt := w.receipt
	what := fmt.Sprintf("%s %s", w.at, w.act.Name)
	moved := ids(receipt.Moved)
	switch {
	case w.first != nil:
		// A key that is sent again has one effect, and the same receipt.
		if err != nil || encoded(x.t, receipt) != encoded(x.t, w.first.receipt) {
			x.fails("%s, sent again: revision %d, want %d: %s", what, receipt.Revision, w.first.receipt.Revision, explain(err))
		}
	case w.refused():
		if !w.refusal.is(refusalOf(err)) {
			x.fails("%s: answered %s, want %v", what, explain(err), w.refusal)
		}
	case err != nil:
		x.fails("%s: refused: %s", what, explain(err))
	// An accepted act raises the revision.
	case receipt.Revision <= w.before.Revision:
		x.fails("%s: revision %d after %d", what, receipt.Revision, w.before.Revision)
	case !slices.Equal(moved, w.moved):
		x.fails("%s: what moved is %v, want %v", what, moved, w.moved)
	// A preview tells which clocks then move.
	case encoded(x.t, receipt.Moved) != encoded(x.t, w.preview.Moved):
		x.fails("%s: what moved is\n%s", what, difference(encoded(x.t, receipt.Moved), encoded(x.t, w.preview.Moved)))
	}
}

// looks compares the lawsuit after a request with the oracle's of that time.
func (x *telling) looks(w *wish) {
	x.seen++
	p := x.picture()
	at := w.at.Add(untilLook)
	now := x.model.at(at)
	what := fmt.Sprintf("after %s %s", w.at, w.act.Name)
	x.checkEffect(what, w, p)
	for _, why := range now.differs(&p.File, p.Stage, p.Clocks) {
		x.fails("%s %s", what, why)
	}
	if string(p.At) != now.stage {
		x.fails("%s the story stands at %s, want %s", what, p.At, now.stage)
	}
	for _, act := range p.Awaits {
		if !slices.Contains(now.open, act) {
			x.fails("%s it waits for %s, which nobody can do", what, act)
		}
	}
	x.checkArmed(what, p, now, at)
}

// checkEffect checks that an accepted act has had one effect and left one line, and
// that any other has had none at all.
func (x *telling) checkEffect(what string, w *wish, p workflows.Picture) {
	lines := 1 // the registration
	for _, v := range x.model.wishes[:x.seen] {
		if v.accepted() {
			lines++
		}
	}
	if x.acts != lines {
		x.fails("%s the journal has %d lines of acts, want %d", what, x.acts, lines)
	}
	if !w.accepted() {
		before := w.before
		before.Awaits = p.Awaits // a new day opens acts by itself
		if encoded(x.t, p) != encoded(x.t, before) {
			x.fails("%s, which is nothing, the lawsuit is\n%s", what, difference(encoded(x.t, p), encoded(x.t, before)))
		}
		return
	}
	if p.Revision != w.receipt.Revision {
		x.fails("%s the revision is %d, want %d", what, p.Revision, w.receipt.Revision)
	}
	// What was shown beforehand has come.
	if got, want := encoded(x.t, p.File), encoded(x.t, w.preview.File); got != want {
		x.fails("%s the file is\n%s", what, difference(got, want))
	}
	// No order of facts loses a clock.
	if gone := lost(workflows.Bench{Law: today}, &w.before.File, &p.File, w.act); len(gone) > 0 {
		x.fails("%s the clocks %v are lost", what, gone)
	}
}

// differs says in what a lawsuit is otherwise than the oracle has it.
func (x moment) differs(f *measures.File, stage measures.Stage, clocks []measures.Clock) []string {
	var all []string
	if got := factsOf(f); got != x.facts {
		all = append(all, "the file is\n"+difference(got, x.facts))
	}
	if string(stage) != x.stage {
		all = append(all, fmt.Sprintf("it stands at %s, want %s", stage, x.stage))
	}
	var duties []string
	explained := map[string]bool{}
	for _, d := range x.duties {
		duties = append(duties, d.String())
		explained[d.id] = d.late
	}
	slices.Sort(duties)
	got, want := dutiesOf(clocks, func(id string) bool { return explained[id] }), strings.Join(duties, "\n")
	if got != want {
		all = append(all, "the clocks are\n"+difference(got, want))
	}
	for _, a := range workflows.Acts {
		for _, who := range people {
			if got := a.OpenTo(f, who, today); got != x.may[doing(a.Name, who)] {
				all = append(all, fmt.Sprintf("%s is open: %t, want %t", doing(a.Name, who), got, !got))
			}
		}
	}
	return all
}

// is tells whether a refusal is the oracle's: by its code and, where it names one, by
// an article that speaks against the act.
func (v *verdict) is(refusal *models.Error) bool {
	return refusal != nil && string(refusal.Code) == v.code && (refusal.Article == "" || slices.Contains(v.articles, refusal.Article))
}

func ids(clocks []measures.Clock) []string {
	var all []string
	for _, c := range clocks {
		all = append(all, c.ID)
	}
	slices.Sort(all)
	return all
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

// checkArmed checks that every running duty has rung as far as its time has come,
// and that the first timer to go off is set to the next rung of them all: the timers
// themselves are looked at, not what should be.
func (x *telling) checkArmed(what string, p workflows.Picture, now moment, at time.Time) {
	var first time.Time
	for _, d := range now.duties {
		if !d.running() {
			continue
		}
		if next := d.upcoming(x.model.days, at); !next.IsZero() && (first.IsZero() || next.Before(first)) {
			first = next
		}
		last := d.latest(x.model.days, at)
		if rung := fmt.Sprintf("%s/%s/%s/%d", d.id, d.safe, d.limit, last); !x.fired[rung] && !(d.ours && last == 0) {
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
	for i, d := range done {
		said := string(d.Input)
		if i == 0 {
			said = plain(d.Input) // the notice with what it leaves unsaid
		}
		got = append(got, fmt.Sprint(d.On, asSomebody(d.By), d.Act, said))
	}
	for i, d := range x.model.oracle.done {
		said := string(d.input)
		if i == 0 {
			said = plain(d.input)
		}
		want = append(want, fmt.Sprint(d.on, d.by, d.act, said))
	}
	if !slices.Equal(got, want) {
		x.fails("acts in the journal:\n%s, want\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		return
	}
	b := workflows.Bench{Law: today, Today: x.model.today(), Done: done}
	again, err := workflows.FileOn(b.Today, b)
	if p := x.picture(); err != nil || encoded(x.t, again) != encoded(x.t, p.File) {
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
		page, err := x.ledger.Inbox(ctx, user.ID, models.MessageFilter{Unread: true, Limit: 500})
		if err == nil {
			err = x.ledger.MarkRead(ctx, user.ID)
		}
		if err != nil {
			x.t.Fatal(err)
		}
		lies := map[string]bool{}
		for _, m := range page.Messages {
			if lies[m.Key] || m.LawsuitID == x.docket.ID && m.Clock != "" && len(x.told[m.Key]) == 0 {
				x.fails("%s lies in the inbox of %s, told or not", m.Key, who.Username)
			}
			lies[m.Key] = true
		}
	}
}
