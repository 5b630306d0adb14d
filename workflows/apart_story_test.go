package workflows_test

import (
	"testing"

	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// 行政诉讼法第八十五条、行诉解释第六十一条: the plaintiff's appeal counts as withdrawn while a
// third party, served later, can still appeal. Until its last day nothing is effective, its
// appeal is taken down, and the loss counts from what that leads to.
func TestApart_AnAppealIsWithdrawnAndAnotherFollows(t *testing.T) {
	s := former(t, "（2019）鲁10行初81号", "2019-05-20", fields{"plaintiffs": []string{"范某某"}, "third_parties": []string{"葛某某"}})
	s.gives("2019-05-21", "2019-05-28")
	s.hears("2019-07-30", "2019-08-12", "2019-08-15", "区政府")
	s.rules("（2019）鲁10行初81号", "撤销", "2019-09-18", "2019-09-25", nil)
	s.serves("plaintiff", "范某某", "2019-09-25")
	s.serves("third_party", "葛某某", "2019-10-10")
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2019-09-27", "case_number": "（2019）鲁行终901号"})
	s.past("record_withdrawal", fields{"on": "2019-10-15", "outcome": "按自动撤回上诉处理", "number": "（2019）鲁行终901号"})
	s.stands(entryDay, measures.Deciding)
	s.state(entryDay, "effective/second", measures.Running, "2019-10-28")
	s.pastRefused("record_effective", fields{"on": "2019-10-25", "received_on": "2019-10-15"}, "第二十五条")
	s.past("record_appeal", fields{"by": "third_party", "on": "2019-10-24", "copy_served_on": "2019-11-04", "case_number": "（2019）鲁行终988号"})
	s.stands(entryDay, measures.Trying)
	s.past("answer_appeal", fields{"on": "2019-11-12"})
	s.rules("（2019）鲁行终988号", "驳回上诉，维持原判", "2020-01-06", "2020-01-10", nil)
	s.takesEffect("2020-01-10", "2020-01-10", "第二十六条第一款")
	s.past("file_loss_report", fields{"on": "2020-01-15", "analysis": "程序违法"})
	s.isOver("2020-01-17", "2020-02-14")
	s.comesTo(upshot{effective: "2020-01-10", lost: "区政府", clocks: `
		forward 2019-05-22 met
		evidence 2019-06-04 met
		review void
		leader_filing/first/1 2019-08-13 met
		appeal_judgment void
		appeal_answer/second-2 2019-11-19 met
		retrial_application/second-2 void
		loss_report 2020-01-20 met
		archive 2020-02-17 met`})
}

// Nobody else has appealed: the first judgment takes effect when the last one could no
// longer, and a service that is noted afterwards moves that day.
func TestApart_AnAppealIsWithdrawnAndNoneFollows(t *testing.T) {
	s := former(t, "（2019）鲁10行初82号", "2019-05-20", fields{"plaintiffs": []string{"范某某"}, "third_parties": []string{"葛某某"}})
	s.gives("2019-05-21", "2019-05-28")
	s.hears("2019-07-30", "2019-08-12", "2019-08-15", "区政府")
	s.rules("（2019）鲁10行初82号", "撤销", "2019-09-18", "2019-09-25", nil)
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2019-09-27", "admitted": true})
	s.past("record_withdrawal", fields{"on": "2019-10-15", "outcome": "准许撤回上诉", "number": "（2019）鲁行终902号"})
	s.stands(entryDay, measures.Reporting) // 2019-10-10 was the last day that is known of
	s.serves("third_party", "葛某某", "2019-10-10")
	s.stands(entryDay, measures.Deciding)
	s.past("record_effective", fields{"on": "2019-10-28", "received_on": "2019-10-15"})
	s.stands(entryDay, measures.Reporting)
	s.goesOn(entryDay)
}

// 行诉解释第一百一十四条: what others ask for while an application is examined is examined
// with it, each waits for an opinion of its own, and one ruling answers all.
func TestApart_SeveralAskForARetrial(t *testing.T) {
	s := former(t, "（2019）鲁10行初83号", "2019-05-20", fields{"plaintiffs": []string{"范某某"}, "third_parties": []string{"葛某某"}})
	s.gives("2019-05-21", "2019-05-28")
	s.rules("（2019）鲁10行初83号", "撤销", "2019-09-18", "2019-09-25", nil)
	s.takesEffect("2019-10-11", "2019-09-25", "第二十五条")
	s.past("record_retrial_application", fields{"by": "third_party", "on": "2019-11-04", "copy_served_on": "2019-11-11"})
	s.pastRefused("record_retrial_application", fields{"by": "third_party", "on": "2019-11-05"}, "《行诉解释》第一百一十四条")
	s.past("record_retrial_application", fields{"by": "defendant", "on": "2019-11-12"})
	s.past("record_retrial_application", fields{"by": "procuratorate", "on": "2019-11-20", "copy_served_on": "2019-11-25"})
	s.state(entryDay, "retrial_application", measures.Met, "2020-03-25")
	s.past("answer_retrial", fields{"on": "2019-11-20"})
	s.state(entryDay, "retrial_opinion", measures.Met, "2019-11-26")
	s.past("answer_retrial", fields{"on": "2019-12-02"})
	s.state(entryDay, "retrial_opinion/3", measures.Met, "2019-12-10")
	s.pastRefused("answer_retrial", fields{"on": "2019-12-03"}, "第二十六条第二款")
	s.past("record_retrial_decision", fields{"on": "2020-03-02", "accepted": true, "case_number": "（2020）鲁行再15号"})
	s.finds(entryDay, func(p workflows.Picture) {
		for n, r := range p.File.Retrials {
			if r.DecidedOn.IsZero() || !r.Accepted {
				t.Errorf("the application no. %d: %+v", n+1, r)
			}
		}
	})
	s.stands(entryDay, measures.Trying)
	s.goesOn(entryDay)
}

// 负责人规定第三条: of two defendants one sends its official for both, and nobody is reminded,
// or named, for the other.
func TestApart_OneOfficialForCoDefendants(t *testing.T) {
	sued := notice("（2026）鲁10行初84号", "2026-03-02")
	sued["defendants"] = beside(townName, "张村镇")
	s := tell(t, "2026-03-02", sued)
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-04", unitClerk, "file_with_court", fields{"on": "2026-03-04", "method": "当面", "unreviewed_reason": "先行提交", "missing_reason": "随后补充"})
	s.does("2026-03-05", townClerk, "file_with_court", fields{"on": "2026-03-05", "method": "当面", "missing_reason": "随后补充"})
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	named := func(agreed ...string) fields {
		return fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-04-07", "agreed": agreed}
	}
	s.isRefused("2026-04-07", unitClerk, "name_official", named("区政府"), "《负责人规定》第三条")
	s.isRefused("2026-04-07", unitClerk, "name_official", named("某某公司"), "《负责人规定》第三条")
	s.does("2026-04-07", unitClerk, "name_official", named("张村镇"))
	s.state("2026-04-07", "leader_filing/first/1/"+townName, measures.Met, "2026-04-08")
	s.does("2026-04-10", unitClerk, "record_hearing", fields{"on": "2026-04-10", "official_attended": true})
	s.finds("2026-04-13", func(p workflows.Picture) {
		for _, f := range measures.Findings(&p.File, p.Clocks, on(t, "2026-04-13")) {
			if f.Unit == "张村镇" {
				t.Errorf("found of the town: %+v", f)
			}
		}
	})
	s.goesOn("2026-04-14")
}
