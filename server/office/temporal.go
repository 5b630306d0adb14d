package office

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"yingsu/models"
	"yingsu/workflows"
)

// How long a caller is kept waiting: briefly where Temporal does not answer at
// all, longer where it does and only the outcome is outstanding.
const (
	reach    = 2 * time.Second
	patience = 15 * time.Second
)

// open starts the workflow of a new lawsuit and waits until its registration is
// in the ledger.
func (o *Office) open(ctx context.Context, d workflows.Docket) (models.Receipt, error) {
	if receipt, known, err := o.opened(ctx, d); known || err != nil {
		return receipt, err
	}
	receipt, err := o.insist(ctx, d.ID, d.Key, d.Request, func(ctx context.Context) (client.WorkflowUpdateHandle, error) {
		return o.Temporal.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
			StartWorkflowOperation: o.Temporal.NewWithStartWorkflowOperation(startOptions(d), workflows.WorkflowType, d),
			UpdateOptions: client.UpdateWorkflowOptions{
				UpdateID: d.Key, UpdateName: workflows.RegisterUpdate, WaitForStage: client.WorkflowUpdateStageCompleted,
			},
		})
	})
	var already *serviceerror.WorkflowExecutionAlreadyStarted
	if errors.As(err, &already) {
		return o.overtaken(ctx, d)
	}
	return receipt, err
}

func startOptions(d workflows.Docket) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: d.File.CaseNumber, TaskQueue: workflows.TaskQueue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		StaticSummary:            d.Summary(),
		StaticDetails:            d.Details(),
	}
}

// opened answers from the ledger where the case number is known: with the
// receipt if this very request opened the lawsuit, with a Conflict if another
// one did.
func (o *Office) opened(ctx context.Context, d workflows.Docket) (models.Receipt, bool, error) {
	id, err := o.Store.LawsuitNumbered(ctx, d.File.CaseNumber)
	if err != nil || id == "" {
		return models.Receipt{}, false, err
	}
	if receipt, found, err := o.before(ctx, id, d.Key, d.Request); found || err != nil {
		return receipt, found, err
	}
	return models.Receipt{}, true, taken("case_number", d.File.CaseNumber, id)
}

// overtaken answers a request whose lawsuit was started a moment ago: by the
// same request, sent twice at once, or by another one.
func (o *Office) overtaken(ctx context.Context, d workflows.Docket) (models.Receipt, error) {
	receipt, err := o.insist(ctx, d.ID, d.Key, d.Request, func(context.Context) (client.WorkflowUpdateHandle, error) {
		return o.Temporal.GetWorkflowUpdateHandle(client.GetWorkflowUpdateHandleOptions{WorkflowID: d.File.CaseNumber, UpdateID: d.Key}), nil
	})
	if refusal := new(models.Error); errors.As(err, &refusal) && refusal.Code == models.NotOpen {
		return models.Receipt{}, taken("case_number", d.File.CaseNumber, d.ID)
	}
	return receipt, err
}

// send has a lawsuit changed by its workflow. That of an archived one has ended:
// it is started once more, with what the ledger has, and ends with the act.
func (o *Office) send(ctx context.Context, l models.Lawsuit, act *workflows.Act, r workflows.Request) (models.Receipt, error) {
	hash := r.Hash(act.Name)
	update := client.UpdateWorkflowOptions{
		// Temporal takes two requests with one id for the same. Whether a key stands
		// for the same request the ledger judges.
		UpdateID: r.Key + "/" + hash[:16], WorkflowID: l.CaseNumber, UpdateName: act.Name,
		WaitForStage: client.WorkflowUpdateStageCompleted, Args: []any{r},
	}
	if !l.Closed {
		return o.insist(ctx, l.ID, r.Key, hash, func(ctx context.Context) (client.WorkflowUpdateHandle, error) {
			return o.Temporal.UpdateWorkflow(ctx, update)
		})
	}
	return o.insist(ctx, l.ID, r.Key, hash, func(ctx context.Context) (client.WorkflowUpdateHandle, error) {
		d, err := o.takenUp(ctx, l.ID)
		if err != nil {
			return nil, err
		}
		start := startOptions(d)
		start.WorkflowIDConflictPolicy = enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING
		start.WorkflowIDReusePolicy = enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
		return o.Temporal.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
			StartWorkflowOperation: o.Temporal.NewWithStartWorkflowOperation(start, workflows.WorkflowType, d),
			UpdateOptions:          update,
		})
	})
}

