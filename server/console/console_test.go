package console_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/office"
	"yingsu/server/site"
	"yingsu/workflows/dial"
	"yingsu/workflows/dial/envelope"
)

const password = "Haibian-2026"

// rig is a server in front of something that stands for Temporal's console.
type rig struct {
	*testing.T
	ledger *store.Store
	gate   *auth.Gate
	site   http.Handler

	upstream *httptest.Server
	asked    []*http.Request
	answer   http.HandlerFunc
	keys     envelope.Keys
}

func newRig(t *testing.T) *rig {
	t.Helper()
	before := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	t.Cleanup(func() { slog.SetDefault(before) })
	r := &rig{T: t, answer: func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") }}
	var err error
	r.ledger, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	must(t, err)
	t.Cleanup(func() { r.ledger.Close() })
	hash := auth.HashPassword(password)
	for _, role := range models.Roles {
		_, err := r.ledger.CreateUser(t.Context(), models.User{Username: string(role), Name: role.Title(), Role: role, PasswordHash: hash})
		must(t, err)
	}
	_, err = r.ledger.CreateUser(t.Context(), models.User{Username: "newcomer", Name: "新来者", Role: models.Supervisor, PasswordHash: hash, MustChange: true})
	must(t, err)
	temporal, err := dial.Lazily("127.0.0.1:1")
	must(t, err)
	t.Cleanup(temporal.Close)
	r.upstream = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		r.asked = append(r.asked, request)
		r.answer(w, request)
	}))
	t.Cleanup(r.upstream.Close)
	at, err := url.Parse(r.upstream.URL)
	must(t, err)
	file := filepath.Join(t.TempDir(), "keys")
	must(t, os.WriteFile(file, []byte("2026a MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="), 0o600))
	r.keys, err = envelope.Read(file)
	must(t, err)
	r.gate = &auth.Gate{Store: r.ledger, StepOptional: true} // nobody has a phone
	r.site, err = site.New(site.Options{Office: office.New(r.ledger, temporal, office.Settings{Namespace: "yingsu"}), Gate: r.gate, Console: at, Keys: r.keys})
	must(t, err)
	return r
}

// as signs somebody in.
func (r *rig) as(username string) (cookie string) {
	r.Helper()
	token, _, err := r.gate.SignIn(r.Context(), auth.Credentials{Username: username, Password: password, Address: "192.0.2.1"})
	must(r.T, err)
	return "yingsu=" + token
}

func (r *rig) ask(cookie, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r.Helper()
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Accept", "text/html,application/json")
	if cookie != "" {
		request.Header.Set("Cookie", cookie)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	r.site.ServeHTTP(answer, request)
	return answer
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Those who see every lawsuit look; everybody else is told why not, on record; who is
// not signed in is asked to and comes back to where they wanted to go.
func TestWhoMayLook(t *testing.T) {
	r := newRig(t)
	for _, role := range models.Roles {
		want := http.StatusForbidden
		if role.SeesEverything() {
			want = http.StatusOK
		}
		answer := r.ask(r.as(string(role)), "GET", "/console/namespaces/yingsu/workflows", "")
		if answer.Code != want {
			t.Errorf("%s: %d, want %d", role, answer.Code, want)
		}
		if want == http.StatusForbidden {
			if !strings.Contains(answer.Body.String(), "流程控制台由区司法局和监督人员查看，您的身份是"+role.Title()) {
				t.Errorf("%s is told: %s", role, answer.Body)
			}
			kept, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Username: string(role), Outcome: "refused"})
			if err != nil || len(kept) != 1 || kept[0].Action != "GET /console" {
				t.Errorf("%s: on record is %v, %v", role, kept, err)
			}
		}
	}
	if len(r.asked) != 4 {
		t.Errorf("%d requests came through", len(r.asked))
	}

	answer := r.ask("", "GET", "/console/namespaces/yingsu/workflows?query=Overdue%3Dtrue", "")
	if to := answer.Header().Get("Location"); answer.Code != http.StatusSeeOther || to != "/sign-in?next=%2Fconsole%2Fnamespaces%2Fyingsu%2Fworkflows%3Fquery%3DOverdue%253Dtrue" {
		t.Errorf("without a sign-in: %d to %q", answer.Code, to)
	}
	if answer := r.ask("", "GET", "/console/api/v1/settings", "", "Accept", "application/json"); answer.Code != http.StatusUnauthorized {
		t.Errorf("a script without a sign-in: %d", answer.Code)
	}
	if answer := r.ask(r.as("newcomer"), "GET", "/console", ""); answer.Header().Get("Location") != "/account" {
		t.Errorf("before the password is changed: %d", answer.Code)
	}
	if answer := r.ask(r.as("newcomer"), "GET", "/console/api/v1/settings", "", "Accept", "application/json"); answer.Code != http.StatusForbidden {
		t.Errorf("a script before the password is changed: %d", answer.Code)
	}
	r.gate.StepOptional = false
	if answer := r.ask(r.as("admin"), "GET", "/console", ""); answer.Header().Get("Location") != "/account/security?next=%2Fconsole" {
		t.Errorf("before the second step is set up: %d", answer.Code)
	}
	if answer := r.ask(r.as("admin"), "GET", "/console/api/v1/settings", "", "Accept", "application/json"); answer.Code != http.StatusForbidden || !strings.Contains(answer.Body.String(), "须启用两步验证") {
		t.Errorf("a script before the second step is set up: %d", answer.Code)
	}
}

