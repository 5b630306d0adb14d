package site_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/office"
	"yingsu/server/site"
	"yingsu/workflows/dial"
)

// newSite returns a server on an empty ledger, without Temporal.
func newSite(t *testing.T, proxies ...*net.IPNet) *echo.Echo {
	t.Helper()
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	must(t, err)
	t.Cleanup(func() { ledger.Close() })
	temporal, err := dial.Lazily("127.0.0.1:1")
	must(t, err)
	t.Cleanup(temporal.Close)
	e, err := site.New(site.Options{
		Office: office.New(ledger, temporal, office.Settings{}), Gate: &auth.Gate{Store: ledger, Secure: true}, Proxies: proxies,
	})
	must(t, err)
	return e
}

func ask(h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "from" {
			r.RemoteAddr = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, r)
	return answer
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The address of a calendar is a secret: no line of the log has it.
func TestCalendarsInTheLog(t *testing.T) {
	var out bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&out, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	secret := strings.Repeat("s3Cret-", 6) + "A"
	if answer := ask(newSite(t), http.MethodGet, "/feeds/"+secret+".ics"); answer.Code != http.StatusNotFound {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if said := out.String(); strings.Contains(said, "s3Cret") || !strings.Contains(said, `"path":"/feeds/:file"`) {
		t.Error(said)
	}
}

// Every answer says how browsers are to treat it, errors too.
func TestHeaders(t *testing.T) {
	quiet(t)
	e := newSite(t)
	for _, request := range []string{"GET /healthz", "GET /openapi.json", "GET /api/v1/lawsuits", "GET /api/v1/nothing", "TRACE /healthz", "POST /api/v1/session"} {
		method, path, _ := strings.Cut(request, " ")
		answer := ask(e, method, path)
		for header, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
			"Strict-Transport-Security": "max-age=31536000", "X-Frame-Options": "DENY",
		} {
			if got := answer.Header().Get(header); got != want {
				t.Errorf("%s: %s is %q", request, header, got)
			}
		}
		if !strings.Contains(answer.Header().Get("Content-Security-Policy"), "default-src 'none'") || answer.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s: %v", request, answer.Header())
		}
		if method == "TRACE" && answer.Code != 405 {
			t.Errorf("%s: %d", request, answer.Code)
		}
	}
}

// A request id from a proxy is kept, and nothing that could forge a log line.
func TestRequestID(t *testing.T) {
	quiet(t)
	e := newSite(t)
	if got := ask(e, "GET", "/healthz", "X-Request-Id", "abc-123-def").Header().Get("X-Request-Id"); got != "abc-123-def" {
		t.Errorf("got %q", got)
	}
	for _, forged := range []string{"short", "with spaces in it", "line\nbreak\nline", strings.Repeat("x", 65)} {
		if got := ask(e, "GET", "/healthz", "X-Request-Id", forged).Header().Get("X-Request-Id"); got == forged || len(got) != 36 {
			t.Errorf("%q became %q", forged, got)
		}
	}
}

// The log says who asked for what, and holds no tokens, bodies or queries.
func TestLog(t *testing.T) {
	log := quiet(t)
	e := newSite(t)
	ask(e, "GET", "/api/v1/lawsuits?q=secret-name", "Authorization", "Bearer secret-token", "Cookie", "yingsu=secret-cookie")
	line := log.String()
	for _, want := range []string{"request_id=", "method=GET", "path=/api/v1/lawsuits ", "status=401", "latency=", "address=192.0.2.1"} {
		if !strings.Contains(line, want) {
			t.Errorf("the log lacks %q: %s", want, line)
		}
	}
	if strings.Contains(line, "secret") {
		t.Errorf("the log tells a secret: %s", line)
	}
}

// Nobody's word about an address is taken but our own proxies'.
func TestAddress(t *testing.T) {
	log := quiet(t)
	ask(newSite(t), "GET", "/api/v1/units", "X-Forwarded-For", "203.0.113.9", "X-Real-IP", "203.0.113.9")
	if !strings.Contains(log.String(), "address=192.0.2.1") {
		t.Errorf("believed a client: %s", log)
	}
	log.Reset()
	_, proxy, err := net.ParseCIDR("192.0.2.1/32")
	must(t, err)
	ask(newSite(t, proxy), "GET", "/api/v1/units", "X-Forwarded-For", "10.0.0.7, 203.0.113.9")
	if !strings.Contains(log.String(), "address=203.0.113.9") {
		t.Errorf("did not believe the proxy, or believed the client: %s", log)
	}
}

