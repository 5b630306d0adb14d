package provider_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/dev/provider"
	"yingsu/server/office"
	"yingsu/server/site"
)

// Everybody's password, and a cheap hash of it.
const (
	password = "password"
	hash     = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
)

// world is a whole site whose people may sign in by a provider.
type world struct {
	*testing.T
	provider *provider.Provider
	gate     *auth.Gate
	ledger   *store.Store
	site     *httptest.Server
	clerk    models.User
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t}
	var err error
	w.ledger, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	w.must(err)
	t.Cleanup(func() { w.must(w.ledger.Close()) })
	nobody, err := client.NewLazyClient(client.Options{HostPort: "127.0.0.1:1", Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	w.must(err)
	t.Cleanup(nobody.Close)

	var handler http.Handler
	w.site = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { handler.ServeHTTP(rw, r) }))
	t.Cleanup(w.site.Close)
	w.provider = provider.Start(t, w.site.URL+auth.ReturnPath)
	w.gate = &auth.Gate{Store: w.ledger, Site: w.site.URL, Provider: &auth.Provider{Issuer: w.provider.URL, ClientID: provider.Client, ClientSecret: provider.Secret}}
	handler, err = site.New(site.Options{Gate: w.gate, Office: office.New(w.ledger, nobody, office.Settings{Site: w.site.URL})})
	w.must(err)

	w.must(w.ledger.AddUnit(t.Context(), models.Unit{Name: "区司法局", FullName: "威海市环翠区司法局", Kind: models.Department}))
	for _, u := range []models.User{{Username: "clerk", Name: "林小文", Role: models.Clerk, Unit: "区司法局"}, {Username: "reviewer", Name: "周审之", Role: models.Reviewer, Unit: "区司法局"}} {
		u.PasswordHash = hash
		_, err = w.ledger.CreateUser(t.Context(), u)
		w.must(err)
	}
	w.clerk, err = w.ledger.UserByName(t.Context(), "clerk")
	w.must(err)
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// bound has the clerk's account bound to a subject.
func (w *world) bound(subject string) {
	w.must(w.ledger.BindIdentity(w.Context(), models.Identity{UserID: w.clerk.ID, Issuer: w.provider.URL, Subject: subject, BoundAt: time.Now()}))
}

// browser is one person's; page is the last one that it was shown.
type browser struct {
	*world
	*http.Client
	status int
	page   string
	to     string // where it is sent, if anywhere
}

