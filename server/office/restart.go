package office

import (
	"context"
	"fmt"
	"log/slog"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/dial"
)

// restarting is a lawsuit's workflow that is to begin anew.
type restarting struct {
	CaseNumber string `json:"case_number" label:"案号" check:"required,number" example:"（2026）鲁10行初15号"`
	Reason     string `json:"reason" label:"理由" check:"required,long" example:"工作流任务反复失败，升级后仍未恢复"`
}

func (in *restarting) proposal() (models.Proposal, error) { //nolint:unparam // other changes can be refused
	return models.Proposal{Restart: &models.Restart{CaseNumber: in.CaseNumber}, Source: in.Reason}, nil
}

// restartable returns the open lawsuit whose workflow can begin anew, or why there is
// none.
func (o *Office) restartable(ctx context.Context, r models.Restart) (models.Lawsuit, error) {
	id, err := o.store.LawsuitNumbered(ctx, r.CaseNumber)
	if err != nil {
		return models.Lawsuit{}, err
	}
	if id == "" {
		return models.Lawsuit{}, models.Wrong("case_number", "台账中没有这个案号的案件，请核对案号")
	}
	l, err := o.store.Lawsuit(ctx, models.Everything, id)
	if err == nil && l.Closed {
		err = models.Wrong("case_number", "案件已经归档，没有在运行的流程；需要补充的办理补卷")
	}
	return l, err
}

// restart ends a lawsuit's workflow and starts it with what the ledger has, where every
// act is before anybody is told that it is done. Should it not come to the start, the
// next act or the reconciliation makes up for it. Temporal is told no reasons: it keeps
// them in clear.
func (o *Office) restart(ctx context.Context, p models.Proposal) error {
	l, err := o.restartable(ctx, *p.Restart)
	if err != nil {
		return err
	}
	if err := o.mayTakeUp(ctx, l); err != nil {
		return notRestarted(ctx, l, err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := o.Temporal.TerminateWorkflow(ctx, l.CaseNumber, "", fmt.Sprintf("变更第%d项", p.ID)); err != nil && !gone(err) {
		return notRestarted(ctx, l, err)
	}
	d, err := o.takenUp(ctx, l.ID)
	if err != nil {
		return err
	}
	if _, err := o.Temporal.ExecuteWorkflow(ctx, dial.ToTakeUp(d), workflows.WorkflowType, d); err != nil {
		return notRestarted(ctx, l, err)
	}
	return nil
}

func notRestarted(ctx context.Context, l models.Lawsuit, err error) error {
	slog.ErrorContext(ctx, "a workflow was not restarted", "lawsuit", l.ID, "error", err)
	return &models.Error{Code: models.Unavailable, Detail: "变更已经确认，但流程引擎暂时没有完成重新启动。请稍后查看流程控制台；流程仍未恢复的，重新提出。"}
}
