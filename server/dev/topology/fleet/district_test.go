package fleet_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"yingsu/server/dev/topology/fleet"
	"yingsu/workflows/calendar"
)

const password = "topology-Pass-2026"

// district is the people of a district in front of the servers of a fleet.
type district struct {
	t      testing.TB
	fleet  *fleet.Fleet
	tokens map[string]string // by user name
	turn   atomic.Int64      // of the servers
}

type input = map[string]any

// settle sets a new district up as its administrator does: with the password that
// was printed, which has to be changed, then units and accounts.
func settle(t testing.TB, f *fleet.Fleet) *district {
	t.Helper()
	first, err := f.FirstPassword()
	must(t, err)
	d := &district{t: t, fleet: f, tokens: map[string]string{}}
	d.comesIn("admin", first)
	for name, kind := range map[string]string{"区政府": "government", "区司法局": "department", "区城市管理局": "department", "张村镇": "town"} {
		d.must("admin", "POST", "/units", input{"name": name, "full_name": "威海市环翠区" + name, "kind": kind}, http.StatusCreated, nil)
	}
	for _, u := range []input{
		{"username": "clerk", "name": "林小文", "role": "clerk"},
		{"username": "reviewer", "name": "周审之", "role": "reviewer"},
		{"username": "supervisor", "name": "何督明", "role": "supervisor", "unit": "区政府"},
		{"username": "unit-clerk", "name": "孙承办", "role": "unit_clerk", "unit": "区城市管理局"},
		{"username": "unit-official", "name": "吴管成", "role": "unit_official", "unit": "区城市管理局"},
	} {
		var made struct{ Password string }
		d.must("admin", "POST", "/users", u, http.StatusCreated, &made)
		d.comesIn(u["username"].(string), made.Password)
	}
	return d
}

// comesIn signs somebody in for the first time, with a password that others know.
func (d *district) comesIn(username, first string) {
	d.t.Helper()
	d.signIn(username, first)
	d.must(username, "POST", "/session/password", input{"old": first, "new": password}, http.StatusNoContent, nil)
	d.signIn(username, password)
}

func (d *district) signIn(username, password string) {
	d.t.Helper()
	var session struct{ Token string }
	delete(d.tokens, username)
	d.must(username, "POST", "/session", input{"username": username, "password": password}, http.StatusOK, &session)
	d.tokens[username] = session.Token
}

// answer is what a server said.
type answer struct {
	status int
	retry  string // after how many seconds
	body   []byte
	took   time.Duration
}

func (a answer) String() string {
	return fmt.Sprintf("%d after %s: %.300s", a.status, a.took.Round(time.Millisecond), a.body)
}

// client opens no new connection for each request.
var client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

// ask sends a request to the servers in turn, once.
func (d *district) ask(who, method, path string, in any, key string) (answer, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return answer{}, err
	}
	site := d.fleet.Sites[int(d.turn.Add(1))%len(d.fleet.Sites)]
	r, err := http.NewRequestWithContext(d.t.Context(), method, site+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	if token := d.tokens[who]; token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	began := time.Now()
	reply, err := client.Do(r)
	if err != nil {
		return answer{took: time.Since(began)}, err
	}
	defer reply.Body.Close()
	said, err := io.ReadAll(reply.Body)
	return answer{reply.StatusCode, reply.Header.Get("Retry-After"), said, time.Since(began)}, err
}