// What could change a workflow, or ask it, gets no further than this, whoever asks.
func TestNothingIsWritten(t *testing.T) {
	r := newRig(t)
	const in = "/console/api/v1/namespaces/yingsu"
	writes := []string{
		"POST " + in + "/workflows/1/terminate", "POST " + in + "/workflows/1/cancel", "POST " + in + "/workflows/1/signal/law_changed",
		"POST " + in + "/workflows/1/reset", "POST " + in + "/workflows/1/query/file", "POST " + in + "/workflows/1/update/record_judgment",
		"POST " + in + "/workflows/1/pause", "POST " + in + "/workflows/1", "DELETE " + in + "/workflows/1", "POST " + in + "/batch-operations/1",
		"POST " + in + "/batch-operations/1/stop", "POST " + in + "/schedules/1", "PATCH " + in + "/schedules/1", "DELETE " + in + "/schedules/1",
		"POST " + in + "/activities/reset", "POST " + in + "/activities/complete", "PUT " + in + "/task-queues/1/worker-build-id-compatibility",
		"POST /console/api/v1/namespaces", "PUT /console/api/v1/namespaces/yingsu", "POST /console", "PUT /console/anything", "OPTIONS /console", "TRACE /console",
		"POST /console/codec/encode", "CONNECT /console", "PROPFIND /console",
	}
	for _, who := range []string{"", "supervisor", "director", "admin", "unit_clerk"} {
		cookie := ""
		if who != "" {
			cookie = r.as(who)
		}
		for _, write := range writes {
			method, path, _ := strings.Cut(write, " ")
			if answer := r.ask(cookie, method, path, "{}", "X-HTTP-Method-Override", "GET"); answer.Code != http.StatusMethodNotAllowed {
				t.Errorf("%s as %q: %d", write, who, answer.Code)
			}
		}
	}
	answer := r.ask(r.as("supervisor"), "GET", in+"/workflows", "", "X-HTTP-Method-Override", "POST")
	if answer.Code != http.StatusOK || len(r.asked) != 1 || r.asked[0].Header.Get("X-HTTP-Method-Override") != "" {
		t.Errorf("%d with %d requests that came through", answer.Code, len(r.asked))
	}
}

// A workflow is asked for its details, and for nothing else that came along.
func TestDetailsAreAsked(t *testing.T) {
	r := newRig(t)
	var got string
	r.answer = func(_ http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		got = request.Method + " " + request.RequestURI + " " + request.Header.Get("Content-Type") + " " + string(body)
	}
	const path = "/console/api/v1/namespaces/yingsu/workflows/%E6%A1%881/query/__temporal_workflow_metadata"
	const body = `{"execution":{"workflowId":"other","runId":"run-1"},"query":{"queryType":"__stack_trace","queryArgs":{}},"namespace":"other"}`
	supervisor := r.as("supervisor")
	answer := r.ask(supervisor, "POST", path, body, "Content-Type", "text/plain", "Sec-Fetch-Site", "same-origin")
	if want := "POST " + path + ` application/json {"execution":{"runId":"run-1"}}`; answer.Code != http.StatusOK || got != want {
		t.Errorf("%d, asked was %s", answer.Code, got)
	}
	for name, c := range map[string]struct {
		cookie, path, body, site string
		want                     int
	}{
		"without a sign-in": {"", path, body, "same-origin", http.StatusUnauthorized}, "from another site": {supervisor, path, body, "cross-site", http.StatusForbidden},
		"a role that sees less": {r.as("unit_clerk"), path, body, "same-origin", http.StatusForbidden}, "no JSON": {supervisor, path, "x", "same-origin", http.StatusBadRequest},
		"another namespace": {supervisor, strings.Replace(path, "yingsu", "other", 1), body, "same-origin", http.StatusNotFound},
		"another question":  {supervisor, strings.Replace(path, "__temporal_workflow_metadata", "__stack_trace", 1), body, "same-origin", http.StatusMethodNotAllowed},
	} {
		if answer := r.ask(c.cookie, "POST", c.path, c.body, "Sec-Fetch-Site", c.site); answer.Code != c.want {
			t.Errorf("%s: %d, want %d", name, answer.Code, c.want)
		}
	}
	if len(r.asked) != 1 {
		t.Errorf("%d questions came through", len(r.asked))
	}
}

