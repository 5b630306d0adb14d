package workflows

import (
	"errors"
	"math"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Call is something that the procedure has done for it, by name: In goes out,
// Out comes back. Which method does it is bound in worker/registration, where a
// mismatch of types does not compile; so the procedure needs to import nobody.
//
// Name is what the console shows; Former is the name in the histories of FormerType.
type Call[In, Out any] struct{ Name, Former string }

var (
	// RecordCall stores what an act or a rung changed, whole or not at all, and
	// once for each key.
	RecordCall = Call[models.Recording, models.Recorded]{"记入台账", "record"}
	// LawCall returns the law as it is now. Its former name is of when it returned the
	// calendar alone.
	LawCall = Call[struct{}, LawNow]{"读取日历和规则", "calendar"}
	// DoneCall returns the acts that have made a lawsuit's file.
	DoneCall = Call[string, []models.Done]{"读取办理日志", "done"}
	// RestoreCall brings a ledger that is behind the workflow, because it was
	// restored from a copy, up to the workflow's revision.
	RestoreCall = Call[Restore, models.Restored]{"补齐台账", "restore"}
	// KeepHistoryCall stores the event history of a lawsuit that is about to
	// close: Temporal deletes its own copy some day.
	KeepHistoryCall = Call[KeepHistory, models.Kept]{"留存办理过程", "keep_history"}
)

// LawNow is the law as it is now, for every lawsuit: the calendar in its latest
// edition, and the number of the law under which the worker runs lawsuits.
type LawNow struct {
	calendar.Calendar
	Logic measures.Logic `json:"logic,omitempty"`
	// Discreet says that the console is not to say who sues.
	Discreet bool `json:"discreet,omitempty"`
}

// Restore says what the ledger lacks: the lawsuit as its workflow has it, and the
// run whose history tells how it came to that.
type Restore struct {
	Lawsuit models.Lawsuit `json:"lawsuit"`
	RunID   string         `json:"run_id"`
}

// KeepHistory names the run whose history is to be kept.
type KeepHistory struct {
	LawsuitID  string `json:"lawsuit_id"`
	WorkflowID string `json:"workflow_id"`
	RunID      string `json:"run_id"`
}

// How a call is tried within the workflow task, for what a person waits for, and
// how one is that nobody waits for any more.
var (
	atOnce = workflow.LocalActivityOptions{
		ScheduleToCloseTimeout: 2 * time.Second,
		StartToCloseTimeout:    2 * time.Second,
		RetryPolicy:            &temporal.RetryPolicy{InitialInterval: 100 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 500 * time.Millisecond},
	}
	// Without an end: an ordinary activity has no ScheduleToCloseTimeout unless one is
	// given. The number of attempts is said because the time-skipping environment would
	// otherwise stop at ten.
	forAsLongAsItTakes = workflow.ActivityOptions{
		StartToCloseTimeout: 15 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: 500 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 10 * time.Second, MaximumAttempts: math.MaxInt32,
		},
	}
)

// surely makes a call that a lawsuit cannot go on without. A person may be waiting:
// it is tried within the workflow task first. Where what does it is away, it
// becomes an activity of its own, which the console shows and which is tried for as
// long as it takes: a ledger that is down stops the lawsuit, and loses nothing.
//
// What comes back as an error is an answer: the ledger's refusal, its contradiction
// (behind), or that the lawsuit was cancelled.
func (c Call[In, Out]) surely(ctx workflow.Context, under measures.Logic, summary string, in In) (Out, error) {
	options := atOnce
	options.Summary = summary
	var out Out
	err := workflow.ExecuteLocalActivity(workflow.WithLocalActivityOptions(ctx, options), c.nameIn(ctx), in).Get(ctx, &out)
	if answered(err) || under < measures.Enduring {
		return out, err
	}
	return c.inTheBackground(ctx, cut(summary+"（等待台账恢复）"), in)
}

// inTheBackground makes a call that nobody waits for, as an activity of its own
// that the console shows and that is tried for as long as it takes.
func (c Call[In, Out]) inTheBackground(ctx workflow.Context, summary string, in In) (Out, error) {
	options := forAsLongAsItTakes
	options.Summary = summary
	var out Out
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, options), c.nameIn(ctx), in).Get(ctx, &out)
	return out, err
}

// Is tells whether an activity of this name, in a history, is the call.
func (c Call[In, Out]) Is(name string) bool { return name == c.Name || name == c.Former }

// nameIn is the name by which a run makes the call.
func (c Call[In, Out]) nameIn(ctx workflow.Context) string {
	if workflow.GetInfo(ctx).WorkflowType.Name == FormerType {
		return c.Former
	}
	return c.Name
}

// answered tells whether a call came to an end that trying again does not change.
func answered(err error) bool {
	var app *temporal.ApplicationError
	return err == nil || temporal.IsCanceledError(err) || errors.As(err, &app) && app.NonRetryable()
}

// behind tells whether the ledger lacks revisions that the workflow has.
func behind(err error) bool {
	var app *temporal.ApplicationError
	return errors.As(err, &app) && app.Type() == BehindError
}
