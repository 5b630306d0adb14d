package workflows

import (
	"fmt"
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// keeper keeps a durable timer set to the next rung of all running clocks. When it
// goes off, whatever is due by then is recorded, and it is set to the one after that.
// (Before the law was Enduring there was a timer for each clock.)
type keeper struct {
	armed []*timer
	// stuck is set where a reminder could not be recorded for a reason that waiting
	// does not mend; it is then tried again at leisure.
	stuck bool
}

// timer is one armed timer.
type timer struct {
	clock  string
	at     time.Time // the civil instant it is set to
	fired  bool      // it has gone off, and makes nobody ring any more
	cancel workflow.CancelFunc
}

// live returns the timers that will still go off, in the machine's time.
func (k *keeper) live(civil calendar.Civil) []models.NextRung {
	var all []models.NextRung
	for _, t := range k.armed {
		if !t.fired {
			all = append(all, models.NextRung{Clock: t.clock, At: civil.Real(t.at)})
		}
	}
	return all
}

// reconcile brings the timers in line with the clocks: what still fits stays,
// what does not is cancelled, what is missing is set.
func (k *keeper) reconcile(ctx workflow.Context, p *proceeding) {
	wanted := p.wanted()
	var kept []*timer
	for _, t := range k.armed {
		if t.fired && p.law.Logic >= measures.Enduring {
			continue
		}
		if slices.ContainsFunc(wanted, func(w ring) bool { return p.serves(t, w) }) {
			kept = append(kept, t)
		} else {
			t.cancel()
		}
	}
	k.armed = kept
	for _, w := range wanted {
		if !slices.ContainsFunc(kept, func(t *timer) bool { return p.fits(t, w) }) {
			k.arm(ctx, p, w)
		}
	}
}

// wanted returns the rungs for which there should be a timer: the next one of all.
func (p *proceeding) wanted() []ring {
	all := upcoming(p.clocks, p.Rung, p.law.Calendar)
	if p.law.Logic < measures.Enduring || len(all) == 0 {
		return all
	}
	first := slices.MinFunc(all, func(a, b ring) int { return a.rung.At().Compare(b.rung.At()) })
	first.others = len(all) - 1
	return []ring{first}
}

// fits tells whether a timer goes off when a rung wants it to.
func (p *proceeding) fits(t *timer, w ring) bool {
	if p.law.Logic < measures.Enduring {
		return t.clock == w.clock.ID
	}
	return t.at.Equal(w.rung.At())
}

// serves tells whether a timer is worth keeping while a rung is the next: as long as
// what it says in the console is still to come. One that goes off later is kept too,
// for setting it again would be one event more.
func (p *proceeding) serves(t *timer, w ring) bool {
	if p.law.Logic < measures.Enduring {
		return t.clock == w.clock.ID && t.at.Equal(w.rung.At())
	}
	return !t.at.Before(w.rung.At()) && slices.ContainsFunc(upcoming(p.clocks, p.Rung, p.law.Calendar), func(r ring) bool {
		return r.clock.ID == t.clock && r.rung.At().Equal(t.at)
	})
}

// arm sets a timer to a rung; when it fires, whatever is due is recorded.
func (k *keeper) arm(ctx workflow.Context, p *proceeding, next ring) {
	timerCtx, cancel := workflow.WithCancel(ctx)
	at := next.rung.At()
	delay := max(p.Civil.Real(at).Sub(workflow.Now(ctx)), k.least())
	fired := workflow.NewTimerWithOptions(timerCtx, delay, workflow.TimerOptions{Summary: next.summary(p.today(ctx).Year())})
	t := &timer{clock: next.clock.ID, at: at, cancel: cancel}
	k.armed = append(k.armed, t)
	workflow.GoNamed(timerCtx, next.clock.ID, func(ctx workflow.Context) {
		if fired.Get(ctx, nil) == nil {
			t.fired = true
			p.ring(ctx)
		}
	})
}

// least is the shortest time for which a timer is set.
func (k *keeper) least() time.Duration {
	if k.stuck {
		return time.Minute
	}
	return time.Millisecond
}

// ring records the reminders that are due. Several clocks may fall due at the
// same moment; the first timer then records them all, and the others find
// nothing left to do.
func (p *proceeding) ring(ctx workflow.Context) {
	// The timer's own context is cancelled when the clock is met; what is being
	// recorded by then must be finished all the same.
	ctx, _ = workflow.NewDisconnectedContext(ctx)
	if p.lock.Lock(ctx) != nil {
		return
	}
	defer p.lock.Unlock()
	due := func() bool { return p.keeper.anyDue(p.clocks, p.Rung, p.now(ctx), p.law.Calendar) }
	err := p.changeWhile(ctx, due, p.rung)
	if p.keeper.stuck = err != nil; p.keeper.stuck {
		workflow.GetLogger(ctx).Error("a reminder could not be recorded", "lawsuit", p.ID, "error", err)
	}
	p.settle(ctx)
}

// due is what the rungs of a moment amount to.
type due struct {
	rung    []models.FiredRung
	entries []models.Entry
	notices []models.Notice
	lines   []string // what the console says
}

// due collects the rungs whose time has come: at most one for each clock, the
// latest. Announcements are told, but are no line of the journal: the act that
// set off the clock is.
func (k *keeper) due(f *measures.File, clocks []measures.Clock, fired []models.FiredRung, now time.Time, today calendar.Date, law measures.Law) due {
	cal, d := law.Calendar, due{rung: former(clocks, fired)}
	for _, c := range clocks {
		last := firedOf(c, fired)
		if last.On != today {
			last.On, last.Told = calendar.Date{}, nil // what was told on another day may be told again
		}
		if rung, ok := c.RungDue(last.Index, now, cal); ok {
			if law.Logic < measures.Papers || !hushed(f, c, clocks, today) {
				d.tell(f, c, rung, last, clocks, today, cal)
			}
			last.Index = rung.Index
			if law.Logic >= measures.Enduring { // the ledger has it so from lawsuits that ran before
				last.On, last.Told = today, post.Circle(f, c, rung.Circle)
			}
		}
		d.rung = append(d.rung, last)
	}
	return d
}

// longAgo is how many days after it a provisional date is one of a year whose notice
// nobody has entered, and not one that waits for its notice.
const longAgo = 90

// hushed tells whether a clock is silent today: what was put on file long after its day
// was late already when it came, and whoever enters it is asked to check it first
// (补录). While a running lawsuit is being taken over, all are. A last day that is reckoned without the calendar of its year accuses nobody.
func hushed(f *measures.File, c measures.Clock, clocks []measures.Clock, today calendar.Date) bool {
	if f.TakingOver(today) {
		return true
	}
	late := today.After(c.Limit()) || c.Right && today.After(c.Due)
	if late && c.Provisional && today.Sub(c.Limit()) > longAgo {
		return true
	}
	e := f.Unchecked()
	return late && e != nil && c.Limit().Before(e.On) && !today.After(checkedBy(clocks, e.On))
}

// checkedBy returns the day by which what was entered on a day is to be checked.
func checkedBy(clocks []measures.Clock, on calendar.Date) calendar.Date {
	for _, c := range clocks {
		if c.Key == measures.EntryCheck && c.Trigger == on {
			return c.Safe
		}
	}
	return calendar.Date{}
}

// tell adds what is said at a rung, unless the one before has said it today.
func (d *due) tell(f *measures.File, c measures.Clock, rung measures.Rung, last models.FiredRung, clocks []measures.Clock, today calendar.Date, cal calendar.Calendar) {
	if toldAgain(f, c, last, rung, today, cal) {
		return
	}
	if !c.Internal || rung.Tone != measures.Announces { // the act that set off a target of our own has told
		d.notices = append(d.notices, rungNotice(f, c, rung, clocks, today, cal))
	}
	if rung.Tone != measures.Announces {
		d.entries = append(d.entries, rungEntry(f, c, rung, today, cal))
		d.lines = append(d.lines, rungLine(f, c, rung, today))
	}
}

// former returns how far the rungs of dates have gone that no clock has any more.
// They may come back, when a correction is taken back, and must not fire again.
func former(clocks []measures.Clock, fired []models.FiredRung) []models.FiredRung {
	var gone []models.FiredRung
	for _, r := range fired {
		if !slices.ContainsFunc(clocks, func(c measures.Clock) bool { return belongs(r, c) }) {
			gone = append(gone, r)
		}
	}
	return gone
}

// belongs tells whether a fired rung is one of the dates that a clock has now.
func belongs(r models.FiredRung, c measures.Clock) bool {
	return r.Clock == c.ID && r.Safe == c.Safe && r.Limit == c.Limit()
}

// silent is what the rungs of a moment amount to in a closed file.
func (k *keeper) silent(fired []models.FiredRung) due { return due{rung: fired} }

// anyDue tells whether some clock has a rung whose time has come.
func (k *keeper) anyDue(clocks []measures.Clock, fired []models.FiredRung, now time.Time, cal calendar.Calendar) bool {
	return slices.ContainsFunc(clocks, func(c measures.Clock) bool {
		_, ok := c.RungDue(lastRung(c, fired), now, cal)
		return ok
	})
}

// lastRung returns the number of the clock's rung that went out last, -1 if
// none did.
func lastRung(c measures.Clock, fired []models.FiredRung) int { return firedOf(c, fired).Index }

// firedOf returns how far the clock's rungs have gone. A clock whose dates have
// moved to new ones starts anew: people are told of them.
func firedOf(c measures.Clock, fired []models.FiredRung) models.FiredRung {
	for _, r := range fired {
		if belongs(r, c) {
			return r
		}
	}
	return models.FiredRung{Clock: c.ID, Safe: c.Safe, Limit: c.Limit(), Index: -1}
}

// ring is a rung that is still to come.
type ring struct {
	clock  measures.Clock
	rung   measures.Rung
	others int // clocks that ring later
}

// upcoming returns the next rung of each running clock that has one.
func upcoming(clocks []measures.Clock, fired []models.FiredRung, cal calendar.Calendar) []ring {
	var next []ring
	for _, c := range clocks {
		if r, ok := c.Rung(lastRung(c, fired)+1, cal); ok {
			next = append(next, ring{clock: c, rung: r})
		}
	}
	return next
}

// summary is what the console shows beside the timer, within 60 characters.
func (r ring) summary(year int) string {
	what := map[measures.Tone]string{
		measures.Reminds: "提醒", measures.FallsDue: "到期提醒", measures.Escalates: "逾期督办",
	}[r.rung.Tone]
	text := fmt.Sprintf("〔%s〕%s：%s到期，%s%s", r.clock.Article, r.clock.Title, dayIn(year, r.clock.Safe), dayIn(year, r.rung.On), what)
	if r.others > 0 {
		text += fmt.Sprintf("；另有%d项期限", r.others)
	}
	return cut(text)
}

// maxSummary is how many characters the console shows of a summary: Temporal cuts
// at 400 bytes, wherever in a character that may be.
const maxSummary = 60

// cut shortens a text to what the console shows.
func cut(s string) string {
	runes := []rune(s)
	if len(runes) <= maxSummary {
		return s
	}
	return string(runes[:maxSummary-1]) + "…"
}