// takenUp is the docket of an archived lawsuit, as it lies in the ledger now.
func (o *Office) takenUp(ctx context.Context, id string) (workflows.Docket, error) {
	l, err := o.Store.Lawsuit(ctx, everything, id)
	if err != nil {
		return workflows.Docket{}, err
	}
	b, err := o.benchOf(ctx, l)
	if err != nil {
		return workflows.Docket{}, err
	}
	done, err := o.Store.Done(ctx, id)
	if err != nil {
		return workflows.Docket{}, err
	}
	return workflows.TakeUp(l, done, b.Edition, o.Civil, o.linkTo(id)), nil
}

func (o *Office) linkTo(id string) string { return o.Site + "/lawsuits/" + id }

// insist sends a change until its outcome is known: a time-out does not mean
// that nothing was done. The key makes it safe to ask again, and the ledger has
// the receipt even where Temporal's answer was lost. It goes on when the caller
// has hung up.
func (o *Office) insist(ctx context.Context, id, key, hash string, send func(context.Context) (client.WorkflowUpdateHandle, error)) (models.Receipt, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	for {
		receipt, err := once(ctx, send)
		if !unsettled(err) {
			return receipt, asRefusal(err)
		}
		if receipt, found, ledgerErr := o.before(ctx, id, key, hash); found {
			return receipt, ledgerErr
		}
		if !o.reachable(ctx) {
			return models.Receipt{}, &models.Error{
				Code: models.Unavailable, Detail: "办理服务暂时无法连接，本次办理尚未确认保存。请稍后用原内容重试，系统不会重复办理；查询不受影响。",
			}
		}
		if ctx.Err() != nil {
			return models.Receipt{}, &models.Error{
				Code: models.Unknown, Detail: "办理已提交但尚未得到确认。请勿更改内容，稍后重试或者刷新案件页面查看结果，系统不会重复办理。",
			}
		}
	}
}

// once sends a change and waits for its outcome for as long as one answer takes.
func once(ctx context.Context, send func(context.Context) (client.WorkflowUpdateHandle, error)) (models.Receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, reach)
	defer cancel()
	var receipt models.Receipt
	handle, err := send(ctx)
	if err != nil {
		return receipt, err
	}
	return receipt, handle.Get(ctx, &receipt)
}

// unsettled tells whether an error leaves open what became of the change.
func unsettled(err error) bool {
	var timeout *client.WorkflowUpdateServiceTimeoutOrCanceledError
	var unavailable *serviceerror.Unavailable
	var deadline *serviceerror.DeadlineExceeded
	return errors.As(err, &timeout) || errors.As(err, &unavailable) || errors.As(err, &deadline) ||
		errors.Is(err, context.DeadlineExceeded)
}

// reachable tells whether Temporal answers at all.
func (o *Office) reachable(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 300*time.Millisecond)
	defer cancel()
	_, err := o.Temporal.CheckHealth(ctx, &client.CheckHealthRequest{})
	return err == nil
}

// asRefusal makes of Temporal's error the refusal that it carries.
func asRefusal(err error) error {
	var app *temporal.ApplicationError
	if errors.As(err, &app) && app.Type() == workflows.RefusedError {
		refusal := new(models.Error)
		if app.Details(refusal) == nil {
			return refusal
		}
	}
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) {
		return &models.Error{Code: models.NotOpen, Article: "第三十条", Detail: "案件的办理流程已经结束（已归档）。此后的材料请办理“补卷”，再审的请登记新案并填写原案案号。"}
	}
	return err
}
