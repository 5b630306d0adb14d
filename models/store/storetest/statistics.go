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
		for range 8 {
			from := calendar.On(2026, 1, 1).AddDays(rand.N(300))
			to, now := from.AddDays(rand.N(120)), from.AddDays(rand.N(200))
			units := [][]string{nil, {cityUnit}, {townUnit, measures.JusticeBureau}}[rand.N(3)]
			rows := rowsOf(files, units)
			want := statistics.CellsOf(statistics.Within(plainRows(rows), from, to, now))
			got, err := b.Store.Cells(ctx, from, to, now, units...)
			b.ok(err)
			equal(b, fmt.Sprintf("cells of %v from %s to %s on %s", units, from, to, now), fmt.Sprint(inOrder(got)), fmt.Sprint(inOrder(want)))
			for _, f := range slices.Concat(statistics.Figures, statistics.Assessed) {
				whole := statistics.Selection{Figure: f.Key}
				b.standsBehind(whole, f.Of(got).N, rows, models.CountedQuery{From: from, To: to, Today: now, Units: units})
				if whole.Whole = true; f.Shows == statistics.Rate {
					b.standsBehind(whole, f.Of(got).Of, rows, models.CountedQuery{From: from, To: to, Today: now, Units: units})
				}
				d := statistics.Dimensions[rand.N(len(statistics.Dimensions))]
				for _, g := range f.By(d, got) {
					b.standsBehind(statistics.Selection{Figure: f.Key, By: d.Key, Is: g.Is}, g.N, rows, models.CountedQuery{From: from, To: to, Today: now, Units: units})
				}
			}
			if len(units) == 0 {
				all, err := b.Store.AllCounted(ctx, from, to, now)
				b.ok(err)
				equal(b, "all that is counted", fmt.Sprint(inOrder(statistics.CellsOf(plainRows(all)))), fmt.Sprint(inOrder(want)))
			}
		}
	}},
	{"what was received and decided is counted by months", func(b *bench) {
		files := b.decided(30)
		from, to := calendar.On(2026, 2, 1), calendar.On(2026, 8, 31)
		months, err := b.Store.Months(ctx, from, to)
		b.ok(err)
		for month := from; month.Before(to); month = month.AddMonths(1) {
			rows := plainRows(rowsOf(files, nil))
			want := statistics.CellsOf(statistics.Within(rows, month, month.AddMonths(1).AddDays(-1), to))
			for _, key := range []string{"received", "concluded", "loss_rate"} {
				f, _ := statistics.FigureOf(key)
				equal(b, key+" in "+month.String(), f.Of(months[month.String()[:7]]), f.Of(want))
			}
		}
		if len(months) < 4 {
			b.Errorf("only %d months", len(months))
		}
	}},
	{"open lawsuits are counted by units and stages, as the list has them", func(b *bench) {
		b.decided(40)
		standing, err := b.Store.Standing(ctx)
		b.ok(err)
		for _, s := range standing {
			page, err := b.Store.Lawsuits(ctx, models.Everything, models.Filter{Unit: s.Unit, Stage: s.Stage, Only: models.Open})
			b.ok(err)
			equal(b, s.Unit+" at "+string(s.Stage), page.Total, s.N)
		}
		if len(standing) < 3 {
			b.Errorf("only %d", len(standing))
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

// standsBehind compares what the store has behind a number, some rows at a time, with what
// there is of lawsuits.
func (b *bench) standsBehind(s statistics.Selection, n int, rows []models.CountedRow, q models.CountedQuery) {
	b.Helper()
	q.Behind, q.Limit = s, 7
	last, seen := models.CountedRow{}, 0
	for {
		page, err := b.Store.Counted(ctx, q)
		b.ok(err)
		equal(b, s.Title()+" in all", page.Total, n)
		for _, r := range page.Rows {
			same := func(x models.CountedRow) bool { return x.LawsuitID == r.LawsuitID && x.Position == r.Position }
			if !s.Selects(r.Sort) || !slices.ContainsFunc(rows, same) || same(last) {
				b.Errorf("%s: %+v is not of it", s.Title(), r)
			}
			last = r
		}
		seen += len(page.Rows)
		if len(page.Rows) < q.Limit {
			break
		}
		q.After = &last
	}
	equal(b, s.Title()+" has behind it", seen, n)
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
