package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle14_ReviewFiveWorkingDaysBeforeExpiry(t *testing.T) {
	checkClock(t, "review", []clockRow{
		{"V16", nil, "2024-03-13 running"},
		{"V17", []fact{served("2025-09-24")}, "2025-09-25 running"},
		{"V20", []fact{served("2024-04-22")}, "2024-04-26 running"},
		{"V22", []fact{served("2025-04-25")}, "2025-04-30 running"},
		{"before the court's own date", []fact{courtSays("2024-03-27")}, "2024-03-20 running"},
		{"before the district's own deadline, whoever was served earlier", []fact{against(unitServed("张村镇", "2024-03-01"), district)}, "2024-03-13 running"},
		{"submitted on the fifth working day before", []fact{submitted("2024-03-13")}, "2024-03-13 met 2024-03-13"},
		{"submitted on the fourth", []fact{submitted("2024-03-14")}, "2024-03-13 met_late 2024-03-14"},
		{"late, with the latest reason", []fact{submitted("2024-03-14"), because("review", "甲"), because("forward", "乙"), because("review", "丙")}, "2024-03-13 met_late 2024-03-14: 丙"},
		{"in time, though returned and submitted again later", []fact{submitted("2024-03-13"), returned("2024-03-14"), submitted("2024-03-18"), approved("2024-03-19")}, "2024-03-13 met 2024-03-13"},
		{"late, though approved at once", []fact{submitted("2024-03-15"), approved("2024-03-15")}, "2024-03-13 met_late 2024-03-15"},
		{"filed without review while there was time", []fact{filed("2024-03-13")}, "2024-03-13 void: 应诉材料未经审查即已提交"},
		{"filed without review after the day", []fact{filed("2024-03-14")}, "2024-03-13 missed: 逾期未办，应诉材料未经审查即已提交"},
		{"submitted, then filed", []fact{submitted("2024-03-12"), filed("2024-03-18")}, "2024-03-13 met 2024-03-12"},
		{"decided without it", []fact{decided("2024-05-06", won)}, "2024-03-13 missed: 逾期未办，人民法院已作出裁判"},
		{"withdrawn before", []fact{withdrawn("2024-03-12")}, "2024-03-13 void: 案件已撤诉或者和解结案"},
		{"a bureau alone is sued", []fact{bureauAlone()}, ""},
		{"reconsideration has its own", []fact{reconsideration}, ""},
		{"nothing known yet", []fact{func(f *measures.File) { f.ServedOn = noDay }}, ""},
	})
	c := mustClock(t, file(served("2025-09-24")), "review")
	if c.Trigger != day("2025-10-09") || c.TriggerIs != "举证期限届满" {
		t.Errorf("V17 is triggered on %s by %s", c.Trigger, c.TriggerIs)
	}
}
