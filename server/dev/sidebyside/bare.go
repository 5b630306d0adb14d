package sidebyside

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

const queue = "bare"

// Bare starts bare workflows and sends them Updates, each of which makes one local
// activity that does nothing: what an act costs before it is an act.
type Bare struct {
	b testing.TB
	c client.Client
}

// StartBare runs the worker of bare workflows until the benchmark ends, with as many
// pollers as the two workers of a fleet have together: with fewer, Temporal writes its
// tasks to the database first, and a comparison flatters us.
func StartBare(b testing.TB, c client.Client) Bare {
	b.Helper()
	w := worker.New(c, queue, worker.Options{MaxConcurrentWorkflowTaskPollers: 4})
	w.RegisterWorkflowWithOptions(bare, workflow.RegisterOptions{Name: "Bare"})
	w.RegisterActivityWithOptions(func(context.Context) error { return nil }, activity.RegisterOptions{Name: "bare"})
	if err := w.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(w.Stop)
	return Bare{b, c}
}

func bare(ctx workflow.Context) error {
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
