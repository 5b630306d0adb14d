package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/api/proxy"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
	"yingsu/workflows/dial/envelope"
)

// hidden is a name that must not be found anywhere in Temporal's files.
const hidden = "密某某"

// TestEnvelopes runs lawsuits with envelopes, through a turn of the keys, and looks for
// names of parties in everything that Temporal keeps.
func TestEnvelopes(t *testing.T) {
	dir, file := memoryDir(t), filepath.Join(t.TempDir(), "keys")
	t.Setenv(dial.KeysVariable, file)
	first, second := newKey("2026a"), newKey("2026b")
	write(t, file, first)
	p := launch(t, dir, "-sample")
	number := "（2026）鲁10行初950号"
	id := secret(p, number)

	p.kill()
	write(t, file, second, first)
	p = launch(t, dir)
	clerk := p.signIn("clerk")
	clerk.does(id, "report_progress", input{"by": "孙某某", "text": hidden + "补充提交两份证据", "on": calendar.DateOf(time.Now())})
	if got := clerk.looksAt(id); got.Revision != 5 {
		t.Errorf("the lawsuit stands at revision %d", got.Revision)
	}
	checkHistoryInClear(t, p.signIn("supervisor"), id)
	checkClosed(t, p.signIn("supervisor"))
	checkSealed(t, p, number)
	p.kill()

	for _, name := range []string{hidden, "陈某丙"} { // who is of the sample
		if at := find(t, filepath.Join(dir, "yingsu.db*"), name); len(at) == 0 {
			t.Errorf("the ledger does not hold %s either: nothing would be found", name)
		}
		for _, at := range find(t, filepath.Join(dir, "temporal*"), name) {
			t.Errorf("%s stands in %s", name, at)
		}
	}
}

// TestWithoutTheKey: a program that lacks the key does nothing to lawsuits, and they go
// on once it is there.
func TestWithoutTheKey(t *testing.T) {
	dir, file := memoryDir(t), filepath.Join(t.TempDir(), "keys")
	key := newKey("2026a")
	write(t, file, key)
	t.Setenv(dial.KeysVariable, file)
	p := launch(t, dir, "-sample")
	number := "（2026）鲁10行初951号"
	id := secret(p, number)
	p.kill()

	t.Setenv(dial.KeysVariable, "")
	p = launch(t, dir)
	act := input{"by": "孙某某", "text": "补充提交两份证据", "on": calendar.DateOf(time.Now())}
	if status, body := p.signIn("clerk").call(http.MethodPost, "/lawsuits/"+id+"/acts/report_progress", act, "again"); status != http.StatusServiceUnavailable {
		t.Errorf("without the key: %d %s", status, body)
	}
	p.kill()

	t.Setenv(dial.KeysVariable, file)
	p = launch(t, dir)
	if status, body := p.signIn("clerk").call(http.MethodPost, "/lawsuits/"+id+"/acts/report_progress", act, "again"); status != http.StatusOK {
		t.Errorf("with the key again: %d %s", status, body)
	}
	if got := p.signIn("clerk").looksAt(id); got.Revision != 5 {
		t.Errorf("the lawsuit stands at revision %d", got.Revision)
	}
}

// TestConsoleInABrowser reads a lawsuit in Temporal's console behind the sign-in, where
// what is sealed is opened for who may look, and put on record.
func TestConsoleInABrowser(t *testing.T) {
	browser := startChromium(t)
	file := filepath.Join(t.TempDir(), "keys")
	write(t, file, newKey("2026a"))
	t.Setenv(dial.KeysVariable, file)
	p := launch(t, memoryDir(t), "-sample")
	number := "（2026）鲁10行初952号"
	id := secret(p, number)
	address := "/console/namespaces/default/workflows/" + url.PathEscape(number)

	unit := visit(t, browser, p)
	unit.signIn("unit-clerk")
	unit.open("/lawsuits/" + id)
	if n := unit.count(`a[href*="/console/"]`); n != 0 {
		t.Errorf("a unit's clerk is shown %d links to the console", n)
	}
	unit.open(address)
	unit.says("main", "流程控制台由区司法局和监督人员查看")

	b := visit(t, browser, p)
	b.open(address)
	b.says("h1", "登录")
	b.fill("main form", map[string]string{"username": "supervisor", "password": password})
	b.size(2400) // the console draws no more than is in sight
	b.press("main form button")
	for _, text := range []string{number, "〔第十一条第二款〕"} {
		b.do(chromedp.WaitVisible(chromedp.Search(`//main//*[contains(text(), "` + text + `")]`)))
	}
	b.picture("console-sealed.png")
	b.do(chromedp.Click(chromedp.Search(`//main//*[normalize-space(text())="User Metadata"]`)))
	b.framed(hidden)
	b.picture("console-details.png")
	b.open("/console/namespaces/default/workflows?query=" + url.QueryEscape("`审级` = \"一审\""))
	b.do(chromedp.WaitVisible(chromedp.Search(`//main//table//a[contains(., "` + number + `")]`)))

	var log struct {
		Attempts []struct{ Username, Outcome string }
	}
	_, body := p.signIn("auditor").call(http.MethodGet, "/audit?action=read_in_console&lawsuit="+id, nil, "")
	decode(t, body, &log)
	if len(log.Attempts) != 1 || log.Attempts[0].Username != "supervisor" || log.Attempts[0].Outcome != "done" {
		t.Errorf("on record is %s", body)
	}
}

