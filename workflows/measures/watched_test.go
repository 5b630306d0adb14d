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
	closed := file(func(f *measures.File) { f.Archive = &measures.Archive{On: day("2024-06-05")} })
	if len(measures.WatchedIn(f, before, day("2024-03-06"))) > 0 || len(measures.WatchedIn(closed, now(), day("2024-06-06"))) > 0 {
		t.Error("it is shown where it should not be")
	}
}
