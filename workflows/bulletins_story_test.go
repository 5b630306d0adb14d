package workflows_test

import (
	"slices"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// TestBulletinsLieThereOnTheFirstWorkingMorning: begun after midnight on the first day of
// a quarter, late, or twice.
func TestBulletinsLieThereOnTheFirstWorkingMorning(t *testing.T) {
	for _, c := range []struct {
		name, begun string
		hour        int
		drafted     time.Time
		titles      []string
	}{
		{"a working day", "2026-04-01", 0, calendar.On(2026, 4, 1).At(9, 0), []string{"2026年第一季度"}},
		{"after the New Year's holiday", "2026-01-01", 0, calendar.On(2026, 1, 4).At(9, 0), []string{"2025年第四季度", "2025年下半年", "2025年度"}},
		{"after the National Day's holiday", "2026-10-01", 0, calendar.On(2026, 10, 8).At(9, 0), []string{"2026年第三季度"}},
		{"late", "2026-07-06", 15, calendar.On(2026, 7, 6).At(15, 5), []string{"2026年第二季度", "2026年上半年"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ledger := ledgerOf(t)
			for again := range 2 {
				env := environment(on(t, c.begun).At(c.hour, 5), ledger)
				env.ExecuteWorkflow(workflows.BulletinsType)
				var titles []string
				if err := env.GetWorkflowResult(&titles); err != nil {
					t.Fatal(err)
				}
				if want := c.titles; again == 0 && !slices.Equal(titles, want) || again == 1 && len(titles) > 0 {
					t.Errorf("the run no. %d drafted %v, want %v once", again+1, titles, want)
				}
				if at := env.Now(); at.Sub(c.drafted).Abs() > time.Second {
					t.Errorf("drafted at %s, want %s", at.In(calendar.Zone), c.drafted)
				}
			}
			found, err := ledger.Bulletins(t.Context())
			if err != nil || len(found) != len(c.titles) {
				t.Errorf("%d bulletins, %v", len(found), err)
			}
			told := 0
			users, _ := ledger.Users(t.Context())
			for _, u := range users {
				box, err := ledger.Inbox(t.Context(), u.ID, models.MessageFilter{Limit: 50})
				if err != nil {
					t.Fatal(err)
				}
				told += len(box.Messages)
				if len(box.Messages) > 0 && !u.Role.OfBureau() {
					t.Errorf("%s is told of a draft", u.Username)
				}
			}
			if told != 3*len(c.titles) {
				t.Errorf("told %d times", told)
			}
		})
	}
}
