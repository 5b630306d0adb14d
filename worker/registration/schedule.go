package registration

import (
	"context"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"

	"yingsu/workflows/dial"
)

// KeepSchedule makes the schedule of the bulletins as it is to be, and tries until Temporal
// is there or the context ends.
func KeepSchedule(ctx context.Context, c client.Client) {
	again := time.NewTicker(time.Minute)
	defer again.Stop()
	for {
		err := dial.KeepSchedule(ctx, c)
		if err == nil || ctx.Err() != nil {
			return
		}
		slog.WarnContext(ctx, "the schedule of the bulletins could not be kept, and will be", "error", err)
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}
