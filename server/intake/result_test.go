package intake_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/server/intake"
)

// The operative words as different courts and organs write them: which kind of paper they
// make, nothing where that is not certain, and two where the words fit both.
func TestRead_WhatAPaperDecides(t *testing.T) {
	judgment := "行政判决书\n（2026）鲁10行初15号\n原告：丛某甲。\n被告：威海市环翠区人民政府。\n判决如下：\n"
	ruling := strings.ReplaceAll(judgment, "判决", "裁定")
	second := strings.ReplaceAll(judgment, "行初", "行终")
	secondRuling := strings.ReplaceAll(ruling, "行初", "行终")
	retrial := strings.ReplaceAll(judgment, "行初", "行再")
	retrialRuling := strings.ReplaceAll(ruling, "行初", "行再")
	examined := strings.ReplaceAll(ruling, "行初", "行申")
	reviewed := "行政复议决定书\n威政复决字〔2026〕第3号\n申请人：丛某甲。\n被申请人：威海市环翠区城市管理局。\n本机关决定：\n"
	for _, c := range []struct{ head, main, want string }{
		{judgment, "驳回原告丛某甲的诉讼请求。", "dismiss_claims"},
		{judgment, "驳回原告丛某甲的全部诉讼请求。", "dismiss_claims"},
		{judgment, "驳回原告丛某甲要求撤销被诉决定的诉讼请求。", "dismiss_claims"},
		{judgment, "驳回原告丛某甲的行政赔偿请求。", "dismiss_compensation"},
		{judgment, "撤销被告威海市环翠区人民政府作出的环政征补〔2026〕3号《房屋征收补偿决定》。", "revoke"},
		{judgment, "撤销被告于2026年1月5日对原告作出的政府信息公开答复。", "revoke"},
		{judgment, "一、撤销被告作出的“关于某某的告知书”；二、驳回原告的其他诉讼请求。", "revoke"},
		{judgment, "撤销被告2026年1月5日重新作出的处罚决定。", "revoke"},
		{judgment, "撤销被诉处罚决定，责令被告在六十日内重新作出行政行为。", "revoke_redo"},
		{judgment, "一、撤销被诉答复；二、由被告自判决生效之日起15个工作日内重新答复。", "revoke_redo"},
		{judgment, "撤销被告处罚决定第二项。", "revoke_part"},
		{judgment, "确认被告强制拆除原告丛某甲房屋的行为违法。", "declare_unlawful"},
		{judgment, "一、确认被告2026年2月1日强制拆除原告房屋的行政行为违法；二、驳回原告的赔偿请求。", "declare_unlawful"},
		{judgment, "确认被告作出的处罚决定程序轻微违法。", "declare_unlawful_procedure"},
		{judgment, "确认被告强制清除行为违法，责令被告采取补救措施。", "declare_unlawful_remedy"},
		{judgment, "确认被告作出的责令拆除通知无效。", "declare_void"},
		{judgment, "责令被告于三十日内履行查处违法建设的法定职责。", "perform"},
		{judgment, "限被告于本判决生效后十五日内对原告的申请予以答复。", "perform"},
		{judgment, "将被告处罚决定中的罚款50000元变更为罚款10000元。", "alter"},
		{judgment, "变更被告作出的处罚决定为罚款五千元。", "alter"},
		{judgment, "被告于判决生效之日起三十日内赔偿原告损失52000元。", "compensate"},
		{judgment, "一、确认被告的行为违法；二、被告赔偿原告损失52000元。", ""},
		{judgment, "一、确认被告威海市环翠区人民政府的行为违法；二、驳回原告对被告张村镇人民政府的诉讼请求。", ""},
		{judgment, "判令双方握手言和。", ""},
		{ruling, "驳回原告丛某甲的起诉。", "dismiss_suit"},
		{ruling, "驳回原告丛某甲对被告威海市环翠区人民政府的起诉。", "dismiss_suit"},
		{ruling, "对起诉人丛某甲的起诉，本院不予立案。", "refuse_docket"},
		{ruling, "准许原告丛某甲撤诉。", "withdraw"},
		{ruling, "准予原告丛某甲撤回对被告威海市环翠区人民政府的起诉。", "withdraw"},
		{ruling, "本案按撤诉处理。", "deemed_withdrawn"},
		{ruling, "本案按原告丛某甲自动撤诉处理。", "deemed_withdrawn"},
		{ruling, "本案终结诉讼。", "terminate"},
		{ruling, "中止本案诉讼。", "suspend"},
		{ruling, "驳回被告对本案管辖权提出的异议。", "objection_denied"},
		{ruling, "驳回威海市环翠区人民政府提出的管辖权异议。", "objection_denied"},
		{ruling, "被告提出的管辖异议不成立，予以驳回。", "objection_denied"},
		{ruling, "被告对管辖权提出的异议成立，本案移送荣成市人民法院处理。", "objection_upheld"},
		{ruling, "本案移送威海市文登区人民法院审理。", "transfer"},
		{ruling, "本案由威海市文登区人民法院审理。", "designate"},
		{ruling, "在本案诉讼期间，停止被诉拆除决定的执行。", "stay"},
		{ruling, "驳回原告丛某甲停止执行的申请。", "stay_denied"},
		{ruling, "不停止被诉处罚决定的执行。", "stay_denied"},
		{ruling, "（2026）鲁10行初15号行政判决书中“环政征朴”补正为“环政征补”。", "rectify"},
		{ruling, "本案转为普通程序审理。", "convert"},
		{second, "驳回上诉，维持原判。", "uphold"},
		{second, "驳回上诉，维持一审判决。", "uphold"},
		{second, "驳回丛某甲的上诉，维持威海市环翠区人民法院（2026）鲁1002行初3号行政判决。", "uphold"},
		{second, "一、撤销威海市环翠区人民法院（2026）鲁1002行初3号行政判决；二、确认被诉行为违法。", "reverse"},
		{second, "一、维持威海市环翠区人民法院（2026）鲁1002行初3号行政判决第一项；二、撤销该判决第二项。", "uphold_part"},
		{second, "一、撤销威海市环翠区人民法院（2026）鲁1002行初3号行政判决；二、确认被诉行为违法；三、行政赔偿部分发回威海市环翠区人民法院重审。", "remand_compensation"},
		{second, "一、维持威海市环翠区人民法院（2026）鲁1002行初3号行政判决第一项；二、撤销该判决第二项，就行政赔偿请求发回威海市环翠区人民法院重新审理。", "remand_compensation"},
		{secondRuling, "驳回上诉，维持原裁定。", "uphold_ruling"},
		{secondRuling, "撤销威海市环翠区人民法院（2026）鲁1002行初3号行政判决，发回威海市环翠区人民法院重审。", "remand"},
		{secondRuling, "一、撤销威海市环翠区人民法院（2026）鲁1002行初3号行政裁定；二、本案由威海市环翠区人民法院继续审理。", "order_continue"},
		{secondRuling, "一、撤销原审（2026）鲁1002行初3号行政裁定；二、指令威海市环翠区人民法院立案受理。", "order_docket"},
		{secondRuling, "准许上诉人丛某甲撤回上诉。", "withdraw_appeal"},
		{secondRuling, "准予丛某甲撤回上诉，各方当事人均按一审判决执行。", "withdraw_appeal"},
		{secondRuling, "本案按上诉人丛某甲自动撤回上诉处理。", "deemed_withdrawn_appeal"},
		{secondRuling, "一、撤销威海市环翠区人民法院（2026）鲁1002行初3号行政判决；二、驳回丛某甲的起诉。", "revoke_dismiss"},
		{retrial, "维持山东省高级人民法院（2025）鲁行终7号行政判决。", "uphold_effective"},
		{retrial, "一、撤销山东省高级人民法院（2025）鲁行终7号行政判决；二、撤销被诉决定。", "reverse"},
		{retrialRuling, "一、撤销山东省高级人民法院（2025）鲁行终7号行政判决；二、发回威海市中级人民法院重审。", "remand"},
		{retrialRuling, "终结再审程序。", "terminate_retrial"},
		{examined, "驳回丛某甲的再审申请。", "dismiss_retrial"},
		{examined, "准许再审申请人丛某甲撤回再审申请。", "withdraw_retrial"},
		{reviewed, "维持被申请人作出的行政处罚决定。", "upheld"},
		{reviewed, "撤销被申请人作出的行政处罚决定。", "review_revoke"},
		{reviewed, "撤销被申请人作出的行政处罚决定，责令被申请人六十日内重新作出决定。", "review_revoke_redo"},
		{reviewed, "确认被申请人强制拆除的行为违法。", "review_unlawful"},
		{reviewed, "驳回申请人的行政复议请求。", "review_dismiss_claims"},
		{reviewed, "驳回申请人的行政复议申请。", "review_dismiss"},
		{reviewed, "责令被申请人于30日内履行法定职责。", "review_perform"},
		{"裁定如下：\n", "驳回被告对本案管辖权提出的异议。", "objection_denied"}, // of a paper of which only the end was pasted
		{"参照该判决，判决如下：\n", "驳回原告的诉讼请求。", "dismiss_claims"},
	} {
		var kinds []string
		for _, r := range intake.Read(c.head + c.main + "\n审判长 甲某某\n").Of(intake.Outcome) {
			kinds = append(kinds, r.Value)
		}
		if got := strings.Join(kinds, " "); got != c.want {
			t.Errorf("%s is %q, want %q", c.main, got, c.want)
		}
	}
}

