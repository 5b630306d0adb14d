package measures_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

func rungsOf(c measures.Clock, from, to int) []string {
	var all []string
	for i := from; i <= to; i++ {
		r, ok := c.Rung(i, builtin)
		if !ok {
			all = append(all, "-")
			continue
		}
		all = append(all, fmt.Sprintf("%d %s %s %d", r.Index, r.On, r.Tone, r.Circle))
	}
	return all
}

func checkRungs(t *testing.T, name string, c measures.Clock, from int, want ...string) {
	t.Helper()
	got := rungsOf(c, from, from+len(want)-1)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s, rung %d: %s, want %s", name, from+i, got[i], want[i])
		}
	}
}

// TestRungs are those of V10: safe on 30 September 2025, due on 9 October, with
// make-up days on 28 September and 11 October.
func TestRungs(t *testing.T) {
	c := mustClock(t, file(served("2025-09-17")), "evidence")
	checkRungs(t, "V10", c, -1,
		"-",
		"0  announces 1",
		"1 2025-09-26 reminds 2",
		"2 2025-09-29 reminds 3",
		"3 2025-09-30 falls_due 3",
		"4 2025-10-10 escalates 4",
		"5 2025-10-14 escalates 4",
		"6 2025-10-17 escalates 4",
		"7 2025-10-22 escalates 4",
	)
	for circle, want := range map[measures.Circle]int{measures.Handlers: 1, measures.Officials: 2, measures.Bureau: 3, measures.Supervisors: 4} {
		if int(circle) != want {
			t.Errorf("circle %d, want %d", circle, want)
		}
	}
	if r, _ := c.Rung(4, builtin); r.At() != time.Date(2025, 10, 10, 1, 0, 0, 0, time.UTC) {
		t.Errorf("rung 4 goes out at %s", r.At())
	}
}

func TestRungs_EscalateOnlyAfterEveryReading(t *testing.T) {
	c := mustClock(t, file(summoned("2024-06-12")), "leader_filing/first/1")
	checkRungs(t, "V23", c, 1,
		"1 2024-06-04 reminds 1", "2 2024-06-06 reminds 1", "3 2024-06-07 falls_due 1",
		"4 2024-06-12 escalates 2", // the day of the hearing
	)
}

func TestRungs_RightsNeverEscalate(t *testing.T) {
	c := mustClock(t, file(decided("2024-09-20", lost)), "appeal_judgment")
	checkRungs(t, "V28", c, 0,
		"0  announces 1", "1 2024-09-26 reminds 1", "2 2024-09-29 reminds 1", "3 2024-09-30 falls_due 1", "-", "-", "-")
	for on, want := range map[string]int{"2024-09-29": 2, "2024-09-30": 3, "2025-09-30": 3} {
		if r, ok := c.RungDue(-1, day(on).At(9, 0), builtin); !ok || r.Index != want {
			t.Errorf("on %s: rung %d, want %d", on, r.Index, want)
		}
	}
	if r, ok := c.RungDue(3, day("2025-09-30").At(9, 0), builtin); ok {
		t.Errorf("a right that lapsed rings: %+v", r)
	}
}

func TestRungs_OnlyOfRunningClocks(t *testing.T) {
	for name, facts := range map[string][]fact{
		"met": {filed("2024-03-20")}, "met late": {filed("2024-03-21")},
		"void": {withdrawn("2024-03-12")}, "missed": {withdrawn("2024-03-21")},
	} {
		c := mustClock(t, file(facts...), "evidence")
		checkRungs(t, name, c, 0, "-", "-", "-", "-", "-")
		if r, ok := c.RungDue(-1, day("2024-12-31").At(9, 0), builtin); ok {
			t.Errorf("a clock that is %s rings: %+v", name, r)
		}
	}
}

