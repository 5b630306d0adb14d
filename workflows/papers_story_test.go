package workflows_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// The turns of real lawsuits, with invented names: several organs of the district, many
// papers, parties who come and go, what is entered years later, and what outlives the
// archive. Each ends with the facts that a lawyer expects.

// losers names the units of the organs that have lost.
func losers(p workflows.Picture) string {
	var units []string
	for _, x := range p.File.Losers() {
		units = append(units, x.Unit)
	}
	return strings.Join(units, " ")
}

// courtPaper is an input for a court's paper, made and served on a day.
func courtPaper(number, outcome, day string) fields {
	return fields{"number": number, "outcome": outcome, "made_on": day, "served_on": day}
}

// answers gives the response of a lawsuit to the court.
func (s *story) answers(day string) {
	s.does(day, clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does(day, clerk, "forward_materials", fields{"on": day})
	s.does(day, unitClerk, "file_with_court", fields{"on": day, "method": "当面", "unreviewed_reason": "期限将届满", "missing_reason": "先行提交答辩状"})
}

// A district organ objected to the court's jurisdiction, appealed, and was sent to
// another court: none of it ends the first instance, and nobody is late.
func TestReal_JurisdictionObjectedToAndAppealed(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初301号", "2026-03-02"))
	s.answers("2026-03-04")
	s.does("2026-03-20", unitClerk, "record_judgment", courtPaper("（2026）鲁10行初301号之一", "驳回管辖异议", "2026-03-20"))
	s.stands("2026-03-20", measures.Trying)
	s.state("2026-03-20", "appeal_ruling/first/1", measures.Running, "2026-03-30")
	s.isRefused("2026-03-21", unitClerk, "record_effective", fields{"on": "2026-03-21", "received_on": "2026-03-21"}, "第二十六条第一款")
	s.does("2026-03-30", unitClerk, "record_appeal", fields{"by": "defendant", "on": "2026-03-30"})
	s.state("2026-03-30", "appeal_ruling/first/1", measures.Met, "2026-03-30")
	s.stands("2026-03-30", measures.Trying)
	s.does("2026-04-20", unitClerk, "record_judgment", courtPaper("（2026）鲁行辖终5号", "二审撤销管辖裁定，另定管辖", "2026-04-20"))
	s.does("2026-04-27", unitClerk, "record_case_number", fields{"on": "2026-04-27", "case_number": "（2026）鲁1083行初9号", "court": "乳山市人民法院"})
	s.does("2026-05-06", unitClerk, "record_summons", fields{"hearing_on": "2026-05-20"})
	s.finds("2026-05-06", func(p workflows.Picture) {
		in := p.File.Current()
		if len(p.File.Instances) != 1 || in.CaseNumber != "（2026）鲁1083行初9号" || p.File.CourtOf(in) != "乳山市人民法院" || in.Former[0].CaseNumber != "（2026）鲁10行初301号" {
			t.Errorf("the instance is %+v", in)
		}
		for _, c := range p.Clocks {
			if c.State == measures.Missed || c.State == measures.MetLate {
				t.Errorf("%s is %s", c.ID, c.State)
			}
		}
	})
	s.goesOn("2026-05-07")
}

// The second instance ordered the first court to go on, in its own words: no loss, and
// the dispute is tried.
func TestReal_OrderedToGoOn(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初303号", "2026-03-02"))
	s.answers("2026-03-04")
	s.does("2026-04-20", unitClerk, "record_judgment", courtPaper("（2026）鲁10行初303号", "驳回起诉", "2026-04-20"))
	s.does("2026-04-28", unitClerk, "record_appeal", fields{"by": "plaintiff", "on": "2026-04-28", "case_number": "（2026）鲁行终303号"})
	s.does("2026-07-01", unitClerk, "record_judgment", courtPaper("（2026）鲁行终303号", "撤销一审裁定，由一审法院继续审理", "2026-07-01"))
	s.isRefused("2026-07-02", unitClerk, "record_effective", fields{"on": "2026-07-01", "received_on": "2026-07-01"}, "第二十六条第一款")
	s.does("2026-07-10", unitClerk, "record_remand", fields{"on": "2026-07-10", "case_number": "（2026）鲁10行初330号"})
	s.stands("2026-07-10", measures.Trying)
	s.does("2026-07-13", unitClerk, "record_order", fields{"on": "2026-07-13", "evidence_deadline": "2026-07-28"})
	s.state("2026-07-13", "evidence/first-2", measures.Running, "2026-07-28")
	s.does("2026-07-20", unitClerk, "file_with_court", fields{"on": "2026-07-20", "method": "当面"})
	s.state("2026-07-20", "evidence/first-2", measures.Met, "2026-07-28")
	s.does("2026-08-03", unitClerk, "record_judgment", courtPaper("（2026）鲁10行初330号", "驳回诉讼请求", "2026-08-03"))
	s.finds("2026-08-03", func(p workflows.Picture) {
		if in := p.File.Current(); in.Title() != "一审（继续审理）" || p.File.CourtOf(in) != "威海市中级人民法院" {
			t.Errorf("the third instance is %s at %s", in.Title(), p.File.CourtOf(in))
		}
	})
	s.does("2026-08-20", unitClerk, "record_effective", fields{"on": "2026-08-19", "received_on": "2026-08-03"})
	s.closes("2026-08-21", "2026-09-01")
	if p := s.picture(); p.File.Lost() || len(losers(p)) > 0 {
		t.Errorf("lost by %s", losers(p))
	}
}

// Two organs: each has its own agents, official, filing and appeal; the second instance
// upholds; the loss is derived, of each.
func TestReal_TwoOrgansOneAppeals(t *testing.T) {
	n := notice("（2026）鲁10行初304号", "2026-03-02")
	n["defendants"] = []fields{{"name": "威海市环翠区人民政府", "unit": "区政府"}, {"name": "张村镇人民政府", "unit": "张村镇", "served_on": "2026-03-04"}}
	s := tell(t, "2026-03-04", n)
	s.does("2026-03-05", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-05", clerk, "forward_materials", fields{"on": "2026-03-05"})
	s.does("2026-03-06", townClerk, "add_material", fields{"kind": 1, "title": "镇政府答辩状"})
	s.does("2026-03-06", townClerk, "appoint_agents", fields{"agents": []fields{{"name": "范某", "kind": "staff", "employer": "张村镇", "authority": "general"}}})
	s.does("2026-03-06", unitClerk, "appoint_agents", fields{"agents": []fields{
		{"name": "孙某", "kind": "staff", "employer": "区城市管理局", "authority": "general"}, {"name": "龚某", "kind": "staff", "employer": "区司法局", "authority": "general"}}})
	s.does("2026-03-18", townClerk, "file_with_court", fields{"on": "2026-03-18", "method": "当面", "missing_reason": "证据与区政府相同"})
	s.state("2026-03-18", "evidence/张村镇人民政府", measures.Met, "2026-03-19")
	s.state("2026-03-18", "evidence", measures.Running, "2026-03-17")
	s.stands("2026-03-18", measures.Preparing)
	s.does("2026-03-19", unitClerk, "file_with_court", fields{"on": "2026-03-17", "method": "当面", "unreviewed_reason": "期限届满", "missing_reason": "先行提交"})
	s.stands("2026-03-19", measures.Trying)
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	s.does("2026-04-07", unitClerk, "name_official", fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-04-07"})
	s.does("2026-04-08", townClerk, "name_official", fields{"name": "何某", "post": "副镇长", "rank": "deputy", "employer": "张村镇", "on": "2026-04-08"})
	s.does("2026-04-10", unitClerk, "record_hearing", fields{"on": "2026-04-10", "official_attended": true,
		"others": []fields{{"name": "张村镇人民政府", "attended": false, "absence_reason": "下乡"}}})
	s.does("2026-05-29", unitClerk, "record_judgment", fields{"number": "（2026）鲁10行初304号", "outcome": "撤销", "made_on": "2026-05-20", "served_on": "2026-05-25",
		"served": []fields{{"party": "defendant", "name": "张村镇人民政府", "on": "2026-05-29"}}})
	s.state("2026-05-29", "appeal_judgment", measures.Running, "2026-06-09")
	s.state("2026-05-29", "appeal_judgment/张村镇人民政府", measures.Running, "2026-06-15")
	s.isRefused("2026-06-10", unitClerk, "record_effective", fields{"on": "2026-06-10", "received_on": "2026-06-10"}, "第二十五条")
	s.does("2026-06-12", townClerk, "record_appeal", fields{"by": "defendant", "name": "张村镇人民政府", "on": "2026-06-12", "case_number": "（2026）鲁行终304号"})
	s.state("2026-06-12", "appeal_judgment", measures.Running, "2026-06-09") // the district has not appealed
	s.state("2026-06-12", "appeal_judgment/张村镇人民政府", measures.Met, "2026-06-15")
	s.does("2026-08-03", unitClerk, "record_judgment", courtPaper("（2026）鲁行终304号", "准许撤回上诉", "2026-08-03"))
	s.does("2026-08-04", unitClerk, "record_effective", fields{"on": "2026-08-03", "received_on": "2026-08-03"})
	s.stands("2026-08-04", measures.Reporting)
	s.does("2026-08-06", unitClerk, "file_loss_report", fields{"on": "2026-08-06", "analysis": "程序违法"})
	s.stands("2026-08-06", measures.Reporting)
	s.state("2026-08-06", "loss_report/张村镇人民政府", measures.Running, "2026-08-13")
	s.does("2026-08-07", townClerk, "file_loss_report", fields{"on": "2026-08-07", "analysis": "程序违法"})
	s.does("2026-08-07", reviewer, "accept_loss_report", fields{"on": "2026-08-07"})
	s.does("2026-08-07", reviewer, "accept_loss_report", fields{"on": "2026-08-07"})
	s.finds("2026-08-07", func(p workflows.Picture) {
		if got := losers(p); got != "区政府 张村镇" {
			t.Errorf("lost by %s", got)
		}
		var absent []string
		for _, f := range measures.Findings(&p.File, p.Clocks, on(t, "2026-08-07")) {
			if strings.Contains(f.What, "负责人未出庭") {
				absent = append(absent, f.Unit)
			}
		}
		if !slices.Equal(absent, []string{"张村镇"}) {
			t.Errorf("whose head stayed away: %v", absent)
		}
	})
	s.closes("2026-08-10", "2026-08-20")
}

// A second defendant was joined after the first had answered: it has fifteen days from
// its own copy, and what was given before is not its own.
func TestReal_ADefendantIsJoined(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初305号", "2026-03-02"))
	s.answers("2026-03-10")
	s.isRefused("2026-04-20", clerk, "change_parties", fields{"kind": "join", "side": "defendant", "name": "威海市环翠区人民政府", "unit": "区政府", "on": "2026-04-20"}, "《行诉解释》第二十八条")
	s.does("2026-04-20", clerk, "change_parties", fields{"kind": "join", "side": "defendant", "name": "张村镇人民政府", "unit": "张村镇", "on": "2026-04-15", "served_on": "2026-04-20", "reason": "镇政府具体实施"})
	s.state("2026-04-20", "evidence/张村镇人民政府", measures.Running, "2026-05-06")
	s.state("2026-04-20", "evidence", measures.Met, "2026-03-17")
	s.stands("2026-04-20", measures.Trying)
	s.does("2026-04-24", townClerk, "file_with_court", fields{"on": "2026-04-24", "method": "邮寄", "missing_reason": "证据与区政府相同"})
	s.state("2026-04-24", "evidence/张村镇人民政府", measures.Met, "2026-05-06")
	s.does("2026-04-27", clerk, "change_parties", fields{"kind": "succeed", "side": "plaintiff", "name": "罗某乙", "replaces": "王某某", "on": "2026-04-27", "reason": "原告死亡"})
	s.does("2026-06-01", unitClerk, "record_judgment", courtPaper("（2026）鲁10行初305号", "驳回诉讼请求", "2026-06-01"))
	s.isRefused("2026-06-02", unitClerk, "record_service", fields{"party": "plaintiff", "name": "王某某", "on": "2026-06-02"}, "第二十五条")
	s.does("2026-06-02", unitClerk, "record_service", fields{"party": "plaintiff", "name": "罗某乙", "on": "2026-06-02"})
	s.goesOn("2026-06-03")
}

// A party whose service was not known receives the judgment later: what was taken for
// effective is not, and its appeal in time is taken.
func TestReal_ServedLaterThanTheEffect(t *testing.T) {
	n := notice("（2026）鲁10行初306号", "2026-03-02")
	n["third_parties"] = []string{"某某公司"}
	s := tell(t, "2026-03-02", n)
	s.answers("2026-03-04")
	s.does("2026-06-05", unitClerk, "record_judgment", courtPaper("（2026）鲁10行初306号", "撤销", "2026-06-05"))
	s.does("2026-06-05", unitClerk, "record_service", fields{"party": "plaintiff", "name": "王某某", "on": "2026-06-05"})
	s.does("2026-06-24", unitClerk, "record_effective", fields{"on": "2026-06-23", "received_on": "2026-06-05"})
	s.stands("2026-06-24", measures.Reporting)
	s.does("2026-07-01", unitClerk, "record_service", fields{"party": "third_party", "name": "某某公司", "on": "2026-06-29"})
	s.stands("2026-07-01", measures.Deciding)
	s.does("2026-07-10", unitClerk, "record_appeal", fields{"by": "third_party", "name": "某某公司", "on": "2026-07-10", "copy_served_on": "2026-07-10"})
	s.stands("2026-07-10", measures.Trying)
	s.goesOn("2026-07-11")
	if !journalSays(s.journal(), "此前登记的生效日期（2026年6月23日（周二））不成立") {
		t.Error("nobody said that the effect was undone")
	}
}

// An appeal after its time is taken where the court has admitted it, and said to be late.
func TestReal_ALateAppealThatTheCourtAdmitted(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初307号", "2026-03-02"))
	s.answers("2026-03-04")
	s.does("2026-06-05", unitClerk, "record_judgment", courtPaper("（2026）鲁10行初307号", "驳回诉讼请求", "2026-06-05"))
	s.does("2026-06-05", unitClerk, "record_service", fields{"party": "plaintiff", "name": "王某某", "on": "2026-06-05"})
	s.does("2026-06-24", unitClerk, "record_effective", fields{"on": "2026-06-23", "received_on": "2026-06-05"})
	late := fields{"by": "plaintiff", "on": "2026-06-25", "copy_served_on": "2026-06-29"}
	s.isRefused("2026-06-29", unitClerk, "record_appeal", late, "第二十五条")
	s.does("2026-06-29", unitClerk, "record_appeal", fields{"by": "plaintiff", "on": "2026-06-25", "copy_served_on": "2026-06-29", "admitted": true})
	s.stands("2026-06-29", measures.Trying)
	s.goesOn("2026-06-30")
	if !journalSays(s.journal(), "人民法院已受理") {
		t.Error("the journal does not say that it was late")
	}
}

// An old lawsuit is typed in years later: what was done in time accuses nobody, and what
// is really open is said once.
func TestReal_AnOldLawsuitIsEntered(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2025）鲁10行初308号", "2025-09-01"))
	s.does("2026-03-02", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-02", clerk, "forward_materials", fields{"on": "2025-09-02"})
	s.does("2026-03-02", clerk, "file_with_court", fields{"on": "2025-09-15", "method": "当面", "unreviewed_reason": "当时已审查，未留记录", "missing_reason": "见纸质卷"})
	s.does("2026-03-02", clerk, "record_judgment", courtPaper("（2025）鲁10行初308号", "撤销", "2025-12-01"))
	s.does("2026-03-02", clerk, "record_effective", fields{"on": "2025-12-17", "received_on": "2025-12-01"})
	s.goesOn("2026-03-10")
	late := 0
	for _, e := range s.journal() {
		if e.Kind == "rung" && strings.Contains(e.Title, "逾期督办") && e.CivilOn.Before(on(t, "2026-03-05")) {
			t.Errorf("%s: %s", e.CivilOn, e.Title)
		}
		if strings.Contains(e.Text, "（补录）") {
			late++
		}
	}
	if late < 5 {
		t.Errorf("%d lines say that they were entered late", late)
	}
	if n := count(s.inbox(clerk), "【今日到期】核对补录的事项"); n != 1 {
		t.Errorf("the clerk was asked to check it %d times: %v", n, s.inbox(clerk))
	}
	if got := clockOf(t, s.picture(), "forward"); got.State != measures.Met {
		t.Errorf("forwarding is %s", got.State)
	}
}

// What the judgment orders outlives the archive: the lawsuit stays open for it, and a
// retrial years later goes on in the same file.
func TestReal_AfterTheArchive(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初309号", "2026-03-02"))
	s.answers("2026-03-04")
	s.does("2026-06-05", unitClerk, "record_judgment", courtPaper("（2026）鲁10行初309号", "责令履行法定职责", "2026-06-05"))
	s.does("2026-06-24", unitClerk, "record_effective", fields{"on": "2026-06-23", "received_on": "2026-06-05"})
	s.does("2026-06-25", unitClerk, "file_loss_report", fields{"on": "2026-06-25", "analysis": "未履行职责", "remedy_due": "2026-07-31"})
	s.does("2026-06-25", unitClerk, "record_obligation", fields{"duty": "六十日内作出处理", "due": "2026-08-24"})
	s.does("2026-06-25", unitClerk, "record_obligation", fields{"duty": "返还扣押物品", "due": "2026-07-24"})
	s.does("2026-06-26", reviewer, "accept_loss_report", fields{"on": "2026-06-26"})
	s.does("2026-06-26", clerk, "conclude", fields{"on": "2026-06-26", "reason": "裁判生效"})
	s.does("2026-07-01", unitClerk, "archive", fields{"on": "2026-07-01", "volume": "环应诉〔2026〕309卷", "missing_reason": "履行尚在进行"})
	s.stands("2026-07-01", measures.Following)
	s.isRefused("2026-07-02", unitClerk, "record_summons", fields{"hearing_on": "2026-07-20"}, "第十九条第三款")
	s.does("2026-07-17", unitClerk, "report_remedy", fields{"on": "2026-07-17", "text": "已建立台账"})
	s.does("2026-07-17", reviewer, "pass_remedy", fields{"on": "2026-07-17", "passed": false, "opinion": "未附制度文本"})
	s.state("2026-07-17", "remedy", measures.Running, "2026-07-31")
	s.does("2026-07-20", unitClerk, "report_remedy", fields{"on": "2026-07-20", "text": "已建立台账并印发制度"})
	s.does("2026-07-20", reviewer, "pass_remedy", fields{"on": "2026-07-20", "passed": true})
	s.state("2026-07-20", "remedy", measures.Met, "2026-07-31")
	s.does("2026-07-20", unitClerk, "perform_judgment", fields{"number": 2, "on": "2026-07-20", "how": "已返还"})
	s.stands("2026-07-20", measures.Following)
	s.does("2026-07-21", unitClerk, "record_retrial_application", fields{"by": "plaintiff", "on": "2026-07-20", "copy_served_on": "2026-07-21"})
	s.state("2026-07-21", "retrial_opinion", measures.Running, "2026-08-05")
	s.does("2026-07-28", unitClerk, "answer_retrial", fields{"on": "2026-07-28"})
	s.does("2026-08-10", unitClerk, "record_retrial_decision", fields{"on": "2026-08-10", "accepted": true, "case_number": "（2026）鲁10行再9号"})
	s.stands("2026-08-10", measures.Trying)
	s.state("2026-08-10", "performance", measures.Void, "2026-08-24")
	s.does("2026-10-12", unitClerk, "record_judgment", courtPaper("（2026）鲁10行再9号", "再审维持原判", "2026-10-12"))
	s.does("2026-10-12", unitClerk, "record_service", fields{"party": "plaintiff", "name": "王某某", "on": "2026-10-12"})
	s.isRefused("2026-10-28", unitClerk, "record_effective", fields{"on": "2026-10-27", "received_on": "2026-10-12"}, "第二十五条") // retried by the first instance's procedure
	s.does("2026-10-28", unitClerk, "record_effective", fields{"on": "2026-10-28", "received_on": "2026-10-12"})
	s.does("2026-10-29", unitClerk, "file_loss_report", fields{"on": "2026-10-29", "analysis": "同原审"})
	s.does("2026-10-30", reviewer, "accept_loss_report", fields{"on": "2026-10-30"})
	s.does("2026-10-30", unitClerk, "perform_judgment", fields{"on": "2026-10-30", "how": "已处理"})
	s.closes("2026-11-02", "2026-11-16")
	p := s.picture()
	if p.Stage != measures.Archived || len(p.File.Volumes) != 1 || losers(p) != "区政府" {
		t.Errorf("it stands at %s with %d earlier volumes, lost by %s", p.Stage, len(p.File.Volumes), losers(p))
	}
}

// A lawsuit that began elsewhere is taken up at second instance: what came before is
// known, and nobody is asked for what was another's to do.
func TestReal_TakenUpAtSecondInstance(t *testing.T) {
	n := notice("（2026）鲁行终310号", "2026-03-02")
	n["court"], n["level"], n["appellant"] = "山东省高级人民法院", "second", "plaintiff"
	n["before"] = []fields{{"level": "first", "court": "威海市中级人民法院", "case_number": "（2025）鲁10行初310号", "outcome": "撤销", "made_on": "2026-01-05", "served_on": "2026-01-08"}}
	s := tell(t, "2026-03-02", n)
	s.finds("2026-03-02", func(p workflows.Picture) {
		for _, c := range p.Clocks {
			if c.Key == "evidence" || c.Key == "review" || c.Key == "appeal_judgment" || c.Key == "loss_report" {
				t.Errorf("%s runs in a lawsuit that is taken up at second instance", c.ID)
			}
		}
	})
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.stands("2026-03-03", measures.Trying)
	s.state("2026-03-03", "appeal_answer/second", measures.Running, "2026-03-17")
	s.does("2026-03-10", unitClerk, "answer_appeal", fields{"on": "2026-03-10"})
	s.does("2026-05-06", unitClerk, "record_judgment", courtPaper("（2026）鲁行终310号", "驳回上诉，维持原判", "2026-05-06"))
	s.does("2026-05-06", unitClerk, "record_effective", fields{"on": "2026-05-06", "received_on": "2026-05-06"})
	s.stands("2026-05-06", measures.Reporting)
	s.does("2026-05-08", unitClerk, "file_loss_report", fields{"on": "2026-05-08", "analysis": "程序违法"})
	s.does("2026-05-08", reviewer, "accept_loss_report", fields{"on": "2026-05-08"})
	s.closes("2026-05-09", "2026-06-01")
	p := s.picture()
	for _, c := range p.Clocks {
		if c.State == measures.Missed || c.State == measures.MetLate {
			t.Errorf("%s is %s", c.ID, c.State)
		}
	}
}

// A running lawsuit is taken over in one go: nobody is told of what its next line
// settles, all is told once, and what is really late is called so after the check.
func TestReal_ARunningLawsuitIsTakenOver(t *testing.T) {
	n := notice("（2026）鲁10行初312号", "2026-02-26")
	n["taken_over"] = true
	s := tell(t, "2026-03-04", n)
	s.does("2026-03-04", clerk, "designate_unit", fields{"lead": "区城市管理局", "reason": "台账所载"})
	s.does("2026-03-04", clerk, "forward_materials", fields{"on": "2026-02-27"})
	s.does("2026-03-04", clerk, "record_summons", fields{"hearing_on": "2026-03-03"})
	s.does("2026-03-04", clerk, "record_hearing", fields{"on": "2026-03-03", "official_attended": true})
	s.finds("2026-03-04", func(workflows.Picture) {
		if got := slices.Concat(s.inbox(unitClerk), s.inbox(clerk)); len(got) > 0 {
			t.Errorf("while it was being taken over, people were told %v", got)
		}
	})
	s.does("2026-03-04", clerk, "finish_takeover", fields{"on": "2026-03-04"})
	s.isRefused("2026-03-04", clerk, "finish_takeover", fields{"on": "2026-03-04"}, "第三十一条第二款")
	s.finds("2026-03-05", func(p workflows.Picture) {
		if got := s.inbox(unitClerk); len(got) == 0 || got[0] != "接收在办案件：（2026）鲁10行初312号" {
			t.Errorf("the unit was told %v", got)
		}
		if c := clockOf(t, p, "leader_filing/first/1"); c.State != measures.Void {
			t.Errorf("the list before a hearing long past is %s", c.State)
		}
	})
	s.finds("2026-03-13", func(workflows.Picture) {
		if n := count(s.inbox(unitClerk), "【逾期督办】将应诉材料报送区司法局审查"); n < 1 {
			t.Errorf("nobody was told that the review is late: %v", s.inbox(unitClerk))
		}
	})
	s.goesOn("2026-03-13")
	for _, e := range s.journal() {
		if e.Kind == "rung" && strings.Contains(e.Title, "逾期督办") && !e.CivilOn.After(on(t, "2026-03-06")) {
			t.Errorf("%s: %s", e.CivilOn, e.Title)
		}
	}
}

// A takeover that was broken off is silent for no more than its day.
func TestReal_ATakeoverBrokenOff(t *testing.T) {
	n := notice("（2026）鲁10行初313号", "2026-03-02")
	n["taken_over"] = true
	s := tell(t, "2026-03-03", n)
	s.goesOn("2026-03-05")
	if n := count(s.inbox(clerk), "【今日到期】将应诉材料副本转交承办单位"); n != 1 {
		t.Errorf("the clerk was told %v", s.inbox(clerk))
	}
}

// What was registered by mistake is struck off, and no withdrawal that never happened is
// put on file.
// doubts schedules an act that is put on file although a provision speaks against it.
func (s *story) doubts(day string, who models.Actor, act string, in fields, article string) {
	s.at(day, func() {
		s.send(who, act, in, func(r models.Receipt, err error) {
			if err != nil || !slices.ContainsFunc(r.Doubts, func(d string) bool { return strings.Contains(d, article) }) {
				s.t.Errorf("%s on %s: %v %v, want a doubt by %s", act, day, r.Doubts, err, article)
			}
		})
	})
}

// The act in dispute was changed while the lawsuit was pending, and the plaintiff
// withdrew: the court is told, and nothing else follows from it.
func TestReal_TheActWasChanged(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初46号", "2026-03-02"))
	s.prepares()
	s.isHeard()
	s.isRefused("2026-05-11", unitClerk, "record_act_change", fields{"on": "2026-02-11", "how": "撤销原处罚决定"}, "《行诉解释》第八十一条")
	s.doubts("2026-05-12", unitClerk, "record_act_change", fields{"on": "2026-05-11", "how": "撤销原处罚决定，重新调查"}, "《行诉解释》第八十一条")
	s.does("2026-05-13", unitClerk, "record_act_change", fields{"on": "2026-05-11", "how": "撤销原处罚决定，重新调查", "told_on": "2026-05-13"})
	s.does("2026-05-20", unitClerk, "record_withdrawal", fields{"on": "2026-05-20", "outcome": "准许因被告改变行政行为撤诉", "number": "（2026）鲁10行初46号之一"})
	s.finds("2026-05-20", func(p workflows.Picture) {
		if len(p.File.ActChanges) != 2 || measures.StageOf(&p.File) != measures.Concluding {
			t.Errorf("the act was changed %d times, and the lawsuit stands at %s", len(p.File.ActChanges), measures.StageOf(&p.File))
		}
	})
	s.goesOn("2026-05-21")
}

func TestReal_StruckOff(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初311号", "2026-03-02"))
	s.isRefused("2026-03-03", clerk, "strike_off", fields{"on": "2026-03-03", "reason": "重复登记"}, "第三十一条第二款")
	s.does("2026-03-03", director, "strike_off", fields{"on": "2026-03-03", "reason": "重复登记"})
	s.ends()
	p := s.picture()
	if p.Stage != measures.Struck {
		t.Errorf("it stands at %s", p.Stage)
	}
	for _, c := range p.Clocks {
		if c.State == measures.Running {
			t.Errorf("%s still runs", c.ID)
		}
	}
}
