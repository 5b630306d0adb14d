package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

// performing is what the effective decision of the open instance orders; done is
// empty until it is done, by until a day is named.
func performing(by, done string) fact {
	return func(f *measures.File) {
		p := measures.Performance{Duty: "六十日内重新作出补偿决定"}
		if by != "" {
			p.Due = day(by)
		}
		if done != "" {
			p.DoneOn = day(done)
		}
		f.Current().Obligations = append(f.Current().Obligations, p)
	}
}

func subsistence(f *measures.File) { f.Current().Obligations[0].Subsistence = true }

// ended decides the open instance with effect on the day.
func ended(o measures.Outcome, on string) fact {
	return func(f *measures.File) {
		with(f, decided(on, measures.Paper{Form: o.Effect().Form, Outcome: o}), effective(on, on))
	}
}

// examined is the examination of an application for a retrial.
func examined(f *measures.File) {
	f.Instances = append(f.Instances, measures.Instance{Level: measures.Examining})
}

func TestArticle26_PerformedByTheDayThatTheDecisionNames(t *testing.T) {
	took := []fact{decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22")}
	then := func(more ...fact) []fact { return append(append([]fact{}, took...), more...) }
	checkClock(t, "performance", []clockRow{
		{"the decision orders nothing", took, ""},
		{"及时, without a day: nothing to count", then(performing("", "")), ""},
		{"by the day that it names", then(performing("2024-08-02", "")), "2024-08-02 running"},
		{"a Saturday moves", then(performing("2024-08-24", "")), "2024-08-26 (safe 2024-08-23) running"},
		{"it has not taken effect", []fact{decided("2024-05-06", lost), performing("2024-08-02", "")}, ""},
		{"on the day", then(performing("2024-08-02", "2024-08-02")), "2024-08-02 met 2024-08-02"},
		{"行政诉讼法96: a day late, and a fine runs", then(performing("2024-08-02", "2024-08-03"), because("performance", "等待评估")), "2024-08-02 met_late 2024-08-03: 等待评估"},
		{"行诉解释118: a retrial is ordered, and suspends it", then(performing("2024-08-02", ""), retried("2024-07-01")), "2024-08-02 void: 人民法院决定再审，中止原裁判的执行"},
		{"a retrial is ordered when it was overdue", then(performing("2024-08-02", ""), retried("2024-09-02")), "2024-08-02 missed: 逾期未办，人民法院决定再审，中止原裁判的执行"},
		{"行诉解释118: but not what somebody lives on", then(performing("2024-08-02", ""), subsistence, retried("2024-07-01")), "2024-08-02 running"},
		{"行诉解释118: a retrial that is ordered after its application was examined", then(performing("2024-08-02", ""), examined, retried("2024-07-01")), "2024-08-02 void: 人民法院决定再审，中止原裁判的执行"},
		{"行诉解释121: the retrial is terminated, and it is owed again at once", then(performing("2024-08-02", ""), retried("2024-07-01"), ended("terminate_retrial", "2024-09-02")), "2024-09-02 running"},
		{"its day is still to come", then(performing("2024-11-01", ""), retried("2024-07-01"), ended("terminate_retrial", "2024-09-02")), "2024-11-01 running"},
		{"the retrial upholds it", then(performing("2024-08-02", ""), retried("2024-07-01"), ended("uphold_effective", "2024-09-02")), "2024-09-02 running"},
		{"the retrial upholds it, and has not taken effect", then(performing("2024-08-02", ""), retried("2024-07-01"), decided("2024-09-02", measures.Paper{Form: measures.JudgmentForm, Outcome: "uphold_effective"})), "2024-08-02 void: 人民法院决定再审，中止原裁判的执行"},
		{"the retrial decides otherwise", then(performing("2024-08-02", ""), retried("2024-07-01"), ended("dismiss_claims", "2024-09-02")), "2024-08-02 void: 人民法院决定再审，中止原裁判的执行"},
		{"it is upheld, and retried once more", then(performing("2024-08-02", ""), retried("2024-07-01"), ended("uphold_effective", "2024-09-02"), retried("2025-01-02")), "2024-09-02 missed: 逾期未办，人民法院决定再审，中止原裁判的执行"},
		{"the examination alone suspends nothing", then(performing("2024-08-02", ""), examined), "2024-08-02 running"},
		{"no organ of the district is sued, and something is ordered all the same", []fact{against(city), took[0], took[1], performing("2024-08-02", "")}, "2024-08-02 running"},
		{"the file was archived before: it is still owed", then(performing("2024-08-02", ""), archived("2024-07-01")), "2024-08-02 running"},
	})
	// 行政诉讼法第五十七条: 30 March is a Saturday.
	advance := []fact{decided("2024-03-20", measures.Paper{Form: measures.RulingForm, Outcome: "advance", Number: "之一"}), func(f *measures.File) {
		f.Current().Obligations = []measures.Performance{{Duty: "支付最低生活保障金", Ruling: "之一", Days: 10}}
	}}
	early := func(more ...fact) []fact { return append(append([]fact{}, advance...), more...) }
	again := decided("2024-03-25", measures.Paper{Form: measures.RulingForm, Outcome: "advance", Number: "之一"})
	withdrawn := func(f *measures.File) { f.Withdrawal = &measures.Withdrawal{On: day("2024-03-28")} }
	checkClock(t, "performance", []clockRow{
		{"a ruling orders it before the judgment", advance, "2024-04-01 (safe 2024-03-29) running"},
		{"another with its number takes nothing over", early(again), "2024-04-01 (safe 2024-03-29) running"},
		{"the judgment is not in effect", early(decided("2024-03-26", won)), "2024-04-01 (safe 2024-03-29) running"},
		{"it is lost", early(decided("2024-03-26", lost), effective("2024-03-28", "2024-03-28")), "2024-04-01 (safe 2024-03-29) running"},
		{"it is not", early(decided("2024-03-26", won), effective("2024-03-28", "2024-03-28")), "2024-04-01 (safe 2024-03-29) void: 裁判已生效，不再先予执行"},
		{"it is not, too late", early(decided("2024-03-26", won), effective("2024-04-11", "2024-04-11")), "2024-04-01 (safe 2024-03-29) missed: 逾期未办，裁判已生效，不再先予执行"},
		{"not on appeal", early(decided("2024-03-20", lost), appealed(measures.Respondent, "2024-03-22"), ended("dismiss_claims", "2024-03-28")), "2024-04-01 (safe 2024-03-29) void: 裁判已生效，不再先予执行"},
		{"the suit is withdrawn", early(withdrawn), "2024-04-01 (safe 2024-03-29) void: 案件已撤诉或者和解结案"},
	})
	second := []fact{decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-13"), decided("2024-08-01", lost), effective("2024-08-01", "2024-08-01"), performing("2024-09-30", "")}
	if c := mustClock(t, file(second...), "performance/second"); c.Subject != "二审" || written(c) != "2024-09-30 running" || c.Trigger != day("2024-08-01") {
		t.Errorf("after the second instance: %s %s from %s", c.Subject, written(c), c.Trigger)
	}
	if c := mustClock(t, file(then(performing("2024-08-02", ""))...), "performance"); c.Subject != "" {
		t.Errorf("after the first instance the clock is of %s", c.Subject)
	}
}

// Each item of a decision has a time of its own; that of a term runs from the effect.
func TestArticle26_EachItemOfADecision(t *testing.T) {
	two := file(decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22"), performing("2024-08-02", "2024-07-01"), performing("2024-09-02", ""))
	if c := mustClock(t, two, "performance"); c.Subject != "" || written(c) != "2024-08-02 met 2024-07-01" {
		t.Errorf("the first: %s %s", c.Subject, written(c))
	}
	if c := mustClock(t, two, "performance/first/2"); c.Subject != "一审第2项" || written(c) != "2024-09-02 running" {
		t.Errorf("the second: %s %s", c.Subject, written(c))
	}
	term := file(decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22"), func(f *measures.File) {
		f.Current().Obligations = []measures.Performance{{Duty: "六十日内重作", Days: 60}}
	})
	if c := mustClock(t, term, "performance"); c.Due != day("2024-07-22") { // the sixtieth day is Sunday, 21 July
		t.Errorf("sixty days from 22 May end on %s", c.Due)
	}
}

// A ruling is meant by its number, the last where none is said.
func TestArticle26_WhichRulingOrdersIt(t *testing.T) {
	ruling := func(number string, o measures.Outcome) fact {
		return decided("2024-03-20", measures.Paper{Form: measures.RulingForm, Outcome: o, Number: number})
	}
	in := file(ruling("之一", "advance"), ruling("之二", "advance"), ruling("之三", "stay")).Current()
	for number, want := range map[string]string{"": "之二", "之一": "之一", "之二": "之二", "之三": "", "之四": ""} {
		got := ""
		if p := in.Advance(number); p != nil {
			got = p.Number
		}
		if got != want {
			t.Errorf("%q is %q, want %q", number, got, want)
		}
	}
}
