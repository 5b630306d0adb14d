package workflows_test

import (
	"testing"

	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// What the random lawsuits found of those that are taken up at a later instance.

// atSecond is a second-instance lawsuit of whose first instance only the paper is known.
func atSecond(served string, more fields) fields {
	in := notice("（2026）鲁10行终9号", served)
	in["level"], in["appellant"] = "second", "plaintiff"
	in["before"] = []fields{{"level": "first", "court": "威海市环翠区人民法院", "case_number": "（2025）鲁1002行初9号", "outcome": "驳回诉讼请求", "made_on": "2026-01-05", "served_on": "2026-01-08"}}
	for k, v := range more {
		in[k] = v
	}
	return in
}

// A second instance that was registered twice is struck off like any other: the paper of the
// first is what the notice says, and not what has happened here.
func TestLater_AMistakeIsStruckOff(t *testing.T) {
	s := tell(t, "2026-03-02", atSecond("2026-03-02", nil))
	s.does("2026-03-03", director, "strike_off", fields{"on": "2026-03-03", "reason": "与另案重复登记"})
	s.ends()
}

// Who takes the papers over signs for them at any instance, and a signature is no longer
// asked for once this court, and not the one below, has decided.
func TestLater_ThePapersAreSignedFor(t *testing.T) {
	s := tell(t, "2026-03-02", atSecond("2026-03-02", nil))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.finds("2026-03-04", func(p workflows.Picture) {
		if c := clockOf(t, p, "acknowledge/区城市管理局"); c.State != measures.Running || c.Due.String() != "2026-03-04" {
			t.Errorf("it is %s, due %s", c.State, c.Due)
		}
	})
	s.does("2026-03-05", clerk, "record_judgment", courtPaper("（2026）鲁10行终9号", "驳回上诉，维持原判", "2026-03-05"))
	s.finds("2026-03-05", func(p workflows.Picture) {
		if c := clockOf(t, p, "acknowledge/区城市管理局"); c.State != measures.Void {
			t.Errorf("it is %s", c.State)
		}
	})
	s.goesOn("2026-03-06")
}

// 证据规定 leaves it to the court: the day that it names in a retrial binds, also where the
// file begins with the retrial, and nothing has to be reviewed before it.
func TestLater_TheCourtNamesADayInARetrial(t *testing.T) {
	in := notice("（2026）鲁10行再9号", "2026-03-02")
	in["level"], in["reopens"] = "retrial", "（2019）鲁10行初9号"
	s := tell(t, "2026-03-02", in)
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-03", clerk, "record_order", fields{"on": "2026-03-03", "evidence_deadline": "2026-03-20"})
	s.finds("2026-03-03", func(p workflows.Picture) {
		if c := clockOf(t, p, "evidence/retrial"); c.Due.String() != "2026-03-20" {
			t.Errorf("it is due on %s", c.Due)
		}
		for _, c := range p.Clocks {
			if c.Key == "review" {
				t.Errorf("a review is owed: %+v", c)
			}
		}
	})
	s.does("2026-03-18", unitClerk, "file_with_court", fields{"on": "2026-03-18", "method": "邮寄"})
	s.finds("2026-03-18", func(p workflows.Picture) {
		if c := clockOf(t, p, "evidence/retrial"); c.State != measures.Met {
			t.Errorf("it is %s", c.State)
		}
	})
	s.goesOn("2026-03-19")
}

// What the Bureau asks of a unit for the retrial of a lawsuit that was settled is owed: that
// the first instance ended without a decision ends nothing of the retrial's.
func TestLater_ASettledLawsuitIsRetried(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初15号", "2026-03-02"))
	s.does("2026-03-02", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-04", clerk, "forward_materials", fields{"on": "2026-03-04"})
	s.does("2026-03-09", clerk, "record_judgment", courtPaper("（2026）鲁10行初15号", "调解结案", "2026-03-09"))
	s.does("2026-03-09", clerk, "record_effective", fields{"on": "2026-03-09", "received_on": "2026-03-09"})
	s.does("2026-04-01", clerk, "record_retrial_application", fields{"by": "plaintiff", "on": "2026-04-01"})
	s.does("2026-05-06", clerk, "record_retrial_decision", fields{"on": "2026-05-06", "accepted": true})
	s.does("2026-05-07", clerk, "ask_assistance", fields{"unit": "张村镇", "what": "提供现场照片", "on": "2026-05-07", "due": "2026-05-12"})
	s.finds("2026-05-14", func(p workflows.Picture) {
		if c := clockOf(t, p, "assistance/1"); !c.Overdue(calendar.On(2026, 5, 14)) {
			t.Errorf("it is %s: %s", c.State, c.Reason)
		}
		if c := clockOf(t, p, "forward"); c.State != measures.Met {
			t.Errorf("forwarding is %s", c.State)
		}
	})
	s.goesOn("2026-05-15")
}

// A paper is received when it has been made.
func TestLater_APaperBelowIsNotServedBeforeItWasMade(t *testing.T) {
	in := atSecond("2026-03-02", nil)
	in["before"].([]fields)[0]["served_on"] = "2026-01-04"
	_, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: input(t, in)}, workflows.Bench{Law: today, Today: calendar.On(2026, 3, 2)})
	if refusal == nil || refusal.Fields[0].Field != "before.0.served_on" {
		t.Errorf("it is answered %v", refusal)
	}
}
