package workflows_test

import (
	"testing"

	"yingsu/workflows/measures"
)

// lostAtOnce is a lawsuit that is lost at first instance and not appealed.
func lostAtOnce(t *testing.T, number string) *story {
	t.Helper()
	s := former(t, number, "2019-05-20", nil)
	s.gives("2019-05-21", "2019-05-28")
	s.rules(number, "撤销", "2019-09-18", "2019-09-25", nil)
	s.takesEffect("2019-10-11", "2019-09-25", "第二十五条")
	return s
}

// 行诉解释第一百二十一条: a retrial ends without a decision, and the old one is as it was. Its
// report was sent; nobody is asked for a second one.
func TestStanding_ARetrialEndsAndNothingIsReportedAgain(t *testing.T) {
	s := lostAtOnce(t, "（2019）鲁10行初91号")
	s.past("file_loss_report", fields{"on": "2019-10-15", "analysis": "程序违法"})
	s.past("record_retrial_application", fields{"by": "plaintiff", "on": "2019-11-04"})
	s.past("record_retrial_decision", fields{"on": "2020-03-02", "accepted": true, "case_number": "（2020）鲁行再16号"})
	s.stands(entryDay, measures.Trying)
	s.does(entryDay, reviewer, "accept_loss_report", fields{"on": "2020-03-05"}) // it waited when the retrial was ordered
	s.rules("（2020）鲁行再16号", "终结再审程序", "2020-06-01", "2020-06-05", nil)
	s.past("record_effective", fields{"on": "2020-06-05", "received_on": "2020-06-05"})
	s.stands(entryDay, measures.Concluding)
	s.pastRefused("file_loss_report", fields{"on": "2020-06-08", "analysis": "程序违法"}, "第二十七条")
	s.isOver("2020-06-10", "2020-07-01")
	s.comesTo(upshot{effective: "2020-06-05", lost: "区政府", clocks: `
		forward 2019-05-22 met
		evidence 2019-06-04 met
		review void
		appeal_judgment void
		retrial_application void
		loss_report 2019-10-21 met
		archive 2020-07-10 met`})
}

// A report that was not sent when the retrial was ordered can still be sent, and is late; the
// judgment that upholds the loss is reported for itself.
func TestStanding_AReportIsSentWhileARetrialRuns(t *testing.T) {
	s := lostAtOnce(t, "（2019）鲁10行初92号")
	s.past("record_retrial_application", fields{"by": "plaintiff", "on": "2019-11-04"})
	s.past("record_retrial_decision", fields{"on": "2020-03-02", "accepted": true, "elevated": true, "case_number": "（2020）鲁行再17号"})
	s.past("file_loss_report", fields{"on": "2020-03-09", "analysis": "程序违法"})
	s.state(entryDay, "loss_report", measures.MetLate, "2019-10-21")
	s.stands(entryDay, measures.Trying)
	s.rules("（2020）鲁行再17号", "再审维持原判", "2020-06-01", "2020-06-05", nil)
	s.past("record_effective", fields{"on": "2020-06-05", "received_on": "2020-06-05"})
	s.stands(entryDay, measures.Reporting)
	s.past("file_loss_report", fields{"on": "2020-06-12", "analysis": "程序违法"})
	s.state(entryDay, "loss_report/retrial", measures.Met, "2020-06-15")
	s.stands(entryDay, measures.Concluding)
	s.goesOn(entryDay)
}

// 行诉解释第一百零九条第五款: the second instance finds the act unlawful and sends the
// compensation back. The one is lost and reported at once, the other goes on in the first
// instance, and the lawsuit stays lost whatever comes of it.
func TestStanding_TheCompensationIsSentBack(t *testing.T) {
	s := former(t, "（2019）鲁10行初93号", "2019-05-20", fields{"damages": true})
	s.gives("2019-05-21", "2019-05-28")
	s.rules("（2019）鲁10行初93号", "驳回诉讼请求", "2019-09-18", "2019-09-25", nil)
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2019-09-27", "case_number": "（2019）鲁行终93号"})
	s.rules("（2019）鲁行终93号", "赔偿部分发回重审", "2019-12-02", "2019-12-06", nil)
	s.stands(entryDay, measures.Deciding)
	s.pastRefused("record_remand", fields{"on": "2019-12-20"}, "第二十五条")
	s.past("record_effective", fields{"on": "2019-12-06", "received_on": "2019-12-06"})
	s.stands(entryDay, measures.Reporting)
	s.pastRefused("conclude", fields{"on": "2019-12-10", "reason": "裁判生效"}, "第三十条")
	s.past("record_remand", fields{"on": "2019-12-20", "case_number": "（2019）鲁10行初199号"})
	s.stands(entryDay, measures.Trying)
	s.past("file_loss_report", fields{"on": "2019-12-13", "analysis": "程序违法"}) // of the part that is lost
	s.pastRefused("record_retrial_application", fields{"by": "defendant", "on": "2020-01-06"}, "第二十六条第二款")
	s.rules("（2019）鲁10行初199号", "驳回赔偿请求", "2020-03-02", "2020-03-06", nil)
	s.takesEffect("2020-03-24", "2020-03-06", "第二十五条")
	s.stands(entryDay, measures.Concluding)
	s.past("record_retrial_application", fields{"by": "defendant", "on": "2020-04-07"})
	s.past("record_retrial_decision", fields{"on": "2020-05-06"})
	s.isOver("2020-05-07", "2020-06-01")
	s.comesTo(upshot{effective: "2020-03-24", lost: "区政府", clocks: `
		forward 2019-05-22 met
		evidence 2019-06-04 met
		review void
		appeal_judgment void
		appeal_judgment/first-2 void
		retrial_application/second 2020-06-08 met
		loss_report 2019-12-16 met
		archive 2020-06-08 met`})
}

