package watch

import (
	"context"
	"fmt"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
)

// FollowLaw tells every open lawsuit that was last counted by another law, with an
// older calendar or under an earlier number, and returns how many could be told.
// Whoever confirms a new calendar tells them at once; this is for those that could
// not be reached then, and for what a new program brings.
func (w *Watch) FollowLaw(ctx context.Context) (int, error) {
	law, err := w.Store.Law(ctx)
	if err != nil {
		return 0, err
	}
	behind, err := w.Store.Behind(ctx, law.Name())
	if err != nil || len(behind) == 0 {
		return 0, err
	}
	return dial.LawChanged(ctx, w.Temporal, behind, law.Name())
}

// The first month in which next year's notice can be expected, and the hour in
// Beijing at which the reminder of it goes out.
const (
	noticeMonth = time.October
	noticeHour  = 9
)

// NextYear reminds the administrators once a day that next year's days off are
// not published yet, or not entered: every date that reaches into it is only
// provisional. It returns 1 on days on which there is something to remind of.
func (w *Watch) NextYear(ctx context.Context, now time.Time) (int, error) {
	today := calendar.DateOf(now)
	if today.Month() < noticeMonth || now.Before(today.At(noticeHour, 0)) {
		return 0, nil
	}
	law, err := w.Store.Law(ctx)
	if err != nil {
		return 0, err
	}
	next := today.Year() + 1
	if law.Calendar.Year(next).Status == calendar.Published {
		return 0, nil
	}
	return 1, w.Store.Tell(ctx, "", models.Notice{
		Key: "next_year/" + today.String(), To: []models.Recipient{{Role: models.Admin}}, Urgency: models.Reminder,
		Title: fmt.Sprintf("%d年放假安排尚未导入", next),
		Body:  fmt.Sprintf("国务院办公厅通常在10月下旬至12月上旬公布下一年的放假安排。公布后请在“日历管理”中导入，并由第二人确认；此前凡跨入%d年的期限均为暂定。", next),
	})
}
