package measures_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

func TestArticle25_AppealAgainstAJudgment(t *testing.T) {
	j := decided("2024-09-20", lost)
	checkClock(t, "appeal_judgment", []clockRow{
		{"V28", []fact{j}, "2024-10-08 (safe 2024-09-30) running"},
		{"V30", []fact{served("2023-03-01"), decided("2023-06-08", won)}, "2023-06-25 (safe 2023-06-21) running"},
		{"runs from service, not from the day it was made", []fact{decided("2024-09-10", measures.Paper{}), func(f *measures.File) { f.Current().Decision().ServedOn = day("2024-09-20") }}, "2024-10-08 (safe 2024-09-30) running"},
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
		return decided("2025-04-25", measures.Paper{Form: measures.RulingForm, Outcome: measures.Outcome(o)})
	}
	served := served("2025-03-04")
	checkClock(t, "appeal_ruling", []clockRow{
		{"V32", []fact{served, outcome("dismiss_suit")}, "2025-05-06 (safe 2025-04-30) running"},
		{"not accepted", []fact{served, outcome("refuse_docket")}, "2025-05-06 (safe 2025-04-30) running"},
		{"行诉解释101: no other ruling can be", []fact{served, outcome("ruling")}, ""},
		{"deemed withdrawn: nobody can", []fact{served, outcome("deemed_withdrawn")}, ""},
		{"sent to another court: nobody can", []fact{served, outcome("transfer")}, ""},
		{"one put on file in words can be, as it was then", []fact{served, outcome("ruling_in_words")}, "2025-05-06 (safe 2025-04-30) running"},
		{"leave to withdraw is final", []fact{served, outcome("withdraw")}, ""},
		{"the same after the act was changed", []fact{served, outcome("withdraw_changed")}, ""},
		{"discontinued is final", []fact{served, outcome("terminate")}, ""},
		{"a judgment has its own", []fact{decided("2024-09-20", won)}, ""},
	})
	// The lawsuit goes on: the ruling is told by its place, and appealed by itself.
	aside := outcome("objection_denied")
	own := func(by measures.Side, on string) fact {
		return func(f *measures.File) {
			p := &f.Current().Papers[0]
			p.Appeals = append(p.Appeals, measures.Appeal{By: by, On: day(on)})
		}
	}
	checkClock(t, "appeal_ruling/first/1", []clockRow{
		{"行诉解释101: on jurisdiction", []fact{served, aside}, "2025-05-06 (safe 2025-04-30) running"},
		{"appealed", []fact{served, aside, own(measures.Respondent, "2025-04-30")}, "2025-05-06 (safe 2025-04-30) met 2025-04-30"},
		{"the plaintiff's appeal is not the district's", []fact{served, aside, own(measures.Plaintiff, "2025-04-30")}, "2025-05-06 (safe 2025-04-30) running"},
	})
	if c := mustClock(t, file(served, aside), "appeal_ruling/first/1"); c.Subject != "驳回管辖异议" {
		t.Errorf("the clock is of %s", c.Subject)
	}
}

func TestArticle25_MediationCannotBeAppealed(t *testing.T) {
	f := file(filed("2024-03-18"), submitted("2024-03-12"), forwarded("2024-03-06"),
		decided("2024-05-06", measures.Paper{Form: measures.MediationForm, Outcome: "mediate"}))
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
		{"mediation", []fact{decided("2024-09-20", measures.Paper{Form: measures.MediationForm})}, ""},
		{"a ruling that is final", []fact{decided("2025-04-25", measures.Paper{Form: measures.RulingForm, Outcome: "withdraw"})}, ""},
		{"second instance", []fact{decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-13"), decided("2024-09-20", lost)}, ""},
	} {
		if got := appealableUntil(file(row.facts...), under(first)).String(); got != row.want {
			t.Errorf("%s: until %s, want %s", row.name, got, row.want)
		}
	}
	shorter := measures.Edition{Amends: map[string]measures.Period{"appeal_judgment": {N: 3, Unit: measures.Days}, "appeal_ruling": {N: 2, Unit: measures.Days}}}
	if got := appealableUntil(file(decided("2024-03-05", won)), under(shorter)); got != day("2024-03-08") {
		t.Errorf("a judgment under another edition: until %s", got)
	}
	if got := appealableUntil(file(decided("2024-03-05", ruling)), under(shorter)); got != day("2024-03-07") {
		t.Errorf("a ruling under another edition: until %s", got)
	}
}

// appealableUntil is the last day on which the district can appeal what was decided.
func appealableUntil(f *measures.File, l measures.Law) calendar.Date {
	p := f.Current().Appealed(under(first))
	if p == nil {
		return noDay
	}
	return p.AppealableUntil(district.Name, true, l)
}

func TestArticle25_LastPeriodToAppeal(t *testing.T) {
	// The district is served on 20 September 2024 and can appeal until 8 October (V28).
	j := decided("2024-09-20", lost)
	plaintiff := func(on string) fact { return alsoServed(measures.Plaintiff, "王某某", on) }
	for _, row := range []struct {
		name        string
		facts       []fact
		last        string // the last of all periods to appeal
		byPlaintiff string // the last day of the plaintiffs' own
	}{
		{"nobody else's service is noted", []fact{j}, "2024-10-08", ""},
		{"the plaintiff was served later", []fact{j, plaintiff("2024-09-26")}, "2024-10-11", "2024-10-11"},
		{"its last day is a make-up Saturday", []fact{j, plaintiff("2024-09-27")}, "2024-10-12", "2024-10-12"},
		{"the plaintiff was served earlier", []fact{j, plaintiff("2024-09-10")}, "2024-10-08", "2024-09-25"},
		{"the plaintiff two days before: both end after the holiday", []fact{j, plaintiff("2024-09-18")}, "2024-10-08", "2024-10-08"},
		{"two plaintiffs: each has a period of its own", []fact{j, plaintiff("2024-09-27"), alsoServed(measures.Plaintiff, "李某某", "2024-09-26")}, "2024-10-12", "2024-10-12"},
		{"a third party was served last", []fact{j, plaintiff("2024-09-26"), alsoServed(measures.ThirdParty, "张某某", "2024-09-27")}, "2024-10-12", "2024-10-11"},
		{"a ruling: ten days for everybody", []fact{decided("2025-04-25", ruling), plaintiff("2025-04-28")}, "2025-05-08", "2025-05-08"},
		{"nothing decided", nil, "", ""},
		{"mediation cannot be appealed, whoever received it when", []fact{decided("2024-09-20", measures.Paper{Form: measures.MediationForm}), plaintiff("2024-09-26")}, "", ""},
		{"行诉解释101: nor leave to withdraw", []fact{decided("2024-09-20", measures.Paper{Form: measures.RulingForm, Outcome: "withdraw"}), plaintiff("2024-09-26")}, "", ""},
		{"the second instance is final", []fact{decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-13"), j, plaintiff("2024-09-26")}, "", ""},
		{"行诉法85: the appeal is withdrawn, the others' time runs on", []fact{j, plaintiff("2024-09-26"), appealed(measures.Plaintiff, "2024-09-28"), withdrawnAppeal}, "2024-10-11", ""},
	} {
		f := file(row.facts...)
		in := f.Current()
		if got := f.LastAppeal(in, under(first)).String(); got != row.last {
			t.Errorf("%s: the last period ends on %s, want %s", row.name, got, row.last)
		}
		byPlaintiff := ""
		if p := in.Appealed(under(first)); p != nil {
			byPlaintiff = p.AppealableUntil("王某某", false, under(first)).String()
		}
		if byPlaintiff != row.byPlaintiff {
			t.Errorf("%s: the plaintiff can appeal until %s, want %s", row.name, byPlaintiff, row.byPlaintiff)
		}
	}
}

func TestArticle25_WhoseServiceNobodyHasNoted(t *testing.T) {
	j := decided("2024-09-20", lost)
	third := func(f *measures.File) { f.ThirdParties = []string{"张某某"} }
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"nobody's", []fact{third, j}, "王某某 张某某"},
		{"the plaintiff's is noted", []fact{third, j, alsoServed(measures.Plaintiff, "王某某", "2024-09-26")}, "张某某"},
		{"行诉解释101: leave to withdraw waits for nobody", []fact{third, decided("2024-09-20", measures.Paper{Form: measures.RulingForm, Outcome: "withdraw"})}, ""},
		{"everybody's", []fact{third, j, alsoServed(measures.ThirdParty, "张某某", "2024-09-27"), alsoServed(measures.Plaintiff, "王某某", "2024-09-26")}, ""},
	} {
		f := file(row.facts...)
		if got := strings.Join(f.Unserved(f.Current(), under(first)), " "); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// Of several organs of the district each may have received the decision on a day of its own.
func TestArticle25_WhoseServiceCanStillBeNoted(t *testing.T) {
	j, both := decided("2024-09-20", lost), against(district, town)
	of := func(name string) fact { return alsoServed(measures.Respondent, name, "2024-09-23") }
	plaintiff := alsoServed(measures.Plaintiff, "王某某", "2024-09-26")
	left := func(f *measures.File) {
		f.Changes = append(f.Changes, measures.PartyChange{Kind: measures.Leaves, Side: measures.Respondent, Name: town.Name, On: day("2024-08-01")})
	}
	for _, row := range []struct {
		name  string
		facts []fact
		logic measures.Logic
		want  string
	}{
		{"each organ's, and the plaintiff's", []fact{both, j}, measures.Letters, "王某某 " + district.Name + " " + town.Name},
		{"the plaintiff's is noted", []fact{both, j, plaintiff}, measures.Current, district.Name + " " + town.Name},
		{"the town's is noted", []fact{both, j, plaintiff, of(town.Name)}, measures.Current, district.Name},
		{"all are", []fact{both, j, plaintiff, of(town.Name), of(district.Name)}, measures.Current, ""},
		{"one organ alone received it on the day that is on file", []fact{j, plaintiff}, measures.Current, ""},
		{"the other has left", []fact{both, left, j, plaintiff}, measures.Current, ""},
		{"before Letters an organ's own was not noted later", []fact{both, j}, measures.Papers, "王某某"},
		{"nothing decided", []fact{both}, measures.Current, ""},
		{"行诉解释101: leave to withdraw waits for nobody", []fact{both, decided("2024-09-20", by("withdraw"))}, measures.Current, ""},
		{"行诉解释85: mediation waits for all", []fact{both, decided("2024-09-20", by("mediate")), plaintiff}, measures.Current, district.Name + " " + town.Name},
		{"a judgment of the second instance waits for nobody", []fact{both, decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-13"), j}, measures.Current, ""},
	} {
		law := under(first)
		law.Logic = row.logic
		f := file(row.facts...)
		if got := strings.Join(f.Unnoted(f.Current(), law), " "); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

func TestArticle25_AppealAgainstWhatIsDecidedAfterARemand(t *testing.T) {
	again := []fact{decided("2024-02-06", lost), appealed(measures.Respondent, "2024-02-19"),
		decided("2024-04-10", measures.Paper{Form: measures.RulingForm, Outcome: "remand"}), remanded("2024-05-08"), decided("2024-09-20", lost)}
	f := file(again...)
	checkClock(t, "appeal_judgment/first-2", []clockRow{
		{"V28, at the new first instance", again, "2024-10-08 (safe 2024-09-30) running"},
	})
	if c := mustClock(t, f, "appeal_judgment/first-2"); c.Subject != "重审一审" {
		t.Errorf("the clock is of %s", c.Subject)
	}
	if c := mustClock(t, f, "appeal_judgment"); c.Subject != "" || written(c) != "2024-02-21 met 2024-02-19" {
		t.Errorf("the first appeal: %s %s", c.Subject, written(c))
	}
	if got := appealableUntil(f, under(first)); got != day("2024-10-08") {
		t.Errorf("it can be appealed until %s", got)
	}
}

// 《诉讼费用交纳办法》第二十二条: seven days from the court's notice.
func TestArticle25_TheFeeOfAnAppeal(t *testing.T) {
	j, a := decided("2024-05-06", lost), appealed(measures.Respondent, "2024-05-20")
	notice := func(on string) fact { return func(f *measures.File) { f.Current().Appeals[0].FeeNoticeOn = day(on) } }
	paid := func(on string) fact { return func(f *measures.File) { f.Current().Appeals[0].FeePaidOn = day(on) } }
	checkClock(t, "appeal_fee/second", []clockRow{
		{"no notice yet", []fact{j, a}, ""},
		{"seven days from the notice", []fact{j, a, notice("2024-05-24")}, "2024-05-31 running"},
		{"over the holiday", []fact{j, a, notice("2024-09-25")}, "2024-10-08 (safe 2024-09-30) running"},
		{"on the last day", []fact{j, a, notice("2024-05-24"), paid("2024-05-31")}, "2024-05-31 met 2024-05-31"},
		{"a day late: the appeal counts as withdrawn", []fact{j, a, notice("2024-05-24"), paid("2024-06-01")}, "2024-05-31 met_late 2024-06-01"},
		{"never, and the court ruled", []fact{j, a, notice("2024-05-24"), decided("2024-06-20", ruling)}, "2024-05-31 missed: 逾期未办，人民法院已作出裁判"},
		{"settled within the week", []fact{j, a, notice("2024-05-24"), withdrawn("2024-05-30")}, "2024-05-31 void: 案件已撤诉或者和解结案"},
	})
	if c := mustClock(t, file(j, a, notice("2024-05-24")), "appeal_fee/second"); c.Subject != "二审" {
		t.Errorf("the clock is of %s", c.Subject)
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
	both := file(j, a, copyServed("2024-05-20"), alsoAppealed(measures.ThirdParty, "2024-05-16"), func(f *measures.File) {
		f.Current().Appeals[1].CopyServedOn = day("2024-05-27")
	})
	if c := mustClock(t, both, "appeal_answer/second/2"); c.Subject != "第三人上诉" || written(c) != "2024-06-11 running" {
		t.Errorf("the answer to the third party: %s %s", c.Subject, written(c))
	}
}

// 行诉解释107、108: the opposite side answers an appeal, each organ for itself.
func TestArticle25_WhoAnswersAnAppeal(t *testing.T) {
	j, both := decided("2024-05-06", lost), against(district, town)
	names := func(organs []measures.Party) string {
		var all []string
		for _, p := range organs {
			all = append(all, p.Name)
		}
		return strings.Join(all, " ")
	}
	by := func(name string) fact { return func(f *measures.File) { f.Current().Appeals[0].Name = name } }
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"the plaintiff's: both", []fact{both, j, appealed(measures.Plaintiff, "2024-05-13")}, district.Name + " " + town.Name},
		{"the district's: the town", []fact{both, j, appealed(measures.Respondent, "2024-05-13"), by(district.Name)}, ""},
		{"the town's: the district", []fact{both, j, appealed(measures.Respondent, "2024-05-13"), by(town.Name)}, ""},
		{"a third party's of the same name as nobody: both", []fact{both, j, appealed(measures.ThirdParty, "2024-05-13"), by("张某某")}, district.Name + " " + town.Name},
	} {
		f := file(append(append([]fact{}, row.facts...), copyServed("2024-05-20"))...)
		if got := names(f.Answering(f.Current().Appeals[0], under(first))); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
	f := file(both, j, appealed(measures.Plaintiff, "2024-05-13"), copyServed("2024-05-20"))
	a := &f.Current().Appeals[0]
	f.Answer(a, town.Name, day("2024-05-28"), under(first))
	if !a.AnsweredOn.IsZero() || names(f.Unanswering(*a, under(first))) != district.Name {
		t.Errorf("the town has answered, the district not: answered on %s, owed by %s", a.AnsweredOn, names(f.Unanswering(*a, under(first))))
	}
	f.Answer(a, district.Name, day("2024-06-03"), under(first))
	if a.AnsweredOn != day("2024-06-03") || len(f.Unanswering(*a, under(first))) != 0 {
		t.Errorf("both have answered: answered on %s", a.AnsweredOn)
	}
	for id, want := range map[string]string{"appeal_answer/second": "2024-06-04 met 2024-06-03", "appeal_answer/second/" + town.Name: "2024-06-04 met 2024-05-28"} {
		if got := written(mustClock(t, f, id)); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

// 行诉法85、行诉解释61: an appeal that is withdrawn takes nobody else's right away.
func TestArticle25_AnotherAppealIsWithdrawn(t *testing.T) {
	effect := func(f *measures.File) {
		f.Current().Effective = &measures.Effective{On: day("2024-05-22"), ReceivedOn: day("2024-05-22")}
	}
	j := []fact{decided("2024-05-06", lost), appealed(measures.Plaintiff, "2024-05-13"), withdrawnAppeal}
	checkClock(t, "appeal_judgment", []clockRow{
		{"until its own last day", j, "2024-05-21 running"},
		{"used after that", slices.Concat(j, []fact{appealed(measures.Respondent, "2024-05-20")}), "2024-05-21 met 2024-05-20"},
		{"nobody has used it", slices.Concat(j, []fact{effect}), "2024-05-21 void: 裁判已生效"},
		{"another has, and that is decided", slices.Concat(j, []fact{appealed(measures.ThirdParty, "2024-05-20"), decided("2024-08-01", won)}), "2024-05-21 void: 二审已作出裁判"},
	})
	checkClock(t, "effective/second", []clockRow{
		{"the day after the last period", j, "2024-05-22 running"},
	})
}

// An organ that is a third party is told when it can appeal.
func TestArticle25_AThirdPartyOrgan(t *testing.T) {
	third := file(decided("2024-05-06", lost), func(f *measures.File) { f.ThirdOrgans = []measures.Defendant{town} })
	for id, told := range map[string]bool{"appeal_judgment": false, "appeal_judgment/" + town.Name: true} {
		if c := mustClock(t, third, id); strings.Contains(c.TriggerIs, "第二十九条第二款") != told {
			t.Errorf("%s runs from %s", id, c.TriggerIs)
		}
	}
}

// withdrawnAppeal lets the appeals of a second instance be withdrawn.
func withdrawnAppeal(f *measures.File) {
	f.Current().Papers = append(f.Current().Papers, measures.Paper{Form: measures.RulingForm, Outcome: "withdraw_appeal", MadeOn: day("2024-05-17"), ServedOn: day("2024-05-17")})
}

// Before Apart a co-defendant's appeal was answered like any other.
func TestArticle25_ACoDefendantsAppeal(t *testing.T) {
	f := file(against(district, town), decided("2024-05-06", lost), appealed(measures.Respondent, "2024-05-13"), copyServed("2024-05-20"))
	for law, want := range map[measures.Logic]string{measures.Own: "2024-06-04 running", measures.Apart: ""} {
		got := ""
		for _, c := range measures.Clocks(f, measures.Law{Calendar: builtin, Edition: first, Logic: law}) {
			if c.Key == "appeal_answer" {
				got += written(c)
			}
		}
		if got != want {
			t.Errorf("under law %s: %q, want %q", law, got, want)
		}
	}
}

func TestArticle25_WhatCanBeAppealedWhere(t *testing.T) {
	can, cannot := outcomeOf(t, "驳回诉讼请求"), outcomeOf(t, "准许撤诉")
	aside := outcomeOf(t, "驳回管辖异议")
	asFirst, asSecond := measures.Instance{Level: measures.Retrial, As: measures.First}, measures.Instance{Level: measures.Retrial, As: measures.Second}
	for _, row := range []struct {
		name   string
		in     measures.Instance
		papers []measures.Outcome
		want   int // the place of the paper that can be, from 1
	}{
		{"a judgment at first instance", measures.Instance{Level: measures.First}, []measures.Outcome{can}, 1},
		{"a ruling that lets the plaintiff withdraw", measures.Instance{Level: measures.First}, []measures.Outcome{cannot}, 0},
		{"at second instance", measures.Instance{Level: measures.Second}, []measures.Outcome{can}, 0},
		{"行诉解释119: a retrial by first-instance procedure", measures.Instance{Level: measures.Retrial, As: measures.First}, []measures.Outcome{can}, 1},
		{"a retrial by second-instance procedure", measures.Instance{Level: measures.Retrial, As: measures.Second}, []measures.Outcome{can}, 0},
		{"行诉解释119: whatever it says", asFirst, []measures.Outcome{outcomeOf(t, "再审维持原判")}, 1},
		{"行诉解释119: and decides anew", asFirst, []measures.Outcome{outcomeOf(t, "改判")}, 1},
		{"行诉解释119: in part", asFirst, []measures.Outcome{outcomeOf(t, "部分维持、部分改判")}, 1},
		{"行诉解释119: the suit is dismissed after all", asFirst, []measures.Outcome{outcomeOf(t, "撤销原判，驳回起诉")}, 1},
		{"行诉解释121: but not that the retrial is at an end", asFirst, []measures.Outcome{outcomeOf(t, "终结再审程序")}, 0},
		{"行诉解释119: none of them by second-instance procedure", asSecond, []measures.Outcome{outcomeOf(t, "再审维持原判")}, 0},
		{"a judgment of the second instance that decides anew", measures.Instance{Level: measures.Second}, []measures.Outcome{outcomeOf(t, "改判")}, 0},
		{"a ruling on jurisdiction, before the decision", measures.Instance{Level: measures.First}, []measures.Outcome{aside}, 1},
		{"two of them: the later", measures.Instance{Level: measures.First}, []measures.Outcome{aside, aside}, 2},
		{"and the decision after it", measures.Instance{Level: measures.First}, []measures.Outcome{aside, can}, 2},
		{"a decision that cannot be, after one that could", measures.Instance{Level: measures.First}, []measures.Outcome{aside, cannot}, 0},
		{"行诉解释101: one on jurisdiction, and a stay after it, which cannot be", measures.Instance{Level: measures.First}, []measures.Outcome{aside, outcomeOf(t, "中止诉讼")}, 1},
		{"nothing yet", measures.Instance{Level: measures.First}, nil, 0},
	} {
		in := row.in
		for _, o := range row.papers {
			in.Papers = append(in.Papers, measures.Paper{Outcome: o, Form: o.Effect().Form})
		}
		got := 0
		for n := range in.Papers {
			if in.Appealed(under(first)) == &in.Papers[n] {
				got = n + 1
			}
		}
		if got != row.want {
			t.Errorf("%s: paper %d, want %d", row.name, got, row.want)
		}
	}
}

// Before Letters the retrial's own kinds of decision were all taken for final.
func TestArticle25_WhatARetrialByFirstProcedureSays(t *testing.T) {
	before := under(first)
	before.Logic = measures.Papers
	for name, days := range map[string]int{"再审维持原判": 15, "改判": 15, "部分维持、部分改判": 15, "撤销原判，驳回起诉": 10, "驳回诉讼请求": 15} {
		o := outcomeOf(t, name)
		f := file(func(f *measures.File) {
			in := measures.Instance{Level: measures.Retrial, As: measures.First}
			in.Papers = []measures.Paper{{Outcome: o, Form: o.Effect().Form, MadeOn: day("2024-03-04"), ServedOn: day("2024-03-05")}}
			f.Instances = append(f.Instances, in)
		})
		if got, want := f.LastAppeal(f.Current(), under(first)), day("2024-03-05").AddDays(days); got != want {
			t.Errorf("%s can be appealed until %s, want %s", name, got, want)
		}
		since := under(first)
		since.Logic = measures.Letters
		if f.Current().Appealed(since) == nil {
			t.Errorf("since Letters: %s cannot be appealed", name)
		}
		if p := f.Current().Appealed(before); (p != nil) != (name == "驳回诉讼请求") {
			t.Errorf("before Letters: %s can be appealed: %t", name, p != nil)
		}
	}
}

func outcomeOf(t *testing.T, name string) measures.Outcome {
	t.Helper()
	o, ok := measures.OutcomeNamed(name)
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	return o
}

func TestArticle25_WhoAppeals(t *testing.T) {
	f := file(against(measures.Defendant{Name: "威海市某某局"}, unitServed("张村镇", "")))
	outside := file(against(measures.Defendant{Name: "威海市某某局"}))
	for _, row := range []struct {
		f    *measures.File
		a    measures.Appeal
		want string
	}{
		{f, measures.Appeal{By: measures.Respondent, Name: "威海市某某局"}, "威海市某某局"},
		{f, measures.Appeal{By: measures.Respondent}, f.Sued()[0].Name},
		{f, measures.Appeal{By: measures.Plaintiff}, "王某某"},
		{f, measures.Appeal{By: measures.ThirdParty}, ""},
		{outside, measures.Appeal{By: measures.Respondent}, "威海市某某局"},
	} {
		if got := row.f.Appellant(row.a); got != row.want {
			t.Errorf("%v is %q, want %q", row.a, got, row.want)
		}
	}
}
