package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle27_LossReportTenDaysFromTheEffectiveJudgment(t *testing.T) {
	j := decided("2024-05-06", lost)
	checkClock(t, "loss_report", []clockRow{
		{"V33", []fact{j, effective("2024-05-31", "2024-05-31")}, "2024-06-11 (safe 2024-06-07) running"},
		{"V35", []fact{served("2024-11-05"), decided("2025-01-24", lost), effective("2025-02-18", "2025-02-18")}, "2025-02-28 running"},
		{"received before it took effect: from the effect", []fact{j, effective("2024-05-31", "2024-05-06")}, "2024-06-11 (safe 2024-06-07) running"},
		{"received after it took effect: from the receipt", []fact{j, effective("2024-05-22", "2024-05-31")}, "2024-06-11 (safe 2024-06-07) running"},
		{"the day of receipt was not noted", []fact{j, func(f *measures.File) { f.Current().Effective = &measures.Effective{On: day("2024-05-31")} }}, "2024-06-11 (safe 2024-06-07) running"},
		{"not effective yet", []fact{j}, ""},
		{"won", []fact{decided("2024-05-06", won), effective("2024-05-31", "2024-05-31")}, ""},
		{"nothing decided", []fact{func(f *measures.File) { f.Current().Effective = &measures.Effective{On: day("2024-05-31")} }}, ""},
		{"in time", []fact{j, effective("2024-05-31", "2024-05-31"), reported("2024-06-11")}, "2024-06-11 (safe 2024-06-07) met 2024-06-11"},
		{"late", []fact{j, effective("2024-05-31", "2024-05-31"), reported("2024-06-12"), because("loss_report", "会商")}, "2024-06-11 (safe 2024-06-07) met_late 2024-06-12: 会商"},
		{"lost at first instance, won on appeal", []fact{j, appealed(measures.Respondent, "2024-05-20"), decided("2024-09-20", won), effective("2024-09-20", "2024-09-20")}, ""},
		{"won at first instance, lost on appeal", []fact{decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-20"), decided("2024-09-20", lost), effective("2024-09-20", "2024-09-20")}, "2024-09-30 running"},
		{"sent back and sent again: the first one was in time", []fact{j, effective("2024-05-31", "2024-05-31"), reported("2024-06-07"), reported("2024-06-24")}, "2024-06-11 (safe 2024-06-07) met 2024-06-07"},
		{"still owed when archived", []fact{j, effective("2024-05-31", "2024-05-31"), archived("2024-07-01")}, "2024-06-11 (safe 2024-06-07) running"},
	})
}

func TestArticle27_ALossInARetrialIsReportedByItself(t *testing.T) {
	// Reported once, tried again, lost again: served on 18 February 2025 (V35).
	twice := []fact{decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31"), reported("2024-06-07"),
		retried("2024-12-02"), decided("2025-02-18", lost), effective("2025-02-18", "2025-02-18")}
	f := file(twice...)
	for id, want := range map[string]string{"loss_report": " 2024-06-11 (safe 2024-06-07) met 2024-06-07", "loss_report/retrial": "再审 2025-02-28 running"} {
		if c := mustClock(t, f, id); c.Subject+" "+written(c) != want {
			t.Errorf("%s: %s %s, want %s", id, c.Subject, written(c), want)
		}
	}
	checkClock(t, "loss_report/retrial", []clockRow{
		{"won in the retrial", append(append([]fact{}, twice[:4]...), decided("2025-02-18", won), effective("2025-02-18", "2025-02-18")), ""},
	})
}

// Of several organs that lost each sends its own; one without a name speaks for all.
func TestArticle27_TheReportsOfSeveralOrgans(t *testing.T) {
	both := []fact{against(district, town), decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31")}
	report := func(name, on, checked string, accepted bool) fact {
		return func(f *measures.File) {
			r := measures.LossReport{Name: name, On: day(on), Accepted: accepted}
			if checked != "" {
				r.CheckedOn = day(checked)
			}
			f.Current().LossReports = append(f.Current().LossReports, r)
		}
	}
	first, second := report(district.Name, "2024-06-03", "", false), report(town.Name, "2024-06-05", "", false)
	checkClock(t, "loss_report", []clockRow{
		{"the town's is not the district's", append(both[:3:3], second), "2024-06-11 (safe 2024-06-07) running"},
		{"its own", append(both[:3:3], second, first), "2024-06-11 (safe 2024-06-07) met 2024-06-03"},
	})
	checkClock(t, "loss_report/"+town.Name, []clockRow{
		{"one for all", append(both[:3:3], reported("2024-06-06")), "2024-06-11 (safe 2024-06-07) met 2024-06-06"},
		{"its own", append(both[:3:3], first, second), "2024-06-11 (safe 2024-06-07) met 2024-06-05"},
	})
	final := []fact{against(district, town), decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-13"), decided("2024-08-01", lost),
		alsoServed(measures.Respondent, town.Name, "2024-08-08"), effective("2024-08-01", "2024-08-01")}
	checkClock(t, "loss_report", []clockRow{{"第二十七条: 自收到, the district", final, "2024-08-12 (safe 2024-08-09) running"}})
	checkClock(t, "loss_report/"+town.Name, []clockRow{{"the town, a week later", final, "2024-08-19 (safe 2024-08-16) running"}})
	for law, want := range map[measures.Logic]string{measures.Own: "2024-08-12 (safe 2024-08-09) running", measures.Apart: "2024-08-19 (safe 2024-08-16) running"} {
		if got := clockUnder(law, file(final...), "loss_report/"+town.Name); got != want {
			t.Errorf("under law %s: %s", law, got)
		}
	}
	on := func(r *measures.LossReport) string {
		if r == nil {
			return ""
		}
		return r.On.String()
	}
	former := func(f *measures.File) { f.Opened = measures.Apart }
	terminated := append(both[:3:3], first, retried("2024-07-01"), ended("terminate_retrial", "2024-09-02"))
	checkClock(t, "loss_report/retrial", []clockRow{
		{"行诉解释121: the retrial has ended without a decision", append(terminated, opened), ""},
		{"a lawsuit by the last law", append(terminated, former), "2024-09-12 running"},
		{"it has decided", append(both[:3:3], opened, first, retried("2024-07-01"), ended("uphold_effective", "2024-09-02")), "2024-09-12 running"},
	})
	for _, row := range []struct {
		name                                 string
		facts                                []fact
		unchecked, returned, last, ofTheTown string
	}{
		{"none", nil, "", "", "", ""},
		{"the district's", []fact{first}, "2024-06-03", "", "2024-06-03", ""},
		{"both: the first is to be looked at first", []fact{first, second}, "2024-06-03", "", "2024-06-05", "2024-06-05"},
		{"the first one is accepted", []fact{report(district.Name, "2024-06-03", "2024-06-04", true), second}, "2024-06-05", "", "2024-06-05", "2024-06-05"},
		{"the first one is sent back", []fact{report(district.Name, "2024-06-03", "2024-06-04", false), second}, "2024-06-05", "2024-06-03", "2024-06-05", "2024-06-05"},
		{"both are, the first one last", []fact{report(district.Name, "2024-06-03", "2024-06-12", false), report(town.Name, "2024-06-05", "2024-06-11", false)}, "", "2024-06-03", "2024-06-05", "2024-06-05"},
		{"both on the same day: the later one", []fact{report(district.Name, "2024-06-03", "2024-06-12", false), report(town.Name, "2024-06-05", "2024-06-12", false)}, "", "2024-06-05", "2024-06-05", "2024-06-05"},
		{"the town's came first", []fact{report(town.Name, "2024-06-03", "", false), report(district.Name, "2024-06-05", "", false)}, "2024-06-03", "", "2024-06-05", "2024-06-03"},
		{"a retrial runs", []fact{first, retried("2024-07-01")}, "2024-06-03", "", "2024-06-03", ""},
		{"and has ended without a decision", []fact{first, second, retried("2024-07-01"), ended("terminate_retrial", "2024-09-02")}, "2024-06-03", "", "2024-06-05", "2024-06-05"},
		{"and has decided", []fact{first, retried("2024-07-01"), ended("uphold_effective", "2024-09-02"), report(town.Name, "2024-09-09", "", false)}, "2024-09-09", "", "2024-09-09", "2024-09-09"},
		{"a retrial by the last law", []fact{former, first, retried("2024-07-01")}, "", "", "", ""},
		{"one for all", []fact{second, report("", "2024-06-06", "", false)}, "2024-06-05", "", "2024-06-06", "2024-06-06"},
	} {
		f := file(append(append(both[:3:3], opened), row.facts...)...)
		for what, got := range map[string][2]string{
			"to be looked at": {on(f.UncheckedReport()), row.unchecked}, "sent back last": {on(f.ReturnedReport()), row.returned},
			"the last": {on(f.ReportBefore("")), row.last}, "the town's last": {on(f.ReportBefore(town.Name)), row.ofTheTown},
		} {
			if got[0] != got[1] {
				t.Errorf("%s: %s is of %q, want %q", row.name, what, got[0], got[1])
			}
		}
	}
}
