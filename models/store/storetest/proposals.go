package storetest

import (
	"fmt"
	"sync/atomic"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

var proposalPromises = []promise{
	{"the law is what two persons have agreed on, in the order in which they did", func(b *bench) {
		before, err := b.Store.Law(ctx)
		b.ok(err)
		equal(b, "untouched", before.Calendar.Edition, calendar.Builtin().Edition)

		year := calendar.Builtin().Year(2026)
		year.Year, year.Notice = 2031, "测试号"
		first := b.propose(models.Proposal{Year: &year, Source: "测试"})
		closure := b.propose(models.Proposal{Closure: &calendar.Closure{Date: calendar.On(2026, 8, 12), Reason: "台风"}})
		edition := b.propose(models.Proposal{Edition: &measures.Edition{
			Name: "later", From: calendar.On(2030, 1, 1), Amends: map[string]measures.Period{"forward": {N: 3, Unit: measures.WorkingDays}},
		}})
		law, err := b.Store.Law(ctx)
		b.ok(err)
		equal(b, "only proposed", law.Calendar.Edition, before.Calendar.Edition)

		for _, id := range []int64{edition, closure, first} {
			b.ok(b.Store.Decide(ctx, id, models.Confirmed, "director", opened.Add(time.Duration(id)*time.Minute)))
		}
		law, err = b.Store.Law(ctx)
		b.ok(err)
		equal(b, "the year", law.Calendar.Year(2031).Notice, "测试号")
		equal(b, "the closure", fmt.Sprint(law.Calendar.Closures), fmt.Sprint([]calendar.Closure{{Date: calendar.On(2026, 8, 12), Reason: "台风"}}))
		equal(b, "the edition", law.Editions[len(law.Editions)-1].Amends["forward"].N, 3)
		again, err := b.Again()
		b.ok(err)
		defer again.Close()
		other, err := again.Law(ctx)
		b.ok(err)
		equal(b, "as another process reads it", other.Calendar.Edition, law.Calendar.Edition)

		kept, err := b.Store.Proposal(ctx, first)
		b.ok(err)
		equal(b, "kept", fmt.Sprint(kept.Source, kept.State, kept.ProposedBy, kept.DecidedBy, kept.Title()), fmt.Sprint("测试", models.Confirmed, "admin", "director", "测试号"))
		list, err := b.Store.Proposals(ctx)
		b.ok(err)
		equal(b, "the last first", fmt.Sprint(len(list), list[0].ID), fmt.Sprint(3, edition))
	}},
	{"nobody confirms their own, and what is decided stays decided", func(b *bench) {
		id := b.propose(models.Proposal{Closure: &calendar.Closure{Date: calendar.On(2026, 8, 12), Reason: "台风"}})
		b.refused(b.Store.Decide(ctx, id, models.Confirmed, "admin", opened), models.Forbidden)
		b.refused(b.Store.Decide(ctx, id+1, models.Confirmed, "director", opened), models.NotFound)
		_, err := b.Store.Proposal(ctx, id+1)
		b.refused(err, models.NotFound)

		var confirmed atomic.Int64
		b.together(8, func(n int) error {
			err := b.Store.Decide(ctx, id, models.Confirmed, fmt.Sprintf("second-%d", n), opened)
			if err == nil {
				confirmed.Add(1)
				return nil
			}
			b.refused(err, models.NotOpen)
			return nil
		})
		equal(b, "confirmed", confirmed.Load(), 1)
		b.refused(b.Store.Decide(ctx, id, models.Withdrawn, "admin", opened), models.NotOpen)

		own := b.propose(models.Proposal{Closure: &calendar.Closure{Date: calendar.On(2026, 8, 13), Reason: "台风"}})
		b.ok(b.Store.Decide(ctx, own, models.Withdrawn, "admin", opened))
		law, err := b.Store.Law(ctx)
		b.ok(err)
		equal(b, "closures", len(law.Calendar.Closures), 1)
	}},
	{"what was proposed before another change of the same was confirmed does not undo it", func(b *bench) {
		of := func(year int, notice string) models.Proposal {
			y := calendar.Builtin().Year(2026)
			y.Year, y.Notice = year, notice
			return models.Proposal{Year: &y}
		}
		closed := func(day int) models.Proposal {
			return models.Proposal{Closure: &calendar.Closure{Date: calendar.On(2026, 8, day), Reason: "台风"}}
		}
		edition := func(name string) models.Proposal {
			return models.Proposal{Edition: &measures.Edition{Name: name, From: calendar.On(2030, 1, 1)}}
		}
		for _, row := range []struct {
			name           string
			earlier, later models.Proposal
			undone         bool
		}{
			{"a year", of(2031, "旧"), of(2031, "新"), true},
			{"another year", of(2032, "旧"), of(2033, "新"), false},
			{"a closure of one day", closed(12), closed(12), true},
			{"of another", closed(13), closed(14), false},
			{"editions", edition("a"), edition("b"), true},
			{"a year and a closure", of(2034, "旧"), closed(15), false},
		} {
			earlier, later := b.propose(row.earlier), b.propose(row.later)
			b.ok(b.Store.Decide(ctx, later, models.Confirmed, "director", opened.Add(time.Minute)))
			err := b.Store.Decide(ctx, earlier, models.Confirmed, "director", opened.Add(time.Hour))
			if row.undone {
				b.refused(err, models.NotOpen)
				err = b.Store.Decide(ctx, earlier, models.Withdrawn, "director", opened.Add(time.Hour))
			}
			b.ok(err)
		}
		law, err := b.Store.Law(ctx)
		b.ok(err)
		equal(b, "the year", law.Calendar.Year(2031).Notice, "新")

		// Proposed after it was confirmed, the same may be changed again.
		again := of(2031, "再改")
		again.ProposedBy, again.ProposedAt = "admin", opened.Add(2*time.Minute)
		id, err := b.Store.Propose(ctx, again)
		b.ok(err)
		b.ok(b.Store.Decide(ctx, id, models.Confirmed, "director", opened.Add(2*time.Hour)))
	}},
	{"of two changes of the same that are confirmed at once, one is", func(b *bench) {
		var ids []int64
		for n := range 6 {
			y := calendar.Builtin().Year(2026)
			y.Year, y.Notice = 2031, fmt.Sprint(n)
			ids = append(ids, b.propose(models.Proposal{Year: &y}))
		}
		var confirmed atomic.Int64
		b.together(len(ids), func(n int) error {
			err := b.Store.Decide(ctx, ids[n], models.Confirmed, "director", opened.Add(time.Minute))
			if err == nil {
				confirmed.Add(1)
				return nil
			}
			b.refused(err, models.NotOpen)
			return nil
		})
		equal(b, "confirmed", confirmed.Load(), 1)
	}},
	{"open lawsuits counted with another calendar are behind", func(b *bench) {
		b.add(lawsuit(1, func(l *models.Lawsuit) { l.Counted = "new" }))
		b.add(lawsuit(2, func(l *models.Lawsuit) { l.Counted = "old" }))
		b.add(lawsuit(3, func(l *models.Lawsuit) { l.Counted, l.Closed = "old", true }))
		behind, err := b.Store.Behind(ctx, "new")
		b.ok(err)
		equal(b, "behind", fmt.Sprint(behind), "[（2026）鲁10行初2号]")
	}},
	{"a notice may be about no lawsuit", func(b *bench) {
		id := b.user(admin)
		for range 2 {
			b.ok(b.Store.Tell(ctx, "", models.Notice{Key: "next_year/2026-10-09", To: []models.Recipient{{Role: models.Admin}}, Title: "放假安排尚未导入"}))
		}
		messages := b.inbox(id)
		equal(b, "messages", len(messages), 1)
		equal(b, "about", messages[0].LawsuitID+messages[0].CaseNumber, "")
	}},
}

func (b *bench) propose(p models.Proposal) int64 {
	b.Helper()
	p.ProposedBy, p.ProposedAt = "admin", opened
	id, err := b.Store.Propose(ctx, p)
	b.ok(err)
	return id
}
