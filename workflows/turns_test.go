package workflows_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// The turns that a lawsuit can take, one story for each, named after the
// paragraph that it is about. The main line is told in lawsuit_test.go.

// state checks a clock on a day: its state, and its legal limit where one is
// given.
func (s *story) state(day, clock string, want measures.State, due string) {
	s.t.Helper()
	s.finds(day, func(p workflows.Picture) {
		c := clockOf(s.t, p, clock)
		if c.State != want || due != "" && c.Due.String() != due {
			s.t.Errorf("%s: %s is %s, due %s; want %s, due %s", day, clock, c.State, c.Due, want, due)
		}
	})
}

// files tells how the response comes together by a day and reaches the court on
// it.
func (s *story) files(day string, who models.Actor) {
	for kind := 1; kind <= 5; kind++ {
		s.does(day, who, "add_material", fields{"kind": kind, "title": "材料"})
	}
	s.does(day, who, "submit_for_review", fields{"on": day})
	s.does(day, reviewer, "approve_review", fields{"on": day})
	s.does(day, who, "file_with_court", fields{"on": day, "method": "邮寄"})
}

func (s *story) decides(made, served, outcome string, lost bool) {
	s.does(served, unitClerk, "record_judgment", fields{
		"number": "裁判" + served, "form": "judgment", "outcome": outcome, "lost": lost, "made_on": made, "served_on": served})
}

func (s *story) closes(concluded, archived string) {
	s.does(concluded, clerk, "conclude", fields{"on": concluded, "reason": "裁判生效"})
	s.does(archived, unitClerk, "archive", fields{"on": archived, "volume": "环应诉〔2026〕1卷", "filed_by": "孙城", "checked_by": "周审"})
	s.ends()
}

func TestArticle25_WonThenLostOnThePlaintiffsAppeal(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初30号", "2026-03-02"))
	s.prepares()
	s.isHeard()
	s.decides("2026-06-01", "2026-06-05", "驳回诉讼请求", false)
	s.finds("2026-06-05", func(workflows.Picture) {
		if page, _ := s.ledger.Inbox(context.Background(), 1, models.MessageFilter{Limit: 1}); len(page.Messages) == 0 || !strings.Contains(page.Messages[0].Body, "请向人民法院核实并登记王某某的送达日期") {
			t.Errorf("nobody was asked when the plaintiff was served: %+v", page.Messages)
		}
	})
	s.does("2026-06-09", unitClerk, "record_service", fields{"party": "plaintiff", "name": "王某某", "on": "2026-06-09"})
	s.isRefused("2026-06-22", unitClerk, "record_effective", fields{"on": "2026-06-22", "received_on": "2026-06-05"}, "第二十五条")
	s.does("2026-06-24", unitClerk, "record_appeal", fields{"by": "plaintiff", "on": "2026-06-23", "copy_served_on": "2026-06-24", "case_number": "（2026）鲁行终88号"})
	s.state("2026-06-24", "appeal_answer/second", measures.Running, "2026-07-09")
	s.does("2026-07-09", unitClerk, "answer_appeal", fields{"on": "2026-07-09"})
	s.decides("2026-09-01", "2026-09-04", "撤销", true)
	s.isRefused("2026-09-04", unitClerk, "record_appeal", fields{"by": "defendant", "on": "2026-09-04"}, "第二十五条")
	s.does("2026-09-05", unitClerk, "record_effective", fields{"on": "2026-09-04", "received_on": "2026-09-04"})
	s.state("2026-09-05", "loss_report", measures.Running, "2026-09-14")
	s.does("2026-09-10", unitClerk, "file_loss_report", fields{"on": "2026-09-10", "analysis": "程序违法"})
	s.isRefused("2026-09-10", unitClerk, "accept_loss_report", fields{"on": "2026-09-10"}, "第二十七条")
	s.does("2026-09-11", reviewer, "return_loss_report", fields{"on": "2026-09-11", "opinion": "请补充整改措施"})
	s.stands("2026-09-11", measures.Reporting)
	s.does("2026-09-15", unitClerk, "file_loss_report", fields{"on": "2026-09-15", "analysis": "程序违法", "remedy": "修订程序"})
	s.does("2026-09-16", reviewer, "accept_loss_report", fields{"on": "2026-09-16"})
	s.state("2026-09-16", "loss_report", measures.Met, "2026-09-14")
	s.closes("2026-09-17", "2026-09-20")
}

func TestArticle25_AThirdPartyAppealsAndSoDoWe(t *testing.T) {
	n := notice("（2026）鲁10行初31号", "2026-03-02")
	n["third_parties"] = []string{"某某置业有限公司"}
	s := tell(t, "2026-03-02", n)
	s.prepares()
	s.decides("2026-06-01", "2026-06-05", "部分撤销", true)
	s.isRefused("2026-06-06", unitClerk, "record_service", fields{"party": "third_party", "name": "王某某", "on": "2026-06-06"}, "第二十五条")
	s.does("2026-06-10", unitClerk, "record_service", fields{"party": "third_party", "name": "某某置业有限公司", "on": "2026-06-10"})
	s.does("2026-06-12", unitClerk, "record_appeal", fields{"by": "third_party", "on": "2026-06-12", "copy_served_on": "2026-06-12"})
	s.state("2026-06-12", "appeal_judgment", measures.Running, "2026-06-22") // ours runs on
	s.does("2026-06-18", unitClerk, "record_appeal", fields{"by": "defendant", "on": "2026-06-18"})
	s.isRefused("2026-06-18", unitClerk, "record_appeal", fields{"by": "defendant", "on": "2026-06-18"}, "第二十五条")
	s.state("2026-06-18", "appeal_judgment", measures.Met, "")
	s.does("2026-06-22", unitClerk, "record_appeal_fee", fields{"notice_on": "2026-06-22"})
	s.state("2026-06-22", "appeal_fee/second", measures.Running, "2026-06-29")
	s.does("2026-06-25", unitClerk, "record_appeal_fee", fields{"paid_on": "2026-06-25"})
	s.state("2026-06-25", "appeal_fee/second", measures.Met, "2026-06-29")
	s.finds("2026-06-25", func(p workflows.Picture) {
		if in := p.File.Current(); in.Level != measures.Second || len(in.Appeals) != 2 {
			t.Errorf("the open instance is %s with %d appeals", in.Title(), len(in.Appeals))
		}
	})
	s.goesOn("2026-06-26")
}

