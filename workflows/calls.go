package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// Call is something that the procedure has done for it, by name: In goes out,
// Out comes back. Which method does it is bound in worker/registration, where a
// mismatch of types does not compile; so the procedure needs to import nobody.
type Call[In, Out any] struct{ Name string }

var (
	// RecordCall stores what an act or a rung changed, whole or not at all, and
	// once for each key.
	RecordCall = Call[models.Recording, models.Recorded]{"record"}
	// CalendarCall returns the calendar in its latest edition.
	CalendarCall = Call[struct{}, calendar.Calendar]{"calendar"}
	// KeepHistoryCall stores the event history of a lawsuit that is about to
	// close: Temporal deletes its own copy some day.
	KeepHistoryCall = Call[KeepHistory, models.Kept]{"keep_history"}
)

// KeepHistory names the run whose history is to be kept.
type KeepHistory struct {
	LawsuitID  string `json:"lawsuit_id"`
	WorkflowID string `json:"workflow_id"`
	RunID      string `json:"run_id"`
}

// atOnce makes a call within the workflow task, for what a person waits for.
// It is tried until it succeeds: a ledger that is down stops the lawsuit, and
// loses nothing.
func (c Call[In, Out]) atOnce(ctx workflow.Context, summary string, in In) (Out, error) {
	ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		StartToCloseTimeout: 10 * time.Second,
		Summary:             summary,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval:    200 * time.Millisecond,
			BackoffCoefficient: 2,
			MaximumInterval:    5 * time.Second,
		},
	})
	var out Out
	err := workflow.ExecuteLocalActivity(ctx, c.Name, in).Get(ctx, &out)
	return out, err
}

// inTheBackground makes a call that nobody waits for, as an activity of its own
// that the console shows and that is retried for as long as it takes.
func (c Call[In, Out]) inTheBackground(ctx workflow.Context, summary string, in In) (Out, error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		Summary:             summary,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval:    time.Second,
			BackoffCoefficient: 2,
			MaximumInterval:    5 * time.Minute,
		},
	})
	var out Out
	err := workflow.ExecuteActivity(ctx, c.Name, in).Get(ctx, &out)
	return out, err
}
