package watch

import (
	"context"
	"log/slog"
	"time"
)

// countAll counts what is not counted yet, now and each night. A failure is made up for
// soon.
func (w *Watch) countAll(ctx context.Context) {
	for ctx.Err() == nil {
		n, err := w.Recount(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			slog.ErrorContext(ctx, "watch: lawsuits could not be counted", "error", err)
			wait(ctx, again)
			continue
		case n > 0:
			slog.InfoContext(ctx, "watch: lawsuits were counted for the statistics", "lawsuits", n)
		}
		wait(ctx, time.Until(nightAfter(time.Now())))
	}
}

// Recount counts the lawsuits that were stored before what is counted has changed, until
// nothing is left, and returns how many they were. It is harmless when two do it.
func (w *Watch) Recount(ctx context.Context) (counted int, err error) {
	for {
		n, err := w.Store.Recount(ctx, atOnce)
		counted += n
		if err != nil || n == 0 {
			return counted, err
		}
	}
}
