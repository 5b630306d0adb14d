package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle26_RetrialWithinSixMonthsOfTheDocument(t *testing.T) {
	took := []fact{decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22")}
	then := func(more ...fact) []fact { return append(append([]fact{}, took...), more...) }
	checkClock(t, "retrial_application", []clockRow{
		{"立案程序规定12: from the service, not from the effect", took, "2024-11-06 running"},
		{"there is no 30 February: the end of the month", []fact{decided("2024-08-30", lost), effective("2024-09-18", "2024-09-18")}, "2025-02-28 running"},
		{"the last day is in 春节", []fact{decided("2024-08-01", lost), effective("2024-08-20", "2024-08-20")}, "2025-02-05 (safe 2025-01-27) running"},
		{"won", []fact{decided("2024-05-06", won), effective("2024-05-22", "2024-05-22")}, ""},
		{"not effective yet", []fact{decided("2024-05-06", lost)}, ""},
		{"第三十八条: a reconsideration has no retrial", then(reconsideration), ""},
		{"applied for on the last day", then(retrialAsked(measures.ByDistrict, "2024-11-06")), "2024-11-06 met 2024-11-06"},
		{"on the day on which it took effect", then(retrialAsked(measures.ByDistrict, "2024-05-22")), "2024-11-06 met 2024-05-22"},
		{"行诉解释110: a day after the six months", then(retrialAsked(measures.ByDistrict, "2024-11-07")), "2024-11-06 met_late 2024-11-07"},
		{"the plaintiff's application is not the district's", then(retrialAsked(measures.ByPlaintiff, "2024-09-10")), "2024-11-06 running"},
		{"archived within the six months: a right that was not used", then(archived("2024-09-18")), "2024-11-06 void: 案件已归档，不再提醒；期限届满前仍可申请再审"},
	})
	checkClock(t, "retrial_application", []clockRow{
		{"a retrial is ordered on the district's application", then(retrialAsked(measures.ByDistrict, "2024-09-10"), retried("2024-12-02")), "2024-11-06 met 2024-09-10"},
		{"a retrial is ordered on the plaintiff's: nothing is left to ask for", then(retrialAsked(measures.ByPlaintiff, "2024-06-10"), retried("2024-08-01")), "2024-11-06 void: 案件进入再审"},
		{"行诉解释121: the retrial is terminated: the six months are the same", then(retried("2024-08-01"), ended("terminate_retrial", "2024-09-02")), "2024-11-06 running"},
		{"what the district asks for after that is of the retrial's own decision", then(retrialAsked(measures.ByPlaintiff, "2024-06-10"), retried("2024-08-01"),
			decided("2024-09-02", lost), effective("2024-09-02", "2024-09-02"), retrialAsked(measures.ByDistrict, "2024-10-08")), "2024-11-06 void: 案件进入再审"},
	})
	again := []fact{decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22"), retrialAsked(measures.ByDistrict, "2024-09-10"),
		retried("2024-12-02"), decided("2025-03-03", lost), effective("2025-03-03", "2025-03-03")}
	checkClock(t, "retrial_application/retrial", []clockRow{
		{"lost again: the application that led to the retrial is spent", again, "2025-09-03 running"},
	})
	askedBy := func(by measures.Applicant) []fact {
		return []fact{decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22"), retrialAsked(by, "2024-09-10"),
			func(f *measures.File) { f.DecideRetrials(day("2024-12-02"), true) }, retried("2024-12-02"), decided("2025-03-03", lost), effective("2025-03-03", "2025-03-03")}
	}
	checkClock(t, "retrial_application/retrial", []clockRow{
		{"行诉解释117: nobody can ask after the procuratorate has", askedBy(measures.ByProcuracy), ""},
		{"nor after its letter", askedBy(measures.ByProcuracyLetter), ""},
		{"but after the plaintiff", askedBy(measures.ByPlaintiff), "2025-09-03 running"},
		{"nor for what ended without a decision", append(again[:4:4], ended("terminate_retrial", "2025-03-03")), ""},
	})
	if c := mustClock(t, file(again...), "retrial_application/retrial"); c.Subject != "再审" {
		t.Errorf("the clock is of %s", c.Subject)
	}
	if c := mustClock(t, file(took...), "retrial_application"); c.Subject != "" || !c.Right {
		t.Errorf("the clock is of %s, a right: %t", c.Subject, c.Right)
	}
}

// 立案程序规定第十二条: each organ counts from its own service, and asks for itself.
func TestArticle26_EachOrgansRetrial(t *testing.T) {
	j := []fact{against(district, town), decided("2024-08-01", lost), alsoServed(measures.Respondent, town.Name, "2024-08-08"), effective("2024-08-24", "2024-08-24")}
	own := func(f *measures.File) {
		f.Retrials = append(f.Retrials, measures.RetrialApplication{By: measures.ByDistrict, Name: town.Name, On: day("2024-09-10")})
	}
	checkClock(t, "retrial_application", []clockRow{
		{"the district", j, "2025-02-05 (safe 2025-01-27) running"},
		{"the town's is not the district's", append(j[:4:4], own), "2025-02-05 (safe 2025-01-27) running"},
	})
	checkClock(t, "retrial_application/"+town.Name, []clockRow{
		{"the town", j, "2025-02-08 running"},
		{"its own", append(j[:4:4], own), "2025-02-08 met 2024-09-10"},
		{"one for all", append(j[:4:4], retrialAsked(measures.ByDistrict, "2024-09-12")), "2025-02-08 met 2024-09-12"},
	})
}

// 行诉解释第一百一十一条: fifteen days from the copy of the application.
func TestArticle26_OpinionOnAnApplicationForRetrial(t *testing.T) {
	took := []fact{decided("2024-05-06", won), effective("2024-05-22", "2024-05-22")}
	then := func(more ...fact) []fact { return append(append([]fact{}, took...), more...) }
	asks := retrialAsked(measures.ByPlaintiff, "2024-09-10")
	copied := func(on string) fact {
		return func(f *measures.File) { f.Retrials[len(f.Retrials)-1].CopyServedOn = day(on) }
	}
	opinion := func(on string) fact {
		return func(f *measures.File) { f.Retrials[len(f.Retrials)-1].AnsweredOn = day(on) }
	}
	ruled := func(on string) fact {
		return func(f *measures.File) { f.Retrials[len(f.Retrials)-1].DecidedOn = day(on) }
	}
	checkClock(t, "retrial_opinion", []clockRow{
		{"the copy has not come", then(asks), ""},
		{"V28's days", then(asks, copied("2024-09-20")), "2024-10-08 (safe 2024-09-30) running"},
		{"on the last day", then(asks, copied("2024-09-20"), opinion("2024-10-08")), "2024-10-08 (safe 2024-09-30) met 2024-10-08"},
		{"a day late", then(asks, copied("2024-09-20"), opinion("2024-10-09")), "2024-10-08 (safe 2024-09-30) met_late 2024-10-09"},
		{"the court ruled within the period", then(asks, copied("2024-09-20"), ruled("2024-10-08")), "2024-10-08 (safe 2024-09-30) void: 人民法院已审查完毕"},
		{"the court ruled without it", then(asks, copied("2024-09-20"), ruled("2024-12-02")), "2024-10-08 (safe 2024-09-30) missed: 逾期未办，人民法院已审查完毕"},
	})
	two := then(asks, copied("2024-09-20"), ruled("2024-12-02"), retrialAsked(measures.ByThirdParty, "2024-12-10"), copied("2024-12-17"))
	checkClock(t, "retrial_opinion/2", []clockRow{
		{"V13's days, on a second application", two, "2025-01-02 (safe 2024-12-31) running"},
	})
	if c := mustClock(t, file(two...), "retrial_opinion/2"); c.Subject != "第二次申请" {
		t.Errorf("the second is of %s", c.Subject)
	}
	if c := mustClock(t, file(two...), "retrial_opinion"); c.Subject != "" {
		t.Errorf("the first is of %s", c.Subject)
	}

	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"nobody has applied", took, ""},
		{"the court has not ruled", then(asks), "2024-09-10"},
		{"the court has ruled", then(asks, ruled("2024-12-02")), ""},
		{"a second application", two, "2024-12-10"},
	} {
		got := ""
		if r := file(row.facts...).PendingRetrial(); r != nil {
			got = r.On.String()
		}
		if got != row.want {
			t.Errorf("%s: that of %s waits, want %s", row.name, got, row.want)
		}
	}
}

