package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// A year with an invented notice: a fixture, not a forecast.
const notice2027 = `元旦：1月1日至5日放假，共5天。1月9日（周六）、10日（周日）上班。
春节：2月5日至11日放假。2月14日（周日）上班。
清明节：4月5日放假。
劳动节：5月1日至4日放假。
端午节：6月9日放假。
中秋节：9月15日放假。
国庆节：10月1日至5日放假。`

// TestTheCalendarReachesOpenLawsuits publishes a year in mid-clock: the lawsuit
// that runs into it on the real server counts anew, tells, and is not provisional
// any more.
func TestTheCalendarReachesOpenLawsuits(t *testing.T) {
	t.Parallel()
	p := launch(t, t.TempDir(), "-sample", "-drill", "3600", "-today", "2026-12-18")
	clerk, admin, director := p.signIn("clerk"), p.signIn("admin"), p.signIn("director")
	const number = "（2026）鲁10行初905号"
	id := clerk.registers(input{
		"case_number": number, "court": "威海市中级人民法院", "plaintiffs": []string{"演某某"}, "cause": "行政处罚",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}}, "served_on": "2026-12-18", "origin": input{"item": 1},
	})
	before := clockIn(t, clerk.looksAt(id), "evidence")
	if before.Due.String() != "2027-01-04" || !before.Provisional {
		t.Fatalf("before the notice the response is due on %s", before.Due)
	}

	status, body := admin.call(http.MethodPost, "/calendar/import", input{
		"format": "notice", "year": 2027, "notice": "测试发〔2026〕1号", "published": "2026-12-01", "content": notice2027}, "")
	if status != http.StatusCreated || !strings.Contains(string(body), number) {
		t.Fatalf("import: %d %s", status, body)
	}
	if status, body := director.call(http.MethodPost, "/proposals/1/confirm", nil, ""); status != http.StatusOK {
		t.Fatalf("confirm: %d %s", status, body)
	}
	deadline := time.Now().Add(10 * time.Second)
	for !told(clerk, id) && time.Now().Before(deadline) {
		<-time.After(100 * time.Millisecond)
	}
	after := clockIn(t, clerk.looksAt(id), "evidence")
	if !told(clerk, id) || after.Due.String() != "2027-01-06" || after.Provisional {
		t.Errorf("after the notice the response is due on %s, provisional: %t", after.Due, after.Provisional)
	}
	if titled(clerk.inbox(number), "工作日历更新") != 1 {
		t.Errorf("the clerk was told %v", clerk.inbox(number))
	}
}

// told tells whether the journal of a lawsuit says that the calendar changed.
func told(w *person, id string) bool {
	return slices.ContainsFunc(w.journal(id), func(e entry) bool { return e.Name == "calendar_changed" })
}
