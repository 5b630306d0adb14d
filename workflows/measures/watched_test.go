package measures_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

// watched writes down the periods of others on a day.
func watched(f *measures.File, on string) []string {
	var all []string
	for _, w := range measures.WatchedIn(f, now(), day(on)) {
		all = append(all, strings.Join([]string{w.Key, w.Whose, w.Due.String(), w.StateOn(day(on))}, " "))
	}
	return all
}

func now() measures.Law {
	return measures.Law{Calendar: builtin, Edition: first, Logic: measures.Current}
}

// 行政诉讼法第八十一条、第八十三条、第八十八条: six months, forty-five days and three months,
// reckoned from what is on file; a suspension does not count.
func TestWatched_TheCourtsOwn(t *testing.T) {
	decide := func(f *measures.File) {
		f.Current().Papers = append(f.Current().Papers, measures.Paper{Form: measures.JudgmentForm, Outcome: "revoke", MadeOn: day("2024-06-03"), ServedOn: day("2024-06-05")})
	}
	appeal := func(f *measures.File) {
		f.Instances = append(f.Instances, measures.Instance{Level: measures.Second, Appeals: []measures.Appeal{{By: measures.Plaintiff, Name: "王某某", On: day("2024-06-11")}}})
	}
	paused := func(resumed string) fact {
		return func(f *measures.File) {
			x := measures.Suspension{On: day("2024-04-01")}
			if resumed != "" {
				x.ResumedOn = day(resumed)
			}
			f.Suspensions = append(f.Suspensions, x)
		}
	}
	suspended := func(on, resumed string) fact {
		return func(f *measures.File) {
			f.Suspensions = append(f.Suspensions, measures.Suspension{On: day(on), ResumedOn: day(resumed)})
		}
	}
	again := func(as measures.Level) fact {
		return func(f *measures.File) {
			f.Instances = append(f.Instances, measures.Instance{Level: measures.Retrial, As: as, RetriedOn: day("2024-07-01")})
		}
	}
	for _, row := range []struct {
		name string
		file *measures.File
		on   string
		want string
	}{
		{"six months", file(), "2024-03-06", "first_instance 人民法院 2024-09-05 未届满"},
		{"on the last day", file(), "2024-09-05", "first_instance 人民法院 2024-09-05 未届满"},
		{"after it nobody is accused", file(), "2024-09-06", "first_instance 人民法院 2024-09-05 推算的日期已过"},
		{"summary procedure", file(summary), "2024-03-06", "first_instance_summary 人民法院 2024-04-19 未届满"},
		{"ten days of suspension, which end on a Sunday", file(paused("2024-04-11")), "2024-05-06", "first_instance 人民法院 2024-09-18 未届满"},
		{"suspended for three days so far", file(paused("")), "2024-04-04", "first_instance 人民法院 2024-09-09 未届满"},
		{"a reconsideration", file(reconsideration), "2024-03-06", "reconsideration_decision 行政复议机关 2024-05-06 未届满"},
		{"a reconsideration in summary procedure, over 清明节", file(reconsideration, summary), "2024-03-06", "reconsideration_decision_summary 行政复议机关 2024-04-07 未届满"},
		{"suspended before it was served: from then on", file(suspended("2024-02-20", "2024-03-15")), "2024-05-06", "first_instance 人民法院 2024-09-18 未届满"},
		{"a suspension that was over by then", file(suspended("2024-02-01", "2024-02-20")), "2024-05-06", "first_instance 人民法院 2024-09-05 未届满"},
		{"a remand: six months again", file(remanded("2024-09-02")), "2024-09-03", "first_instance 人民法院 2025-03-03 未届满"},
		{"行诉解释119: a retrial by first-instance procedure, over 元旦", file(again(measures.First)), "2024-07-02", "first_instance 人民法院 2025-01-02 未届满"},
		{"行诉解释119: a retrial by second-instance procedure, over 国庆节", file(again(measures.Second)), "2024-07-02", "second_instance 人民法院 2024-10-08 未届满"},
		{"行诉解释112: an application for a retrial", file(func(f *measures.File) { f.Instances[0].Level = measures.Examining }), "2024-03-06", "retrial_review 人民法院 2024-09-05 未届满"},
		{"taken up at second instance: from its service", file(func(f *measures.File) { f.Instances[0].Level = measures.Second }), "2024-03-06", "second_instance 人民法院 2024-06-05 未届满"},
		{"decided", file(decide), "2024-06-06", "first_instance 人民法院 2024-09-05 已于2024年6月3日（周一）作出裁判"},
		{"the appeal", file(decide, appeal), "2024-06-12", "second_instance 人民法院 2024-09-11 未届满"},
	} {
		if all := watched(row.file, row.on); !slices.Contains(all, row.want) {
			t.Errorf("%s: %q, want %q", row.name, all, row.want)
		}
	}
}

