package workflows_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Lawsuits that really happened, told again with names of this district: the turns and the
// days are those of the published papers, whatever they leave out is invented. Most are of
// former years and put on file on one day. Each ends with all that a lawyer finds in it:
// from when it is effective, who has lost, every period, and what 第三十七条 could speak of.
//
//	顺义       two organs, served apart         TestReal_Shunyi
//	殷都       damages, mediated                TestReal_Yindu
//	平安、海东 an outside organ appeals         TestReal_Pingan
//	凤冈       a third party appeals            TestReal_Fenggang
//	长兴       served on a Sunday of work       TestReal_Changxing
//	河西       春节 in the middle               TestReal_Hexi
//	东昌府     four plaintiffs, a ruling        TestReal_Dongchangfu
//	沙坪坝     two organs, two results          TestReal_Shapingba
//	梅州       after a reconsideration          TestReal_Meizhou
//	婺城       taken up by the highest court    TestReal_Wucheng
//	三江街道   both sides appeal                TestReal_Sanjiang
//	建设水务局 won, lost, retried, won          TestReal_Construction
//	金岭镇     a ruling is reversed             TestReal_Jinling
//	上海       the own appeal is withdrawn      TestReal_Shanghai
//	崆峒       the procuratorate sues           TestReal_Kongtong
//	湖州       a ruling and a judgment at once  TestReal_Huzhou
//	三亚       two appellants                   TestReal_Sanya
//	丹徒       ordered to go on                 TestReal_OrderedToGoOn
//	洛浦       jurisdiction                     TestReal_JurisdictionObjectedToAndAppealed
//	舒兰       sent to another court            TestReal_Shulan
//	江汉       advance performance              TestReal_Jianghan
//	牡丹       a street appeals, a stay         TestReal_Mudan
//	郑州高新区 a defendant is joined            TestReal_ADefendantIsJoined
//	禹谟镇     the plaintiff dies               TestReal_Yumo
//	最高法行申4350号 asked for after the archive    TestReal_AskedForAfterTheArchive
//	最高法行再128号  taken up at the retrial        TestReal_TakenUpAtTheRetrial
//	城阳       before the Measures, designated  TestReal_Chengyang

// entryDay is the day on which the lawsuits of former years are put on file.
const entryDay = "2026-11-30"

// former opens a lawsuit of former years: the usual notice, and what is special in it.
func former(t *testing.T, number, served string, special fields) *story {
	t.Helper()
	n := notice(number, served)
	maps.Copy(n, special)
	return tell(t, entryDay, n)
}

// sole is the one organ that is sued.
func sole(unit string) fields {
	return fields{"defendants": []fields{{"name": "威海市环翠区" + unit, "unit": unit}}}
}

// beside is an organ that is sued beside the district government.
func beside(name, unit string) []fields {
	return []fields{{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}, {"name": name, "unit": unit}}
}

// past puts on file what was done in a former year.
func (s *story) past(act string, in fields) {
	s.t.Helper()
	s.does(entryDay, clerk, act, in)
}

// pastRefused tries to put on file what cannot have been so.
func (s *story) pastRefused(act string, in fields, article string) {
	s.t.Helper()
	s.isRefused(entryDay, clerk, act, in, article)
}

// gives tells how the papers went to the handling unit, and to the court.
func (s *story) gives(forwarded, filed string) {
	s.t.Helper()
	s.past("designate_unit", fields{"lead": "区城市管理局"})
	s.past("forward_materials", fields{"on": forwarded})
	s.past("file_with_court", fields{"on": filed, "method": "当面", "unreviewed_reason": "当时没有报审环节", "missing_reason": "见纸质卷"})
}

// sends tells of the response where nobody reviews it.
func (s *story) sends(filed string) {
	s.t.Helper()
	s.past("file_with_court", fields{"on": filed, "method": "邮寄", "missing_reason": "见纸质卷"})
}