// 行诉解释111: each organ that is sued gives its own opinion; the court's decision on the
// application is noted where it is examined.
func TestArticle26_TheApplicationThatIsExamined(t *testing.T) {
	both, asks := against(district, town), retrialAsked(measures.ByPlaintiff, "2024-09-10")
	f := file(both, decided("2024-05-06", won), effective("2024-05-22", "2024-05-22"), asks)
	r := &f.Retrials[0]
	r.CopyServedOn = day("2024-09-20")
	for _, row := range []struct {
		organ, on string
		all       string // when all had given it
		owing     int
	}{
		{town.Name, "2024-09-25", "", 1},
		{district.Name, "2024-09-29", "2024-09-29", 0},
	} {
		f.Opine(r, row.organ, day(row.on))
		if got := r.AnsweredOn.String(); got != row.all || len(f.Unopining(*r)) != row.owing {
			t.Errorf("after %s: given by all on %q, owed by %d; want %q and %d", row.organ, got, len(f.Unopining(*r)), row.all, row.owing)
		}
	}

	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"in its own file", []fact{asks, examined}, "2024-12-02"},
		{"a lawsuit that is not examined", []fact{asks}, ""},
		{"nobody has applied", []fact{examined}, ""},
	} {
		f := file(row.facts...)
		f.Examined(day("2024-12-02"), true)
		got := ""
		for _, r := range f.Retrials {
			if got = r.DecidedOn.String(); r.Accepted != (got != "") {
				t.Errorf("%s: accepted %t", row.name, r.Accepted)
			}
		}
		if got != row.want {
			t.Errorf("%s: decided on %q, want %q", row.name, got, row.want)
		}
	}
}

