package web

import (
	"context"

	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// tell records lawsuits at different stages, as seen on a day.
func (r *rig) tell(now calendar.Date) map[string]*story {
	r.Helper()
	bench, err := r.office.Bench(context.Background())
	must(r.T, err)
	cal := bench.Calendar
	ago := func(n int) calendar.Date { return cal.LastWorking(now.AddDays(-n)) }
	s := map[string]*story{}

	s["new"] = r.register(notice("（2026）鲁10行初151号", ago(1)))
	s["suggestion"] = r.opens(workflows.RegisterSuggestion, "received_on", filled{
		"document": "环检行公建〔2026〕3号", "from": "威海市环翠区人民检察院", "kind": "procuratorial", "cause": "河道违法倾倒建筑垃圾", "content": "依法履行监管职责，清除倾倒的建筑垃圾",
		"to": []filled{{"name": "威海市环翠区城市管理局", "unit": "区城市管理局"}}, "received_on": ago(20).String(),
	})
	s["forwarding"] = r.register(notice("（2026）鲁10行初148号", ago(5), func(in filled) { in["cause"] = "行政处罚" }))
	s["forwarding"].do("clerk", "designate_unit", ago(4), filled{"lead": "区城市管理局"})

	s["preparing"] = r.prepared(notice("（2026）鲁10行初146号", ago(9)), ago, 9).story
	s["preparing"].remind(now)

	w := r.prepared(notice("（2026）鲁10行初144号", ago(12), func(in filled) { in["plaintiffs"] = []string{"威海某某置业有限公司"} }), ago, 12)
	w.papers(ago(6))
	w.do("unit-clerk", "submit_for_review", ago(5), filled{"on": ago(5).String()})
	w.do("reviewer", "return_review", ago(4), filled{"on": ago(4).String(), "opinion": "证据目录缺少证明对象，答辩状未载明受理法院，请补充后再次报送。"})
	w.do("unit-clerk", "submit_for_review", ago(1), filled{"on": ago(1).String()})
	s["review"] = w.story

	w = r.prepared(notice("（2026）鲁10行初139号", ago(33)), ago, 33)
	w.filed(ago, 33)
	w.do("unit-clerk", "record_summons", ago(15), filled{"hearing_on": now.AddDays(3).String(), "time": "09:30", "place": "第三法庭"})
	w.remind(now)
	s["trial"] = w.story

	s["lost"] = r.lost("（2026）鲁10行初97号", ago, 110)
	s["lost"].remind(now)

	a := r.lost("（2026）鲁10行初61号", ago, 170)
	a.do("unit-clerk", "file_loss_report", ago(60), filled{"on": ago(60).String(), "analysis": "拆除前未依法作出强制执行决定，程序违法", "remedy": "完善强制拆除审批流程", "late_reason": "等待现场复核结论"})
	a.do("reviewer", "accept_loss_report", ago(57), filled{"on": ago(57).String()})
	a.do("clerk", "conclude", ago(55), filled{"on": ago(55).String(), "reason": "裁判生效并已履行"})
	a.do("unit-clerk", "archive", ago(40), filled{"on": ago(40).String(), "volume": "环应诉〔2026〕61卷"})
	s["archived"] = a

	s["town"] = r.register(notice("（2026）鲁1002行初33号", ago(8), func(in filled) {
		in["court"], in["cause"] = "威海市环翠区人民法院", "政府信息公开答复"
		in["defendants"] = []filled{{"name": "威海市环翠区张村镇人民政府", "unit": "张村镇"}}
		delete(in, "origin")
	}))
	return s
}

// walk is a story told in several steps.
type walk struct{ *story }

// prepared walks to where the unit has signed for the papers.
func (r *rig) prepared(in filled, ago func(int) calendar.Date, served int) walk {
	s := r.register(in)
	s.do("clerk", "designate_unit", ago(served-1), filled{"lead": "区城市管理局", "assisting": []string{"竹岛街道"}})
	s.do("clerk", "forward_materials", ago(served-1), filled{"on": ago(served - 1).String()})
	s.do("unit-clerk", "acknowledge", ago(served-2), filled{"on": ago(served - 2).String()})
	s.do("unit-clerk", "add_material", ago(served-4), filled{"kind": "1", "title": "行政答辩状", "pages": 6})
	s.do("unit-clerk", "add_material", ago(served-4), filled{"kind": "2", "title": "现场勘查笔录", "pages": 4, "source": "本机关制作", "proves": "拆除前的现场状况", "content": "勘查时间、参加人员和现场情况"})
	return walk{s}
}

// papers adds the kinds that are still missing.
func (w walk) papers(day calendar.Date) {
	w.do("unit-clerk", "add_material", day, filled{"kind": "3", "title": "《国有土地上房屋征收与补偿条例》"})
	w.do("unit-clerk", "add_material", day, filled{"kind": "4", "title": "法定代表人身份证明书", "pages": 1})
	w.do("unit-clerk", "add_material", day, filled{"kind": "5", "title": "授权委托书", "pages": 2})
}

// filed walks on to where the response is with the court.
func (w walk) filed(ago func(int) calendar.Date, served int) {
	w.papers(ago(served - 5))
	w.do("unit-clerk", "submit_for_review", ago(served-6), filled{"on": ago(served - 6).String()})
	w.do("reviewer", "approve_review", ago(served-7), filled{"on": ago(served - 7).String(), "opinion": "同意提交。"})
	w.do("unit-clerk", "file_with_court", ago(served-8), filled{"on": ago(served - 8).String(), "method": "人民法院在线服务平台", "receipt": "WH20261015"})
}

// lost walks to where a lost judgment is effective.
func (r *rig) lost(number string, ago func(int) calendar.Date, served int) *story {
	w := r.prepared(notice(number, ago(served)), ago, served)
	w.filed(ago, served)
	hearing := ago(served - 40)
	w.do("unit-clerk", "record_summons", ago(served-20), filled{"hearing_on": hearing.String(), "time": "14:30", "place": "第一法庭"})
	w.do("unit-clerk", "name_official", ago(served-35), filled{"name": "高某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": ago(served - 35).String()})
	w.do("unit-clerk", "record_hearing", ago(served-41), filled{"on": hearing.String(), "official_attended": true})
	w.do("unit-clerk", "record_judgment", ago(served-60), filled{"number": number, "form": "judgment", "outcome": "确认违法", "text": "确认强制拆除行为违法", "made_on": ago(served - 58).String(), "served_on": ago(served - 60).String()})
	w.do("unit-clerk", "record_effective", ago(served-90), filled{"on": ago(served - 90).String(), "received_on": ago(served - 90).String()})
	return w.story
}
