package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"

	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
)

// TestTheScheduleDraftsBulletins: on a real server the schedule is there, begins at the
// quarter's first day, and what it begins drafts the bulletin and tells the Bureau once.
func TestTheScheduleDraftsBulletins(t *testing.T) {
	today := calendar.DateOf(time.Now())
	if quarter := calendar.On(today.Year(), today.Month()-(today.Month()-1)%3, 1); today.Sub(quarter) < 10 {
		t.Skip("until the first working morning of a quarter the workflow waits, as its story shows")
	}
	p := launch(t, t.TempDir(), "-sample")
	c, err := dial.Address(t.Context(), p.temporal)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	schedule := c.ScheduleClient().GetHandle(t.Context(), workflows.BulletinsSchedule)
	var next []time.Time
	eventually(t, "the schedule is there", func() bool {
		d, err := schedule.Describe(t.Context())
		if err == nil {
			next = d.Info.NextActionTimes
		}
		return err == nil
	})
	for _, at := range next {
		if in := at.In(calendar.Zone); (in.Month()-1)%3 != 0 || in.Day() != 1 || in.Hour() != 0 || in.Minute() != 5 {
			t.Errorf("it begins at %s", in)
		}
	}
	if len(next) == 0 {
		t.Error("it never begins")
	}
	if err := dial.KeepSchedule(t.Context(), c); err != nil { // as the next worker does
		t.Error(err)
	}
	drafted := func() int {
		return len(slices.DeleteFunc(p.signIn("clerk").inbox(""), func(title string) bool { return !strings.Contains(title, "行政应诉通报已起草") }))
	}
	for range 2 {
		if err := schedule.Trigger(t.Context(), client.ScheduleTriggerOptions{Overlap: enums.SCHEDULE_OVERLAP_POLICY_BUFFER_ALL}); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the bulletin is drafted", func() bool { return drafted() > 0 })
	}
	eventually(t, "both runs have ended", func() bool {
		d, err := schedule.Describe(t.Context())
		return err == nil && len(d.Info.RunningWorkflows) == 0 && len(d.Info.RecentActions) == 2
	})
	if n := drafted(); n == 0 || n > 3 {
		t.Errorf("told of %d drafts", n)
	}
}
