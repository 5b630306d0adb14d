package measures_test

import (
	"os"
	"strings"
	"testing"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// TestEveryDayHasOneEdition walks the days from the promulgation on to detect
// gaps and conflicts: days without an edition, or with two.
func TestEveryDayHasOneEdition(t *testing.T) {
	editions := measures.Editions
	if editions[0].From != calendar.On(2023, 6, 19) {
		t.Errorf("the first edition is in force from %s", editions[0].From)
	}
	names := map[string]bool{}
	for i, e := range editions {
		if names[e.Name] || e.Name == "" {
			t.Errorf("the name %q stands twice", e.Name)
		}
		names[e.Name] = true
		if i > 0 && !e.From.After(editions[i-1].From) {
			t.Errorf("%s does not come after %s", e.Name, editions[i-1].Name)
		}
		for key := range e.Amends {
			if measures.RuleNamed(key) == nil {
				t.Errorf("%s amends %s, which is no rule", e.Name, key)
			}
		}
	}
	for d := calendar.On(2023, 6, 19); d.Year() <= 2035; d = d.AddDays(1) {
		in := 0
		for i, e := range editions {
			if !d.Before(e.From) && (i == len(editions)-1 || d.Before(editions[i+1].From)) {
				in++
				if measures.EditionOn(measures.Editions, d).Name != e.Name {
					t.Fatalf("on %s the edition is %s, want %s", d, measures.EditionOn(measures.Editions, d).Name, e.Name)
				}
			}
		}
		if in != 1 {
			t.Fatalf("%d editions on %s", in, d)
		}
	}
	if measures.EditionOn(measures.Editions, calendar.On(2020, 1, 1)).Name != editions[0].Name {
		t.Error("a lawsuit older than the Measures is not under their first edition")
	}
}

// TestEditionChangesOnItsDay adds a second edition and checks the days around
// its first one. What the new edition does not amend stays.
func TestEditionChangesOnItsDay(t *testing.T) {
	kept := measures.Editions
	t.Cleanup(func() { measures.Editions = kept })
	second := measures.Edition{
		Name: "later", From: calendar.On(2030, 1, 1),
		Amends: map[string]measures.Period{"forward": {N: 3, Unit: measures.WorkingDays}},
	}
	measures.Editions = append(kept[:len(kept):len(kept)], second)
	for on, want := range map[string]string{
		"2029-12-31": kept[len(kept)-1].Name, "2030-01-01": "later", "2030-01-02": "later",
	} {
		if got := measures.EditionOn(measures.Editions, day(on)).Name; got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
	}
	for _, e := range measures.Editions {
		if got, err := measures.EditionNamed(measures.Editions, e.Name); err != nil || got.Name != e.Name {
			t.Errorf("EditionNamed(%s) is %s, %v", e.Name, got.Name, err)
		}
	}
	f := file()
	for _, c := range measures.Clocks(f, builtin, second) {
		want := map[string]string{"forward": "2024-03-08", "evidence": "2024-03-20", "review": "2024-03-13"}[c.ID]
		if c.Due.String() != want {
			t.Errorf("%s under the later edition: %s, want %s", c.ID, c.Due, want)
		}
	}
}

// TestChangesNameEveryEdition checks that no edition is added without a word on
// what it changes.
func TestChangesNameEveryEdition(t *testing.T) {
	text, err := os.ReadFile("CHANGES.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range measures.Editions {
		if !strings.Contains(string(text), "## "+e.Name) {
			t.Errorf("CHANGES.md has no entry for %s", e.Name)
		}
	}
}
