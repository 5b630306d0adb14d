package post_test

import (
	"fmt"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Who is told of a demand, and how loudly: told is in the words of post.Words, with the
// persons behind.
func TestDemands(t *testing.T) {
	friday := calendar.On(2026, 3, 13)
	of := func(unit string, changes ...func(*models.Demand)) models.Demand {
		d := models.Demand{ID: 7, Key: "anna/1", Office: unit, By: "anna", ByName: "安娜", Asked: "答辩状何时提交？", AnswerBy: friday}
		for _, change := range changes {
			change(&d)
		}
		return d
	}
	received := func(d *models.Demand) { d.ReceivedBy, d.ReceivedAt = "孙承办", friday.At(9, 0) }
	for _, row := range []struct {
		name    string
		notices []models.Notice
		want    []string
	}{
		{"as it is made", []models.Notice{post.Demanded(of(city), models.Supervisor)}, []string{
			"demand/anna/1 warning 区城市管理局经办人、负责人 督办：请签收并于2026年3月13日（周五）前答复",
		}},
		{"on its last day", post.DemandDue(of(city, received), friday), []string{
			"demand/7/last_day warning 区城市管理局经办人、负责人 督办尚未答复，最迟2026年3月13日（周五）答复 孙承办已签收",
		}},
		{"on a Friday before the last day", post.DemandDue(of(city), friday.AddDays(-3)), []string{
			"demand/7/last_day warning 区城市管理局经办人、负责人 督办尚未答复，最迟2026年3月13日（周五）答复 尚未签收",
		}},
		{"once it has passed", post.DemandDue(of(city), friday.AddDays(3)), []string{
			"demand/7/passed escalation 区城市管理局经办人、负责人 督办逾期未答复 请立即答复",
			"demand/7/unanswered escalation 区司法局负责人，监督人员 anna 区城市管理局逾期未答复督办 尚未签收",
		}},
		{"of the Bureau: its director is told as the one who is asked", post.DemandDue(of(measures.JusticeBureau), friday.AddDays(1)), []string{
			"demand/7/passed escalation 区司法局经办人、负责人 请立即答复",
			"demand/7/unanswered escalation 监督人员 anna 区司法局逾期未答复督办",
		}},
		{"once it is answered", []models.Notice{post.DemandAnswered(of(city))}, []string{"demand/7/answer information  anna 区城市管理局答复了督办"}},
		{"once it is withdrawn", []models.Notice{post.DemandWithdrawn(of(city))}, []string{"demand/7/withdrawn information 区城市管理局经办人、负责人 无须答复"}},
	} {
		if len(row.notices) != len(row.want) {
			t.Fatalf("%s: %d notices", row.name, len(row.notices))
		}
		for n, notice := range row.notices {
			got := fmt.Sprint(notice.Key, " ", notice.Urgency, " ", post.Words(notice.To), " ", strings.Join(notice.Persons, " "), " ", notice.Title, " ", notice.Body)
			for _, part := range strings.Fields(row.want[n]) {
				if !strings.Contains(got, part) {
					t.Errorf("%s: %q is not in %q", row.name, part, got)
				}
			}
			if notice.Article != "第三十一条第二款" || !strings.Contains(notice.Body, "答辩状何时提交？") {
				t.Errorf("%s: %+v", row.name, notice)
			}
		}
	}
}

// The last call is on a working day: a Friday for a Sunday, and for a day off the day before
// it; a Sunday that is worked on is one.
func TestLastCall(t *testing.T) {
	for day, want := range map[string]string{
		"2026-03-13": "2026-03-13", "2026-03-14": "2026-03-13", "2026-03-15": "2026-03-13", "2026-03-16": "2026-03-16",
		"2026-10-05": "2026-09-30", "2026-02-14": "2026-02-14",
	} {
		on, err := calendar.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		if got := post.LastCall(on, calendar.Builtin()).String(); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}