// 行政诉讼法第八十五条、行诉解释第一百一十条、第一百五十三条: each other party from its own
// service; who has received nothing yet has no day, and what is ours is not among them.
func TestWatched_TheOtherParties(t *testing.T) {
	judged := func(outcome measures.Outcome, form measures.Form, others ...measures.Service) fact {
		return func(f *measures.File) {
			f.ThirdParties = []string{"某某公司"}
			f.Defendants = append(f.Defendants, measures.Defendant{Name: "威海市某某局"})
			f.Current().Papers = append(f.Current().Papers, measures.Paper{Form: form, Outcome: outcome, MadeOn: day("2024-06-03"), ServedOn: day("2024-06-05"), Others: others})
		}
	}
	served := measures.Service{Party: measures.Plaintiff, Name: "王某某", On: day("2024-06-06")}
	effective := func(f *measures.File) {
		in := f.Current()
		in.Effective = &measures.Effective{On: day("2024-06-25")}
		in.Obligations = []measures.Performance{{Duty: "重新作出决定", Due: day("2024-08-26")}, {Duty: "赔偿", Days: 30, DoneOn: day("2024-07-10")}}
	}
	asked := func(f *measures.File) {
		f.Retrials = append(f.Retrials, measures.RetrialApplication{By: measures.ByPlaintiff, On: day("2024-10-08")})
	}
	took := func(f *measures.File) { f.Current().Effective = &measures.Effective{On: day("2024-06-25")} }
	asks := func(by measures.Applicant, on string) fact { return retrialAsked(by, on) }
	appeal := func(f *measures.File) {
		f.Instances = append(f.Instances, measures.Instance{Level: measures.Second, Appeals: []measures.Appeal{{By: measures.Plaintiff, Name: "王某某", On: day("2024-06-11")}}})
	}
	retrials := func(plaintiff, third string) []string {
		return []string{
			"appeal_judgment 王某某 2024-06-21 裁判已生效", "appeal_judgment 威海市某某局  裁判已生效", "appeal_judgment 某某公司  裁判已生效",
			"retrial_application 王某某 2024-12-06 " + plaintiff, "retrial_application 威海市某某局  送达日期尚未登记", "retrial_application 某某公司  " + third}
	}
	for _, row := range []struct {
		name string
		file *measures.File
		on   string
		want []string
	}{
		{"a judgment", file(judged("revoke", measures.JudgmentForm, served)), "2024-06-21", []string{
			"appeal_judgment 王某某 2024-06-21 未届满", "appeal_judgment 威海市某某局  送达日期尚未登记", "appeal_judgment 某某公司  送达日期尚未登记"}},
		{"a ruling", file(judged("dismiss_suit", measures.RulingForm, served)), "2024-06-18", []string{
			"appeal_ruling 王某某 2024-06-17 已届满", "appeal_ruling 威海市某某局  送达日期尚未登记", "appeal_ruling 某某公司  送达日期尚未登记"}},
		{"one that nobody can appeal", file(judged("withdraw", measures.RulingForm, served)), "2024-06-10", nil},
		{"in effect", file(judged("revoke", measures.JudgmentForm, served), effective, asked), "2024-10-09", []string{
			"appeal_judgment 王某某 2024-06-21 裁判已生效", "appeal_judgment 威海市某某局  裁判已生效", "appeal_judgment 某某公司  裁判已生效",
			"retrial_application 王某某 2024-12-06 已于2024年10月8日（周二）申请再审", "retrial_application 威海市某某局  送达日期尚未登记", "retrial_application 某某公司  送达日期尚未登记",
			"enforcement 王某某 2026-08-26 未届满", "enforcement 王某某 2026-07-27 已于2024年7月10日（周三）履行完毕"}},
		{"one of them appeals", file(judged("revoke", measures.JudgmentForm, served), appeal), "2024-06-12", []string{
			"appeal_judgment 王某某 2024-06-21 已于2024年6月11日（周二）上诉", "appeal_judgment 威海市某某局  送达日期尚未登记", "appeal_judgment 某某公司  送达日期尚未登记",
			"second_instance 人民法院 2024-09-11 未届满"}},
		{"the second instance has decided", file(judged("revoke", measures.JudgmentForm, served), appeal, decided("2024-08-01", upheld)), "2024-08-02", []string{
			"appeal_judgment 王某某 2024-06-21 已于2024年6月11日（周二）上诉", "appeal_judgment 威海市某某局  二审已作出裁判", "appeal_judgment 某某公司  二审已作出裁判",
			"second_instance 人民法院 2024-09-11 已于2024年8月1日（周四）作出裁判"}},
		{"行诉解释110: who asked before it took effect has not asked for this", file(judged("revoke", measures.JudgmentForm, served), took, asks(measures.ByPlaintiff, "2024-06-24")), "2024-10-09", retrials("未届满", "送达日期尚未登记")},
		{"on the day on which it took effect", file(judged("revoke", measures.JudgmentForm, served), took, asks(measures.ByPlaintiff, "2024-06-25")), "2024-10-09", retrials("已于2024年6月25日（周二）申请再审", "送达日期尚未登记")},
		{"a third party asked", file(judged("revoke", measures.JudgmentForm, served), took, asks(measures.ByThirdParty, "2024-10-08")), "2024-10-09", retrials("未届满", "已于2024年10月8日（周二）申请再审")},
		{"the procuratorate did: neither", file(judged("revoke", measures.JudgmentForm, served), took, asks(measures.ByProcuracy, "2024-10-08")), "2024-10-09", retrials("未届满", "送达日期尚未登记")},
		{"行诉解释153: no time is named, from the service", file(judged("revoke", measures.JudgmentForm, served), took, performing("", "")), "2024-10-09",
			append(retrials("未届满", "送达日期尚未登记"), "enforcement 王某某 2026-06-05 未届满")},
		{"行诉解释118: a retrial suspends it", file(judged("revoke", measures.JudgmentForm, served), took, performing("2024-08-26", ""), retried("2024-10-08")), "2024-10-09", []string{
			"appeal_judgment 王某某 2024-06-21 裁判已生效", "appeal_judgment 威海市某某局  裁判已生效", "appeal_judgment 某某公司  裁判已生效",
			"enforcement 王某某 2026-08-26 人民法院决定再审，中止原裁判的执行", "second_instance 人民法院 2025-01-08 未届满"}},
		{"but not what somebody lives on", file(judged("revoke", measures.JudgmentForm, served), took, performing("2024-08-26", ""), subsistence, retried("2024-10-08")), "2024-10-09", []string{
			"appeal_judgment 王某某 2024-06-21 裁判已生效", "appeal_judgment 威海市某某局  裁判已生效", "appeal_judgment 某某公司  裁判已生效",
			"enforcement 王某某 2026-08-26 未届满", "second_instance 人民法院 2025-01-08 未届满"}},
	} {
		all := watched(row.file, row.on)
		if len(all) == 0 || !slices.Equal(all[1:], append([]string{}, row.want...)) {
			t.Errorf("%s: %q, want %q", row.name, all, row.want)
		}
	}
}

