package office

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/dial"
)

// How long a caller is kept waiting: briefly where Temporal does not answer at
// all or nobody works for it, a little longer where only the outcome is outstanding.
const (
	reach    = 1500 * time.Millisecond
	patience = 2500 * time.Millisecond
)

// open starts the workflow of a new lawsuit and waits until its registration is
// in the ledger.
func (o *Office) open(ctx context.Context, d workflows.Docket) (models.Receipt, error) {
	if receipt, known, err := o.opened(ctx, d); known || err != nil {
		return receipt, err
	}
	var err error
	if d.Voucher, err = o.store.Vouch(ctx, d.Wish()); err != nil {
		return models.Receipt{}, err
	}
	receipt, err := o.insist(ctx, d.ID, d.Key, d.Request, 0, func(ctx context.Context, updateID string) (client.WorkflowUpdateHandle, error) {
		return o.Temporal.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
			StartWorkflowOperation: o.Temporal.NewWithStartWorkflowOperation(dial.ToOpen(d), workflows.WorkflowType, d),
			UpdateOptions: client.UpdateWorkflowOptions{
				UpdateID: updateID, UpdateName: workflows.RegisterUpdate, WaitForStage: client.WorkflowUpdateStageCompleted,
			},
		})
	})
	var already *serviceerror.WorkflowExecutionAlreadyStarted
	if !errors.As(err, &already) {
		return receipt, err
	}
	// Another request has just opened it, under the same case number.
	if receipt, known, err := o.opened(ctx, d); known || err != nil {
		return receipt, err
	}
	return models.Receipt{}, &models.Error{
		Code: models.Unavailable, Detail: "案号" + d.File.CaseNumber + "正由另一项请求登记，尚未完成。请稍后重试或者查询该案号。",
	}
}

// opened answers from the ledger where the case number is known: with the
// receipt if this very request opened the lawsuit, with a Conflict if another
// one did.
func (o *Office) opened(ctx context.Context, d workflows.Docket) (models.Receipt, bool, error) {
	id, err := o.store.LawsuitNumbered(ctx, d.File.CaseNumber)
	if err != nil || id == "" {
		return models.Receipt{}, false, err
	}
	if receipt, found, err := o.before(ctx, id, d.Key, d.Request); found || err != nil {
		return receipt, found, err
	}
	return models.Receipt{}, true, taken(workflows.Opening(d.File.Kind).Identity, d.File.CaseNumber, id)
}

// send has a lawsuit changed by its workflow. Where that has ended, because the
// lawsuit is archived, or is gone, it is started once more with what the ledger has.
func (o *Office) send(ctx context.Context, l models.Lawsuit, act *workflows.Act, r workflows.Request, again int) (models.Receipt, error) {
	hash := r.Hash(act.Name)
	var err error
	if r.Voucher, err = o.store.Vouch(ctx, r.Wish(l.ID, act.Name)); err != nil {
		return models.Receipt{}, err
	}
	update := client.UpdateWorkflowOptions{
		WorkflowID: l.CaseNumber, UpdateName: act.Title, WaitForStage: client.WorkflowUpdateStageCompleted, Args: []any{r},
	}
	if !l.Closed {
		receipt, err := o.insist(ctx, l.ID, r.Key, hash, again, func(ctx context.Context, updateID string) (client.WorkflowUpdateHandle, error) {
			update.UpdateID = updateID
			return o.Temporal.UpdateWorkflow(ctx, update)
		})
		if !gone(err) {
			return receipt, err
		}
		if err := o.mayTakeUp(ctx, l); err != nil {
			return models.Receipt{}, err
		}
	}
	return o.insist(ctx, l.ID, r.Key, hash, again, func(ctx context.Context, updateID string) (client.WorkflowUpdateHandle, error) {
		d, err := o.takenUp(ctx, l.ID)
		if err != nil {
			return nil, err
		}
		update.UpdateID = updateID
		return o.Temporal.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
			StartWorkflowOperation: o.Temporal.NewWithStartWorkflowOperation(dial.ToTakeUp(d), workflows.WorkflowType, d),
			UpdateOptions:          update,
		})
	})
}

// gone tells whether a lawsuit has no running workflow.
func gone(err error) bool {
	var none *serviceerror.NotFound
	return errors.As(err, &none)
}

