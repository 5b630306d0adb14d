package storetest

import (
	"fmt"
	"strings"
	"sync/atomic"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

var substitutionPromises = []promise{
	{"one person has one substitute a day, and nobody who is away stands in", func(b *bench) {
		b.staff("anna", "bert", "carl")
		id := b.substitute("anna", "bert", 10, 12)
		for _, wrong := range []models.Substitution{
			span("anna", "carl", 12, 14), // two for one
			span("carl", "anna", 9, 10),  // who is away
			span("bert", "carl", 11, 11), // who stands in goes away
		} {
			_, err := b.Store.Substitute(ctx, wrong)
			b.refused(err, models.Conflict)
		}
		_, err := b.Store.Substitute(ctx, span("anna", "nobody", 20, 21))
		b.refused(err, models.NotFound)
		b.substitute("anna", "carl", 13, 14)

		b.ok(b.Store.EndSubstitution(ctx, id))
		b.ok(b.Store.EndSubstitution(ctx, id))
		b.refused(b.Store.EndSubstitution(ctx, id+99), models.NotFound)
		b.substitute("bert", "carl", 10, 11)
		list, err := b.Store.Substitutions(ctx, "bert")
		b.ok(err)
		equal(b, "the last first", fmt.Sprint(len(list), list[0].Absent, list[1].Ended), "2berttrue")
		all, err := b.Store.Substitutions(ctx, "")
		b.ok(err)
		equal(b, "all", len(all), 3)
	}},
	{"of many at once one is kept", func(b *bench) {
		b.staff("anna", "bert", "carl")
		var kept atomic.Int64
		b.together(8, func(n int) error {
			_, err := b.Store.Substitute(ctx, span("anna", []string{"bert", "carl"}[n%2], 10, 12))
			if err == nil {
				kept.Add(1)
			}
			return nil
		})
		equal(b, "kept", kept.Load(), 1)
	}},
	{"who stands in is told, once, for as long as the leave lasts", func(b *bench) {
		ids := b.staff("anna", "bert")
		b.substitute("anna", "bert", 10, 12)
		for day, told := range map[int]int{9: 0, 10: 1, 12: 1, 13: 0} {
			l := lawsuit(day)
			rec := recording(l, "open")
			rec.On = calendar.On(2026, 3, day)
			rec.Notices = []models.Notice{{Key: "notice", Title: "提醒", Body: "内容", To: []models.Recipient{{Role: models.UnitOfficial, Unit: cityUnit}}}}
			_, err := b.Store.Record(ctx, rec)
			b.ok(err)
			n := 0
			for _, m := range b.inbox(ids["bert"]) {
				if m.LawsuitID == l.ID && strings.HasPrefix(m.Body, "（anna请假，由您代理。）") {
					n++
				}
			}
			equal(b, fmt.Sprint("told on day ", day), n, told)
		}
	}},
	{"who has gone to another unit, or whose account is closed, is told nothing more", func(b *bench) {
		ids := b.staff("anna", "bert", "carl", "dora")
		b.substitute("anna", "bert", 10, 12)
		b.substitute("carl", "dora", 10, 12)
		unit, off := townUnit, true
		b.ok(b.Store.UpdateUser(ctx, ids["bert"], models.UserChange{Unit: &unit}))
		b.ok(b.Store.UpdateUser(ctx, ids["dora"], models.UserChange{Disabled: &off}))
		rec := recording(lawsuit(11), "open")
		rec.On = calendar.On(2026, 3, 11)
		rec.Notices = []models.Notice{{Key: "notice", Title: "提醒", Body: "内容", To: []models.Recipient{
			{Role: models.UnitOfficial, Unit: cityUnit}, {Role: models.UnitClerk, Unit: cityUnit},
		}}}
		_, err := b.Store.Record(ctx, rec)
		b.ok(err)
		for name, told := range map[string]int{"anna": 1, "bert": 0, "carl": 1, "dora": 0} {
			equal(b, name, len(b.inbox(ids[name])), told)
		}
	}},
}

// staff opens accounts: the first is the official of a unit, the others its
// clerks.
func (b *bench) staff(names ...string) map[string]int64 {
	b.Helper()
	ids := map[string]int64{}
	for n, name := range names {
		a := models.Actor{Username: name, Name: name, Role: models.UnitClerk, Unit: cityUnit}
		if n == 0 {
			a.Role = models.UnitOfficial
		}
		ids[name] = b.user(a)
	}
	return ids
}

func span(absent, substitute string, from, to int) models.Substitution {
	return models.Substitution{
		Absent: absent, Substitute: substitute, From: calendar.On(2026, 3, from), To: calendar.On(2026, 3, to), MadeBy: absent, MadeAt: opened,
	}
}

func (b *bench) substitute(absent, substitute string, from, to int) int64 {
	b.Helper()
	id, err := b.Store.Substitute(ctx, span(absent, substitute, from, to))
	b.ok(err)
	return id
}
