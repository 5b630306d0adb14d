package storetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

var registerPromises = []promise{
	{"an entry is kept once, however often it is sent", func(b *bench) {
		first, err := b.Store.AddEntry(ctx, training("a", 12))
		b.ok(err)
		again, err := b.Store.AddEntry(ctx, training("a", 12))
		b.ok(err)
		equal(b, "number", again, first)
		other := training("a", 12)
		other.Content = json.RawMessage(`{"title":"另一次"}`)
		_, err = b.Store.AddEntry(ctx, other)
		b.refused(err, models.KeyReused)
		got, err := b.Store.Entry(ctx, "training", first)
		b.ok(err)
		want := training("a", 12)
		want.ID, want.Revision, want.MadeAt = first, 1, want.MadeAt.UTC().Truncate(time.Microsecond)
		equal(b, "entry", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want))
		_, err = b.Store.Entry(ctx, "rules", first)
		b.refused(err, models.NotFound)
	}},
	{"of two who change an entry the second is told, and what was withdrawn stays as it is", func(b *bench) {
		id := b.enter(training("a", 12))
		mine, theirs := training("a", 13), training("a", 14)
		mine.ID, mine.Revision, theirs.ID, theirs.Revision = id, 2, id, 2
		b.ok(b.Store.ChangeEntry(ctx, mine))
		b.refused(b.Store.ChangeEntry(ctx, theirs), models.Conflict)
		elsewhere := mine
		elsewhere.Register, elsewhere.Revision = "rules", 3
		b.refused(b.Store.ChangeEntry(ctx, elsewhere), models.Conflict)
		gone := models.RegisterEntry{ID: id, Register: "training", Revision: 3, WithdrawnAt: opened, WithdrawnBy: "clerk", Reason: "重复"}
		b.ok(b.Store.WithdrawEntry(ctx, gone))
		gone.Revision = 4
		b.refused(b.Store.WithdrawEntry(ctx, gone), models.Conflict)
		theirs.Revision = 4
		b.refused(b.Store.ChangeEntry(ctx, theirs), models.Conflict)
		got, err := b.Store.Entry(ctx, "training", id)
		b.ok(err)
		equal(b, "entry", fmt.Sprintln(got.Revision, got.On, got.Withdrawn(), got.Reason, got.WithdrawnBy), "3 2026-03-13 true 重复 clerk\n")
		if b.Exec("DELETE FROM register_entries") == nil {
			b.Error("an entry was removed")
		}
	}},
	{"entries are listed by register, unit, days and promise, the last day first, page by page", func(b *bench) {
		var ids []int64
		for n, on := range []int{12, 14, 14, 10} {
			ids = append(ids, b.enter(training(fmt.Sprint("key", n), on)))
		}
		other := training("other", 15)
		other.Unit = townUnit
		b.enter(other)
		rule := training("rule", 16)
		rule.Register = "rules"
		b.enter(rule)
		list := func(f models.RegisterFilter) []int64 {
			b.Helper()
			if f.Limit == 0 {
				f.Limit = 10
			}
			f.Register = "training"
			found, err := b.Store.RegisterEntries(ctx, f)
			b.ok(err)
			var got []int64
			for _, e := range found {
				got = append(got, e.ID)
			}
			return got
		}
		all := []int64{ids[2], ids[1], ids[0], ids[3]}
		equal(b, "of the unit", fmt.Sprint(list(models.RegisterFilter{Units: []string{cityUnit}})), fmt.Sprint(all))
		equal(b, "of both", len(list(models.RegisterFilter{})), 5)
		equal(b, "from the 12th to the 13th", fmt.Sprint(list(models.RegisterFilter{From: calendar.On(2026, 3, 12), To: calendar.On(2026, 3, 13)})), fmt.Sprint(all[2:3]))
		var paged []int64
		f := models.RegisterFilter{Units: []string{cityUnit}, Limit: 1}
		for page := list(f); len(page) > 0; page = list(f) {
			paged = append(paged, page...)
			last, err := b.Store.Entry(ctx, "training", page[0])
			b.ok(err)
			f.Before = &last
		}
		equal(b, "page by page", fmt.Sprint(paged), fmt.Sprint(all))
		equal(b, "with a promise", len(list(models.RegisterFilter{Open: true})), 0)
		b.ok(b.Store.WithdrawEntry(ctx, models.RegisterEntry{ID: ids[0], Register: "training", Revision: 2, WithdrawnAt: opened, WithdrawnBy: "clerk", Reason: "重复"}))
		counts, err := b.Store.RegisterCounts(ctx, calendar.On(2026, 3, 11), calendar.On(2026, 3, 16), calendar.On(2026, 3, 20))
		b.ok(err)
		slices.SortFunc(counts, func(a, b models.RegisterCount) int { return a.N - b.N })
		equal(b, "counted", fmt.Sprint(len(counts), counts[len(counts)-1]), fmt.Sprint(3, models.RegisterCount{Register: "training", Unit: cityUnit, N: 2}))
	}},
	{"what is promised is counted and listed by the day for which it was, once that is over", func(b *bench) {
		enter := func(key string, due, done int) int64 {
			e := training(key, 2)
			if e.Due = calendar.On(2026, 3, due); done > 0 {
				e.Done = calendar.On(2026, 3, done)
			}
			return b.enter(e)
		}
		kept, late, open := enter("kept", 12, 12), enter("late", 13, 14), enter("open", 14, 0)
		enter("before", 9, 8)
		enter("not over", 15, 15)
		gone := enter("withdrawn", 12, 0)
		b.ok(b.Store.WithdrawEntry(ctx, models.RegisterEntry{ID: gone, Register: "training", Revision: 2, WithdrawnAt: opened, WithdrawnBy: "clerk", Reason: "重复"}))
		from, to, today := calendar.On(2026, 3, 10), calendar.On(2026, 3, 31), calendar.On(2026, 3, 15)
		counts, err := b.Store.RegisterCounts(ctx, from, to, today)
		b.ok(err)
		equal(b, "promises", fmt.Sprint(counts), fmt.Sprint([]models.RegisterCount{{Register: "training", Unit: cityUnit, Due: 3, Kept: 1}}))
		found, err := b.Store.RegisterEntries(ctx, models.RegisterFilter{Register: "training", From: from, To: today.AddDays(-1), ByDue: true, Limit: 10})
		b.ok(err)
		var ids, done []int64
		for _, e := range found {
			if ids = append(ids, e.ID); e.Kept() {
				done = append(done, e.ID)
			}
		}
		equal(b, "behind them", fmt.Sprint(ids, done), fmt.Sprint([]int64{gone, open, late, kept}, []int64{kept}))
	}},
	{"who promised is reminded before the day and told after it, each once, and anew for another day", func(b *bench) {
		official := b.user(models.Actor{Username: "official", Name: "吴管成", Role: models.UnitOfficial, Unit: cityUnit})
		bureau := b.user(clerk)
		e := training("a", 2)
		e.Register, e.Due = "prevention", calendar.On(2026, 3, 20)
		e.ID = b.enter(e)
		tell := func(on, want int) {
			b.Helper()
			day := calendar.On(2026, 3, on)
			n, err := b.Store.TellPromises(ctx, day, day.AddDays(3))
			b.ok(err)
			equal(b, fmt.Sprint("told on day ", on), n, want)
		}
		tell(16, 0)
		tell(17, 1)
		tell(18, 0)
		tell(20, 0)
		equal(b, "the official", len(b.inbox(official)), 1)
		equal(b, "the Bureau before the day", len(b.inbox(bureau)), 0)
		tell(21, 1)
		tell(22, 0)
		equal(b, "the Bureau after it", b.inbox(bureau)[0].Title, "登记事项已逾期：举证规则")
		e.Revision, e.Due = 2, calendar.On(2026, 3, 25)
		b.ok(b.Store.ChangeEntry(ctx, e))
		tell(22, 1)
		e.Revision, e.Title = 3, "改名"
		b.ok(b.Store.ChangeEntry(ctx, e))
		tell(23, 0)
		e.Revision, e.Done = 4, calendar.On(2026, 3, 24)
		b.ok(b.Store.ChangeEntry(ctx, e))
		tell(30, 0)
		late := e
		late.Key, late.Due, late.Done = "late", calendar.On(2026, 3, 5), calendar.Date{}
		b.enter(late)
		tell(30, 1) // that it has passed, and not before that it will
	}},
}

func (b *bench) enter(e models.RegisterEntry) int64 {
	b.Helper()
	id, err := b.Store.AddEntry(ctx, e)
	b.ok(err)
	return id
}

func training(key string, on int) models.RegisterEntry {
	return models.RegisterEntry{
		Key: key, Register: "training", Unit: cityUnit, On: calendar.On(2026, 3, on), Title: "举证规则", Content: json.RawMessage(`{"title":"举证规则"}`), MadeAt: opened, MadeBy: "unit-clerk",
	}
}
