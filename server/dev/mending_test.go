package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
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

// noticed is a notice against the district government, served today.
func noticed(number string) input {
	return input{
		"case_number": number, "court": "威海市中级人民法院", "plaintiffs": []string{"演某某"}, "cause": "行政处罚",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}}, "served_on": calendar.DateOf(time.Now()), "origin": input{"item": 1},
	}
}

// holdLedger takes SQLite's write lock, as another process can, and returns what gives
// it back.
func holdLedger(t *testing.T, data string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(data, "yingsu.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, err := db.Exec("ROLLBACK"); err != nil {
			t.Error(err)
		}
		db.Close()
	}
}

// temporalOf connects to the program's Temporal, as anybody on the machine can.
func temporalOf(t *testing.T, p *process) client.Client {
	t.Helper()
	c, err := dial.Address(context.Background(), p.temporal)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// eventually waits until something holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	within(t, 30*time.Second, what, holds)
}

// within waits until something holds, for so long.
func within(t *testing.T, long time.Duration, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(long)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within %s", what, long)
		}
		<-time.After(100 * time.Millisecond)
	}
}

// times counts the lines of a journal with a title.
func times(entries []entry, title string) int {
	n := 0
	for _, e := range entries {
		if strings.Contains(e.Title, title) {
			n++
		}
	}
	return n
}

// TestTheLedgerIsLocked holds the ledger's lock while a notice is registered and while
// an act is sent: each is answered within three seconds, and the same request, sent
// again once the lock is gone, succeeds once.
func TestTheLedgerIsLocked(t *testing.T) {
	data := t.TempDir()
	p := launch(t, data, "-sample")
	clerk := p.signIn("clerk")
	id := clerk.registers(noticed("（2026）鲁10行初950号"))
	for _, ask := range []struct {
		path string
		in   input
		want int
	}{
		{"/lawsuits", noticed("（2026）鲁10行初951号"), http.StatusCreated},
		{"/lawsuits/" + id + "/acts/designate_unit", input{"lead": "区司法局"}, http.StatusOK},
	} {
		release := holdLedger(t, data)
		began := time.Now()
		status, body := clerk.call(http.MethodPost, ask.path, ask.in, "key-950")
		if took := time.Since(began); status != http.StatusServiceUnavailable || took > 3*time.Second {
			t.Errorf("%s with the ledger locked: %d after %s: %s", ask.path, status, took, body)
		}
		release()
		if status, body := clerk.call(http.MethodPost, ask.path, ask.in, "key-950"); status != ask.want {
			t.Errorf("%s sent again: %d %s", ask.path, status, body)
		}
	}
	if n := times(clerk.journal(id), "确定承办单位"); n != 1 {
		t.Errorf("%d lines say who handles it", n)
	}
}

// TestAWorkflowThatWasTerminatedGoesOn terminates a lawsuit's workflow, as whoever
// reaches Temporal can: the next act is done all the same, and another one is taken up
// when the program looks.
func TestAWorkflowThatWasTerminatedGoesOn(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := launch(t, data, "-sample")
	clerk := p.signIn("clerk")
	const first, second = "（2026）鲁10行初952号", "（2026）鲁10行初953号"
	a, b := clerk.registers(noticed(first)), clerk.registers(noticed(second))
	c := temporalOf(t, p)
	for _, number := range []string{first, second} {
		if err := c.TerminateWorkflow(context.Background(), number, "", "by mistake"); err != nil {
			t.Fatal(err)
		}
	}
	clerk.does(a, "designate_unit", input{"lead": "区司法局"})
	p.kill()
	p = launch(t, data, "-sample")
	clerk = p.signIn("clerk")
	for _, id := range []string{a, b} {
		eventually(t, "taken up", func() bool { return times(clerk.journal(id), "办理流程恢复") == 1 })
		clerk.does(id, "record_meeting", input{"on": calendar.DateOf(time.Now()), "form": "analysis", "subject": "程序与证据", "attended": []string{"区司法局"}})
	}
}

// TestARegistrationThatCameToNothingIsMadeAgain terminates a workflow before its
// registration is in the ledger: the program registers it when it looks, and the case
// number leads to it.
func TestARegistrationThatCameToNothingIsMadeAgain(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := launch(t, data, "-sample")
	ctx := context.Background()
	d := docketOf(t, noticed("（2026）鲁10行初954号"))
	var err error
	if d.Voucher, err = openLedger(t, data).Vouch(ctx, d.Wish()); err != nil {
		t.Fatal(err)
	}
	release := holdLedger(t, data)
	c := temporalOf(t, p)
	if _, err := c.ExecuteWorkflow(ctx, dial.ToOpen(d), workflows.WorkflowType, d); err != nil {
		t.Fatal(err)
	}
	if err := c.TerminateWorkflow(ctx, d.File.CaseNumber, "", "by mistake"); err != nil {
		t.Fatal(err)
	}
	release()
	p.kill()
	p = launch(t, data, "-sample")
	clerk := p.signIn("clerk")
	eventually(t, "the registration is made again", func() bool {
		status, _ := clerk.call(http.MethodGet, "/lawsuits/"+d.ID, nil, "")
		return status == http.StatusOK
	})
	if status, body := clerk.call(http.MethodPost, "/lawsuits", noticed(d.File.CaseNumber), ""); status != http.StatusConflict {
		t.Errorf("registered once more: %d %s", status, body)
	}
	clerk.does(d.ID, "designate_unit", input{"lead": "区司法局"})
}