// secret opens a lawsuit that holds the name in its facts, its acts and what the court
// said, and takes it four steps far.
func secret(p *process, number string) (id string) {
	p.t.Helper()
	today := calendar.DateOf(time.Now())
	clerk, unit := p.signIn("clerk"), p.signIn("unit-clerk")
	id = clerk.registers(input{
		"case_number": number, "court": "威海市中级人民法院", "plaintiffs": []string{hidden}, "cause": "房屋强制拆除",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}}, "served_on": today, "origin": input{"item": 5, "unit": "区城市管理局"},
	})
	clerk.does(id, "designate_unit", input{"lead": "区城市管理局"})
	clerk.does(id, "forward_materials", input{"on": today})
	unit.does(id, "add_material", input{"kind": "1", "title": "对" + hidden + "的答辩状"})
	if status, body := unit.call(http.MethodPost, "/lawsuits/"+id+"/acts/record_judgment", input{"number": hidden}, ""); status < 400 {
		p.t.Errorf("a judgment without a date: %d %s", status, body)
	}
	return id
}

func newKey(name string) string {
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	return name + " " + base64.StdEncoding.EncodeToString(key)
}

func write(t *testing.T, file string, lines ...string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// find returns where a name stands in files, as it is written or in what programs make
// of it.
func find(t *testing.T, pattern, name string) (places []string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	forms := map[string]string{"clear": name, "base64": base64.StdEncoding.EncodeToString([]byte(name)), "JSON": strings.Trim(fmt.Sprintf("%+q", name), `"`)}
	for n := 1; n < 3; n++ { // base64 of what stands behind one or two other bytes, and before others
		shifted := base64.StdEncoding.EncodeToString([]byte(strings.Repeat(" ", n) + name))
		forms[fmt.Sprint("base64 ", n)] = shifted[4 : len(shifted)-4]
	}
	for _, file := range files {
		if info, err := os.Stat(file); err != nil || info.IsDir() || info.Mode()&fs.ModeType != 0 {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for form, text := range forms {
			if i := bytes.Index(data, []byte(text)); i >= 0 {
				places = append(places, fmt.Sprintf("%s at %d, in %s", filepath.Base(file), i, form))
			}
		}
	}
	return places
}

// checkHistoryInClear reads a running lawsuit's history at the interface.
func checkHistoryInClear(t *testing.T, supervisor *person, id string) {
	t.Helper()
	status, body := supervisor.call(http.MethodGet, "/lawsuits/"+id+"/history", nil, "")
	var h history.History
	if status != http.StatusOK || protojson.Unmarshal(body, &h) != nil {
		t.Fatalf("history: %d %.200s", status, body)
	}
	if d, err := dial.DocketOf(h.Events[0]); err != nil || len(d.File.Plaintiffs) != 1 || d.File.Plaintiffs[0] != hidden {
		t.Errorf("the history begins with %+v, %v", d.File.Plaintiffs, err)
	}
}

// checkClosed replays the history of a closed lawsuit as the ledger keeps it: it needs
// no key.
func checkClosed(t *testing.T, supervisor *person) {
	t.Helper()
	var found struct {
		Lawsuits []struct{ ID string }
	}
	status, body := supervisor.call(http.MethodGet, "/lawsuits?status=closed", nil, "")
	decode(t, body, &found)
	if status != http.StatusOK || len(found.Lawsuits) == 0 {
		t.Fatalf("closed lawsuits: %d %.200s", status, body)
	}
	_, body = supervisor.call(http.MethodGet, "/lawsuits/"+found.Lawsuits[0].ID+"/history", nil, "")
	var h history.History
	if err := protojson.Unmarshal(body, &h); err != nil || bytes.Contains(body, []byte(base64.StdEncoding.EncodeToString([]byte("binary/encrypted")))) {
		t.Fatalf("the kept history is not in clear: %v", err)
	}
	replayer := worker.NewWorkflowReplayer()
	replayer.RegisterWorkflowWithOptions(workflows.Lawsuit, workflow.RegisterOptions{Name: workflows.WorkflowType})
	if err := replayer.ReplayWorkflowHistory(nil, &h); err != nil {
		t.Errorf("replay of the kept history: %v", err)
	}
}

// checkSealed looks at what Temporal itself answers: every payload of the history is an
// envelope of this lawsuit.
func checkSealed(t *testing.T, p *process, number string) {
	t.Helper()
	c, err := client.Dial(client.Options{HostPort: p.temporal, HeadersProvider: ascii{}, Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	seen := 0
	for events := c.GetWorkflowHistory(t.Context(), number, "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT); events.HasNext(); {
		e, err := events.Next()
		if err != nil {
			t.Fatal(err)
		}
		err = proxy.VisitPayloads(t.Context(), e, proxy.VisitPayloadsOptions{SkipSearchAttributes: true, Visitor: func(_ *proxy.VisitPayloadsContext, all []*common.Payload) ([]*common.Payload, error) {
			for _, p := range all {
				seen++
				if !envelope.Is(p) || envelope.WorkflowOf(p) != number {
					t.Errorf("event %d, %s, holds %v", e.EventId, e.EventType, p)
				}
			}
			return all, nil
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 20 {
		t.Errorf("only %d payloads were looked at", seen)
	}
}

// ascii is what a client needs that names a lawsuit's workflow.
type ascii struct{}

func (ascii) GetHeaders(context.Context) (map[string]string, error) {
	return map[string]string{"temporal-resource-id": "-"}, nil
}
