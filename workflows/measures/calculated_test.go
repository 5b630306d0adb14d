package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

// TestCalculated counts by hand, from a civil calendar and the notice of the year, what
// only the calculator knows.
func TestCalculated(t *testing.T) {
	for _, row := range []struct{ key, from, due, why string }{
		{"lapsed_period", "2026-03-02", "2026-03-12", "民事诉讼法86: ten days after the obstacle"},
		{"lapsed_period", "2026-02-10", "2026-02-24", "the last day lies in the Spring Festival"},
		{"first_instance", "2026-01-05", "2026-07-06", "行政诉讼法81: the same day six months on, a Sunday"},
		{"first_instance", "2025-08-31", "2026-02-28", "there is no 31 February, and that Saturday is worked"},
		{"first_instance_summary", "2026-03-02", "2026-04-16", "行政诉讼法83"},
		{"second_instance", "2026-03-02", "2026-06-02", "行政诉讼法88"},
		{"retrial_review", "2026-03-02", "2026-09-02", "行诉解释112"},
		{"reconsideration_decision", "2026-03-02", "2026-05-06", "行政复议法62: the sixtieth day is the first of May"},
		{"reconsideration_decision_summary", "2026-03-02", "2026-04-01", "行政复议法62"},
		{"enforcement", "2024-05-06", "2026-05-06", "行诉解释153: two years"},
		{"enforcement_of_act", "2026-03-02", "2026-06-02", "行诉解释156"},
		{"compensation_decision", "2026-03-02", "2026-05-06", "国家赔偿法13: the second of May is off"},
	} {
		if got := measures.RuleNamed(row.key).Calculate(day(row.from), under(first)).Due; got != day(row.due) {
			t.Errorf("%s from %s is %s, want %s: %s", row.key, row.from, got, row.due, row.why)
		}
	}
}

// TestCalculated_NobodyIsReminded: no lawsuit has a clock of them, whatever has happened.
func TestCalculated_NobodyIsReminded(t *testing.T) {
	only := map[string]bool{"evidence_extension": true, "jurisdiction_objection": true}
	for _, key := range []string{
		"lapsed_period", "first_instance", "first_instance_summary", "second_instance", "retrial_review", "reconsideration_decision",
		"reconsideration_decision_summary", "enforcement", "enforcement_of_act", "compensation_decision",
	} {
		only[key] = true
	}
	for _, c := range measures.Clocks(file(), under(first)) {
		if only[c.Key] {
			t.Errorf("a lawsuit has the clock %s", c.ID)
		}
	}
}
