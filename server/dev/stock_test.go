package main

import (
	"context"
	"database/sql"
	"encoding/base64"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"yingsu/server/auth"
	"yingsu/server/stock/stocktest"
	"yingsu/workflows/calendar"
)

// stockReport is what the interface says of a ledger, as far as tests look at it.
type stockReport struct {
	Ready, Taken, Known, Refused int
	Lines                        []struct {
		Line             int
		State, Stage, ID string
		CaseNumber       string `json:"case_number"`
		Late, Resumes    []string
		Problems         []struct{ Column, Article, Detail string }
	}
}

// stock sends a ledger.
func (w *person) stock(path string, content []byte) stockReport {
	w.t.Helper()
	status, body := w.call(http.MethodPost, path, input{"content": base64.StdEncoding.EncodeToString(content)}, "")
	if status != http.StatusOK {
		w.t.Fatalf("%s: %d %s", path, status, body)
	}
	var r stockReport
	decode(w.t, body, &r)
	return r
}

// inhabit opens units and accounts in a ledger that has none, without lawsuits.
func inhabit(t *testing.T, data string) {
	t.Helper()
	ledger, ctx := openLedger(t, data), context.Background()
	for _, u := range sampleUnits {
		if err := ledger.AddUnit(ctx, u); err != nil {
			t.Fatal(err)
		}
	}
	hash := auth.HashPassword(password)
	for _, u := range samplePeople {
		if u.Username == "admin" { // the program has made one
			continue
		}
		u.PasswordHash = hash
		if _, err := ledger.CreateUser(ctx, u); err != nil {
			t.Fatal(err)
		}
	}
}

// onDay launches the program on a day that does not end.
func onDay(t *testing.T, data string, day calendar.Date) *process {
	t.Helper()
	return launch(t, data, "-drill", "86400", "-today", day.String())
}

// emptyOn launches the program on such a day, with units and accounts and no lawsuits.
func emptyOn(t *testing.T, data string, day calendar.Date) *process {
	t.Helper()
	p := onDay(t, data, day)
	inhabit(t, data)
	return p
}

func ledgerOfFifty(t *testing.T, day calendar.Date) ([]stocktest.Lawsuit, []byte) {
	t.Helper()
	fifty := stocktest.Fifty(day)
	content, err := stocktest.Workbook(fifty)
	if err != nil {
		t.Fatal(err)
	}
	return fifty, content
}

// Fifty running lawsuits are taken over in one go, on a Tuesday: each stands where its
// line says; no reminder is about anything but what still runs, nothing is called late
// before the check is due, and what is late is told once to who handles it.
func TestFiftyRunningLawsuitsAreTakenOver(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := launch(t, data, "-drill", "20", "-today", "2026-03-09")
	inhabit(t, data)
	civil := clockOf(t, data)
	clerk, unit, supervisor := p.signIn("clerk"), p.signIn("unit-clerk"), p.signIn("supervisor")
	tuesday := calendar.On(2026, 3, 10)
	fifty, content := ledgerOfFifty(t, tuesday)

	morning := time.NewTimer(time.Until(civil.Real(tuesday.At(0, 30))))
	defer morning.Stop()
	<-morning.C
	if r := clerk.stock("/stock/preview", content); r.Ready != len(fifty) {
		t.Fatalf("of the lines %d can be taken over: %+v", r.Ready, r)
	}
	begun := time.Now()
	r := clerk.stock("/stock", content)
	if r.Taken != len(fifty) || civil.Today(time.Now()) != tuesday {
		t.Fatalf("%d lines were taken over, until %s: %+v", r.Taken, civil.Today(time.Now()), r)
	}
	t.Logf("taken over in %v", time.Since(begun))
	for i, line := range r.Lines {
		l := clerk.looksAt(line.ID)
		if l.Stage != string(fifty[i].Stage) || line.CaseNumber != fifty[i].Number() {
			t.Errorf("line %d: %s stands at %s, want %s", line.Line, line.CaseNumber, l.Stage, fifty[i].Stage)
		}
	}
	before := len(clerk.journal(r.Lines[9].ID))
	if again := clerk.stock("/stock", content); again.Taken != len(fifty) || len(clerk.journal(r.Lines[9].ID)) != before {
		t.Errorf("taken over again: %+v", again)
	}

	civil.until(calendar.On(2026, 3, 12)) // the check is due
	reminders := 0
	for i, line := range r.Lines {
		l := clerk.looksAt(line.ID)
		for _, e := range clerk.journal(line.ID) {
			if e.Kind != "rung" {
				continue
			}
			reminders++
			n := slices.IndexFunc(l.Clocks, func(c clock) bool { return c.ID == e.Name && c.State == "running" })
			if n < 0 || l.Clocks[n].Due.Before(tuesday) && strings.Contains(e.Title, "逾期督办") {
				t.Errorf("%s (%s) on %s: %s", line.CaseNumber, fifty[i].Stage, e.On, e.Title)
			}
		}
		if told := titled(unit.inbox(line.CaseNumber), "接收在办案件："); told > 1 {
			t.Errorf("%s: the unit was told %d times", line.CaseNumber, told)
		}
	}
	t.Logf("%d true reminders", reminders)
	if told := everything(supervisor); titled(told, "【逾期督办】") > 0 {
		t.Errorf("the supervisor was told that something is late: %v", told)
	}

	civil.until(calendar.On(2026, 3, 17))
	for i, line := range r.Lines {
		late := map[string]int{}
		for _, e := range clerk.journal(line.ID) {
			if strings.Contains(e.Title, "逾期督办") && !e.On.After(calendar.On(2026, 3, 13)) {
				late[e.Name]++
			}
		}
		for name, n := range late {
			if n > 1 {
				t.Errorf("%s: %s was called late %d times", line.CaseNumber, name, n)
			}
		}
		all := titled(titlesOf(clerk.journal(line.ID)), "【逾期督办】")
		if fifty[i].Late && all == 0 {
			t.Errorf("%s: what is late is never said", line.CaseNumber)
		}
	}
	clerk.checksTogether()
}

