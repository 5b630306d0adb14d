package measures_test

import (
	"testing"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// TestLadder is V10 under an edition that reminds earlier and escalates rarer.
func TestLadder(t *testing.T) {
	e := measures.Edition{Name: "later", From: calendar.On(2025, 1, 1), Ladder: measures.Ladder{Before: []int{5, 2}, Every: 5}}
	f := file(served("2025-09-17"))
	for _, c := range measures.Clocks(f, under(e)) {
		if c.ID != "evidence" {
			continue
		}
		checkRungs(t, "V10", c, 0,
			"0  announces 1",
			"1 2025-09-24 reminds 1", "2 2025-09-28 reminds 1", "3 2025-09-30 falls_due 1",
			"4 2025-10-10 escalates 2", "5 2025-10-16 escalates 3",
		)
		for on, want := range map[string]int{"2025-09-24": 1, "2025-09-30": 3, "2025-10-10": 4, "2025-10-15": 4, "2025-10-16": 5} {
			if r, ok := c.RungDue(-1, day(on).At(9, 0), builtin); !ok || r.Index != want {
				t.Errorf("on %s: rung %d, want %d", on, r.Index, want)
			}
		}
	}
	none := mustClock(t, f, "evidence")
	none.Ladder = measures.Ladder{Every: 3}
	checkRungs(t, "no reminder beforehand", none, 1, "1 2025-09-30 falls_due 1", "2 2025-10-10 escalates 2")
}

func TestEdition_FollowsTheOneBefore(t *testing.T) {
	first := measures.Editions[0]
	second := measures.Edition{
		Name: "second", From: calendar.On(2030, 1, 1), Ladder: measures.Ladder{Before: []int{5}, Every: 2},
		Amends: map[string]measures.Period{"forward": {N: 3, Unit: measures.WorkingDays}, "archive": {N: 60, Unit: measures.Days}},
	}.Following(first)
	third := measures.Edition{
		Name: "third", From: calendar.On(2031, 1, 1), Amends: map[string]measures.Period{"archive": {N: 45, Unit: measures.Days}},
	}.Following(second)
	for key, want := range map[string]int{"forward": 3, "archive": 45} {
		if got := third.Amends[key].N; got != want {
			t.Errorf("%s under the third edition: %d, want %d", key, got, want)
		}
	}
	if third.Ladder.Every != 2 || second.Amends["archive"].N != 60 || len(first.Amends) != 0 {
		t.Errorf("the editions before it changed: %+v, %+v, ladder %+v", first, second, third.Ladder)
	}
}

func TestEdition_LaddersThatCannotBe(t *testing.T) {
	for name, l := range map[string]measures.Ladder{
		"not in order":       {Before: []int{1, 3}, Every: 3},
		"the same day twice": {Before: []int{3, 3}, Every: 3},
		"on the day itself":  {Before: []int{3, 0}, Every: 3},
		"too early":          {Before: []int{31}, Every: 3},
		"too many":           {Before: []int{6, 5, 4, 3, 2, 1}, Every: 3},
		"hardly ever":        {Before: []int{3}, Every: 31},
	} {
		e := measures.Edition{Name: "later", From: calendar.On(2030, 1, 1), Ladder: l}
		if faults := e.Faults(measures.Editions, calendar.On(2026, 1, 1)); len(faults) != 1 || faults[0].Field != "ladder" {
			t.Errorf("%s: %v", name, faults)
		}
	}
	for name, l := range map[string]measures.Ladder{
		"five reminders, the first a long time before": {Before: []int{30, 5, 4, 3, 1}, Every: 30},
		"every working day from the limit on":          {Before: []int{1}, Every: 1},
		"no reminder before the safe date":             {Every: 3},
	} {
		for _, half := range []measures.Ladder{{Every: 5}, {Before: []int{7}}} {
			got := measures.Edition{Name: "later", Ladder: half}.Following(measures.Editions[0]).Ladder
			if want := max(half.Every, 3); got.Every != want || len(got.Before) == 0 {
				t.Errorf("%+v becomes %+v: what is not set stays as it was", half, got)
			}
		}
		fine := measures.Edition{Name: "later", From: calendar.On(2030, 1, 1), Ladder: l}
		if faults := fine.Faults(measures.Editions, calendar.On(2026, 1, 1)); len(faults) != 0 {
			t.Errorf("an edition that changes only reminders, %s: %v", name, faults)
		}
	}
}