// Nothing of it is a clock, and before the law knew it nobody was shown any.
func TestWatched_IsNoClock(t *testing.T) {
	f := file()
	for _, c := range measures.Clocks(f, now()) {
		for _, w := range measures.WatchedIn(f, now(), day("2024-03-06")) {
			if c.Key == w.Key {
				t.Errorf("%s is a clock", c.Key)
			}
		}
	}
	before := now()
	before.Logic = measures.Papers
	if len(measures.WatchedIn(f, before, day("2024-03-06"))) > 0 {
		t.Error("it is shown where it should not be")
	}
	since := now()
	since.Logic = measures.Letters
	if len(measures.WatchedIn(f, since, day("2024-03-06"))) == 0 {
		t.Error("the law that knew it first shows nothing")
	}
	for name, over := range map[string]fact{
		"archived": archived("2024-03-06"), "withdrawn": withdrawn("2024-03-06"),
		"struck":                 func(f *measures.File) { f.Struck = &measures.Strike{} },
		"a suggestion":           func(f *measures.File) { f.Kind = measures.SuggestionOnly },
		"known from papers only": func(f *measures.File) { f.Instances[0].Known = true },
	} {
		if all := watched(file(over), "2024-03-06"); len(all) > 0 {
			t.Errorf("%s: %q", name, all)
		}
	}
}