// hears tells of a hearing to which the head of each organ came, from the summons on.
func (s *story) hears(summons, named, hearing string, organs ...string) {
	s.t.Helper()
	s.past("record_summons", fields{"hearing_on": hearing, "received_on": summons})
	for _, organ := range organs {
		s.past("name_official", fields{"name": "赵某某", "post": "副职", "rank": "deputy", "employer": organ, "on": named})
	}
	s.past("record_hearing", fields{"on": hearing, "official_attended": true})
}

// rules tells of a paper of the court.
func (s *story) rules(number, outcome, made, served string, more fields) {
	s.t.Helper()
	in := fields{"number": number, "outcome": outcome, "made_on": made, "served_on": served}
	maps.Copy(in, more)
	s.past("record_judgment", in)
}

// serves tells when another party received it.
func (s *story) serves(side, name, day string) {
	s.t.Helper()
	s.past("record_service", fields{"party": side, "name": name, "on": day})
}

// takesEffect tells when the decision took effect: not a day sooner, by the article.
func (s *story) takesEffect(day, received, article string) {
	s.t.Helper()
	s.pastRefused("record_effective", fields{"on": on(s.t, day).AddDays(-1).String(), "received_on": received}, article)
	s.past("record_effective", fields{"on": day, "received_on": received})
}

// isOver tells of the end of the lawsuit and of its volume.
func (s *story) isOver(concluded, archived string) {
	s.t.Helper()
	s.past("conclude", fields{"on": concluded, "reason": "裁判生效", "unreviewed_reason": "见纸质卷"})
	s.past("archive", fields{"on": archived, "volume": "补录卷", "missing_reason": "见纸质卷"})
	s.ends()
}

// upshot is what a lawyer finds in the end.
type upshot struct {
	effective string // since when the last decision holds
	lost      string // by which units
	clocks    string // every period of the law, with its last day where it did not lapse
	findings  string // what 第三十七条 could speak of
}

// comesTo checks it, and that nobody has been told to be late.
func (s *story) comesTo(want upshot) {
	s.t.Helper()
	p := s.picture()
	if p.Stage != measures.Archived {
		s.t.Errorf("it stands at %s", p.Stage.Title())
	}
	if got := p.File.Current().Effective; got == nil || got.On.String() != want.effective {
		s.t.Errorf("effective %v, want %s", got, want.effective)
	}
	if got := losers(p); got != want.lost {
		s.t.Errorf("lost by %q, want %q", got, want.lost)
	}
	var clocks []string
	for _, c := range p.Clocks {
		switch {
		case c.Internal:
		case c.State == measures.Void:
			clocks = append(clocks, c.ID+" void")
		default:
			clocks = append(clocks, fmt.Sprintf("%s %s %s", c.ID, c.Due, c.State))
		}
	}
	if got, want := strings.Join(clocks, "\n"), trimmed(want.clocks); got != want {
		s.t.Errorf("the periods are\n%s\nwant\n%s", got, want)
	}
	var found []string
	for _, f := range measures.Findings(&p.File, p.Clocks, on(s.t, entryDay)) {
		found = append(found, strings.Join([]string{f.Article, f.Unit, f.Evidence, f.Reason}, " "))
	}
	if got := strings.Join(found, "\n"); got != want.findings {
		s.t.Errorf("found: %q, want %q", got, want.findings)
	}
	for _, e := range s.journal() {
		if e.Kind == models.RungEntry && strings.Contains(e.Title, "逾期督办") && want.findings == "" {
			s.t.Errorf("%s: %s", e.CivilOn, e.Title)
		}
	}
}

