package dial

import (
	"context"
	"errors"
	"fmt"

	"go.temporal.io/sdk/client"

	"yingsu/workflows"
)

// LawChanged tells lawsuits, by their case numbers, that the law is now called so.
// Telling one twice does no harm. One that cannot be told does not keep the others
// from hearing of it: what went wrong with each is in the error.
func LawChanged(ctx context.Context, c client.Client, numbers []string, name string) (told int, err error) {
	var wrong []error
	for _, number := range numbers {
		if ctx.Err() != nil {
			return told, errors.Join(append(wrong, ctx.Err())...)
		}
		if err := c.SignalWorkflow(ctx, number, "", workflows.LawChanged, name); err != nil {
			wrong = append(wrong, fmt.Errorf("tell %s of the law: %w", number, err))
			continue
		}
		told++
	}
	return told, errors.Join(wrong...)
}
