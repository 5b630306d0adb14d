package measures_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// TestANewRuleComesWithANumber: the rules that were law before it had a number are
// listed in testdata/rules_0.txt, which never changes. Any other one says since which
// number it is law: without it, it would run in lawsuits that are open, behind their
// backs, and none of them could be replayed.
func TestANewRuleComesWithANumber(t *testing.T) {
	text, err := os.ReadFile("testdata/rules_0.txt")
	if err != nil {
		t.Fatal(err)
	}
	old := strings.Fields(string(text))
	for _, r := range measures.Rules {
		switch {
		case r.Since == measures.Unnumbered && !slices.Contains(old, r.Key):
			t.Errorf("%s is new and does not say since when", r.Key)
		case r.Since > measures.Unnumbered && slices.Contains(old, r.Key):
			t.Errorf("%s was always there, and says since %d", r.Key, r.Since)
		case r.Since > measures.Current || r.Until > measures.Current:
			t.Errorf("%s refers to law %d or %d, the last one is %d", r.Key, r.Since, r.Until, measures.Current)
		case r.Until != 0 && r.Until <= r.Since:
			t.Errorf("%s ends with %d before it begins with %d", r.Key, r.Until, r.Since)
		}
	}
	for _, key := range old {
		if measures.RuleNamed(key) == nil {
			t.Errorf("%s is gone: lawsuits that ran under it cannot be replayed; say until when it was law", key)
		}
	}
}

// TestAmendments: each number of the law says what it changed and since which day, in
// the order of their days; one that only puts right what always was the law has none.
func TestAmendments(t *testing.T) {
	if n := len(measures.Amendments); n != int(measures.Current)+1 {
		t.Fatalf("%d amendments for laws up to %d", n, measures.Current)
	}
	last := calendar.Date{}
	for n, a := range measures.Amendments {
		if a.What == "" || !a.From.IsZero() && !a.From.After(last) {
			t.Errorf("law %d, from %s: %q", n, a.From, a.What)
		}
		if !a.From.IsZero() {
			last = a.From
		}
	}
}

// TestHolds: what came with a number holds under it and later ones, for what happens
// from its day of force on.
func TestHolds(t *testing.T) {
	from := measures.Amendments[measures.Enduring].From
	for _, row := range []struct {
		law  measures.Logic
		day  calendar.Date
		want bool
	}{
		{measures.Unnumbered, from, false},
		{measures.Enduring, from.AddDays(-1), false},
		{measures.Enduring, from, true},
		{measures.Enduring, from.AddDays(400), true},
	} {
		if got := (measures.Law{Logic: row.law}).Holds(measures.Enduring, row.day); got != row.want {
			t.Errorf("law %d on %s: %t", row.law, row.day, got)
		}
	}
}

// TestLawsAreToldApartByName: lawsuits that were counted by another name are told.
func TestLawsAreToldApartByName(t *testing.T) {
	c := calendar.Builtin()
	if name := (measures.Law{Calendar: c}).Name(); name != c.Edition {
		t.Errorf("without a number it is called %s", name)
	}
	if name := (measures.Law{Calendar: c, Logic: measures.Enduring}).Name(); name != c.Edition+"/1" {
		t.Errorf("under the first number it is called %s", name)
	}
}

