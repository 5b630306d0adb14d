// Package registration binds the procedure to what carries it out: the one list
// of the workflow and of every call that it makes. A call and a method that do
// not fit each other do not compile here.
package registration

import (
	"cmp"
	"context"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"yingsu/activities"
	"yingsu/workflows"
)

// Registry is the part of a worker, or of a test environment, that takes
// registrations.
type Registry interface {
	RegisterWorkflowWithOptions(w any, options workflow.RegisterOptions)
	RegisterActivityWithOptions(a any, options activity.RegisterOptions)
}

// NewWorker returns a worker that carries out lawsuits with the given
// activities; it is not started yet.
func NewWorker(c client.Client, a *activities.Activities) worker.Worker {
	w := worker.New(c, workflows.TaskQueue, worker.Options{
		// A lawsuit that cannot be replayed waits for a worker that can, instead of
		// failing.
		WorkflowPanicPolicy: worker.BlockWorkflow,
		// A task that finds nobody asking for it is written to Temporal's database first.
		// Only half of these ask for tasks of lawsuits that are at hand.
		MaxConcurrentWorkflowTaskPollers: Pollers,
	})
	Register(w, a)
	return w
}

// Pollers is how many tasks a worker asks for at a time.
const Pollers = 8

// AtHand is how many lawsuits a worker keeps in memory unless it is told otherwise: at
// about 100 KiB each, less than half a GiB. Any other is replayed from its history when
// it is needed.
const AtHand = 4000

// Keep sets how many lawsuits the workers of this process keep in memory, AtHand if
// zero. It has no effect once a worker has been made.
func Keep(lawsuits int) { worker.SetStickyWorkflowCacheSize(cmp.Or(lawsuits, AtHand)) }

// Register enters the workflows and every call.
func Register(r Registry, a *activities.Activities) {
	r.RegisterWorkflowWithOptions(workflows.Lawsuit, workflow.RegisterOptions{Name: workflows.WorkflowType})
	r.RegisterWorkflowWithOptions(workflows.Lawsuit, workflow.RegisterOptions{Name: workflows.FormerType})
	r.RegisterWorkflowWithOptions(workflows.Bulletins, workflow.RegisterOptions{Name: workflows.BulletinsType})
	bind(r, workflows.RecordCall, a.Record)
	bind(r, workflows.LawCall, a.Law)
	bind(r, workflows.DoneCall, a.Done)
	bind(r, workflows.RestoreCall, a.Restore)
	bind(r, workflows.KeepHistoryCall, a.KeepHistory)
	bind(r, workflows.DraftBulletinsCall, a.DraftBulletins)
}

func bind[In, Out any](r Registry, c workflows.Call[In, Out], method func(context.Context, In) (Out, error)) {
	r.RegisterActivityWithOptions(method, activity.RegisterOptions{Name: c.Name})
	r.RegisterActivityWithOptions(method, activity.RegisterOptions{Name: c.Former})
}