// trimmed is a text without the margin of its lines.
func trimmed(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// knows puts the holidays of a former year into the calendar, from the calendar's own
// fixtures.
func (s *story) knows(year int, format calendar.Format, fixture string) {
	s.t.Helper()
	text, err := os.ReadFile("calendar/testdata/" + fixture)
	if err != nil {
		s.t.Fatal(err)
	}
	y, err := calendar.ReadYear(format, year, string(text))
	if err != nil {
		s.t.Fatal(err)
	}
	y.Notice = "补录"
	s.at(entryDay, func() {
		s.agree(models.Proposal{Year: &y})
		s.env.SignalWorkflow(workflows.LawChanged, "")
	})
}

// The judgment reached the town four days before the district, whose time to appeal is
// the last; each has its own agents, head, list and answer.
func TestReal_Shunyi(t *testing.T) {
	organs := beside(townName, "张村镇")
	organs[1]["served_on"] = "2022-11-16"
	s := former(t, "（2022）鲁10行初512号", "2022-11-14", fields{"plaintiffs": []string{"高某甲"}, "defendants": organs})
	s.gives("2022-11-15", "2022-11-22")
	staff := func(name, employer string) fields {
		return fields{"name": name, "kind": "staff", "employer": employer, "authority": "general"}
	}
	s.past("appoint_agents", fields{"name": "区政府", "agents": []fields{staff("孙某", "区司法局"), staff("龚某", "区城市管理局")}})
	s.past("appoint_agents", fields{"name": townName, "agents": []fields{staff("范某", "张村镇")}})
	s.past("record_summons", fields{"hearing_on": "2023-02-23", "received_on": "2023-02-08"})
	s.past("name_official", fields{"name": "何某", "post": "副镇长", "rank": "deputy", "employer": "张村镇", "on": "2023-02-20"})
	s.past("name_official", fields{"name": "曹某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2023-02-20"})
	s.past("record_hearing", fields{"on": "2023-02-23", "official_attended": true})
	s.finds(entryDay, func(p workflows.Picture) {
		in := p.File.Current()
		if a, o := in.Agents, in.Hearings[0].Officials; len(a) != 3 || a[2].For != townName || len(o) != 2 || o[0].Name != "何某" || o[1].Name != "曹某" {
			t.Errorf("agents %+v, heads %+v", a, o)
		}
	})
	s.rules("（2022）鲁10行初512号", "驳回诉讼请求", "2023-05-22", "2023-05-29", fields{"served": []fields{
		{"party": "defendant", "name": townName, "on": "2023-05-25"}, {"party": "plaintiff", "name": "高某甲", "on": "2023-05-24"}}})
	s.pastRefused("record_effective", fields{"on": "2023-06-10", "received_on": "2023-05-29"}, "第二十五条")
	s.takesEffect("2023-06-14", "2023-05-29", "第二十五条")
	s.isOver("2023-06-15", "2023-07-10")
	s.comesTo(upshot{effective: "2023-06-14", clocks: `
		forward 2022-11-16 met
		evidence 2022-11-29 met
		evidence/张村镇人民政府 2022-12-01 met
		review void
		leader_filing/first/1 2023-02-21 met
		leader_filing/first/1/张村镇人民政府 2023-02-21 met
		appeal_judgment void
		appeal_judgment/张村镇人民政府 void
		archive 2023-07-17 met`})
}

// Served before the national holiday: the papers were forwarded on the last day for it,
// which was a day after the last day for the review. Mediated, and paid.
func TestReal_Yindu(t *testing.T) {
	n := notice("（2025）鲁10行初718号", "2025-09-26")
	n["plaintiffs"], n["damages"] = []string{"宋某某"}, true
	s := tell(t, "2025-09-26", n)
	s.does("2025-09-28", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2025-09-29", clerk, "forward_materials", fields{"on": "2025-09-29"})
	s.does("2025-09-29", unitClerk, "submit_for_review", fields{"on": "2025-09-29", "missing_reason": "其余随后", "late_reason": "当日方才收到材料"})
	s.does("2025-09-30", reviewer, "approve_review", fields{"on": "2025-09-30"})
	s.does("2025-10-09", unitClerk, "file_with_court", fields{"on": "2025-10-09", "method": "当面", "missing_reason": "其余随后"})
	s.does("2025-10-13", clerk, "require_principal", fields{"item": 2, "on": "2025-10-13", "reason": "社会关注"})
	s.does("2025-10-15", unitClerk, "record_summons", fields{"hearing_on": "2025-11-06"})
	s.does("2025-10-28", unitClerk, "record_talk", fields{"on": "2025-10-28", "organizer": "威海市中级人民法院", "result": "going_on"})
	s.isRefused("2025-11-03", unitClerk, "name_official", fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2025-11-03"}, "第二十条第（二）项")
	s.does("2025-11-03", unitClerk, "name_official", fields{"name": "钱某某", "post": "区长", "rank": "principal", "employer": "区政府", "on": "2025-11-03"})
	s.does("2025-11-06", unitClerk, "record_hearing", fields{"on": "2025-11-06", "official_attended": true, "spoke": "yes"})
	s.does("2025-11-13", unitClerk, "record_talk", fields{"on": "2025-11-13", "organizer": "威海市中级人民法院", "result": "agreed", "text": "赔偿八万六千元"})
	s.does("2025-11-24", unitClerk, "record_judgment", fields{"number": "（2025）鲁10行初718号", "outcome": "调解结案", "made_on": "2025-11-20", "served_on": "2025-11-20",
		"served": []fields{{"party": "plaintiff", "name": "宋某某", "on": "2025-11-24"}}})
	s.isRefused("2025-11-24", unitClerk, "record_effective", fields{"on": "2025-11-23", "received_on": "2025-11-20"}, "《行诉解释》第八十五条第三款")
	s.does("2025-11-24", unitClerk, "record_effective", fields{"on": "2025-11-24", "received_on": "2025-11-20"})
	s.stands("2025-11-24", measures.Concluding)
	s.does("2025-11-25", unitClerk, "record_obligation", fields{"duty": "支付赔偿款", "due": "2025-12-31"})
	s.does("2025-11-26", unitClerk, "record_compensation", fields{"accepted_on": "2025-11-26", "claimant": "宋某某", "amount": "86000.00"})
	s.does("2025-12-02", unitClerk, "apply_compensation", fields{"on": "2025-12-02"})
	s.does("2025-12-15", unitClerk, "record_payment", fields{"on": "2025-12-15", "paid": "86000.00"})
	s.does("2025-12-15", unitClerk, "perform_judgment", fields{"on": "2025-12-15", "how": "已支付"})
	s.does("2025-12-16", clerk, "conclude", fields{"on": "2025-12-16", "reason": "调解并履行"})
	s.does("2026-01-08", unitClerk, "archive", fields{"on": "2026-01-08", "volume": "环应诉〔2025〕718卷"})
	s.ends()
	s.comesTo(upshot{effective: "2025-11-24", clocks: `
		forward 2025-09-29 met
		evidence 2025-10-11 met
		review 2025-09-28 met_late
		leader_filing/first/1 2025-11-04 met
		performance 2025-12-31 met
		compensation_application 2025-12-03 met
		compensation_payment 2025-12-17 met
		archive 2026-01-15 met`,
		findings: "第三十七条第（二）项 区城市管理局 review 当日方才收到材料"})
	if n := count(s.inbox(director), "转交期限与报审期限倒挂"); n != 1 {
		t.Errorf("the director was warned %d times", n)
	}
}

// Served on a Sunday on which offices worked: the two working days run over the holiday of
// May. Until that year's notice is on file the last day is another one, and nobody is told
// that it has passed.
func TestReal_Changxing(t *testing.T) {
	s := former(t, "（2013）威环行初字第21号", "2013-04-28", fields{"court": "威海市环翠区人民法院", "plaintiffs": []string{"钦某某"}, "evidence_deadline": "2013-05-13"})
	s.gives("2013-05-02", "2013-05-06")
	s.state(entryDay, "forward", measures.MetLate, "2013-04-30")
	s.knows(2013, calendar.Notice, "notices/2013.txt")
	s.state(entryDay, "forward", measures.Met, "2013-05-03")
	s.hears("2013-06-05", "2013-06-17", "2013-06-19", "区政府")
	s.rules("（2013）威环行初字第21号", "驳回诉讼请求", "2013-07-09", "2013-07-11", nil)
	s.serves("plaintiff", "钦某某", "2013-07-12") // the fifteenth day is a Saturday
	s.takesEffect("2013-07-30", "2013-07-11", "第二十五条")
	s.isOver("2013-07-30", "2013-08-26")
	s.comesTo(upshot{effective: "2013-07-30", clocks: `
		forward 2013-05-03 met
		evidence 2013-05-13 met
		review void
		leader_filing/first/1 2013-06-17 met
		appeal_judgment void
		archive 2013-08-29 met`})
}

// 春节 lies in the middle: what is counted forward ends after it, what is counted back
// from there began before it, and a Sunday of work counts.
func TestReal_Hexi(t *testing.T) {
	s := former(t, "（2015）威行初字第18号", "2015-02-09", fields{"plaintiffs": []string{"韩某某"}})
	s.knows(2015, calendar.CSV, "older.csv")
	s.gives("2015-02-10", "2015-02-12")
	s.state(entryDay, "review", measures.Void, "2015-02-12")
	s.hears("2015-03-18", "2015-03-30", "2015-04-02", "区政府")
	s.rules("（2015）威行初字第18号", "驳回诉讼请求", "2015-05-11", "2015-05-13", nil)
	s.serves("plaintiff", "韩某某", "2015-05-14")
	s.takesEffect("2015-05-30", "2015-05-13", "第二十五条")
	s.isOver("2015-06-01", "2015-06-25")
	s.comesTo(upshot{effective: "2015-05-30", clocks: `
		forward 2015-02-11 met
		evidence 2015-02-25 met
		review void
		leader_filing/first/1 2015-03-31 met
		appeal_judgment void
		archive 2015-07-01 met`})
}

// Two organs, and two results: what one has lost the other has not.
func TestReal_Shapingba(t *testing.T) {
	const center = "里口山管理服务中心"
	s := former(t, "（2019）鲁10行初58号", "2019-03-11", fields{"plaintiffs": []string{"江某某"}, "defendants": beside(center, center)})
	s.gives("2019-03-12", "2019-03-19")
	s.hears("2019-05-30", "2019-06-10", "2019-06-13", "区政府", center)
	s.rules("（2019）鲁10行初58号", "确认违法", "2019-07-22", "2019-07-25", fields{"results": []fields{{"name": "区政府", "outcome": "驳回诉讼请求"}}})
	s.serves("plaintiff", "江某某", "2019-07-26") // the fifteenth day is a Saturday
	s.takesEffect("2019-08-13", "2019-07-25", "第二十五条")
	s.pastRefused("file_loss_report", fields{"on": "2019-08-20", "name": "威海市环翠区人民政府", "analysis": "无"}, "第二十七条")
	s.past("file_loss_report", fields{"on": "2019-08-20", "analysis": "程序违法"})
	s.isOver("2019-08-26", "2019-09-18")
	s.comesTo(upshot{effective: "2019-08-13", lost: center, clocks: `
		forward 2019-03-13 met
		evidence 2019-03-26 met
		evidence/里口山管理服务中心 2019-03-26 met
		review void
		leader_filing/first/1 2019-06-11 met
		leader_filing/first/1/里口山管理服务中心 2019-06-11 met
		appeal_judgment void
		appeal_judgment/里口山管理服务中心 void
		retrial_application/里口山管理服务中心 void
		loss_report/里口山管理服务中心 2019-08-23 met
		archive 2019-09-25 met`})
}

// The district had refused to reconsider: the Bureau handles the lawsuit, and the unit
// that had acted has to be in it. The hearing came thirty days after the service.
func TestReal_Meizhou(t *testing.T) {
	s := former(t, "（2020）鲁10行初301号", "2020-07-06", fields{"plaintiffs": []string{"古某某"}, "origin": fields{"item": 7, "unit": "区城市管理局", "decision": "inadmissible"}})
	s.pastRefused("designate_unit", fields{"lead": "区司法局"}, "第八条第二款第（七）项")
	s.past("designate_unit", fields{"lead": "区司法局", "assisting": []string{"区城市管理局"}})
	s.past("forward_materials", fields{"on": "2020-07-07"})
	s.past("file_with_court", fields{"on": "2020-07-14", "method": "当面", "unreviewed_reason": "区司法局自办", "missing_reason": "见纸质卷"})
	s.hears("2020-07-20", "2020-07-31", "2020-08-05", "区政府")
	s.rules("（2020）鲁10行初301号", "驳回诉讼请求", "2020-09-10", "2020-09-14", nil)
	s.serves("plaintiff", "古某某", "2020-09-15")
	s.takesEffect("2020-10-01", "2020-09-14", "第二十五条")
	s.isOver("2020-10-09", "2020-10-30")
	s.comesTo(upshot{effective: "2020-10-01", clocks: `
		forward 2020-07-08 met
		evidence 2020-07-21 met
		review void
		leader_filing/first/1 2020-08-03 met
		appeal_judgment void
		archive 2020-11-09 met`})
}

// The procuratorate had proposed, and sued: the letter is older than the lawsuit, the
// principal comes to both hearings, and two months are given to perform.
func TestReal_Kongtong(t *testing.T) {
	special := sole("张村镇")
	special["plaintiffs"], special["public_interest"] = []string{"威海市环翠区人民检察院"}, true
	s := former(t, "（2022）鲁1002行初133号", "2022-09-09", special)
	s.past("record_suggestion", fields{"kind": "procuratorial", "from": "威海市环翠区人民检察院", "document": "威环检行公建〔2022〕7号", "received_on": "2022-07-04"})
	s.past("answer_suggestion", fields{"on": "2022-09-02", "answer": "正在清理"})
	s.sends("2022-09-20")
	for _, h := range []struct{ summons, named, on string }{{"2022-11-15", "2022-12-01", "2022-12-06"}, {"2022-12-12", "2022-12-19", "2022-12-22"}} {
		s.past("record_summons", fields{"hearing_on": h.on, "received_on": h.summons})
		s.pastRefused("name_official", fields{"name": "何某", "post": "副镇长", "rank": "deputy", "employer": "张村镇", "on": h.named}, "第二十条第（四）项")
		s.past("name_official", fields{"name": "马某", "post": "镇长", "rank": "principal", "employer": "张村镇", "on": h.named})
		s.past("record_hearing", fields{"on": h.on, "official_attended": true})
	}
	s.pastRefused("record_judgment", courtPaper("（2022）鲁1002行初133号", "责令履行法定职责", "2022-12-21"), "第二十五条") // before the hearing
	s.rules("（2022）鲁1002行初133号", "责令履行法定职责", "2022-12-22", "2022-12-26", nil)
	s.serves("plaintiff", "威海市环翠区人民检察院", "2022-12-26")
	s.takesEffect("2023-01-11", "2022-12-26", "第二十五条")
	s.past("record_obligation", fields{"duty": "二个月内依法履行监管职责", "due": "2023-03-11"})
	s.past("file_loss_report", fields{"on": "2023-01-18", "analysis": "未全面履职"})
	s.past("perform_judgment", fields{"on": "2023-03-09", "how": "已清理"})
	s.isOver("2023-03-10", "2023-04-06")
	s.comesTo(upshot{effective: "2023-01-11", lost: "张村镇", clocks: `
		evidence 2022-09-26 met
		leader_filing/first/1 2022-12-02 met
		leader_filing/first/2 2022-12-20 met
		appeal_judgment void
		performance 2023-03-13 met
		retrial_application void
		loss_report 2023-01-28 met
		procuratorial_suggestion/1 2022-09-05 met
		archive 2023-04-10 met`})
}

// A ruling on part of the suit and a judgment on the rest, on one day: both are on file,
// and only the judgment ends the instance.
func TestReal_Huzhou(t *testing.T) {
	s := former(t, "（2015）威行初字第27号", "2015-06-01", fields{"plaintiffs": []string{"卢某某"}})
	s.gives("2015-06-02", "2015-06-09")
	s.hears("2015-08-05", "2015-08-17", "2015-08-20", "区政府")
	s.rules("（2015）威行初字第27-1号", "驳回部分起诉", "2015-10-14", "2015-10-16", nil)
	s.stands(entryDay, measures.Trying)
	s.state(entryDay, "appeal_ruling/first/1", measures.Running, "2015-10-26")
	s.rules("（2015）威行初字第27号", "驳回诉讼请求", "2015-10-14", "2015-10-16", nil)
	s.state(entryDay, "appeal_judgment", measures.Running, "2015-11-02")
	s.pastRefused("record_judgment", courtPaper("（2015）威行初字第27号", "撤销", "2015-10-16"), "第二十五条") // the instance has ended
	s.serves("plaintiff", "卢某某", "2015-10-16")
	s.takesEffect("2015-11-03", "2015-10-16", "第二十五条")
	s.isOver("2015-11-03", "2015-11-30")
	s.comesTo(upshot{effective: "2015-11-03", clocks: `
		forward 2015-06-03 met
		evidence 2015-06-16 met
		review void
		leader_filing/first/1 2015-08-18 met
		appeal_judgment void
		appeal_ruling/first/1 void
		archive 2015-12-03 met`})
}

// Sent to another court on the day after it was accepted, and before anybody here had
// been served: one lawsuit all the same, with two numbers.
func TestReal_Shulan(t *testing.T) {
	s := former(t, "（2015）威行初字第9号", "2015-04-24", fields{"plaintiffs": []string{"于某某"}, "evidence_deadline": "2015-05-11"})
	s.rules("（2015）威行初字第9号", "移交审理", "2015-04-21", "2015-04-24", nil)
	s.gives("2015-04-27", "2015-05-04")
	s.stands(entryDay, measures.Trying)
	s.past("record_case_number", fields{"on": "2015-05-06", "case_number": "（2015）威环行初字第36号", "court": "威海市环翠区人民法院", "document": "移送通知书"})
	s.finds(entryDay, func(p workflows.Picture) {
		in := p.File.Current()
		if len(p.File.Instances) != 1 || in.CaseNumber != "（2015）威环行初字第36号" || p.File.CourtOf(in) != "威海市环翠区人民法院" ||
			!slices.Equal(in.Former, []measures.Former{{CaseNumber: "（2015）威行初字第9号", Court: "威海市中级人民法院", Until: on(t, "2015-05-06")}}) {
			t.Errorf("the instance is %+v", in)
		}
	})
	s.hears("2015-06-10", "2015-06-19", "2015-06-25", "区政府")
	s.rules("（2015）威环行初字第36号", "驳回诉讼请求", "2015-07-13", "2015-07-15", nil)
	s.serves("plaintiff", "于某某", "2015-07-16")
	s.takesEffect("2015-08-01", "2015-07-15", "第二十五条")
	s.isOver("2015-08-03", "2015-08-28")
	s.comesTo(upshot{effective: "2015-08-01", clocks: `
		forward 2015-04-28 met
		evidence 2015-05-11 met
		review void
		leader_filing/first/1 2015-06-23 met
		appeal_judgment void
		archive 2015-09-02 met`})
}

// The court ordered advance performance, at the district's request: the lawsuit goes on,
// and there is no appeal against that.
func TestReal_Jianghan(t *testing.T) {
	s := former(t, "（2015）威行初字第55号", "2015-07-06", fields{"plaintiffs": []string{"代某某"}})
	s.gives("2015-07-07", "2015-07-14")
	s.rules("（2015）威行初字第55号之一", "先予执行", "2015-08-10", "2015-08-11", nil)
	s.stands(entryDay, measures.Trying)
	s.pastRefused("record_appeal", fields{"by": "plaintiff", "on": "2015-08-14"}, "第二十五条")
	s.pastRefused("record_effective", fields{"on": "2015-08-11", "received_on": "2015-08-11"}, "第二十六条第一款")
	s.hears("2015-08-26", "2015-09-07", "2015-09-10", "区政府")
	s.rules("（2015）威行初字第55号", "驳回诉讼请求", "2015-10-19", "2015-10-21", nil)
	s.serves("plaintiff", "代某某", "2015-10-22")
	s.takesEffect("2015-11-07", "2015-10-21", "第二十五条")
	s.isOver("2015-11-09", "2015-12-04")
	s.comesTo(upshot{effective: "2015-11-07", clocks: `
		forward 2015-07-08 met
		evidence 2015-07-21 met
		review void
		leader_filing/first/1 2015-09-08 met
		appeal_judgment void
		archive 2015-12-09 met`})
}
