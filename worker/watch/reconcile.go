package watch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/dial"
	"yingsu/workflows/measures"
)

// Difference is one lawsuit of which the ledger and Temporal do not say the same.
type Difference struct {
	LawsuitID  string // empty where the ledger does not know it
	CaseNumber string
	What       string // in Chinese
	Mended     bool
	Err        error // why it could not be mended
}

// Reconcile compares the ledger with Temporal, in both directions, mends what
// differs and returns it. It looks closely at every open lawsuit, which asks each
// workflow; Glance only at those of which the lists differ. One lawsuit that cannot be
// looked at or mended keeps it from no other; its error is in its difference, and the
// error returned is that the looking itself came to an end. What came of it is kept in the
// ledger.
//
//   - An open lawsuit whose workflow is missing, failed or was terminated is taken up
//     again from the ledger.
//   - A ledger that is behind, having been restored from a copy, is given what it
//     lacks from the workflow's history.
//   - A projection that says something else than its workflow at the same revision
//     is written anew; unless it is what the journal's acts have made: then it is the
//     workflow that is not ours, and it is ended and taken up again from the ledger.
//   - A workflow that is behind takes over what the ledger has.
//   - A workflow whose lawsuit the ledger does not know is entered there; a
//     registration that failed is made again.
func (w *Watch) Reconcile(ctx context.Context) ([]Difference, error) {
	return w.goThrough(ctx, models.LookClosely, func(models.Summary, shown) bool { return true })
}

// Glance is Reconcile by lists alone: it reads pages of both, and looks closely only at
// the lawsuits of which they do not say the same. A change that no list shows it leaves
// to the next act, to the sweep and to the night.
func (w *Watch) Glance(ctx context.Context) ([]Difference, error) {
	return w.goThrough(ctx, models.LookLists, differ)
}

// goThrough goes through what runs in Temporal and what is open in the ledger, and looks
// closely where it is told to, and at what only one of them has.
func (w *Watch) goThrough(ctx context.Context, what string, closely func(models.Summary, shown) bool) ([]Difference, error) {
	p := &pass{Watch: w}
	running, err := p.running(ctx)
	if err == nil {
		err = p.open(ctx, running, closely)
	}
	for number := range running { // and yet the ledger has it archived
		if err == nil {
			err = p.look(ctx, models.IDOf(number))
		}
	}
	w.keep(ctx, p.came(what), err)
	return p.found, err
}

// pass is one comparison, how many open lawsuits it has gone through, and what it has
// found so far.
type pass struct {
	*Watch
	through int
	found   []Difference
}

// open goes through the open lawsuits, and takes them out of those that run.
func (p *pass) open(ctx context.Context, running map[string]shown, closely func(models.Summary, shown) bool) error {
	for last, more := "", true; more; {
		page, err := p.Store.OpenSummaries(ctx, last, atOnce)
		if err != nil {
			return err
		}
		for _, l := range page {
			if s, runs := running[l.CaseNumber]; !runs || closely(l, s) {
				if err := p.look(ctx, l.ID); err != nil {
					return err
				}
			}
			delete(running, l.CaseNumber)
			last = l.ID
		}
		more = len(page) == atOnce
		p.through += len(page)
	}
	return nil
}

// look looks closely at one lawsuit. It is an error only where no other can be looked at
// either.
func (p *pass) look(ctx context.Context, id string) error {
	d, differs := p.compare(ctx, id)
	if d.Err != nil {
		if err := p.reachable(ctx); err != nil {
			return err
		}
	}
	if differs {
		p.found = append(p.found, d)
	}
	return ctx.Err()
}

// reachable tells whether the ledger and Temporal answer.
func (w *Watch) reachable(ctx context.Context) error {
	_, err := w.Temporal.CheckHealth(ctx, nil)
	return errors.Join(err, w.Store.Ping(ctx))
}

// report logs the differences, tells the administrators of those that could not be
// mended, and returns how many there were.
func (w *Watch) report(ctx context.Context, found []Difference, now time.Time) int {
	for _, d := range found {
		if d.Mended {
			slog.WarnContext(ctx, "ledger and workflow differed, and were mended", "lawsuit", d.CaseNumber, "what", d.What)
			continue
		}
		slog.ErrorContext(ctx, "ledger and workflow differ", "lawsuit", d.CaseNumber, "what", d.What, "error", d.Err)
		err := w.Store.Tell(ctx, models.IDOf(d.CaseNumber), models.Notice{
			Key: "reconcile/" + now.UTC().Format(time.DateOnly), To: []models.Recipient{{Role: models.Admin}}, Urgency: models.Warning,
			Title: "台账与办理流程不一致：" + d.CaseNumber, Body: d.What + "，系统未能自行恢复，请查看运行日志并处理。",
		})
		if err != nil {
			slog.ErrorContext(ctx, "a difference was not told", "lawsuit", d.CaseNumber, "error", err)
		}
	}
	return len(found)
}

