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
