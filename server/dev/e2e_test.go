package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/models/store"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
	"yingsu/workflows/measures"
)

var update = flag.Bool("update", false, "record the histories that workflows/testdata keeps")

// histories is where the recorded histories lie.
const histories = "../../workflows/testdata/histories"

// TestALostLawsuitInADrill walks a lawsuit from the notice to the archive on the
// real server, a civil day a second, and misses the loss report on purpose.
func TestALostLawsuitInADrill(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := launch(t, data, "-sample", "-drill", "1", "-today", "2026-03-02")
	civil := clockOf(t, data)
	day := func(n int) calendar.Date { return civil.Start.AddDays(n) }
	clerk, reviewer, unit, supervisor := p.signIn("clerk"), p.signIn("reviewer"), p.signIn("unit-clerk"), p.signIn("supervisor")

	start := civil.Today(time.Now())
	offset := start.Sub(civil.Start)
	at := func(n int) calendar.Date { return civil.until(day(offset + n)) }
	const number = "（2026）鲁10行初900号"
	id := clerk.registers(input{
		"case_number": "(2026) 鲁10行初900号", "court": "威海市中级人民法院", "plaintiffs": []string{"演某某"}, "cause": "房屋强制拆除",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}},
		"served_on":  start, "bureau_received_on": start, "origin": input{"item": 5, "unit": "区城市管理局"},
	})
	clerk.does(id, "designate_unit", input{"lead": "区城市管理局"})
	clerk.does(id, "forward_materials", input{"on": at(1)})
	unit.does(id, "acknowledge", input{"on": at(1)})
	for kind := 1; kind <= 5; kind++ {
		unit.does(id, "add_material", input{"kind": kind, "title": "材料" + strconv.Itoa(kind)})
	}
	unit.does(id, "submit_for_review", input{"on": at(2)})
	reviewer.does(id, "return_review", input{"on": at(3), "opinion": "证据目录缺少证明对象"})
	unit.does(id, "submit_for_review", input{"on": at(3)})
	reviewer.does(id, "approve_review", input{"on": at(4)})
	unit.does(id, "file_with_court", input{"on": at(4), "method": "人民法院在线服务平台", "receipt": "WH900"})
	unit.does(id, "record_summons", input{"hearing_on": day(offset + 10), "time": "09:30", "place": "第三法庭"})
	unit.does(id, "name_official", input{"name": "高某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": at(5)})
	unit.does(id, "record_hearing", input{"on": at(10), "official_attended": true})
	unit.does(id, "record_judgment", input{"number": number, "form": "judgment", "outcome": "确认违法", "lost": true, "made_on": at(10), "served_on": at(11)})
	effective := clockIn(t, unit.looksAt(id), "appeal_judgment").Due.AddDays(1)
	unit.does(id, "record_effective", input{"on": civil.until(effective), "received_on": effective})
	missed := clockIn(t, unit.looksAt(id), "loss_report").Due.AddDays(12)
	unit.does(id, "file_loss_report", input{"on": civil.until(missed), "analysis": "程序违法", "late_reason": "等待现场复核结论"})
	reviewer.does(id, "accept_loss_report", input{"on": missed})
	clerk.does(id, "conclude", input{"on": missed, "reason": "判决生效"})
	archived := civil.until(missed.AddDays(1))
	unit.does(id, "archive", input{"on": archived, "volume": "环应诉〔2026〕900卷"})

	l := clerk.looksAt(id)
	if l.Stage != "archived" || len(l.Facts.Archive.Items) < 12 {
		t.Errorf("the lawsuit stands at %s with %+v", l.Stage, l.Facts.Archive)
	}
	checkClocks(t, l)
	if n := titled(unit.inbox(number), "【逾期督办】报送败诉"); n < 3 {
		t.Errorf("the unit was told %d times that the report is overdue: %v", n, unit.inbox(number))
	}
	if n := titled(supervisor.inbox(number), "【逾期督办】报送败诉"); n < 1 {
		t.Errorf("the supervisor was never told: %v", supervisor.inbox(number))
	}
	checkRungs(t, clerk.journal(id))
	if status, _ := p.signIn("town-clerk").call(http.MethodGet, "/lawsuits/"+id, nil, ""); status != http.StatusNotFound {
		t.Errorf("another unit sees the lawsuit: %d", status)
	}
	if status, body := unit.call(http.MethodPost, "/lawsuits/"+id+"/acts/add_material", input{"kind": 6, "title": "补充"}, ""); status != http.StatusConflict {
		t.Errorf("an archived lawsuit took an act: %d %s", status, body)
	}
	if events := checkHistory(t, p, number, "lost_at_first_instance.json"); events >= 400 {
		t.Errorf("the history has %d events", events)
	}
	p.kill()
	verify(t, data, id, 1)
}

