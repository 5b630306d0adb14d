package store_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/office"
	"yingsu/worker/watch"
	"yingsu/workflows/calendar"
)

// BenchmarkWatch is what the workers ask of the ledger by themselves, every few
// minutes, every night or at every look at /metrics, with as many open lawsuits as
// -lawsuits says.
func BenchmarkWatch(b *testing.B) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	for _, kind := range kinds(b) {
		b.Run(kind.name, func(b *testing.B) {
			ledger, c := kind.open(b).Store, newCrowd()
			open := func(n int) models.Lawsuit { return c.lawsuit(n * openShare) }
			admin := fillOpen(b, ledger, open)
			ctx, evening := b.Context(), c.today.At(18, 0)
			w := &watch.Watch{Activities: &activities.Activities{Store: ledger}}
			numbers := make([]string, 500)
			for n := range numbers {
				numbers[n] = open(n).CaseNumber
			}
			desk := office.New(ledger, nil, office.Settings{Civil: calendar.Civil{Origin: time.Now(), Start: c.today, DaySeconds: 24 * 60 * 60}, Namespace: "default"})
			boss := models.Caller{Actor: models.Actor{Username: "admin", Role: models.Admin}, UserID: admin}
			for _, ask := range []struct {
				name string
				do   func() error
			}{
				{"sweep when nothing is late", func() error { _, err := w.Sweep(ctx, evening); return err }},
				{"500 silent clocks of all", func() error {
					_, err := ledger.Silent(ctx, evening.AddDate(0, 0, 2), 0, models.Duty{}, 500)
					return err
				}},
				{"none behind the law", func() error { _, err := ledger.Behind(ctx, c.law.Name()); return err }},
				{"all behind the law", func() error { _, err := ledger.Behind(ctx, "another"); return err }},
				{"walk over all open", func() error { return walkOpen(ctx, ledger) }},
				{"500 numbers that are known", func() error { _, err := ledger.UnknownNumbers(ctx, numbers); return err }},
				{"outbox", func() error { _, err := ledger.Outbox(ctx); return err }},
				{"nothing to deliver", func() error {
					_, err := ledger.TakeDeliveries(ctx, []string{"drop"}, evening.AddDate(-50, 0, 0), time.Minute, 100)
					return err
				}},
				{"effects of a closure", func() error {
					_, err := desk.Effects(ctx, boss, models.Proposal{Closure: &calendar.Closure{Date: c.today.AddDays(5), Reason: "台风"}})
					return err
				}},
			} {
				b.Run(ask.name, func(b *testing.B) {
					for b.Loop() {
						if err := ask.do(); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}

// fillOpen fills a ledger with open lawsuits, unless it is full, and returns the
// number of its administrator.
func fillOpen(b *testing.B, ledger *store.Store, open func(n int) models.Lawsuit) int64 {
	users, err := ledger.Users(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if len(users) > 0 {
		return users[0].ID
	}
	admin, err := ledger.CreateUser(b.Context(), models.User{Username: "admin", Name: "管理", Role: models.Admin, PasswordHash: "-"})
	for _, do := range []func() error{
		func() error { return err },
		func() error { return store.Fill(ledger, *lawsuits, open, nil) },
		func() error { return store.FillOutbox(ledger, *lawsuits, 100, open, admin) },
		func() error { return store.Analyze(ledger) },
	} {
		if err := do(); err != nil {
			b.Fatal(err)
		}
	}
	return admin
}

func walkOpen(ctx context.Context, ledger *store.Store) error {
	for last := ""; ; {
		page, err := ledger.OpenSummaries(ctx, last, 500)
		if err != nil || len(page) == 0 {
			return err
		}
		last = page[len(page)-1].ID
	}
}
