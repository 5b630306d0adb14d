package feed_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"

	"yingsu/models"
	"yingsu/server/feed"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// agenda has a hearing with a time, one without, and a period.
func agenda() office.Agenda {
	day, changed := calendar.On(2026, 4, 16), time.Date(2026, 3, 10, 2, 30, 0, 0, time.UTC)
	return office.Agenda{
		Title: "应诉 林文",
		Sittings: []models.Sitting{{
			LawsuitID: "0123456789abcdef", CaseNumber: "（2026）鲁10行初15号", On: day, Time: "09:30", Place: "第三审判庭, 二楼; 东侧", Court: "威海市中级人民法院",
			Officials: []string{"吴管成"}, Plaintiffs: "王某某等40人", Defendants: "威海市环翠区人民政府", Lead: "区城市管理局", Revision: 7, UpdatedAt: changed,
		}, {
			LawsuitID: "0123456789abcdef", CaseNumber: "（2026）鲁10行初15号", On: day.AddDays(9), Court: "威海市中级人民法院", Position: 1, Revision: 7, UpdatedAt: changed,
		}},
		Duties: []models.Duty{{
			LawsuitID: "fedcba9876543210", CaseNumber: "（2026）鲁1002行初3号", Plaintiffs: "李某某", Lead: "张村镇", Revision: 3, UpdatedAt: changed,
			Clock: measures.Clock{ID: "evidence/first", Title: "提交证据", Article: "第十四条第一款", Safe: day, Due: day.AddDays(1), Provisional: true},
		}},
	}
}

func parse(t *testing.T, text string) []*ical.VEvent {
	t.Helper()
	c, err := ical.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return c.Events()
}

func value(e *ical.VEvent, p ical.ComponentProperty) string {
	if found := e.GetProperty(p); found != nil {
		return found.Value
	}
	return ""
}

func TestCalendar(t *testing.T) {
	text := feed.Calendar(agenda(), feed.Words{Site: "https://yingsu.example.gov.cn"})
	events := parse(t, text)
	if len(events) != 3 {
		t.Fatalf("%d events\n%s", len(events), text)
	}
	hearing, day, period := events[0], events[1], events[2]
	start, err := hearing.GetStartAt()
	if err != nil || !start.Equal(time.Date(2026, 4, 16, 1, 30, 0, 0, time.UTC)) {
		t.Errorf("the hearing starts %s, %v", start, err)
	}
	for _, row := range []struct {
		of   *ical.VEvent
		p    ical.ComponentProperty
		want string
	}{
		{hearing, ical.ComponentPropertyUniqueId, "hearing-0123456789abcdef-0@yingsu"},
		{hearing, ical.ComponentPropertySequence, "7"},
		{hearing, ical.ComponentPropertySummary, "【开庭】（2026）鲁10行初15号"},
		{hearing, ical.ComponentPropertyLocation, "威海市中级人民法院 第三审判庭, 二楼; 东侧"},
		{hearing, ical.ComponentPropertyUrl, "https://yingsu.example.gov.cn/lawsuits/0123456789abcdef"},
		{hearing, ical.ComponentPropertyDtstamp, "20260310T023000Z"},
		{day, ical.ComponentPropertyDtStart, "20260425"},
		{day, ical.ComponentPropertyDtEnd, "20260426"},
		{period, ical.ComponentPropertyDtStart, "20260416"},
		{period, ical.ComponentPropertySummary, "【期限】提交证据 （2026）鲁1002行初3号"},
	} {
		if got := value(row.of, row.p); got != row.want {
			t.Errorf("%s: %q, want %q", row.p, got, row.want)
		}
	}
	if says := value(period, ical.ComponentPropertyDescription); !strings.Contains(says, "\n建议办结日：2026年4月16日（周四）\n法定最后日：2026年4月17日（周五）\n暂定") {
		t.Errorf("the period says %q", says)
	}
	var triggers []string
	for _, e := range events {
		for _, a := range e.Alarms() {
			triggers = append(triggers, a.GetProperty(ical.ComponentPropertyTrigger).Value)
		}
	}
	if !slices.Equal(triggers, []string{"-P1D", "-PT2H", "-PT15H", "-PT15H", "PT9H"}) {
		t.Errorf("alarms %v", triggers)
	}
}

// Lines are as RFC 5545 wants them: CRLF, at most 75 octets, no character torn apart.
func TestLinesAreFolded(t *testing.T) {
	a := agenda()
	a.Sittings[0].Place = strings.Repeat("第三审判庭", 40)
	text := feed.Calendar(a, feed.Words{Site: "https://yingsu.example.gov.cn", Names: true})
	if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") || !strings.HasSuffix(text, "END:VCALENDAR\r\n") {
		t.Error("not every line ends with CRLF")
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	if got := value(parse(t, text)[0], ical.ComponentPropertyLocation); got != "威海市中级人民法院 "+a.Sittings[0].Place {
		t.Errorf("%q", got)
	}
}

// Who sues and who comes to court stands there only where the office wants it.
func TestNamesAreLeftOut(t *testing.T) {
	discreet, full := feed.Calendar(agenda(), feed.Words{}), feed.Calendar(agenda(), feed.Words{Names: true})
	if discreet != feed.Calendar(agenda(), feed.Words{}) {
		t.Error("the same agenda is another text")
	}
	unfolded := strings.ReplaceAll(full, "\r\n ", "")
	for _, name := range []string{"王某某", "李某某", "吴管成", "威海市环翠区人民政府"} {
		if strings.Contains(strings.ReplaceAll(discreet, "\r\n ", ""), name) || !strings.Contains(unfolded, name) {
			t.Errorf("%s: discreet or not", name)
		}
	}
}

// Numbers of persons lie on no phone, whatever people have typed.
func TestNumbersAreCovered(t *testing.T) {
	a := agenda()
	a.Sittings[0].Plaintiffs, a.Sittings[0].Place = "王某某371002199001011237", "第三审判庭（电话0631-5231234）"
	a.Duties[0].Plaintiffs = "李某某 13800138000"
	text := strings.ReplaceAll(feed.Calendar(a, feed.Words{Names: true}), "\r\n ", "")
	for _, number := range []string{"371002199001011237", "5231234", "13800138000"} {
		if strings.Contains(text, number) {
			t.Errorf("%s is there", number)
		}
	}
	if !strings.Contains(text, "3710**********1237") || !strings.Contains(text, "138****8000") {
		t.Errorf("nothing is covered: %s", text)
	}
}