// clockOf reads the drill's clock from the data.
func clockOf(t *testing.T, data string) drill {
	t.Helper()
	ledger := openLedger(t, data)
	var kept struct{ Civil calendar.Civil }
	if found, err := ledger.Setting(context.Background(), "civil", &kept); !found || err != nil {
		t.Fatal("no civil clock", err)
	}
	return drill{kept.Civil, t}
}

func openLedger(t *testing.T, data string) *store.Store {
	t.Helper()
	ledger, err := store.Open(context.Background(), "sqlite:"+filepath.Join(data, "yingsu.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ledger.Close() })
	return ledger
}

func clockIn(t *testing.T, l lawsuit, id string) clock {
	t.Helper()
	for _, c := range l.Clocks {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no clock %s", id)
	return clock{}
}

func checkClocks(t *testing.T, l lawsuit) {
	t.Helper()
	want := map[string]string{
		"forward": "met", "review": "met", "evidence": "met", "leader_filing/first/1": "met", "loss_report": "met_late", "archive": "met",
	}
	for _, c := range l.Clocks {
		if w, ok := want[c.ID]; ok && c.State != w {
			t.Errorf("%s is %s, want %s", c.ID, c.State, w)
		}
		if c.ID == "loss_report" && c.Reason != "等待现场复核结论" {
			t.Errorf("the late report's reason is %q", c.Reason)
		}
		delete(want, c.ID)
	}
	if len(want) > 0 {
		t.Errorf("clocks missing: %v", want)
	}
}

// checkRungs checks that each reminder of the missed report went out once.
func checkRungs(t *testing.T, journal []entry) {
	t.Helper()
	seen := map[string]int{}
	for _, e := range journal {
		if e.Kind == "rung" && e.Name == "loss_report" {
			seen[e.On.String()]++
		}
	}
	if len(seen) < 5 {
		t.Errorf("the missed report was reminded of on %d days: %v", len(seen), seen)
	}
	for day, n := range seen {
		if n != 1 {
			t.Errorf("on %s it was reminded of %d times", day, n)
		}
	}
}

// checkHistory checks what supervisors read in the console and that the history
// replays, and returns how many events it has.
func checkHistory(t *testing.T, p *process, number, file string) int {
	t.Helper()
	h := historyOf(t, p, number, true)
	summaries := 0
	for _, e := range h.Events {
		if e.EventType != enums.EVENT_TYPE_TIMER_STARTED {
			continue
		}
		var summary string
		if err := converter.GetDefaultDataConverter().FromPayload(e.GetUserMetadata().GetSummary(), &summary); err != nil || !strings.HasPrefix(summary, "〔第") && !strings.HasPrefix(summary, "〔《") {
			t.Errorf("timer without a summary that cites the article: %q %v", summary, err)
		}
		summaries++
	}
	if summaries < 8 {
		t.Errorf("only %d timers were set", summaries)
	}
	t.Logf("%d events, %d timers", len(h.Events), summaries)
	replays(t, file, h)
	return len(h.Events)
}

// historyOf reads the history of a lawsuit so far, or waits for its end.
func historyOf(t *testing.T, p *process, number string, end bool) *history.History {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	c, err := dial.Address(ctx, p.temporal)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var h history.History
	events := c.GetWorkflowHistory(ctx, number, "", end, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		e, err := events.Next()
		if err != nil {
			t.Fatal(err)
		}
		h.Events = append(h.Events, e)
	}
	return &h
}

func record(t *testing.T, name string, h *history.History) {
	t.Helper()
	data, err := protojson.MarshalOptions{Indent: " "}.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(histories, 0o755); err != nil {
		t.Fatal(err)
	}
	name = fmt.Sprintf("%d_%s", measures.Current, name) // the law under which it ran
	if err := os.WriteFile(filepath.Join(histories, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// replays checks that the procedure replays a history, and records it where that
// is asked for.
func replays(t *testing.T, file string, h *history.History) {
	t.Helper()
	replayer := worker.NewWorkflowReplayer()
	for _, name := range []string{workflows.WorkflowType, workflows.FormerType} {
		replayer.RegisterWorkflowWithOptions(workflows.Lawsuit, workflow.RegisterOptions{Name: name})
	}
	if err := replayer.ReplayWorkflowHistory(nil, h); err != nil {
		t.Errorf("replay: %v", err)
	}
	if *update {
		record(t, file, h)
	}
}

// verify checks the journal's chain and that the histories of some runs were kept,
// in the data of a program that has been killed.
func verify(t *testing.T, data, id string, runs int) {
	t.Helper()
	ctx := context.Background()
	ledger := openLedger(t, data)
	if err := ledger.VerifyJournal(ctx, id); err != nil {
		t.Error(err)
	}
	clerk := (&sample{}).caller("clerk").Actor
	kept, err := ledger.History(ctx, clerk, id)
	if err != nil || len(kept) < runs || kept[0].Events < 50 {
		t.Errorf("histories kept: %d, %v", len(kept), err)
	}
}

// TestNothingIsLost kills the program again and again while acts are sent, each
// three times at once, until every one has been acknowledged: each must be there
// once.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := launch(t, data, "-sample")
	clerk := p.signIn("clerk")
	today := calendar.DateOf(time.Now())
	id := clerk.registers(input{
		"case_number": "（2026）鲁10行初901号", "court": "威海市中级人民法院", "plaintiffs": []string{"演某某"}, "cause": "行政处罚",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}}, "served_on": today, "origin": input{"item": 1},
	})
	clerk.does(id, "designate_unit", input{"lead": "区司法局"})

	const acts, kills = 40, 4
	next := make(chan int, acts)
	for n := range acts {
		next <- n
	}
	close(next)
	for round := range kills + 1 {
		clerk = p.signIn("clerk")
		var wait sync.WaitGroup
		left := make(chan int, acts)
		stopped := make(chan struct{})
		if round < kills {
			// The fuse is lit by the first acknowledged act of the round, so that
			// each round gets somewhere.
			time.AfterFunc(time.Duration(150+100*round)*time.Millisecond, func() { p.kill(); close(stopped) })
		}
		for range 4 {
			wait.Add(1)
			go func() {
				defer wait.Done()
				for n := range next {
					if !acknowledged(clerk, id, n) {
						left <- n
					}
				}
			}()
		}
		wait.Wait()
		close(left)
		if round == kills {
			break
		}
		<-stopped
		next = left
		p = launch(t, data, "-sample")
	}
	l := p.signIn("clerk").looksAt(id)
	seen := map[string]int{}
	for _, m := range l.Facts.Materials {
		seen[m.Title]++
	}
	for n := range acts {
		if title := "材料" + strconv.Itoa(n); seen[title] != 1 {
			t.Errorf("%s is on file %d times", title, seen[title])
		}
	}
	p.kill()
	if err := openLedger(t, data).VerifyJournal(context.Background(), id); err != nil {
		t.Error(err)
	}
}

// TestLongLawsuitsContinueAsNew lets a lawsuit begin a fresh run every few acts:
// nothing is lost or done twice, and a key keeps its receipt across runs.
func TestLongLawsuitsContinueAsNew(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := launch(t, data, "-sample", "-continue-after", "60")
	clerk := p.signIn("clerk")
	const number = "（2026）鲁10行初904号"
	id := clerk.registers(input{
		"case_number": number, "court": "威海市中级人民法院", "plaintiffs": []string{"演某某"}, "cause": "行政处罚",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}},
		"served_on":  calendar.DateOf(time.Now()), "origin": input{"item": 1},
	})
	clerk.does(id, "designate_unit", input{"lead": "区司法局"})
	const acts = 60
	next := make(chan int, acts)
	for n := range acts {
		next <- n
	}
	close(next)
	var wait sync.WaitGroup
	for range 4 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for n := range next {
				if !acknowledged(clerk, id, n) {
					t.Errorf("act %d was not acknowledged", n)
				}
			}
		}()
	}
	wait.Wait()
	l := clerk.looksAt(id)
	if len(l.Facts.Materials) != acts || l.Revision != acts+2 {
		t.Errorf("%d materials at revision %d, want %d at %d", len(l.Facts.Materials), l.Revision, acts, acts+2)
	}
	if !acknowledged(clerk, id, 0) || clerk.looksAt(id).Revision != l.Revision {
		t.Error("a key of an earlier run was not known any more")
	}
	runs := runsOf(t, p, number)
	if runs < 4 {
		t.Errorf("the lawsuit had %d runs only", runs)
	}
	t.Logf("%d runs", runs)
}

