package measures_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// TestANewRuleComesWithANumber: the rules that were law before it had a number are
// listed in testdata/rules_0.txt, which never changes. Any other one says since which
// number it is law: without it, it would run in lawsuits that are open, behind their
// backs, and none of them could be replayed.
func TestANewRuleComesWithANumber(t *testing.T) {
	text, err := os.ReadFile("testdata/rules_0.txt")
	if err != nil {
		t.Fatal(err)
	}
	old := strings.Fields(string(text))
	for _, r := range measures.Rules {
		switch {
		case r.Since == measures.Unnumbered && !slices.Contains(old, r.Key):
			t.Errorf("%s is new and does not say since when", r.Key)
		case r.Since > measures.Unnumbered && slices.Contains(old, r.Key):
			t.Errorf("%s was always there, and says since %d", r.Key, r.Since)
		case r.Since > measures.Current || r.Until > measures.Current:
			t.Errorf("%s refers to law %d or %d, the last one is %d", r.Key, r.Since, r.Until, measures.Current)
		case r.Until != 0 && r.Until <= r.Since:
			t.Errorf("%s ends with %d before it begins with %d", r.Key, r.Until, r.Since)
		}
	}
	for _, key := range old {
		if measures.RuleNamed(key) == nil {
			t.Errorf("%s is gone: lawsuits that ran under it cannot be replayed; say until when it was law", key)
		}
	}
}

// TestAmendments: each number of the law says what it changed and since which day, in
// the order of their days; one that only puts right what always was the law has none.
func TestAmendments(t *testing.T) {
	if n := len(measures.Amendments); n != int(measures.Current)+1 {
		t.Fatalf("%d amendments for laws up to %d", n, measures.Current)
	}
	last := calendar.Date{}
	for n, a := range measures.Amendments {
		if a.What == "" || !a.From.IsZero() && !a.From.After(last) {
			t.Errorf("law %d, from %s: %q", n, a.From, a.What)
		}
		if !a.From.IsZero() {
			last = a.From
		}
	}
}

// TestHolds: what came with a number holds under it and later ones, for what happens
// from its day of force on.
func TestHolds(t *testing.T) {
	from := measures.Amendments[measures.Enduring].From
	for _, row := range []struct {
		law  measures.Logic
		day  calendar.Date
		want bool
	}{
		{measures.Unnumbered, from, false},
		{measures.Enduring, from.AddDays(-1), false},
		{measures.Enduring, from, true},
		{measures.Enduring, from.AddDays(400), true},
	} {
		if got := (measures.Law{Logic: row.law}).Holds(measures.Enduring, row.day); got != row.want {
			t.Errorf("law %d on %s: %t", row.law, row.day, got)
		}
	}
}

// TestLawsAreToldApartByName: lawsuits that were counted by another name are told.
func TestLawsAreToldApartByName(t *testing.T) {
	c := calendar.Builtin()
	if name := (measures.Law{Calendar: c}).Name(); name != c.Edition {
		t.Errorf("without a number it is called %s", name)
	}
	if name := (measures.Law{Calendar: c, Logic: measures.Enduring}).Name(); name != c.Edition+"/1" {
		t.Errorf("under the first number it is called %s", name)
	}
}