// The operative words end with a sentence, and not in the middle of one that tells who pays
// or when the paper was made.
func TestRead_WhereTheOperativeWordsEnd(t *testing.T) {
	ruling := "行政裁定书\n（2026）鲁10行终6号\n裁定如下：\n"
	judgment := "行政判决书\n（2026）鲁10行初6号\n判决如下：\n"
	for _, c := range []struct{ head, main, rest, outcome, made string }{
		{ruling, "一、撤销甲某市中级人民法院（2025）鲁10行初33号行政判决；\n二、发回甲某市中级人民法院重审。", "\n上诉人韦某预交的二审案件受理费50元予以退回。\n", "remand", ""},
		{ruling, "准许上诉人王某撤回上诉。", "\n上诉人王某预交的二审案件受理费50元，减半收取25元。\n", "withdraw_appeal", ""},
		{ruling, "准许上诉人王某撤回上诉。", "上诉人王某已缴纳的本案二审案件受理费予以退还。", "withdraw_appeal", ""},
		{ruling, "驳回上诉，维持原裁定。", "\n本案一审、二审案件受理费共100元，由上诉人负担。", "uphold_ruling", ""},
		{judgment, "驳回原告丛某甲的诉讼请求。", "\n二、案件受理费50元，由原告负担。", "dismiss_claims", ""},
		{judgment, "驳回原告丛某甲的诉讼请求。", "\n代理审判员　王某\n", "dismiss_claims", ""},
		{judgment, "驳回原告丛某甲的诉讼请求。", "\n二0二六年三月二日\n书记员 王某\n", "dismiss_claims", "2026-03-02"},
		{judgment, "驳回原告丛某甲的诉讼请求。", "\n二０二六年三月二日\n", "dismiss_claims", "2026-03-02"},
		{judgment, "驳回原告丛某甲的诉讼请求。", "\n二〇二六年三月二日\n", "dismiss_claims", "2026-03-02"},
		{judgment, "驳回原告丛某甲的诉讼请求。", "\n二〇二六年\n三月二日\n", "dismiss_claims", ""},
		{judgment, "一、撤销被诉决定；\n二、责令被告于本判决送达后三十日内重新作出决定。", "\n本判决送达后即生效。", "revoke_redo", ""},
	} {
		text := c.head + c.main + c.rest
		if got := said(text, intake.Ruling); got != c.main {
			t.Errorf("%s: the operative words are %q, want %q", c.rest, got, c.main)
		}
		if got := said(text, intake.Outcome); got != c.outcome {
			t.Errorf("%s: it is %q, want %q", c.main+c.rest, got, c.outcome)
		}
		if got := said(text, intake.MadeOn); got != c.made {
			t.Errorf("%s: it was made on %q, want %q", c.rest, got, c.made)
		}
	}
}

