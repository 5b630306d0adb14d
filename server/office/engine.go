package office

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/converter"

	"yingsu/models"
	"yingsu/workflows"
)

// engineSays is what Temporal tells of trouble.
type engineSays struct {
	away      string // why it cannot be asked; nothing else is known then
	unseen    []string
	workers   []Worker
	asked     bool          // the workers could be asked for
	queued    time.Duration // how long the task waits that waits longest
	tasks     int64
	runs      []run // of suspected lawsuits
	moreStuck bool
}

// run is a lawsuit's workflow as it stands.
type run struct {
	number string
	known  bool // to the ledger
	since  time.Time

	problems []string // as Temporal reports them itself
	tries    int      // of the task that is to be done
	trying   time.Time
	kind     enums.WorkflowTaskFailedCause // of the last failure that is in the history
	said     string

	steps []step
}

// step is an activity that is tried again and again.
type step struct {
	title string
	tries int
	since time.Time
	said  string
}

// From how many tries on a task or a step is trouble. Temporal itself reports a task from
// the fifth on; a step comes to so many within eight seconds.
const (
	taskTries = 3
	stepTries = 5
)

// askEngine asks Temporal, for a while, how it stands with the workers and with lawsuits
// that it reports itself, that are suspected, or that have begun and are not in the
// ledger.
func (o *Office) askEngine(ctx context.Context, now time.Time, suspects []string) (e engineSays) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := o.reachEngine(ctx); err != nil {
		e.away = err.Error()
		return e
	}
	var stuck, young []*workflow.WorkflowExecutionInfo
	var unknown []string
	e.together(
		func() (string, error) { return "办理程序（worker）", o.askWorkers(ctx, now, &e) },
		func() (string, error) { return "任务的积压", o.askQueue(ctx, &e) },
		func() (what string, err error) {
			stuck, err = o.list(ctx, reported)
			return "停滞的案件流程", err
		},
		func() (what string, err error) {
			if young, err = o.list(ctx, begun(now)); err == nil {
				unknown, err = o.store.UnknownNumbers(ctx, numbersOf(young))
			}
			return "没有完成的收案登记", err
		},
	)
	e.moreStuck = len(stuck) > listed
	numbers := slices.Concat(numbersOf(stuck[:min(len(stuck), listed)]), suspects, unknown)
	slices.Sort(numbers)
	e.look(ctx, o, slices.Compact(numbers), unknown)
	return e
}

// reachEngine tells whether Temporal answers at all, sooner than the rest would come to
// its end.
func (o *Office) reachEngine(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, reach)
	defer cancel()
	_, err := o.Temporal.CheckHealth(ctx, nil)
	return err
}

// together asks several questions at once, and keeps what could not be seen.
func (e *engineSays) together(questions ...func() (string, error)) {
	var all sync.WaitGroup
	unseen := make([]string, len(questions))
	for n, ask := range questions {
		all.Go(func() {
			if what, err := ask(); err != nil {
				unseen[n] = what + "没有查到：" + ofStep(err.Error()).words
			}
		})
	}
	all.Wait()
	e.unseen = append(e.unseen, slices.DeleteFunc(unseen, func(s string) bool { return s == "" })...)
}

func (o *Office) askWorkers(ctx context.Context, now time.Time, e *engineSays) error {
	found, err := o.Temporal.WorkflowService().ListWorkers(ctx, &workflowservice.ListWorkersRequest{
		Namespace: o.Namespace, PageSize: 100, Query: workingSince(now.Add(-silence)),
	})
	if err != nil {
		return err
	}
	e.asked = true
	for _, w := range found.GetWorkers() {
		e.workers = append(e.workers, Worker{Name: strings.TrimSuffix(w.GetWorkerIdentity(), "@"), Since: w.GetStartTime().AsTime()})
	}
	return nil
}

func (o *Office) askQueue(ctx context.Context, e *engineSays) error {
	for _, kind := range []enums.TaskQueueType{enums.TASK_QUEUE_TYPE_WORKFLOW, enums.TASK_QUEUE_TYPE_ACTIVITY} {
		found, err := o.Temporal.WorkflowService().DescribeTaskQueue(ctx, &workflowservice.DescribeTaskQueueRequest{
			Namespace: o.Namespace, TaskQueue: &taskqueue.TaskQueue{Name: workflows.TaskQueue}, TaskQueueType: kind, ReportStats: true,
		})
		if err != nil {
			return err
		}
		e.tasks += found.GetStats().GetApproximateBacklogCount()
		e.queued = max(e.queued, found.GetStats().GetApproximateBacklogAge().AsDuration())
	}
	return nil
}

// reported are the lawsuits whose tasks fail, as Temporal itself says of them.
const reported = `ExecutionStatus = 'Running' AND TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')`

// begun are the lawsuits that began lately, but not just now.
func begun(now time.Time) string {
	at := func(t time.Time) string { return t.UTC().Format(time.RFC3339) }
	return fmt.Sprintf("ExecutionStatus = 'Running' AND StartTime > '%s' AND StartTime < '%s'", at(now.AddDate(0, 0, -30)), at(now.Add(-lateTask)))
}

// list returns the first of a list of lawsuits, those that began last.
func (o *Office) list(ctx context.Context, query string) ([]*workflow.WorkflowExecutionInfo, error) {
	page, err := o.Temporal.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{
		Query: fmt.Sprintf("WorkflowType IN ('%s', '%s') AND %s", workflows.WorkflowType, workflows.FormerType, query), PageSize: listed + 1,
	})
	return page.GetExecutions(), err
}

