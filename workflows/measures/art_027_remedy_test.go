package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle27_TheRemedyByTheDayThatTheReportNames(t *testing.T) {
	took := []fact{decided("2024-05-06", by("revoke")), effective("2024-05-31", "2024-05-31")}
	report := func(due, done string) fact {
		return func(f *measures.File) {
			r := measures.LossReport{On: day("2024-06-07")}
			if due != "" {
				r.RemedyDue = day(due)
			}
			if done != "" {
				r.RemediedOn = day(done)
			}
			f.Current().LossReports = append(f.Current().LossReports, r)
		}
	}
	then := func(more ...fact) []fact { return append(append([]fact{}, took...), more...) }
	checkClock(t, "remedy", []clockRow{
		{"the report names no day", then(report("", "")), ""},
		{"it names one", then(report("2024-09-02", "")), "2024-09-02 running"},
		{"done by then", then(report("2024-09-02", "2024-09-02")), "2024-09-02 met 2024-09-02"},
		{"a day late", then(report("2024-09-02", "2024-09-03")), "2024-09-02 met_late 2024-09-03"},
		{"sent back, and the new report names another", then(report("2024-09-02", ""), report("2024-10-08", "")), "2024-10-08 running"},
		{"won", []fact{decided("2024-05-06", by("dismiss_claims")), effective("2024-05-31", "2024-05-31"), report("2024-09-02", "")}, ""},
	})
	f := file(then(report("2024-09-02", ""))...)
	if len(f.Unremedied()) != 1 || len(f.Unpassed()) != 0 {
		t.Errorf("%d to be done, %d to be passed", len(f.Unremedied()), len(f.Unpassed()))
	}
	f = file(then(report("2024-09-02", "2024-08-30"))...)
	if len(f.Unremedied()) != 0 || len(f.Unpassed()) != 1 {
		t.Errorf("%d to be done, %d to be passed", len(f.Unremedied()), len(f.Unpassed()))
	}
}

// Of several organs that lost each remedies what its own report promised, by its own day;
// a report without a name speaks for all.
func TestArticle27_EachOrgansRemedy(t *testing.T) {
	took := []fact{against(district, town), decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31")}
	report := func(of, due string) fact {
		return func(f *measures.File) {
			f.Current().LossReports = append(f.Current().LossReports, measures.LossReport{Name: of, On: day("2024-06-07"), RemedyDue: day(due)})
		}
	}
	for name, row := range map[string]struct {
		reports        []fact
		district, town string
	}{
		"each its own":       {[]fact{report(district.Name, "2024-09-02"), report(town.Name, "2024-10-08")}, "2024-09-02 running", "2024-10-08 running"},
		"in the other order": {[]fact{report(town.Name, "2024-10-08"), report(district.Name, "2024-09-02")}, "2024-09-02 running", "2024-10-08 running"},
		"of one alone":       {[]fact{report(town.Name, "2024-10-08")}, "", "2024-10-08 running"},
		"one for all":        {[]fact{report("", "2024-09-02")}, "2024-09-02 running", "2024-09-02 running"},
	} {
		facts := append(append([]fact{}, took...), row.reports...)
		checkClock(t, "remedy", []clockRow{{name, facts, row.district}})
		checkClock(t, "remedy/"+town.Name, []clockRow{{name, facts, row.town}})
	}
}
