package office

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"yingsu/models"
	"yingsu/workflows"
)

// ask has a lawsuit changed by its workflow, and does not take a refusal on the facts
// for final before it has looked into the ledger.
//
// There the very same request may have had its effect meanwhile, sent twice at once
// and answered by an earlier run of the workflow. Or the ledger allows what was
// refused: the workflow lost, with its worker, the task in which the act before was
// stored; whoever did that was told from the ledger that it is done, and goes on. The
// workflow is then told of the ledger and asked again.
func (o *Office) ask(ctx context.Context, l models.Lawsuit, act *workflows.Act, r workflows.Request) (models.Receipt, error) {
	for again := range 4 {
		receipt, err := o.send(ctx, l, act, r, again)
		if !refusedOnTheFacts(err) {
			return receipt, err
		}
		if l, err = o.store.Lawsuit(ctx, models.Everything, l.ID); err != nil {
			return models.Receipt{}, err
		}
		if receipt, found, err := o.before(ctx, l.ID, r.Key, r.Hash(act.Name)); found || err != nil {
			return receipt, err
		}
		if refusal := o.judge(ctx, l, act, r); refusal != nil {
			return models.Receipt{}, refusal // the ledger says the same
		}
		slog.WarnContext(ctx, "a workflow refused what the ledger allows", "lawsuit", l.ID, "act", act.Name, "revision", l.Revision)
		if err := o.Temporal.SignalWorkflow(ctx, l.CaseNumber, "", workflows.LedgerAhead, l.Revision); err != nil {
			slog.ErrorContext(ctx, "a workflow could not be told of the ledger", "lawsuit", l.ID, "error", err)
		}
		select {
		case <-ctx.Done():
			return models.Receipt{}, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return models.Receipt{}, &models.Error{
		Code: models.Unavailable, Detail: "案件刚从中断中恢复，本次办理没有保存。请稍后用原内容重试。",
	}
}

// refusedOnTheFacts tells whether an act was refused for what is on file, or is not.
func refusedOnTheFacts(err error) bool {
	refusal := new(models.Error)
	return errors.As(err, &refusal) && (refusal.Code == models.NotOpen || refusal.Code == models.Invalid)
}