func TestMetricsAreForThisMachine(t *testing.T) {
	quiet(t)
	e := newSite(t)
	ask(e, "GET", "/api/v1/lawsuits")
	ask(e, "BREW", "/coffee")
	answer := ask(e, "GET", "/metrics", "from", "127.0.0.1:4711")
	for _, want := range []string{`yingsu_http_request_seconds_count{method="GET",route="/api/v1/lawsuits",status="401"} 1`, `go_goroutines`} {
		if answer.Code != 200 || !strings.Contains(answer.Body.String(), want) {
			t.Errorf("%d, lacks %s", answer.Code, want)
		}
	}
	if strings.Contains(answer.Body.String(), "BREW") || strings.Contains(answer.Body.String(), "coffee") {
		t.Error("a stranger can add series")
	}
	for _, headers := range [][]string{{"from", "192.0.2.1:4711"}, {"from", "127.0.0.1:4711", "X-Forwarded-For", "127.0.0.1"}} {
		if answer := ask(e, "GET", "/metrics", headers...); answer.Code != 403 {
			t.Errorf("%v: %d", headers, answer.Code)
		}
	}
}

// A panic ends one request, and tells nobody what it was.
func TestPanic(t *testing.T) {
	log := quiet(t)
	e := newSite(t)
	e.GET("/panic", func(echo.Context) error { panic("secret state") })
	answer := ask(e, "GET", "/panic")
	if answer.Code != 500 || strings.Contains(answer.Body.String(), "secret") || !strings.Contains(answer.Body.String(), "系统内部错误") {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if !strings.Contains(log.String(), "secret state") || !strings.Contains(log.String(), "status=500") {
		t.Errorf("log: %s", log)
	}
}

// Serve answers what is under way before it ends.
func TestServeDrains(t *testing.T) {
	quiet(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	started := make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(started)
		time.Sleep(100 * time.Millisecond)
		_, _ = io.WriteString(w, "done")
	})
	ended := make(chan error, 1)
	go func() { ended <- site.Serve(ctx, l, slow) }()
	go func() { <-started; stop() }()
	answer, err := http.Get("http://" + l.Addr().String())
	must(t, err)
	body, err := io.ReadAll(answer.Body)
	must(t, errors.Join(err, answer.Body.Close(), <-ended))
	if string(body) != "done" {
		t.Errorf("answer %q", body)
	}
}

// A request that comes to a server whose ledger is closed already may be sent
// again, to another one.
func TestStopping(t *testing.T) {
	quiet(t)
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	must(t, err)
	e, err := site.New(site.Options{Office: office.New(ledger, nil, office.Settings{}), Gate: &auth.Gate{Store: ledger, Secure: true}})
	must(t, err)
	must(t, ledger.Close())
	for _, accept := range []string{"application/json", "text/html"} {
		answer := ask(e, "GET", "/api/v1/lawsuits", "Authorization", "Bearer x", "Accept", accept)
		page := ask(e, "GET", "/lawsuits", "Cookie", "__Host-yingsu=x", "Accept", accept)
		for _, a := range []*httptest.ResponseRecorder{answer, page} {
			if a.Code != 503 || a.Header().Get("Retry-After") == "" {
				t.Errorf("%s: %d %v %s", accept, a.Code, a.Header(), a.Body)
			}
		}
	}
}

// quiet catches the log.
func quiet(t *testing.T) *bytes.Buffer {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &log
}

// TestTheOutboxIsAFigure: what waits, and for how long, can be watched.
func TestTheOutboxIsAFigure(t *testing.T) {
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	must(t, err)
	t.Cleanup(func() { ledger.Close() })
	temporal, err := dial.Lazily("127.0.0.1:1")
	must(t, err)
	t.Cleanup(temporal.Close)
	e, err := site.New(site.Options{Office: office.New(ledger, temporal, office.Settings{}), Gate: &auth.Gate{Store: ledger}})
	must(t, err)
	figures := func() string { return ask(e, "GET", "/metrics", "from", "127.0.0.1:1").Body.String() }
	if s := figures(); !strings.Contains(s, "yingsu_outbox_age_seconds 0\n") || !strings.Contains(s, "yingsu_outbox_waiting 0\n") {
		t.Errorf("an empty outbox: %s", s)
	}
	_, err = ledger.CreateUser(t.Context(), models.User{Username: "clerk", Name: "林文", Role: models.Clerk, PasswordHash: "-"})
	must(t, err)
	ledger.PostBy("drop")
	must(t, ledger.Tell(t.Context(), "", models.Notice{Key: "1", To: []models.Recipient{{Role: models.Clerk}}, Title: "提醒"}))
	if s := figures(); !strings.Contains(s, "yingsu_outbox_waiting 1\n") || strings.Contains(s, "yingsu_outbox_age_seconds 0\n") {
		t.Errorf("with a delivery that waits: %s", s)
	}
}
