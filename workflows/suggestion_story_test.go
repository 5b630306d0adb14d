package workflows_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// warned is a procuratorate's letter to a bureau, as it is registered.
func warned(received string, more ...fields) fields {
	in := fields{
		"document": "环检行公建〔2026〕3号", "from": "威海市环翠区人民检察院", "kind": "procuratorial",
		"to":    []fields{{"name": "威海市环翠区城市管理局", "unit": "区城市管理局"}},
		"cause": "河道违法倾倒建筑垃圾", "content": "依法履行监管职责", "received_on": received,
	}
	for _, m := range more {
		for k, v := range m {
			in[k] = v
		}
	}
	return in
}

// tellOf opens a file for a suggestion.
func tellOf(t *testing.T, day string, in fields) *story {
	t.Helper()
	s := &story{t: t, ledger: ledgerOf(t)}
	s.begin(day)
	s.docket = s.openWith(workflows.RegisterSuggestion, in)
	return s
}

// 检察公益诉讼解释第二十一条: two months to act and to answer, long before any suit; most
// letters never become one.
func TestArticle29_ASuggestionWithoutALawsuit(t *testing.T) {
	s := tellOf(t, "2026-07-06", warned("2026-07-03"))
	s.finds("2026-07-06", func(p workflows.Picture) {
		c := clockOf(t, p, "procuratorial_suggestion/1")
		if len(p.Clocks) != 1 || c.Due.String() != "2026-09-03" || p.File.OwnerOf(c) != "区城市管理局" {
			t.Errorf("the clocks are %+v", p.Clocks)
		}
		if p.Stage != measures.Answering || !slices.Equal(p.Awaits, []string{"answer_suggestion"}) {
			t.Errorf("it stands at %s and waits for %v", p.Stage, p.Awaits)
		}
	})
	s.isRefused("2026-07-07", clerk, "record_summons", fields{"hearing_on": "2026-08-03"}, "第十九条第三款")
	s.isRefused("2026-07-07", clerk, "archive", fields{"on": "2026-07-07", "volume": "2026-检-1", "filed_by": "林文"}, "第三十条")
	s.does("2026-08-31", unitClerk, "answer_suggestion", fields{"on": "2026-08-31", "answer": "已清理并建立巡查制度"})
	s.stands("2026-08-31", measures.Archiving)
	s.does("2026-09-02", clerk, "archive", fields{"on": "2026-09-02", "volume": "2026-检-1", "filed_by": "林文"})
	s.ends()
	if got := s.inbox(unitClerk); len(got) == 0 || got[0] != "收到检察建议书：环检行公建（2026）3号" {
		t.Errorf("the unit is told %v", got)
	}
	for _, e := range s.journal() {
		if strings.Contains(e.Title, "逾期") {
			t.Errorf("it is called late: %s", e.Text)
		}
	}
}

// Where the district government is addressed, somebody is designated for it, as 第八条 has
// it for lawsuits; what is not answered in time is called late, and item 6 of 第三十七条
// speaks of it.
func TestArticle29_ASuggestionToTheDistrictGovernment(t *testing.T) {
	s := tellOf(t, "2026-07-06", warned("2026-07-06", fields{
		"kind": "procuratorial_urgent", "to": []fields{{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}}, "origin": fields{"item": 5, "unit": "区城市管理局"},
	}))
	s.stands("2026-07-06", measures.Designating)
	s.does("2026-07-07", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.stands("2026-07-07", measures.Answering)
	s.does("2026-07-08", unitClerk, "return_designation", fields{"on": "2026-07-08", "reason": "应由镇政府办理"})
	s.stands("2026-07-08", measures.Designating)
	s.does("2026-07-09", clerk, "designate_unit", fields{"lead": "张村镇", "reason": "镇政府负有职责"})
	s.finds("2026-07-23", func(p workflows.Picture) {
		c := clockOf(t, p, "procuratorial_suggestion_urgent/1")
		if c.Due.String() != "2026-07-21" || !c.Overdue(on(t, "2026-07-23")) || p.File.OwnerOf(c) != "张村镇" {
			t.Errorf("the clock is %+v", c)
		}
		f := measures.Findings(&p.File, p.Clocks, on(t, "2026-07-23"))
		if len(f) != 1 || f[0].Item != 6 || f[0].Unit != "张村镇" {
			t.Errorf("the findings are %+v", f)
		}
	})
	s.does("2026-07-24", townClerk, "answer_suggestion", fields{"on": "2026-07-24", "answer": "已整改", "late_reason": "汛期抢险"})
	s.goesOn("2026-07-27")
}

func TestArticle29_ASuggestionIsCorrectedAndStruckOff(t *testing.T) {
	b := workflows.Bench{Law: today, Today: on(t, "2026-07-06")}
	refuse := func(why string, field string, more fields) {
		t.Helper()
		_, refusal := workflows.Open(workflows.RegisterSuggestion, workflows.Request{By: clerk, Input: input(t, warned("2026-07-03", more))}, b)
		if refusal == nil || len(refusal.Fields) == 0 || refusal.Fields[0].Field != field {
			t.Errorf("%s: %v", why, refusal)
		}
	}
	refuse("no number", "document", fields{"document": "三号"})
	refuse("due before it came", "due", fields{"due": "2026-07-02"})
	refuse("nobody of ours", "to", fields{"to": []fields{{"name": "威海市某某局"}}})
	refuse("one organ twice", "to.1", fields{"to": []fields{{"name": "甲", "unit": "区城市管理局"}, {"name": "乙", "unit": "区城市管理局"}}})

	s := tellOf(t, "2026-07-06", warned("2026-07-03"))
	s.does("2026-07-07", clerk, "propose_correction", fields{"line": 1, "input": warned("2026-07-06"), "reason": "收到日期误录"})
	s.does("2026-07-08", reviewer, "confirm_correction", fields{})
	s.finds("2026-07-08", func(p workflows.Picture) {
		if c := clockOf(t, p, "procuratorial_suggestion/1"); c.Due.String() != "2026-09-07" { // the 6th is a Sunday
			t.Errorf("it is due on %s", c.Due)
		}
	})
	s.isRefused("2026-07-09", clerk, "propose_correction", fields{"line": 1, "input": warned("2026-07-06", fields{"document": "环检行公建（2026）4号"}), "reason": "文号误录"}, "第二十九条")
	s.does("2026-07-10", director, "strike_off", fields{"on": "2026-07-10", "reason": "重复登记"})
	s.ends()
}

// A lawsuit knows the acts of a suggestion only where they are marked for it.
func TestArticle29_WhatIsPossibleWithoutALawsuit(t *testing.T) {
	var possible []string
	for _, a := range workflows.Acts {
		if a.WithoutSuit {
			possible = append(possible, a.Name)
		}
	}
	want := []string{
		"designate_unit", "return_designation", "record_meeting", "ask_assistance", "give_assistance", "answer_suggestion", "link_lawsuits",
		"explain_late", "check_entry", "strike_off", "propose_correction", "confirm_correction", "decline_correction", "archive", "supplement_archive",
	}
	if !slices.Equal(possible, want) {
		t.Errorf("possible are %v", possible)
	}
	if _, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: input(t, fields{"kind": "suggestion"})}, workflows.Bench{Law: today, Today: calendar.On(2026, 7, 6)}); refusal == nil || refusal.Code != models.Invalid {
		t.Error("a suggestion is registered as a lawsuit")
	}
}