func (w *world) browser() *browser {
	jar, err := cookiejar.New(nil)
	w.must(err)
	return &browser{world: w, Client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (b *browser) get(address string) *browser {
	b.Helper()
	if strings.HasPrefix(address, "/") {
		address = b.site.URL + address
	}
	q, err := http.NewRequest(http.MethodGet, address, nil)
	b.must(err)
	return b.send(q)
}

// post sends the form of the last page that leads to a path, filled in.
func (b *browser) post(path string, fields ...string) *browser {
	b.Helper()
	form := url.Values{}
	if found := regexp.MustCompile(`name="csrf" value="([^"]+)"`).FindStringSubmatch(b.page); found != nil {
		form.Set("csrf", found[1])
	}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	q, err := http.NewRequest(http.MethodPost, b.site.URL+path, strings.NewReader(form.Encode()))
	b.must(err)
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(q)
}

func (b *browser) send(q *http.Request) *browser {
	b.Helper()
	q.Header.Set("Accept", "text/html")
	got, err := b.Do(q)
	b.must(err)
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	b.must(err)
	b.status, b.page, b.to = got.StatusCode, string(body), got.Header.Get("Location")
	for _, c := range got.Header["Set-Cookie"] {
		if !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=") {
			b.Errorf("a cookie that scripts or other sites may use: %s", c)
		}
	}
	return b
}

func (b *browser) want(status int, words ...string) *browser {
	b.Helper()
	if b.status != status {
		b.Errorf("status %d, want %d: %s", b.status, status, b.page)
	}
	for _, word := range words {
		if !strings.Contains(b.page+b.to, word) {
			b.Errorf("does not say %q: %s %s", word, b.page, b.to)
		}
	}
	return b
}

// signedIn tells whether the browser has a session, of the pages and of the interface.
func (b *browser) signedIn() bool {
	b.Helper()
	page := b.get("/account").status == http.StatusOK
	program := b.get("/api/v1/session").status == http.StatusOK
	if page != program {
		b.Errorf("the pages say %v, the interface %v", page, program)
	}
	return page
}

// outAndBack goes to the provider, signs in there, and returns where it is sent back to.
func (b *browser) outAndBack(subject string) string {
	b.Helper()
	b.get("/sign-in/provider?next=%2Flawsuits").want(http.StatusSeeOther, b.provider.URL, "code_challenge_method=S256", "state=", "nonce=")
	return b.provider.SignIn(b.T, b.to, subject).String()
}

const strayed, unbound = "统一身份认证没有完成", "该统一身份没有可以登录的账号"

func TestSignInByAProvider(t *testing.T) {
	w := newWorld(t)
	w.bound(provider.First)
	b := w.browser()
	b.get("/sign-in").want(http.StatusOK, "统一身份认证登录")
	b.get(b.outAndBack(provider.First)).want(http.StatusSeeOther, "/lawsuits")
	if !b.signedIn() {
		t.Error("not signed in")
	}
	b.get("/account").post("/sign-out").want(http.StatusSeeOther, "/sign-in?left=1")
	b.get(b.to).want(http.StatusOK, "一并退出", w.provider.URL+"/end_session")
	if b.signedIn() {
		t.Error("still signed in")
	}
	kept, err := w.ledger.Attempts(t.Context(), models.AttemptFilter{Username: "clerk", Action: "sign_in", Outcome: "done"})
	if err != nil || len(kept) != 1 || kept[0].Detail != "统一身份认证" {
		t.Errorf("on record: %v, %v", kept, err)
	}
}

// Whoever is signed in binds their account, by their password; once, and to nobody else's
// subject; and has it taken away again.
func TestBinding(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	b.get("/sign-in").post("/sign-in", "username", "clerk", "password", password)
	b.get("/account/security").want(http.StatusOK, "绑定统一身份认证")
	b.post("/account/security/identity", "password", "wrong").want(http.StatusUnprocessableEntity, "密码不正确")
	b.get("/account/security").post("/account/security/identity", "password", password).want(http.StatusOK, "前往统一身份认证登录")
	link := regexp.MustCompile(`href="(` + w.provider.URL + `/[^"]+)"`).FindStringSubmatch(b.page)
	if link == nil {
		t.Fatalf("no way to the provider: %s", b.page)
	}
	back := w.provider.SignIn(t, strings.ReplaceAll(link[1], "&amp;", "&"), provider.Second).String()
	stranger := w.browser()
	stranger.get(back).want(http.StatusUnauthorized, strayed) // in another browser
	b.get(back).want(http.StatusSeeOther, "done=bound")
	b.get("/account/security").want(http.StatusOK, "解除绑定")
	c := w.browser()
	if c.get(c.outAndBack(provider.Second)); !c.signedIn() {
		t.Error("the account was not bound")
	}
	other := w.browser()
	other.get("/sign-in").post("/sign-in", "username", "reviewer", "password", password)
	other.get("/account/security").post("/account/security/identity", "password", password)
	link = regexp.MustCompile(`href="(` + w.provider.URL + `/[^"]+)"`).FindStringSubmatch(other.page)
	other.get(w.provider.SignIn(t, strings.ReplaceAll(link[1], "&amp;", "&"), provider.Second).String()).want(http.StatusConflict, "已经绑定其他账号")
	b.get("/account/security").post("/account/security/identity/drop", "password", password).want(http.StatusSeeOther, "done=unbound")
	d := w.browser()
	d.get(d.outAndBack(provider.Second)).want(http.StatusUnauthorized, unbound)
}

// Coming back otherwise than by one's own way, and once, opens nothing.
func TestStrayWays(t *testing.T) {
	w := newWorld(t)
	w.bound(provider.First)
	back := func(b *browser) (string, url.Values) {
		u, err := url.Parse(b.outAndBack(provider.First))
		w.must(err)
		return u.Path + "?", u.Query()
	}
	for name, spoil := range map[string]func(q url.Values){
		"another state": func(q url.Values) { q.Set("state", "x") },
		"no state":      func(q url.Values) { q.Del("state") },
		"another code":  func(q url.Values) { q.Set("code", "x") },
		"no code":       func(q url.Values) { q.Del("code") },
		"an error":      func(q url.Values) { q.Set("error", "access_denied") },
		"hostile":       func(q url.Values) { q.Set("state", strings.Repeat("\x00<script>", 500)) },
	} {
		b := w.browser()
		path, q := back(b)
		spoil(q)
		if b.get(path+q.Encode()).want(http.StatusUnauthorized, strayed); b.signedIn() {
			t.Errorf("%s lets in", name)
		}
		path, q = back(w.browser()) // and what was kept is good for once
		_ = path
		b.get(auth.ReturnPath+"?"+q.Encode()).want(http.StatusUnauthorized, strayed)
	}

	b := w.browser()
	path, q := back(b)
	flow := b.Jar.Cookies(must(url.Parse(w.site.URL)))
	b.get(path+q.Encode()).want(http.StatusSeeOther, "/lawsuits")
	again := w.browser() // with the code and the cookie of a way that is over
	again.Jar.SetCookies(must(url.Parse(w.site.URL)), flow)
	if again.get(path+q.Encode()).want(http.StatusUnauthorized, strayed); again.signedIn() {
		t.Error("a code is good twice")
	}
	for _, kept := range []string{"", "x", strings.Repeat("A", 64), strings.Repeat("A", 4000)} {
		c := w.browser()
		c.Jar.SetCookies(must(url.Parse(w.site.URL)), []*http.Cookie{{Name: "yingsu-flow", Value: kept, Path: "/"}})
		c.get(path+q.Encode()).want(http.StatusUnauthorized, strayed)
		c.get("/sign-in").post("/sign-in/provider/code", "code", "123456").want(http.StatusUnauthorized, strayed)
	}
	kept, err := w.ledger.Attempts(t.Context(), models.AttemptFilter{Action: "sign_in", Outcome: "refused"})
	if err != nil || len(kept) < 10 {
		t.Errorf("%d refusals on record, %v", len(kept), err)
	}

	other := w.browser()
	path, q = back(other)
	w.provider.SayNonce("of another sign-in")
	if other.get(path+q.Encode()).want(http.StatusUnauthorized, strayed); other.signedIn() {
		t.Error("a token for another sign-in lets in")
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// A token that the provider made for another of its clients is not for us.
func TestAnotherAudience(t *testing.T) {
	w := newWorld(t)
	w.bound(provider.First)
	b := w.browser()
	b.get("/sign-in/provider")
	w.provider.Swap()
	to := strings.Replace(b.to, "client_id="+provider.Client, "client_id="+provider.Another, 1)
	if b.get(w.provider.SignIn(t, to, provider.First).String()).want(http.StatusUnauthorized, strayed); b.signedIn() {
		t.Error("let in")
	}
	kept, err := w.ledger.Attempts(t.Context(), models.AttemptFilter{Action: "sign_in", Outcome: "refused"})
	if err != nil || len(kept) != 1 || !strings.Contains(kept[0].Detail, "audience") {
		t.Errorf("on record: %v, %v", kept, err)
	}
}

// Unknown subjects, closed and locked accounts stay out; names at the provider open nothing.
func TestWhoStaysOut(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	b.get(b.outAndBack(provider.First)).want(http.StatusUnauthorized, unbound)
	w.bound(provider.First)
	yes := true
	w.must(w.ledger.UpdateUser(t.Context(), w.clerk.ID, models.UserChange{Disabled: &yes}))
	c := w.browser()
	c.get(c.outAndBack(provider.First)).want(http.StatusUnauthorized, unbound)
	no := false
	w.must(w.ledger.UpdateUser(t.Context(), w.clerk.ID, models.UserChange{Disabled: &no}))
	for range auth.Usual.Failures {
		d := w.browser()
		d.get("/sign-in").post("/sign-in", "username", "clerk", "password", "wrong")
	}
	d := w.browser()
	if d.get(d.outAndBack(provider.First)).want(http.StatusUnauthorized, unbound); b.signedIn() || c.signedIn() || d.signedIn() {
		t.Error("let in")
	}
}

// Who has a second step gives its code all the same, each once; guessing it locks.
func TestSecondStepAfterAProvider(t *testing.T) {
	w := newWorld(t)
	w.bound(provider.First)
	key, err := w.gate.NewSecondStep(models.Caller{Actor: w.clerk.Actor()}, "")
	w.must(err)
	w.must(w.ledger.SetTOTP(t.Context(), w.clerk.ID, key.Secret()))
	b := w.browser()
	b.get(b.outAndBack(provider.First)).want(http.StatusSeeOther, "/sign-in/provider/code")
	if b.signedIn() {
		t.Fatal("let in without a code")
	}
	b.get("/sign-in/provider/code").want(http.StatusOK, "动态验证码")
	b.post("/sign-in/provider/code", "code", "000000").want(http.StatusUnauthorized, "动态验证码不正确")
	code, err := totp.GenerateCode(key.Secret(), time.Now())
	w.must(err)
	b.post("/sign-in/provider/code", "code", code).want(http.StatusSeeOther, "/lawsuits")
	if !b.signedIn() {
		t.Error("not let in with a code")
	}
	c := w.browser()
	c.get(c.outAndBack(provider.First))
	c.get("/sign-in/provider/code").post("/sign-in/provider/code", "code", code).want(http.StatusUnauthorized, "已经用过")
	for range auth.Usual.Failures {
		c.post("/sign-in/provider/code", "code", "000000")
	}
	if c.want(http.StatusUnauthorized, unbound); c.signedIn() {
		t.Error("guessing does not lock")
	}
}

// A provider's word takes the place of the password, and not of the second step that an
// administrator needs (decision 0028): they are led to set it up like anybody else.
func TestAnAdministratorAfterAProvider(t *testing.T) {
	w := newWorld(t)
	w.bound(provider.First)
	role := models.Auditor
	w.must(w.ledger.UpdateUser(t.Context(), w.clerk.ID, models.UserChange{Role: &role}))
	b := w.browser()
	b.get(b.outAndBack(provider.First)).want(http.StatusSeeOther, "/lawsuits")
	b.get("/audit").want(http.StatusSeeOther, "/account/security?next=%2Faudit")
	b.get("/account/security?next=%2Faudit").want(http.StatusOK, "请先启用两步验证")
}

// While the provider is away it is said so, and the password opens all the same; once it is
// back, so does it.
func TestProviderAway(t *testing.T) {
	w := newWorld(t)
	w.bound(provider.First)
	w.provider.GoAway(true)
	b := w.browser()
	b.get("/sign-in").want(http.StatusOK, "统一身份认证登录")
	b.get("/sign-in/provider").want(http.StatusServiceUnavailable, "统一身份认证暂时无法连接", "密码")
	b.post("/sign-in", "username", "clerk", "password", password).want(http.StatusSeeOther)
	if !b.signedIn() {
		t.Error("the password does not open")
	}
	w.provider.GoAway(false)
	c := w.browser()
	back := c.outAndBack(provider.First)
	w.provider.GoAway(true)
	c.get(back).want(http.StatusServiceUnavailable, "统一身份认证暂时无法连接")
	w.provider.GoAway(false)
	d := w.browser()
	if d.get(d.outAndBack(provider.First)); !d.signedIn() {
		t.Error("the provider is back, and does not open")
	}
}

// Without a provider nothing of it is there.
func TestNoProvider(t *testing.T) {
	w := newWorld(t)
	w.gate.Provider = nil
	b := w.browser()
	if b.get("/sign-in").want(http.StatusOK); strings.Contains(b.page, "统一身份认证") {
		t.Error("the page offers it")
	}
	for _, path := range []string{"/sign-in/provider", auth.ReturnPath + "?code=x&state=y"} {
		if b.get(path); b.status < 400 || b.status >= 500 {
			t.Errorf("%s: %d", path, b.status)
		}
	}
	b.post("/sign-in", "username", "clerk", "password", password).want(http.StatusSeeOther)
	b.get("/api/v1/session").want(http.StatusOK)
	var said struct{ User struct{ Username string } }
	if err := json.Unmarshal([]byte(b.page), &said); err != nil || said.User.Username != "clerk" {
		t.Errorf("%s: %v", b.page, err)
	}
}
