package storetest

import (
	"fmt"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

var dutyPromises = []promise{
	{"the most pressing comes first, and each office knows its own", func(b *bench) {
		ours := clock("ours", calendar.On(2026, 3, 12))
		ours.Owner = measures.OwnedByBureau
		used := clock("right past", calendar.On(2026, 3, 9))
		used.Right = true
		usable := clock("right", today)
		usable.Right = true
		done := clock("met", calendar.On(2026, 3, 3))
		done.State = measures.Met
		b.add(lawsuit(1, func(l *models.Lawsuit) {
			l.File.Designation = &measures.Designation{Lead: cityUnit, Assisting: []string{townUnit}}
			l.Clocks = []measures.Clock{clock("theirs", calendar.On(2026, 3, 20)), ours, used, usable, done}
		}))
		b.add(lawsuit(2, ledBy(townUnit), due(calendar.On(2026, 3, 9))))
		b.add(lawsuit(3, ledBy(measures.JusticeBureau), due(calendar.On(2026, 3, 13))))
		b.add(lawsuit(4, func(l *models.Lawsuit) { l.File.Designation = nil }, due(calendar.On(2026, 3, 14)))) // nobody handles it yet
		b.add(lawsuit(5, func(l *models.Lawsuit) { l.Closed = true }, due(calendar.On(2026, 3, 9))))

		equal(b, "the clerk's", b.duties(clerk), "2:clock/0! 1:right 1:ours* 3:clock/0* 4:clock/0* 1:theirs")
		equal(b, "the city's", b.duties(city), "1:right* 1:ours 1:theirs*")
		equal(b, "the town's", b.duties(town), "2:clock/0*! 1:right 1:ours 1:theirs")
		heir := town
		heir.Continues = []string{cityUnit}
		equal(b, "whose unit continues another's functions", b.duties(heir), "2:clock/0*! 1:right* 1:ours 1:theirs*")
		fresh := models.Actor{Username: "fresh", Role: models.UnitClerk, Unit: houseUnit}
		equal(b, "the lawsuits of a unit without any", b.list(fresh, models.Filter{})+b.list(fresh, models.Filter{Only: models.Open}), "")
		fresh.Continues = []string{cityUnit}
		equal(b, "that continues the city's functions", b.list(fresh, models.Filter{Only: models.Open}), b.list(city, models.Filter{Only: models.Open}))
		equal(b, "and its duties", b.duties(fresh), b.duties(city))
		equal(b, "the supervisor's", b.duties(supervisor), "2:clock/0! 1:right 1:ours 3:clock/0 4:clock/0 1:theirs")
		equal(b, "the administrator's", b.duties(admin), "")
		if _, err := b.Store.Duties(ctx, clerk, models.DutyFilter{}); err == nil {
			b.Error("duties without a day were answered")
		}
	}},
	{"one unit's own duty is that unit's, and the treasury's is nobody's here", func(b *bench) {
		own := clock("towns", calendar.On(2026, 3, 12))
		own.Unit = townUnit
		target := clock("target", calendar.On(2026, 3, 9))
		target.Internal = true
		treasury := clock("treasury", calendar.On(2026, 3, 9))
		treasury.Owner = measures.OwnedByTreasury
		b.add(lawsuit(1, ledBy(cityUnit), func(l *models.Lawsuit) {
			l.File.Assistance = []measures.Assistance{{Unit: townUnit}} // and so sees the lawsuit
			l.Clocks = []measures.Clock{own, target, treasury}
		}))
		equal(b, "the city's", b.duties(city), "1:target* 1:treasury! 1:towns")
		equal(b, "the town's", b.duties(town), "1:target 1:treasury! 1:towns*")
		page, err := b.Store.Duties(ctx, town, models.DutyFilter{Today: today})
		b.ok(err)
		equal(b, "the unit", page.Duties[2].Clock.Unit, townUnit)
		equal(b, "our own target", page.Duties[0].Clock.Internal, true)
		equal(b, "overdue", b.list(clerk, models.Filter{Overdue: true, Today: today}), "1")
		b.add(lawsuit(2, ledBy(cityUnit), func(l *models.Lawsuit) { l.Clocks = []measures.Clock{target} }))
		equal(b, "a target of our own is never overdue", b.list(clerk, models.Filter{Overdue: true, Today: today}), "1")
		list, err := b.Store.Lawsuits(ctx, clerk, models.Filter{})
		b.ok(err)
		equal(b, "next due", list.Lawsuits[0].NextDue, calendar.On(2026, 3, 9))
	}},
	{"a duty comes with its lawsuit", func(b *bench) {
		rung := opened.Add(time.Hour)
		b.add(lawsuit(1, func(l *models.Lawsuit) {
			l.Clocks[0].Readings = []measures.Reading{{Text: "宽", Due: calendar.On(2026, 3, 20)}}
			l.Clocks[0].Steps = []calendar.Step{{}}
			l.NextRungs = []models.NextRung{{Clock: "evidence/first", At: rung}}
		}))
		page, err := b.Store.Duties(ctx, clerk, models.DutyFilter{Today: today})
		b.ok(err)
		want := lawsuit(1).Clocks[0]
		want.Readings = []measures.Reading{{Text: "宽", Due: calendar.On(2026, 3, 20)}}
		equal(b, "duty", fmt.Sprintf("%+v", page.Duties[0]), fmt.Sprintf("%+v", models.Duty{
			LawsuitID: "lawsuit-0001", CaseNumber: "（2026）鲁10行初1号", Stage: measures.Preparing, Cause: "房屋征收补偿",
			Plaintiffs: "王某某", Lead: cityUnit, Clock: want, RungAt: rung.Truncate(time.Microsecond),
		}))
	}},
	{"a clock past its rung with nothing recorded is silent", func(b *bench) {
		at := func(rung time.Time) func(*models.Lawsuit) {
			return func(l *models.Lawsuit) { l.NextRungs = []models.NextRung{{Clock: "evidence/first", At: rung}} }
		}
		now := opened.Add(24 * time.Hour)
		b.add(lawsuit(1, at(now.Add(-time.Hour))))
		b.add(lawsuit(2, at(now.Add(-5*time.Minute))))
		b.add(lawsuit(3, at(now.Add(time.Hour))))
		b.add(lawsuit(4)) // no rung at all
		b.add(lawsuit(5, at(now.Add(-time.Hour)), func(l *models.Lawsuit) { l.Clocks[0].State = measures.Met }))
		b.add(lawsuit(6, at(now.Add(-time.Hour)), func(l *models.Lawsuit) { l.Closed = true }))
		b.add(lawsuit(7, at(now.Add(-2*time.Hour))))
		fired := lawsuit(8, at(now.Add(-time.Hour)))
		b.add(fired)
		b.next(fired, "rung/2", at(now.Add(48*time.Hour)))

		list, err := b.Store.Silent(ctx, now, 10*time.Minute, models.Duty{}, 10)
		b.ok(err)
		equal(b, "silent", shortly(list), "7:evidence/first 1:evidence/first")
		rest, err := b.Store.Silent(ctx, now, 10*time.Minute, list[0], 10)
		b.ok(err)
		equal(b, "those behind the first", shortly(rest), "1:evidence/first")
		equal(b, "rung", list[0].RungAt, now.Add(-2*time.Hour).Truncate(time.Microsecond))

		due, err := b.Store.RemindersDue(ctx, now)
		b.ok(err)
		equal(b, "due", due, models.RemindersDue{Unsent: 3, Oldest: now.Add(-2 * time.Hour).Truncate(time.Microsecond), Next: now.Add(time.Hour).Truncate(time.Microsecond)})
		none, err := b.Store.RemindersDue(ctx, now.Add(-3*time.Hour))
		b.ok(err)
		equal(b, "due earlier", none, models.RemindersDue{Next: now.Add(-2 * time.Hour).Truncate(time.Microsecond)})
	}},
}

func (b *bench) duties(viewer models.Actor) string {
	b.Helper()
	page, err := b.Store.Duties(ctx, viewer, models.DutyFilter{Today: today})
	b.ok(err)
	return shortly(page.Duties)
}

// shortly writes duties as lawsuit:clock, with * for mine and ! for overdue.
func shortly(list []models.Duty) string {
	var all []string
	for _, d := range list {
		text := number(d.LawsuitID) + ":" + d.Clock.ID
		if d.Mine {
			text += "*"
		}
		if d.Overdue {
			text += "!"
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}
