package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/jackc/pgx/v5"

	"yingsu/server/dev/topology/fleet"
	"yingsu/workflows/calendar"
)

// personal is what must stand in no log, and in Temporal in no clear words: names of
// parties, a person's identity card and telephone, and what somebody signs in with.
var personal = []string{hidden, "卢某钊", "370602198803124417", "13963101234", "drill-Pass-2026"}

// TestConsoleOnThePostgreSQLShape runs a lawsuit, sealed, on the production shape, and
// watches it at three stages in Temporal's own console program, told what its container
// is told, through ours. What its parties are called a supervisor reads there, and
// nobody in Temporal's databases; nor do they, or what else is personal, stand in the
// logs of a day with refusals and outages.
func TestConsoleOnThePostgreSQLShape(t *testing.T) {
	browser := startChromium(t)
	f := sealedFleet(t)
	p := &process{t: t, http: f.Sites[0]}
	district(p, f)
	today := calendar.DateOf(time.Now())
	number := fmt.Sprintf("（%d）鲁10行初960号", today.Year())
	clerk, unit, reviewer := p.signIn("clerk"), p.signIn("unit-clerk"), p.signIn("reviewer")

	var opened struct{ ID string }
	decode(t, clerk.insists("/lawsuits", "notice", http.StatusCreated, input{
		"case_number": number, "court": "威海市中级人民法院", "plaintiffs": []string{hidden}, "cause": "房屋强制拆除",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}}, "served_on": today, "origin": input{"item": 5, "unit": "区城市管理局"},
	}), &opened)
	act := func(who *person, name string, in input) {
		t.Helper()
		who.insists("/lawsuits/"+opened.ID+"/acts/"+name, fmt.Sprint(name, in["kind"]), http.StatusOK, in)
	}
	b := visit(t, browser, p)
	b.open("/console/namespaces/yingsu/workflows?query=" + url.QueryEscape("`审级` = \"一审\""))
	b.says("h1", "登录")
	b.fill("main form", map[string]string{"username": "supervisor", "password": password})
	b.size(2400) // the console draws no more than is in sight
	b.press("main form button")
	b.do(chromedp.WaitVisible(chromedp.Search(`//main//table//a[contains(., "` + number + `")]`)))
	b.picture("console-list.png")
	b.watches(number, hidden, "收案登记")

	act(clerk, "designate_unit", input{"lead": "区城市管理局"})
	act(clerk, "forward_materials", input{"on": today})
	act(unit, "acknowledge", input{"on": today})
	personalMatter(p, f, opened.ID)
	b.watches(number, hidden, "转交应诉材料")

	for n := 1; n <= 5; n++ {
		act(unit, "add_material", input{"kind": fmt.Sprint(n), "title": fmt.Sprintf("对%s的第%d项材料", hidden, n), "pages": 2, "source": "本机关制作", "proves": "现场状况", "content": "勘查情况"})
	}
	act(unit, "submit_for_review", input{"on": today})
	act(reviewer, "approve_review", input{"on": today, "opinion": "同意提交"})
	act(unit, "file_with_court", input{"on": today, "method": "人民法院在线服务平台", "receipt": "WH1"})
	b.watches(number, hidden, "提交人民法院")
	b.picture("console-postgresql.png")

	checkDatabases(t, f, number)
	checkLogs(t, f, number)
}

