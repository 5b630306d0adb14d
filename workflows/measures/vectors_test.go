package measures_test

import (
	"encoding/csv"
	"os"
	"testing"

	"yingsu/workflows/measures"
)

// TestVectors counts every worked example by its rule's key. Where the rule is
// review, the start is the day of service and the count hangs on the evidence
// deadline; where it is leader_filing, the start is the hearing.
//
// Two examples rest on more than their start: V17 compares with the forwarding
// date (see TestArticle14_SqueezedBetweenForwardingAndReview), and X01 is of the
// ordinary procedure.
func TestVectors(t *testing.T) {
	data, err := os.Open("testdata/vectors.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	rows, err := csv.NewReader(data).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+27 {
		t.Fatalf("%d examples, want 27", len(rows)-1)
	}
	for _, row := range rows[1:] {
		id, key, start, due, safe := row[0], row[1], row[2], row[3], row[4]
		rule := measures.RuleNamed(key)
		if rule == nil {
			t.Errorf("%s: no rule %s", id, key)
			continue
		}
		c := rule.Calculate(day(start), under(first))
		if c.Due.String() != due || c.Safe.String() != safe {
			t.Errorf("%s (%s from %s): due %s, safe %s; want %s and %s", id, key, start, c.Due, c.Safe, due, safe)
		}
		if c.Provisional || len(c.Steps) == 0 || c.State != measures.Running || c.ID != key {
			t.Errorf("%s: provisional %t, %d steps, %s, id %s", id, c.Provisional, len(c.Steps), c.State, c.ID)
		}
	}
}

// TestCalculateSaysHow checks what a calculated date is shown with: the chain of
// counts where one rule hangs on another, the trigger, the readings.
func TestCalculateSaysHow(t *testing.T) {
	review := measures.RuleNamed("review").Calculate(day("2024-03-05"), under(first))
	evidence := measures.RuleNamed("evidence").Calculate(day("2024-03-05"), under(first))
	if review.Trigger != day("2024-03-20") || review.TriggerIs != "举证期限届满" {
		t.Errorf("review is triggered on %s by %s", review.Trigger, review.TriggerIs)
	}
	if len(review.Steps) <= len(evidence.Steps) || review.Steps[0] != evidence.Steps[0] {
		t.Errorf("the steps of the review do not begin with those of the evidence period: %v", review.Steps)
	}
	filing := measures.RuleNamed("leader_filing").Calculate(day("2024-06-12"), under(first))
	if len(filing.Readings) != 2 || filing.Readings[0].Due != day("2024-06-07") || filing.Readings[1].Due != day("2024-06-11") {
		t.Errorf("readings of leader_filing: %v", filing.Readings)
	}
	if measures.RuleNamed("no_such_rule") != nil {
		t.Error("a rule for no_such_rule")
	}
}

// TestCalculateWhereSomebodyNamesTheDay: 第十一条第二款 leaves the day to the
// Bureau, 第二十六条 to the judgment. The calculator takes it and moves it off a day
// of rest.
func TestCalculateWhereSomebodyNamesTheDay(t *testing.T) {
	for key, want := range map[string]string{"assistance": "区司法局指定的最后一日为3月9日（周六）", "performance": "裁判指定的最后一日为3月9日（周六）"} {
		c := measures.RuleNamed(key).Calculate(day("2024-03-09"), under(first))
		if written(c) != "2024-03-11 (safe 2024-03-08) running" || c.Steps[0].Note != want {
			t.Errorf("%s: %s, since %s", key, written(c), c.Steps[0].Note)
		}
	}
}

// TestDecemberIsOpenSincePapers: a lawsuit that ran before is replayed as it ran; since
// then the last days of a December wait for the next notice, in the calculator and in
// every clock.
func TestDecemberIsOpenSincePapers(t *testing.T) {
	for _, row := range []struct {
		rule, from, due string
		before, since   bool
	}{
		{"evidence", "2026-12-16", "2026-12-31", false, true},
		{"forward", "2026-12-29", "2026-12-31", false, true},
		{"forward", "2026-12-22", "2026-12-24", false, false},
		{"evidence", "2026-12-09", "2026-12-24", false, false},
		{"evidence", "2025-12-16", "2025-12-31", false, false},
		{"evidence", "2026-12-17", "2027-01-04", true, true},
	} {
		for law, want := range map[measures.Logic]bool{measures.Enduring: row.before, measures.Papers: row.since} {
			under := measures.Law{Calendar: builtin, Edition: first, Logic: law}
			calculated := measures.RuleNamed(row.rule).Calculate(day(row.from), under)
			if calculated.Provisional != want || calculated.Due.String() != row.due {
				t.Errorf("law %d: %s from %s is due on %s, provisional %t", law, row.rule, row.from, calculated.Due, calculated.Provisional)
			}
			f := file(served(row.from))
			f.BureauReceivedOn = f.ServedOn
			for _, c := range measures.Clocks(f, under) {
				if c.ID == row.rule && (c.Provisional != want || c.Due.String() != row.due) {
					t.Errorf("law %d: the clock %s from %s: %s", law, row.rule, row.from, written(c))
				}
			}
		}
	}
}

// TestCalculateIsProvisionalBeyondTheNotices checks both ends of the calendar: a
// count into 2027, a count back from 2027 to 2026, and a trigger before 2018.
func TestCalculateIsProvisionalBeyondTheNotices(t *testing.T) {
	for _, row := range []struct {
		rule, from string
		want       bool
	}{
		{"evidence", "2026-12-01", false},
		{"evidence", "2026-12-16", true}, // the next notice may still move the last days of December
		{"evidence", "2026-12-17", true},
		{"review", "2026-12-24", true}, // 2027-01-08, counted back into 2026
		{"leader_filing", "2027-01-05", true},
		{"loss_report", "2017-12-20", true},
		{"loss_report", "2018-01-02", false},
	} {
		if c := measures.RuleNamed(row.rule).Calculate(day(row.from), under(first)); c.Provisional != row.want {
			t.Errorf("%s from %s: provisional %t", row.rule, row.from, c.Provisional)
		}
	}
}
