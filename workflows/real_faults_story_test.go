package workflows_test

import (
	"testing"

	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// What came out wrong when real lawsuits were told, and how it comes out right; see the
// table in real_story_test.go.

// A hearing of 2019 to which the head did not come.
func TestReal_NobodyIsReproachedWithAHearingOfBeforeTheMeasures(t *testing.T) {
	s := former(t, "（2019）鲁10行初63号", "2019-03-11", nil)
	s.gives("2019-03-12", "2019-03-19")
	s.past("record_summons", fields{"hearing_on": "2019-06-13", "received_on": "2019-05-30"})
	s.past("record_hearing", fields{"on": "2019-06-13", "official_attended": false, "absence_reason": "公务"})
	s.finds(entryDay, func(p workflows.Picture) {
		for _, f := range measures.Findings(&p.File, p.Clocks, on(t, entryDay)) {
			t.Errorf("found %+v", f)
		}
	})
	s.goesOn("2026-12-01")
}

// Two losses of before the Measures: a meeting of 2019 to which nobody came.
func TestReal_NorWithAMeeting(t *testing.T) {
	s := former(t, "（2019）鲁10行初60号", "2019-03-11", nil)
	s.gives("2019-03-12", "2019-03-19")
	s.past("record_meeting", fields{"on": "2019-03-14", "form": "analysis", "subject": "程序", "attended": []string{"区城市管理局"}, "absent": []string{"张村镇"}})
	s.finds(entryDay, func(p workflows.Picture) {
		for _, f := range measures.Findings(&p.File, p.Clocks, on(t, entryDay)) {
			t.Errorf("found %+v", f)
		}
	})
	s.goesOn("2026-12-01")
}