// docketOf is what the server opens a lawsuit with.
func docketOf(t testing.TB, notice input) workflows.Docket {
	t.Helper()
	data, err := json.Marshal(notice)
	if err != nil {
		t.Fatal(err)
	}
	clerk := (&sample{}).caller("clerk").Actor
	law := measures.Law{Calendar: calendar.Builtin(), Edition: measures.Editions[0], Logic: measures.Current}
	r := workflows.Request{Key: "opening", By: clerk, Input: data}
	f, refusal := workflows.NewFile(r, workflows.Bench{Law: law, Today: calendar.DateOf(time.Now())})
	if refusal != nil {
		t.Fatal(refusal)
	}
	return workflows.Docket{
		ID: models.IDOf(f.CaseNumber), File: *f, Edition: law.Edition, By: clerk, Key: r.Key, Request: r.Hash(workflows.Register.Name),
	}
}

// copyOver copies a database file, without what belongs to a running process.
func copyOver(t *testing.T, from, to string) {
	t.Helper()
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(from + suffix)
		if os.IsNotExist(err) {
			os.Remove(to + suffix)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+suffix, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	os.Remove(to + "-shm")
}

// TestALedgerFromAnOlderCopy puts the ledger back to an older copy while Temporal is
// newer: what it lacks is given back to it, lawsuits, acts, lines and keys.
func TestALedgerFromAnOlderCopy(t *testing.T) {
	t.Parallel()
	data, kept := t.TempDir(), t.TempDir()
	p := launch(t, data, "-sample")
	clerk := p.signIn("clerk")
	old := clerk.registers(noticed("（2026）鲁10行初955号"))
	p.kill()
	ledger, copied := filepath.Join(data, "yingsu.db"), filepath.Join(kept, "yingsu.db")
	copyOver(t, ledger, copied)

	p = launch(t, data, "-sample")
	clerk = p.signIn("clerk")
	lead := input{"lead": "区司法局"}
	if status, body := clerk.call(http.MethodPost, "/lawsuits/"+old+"/acts/designate_unit", lead, "key-955"); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	young := clerk.registers(noticed("（2026）鲁10行初956号"))
	clerk.does(young, "designate_unit", lead)
	want := clerk.looksAt(old).Revision
	p.kill()
	copyOver(t, copied, ledger)

	p = launch(t, data, "-sample")
	clerk = p.signIn("clerk")
	eventually(t, "the ledger is restored", func() bool {
		status, _ := clerk.call(http.MethodGet, "/lawsuits/"+young, nil, "")
		return status == http.StatusOK && clerk.looksAt(old).Revision >= want
	})
	for _, id := range []string{old, young} {
		j := clerk.journal(id)
		if times(j, "确定承办单位") != 1 || times(j, "登记应诉通知") != 1 || times(j, "台账恢复") != 1 {
			t.Errorf("the journal of %s is %+v", id, j)
		}
	}
	if status, body := clerk.call(http.MethodPost, "/lawsuits/"+old+"/acts/designate_unit", lead, "key-955"); status != http.StatusOK {
		t.Errorf("the same request, sent again: %d %s", status, body)
	}
	if n := times(clerk.journal(old), "确定承办单位"); n != 1 {
		t.Errorf("it was done %d times", n)
	}
	clerk.does(young, "forward_materials", input{"on": calendar.DateOf(time.Now())})
}

// TestATemporalFromAnOlderCopy puts Temporal back to an older copy while the ledger is
// newer: lawsuits go on with what the ledger has.
func TestATemporalFromAnOlderCopy(t *testing.T) {
	t.Parallel()
	data, kept := t.TempDir(), t.TempDir()
	p := launch(t, data, "-sample")
	clerk := p.signIn("clerk")
	old := clerk.registers(noticed("（2026）鲁10行初957号"))
	p.kill()
	temporal, copied := filepath.Join(data, "temporal.db"), filepath.Join(kept, "temporal.db")
	copyOver(t, temporal, copied)

	p = launch(t, data, "-sample")
	clerk = p.signIn("clerk")
	lead := input{"lead": "区司法局"}
	clerk.does(old, "designate_unit", lead)
	young := clerk.registers(noticed("（2026）鲁10行初958号"))
	p.kill()
	copyOver(t, copied, temporal)

	p = launch(t, data, "-sample")
	clerk = p.signIn("clerk")
	eventually(t, "the new lawsuit is taken up", func() bool { return times(clerk.journal(young), "办理流程恢复") == 1 })
	clerk.does(young, "designate_unit", lead)
	clerk.does(old, "forward_materials", input{"on": calendar.DateOf(time.Now())})
	if n := times(clerk.journal(old), "确定承办单位"); n != 1 {
		t.Errorf("%d lines say who handles it", n)
	}
}
