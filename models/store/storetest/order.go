package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// orderPromises hold lists to the order that they claim, on lawsuits drawn at
// random.
var orderPromises = []promise{
	{"a list is in the order of the safe dates that it shows", func(b *bench) {
		n := b.crowd(60)
		for _, f := range []models.Filter{{}, {Query: "王某某"}, {Unit: cityUnit}, {Only: models.Open}} {
			f.Limit, f.Today = 7, today
			var last calendar.Date
			seen := map[string]bool{}
			for {
				page, err := b.Store.Lawsuits(ctx, clerk, f)
				b.ok(err)
				for _, l := range page.Lawsuits {
					shown := calendar.On(9999, 12, 31)
					if c, ok := measures.Pressing(l.Running); ok {
						shown = c.Safe
					}
					if shown.Before(last) || l.Closed && len(l.Running) > 0 {
						b.Errorf("%+v: %s shows %s behind %s", f, l.ID, shown, last)
					}
					last, seen[l.ID] = shown, true
				}
				if f.Cursor = page.Next; f.Cursor == "" {
					equal(b, fmt.Sprintf("%+v: lawsuits", f), len(seen), page.Total)
					break
				}
			}
			if f.Only == "" && f.Unit == "" && len(seen) != n {
				b.Errorf("%+v: %d of %d lawsuits", f, len(seen), n)
			}
		}
	}},
	{"duties are listed by their safe dates, and in one section each", func(b *bench) {
		b.crowd(60)
		for _, viewer := range []models.Actor{clerk, supervisor, city, town} {
			all := b.allDuties(viewer, models.DutyFilter{Today: today, Limit: 7})
			if len(all) == 0 || !slices.IsSortedFunc(all, func(x, y models.Duty) int { return x.Clock.Safe.Compare(y.Clock.Safe) }) {
				b.Errorf("%s: %d duties, not by their safe dates", viewer.Username, len(all))
			}
			want := map[string]string{}
			for _, d := range all {
				want[d.LawsuitID+d.Clock.ID] = sectionOf(d)
			}
			got := map[string]string{}
			for _, whose := range []models.Whose{models.Mine, models.Others} {
				for _, section := range []models.Section{models.Late, models.Soon, models.Later, models.Passed} {
					f := models.DutyFilter{Today: today, Section: section, Whose: whose, Limit: 9}
					listed := b.allDuties(viewer, f)
					desk, err := b.Store.Desk(ctx, viewer, []models.DutyFilter{{Today: today}, f})
					b.ok(err)
					equal(b, "length", desk[1].Length, len(listed))
					equal(b, "beginning", shortly(desk[1].Duties), shortly(listed[:min(9, len(listed))]))
					for _, d := range listed {
						key := d.LawsuitID + d.Clock.ID
						if got[key] != "" {
							b.Errorf("%s: %s is in two sections", viewer.Username, key)
						}
						got[key] = string(section)
					}
				}
			}
			for key, section := range want {
				if strings.HasPrefix(section, "-") { // a right of others, which nobody is shown
					section = ""
				}
				equal(b, viewer.Username+" "+key, got[key], section)
			}
		}
	}},
	{"all open lawsuits are named once, whatever moves meanwhile", func(b *bench) {
		for n := range 23 {
			b.add(lawsuit(n, func(l *models.Lawsuit) { l.Closed = n%4 == 3 }))
		}
		var got []string
		for last := ""; ; {
			page, err := b.Store.OpenSummaries(ctx, last, 5)
			b.ok(err)
			if len(page) == 0 {
				break
			}
			for _, l := range page {
				got = append(got, number(l.ID))
			}
			last = page[len(page)-1].ID
			b.next(b.lawsuit("lawsuit-0022"), "moved behind "+last, due(today.AddDays(-len(got)))) // from the end of a list to its start
		}
		equal(b, "open", strings.Join(got, " "), "0 1 2 4 5 6 8 9 10 12 13 14 16 17 18 20 21 22")
	}},
	{"a list names three plaintiffs, or the first of many", func(b *bench) {
		many := make([]string, 40)
		for n := range many {
			many[n] = fmt.Sprint("张某", n+1)
		}
		b.add(lawsuit(1, func(l *models.Lawsuit) { l.File.Plaintiffs = many }))
		page, err := b.Store.Lawsuits(ctx, clerk, models.Filter{Query: "张某40"})
		b.ok(err)
		equal(b, "found", len(page.Lawsuits), 1)
		equal(b, "plaintiffs", page.Lawsuits[0].Plaintiffs, "张某1等40人")
		duties, err := b.Store.Duties(ctx, clerk, models.DutyFilter{Today: today})
		b.ok(err)
		equal(b, "in the list of duties", duties.Duties[0].Plaintiffs, "张某1等40人")
		equal(b, "on file", len(b.lawsuit("lawsuit-0001").File.Plaintiffs), 40)
	}},
	{"what stands open is tallied by stage", func(b *bench) {
		b.crowd(40)
		for _, viewer := range []models.Actor{clerk, city, admin} {
			tally, err := b.Store.Tally(ctx, viewer)
			b.ok(err)
			open := 0
			for _, stage := range []measures.Stage{measures.Preparing, measures.Reviewing, measures.Trying} {
				page, err := b.Store.Lawsuits(ctx, viewer, models.Filter{Stage: stage, Only: models.Open})
				b.ok(err)
				equal(b, viewer.Username+" at "+string(stage), tally.At[stage], page.Total)
				open += page.Total
			}
			equal(b, viewer.Username+" open", tally.Open, open)
		}
		tally, err := b.Store.Tally(ctx, supervisor)
		b.ok(err)
		lost, err := b.Store.Lawsuits(ctx, supervisor, models.Filter{Lost: true})
		b.ok(err)
		equal(b, "lost", tally.Lost, lost.Total)
	}},
	{"what somebody waits for is counted and found, until it is done", func(b *bench) {
		l := lawsuit(1, func(l *models.Lawsuit) { l.Waits = []string{"assign_lawyer", "check_entry"} })
		b.add(l)
		b.add(lawsuit(2, func(l *models.Lawsuit) { l.Waits = []string{"check_entry"} }, ledBy(townUnit)))
		waits := func(viewer models.Actor, act string) int {
			tally, err := b.Store.Tally(ctx, viewer)
			b.ok(err)
			page, err := b.Store.Lawsuits(ctx, viewer, models.Filter{Waits: act})
			b.ok(err)
			equal(b, "counted and found", tally.Waits[act], page.Total)
			return page.Total
		}
		equal(b, "of all", waits(clerk, "check_entry"), 2)
		equal(b, "of a unit's", waits(town, "check_entry"), 1)
		equal(b, "of another unit's", waits(town, "assign_lawyer"), 0)
		b.next(l, "done", func(l *models.Lawsuit) { l.Waits = []string{"assign_lawyer"} })
		equal(b, "when one is done", waits(clerk, "check_entry"), 1)
		equal(b, "of nothing", waits(clerk, "nothing"), 0)
	}},
	{"hearings are listed by day and time, for those who may see their lawsuit", func(b *bench) {
		hearing := func(day int, time string) measures.Hearing {
			return measures.Hearing{On: today.AddDays(day), Time: time, Place: "第三法庭", Officials: []measures.Official{{Name: "赵某某"}, {Name: "钱某某"}}}
		}
		put := hearing(1, "08:00")
		put.PostponedTo = today.AddDays(2)
		off := hearing(1, "08:30")
		off.CancelledOn = today
		with := func(all ...measures.Hearing) func(*models.Lawsuit) {
			return func(l *models.Lawsuit) { l.File.Instances[0].Hearings = all }
		}
		l := lawsuit(1, with(put, off, hearing(2, "14:00")))
		b.add(l)
		b.add(lawsuit(2, with(hearing(2, "09:00"), hearing(9, "09:00")), ledBy(townUnit)))
		sittings := func(viewer models.Actor, from, to int) string {
			found, err := b.Store.Sittings(ctx, viewer, today.AddDays(from), today.AddDays(to))
			b.ok(err)
			var all []string
			for _, s := range found {
				all = append(all, fmt.Sprintf("%d %s %s", s.On.Sub(today), s.Time, strings.Join(s.Officials, "、")))
			}
			return strings.Join(all, "; ")
		}
		equal(b, "of all", sittings(clerk, 0, 5), "2 09:00 赵某某、钱某某; 2 14:00 赵某某、钱某某")
		equal(b, "of a unit's", sittings(town, 0, 20), "2 09:00 赵某某、钱某某; 9 09:00 赵某某、钱某某")
		equal(b, "of nobody's", sittings(admin, 0, 20), "")
		b.next(l, "put off", with(put, off))
		equal(b, "when one is put off", sittings(clerk, 0, 5), "2 09:00 赵某某、钱某某")
	}},
	{"what nobody needs any more leaves the index of duties", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		l = b.next(l, "moved", func(l *models.Lawsuit) {
			l.Clocks = []measures.Clock{clock("evidence/first", calendar.On(2026, 3, 20))}
		})
		equal(b, "moved", b.duties(city), "1:evidence/first*")
		l = b.next(l, "handed over", ledBy(townUnit))
		equal(b, "the former unit", b.duties(city), "")
		equal(b, "the new one", b.duties(town), "1:evidence/first*")
		l = b.next(l, "met", func(l *models.Lawsuit) { l.Clocks = []measures.Clock{{ID: "evidence/first", State: measures.Met}} })
		equal(b, "met", b.duties(clerk), "")
		b.next(l, "archived", func(l *models.Lawsuit) { l.Closed, l.Clocks = true, []measures.Clock{clock("late", today)} })
		equal(b, "archived", b.duties(clerk), "")
	}},
}

