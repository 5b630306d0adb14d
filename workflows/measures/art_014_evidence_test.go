package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

func unitServed(unit, on string) measures.Defendant {
	d := measures.Defendant{Name: unit, Unit: unit}
	if on != "" {
		d.ServedOn = day(on)
	}
	return d
}

func TestArticle14_ResponseWithinTheEvidencePeriod(t *testing.T) {
	given := func(kind measures.FilingKind, on string) fact {
		return func(f *measures.File) {
			f.Filings = append(f.Filings, measures.Filing{On: day(on), Method: "当面", Kind: kind})
		}
	}
	checkClock(t, "evidence", []clockRow{
		{"V16's deadline", nil, "2024-03-20 running"},
		{"V10", []fact{served("2025-09-17")}, "2025-10-09 (safe 2025-09-30) running"},
		{"V11: the last day is a make-up Saturday", []fact{served("2026-01-30")}, "2026-02-14 running"},
		{"runs from service, not from the Bureau's receipt", []fact{received("2024-03-08")}, "2024-03-20 running"},
		{"a bureau alone is sued", []fact{bureauAlone()}, "2024-03-20 running"},
		{"the procedure is not known yet", []fact{func(f *measures.File) { f.Procedure = "" }}, "2024-03-20 running"},
		{"filed on the last day", []fact{filed("2024-03-20")}, "2024-03-20 met 2024-03-20"},
		{"filed a day late", []fact{filed("2024-03-21")}, "2024-03-20 met_late 2024-03-21"},
		{"filed between the safe and the last day", []fact{served("2025-09-17"), filed("2025-10-09")}, "2025-10-09 (safe 2025-09-30) met 2025-10-09"},
		{"supplemented later", []fact{filed("2024-03-19"), filed("2024-04-02")}, "2024-03-20 met 2024-03-19"},
		{"what is given beside is not the response", []fact{given(measures.MoreProof, "2024-03-15")}, "2024-03-20 running"},
		{"the response, as such", []fact{given(measures.MoreProof, "2024-03-15"), given(measures.Response, "2024-03-19")}, "2024-03-20 met 2024-03-19"},
		{"judged without a response", []fact{decided("2024-05-06", won)}, "2024-03-20 missed: 逾期未办，人民法院已作出裁判"},
		{"dismissed within the period: nothing was late", []fact{decided("2024-03-20", ruling)}, "2024-03-20 void: 人民法院已作出裁判"},
		{"dismissed the day after", []fact{decided("2024-03-21", ruling)}, "2024-03-20 missed: 逾期未办，人民法院已作出裁判"},
		{"missed, with a reason", []fact{decided("2024-05-06", won), because("evidence", "材料遗失")}, "2024-03-20 missed: 材料遗失"},
		{"filed, then judged", []fact{filed("2024-03-18"), decided("2024-05-06", lost)}, "2024-03-20 met 2024-03-18"},
		{"withdrawn within the period", []fact{withdrawn("2024-03-15")}, "2024-03-20 void: 案件已撤诉或者和解结案"},
		{"withdrawn too late to matter", []fact{withdrawn("2024-03-22")}, "2024-03-20 missed: 逾期未办，案件已撤诉或者和解结案"},
		{"summary procedure has its own", []fact{summary}, ""},
		{"reconsideration has its own", []fact{reconsideration}, ""},
	})
}

