package watch

import (
	"context"
	"time"
)

// FollowUps reminds people of what they wanted to be reminded of up to the civil day, each
// once: a day on which no worker ran is made up for.
func (w *Watch) FollowUps(ctx context.Context, now time.Time) error {
	_, err := w.Store.TellFollowUps(ctx, w.Civil.Today(now))
	return err
}