// runsOf counts the runs of a lawsuit.
func runsOf(t *testing.T, p *process, number string) int {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	c, err := dial.Address(ctx, p.temporal)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	n, run := 0, ""
	for {
		d, err := c.DescribeWorkflowExecution(ctx, number, run)
		if err != nil {
			t.Fatal(err)
		}
		n++
		first := c.GetWorkflowHistory(ctx, number, d.WorkflowExecutionInfo.Execution.RunId, false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		started, err := first.Next()
		if err != nil {
			t.Fatal(err)
		}
		if run = started.GetWorkflowExecutionStartedEventAttributes().ContinuedExecutionRunId; run == "" {
			return n
		}
	}
}

// TestAProjectionThatDisagreesIsMended changes a lawsuit behind its workflow's
// back: the watch puts it right.
func TestAProjectionThatDisagreesIsMended(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := launch(t, data, "-sample")
	clerk := p.signIn("clerk")
	id := clerk.registers(input{
		"case_number": "（2026）鲁10行初905号", "court": "威海市中级人民法院", "plaintiffs": []string{"演某某"}, "cause": "行政处罚",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}},
		"served_on":  calendar.DateOf(time.Now()), "origin": input{"item": 1},
	})
	p.kill()
	ctx := context.Background()
	ledger := openLedger(t, data)
	viewer := (&sample{}).caller("clerk").Actor
	l, err := ledger.Lawsuit(ctx, viewer, id)
	if err != nil {
		t.Fatal(err)
	}
	right := l.File.Court
	l.File.Court = "不存在的法院"
	if err := ledger.Repair(ctx, l); err != nil {
		t.Fatal(err)
	}
	launch(t, data, "-sample")
	deadline := time.Now().Add(20 * time.Second)
	for l.File.Court != right && time.Now().Before(deadline) {
		<-time.After(100 * time.Millisecond)
		if l, err = ledger.Lawsuit(ctx, viewer, id); err != nil {
			t.Fatal(err)
		}
	}
	if l.File.Court != right {
		t.Errorf("the court is still %s", l.File.Court)
	}
}

