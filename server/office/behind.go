package office

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
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
		if err := o.unseen(ctx, l, act, &r); err != nil {
			return models.Receipt{}, err
		}
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
		if r.Base != 0 && r.Base != l.Revision {
			continue // it has changed meanwhile, and is looked at again
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
	return errors.As(err, &refusal) && (refusal.Code == models.NotOpen || refusal.Code == models.Invalid || refusal.Code == models.Overtaken)
}

// unseen refuses to do again what somebody has done since the sender looked, the sender
// themselves in another window, and binds the request to the revision of which that is true.
func (o *Office) unseen(ctx context.Context, l models.Lawsuit, act *workflows.Act, r *workflows.Request) error {
	if r.Seen == 0 {
		return nil
	}
	last, found, err := o.store.LastBeside(ctx, l.ID, act.Name, r.Key)
	if err != nil {
		return err
	}
	if found && last.At.UnixMicro() > r.Seen {
		return &models.Error{Code: models.Overtaken, Detail: fmt.Sprintf(
			"您打开表单以后，%s已于%s办理“%s”，您这次填写的没有保存。请先到案件页面核对；确需另行办理的，请再次提交。",
			o.whoElse(ctx, last.Username, r.By), o.Civil.Time(last.At).In(calendar.Zone).Format("1月2日15:04"), act.In(l.File.Kind).Title)}
	}
	r.Base = l.Revision
	return nil
}

// whoElse names who did something to somebody who did not look.
func (o *Office) whoElse(ctx context.Context, username string, by models.Actor) string {
	if username == by.Username {
		return "您本人"
	}
	return o.whoIs(ctx, username)
}

// whoIs names a person as staff know them.
func (o *Office) whoIs(ctx context.Context, username string) string {
	u, err := o.store.UserByName(ctx, username)
	if err != nil {
		return "其他人员" // the refusal stands without the name
	}
	return fmt.Sprintf("%s（%s）", u.Name, cmp.Or(u.Unit, u.Role.Title()))
}
