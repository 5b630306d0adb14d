package office

import (
	"slices"
	"strings"
	"testing"
	"time"

	"go.temporal.io/api/enums/v1"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// well is what the ledger says when nothing is wrong.
func well(now time.Time) ledgerSays {
	return ledgerSays{looks: map[string]models.Look{
		models.LookReminders: {At: now}, models.LookLaw: {At: now}, models.LookClosely: {At: now.Add(-20 * time.Hour), Looked: 30},
	}}
}

// fine is what Temporal says then.
var fine = engineSays{asked: true, workers: []Worker{{Name: "1@machine"}}}

// names lists what was found, with how many cases.
func names(h Health) string {
	var all []string
	for _, f := range h.Found {
		all = append(all, f.Name+strings.Repeat("+", len(f.Cases)))
	}
	return strings.Join(all, " ")
}

// TestDiagnosis: each kind of trouble is found by what it shows in, and by nothing else.
func TestDiagnosis(t *testing.T) {
	t.Parallel()
	now := calendar.On(2026, 3, 10).At(10, 0)
	const number = "（2026）鲁10行初15号"
	due := models.Duty{LawsuitID: "a", CaseNumber: number, RungAt: now.Add(-time.Hour), Clock: measures.Clock{Title: "转交应诉材料", Article: "第十一条", Safe: calendar.On(2026, 3, 11)}}
	left := func(numbers ...string) (all []models.Remains) {
		for _, n := range numbers {
			all = append(all, models.Remains{LawsuitID: models.IDOf(n), CaseNumber: n, What: "内容不同", Why: "connection refused"})
		}
		return all
	}
	for name, c := range map[string]struct {
		ledger func(*ledgerSays)
		engine func(*engineSays)
		want   string
	}{
		"nothing":                {want: ""},
		"Temporal is away":       {engine: func(e *engineSays) { *e = engineSays{away: "connection refused"} }, want: "engine+"},
		"no worker":              {engine: func(e *engineSays) { e.workers = nil }, want: "no_worker+"},
		"workers are not listed": {engine: func(e *engineSays) { e.workers, e.asked = nil, false }, want: ""},
		"a queue":                {engine: func(e *engineSays) { e.tasks, e.queued = 40, 3*time.Minute }, want: "backlog+"},
		"a short queue":          {engine: func(e *engineSays) { e.tasks, e.queued = 40, 3*time.Second }, want: ""},
		"no worker and so a queue": {engine: func(e *engineSays) {
			e.workers, e.tasks, e.queued = nil, 40, 3*time.Minute
		}, want: "no_worker+"},
		"a task that fails": {engine: func(e *engineSays) {
			e.runs = []run{{number: number, known: true, tries: 3}, {number: "2", known: true, problems: []string{"category=WorkflowTaskFailed"}}}
		}, want: "stuck++"},
		"a task that is tried again": {engine: func(e *engineSays) { e.runs = []run{{number: number, known: true, tries: 2}} }, want: ""},
		"a step that fails": {engine: func(e *engineSays) {
			e.runs = []run{{number: number, known: true, steps: []step{{title: "记入台账", tries: 9}}}}
		}, want: "failing+"},
		"a registration": {engine: func(e *engineSays) { e.runs = []run{{number: number}} }, want: "unregistered+"},
		"a registration whose step fails": {engine: func(e *engineSays) {
			e.runs = []run{{number: number, steps: []step{{title: "记入台账", tries: 9}}}}
		}, want: "failing+"},
		"a reminder": {ledger: func(l *ledgerSays) { l.silent = []models.Duty{due} }, want: "silent+"},
		"differences": {ledger: func(l *ledgerSays) {
			l.looks[models.LookClosely] = models.Look{At: now, Remains: left("1", "2")}
			l.looks[models.LookLists] = models.Look{At: now.Add(-time.Hour), Remains: left("3")}
		}, want: "differences++"},
		"differences found since": {ledger: func(l *ledgerSays) {
			l.looks[models.LookClosely] = models.Look{At: now.Add(-time.Hour), Remains: left("1", "2")}
			l.looks[models.LookLists] = models.Look{At: now, Remains: left("2", "3")}
		}, want: "differences+++"},
		"nobody sweeps":   {ledger: func(l *ledgerSays) { l.looks[models.LookReminders] = models.Look{At: now.Add(-time.Hour)} }, want: "unwatched+"},
		"nobody ever did": {ledger: func(l *ledgerSays) { l.looks = nil }, want: "unwatched+++"},
		"two days":        {ledger: func(l *ledgerSays) { l.looks[models.LookClosely] = models.Look{At: now.Add(-49 * time.Hour)} }, want: "unwatched+"},
		"it cannot seal": {ledger: func(l *ledgerSays) {
			l.looks[models.LookSeal] = models.Look{At: now.Add(-time.Hour), FailedAt: now, Failure: "no key"}
		}, want: "unwatched+"},
		"it failed before": {ledger: func(l *ledgerSays) { l.looks[models.LookSeal] = models.Look{At: now, FailedAt: now.Add(-time.Hour)} }, want: ""},
		"messages": {ledger: func(l *ledgerSays) {
			l.stalls = []models.Stall{{State: models.Dead, Channel: "drop", Cause: "目录已满", Count: 3}, {State: models.Waiting, Channel: "drop", Count: 1}, {State: models.Dead, Channel: "mail", Count: 1}}
		}, want: "undelivered++ waiting+"},
		"a ledger half taken over": {ledger: func(l *ledgerSays) {
			l.halted = []models.Errand{{State: models.ErrandEnded, Title: "批量接收在办案件", Done: 3, Total: 5, BegunAt: now.Add(-time.Hour)}}
		}, want: "halted+"},
	} {
		l, e := well(now), fine
		if c.ledger != nil {
			c.ledger(&l)
		}
		if c.engine != nil {
			c.engine(&e)
		}
		if got := names(diagnose(now, l, e)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	many := well(now)
	for range listed + 1 {
		many.silent = append(many.silent, due)
	}
	if h := diagnose(now, many, fine); len(h.Found) != 1 || len(h.Found[0].Cases) != listed || !h.Found[0].More {
		t.Errorf("of many: %+v", h.Found)
	}
}

// TestEveryTroubleSaysWhatToDo: each kind has a name of its own, says what it means and
// what to do, and leads only to those who may.
func TestEveryTroubleSaysWhatToDo(t *testing.T) {
	t.Parallel()
	named := map[string]bool{}
	for _, k := range Troubles {
		if named[k.Name] || k.Name == "" || k.Title == "" || !strings.HasSuffix(k.Means, "。") || !strings.HasSuffix(k.Way, "。") || (k.Link == "") != (k.May == nil) || (k.Link == "") != (k.Leads == "") {
			t.Errorf("%+v", *k)
		}
		named[k.Name] = true
	}
}

// TestCausesInWords takes what programs do say, and wants to hear why, and whether a
// restart helps.
func TestCausesInWords(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]struct {
		words string
		mends bool
	}{
		"[TMPRL1100] nondeterministic workflow: missing replay command for MarkerRecorded":                    {"不一致", true},
		"[TMPRL1101] Potential deadlock detected: workflow goroutine \"root\" didn't yield for over a second": {"死锁", false},
		`unable to decode: an envelope was sealed with the key "2026a", which is not among the keys`:          {"密钥", false},
		"unable to find workflow type: 行政应诉. Supported types: []":                                             {"版本过旧", false},
		"panic: runtime error: invalid memory address or nil pointer dereference":                             {"程序的缺陷", true},
		"": {"没有按时答复", false},
	} {
		if c := ofTask(enums.WORKFLOW_TASK_FAILED_CAUSE_UNSPECIFIED, said); !strings.Contains(c.words, want.words) || c.mends != want.mends {
			t.Errorf("%q: %+v", said, c)
		}
	}
	if c := ofTask(enums.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR, ""); !c.mends || !strings.Contains(c.words, "不一致") {
		t.Errorf("%+v", c)
	}
	for said, want := range map[string]string{
		"store: record: database is locked (5) (SQLITE_BUSY)":                                                     "占用",
		"store: record: failed to connect to `user=yingsu`: dial tcp 127.0.0.1:5432: connect: connection refused": "连接不上",
		"FATAL: password authentication failed for user \"yingsu\" (SQLSTATE 28P01)":                              "拒绝访问",
		"ERROR: could not extend file: No space left on device (SQLSTATE 53100)":                                  "磁盘已满",
		"activity StartToClose timeout":                                                                           "没有做完",
		"rpc error: code = Unavailable desc = error reading from server":                                          "流程引擎",
		"something new": "运行日志",
	} {
		if c := ofStep(said); !strings.Contains(c.words, want) {
			t.Errorf("%q: %s", said, c.words)
		}
	}
	for _, c := range slices.Concat(taskCauses, stepCauses) {
		for _, mark := range c.marks {
			if mark != strings.ToLower(mark) {
				t.Errorf("%q would never be found", mark)
			}
		}
	}
}
