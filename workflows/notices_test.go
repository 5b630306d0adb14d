package workflows_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// TestNobodyIsToldTheSameTwiceOnADay registers a notice before nine: what was
// missed is caught up at once, and at nine it is the next rung's turn, which has
// the same to say.
func TestNobodyIsToldTheSameTwiceOnADay(t *testing.T) {
	for day, want := range map[string]string{
		"2026-03-16": "【期限提醒】向人民法院提交答辩状、证据和依据", // one working day before
		"2026-03-17": "【今日到期】向人民法院提交答辩状、证据和依据", // the last day
	} {
		s := &story{t: t, ledger: ledgerOf(t)}
		s.begin(day)
		s.start = on(t, day).At(8, 0)
		s.env.SetStartTime(s.start)
		s.docket = s.open(notice("（2026）鲁10行初12号", "2026-03-02"))
		s.goesOn("2026-03-25")
		lines := 0
		for _, e := range s.journal() {
			if e.Kind == models.RungEntry && e.Name == "evidence" && e.CivilOn == on(t, day) {
				lines++
			}
		}
		if lines != 1 {
			t.Errorf("registered at eight on %s, the journal has %d lines of that day's reminder", day, lines)
		}
		for _, who := range []models.Actor{clerk, director} {
			told := map[string]int{}
			for _, m := range s.messages(who) {
				if m.Clock != "" {
					told[fmt.Sprintln(m.Clock, calendar.DateOf(m.At), m.Title, m.Body)]++
				}
			}
			found := 0
			for what, n := range told {
				if strings.HasPrefix(what, "evidence "+day+" "+want) {
					found += n
				} else if n != 1 {
					t.Errorf("%s was told %d times: %s", who.Name, n, what)
				}
			}
			if found != 1 {
				t.Errorf("registered at eight on %s, %s was told %d times of the evidence: %v", day, who.Name, found, told)
			}
		}
	}
}

// TestArticle14_WhoCanStillHelpIsToldBeforeTheEvidenceIsLost follows the one clock
// of which nothing can be made good.
func TestArticle14_WhoCanStillHelpIsToldBeforeTheEvidenceIsLost(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初14号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.goesOn("2026-03-19")
	for _, row := range []struct {
		who  models.Actor
		want string
	}{
		{unitClerk, "03-12 03-16 03-17 03-18"}, {official, "03-12 03-16 03-17 03-18"},
		{clerk, "03-02 03-16 03-17 03-18"}, {director, "03-16 03-17 03-18"}, {overseer, "03-18"}, {townClerk, ""},
	} {
		var days []string
		for _, m := range s.messages(row.who) {
			if m.Clock == "evidence" {
				days = append([]string{calendar.DateOf(m.At).String()[5:]}, days...)
			}
		}
		if got := strings.Join(days, " "); got != row.want {
			t.Errorf("%s was told on %s, want %s", row.who.Name, got, row.want)
		}
	}
	for _, e := range s.journal() {
		if e.Name == "evidence" && e.CivilOn == on(t, "2026-03-18") && !strings.HasSuffix(e.Text, "通知：区城市管理局经办人、负责人，区司法局经办人、负责人，监督人员。") {
			t.Errorf("the journal says %s", e.Text)
		}
	}
	if c := clockOf(t, s.picture(), "evidence"); c.State != measures.Running {
		t.Errorf("%s", c.State)
	}
}

// messages returns what lies in somebody's inbox, the last first.
func (s *story) messages(who models.Actor) []models.Message {
	s.t.Helper()
	u, err := s.ledger.UserByName(context.Background(), who.Username)
	if err != nil {
		s.t.Fatal(err)
	}
	page, err := s.ledger.Inbox(context.Background(), u.ID, models.MessageFilter{Limit: 500})
	if err != nil {
		s.t.Fatal(err)
	}
	return page.Messages
}