// TestLogic_EachNumberHoldsFromItselfOn: what a number of the law changed holds under it, and
// not under the one before.
func TestLogic_EachNumberHoldsFromItselfOn(t *testing.T) {
	h, j, took := summoned("2024-06-13"), decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31")
	both := against(district, unitServed("张村镇", "2024-03-07"))
	leaves := func(f *measures.File) {
		f.Changes = append(f.Changes, measures.PartyChange{Kind: measures.Leaves, Side: measures.Respondent, Name: "张村镇", On: day("2024-05-20")})
	}
	// Taken up at the second instance: nothing of the first is on file, or its decision alone.
	second := func(f *measures.File) { f.Instances = []measures.Instance{{Level: measures.Second, Later: true}} }
	known := func(f *measures.File) {
		f.Instances = []measures.Instance{{Level: measures.First, Known: true}, {Level: measures.Second, Later: true}}
	}
	until := func(in string) fact {
		return ordered(measures.Order{On: day("2024-03-08"), EvidenceDeadline: day("2024-03-25"), In: in})
	}
	mediated := []fact{decided("2024-05-06", measures.Paper{Form: measures.MediationForm}), alsoServed(measures.Plaintiff, "王某某", "2024-05-13")}
	lostAgain := []fact{j, took, retried("2025-01-02"), decided("2025-03-03", by("remand")), remanded("2025-04-01"), decided("2025-06-02", lost), effective("2025-06-20", "2025-06-20")}
	gaveUp := []fact{both, j, appealed(measures.Plaintiff, "2024-05-13"), decided("2024-05-15", by("withdraw_appeal"))}
	idle := []fact{retried("2024-07-01"), ended("terminate_retrial", "2024-09-02")}
	awarded := func(f *measures.File) {
		f.Compensation = []measures.Compensation{{AcceptedOn: day("2024-06-10"), Claimant: "王某某", Amount: "1000.00"}}
	}
	third := func(f *measures.File) {
		f.ThirdOrgans = []measures.Defendant{{Name: "张村镇", Unit: "张村镇"}}
	}
	charged := func(on string) fact {
		return func(f *measures.File) { f.Current().Appeals[0].FeeNoticeOn = day(on) }
	}
	appealedAndCopied := []fact{both, decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-13"), copyServed("2024-05-20")}
	for _, row := range []struct {
		name        string
		since       measures.Logic
		id          string
		facts       []fact
		before, now string
	}{
		{"行政诉讼法67: each defendant from its own copy", measures.Papers, "evidence/张村镇", []fact{both}, "", "2024-03-22 running"},
		{"第十九条第三款: each organ names its own official", measures.Papers, "leader_filing/first/1/张村镇", []fact{both, h}, "", "2024-06-11 running"},
		{"but not one that had left by the hearing", measures.Papers, "leader_filing/first/1/张村镇", []fact{both, h, leaves}, "", "2024-06-11 void: 已退出诉讼"},
		{"of one organ alone the list was always owed", measures.Papers, "leader_filing/first/1", []fact{h}, "2024-06-11 running", "2024-06-11 running"},
		{"第二十五条: each organ appeals for itself", measures.Papers, "appeal_judgment/张村镇", []fact{both, j}, "", "2024-05-21 running"},
		{"the first of them always could", measures.Papers, "appeal_judgment", []fact{both, j}, "2024-05-21 running", "2024-05-21 running"},
		{"行诉解释85: mediation when the last party has signed for it", measures.Papers, "effective", mediated, "2024-05-07 running", "2024-05-14 running"},
		{"行诉解释118: a retrial suspends the performance", measures.Papers, "performance", []fact{j, took, performing("2024-08-02", ""), retried("2024-07-01")}, "2024-08-02 running", "2024-08-02 void: 人民法院决定再审，中止原裁判的执行"},
		{"第二十七条: each organ that lost reports", measures.Papers, "loss_report/张村镇", []fact{both, j, took}, "", "2024-06-11 (safe 2024-06-07) running"},
		{"第二十七条: what is lost again is reported again", measures.Papers, "loss_report/first-2", lostAgain, "", "2025-06-30 running"},
		{"the last week of December waits for the next notice", measures.Papers, "forward", []fact{served("2026-12-24")}, "2026-12-28 running", "2026-12-28 running, provisional"},
		{"a withdrawal ends what was asked of a unit", measures.Papers, "assistance/1", []fact{helping, decided("2024-03-07", by("withdraw"))}, "2024-03-08 running", "2024-03-08 void: 案件已结案：裁定：准许撤诉"},

		{"第四十条: what was over before its first day", measures.Letters, "review", []fact{served("2023-05-22"), filed("2023-06-06")}, "2023-05-30 missed: 逾期未办，应诉材料未经审查即已提交", "2023-05-30 void: 办法施行前"},
		{"a day that the court names for the instance at which a lawsuit is taken up", measures.Letters, "evidence/second", []fact{second, until("")}, "", "2024-03-25 running"},
		{"kept by what is given there", measures.Letters, "evidence/second", []fact{second, until(""), filed("2024-03-22")}, "", "2024-03-25 met 2024-03-22"},
		{"第十四条第二款: what is given at a later instance is not reviewed", measures.Letters, "review", []fact{known, until("second")}, "2024-03-18 running", ""},
		{"a withdrawal of the suit ends nothing that a retrial sets off", measures.Letters, "assistance/1", []fact{decided("2024-01-08", by("withdraw")), retried("2024-03-01"), helping}, "2024-03-08 void: 案件已结案：裁定：准许撤诉", "2024-03-08 running"},
		{"in the last instance a withdrawal goes on to end it", measures.Letters, "assistance/1", []fact{helping, decided("2024-03-07", by("withdraw"))}, "2024-03-08 void: 案件已结案：裁定：准许撤诉", "2024-03-08 void: 案件已结案：裁定：准许撤诉"},
		{"but what was set off the day before it", measures.Letters, "assistance/1", []fact{decided("2024-01-08", by("withdraw")), retried("2024-03-07"), helping}, "2024-03-08 void: 案件已结案：裁定：准许撤诉", "2024-03-08 void: 案件已结案：裁定：准许撤诉"},
		{"and on the very day of it not", measures.Letters, "assistance/1", []fact{decided("2024-01-08", by("withdraw")), retried("2024-03-06"), helping}, "2024-03-08 void: 案件已结案：裁定：准许撤诉", "2024-03-08 running"},

		{"行诉解释108: each organ answers an appeal for itself", measures.Own, "appeal_answer/second/张村镇", appealedAndCopied, "", "2024-06-04 running"},
		{"行诉解释61: an appeal that is withdrawn leaves the others theirs", measures.Apart, "appeal_judgment", gaveUp, "2024-05-21 void: 二审已作出裁判", "2024-05-21 running"},
		{"until it is in effect", measures.Apart, "appeal_judgment", append(gaveUp, effective("2024-05-20", "2024-05-20")), "2024-05-21 void: 二审已作出裁判", "2024-05-21 void: 裁判已生效"},
		{"and the decision below takes effect after them", measures.Apart, "effective/second", gaveUp, "2024-05-16 running", "2024-05-22 running"},
		{"行诉解释121: what a retrial leaves as it was is performed again", measures.Apart, "performance", append([]fact{j, took, performing("2024-08-02", "")}, idle...), "2024-08-02 void: 人民法院决定再审，中止原裁判的执行", "2024-09-02 running"},
		{"and can be asked to be retried as before", measures.Apart, "retrial_application", append([]fact{j, took}, idle...), "2024-11-06 void: 案件进入再审", "2024-11-06 running"},
		{"the retrial itself cannot", measures.Apart, "retrial_application/retrial", append([]fact{j, took}, idle...), "2025-03-03 (safe 2025-02-28) running", ""},
		{"each organ asks for itself", measures.Apart, "retrial_application/张村镇", []fact{both, j, took}, "", "2024-11-06 running"},
		{"行诉解释118: a retrial suspends what is to be paid", measures.Apart, "compensation_application", []fact{j, took, awarded, retried("2024-06-11")}, "2024-06-17 running", "2024-06-17 void: 人民法院决定再审，中止原裁判的执行"},
		{"行政诉讼法29: an organ that is a third party can appeal a judgment", measures.Standing, "appeal_judgment/张村镇", []fact{third, decided("2024-05-06", lost)}, "", "2024-05-21 running"},
		{"a ruling it cannot", measures.Standing, "appeal_ruling/张村镇", []fact{third, decided("2024-05-06", by("dismiss_suit"))}, "", ""},
		{"《诉讼费用交纳办法》22: and pays for it", measures.Standing, "appeal_fee/second/张村镇", []fact{third, decided("2024-05-06", lost), appealed(measures.ThirdParty, "2024-05-13"), charged("2024-05-20")}, "", "2024-05-27 running"},

		{"before it one answer was for all", measures.Own, "appeal_answer/second", appealedAndCopied, "2024-06-04 running", "2024-06-04 running"},
	} {
		f := file(row.facts...)
		if got := clockUnder(row.since-1, f, row.id); got != row.before {
			t.Errorf("%s, before %d:\n got %s\nwant %s", row.name, row.since, orNone(got), orNone(row.before))
		}
		if got := clockUnder(row.since, f, row.id); got != row.now {
			t.Errorf("%s, since %d:\n got %s\nwant %s", row.name, row.since, orNone(got), orNone(row.now))
		}
	}
}

// helping is what the Bureau asks of a unit by 8 March 2024 (第九条).
func helping(f *measures.File) {
	f.Assistance = append(f.Assistance, measures.Assistance{Unit: "张村镇", What: "提供影像", On: day("2024-03-06"), Due: day("2024-03-08")})
}
