package watch

import (
	"context"
	"errors"
	"time"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Remind reminds people of what they wanted to be reminded of up to the civil day, and of
// what was asked of them and not answered, each once: a day on which no worker ran is made
// up for.
func (w *Watch) Remind(ctx context.Context, now time.Time) error {
	_, err := w.Store.TellFollowUps(ctx, w.Civil.Today(now))
	return errors.Join(err, w.remindOfDemands(ctx, w.Civil.Time(now)))
}

// remindOfDemands reminds on working days, as the periods of the Measures do.
func (w *Watch) remindOfDemands(ctx context.Context, civil time.Time) error {
	today := calendar.DateOf(civil)
	if civil.Before(today.At(measures.RungHour, 0)) {
		return nil
	}
	law, err := w.Store.Law(ctx)
	if err != nil || !law.Calendar.Working(today) {
		return err
	}
	_, err = w.Store.TellDemands(ctx, today, law.Calendar.NextWorking(today))
	return err
}
