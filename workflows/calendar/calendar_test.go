package calendar_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yingsu/workflows/calendar"
)

var builtin = calendar.Builtin()

// TestEveryListedDay compares the notices, as typed, with workdays.csv: every
// day off and make-up day of 2018 to 2026 on which independent sources agree.
func TestEveryListedDay(t *testing.T) {
	rows := workdays(t)
	if len(rows) != 322 {
		t.Fatalf("%d rows, want 322", len(rows))
	}
	for _, row := range rows {
		day := builtin.Day(row.date)
		if day.Date != row.date || day.Working != (row.kind == "makeup") || !row.named(day.Name) {
			t.Errorf("%s is %s of %s, but Day says %+v", row.date, row.kind, row.name, day)
		}
	}
}

// TestEveryOtherDay checks that the notices hold no day beyond workdays.csv.
func TestEveryOtherDay(t *testing.T) {
	listed := map[calendar.Date]bool{}
	for _, row := range workdays(t) {
		listed[row.date] = true
	}
	for d := calendar.On(2018, 1, 1); d.Year() <= 2026; d = d.AddDays(1) {
		if listed[d] {
			continue
		}
		want := calendar.Day{Date: d, Working: true}
		if isWeekend(d) {
			want = calendar.Day{Date: d, Name: "周末"}
		}
		if got := builtin.Day(d); got != want {
			t.Errorf("%s: %+v, want %+v", d, got, want)
		}
	}
}

func TestWorkingDaysOfEachYear(t *testing.T) {
	for year, want := range map[int]int{
		2018: 250, 2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248,
	} {
		if got := builtin.WorkingBetween(calendar.On(year-1, 12, 31), calendar.On(year, 12, 31)); got != want {
			t.Errorf("%d has %d working days, want %d", year, got, want)
		}
	}
}

func TestDay(t *testing.T) {
	for _, c := range []struct {
		date    string
		working bool
		name    string
		why     string
	}{
		{"2026-10-09", true, "", "a plain working day"},
		{"2026-10-11", false, "周末", "a plain Sunday"},
		{"2026-02-14", true, "春节调休上班", "a Saturday worked in exchange"},
		{"2026-02-16", false, "春节", "a Monday off"},
		{"2018-12-31", false, "元旦", "a Monday off by the notice of 2019"},
		{"2018-12-29", true, "元旦调休上班", "a Saturday worked by the notice of 2019"},
		{"2022-12-31", false, "元旦", "in the notice of 2023"},
		{"2020-02-01", false, "春节", "its being worked was cancelled on 2020-01-26"},
		{"2020-01-31", false, "春节", "added on 2020-01-26"},
		{"2024-02-09", true, "", "除夕 2024 was only encouraged"},
		{"2027-01-01", false, "元旦", "statutory, the year being unpublished"},
		{"2027-02-05", false, "春节", "除夕, statutory since 2025"},
		{"2027-01-04", true, "", "no make-up and no exchange is known"},
		{"2016-10-03", false, "国庆节", "statutory, the year being unknown"},
		{"2030-05-02", false, "劳动节", "statutory, the year being unknown"},
		{"2030-05-03", true, "", "a Friday that is off in most years"},
	} {
		d := date(t, c.date)
		if got := builtin.Day(d); got.Working != c.working || got.Name != c.name {
			t.Errorf("%s (%s): %+v", c.date, c.why, got)
		}
	}
}

func TestYears(t *testing.T) {
	for year, want := range map[int]calendar.Status{
		2017: calendar.Absent, 2018: calendar.Published, 2026: calendar.Published,
		2027: calendar.Provisional, 2028: calendar.Absent,
	} {
		got := builtin.Year(year)
		if got.Year != year || got.Status != want || builtin.Covers(calendar.On(year, 6, 1)) != (want == calendar.Published) {
			t.Errorf("%d: %+v", year, got)
		}
	}
}

