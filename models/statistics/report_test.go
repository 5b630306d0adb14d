package statistics_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// report is the sample year's first half.
func report(t *testing.T) (statistics.Report, []statistics.Row) {
	t.Helper()
	var rows []statistics.Row
	for _, f := range sampleYear() {
		rows = append(rows, statistics.RowsOf(f, measures.Clocks(f, law))...)
	}
	p, err := statistics.ParsePeriod("2026H1")
	if err != nil {
		t.Fatal(err)
	}
	return statistics.Report{Period: p, Now: cells(t, rows, "2026H1"), Before: cells(t, rows, "2025H1")}, rows
}

func TestEveryNumberOfAReportIsWhatStandsBehindIt(t *testing.T) {
	r, rows := report(t)
	within := map[string][]statistics.Row{}
	for key, p := range map[string]statistics.Period{"": r.Period, "2025H1": r.Period.YearBefore()} {
		within[key] = statistics.Within(rows, p.From(), p.To(), calendar.On(2026, 7, 1))
	}
	numbers := map[string]int{}
	for _, table := range r.Tables() {
		for _, line := range table.Lines {
			if len(line.Entries) != len(table.Head)-1 {
				t.Errorf("%s, %s: %d entries below %d headings", table.Title, line.Name, len(line.Entries), len(table.Head))
			}
			for n, e := range line.Entries {
				if e.Behind.Figure == "" {
					continue
				}
				numbers[e.Period]++
				behind := 0
				for _, row := range within[e.Period] {
					if e.Behind.Selects(row.Sort) {
						behind++
					}
				}
				if behind != e.N {
					t.Errorf("%s, %s, %s: %s, but %d stand behind it", table.Title, line.Name, table.Head[n+1], e.Text, behind)
				}
			}
		}
	}
	if numbers[""] < 60 || numbers["2025H1"] < 20 || len(numbers) != 2 {
		t.Errorf("so many numbers lead anywhere, by the period in which that is: %v", numbers)
	}
}

func TestALineByAUnitAddsUpToTheWhole(t *testing.T) {
	r, _ := report(t)
	for _, key := range []string{"received", "concluded", "pending", "losses", "timely"} {
		f, _ := statistics.FigureOf(key)
		for _, d := range statistics.Dimensions {
			var sum statistics.Value
			for _, g := range f.By(d, r.Now) {
				sum.N, sum.Of = sum.N+g.N, sum.Of+g.Of
			}
			if whole := f.Of(r.Now); sum.N != whole.N || sum.Of != whole.Of {
				t.Errorf("%s by %s adds up to %v, not to %v", f.Title, d.Title, sum, whole)
			}
		}
	}
}

// Every duty stands in one column of the table of units and in no other, whatever rules there
// are: each line adds up to what the unit had to do.
func TestDutiesAddUpToAll(t *testing.T) {
	r, _ := report(t)
	for _, rule := range measures.Rules {
		for n, unit := range []string{"区城市管理局", "张村镇"} {
			s := statistics.Sort{Kind: statistics.Duty, Unit: unit, What: rule.Key, Over: n == 0}
			r.Now = append(r.Now, statistics.Cell{Sort: s, N: n + 1})
		}
	}
	all, _ := statistics.FigureOf("timely")
	units, _ := statistics.DimensionOf("unit")
	lines := all.By(units, r.Now)
	if len(lines) < 4 {
		t.Fatalf("only %d units have duties", len(lines))
	}
	for _, line := range lines {
		var sum statistics.Value
		for _, key := range []string{"forwarded", "reviewed", "filed", "officials_filed", "loss_reports", "archives", "other_duties"} {
			f, _ := statistics.FigureOf(key)
			for _, g := range f.By(units, r.Now) {
				if g.Is == line.Is {
					sum.N, sum.Of = sum.N+g.N, sum.Of+g.Of
				}
			}
		}
		if sum != line.Value {
			t.Errorf("%s: the duties add up to %v, all are %v", line.Name, sum, line.Value)
		}
	}
}

// The sample year is the year before: most of what there was then does not occur now.
func TestAColumnAddsUpToTheWhole(t *testing.T) {
	_, rows := report(t)
	now := lawsuit(10, "2027-02-01", measures.Defendant{Name: "威海市环翠区教育局", Unit: "区教育局"})
	now.Category, now.Court = "information", "威海市环翠区人民法院"
	r := statistics.Report{
		Period: statistics.Period{Year: 2027, Part: statistics.FirstHalf}, Before: cells(t, rows, "2026H1"),
		Now: statistics.CellsOf(statistics.Within(rowsOf(now), date("2027-01-01"), date("2027-06-30"), date("2027-07-01"))),
	}
	columns := map[string]int{}
	for _, table := range r.Tables() {
		for n := range table.Head[1:] {
			behind, period, sum := table.Lines[0].Entries[n].Behind, table.Lines[0].Entries[n].Period, 0
			if table.Key == "main" || behind.Figure == "" {
				continue
			}
			f, _ := statistics.FigureOf(behind.Figure)
			whole := f.Of(map[string][]statistics.Cell{"": r.Now, "2026H1": r.Before}[period]).N
			for _, line := range table.Lines {
				switch {
				case !line.Total:
					sum += line.Entries[n].N
				case line.Entries[n].N != whole:
					t.Errorf("%s, %s: %d in all, not %d", table.Title, table.Head[n+1], line.Entries[n].N, whole)
				}
			}
			if sum != whole {
				t.Errorf("%s, %s: adds up to %d, not to %d", table.Title, table.Head[n+1], sum, whole)
			}
			columns[period]++
		}
	}
	if columns["2026H1"] < 8 || columns[""] < 20 {
		t.Errorf("so many columns lead anywhere, by the period in which that is: %v", columns)
	}
}

