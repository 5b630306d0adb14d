package dial

import (
	"context"
	"fmt"

	"go.temporal.io/sdk/client"

	"yingsu/workflows"
)

// CalendarChanged tells lawsuits, by their case numbers, that the calendar has a
// new edition. Telling one twice does no harm.
func CalendarChanged(ctx context.Context, c client.Client, numbers []string, edition string) error {
	for _, number := range numbers {
		if err := c.SignalWorkflow(ctx, number, "", workflows.CalendarChanged, edition); err != nil {
			return fmt.Errorf("tell %s of the calendar: %w", number, err)
		}
	}
	return nil
}