// Temporal's console learns nothing of who asks, and sets nothing in their browser;
// of other namespaces nothing is shown.
func TestWhatPasses(t *testing.T) {
	r := newRig(t)
	r.answer = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Set-Cookie", "_csrf=1")
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"a":1}`)
	}
	supervisor := r.as("supervisor")
	number := "/console/api/v1/namespaces/yingsu/workflows/%EF%BC%882026%EF%BC%89%E9%B2%8110%E8%A1%8C%E5%88%9D1%E5%8F%B7"
	answer := r.ask(supervisor, "GET", number+"?a=b", "", "X-Forwarded-For", "203.0.113.9", "Authorization-Extras", "x")
	if answer.Code != http.StatusOK || answer.Body.String() != `{"a":1}` {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	told := r.asked[0]
	for _, name := range []string{"Cookie", "Authorization", "Authorization-Extras", "X-Forwarded-For", "Origin"} {
		if told.Header.Get(name) != "" {
			t.Errorf("it is told %s: %s", name, told.Header.Get(name))
		}
	}
	if told.RequestURI != number+"?a=b" {
		t.Errorf("it is asked for %s", told.RequestURI)
	}
	h := answer.Header()
	if h.Get("Set-Cookie") != "" || h.Get("Access-Control-Allow-Origin") != "" || h.Get("Cache-Control") != "no-store" || len(h.Values("Content-Security-Policy")) != 1 {
		t.Errorf("the answer says %v", h)
	}
	for _, path := range []string{"/console/api/v1/namespaces/other/workflows", "/console/api/v1/namespaces/temporal-system/workflows"} {
		if answer := r.ask(supervisor, "GET", path, ""); answer.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.Code)
		}
	}
}

// The console's page runs its own script and nothing else, and sends nothing away.
func TestPolicyOfThePage(t *testing.T) {
	r := newRig(t)
	r.answer = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", "frame-src 'self'")
		_, _ = io.WriteString(w, "<body><script>start()</script></body>")
	}
	supervisor := r.as("supervisor")
	answer := r.ask(supervisor, "GET", "/console/", "")
	policy := answer.Header().Values("Content-Security-Policy")
	if len(policy) != 1 || !strings.Contains(policy[0], "script-src 'self' 'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='") || !strings.Contains(policy[0], "connect-src 'self';") {
		t.Errorf("%q", policy)
	}
	if answer.Body.String() != "<body><script>start()</script></body>" || answer.Header().Get("X-Frame-Options") != "DENY" {
		t.Errorf("%s %v", answer.Body, answer.Header())
	}
	answer = r.ask(supervisor, "GET", "/console/render?content=x", "")
	if h := answer.Header(); h.Get("Content-Security-Policy") != "frame-src 'self'" || h.Get("X-Frame-Options") != "SAMEORIGIN" {
		t.Errorf("the frame says %v", h)
	}
	answer = r.ask(supervisor, "GET", "/console/_app/immutable/entry/start.js", "")
	if !strings.Contains(answer.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("a file that is named by its content says %v", answer.Header())
	}
}

func TestWithoutTheConsole(t *testing.T) {
	r := newRig(t)
	r.upstream.Close()
	answer := r.ask(r.as("supervisor"), "GET", "/console", "")
	if answer.Code != http.StatusServiceUnavailable || !strings.Contains(answer.Body.String(), "流程控制台暂时无法连接") || answer.Header().Get("Content-Security-Policy") == "" {
		t.Errorf("%d %v %s", answer.Code, answer.Header(), answer.Body)
	}
}
