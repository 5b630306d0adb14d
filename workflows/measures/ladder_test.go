package measures_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
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
			"1 2025-09-24 reminds 1", "2 2025-09-28 reminds 2", "3 2025-09-30 falls_due 3",
			"4 2025-10-10 escalates 4", "5 2025-10-16 escalates 4",
		)
		for on, want := range map[string]int{"2025-09-24": 1, "2025-09-30": 3, "2025-10-10": 4, "2025-10-15": 4, "2025-10-16": 5} {
			if r, ok := c.RungDue(-1, day(on).At(9, 0), builtin); !ok || r.Index != want {
				t.Errorf("on %s: rung %d, want %d", on, r.Index, want)
			}
		}
	}
	none := mustClock(t, f, "evidence")
	none.Ladder = measures.Ladder{Every: 3}
	checkRungs(t, "no reminder beforehand", none, 1, "1 2025-09-30 falls_due 3", "2 2025-10-10 escalates 4")
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
		"not in order":                  {Before: []int{1, 3}, Every: 3},
		"the same day twice":            {Before: []int{3, 3}, Every: 3},
		"on the day itself":             {Before: []int{3, 0}, Every: 3},
		"too early":                     {Before: []int{31}, Every: 3},
		"too many":                      {Before: []int{6, 5, 4, 3, 2, 1}, Every: 3},
		"hardly ever":                   {Before: []int{3}, Every: 31},
		"told before and after at once": {Every: 3, Told: []measures.Step{{Days: 1, Late: 1, Circle: measures.Officials}}},
		"told in no circle":             {Every: 3, Told: []measures.Step{{Days: 1}}},
		"told in a circle beyond all":   {Every: 3, Told: []measures.Step{{Days: 1, Circle: measures.Supervisors + 1}}},
		"the circle does not grow":      {Every: 3, Told: []measures.Step{{Days: 3, Circle: measures.Bureau}, {Days: 1, Circle: measures.Officials}}},
		"the circle stays":              {Every: 3, Told: []measures.Step{{Days: 3, Circle: measures.Officials}, {Days: 1, Circle: measures.Officials}}},
		"steps out of order":            {Every: 3, Told: []measures.Step{{Late: 1, Circle: measures.Officials}, {Days: 1, Circle: measures.Bureau}}},
		"two steps at once":             {Every: 3, Told: []measures.Step{{Circle: measures.Officials}, {Circle: measures.Bureau}}},
		"told a season ahead":           {Every: 3, Told: []measures.Step{{Days: 31, Circle: measures.Officials}}},
		"told at the eleventh":          {Every: 3, Told: []measures.Step{{Late: 11, Circle: measures.Officials}}},
		"for a period that is not":      {Every: 3, For: map[string][]measures.Step{"lunch": {{Circle: measures.Officials}}}},
		"wrong for one period":          {Every: 3, For: map[string][]measures.Step{"review": {{Days: 31, Circle: measures.Officials}}}},
		"told before the first":         {Every: 3, Told: []measures.Step{{Late: -1, Circle: measures.Officials}}},
		"told after the day, ahead":     {Every: 3, Told: []measures.Step{{Days: -1, Circle: measures.Officials}}},
		"never":                         {Before: []int{3}, Every: -1},
		"our own target that escalates": {Every: 3, For: map[string][]measures.Step{"acknowledge": {{Late: 1, Circle: measures.Officials}}}},
		"a right that escalates":        {Every: 3, For: map[string][]measures.Step{"appeal_judgment": {{Late: 1, Circle: measures.Officials}}}},
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
		"everybody from the first day on":              {Every: 3, Told: []measures.Step{{Days: 30, Circle: measures.Supervisors}}},
		"told before the day, and further after it":    {Every: 3, Told: []measures.Step{{Days: 3, Circle: measures.Officials}, {Days: 1, Circle: measures.Bureau}, {Late: 1, Circle: measures.Supervisors}}},
		"told further from one day on":                 {Every: 3, Told: []measures.Step{{Late: 1, Circle: measures.Officials}, {Late: 2, Circle: measures.Bureau}}},
		"told at the tenth":                            {Every: 3, Told: []measures.Step{{Late: 10, Circle: measures.Officials}}},
		"the handlers alone, said in so many words":    {Every: 3, Told: []measures.Step{{Days: 3, Circle: measures.Handlers}}},
		"a right, told further":                        {Every: 3, For: map[string][]measures.Step{"appeal_judgment": {{Days: 3, Circle: measures.Officials}}}},
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

