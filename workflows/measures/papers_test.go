package measures_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

// TestPapers_WhatEachKindDoes is the table of the kinds, written a second time: what
// ends an instance, what can be appealed, who has lost by it, and where it leads.
func TestPapers_WhatEachKindDoes(t *testing.T) {
	const (
		e = "ends"
		a = "ends appeal"
		o = "goes on"
	)
	want := map[string]string{
		"驳回诉讼请求": a + " kept", "撤销": a + " lost", "撤销并责令重作": a + " lost", "部分撤销": a + " lost", "部分撤销并责令重作": a + " lost",
		"责令履行法定职责": a + " lost", "责令履行给付义务": a + " lost", "确认违法": a + " lost", "程序轻微违法确认违法": a + " lost",
		"确认违法并责令采取补救措施": a + " lost", "确认无效": a + " lost", "变更": a + " lost", "责令采取补救措施": a + " lost",
		"判决继续履行协议": a + " lost", "判决赔偿协议损失": a + " lost", "判决给予补偿": a + " lost", "行政赔偿": a + " lost", "驳回赔偿请求": a + " kept",
		"驳回上诉，维持原判": e + " as_below", "改判": a + " reversed", "部分维持、部分改判": a + " stated", "再审维持原判": a + " as_below", "确认违法，行政赔偿部分发回重审": e + " lostpart", "其他判决": a + " stated",
		"驳回起诉": a + " kept", "不予立案": a + " kept", "准许撤诉": e + " kept", "准许因被告改变行政行为撤诉": e + " kept", "按撤诉处理": e + " kept", "终结诉讼": e + " kept",
		"移送管辖": o + " transfer", "指定管辖": o + " transfer",
		"驳回上诉，维持原裁定": e + " as_below", "撤销原判，发回重审": e + " remand", "撤销原裁定，指令继续审理": e + " continue", "撤销原裁定，指令立案": e + " continue",
		"撤销原判，驳回起诉": a + " kept", "准许撤回上诉": e + " as_below", "按自动撤回上诉处理": e + " as_below", "准许撤回再审申请": e + " as_below", "终结再审程序": e + " as_below",
		"驳回部分起诉": o + " appeal kept", "驳回管辖异议": o + " appeal", "管辖异议成立，移送其他法院": o + " appeal transfer",
		"二审维持管辖裁定": o, "二审撤销管辖裁定，另定管辖": o + " transfer", "准许部分上诉人撤回上诉": o, "准许部分原告撤诉": o,
		"中止诉讼": o, "停止执行": o, "驳回停止执行申请": o, "先予执行": o, "财产保全、行为保全或者证据保全": o, "合并或者分开审理": o, "转换审理程序": o,
		"补正裁判文书": o, "其他程序性裁定": o,
		"调解结案": e + " kept",
		"维持":   e + " kept", "驳回行政复议请求": e + " kept", "驳回行政复议申请": e + " kept", "复议决定撤销": e + " lost", "复议决定撤销并责令重作": e + " lost",
		"复议决定变更": e + " lost", "复议决定确认违法": e + " lost", "复议决定确认无效": e + " lost", "复议决定责令履行": e + " lost",
		"复议决定责令履行协议或者采取补救措施": e + " lost", "复议决定责令赔偿或者补偿": e + " lost", "终止行政复议": e + " kept", "中止行政复议": o, "驳回再审申请": e, "二审维持驳回部分起诉裁定": o, "二审撤销驳回部分起诉裁定，指令继续审理": o,
	}
	seen := map[measures.Outcome]bool{}
	for _, x := range measures.Effects {
		if seen[x.Outcome] || x.Form.Title() == string(x.Form) {
			t.Errorf("%s stands twice, or has no form", x.Outcome)
		}
		seen[x.Outcome] = true
		if x.Loose {
			continue
		}
		got := o
		switch {
		case x.Ends && x.Appeal:
			got = a
		case x.Ends:
			got = e
		case x.Appeal:
			got += " appeal"
		}
		got = strings.TrimSpace(got + " " + string(x.Says) + string(x.Sends))
		if got != want[x.Name] {
			t.Errorf("%s: %s, want %q", x.Name, got, want[x.Name])
		}
		if !strings.HasPrefix(x.Article, "《") {
			t.Errorf("%s cites no provision: %q", x.Name, x.Article)
		}
		delete(want, x.Name)
	}
	for name := range want {
		t.Errorf("%s is not on the list", name)
	}
}