func TestTheTextsOfADraftAreFilledIn(t *testing.T) {
	r, _ := report(t)
	words := r.Words()
	for _, b := range statistics.Blocks(r.Period) {
		if unknown := statistics.Unknown(b.Text, words); len(unknown) > 0 {
			t.Errorf("%s names %v, which no figure is called", b.Title, unknown)
		}
	}
	text := statistics.Fill(statistics.Blocks(r.Period)[0].Text, words)
	if want := "2026年上半年，全区共收到行政诉讼案件7件，上年同期0件，同比—；其中一审5件，以区政府为被告的占6/7（85.7%）。审结5件，期末未结2件。"; !strings.HasPrefix(text, want) {
		t.Errorf("%s\nwant %s", text, want)
	}
	if got := statistics.Unknown("【收案】【胜诉率】【胜诉率】", words); !slices.Equal(got, []string{"胜诉率"}) {
		t.Errorf("unknown: %v", got)
	}
}

// The parts of a typical case have their customary headings, which no figure may be called.
func TestHeadingsOfATypicalCaseStay(t *testing.T) {
	r, _ := report(t)
	words := r.Words()
	const text = "【基本案情】收案【收案】件。【裁判结果】【典型意义】【评析】"
	if unknown := statistics.Unknown(text, words); len(unknown) > 0 {
		t.Errorf("%v are taken for figures", unknown)
	}
	if got, want := statistics.Fill(text, words), "【基本案情】收案7件。【裁判结果】【典型意义】【评析】"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, heading := range statistics.Headings {
		if _, figure := words[heading]; figure {
			t.Errorf("【%s】 is a figure as well", heading)
		}
	}
	if got := statistics.Unknown("【基本案情·同期】【基本 案情】", words); len(got) != 2 {
		t.Errorf("only %v are unknown", got)
	}
}

func TestPeriods(t *testing.T) {
	for key, want := range map[string]string{
		"2026Q1": "2026年第一季度 2026-01-01 2026-03-31", "2026Q4": "2026年第四季度 2026-10-01 2026-12-31",
		"2026H1": "2026年上半年 2026-01-01 2026-06-30", "2024": "2024年度 2024-01-01 2024-12-31", "2026M02": "2026年2月 2026-02-01 2026-02-28",
	} {
		p, err := statistics.ParsePeriod(key)
		if got := p.Title() + " " + p.From().String() + " " + p.To().String(); err != nil || got != want || p.Key() != key {
			t.Errorf("%s: %s (%s), %v; want %s", key, got, p.Key(), err, want)
		}
	}
	for _, key := range []string{"", "2026Q5", "26Q1", "2026 Q1", "1999", "abcdQ1", "2026H", "2026M13", "2026M2"} {
		if p, err := statistics.ParsePeriod(key); err == nil {
			t.Errorf("%q is read as %v", key, p)
		}
	}
	for day, want := range map[string][]string{
		"2027-01-01": {"2026Q4", "2026H2", "2026"}, "2026-04-01": {"2026Q1"}, "2026-07-01": {"2026Q2", "2026H1"}, "2026-05-01": nil,
	} {
		var got []string
		for _, p := range statistics.Ended(date(day)) {
			got = append(got, p.Key())
		}
		if !slices.Equal(got, want) {
			t.Errorf("on %s %v are due, want %v", day, got, want)
		}
	}
}

func TestRatesAreWrittenWithBothNumbers(t *testing.T) {
	for _, row := range []struct {
		n, d int
		want string
	}{{128, 2297, "5.6%"}, {14665, 14730, "99.6%"}, {13842, 14638, "94.6%"}, {1, 3, "33.3%"}, {2, 3, "66.7%"}, {0, 7, "0.0%"}, {7, 7, "100.0%"}, {0, 0, "—"}} {
		if got := statistics.Percent(row.n, row.d); got != row.want {
			t.Errorf("%d of %d: %s, want %s", row.n, row.d, got, row.want)
		}
	}
	for _, row := range []struct {
		now, before int
		want        string
	}{{373, 285, "+30.9%"}, {23021, 25381, "-9.3%"}, {5, 5, "持平"}, {0, 0, "持平"}, {3, 0, "—"}, {0, 4, "-100.0%"}} {
		if got := statistics.Change(row.now, row.before); got != row.want {
			t.Errorf("%d after %d: %s, want %s", row.now, row.before, got, row.want)
		}
	}
}