// insist sends a request again, with the same key, for as long as there is no
// answer to it, as any client is told to: what comes then, and how often it asked.
func (d *district) insist(who, method, path string, in any, key string) (answer, int) {
	d.t.Helper()
	var a answer
	var err error
	for tries := 1; ; tries++ {
		a, err = d.ask(who, method, path, in, key)
		if err == nil && a.status < http.StatusInternalServerError {
			return a, tries
		}
		if err == nil && a.status != http.StatusServiceUnavailable {
			d.t.Errorf("%s %s: %s", method, path, a)
		}
		if d.t.Context().Err() != nil || tries > 600 {
			d.t.Fatalf("%s %s: %s %v", method, path, a, err)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// must does what has to come out with a status.
func (d *district) must(who, method, path string, in any, status int, into any) {
	d.t.Helper()
	a, _ := d.insist(who, method, path, in, "")
	if a.status != status {
		d.t.Fatalf("%s %s %s: %s", who, method, path, a)
	}
	if into != nil {
		must(d.t, json.Unmarshal(a.body, into))
	}
}

// lawsuit is one that the district is in.
type lawsuit struct {
	*district
	number, id string
	acts       int // as many as were done, for their keys
}

type step struct {
	who, act string
	in       input
}

func ago(days int) calendar.Date {
	return calendar.Builtin().LastWorking(calendar.DateOf(time.Now()).AddDays(-days))
}

// notice is the n-th lawsuit, over a demolition, served some days ago.
func notice(n, served int) input {
	return input{
		"case_number": number(n), "court": "威海市中级人民法院", "plaintiffs": []string{"测某某"},
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}},
		"cause":      "房屋强制拆除", "challenged_act": "强制拆除", "served_on": ago(served), "bureau_received_on": ago(served),
		"origin": input{"item": 5, "unit": "区城市管理局"},
	}
}

func number(n int) string { return fmt.Sprintf("（%d）鲁10行初%d号", time.Now().Year(), n) }

// registers opens the n-th lawsuit.
func (d *district) registers(n int) *lawsuit {
	d.t.Helper()
	a, _ := d.insist("clerk", "POST", "/lawsuits", notice(n, 14), fmt.Sprintf("notice-%d", n))
	if a.status != http.StatusCreated {
		d.t.Fatalf("register: %s", a)
	}
	var opened struct{ ID string }
	must(d.t, json.Unmarshal(a.body, &opened))
	return &lawsuit{district: d, number: number(n), id: opened.ID}
}

// does does a step, however often it has to be asked for.
func (l *lawsuit) does(s step) {
	l.t.Helper()
	l.acts++
	a, tries := l.insist(s.who, "POST", "/lawsuits/"+l.id+"/acts/"+s.act, s.in, fmt.Sprintf("%s-%d", s.act, l.acts))
	if a.status != http.StatusOK {
		l.t.Fatalf("%s %s: %s (asked %d times)", l.number, s.act, a, tries)
	}
}

// mainJob is what a lawsuit over a demolition goes through until it is heard.
var mainJob = []step{
	{"clerk", "designate_unit", input{"lead": "区城市管理局"}},
	{"clerk", "forward_materials", input{"on": ago(13)}},
	{"unit-clerk", "acknowledge", input{"on": ago(12)}},
	{"unit-clerk", "add_material", input{"kind": 1, "title": "行政答辩状", "pages": 6}},
	{"unit-clerk", "add_material", input{"kind": 2, "title": "现场勘查笔录", "pages": 4, "source": "本机关制作", "proves": "现场状况", "content": "勘查情况"}},
	{"unit-clerk", "add_material", input{"kind": 3, "title": "《国有土地上房屋征收与补偿条例》"}},
	{"unit-clerk", "add_material", input{"kind": 4, "title": "法定代表人身份证明书", "pages": 1}},
	{"unit-clerk", "add_material", input{"kind": 5, "title": "授权委托书", "pages": 2}},
	{"unit-clerk", "submit_for_review", input{"on": ago(7), "late_reason": ""}},
	{"reviewer", "approve_review", input{"on": ago(6), "opinion": "同意提交"}},
	{"unit-clerk", "file_with_court", input{"on": ago(5), "method": "人民法院在线服务平台", "receipt": "WH1"}},
}

// checkJournal compares the acts in the journal with those that were done.
func (l *lawsuit) checkJournal(steps []step) {
	l.t.Helper()
	want := []string{"register"}
	for _, s := range steps {
		want = append(want, s.act)
	}
	var j struct{ Entries []struct{ Kind, Name string } }
	l.must("supervisor", "GET", "/lawsuits/"+l.id+"/journal", nil, http.StatusOK, &j)
	var got []string
	for _, e := range j.Entries {
		if e.Kind == "act" {
			got = append(got, e.Name)
		}
	}
	if !slices.Equal(got, want) {
		l.t.Errorf("%s: the journal has %v, done was %v", l.number, got, want)
	}
}
