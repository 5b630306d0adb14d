package main

import (
	"net/http"
	"testing"
	"time"

	"go.temporal.io/api/enums/v1"

	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
)

// TestRestart: two persons have the workflow of a lawsuit begin anew, with all that is
// in the ledger.
func TestRestart(t *testing.T) {
	t.Parallel()
	p := launch(t, memoryDir(t), "-sample")
	const number = "（2026）鲁10行初960号"
	id := secret(p, number)
	clerk, admin, director := p.signIn("clerk"), p.signIn("admin"), p.signIn("director")
	before := clerk.looksAt(id)
	c, err := dial.Address(t.Context(), p.temporal)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	first, err := c.DescribeWorkflowExecution(t.Context(), number, "")
	if err != nil {
		t.Fatal(err)
	}
	old := first.GetWorkflowExecutionInfo().GetExecution().GetRunId()

	for name, in := range map[string]input{
		"no reason": {"case_number": number}, "no lawsuit": {"case_number": "（2026）鲁10行初99999号", "reason": "停滞"},
		"an archived one": {"case_number": "（2026）鲁10行初112号", "reason": "停滞"},
	} {
		if status, body := admin.call(http.MethodPost, "/restarts", in, ""); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	in := input{"case_number": number, "reason": hidden + "案的流程停滞"}
	if status, body := director.call(http.MethodPost, "/restarts", in, ""); status != http.StatusForbidden {
		t.Errorf("proposed by the director: %d %s", status, body)
	}
	if status, body := admin.call(http.MethodPost, "/restarts", in, ""); status != http.StatusCreated {
		t.Fatalf("propose: %d %s", status, body)
	}
	if status, body := admin.call(http.MethodPost, "/proposals/1/confirm", nil, ""); status != http.StatusForbidden {
		t.Errorf("confirmed by whoever proposed it: %d %s", status, body)
	}
	if status, body := director.call(http.MethodPost, "/proposals/1/confirm", nil, ""); status != http.StatusOK {
		t.Fatalf("confirm: %d %s", status, body)
	}

	ended, err := c.DescribeWorkflowExecution(t.Context(), number, old)
	if err != nil || ended.GetWorkflowExecutionInfo().GetStatus() != enums.WORKFLOW_EXECUTION_STATUS_TERMINATED {
		t.Errorf("the old run is %v, %v", ended.GetWorkflowExecutionInfo().GetStatus(), err)
	}
	now, err := c.DescribeWorkflowExecution(t.Context(), number, "")
	if err != nil || now.GetWorkflowExecutionInfo().GetExecution().GetRunId() == old || now.GetWorkflowExecutionInfo().GetStatus() != enums.WORKFLOW_EXECUTION_STATUS_RUNNING {
		t.Errorf("the new run is %v, %v", now.GetWorkflowExecutionInfo(), err)
	}
	clerk.does(id, "report_progress", input{"by": "孙某某", "text": "继续办理", "on": calendar.DateOf(time.Now())})
	after := clerk.looksAt(id)
	if after.Revision != before.Revision+2 || // the restart has a line of its own
		after.Stage != before.Stage || len(after.Clocks) != len(before.Clocks) {
		t.Errorf("before: %d %s, %d clocks; after: %d %s, %d clocks", before.Revision, before.Stage, len(before.Clocks), after.Revision, after.Stage, len(after.Clocks))
	}
	for _, e := range historyOf(t, p, number, false).Events {
		if r := e.GetWorkflowExecutionTerminatedEventAttributes().GetReason(); r != "" {
			t.Errorf("the new run says %q", r)
		}
	}
	status, body := p.signIn("auditor").call(http.MethodGet, "/audit?action=decide_law", nil, "")
	var log struct {
		Attempts []struct{ Username, Outcome string }
	}
	decode(t, body, &log)
	if status != http.StatusOK || len(log.Attempts) != 2 || log.Attempts[0].Username != "director" || log.Attempts[0].Outcome != "done" || log.Attempts[1].Outcome != "refused" {
		t.Errorf("on record is %s", body)
	}
}
