package workflows

import (
	"go.temporal.io/sdk/workflow"

	"yingsu/workflows/calendar"
)

// The bulletins of a quarter, and of the half and the year that end with it, lie drafted
// when the Bureau comes to work in the new one (第二十七条). A Temporal Schedule begins
// this workflow on the first day of each quarter, shortly after midnight; see
// dial.KeepSchedule.
const (
	// BulletinsType is how the workflow is called, and BulletinsSchedule what begins it.
	BulletinsType     = "起草季度通报"
	BulletinsSchedule = "bulletins"
)

// DraftBulletinsCall drafts the bulletins about all periods that ended on the day before
// a day, and tells the Bureau. It returns the titles of those that were not there yet.
var DraftBulletinsCall = Call[calendar.Date, []string]{"起草通报", "draft_bulletins"}

// draftedAt is the hour of the first working day at which a draft is to lie there.
const draftedAt = 9

// Bulletins waits for the first working morning of the quarter in which it is begun, and
// has drafted what has ended by then. One that begins late drafts at once.
func Bulletins(ctx workflow.Context) ([]string, error) {
	quarter := quarterOf(calendar.DateOf(workflow.Now(ctx)))
	law, err := LawCall.inTheBackground(ctx, "读取工作日历", struct{}{})
	if err != nil {
		return nil, err
	}
	morning := law.NextWorking(quarter.AddDays(-1))
	if left := morning.At(draftedAt, 0).Sub(workflow.Now(ctx)); left > 0 {
		options := workflow.TimerOptions{Summary: "等待" + morning.Chinese() + "上班时起草通报"}
		if err := workflow.NewTimerWithOptions(ctx, left, options).Get(ctx, nil); err != nil {
			return nil, err
		}
	}
	return DraftBulletinsCall.inTheBackground(ctx, "起草截至"+quarter.AddDays(-1).Chinese()+"的通报", quarter)
}

// quarterOf returns the first day of the quarter in which a day lies.
func quarterOf(day calendar.Date) calendar.Date {
	return calendar.On(day.Year(), day.Month()-(day.Month()-1)%3, 1)
}
