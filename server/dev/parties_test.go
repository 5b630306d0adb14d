package main

import (
	"testing"
	"time"

	"yingsu/workflows/calendar"
)

// TestPartiesAndPapersInADrill walks a lawsuit as they really are on the real server, a
// civil day a second: two defendants, an objection to the jurisdiction and the appeal
// against it, a third party that is joined, an order to go on, an appeal by one of the
// two that is withdrawn, the archive with a duty still open, and a retrial after it.
func TestPartiesAndPapersInADrill(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := launch(t, data, "-sample", "-drill", "1", "-today", "2026-03-02")
	civil := clockOf(t, data)
	clerk, unit, town := p.signIn("clerk"), p.signIn("unit-clerk"), p.signIn("town-clerk")

	start := civil.Today(time.Now())
	on := func(n int) calendar.Date { return civil.until(start.AddDays(n)) }
	const number = "（2026）鲁10行初921号"
	id := clerk.registers(input{
		"case_number": number, "court": "威海市中级人民法院", "plaintiffs": []string{"演某甲", "演某乙"}, "cause": "房屋强制拆除",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}, {"name": "张村镇人民政府", "unit": "张村镇"}},
		"served_on":  start, "bureau_received_on": start, "origin": input{"item": 5, "unit": "区城市管理局"},
	})
	paper := func(number, outcome string, day calendar.Date) input {
		return input{"number": number, "outcome": outcome, "made_on": day, "served_on": day}
	}
	early := input{"method": "邮寄", "unreviewed_reason": "先行提交", "missing_reason": "证据随后补充"}
	files := func(who *person, day calendar.Date) {
		in := input{"on": day}
		for k, v := range early {
			in[k] = v
		}
		who.does(id, "file_with_court", in)
	}
	clerk.does(id, "designate_unit", input{"lead": "区城市管理局"})
	clerk.does(id, "forward_materials", input{"on": start})
	files(town, on(1))
	files(unit, on(1))

	// The jurisdiction: denied, appealed, denied again. The first instance goes on.
	unit.does(id, "record_judgment", paper("（2026）鲁10行初921号之一", "驳回管辖异议", on(2)))
	unit.does(id, "record_appeal", input{"by": "defendant", "name": "区政府", "on": on(3)})
	unit.does(id, "record_judgment", paper("（2026）鲁行辖终21号", "二审维持管辖裁定", on(4)))
	clerk.does(id, "change_parties", input{"kind": "join", "side": "third_party", "name": "某某公司", "on": on(4), "served_on": on(4)})
	unit.does(id, "record_judgment", paper(number, "驳回起诉", on(5)))
	unit.does(id, "record_appeal", input{"by": "plaintiff", "name": "演某甲", "on": on(6), "case_number": "（2026）鲁行终921号", "court": "山东省高级人民法院"})
	unit.does(id, "record_judgment", paper("（2026）鲁行终921号", "撤销原裁定,指令继续审理", on(7)))
	unit.does(id, "record_remand", input{"on": on(8), "case_number": "（2026）鲁10行初922号"})

	// Tried, and something paid before the judgment; revoked against both; the town appeals,
	// and takes it back.
	unit.does(id, "record_judgment", paper("（2026）鲁10行初922号之一", "先予执行", on(8)))
	unit.does(id, "record_obligation", input{"duty": "支付生活困难救助", "days": 10, "subsistence": true})
	unit.does(id, "perform_judgment", input{"on": on(8), "how": "已支付"})
	unit.does(id, "record_judgment", paper("（2026）鲁10行初922号", "撤销", on(9)))
	for _, name := range []string{"演某甲", "演某乙"} {
		unit.does(id, "record_service", input{"party": "plaintiff", "name": name, "on": on(9)})
	}
	unit.does(id, "record_service", input{"party": "third_party", "name": "某某公司", "on": on(9)})
	town.does(id, "record_appeal", input{"by": "defendant", "name": "张村镇", "on": on(10), "case_number": "（2026）鲁行终922号"})
	if c := clockIn(t, unit.looksAt(id), "appeal_judgment/first-2"); c.State != "running" {
		t.Errorf("the district has not appealed, and its time is %s", c.State)
	}
	unit.does(id, "record_withdrawal", input{"on": on(11), "outcome": "准许撤回上诉", "number": "（2026）鲁行终922号"})
	effective := clockIn(t, unit.looksAt(id), "appeal_judgment/first-2").Due.AddDays(1) // until then the district can still appeal
	unit.does(id, "record_effective", input{"on": civil.until(effective), "received_on": effective})
	then := func(n int) calendar.Date { return civil.until(effective.AddDays(n)) }
	unit.does(id, "file_loss_report", input{"on": then(1), "analysis": "程序违法"})
	town.does(id, "file_loss_report", input{"on": then(1), "analysis": "程序违法"})
	unit.does(id, "record_obligation", input{"duty": "返还扣押物品", "due": start.AddDays(40)})
	clerk.does(id, "conclude", input{"on": then(2), "reason": "判决生效", "unreviewed_reason": "审核意见随后附卷"})
	unit.does(id, "archive", input{"on": then(3), "volume": "环应诉〔2026〕921卷", "missing_reason": "履行尚在进行"})
	if l := clerk.looksAt(id); l.Stage != "following" {
		t.Errorf("archived with a duty open, it stands at %s", l.Stage)
	}
	unit.does(id, "perform_judgment", input{"on": then(4), "how": "已返还"})
	if l := clerk.looksAt(id); l.Stage != "archived" || len(l.Facts.Archive.Items) < 12 {
		t.Errorf("the lawsuit stands at %s with %+v", l.Stage, l.Facts.Archive)
	}
	checkHistory(t, p, number, "parties.json")

	// Later the plaintiff asks for a retrial: the closed file is taken up again.
	unit.does(id, "record_retrial_application", input{"by": "plaintiff", "on": then(6), "copy_served_on": then(6)})
	if c := clockIn(t, unit.looksAt(id), "retrial_opinion"); c.State != "running" {
		t.Errorf("the opinion is %s", c.State)
	}
	unit.does(id, "answer_retrial", input{"on": then(7)})
	unit.does(id, "record_retrial_decision", input{"on": then(8), "accepted": true, "elevated": true, "case_number": "（2026）鲁行再92号", "court": "山东省高级人民法院"})
	p.signIn("reviewer").does(id, "accept_loss_report", input{"on": then(8)})
	if l := clerk.looksAt(id); l.Stage != "trial" {
		t.Errorf("a retrial was ordered, and it stands at %s", l.Stage)
	}
	reversed := paper("（2026）鲁行再92号", "改判", then(9))
	reversed["lost_reason"] = "撤销原判，驳回诉讼请求"
	unit.does(id, "record_judgment", reversed)
	unit.does(id, "record_effective", input{"on": then(10), "received_on": effective.AddDays(9)})
	clerk.does(id, "conclude", input{"on": then(10), "reason": "再审改判"})
	unit.does(id, "archive", input{"on": then(11), "volume": "环应诉〔2026〕921-2卷"})
	l := clerk.looksAt(id)
	if l.Stage != "archived" || len(l.LostBy) > 0 {
		t.Errorf("after the retrial it stands at %s, lost by %v", l.Stage, l.LostBy)
	}
	for _, c := range l.Clocks {
		if c.State == "running" || c.State == "met_late" || c.State == "missed" {
			t.Errorf("%s is %s", c.ID, c.State)
		}
	}
	replays(t, "reopened.json", historyOf(t, p, number, true))
	p.kill()
	verify(t, data, id, 2)
}
