package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

// owed is a sum that a claimant has asked for; applied and paid are empty until
// then.
func owed(claimant, accepted, applied, paid string) fact {
	return func(f *measures.File) {
		c := measures.Compensation{AcceptedOn: day(accepted), Claimant: claimant, Amount: "120000.00"}
		if applied != "" {
			c.AppliedOn = day(applied)
		}
		if paid != "" {
			c.PaidOn = day(paid)
		}
		f.Compensation = append(f.Compensation, c)
	}
}

func TestArticle28_AppliedForInSevenDaysAndPaidInFifteen(t *testing.T) {
	checkClock(t, "compensation_application", []clockRow{
		{"nobody has asked", nil, ""},
		{"国家赔偿法37, X03: over 春节", []fact{owed("王某某", "2025-01-22", "", "")}, "2025-02-05 (safe 2025-01-27) running"},
		{"on the last day", []fact{owed("王某某", "2024-05-29", "2024-06-05", "")}, "2024-06-05 met 2024-06-05"},
		{"a day late", []fact{owed("王某某", "2024-05-29", "2024-06-06", "")}, "2024-06-05 met_late 2024-06-06"},
		{"行诉解释118: a retrial suspends it", []fact{decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22"), owed("王某某", "2024-05-29", "", ""), retried("2024-06-03")}, "2024-06-05 void: 人民法院决定再审，中止原裁判的执行"},
		{"行诉解释121: and leaves it as it was", []fact{decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22"), owed("王某某", "2024-05-29", "", ""), retried("2024-06-03"), ended("terminate_retrial", "2024-07-01")}, "2024-07-08 running"},
	})
	checkClock(t, "compensation_payment", []clockRow{
		{"条例10: not before it was applied for", []fact{owed("王某某", "2024-05-13", "", "")}, ""},
		{"fifteen days after that", []fact{owed("王某某", "2024-05-13", "2024-05-20", "")}, "2024-06-04 running"},
		{"paid on the last day", []fact{owed("王某某", "2024-05-13", "2024-05-20", "2024-06-04")}, "2024-06-04 met 2024-06-04"},
		{"paid a day late", []fact{owed("王某某", "2024-05-13", "2024-05-20", "2024-06-05")}, "2024-06-04 met_late 2024-06-05"},
	})
	two := file(designated("区城市管理局"), owed("王某某", "2024-05-13", "2024-05-20", "2024-06-04"), owed("李某某", "2024-05-29", "2024-06-05", ""))
	for id, want := range map[string]string{
		"compensation_application":   " 2024-05-20 met 2024-05-20, of 区城市管理局",
		"compensation_application/2": "李某某 2024-06-05 met 2024-06-05, of 区城市管理局",
		"compensation_payment":       " 2024-06-04 met 2024-06-04, of 财政部门",
		"compensation_payment/2":     "李某某 2024-06-20 running, of 财政部门",
	} {
		c := mustClock(t, two, id)
		if got := c.Subject + " " + written(c) + ", of " + two.OwnerOf(c); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	if open := two.Unpaid(); len(open) != 1 || open[0].Claimant != "李某某" {
		t.Errorf("unpaid: %v", open)
	}
}

func TestArticle28_PaidInFull(t *testing.T) {
	c := measures.Compensation{Amount: "12345.60"}
	for paid, want := range map[string]bool{"12345.60": true, "12345.6": true, "12345.67": false, "1.00": false, "": false} {
		if got := c.PaidInFull(paid); got != want {
			t.Errorf("%q of 12345.60 yuan is in full: %t, want %t", paid, got, want)
		}
	}
}