// Where a case goes is the court that the operative words name, never the one that gave the
// paper.
func TestRead_WhereACaseGoes(t *testing.T) {
	head := "山东省威海市中级人民法院\n行政裁定书\n（2026）鲁10行终15号\n裁定如下：\n"
	for main, want := range map[string][]string{
		"准许上诉人丛某甲撤回上诉。":                  nil,
		"一、撤销原审行政裁定；二、指令威海市环翠区人民法院继续审理。": {"威海市环翠区人民法院"},
		"撤销原审行政判决，本案发回荣成市人民法院重审。":        {"荣成市人民法院"},
		"撤销原审行政判决，发回重审。":                 nil,
	} {
		var got []string
		for _, r := range intake.Read(head + main).Of(intake.SentTo) {
			got = append(got, r.Value)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: it goes to %v, want %v", main, got, want)
		}
	}
}

// What a notice says that the plaintiff wants to have declared unlawful is what the case is
// about.
func TestRead_TheCauseInWhatIsAskedFor(t *testing.T) {
	for text, want := range map[string]string{
		"本院受理的丛某甲诉你单位确认强制拆除房屋行为违法一案，现通知你单位应诉。": "强制拆除房屋",
		"原告丛某甲诉你局请求确认行政处罚违法一案，已经立案。":           "行政处罚",
		"本院受理的丛某甲诉你单位房屋强制拆除一案，现通知你单位应诉。":       "房屋强制拆除",
	} {
		if got, _ := intake.Read("应诉通知书\n" + text).One(intake.Cause); got.Value != want {
			t.Errorf("%s: the cause is %q, want %q", text, got.Value, want)
		}
	}
}
