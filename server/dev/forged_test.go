package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/client"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
	"yingsu/workflows/measures"
)

// TestWhoeverReachesTemporalActsForNobody does with a bare client of Temporal what a
// server does, in the director's name, and then worse.
func TestWhoeverReachesTemporalActsForNobody(t *testing.T) {
	p := launch(t, memoryDir(t), "-sample")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	c, err := dial.Address(ctx, p.temporal)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	clerk, today := p.signIn("clerk"), calendar.DateOf(time.Now())
	director := models.Actor{Username: "director", Name: "郑司远", Role: models.Director, Unit: "区司法局"}
	number := func(n int) string { return fmt.Sprintf("（%d）鲁10行初%d号", today.Year(), n) }
	id := models.IDOf(number(101))
	before, lines := clerk.looksAt(id), len(clerk.journal(id))

	handle, err := c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: number(101), UpdateName: "designate_unit", WaitForStage: client.WorkflowUpdateStageCompleted,
		Args: []any{workflows.Request{Key: "forged", By: director, Input: encode(input{"lead": "区城市管理局"})}},
	})
	if err == nil {
		err = handle.Get(ctx, new(models.Receipt))
	}
	if err == nil || !strings.Contains(err.Error(), "bears no voucher of ours") {
		t.Errorf("an act in the director's name: %v", err)
	}
	if l, n := clerk.looksAt(id), len(clerk.journal(id)); l.Revision != before.Revision || n != lines {
		t.Errorf("it changed the ledger: revision %d, %d lines", l.Revision, n)
	}
	for _, told := range []string{"admin", "auditor"} {
		if titled(p.signIn(told).inbox(""), "有人绕过系统冒名办理") == 0 {
			t.Errorf("the %s was not told", told)
		}
	}

	// A notice that no court has served.
	docket := workflows.Docket{ID: models.IDOf(number(990)), By: director, Key: "forged", Request: "forged", Edition: measures.Editions[0]}
	docket.File = fileOf(t, c, number(101)).File
	docket.File.CaseNumber, docket.File.Instances[0].CaseNumber = number(990), number(990)
	run, err := c.ExecuteWorkflow(ctx, dial.ToOpen(docket), workflows.WorkflowType, docket)
	if err == nil {
		err = run.Get(ctx, nil)
	}
	if err == nil || !strings.Contains(err.Error(), "bears no voucher of ours") {
		t.Errorf("a registration in the director's name: %v", err)
	}
	if status, _ := clerk.call(http.MethodGet, "/lawsuits/"+docket.ID, nil, ""); status != http.StatusNotFound {
		t.Errorf("the forged lawsuit is answered %d", status)
	}
	real := clerk.registers(input{
		"case_number": number(990), "court": "威海市中级人民法院", "plaintiffs": []string{"真某某"}, "cause": "行政处罚",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}}, "served_on": today, "origin": input{"item": 5, "unit": "区城市管理局"},
	})
	clerk.does(real, "designate_unit", input{"lead": "区城市管理局"})

	// The lawsuit begun anew with other facts: they do not get into the ledger, and
	// the next act goes on with what is there.
	if err := c.TerminateWorkflow(ctx, number(101), "", "forged"); err != nil {
		t.Fatal(err)
	}
	docket = workflows.Docket{ID: id, File: fileOf(t, c, number(102)).File, Edition: docket.Edition, Revision: before.Revision}
	docket.File.CaseNumber = number(101)
	if run, err = c.ExecuteWorkflow(ctx, dial.ToTakeUp(docket), workflows.WorkflowType, docket); err == nil {
		err = run.Get(ctx, nil)
	}
	if err == nil || !strings.Contains(err.Error(), "does not build on the stored lawsuit") {
		t.Errorf("other facts: %v", err)
	}
	if l := clerk.looksAt(id); l.Revision != before.Revision || l.Stage != before.Stage {
		t.Errorf("other facts changed the ledger: %+v", l)
	}
	clerk.does(id, "designate_unit", input{"lead": "区城市管理局"})
}

func fileOf(t *testing.T, c client.Client, number string) (p workflows.Picture) {
	t.Helper()
	answer, err := c.QueryWorkflow(t.Context(), number, "", workflows.FileQuery)
	if err == nil {
		err = answer.Get(&p)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}
