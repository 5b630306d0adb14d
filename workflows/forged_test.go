package workflows_test

import (
	"context"
	"errors"
	"testing"

	"go.temporal.io/sdk/temporal"

	"yingsu/models"
	"yingsu/workflows"
)

// isForged tells whether an error is the ledger's word that no server of ours has
// passed something on.
func isForged(err error) bool {
	var app *temporal.ApplicationError
	return errors.As(err, &app) && app.Type() == workflows.ForgedError
}

// TestAnActWithoutAVoucherIsNoAct sends acts past the server: each is refused, and the
// ledger and the lawsuit are as before.
func TestAnActWithoutAVoucherIsNoAct(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初81号", "2026-03-02"))
	genuine := workflows.Request{Key: "K", By: clerk, Input: input(t, fields{"lead": "区城市管理局"})}
	genuine.Voucher = s.vouch(genuine.Wish(s.docket.ID, "designate_unit"))
	others := map[string]func(r *workflows.Request){
		"none":            func(r *workflows.Request) { r.Voucher = "" },
		"a guess":         func(r *workflows.Request) { r.Voucher = r.Voucher[2:] + r.Voucher[:2] },
		"for another key": func(r *workflows.Request) { r.Key = "another" },
		"for another input": func(r *workflows.Request) {
			r.Input = input(t, fields{"lead": "区城市管理局", "reason": "另行确定"})
		},
		"for another user": func(r *workflows.Request) { r.By.Username = "director" },
		"for another role": func(r *workflows.Request) { r.By.Role = models.Director },
		"for another name": func(r *workflows.Request) { r.By.Name = "郑司远" },
		"in another lawsuit": func(r *workflows.Request) {
			r.Voucher = s.vouch(r.Wish(models.IDOf("（2026）鲁10行初82号"), "designate_unit"))
		},
		"for another act": func(r *workflows.Request) { r.Voucher = s.vouch(r.Wish(s.docket.ID, "report_progress")) },
	}
	refused, before := 0, int64(0)
	s.finds("2026-03-03", func(p workflows.Picture) { before = p.Revision })
	for name, change := range others {
		r := genuine
		change(&r)
		s.at("2026-03-03", func() {
			s.sendBare(name, "designate_unit", r, func(_ models.Receipt, err error) {
				if refused++; !isForged(err) {
					t.Errorf("%s: %s", name, explain(err))
				}
			})
		})
	}
	s.at("2026-03-03", func() {
		if n := count(titlesOf(s.journal()), "确定承办单位"); n != 0 || s.picture().Revision != before {
			t.Errorf("%d lines, revision %d", n, s.picture().Revision)
		}
		s.sendBare("genuine", "designate_unit", genuine, func(_ models.Receipt, err error) {
			if err != nil {
				t.Errorf("the genuine one: %s", explain(err))
			}
		})
	})
	s.goesOn("2026-03-04")
	if refused != len(others) {
		t.Errorf("%d were refused, want %d", refused, len(others))
	}
	if n := count(titlesOf(s.journal()), "确定承办单位"); n != 1 {
		t.Errorf("%d lines of the genuine one", n)
	}
}

// TestARegistrationWithoutAVoucherOpensNothing starts lawsuits past the server.
func TestARegistrationWithoutAVoucherOpensNothing(t *testing.T) {
	for name, change := range map[string]func(d *workflows.Docket){
		"none":             func(d *workflows.Docket) { d.Voucher = "" },
		"by somebody else": func(d *workflows.Docket) { d.By.Username = "director" },
		"of another file":  func(d *workflows.Docket) { d.File.Court = "威海市环翠区人民法院" },
	} {
		t.Run(name, func(t *testing.T) {
			s := tell(t, "2026-03-02", notice("（2026）鲁10行初83号", "2026-03-02"))
			change(&s.docket)
			s.env.ExecuteWorkflow(workflows.WorkflowType, s.docket)
			if err := s.env.GetWorkflowError(); !isForged(err) {
				t.Errorf("it ended with %v", err)
			}
			if id, err := s.ledger.LawsuitNumbered(context.Background(), s.docket.File.CaseNumber); id != "" || err != nil {
				t.Errorf("it is in the ledger: %s %v", id, err)
			}
		})
	}
}

// TestAForgedDocketChangesNothing starts a lawsuit that is in the ledger with other
// facts than the ledger has: what it records is not taken.
func TestAForgedDocketChangesNothing(t *testing.T) {
	for name, change := range map[string]func(d *workflows.Docket){
		"other facts": func(d *workflows.Docket) { d.File.Court = "威海市环翠区人民法院" },
		"reminders silenced": func(d *workflows.Docket) {
			d.Rung = []models.FiredRung{{Clock: "forward", Index: 9}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := tell(t, "2026-03-02", notice("（2026）鲁10行初84号", "2026-03-02"))
			s.goesOn("2026-03-03")
			before, err := s.ledger.Lawsuit(context.Background(), clerk, s.docket.ID)
			if err != nil {
				t.Fatal(err)
			}
			s.begin("2026-03-03")
			s.docket = workflows.TakeUp(before, s.docket.Edition, s.docket.Civil, "")
			s.docket.Counted = "" // so that it records something at once
			change(&s.docket)
			s.env.ExecuteWorkflow(workflows.WorkflowType, s.docket)
			if err := s.env.GetWorkflowError(); !isForged(err) {
				t.Errorf("it ended with %v", err)
			}
			after, err := s.ledger.Lawsuit(context.Background(), clerk, s.docket.ID)
			if err != nil || after.Revision != before.Revision || after.Base() != before.Base() {
				t.Errorf("the ledger changed: %v, revision %d", err, after.Revision)
			}
		})
	}
}