// crowd adds lawsuits of all kinds, drawn at random but always the same.
func (b *bench) crowd(n int) int {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		b.ok(b.Store.Repair(ctx, lawsuit(i, func(l *models.Lawsuit) {
			l.Stage = []measures.Stage{measures.Preparing, measures.Reviewing, measures.Trying}[r.IntN(3)]
			l.Closed = r.IntN(5) == 0
			l.File.Designation = []*measures.Designation{{Lead: cityUnit, Joint: []string{townUnit}}, {Lead: townUnit, Assisting: []string{cityUnit}}, {Lead: measures.JusticeBureau}, nil}[r.IntN(4)]
			if r.IntN(3) == 0 {
				l.File.Instances[0].Papers, l.File.Instances[0].Effective = []measures.Paper{{Outcome: "revoke"}}, &measures.Effective{}
			}
			l.Clocks = nil
			for k := range r.IntN(5) {
				c := clock(fmt.Sprint("clock/", k), today.AddDays(r.IntN(20)-8))
				c.Safe = c.Due.AddDays(-r.IntN(4))
				c.Owner = []measures.Owner{measures.OwnedByBureau, measures.OwnedByHandlers, measures.OwnedByTreasury}[r.IntN(3)]
				c.Right, c.Internal = r.IntN(5) == 0, false
				if !c.Right && r.IntN(5) == 0 {
					c.Internal, c.Safe = true, c.Due
				}
				if r.IntN(4) == 0 {
					c.Readings = []measures.Reading{{Text: "宽", Due: c.Due.AddDays(2)}}
				}
				if r.IntN(4) == 0 {
					c.State = measures.Met
				}
				l.Clocks = append(l.Clocks, c)
			}
		})))
	}
	return n
}

// allDuties turns the pages of a list of duties to its end.
func (b *bench) allDuties(viewer models.Actor, f models.DutyFilter) []models.Duty {
	b.Helper()
	var all []models.Duty
	for {
		page, err := b.Store.Duties(ctx, viewer, f)
		b.ok(err)
		all = append(all, page.Duties...)
		if f.Cursor = page.Next; f.Cursor == "" {
			return all
		}
	}
}

// sectionOf says from the duty alone in which section it belongs, with - before
// what others' lists leave out.
func sectionOf(d models.Duty) string {
	soon := d.Clock.Safe.Sub(today) <= 3
	leftOut := map[bool]string{true: "-"}[!d.Mine && d.Clock.Right]
	switch {
	case d.Clock.Internal && today.After(d.Clock.Safe):
		return string(models.Passed)
	case d.Overdue:
		return string(models.Late)
	case soon:
		return leftOut + string(models.Soon)
	}
	return leftOut + string(models.Later)
}