// compare looks at one open lawsuit of the ledger.
func (w *Watch) compare(ctx context.Context, id string) (d Difference, differs bool) {
	// Temporal is asked first. What changes in between makes the ledger the newer
	// one, and that is nothing to mend.
	l, err := w.Store.Lawsuit(ctx, models.Everything, id)
	if err != nil {
		return Difference{LawsuitID: id, CaseNumber: id, What: "台账无法读取", Err: err}, true
	}
	d = Difference{LawsuitID: id, CaseNumber: l.CaseNumber}
	run, err := w.lastRun(ctx, l.CaseNumber)
	if err != nil {
		d.What, d.Err = "办理流程无法查询", err
		return d, true
	}
	p, pictureErr := w.picture(ctx, l.CaseNumber)
	if l, err = w.Store.Lawsuit(ctx, models.Everything, id); err != nil {
		d.What, d.Err = "台账无法读取", err
		return d, true
	}
	switch {
	case run != nil && pictureErr == nil && p.Revision > l.Revision:
		d.What = fmt.Sprintf("台账为第%d版，落后于办理流程的第%d版", l.Revision, p.Revision)
		d.Err = w.restore(ctx, p, run.runID)
	case run == nil || !run.running:
		if l.Closed {
			return d, false // archived meanwhile
		}
		d.What, d.Err = "案件尚未归档，办理流程"+run.title(), w.takeUp(ctx, l)
	case pictureErr != nil:
		d.What, d.Err = "办理流程没有答复", pictureErr
	case p.Revision < l.Revision:
		d.What = fmt.Sprintf("办理流程为第%d版，落后于台账的第%d版", p.Revision, l.Revision)
		d.Err = w.nudge(ctx, l)
	case p.Onto(l).Base() != l.Base() || p.Stage != l.Stage:
		d.What = "台账与办理流程的内容不同"
		d.Err = w.settle(ctx, p, l)
	default:
		return d, false
	}
	d.Mended = d.Err == nil
	return d, true
}

// lastRun is the latest run of a lawsuit's workflow.
type lastRun struct {
	runID   string
	status  enums.WorkflowExecutionStatus
	running bool
}

func (r *lastRun) title() string {
	switch {
	case r == nil:
		return "不存在"
	case r.status == enums.WORKFLOW_EXECUTION_STATUS_TERMINATED:
		return "已被强行终止"
	case r.status == enums.WORKFLOW_EXECUTION_STATUS_COMPLETED:
		return "却已结束"
	}
	return "已中断"
}

// lastRun returns the latest run under a case number, nil if Temporal has none.
func (w *Watch) lastRun(ctx context.Context, number string) (*lastRun, error) {
	d, err := w.Temporal.DescribeWorkflowExecution(ctx, number, "")
	var none *serviceerror.NotFound
	if errors.As(err, &none) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	status := d.GetWorkflowExecutionInfo().GetStatus()
	return &lastRun{
		runID:  d.GetWorkflowExecutionInfo().GetExecution().GetRunId(),
		status: status, running: status == enums.WORKFLOW_EXECUTION_STATUS_RUNNING,
	}, nil
}

// answering is how long a workflow may take to answer: it may have to be replayed.
const answering = 20 * time.Second

func (w *Watch) picture(ctx context.Context, number string) (p workflows.Picture, err error) {
	ctx, cancel := context.WithTimeout(ctx, answering)
	defer cancel()
	answer, err := w.Temporal.QueryWorkflow(ctx, number, "", workflows.FileQuery)
	if err == nil {
		err = answer.Get(&p)
	}
	return p, err
}

// restore gives the ledger what it lacks of a lawsuit.
func (w *Watch) restore(ctx context.Context, p workflows.Picture, runID string) error {
	_, err := w.Restore(ctx, workflows.Restore{Lawsuit: p.Onto(models.Lawsuit{}), RunID: runID})
	return err
}

// settle decides between a ledger and a workflow that differ at the same revision:
// by the journal, which nobody reaches by way of Temporal.
func (w *Watch) settle(ctx context.Context, p workflows.Picture, l models.Lawsuit) error {
	done, err := w.Store.Done(ctx, l.ID)
	if err != nil {
		return err
	}
	made, err := w.Made(ctx, l, done)
	if err != nil || models.DigestOf(made) != models.DigestOf(l.File) {
		return w.Store.Repair(ctx, p.Onto(l)) // the ledger is not what was done
	}
	if err := w.Temporal.TerminateWorkflow(ctx, l.CaseNumber, "", "办理流程与台账不符，由台账重新接续"); err != nil {
		return err
	}
	return w.takeUp(ctx, l)
}