// TestLadder_WhoIsToldIsTheEditions: the general steps hold for what has none of
// its own; the evidence deadline keeps its early ones unless they are named.
func TestLadder_WhoIsToldIsTheEditions(t *testing.T) {
	official := []measures.Step{{Circle: measures.Officials}}
	for _, row := range []struct {
		name, clock string
		ladder      measures.Ladder
		want        []string
	}{
		{"as usual", "forward", measures.Ladder{}, []string{"1", "1", "1", "2", "3", "4", "4"}},
		{"as usual, evidence", "evidence", measures.Ladder{}, []string{"2", "3", "3", "4", "4", "4", "4"}},
		{"a ladder from before there was a choice", "evidence", measures.Ladder{Before: []int{3, 1}, Every: 3}, []string{"2", "3", "3", "4", "4", "4", "4"}},
		{"for all", "forward", measures.Ladder{Told: official}, []string{"1", "1", "2", "2", "2", "2", "2"}},
		{"for all, which leaves evidence", "evidence", measures.Ladder{Told: official}, []string{"2", "3", "3", "4", "4", "4", "4"}},
		{"for evidence", "evidence", measures.Ladder{For: map[string][]measures.Step{"evidence": official}}, []string{"1", "1", "2", "2", "2", "2", "2"}},
		{"for evidence, which leaves all", "forward", measures.Ladder{For: map[string][]measures.Step{"evidence": official}}, []string{"1", "1", "1", "2", "3", "4", "4"}},
	} {
		for _, c := range measures.Clocks(file(served("2025-09-17")), under(measures.Edition{Ladder: row.ladder})) {
			if c.ID != row.clock {
				continue
			}
			var got []string
			for i := 1; i <= len(row.want); i++ {
				r, _ := c.Rung(i, builtin)
				got = append(got, fmt.Sprint(r.Circle))
			}
			if !slices.Equal(got, row.want) {
				t.Errorf("%s: %v, want %v", row.name, got, row.want)
			}
			if len(c.Ladder.For) != 0 {
				t.Errorf("%s: the clock carries what others are told: %+v", row.name, c.Ladder)
			}
		}
	}
}

// TestArticle14_EvidenceIsEscalatedBeforeItIsLost, and the reply to a
// reconsideration likewise: on none of these clocks is the Bureau told only after
// the limit.
func TestArticle14_EvidenceIsEscalatedBeforeItIsLost(t *testing.T) {
	for _, key := range []string{"evidence", "evidence_summary", "reconsideration_reply", "reconsideration_reply_summary"} {
		c := measures.RuleNamed(key).Calculate(day("2026-03-02"), under(measures.Editions[0]))
		var got []measures.Circle
		for i := range 6 {
			r, ok := c.Rung(i, builtin)
			if !ok {
				t.Fatalf("%s has no rung %d", key, i)
			}
			got = append(got, r.Circle)
		}
		want := []measures.Circle{measures.Handlers, measures.Officials, measures.Bureau, measures.Bureau, measures.Supervisors, measures.Supervisors}
		if !slices.Equal(got, want) {
			t.Errorf("%s tells %v, want %v", key, got, want)
		}
	}
}

// TestLadder_OldOnesAreRead: they are pinned in dockets and in the ledger.
func TestLadder_OldOnesAreRead(t *testing.T) {
	const old = `{"name":"2027","from":"2027-01-01","ladder":{"before":[5,2],"every":4}}`
	var e measures.Edition
	if err := json.Unmarshal([]byte(old), &e); err != nil {
		t.Fatal(err)
	}
	if l := e.Ladder; !slices.Equal(l.Before, []int{5, 2}) || l.Every != 4 || len(l.Told) != 0 || len(l.For) != 0 {
		t.Errorf("read as %+v", l)
	}
	if again, err := json.Marshal(e); err != nil || string(again) != old {
		t.Errorf("written again as %s, %v", again, err)
	}
}