// A last day is shown with what is doubtful about it; of several duties each is told by its number.
func TestWatched_AsAPageShowsIt(t *testing.T) {
	f := file(served("2026-11-02"), decided("2026-11-30", lost), func(f *measures.File) {
		f.Current().Decision().Others = []measures.Service{{Party: measures.Plaintiff, Name: "王某某", On: day("2026-12-15")}}
		f.ThirdParties = []string{"某某公司"}
	})
	var got []string
	for _, w := range measures.WatchedIn(f, now(), day("2026-12-16")) {
		got = append(got, w.Whose+" "+w.Last())
	}
	// The notice of 2027 may dispose of the last week of December too.
	if want := []string{"人民法院 2027年5月3日（周一）（暂定）", "王某某 2026年12月30日（周三）（暂定）", "某某公司 —"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if w := measures.WatchedIn(file(), now(), day("2024-03-06")); w[0].Last() != "2024年9月5日（周四）" {
		t.Errorf("a day that is settled: %s", w[0].Last())
	}
	// Of 2017 no notice is on file, and the six months end on its last Saturday.
	if w := measures.WatchedIn(file(served("2017-06-30")), now(), day("2017-07-03")); w[0].Last() != "2018年1月2日（周二）（暂定）" {
		t.Errorf("moved from a year that nobody knows: %s", w[0].Last())
	}
	// 行诉解释第五十条 is of lawsuits: how long a reconsideration takes, its own law says.
	for kind, want := range map[measures.Kind]bool{measures.Litigation: true, measures.Reconsideration: false} {
		w := measures.WatchedIn(file(func(f *measures.File) { f.Kind = kind }), now(), day("2024-03-06"))[0]
		if slices.Contains(w.Basis, "《行诉解释》第五十条") != want {
			t.Errorf("%s rests on %v", kind, w.Basis)
		}
	}
	subjects := func(facts ...fact) string {
		var all []string
		for _, w := range measures.WatchedIn(file(append([]fact{decided("2024-06-03", lost), effective("2024-06-25", "2024-06-25")}, facts...)...), now(), day("2024-07-01")) {
			if w.Key == "enforcement" {
				all = append(all, w.Subject)
			}
		}
		return strings.Join(all, " ")
	}
	const duty = "六十日内重新作出补偿决定"
	if got := subjects(performing("2024-08-26", "")); got != duty {
		t.Errorf("one duty is %s", got)
	}
	if got := subjects(performing("2024-08-26", ""), performing("2024-09-26", "")); got != "第1项："+duty+" 第2项："+duty {
		t.Errorf("two duties are %s", got)
	}
}
