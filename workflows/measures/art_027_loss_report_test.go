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