// mayTakeUp refuses to go on with what the ledger has where the workflow has come to
// its end and the ledger has not heard of it: it was restored from an older copy, and
// is brought up to date first.
func (o *Office) mayTakeUp(ctx context.Context, l models.Lawsuit) error {
	ctx, cancel := context.WithTimeout(ctx, reach)
	defer cancel()
	last, err := o.Temporal.DescribeWorkflowExecution(ctx, l.CaseNumber, "")
	if gone(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if last.GetWorkflowExecutionInfo().GetStatus() != enums.WORKFLOW_EXECUTION_STATUS_COMPLETED {
		return nil
	}
	return &models.Error{Code: models.Unavailable, Detail: "本案的台账正在与办理流程核对，暂时不能办理，没有保存任何内容。请稍后用原内容重试；长时间未恢复的，请联系系统管理员。"}
}

// takenUp is the docket of an archived lawsuit, as it lies in the ledger now.
func (o *Office) takenUp(ctx context.Context, id string) (workflows.Docket, error) {
	l, err := o.store.Lawsuit(ctx, models.Everything, id)
	if err != nil {
		return workflows.Docket{}, err
	}
	b, err := o.benchOf(ctx, l)
	if err != nil {
		return workflows.Docket{}, err
	}
	return workflows.TakeUp(l, b.Edition, o.Civil, o.linkTo(id)), nil
}

func (o *Office) linkTo(id string) string { return o.Site + "/lawsuits/" + id }

// insist sends a change until its outcome is known: a time-out does not mean
// that nothing was done. The key makes it safe to ask again, and the ledger has
// the receipt even where Temporal's answer was lost. It goes on when the caller
// has hung up.
//
// Temporal takes two requests with one id for the same, and keeps the outcome; so a
// fault of ours, which is no answer, is asked again under another id. Whether a key
// stands for the same request, and has had its effect, the ledger judges.
func (o *Office) insist(ctx context.Context, id, key, hash string, again int, send func(ctx context.Context, updateID string) (client.WorkflowUpdateHandle, error)) (models.Receipt, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	for {
		receipt, err := once(ctx, updateID(key, hash, again), send)
		switch {
		case faulty(err):
			again++
		case !unsettled(err):
			return receipt, asRefusal(err)
		}
		if receipt, found, ledgerErr := o.before(ctx, id, key, hash); found {
			return receipt, ledgerErr
		}
		if obstacle := o.Obstacle(ctx); obstacle != "" {
			return models.Receipt{}, blocked(obstacle)
		}
		select {
		case <-ctx.Done():
			return models.Receipt{}, &models.Error{
				Code: models.Unknown, Detail: "办理已提交但尚未得到确认。请勿更改内容，稍后重试或者刷新案件页面查看结果，系统不会重复办理。",
			}
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// updateID names an Update: the same for every repetition of a request, but for one
// that is asked again because the answer was none.
func updateID(key, hash string, again int) string {
	id := key + "/" + hash[:16]
	if again > 0 {
		id = fmt.Sprintf("%s/%d", id, again)
	}
	return id
}

// once sends a change and waits for its outcome for as long as one answer takes.
func once(ctx context.Context, updateID string, send func(context.Context, string) (client.WorkflowUpdateHandle, error)) (models.Receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, reach)
	defer cancel()
	var receipt models.Receipt
	handle, err := send(ctx, updateID)
	if err != nil {
		return receipt, err
	}
	return receipt, handle.Get(ctx, &receipt)
}

// faulty tells whether a change came out with a fault of ours instead of an answer.
func faulty(err error) bool {
	var app *temporal.ApplicationError
	return errors.As(err, &app) && app.Type() != workflows.RefusedError
}

// unsettled tells whether an error leaves open what became of the change, or what
// becomes of it when it is asked for again: a lawsuit whose workflow task has failed a
// few times, as it does while workers and Temporal come and go, takes no Update until
// one succeeds.
func unsettled(err error) bool {
	var timeout *client.WorkflowUpdateServiceTimeoutOrCanceledError
	var failing *serviceerror.WorkflowNotReady
	var unavailable *serviceerror.Unavailable
	var deadline *serviceerror.DeadlineExceeded
	var exhausted *serviceerror.ResourceExhausted
	return errors.As(err, &failing) || errors.As(err, &exhausted) || errors.As(err, &timeout) || errors.As(err, &unavailable) || errors.As(err, &deadline) ||
		errors.Is(err, context.DeadlineExceeded)
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
	return err
}
