package measures_test

import (
	"testing"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

func TestSuspension_StopsTheCourtsTimeAndNoneOfOurs(t *testing.T) {
	span := func(on, resumed string) fact {
		return func(f *measures.File) {
			s := measures.Suspension{On: day(on), Reason: "须以另案的审理结果为依据"}
			if resumed != "" {
				s.ResumedOn = day(resumed)
			}
			f.Suspensions = append(f.Suspensions, s)
		}
	}
	today := calendar.On(2024, 6, 3)
	for _, row := range []struct {
		name      string
		facts     []fact
		suspended bool
		days      int
	}{
		{"never", nil, false, 0},
		{"since 6 May", []fact{span("2024-05-06", "")}, true, 28},
		{"from 6 to 20 May", []fact{span("2024-05-06", "2024-05-20")}, false, 14},
		{"from 6 to 20 May, and again since the 31st", []fact{span("2024-05-06", "2024-05-20"), span("2024-05-31", "")}, true, 17},
		{"since today", []fact{span("2024-06-03", "")}, true, 0},
	} {
		f := file(row.facts...)
		if f.Suspended() != row.suspended || f.SuspendedDays(today) != row.days {
			t.Errorf("%s: suspended %t, for %d days; want %t and %d", row.name, f.Suspended(), f.SuspendedDays(today), row.suspended, row.days)
		}
	}
	checkClock(t, "evidence", []clockRow{
		{"suspended within the fifteen days: they run on", []fact{span("2024-03-07", "")}, "2024-03-20 running"},
	})
}

// proposed is a correction, decided on a day or waiting.
func proposed(title, decided string) fact {
	return func(f *measures.File) {
		c := measures.Correction{Title: title}
		if decided != "" {
			c.DecidedOn = day(decided)
		}
		f.Corrections = append(f.Corrections, c)
	}
}

func TestCorrection_WaitsForAnotherPerson(t *testing.T) {
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"none", nil, ""},
		{"one", []fact{proposed("甲", "")}, "甲"},
		{"it was decided", []fact{proposed("甲", "2024-06-03")}, ""},
		{"a second", []fact{proposed("甲", "2024-06-03"), proposed("乙", "")}, "乙"},
	} {
		got := ""
		if c := file(row.facts...).PendingCorrection(); c != nil {
			got = c.Title
		}
		if got != row.want {
			t.Errorf("%s: %s waits, want %s", row.name, got, row.want)
		}
	}
}

// 补录: what is put on file more than a week after its day is checked before it accuses
// anybody; a lawsuit that is taken over is such from its first line.
func TestEntry_IsCheckedBeforeItAccusesAnybody(t *testing.T) {
	taken := func(f *measures.File) { f.TakenOver = true }
	enters := func(on, today string) fact {
		return func(f *measures.File) {
			var of calendar.Date
			if on != "" {
				of = day(on)
			}
			f.Enter(of, day(today))
		}
	}
	checked := func(on string) fact { return func(f *measures.File) { f.Unchecked().CheckedOn = day(on) } }
	whole := func(on string) fact { return func(f *measures.File) { f.TakeOver().TakenOn = day(on) } }
	for _, row := range []struct {
		name    string
		facts   []fact
		entries int
		awaits  bool // the check
		taking  bool // over, on 11 June 2024
	}{
		{"nothing", nil, 0, false, false},
		{"seven days after", []fact{enters("2024-06-03", "2024-06-10")}, 0, false, false},
		{"eight days after", []fact{enters("2024-06-03", "2024-06-11")}, 1, true, false},
		{"its day is not known", []fact{enters("", "2024-06-11")}, 0, false, false},
		{"another line before the check: one entry", []fact{enters("2024-06-03", "2024-06-11"), enters("2024-05-03", "2024-06-12")}, 1, true, false},
		{"checked", []fact{enters("2024-06-03", "2024-06-11"), checked("2024-06-12")}, 1, false, false},
		{"checked, and another", []fact{enters("2024-06-03", "2024-06-11"), checked("2024-06-12"), enters("2024-05-03", "2024-06-13")}, 2, true, false},
		{"checked, and one in time", []fact{enters("2024-06-03", "2024-06-11"), checked("2024-06-12"), enters("2024-06-12", "2024-06-13")}, 1, false, false},
		{"archived: over", []fact{enters("2024-06-03", "2024-06-11"), archived("2024-06-20")}, 1, false, false},
		{"taken over, its first line of today", []fact{taken, enters("2024-06-11", "2024-06-11")}, 1, true, true},
		{"taken over on another day", []fact{taken, enters("2024-06-10", "2024-06-10")}, 1, true, false},
		{"taken over, and all of it is on file", []fact{taken, enters("2024-06-11", "2024-06-11"), whole("2024-06-11")}, 1, true, false},
		{"taken over and checked: a line in time begins no other", []fact{taken, enters("2024-06-11", "2024-06-11"), checked("2024-06-11"), enters("2024-06-12", "2024-06-12")}, 1, false, true},
		{"to be taken over, and nothing on file yet", []fact{taken}, 0, false, false},
	} {
		f := file(row.facts...)
		if len(f.Entries) != row.entries || f.AwaitsCheck() != row.awaits || f.TakingOver(day("2024-06-11")) != row.taking {
			t.Errorf("%s: %d entries, awaits a check %t, being taken over %t; want %d, %t, %t",
				row.name, len(f.Entries), f.AwaitsCheck(), f.TakingOver(day("2024-06-11")), row.entries, row.awaits, row.taking)
		}
	}
	two := []fact{enters("2024-06-03", "2024-06-11"), checked("2024-06-12"), enters("2024-06-03", "2024-06-13")}
	checkClock(t, "entry_check", []clockRow{
		{"a target of our own: two working days", two[:1], "2024-06-13 running"},
		{"checked", two, "2024-06-13 met 2024-06-12"},
		{"withdrawn meanwhile", []fact{two[0], withdrawn("2024-06-12")}, "2024-06-13 void: 案件已撤诉或者和解结案"},
	})
	checkClock(t, "entry_check/2", []clockRow{{"the second", two, "2024-06-17 running"}})
	if got := mustClock(t, file(two...), "entry_check/2").Subject; got != "第二次补录" {
		t.Errorf("the second is of %s", got)
	}
	if got := mustClock(t, file(two...), "entry_check").Subject; got != "" {
		t.Errorf("the first is of %s", got)
	}
}

// 行诉解释87: what is suspended is not heard.
func TestSuspension_CancelsAHearingThatIsToCome(t *testing.T) {
	for on, want := range map[string]string{"2024-06-12": "2024-06-12", "2024-06-13": "2024-06-13", "2024-06-14": ""} {
		f := file(summoned("2024-06-13"))
		f.Suspend(measures.Suspension{On: day(on)})
		if got := lastHearing(f).CancelledOn.String(); got != want || !f.Suspended() {
			t.Errorf("suspended on %s: the hearing is cancelled on %q, want %q", on, got, want)
		}
	}
	f := file(summoned("2024-06-13"), held)
	f.Suspend(measures.Suspension{On: day("2024-06-12")})
	if !lastHearing(f).CancelledOn.IsZero() {
		t.Error("a hearing that was held is cancelled")
	}
}