// What waits for an opinion is the first application that the court examines and of which a
// copy has come.
func TestArticle26_WhichApplicationWaits(t *testing.T) {
	asked := func(by measures.Applicant, copied, decided string) fact {
		return func(f *measures.File) {
			r := measures.RetrialApplication{By: by, On: day("2024-09-10")}
			if copied != "" {
				r.CopyServedOn = day(copied)
			}
			if decided != "" {
				r.DecidedOn = day(decided)
			}
			f.Retrials = append(f.Retrials, r)
		}
	}
	plaintiffs, procuracys := asked(measures.ByPlaintiff, "2024-09-12", ""), asked(measures.ByProcuracy, "2024-09-13", "")
	for _, row := range []struct {
		name  string
		facts []fact
		want  measures.Applicant
	}{
		{"none", nil, ""},
		{"the only one", []fact{plaintiffs}, measures.ByPlaintiff},
		{"the first of two", []fact{procuracys, plaintiffs}, measures.ByProcuracy},
		{"no copy has come", []fact{asked(measures.ByPlaintiff, "", "")}, ""},
		{"it is decided", []fact{asked(measures.ByPlaintiff, "2024-09-12", "2024-12-02"), procuracys}, measures.ByProcuracy},
	} {
		var got measures.Applicant
		if r := file(row.facts...).UnansweredRetrial(); r != nil {
			got = r.By
		}
		if got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}