// checksTogether checks what was entered late in all lawsuits that the first page lists: each
// is an act of its own, one that is none keeps no other from being done, and the same sent
// again is done once.
func (w *person) checksTogether() {
	w.t.Helper()
	list := func() (ids []string) {
		status, body := w.call(http.MethodGet, "/entries", nil, "")
		var found struct {
			Entries []struct {
				ID   string
				What []string
			}
		}
		if decode(w.t, body, &found); status != http.StatusOK {
			w.t.Fatalf("entries: %d %s", status, body)
		}
		for _, e := range found.Entries {
			if ids = append(ids, e.ID); len(e.What) == 0 {
				w.t.Errorf("%s: nobody says what was entered", e.ID)
			}
		}
		return ids
	}
	ids := list()
	if len(ids) < 4 {
		w.t.Fatalf("%d lawsuits wait to be checked", len(ids))
	}
	chosen := append([]string{ids[0], "nothing"}, ids[1:3]...)
	for range 2 {
		status, body := w.call(http.MethodPost, "/entries/check", input{"ids": chosen}, "entries-1")
		var report struct {
			Checked int
			Lines   []struct {
				Checked bool
				Problem string
			}
		}
		if decode(w.t, body, &report); status != http.StatusOK || report.Checked != 3 || report.Lines[1].Checked || report.Lines[1].Problem == "" {
			w.t.Fatalf("checked together: %d %s", status, body)
		}
	}
	for _, id := range ids[:3] {
		if n := titled(titlesOf(w.journal(id)), "核对补录"); n != 1 {
			w.t.Errorf("%s: %d lines of the journal say that it was checked", id, n)
		}
	}
	if left := list(); slices.Contains(left, ids[0]) || !slices.Contains(left, ids[3]) {
		w.t.Errorf("still to be checked are %v", left)
	}
}

func titlesOf(entries []entry) []string {
	var all []string
	for _, e := range entries {
		all = append(all, e.Title)
	}
	return all
}

// everything returns the titles of all messages of a person.
func everything(w *person) []string {
	w.t.Helper()
	status, body := w.call(http.MethodGet, "/inbox?limit=200", nil, "")
	if status != http.StatusOK {
		w.t.Fatalf("inbox: %d %s", status, body)
	}
	var box struct{ Messages []struct{ Title string } }
	decode(w.t, body, &box)
	var titles []string
	for _, m := range box.Messages {
		titles = append(titles, m.Title)
	}
	return titles
}