// acknowledged sends one act three times at once and tells whether it was
// acknowledged.
func acknowledged(who *person, id string, n int) bool {
	var wait sync.WaitGroup
	ok := make(chan bool, 3)
	for range 3 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			status, _, err := who.try(http.MethodPost, "/lawsuits/"+id+"/acts/add_material", input{"kind": 6, "title": "材料" + strconv.Itoa(n)}, "material-"+strconv.Itoa(n))
			ok <- err == nil && status == http.StatusOK
		}()
	}
	wait.Wait()
	close(ok)
	all := false
	for one := range ok {
		all = all || one
	}
	return all
}

// TestARungThatFellDueDuringAnOutageFiresOnce stops the program over a weekend
// of reminders.
func TestARungThatFellDueDuringAnOutageFiresOnce(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := launch(t, data, "-sample", "-drill", "2", "-today", "2026-03-02")
	civil := clockOf(t, data)
	clerk := p.signIn("clerk")
	start := civil.Today(time.Now())
	const number = "（2026）鲁10行初902号"
	id := clerk.registers(input{
		"case_number": number, "court": "威海市中级人民法院", "plaintiffs": []string{"演某某"}, "cause": "行政处罚",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}}, "served_on": start, "origin": input{"item": 1},
	})
	due := clockIn(t, clerk.looksAt(id), "forward").Due
	p.kill()
	civil.until(calendar.Builtin().AddWorking(due, 5)) // the safe date and two escalations go by
	p = launch(t, data, "-sample", "-drill", "2")
	clerk = p.signIn("clerk")
	deadline := time.Now().Add(10 * time.Second)
	for titled(clerk.inbox(number), "【逾期督办】将应诉材料副本转交") == 0 && time.Now().Before(deadline) {
		<-time.After(100 * time.Millisecond)
	}
	caughtUp := 0
	for _, e := range clerk.journal(id) {
		if e.Kind == "rung" && e.Name == "forward" && e.On.After(due) {
			caughtUp++
		}
	}
	if caughtUp != 1 {
		t.Errorf("%d rungs were caught up, want 1: %v", caughtUp, clerk.inbox(number))
	}
}

