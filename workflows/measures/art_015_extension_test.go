package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle15_AnExtensionMovesTheWholeChain(t *testing.T) {
	until := func(on string) *measures.ExtensionDecision {
		return &measures.ExtensionDecision{Granted: true, Until: day(on)}
	}
	goesOn := &measures.ExtensionDecision{Granted: true, On: day("2024-03-15")}
	ceased := &measures.ExtensionDecision{Granted: true, CeasedOn: day("2024-03-18")}
	refused := &measures.ExtensionDecision{}
	checkClock(t, "evidence", []clockRow{
		{"第十五条: pending, the period runs on", []fact{asked(nil)}, "2024-03-20 running"},
		{"refused", []fact{asked(refused)}, "2024-03-20 running"},
		{"until the day that the court names", []fact{asked(until("2024-04-03"))}, "2024-04-03 running"},
		{"that day is off", []fact{asked(until("2024-04-04"))}, "2024-04-07 (safe 2024-04-03) running"},
		{"行诉解释34: fifteen days after the cause has ceased", []fact{asked(ceased)}, "2024-04-02 running"},
		{"行诉解释34: while it goes on nothing is owed", []fact{asked(goesOn)}, "2024-03-20 void: 人民法院准许延期，正当事由尚未消除"},
		{"it goes on, and the court names a day", []fact{asked(goesOn), courtSays("2024-04-03")}, "2024-04-03 void: 人民法院准许延期，正当事由尚未消除"},
		{"over the court's own earlier day", []fact{courtSays("2024-03-15"), asked(until("2024-04-03"))}, "2024-04-03 running"},
		{"granted, and then a second one refused", []fact{asked(until("2024-04-03")), asked(refused)}, "2024-04-03 running"},
		{"granted twice", []fact{asked(until("2024-04-03")), asked(until("2024-04-12"))}, "2024-04-12 running"},
		{"filed between the old day and the new", []fact{asked(until("2024-04-03")), filed("2024-04-03")}, "2024-04-03 met 2024-04-03"},
		{"filed after the new day", []fact{asked(until("2024-04-03")), filed("2024-04-07")}, "2024-04-03 met_late 2024-04-07"},
	})
	checkClock(t, "review", []clockRow{
		{"第十四条第二款 hangs on it", []fact{asked(until("2024-04-03"))}, "2024-03-27 running"},
		{"refused: the old day", []fact{asked(refused)}, "2024-03-13 running"},
		{"行诉解释34: while the cause goes on", []fact{asked(goesOn)}, "2024-03-13 void: 人民法院准许延期，正当事由尚未消除"},
	})
	if file().PendingExtension("") != nil || file(asked(refused)).PendingExtension("") != nil || file(asked(nil)).PendingExtension("") == nil {
		t.Error("which application is pending")
	}
	if file(asked(goesOn)).PendingExtension("") == nil || file(asked(ceased)).PendingExtension("") != nil {
		t.Error("one that was granted without a day waits for the cause to cease")
	}
	of := func(organ measures.Defendant) fact {
		return func(f *measures.File) { f.Extensions = append(f.Extensions, measures.Extension{Name: organ.Name}) }
	}
	both := against(district, town)
	for _, row := range []struct {
		what                string
		f                   *measures.File
		district, town, all bool
	}{
		{"nobody asks", file(both), false, false, false},
		{"one asks for all", file(both, asked(nil)), true, true, true},
		{"the district asks", file(both, of(district)), true, false, false},
		{"each asks", file(both, of(district), of(town)), true, true, true},
	} {
		d, n := row.f.PendingExtension(district.Name) != nil, row.f.PendingExtension(town.Name) != nil
		if d != row.district || n != row.town || row.f.Inextensible() != row.all {
			t.Errorf("%s: the district waits: %t, the town: %t, both: %t", row.what, d, n, row.f.Inextensible())
		}
	}
	if got := measures.EvidenceDeadlineOf(file(asked(ceased)), under(first), ""); got != day("2024-04-02") {
		t.Errorf("the deadline is %s", got)
	}
	if got := measures.EvidenceDeadlineOf(file(reconsideration), under(first), ""); !got.IsZero() {
		t.Errorf("a reconsideration has the deadline %s", got)
	}
}