func numbersOf(list []*workflow.WorkflowExecutionInfo) []string {
	numbers := make([]string, len(list))
	for n, e := range list {
		numbers[n] = e.GetExecution().GetWorkflowId()
	}
	return numbers
}

// looksAtOnce is how many workflows are looked at at once.
const looksAtOnce = 8

// look looks at single lawsuits, as far as the time reaches.
func (e *engineSays) look(ctx context.Context, o *Office, numbers, unknown []string) {
	runs, failed := make([]*run, len(numbers)), make([]bool, len(numbers))
	var all sync.WaitGroup
	turns := make(chan struct{}, looksAtOnce)
	for n, number := range numbers {
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			var err error
			if runs[n], err = o.inspect(ctx, number); err != nil {
				failed[n] = !gone(err)
			}
		})
	}
	all.Wait()
	missed := 0
	for n, r := range runs {
		if failed[n] {
			missed++
		}
		if r != nil {
			r.known = !slices.Contains(unknown, r.number)
			e.runs = append(e.runs, *r)
		}
	}
	if missed > 0 {
		e.unseen = append(e.unseen, fmt.Sprintf("有%d件可疑的案件流程没有来得及逐一查看，请刷新本页", missed))
	}
}

// inspect looks at the workflow of one lawsuit: nil where it does not run.
func (o *Office) inspect(ctx context.Context, number string) (*run, error) {
	d, err := o.Temporal.DescribeWorkflowExecution(ctx, number, "")
	info := d.GetWorkflowExecutionInfo()
	if err != nil || info.GetStatus() != enums.WORKFLOW_EXECUTION_STATUS_RUNNING {
		return nil, err
	}
	task := d.GetPendingWorkflowTask()
	r := &run{
		number: number, since: info.GetStartTime().AsTime(), problems: problemsIn(info.GetSearchAttributes()),
		tries: int(task.GetAttempt()), trying: task.GetOriginalScheduledTime().AsTime(),
	}
	for _, a := range d.GetPendingActivities() {
		if a.GetAttempt() >= stepTries {
			r.steps = append(r.steps, step{
				title: a.GetActivityType().GetName(), tries: int(a.GetAttempt()), since: a.GetScheduledTime().AsTime(), said: saidIn(a.GetLastFailure()),
			})
		}
	}
	if r.stuck() {
		err = o.lastFailure(ctx, r, info.GetExecution())
	}
	return r, err
}

// stuck tells whether a run's tasks fail.
func (r *run) stuck() bool { return len(r.problems) > 0 || r.tries >= taskTries }

// problemsIn reads what Temporal reports of a workflow itself.
func problemsIn(attributes *commonpb.SearchAttributes) (problems []string) {
	if p := attributes.GetIndexedFields()["TemporalReportedProblems"]; p != nil {
		_ = converter.GetDefaultDataConverter().FromPayload(p, &problems)
	}
	return problems
}

// lastFailure reads from the end of the history why the task failed first: of the tries
// after it there is no event.
func (o *Office) lastFailure(ctx context.Context, r *run, of *commonpb.WorkflowExecution) error {
	page, err := o.Temporal.WorkflowService().GetWorkflowExecutionHistoryReverse(ctx, &workflowservice.GetWorkflowExecutionHistoryReverseRequest{
		Namespace: o.Namespace, Execution: of, MaximumPageSize: 10,
	})
	events := page.GetHistory().GetEvents()
	at := slices.IndexFunc(events, func(e *history.HistoryEvent) bool { return e.GetWorkflowTaskFailedEventAttributes() != nil })
	if at < 0 {
		return err
	}
	failed := events[at].GetWorkflowTaskFailedEventAttributes()
	r.kind, r.said, r.trying = failed.GetCause(), saidIn(failed.GetFailure()), events[at].GetEventTime().AsTime()
	return err
}

// tell adds what Temporal says to the cases.
func (e engineSays) tell(cases map[*Trouble][]Case) {
	if e.away != "" {
		cases[&engineAway] = []Case{{Said: brief(e.away)}}
		return
	}
	if e.asked && len(e.workers) == 0 {
		cases[&noWorker] = []Case{{}}
	} else if e.tasks > 0 && e.queued > lateTask {
		cases[&backlog] = []Case{{What: fmt.Sprintf("约%d项任务在等，最久的等了%d分钟", e.tasks, int(e.queued.Minutes()))}}
	}
	for _, r := range e.runs {
		r.tell(cases)
	}
}

func (r run) tell(cases map[*Trouble][]Case) {
	c := Case{CaseNumber: r.number}
	if r.known {
		c.LawsuitID = models.IDOf(r.number)
	}
	told := false
	if r.stuck() {
		why := ofTask(r.kind, r.said)
		is := c
		is.Cause, is.Said, is.Since, is.Tries, is.Restart = why.words, brief(r.said), r.trying, r.tries, why.mends && r.known
		cases[&stuck], told = append(cases[&stuck], is), true
	}
	for _, s := range r.steps {
		is := c
		is.What, is.Cause, is.Said, is.Since, is.Tries = s.title, ofStep(s.said).words, brief(s.said), s.since, s.tries
		cases[&failing], told = append(cases[&failing], is), true
	}
	if !r.known && !told {
		c.Since = r.since
		cases[&unregistered] = append(cases[&unregistered], c)
	}
}