func TestRungDue(t *testing.T) {
	c := mustClock(t, file(served("2025-09-17")), "evidence")
	at := func(on string, hour, minute int) time.Time { return day(on).At(hour, minute) }
	for _, row := range []struct {
		name  string
		after int
		now   time.Time
		want  int // -1 for none
	}{
		{"the announcement, at once", -1, at("2025-09-17", 0, 0), 0},
		{"announced, nothing more yet", 0, at("2025-09-26", 8, 59), -1},
		{"on the hour", 0, at("2025-09-26", 9, 0), 1},
		{"once only", 1, at("2025-09-26", 9, 1), -1},
		{"registered late: the last one instead of the announcement", -1, at("2025-09-29", 10, 0), 2},
		{"after an outage of four days: the last one", 0, at("2025-09-30", 9, 0), 3},
		{"within the holiday: nothing", 3, at("2025-10-06", 9, 0), -1},
		{"on the last day: nothing", 3, at("2025-10-09", 23, 59), -1},
		{"the day after, too early", 3, at("2025-10-10", 8, 59), -1},
		{"the day after", 3, at("2025-10-10", 9, 0), 4},
		{"on the make-up Saturday: nothing", 4, at("2025-10-11", 9, 0), -1},
		{"on the third working day: nothing", 4, at("2025-10-13", 12, 0), -1},
		{"on the fourth", 4, at("2025-10-14", 9, 0), 5},
		{"on the weekend after the seventh", 5, at("2025-10-18", 12, 0), 6},
		{"asleep all the while", -1, at("2025-10-21", 12, 0), 6},
		{"asleep for a month", 2, at("2025-11-17", 9, 0), 13},
		{"nothing beyond what was told", 13, at("2025-11-17", 9, 0), -1},
	} {
		r, ok := c.RungDue(row.after, row.now, builtin)
		got := r.Index
		if !ok {
			got = -1
		}
		if got != row.want {
			t.Errorf("%s: rung %d, want %d", row.name, got, row.want)
		}
	}
}

// TestRungDue_OfADutyThatIsYearsOverdue guards against a slip of the year in a
// registration: a workflow has a second to answer.
func TestRungDue_OfADutyThatIsYearsOverdue(t *testing.T) {
	c := mustClock(t, file(served("1996-03-05")), "evidence")
	began := time.Now()
	r, ok := c.RungDue(-1, day("2026-11-23").At(9, 0), builtin)
	if took := time.Since(began); took > 200*time.Millisecond {
		t.Errorf("took %s", took)
	}
	if !ok || r.At().After(day("2026-11-23").At(9, 0)) || r.On.Before(day("2026-11-18")) {
		t.Errorf("rung %+v", r)
	}
}

// oneByOne is RungDue as it is meant: rung after rung.
func oneByOne(c measures.Clock, after int, now time.Time) (measures.Rung, bool) {
	var due measures.Rung
	found := false
	for i := after + 1; ; i++ {
		r, ok := c.Rung(i, builtin)
		if !ok || i > 0 && r.At().After(now) {
			return due, found
		}
		due, found = r, true
	}
}

// TestRungs_NeverTwice walks through time in leaps over random files and checks
// that no rung goes out twice, that their numbers rise, that none is early, and
// that a clock rings only while it runs.
func TestRungs_NeverTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := histories.Draw(t, "history").file()
		clocks := clocksOf(f)
		last := map[string]int{}
		for _, c := range clocks {
			last[c.ID] = -1
		}
		now := f.ServedOn.At(8, 0)
		for range rapid.IntRange(1, 15).Draw(t, "leaps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 40*24*60).Draw(t, "minutes")) * time.Minute)
			for _, c := range clocks {
				want, must := oneByOne(c, last[c.ID], now)
				r, ok := c.RungDue(last[c.ID], now, builtin)
				if r != want || ok != must {
					t.Fatalf("%s at %s after %d: %+v %t, one by one %+v %t", c.ID, now, last[c.ID], r, ok, want, must)
				}
				if !ok {
					continue
				}
				if c.State != measures.Running || r.Index <= last[c.ID] || r.Index > 0 && r.At().After(now) {
					t.Fatalf("%s (%s) rings %+v at %s after rung %d", c.ID, c.State, r, now, last[c.ID])
				}
				if r.Index > 0 && !builtin.Working(r.On) {
					t.Fatalf("%s rings on a day off: %+v", c.ID, r)
				}
				if (r.Tone == measures.Escalates) != (r.Index > 3) || r.Tone == measures.Escalates && !c.Overdue(calendar.DateOf(now)) {
					t.Fatalf("%s: %+v, limit %s", c.ID, r, c.Limit())
				}
				last[c.ID] = r.Index
			}
		}
	})
}
