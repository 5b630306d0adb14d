package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

var statisticPromises = []promise{
	{"what is counted of a period, and what stands behind it, is what its lawsuits say", func(b *bench) {
		files := b.decided(60)
		for range 40 {
			from := calendar.On(2026, 1, 1).AddDays(rand.N(300))
			to, now := from.AddDays(rand.N(120)), from.AddDays(rand.N(200))
			units := [][]string{nil, {cityUnit}, {townUnit, measures.JusticeBureau}}[rand.N(3)]
			rows := rowsOf(files, units)
			want := statistics.CellsOf(statistics.Within(plainRows(rows), from, to, now))
			got, err := b.Store.Cells(ctx, from, to, now, units...)
			b.ok(err)
			equal(b, fmt.Sprintf("cells of %v from %s to %s on %s", units, from, to, now), fmt.Sprint(inOrder(got)), fmt.Sprint(inOrder(want)))
			for _, f := range statistics.Figures {
				value := f.Of(got)
				behind := b.behind(f, models.CountedQuery{Kind: f.Kind, From: from, To: to, Today: now, Units: units, Limit: 7})
				equal(b, f.Key+" has behind it", len(behind), value.N)
				for _, r := range behind {
					if !f.Counts(r.Sort, false) || !slices.ContainsFunc(rows, func(x models.CountedRow) bool { return x.LawsuitID == r.LawsuitID && x.Position == r.Position }) {
						b.Errorf("%s: %+v is not of it", f.Key, r)
					}
				}
			}
		}
	}},
	{"a lawsuit that changes is counted anew, and one that is struck no more", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		count := func() int {
			cells, err := b.Store.Cells(ctx, calendar.On(2026, 1, 1), calendar.On(2026, 12, 31), calendar.On(2027, 1, 1))
			b.ok(err)
			n := 0
			for _, c := range cells {
				if c.Kind == statistics.Received && c.Court == l.File.Court {
					n += c.N
				}
			}
			return n
		}
		equal(b, "received", count(), 1)
		l = b.next(l, "court", func(l *models.Lawsuit) { l.File.Court = "威海市环翠区人民法院" })
		equal(b, "received by the other court", count(), 1)
		b.next(l, "strike", func(l *models.Lawsuit) { l.File.Struck = &measures.Strike{} })
		equal(b, "received when struck", count(), 0)
	}},
	{"lawsuits that an earlier program stored are counted when the store is asked to", func(b *bench) {
		b.decided(5)
		whole := func() []statistics.Cell {
			cells, err := b.Store.Cells(ctx, calendar.On(2026, 1, 1), calendar.On(2026, 12, 31), calendar.On(2027, 1, 1))
			b.ok(err)
			return cells
		}
		before := whole()
		b.ok(b.Tamper("DELETE FROM statistics"))
		b.ok(b.Tamper("UPDATE lawsuits SET is_counted = (1 = 0)"))
		left, err := b.Store.Uncounted(ctx)
		b.ok(err)
		equal(b, "uncounted", left, 5)
		for left > 0 {
			_, err := b.Store.Recount(ctx, 2)
			b.ok(err)
			left, err = b.Store.Uncounted(ctx)
			b.ok(err)
		}
		equal(b, "counted again", fmt.Sprint(inOrder(whole())), fmt.Sprint(inOrder(before)))
	}},
}

// behind reads everything behind a figure, some rows at a time.
func (b *bench) behind(f statistics.Figure, q models.CountedQuery) []models.CountedRow {
	b.Helper()
	var all []models.CountedRow
	for {
		page, err := b.Store.Counted(ctx, q)
		b.ok(err)
		for _, r := range page {
			if f.Counts(r.Sort, false) {
				all = append(all, r)
			}
		}
		if len(page) < q.Limit {
			return all
		}
		q.After = &page[len(page)-1]
	}
}

// decided stores lawsuits that came in and were decided on random days, by all sorts of
// papers, against and for all sorts of units, and returns them.
func (b *bench) decided(n int) []models.Lawsuit {
	outcomes := []measures.Outcome{"revoke", "dismiss_claims", "withdraw", "mediate", "dismiss_suit"}
	some := func(from calendar.Date) calendar.Date { return from.AddDays(rand.N(90)) }
	var all []models.Lawsuit
	for i := range n {
		l := lawsuit(i+1, ledBy([]string{cityUnit, townUnit, houseUnit}[rand.N(3)]), func(l *models.Lawsuit) {
			f := &l.File
			f.ServedOn = calendar.On(2026, 1, 1).AddDays(rand.N(300))
			f.Category = []measures.Category{"", "penalty", "information"}[rand.N(3)]
			in := f.Current()
			if rand.N(3) > 0 {
				on := some(f.ServedOn)
				in.Hearings = []measures.Hearing{{On: on, Held: &measures.Held{On: on, OfficialAttended: rand.N(2) > 0}}}
			}
			if rand.N(4) > 0 {
				outcome := outcomes[rand.N(len(outcomes))]
				made := some(f.ServedOn)
				in.Papers = []measures.Paper{{Number: in.CaseNumber, Outcome: outcome, Form: outcome.Effect().Form, MadeOn: made}}
				if rand.N(2) > 0 {
					in.Effective = &measures.Effective{On: made, ReceivedOn: made}
				}
			}
			if rand.N(3) == 0 {
				f.Compensation = []measures.Compensation{{AcceptedOn: some(f.ServedOn), Amount: "1200.50"}}
			}
			l.Clocks = measures.Clocks(f, measures.Law{Calendar: calendar.Builtin(), Edition: measures.Editions[0], Logic: measures.Current})
		})
		b.add(l)
		all = append(all, l)
	}
	return all
}

// rowsOf lists what is counted of lawsuits, of some units or of all.
func rowsOf(lawsuits []models.Lawsuit, units []string) []models.CountedRow {
	var rows []models.CountedRow
	for _, l := range lawsuits {
		for n, r := range statistics.RowsOf(&l.File, l.Clocks) {
			if len(units) == 0 || slices.Contains(units, r.Unit) {
				rows = append(rows, models.CountedRow{LawsuitID: l.ID, Position: n, Row: r})
			}
		}
	}
	return rows
}

func plainRows(rows []models.CountedRow) []statistics.Row {
	var plain []statistics.Row
	for _, r := range rows {
		plain = append(plain, r.Row)
	}
	return plain
}

// inOrder sorts cells, so that they can be compared.
func inOrder(cells []statistics.Cell) []statistics.Cell {
	return slices.SortedFunc(slices.Values(cells), func(a, b statistics.Cell) int {
		return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
}
