package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

var remand = measures.Paper{Form: measures.RulingForm, Outcome: "remand"}

func TestArticle26_SomebodyLooksWhetherADecisionHasTakenEffect(t *testing.T) {
	j := decided("2024-05-06", lost) // can be appealed until 21 May
	checkClock(t, "effective", []clockRow{
		{"nothing decided", nil, ""},
		{"the working day after the last day to appeal", []fact{j}, "2024-05-22 running"},
		{"V28: after the holiday", []fact{decided("2024-09-20", lost)}, "2024-10-09 running"},
		{"the plaintiff was served later", []fact{j, alsoServed(measures.Plaintiff, "王某某", "2024-05-10")}, "2024-05-28 running"},
		{"the plaintiff was served earlier", []fact{j, alsoServed(measures.Plaintiff, "王某某", "2024-05-01")}, "2024-05-22 running"},
		{"leave to withdraw takes effect when it is served", []fact{decided("2024-05-06", measures.Paper{Form: measures.RulingForm, Outcome: "withdraw"})}, "2024-05-07 running"},
		{"so does mediation", []fact{decided("2024-05-06", measures.Paper{Form: measures.MediationForm})}, "2024-05-07 running"},
		{"行诉解释85: mediation when the last party has signed for it", []fact{decided("2024-05-06", measures.Paper{Form: measures.MediationForm}), alsoServed(measures.Plaintiff, "王某某", "2024-05-13")}, "2024-05-14 running"},
		{"noted on the day", []fact{j, effective("2024-05-22", "2024-05-22")}, "2024-05-22 met 2024-05-22"},
		{"noted later: a target of our own is never late", []fact{j, effective("2024-05-27", "2024-05-27")}, "2024-05-22 met 2024-05-27"},
		{"appealed: it takes no effect", []fact{j, appealed(measures.Plaintiff, "2024-05-13")}, "2024-05-22 void: 案件进入二审"},
		{"took effect, and a retrial followed", []fact{j, effective("2024-05-22", "2024-05-22"), retried("2024-12-02")}, "2024-05-22 met 2024-05-22"},
		{"settled before", []fact{j, withdrawn("2024-05-20")}, "2024-05-22 void: 案件已撤诉或者和解结案"},
	})
	second := []fact{j, appealed(measures.Plaintiff, "2024-05-13"), decided("2024-08-01", lost)}
	checkClock(t, "effective/second", []clockRow{
		{"the second instance's takes effect when it is served", second, "2024-08-02 running"},
		{"a remand ends nothing", []fact{j, appealed(measures.Plaintiff, "2024-05-13"), decided("2024-08-01", remand)}, ""},
		{"nor does it after the new trial has begun", []fact{j, appealed(measures.Plaintiff, "2024-05-13"), decided("2024-08-01", remand), remanded("2024-08-20")}, ""},
	})
	if c := mustClock(t, file(second...), "effective/second"); c.Subject != "二审" || !c.Internal {
		t.Errorf("the clock is of %s, our own: %t", c.Subject, c.Internal)
	}
}
