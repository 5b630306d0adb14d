package measures_test

import "testing"

func TestArticle30_ArchivedThirtyDaysAfterTheEnd(t *testing.T) {
	checkClock(t, "archive", []clockRow{
		{"V37", []fact{served("2025-06-03"), concluded("2026-01-16")}, "2026-02-24 (safe 2026-02-14) running"},
		{"V39", []fact{served("2025-06-03"), concluded("2025-12-02")}, "2026-01-04 (safe 2025-12-31) running"},
		{"not ended", []fact{decided("2024-05-06", won), effective("2024-05-22", "2024-05-22")}, ""},
		{"in time", []fact{concluded("2024-06-03"), archived("2024-07-03")}, "2024-07-03 met 2024-07-03"},
		{"a day late", []fact{concluded("2024-06-03"), archived("2024-07-04"), because("archive", "补卷")}, "2024-07-03 met_late 2024-07-04: 补卷"},
		{"withdrawn: still to be archived", []fact{withdrawn("2024-04-01"), concluded("2024-04-02")}, "2024-05-06 (safe 2024-04-30) running"},
		{"into the year that is not published", []fact{served("2026-03-03"), concluded("2026-12-10")}, "2027-01-11 (safe 2027-01-08) running, provisional"},
	})
}