func TestEdition_RecipientsFollowTheOneBefore(t *testing.T) {
	official, bureau := []measures.Step{{Circle: measures.Officials}}, []measures.Step{{Circle: measures.Bureau}}
	first := measures.Edition{Ladder: measures.Ladder{Told: official, For: map[string][]measures.Step{"review": bureau}}}.Following(measures.Editions[0])
	if !slices.Equal(first.Ladder.Before, []int{3, 1}) || first.Ladder.Every != 3 {
		t.Errorf("who is told is set, and when changes: %+v", first.Ladder)
	}
	second := measures.Edition{Ladder: measures.Ladder{Every: 2, For: map[string][]measures.Step{"archive": bureau}}}.Following(first)
	if l := second.Ladder; l.Every != 2 || !slices.Equal(l.Told, official) || len(l.For) != 2 || len(first.Ladder.For) != 1 {
		t.Errorf("%+v after %+v", l, first.Ladder)
	}
}

// TestEdition_SaysWhoIsToldWhen in the words that the page of the Measures shows.
func TestEdition_SaysWhoIsToldWhen(t *testing.T) {
	reach := measures.Editions[0].Reach()
	if len(reach) != 2 {
		t.Fatalf("%+v", reach)
	}
	for i, want := range []string{
		"到期前3个工作日通知经办人；到期前1个工作日通知经办人；到期当日通知经办人；逾期后次一工作日督办，通知经办人和负责人；第2次督办起通知经办人、负责人和区司法局；第3次督办起通知经办人、负责人、区司法局和监督人员；此后每3个工作日督办一次",
		"到期前3个工作日通知经办人和负责人；到期前1个工作日通知经办人、负责人和区司法局；到期当日通知经办人、负责人和区司法局；逾期后次一工作日督办，通知经办人、负责人、区司法局和监督人员；此后每3个工作日督办一次",
	} {
		if reach[i].Words != want {
			t.Errorf("%s: %s", reach[i].Periods, reach[i].Words)
		}
	}
	if n := strings.Count(reach[1].Periods, "；"); n != 3 {
		t.Errorf("told early: %s", reach[1].Periods)
	}
}

// What is told only at the last step there can be is said as well.
func TestEdition_SaysWhoIsToldAtTheTenth(t *testing.T) {
	e := measures.Edition{Ladder: measures.Ladder{Told: []measures.Step{{Late: 10, Circle: measures.Supervisors}}}}
	if words := e.Reach()[0].Words; !strings.Contains(words, "逾期后次一工作日督办，通知经办人；第10次督办起通知经办人、负责人、区司法局和监督人员；") {
		t.Error(words)
	}
	for want, s := range map[string]measures.Step{
		"自到期前3个工作日起通知经办人和负责人":   {Days: 3, Circle: measures.Officials},
		"自到期当日起通知经办人和负责人":       {Circle: measures.Officials},
		"自第1次督办起通知经办人、负责人和区司法局": {Late: 1, Circle: measures.Bureau},
	} {
		if got := s.Chinese(); got != want {
			t.Errorf("%+v is %s, want %s", s, got, want)
		}
	}
}

// A period that has steps of its own is named by itself: the general row says that it is not
// among its own, though both may come to the same.
func TestEdition_NamesThePeriodsThatHaveStepsOfTheirOwn(t *testing.T) {
	official := func(days int) []measures.Step { return []measures.Step{{Days: days, Circle: measures.Officials}} }
	e := measures.Edition{Ladder: measures.Ladder{Before: []int{1}, Every: 3, Told: official(3), For: map[string][]measures.Step{"archive": official(2), "remedy": official(2)}}}
	reach := e.Reach()
	if reach[0].Periods != "各项期限（下列除外）" {
		t.Errorf("the general row is of %s", reach[0].Periods)
	}
	if last := reach[len(reach)-1]; !strings.Contains(last.Periods, measures.RuleNamed("archive").Title) {
		t.Errorf("the last row is of %s", last.Periods)
	}
}
