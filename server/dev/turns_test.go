package main

import (
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"yingsu/workflows/calendar"
)

// TestEveryTurnInADrill walks a lawsuit through extension, appeal, the remand of its
// compensation, a second loss, payment and the archive on the real server, a civil day a
// second, with a correction by two persons on the way.
func TestEveryTurnInADrill(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := launch(t, data, "-sample", "-drill", "1", "-today", "2026-03-02")
	civil := clockOf(t, data)
	clerk, reviewer, director, unit := p.signIn("clerk"), p.signIn("reviewer"), p.signIn("director"), p.signIn("unit-clerk")

	start := civil.Today(time.Now())
	on := func(n int) calendar.Date { return civil.until(start.AddDays(n)) }
	const number = "（2026）鲁10行初901号"
	id := clerk.registers(input{
		"case_number": number, "court": "威海市中级人民法院", "plaintiffs": []string{"演某某"}, "third_parties": []string{"某某公司"}, "cause": "房屋强制拆除",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}},
		"served_on":  start, "bureau_received_on": start, "origin": input{"item": 5, "unit": "区城市管理局"},
	})
	clerk.does(id, "designate_unit", input{"lead": "区城市管理局", "assisting": []string{"张村镇"}})
	clerk.does(id, "forward_materials", input{"on": start})
	unit.does(id, "acknowledge", input{"on": start})
	clerk.does(id, "ask_assistance", input{"unit": "张村镇", "what": "提供现场影像", "on": start, "due": start.AddDays(3)})
	unit.does(id, "apply_extension", input{"on": start, "ground": "other", "reason": "证据须向外省调取"})
	unit.does(id, "record_extension", input{"on": on(1), "granted": true, "until": start.AddDays(22)})
	for kind := 1; kind <= 5; kind++ {
		unit.does(id, "add_material", input{"kind": kind, "title": "材料"})
	}
	p.signIn("town-clerk").does(id, "give_assistance", input{"number": 1, "on": on(1)})
	unit.does(id, "submit_for_review", input{"on": on(1)})
	reviewer.does(id, "approve_review", input{"on": on(2)})
	unit.does(id, "file_with_court", input{"on": on(2), "method": "邮寄"})
	unit.does(id, "record_summons", input{"hearing_on": start.AddDays(5)})
	unit.does(id, "name_official", input{"name": "高某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": on(3)})
	unit.does(id, "record_hearing", input{"on": on(5), "official_attended": true})
	unit.does(id, "record_judgment", input{"number": number, "form": "judgment", "outcome": "确认违法", "lost": true, "made_on": on(5), "served_on": on(6)})
	unit.does(id, "record_appeal", input{"by": "plaintiff", "on": on(7), "copy_served_on": on(7), "case_number": "（2026）鲁行终901号"})
	unit.does(id, "answer_appeal", input{"on": on(8)})
	unit.does(id, "record_judgment", input{"number": "（2026）鲁行终901号", "outcome": "确认违法，行政赔偿部分发回重审", "made_on": on(9), "served_on": on(9)})
	unit.does(id, "record_effective", input{"on": on(9), "received_on": on(9)})
	unit.does(id, "record_remand", input{"on": on(10), "case_number": "（2026）鲁10行初902号"})
	unit.does(id, "file_loss_report", input{"on": on(10), "analysis": "程序违法"})
	reviewer.does(id, "accept_loss_report", input{"on": on(10), "opinion": "同意"})
	unit.does(id, "record_summons", input{"hearing_on": start.AddDays(13)})
	unit.does(id, "name_official", input{"name": "高某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": on(11)})
	unit.does(id, "record_hearing", input{"on": on(13), "official_attended": true})
	unit.does(id, "record_judgment", input{"number": "（2026）鲁10行初902号", "form": "judgment", "outcome": "行政赔偿", "lost": true, "made_on": on(13), "served_on": on(14)})

	// The judgment was served a day earlier than was typed: two persons correct it.
	line := len(unit.acts(id))
	judged := input{"number": "（2026）鲁10行初902号", "form": "judgment", "outcome": "行政赔偿", "lost": true, "made_on": start.AddDays(13), "served_on": start.AddDays(13)}
	before := clockIn(t, unit.looksAt(id), "appeal_judgment/first-2").Trigger
	unit.does(id, "propose_correction", input{"line": line, "input": judged, "reason": "以送达回证为准"})
	director.does(id, "confirm_correction", input{})
	appeal := clockIn(t, unit.looksAt(id), "appeal_judgment/first-2")
	if appeal.Trigger != before.AddDays(-1) {
		t.Errorf("corrected, the time to appeal runs from %s, before from %s", appeal.Trigger, before)
	}

	effective := civil.until(appeal.Due.AddDays(1))
	unit.does(id, "record_effective", input{"on": effective, "received_on": effective})
	unit.does(id, "file_loss_report", input{"on": effective, "analysis": "程序违法"})
	reviewer.does(id, "accept_loss_report", input{"on": effective})
	unit.does(id, "record_compensation", input{"accepted_on": effective, "claimant": "演某某", "amount": "50000.00"})
	unit.does(id, "apply_compensation", input{"on": civil.until(effective.AddDays(1))})
	unit.does(id, "record_payment", input{"on": civil.until(effective.AddDays(2)), "paid": "50000.00"})
	unit.does(id, "record_suggestion", input{"kind": "judicial", "from": "威海市中级人民法院", "document": "（2026）鲁10司建9号", "received_on": effective})
	unit.does(id, "answer_suggestion", input{"on": civil.until(effective.AddDays(3)), "answer": "已修订程序并组织培训"})
	clerk.does(id, "conclude", input{"on": civil.until(effective.AddDays(3)), "reason": "判决生效并已履行"})
	unit.does(id, "archive", input{"on": civil.until(effective.AddDays(4)), "volume": "环应诉〔2026〕901卷", "filed_by": "孙某某", "checked_by": "周某某"})

	l := clerk.looksAt(id)
	if l.Stage != "archived" || len(l.Facts.Archive.Items) < 20 {
		t.Errorf("the lawsuit stands at %s with %d papers", l.Stage, len(l.Facts.Archive.Items))
	}
	for _, c := range l.Clocks {
		if c.State == "running" || c.State == "met_late" || c.State == "missed" {
			t.Errorf("%s is %s", c.ID, c.State)
		}
	}
	if events := checkHistory(t, p, number, "every_turn.json"); events >= 2000 {
		t.Errorf("the history has %d events", events)
	}
	if size := proto.Size(historyOf(t, p, number, true)); size >= 2<<20 {
		t.Errorf("the history has %d bytes", size)
	}

	// What comes after the archive goes behind the closed volume.
	archived := clerk.looksAt(id)
	unit.does(id, "supplement_archive", input{"on": civil.Today(time.Now()), "title": "履行情况报告", "reason": "归档后形成"})
	clerk.does(id, "supplement_archive", input{"on": civil.Today(time.Now()), "title": "信访答复", "reason": "归档后收到"})
	l = clerk.looksAt(id)
	if n := len(l.Facts.Archive.Supplements); n != 2 || l.Stage != "archived" || l.Revision != archived.Revision+2 {
		t.Errorf("%d supplements, stage %s, revision %d after %d", n, l.Stage, l.Revision, archived.Revision)
	}
	replays(t, "supplement.json", historyOf(t, p, number, true))
	p.kill()
	verify(t, data, id, 2) // that of the lawsuit, and that of the supplements or of each
}
