package dial

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"yingsu/workflows"
)

// KeepSchedule has Temporal begin workflows.Bulletins on the first day of each quarter:
// it makes the schedule, or makes it as it is to be. One that was missed, because Temporal
// was away, is made up for within two weeks; somebody who has paused it keeps it paused.
func KeepSchedule(ctx context.Context, c client.Client) error {
	quarterly := bulletins()
	_, err := c.ScheduleClient().Create(ctx, client.ScheduleOptions{
		ID: workflows.BulletinsSchedule, Spec: *quarterly.Spec, Action: quarterly.Action,
		Overlap: quarterly.Policy.Overlap, CatchupWindow: quarterly.Policy.CatchupWindow,
	})
	if !errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		return err
	}
	return c.ScheduleClient().GetHandle(ctx, workflows.BulletinsSchedule).Update(ctx, client.ScheduleUpdateOptions{
		DoUpdate: func(is client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
			quarterly.State = is.Description.Schedule.State
			return &client.ScheduleUpdate{Schedule: quarterly}, nil
		},
	})
}

func bulletins() *client.Schedule {
	quarters := []client.ScheduleRange{{Start: 1}, {Start: 4}, {Start: 7}, {Start: 10}}
	return &client.Schedule{
		Spec: &client.ScheduleSpec{
			Calendars: []client.ScheduleCalendarSpec{{
				Month: quarters, DayOfMonth: []client.ScheduleRange{{Start: 1}}, Hour: []client.ScheduleRange{{Start: 0}}, Minute: []client.ScheduleRange{{Start: 5}},
				Comment: "每季度第一日起草通报",
			}},
			TimeZoneName: "Asia/Shanghai",
		},
		Action: &client.ScheduleWorkflowAction{ID: workflows.BulletinsSchedule, Workflow: workflows.BulletinsType, TaskQueue: workflows.TaskQueue},
		Policy: &client.SchedulePolicies{Overlap: enums.SCHEDULE_OVERLAP_POLICY_SKIP, CatchupWindow: 14 * 24 * time.Hour},
	}
}