// TestASuggestionWithoutALawsuit: 第二十九条 on the real server, from the letter to the
// archive; the lawsuit that comes of another one is linked to it.
func TestASuggestionWithoutALawsuit(t *testing.T) {
	t.Parallel()
	p := launch(t, t.TempDir(), "-sample")
	clerk, unit := p.signIn("clerk"), p.signIn("unit-clerk")
	on := calendar.DateOf(time.Now()).AddDays(-3)
	letter := input{
		"document": "环检行公建〔2026〕3号", "from": "威海市环翠区人民检察院", "kind": "procuratorial", "cause": "河道倾倒垃圾", "received_on": on,
		"to": []input{{"name": "威海市环翠区城市管理局", "unit": "区城市管理局"}},
	}
	id := clerk.opens("/suggestions", letter)
	if status, body := clerk.call(http.MethodPost, "/suggestions", letter, ""); status != http.StatusConflict || !strings.Contains(string(body), `"field":"document"`) {
		t.Errorf("registered twice: %d %s", status, body)
	}
	if l := clerk.looksAt(id); l.Stage != "answering" || len(l.Clocks) != 1 {
		t.Errorf("it is %+v", l)
	}
	unit.does(id, "answer_suggestion", input{"on": on.AddDays(3), "answer": "已清理并建立巡查制度"})
	clerk.does(id, "archive", input{"on": on.AddDays(3), "volume": "2026-检-1", "filed_by": "林文"})
	replays(t, "suggestion.json", historyOf(t, p, "环检行公建（2026）3号", false))
	suit := clerk.registers(input{
		"case_number": "（2026）鲁1002行初901号", "court": "威海市环翠区人民法院", "plaintiffs": []string{"威海市环翠区人民检察院"}, "cause": "不履行法定职责",
		"public_interest": true, "defendants": []input{{"name": "威海市环翠区城市管理局", "unit": "区城市管理局"}}, "served_on": on.AddDays(3),
		"links": []input{{"kind": "warned", "case_number": "环检行公建（2026）3号"}},
	})
	if status, body := clerk.call(http.MethodGet, "/lawsuits/"+suit, nil, ""); status != http.StatusOK || !strings.Contains(string(body), "诉前检察建议") && !strings.Contains(string(body), `"warned"`) {
		t.Errorf("the lawsuit does not name the suggestion: %d", status)
	}
}