// TestTheLastDaysOfDecember are those that the next notice may list: until it is out, a
// count that looks at one of them is provisional, for whoever awaits it.
func TestTheLastDaysOfDecember(t *testing.T) {
	published := builtin.Year(2027)
	published.Status = calendar.Published
	awaiting, settled := builtin.Awaiting(), builtin.With(published).Awaiting()
	const why = "2027年放假安排尚未公布，元旦前后的放假和调休可能涉及2026年12月下旬，公布后重新计算"
	for _, row := range []struct {
		name  string
		count func(calendar.Calendar) calendar.Count
		due   string
		want  bool
	}{
		{"15 days to the 31st", func(c calendar.Calendar) calendar.Count { return c.DaysAfter(calendar.On(2026, 12, 16), 15) }, "2026-12-31", true},
		{"a working day after the 29th", func(c calendar.Calendar) calendar.Count { return c.WorkingDaysAfter(calendar.On(2026, 12, 29), 2) }, "2026-12-31", true},
		{"to the 25th", func(c calendar.Calendar) calendar.Count { return c.DaysAfter(calendar.On(2026, 12, 24), 1) }, "2026-12-25", true},
		{"to the 24th", func(c calendar.Calendar) calendar.Count { return c.DaysAfter(calendar.On(2026, 12, 23), 1) }, "2026-12-24", false},
		{"a weekend moved on into them", func(c calendar.Calendar) calendar.Count { return c.DaysAfter(calendar.On(2026, 12, 11), 15) }, "2026-12-28", true},
		{"back from the 31st", func(c calendar.Calendar) calendar.Count { return c.WorkingDaysBefore(calendar.On(2026, 12, 31), 2) }, "2026-12-29", true},
		{"back from the 25th, which is not looked at", func(c calendar.Calendar) calendar.Count { return c.WorkingDaysBefore(calendar.On(2026, 12, 25), 2) }, "2026-12-23", false},
		{"a court's own day", func(c calendar.Calendar) calendar.Count { return c.Until(calendar.On(2026, 12, 30), "法院") }, "2026-12-30", true},
		{"a month before", func(c calendar.Calendar) calendar.Count { return c.MonthsAfter(calendar.On(2026, 10, 30), 1) }, "2026-11-30", false},
		{"a year whose next is published", func(c calendar.Calendar) calendar.Count { return c.DaysAfter(calendar.On(2025, 12, 16), 15) }, "2025-12-31", false},
	} {
		got := row.count(awaiting)
		said := false
		for _, s := range got.Steps {
			said = said || s.Note == why
		}
		if got.Provisional != row.want || said != row.want || got.Due.String() != row.due {
			t.Errorf("%s: %s, provisional %t, said %t", row.name, got.Due, got.Provisional, said)
		}
		if quiet := row.count(awaiting.Silent()); quiet.Provisional != row.want || quiet.Due != got.Due {
			t.Errorf("%s, without steps: provisional %t", row.name, quiet.Provisional)
		}
		if after, before := row.count(settled), row.count(builtin); after.Provisional || before.Provisional {
			t.Errorf("%s: provisional with the notice %t, for those who do not await it %t", row.name, after.Provisional, before.Provisional)
		}
	}
	for day, want := range map[calendar.Date]bool{calendar.On(2026, 12, 24): true, calendar.On(2026, 12, 25): false, calendar.On(2025, 12, 31): true, calendar.On(2027, 12, 31): false} {
		if got := awaiting.Covers(day); got != want {
			t.Errorf("%s is covered: %t", day, got)
		}
	}
}

func TestNoticesAreWellFormed(t *testing.T) {
	for i, y := range builtin.Years {
		if i > 0 && y.Year != builtin.Years[i-1].Year+1 {
			t.Errorf("%d follows %d", y.Year, builtin.Years[i-1].Year)
		}
		if y.Status == calendar.Published && (y.Published.Year() != y.Year-1 || !strings.HasPrefix(y.Notice, "国办发明电〔")) {
			t.Errorf("%d: notice %q of %s", y.Year, y.Notice, y.Published)
		}
		for j, h := range y.Holidays {
			if h.To.Before(h.From) || (j > 0 && !h.From.After(y.Holidays[j-1].To)) {
				t.Errorf("%d: %s from %s to %s", y.Year, h.Name, h.From, h.To)
			}
			for _, m := range h.Makeup {
				if !isWeekend(m) || y.Status != calendar.Published {
					t.Errorf("%d: %s is made up on %s", y.Year, h.Name, m.Chinese())
				}
			}
		}
	}
}

func TestWith(t *testing.T) {
	before := calendar.Builtin()
	published := before.Year(2027)
	published.Status = calendar.Published
	published.Holidays = append(published.Holidays, calendar.Holiday{
		Name: "试验", From: calendar.On(2027, 7, 1), To: calendar.On(2027, 7, 2), Makeup: []calendar.Date{calendar.On(2027, 7, 4)},
	})
	after := before.With(published)

	if !reflect.DeepEqual(before, calendar.Builtin()) {
		t.Error("With changed its receiver")
	}
	if !after.Covers(calendar.On(2027, 7, 1)) || after.Working(calendar.On(2027, 7, 1)) || !after.Working(calendar.On(2027, 7, 4)) {
		t.Errorf("2027 is %+v", after.Year(2027))
	}
	if after.Edition == before.Edition || before.With(before.Year(2026)).Edition != before.Edition {
		t.Errorf("editions %s and %s", before.Edition, after.Edition)
	}

	added := before.With(calendar.Year{Year: 2029, Status: calendar.Provisional}).With(calendar.Year{Year: 2017, Status: calendar.Published})
	if n := len(added.Years); n != len(before.Years)+2 || added.Years[0].Year != 2017 || added.Years[n-1].Year != 2029 {
		t.Errorf("years are not sorted: %d, first %d", n, added.Years[0].Year)
	}
	if added.Year(2028).Status != calendar.Absent {
		t.Error("2028 is known")
	}
}

