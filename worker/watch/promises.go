package watch

import (
	"context"
	"time"
)

// promiseDays is how long before a promised day its unit is reminded, in natural days.
const promiseDays = 3

// Promises reminds units of what the registers say they have promised, some days before
// and once the day has passed, each once.
func (w *Watch) Promises(ctx context.Context, now time.Time) error {
	today := w.Civil.Today(now)
	_, err := w.Store.TellPromises(ctx, today, today.AddDays(promiseDays))
	return err
}
