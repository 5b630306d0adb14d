package sidebyside

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"yingsu/worker/registration"
)

const queue = "bare"

// Bare starts bare workflows and sends them Updates, each of which makes one local
// activity that does nothing: what an act costs before it is an act.
type Bare struct {
	b       testing.TB
	c       client.Client
	started *atomic.Int64
	runs    *atomic.Int64
}

// StartBare runs the worker of bare workflows until the benchmark ends, with as many
// pollers as the two workers of a fleet have together: with fewer, Temporal writes its
// tasks to the database first, and a comparison flatters us.
//
// Its client is the SDK's as it comes.
func StartBare(b testing.TB, address, namespace string) Bare {
	b.Helper()
	c, err := client.Dial(client.Options{HostPort: address, Namespace: namespace, Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(c.Close)
	x := Bare{b, c, new(atomic.Int64), new(atomic.Int64)}
	w := worker.New(c, queue, worker.Options{MaxConcurrentWorkflowTaskPollers: 2 * registration.Pollers})
	w.RegisterWorkflowWithOptions(x.run, workflow.RegisterOptions{Name: "Bare"})
	w.RegisterActivityWithOptions(func(context.Context) error { return nil }, activity.RegisterOptions{Name: "bare"})
	if err := w.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(w.Stop)
	return x
}

func (x Bare) run(ctx workflow.Context) error {
	if workflow.GetInfo(ctx).ContinuedExecutionRunID == "" && !workflow.IsReplaying(ctx) {
		x.runs.Add(1)
	}
	err := workflow.SetUpdateHandler(ctx, "bare", func(ctx workflow.Context) error {
		ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Second})
		return workflow.ExecuteLocalActivity(ctx, "bare").Get(ctx, nil)
	})
	if err != nil {
		return err
	}
	// It goes on in another run as a lawsuit does, before its history is full.
	err = workflow.Await(ctx, func() bool {
		return workflow.GetInfo(ctx).GetContinueAsNewSuggested() && workflow.AllHandlersFinished(ctx)
	})
	if err != nil {
		return err
	}
	return workflow.NewContinueAsNewError(ctx, "Bare")
}

// Start starts a bare workflow.
func (x Bare) Start(id string) {
	_, err := x.c.ExecuteWorkflow(x.b.Context(), client.StartWorkflowOptions{ID: id, TaskQueue: queue}, "Bare")
	if err != nil {
		x.b.Error(err)
	}
	x.started.Add(1)
}

// Open starts a bare workflow and has it answer an Update, in one call as a
// registration does.
func (x Bare) Open(id string) {
	h, err := x.c.UpdateWithStartWorkflow(x.b.Context(), client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: x.c.NewWithStartWorkflowOperation(client.StartWorkflowOptions{
			ID: id, TaskQueue: queue, WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		}, "Bare"),
		UpdateOptions: client.UpdateWorkflowOptions{UpdateID: id, UpdateName: "bare", WaitForStage: client.WorkflowUpdateStageCompleted},
	})
	if err == nil {
		err = h.Get(x.b.Context(), nil)
	}
	if err != nil {
		x.b.Error(err)
	}
	x.started.Add(1)
}

// Caught waits until all that were started run: what is left of them would be done in
// the time of what is measured next.
func (x Bare) Caught() {
	for x.runs.Load() < x.started.Load() && x.b.Context().Err() == nil {
		time.Sleep(10 * time.Millisecond)
	}
}

// Update sends a bare workflow its n-th Update, and waits for the outcome.
func (x Bare) Update(id string, n int) {
	h, err := x.c.UpdateWorkflow(x.b.Context(), client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateID: fmt.Sprint(n), UpdateName: "bare", WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err == nil {
		err = h.Get(x.b.Context(), nil)
	}
	if err != nil {
		x.b.Error(err)
	}
}
