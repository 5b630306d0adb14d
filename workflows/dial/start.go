package dial

import (
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"

	"yingsu/workflows"
)

// ToOpen says how a new lawsuit's workflow is started: one for each case number. A
// start that came to nothing may be tried again.
func ToOpen(d workflows.Docket) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: d.File.CaseNumber, TaskQueue: workflows.TaskQueue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
		StaticSummary:            d.Summary(),
		StaticDetails:            d.Details(),
	}
}

// ToTakeUp says how the workflow of a lawsuit is started that is in the ledger
// already: once more if it has ended, and not at all if it runs.
func ToTakeUp(d workflows.Docket) client.StartWorkflowOptions {
	options := ToOpen(d)
	options.WorkflowIDConflictPolicy = enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING
	options.WorkflowIDReusePolicy = enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
	return options
}
