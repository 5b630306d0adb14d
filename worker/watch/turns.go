package watch

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// One of all workers compares the ledger with Temporal, and counts what is not counted
// yet: it keeps the turn by asking for it again, and when it is gone another has it soon.
const (
	turn    = 10 * time.Second
	renewed = 3 * time.Second
)

// absence is for how long nobody may have had the turn, as when one version follows on
// another, for the lists to be enough. After longer than that the system was down, or
// the ledger is a copy of an older one, and every lawsuit is looked at.
const absence = 15 * time.Minute

// pace is how many lawsuits are looked at closely in a second at night: each workflow is
// asked, and may have to be replayed for that. A hundred thousand take three hours.
const pace = 10

// again is after how long a comparison is begun anew that came to no end.
const again = time.Minute

// takeTurns compares whenever it is this worker's turn to.
func (w *Watch) takeTurns(ctx context.Context) {
	who := uuid.NewString()
	for ctx.Err() == nil {
		before, mine := w.mine(ctx, who)
		if mine {
			w.onDuty(ctx, who, before)
		}
		wait(ctx, renewed)
	}
}

// mine tells whether the turn is this worker's, and until when it was anybody's before.
func (w *Watch) mine(ctx context.Context, who string) (before time.Time, mine bool) {
	now := time.Now()
	before, mine, err := w.Store.TakeTurn(ctx, "reconcile", who, now, now.Add(turn))
	if err != nil && ctx.Err() == nil {
		slog.ErrorContext(ctx, "watch: nobody can tell whose turn it is", "error", err)
	}
	return before, mine
}

// onDuty compares and counts, and keeps the turn, until it is another's.
func (w *Watch) onDuty(ctx context.Context, who string, before time.Time) {
	ctx, stop := context.WithCancel(ctx)
	var comparing sync.WaitGroup
	comparing.Go(func() { w.compareAll(ctx, time.Since(before) > absence) })
	comparing.Go(func() { w.countAll(ctx) })
	defer comparing.Wait()
	defer stop()
	for held := time.Now(); ctx.Err() == nil && time.Since(held) < turn; wait(ctx, renewed) {
		if _, mine := w.mine(ctx, who); mine {
			held = time.Now()
		}
	}
}

// compareAll compares by lists now, and looks at every lawsuit each night; now too, where
// that is due.
func (w *Watch) compareAll(ctx context.Context, due bool) {
	w.throughout(ctx, w.Glance)
	for ctx.Err() == nil {
		if due || !w.nextNight(ctx).After(time.Now()) {
			w.throughout(ctx, w.closely)
		}
		due = false
		w.untilNight(ctx)
	}
}

// untilNight waits for the next comparison of every lawsuit, and looks again meanwhile at
// what the last one could not mend: somebody may have seen to it.
func (w *Watch) untilNight(ctx context.Context) {
	for ctx.Err() == nil {
		left := time.Until(w.nextNight(ctx))
		if left <= 0 {
			return
		}
		wait(ctx, min(left, Every))
		w.log(ctx, "remains", w.LookAgain)
	}
}

// throughout compares until it has come to the end once.
func (w *Watch) throughout(ctx context.Context, compare func(context.Context) ([]Difference, error)) {
	for done := false; !done && ctx.Err() == nil; {
		w.log(ctx, "reconcile", func(ctx context.Context) (int, error) {
			found, err := compare(ctx)
			done = err == nil
			return w.report(ctx, found, time.Now()), err
		})
		if !done {
			wait(ctx, again)
		}
	}
}

// closely is Reconcile at a pace that leaves room for people, and keeps when it began.
// Of what has changed since the last time it keeps the history, too: Temporal's own copy
// may be lost, and that of an open lawsuit is nowhere else.
func (w *Watch) closely(ctx context.Context) ([]Difference, error) {
	beat := time.NewTicker(time.Second / pace)
	defer beat.Stop()
	began := time.Now()
	var last time.Time
	if _, err := w.Store.Setting(ctx, reconciled, &last); err != nil {
		return nil, err
	}
	found, err := w.goThrough(ctx, models.LookClosely, func(l models.Summary, _ shown) bool {
		select {
		case <-ctx.Done():
		case <-beat.C:
		}
		if l.UpdatedAt.After(last) {
			w.copyHistory(ctx, l)
		}
		return true
	})
	if err == nil {
		err = w.Store.PutSetting(ctx, reconciled, began)
	}
	return found, err
}

// copyHistory keeps the history of an open lawsuit as it is now.
func (w *Watch) copyHistory(ctx context.Context, l models.Summary) {
	if _, err := w.KeepHistory(ctx, workflows.KeepHistory{LawsuitID: l.ID, WorkflowID: l.CaseNumber}); err != nil && ctx.Err() == nil {
		slog.WarnContext(ctx, "watch: a history could not be kept", "lawsuit", l.ID, "error", err)
	}
}

// reconciled is the setting that says when the last comparison of every lawsuit began
// that came to its end.
const reconciled = "reconciled"

// nextNight returns when every lawsuit is to be looked at next: in the night after it was
// last done, at once where it never was.
func (w *Watch) nextNight(ctx context.Context) time.Time {
	var last time.Time
	if _, err := w.Store.Setting(ctx, reconciled, &last); err != nil {
		return time.Now().Add(again)
	}
	if last.IsZero() {
		return last
	}
	return nightAfter(last)
}

// nightAfter returns the first instant after another at which the nightly work begins.
func nightAfter(t time.Time) time.Time {
	tonight := calendar.DateOf(t).At(Hour, 0)
	if tonight.After(t) {
		return tonight
	}
	return calendar.DateOf(t).AddDays(1).At(Hour, 0)
}

// wait returns after a while, or when the context ends.
func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