// TestPapers_AreKnownByTheirNames: however it is written, a name is one kind; what is
// not on the list is none.
func TestPapers_AreKnownByTheirNames(t *testing.T) {
	for name, want := range map[string]string{
		"remand": "remand", "撤销原判，发回重审": "remand", "撤销原判,发回重审": "remand", "撤销原判决，发回重审": "remand", "撤销一审判决，发回重审": "remand",
		"发回重审": "remand", " 发回 重审。": "remand", "撤销原裁定，指令立案": "order_docket", "撤销一审裁定，由一审法院继续审理": "order_continue",
		"维持原判": "uphold", "驳回上诉、维持原判决": "uphold", "驳回行政赔偿请求": "dismiss_compensation", "按撤诉处理": "deemed_withdrawn",
		"行政协议履行": "contract_perform", "行政协议补偿": "contract_compensate", "其他": "judgment",
		"部分支持": "", "支付令": "", "": "", "ruling_in_words": "", "判决": "",
	} {
		if got, ok := measures.OutcomeNamed(name); string(got) != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"支付令", "公示催告裁定", "除权判决", "宣告失踪", "仲裁裁决书"} {
		if measures.Foreign(name) == "" {
			t.Errorf("%s is not refused by its name", name)
		}
	}
	if why := measures.Foreign("撤销原判"); why != "" {
		t.Errorf("撤销原判: %s", why)
	}
}

// TestPapers_AreAsOldAsTheLawThatKnowsThem: a lawsuit that runs under an earlier one has
// none of a later one's.
func TestPapers_AreAsOldAsTheLawThatKnowsThem(t *testing.T) {
	before, letters := under(first), under(first)
	before.Logic, letters.Logic = measures.Papers, measures.Letters
	has := func(l measures.Law, o measures.Outcome) bool {
		return slices.ContainsFunc(measures.OutcomesAt(measures.First, l), func(x measures.Effect) bool { return x.Outcome == o })
	}
	for o, since := range map[measures.Outcome]bool{"part_final": true, "part_reversed": true, "objection_final": false} {
		if !has(under(first), o) || !has(letters, o) || has(before, o) == since {
			t.Errorf("%s: known %t, and before Letters %t", o, has(under(first), o), has(before, o))
		}
	}
}

// TestPapers_WhereTheyCanBeGiven: each level has its own.
func TestPapers_WhereTheyCanBeGiven(t *testing.T) {
	for _, row := range []struct {
		outcome measures.Outcome
		want    string
	}{
		{"revoke", "first second retrial"},
		{"uphold", "second"},
		{"remand", "second retrial"},
		{"refuse_docket", "first"},
		{"withdraw", "first second retrial"},
		{"withdraw_appeal", "second"},
		{"terminate_retrial", "retrial"},
		{"mediate", "first second retrial reconsideration"},
		{"review_revoke", "reconsideration"},
		{"part_final", "first retrial"},
		{"dismiss_retrial", "examination"},
		{"withdraw_retrial", "retrial examination"},
		{"rectify", "first second retrial examination"},
		{"dismiss_suit", "first second retrial"},
		{"suspend", "first second retrial"},
		{"part_reversed", "first retrial"},
		{"ruling_in_words", ""},
	} {
		var at []string
		for _, level := range []measures.Level{measures.First, measures.Second, measures.Retrial, measures.Examining, measures.Reconsidering} {
			for _, x := range measures.OutcomesAt(level, under(first)) {
				if x.Outcome == row.outcome {
					at = append(at, string(level))
				}
			}
		}
		if got := strings.Join(at, " "); got != row.want {
			t.Errorf("%s: %s, want %s", row.outcome, got, row.want)
		}
	}
}