// The program is killed while a ledger is taken over: the same file goes on where it
// stopped, and nothing comes twice.
func TestATakeoverIsBrokenOff(t *testing.T) {
	t.Parallel()
	data, day := t.TempDir(), calendar.On(2026, 3, 10)
	p := emptyOn(t, data, day)
	fifty, _ := ledgerOfFifty(t, day)
	bad := stocktest.Fifty(day)[8]
	bad.Cells["案号"], bad.Cells["裁判结果"] = "（2025）鲁10行初999号", "胜诉"
	content, err := stocktest.Workbook(append(slices.Clone(fifty), bad))
	if err != nil {
		t.Fatal(err)
	}
	clerk := p.signIn("clerk")
	reader := p.signIn("supervisor")
	broken := make(chan struct{})
	go func() {
		defer close(broken)
		_, _, _ = clerk.try(http.MethodPost, "/stock", input{"content": base64.StdEncoding.EncodeToString(content)}, "")
	}()
	for { // until some are there, and not all
		status, body, err := reader.try(http.MethodGet, "/lawsuits?limit=200", nil, "")
		var list struct{ Total int }
		if err == nil && status == http.StatusOK {
			decode(t, body, &list)
		}
		if list.Total >= 10 {
			t.Logf("killed when %d were there", list.Total)
			break
		}
	}
	p.kill()
	<-broken

	p = onDay(t, data, day)
	clerk = p.signIn("clerk")
	r := clerk.stock("/stock/preview", content)
	if r.Taken == len(fifty) || r.Refused != 1 || r.Known > 0 {
		t.Fatalf("after the kill %d are taken over, %d known, %d refused", r.Taken, r.Known, r.Refused)
	}
	for n := 0; r.Taken < len(fifty) && n < 5; n++ {
		r = clerk.stock("/stock", content)
	}
	refused := r.Lines[len(fifty)]
	if status, body := clerk.call(http.MethodGet, "/lawsuits?q="+url.QueryEscape("999号"), nil, ""); refused.State != "refused" || refused.ID != "" || !strings.Contains(string(body), `"total":0`) {
		t.Errorf("a line that one act would not take is %+v; %d %s", refused, status, body)
	}
	r.Lines = r.Lines[:len(fifty)]
	for i, line := range r.Lines {
		acts := clerk.acts(line.ID)
		seen := map[string]int{}
		for _, e := range acts {
			seen[e.Name]++
			if seen[e.Name] > 1 && e.Name != "record_judgment" && e.Name != "file_loss_report" {
				t.Errorf("%s: %s came twice", line.CaseNumber, e.Name)
			}
		}
		if l := clerk.looksAt(line.ID); line.State != "taken" || l.Stage != string(fifty[i].Stage) {
			t.Errorf("%s is %s and stands at %s, want %s: %+v", line.CaseNumber, line.State, l.Stage, fifty[i].Stage, line.Problems)
		}
	}
	p.kill()
	ledger := openLedger(t, data)
	for _, line := range r.Lines {
		if err := ledger.VerifyJournal(context.Background(), line.ID); err != nil {
			t.Errorf("%s: %v", line.CaseNumber, err)
		}
	}
}

// ledgerRefuses has SQLite refuse what a condition says of a new row of a table, as a full
// disk or a fault of ours would, and returns what ends that.
func ledgerRefuses(t *testing.T, data, table, when string) (mend func()) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(data, "yingsu.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	does := func(what string) {
		if _, err := db.Exec(what); err != nil {
			t.Fatal(err)
		}
	}
	does("CREATE TRIGGER fault_in_" + table + " BEFORE INSERT ON " + table + " WHEN " + when + " BEGIN SELECT RAISE(ABORT, 'a fault'); END")
	return func() { does("DROP TRIGGER fault_in_" + table) }
}

// The ledger fails after a line has been registered, and while another one is: both say so,
// and neither counts as done. The ledger saved anew, with a line
// more, and uploaded by somebody else goes on with what each lacks.
func TestALineThatAFaultBrokeOffGoesOn(t *testing.T) {
	t.Parallel()
	data, day := t.TempDir(), calendar.On(2026, 3, 10)
	p := emptyOn(t, data, day)
	fifty, _ := ledgerOfFifty(t, day)
	broken, unborn, sound, other := fifty[8], fifty[3], fifty[7], fifty[5]
	saved := func(lines ...stocktest.Lawsuit) []byte {
		content, err := stocktest.Workbook(lines)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	clerk, director := p.signIn("clerk"), p.signIn("director")
	mendFirst := ledgerRefuses(t, data, "journal", "NEW.name = 'record_judgment'")
	mendSecond := ledgerRefuses(t, data, "lawsuits", "NEW.case_number = '"+unborn.Number()+"'")

	var first stockReport
	for n := 0; n < 10 && (first.Taken != 1 || first.Lines[0].State != "partly" || n < 2); n++ { // asked again, what cannot be done is not done either
		first = clerk.stock("/stock", saved(broken, unborn, sound))
	}
	if first.Taken != 1 || first.Ready != 2 || first.Known != 0 {
		t.Fatalf("with the ledger at fault: %+v", first)
	}
	if line := first.Lines[0]; line.State != "partly" || line.Stage == string(broken.Stage) || len(line.Resumes) != 2 || len(line.Problems) != 1 {
		t.Errorf("the line that was broken off is %+v", line)
	}
	if line := first.Lines[1]; line.State != "ready" || line.ID != "" || len(line.Problems) != 1 {
		t.Errorf("the line that was not registered is %+v", line)
	}

	mendFirst()
	mendSecond()
	again := saved(other, unborn, broken, sound)
	r := director.stock("/stock", again)
	for n := 0; n < 10 && r.Ready > 0; n++ { // what hung is still on its way
		r = director.stock("/stock", again)
	}
	if r.Ready > 0 {
		t.Fatalf("with the ledger sound again: %+v", r)
	}
	for i, want := range []stocktest.Lawsuit{other, unborn, broken, sound} {
		line := r.Lines[i]
		if l := clerk.looksAt(line.ID); l.Stage != string(want.Stage) || line.Stage != l.Stage {
			t.Errorf("%s is %s and stands at %s, want %s: %+v", line.CaseNumber, line.State, l.Stage, want.Stage, line)
		}
		seen := map[string]int{}
		for _, e := range clerk.acts(line.ID) {
			if seen[e.Name]++; seen[e.Name] > 1 {
				t.Errorf("%s: %s came twice", line.CaseNumber, e.Name)
			}
		}
	}
}