func TestArticle25_RemandedAndLostAgain(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初32号", "2026-03-02"))
	s.prepares()
	s.isHeard()
	s.decides("2026-06-01", "2026-06-05", "驳回诉讼请求", false)
	s.does("2026-06-12", unitClerk, "record_appeal", fields{"by": "plaintiff", "on": "2026-06-12"})
	s.does("2026-08-10", unitClerk, "record_judgment", fields{
		"number": "（2026）鲁行终90号", "form": "ruling", "outcome": "撤销原判，发回重审", "made_on": "2026-08-03", "served_on": "2026-08-10"})
	s.isRefused("2026-08-11", unitClerk, "record_effective", fields{"on": "2026-08-10", "received_on": "2026-08-10"}, "第二十六条第一款")
	s.stands("2026-08-11", measures.Deciding)
	s.does("2026-08-20", unitClerk, "record_remand", fields{"on": "2026-08-20", "case_number": "（2026）鲁10行初91号"})
	s.stands("2026-08-20", measures.Trying)
	s.does("2026-09-01", unitClerk, "record_summons", fields{"hearing_on": "2026-09-18"})
	s.does("2026-09-14", unitClerk, "name_official", fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-09-14"})
	s.does("2026-09-18", unitClerk, "record_hearing", fields{"on": "2026-09-18", "official_attended": true})
	s.decides("2026-10-12", "2026-10-14", "撤销", true)
	s.state("2026-10-14", "leader_filing/first-2/1", measures.Met, "2026-09-16")
	s.state("2026-10-14", "appeal_judgment/first-2", measures.Running, "2026-10-29")
	s.does("2026-10-30", unitClerk, "record_effective", fields{"on": "2026-10-30", "received_on": "2026-10-14"})
	s.state("2026-10-30", "loss_report", measures.Running, "2026-11-09")
	s.does("2026-11-05", unitClerk, "file_loss_report", fields{"on": "2026-11-05", "analysis": "重审仍认定程序违法"})
	s.does("2026-11-06", reviewer, "accept_loss_report", fields{"on": "2026-11-06"})
	s.closes("2026-11-06", "2026-11-20")
	if !journalSays(s.journal(), "王某某的送达日期尚未登记") {
		t.Error("nobody said that the day of effect was reckoned without the plaintiff's service")
	}
	if title := s.picture().File.Instances[2].Title(); title != "重审一审" {
		t.Errorf("the third instance is called %s", title)
	}
}

func TestArticle18_SettledBeforeTheHearing(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初33号", "2026-03-02"))
	s.prepares()
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	s.does("2026-03-25", unitClerk, "record_talk", fields{"on": "2026-03-25", "organizer": "威海市中级人民法院", "result": "going_on"})
	s.does("2026-03-30", unitClerk, "record_talk", fields{"on": "2026-03-30", "organizer": "威海市中级人民法院", "result": "agreed", "text": "调整补偿标准"})
	s.does("2026-04-01", unitClerk, "record_withdrawal", fields{"on": "2026-04-01", "number": "（2026）鲁10行初15号之一", "reason": "达成和解，准许撤诉"})
	s.state("2026-04-01", "leader_filing/first/1", measures.Void, "")
	s.isRefused("2026-04-02", unitClerk, "record_hearing", fields{"on": "2026-04-10"}, "第十九条第一款")
	s.closes("2026-04-02", "2026-04-20")
	s.expectRungs("leader_filing/first/1")
}

func TestArticle25_ARulingThatAllowsAWithdrawalCannotBeAppealed(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初58号", "2026-03-02"))
	s.prepares()
	s.does("2026-05-12", unitClerk, "record_judgment", fields{
		"number": "（2026）鲁10行初58号", "form": "ruling", "outcome": "准许撤诉", "made_on": "2026-05-11", "served_on": "2026-05-12"})
	s.does("2026-05-13", unitClerk, "record_service", fields{"party": "plaintiff", "name": "王某某", "on": "2026-05-13"})
	s.isRefused("2026-05-14", unitClerk, "record_appeal", fields{"by": "plaintiff", "on": "2026-05-14"}, "第二十五条")
	s.does("2026-05-14", unitClerk, "record_effective", fields{"on": "2026-05-12", "received_on": "2026-05-12"})
	s.closes("2026-05-15", "2026-05-20")
}

func TestArticle18_MediatedInCourt(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初49号", "2026-03-02"))
	s.prepares()
	mediated := fields{"number": "（2026）鲁10行初49号", "form": "mediation", "outcome": "调解结案", "made_on": "2026-05-11", "served_on": "2026-05-12"}
	s.isRefused("2026-05-12", unitClerk, "record_judgment", fields{
		"number": "决定", "form": "decision", "outcome": "维持", "made_on": "2026-05-11", "served_on": "2026-05-12"}, "第三十八条")
	s.does("2026-05-12", unitClerk, "record_judgment", mediated)
	s.isRefused("2026-05-13", unitClerk, "record_appeal", fields{"by": "plaintiff", "on": "2026-05-13"}, "第二十五条")
	s.does("2026-05-13", unitClerk, "record_effective", fields{"on": "2026-05-12", "received_on": "2026-05-12"})
	s.stands("2026-05-13", measures.Concluding)
	s.closes("2026-05-14", "2026-05-20")
}

func TestArticle15_ExtensionGranted(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初34号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.state("2026-03-03", "review", measures.Running, "2026-03-10")
	s.does("2026-03-06", unitClerk, "apply_extension", fields{"on": "2026-03-06", "ground": "other", "reason": "证据须向外省调取"})
	s.isRefused("2026-03-06", unitClerk, "record_extension", fields{"on": "2026-03-06", "granted": true, "until": "2026-03-10"}, "第十五条")
	s.does("2026-03-09", unitClerk, "record_extension", fields{"on": "2026-03-09", "granted": true, "until": "2026-03-31"})
	s.state("2026-03-09", "evidence", measures.Running, "2026-03-31")
	s.state("2026-03-09", "review", measures.Running, "2026-03-24")
	s.files("2026-03-24", unitClerk)
	s.state("2026-03-25", "review", measures.Met, "2026-03-24")
	s.state("2026-03-25", "evidence", measures.Met, "2026-03-31")
	s.goesOn("2026-03-26")
	if n := count(s.inbox(overseer), "【逾期督办】"); n != 0 {
		t.Errorf("the supervisor was told of %v", s.inbox(overseer))
	}
}

// 行诉解释第三十四条: while the cause goes on nobody is reminded; fifteen days from when it
// has ceased. Of two defendants each asks for itself, and is answered for itself.
func TestArticle15_TheCauseGoesOn(t *testing.T) {
	sued := notice("（2026）鲁10行初36号", "2026-03-02")
	sued["defendants"] = beside(townName, "张村镇")
	s := tell(t, "2026-03-02", sued)
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	asks := func(name string) fields {
		return fields{"on": "2026-03-09", "ground": "force_majeure", "reason": "山洪冲断道路", "name": name}
	}
	s.does("2026-03-09", unitClerk, "apply_extension", asks("威海市环翠区人民政府"))
	s.isRefused("2026-03-09", unitClerk, "apply_extension", asks("威海市环翠区人民政府"), "第十五条")
	s.isRefused("2026-03-09", unitClerk, "apply_extension", asks(""), "第十五条")
	s.does("2026-03-09", unitClerk, "apply_extension", asks(townName))
	s.isRefused("2026-03-09", unitClerk, "apply_extension", asks(townName), "第十五条")
	s.does("2026-03-10", unitClerk, "record_extension", fields{"on": "2026-03-10", "granted": true, "name": "威海市环翠区人民政府"})
	s.does("2026-03-10", unitClerk, "record_extension", fields{"on": "2026-03-10", "granted": false, "name": townName})
	s.state("2026-03-10", "evidence", measures.Void, "2026-03-17")
	s.state("2026-03-10", "review", measures.Void, "2026-03-10")
	s.state("2026-03-10", "evidence/"+townName, measures.Running, "2026-03-17")
	s.isRefused("2026-04-01", unitClerk, "record_extension", fields{"on": "2026-04-01", "granted": false, "name": "威海市环翠区人民政府"}, "第十五条")
	s.does("2026-04-01", unitClerk, "record_extension", fields{"on": "2026-04-01", "granted": true, "ceased_on": "2026-03-30"})
	s.state("2026-04-01", "evidence", measures.Running, "2026-04-14")
	s.isRefused("2026-04-02", unitClerk, "record_extension", fields{"on": "2026-04-02", "granted": true, "ceased_on": "2026-03-31"}, "第十五条")
	s.goesOn("2026-04-03")
}

func TestArticle15_ExtensionRefusedOrTooLate(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初35号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-06", unitClerk, "apply_extension", fields{"on": "2026-03-06", "ground": "force_majeure", "reason": "暴雪封路"})
	s.isRefused("2026-03-06", unitClerk, "apply_extension", fields{"on": "2026-03-06", "ground": "other", "reason": "再次申请"}, "第十五条")
	s.does("2026-03-10", unitClerk, "record_extension", fields{"on": "2026-03-10", "granted": false, "reason": "不属于正当事由"})
	s.state("2026-03-10", "evidence", measures.Running, "2026-03-17")
	s.isRefused("2026-03-18", unitClerk, "apply_extension", fields{"on": "2026-03-18", "ground": "other", "reason": "来不及"}, "第十五条")
	s.does("2026-03-17", unitClerk, "apply_extension", fields{"on": "2026-03-17", "ground": "other", "reason": "届满当日申请"})
	s.goesOn("2026-03-19")
}

func TestArticle14_SummaryProcedureWithTheCourtsOwnDate(t *testing.T) {
	n := notice("（2026）鲁10行初36号", "2026-03-02")
	n["procedure"] = "summary"
	s := tell(t, "2026-03-02", n)
	s.state("2026-03-02", "evidence_summary", measures.Running, "2026-03-17")
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-04", unitClerk, "record_order", fields{"on": "2026-03-04", "document": "举证通知书", "evidence_deadline": "2026-03-12"})
	s.state("2026-03-04", "evidence_summary", measures.Running, "2026-03-12")
	s.state("2026-03-04", "review", measures.Running, "2026-03-05")
	s.does("2026-03-06", unitClerk, "record_order", fields{"on": "2026-03-06", "procedure": "ordinary", "evidence_deadline": "2026-03-20"})
	s.state("2026-03-06", "evidence", measures.Running, "2026-03-20")
	s.state("2026-03-06", "review", measures.Running, "2026-03-13")
	s.goesOn("2026-03-09")
}

func TestArticle14_SqueezedBeforeSpringFestival(t *testing.T) {
	s := tell(t, "2026-02-10", notice("（2026）鲁10行初37号", "2026-02-10"))
	s.state("2026-02-10", "forward", measures.Running, "2026-02-12")
	s.state("2026-02-10", "review", measures.Running, "2026-02-11")
	s.does("2026-02-10", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-02-10", clerk, "forward_materials", fields{"on": "2026-02-10"})
	s.files("2026-02-11", unitClerk)
	s.state("2026-02-12", "review", measures.Met, "2026-02-11")
	s.goesOn("2026-02-12")
	if n := count(s.inbox(reviewer), "转交期限与报审期限倒挂"); n != 1 {
		t.Errorf("the reviewer was warned %d times: %v", n, s.inbox(reviewer))
	}
}

func TestArticle19_OnceInAnInstanceAndShortNotice(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初38号", "2026-03-02"))
	s.prepares()
	s.isHeard()
	// A second hearing tomorrow: its list is owed at once, not in the past.
	s.does("2026-04-14", unitClerk, "record_summons", fields{"hearing_on": "2026-04-15", "received_on": "2026-04-14"})
	s.state("2026-04-14", "leader_filing/first/2", measures.Running, "2026-04-14")
	s.does("2026-04-14", unitClerk, "name_official", fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-04-14"})
	s.isRefused("2026-04-15", unitClerk, "record_hearing", fields{"on": "2026-04-15", "official_attended": false, "absence_reason": "公务", "excuse": "irreplaceable"}, "第十九条第一款")
	s.does("2026-04-15", unitClerk, "record_hearing", fields{"on": "2026-04-15", "official_attended": false, "absence_reason": "已在首次庭审出庭",
		"attendees": []fields{{"name": "孙某某", "post": "诉讼代理人"}}, "record_signed": "yes"})
	s.finds("2026-04-16", func(p workflows.Picture) {
		for _, f := range measures.Findings(&p.File, p.Clocks, on(t, "2026-04-16")) {
			t.Errorf("found against the unit: %+v", f) // one attendance is enough for the instance
		}
	})
	s.goesOn("2026-04-17")
	if n := count(s.inbox(official), "【逾期督办】"); n != 0 {
		t.Errorf("escalated for a list that was filed at once: %v", s.inbox(official))
	}
}

func TestArticle20_ThePrincipalIsRequiredAndADeputyCame(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初39号", "2026-03-02"))
	s.prepares()
	s.isRefused("2026-03-12", clerk, "require_principal", fields{"item": 5, "on": "2026-03-12"}, "第二十条第（五）项")
	s.does("2026-03-12", clerk, "require_principal", fields{"item": 2, "on": "2026-03-12", "reason": "涉及二百余户"})
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	deputy := fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-04-07"}
	s.isRefused("2026-04-07", unitClerk, "name_official", deputy, "第二十条第（二）项")
	excused := fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-04-07", "no_principal_reason": "区长赴省参加会议"}
	s.does("2026-04-07", unitClerk, "name_official", excused)
	s.does("2026-04-08", clerk, "issue_letter", fields{"on": "2026-04-08", "number": "环司应诉提〔2026〕8号", "to": "区城市管理局"})
	s.isRefused("2026-04-08", clerk, "issue_letter", fields{"on": "2026-04-08", "number": "9号", "to": "区城市管理局"}, "第十九条第三款")
	s.does("2026-04-08", unitClerk, "confirm_letter", fields{"on": "2026-04-08", "by": "孙某某"})
	s.does("2026-04-10", unitClerk, "record_hearing", fields{"on": "2026-04-10", "official_attended": true, "spoke": "yes"})
	s.goesOn("2026-04-13")
	if n := count(s.inbox(official), "行政机关负责人出庭应诉提示函"); n != 1 {
		t.Errorf("the unit's official got %d letters", n)
	}
}

// held tells of a hearing, and what the record then shows of 第三十七条第四项.
func (s *story) held(in fields) (shows []string) {
	s.prepares()
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	s.does("2026-04-07", unitClerk, "name_official", fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-04-07"})
	in["on"] = "2026-04-10"
	s.does("2026-04-10", unitClerk, "record_hearing", in)
	s.finds("2026-04-10", func(p workflows.Picture) {
		for _, f := range measures.Findings(&p.File, p.Clocks, on(s.t, "2026-04-10")) {
			if f.Item == 4 {
				shows = append(shows, f.What)
			}
		}
	})
	s.goesOn("2026-04-11")
	return shows
}

func TestArticle21_WhetherTheOfficialSpoke(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初53号", "2026-03-02"))
	if shows := s.held(fields{"official_attended": true, "spoke": "no"}); len(shows) != 0 {
		t.Errorf("silence is no fact of 第三十七条: %v", shows)
	}
	if h := s.picture().File.Instances[0].Hearings[0].Held; h.Spoke != measures.No {
		t.Errorf("the official spoke: %q", h.Spoke)
	}
	if !journalSays(s.journal(), "负责人发言：否") {
		t.Error("the journal does not say whether the official spoke")
	}
}

func TestArticle22_LeavingTheCourtIsOnRecord(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初54号", "2026-03-02"))
	shows := s.held(fields{"official_attended": true, "left_court": "yes"})
	if len(shows) != 1 || !strings.Contains(shows[0], "中途退庭") {
		t.Errorf("the record shows %v", shows)
	}
}

func TestArticle24_WhetherTheCourtRecordWasChecked(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初55号", "2026-03-02"))
	s.held(fields{"official_attended": true, "record_signed": "yes", "notes": "更正笔录第三页"})
	if h := s.picture().File.Instances[0].Hearings[0].Held; h.RecordSigned != measures.Yes {
		t.Errorf("checked and signed: %q", h.RecordSigned)
	}
	if !journalSays(s.journal(), "笔录已核对签字：是") {
		t.Error("the journal does not say that the record was checked")
	}
}

func TestArticle35_EachDutyKeepsHowItWasDone(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初56号", "2026-03-02"))
	s.does("2026-03-06", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-06", clerk, "forward_materials", fields{"on": "2026-03-06", "late_reason": "承办单位有争议"})
	s.state("2026-03-06", "forward", measures.MetLate, "2026-03-04")
	s.does("2026-03-07", clerk, "record_withdrawal", fields{"on": "2026-03-07", "number": "（2026）鲁10行初15号之一"})
	s.closes("2026-03-09", "2026-05-06") // thirty days are over on 8 April
	want := map[string]measures.State{"forward": measures.MetLate, "archive": measures.MetLate, "evidence": measures.Void}
	for _, c := range s.picture().Clocks {
		if w, ok := want[c.ID]; ok && c.State != w {
			t.Errorf("%s is %s, want %s", c.ID, c.State, w)
		}
		if c.ID == "forward" && c.Reason != "承办单位有争议" {
			t.Errorf("the reason for being late: %q", c.Reason)
		}
	}
}

func journalSays(entries []models.Entry, words string) bool {
	return slices.ContainsFunc(entries, func(e models.Entry) bool { return strings.Contains(e.Text, words) })
}

func TestArticle19_TheHeadOfAnotherBodyDoesNotCount(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初40号", "2026-03-02"))
	s.prepares()
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	for _, body := range []string{"区城市管理局", "张村镇", "某某拆迁服务公司"} {
		s.isRefused("2026-03-23", unitClerk, "name_official", fields{"name": "李某", "post": "负责人", "rank": "principal", "employer": body, "on": "2026-03-23"}, "第十九条第二款")
	}
	s.does("2026-04-10", unitClerk, "record_hearing", fields{"on": "2026-04-10", "official_attended": false, "absence_reason": "未安排"})
	s.finds("2026-04-13", func(p workflows.Picture) {
		var items []string
		for _, f := range measures.Findings(&p.File, p.Clocks, on(t, "2026-04-13")) {
			items = append(items, f.Article)
		}
		if got := strings.Join(items, " "); got != "第三十七条第（十）项" {
			t.Errorf("found %s", got)
		}
	})
	s.goesOn("2026-04-14")
}

func TestArticle8_JointUnitsAfterReconsiderationUpheld(t *testing.T) {
	n := notice("（2026）鲁1002行初8号", "2026-03-02")
	n["origin"] = fields{"item": 7, "unit": "区城市管理局", "decision": "upheld"}
	s := tell(t, "2026-03-02", n)
	s.does("2026-03-02", clerk, "designate_unit", fields{"lead": "区城市管理局", "joint": []string{"区司法局"}, "assisting": []string{"张村镇"}})
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.does("2026-03-04", unitClerk, "acknowledge", fields{"on": "2026-03-04"})
	s.state("2026-03-04", "acknowledge/区城市管理局", measures.Met, "")
	s.state("2026-03-04", "acknowledge/区司法局", measures.Running, "2026-03-04")
	s.does("2026-03-05", clerk, "acknowledge", fields{"on": "2026-03-05"})
	s.state("2026-03-05", "acknowledge/区司法局", measures.Met, "") // a target of our own is never late
	s.goesOn("2026-03-06")
}

func TestArticle9_AnAssistingUnitOwesWhatItIsAskedFor(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初50号", "2026-03-02"))
	s.isRefused("2026-03-02", townClerk, "add_material", fields{"kind": 2, "title": "影像"}, "第十一条第一款")
	s.does("2026-03-02", clerk, "designate_unit", fields{"lead": "区城市管理局", "assisting": []string{"张村镇"}})
	s.does("2026-03-05", clerk, "ask_assistance", fields{"unit": "张村镇", "what": "提供现场影像", "on": "2026-03-05", "due": "2026-03-06"})
	s.isRefused("2026-03-05", unitClerk, "give_assistance", fields{"number": 1, "on": "2026-03-05"}, "第十一条第二款")
	s.does("2026-03-06", townClerk, "add_material", fields{"kind": 2, "title": "影像"})
	s.does("2026-03-10", townClerk, "give_assistance", fields{"number": 1, "on": "2026-03-10", "late_reason": "影像保存在上级机关"})
	s.state("2026-03-10", "assistance/1", measures.MetLate, "2026-03-06")
	s.isRefused("2026-03-10", townClerk, "submit_for_review", fields{"on": "2026-03-10"}, "第十四条第二款")
	s.goesOn("2026-03-11")
	s.expectRungs("assistance/1", "期限提醒", "今日到期", "逾期督办")
	if n := count(s.inbox(townClerk), "【逾期督办】"); n != 1 {
		t.Errorf("the town was told %v", s.inbox(townClerk))
	}
	if n := count(s.inbox(unitClerk), "【逾期督办】按照区司法局的要求"); n != 0 {
		t.Errorf("the lead was told of the town's duty: %v", s.inbox(unitClerk))
	}
}

func TestArticle10_ConferencesWithWhoCameAndWhoDidNot(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初51号", "2026-03-02"))
	meeting := fields{"on": "2026-03-06", "form": "analysis", "subject": "拆除程序", "attended": []string{"区城市管理局"}, "absent": []string{"张村镇"}}
	both := fields{"on": "2026-03-06", "form": "analysis", "subject": "拆除程序", "attended": []string{"张村镇"}, "absent": []string{"张村镇"}}
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.isRefused("2026-03-06", clerk, "record_meeting", both, "第十条")
	s.does("2026-03-06", clerk, "record_meeting", meeting)
	s.finds("2026-03-06", func(p workflows.Picture) {
		found := measures.Findings(&p.File, p.Clocks, on(t, "2026-03-06"))
		if len(found) != 2 || found[0].Item != 2 || found[0].Unit != "张村镇" || found[1].Evidence != "forward" {
			t.Errorf("the record shows %+v", found)
		}
	})
	s.goesOn("2026-03-07")
}

func TestArticle8_ReturnedAndDesignatedAnew(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初41号", "2026-03-02"))
	s.does("2026-03-02", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.isRefused("2026-03-04", clerk, "return_designation", fields{"on": "2026-03-04", "reason": "不归我管"}, "第八条")
	s.does("2026-03-04", unitClerk, "return_designation", fields{"on": "2026-03-04", "reason": "职责已划转张村镇"})
	s.isRefused("2026-03-04", unitClerk, "return_designation", fields{"on": "2026-03-04", "reason": "再退"}, "第八条")
	s.state("2026-03-04", "review", measures.Running, "2026-03-10") // the clock runs on
	s.isRefused("2026-03-05", clerk, "designate_unit", fields{"lead": "张村镇"}, "第八条")
	s.does("2026-03-05", clerk, "designate_unit", fields{"lead": "张村镇", "item": 8, "reason": "职责已划转"})
	s.state("2026-03-05", "acknowledge/张村镇", measures.Running, "2026-03-06")
	s.isRefused("2026-03-06", unitClerk, "add_material", fields{"kind": 1, "title": "答辩状"}, "第十一条第一款")
	s.does("2026-03-06", townClerk, "acknowledge", fields{"on": "2026-03-06"})
	s.goesOn("2026-03-09")
	if n := count(s.inbox(director), "区城市管理局退回承办"); n != 1 {
		t.Errorf("the director was told %v", s.inbox(director))
	}
}

func TestArticle16_AgentsAndLawyers(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初42号", "2026-03-02"))
	staff := fields{"name": "孙某某", "kind": "staff", "employer": "区城市管理局", "authority": "general"}
	lawyer := fields{"name": "冯某某", "kind": "outside_lawyer", "employer": "某某律师事务所", "authority": "special", "scope": "代为和解"}
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.isRefused("2026-03-04", unitClerk, "appoint_agents", fields{"agents": []fields{staff, lawyer}}, "第十六条第一款")
	s.does("2026-03-04", unitClerk, "request_lawyer", fields{"on": "2026-03-04", "reason": "案情复杂"})
	s.isRefused("2026-03-04", unitClerk, "assign_lawyer", fields{"on": "2026-03-04", "name": "冯某某", "firm": "某某律师事务所"}, "第十六条第一款")
	s.does("2026-03-05", clerk, "assign_lawyer", fields{"on": "2026-03-05", "name": "冯某某", "firm": "某某律师事务所"})
	s.state("2026-03-05", "lawyer_assignment/1", measures.Met, "2026-03-06")
	for _, wrong := range [][]fields{{lawyer}, {staff, staff, lawyer}, {}} {
		article := "第十六条第一款"
		s.isRefused("2026-03-06", unitClerk, "appoint_agents", fields{"agents": wrong}, article)
	}
	s.does("2026-03-06", unitClerk, "appoint_agents", fields{"agents": []fields{staff, lawyer}})
	s.goesOn("2026-03-10")
}

// 行政诉讼法第三十一条: the other parties' agents are on file with whom they act for; of the
// district's own organs the Measures ask more.
func TestArticle16_AgentsOfTheOthers(t *testing.T) {
	in := notice("（2026）鲁10行初43号", "2026-03-02")
	in["plaintiffs"] = []string{"王某某", "罗某乙"}
	in["third_parties"] = []string{"某某公司"}
	s := tell(t, "2026-03-02", in)
	lawyer, uncle := "冯某某（山东某某律师事务所律师）", "罗某丙（近亲属）"
	for _, row := range []struct {
		refused string
		in      fields
	}{
		{"《行政诉讼法》第三十一条", fields{"side": "plaintiff", "agents": []string{lawyer}}},
		{"《行政诉讼法》第三十一条", fields{"side": "plaintiff", "name": "何某某", "agents": []string{lawyer}}},
		{"第十六条第一款", fields{"side": "defendant", "agents": []string{lawyer}}},
		{"《行政诉讼法》第三十一条", fields{"side": "third_party", "agents": []string{lawyer, uncle, "蒋某某"}}},
	} {
		s.isRefused("2026-03-03", clerk, "record_counsel", row.in, row.refused)
	}
	s.does("2026-03-03", clerk, "record_counsel", fields{"side": "plaintiff", "name": "王某某", "agents": []string{lawyer}})
	s.does("2026-03-04", clerk, "record_counsel", fields{"side": "plaintiff", "name": "罗某乙", "agents": []string{lawyer, uncle}})
	s.does("2026-03-04", clerk, "record_counsel", fields{"side": "third_party", "agents": []string{uncle}})
	s.does("2026-03-05", clerk, "record_counsel", fields{"side": "plaintiff", "name": "罗某乙", "agents": []string{uncle}})
	s.finds("2026-03-06", func(p workflows.Picture) {
		got := slices.Concat(p.File.Represented(measures.Plaintiff), p.File.Represented(measures.ThirdParty))
		if want := []string{"王某某，诉讼代理人" + lawyer, "罗某乙，诉讼代理人" + uncle, "某某公司，诉讼代理人" + uncle}; !slices.Equal(got, want) {
			t.Errorf("the page says %q, want %q", got, want)
		}
	})
	s.goesOn("2026-03-10")
}

func TestArticle17_AgentsActWithinTheirAuthorityAndReport(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初52号", "2026-03-02"))
	agent := fields{"name": "孙某某", "kind": "staff", "employer": "区城市管理局", "authority": "special"}
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.isRefused("2026-03-06", unitClerk, "appoint_agents", fields{"agents": []fields{agent}}, "第十七条") // special, but for what
	s.does("2026-03-06", unitClerk, "appoint_agents", fields{"agents": []fields{{"name": "孙某某", "kind": "staff", "employer": "区城市管理局", "authority": "special", "scope": "代为和解"}}})
	s.does("2026-03-09", unitClerk, "report_progress", fields{"on": "2026-03-09", "by": "孙某某", "text": "原告补充证据"})
	s.goesOn("2026-03-10")
	if n := count(s.inbox(official), "诉讼进展报告"); n != 1 {
		t.Errorf("the official was told %v", s.inbox(official))
	}
}

func TestArticle13_EvidenceIsNumberedAndChecked(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初43号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-04", unitClerk, "add_material", fields{"kind": 1, "title": "答辩状", "elements": []string{"court", "case_number", "organ", "facts", "views", "request"}})
	s.does("2026-03-04", unitClerk, "add_material", fields{"kind": 2, "title": "责令改正通知书", "group": "程序", "class": "documentary", "source": "执法档案", "proves": "已先行催告", "content": "限期七日"})
	s.does("2026-03-04", unitClerk, "add_material", fields{"kind": 2, "title": "现场照片", "group": "事实", "class": "audiovisual"})
	s.isRefused("2026-03-04", unitClerk, "add_material", fields{"kind": 2, "title": "现场照片"}, "第十一条第一款")
	s.does("2026-03-04", unitClerk, "revise_material", fields{"number": 2, "kind": 2, "title": "催告书", "group": "程序", "class": "documentary", "source": "执法档案", "proves": "已先行催告", "content": "限期七日"})
	s.isRefused("2026-03-04", unitClerk, "void_material", fields{"number": 2, "reason": "重复"}, "第十一条第一款")
	s.finds("2026-03-05", func(p workflows.Picture) {
		var lines []string
		for _, x := range p.File.Catalogue() {
			lines = append(lines, x.Number+x.Title)
		}
		if got := strings.Join(lines, " "); got != "1-1现场照片 2-1催告书" {
			t.Errorf("the catalogue is %s", got)
		}
		var wants []string
		for _, d := range measures.Defects(&p.File) {
			wants = append(wants, d.Article)
		}
		if got := strings.Join(wants, " "); got != "第十二条 第十三条 第十四条第一款 第十六条第一款" {
			t.Errorf("defects by %s", got)
		}
	})
	s.goesOn("2026-03-06")
}

func TestArticle38_ReconsiderationOrdinary(t *testing.T) {
	s := tell(t, "2026-03-02", reconsideration("威政复（2026）12号", "ordinary"))
	s.state("2026-03-02", "reconsideration_reply", measures.Running, "2026-03-16")
	s.state("2026-03-02", "reconsideration_review", measures.Running, "2026-03-12")
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.isRefused("2026-03-04", unitClerk, "apply_extension", fields{"on": "2026-03-04", "ground": "other", "reason": "来不及"}, "第十五条")
	s.files("2026-03-12", unitClerk)
	s.isRefused("2026-04-30", unitClerk, "record_judgment", fields{"number": "1", "form": "judgment", "outcome": "撤销", "lost": true, "made_on": "2026-04-28", "served_on": "2026-04-30"}, "第三十八条")
	s.does("2026-04-30", unitClerk, "record_judgment", fields{"number": "威政复决〔2026〕12号", "form": "decision", "outcome": "复议决定撤销", "lost": true, "made_on": "2026-04-28", "served_on": "2026-04-30"})
	s.isRefused("2026-04-30", unitClerk, "record_appeal", fields{"by": "defendant", "on": "2026-04-30"}, "第二十五条")
	s.does("2026-04-30", unitClerk, "record_effective", fields{"on": "2026-04-30", "received_on": "2026-04-30"})
	s.does("2026-05-06", unitClerk, "record_suggestion", fields{"kind": "reconsideration_opinion", "from": "威海市人民政府", "document": "威政复意〔2026〕1号", "received_on": "2026-05-06"})
	s.state("2026-05-06", "reconsideration_opinion/1", measures.Running, "2026-07-06")
	s.does("2026-05-08", unitClerk, "file_loss_report", fields{"on": "2026-05-08", "analysis": "事实不清"})
	s.does("2026-05-11", reviewer, "accept_loss_report", fields{"on": "2026-05-11"})
	s.does("2026-05-20", unitClerk, "answer_suggestion", fields{"on": "2026-05-20", "answer": "已纠正"})
	s.closes("2026-05-21", "2026-06-01")
}

func TestArticle38_ReconsiderationSummary(t *testing.T) {
	s := tell(t, "2026-03-02", reconsideration("威政复（2026）13号", "summary"))
	s.state("2026-03-02", "reconsideration_reply_summary", measures.Running, "2026-03-09")
	s.state("2026-03-02", "reconsideration_review_summary", measures.Running, "2026-03-06")
	s.goesOn("2026-03-10")
	s.expectRungs("reconsideration_reply_summary", "期限提醒", "期限提醒", "今日到期", "逾期督办")
}

func reconsideration(number, procedure string) fields {
	n := notice(number, "2026-03-02")
	n["kind"], n["procedure"], n["court"] = "reconsideration", procedure, "威海市人民政府"
	return n
}

func TestArticle28_CompensationPaidLate(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初44号", "2026-03-02"))
	s.prepares()
	s.isHeard()
	s.decides("2026-06-01", "2026-06-05", "行政赔偿", true)
	s.isRefused("2026-06-08", unitClerk, "record_compensation", fields{"accepted_on": "2026-06-08", "claimant": "王某某", "amount": "120000"}, "第二十八条")
	s.does("2026-06-23", unitClerk, "record_effective", fields{"on": "2026-06-23", "received_on": "2026-06-05"})
	s.does("2026-06-24", unitClerk, "record_obligation", fields{"duty": "赔偿王某某十二万元", "due": "2026-07-23"})
	s.does("2026-06-24", unitClerk, "file_loss_report", fields{"on": "2026-06-24", "analysis": "程序违法"})
	s.does("2026-06-24", reviewer, "accept_loss_report", fields{"on": "2026-06-24"})
	s.isRefused("2026-06-25", unitClerk, "record_compensation", fields{"accepted_on": "2026-06-25", "claimant": "王某某", "amount": "十二万"}, "第二十八条")
	s.does("2026-06-25", unitClerk, "record_compensation", fields{"accepted_on": "2026-06-25", "claimant": "王某某", "amount": "120000.00"})
	s.does("2026-07-06", unitClerk, "apply_compensation", fields{"on": "2026-07-06", "late_reason": "预算科目调整"})
	s.state("2026-07-06", "compensation_application", measures.MetLate, "2026-07-02")
	s.state("2026-07-06", "compensation_payment", measures.Running, "2026-07-21")
	s.does("2026-07-24", clerk, "conclude", fields{"on": "2026-07-24", "reason": "裁判生效"})
	s.isRefused("2026-07-24", unitClerk, "archive", fields{"on": "2026-07-24", "volume": "1"}, "第二十六条第一款")
	s.isRefused("2026-07-28", unitClerk, "record_payment", fields{"on": "2026-07-28", "paid": "1.00"}, "第二十八条")
	s.does("2026-07-28", unitClerk, "record_payment", fields{"on": "2026-07-28", "paid": "120000.00"})
	s.does("2026-07-28", unitClerk, "perform_judgment", fields{"on": "2026-07-28", "how": "财政支付", "late_reason": "财政支付延迟"})
	s.state("2026-07-28", "compensation_payment", measures.MetLate, "2026-07-21")
	s.state("2026-07-28", "performance", measures.MetLate, "2026-07-23")
	s.does("2026-08-03", unitClerk, "archive", fields{"on": "2026-08-03", "volume": "环应诉〔2026〕44卷"})
	s.ends()
	p := s.picture()
	var items []string
	for _, f := range measures.Findings(&p.File, p.Clocks, on(t, "2026-08-03")) {
		items = append(items, f.Article+f.Evidence)
	}
	if got := strings.Join(items, " "); got != "第三十七条第（五）项compensation_application 第三十七条第（五）项performance" {
		t.Errorf("found %s", got)
	}
}

func TestArticle29_ASuggestionUnanswered(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初45号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-05", unitClerk, "record_suggestion", fields{"kind": "judicial", "from": "威海市中级人民法院", "document": "（2026）鲁10司建3号", "received_on": "2026-03-05", "due": "2026-03-20"})
	s.does("2026-03-05", unitClerk, "record_suggestion", fields{"kind": "procuratorial_urgent", "from": "威海市环翠区人民检察院", "document": "威环检建〔2026〕2号", "received_on": "2026-03-05"})
	s.isRefused("2026-03-06", unitClerk, "record_suggestion", fields{"kind": "judicial", "from": "威海市中级人民法院", "document": "（2026）鲁10司建3号", "received_on": "2026-03-05"}, "第二十九条")
	s.state("2026-03-06", "judicial_suggestion/1", measures.Running, "2026-03-20")
	s.state("2026-03-06", "procuratorial_suggestion_urgent/2", measures.Running, "2026-03-20")
	s.does("2026-03-20", unitClerk, "answer_suggestion", fields{"number": 2, "on": "2026-03-20", "answer": "已立行立改"})
	s.does("2026-03-21", clerk, "record_withdrawal", fields{"on": "2026-03-21", "number": "（2026）鲁10行初15号之一"})
	s.goesOn("2026-03-27")
	s.expectRungs("judicial_suggestion/1", "期限提醒", "期限提醒", "今日到期", "逾期督办", "逾期督办") // the letter outlives the dispute
	if c := clockOf(t, s.picture(), "procuratorial_suggestion_urgent/2"); c.State != measures.Met {
		t.Errorf("the answered letter is %s", c.State)
	}
}

func TestArticle26_RetrialInTheSameLawsuit(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初46号", "2026-03-02"))
	s.prepares()
	s.isHeard()
	s.decides("2026-06-01", "2026-06-05", "撤销", true)
	s.does("2026-06-23", unitClerk, "record_effective", fields{"on": "2026-06-23", "received_on": "2026-06-05"})
	s.state("2026-06-23", "retrial_application", measures.Running, "2026-12-07")
	s.does("2026-06-25", unitClerk, "file_loss_report", fields{"on": "2026-06-25", "analysis": "适用法律错误"})
	s.does("2026-06-26", reviewer, "accept_loss_report", fields{"on": "2026-06-26"})
	s.does("2026-06-26", clerk, "conclude", fields{"on": "2026-06-26", "reason": "裁判生效"})
	s.does("2026-07-01", unitClerk, "record_retrial_application", fields{"by": "procuratorate", "on": "2026-07-01", "copy_served_on": "2026-07-01"})
	s.state("2026-07-01", "retrial_opinion", measures.Running, "2026-07-16")
	s.does("2026-07-10", unitClerk, "answer_retrial", fields{"on": "2026-07-10"})
	s.does("2026-08-03", unitClerk, "record_retrial_decision", fields{"on": "2026-08-03", "accepted": true, "elevated": true, "case_number": "（2026）鲁行再5号"})
	s.stands("2026-08-03", measures.Trying)                                   // and is no longer concluded
	s.state("2026-08-03", "retrial_application", measures.Void, "2026-12-07") // nothing is left to ask for
	s.does("2026-08-10", unitClerk, "record_summons", fields{"hearing_on": "2026-08-27"})
	s.isRefused("2026-08-20", unitClerk, "name_official", fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-08-20"}, "第二十条第（四）项")
	s.does("2026-08-20", unitClerk, "name_official", fields{"name": "钱某某", "post": "区长", "rank": "principal", "employer": "区政府", "on": "2026-08-20"})
	s.does("2026-08-27", unitClerk, "record_hearing", fields{"on": "2026-08-27", "official_attended": true})
	s.decides("2026-09-14", "2026-09-16", "驳回诉讼请求", false)
	s.does("2026-09-17", unitClerk, "record_effective", fields{"on": "2026-09-16", "received_on": "2026-09-16"})
	s.stands("2026-09-17", measures.Concluding)
	s.closes("2026-09-18", "2026-10-08")
}

func TestArticle26_AnArchivedFileIsReopenedByRetrialInAFileOfItsOwn(t *testing.T) {
	s := tell(t, "2024-03-05", notice("（2024）鲁10行初15号", "2024-03-05"))
	s.does("2024-03-05", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2024-03-06", clerk, "record_withdrawal", fields{"on": "2024-03-06", "number": "（2026）鲁10行初15号之一"})
	s.closes("2024-03-07", "2024-03-20")
	if got := s.picture().Stage; got != measures.Archived {
		t.Fatalf("the first file is %s", got.Title())
	}

	n := notice("（2026）鲁行再7号", "2026-03-02")
	n["reopens"], n["level"] = "（2024）鲁10行初15号", "retrial"
	next := tell(t, "2026-03-02", n)
	next.finds("2026-03-02", func(p workflows.Picture) {
		if in := p.File.Current(); in.Level != measures.Retrial || p.File.Reopens != "（2024）鲁10行初15号" {
			t.Errorf("the new file begins at %s, reopening %s", in.Title(), p.File.Reopens)
		}
	})
	next.goesOn("2026-03-03")
}

func TestArticle30_AClosedVolumeTakesSupplementsOnly(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初48号", "2026-03-02"))
	s.isRefused("2026-03-02", clerk, "supplement_archive", fields{"on": "2026-03-02", "title": "证据", "reason": "漏登"}, "第三十条")
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-04", clerk, "record_withdrawal", fields{"on": "2026-03-04", "number": "（2026）鲁10行初15号之一"})
	s.closes("2026-03-05", "2026-03-20")
	closed := s.picture().File.Archive.Items

	ctx := context.Background()
	l, err := s.ledger.Lawsuit(ctx, clerk, s.docket.ID)
	if err != nil {
		t.Fatal(err)
	}
	later := s.again(workflows.TakeUp(l, measures.Editions[0], calendar.Civil{}, ""), "2026-09-10")
	// The run lasts only as long as what it was started with.
	later.env.RegisterDelayedCallback(func() {
		refused := func(field string) func(models.Receipt, error) {
			return func(_ models.Receipt, err error) {
				if r := refusalOf(err); r == nil || r.Article == "" || field != "" && (len(r.Fields) == 0 || r.Fields[0].Field != field) {
					t.Errorf("got %v, want a refusal of %q", explain(err), field)
				}
			}
		}
		later.send(unitClerk, "add_material", fields{"kind": 2, "title": "照片"}, refused(""))
		later.send(unitClerk, "supplement_archive", fields{"on": "2026-03-19", "title": "履行情况报告", "reason": "归档后收到"}, refused("on"))
		later.send(unitClerk, "supplement_archive", fields{"on": "2026-09-10", "title": "履行情况报告", "pages": 3, "reason": "归档后收到"}, func(_ models.Receipt, err error) {
			if err != nil {
				t.Error(explain(err))
			}
		})
	}, 0)
	later.ends()

	p := later.picture()
	volume := measures.Volume(&p.File)
	if last := volume[len(volume)-1]; len(volume) != len(closed)+1 || last.Title != "履行情况报告" || last.Number != len(volume) {
		t.Errorf("the volume has %d papers after %d, the last one %q", len(volume), len(closed), last.Title)
	}
	if len(p.File.Archive.Items) != len(closed) {
		t.Error("the catalogue of the closed volume changed")
	}
	if p.Revision != l.Revision+1 {
		t.Errorf("revision %d after %d", p.Revision, l.Revision)
	}
}

func TestArticle19_SuspensionStopsNoPeriodOfOurs(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初47号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-04", unitClerk, "suspend", fields{"on": "2026-03-04", "reason": "等待另案"})
	s.isRefused("2026-03-04", unitClerk, "suspend", fields{"on": "2026-03-04", "reason": "等待另案"}, "《行诉解释》第八十七条")
	s.isRefused("2026-03-05", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"}, "第十九条第三款")
	s.state("2026-03-05", "review", measures.Running, "2026-03-10")
	s.does("2026-04-01", unitClerk, "resume", fields{"on": "2026-04-01"})
	s.does("2026-04-02", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	s.finds("2026-04-03", func(p workflows.Picture) {
		if days := p.File.SuspendedDays(on(t, "2026-04-03")); days != 28 {
			t.Errorf("suspended for %d days", days)
		}
	})
	s.goesOn("2026-04-07")
	s.expectRungs("review", "期限提醒", "期限提醒", "今日到期", "逾期督办", "逾期督办", "逾期督办", "逾期督办", "逾期督办", "逾期督办", "逾期督办")
}

// next2027 is an invented notice: a fixture, not a forecast.
func next2027(t *testing.T) calendar.Year {
	y, err := calendar.ReadYear(calendar.Notice, 2027, "元旦：1月1日至4日放假调休，共4天。1月9日（周六）上班。\n春节：2月5日至11日放假")
	if err != nil {
		t.Fatal(err)
	}
	y.Notice = "测试号"
	return y
}

// agree puts a change of the law into the ledger, confirmed by a second person.
func (s *story) agree(p models.Proposal) {
	s.t.Helper()
	ctx := context.Background()
	p.ProposedBy, p.ProposedAt = "admin", s.env.Now()
	id, err := s.ledger.Propose(ctx, p)
	if err == nil {
		err = s.ledger.Decide(ctx, id, models.Confirmed, "director", s.env.Now())
	}
	if err != nil {
		s.t.Error(err)
	}
}

func TestTheCalendarChangesInMidClock(t *testing.T) {
	s := tell(t, "2026-12-17", notice("（2026）鲁10行初60号", "2026-12-17"))
	s.does("2026-12-17", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.finds("2026-12-18", func(p workflows.Picture) {
		if c := clockOf(t, p, "evidence"); !c.Provisional || c.Due.String() != "2027-01-04" {
			t.Errorf("before: %s, provisional %t", c.Due, c.Provisional)
		}
	})
	s.at("2026-12-21", func() {
		s.agree(models.Proposal{Year: new(next2027(t))})
		for range 2 { // being told twice changes nothing
			s.env.SignalWorkflow(workflows.LawChanged, "")
		}
	})
	s.finds("2026-12-21", func(p workflows.Picture) {
		if c := clockOf(t, p, "evidence"); c.Provisional || c.Due.String() != "2027-01-05" {
			t.Errorf("after: %s, provisional %t", c.Due, c.Provisional)
		}
		if c := clockOf(t, p, "review"); c.Provisional {
			t.Errorf("the review is still provisional")
		}
	})
	s.goesOn("2026-12-22")
	lines := 0
	for _, e := range s.journal() {
		if e.Name == workflows.LawChanged {
			lines++
			if !strings.Contains(e.Text, "以下期限随之变化") {
				t.Errorf("the journal says %s", e.Text)
			}
		}
	}
	if told := count(s.inbox(unitClerk), "工作日历更新"); lines != 1 || told != 1 {
		t.Errorf("%d lines in the journal, the unit was told %d times", lines, told)
	}
}

func TestACalendarThatMovesNothingIsNotedQuietly(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初61号", "2026-03-02"))
	s.at("2026-03-03", func() {
		s.agree(models.Proposal{Year: new(next2027(t))})
		s.env.SignalWorkflow(workflows.LawChanged, "")
	})
	s.goesOn("2026-03-03")
	if n := count(s.inbox(clerk), "工作日历更新"); n != 0 {
		t.Errorf("told of nothing %d times", n)
	}
	p, err := s.ledger.Lawsuit(context.Background(), clerk, s.docket.ID)
	if law, lawErr := s.ledger.Law(context.Background()); err != nil || lawErr != nil || p.CalendarEdition() != law.Calendar.Edition {
		t.Errorf("counted with %s: %v %v", p.Counted, err, lawErr)
	}
}

// A closure moves the day that people are told, and no statutory one.
func TestALocalClosureRemindsEarlier(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初62号", "2026-03-02"))
	s.does("2026-03-02", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.at("2026-03-03", func() {
		s.agree(models.Proposal{Closure: &calendar.Closure{Date: on(t, "2026-03-10"), Reason: "暴雪停工"}})
		s.env.SignalWorkflow(workflows.LawChanged, "")
	})
	s.finds("2026-03-04", func(p workflows.Picture) {
		if c := clockOf(t, p, "review"); c.Due.String() != "2026-03-10" || c.Safe.String() != "2026-03-09" {
			t.Errorf("review by %s, safe %s", c.Due, c.Safe)
		}
	})
	s.goesOn("2026-03-09")
	for _, e := range s.journal() {
		if e.Kind == models.RungEntry && e.Name == "review" && strings.Contains(e.Title, "今日到期") && e.CivilOn.String() != "2026-03-09" {
			t.Errorf("reminded on %s", e.CivilOn)
		}
	}
}

// 第四十条: a lawsuit keeps the edition under which it was opened.
func TestArticle40_EditionsArePinned(t *testing.T) {
	ctx := context.Background()
	ledger := ledgerOf(t)
	later := measures.Edition{Name: "2026-04-01", From: on(t, "2026-04-01"), Amends: map[string]measures.Period{"forward": {N: 4, Unit: measures.WorkingDays}}}
	id, err := ledger.Propose(ctx, models.Proposal{Edition: &later, ProposedBy: "admin", ProposedAt: on(t, "2026-03-01").At(8, 0)})
	if err == nil {
		err = ledger.Decide(ctx, id, models.Confirmed, "director", on(t, "2026-03-01").At(9, 0))
	}
	if err != nil {
		t.Fatal(err)
	}
	law, err := ledger.Law(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for served, want := range map[string]string{"2026-03-31": "2026-04-02", "2026-04-01": "2026-04-08"} {
		edition := measures.EditionOn(law.Editions, on(t, served))
		b := workflows.Bench{Law: measures.Law{Calendar: law.Calendar, Edition: edition, Logic: measures.Current}, Today: on(t, served)}
		f, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: input(t, notice("（2026）鲁10行初63号", served))}, b)
		if refusal != nil {
			t.Fatal(refusal)
		}
		if c := b.Clocks(f)[0]; c.ID != "forward" || c.Due.String() != want {
			t.Errorf("served on %s: %s by %s, want %s", served, c.ID, c.Due, want)
		}
	}
}

func TestArticle3_UnitsComeFromTheDirectory(t *testing.T) {
	named := workflows.Mentions(form.Unit, workflows.Register.Fields, input(t, fields{
		"defendants": []fields{{"name": "威海市环翠区人民政府", "unit": "区政府"}, {"name": "区外机关"}}, "origin": fields{"item": 5, "unit": "张村镇"}}))
	if len(named) != 2 || named["defendants.0.unit"] != "区政府" || named["origin.unit"] != "张村镇" {
		t.Errorf("a notice names %v", named)
	}
	named = workflows.Mentions(form.Unit, workflows.ActNamed("designate_unit").Fields, input(t, fields{"lead": "甲", "joint": []string{"乙"}, "assisting": []string{"丙"}}))
	if len(named) != 3 {
		t.Errorf("a designation names %v", named)
	}
}

func TestArticle37_WhatTheRecordShows(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初57号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	shows := func(day string, items ...int) {
		s.finds(day, func(p workflows.Picture) {
			var got []int
			for _, f := range measures.Findings(&p.File, p.Clocks, on(t, day)) {
				got = append(got, f.Item)
			}
			if !slices.Equal(got, items) {
				t.Errorf("%s: the record shows items %v, want %v", day, got, items)
			}
		})
	}
	shows("2026-03-10", 10)       // the last day to submit for review; nobody has forwarded it
	shows("2026-03-11", 2, 10)    // not submitted
	shows("2026-03-18", 2, 3, 10) // nor filed with the court
	s.does("2026-03-18", unitClerk, "explain_late", fields{"clock": "evidence", "reason": "原告变更诉讼请求"})
	s.goesOn("2026-03-19")
	p := s.picture()
	found := measures.Findings(&p.File, p.Clocks, on(t, "2026-03-19"))
	if found[1].Reason != "原告变更诉讼请求" {
		t.Errorf("the reason that was given: %q", found[1].Reason)
	}
}

// Two acts can be filled in alike: the key of the one does not stand for the
// other.
func TestAKeyStandsForOneAct(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初64号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	r := workflows.Request{Key: "key", By: clerk, Input: input(t, fields{"on": "2026-03-03"})}
	s.at("2026-03-03", func() {
		s.sendAs("first", "forward_materials", r, func(_ models.Receipt, err error) {
			if err != nil {
				t.Error(explain(err))
			}
		})
	})
	s.at("2026-03-03", func() {
		s.sendAs("second", "acknowledge", r, func(receipt models.Receipt, err error) {
			if refusal := refusalOf(err); refusal == nil || refusal.Code != models.Conflict {
				t.Errorf("acknowledged with the key of the forwarding: %v, revision %d", err, receipt.Revision)
			}
		})
	})
	s.goesOn("2026-03-04")
	if papers := s.picture().File.Acknowledged; len(papers) != 0 {
		t.Errorf("acknowledged: %v", papers)
	}
}

// A correction that was itself wrong is taken back by correcting to what was
// there at first. What people were told of the old dates by then, they are not
// told again.
func TestArticle30_ACorrectionIsTakenBack(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初65号", "2026-03-02"))
	s.prepares()
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	to := func(hearing string) fields {
		return fields{"line": 13, "input": fields{"hearing_on": hearing}, "reason": "以传票为准"}
	}
	s.isRefused("2026-04-08", unitClerk, "propose_correction", to("2026-04-10"), "第三十条")
	s.does("2026-04-08", unitClerk, "propose_correction", to("2026-04-13"))
	s.does("2026-04-08", director, "confirm_correction", fields{})
	s.state("2026-04-08", "leader_filing/first/1", measures.Running, "2026-04-10")
	s.isRefused("2026-04-08", unitClerk, "propose_correction", to("2026-04-13"), "第三十条")
	s.does("2026-04-08", unitClerk, "propose_correction", to("2026-04-10"))
	s.does("2026-04-08", director, "confirm_correction", fields{})
	s.state("2026-04-08", "leader_filing/first/1", measures.Running, "2026-04-08")
	s.does("2026-04-08", unitClerk, "propose_correction", fields{"line": 13, "void": true, "reason": "并无传票"})
	s.does("2026-04-08", director, "confirm_correction", fields{})
	s.isRefused("2026-04-08", unitClerk, "propose_correction", fields{"line": 13, "void": true, "reason": "并无传票"}, "第三十条")
	s.does("2026-04-08", unitClerk, "propose_correction", to("2026-04-10"))
	s.does("2026-04-08", director, "confirm_correction", fields{})
	s.goesOn("2026-04-10")
	// Three for the first date, one for the other, and then as the first date goes
	// on: it has passed.
	s.expectRungs("leader_filing/first/1", "期限提醒", "期限提醒", "今日到期", "期限提醒", "逾期督办")
}

// What was known on a day is what was on file then, mistakes included.
func TestTheFileAsItStoodOnAPastDay(t *testing.T) {
	n := notice("（2026）鲁10行初59号", "2026-03-02")
	s := tell(t, "2026-03-03", n)
	s.does("2026-03-04", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	right := notice("（2026）鲁10行初59号", "2026-03-01")
	s.does("2026-03-05", clerk, "propose_correction", fields{"line": 1, "input": right, "reason": "以送达回证为准"})
	s.state("2026-03-05", "evidence", measures.Running, "2026-03-17") // not yet
	s.isRefused("2026-03-05", clerk, "confirm_correction", fields{}, "第三十条")
	s.does("2026-03-06", director, "confirm_correction", fields{"opinion": "已核对送达回证"})
	s.state("2026-03-06", "evidence", measures.Running, "2026-03-16")
	s.goesOn("2026-03-07")

	done, err := s.ledger.Done(context.Background(), s.docket.ID)
	if err != nil {
		t.Fatal(err)
	}
	b := workflows.Bench{Law: today, Today: on(t, "2026-03-07"), Done: done}
	for day, want := range map[string]struct {
		served     string
		designated bool
	}{"2026-03-03": {"2026-03-02", false}, "2026-03-05": {"2026-03-02", true}, "2026-03-06": {"2026-03-01", true}} {
		f, err := workflows.FileOn(on(t, day), b)
		if err != nil || f.ServedOn.String() != want.served || (f.Designation != nil) != want.designated {
			t.Errorf("on %s: served on %s, designated: %t, %v", day, f.ServedOn, f.Designation != nil, err)
		}
	}
	if _, err := workflows.FileOn(on(t, "2026-03-02"), b); err == nil {
		t.Error("there was a file before it was registered")
	}
}

func TestArticle8_WhatTheTableSaysOfJointUnitsNeedsAReasonToo(t *testing.T) {
	n := notice("（2026）鲁1002行初9号", "2026-03-02")
	n["origin"] = fields{"item": 7, "unit": "区城市管理局", "decision": "upheld"}
	s := tell(t, "2026-03-02", n)
	s.isRefused("2026-03-02", clerk, "designate_unit", fields{"lead": "区城市管理局"}, "第八条第二款第（七）项")
	s.does("2026-03-02", clerk, "designate_unit", fields{"lead": "区城市管理局", "joint": []string{"区司法局"}})
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.isRefused("2026-03-04", unitClerk, "acknowledge", fields{"on": "2026-03-04", "unit": "区司法局"}, "第十一条第二款")
	s.isRefused("2026-03-04", unitClerk, "return_designation", fields{"on": "2026-03-04", "reason": "职能已划转", "unit": "区司法局"}, "第八条")
	s.goesOn("2026-03-05")
}

func TestTheSameInputWrittenOtherwiseIsTheSameRequest(t *testing.T) {
	plain := workflows.Request{By: clerk, Input: []byte(`{"on":"2026-03-04","late_reason":"<补>"}`)}
	spaced := workflows.Request{By: clerk, Input: []byte("{ \"late_reason\": \"\\u003c补>\",\n  \"on\" : \"2026-03-04\" }")}
	other := workflows.Request{By: clerk, Input: []byte(`{"on":"2026-03-05","late_reason":"<补>"}`)}
	if plain.Hash("forward_materials") != spaced.Hash("forward_materials") {
		t.Error("spaces and order make another request")
	}
	if plain.Hash("forward_materials") == other.Hash("forward_materials") || plain.Hash("forward_materials") == plain.Hash("acknowledge") {
		t.Error("another day, or another act, is the same request")
	}
}

func TestArticle20_RequiredAfterADeputyWasNamed(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初70号", "2026-03-02"))
	s.prepares()
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	s.does("2026-04-01", unitClerk, "name_official", fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-04-01"})
	s.does("2026-04-02", clerk, "require_principal", fields{"item": 2, "on": "2026-04-02"})
	s.isRefused("2026-04-10", unitClerk, "record_hearing", fields{"on": "2026-04-10", "official_attended": true}, "第二十条第（二）项")
	s.does("2026-04-10", unitClerk, "record_hearing", fields{"on": "2026-04-10", "official_attended": true, "no_principal_reason": "正职参加省政府会议"})
	s.goesOn("2026-04-11")
	if page, _ := s.ledger.Inbox(context.Background(), 4, models.MessageFilter{}); !slices.ContainsFunc(page.Messages, func(m models.Message) bool { return strings.Contains(m.Body, "请重新报备") }) {
		t.Error("the unit was not told that the deputy will not do")
	}
}

func TestArticle19_ASummonsComesBeforeTheHearing(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初71号", "2026-03-02"))
	s.prepares()
	s.isRefused("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-03-18", "received_on": "2026-03-19"}, "第十九条第三款")
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	s.does("2026-03-23", unitClerk, "postpone_hearing", fields{"to": "2026-03-16", "reason": "补录提前开庭"}) // it is over: nobody knows when it was told
	s.state("2026-03-23", "leader_filing/first/2", measures.Running, "2026-03-13")
	s.goesOn("2026-03-24")
}

func TestArticle8_Item7TurnsOnHowTheReconsiderationEnded(t *testing.T) {
	b := workflows.Bench{Law: today, Today: on(t, "2026-03-02")}
	for field, origin := range map[string]fields{
		"origin.unit": {"item": 7, "decision": "upheld"}, "origin.decision": {"item": 7, "unit": "区城市管理局"}, "origin.successor": {"item": 8, "unit": "区城市管理局"},
	} {
		n := notice("（2026）鲁10行初72号", "2026-03-02")
		n["origin"] = origin
		_, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: input(t, n)}, b)
		if refusal == nil || refusal.Fields[0].Field != field || !strings.HasPrefix(refusal.Article, "第八条第二款第（") {
			t.Errorf("without %s: %v", field, refusal)
		}
	}
}

// A unit is merged while its lawsuit runs: whoever continues its functions acts in its
// place, and what they did stands when the file is corrected later.
func TestArticle8_WhoContinuesTheFunctionsActs(t *testing.T) {
	heir := models.Actor{Username: "heir", Name: "初执", Role: models.UnitClerk, Unit: "区综合执法局", Continues: []string{"区城市管理局"}}
	stranger := models.Actor{Username: "stranger", Name: "冯外", Role: models.UnitClerk, Unit: "区综合执法局"}
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初77号", "2026-03-02"))
	s.does("2026-03-02", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.isRefused("2026-03-04", stranger, "acknowledge", fields{"on": "2026-03-04"}, "第十一条第二款")
	s.does("2026-03-04", heir, "acknowledge", fields{"on": "2026-03-04"})
	s.does("2026-03-05", clerk, "propose_correction", fields{"line": 3, "input": fields{"on": "2026-03-02"}, "reason": "以转办单为准"})
	s.does("2026-03-05", director, "confirm_correction", fields{})
	s.finds("2026-03-06", func(p workflows.Picture) {
		if !p.File.Signed("区城市管理局") || p.File.ForwardedOn.String() != "2026-03-02" {
			t.Errorf("after the correction: signed %v, forwarded on %s", p.File.Acknowledged, p.File.ForwardedOn)
		}
	})
	s.goesOn("2026-03-07")
	for _, e := range s.journal() {
		if e.Name == "acknowledge" && (e.Actor.Unit != "区综合执法局" || !slices.Equal(e.Actor.Continues, heir.Continues)) {
			t.Errorf("the journal has it done by %+v", e.Actor)
		}
	}
}
