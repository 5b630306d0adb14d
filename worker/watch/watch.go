// Package watch looks at the lawsuits from outside their workflows: it alarms
// where a reminder that was due has not gone out, tells lawsuits of a new law, and
// mends what the ledger and Temporal do not say alike. It needs no Temporal for the
// first.
package watch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/worker/proof"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
)

// How often it looks, how long a reminder may be late, and the hour in Beijing
// at which the ledger is sealed and compared with Temporal.
const (
	Every = 5 * time.Minute
	Grace = 10 * time.Minute
	Hour  = 2
)

// Watch has what it looks at, and what mends it. Any number may run beside each
// other: what one has alarmed of, the others do not repeat, and only one compares.
type Watch struct {
	*activities.Activities
	Civil calendar.Civil // zero in production
	Site  string         // address of the pages, for links in the console
	Proof *proof.Proof   // seals the ledger; nil where it is not sealed
	// Looked, where it is set, hears of each look: at what, and what was found.
	Looked func(what string, found int, err error)
}

// Run looks until the context ends: now, and then again and again.
func (w *Watch) Run(ctx context.Context) {
	var comparing sync.WaitGroup
	comparing.Go(func() { w.takeTurns(ctx) })
	defer comparing.Wait()
	sweep := time.NewTicker(Every)
	defer sweep.Stop()
	for {
		w.look(ctx, models.LookReminders, func(ctx context.Context) (int, error) { return w.Sweep(ctx, time.Now()) })
		w.look(ctx, models.LookLaw, w.FollowLaw)
		if w.Proof.Seals() {
			w.look(ctx, models.LookSeal, func(ctx context.Context) (int, error) { return w.Seal(ctx, time.Now()) })
		}
		w.look(ctx, models.LookFollowUps, func(ctx context.Context) (int, error) { return 0, w.Remind(ctx, time.Now()) })
		w.look(ctx, models.LookPromises, func(ctx context.Context) (int, error) { return 0, w.Promises(ctx, time.Now()) })
		w.look(ctx, models.LookYear, func(ctx context.Context) (int, error) { return w.NextYear(ctx, time.Now()) })
		select {
		case <-ctx.Done():
			return
		case <-sweep.C:
		}
	}
}

// look looks, and keeps what came of it.
func (w *Watch) look(ctx context.Context, what string, look func(context.Context) (int, error)) {
	w.log(ctx, what, func(ctx context.Context) (int, error) {
		found, err := look(ctx)
		w.keep(ctx, models.Look{What: what, Found: found}, err)
		return found, err
	})
}

func (w *Watch) log(ctx context.Context, what string, look func(context.Context) (int, error)) {
	n, err := look(ctx)
	if w.Looked != nil {
		w.Looked(what, n, err)
	}
	switch {
	case ctx.Err() != nil:
	case err != nil:
		slog.ErrorContext(ctx, "watch: "+what+" failed", "error", err)
	case n > 0:
		slog.WarnContext(ctx, "watch: "+what, "found", n)
	}
}

// Sweep tells the Justice Bureau's clerks and the administrators of every clock
// whose reminder was due and has not gone out, once a day for as long as it has not,
// and returns how many there are. It reads the ledger alone, so not even a workflow
// that is stuck can silently miss a date. Then it has the workflows look after their
// timers, or takes them up again where they are gone.
func (w *Watch) Sweep(ctx context.Context, now time.Time) (int, error) {
	found, last, wrong := 0, models.Duty{}, []error(nil)
	for {
		silent, err := w.Store.Silent(ctx, now, Grace, last, atOnce)
		if err != nil || len(silent) == 0 {
			return found, errors.Join(append(wrong, err)...)
		}
		wrong = append(wrong, w.alarm(ctx, silent, now))
		found, last = found+len(silent), silent[len(silent)-1]
	}
}

// atOnce is how many silent clocks are read and told of at once, or open lawsuits
// compared.
const atOnce = 500

// alarm tells of silent clocks, and has their workflows mended.
func (w *Watch) alarm(ctx context.Context, silent []models.Duty, now time.Time) error {
	var alarms []models.Told
	for _, d := range silent {
		slog.ErrorContext(ctx, "a reminder did not go out", "lawsuit", d.LawsuitID, "clock", d.Clock.ID, "due", d.RungAt)
		alarms = append(alarms, models.Told{LawsuitID: d.LawsuitID, Notice: alarm(d, now)})
	}
	wrong := []error{w.Store.TellAll(ctx, alarms)}
	mended := map[string]bool{}
	for _, d := range silent {
		if !mended[d.LawsuitID] && w.Temporal != nil {
			mended[d.LawsuitID] = true
			wrong = append(wrong, w.mend(ctx, d))
		}
	}
	return errors.Join(wrong...)
}

// mend has the workflow of a silent clock look after its timers.
func (w *Watch) mend(ctx context.Context, d models.Duty) error {
	if found, differs := w.compare(ctx, d.LawsuitID); differs {
		return found.Err
	}
	_, err := dial.LawChanged(ctx, w.Temporal, []string{d.CaseNumber}, "")
	return err
}

func alarm(d models.Duty, now time.Time) models.Notice {
	return models.Notice{
		Key: fmt.Sprintf("silent/%s/%s/%s", d.Clock.ID, d.RungAt.UTC().Format(time.RFC3339), calendar.DateOf(now)),
		To:  []models.Recipient{{Role: models.Clerk}, {Role: models.Admin}}, Urgency: models.Warning,
		Title: "提醒没有按时发出：" + d.Clock.Title,
		Body: fmt.Sprintf("本案“%s”的提醒应于%s发出而没有发出，办理流程可能已经停滞。请人工跟进该期限（建议办结日%s，%s%s），并请系统管理员检查。",
			d.Clock.Title, d.RungAt.In(calendar.Zone).Format("1月2日15:04"), d.Clock.Safe.Chinese(), d.Clock.LimitTitle(), d.Clock.Limit().Chinese()),
		Article: d.Clock.Article, Clock: d.Clock.ID, Due: d.Clock.Safe,
	}
}
