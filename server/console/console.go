// Package console shows Temporal's web console on the server's own address, to those
// who may see every lawsuit. Temporal's console asks nobody who they are and can end
// workflows; here it stands behind the sign-in, and only what reads is let through.
package console

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/server/problem"
	"yingsu/workflows/dial/envelope"
)

// Path is where the console stands on the server. Temporal's console has to be told:
// it is its public path.
const Path = "/console"

// Console passes on what Temporal's console answers.
type Console struct {
	office   *office.Office
	gate     *auth.Gate
	upstream *url.URL // nil: there is none to pass on
	keys     envelope.Keys
	readers  readers
}

// New returns the console that answers at an address which only the server reaches.
func New(o *office.Office, g *auth.Gate, upstream *url.URL, keys envelope.Keys) *Console {
	return &Console{office: o, gate: g, upstream: upstream, keys: keys}
}

// Mount adds the console to a server.
func (c *Console) Mount(e *echo.Echo) {
	for _, path := range []string{Path, Path + "/*"} {
		e.Any(path, c.show, readsOnly, c.gate.Identify(), c.admit)
	}
	e.POST(Path+"/api/v1/namespaces/:namespace/workflows/:workflow/query/"+details, c.query, c.gate.SameOrigin(), c.gate.Identify(), c.admit)
	e.POST(CodecPath+"/decode", c.open, c.gate.SameOrigin(), c.gate.NoForms, c.gate.Identify(), c.admit)
}

// readsOnly turns away whatever could change something, before anybody is asked who
// they are: of Temporal's interface, which the console uses, all that changes anything
// and all that asks a workflow is a POST, a PUT, a PATCH or a DELETE. What a workflow
// is asked for its details, and the opening of envelopes, have routes of their own.
func readsOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if m := c.Request().Method; m == http.MethodGet || m == http.MethodHead {
			return next(c)
		}
		c.Response().Header().Set(echo.HeaderAllow, "GET, HEAD")
		return &models.Error{Code: problem.MethodNotAllowed, Detail: "流程控制台只供查看，不能办理、终止或者更改案件流程。办理请到案件页面。"}
	}
}

// admit lets in those who may look; who is not signed in is asked to, where a browser
// wants a page.
func (c *Console) admit(next echo.HandlerFunc) echo.HandlerFunc {
	return func(e echo.Context) error {
		r := e.Request()
		who, user, known := auth.Who(e)
		page := r.Method != http.MethodPost && strings.Contains(r.Header.Get(echo.HeaderAccept), echo.MIMETextHTML)
		switch {
		case !known && page:
			return e.Redirect(http.StatusSeeOther, "/sign-in?"+url.Values{"next": {r.URL.RequestURI()}}.Encode())
		case known && user.MustChange && page:
			return e.Redirect(http.StatusSeeOther, "/account")
		case known && user.MustChange:
			return &models.Error{Code: models.Forbidden, Detail: "请先修改由他人设置的密码。", Link: "/account"}
		case c.gate.StepMissing(user) && page:
			return e.Redirect(http.StatusSeeOther, auth.ToStep(r.URL.RequestURI()))
		case c.gate.StepMissing(user):
			return auth.StepFirst
		}
		if err := c.office.Admit(r.Context(), who, office.Console, r.Method+" "+Path); err != nil {
			return err
		}
		return next(e)
	}
}

// details is the one thing that the console's page may ask a workflow: what the lawsuit
// says of itself now. The SDK answers it, and nothing comes of it.
const details = "__temporal_workflow_metadata"

// query passes that question on, and nothing else of what was sent.
func (c *Console) query(e echo.Context) error {
	var sent struct{ Execution struct{ RunID string } }
	r := e.Request()
	if err := json.NewDecoder(http.MaxBytesReader(e.Response(), r.Body, doors.MaxBody)).Decode(&sent); err != nil {
		return &models.Error{Code: problem.BadRequest, Detail: "请求无法识别。"}
	}
	asked, err := json.Marshal(map[string]any{"execution": map[string]string{"runId": sent.Execution.RunID}})
	if err != nil {
		return err
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(asked)), int64(len(asked))
	return c.pass(e, func(a *http.Response) error { return c.refresh(e, a) })
}

// show passes a request on.
func (c *Console) show(e echo.Context) error {
	return c.pass(e, func(*http.Response) error { return nil })
}

