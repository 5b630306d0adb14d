package workflows_test

import (
	"context"
	"slices"
	"testing"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Lawsuits that really happened and did not end at first instance; see the table in
// real_story_test.go.

// An organ that is not the district's was served five days later and appealed in its own
// time: until then nothing was effective, and what it loses is not counted here.
func TestReal_Pingan(t *testing.T) {
	const city = "威海市人民政府"
	s := former(t, "（2019）鲁10行初66号", "2019-05-20", fields{"plaintiffs": []string{"白某某"},
		"defendants": []fields{{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}, {"name": city}}})
	s.gives("2019-05-21", "2019-05-28")
	s.hears("2019-07-30", "2019-08-12", "2019-08-15", "区政府")
	s.rules("（2019）鲁10行初66号", "撤销", "2019-09-18", "2019-09-25", nil)
	s.serves("plaintiff", "白某某", "2019-09-26")
	s.serves("defendant", city, "2019-09-30")
	s.pastRefused("record_effective", fields{"on": "2019-10-15", "received_on": "2019-09-25"}, "第二十五条")
	s.pastRefused("record_appeal", fields{"by": "defendant", "on": "2019-10-14"}, "第二十五条") // the district's own time is over
	s.past("record_appeal", fields{"by": "defendant", "name": city, "on": "2019-10-14", "copy_served_on": "2019-10-21", "case_number": "（2019）鲁行终880号", "court": "山东省高级人民法院"})
	s.pastRefused("answer_appeal", fields{"on": "2019-10-30"}, "第二十五条") // 行诉解释第一百零七条: a co-defendant is no appellee
	s.rules("（2019）鲁行终880号", "驳回上诉，维持原判", "2019-12-20", "2019-12-25", nil)
	s.takesEffect("2019-12-25", "2019-12-25", "第二十六条第一款")
	s.stands(entryDay, measures.Reporting)
	s.past("file_loss_report", fields{"on": "2020-01-03", "analysis": "程序违法"})
	s.isOver("2020-01-06", "2020-01-20")
	s.comesTo(upshot{effective: "2019-12-25", lost: "区政府", clocks: `
		forward 2019-05-22 met
		evidence 2019-06-04 met
		review void
		leader_filing/first/1 2019-08-13 met
		appeal_judgment void
		retrial_application/second void
		loss_report 2020-01-06 met
		archive 2020-02-05 met`})
}

// A third party was served last and appealed: the loss was not effective until that was
// decided.
func TestReal_Fenggang(t *testing.T) {
	s := former(t, "（2016）鲁10行初41号", "2016-04-11", fields{"plaintiffs": []string{"安某某"}, "third_parties": []string{"罗某某"}})
	s.gives("2016-04-12", "2016-04-19")
	s.hears("2016-06-01", "2016-06-13", "2016-06-16", "区政府")
	s.rules("（2016）鲁10行初41号", "撤销", "2016-09-01", "2016-09-06", nil)
	s.serves("plaintiff", "安某某", "2016-09-06")
	s.serves("third_party", "罗某某", "2016-09-12")
	s.pastRefused("record_effective", fields{"on": "2016-09-22", "received_on": "2016-09-06"}, "第二十五条")
	s.pastRefused("record_effective", fields{"on": "2016-09-27", "received_on": "2016-09-06"}, "第二十五条")
	s.past("record_appeal", fields{"by": "third_party", "on": "2016-09-26", "copy_served_on": "2016-10-10", "case_number": "（2016）鲁行终1501号"})
	s.past("answer_appeal", fields{"on": "2016-10-20"})
	s.rules("（2016）鲁行终1501号", "驳回上诉，维持原判决", "2016-12-08", "2016-12-12", nil)
	s.takesEffect("2016-12-12", "2016-12-12", "第二十六条第一款")
	s.past("file_loss_report", fields{"on": "2016-12-20", "analysis": "事实不清"})
	s.isOver("2016-12-21", "2017-01-16")
	s.comesTo(upshot{effective: "2016-12-12", lost: "区政府", clocks: `
		forward 2016-04-13 met
		evidence 2016-04-26 met
		review void
		leader_filing/first/1 2016-06-14 met
		appeal_judgment void
		appeal_answer/second 2016-10-25 met
		retrial_application/second void
		loss_report 2016-12-22 met
		archive 2017-01-20 met`})
}

// Four plaintiffs, and a ruling: each of them who appeals is an appellant, whose copy has a
// time of its own. An application for retrial was dismissed.
func TestReal_Dongchangfu(t *testing.T) {
	four := []string{"魏某甲", "魏某乙", "魏某丙", "魏某丁"}
	s := former(t, "（2018）鲁10行初77号", "2018-03-12", fields{"plaintiffs": four})
	s.gives("2018-03-13", "2018-03-20")
	s.rules("（2018）鲁10行初77号", "驳回起诉", "2018-05-21", "2018-05-24", nil)
	for i, name := range four {
		s.serves("plaintiff", name, []string{"2018-05-24", "2018-05-28", "2018-05-28", "2018-05-28"}[i])
	}
	s.pastRefused("record_effective", fields{"on": "2018-06-07", "received_on": "2018-05-24"}, "第二十五条")
	s.pastRefused("record_appeal", fields{"by": "plaintiff", "name": "魏某甲", "on": "2018-06-05"}, "第二十五条") // a day after its ten days
	s.past("record_appeal", fields{"by": "plaintiff", "name": "魏某甲", "on": "2018-06-01", "copy_served_on": "2018-06-11", "case_number": "（2018）鲁行终610号"})
	s.pastRefused("record_appeal", fields{"by": "plaintiff", "name": "魏某甲", "on": "2018-06-02"}, "第二十五条")
	s.past("record_appeal", fields{"by": "plaintiff", "name": "魏某乙", "on": "2018-06-05", "copy_served_on": "2018-06-13"})
	s.past("answer_appeal", fields{"on": "2018-06-25"})
	s.past("answer_appeal", fields{"on": "2018-06-25", "name": "魏某乙"})
	s.rules("（2018）鲁行终610号", "驳回上诉，维持原裁定", "2018-08-20", "2018-08-23", nil)
	s.takesEffect("2018-08-23", "2018-08-23", "第二十六条第一款")
	s.past("record_retrial_application", fields{"by": "plaintiff", "on": "2018-12-10", "copy_served_on": "2018-12-24"})
	s.past("answer_retrial", fields{"on": "2019-01-04"})
	s.past("record_retrial_decision", fields{"on": "2019-03-15", "accepted": false})
	s.isOver("2019-03-18", "2019-04-02")
	s.comesTo(upshot{effective: "2018-08-23", clocks: `
		forward 2018-03-14 met
		evidence 2018-03-27 met
		review void
		appeal_ruling void
		appeal_answer/second 2018-06-26 met
		appeal_answer/second/2 2018-06-28 met
		retrial_opinion 2019-01-08 met
		archive 2019-04-17 met`})
}

// Lost, partly upheld, taken up by the highest court, heard and decided there on one day,
// and paid: two losses, and a report on each.
func TestReal_Wucheng(t *testing.T) {
	s := former(t, "（2015）威行初字第19号", "2015-11-02", fields{"plaintiffs": []string{"许某某"}, "damages": true})
	s.gives("2015-11-03", "2015-11-10")
	s.hears("2016-02-25", "2016-03-07", "2016-03-10", "区政府")
	s.rules("（2015）威行初字第19号", "确认违法并责令采取补救措施", "2016-12-27", "2017-01-04", nil)
	s.serves("plaintiff", "许某某", "2017-01-05")
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2017-01-16", "copy_served_on": "2017-02-06", "case_number": "（2017）鲁行终154号"})
	s.past("answer_appeal", fields{"on": "2017-02-20"})
	s.pastRefused("record_judgment", courtPaper("（2017）鲁行终154号", "部分维持、部分改判", "2017-05-02"), "第二十七条") // who has lost?
	s.rules("（2017）鲁行终154号", "部分维持、部分改判", "2017-05-02", "2017-05-10", fields{"lost": true, "lost_reason": "维持确认违法，撤销责令赔偿"})
	s.takesEffect("2017-05-10", "2017-05-10", "第二十六条第一款")
	s.past("file_loss_report", fields{"on": "2017-05-18", "analysis": "强制拆除没有依据"})
	s.past("record_retrial_application", fields{"by": "plaintiff", "on": "2017-08-01", "copy_served_on": "2017-09-04"})
	s.past("answer_retrial", fields{"on": "2017-09-15"})
	s.past("record_retrial_decision", fields{"on": "2017-12-27", "accepted": true, "elevated": true, "case_number": "（2018）最高法行再101号", "court": "最高人民法院"})
	s.stands(entryDay, measures.Trying)
	s.hears("2018-01-10", "2018-01-22", "2018-01-25", "区政府")
	s.rules("（2018）最高法行再101号", "行政赔偿", "2018-01-25", "2018-02-01", nil)
	s.pastRefused("record_appeal", fields{"by": "plaintiff", "on": "2018-02-05"}, "第二十五条")
	s.takesEffect("2018-02-01", "2018-02-01", "第二十六条第一款")
	s.stands(entryDay, measures.Reporting)
	s.past("file_loss_report", fields{"on": "2018-02-09", "analysis": "赔偿应当全面"}) // due on a Sunday of work
	s.past("record_compensation", fields{"accepted_on": "2018-03-05", "claimant": "许某某", "amount": "1250000.00"})
	s.past("apply_compensation", fields{"on": "2018-03-09"})
	s.past("record_payment", fields{"on": "2018-03-20", "paid": "1250000"})
	s.isOver("2018-03-21", "2018-04-10")
	s.comesTo(upshot{effective: "2018-02-01", lost: "区政府", clocks: `
		forward 2015-11-04 met
		evidence 2015-11-17 met
		review void
		leader_filing/first/1 2016-03-08 met
		leader_filing/retrial/1 2018-01-23 met
		appeal_judgment void
		appeal_answer/second 2017-02-21 met
		retrial_application/second void
		retrial_application/retrial void
		retrial_opinion 2017-09-19 met
		loss_report 2017-05-22 met
		loss_report/retrial 2018-02-11 met
		compensation_application 2018-03-12 met
		compensation_payment 2018-03-26 met
		archive 2018-04-20 met`})
}

// Both sides appealed, and the second instance sat twice: its head came once, which is
// enough, and it decided the other way.
func TestReal_Sanjiang(t *testing.T) {
	special := sole("张村镇")
	special["plaintiffs"], special["court"] = []string{"沈某某"}, "威海市环翠区人民法院"
	s := former(t, "（2023）鲁1002行初265号", "2023-10-16", special)
	s.sends("2023-10-27")
	s.hears("2023-11-29", "2023-12-11", "2023-12-14", "张村镇")
	s.rules("（2023）鲁1002行初265号", "部分撤销", "2024-01-15", "2024-01-18", nil)
	s.serves("plaintiff", "沈某某", "2024-01-19") // to Saturday, 3 February, and so to a Sunday of work
	s.past("record_appeal", fields{"by": "defendant", "on": "2024-02-01", "case_number": "（2024）鲁10行终174号", "court": "威海市中级人民法院"})
	s.pastRefused("record_appeal", fields{"by": "plaintiff", "on": "2024-02-05", "copy_served_on": "2024-02-20"}, "第二十五条")
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2024-02-04", "copy_served_on": "2024-02-20"})
	s.past("record_appeal_fee", fields{"notice_on": "2024-02-05", "paid_on": "2024-02-07"})
	s.past("answer_appeal", fields{"on": "2024-03-01"})
	s.hears("2024-05-06", "2024-05-16", "2024-05-20", "张村镇")
	s.past("record_summons", fields{"hearing_on": "2024-07-11", "received_on": "2024-06-27"})
	s.past("name_official", fields{"name": "赵某某", "post": "副镇长", "rank": "deputy", "employer": "张村镇", "on": "2024-07-08"})
	s.past("record_hearing", fields{"on": "2024-07-11", "official_attended": false, "absence_reason": "已在本审级出庭"})
	s.rules("（2024）鲁10行终174号", "改判", "2024-08-05", "2024-08-08", fields{"lost": false, "lost_reason": "撤销一审判决，驳回诉讼请求"})
	s.takesEffect("2024-08-08", "2024-08-08", "第二十六条第一款")
	s.stands(entryDay, measures.Concluding)
	s.isOver("2024-08-09", "2024-09-05")
	s.comesTo(upshot{effective: "2024-08-08", clocks: `
		evidence 2023-10-31 met
		leader_filing/first/1 2023-12-12 met
		leader_filing/second/1 2024-05-17 met
		leader_filing/second/2 2024-07-09 met
		appeal_judgment 2024-02-02 met
		appeal_answer/second/2 2024-03-06 met
		appeal_fee/second 2024-02-18 met
		archive 2024-09-09 met`})
}

// Won, lost, ordered to be retried on the unit's own application, and won: in the end there
// is no loss, and what was reported of one remains.
func TestReal_Construction(t *testing.T) {
	special := sole("区城市管理局")
	special["plaintiffs"], special["court"] = []string{"田某某"}, "威海市环翠区人民法院"
	s := former(t, "（2016）鲁1002行初88号", "2016-05-09", special)
	s.sends("2016-05-20")
	s.hears("2016-06-28", "2016-07-11", "2016-07-14", "区城市管理局")
	s.rules("（2016）鲁1002行初88号", "驳回诉讼请求", "2016-08-15", "2016-08-18", nil)
	s.serves("plaintiff", "田某某", "2016-08-19")
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2016-08-31", "copy_served_on": "2016-09-08", "case_number": "（2016）鲁10行终233号"})
	s.past("answer_appeal", fields{"on": "2016-09-20"})
	s.rules("（2016）鲁10行终233号", "改判", "2016-12-05", "2016-12-08", nil)
	s.takesEffect("2016-12-08", "2016-12-08", "第二十六条第一款")
	s.finds(entryDay, func(p workflows.Picture) {
		if got := losers(p); got != "区城市管理局" {
			t.Errorf("the second instance is lost by %q", got)
		}
	})
	s.past("file_loss_report", fields{"on": "2016-12-16", "analysis": "适用法律"})
	s.past("record_retrial_application", fields{"by": "defendant", "on": "2017-05-15"})
	s.past("record_retrial_decision", fields{"on": "2017-09-20", "accepted": true, "case_number": "（2017）鲁10行再6号", "court": "威海市中级人民法院"})
	s.hears("2018-01-03", "2018-01-15", "2018-01-18", "区城市管理局")
	s.rules("（2017）鲁10行再6号", "改判", "2018-03-12", "2018-03-15", fields{"lost_reason": "撤销二审判决，维持一审判决"})
	s.pastRefused("record_appeal", fields{"by": "plaintiff", "on": "2018-03-20"}, "第二十五条") // it followed the second instance's procedure
	s.takesEffect("2018-03-15", "2018-03-15", "第二十六条第一款")
	s.stands(entryDay, measures.Concluding)
	s.isOver("2018-03-16", "2018-04-09")
	s.comesTo(upshot{effective: "2018-03-15", clocks: `
		evidence 2016-05-24 met
		leader_filing/first/1 2016-07-12 met
		leader_filing/retrial/1 2018-01-16 met
		appeal_judgment void
		appeal_answer/second 2016-09-23 met
		retrial_application/second 2017-06-08 met
		loss_report 2016-12-19 met
		archive 2018-04-16 met`})
}

// A ruling was reversed on appeal, in a paper of which the number counts the papers; what
// follows is the same dispute, and it is lost.
func TestReal_Jinling(t *testing.T) {
	special := sole("张村镇")
	special["plaintiffs"], special["court"], special["evidence_deadline"] = []string{"马某某"}, "威海市环翠区人民法院", "2014-11-04"
	s := former(t, "（2014）威环行初字第59号", "2014-10-20", special)
	s.sends("2014-10-30")
	s.rules("（2014）威环行初字第59号", "驳回起诉", "2014-12-08", "2014-12-10", nil)
	s.serves("plaintiff", "马某某", "2014-12-11")
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2014-12-17", "copy_served_on": "2014-12-29", "case_number": "（2015）威行终字第33-2号", "court": "威海市中级人民法院"})
	s.past("answer_appeal", fields{"on": "2015-01-08"})
	s.rules("（2015）威行终字第33-2号", "撤销原裁定，指令继续审理", "2015-03-16", "2015-03-19", nil)
	s.pastRefused("record_effective", fields{"on": "2015-03-19", "received_on": "2015-03-19"}, "第二十六条第一款")
	s.past("record_remand", fields{"on": "2015-03-30", "case_number": "（2015）威环行初字第21号"})
	s.finds(entryDay, func(p workflows.Picture) {
		second, third := p.File.Instances[1], p.File.Current()
		if second.CaseNumber != "（2015）威行终字第33号" || third.Title() != "一审（继续审理）" || p.File.CourtOf(third) != "威海市环翠区人民法院" {
			t.Errorf("%s, then %s at %s", second.CaseNumber, third.Title(), p.File.CourtOf(third))
		}
	})
	s.hears("2015-04-28", "2015-05-11", "2015-05-14", "张村镇")
	s.rules("（2015）威环行初字第21号", "确认违法", "2015-06-15", "2015-06-17", nil)
	s.serves("plaintiff", "马某某", "2015-06-18")
	s.takesEffect("2015-07-04", "2015-06-17", "第二十五条")
	s.past("file_loss_report", fields{"on": "2015-07-10", "analysis": "程序违法"})
	s.isOver("2015-07-14", "2015-08-10")
	s.comesTo(upshot{effective: "2015-07-04", lost: "张村镇", clocks: `
		evidence 2014-11-04 met
		leader_filing/first-2/1 2015-05-12 met
		appeal_judgment/first-2 void
		appeal_ruling void
		appeal_answer/second 2015-01-13 met
		retrial_application/first-2 void
		loss_report 2015-07-14 met
		archive 2015-08-13 met`})
}

// The own appeal was withdrawn: the loss of the first instance holds, from the ruling on.
func TestReal_Shanghai(t *testing.T) {
	special := sole("区城市管理局")
	special["plaintiffs"], special["court"], special["evidence_deadline"] = []string{"甲某"}, "威海市环翠区人民法院", "2010-08-26"
	s := former(t, "（2010）威环行初字第31号", "2010-08-16", special)
	s.sends("2010-08-24")
	s.hears("2010-09-28", "2010-10-11", "2010-10-14", "区城市管理局")
	s.rules("（2010）威环行初字第31号", "撤销", "2010-12-06", "2010-12-08", nil)
	s.serves("plaintiff", "甲某", "2010-12-09")
	s.past("record_appeal", fields{"by": "defendant", "on": "2010-12-20", "case_number": "（2011）威行终字第22号"})
	s.past("record_appeal_fee", fields{"notice_on": "2010-12-22", "paid_on": "2010-12-27"})
	s.pastRefused("record_withdrawal", fields{"on": "2011-03-03", "number": "（2011）威行终字第22号"}, "第十八条") // of the suit, or of the appeal?
	s.past("record_withdrawal", fields{"on": "2011-03-03", "outcome": "准许撤回上诉", "number": "（2011）威行终字第22号"})
	s.stands(entryDay, measures.Reporting)
	s.past("file_loss_report", fields{"on": "2011-03-11", "analysis": "主要证据不足"})
	s.isOver("2011-03-14", "2011-04-08")
	s.comesTo(upshot{effective: "2011-03-03", lost: "区城市管理局", clocks: `
		evidence 2010-08-26 met
		leader_filing/first/1 2010-10-12 met
		appeal_judgment 2010-12-23 met
		appeal_fee/second 2010-12-29 met
		retrial_application/second void
		loss_report 2011-03-14 met
		archive 2011-04-13 met`})
}

// A judgment was lost, two others appealed, and the second instance dismissed the suit by a
// ruling: no loss is left.
func TestReal_Sanya(t *testing.T) {
	special := sole("张村镇")
	special["plaintiffs"], special["court"], special["third_parties"] = []string{"陈某某"}, "威海市环翠区人民法院", []string{"某某水产公司"}
	s := former(t, "（2019）鲁1002行初102号", "2019-07-08", special)
	s.sends("2019-07-19")
	s.hears("2019-08-30", "2019-09-11", "2019-09-17", "张村镇") // the second day before is in a holiday
	s.rules("（2019）鲁1002行初102号", "撤销", "2019-11-11", "2019-11-14", nil)
	s.serves("plaintiff", "陈某某", "2019-11-14")
	s.serves("third_party", "某某水产公司", "2019-11-15")
	s.past("record_appeal", fields{"by": "third_party", "on": "2019-11-25", "copy_served_on": "2019-12-02", "case_number": "（2020）鲁10行终9号"})
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2019-11-28", "copy_served_on": "2019-12-03"})
	s.past("answer_appeal", fields{"on": "2019-12-12", "name": "陈某某"})
	s.past("answer_appeal", fields{"on": "2019-12-12"})
	s.rules("（2020）鲁10行终9号", "撤销一审判决，驳回起诉", "2020-03-10", "2020-03-13", nil)
	s.takesEffect("2020-03-13", "2020-03-13", "第二十六条第一款")
	s.stands(entryDay, measures.Concluding)
	s.isOver("2020-03-16", "2020-04-10")
	s.comesTo(upshot{effective: "2020-03-13", clocks: `
		evidence 2019-07-23 met
		leader_filing/first/1 2019-09-12 met
		appeal_judgment void
		appeal_answer/second 2019-12-17 met
		appeal_answer/second/2 2019-12-18 met
		archive 2020-04-15 met`})
}

// Of two organs one appealed, which the other need not answer; a stay was denied meanwhile,
// which ended nothing. Both have lost in the end.
func TestReal_Mudan(t *testing.T) {
	s := former(t, "（2016）鲁10行初140号", "2016-11-07", fields{"plaintiffs": []string{"晁某某"}, "defendants": beside(townName, "张村镇")})
	s.gives("2016-11-08", "2016-11-15")
	s.hears("2016-12-27", "2017-01-09", "2017-01-12", "区政府", "张村镇")
	s.rules("（2016）鲁10行初140号", "确认违法", "2017-02-20", "2017-02-23", fields{"served": []fields{
		{"party": "defendant", "name": townName, "on": "2017-02-24"}, {"party": "plaintiff", "name": "晁某某", "on": "2017-02-24"}}})
	s.past("record_appeal", fields{"by": "defendant", "name": townName, "on": "2017-03-13", "copy_served_on": "2017-03-22", "case_number": "（2017）鲁行终699号"})
	s.past("record_appeal_fee", fields{"notice_on": "2017-03-15", "paid_on": "2017-03-20"})
	s.rules("（2017）鲁行终699-1号", "驳回停止执行申请", "2017-05-15", "2017-05-18", nil)
	s.stands(entryDay, measures.Trying)
	s.state(entryDay, "appeal_judgment", measures.Running, "2017-03-10")
	s.state(entryDay, "appeal_judgment/"+townName, measures.Met, "2017-03-13")
	s.rules("（2017）鲁行终699号", "驳回上诉，维持原判", "2017-06-19", "2017-06-22", nil)
	s.takesEffect("2017-06-22", "2017-06-22", "第二十六条第一款")
	s.past("file_loss_report", fields{"on": "2017-06-29", "analysis": "未经催告"})
	s.stands(entryDay, measures.Reporting) // the town's is still owed
	s.past("file_loss_report", fields{"on": "2017-06-30", "analysis": "未经催告"})
	s.isOver("2017-07-03", "2017-07-28")
	s.comesTo(upshot{effective: "2017-06-22", lost: "区政府 张村镇", clocks: `
		forward 2016-11-09 met
		evidence 2016-11-22 met
		evidence/张村镇人民政府 2016-11-22 met
		review void
		leader_filing/first/1 2017-01-10 met
		leader_filing/first/1/张村镇人民政府 2017-01-10 met
		appeal_judgment void
		appeal_judgment/张村镇人民政府 2017-03-13 met
		appeal_fee/second/张村镇人民政府 2017-03-22 met
		retrial_application/second void
		retrial_application/second/张村镇人民政府 void
		loss_report 2017-07-03 met
		loss_report/张村镇人民政府 2017-07-03 met
		archive 2017-08-02 met`})
}

// The plaintiff died on the last day on which he could appeal. His heir was served, and
// appealed in the time that runs from that.
func TestReal_Yumo(t *testing.T) {
	special := sole("张村镇")
	special["plaintiffs"], special["court"], special["evidence_deadline"] = []string{"罗某甲"}, "威海市环翠区人民法院", "2013-08-20"
	s := former(t, "（2013）威环行初字第28-1号", "2013-08-05", special)
	s.sends("2013-08-15")
	s.hears("2013-09-27", "2013-10-14", "2013-10-17", "张村镇")
	s.rules("（2013）威环行初字第28号", "驳回诉讼请求", "2013-11-04", "2013-11-06", nil)
	s.serves("plaintiff", "罗某甲", "2013-11-06")
	s.past("change_parties", fields{"kind": "succeed", "side": "plaintiff", "name": "罗某乙", "replaces": "罗某甲", "on": "2013-11-25", "reason": "原告于2013年11月21日死亡"})
	s.serves("plaintiff", "罗某乙", "2013-11-27")
	s.pastRefused("record_effective", fields{"on": "2013-12-12", "received_on": "2013-11-06"}, "第二十五条")
	s.pastRefused("record_appeal", fields{"by": "plaintiff", "name": "罗某甲", "on": "2013-11-21"}, "第二十五条")
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2013-12-05", "copy_served_on": "2013-12-12", "case_number": "（2014）威行终字第15号"})
	s.past("answer_appeal", fields{"on": "2013-12-20"})
	s.rules("（2014）威行终字第15号", "驳回上诉，维持原判", "2014-03-03", "2014-03-06", nil)
	s.takesEffect("2014-03-06", "2014-03-06", "第二十六条第一款")
	s.isOver("2014-03-10", "2014-03-31")
	s.comesTo(upshot{effective: "2014-03-06", clocks: `
		evidence 2013-08-20 met
		leader_filing/first/1 2013-10-15 met
		appeal_judgment void
		appeal_answer/second 2013-12-27 met
		archive 2014-04-09 met`})
	p := s.picture()
	if got := p.File.Named(measures.Plaintiff); p.File.CaseNumber != "（2013）威环行初字第28号" || !slices.Equal(got, []string{"罗某乙"}) || p.File.Current().Appeals[0].Name != "罗某乙" {
		t.Errorf("%s, the plaintiffs are %v, the appeal of %s", p.File.CaseNumber, got, p.File.Current().Appeals[0].Name)
	}
}

// A retrial was asked for after the archive: the volume stays closed, the opinion has its
// time, and when it is dismissed the lawsuit is over again.
func TestReal_AskedForAfterTheArchive(t *testing.T) {
	s := former(t, "（2015）威行初字第61号", "2015-08-10", fields{"plaintiffs": []string{"尹某某"}})
	s.gives("2015-08-11", "2015-08-18")
	s.hears("2015-10-12", "2015-10-19", "2015-10-22", "区政府")
	s.rules("（2015）威行初字第61号", "驳回诉讼请求", "2015-11-16", "2015-11-18", nil)
	s.serves("plaintiff", "尹某某", "2015-11-19")
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2015-12-01", "copy_served_on": "2015-12-07", "case_number": "（2016）鲁行终41号"})
	s.past("answer_appeal", fields{"on": "2015-12-18"})
	s.rules("（2016）鲁行终41号", "驳回上诉，维持原判", "2016-03-21", "2016-03-24", nil)
	s.takesEffect("2016-03-24", "2016-03-24", "第二十六条第一款")
	s.isOver("2016-03-25", "2016-04-15")

	l, err := s.ledger.Lawsuit(context.Background(), clerk, s.docket.ID)
	if err != nil {
		t.Fatal(err)
	}
	later := s.again(workflows.TakeUp(l, measures.Editions[0], calendar.Civil{}, ""), "2026-12-01")
	later.env.RegisterDelayedCallback(func() {
		later.send(clerk, "record_retrial_application", fields{"by": "plaintiff", "on": "2016-09-20", "copy_served_on": "2016-12-20"}, func(_ models.Receipt, err error) {
			if err != nil {
				t.Error(explain(err))
			}
		})
	}, 0)
	later.stands("2026-12-01", measures.Following)
	later.state("2026-12-01", "retrial_opinion", measures.Running, "2017-01-04")
	later.does("2026-12-01", clerk, "answer_retrial", fields{"on": "2016-12-30"})
	later.does("2026-12-01", clerk, "record_retrial_decision", fields{"on": "2017-03-28", "accepted": false})
	later.ends()
	later.comesTo(upshot{effective: "2016-03-24", clocks: `
		forward 2015-08-12 met
		evidence 2015-08-25 met
		review void
		leader_filing/first/1 2015-10-20 met
		appeal_judgment void
		appeal_answer/second 2015-12-22 met
		retrial_opinion 2017-01-04 met
		archive 2016-04-25 met`})
}

// Nothing but the retrial was ever here: no evidence, no review and no report is asked for,
// and what was lost before is won.
func TestReal_TakenUpAtTheRetrial(t *testing.T) {
	before := []fields{
		{"level": "first", "court": "威海市中级人民法院", "case_number": "（2016）鲁10行初20号", "outcome": "驳回诉讼请求", "made_on": "2016-11-01"},
		{"level": "second", "court": "山东省高级人民法院", "case_number": "（2017）鲁行终20号", "outcome": "撤销并责令重作", "made_on": "2017-05-10"},
	}
	s := former(t, "（2018）最高法行再128号", "2018-11-12", fields{"plaintiffs": []string{"尚某某"}, "court": "最高人民法院", "level": "retrial", "before": before})
	s.past("designate_unit", fields{"lead": "区城市管理局"})
	s.past("forward_materials", fields{"on": "2018-11-13"})
	s.stands(entryDay, measures.Trying)
	s.hears("2018-11-28", "2018-12-10", "2018-12-13", "区政府")
	s.rules("（2018）最高法行再128号", "撤销原判，依法改判", "2018-12-28", "2019-01-03", fields{"lost": false, "lost_reason": "撤销二审判决，维持一审判决"})
	s.takesEffect("2019-01-03", "2019-01-03", "第二十六条第一款")
	s.stands(entryDay, measures.Concluding)
	s.isOver("2019-01-04", "2019-01-28")
	s.comesTo(upshot{effective: "2019-01-03", clocks: `
		forward 2018-11-14 met
		leader_filing/retrial/1 2018-12-11 met
		archive 2019-02-03 met`})
}

// The highest court sent the appeal itself back: it is decided by the court that had decided
// it, finally, and the loss is reported again.
func TestReal_SentBackToTheSecondInstance(t *testing.T) {
	s := former(t, "（2015）威行初字第20号", "2015-11-02", fields{"plaintiffs": []string{"滕某某"}})
	s.gives("2015-11-03", "2015-11-10")
	s.rules("（2015）威行初字第20号", "撤销", "2016-12-27", "2017-01-04", nil)
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2017-01-16", "case_number": "（2017）鲁行终155号", "court": "山东省高级人民法院"})
	s.rules("（2017）鲁行终155号", "驳回上诉，维持原判", "2017-05-02", "2017-05-10", nil)
	s.takesEffect("2017-05-10", "2017-05-10", "第二十六条第一款")
	s.past("file_loss_report", fields{"on": "2017-05-18", "analysis": "事实不清"})
	s.past("record_retrial_application", fields{"by": "plaintiff", "on": "2017-08-01"})
	s.past("record_retrial_decision", fields{"on": "2017-12-27", "accepted": true, "elevated": true, "case_number": "（2018）最高法行再102号", "court": "最高人民法院"})
	s.rules("（2018）最高法行再102号", "撤销原判，发回重审", "2018-02-26", "2018-03-01", nil)
	s.past("record_remand", fields{"on": "2018-03-20", "level": "second", "case_number": "（2018）鲁行终77号"})
	s.finds(entryDay, func(p workflows.Picture) {
		if in := p.File.Current(); in.Title() != "重审二审" || p.File.CourtOf(in) != "山东省高级人民法院" {
			t.Errorf("%s at %s", in.Title(), p.File.CourtOf(in))
		}
	})
	s.rules("（2018）鲁行终77号", "驳回上诉，维持原判", "2018-06-04", "2018-06-07", nil)
	s.takesEffect("2018-06-07", "2018-06-07", "第二十六条第一款")
	s.past("file_loss_report", fields{"on": "2018-06-12", "analysis": "事实不清"})
	s.isOver("2018-06-13", "2018-06-20")
	s.comesTo(upshot{effective: "2018-06-07", lost: "区政府", clocks: `
		forward 2015-11-04 met
		evidence 2015-11-17 met
		review void
		appeal_judgment void
		retrial_application/second void
		retrial_application/second-2 void
		loss_report 2017-05-22 met
		loss_report/second-2 2018-06-19 met
		archive 2018-07-13 met`})
}

// What was effective at first instance is retried there, by its procedure: the new judgment
// can be appealed, and is not effective before.
func TestReal_RetriedByTheFirstInstancesProcedure(t *testing.T) {
	special := sole("区城市管理局")
	special["plaintiffs"], special["court"] = []string{"鲍某某"}, "威海市环翠区人民法院"
	s := former(t, "（2016）鲁1002行初90号", "2016-05-09", special)
	s.sends("2016-05-20")
	s.rules("（2016）鲁1002行初90号", "驳回诉讼请求", "2016-08-15", "2016-08-18", nil)
	s.serves("plaintiff", "鲍某某", "2016-08-19") // the fifteenth day is a Saturday
	s.takesEffect("2016-09-06", "2016-08-18", "第二十五条")
	s.past("record_retrial_application", fields{"by": "plaintiff", "on": "2016-12-15"})
	s.past("record_retrial_decision", fields{"on": "2017-06-20", "accepted": true, "case_number": "（2017）鲁1002行再2号"})
	s.rules("（2017）鲁1002行再2号", "撤销", "2017-10-23", "2017-10-25", nil)
	s.serves("plaintiff", "鲍某某", "2017-10-26")
	s.takesEffect("2017-11-11", "2017-10-25", "第二十五条")
	s.past("file_loss_report", fields{"on": "2017-11-20", "analysis": "主要证据不足"})
	s.isOver("2017-11-21", "2017-12-18")
	s.comesTo(upshot{effective: "2017-11-11", lost: "区城市管理局", clocks: `
		evidence 2016-05-24 met
		appeal_judgment void
		appeal_judgment/retrial void
		retrial_application/retrial void
		loss_report/retrial 2017-11-21 met
		archive 2017-12-21 met`})
}