// TestEditionNames: a count on record names the edition that it rests on. The name
// begins with the last year that was published, and ends with a sum of all that
// the edition says: whoever finds it on an old count must find the same days.
func TestEditionNames(t *testing.T) {
	var (
		y2024   = calendar.Year{Year: 2024, Status: calendar.Published}
		y2025   = calendar.Year{Year: 2025, Status: calendar.Provisional}
		typhoon = calendar.Closure{Date: calendar.On(2024, 8, 1), Reason: "台风"}
		moved   = calendar.Closure{Date: calendar.On(2024, 8, 2), Reason: "台风"}
	)
	alone := calendar.Calendar{}.With(y2024)
	for _, row := range []struct {
		name string
		c    calendar.Calendar
		want string
	}{
		{"2027 is not published", builtin, "2026-"},
		{"an older year arrives later", alone.With(calendar.Year{Year: 2023, Status: calendar.Published}), "2024-"},
		{"nothing is published", calendar.Calendar{}.With(y2025), "0-"},
		{"the next year is not published", alone.With(y2025), "2024-"},
		{"a closure", alone.Closed(typhoon), "2024-"},
		{"one year, as it has always been called", alone, "2024-4d64175b"},
	} {
		if !strings.HasPrefix(row.c.Edition, row.want) {
			t.Errorf("%s: the edition is called %s, want %s…", row.name, row.c.Edition, row.want)
		}
	}
	names := map[string]bool{}
	for _, c := range []calendar.Calendar{alone, alone.With(y2025), alone.Closed(typhoon), alone.Closed(moved), alone.Closed(typhoon).Closed(moved)} {
		if names[c.Edition] {
			t.Errorf("two editions are called %s", c.Edition)
		}
		names[c.Edition] = true
	}
}

func TestCalendarRoundTripsThroughJSON(t *testing.T) {
	text, err := json.Marshal(builtin)
	if err != nil {
		t.Fatal(err)
	}
	if len(text) > 8<<10 {
		t.Errorf("%d bytes: too much for every workflow to carry", len(text))
	}
	var back calendar.Calendar
	if err := json.Unmarshal(text, &back); err != nil || !reflect.DeepEqual(back, builtin) {
		t.Errorf("came back different: %v", err)
	}
}

func TestWalking(t *testing.T) {
	friday, saturday, tuesday := calendar.On(2026, 2, 13), calendar.On(2026, 2, 14), calendar.On(2026, 2, 24)
	if got := builtin.NextWorking(friday); got != saturday {
		t.Errorf("after %s comes %s", friday, got)
	}
	if got := builtin.NextWorking(saturday); got != tuesday {
		t.Errorf("after %s comes %s", saturday, got)
	}
	if got := builtin.LastWorking(calendar.On(2026, 2, 20)); got != saturday {
		t.Errorf("before the holiday is %s", got)
	}
	if got := builtin.LastWorking(saturday); got != saturday {
		t.Errorf("a working day is its own last working day, not %s", got)
	}
	if got := builtin.AddWorking(tuesday, -2); got != friday {
		t.Errorf("two working days before %s is %s", tuesday, got)
	}
	if got := builtin.AddWorking(calendar.On(2026, 2, 20), 0); got != calendar.On(2026, 2, 20) {
		t.Errorf("no working days after is %s", got)
	}
	if got := builtin.WorkingBetween(tuesday, friday); got != -2 {
		t.Errorf("from %s back to %s: %d", tuesday, friday, got)
	}
}

func TestAddWorkingUndoesWorkingBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := dates.Draw(t, "d"), rapid.IntRange(0, 80).Draw(t, "n")
		later := builtin.AddWorking(d, n)
		if got := builtin.WorkingBetween(d, later); got != n {
			t.Fatalf("%d working days after %s is %s, %d working days away", n, d, later, got)
		}
		if got := builtin.WorkingBetween(later, d); got != -n {
			t.Fatalf("from %s back to %s: %d", later, d, got)
		}
		if working := builtin.LastWorking(d); builtin.AddWorking(builtin.AddWorking(working, n), -n) != working {
			t.Fatalf("%d working days after %s and back", n, working)
		}
	})
}

// workday is a row of testdata/workdays.csv.
type workday struct {
	date       calendar.Date
	kind, name string
}

// named tells whether Day may call the row's day by this name. The notices of
// 2019 and 2024 join a holiday to a weekend (“与周末连休”) that some sources
// list under the holiday's name.
func (w workday) named(name string) bool {
	if w.kind == "makeup" {
		return name == w.name+"调休上班"
	}
	return name == w.name || (name == "周末" && isWeekend(w.date))
}

func workdays(t *testing.T) []workday {
	t.Helper()
	f, err := os.Open("testdata/workdays.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []workday
	for _, line := range lines[1:] {
		rows = append(rows, workday{date(t, line[0]), line[1], line[2]})
	}
	return rows
}

func isWeekend(d calendar.Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

func date(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