// insists asks again, with the same key, as long as nobody knows what became of it.
func (w *person) insists(path, key string, want int, in any) []byte {
	w.t.Helper()
	for began := time.Now(); ; {
		status, body, err := w.try(http.MethodPost, path, in, key)
		if err == nil && status == want {
			return body
		}
		if err == nil && status != http.StatusServiceUnavailable || time.Since(began) > 2*time.Minute {
			w.t.Fatalf("%s %v: %d %s %v", path, in, status, body, err)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// sealedFleet is the production shape with its console and with envelopes.
func sealedFleet(t *testing.T) *fleet.Fleet {
	t.Helper()
	source, err := fleet.Source(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	programs, err := fleet.Build(t.Context(), source, t.TempDir())
	if err == nil {
		err = programs.BuildConsole(t.Context(), source)
	}
	if err != nil {
		t.Fatal(err)
	}
	dir := memoryDir(t)
	keys := filepath.Join(t.TempDir(), "keys")
	write(t, keys, newKey("2026a"))
	f, err := fleet.Start(t.Context(), fleet.Options{Dir: dir, Source: source, Programs: programs, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Stop(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// district makes the units and the people, as the administrator of an empty ledger does.
func district(p *process, f *fleet.Fleet) {
	p.t.Helper()
	token, err := f.FirstAdministrator(p.t.Context(), "高新任", password)
	if err != nil {
		p.t.Fatal(err)
	}
	admin := &person{t: p.t, base: p.http, token: token}
	made := func(path string, in input) (password string) {
		status, body := admin.call(http.MethodPost, path, in, "")
		if status != http.StatusCreated {
			p.t.Fatalf("%s %v: %d %s", path, in, status, body)
		}
		var account struct{ Password string }
		decode(p.t, body, &account)
		return account.Password
	}
	for name, kind := range map[string]string{"区政府": "government", "区司法局": "department", "区城市管理局": "department"} {
		made("/units", input{"name": name, "full_name": "威海市环翠区" + name, "kind": kind})
	}
	for _, u := range []input{
		{"username": "clerk", "name": "林小文", "role": "clerk"}, {"username": "reviewer", "name": "周审之", "role": "reviewer"},
		{"username": "supervisor", "name": "何督明", "role": "supervisor", "unit": "区政府"}, {"username": "unit-clerk", "name": "孙承办", "role": "unit_clerk", "unit": "区城市管理局"},
	} {
		comesIn(p, u["username"].(string), made("/users", u))
	}
}

// comesIn changes a password that others know.
func comesIn(p *process, username, first string) {
	p.t.Helper()
	if status, body := p.signInWith(username, first).call(http.MethodPost, "/session/password", input{"old": first, "new": password}, ""); status != http.StatusNoContent {
		p.t.Fatalf("%s: %d %s", username, status, body)
	}
}

// watches reads a lawsuit in the console: what was done last in its timeline, and the
// parties in its details.
func (b *tab) watches(number, party, done string) {
	b.t.Helper()
	b.open("/console/namespaces/yingsu/workflows/" + url.PathEscape(number))
	for _, text := range []string{number, done} {
		run(b, chromedp.Poll[bool](`document.querySelector("main")?.innerText.includes("`+text+`")`, chromedp.WithPollingInterval(time.Second)))
	}
	b.do(chromedp.Click(chromedp.Search(`//main//*[normalize-space(text())="User Metadata"]`)))
	b.framed(party)
}

// personalMatter does what gets personal matter to where programs complain: refusals,
// addresses and sign-ins with it, and acts while the ledger and Temporal are away.
func personalMatter(p *process, f *fleet.Fleet, id string) {
	p.t.Helper()
	clerk := p.signIn("clerk")
	today := calendar.DateOf(time.Now())
	all := strings.Join(personal[:4], " ")
	for _, asked := range []struct {
		method, path string
		in           any
	}{
		{http.MethodPost, "/lawsuits/" + id + "/acts/record_judgment", input{"number": all}},
		{http.MethodPost, "/lawsuits/" + id + "/acts/" + url.PathEscape(all), input{"by": all}},
		{http.MethodPost, "/lawsuits", input{"case_number": all, "plaintiffs": all}},
		{http.MethodPost, "/lawsuits", input{"case_number": "x", "plaintiffs": []string{"\x00" + all}}},
		{http.MethodGet, "/lawsuits/" + url.PathEscape(all), nil},
		{http.MethodGet, "/lawsuits?q=" + url.QueryEscape(all), nil},
		{http.MethodGet, "/" + url.PathEscape(all+"\r\n{\"msg\":\"forged\"}"), nil},
		{http.MethodPost, "/session", input{"username": personal[4], "password": personal[1]}},
		{http.MethodPost, "/session", input{"username": "clerk", "password": personal[2]}},
	} {
		if status, body := clerk.call(asked.method, asked.path, asked.in, ""); status >= http.StatusInternalServerError {
			p.t.Errorf("%s %s: %d %s", asked.method, asked.path, status, body)
		}
	}
	progress := input{"by": personal[1], "text": all, "on": today}
	act := "/lawsuits/" + id + "/acts/report_progress"
	ctx, cancel := context.WithTimeout(p.t.Context(), 5*time.Second)
	defer cancel()
	f.Ledger.Close() // the worker's, while it has the act
	_, _, _ = clerk.tryUntil(ctx, http.MethodPost, act, progress, "away")
	f.Ledger.Open()
	for _, part := range []*fleet.Part{f.Postgres.Part, f.Temporal.Part} {
		if err := part.Kill(); err != nil {
			p.t.Fatal(err)
		}
		if status, _, err := clerk.try(http.MethodPost, act, progress, "away"); err == nil && status != http.StatusServiceUnavailable && status != http.StatusOK {
			p.t.Errorf("without %s: %d", part.Name, status)
		}
		if err := part.Start(p.t.Context()); err != nil {
			p.t.Fatal(err)
		}
	}
	clerk.insists(act, "away", http.StatusOK, progress)
}

// checkDatabases reads every row of Temporal's databases, and their files.
func checkDatabases(t *testing.T, f *fleet.Fleet, number string) {
	t.Helper()
	found := 0
	for _, database := range []string{"temporal", "temporal_visibility"} {
		c, err := pgx.Connect(t.Context(), f.Postgres.URL(database))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close(context.Background())
		text := rowsOf(t, c)
		found += bytes.Count(text, []byte(number))
		for _, name := range personal {
			for form, written := range writtenAs(name) {
				if at := bytes.Index(text, []byte(written)); at >= 0 {
					t.Errorf("%s stands in %s, in %s: %q", name, database, form, text[max(at-80, 0):min(at+80, len(text))])
				}
			}
		}
	}
	if found < 10 {
		t.Errorf("the case number was found %d times: nothing else would be either", found)
	}
}

// rowsOf returns every row of every table, with what is in bytes as it is.
func rowsOf(t *testing.T, c *pgx.Conn) []byte {
	t.Helper()
	var tables []string
	rows, err := c.Query(t.Context(), "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')")
	if err == nil {
		tables, err = pgx.CollectRows(rows, pgx.RowTo[string])
	}
	if err != nil || len(tables) == 0 {
		t.Fatalf("%d tables: %v", len(tables), err)
	}
	var all bytes.Buffer
	for _, table := range tables {
		rows, err := c.Query(t.Context(), "SELECT x::text FROM "+table+" x")
		if err != nil {
			t.Fatal(err)
		}
		texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			all.WriteString(inHex.ReplaceAllStringFunc(text, func(digits string) string {
				raw, _ := hex.DecodeString(strings.TrimLeft(digits, `\x`))
				return string(raw)
			}))
			all.WriteByte('\n')
		}
	}
	return all.Bytes()
}

var inHex = regexp.MustCompile(`\\+x(?:[0-9a-f]{2})+`)

// writtenAs is how a text may be written by programs.
func writtenAs(text string) map[string]string {
	forms := map[string]string{"clear": text, "base64": base64.StdEncoding.EncodeToString([]byte(text)), "JSON": strings.Trim(fmt.Sprintf("%+q", text), `"`), "hex": hex.EncodeToString([]byte(text))}
	forms["base64"] = strings.TrimRight(forms["base64"][:len(forms["base64"])-4], "=")
	for n := 1; n < 3; n++ { // base64 of what stands behind one or two other bytes, and before others
		shifted := base64.StdEncoding.EncodeToString([]byte(strings.Repeat(" ", n) + text))
		forms[fmt.Sprint("base64 ", n)] = shifted[4 : len(shifted)-4]
	}
	return forms
}

// checkLogs reads what all programs have logged.
func checkLogs(t *testing.T, f *fleet.Fleet, number string) {
	t.Helper()
	lines, numbers, users := 0, 0, 0
	for _, part := range f.Parts()[1:] { // PostgreSQL is asked by statements without values
		said, err := os.ReadFile(part.Log)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range personal {
			for form, written := range writtenAs(name) {
				if at := bytes.Index(said, []byte(written)); at >= 0 {
					t.Errorf("%s stands in the log of %s, in %s: %s", name, part.Name, form, said[max(at-200, 0):min(at+100, len(said))])
				}
			}
		}
		if !strings.HasPrefix(part.Name, "worker") && !strings.HasPrefix(part.Name, "server") {
			continue
		}
		for line := range strings.Lines(string(said)) {
			if strings.HasPrefix(line, "首次启动") { // printed, not logged
				continue
			}
			var l struct{ Time, Level, Msg, Who, Result string }
			if err := json.Unmarshal([]byte(line), &l); err != nil || l.Time == "" || l.Level == "" || l.Msg == "" || l.Who == "" || l.Result == "" || l.Msg == "forged" {
				t.Errorf("%s says %s", part.Name, line)
			}
			lines++
			numbers += strings.Count(line, number)
			if l.Who == "unit-clerk" {
				users++
			}
		}
	}
	if lines < 40 || users < 8 {
		t.Errorf("%d lines, %d with the case number, %d of the unit's clerk", lines, numbers, users)
	}
}