func TestArticle14_DateNamedByTheCourt(t *testing.T) {
	checkClock(t, "evidence", []clockRow{
		{"a working day", []fact{courtSays("2024-03-25")}, "2024-03-25 running"},
		{"a Saturday moves", []fact{courtSays("2024-03-23")}, "2024-03-25 (safe 2024-03-22) running"},
		{"a make-up Sunday does not move (2024-04-07)", []fact{courtSays("2024-04-07")}, "2024-04-07 running"},
		{"a holiday moves beyond the holiday", []fact{courtSays("2024-05-01")}, "2024-05-06 (safe 2024-04-30) running"},
		{"filed on the moved day", []fact{courtSays("2024-03-23"), filed("2024-03-25")}, "2024-03-25 (safe 2024-03-22) met 2024-03-25"},
		{"filed after it", []fact{courtSays("2024-03-23"), filed("2024-03-26")}, "2024-03-25 (safe 2024-03-22) met_late 2024-03-26"},
		{"shorter than fifteen days", []fact{courtSays("2024-03-12")}, "2024-03-12 running"},
		{"for all defendants alike", []fact{courtSays("2024-03-25"), against(district, unitServed("张村镇", "2024-03-07"))}, "2024-03-25 running"},
	})
	c := mustClock(t, file(courtSays("2024-03-23"), received("2024-03-08")), "evidence")
	if c.TriggerIs != "被告收到起诉状副本，举证期限由人民法院指定" || c.Trigger != day("2024-03-05") {
		t.Errorf("triggered on %s by %s", c.Trigger, c.TriggerIs)
	}
	f := file(courtSays("2024-03-25"), against(district, unitServed("张村镇", "2024-03-07")))
	if c := mustClock(t, f, "evidence/张村镇"); written(c) != "2024-03-25 running" {
		t.Errorf("the town's: %s", written(c))
	}
}

// Each defendant has its own time, from its own copy of the complaint, and its own
// answer meets it (行政诉讼法第三十四条、第六十七条).
func TestArticle14_EachDefendantFromItsOwnService(t *testing.T) {
	two := against(district, unitServed("张村镇", "2024-03-07"))
	answers := func(on string, names ...string) fact {
		return func(f *measures.File) {
			f.Filings = append(f.Filings, measures.Filing{On: day(on), Method: "当面", For: names})
		}
	}
	joins := func(served string) fact {
		return func(f *measures.File) {
			f.Changes = append(f.Changes, measures.PartyChange{Kind: measures.Joins, Side: measures.Respondent, Name: town.Name, Unit: town.Unit, On: day("2024-04-15"), ServedOn: day(served)})
		}
	}
	checkClock(t, "evidence", []clockRow{
		{"the district's", []fact{two}, "2024-03-20 running"},
		{"whoever comes first on the file", []fact{against(unitServed("张村镇", "2024-03-07"), district)}, "2024-03-20 running"},
		{"another one was served before", []fact{against(district, unitServed("张村镇", "2024-03-04"))}, "2024-03-20 running"},
		{"one outside the district has its own worries", []fact{against(district, measures.Defendant{Name: "某市局", ServedOn: day("2024-02-20")})}, "2024-03-20 running"},
		{"only outsiders: nobody's worry here", []fact{against(measures.Defendant{Name: "某市局", ServedOn: day("2024-02-20")})}, ""},
		{"what the town gives is not the district's", []fact{two, answers("2024-03-18", "张村镇")}, "2024-03-20 running"},
		{"its own is", []fact{two, answers("2024-03-18", district.Name)}, "2024-03-20 met 2024-03-18"},
		{"one that speaks for all", []fact{two, filed("2024-03-19")}, "2024-03-20 met 2024-03-19"},
	})
	checkClock(t, "evidence/张村镇", []clockRow{
		{"from its own day", []fact{two}, "2024-03-22 running"},
		{"the district's answer is not its own", []fact{two, answers("2024-03-18", district.Name)}, "2024-03-22 running"},
		{"its own", []fact{two, answers("2024-03-21", "张村镇")}, "2024-03-22 met 2024-03-21"},
		{"served on the same day, still its own", []fact{against(district, unitServed("张村镇", ""))}, "2024-03-20 running"},
		{"not sued", nil, ""},
	})
	checkClock(t, "evidence/张村镇人民政府", []clockRow{
		{"行诉解释28: who joins later has fifteen days from its own copy", []fact{filed("2024-03-18"), joins("2024-04-18")}, "2024-05-06 (safe 2024-04-30) running"},
		{"an extension for those who asked before it came is not for it", []fact{asked(&measures.ExtensionDecision{On: day("2024-03-13"), Granted: true, Until: day("2024-04-03")}), joins("2024-04-18")}, "2024-05-06 (safe 2024-04-30) running"},
		{"and what the district had given before is not its own", []fact{answers("2024-03-18", district.Name), joins("2024-04-18")}, "2024-05-06 (safe 2024-04-30) running"},
		{"the day that the first notice named is not for it", []fact{courtSays("2024-03-25"), answers("2024-03-18", district.Name), joins("2024-04-18")}, "2024-05-06 (safe 2024-04-30) running"},
		{"what the court orders later is", []fact{answers("2024-03-18", district.Name), joins("2024-04-18"), ordered(measures.Order{On: day("2024-04-20"), EvidenceDeadline: day("2024-05-10")})}, "2024-05-10 running"},
		{"an order before it came is not", []fact{ordered(measures.Order{On: day("2024-03-08"), EvidenceDeadline: day("2024-03-15")}), answers("2024-03-14", district.Name), joins("2024-04-18")}, "2024-05-06 (safe 2024-04-30) running"},
		{"nobody has noted its day", []fact{joins("2024-04-18"), func(f *measures.File) { f.Changes[0].ServedOn = noDay }}, ""},
	})
	if c := mustClock(t, file(two), "evidence/张村镇"); c.Subject != "张村镇" || c.Unit != "张村镇" || c.Key != "evidence" {
		t.Errorf("the town's clock is of %q, owed by %s", c.Subject, c.Unit)
	}
}