// pass passes a request on, and its answer once it has been changed.
func (c *Console) pass(e echo.Context, change func(*http.Response) error) error {
	r := e.Request()
	if c.upstream == nil || !c.ours(r.URL.Path) {
		return echo.ErrNotFound
	}
	var failure error
	proxy := httputil.ReverseProxy{
		Transport: transport,
		Rewrite:   c.ask,
		ModifyResponse: func(a *http.Response) error {
			if err := change(a); err != nil {
				return err
			}
			if err := c.answer(a); err != nil {
				return err
			}
			for name := range a.Header { // what it says of itself goes before what is said of all
				e.Response().Header().Del(name)
			}
			return nil
		},
		ErrorHandler: func(_ http.ResponseWriter, _ *http.Request, err error) { failure = err },
	}
	proxy.ServeHTTP(e.Response(), r)
	switch {
	case failure == nil:
		return nil
	case r.Context().Err() != nil: // nobody waits any more
		return e.NoContent(http.StatusNoContent)
	}
	slog.ErrorContext(r.Context(), "the console does not answer", "upstream", c.upstream.Host, "error", failure)
	return &models.Error{Code: models.Unavailable, Detail: "流程控制台暂时无法连接，请稍后再查；案件页面和办理日志不受影响。"}
}

// ours tells whether a path leads to nothing of another namespace: one Temporal may
// carry other programs' workflows, too.
func (c *Console) ours(path string) bool {
	below, in := strings.CutPrefix(path, Path+"/api/v1/namespaces/")
	namespace, _, _ := strings.Cut(below, "/")
	return !in || namespace == c.office.Namespace
}

var transport = func() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy = nil // it is a neighbour
	return t
}()

// ask puts a request to Temporal's console. It is not told who asks, nor handed what
// would prove it.
func (c *Console) ask(p *httputil.ProxyRequest) {
	p.SetURL(c.upstream)
	told := http.Header{}
	for _, name := range []string{"Accept", "Accept-Language", "Caller-Type", "If-Modified-Since", "If-None-Match"} {
		if said := p.In.Header.Values(name); said != nil {
			told[name] = said
		}
	}
	if p.In.Method == http.MethodPost {
		told.Set("Content-Type", echo.MIMEApplicationJSON)
		told.Set("Sec-Fetch-Site", "same-origin") // as was looked at here
	}
	if constant(p.In.URL.Path) {
		told["Accept-Encoding"] = p.In.Header.Values("Accept-Encoding")
	}
	p.Out.Header = told
}

// constant tells whether what a path leads to is named by its content.
func constant(path string) bool { return strings.HasPrefix(path, Path+"/_app/immutable/") }

// answer leaves of Temporal's answer what it is about, and says how browsers are to
// treat it.
func (c *Console) answer(r *http.Response) error {
	said, path := r.Header, r.Request.URL.Path
	r.Header = http.Header{}
	for _, name := range []string{"Content-Type", "Content-Length", "Content-Encoding", "Etag", "Last-Modified", "Location", "Vary"} {
		if values := said.Values(name); values != nil {
			r.Header[name] = values
		}
	}
	h := r.Header
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cache-Control", "no-store")
	switch {
	case path == Path+"/render": // what a lawsuit says of itself, in a frame without scripts
		h.Set("Content-Security-Policy", said.Get("Content-Security-Policy"))
		h.Set("X-Frame-Options", "SAMEORIGIN")
		return nil
	case constant(path) && r.StatusCode == http.StatusOK:
		h.Set("Cache-Control", "private, max-age=31536000, immutable")
	case strings.HasPrefix(h.Get("Content-Type"), echo.MIMETextHTML):
		return c.confine(r)
	}
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	return nil
}

// inline finds the scripts that stand in the console's page: its own, and ours.
var inline = regexp.MustCompile(`(?s)<script>(.*?)</script>`)

// confine lets the console's page load nothing but what this server serves, and send
// nothing anywhere else: in its settings a reader could name another decoder. Behind
// a public path it comes without a policy of its own.
func (c *Console) confine(r *http.Response) error {
	page, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	if err := r.Body.Close(); err != nil {
		return err
	}
	page = bytes.Replace(page, []byte("<head>"), []byte("<head><script>"+c.preset()+"</script>"), 1)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(page)), int64(len(page))
	r.Header.Set("Content-Length", strconv.Itoa(len(page)))
	scripts := "'self'"
	for _, s := range inline.FindAllSubmatch(page, -1) {
		sum := sha256.Sum256(s[1])
		scripts += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	r.Header.Set("Content-Security-Policy", "default-src 'none'; script-src "+scripts+"; style-src 'self' 'unsafe-inline'; "+
		"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; worker-src 'self' blob:; "+
		"manifest-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'")
	return nil
}
