package drill

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
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
	civil  calendar.Civil
	tokens map[string]string // by user name
	turn   atomic.Int64      // of the servers

	mutex sync.Mutex
	told  []deed // what was acknowledged
}

// deed is an act, or a registration, that somebody was told is done.
type deed struct {
	lawsuit, key, act string
	revision          int64
	took              time.Duration // from the first time it was sent
}

type input = map[string]any

// settle sets a new district up as its administrator does: by the link that was
// printed, then units and accounts.
func settle(t testing.TB, f *fleet.Fleet, civil calendar.Civil) *district {
	t.Helper()
	admin, err := f.FirstAdministrator(t.Context(), "高新任", password)
	must(t, err)
	d := &district{t: t, fleet: f, civil: civil, tokens: map[string]string{"admin": admin}}
	return d.furnished()
}

// furnished makes the district's units and accounts.
func (d *district) furnished() *district {
	d.t.Helper()
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

// browser opens no new connection for each request.
var browser = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

// ask sends a request to the servers in turn, once.
func (d *district) ask(who, method, path string, in any, key string) (answer, error) {
	return d.askUntil(d.t.Context(), who, method, path, in, key)
}

// askUntil is ask by somebody who hangs up.
func (d *district) askUntil(ctx context.Context, who, method, path string, in any, key string) (answer, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return answer{}, err
	}
	site := d.fleet.Sites[int(d.turn.Add(1))%len(d.fleet.Sites)]
	r, err := http.NewRequestWithContext(ctx, method, site+"/api/v1"+path, bytes.NewReader(body))
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
	reply, err := browser.Do(r)
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
	on         calendar.Date // when it was registered
	acts       []string      // that were done
}

type step struct {
	who, act string
	in       input
}

// ago is the working day some days before today, or the one before it.
func (d *district) ago(days int) calendar.Date {
	return calendar.Builtin().LastWorking(d.civil.Today(time.Now()).AddDays(-days))
}

// ago is the same before the day on which the lawsuit was registered, however many
// days of a drill have gone by since.
func (l *lawsuit) ago(days int) calendar.Date {
	return calendar.Builtin().LastWorking(l.on.AddDays(-days))
}

// notice is the n-th lawsuit, over a demolition, served some days ago.
func (d *district) notice(n int, served calendar.Date) input {
	return input{
		"case_number": d.number(n), "court": "威海市中级人民法院", "plaintiffs": []string{"测某某"},
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}},
		"cause":      "房屋强制拆除", "challenged_act": "强制拆除", "served_on": served, "bureau_received_on": served,
		"origin": input{"item": 5, "unit": "区城市管理局"},
	}
}

func (d *district) number(n int) string {
	return fmt.Sprintf("（%d）鲁10行初%d号", d.civil.Today(time.Now()).Year(), n)
}

// registers opens the n-th lawsuit, served some days ago.
func (d *district) registers(n, served int) *lawsuit {
	d.t.Helper()
	return d.registersServed(n, d.ago(served))
}

// registersServed opens the n-th lawsuit, served on a day.
func (d *district) registersServed(n int, served calendar.Date) *lawsuit {
	d.t.Helper()
	in := d.notice(n, served)
	l := &lawsuit{district: d, number: in["case_number"].(string), on: d.civil.Today(time.Now())}
	done := d.done("clerk", "/lawsuits", "register", in, fmt.Sprintf("notice-%d", n), http.StatusCreated)
	l.id = done.lawsuit
	return l
}

// does does a step, however often it has to be asked for.
func (l *lawsuit) does(s step) {
	l.t.Helper()
	l.done(s.who, "/lawsuits/"+l.id+"/acts/"+s.act, s.act, s.in, l.key(s), http.StatusOK)
	l.acts = append(l.acts, s.act)
}

// key is the one of the request for the lawsuit's next step.
func (l *lawsuit) key(s step) string { return fmt.Sprintf("deed-%d-%s", len(l.acts), s.act) }

// done sends a request until it is acknowledged, and keeps that it was. Every fourth
// is sent three times at once, as by an impatient hand: all three are told the same.
func (d *district) done(who, path, act string, in input, key string, status int) deed {
	d.t.Helper()
	began := time.Now()
	times := 1
	if rand.IntN(4) == 0 {
		times = 3
	}
	deeds := make([]deed, times)
	var all sync.WaitGroup
	for n := range times {
		all.Go(func() {
			a, tries := d.insist(who, "POST", path, in, key)
			var receipt struct {
				ID       string
				Revision int64
			}
			if err := json.Unmarshal(a.body, &receipt); a.status != status || err != nil {
				d.t.Errorf("%s %v: %s (asked %d times)", path, in, a, tries)
			}
			deeds[n] = deed{receipt.ID, key, act, receipt.Revision, time.Since(began)}
		})
	}
	all.Wait()
	for _, other := range deeds {
		if other.lawsuit != deeds[0].lawsuit || other.revision != deeds[0].revision {
			d.t.Errorf("%s %s: one was told %+v, another %+v", path, key, deeds[0], other)
		}
	}
	if deeds[0].lawsuit == "" {
		d.t.FailNow()
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.told = append(d.told, deeds[0])
	return deeds[0]
}

// mainJob is what a lawsuit over a demolition that was served 14 days ago goes
// through until it is before the court.
func (l *lawsuit) mainJob() []step {
	ago := l.ago
	return []step{
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
}
