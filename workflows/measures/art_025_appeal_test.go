package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle25_AppealAgainstAJudgment(t *testing.T) {
	j := decided("2024-09-20", lost)
	checkClock(t, "appeal_judgment", []clockRow{
		{"V28", []fact{j}, "2024-10-08 (safe 2024-09-30) running"},
		{"V30", []fact{served("2023-03-01"), decided("2023-06-08", won)}, "2023-06-25 (safe 2023-06-21) running"},
		{"runs from service, not from the day it was made", []fact{decided("2024-09-10", measures.Judgment{}), func(f *measures.File) { f.Current().Judgment.ServedOn = day("2024-09-20") }}, "2024-10-08 (safe 2024-09-30) running"},
		{"the district appeals on the last day", []fact{j, appealed(measures.Respondent, "2024-10-08")}, "2024-10-08 (safe 2024-09-30) met 2024-10-08"},
		{"the plaintiff appeals", []fact{j, appealed(measures.Plaintiff, "2024-09-25")}, "2024-10-08 (safe 2024-09-30) running"},
		{"the plaintiff appeals, and so does the district", []fact{j, appealed(measures.Plaintiff, "2024-09-25"), alsoAppealed(measures.Respondent, "2024-10-08")}, "2024-10-08 (safe 2024-09-30) met 2024-10-08"},
		{"the second instance decides before it is over", []fact{j, appealed(measures.Plaintiff, "2024-09-25"), decided("2024-10-08", won)}, "2024-10-08 (safe 2024-09-30) void: 二审已作出裁判"},
		{"the plaintiff, served later, appeals later", []fact{j, appealed(measures.Plaintiff, "2024-10-20")}, "2024-10-08 (safe 2024-09-30) running"},
		{"a third party appeals", []fact{j, appealed(measures.ThirdParty, "2024-09-25")}, "2024-10-08 (safe 2024-09-30) running"},
		{"took effect", []fact{j, effective("2024-10-09", "2024-10-09")}, "2024-10-08 (safe 2024-09-30) void: 裁判已生效"},
		{"settled", []fact{j, withdrawn("2024-10-20")}, "2024-10-08 (safe 2024-09-30) void: 案件已撤诉或者和解结案"},
		{"a retrial follows that nobody applied for", []fact{j, effective("2024-10-09", "2024-10-09"), func(f *measures.File) {
			f.Instances = append(f.Instances, measures.Instance{Level: measures.Retrial})
		}}, "2024-10-08 (safe 2024-09-30) void: 裁判已生效"},
		{"no judgment yet", nil, ""},
		{"a ruling has its own", []fact{decided("2024-09-20", ruling)}, ""},
		{"the second instance is final", []fact{decided("2024-05-06", ruling), appealed(measures.Plaintiff, "2024-05-13"), decided("2024-09-20", lost)}, ""},
		{"a reconsideration decision cannot be appealed", []fact{reconsideration, j}, ""},
	})
}

func TestArticle25_AppealAgainstARuling(t *testing.T) {
	outcome := func(o string) fact {
		return decided("2025-04-25", measures.Judgment{Form: measures.RulingForm, Outcome: o})
	}
	served := served("2025-03-04")
	checkClock(t, "appeal_ruling", []clockRow{
		{"V32", []fact{served, outcome("驳回起诉")}, "2025-05-06 (safe 2025-04-30) running"},
		{"not accepted", []fact{served, outcome("不予立案")}, "2025-05-06 (safe 2025-04-30) running"},
		{"some other ruling: better warned in vain", []fact{served, outcome("其他")}, "2025-05-06 (safe 2025-04-30) running"},
		{"leave to withdraw is final", []fact{served, outcome("准许撤诉")}, ""},
		{"the same after the act was changed", []fact{served, outcome("准许因被告改变行政行为撤诉")}, ""},
		{"discontinued is final", []fact{served, outcome("终结诉讼")}, ""},
		{"a judgment has its own", []fact{decided("2024-09-20", won)}, ""},
	})
}

func TestArticle25_MediationCannotBeAppealed(t *testing.T) {
	f := file(filed("2024-03-18"), submitted("2024-03-12"), forwarded("2024-03-06"),
		decided("2024-05-06", measures.Judgment{Form: measures.MediationForm, Outcome: "调解结案"}))
	for _, c := range clocksOf(f) {
		if c.State == measures.Running && c.ID != "effective" {
			t.Errorf("%s runs after mediation", c.ID)
		}
	}
}

func TestArticle25_AppealableUntil(t *testing.T) {
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"no judgment", nil, ""},
		{"V28", []fact{decided("2024-09-20", lost)}, "2024-10-08"},
		{"V32", []fact{decided("2025-04-25", ruling)}, "2025-05-06"},
		{"mediation", []fact{decided("2024-09-20", measures.Judgment{Form: measures.MediationForm})}, ""},
		{"a ruling that is final", []fact{decided("2025-04-25", measures.Judgment{Form: measures.RulingForm, Outcome: "准许撤诉"})}, ""},
		{"second instance", []fact{decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-13"), decided("2024-09-20", lost)}, ""},
	} {
		if got := file(row.facts...).Current().AppealableUntil(builtin, first).String(); got != row.want {
			t.Errorf("%s: until %s, want %s", row.name, got, row.want)
		}
	}
	shorter := measures.Edition{Amends: map[string]measures.Period{"appeal_judgment": {N: 3, Unit: measures.Days}, "appeal_ruling": {N: 2, Unit: measures.Days}}}
	if got := file(decided("2024-03-05", won)).Current().AppealableUntil(builtin, shorter); got != day("2024-03-08") {
		t.Errorf("a judgment under another edition: until %s", got)
	}
	if got := file(decided("2024-03-05", ruling)).Current().AppealableUntil(builtin, shorter); got != day("2024-03-07") {
		t.Errorf("a ruling under another edition: until %s", got)
	}
}

func TestArticle25_AnswerToAnAppeal(t *testing.T) {
	j := decided("2024-05-06", won)
	a := appealed(measures.Plaintiff, "2024-05-13")
	checkClock(t, "appeal_answer/second", []clockRow{
		{"fifteen days from the copy", []fact{j, a, copyServed("2024-05-20")}, "2024-06-04 running"},
		{"no copy yet", []fact{j, a}, ""},
		{"no appeal", []fact{j}, ""},
		{"on the last day", []fact{j, a, copyServed("2024-05-20"), answered("2024-06-04")}, "2024-06-04 met 2024-06-04"},
		{"a day late", []fact{j, a, copyServed("2024-05-20"), answered("2024-06-05")}, "2024-06-04 met_late 2024-06-05"},
		{"decided within the period", []fact{j, a, copyServed("2024-05-20"), decided("2024-06-04", won)}, "2024-06-04 void: 人民法院已作出裁判"},
		{"decided without it", []fact{j, a, copyServed("2024-05-20"), decided("2024-06-05", won)}, "2024-06-04 missed: 逾期未办，人民法院已作出裁判"},
		{"settled within the period", []fact{j, a, copyServed("2024-05-20"), withdrawn("2024-05-30")}, "2024-06-04 void: 案件已撤诉或者和解结案"},
	})
	if c := mustClock(t, file(j, a, copyServed("2024-05-20")), "appeal_answer/second"); c.Subject != "原告上诉" {
		t.Errorf("the clock is of %s", c.Subject)
	}
}