// The last day is asked for by the organ, and is that of the reviewed response otherwise.
func TestArticle14_LastDayOfEachOrgan(t *testing.T) {
	f := file(against(district, unitServed("张村镇", "2024-03-07")))
	for _, logic := range []measures.Logic{measures.Papers, measures.Current} {
		law := under(first)
		law.Logic = logic
		for name, want := range map[string]string{"": "2024-03-20", district.Name: "2024-03-20", "张村镇": "2024-03-22", "无此机关": "2024-03-20"} {
			if got := measures.EvidenceDeadlineOf(f, law, name).String(); got != want {
				t.Errorf("of “%s” under law %s: %s, want %s", name, logic, got, want)
			}
		}
	}
}

// After a remand there is a time only where the court names a day.
func TestArticle14_EvidenceInANewTrial(t *testing.T) {
	again := []fact{filed("2024-03-18"), decided("2024-05-06", lost), appealed(measures.Plaintiff, "2024-05-20"), decided("2024-08-01", remand), remanded("2024-09-02")}
	then := func(more ...fact) []fact { return append(append([]fact{}, again...), more...) }
	order := ordered(measures.Order{On: day("2024-09-09"), EvidenceDeadline: day("2024-09-23"), In: "first-2"})
	given := func(f *measures.File) {
		f.Filings = append(f.Filings, measures.Filing{On: day("2024-09-20"), Method: "当面", In: "first-2"})
	}
	checkClock(t, "evidence/first-2", []clockRow{
		{"nothing named", again, ""},
		{"the court's day", then(order), "2024-09-23 running"},
		{"kept", then(order, given), "2024-09-23 met 2024-09-20"},
	})
}

func TestArticle14_SummaryProcedure(t *testing.T) {
	checkClock(t, "evidence_summary", []clockRow{
		{"fifteen days at most", []fact{summary}, "2024-03-20 running"},
		{"the court's date", []fact{summary, courtSays("2024-03-12")}, "2024-03-12 running"},
		{"filed late", []fact{summary, courtSays("2024-03-12"), filed("2024-03-13")}, "2024-03-12 met_late 2024-03-13"},
		{"ordinary procedure has its own", nil, ""},
		{"reconsideration has its own", []fact{summary, reconsideration}, ""},
	})
	checkClock(t, "review", []clockRow{
		{"hangs on the court's date", []fact{summary, courtSays("2024-03-12")}, "2024-03-05 running"},
		{"or on the outer limit", []fact{summary}, "2024-03-13 running"},
	})
	// Were only one of the two periods amended, only its own review would move.
	for _, row := range []struct {
		amended string
		facts   []fact
		want    string
	}{
		{"evidence_summary", []fact{summary}, "2024-03-08"},
		{"evidence_summary", nil, "2024-03-13"},
		{"evidence", []fact{summary}, "2024-03-13"},
		{"evidence", nil, "2024-03-08"},
	} {
		e := measures.Edition{Amends: map[string]measures.Period{row.amended: {N: 10, Unit: measures.Days}}}
		for _, c := range measures.Clocks(file(row.facts...), under(e)) {
			if c.Key == "review" && c.Due.String() != row.want {
				t.Errorf("with ten days of %s the review is due on %s, want %s", row.amended, c.Due, row.want)
			}
		}
	}
}