// 行政诉讼法第五十七条: the court orders a benefit to be paid before the judgment. That is owed
// from the ruling on, and reminded of, although nothing has taken effect.
func TestStanding_PaidBeforeTheJudgment(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初94号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-04", unitClerk, "file_with_court", fields{"on": "2026-03-04", "method": "当面", "unreviewed_reason": "先行提交", "missing_reason": "随后补充"})
	s.isRefused("2026-03-09", unitClerk, "record_obligation", fields{"duty": "支付最低生活保障金", "days": 10}, "第二十六条第一款")
	s.does("2026-03-10", unitClerk, "record_judgment", fields{"number": "（2026）鲁10行初94号之一", "outcome": "先予执行", "made_on": "2026-03-06", "served_on": "2026-03-10"})
	s.isRefused("2026-03-11", unitClerk, "record_obligation", fields{"duty": "支付最低生活保障金", "days": 10, "ruling": "（2026）鲁10行初94号之二"}, "《行政诉讼法》第五十七条")
	s.does("2026-03-11", unitClerk, "record_obligation", fields{"duty": "支付最低生活保障金", "days": 10, "subsistence": true})
	s.state("2026-03-11", "performance", measures.Running, "2026-03-20")
	s.isRefused("2026-03-12", unitClerk, "perform_judgment", fields{"on": "2026-03-05", "how": "已支付"}, "第二十六条第一款")
	s.does("2026-03-12", unitClerk, "perform_judgment", fields{"on": "2026-03-12", "how": "已支付"})
	s.state("2026-03-12", "performance", measures.Met, "2026-03-20")
	s.stands("2026-03-12", measures.Trying)
	s.goesOn("2026-03-13")
}

// What was to be paid before the judgment is no longer owed when the plaintiff has lost.
func TestStanding_NoLongerPaidBeforeTheJudgment(t *testing.T) {
	s := former(t, "（2019）鲁10行初95号", "2019-05-20", nil)
	s.gives("2019-05-21", "2019-05-28")
	s.rules("（2019）鲁10行初95号之一", "先予执行", "2019-06-03", "2019-06-06", nil)
	s.past("record_obligation", fields{"duty": "支付医疗保险金", "due": "2019-11-15"})
	s.rules("（2019）鲁10行初95号", "驳回诉讼请求", "2019-09-18", "2019-09-25", nil)
	s.state(entryDay, "performance", measures.Running, "2019-11-15")
	s.takesEffect("2019-10-11", "2019-09-25", "第二十五条")
	s.pastRefused("perform_judgment", fields{"on": "2019-10-14", "how": "已支付"}, "第二十六条第一款")
	s.stands(entryDay, measures.Concluding)
	s.isOver("2019-10-14", "2019-11-01")
	s.comesTo(upshot{effective: "2019-10-11", clocks: `
		forward 2019-05-22 met
		evidence 2019-06-04 met
		review void
		appeal_judgment void
		performance void
		archive 2019-11-13 met`})
}

// 行政诉讼法第二十九条第二款: an organ that is a third party can appeal what burdens it, in its
// own time, and pays for its appeal.
func TestStanding_AThirdPartyOrganAppeals(t *testing.T) {
	sued := notice("（2026）鲁10行初96号", "2026-03-02")
	sued["third_organs"] = []fields{{"name": townName, "unit": "张村镇"}}
	s := tell(t, "2026-03-02", sued)
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-04", unitClerk, "file_with_court", fields{"on": "2026-03-04", "method": "当面", "unreviewed_reason": "先行提交", "missing_reason": "随后补充"})
	s.does("2026-06-05", unitClerk, "record_judgment", fields{"number": "（2026）鲁10行初96号", "outcome": "驳回诉讼请求", "made_on": "2026-06-01", "served_on": "2026-06-05",
		"served": []fields{{"party": "third_party", "name": townName, "on": "2026-06-02"}}})
	s.state("2026-06-08", "appeal_judgment", measures.Running, "2026-06-22")
	s.state("2026-06-08", "appeal_judgment/"+townName, measures.Running, "2026-06-17")
	s.does("2026-06-15", townClerk, "record_appeal", fields{"by": "third_party", "name": townName, "on": "2026-06-15"})
	s.state("2026-06-15", "appeal_judgment/"+townName, measures.Met, "2026-06-17")
	s.does("2026-06-25", townClerk, "record_appeal_fee", fields{"notice_on": "2026-06-24"})
	s.state("2026-06-25", "appeal_fee/second/"+townName, measures.Running, "2026-07-01")
	s.does("2026-06-26", townClerk, "record_appeal_fee", fields{"paid_on": "2026-06-26"})
	s.state("2026-06-26", "appeal_fee/second/"+townName, measures.Met, "2026-07-01")
	s.goesOn("2026-06-29")
}
