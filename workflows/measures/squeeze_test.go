package measures_test

import (
	"testing"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// TestArticle14_SqueezedBetweenForwardingAndReview reproduces the finding that
// the two periods of 第十一条 and 第十四条 cannot always both be kept. Papers are
// served on working days from January 2023 on and reach the Bureau the same day.
//
// The finding speaks of 981 possible days of service: those up to 10 December
// 2026. (There are 996 working days in the four years; from 17 December 2026 on
// the evidence period ends in a year that was not published.)
func TestArticle14_SqueezedBetweenForwardingAndReview(t *testing.T) {
	days, inverted, none, tight := 0, 0, 0, 0
	by := map[int]int{}
	for d := calendar.On(2023, 1, 1); !d.After(calendar.On(2026, 12, 10)); d = d.AddDays(1) {
		if !builtin.Working(d) {
			continue
		}
		days++
		s := measures.SqueezeOf(clocksOf(file(served(d.String()))), builtin)
		if s.Inverted() != (s.Days < 0) || s.Inverted() != s.Review.Before(s.Forward) {
			t.Errorf("%s: %+v is inverted: %t", d, s, s.Inverted())
		}
		switch {
		case s.Inverted():
			inverted++
		case s.Days == 0:
			none++
		}
		if s.Tight() {
			tight++
		}
		by[s.Days]++
		// All of them cluster before 春节 and 国庆.
		if m := d.Month(); s.Days <= 0 && (m > 2 && m != 9) {
			t.Errorf("service on %s leaves %d working days", d, s.Days)
		}
	}
	if days != 981 || inverted != 24 || none != 27 || by[4] != 692 {
		t.Errorf("of %d days, on %d the review is due first, on %d more nothing lies between, on %d four days; want 981, 24, 27, 692",
			days, inverted, none, by[4])
	}
	if want := inverted + none + by[1] + by[2]; tight != want {
		t.Errorf("%d are tight, want %d: %v", tight, want, by)
	}
}

func TestSqueeze(t *testing.T) {
	for _, row := range []struct {
		name            string
		facts           []fact
		forward, review string
		days            int
		inverted, tight bool
	}{
		{"V17", []fact{served("2025-09-24")}, "2025-09-26", "2025-09-25", -1, true, true},
		{"the day before: both on one day", []fact{served("2025-09-23")}, "2025-09-25", "2025-09-25", 0, false, true},
		{"V16", nil, "2024-03-07", "2024-03-13", 4, false, false},
		{"V16, a day late at the Bureau", []fact{received("2024-03-06")}, "2024-03-08", "2024-03-13", 3, false, false},
		{"V16, two days late", []fact{received("2024-03-07")}, "2024-03-11", "2024-03-13", 2, false, true},
		{"summary procedure, seven days", []fact{summary, courtSays("2024-03-12")}, "2024-03-07", "2024-03-05", -2, true, true},
		{"reconsideration", []fact{reconsideration}, "2024-03-07", "2024-03-15", 6, false, false},
		{"reconsideration, summary", []fact{reconsideration, summary}, "2024-03-07", "2024-03-11", 2, false, true},
	} {
		s := measures.SqueezeOf(clocksOf(file(row.facts...)), builtin)
		if s.Forward.String() != row.forward || s.Review.String() != row.review || s.Days != row.days || s.Inverted() != row.inverted || s.Tight() != row.tight {
			t.Errorf("%s: %+v, inverted %t, tight %t", row.name, s, s.Inverted(), s.Tight())
		}
	}
	if s := measures.SqueezeOf(clocksOf(file(bureauAlone())), builtin); s != nil {
		t.Errorf("a bureau alone is squeezed: %+v", s)
	}
	if s := measures.SqueezeOf(clocksOf(file())[:1], builtin); s != nil {
		t.Errorf("squeezed without a review: %+v", s)
	}
}

func TestSqueeze_Warning(t *testing.T) {
	for on, want := range map[string]string{
		"2025-09-24": "转交期限与报审期限倒挂，无法依次办理：报送审查最迟为2025年9月25日（周四），早于转交期限2025年9月26日（周五）。请当日转交，视情依第十五条申请延长举证期限，并由区司法局商定缩短内部审查时间。",
		"2025-09-23": "准备时间紧：转交期限2025年9月25日（周四）与报送审查期限2025年9月25日（周四）之间只有0个工作日，请提前转交。",
	} {
		if got := measures.SqueezeOf(clocksOf(file(served(on))), builtin).Warning(); got != want {
			t.Errorf("%s: %s", on, got)
		}
	}
}