// takeUp starts the workflow of a lawsuit with what the ledger has.
func (w *Watch) takeUp(ctx context.Context, l models.Lawsuit) error {
	law, err := w.Store.Law(ctx)
	if err != nil {
		return err
	}
	edition, err := measures.EditionNamed(law.Editions, l.Edition)
	if err != nil {
		return err
	}
	d := workflows.TakeUp(l, edition, w.Civil, w.Site+"/lawsuits/"+l.ID)
	_, err = w.Temporal.ExecuteWorkflow(ctx, dial.ToTakeUp(d), workflows.WorkflowType, d)
	return err
}

// nudge tells a workflow how far the ledger is.
func (w *Watch) nudge(ctx context.Context, l models.Lawsuit) error {
	return w.Temporal.SignalWorkflow(ctx, l.CaseNumber, "", workflows.LedgerAhead, l.Revision)
}

// running returns what runs in Temporal, by case numbers, and enters into the ledger
// what that does not know. What has been archived for long is not looked for: a ledger
// is not restored from a copy that old.
func (p *pass) running(ctx context.Context) (map[string]shown, error) {
	recent := time.Now().UTC().AddDate(0, 0, -60).Format(time.RFC3339)
	query := fmt.Sprintf("WorkflowType IN ('%s', '%s') AND ExecutionStatus != 'ContinuedAsNew' AND (ExecutionStatus != 'Completed' OR CloseTime > '%s')", workflows.WorkflowType, workflows.FormerType, recent)
	running := map[string]shown{}
	request := &workflowservice.ListWorkflowExecutionsRequest{Query: query, PageSize: atOnce}
	for {
		page, err := p.Temporal.ListWorkflow(ctx, request)
		if err != nil {
			return nil, err
		}
		var numbers []string
		for _, e := range page.GetExecutions() {
			number := e.GetExecution().GetWorkflowId()
			numbers = append(numbers, number)
			if e.GetStatus() == enums.WORKFLOW_EXECUTION_STATUS_RUNNING {
				running[number] = shownIn(e.GetSearchAttributes())
			}
		}
		unknown, err := p.Store.UnknownNumbers(ctx, numbers)
		if err != nil {
			return nil, err
		}
		for _, number := range unknown {
			delete(running, number)
			if d, differs := p.enter(ctx, number); differs {
				p.found = append(p.found, d)
			}
		}
		if request.NextPageToken = page.GetNextPageToken(); len(request.NextPageToken) == 0 {
			return running, nil
		}
	}
}

// enter puts a lawsuit into the ledger that only Temporal knows.
func (w *Watch) enter(ctx context.Context, number string) (d Difference, differs bool) {
	d = Difference{CaseNumber: number}
	run, err := w.lastRun(ctx, number)
	if err != nil || run == nil {
		return d, false // gone since it was listed
	}
	p, err := w.picture(ctx, number)
	switch {
	case err == nil && p.Revision > 0:
		d.What, d.Err = "台账中没有本案，办理流程为第"+fmt.Sprint(p.Revision)+"版", w.restore(ctx, p, run.runID)
	case run.running:
		return d, false // its registration is on the way
	case w.refused(ctx, number, run.runID):
		return d, false // whoever registered it has been told
	default:
		d.What, d.Err = "收案登记没有完成", w.registerAgain(ctx, number, run.runID)
	}
	d.Mended = d.Err == nil
	return d, true
}

// refused tells whether a run came to its end because the ledger refused it, or took
// it for forged.
func (w *Watch) refused(ctx context.Context, number, runID string) bool {
	last, err := w.Temporal.GetWorkflowHistory(ctx, number, runID, false, enums.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT).Next()
	if err != nil {
		return false
	}
	cause := last.GetWorkflowExecutionFailedEventAttributes().GetFailure()
	kind := cause.GetApplicationFailureInfo().GetType()
	return kind == workflows.RefusedError || kind == workflows.ForgedError
}

// registerAgain starts a registration once more that came to nothing.
func (w *Watch) registerAgain(ctx context.Context, number, runID string) error {
	events := w.Temporal.GetWorkflowHistory(ctx, number, runID, false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	first, err := events.Next()
	if err != nil {
		return err
	}
	d, err := dial.DocketOf(first)
	if err != nil {
		return err
	}
	_, err = w.Temporal.ExecuteWorkflow(ctx, dial.ToOpen(d), workflows.WorkflowType, d)
	return err
}
