// Package watch looks at the lawsuits from outside their workflows: it alarms
// where a reminder that was due has not gone out, and mends a projection that
// disagrees with its workflow. It needs Temporal only for the second.
package watch

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// How often it looks, how long a reminder may be late, and the hour in Beijing
// at which projections are compared.
const (
	Every = 5 * time.Minute
	Grace = 10 * time.Minute
	Hour  = 2
)

// Watch has what it looks at. Any number may run beside each other: what one has
// alarmed of, the others do not repeat.
type Watch struct {
	Store    *store.Store
	Temporal client.Client
}

// Run looks until the context ends: now, and then again and again.
func (w *Watch) Run(ctx context.Context) {
	sweep := time.NewTicker(Every)
	defer sweep.Stop()
	for {
		w.log(ctx, "reconcile", w.Reconcile)
		night := time.NewTimer(time.Until(nextNight(time.Now())))
		for again := true; again; {
			w.log(ctx, "sweep", func(ctx context.Context) (int, error) { return w.Sweep(ctx, time.Now()) })
			w.log(ctx, "calendar", w.FollowCalendar)
			w.log(ctx, "next year", func(ctx context.Context) (int, error) { return w.NextYear(ctx, time.Now()) })
			select {
			case <-ctx.Done():
				night.Stop()
				return
			case <-sweep.C:
			case <-night.C:
				again = false
			}
		}
	}
}

func (w *Watch) log(ctx context.Context, what string, look func(context.Context) (int, error)) {
	switch n, err := look(ctx); {
	case ctx.Err() != nil:
	case err != nil:
		slog.ErrorContext(ctx, "watch: "+what+" failed", "error", err)
	case n > 0:
		slog.WarnContext(ctx, "watch: "+what, "found", n)
	}
}

// nextNight returns the next instant at which projections are compared.
func nextNight(now time.Time) time.Time {
	tonight := calendar.DateOf(now).At(Hour, 0)
	if tonight.After(now) {
		return tonight
	}
	return calendar.DateOf(now).AddDays(1).At(Hour, 0)
}

// Sweep tells the Justice Bureau's clerks and the administrators of every clock
// whose reminder was due and has not gone out, once for each reminder, and
// returns how many there are. It reads the ledger alone, so not even a workflow
// that is stuck can silently miss a date.
func (w *Watch) Sweep(ctx context.Context, now time.Time) (int, error) {
	silent, err := w.Store.Silent(ctx, now, Grace)
	if err != nil {
		return 0, err
	}
	for _, d := range silent {
		slog.ErrorContext(ctx, "a reminder did not go out", "lawsuit", d.LawsuitID, "clock", d.Clock.ID, "due", d.RungAt)
		if err := w.Store.Tell(ctx, d.LawsuitID, alarm(d)); err != nil {
			return 0, err
		}
	}
	return len(silent), nil
}

func alarm(d models.Duty) models.Notice {
	return models.Notice{
		Key: fmt.Sprintf("silent/%s/%s", d.Clock.ID, d.RungAt.UTC().Format(time.RFC3339)),
		To:  []models.Recipient{{Role: models.Clerk}, {Role: models.Admin}}, Urgency: models.Warning,
		Title: "提醒没有按时发出：" + d.Clock.Title,
		Body: fmt.Sprintf("本案“%s”的提醒应于%s发出而没有发出，办理流程可能已经停滞。请人工跟进该期限（稳妥日%s，%s%s），并请系统管理员检查。",
			d.Clock.Title, d.RungAt.In(calendar.Zone).Format("1月2日15:04"), d.Clock.Safe.Chinese(), d.Clock.LimitTitle(), d.Clock.Limit().Chinese()),
		Article: d.Clock.Article, Clock: d.Clock.ID, Due: d.Clock.Safe,
	}
}

// everything is the viewer before whom no lawsuit is hidden.
var everything = models.Actor{Username: "watch", Role: models.Supervisor}

// Reconcile compares every open lawsuit in the ledger with its workflow, mends
// those that differ and returns how many did. A ledger that is ahead is left
// alone: the workflow takes it over with its next change.
func (w *Watch) Reconcile(ctx context.Context) (mended int, err error) {
	filter := models.Filter{Only: models.Open, Limit: models.MaxPage}
	for {
		page, err := w.Store.Lawsuits(ctx, everything, filter)
		if err != nil {
			return mended, err
		}
		for _, l := range page.Lawsuits {
			did, err := w.compare(ctx, l)
			if err != nil {
				return mended, fmt.Errorf("lawsuit %s: %w", l.ID, err)
			}
			if did {
				mended++
			}
		}
		if page.Next == "" {
			return mended, nil
		}
		filter.Cursor = page.Next
	}
}

func (w *Watch) compare(ctx context.Context, of models.Summary) (mended bool, err error) {
	// The workflow is asked first. What changes in between makes the ledger the
	// newer one, and that is nothing to mend.
	answer, err := w.Temporal.QueryWorkflow(ctx, of.CaseNumber, "", workflows.FileQuery)
	if err != nil {
		return false, err
	}
	var p workflows.Picture
	if err := answer.Get(&p); err != nil {
		return false, err
	}
	l, err := w.Store.Lawsuit(ctx, everything, of.ID)
	if err != nil {
		return false, err
	}
	if p.Revision < l.Revision || p.Revision == l.Revision && same(p.File, l.File) && p.Stage == l.Stage {
		return false, nil
	}
	slog.ErrorContext(ctx, "the projection disagreed with its workflow", "lawsuit", of.ID, "ledger", l.Revision, "workflow", p.Revision)
	l.Revision, l.Stage, l.File, l.Clocks, l.Rung = p.Revision, p.Stage, p.File, p.Clocks, p.Rung
	l.NextRungs = p.Next
	return true, w.Store.Repair(ctx, l)
}

func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
