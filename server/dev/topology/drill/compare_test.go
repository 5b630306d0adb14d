package drill

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/workflows"
)

// compare looks, once everything has come to rest, for what was acknowledged and is
// not there, for what is there twice or was never asked for, and for lawsuits of
// which ledger, journal and workflow do not say the same or that stand still.
func (d *district) compare() {
	d.t.Helper()
	ctx := d.t.Context()
	c, err := d.fleet.Temporal.Client()
	must(d.t, err)
	defer c.Close()
	ledger, err := store.Open(ctx, d.fleet.Postgres.URL("yingsu"))
	must(d.t, err)
	defer ledger.Close()
	db, err := pgx.Connect(ctx, d.fleet.Postgres.URL("yingsu"))
	must(d.t, err)
	defer db.Close(context.WithoutCancel(ctx))

	deeds := map[string][]deed{}
	for _, x := range d.told {
		deeds[x.lawsuit] = append(deeds[x.lawsuit], x)
	}
	for id, told := range deeds {
		for _, problem := range []error{effects(ctx, db, id, told), journal(ctx, db, id, told), rungs(ctx, db, id)} {
			if problem != nil {
				d.t.Errorf("lawsuit %s: %v", id, problem)
			}
		}
		eventually(d.t, time.Minute, "ledger and workflow of "+id, func() error { return agrees(ctx, ledger, c, id) })
	}
	if _, err := ledger.VerifyAll(ctx); err != nil {
		d.t.Errorf("the journals: %v", err)
	}
	d.t.Logf("compared %d lawsuits, %d deeds: told, effects, journal, ledger, workflow", len(deeds), len(d.told))
}

// effects compares what people were told with what was stored under their keys.
func effects(ctx context.Context, db *pgx.Conn, id string, told []deed) error {
	rows, err := db.Query(ctx, "SELECT key || ' ' || act FROM effects WHERE lawsuit_id = $1 AND (key LIKE 'deed-%' OR key LIKE 'notice-%')", id)
	if err != nil {
		return err
	}
	stored, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	var want []string
	for _, x := range told {
		want = append(want, x.key+" "+x.act)
	}
	slices.Sort(stored)
	slices.Sort(want)
	if !slices.Equal(stored, want) {
		return fmt.Errorf("effects are %v, acknowledged was %v", stored, want)
	}
	return nil
}

// journal compares it with what was told, in the order of the revisions.
func journal(ctx context.Context, db *pgx.Conn, id string, told []deed) error {
	rows, err := db.Query(ctx, "SELECT name FROM journal WHERE lawsuit_id = $1 AND kind = 'act' ORDER BY seq", id)
	if err != nil {
		return err
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	slices.SortFunc(told, func(a, b deed) int { return int(a.revision - b.revision) })
	var want []string
	for _, x := range told {
		want = append(want, x.act)
	}
	if !slices.Equal(lines, want) {
		return fmt.Errorf("the journal has %v, acknowledged was %v", lines, want)
	}
	return nil
}

// rungs compares the reminders in the journal with those that were sent: none is there
// twice, and each was sent as it was written. (A later one of the same day that says
// the same is written because it reaches more people, and goes to those alone.)
func rungs(ctx context.Context, db *pgx.Conn, id string) error {
	rows, err := db.Query(ctx, `SELECT name || ' ' || civil_on || ': written ' || count(*) || ' times' FROM journal
			WHERE lawsuit_id = $1 AND kind = 'rung' GROUP BY name, civil_on, text HAVING count(*) > 1
		UNION ALL SELECT name || ' ' || at || ': ' || count(*) || ' lines, ' || sent || ' notices' FROM journal AS j JOIN LATERAL (
			SELECT count(DISTINCT notice_key) AS sent FROM messages WHERE lawsuit_id = $1 AND at = j.at AND starts_with(notice_key, j.name || '/')
		) AS notices ON true WHERE lawsuit_id = $1 AND kind = 'rung' GROUP BY name, at, sent HAVING count(*) > sent`, id)
	if err != nil {
		return err
	}
	wrong, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err == nil && len(wrong) > 0 {
		err = fmt.Errorf("reminders: %v", wrong)
	}
	return err
}

var everything = models.Actor{Username: "drill", Role: models.Supervisor}

// agrees tells how a lawsuit in the ledger differs from its workflow, or that the
// workflow stands still.
func agrees(ctx context.Context, ledger *store.Store, c client.Client, id string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	l, err := ledger.Lawsuit(ctx, everything, id)
	if err != nil {
		return err
	}
	run, err := c.DescribeWorkflowExecution(ctx, l.CaseNumber, "")
	if err != nil {
		return err
	}
	if task := run.PendingWorkflowTask; task != nil && task.Attempt > 1 || len(run.PendingActivities) > 0 {
		return fmt.Errorf("it stands still: %v %v", task, run.PendingActivities)
	}
	want := enums.WORKFLOW_EXECUTION_STATUS_RUNNING
	if l.Closed {
		want = enums.WORKFLOW_EXECUTION_STATUS_COMPLETED
	}
	if got := run.WorkflowExecutionInfo.Status; got != want {
		return fmt.Errorf("its workflow is %s, want %s", got, want)
	}
	answer, err := c.QueryWorkflow(ctx, l.CaseNumber, "", workflows.FileQuery)
	if err != nil {
		return err
	}
	var p workflows.Picture
	if err := answer.Get(&p); err != nil {
		return err
	}
	if p.Revision != l.Revision || p.Stage != l.Stage || !same(p.File, l.File) || !same(p.Clocks, l.Clocks) || !same(p.Rung, l.Rung) {
		return fmt.Errorf("the ledger has revision %d, stage %s; the workflow %d, %s (or file, clocks or rungs differ)", l.Revision, l.Stage, p.Revision, p.Stage)
	}
	return nil
}

func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errors.Join(errX, errY) == nil && string(x) == string(y)
}

// replays replays the last run of a lawsuit's workflow with today's code.
func replays(ctx context.Context, c client.Client, number string) error {
	h := new(history.History)
	events := c.GetWorkflowHistory(ctx, number, "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		e, err := events.Next()
		if err != nil {
			return err
		}
		h.Events = append(h.Events, e)
	}
	r := worker.NewWorkflowReplayer()
	for _, name := range []string{workflows.WorkflowType, workflows.FormerType} {
		r.RegisterWorkflowWithOptions(workflows.Lawsuit, workflow.RegisterOptions{Name: name})
	}
	return r.ReplayWorkflowHistory(log.NewStructuredLogger(slog.New(slog.DiscardHandler)), h)
}
