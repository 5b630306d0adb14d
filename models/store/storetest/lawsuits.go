package storetest

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

var lawsuitPromises = []promise{
	{"lawsuits that have to do with each other point to each other", func(b *bench) {
		lost := func(l *models.Lawsuit) {
			in := l.File.Current()
			in.Papers, in.Effective = []measures.Paper{{Outcome: "revoke"}}, &measures.Effective{}
		}
		b.add(lawsuit(1, ledBy(cityUnit), lost, func(l *models.Lawsuit) { l.Closed = true }))
		again := lawsuit(2, ledBy(cityUnit), lost, func(l *models.Lawsuit) {
			l.File.Reopens, l.File.Designation.Assisting = "（2026）鲁10行初1号", []string{townUnit}
		})
		b.add(again)
		b.add(lawsuit(3, ledBy(townUnit), lost))
		b.add(lawsuit(4, ledBy(cityUnit), lost, func(l *models.Lawsuit) { l.File.Cause = "行政处罚" }))
		b.add(lawsuit(5, ledBy(cityUnit)))

		first := models.Reference{ID: "lawsuit-0001", CaseNumber: "（2026）鲁10行初1号"}
		second := models.Reference{ID: "lawsuit-0002", CaseNumber: "（2026）鲁10行初2号"}
		r, err := b.Store.Related(ctx, city, again)
		b.ok(err)
		equal(b, "takes up", fmt.Sprint(r.Reopens, r.ReopenedBy, r.SameLosses), fmt.Sprint([]models.Reference{first}, []models.Reference{}, []models.Reference{first}))
		one, err := b.Store.Lawsuit(ctx, clerk, "lawsuit-0001")
		b.ok(err)
		r, err = b.Store.Related(ctx, clerk, one)
		b.ok(err)
		equal(b, "taken up by", fmt.Sprint(r.ReopenedBy, r.SameLosses), fmt.Sprint([]models.Reference{second}, []models.Reference{}))
		r, err = b.Store.Related(ctx, town, again)
		b.ok(err)
		equal(b, "to a unit without a part in them", fmt.Sprint(r.Reopens, r.SameLosses), "[] []")
		equal(b, "lost again over the same cause", b.list(clerk, models.Filter{Repeat: true}), "2 1")
		equal(b, "to a unit that sees both", b.list(city, models.Filter{Repeat: true}), "2 1")
		equal(b, "to a unit that sees one", b.list(town, models.Filter{Repeat: true}), "")
		equal(b, "found by the earlier number", b.list(clerk, models.Filter{Query: "(2026)鲁10行初1号", Only: models.Open}), "2")

		id, known, err := b.Store.ArchivedAs(ctx, "(2026)鲁10行初1号")
		b.ok(err)
		equal(b, "archived", fmt.Sprint(id, known), "lawsuit-0001true")
		id, known, err = b.Store.ArchivedAs(ctx, "（2026）鲁10行初2号")
		b.ok(err)
		equal(b, "open", fmt.Sprint(id, known), "true")
		id, known, err = b.Store.ArchivedAs(ctx, "（2020）鲁10行初2号")
		b.ok(err)
		equal(b, "unknown", fmt.Sprint(id, known), "false")
	}},
	{"each of two linked lawsuits shows the other", func(b *bench) {
		b.add(lawsuit(1, ledBy(cityUnit)))
		linked := lawsuit(2, ledBy(townUnit), func(l *models.Lawsuit) {
			l.File.Links = []measures.Link{{Kind: measures.Refiled, CaseNumber: "(2026)鲁10行初1号"}, {Kind: measures.InSeries, CaseNumber: "（2020）鲁10行初9号"}}
		})
		b.add(linked)
		shown := func(viewer models.Actor, id string) string {
			l, err := b.Store.Lawsuit(ctx, clerk, id)
			b.ok(err)
			r, err := b.Store.Related(ctx, viewer, l)
			b.ok(err)
			return fmt.Sprint(r.Linked)
		}
		equal(b, "forth", shown(clerk, "lawsuit-0002"), "[{{lawsuit-0001 （2026）鲁10行初1号} refiled}]")
		equal(b, "and back", shown(clerk, "lawsuit-0001"), "[{{lawsuit-0002 （2026）鲁10行初2号} refiled}]")
		equal(b, "not to who has no part in the other", shown(city, "lawsuit-0001"), "[]")
		b.next(linked, "unlinked", func(l *models.Lawsuit) { l.File.Links = nil })
		equal(b, "no more", shown(clerk, "lawsuit-0001"), "[]")
	}},
	{"open lawsuits are gone through one by one, also past one that cannot be read", func(b *bench) {
		for n := range 5 {
			b.add(lawsuit(n+1, ledBy(cityUnit), func(l *models.Lawsuit) { l.Closed = n == 1 }))
		}
		b.ok(b.Tamper(`UPDATE lawsuits SET running = '"none"' WHERE id = 'lawsuit-0003'`))
		var seen []string
		for last, more := "", true; more; {
			page, err := b.Store.OpenSummaries(ctx, last, 3)
			b.ok(err)
			for _, l := range page {
				seen = append(seen, l.CaseNumber+" "+string(l.Stage))
				last = l.ID
			}
			more = len(page) == 3
		}
		stage := " " + string(measures.Preparing)
		equal(b, "seen", fmt.Sprint(seen), fmt.Sprint([]string{"（2026）鲁10行初1号" + stage, "（2026）鲁10行初3号 ", "（2026）鲁10行初4号" + stage, "（2026）鲁10行初5号" + stage}))
	}},
	{"nobody sees what is not theirs", func(b *bench) {
		b.add(lawsuit(1, ledBy(cityUnit)))
		b.add(lawsuit(2, ledBy(townUnit)))
		b.ok(b.Store.KeepHistory(ctx, models.History{LawsuitID: "lawsuit-0001", RunID: "run", Events: 1, JSON: []byte("{}"), At: opened}))
		for _, viewer := range []models.Actor{town, admin, auditor, nobody, {Role: models.UnitClerk}, {Unit: cityUnit}, {Role: models.UnitClerk, Unit: "' OR '1'='1"}} {
			for _, id := range []string{"lawsuit-0001", "no such lawsuit", "", "%", "' OR '1'='1"} {
				b.hidden(viewer, id)
			}
		}
		for _, viewer := range []models.Actor{clerk, supervisor, city} {
			_, err := b.Store.Lawsuit(ctx, viewer, "lawsuit-0001")
			b.ok(err)
			_, err = b.Store.Journal(ctx, viewer, "lawsuit-0001")
			b.ok(err)
			_, err = b.Store.History(ctx, viewer, "lawsuit-0001")
			b.ok(err)
		}
		b.hidden(clerk, "")
		equal(b, "the city's list", b.list(city, models.Filter{}), "1")
		equal(b, "the town's list", b.list(town, models.Filter{}), "2")
		equal(b, "the administrator's list", b.list(admin, models.Filter{}), "")
		equal(b, "the clerk's list", b.list(clerk, models.Filter{}), "1 2")
	}},
	{"lists show each viewer exactly what they may read", func(b *bench) {
		random := rand.New(rand.NewPCG(1, 2))
		units := []string{cityUnit, townUnit, houseUnit, measures.DistrictGovernment, ""}
		some := func() (chosen []string) {
			for range random.IntN(3) {
				chosen = append(chosen, units[random.IntN(3)])
			}
			return chosen
		}
		parts := make(map[string][]string) // by unit: the lawsuits that it has a part in
		for n := range 60 {
			l := lawsuit(n, func(l *models.Lawsuit) {
				l.File.Designation = nil
				if random.IntN(4) > 0 {
					l.File.Designation = &measures.Designation{Lead: units[random.IntN(3)], Joint: some(), Assisting: some()}
				}
				l.File.Defendants = []measures.Defendant{{Unit: units[random.IntN(5)]}, {Unit: units[random.IntN(5)]}}
			})
			b.add(l)
			for _, unit := range units[:3] {
				if hasPart(&l.File, unit) {
					parts[unit] = append(parts[unit], fmt.Sprint(n))
				}
			}
		}
		for _, unit := range units[:3] {
			viewer := models.Actor{Role: models.UnitClerk, Unit: unit}
			got := strings.Fields(b.list(viewer, models.Filter{Limit: 200}))
			slices.Sort(got)
			slices.Sort(parts[unit])
			equal(b, unit, strings.Join(got, " "), strings.Join(parts[unit], " "))
		}
		equal(b, "the district government is no unit", b.list(models.Actor{Role: models.UnitClerk, Unit: measures.DistrictGovernment}, models.Filter{}), "")
	}},
	{"a unit that is taken off loses sight of it at once", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		b.next(l, "act", ledBy(townUnit))
		b.hidden(city, l.ID)
		_, err := b.Store.Lawsuit(ctx, town, l.ID)
		b.ok(err)
	}},
	{"each unit is listed with its foremost part", func(b *bench) {
		b.add(lawsuit(1, func(l *models.Lawsuit) {
			l.File.Designation = &measures.Designation{Lead: cityUnit, Joint: []string{townUnit, cityUnit}, Assisting: []string{houseUnit}}
			l.File.Defendants = append(l.File.Defendants, measures.Defendant{Unit: townUnit}, measures.Defendant{Unit: "区信访局"})
		}))
		b.add(lawsuit(2, func(l *models.Lawsuit) { // against two departments alone: they handle it themselves
			l.File.Designation = nil
			l.File.Defendants = []measures.Defendant{{Unit: townUnit}, {Unit: cityUnit}, {Name: "外区某局"}}
		}))
		page, err := b.Store.Lawsuits(ctx, clerk, models.Filter{})
		b.ok(err)
		equal(b, "designated", fmt.Sprint(page.Lawsuits[0].Units),
			"[{"+cityUnit+" lead} {"+townUnit+" joint} {"+houseUnit+" assisting} {区信访局 defendant}]")
		equal(b, "not designated", fmt.Sprint(page.Lawsuits[1].Units), "[{"+townUnit+" lead} {"+cityUnit+" joint}]")
		equal(b, "lead", page.Lawsuits[1].Lead, townUnit)
	}},
	{"a summary says what follows from the file", func(b *bench) {
		b.add(lawsuit(1, func(l *models.Lawsuit) {
			l.File.Plaintiffs = []string{"张某", "李某"}
			l.File.Current().Hearings = []measures.Hearing{
				{On: calendar.On(2026, 3, 5), Held: &measures.Held{}}, {On: calendar.On(2026, 3, 6), PostponedTo: calendar.On(2026, 3, 20)}, {On: calendar.On(2026, 4, 1)}, {On: calendar.On(2026, 3, 20), Time: "09:30"},
			}
			l.File.Instances = append(l.File.Instances, measures.Instance{Level: measures.Second, Papers: []measures.Paper{{Outcome: "revoke"}}, Effective: &measures.Effective{}})
			late := clock("late", calendar.On(2026, 3, 6))
			late.Readings = []measures.Reading{{Text: "工作日", Due: calendar.On(2026, 3, 9)}}
			lenient := clock("lenient", calendar.On(2026, 3, 6))
			lenient.Readings = []measures.Reading{{Text: "工作日", Due: today}}
			right := clock("right", calendar.On(2026, 3, 5))
			right.Right = true
			met := clock("met", calendar.On(2026, 3, 3))
			met.State = measures.Met
			l.Clocks = []measures.Clock{clock("far", calendar.On(2026, 4, 1)), late, right, met, lenient}
		}))
		page, err := b.Store.Lawsuits(ctx, clerk, models.Filter{Today: today})
		b.ok(err)
		s := page.Lawsuits[0]
		equal(b, "served on", s.ServedOn, calendar.On(2026, 3, 2))
		equal(b, "outcome", s.Outcome, "revoke")
		equal(b, "hearing", fmt.Sprint(s.Hearing), "{2026-03-20 09:30}")
		equal(b, "plaintiffs", s.Plaintiffs, "张某、李某")
		equal(b, "defendants", s.Defendants, "威海市环翠区人民政府")
		equal(b, "level", s.Level, measures.Second)
		equal(b, "lost", s.Lost, true)
		equal(b, "next due", s.NextDue, calendar.On(2026, 3, 6))
		equal(b, "overdue", s.Overdue, 1)
		var running []string
		for _, c := range s.Running {
			running = append(running, c.ID)
		}
		equal(b, "running", strings.Join(running, ", "), "right, late, lenient, far")
	}},
	{"filters", func(b *bench) {
		b.add(lawsuit(1))
		b.add(lawsuit(2, ledBy(townUnit), func(l *models.Lawsuit) { l.Stage = measures.Trying }))
		b.add(lawsuit(3, func(l *models.Lawsuit) { l.File.Court = "环翠区人民法院" }))
		b.add(lawsuit(4, func(l *models.Lawsuit) { l.File.Kind = measures.Reconsideration }))
		b.add(lawsuit(5, func(l *models.Lawsuit) { l.Closed = true; l.Clocks = nil }))
		b.add(lawsuit(6, due(calendar.On(2026, 3, 9))))
		b.add(lawsuit(7, func(l *models.Lawsuit) {
			l.File.Current().Papers, l.File.Current().Effective = []measures.Paper{{Outcome: "revoke"}, {Outcome: "rectify"}}, &measures.Effective{}
		}))
		b.add(lawsuit(8, func(l *models.Lawsuit) {
			l.File.Current().Papers, l.File.ServedOn = []measures.Paper{{Outcome: "dismiss_claims"}}, calendar.On(2026, 3, 3)
			l.File.Instances = append(l.File.Instances, measures.Instance{Level: measures.Second, Papers: []measures.Paper{{Outcome: "suspend"}}})
		}))
		b.add(lawsuit(9, func(l *models.Lawsuit) { l.File.Cause, l.File.ServedOn = "政府信息公开", calendar.On(2026, 3, 4) }))
		for _, c := range []struct {
			filter models.Filter
			want   string
		}{
			{models.Filter{Order: models.ByNewest}, "9 8 7 6 5 4 3 2 1"},
			{models.Filter{}, "6 1 2 3 4 7 8 9 5"},
			{models.Filter{Stage: measures.Trying}, "2"},
			{models.Filter{Unit: townUnit}, "2"},
			{models.Filter{Court: "环翠区人民法院"}, "3"},
			{models.Filter{Kind: measures.Reconsideration}, "4"},
			{models.Filter{Only: models.Closed}, "5"},
			{models.Filter{Only: models.Open, Stage: measures.Preparing}, "6 1 3 4 7 8 9"},
			{models.Filter{Overdue: true, Today: today}, "6"},
			{models.Filter{Overdue: true, Today: calendar.On(2026, 3, 9)}, ""},
			{models.Filter{Lost: true}, "7"},
			{models.Filter{Level: measures.Second}, "8"},
			{models.Filter{Level: measures.First, Only: models.Closed}, "5"},
			{models.Filter{Outcome: "revoke"}, "7"},
			{models.Filter{Outcome: "suspend"}, ""},
			{models.Filter{Outcome: "dismiss_claims"}, ""}, // of the instance before
			{models.Filter{Cause: "信息"}, "9"},
			{models.Filter{Cause: "房屋征收补偿", Level: measures.Second}, "8"},
			{models.Filter{Cause: "%"}, ""},
			{models.Filter{Cause: "'; DROP TABLE lawsuits; --"}, ""},
			{models.Filter{Cause: "王某某"}, ""}, // who sues is no cause
			{models.Filter{ServedFrom: calendar.On(2026, 3, 3)}, "8 9"},
			{models.Filter{ServedFrom: calendar.On(2026, 3, 4), ServedTo: calendar.On(2026, 3, 4)}, "9"},
			{models.Filter{ServedTo: calendar.On(2026, 3, 2), Only: models.Closed}, "5"},
			{models.Filter{ServedFrom: calendar.On(2026, 3, 5)}, ""},
			{models.Filter{Stage: "' OR 1=1 --"}, ""},
		} {
			equal(b, fmt.Sprintf("%+v", c.filter), b.list(clerk, c.filter), c.want)
		}
		equal(b, "a filter within what the town sees", b.list(town, models.Filter{Unit: cityUnit}), "")
		if _, err := b.Store.Lawsuits(ctx, clerk, models.Filter{Overdue: true}); err == nil {
			b.Error("overdue without a day was answered")
		}
	}},
	{"a query finds words, not patterns and not SQL", func(b *bench) {
		b.add(lawsuit(1))
		b.add(lawsuit(2, func(l *models.Lawsuit) {
			l.File.Plaintiffs = []string{"威海ABC有限公司", `100%_赔\偿`}
			l.File.Cause = "信息公开"
		}))
		b.add(lawsuit(13, func(l *models.Lawsuit) {
			l.File.Instances = append(l.File.Instances, measures.Instance{Level: measures.Second, CaseNumber: "（2026）鲁行终77号"})
		}))
		for query, want := range map[string]string{
			"（2026）鲁10行初1号":             "1",
			"〔2026〕鲁１０行初1号":             "1",
			"(2026) 鲁10行初 2号":           "2",
			"[2026]鲁行终77":               "13",
			"（2026）鲁10⾏初2号":             "2",
			"（2026）魯10行初字第2號":           "2",
			"（2026）鲁行终77号之一":            "13",
			"（2026）鲁行终77号之":             "",
			"房屋征收":                      "1 13",
			"王某某 13号":                   "13",
			"abc　公开":                    "2",
			"ＡＢＣ":                       "2",
			"%":                         "2",
			"_":                         "2",
			`\`:                         "2",
			"100%_":                     "2",
			"王_某":                       "",
			"王%":                        "",
			"'":                         "",
			"' OR '1'='1":               "",
			"'); DROP TABLE journal;--": "",
			strings.Repeat("长 ", 5000):  "",
			strings.Repeat("长", 60000):  "",
			" ":                         "1 2 13",
		} {
			equal(b, fmt.Sprintf("%.40q", query), b.list(clerk, models.Filter{Query: query}), want)
		}
	}},
	{"a number is known where a lawsuit began under it", func(b *bench) {
		second := "（2026）鲁行终77号"
		l := lawsuit(1, func(l *models.Lawsuit) {
			l.File.Instances = append(l.File.Instances, measures.Instance{Level: measures.Second, CaseNumber: second})
		})
		b.add(l)
		unknown, err := b.Store.UnknownNumbers(ctx, []string{"（2026）鲁10行初999号", l.CaseNumber, second})
		b.ok(err)
		equal(b, "unknown", strings.Join(unknown, " "), "（2026）鲁10行初999号 "+second)
		none, err := b.Store.UnknownNumbers(ctx, nil)
		b.ok(err)
		equal(b, "of none", len(none), 0)
	}},
	{"pages are complete and repeat nothing", func(b *bench) {
		const n = 53
		var all []string
		for i := range n { // many equal days, equal moments, and some without a day
			b.add(lawsuit(i, func(l *models.Lawsuit) {
				l.OpenedAt = opened
				switch i % 4 {
				case 0, 1:
					due(calendar.On(2026, 3, 17))(l)
				case 2:
					due(calendar.On(2026, 3, 12+i/20))(l)
				case 3:
					l.Clocks = nil
				}
			}))
			all = append(all, fmt.Sprintf("lawsuit-%04d", i))
		}
		for _, order := range []models.Order{models.ByDue, models.ByNewest} {
			for _, limit := range []int{1, 7, n, 200} {
				got := b.walk(models.Filter{Order: order, Limit: limit, Today: today}, n)
				if order == models.ByDue && !slices.IsSortedFunc(got, byDue) {
					b.Errorf("limit %d: not by due date", limit)
				}
				var ids []string
				for _, l := range got {
					ids = append(ids, l.ID)
				}
				slices.Sort(ids)
				if !slices.Equal(ids, all) {
					b.Errorf("order %s, limit %d: %d rows, want each of %d once", order, limit, len(ids), n)
				}
			}
		}
	}},
	{"a page has at most 200 lawsuits", func(b *bench) {
		for n := range 205 {
			b.ok(b.Store.Repair(ctx, lawsuit(n)))
		}
		page, err := b.Store.Lawsuits(ctx, clerk, models.Filter{Limit: 100000})
		b.ok(err)
		equal(b, "rows", len(page.Lawsuits), models.MaxPage)
		page, err = b.Store.Lawsuits(ctx, clerk, models.Filter{Limit: 100000, Cursor: page.Next})
		b.ok(err)
		equal(b, "rows of the second page", len(page.Lawsuits), 5)
		equal(b, "cursor of the last page", page.Next, "")
	}},
	{"a forged cursor is refused or harmless", func(b *bench) {
		b.add(lawsuit(1))
		b.add(lawsuit(2))
		page, err := b.Store.Lawsuits(ctx, clerk, models.Filter{Limit: 1})
		b.ok(err)
		_, err = b.Store.Lawsuits(ctx, clerk, models.Filter{Limit: 1, Order: models.ByNewest, Cursor: page.Next})
		b.refused(err, models.Invalid)
		forge := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
		for _, cursor := range []string{
			"x", "%%%", forge("{}"), forge(`{"o":"due"}`), forge(`{"o":"due","k":"2026-03-01","i":""}`),
			forge(`{"o":"due","k":"' OR '1'='1","i":"x"}`), forge(`{"o":"due; DROP TABLE lawsuits","k":"2026-03-01","i":"x"}`),
		} {
			_, err = b.Store.Lawsuits(ctx, clerk, models.Filter{Cursor: cursor})
			b.refused(err, models.Invalid)
		}
		harmless := models.Filter{Cursor: forge(`{"o":"due","k":"2026-03-01","i":"' OR '1'='1"}`)}
		equal(b, "the town's list", b.list(town, harmless), "")
	}},
	{"a long page costs no more statements than a short one", func(b *bench) {
		for n := range 120 {
			b.ok(b.Store.Repair(ctx, lawsuit(n)))
		}
		cost := func(limit int) int64 {
			before := b.Statements()
			page, err := b.Store.Lawsuits(ctx, city, models.Filter{Limit: limit, Today: today, Query: "王某某", Overdue: false})
			b.ok(err)
			equal(b, "rows", len(page.Lawsuits), limit)
			return b.Statements() - before
		}
		short, long := cost(1), cost(120)
		if short == 0 || long != short || long > 6 {
			b.Errorf("%d statements for one row, %d for 120, want the same and at most 6", short, long)
		}
	}},
}

// hidden checks that there is no such lawsuit for the viewer, in the same words
// whether or not there is one.
func (b *bench) hidden(viewer models.Actor, id string) {
	b.Helper()
	_, none := b.Store.Lawsuit(ctx, clerk, "surely none")
	_, err := b.Store.Lawsuit(ctx, viewer, id)
	b.refused(err, models.NotFound)
	equal(b, "words", err.Error(), none.Error())
	_, err = b.Store.Journal(ctx, viewer, id)
	b.refused(err, models.NotFound)
	equal(b, "words", err.Error(), none.Error())
	_, err = b.Store.History(ctx, viewer, id)
	b.refused(err, models.NotFound)
	equal(b, "words", err.Error(), none.Error())
}

// list returns the numbers of the lawsuits that the viewer's list shows.
func (b *bench) list(viewer models.Actor, filter models.Filter) string {
	b.Helper()
	page, err := b.Store.Lawsuits(ctx, viewer, filter)
	b.ok(err)
	var numbers []string
	for _, l := range page.Lawsuits {
		numbers = append(numbers, number(l.ID))
	}
	if filter.Cursor == "" && page.Next == "" {
		equal(b, "total", page.Total, len(page.Lawsuits))
	}
	return strings.Join(numbers, " ")
}

// number returns 7 for lawsuit-0007.
func number(id string) string {
	digits := strings.TrimLeft(strings.TrimPrefix(id, "lawsuit-"), "0")
	return cmp.Or(digits, "0")
}

// walk turns the pages to the end.
func (b *bench) walk(filter models.Filter, total int) []models.Summary {
	b.Helper()
	var all []models.Summary
	for range total + 1 {
		page, err := b.Store.Lawsuits(ctx, clerk, filter)
		b.ok(err)
		equal(b, "total", page.Total, total)
		all = append(all, page.Lawsuits...)
		if filter.Cursor = page.Next; page.Next == "" {
			return all
		}
	}
	b.Fatal("the pages do not end")
	return nil
}

func byDue(x, y models.Summary) int {
	switch {
	case x.NextDue == y.NextDue:
		return strings.Compare(x.ID, y.ID)
	case x.NextDue.IsZero():
		return 1
	case y.NextDue.IsZero():
		return -1
	}
	return x.NextDue.Compare(y.NextDue)
}

// hasPart says from the file alone what the store's scope has to come to.
func hasPart(f *measures.File, unit string) bool {
	sued := slices.ContainsFunc(f.Defendants, func(d measures.Defendant) bool { return d.Unit == unit })
	if f.Designation == nil {
		return sued
	}
	return sued || f.Designation.Lead == unit || slices.Contains(f.Designation.Joint, unit) || slices.Contains(f.Designation.Assisting, unit)
}
