package auth_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/office"
	"yingsu/workflows/measures"
)

// The clerk's password, and a cheap hash of it.
const (
	password = "password"
	hash     = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
)

// house is a gate with a clock in the test's hand, and one account.
type house struct {
	*testing.T
	gate  *auth.Gate
	clerk models.User

	mutex sync.Mutex
	time  time.Time
}

func newHouse(t *testing.T, limits auth.Limits) *house {
	t.Helper()
	t.Parallel()
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	must(t, err)
	t.Cleanup(func() { ledger.Close() })
	h := &house{T: t, time: time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC)}
	h.gate = &auth.Gate{Store: ledger, Now: h.now, Limits: limits}
	h.clerk = models.User{Username: "clerk", Name: "丛经办", Role: models.Clerk, Unit: measures.JusticeBureau, PasswordHash: hash}
	h.clerk.ID, err = ledger.CreateUser(t.Context(), h.clerk)
	must(t, err)
	return h
}

func (h *house) now() time.Time {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.time
}

func (h *house) wait(d time.Duration) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.time = h.time.Add(d)
}

func (h *house) signIn(username, password string) (string, error) {
	token, _, err := h.gate.SignIn(h.Context(), auth.Credentials{Username: username, Password: password, Address: "192.0.2.1"})
	return token, err
}

// entered signs the clerk in.
func (h *house) entered() string {
	h.Helper()
	token, err := h.signIn("clerk", password)
	must(h.T, err)
	return token
}

// knows tells whether a token is somebody's, through the middleware, and calls do
// with the request's context if it is.
func (h *house) knows(token string, do ...func(context.Context, models.Caller) error) bool {
	h.Helper()
	r := httptest.NewRequestWithContext(h.Context(), "GET", "/", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	found := false
	err := h.gate.Identify()(func(c echo.Context) error {
		who, _, ok := auth.Who(c)
		found = ok
		for _, f := range do {
			must(h.T, f(c.Request().Context(), who))
		}
		return nil
	})(echo.New().NewContext(r, httptest.NewRecorder()))
	must(h.T, err)
	return found
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks a refusal's code.
func refused(t *testing.T, err error, code models.Code) {
	t.Helper()
	var refusal *models.Error
	if !errors.As(err, &refusal) || refusal.Code != code || refusal.Detail == "" {
		t.Errorf("%v, want %s", err, code)
	}
}

func TestSignInAndOut(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	first, second := h.entered(), h.entered()
	if first == second || len(first) < 43 {
		t.Errorf("tokens %q and %q", first, second)
	}
	if !h.knows(first) || !h.knows(second) || h.knows("") || h.knows(first+"x") {
		t.Error("the wrong tokens are known")
	}
	must(t, h.gate.SignOut(t.Context(), first))
	if h.knows(first) || !h.knows(second) {
		t.Error("signing out ended the wrong session")
	}
}

func TestSessionEndsUnusedAndAtTheLatest(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	token := h.entered()
	h.wait(59 * time.Minute)
	if !h.knows(token) {
		t.Error("ended too early")
	}
	h.wait(61 * time.Minute)
	for range 2 { // the first look must not bring it back
		if h.knows(token) {
			t.Error("still known after an hour without use")
		}
	}
	token = h.entered()
	for range 9 {
		h.wait(50 * time.Minute)
		if !h.knows(token) {
			t.Fatal("ended although in use")
		}
	}
	h.wait(31 * time.Minute)
	if h.knows(token) {
		t.Error("still known after eight hours")
	}
}

// Five wrong passwords lock the account, for the right one too, and for half an
// hour; nobody else learns anything from it.
func TestLock(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	for range 5 {
		_, err := h.signIn("clerk", "wrong")
		refused(t, err, models.SignIn)
	}
	_, locked := h.signIn("clerk", password)
	_, unknown := h.signIn("nobody", password)
	var a, b *models.Error
	if !errors.As(locked, &a) || !errors.As(unknown, &b) || a.Detail != b.Detail {
		t.Errorf("%v\n%v", locked, unknown)
	}
	h.wait(31 * time.Minute)
	h.entered()
	for range 4 {
		_, _ = h.signIn("clerk", "wrong")
	}
	h.entered() // the count began anew
}

// Guesses sent all at once are no more than those sent one by one.
func TestLockHoldsAgainstManyAtOnce(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { _, _ = h.signIn("clerk", "wrong") })
	}
	all.Wait()
	judged, err := h.gate.Store.Attempts(t.Context(), models.AttemptFilter{Action: "sign_in", Limit: 500})
	must(t, err)
	n := 0
	for _, a := range judged {
		if strings.HasPrefix(a.Detail, "wrong password") {
			n++
		}
	}
	if n > 5 || len(judged) != 20 {
		t.Errorf("%d of %d guesses were judged", n, len(judged))
	}
}

func TestDisabledAccount(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	token, yes := h.entered(), true
	must(t, h.gate.Store.UpdateUser(t.Context(), h.clerk.ID, models.UserChange{Disabled: &yes}))
	_, err := h.signIn("clerk", password)
	refused(t, err, models.SignIn)
	if h.knows(token) {
		t.Error("its session goes on")
	}
}

func TestOneAddressIsSlowedDown(t *testing.T) {
	h := newHouse(t, auth.Limits{PerAddress: 0.001, Burst: 3})
	for _, name := range []string{"a", "b", "c"} {
		_, err := h.signIn(name, "guess")
		refused(t, err, models.SignIn)
	}
	_, err := h.signIn("clerk", password)
	refused(t, err, models.TooMany)
	if _, _, err := h.gate.SignIn(t.Context(), auth.Credentials{Username: "clerk", Password: password, Address: "192.0.2.2"}); err != nil {
		t.Errorf("from another address: %v", err)
	}
}

// Each sign-in leaves one line that tells the truth, and no password.
func TestSignInsAreOnRecord(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	h.entered()
	_, _ = h.signIn("clerk", "secret-guess")
	_, _ = h.signIn("nobody\x00\n"+strings.Repeat("很", 100), "secret-guess")
	lines, err := h.gate.Store.Attempts(t.Context(), models.AttemptFilter{Action: "sign_in"})
	must(t, err)
	var outcomes []string
	for _, l := range lines {
		outcomes = append(outcomes, l.Outcome)
		if strings.Contains(l.Detail, "secret") || l.Address != "192.0.2.1" || len([]rune(l.Username)) > 64 {
			t.Errorf("%+v", l)
		}
	}
	if got := strings.Join(outcomes, " "); got != "refused refused done" {
		t.Errorf("outcomes %q", got)
	}
	if !strings.HasPrefix(lines[0].Detail, "no such account") || !strings.HasPrefix(lines[1].Detail, "wrong password") {
		t.Errorf("details %q, %q", lines[0].Detail, lines[1].Detail)
	}
}

// A change of password ends every session but the one that it is asked from.
func TestChangePassword(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	here, elsewhere := h.entered(), h.entered()
	change := func(old, new string) (err error) {
		h.knows(here, func(ctx context.Context, who models.Caller) error {
			err = h.gate.ChangePassword(ctx, who, old, new)
			return nil
		})
		return err
	}
	for _, c := range []struct{ old, new string }{
		{"wrong", "Qiantu-8852"}, {password, "Kurz-1"}, {password, "alllowercaseletters"}, {password, "Xx9-clerk-Xx9"},
		{password, "Passw0rd!2026"}, {password, "Yingsu-2026!"}, {password, password}, {password, strings.Repeat("Aa1", 43)},
	} {
		refused(t, change(c.old, c.new), models.Invalid)
	}
	must(t, change(password, "  环保局-Qiantu8852 "))
	if !h.knows(here) || h.knows(elsewhere) {
		t.Error("the wrong sessions ended")
	}
	_, err := h.signIn("clerk", password)
	refused(t, err, models.SignIn)
	if _, err := h.signIn("clerk", "环保局-Qiantu8852"); err != nil {
		t.Error(err)
	}
}

func TestAdministration(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	desk := office.New(h.gate.Store, nil, office.Settings{})
	ctx, admin := t.Context(), models.Caller{Actor: models.Actor{Username: "admin", Role: models.Admin}, UserID: 99, Sole: true}
	_, _, err := desk.AddUser(ctx, models.Caller{Actor: h.clerk.Actor()}, models.User{Username: "wang", Name: "王五", Role: models.Clerk})
	refused(t, err, models.Forbidden)
	added, first, err := desk.AddUser(ctx, admin, models.User{Username: "wang", Name: "王五", Role: models.Reviewer})
	must(t, err)
	if added.Unit != measures.JusticeBureau || !added.MustChange {
		t.Errorf("%+v", added)
	}
	_, err = h.signIn("wang", first)
	must(t, err)
	_, second, err := desk.ResetPassword(ctx, admin, added.ID)
	must(t, err)
	_, err = h.signIn("wang", first)
	refused(t, err, models.SignIn)
	token, err := h.signIn("wang", second)
	must(t, err)
	off := true
	_, err = desk.ChangeUser(ctx, admin, added.ID, models.UserChange{Disabled: &off})
	must(t, err)
	if h.knows(token) {
		t.Error("a disabled account's session goes on")
	}
	_, _, err = desk.ResetPassword(ctx, admin, 12345)
	refused(t, err, models.NotFound)
	lines, err := h.gate.Store.Attempts(ctx, models.AttemptFilter{Username: "admin", Outcome: "done"})
	must(t, err)
	if len(lines) != 3 {
		t.Errorf("%d lines on record, want 3", len(lines))
	}
}

// The first administrator comes in by the link that was printed last, within a day and
// once, with a name and a password of their own.
func TestFirstAdministrator(t *testing.T) {
	t.Parallel()
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	must(t, err)
	t.Cleanup(func() { ledger.Close() })
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	gate := &auth.Gate{Store: ledger, Now: func() time.Time { return now }}
	link := func() string {
		at, err := gate.FirstLink(t.Context(), "https://yingsu.example")
		must(t, err)
		secret, ok := strings.CutPrefix(at, "https://yingsu.example"+auth.FirstPath)
		if !ok || len(secret) < 40 {
			t.Fatalf("printed %q", at)
		}
		return secret
	}
	before := link() // of an earlier start
	secret := link()
	for _, wrong := range []string{before, "", "guessed"} {
		refused(t, gate.FirstOffered(t.Context(), wrong, "::1"), models.NotFound)
	}
	open := func(secret, name, password string) error {
		_, _, err := gate.OpenFirst(t.Context(), secret, name, password, "::1")
		return err
	}
	refused(t, open(secret, " ", "Chenguang-7788"), models.Invalid)
	refused(t, open(secret, "高新任", "Short-77"), models.Invalid)
	refused(t, open(before, "高新任", "Chenguang-7788"), models.NotFound)
	now = now.Add(24 * time.Hour)
	refused(t, open(secret, "高新任", "Chenguang-7788"), models.NotFound)
	now = now.Add(-time.Second)
	token, user, err := gate.OpenFirst(t.Context(), secret, " 高新任 ", "Chenguang-7788", "::1")
	must(t, err)
	if user.Username != "admin" || user.Name != "高新任" || user.Role != models.Admin || user.MustChange || token == "" {
		t.Errorf("%+v", user)
	}
	refused(t, open(secret, "他人", "Chenguang-7799"), models.NotFound)
	if again, err := gate.FirstLink(t.Context(), ""); again != "" || err != nil {
		t.Errorf("printed again: %q, %v", again, err)
	}
	lines, err := ledger.Attempts(t.Context(), models.AttemptFilter{Action: "open_first"})
	must(t, err)
	if len(lines) != 3 { // who does not know the link is not on record, but slowed down
		t.Errorf("%d attempts on record", len(lines))
	}
}

// Who guesses links is slowed down like who guesses passwords.
func TestFirstLinkIsNotGuessed(t *testing.T) {
	t.Parallel()
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	must(t, err)
	t.Cleanup(func() { ledger.Close() })
	gate := &auth.Gate{Store: ledger, Limits: auth.Limits{PerAddress: 0.001, Burst: 3}}
	for range 3 {
		refused(t, gate.FirstOffered(t.Context(), "guessed", "192.0.2.1"), models.NotFound)
	}
	refused(t, gate.FirstOffered(t.Context(), "guessed", "192.0.2.1"), models.TooMany)
}

// A form is good for whom it was drawn, for a day, on every server.
func TestFormTokens(t *testing.T) {
	h := newHouse(t, auth.Limits{Idle: 100 * time.Hour, Absolute: 100 * time.Hour})
	other := &auth.Gate{Store: h.gate.Store, Now: h.now}
	token := h.entered()
	draw := func(token string) (drawn string) {
		h.asks(h.gate, token, func(c echo.Context) {
			var err error
			drawn, err = h.gate.FormToken(c)
			must(t, err)
		})
		return drawn
	}
	genuine := func(g *auth.Gate, token, drawn string) (ok bool) {
		h.asks(g, token, func(c echo.Context) {
			var err error
			ok, err = g.Genuine(c, drawn)
			must(t, err)
		})
		return ok
	}
	own, visitors := draw(token), draw("")
	for name, c := range map[string]struct {
		session, drawn string
		want           bool
	}{
		"own":                {token, own, true},
		"in another session": {h.entered(), own, true},
		"a visitor's":        {token, visitors, false},
		"without a session":  {"", own, false},
		"none":               {token, "", false},
		"cut short":          {token, own[:len(own)-1], false},
		"lengthened":         {token, own + "AA", false},
	} {
		for _, g := range []*auth.Gate{h.gate, other} {
			if genuine(g, c.session, c.drawn) != c.want {
				t.Errorf("%s: want %v", name, c.want)
			}
		}
	}
	for i := range own {
		forged := []byte(own)
		forged[i] = 'A' + (forged[i]-'A'+1)%26
		if genuine(h.gate, token, string(forged)) {
			t.Errorf("forged at %d", i)
		}
	}
	h.wait(23 * time.Hour)
	if !genuine(h.gate, token, own) {
		t.Error("the form is too old after 23 hours")
	}
	h.wait(2 * time.Hour)
	if genuine(h.gate, token, own) {
		t.Error("the form is still good after 25 hours")
	}
}

// A browser that nobody has signed in with is known by its cookie.
func TestFormTokensOfVisitors(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	for _, secure := range []bool{false, true} {
		h.gate.Secure = secure
		var drawn string
		answer := h.asks(h.gate, "", func(c echo.Context) {
			var err error
			drawn, err = h.gate.FormToken(c)
			must(t, err)
		})
		cookies := answer.Result().Cookies()
		if len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].Secure != secure || cookies[0].Path != "/" || cookies[0].Domain != "" ||
			strings.HasPrefix(cookies[0].Name, "__Host-") != secure || len(cookies[0].Value) < 43 {
			t.Fatalf("cookies %v", cookies)
		}
		genuine := func(cookie *http.Cookie) (ok bool) {
			r := httptest.NewRequestWithContext(h.Context(), "POST", "/", nil)
			if cookie != nil {
				r.AddCookie(cookie)
			}
			ok, err := h.gate.Genuine(echo.New().NewContext(r, httptest.NewRecorder()), drawn)
			must(t, err)
			return ok
		}
		if !genuine(cookies[0]) || genuine(nil) || genuine(&http.Cookie{Name: cookies[0].Name, Value: "planted"}) {
			t.Error("the wrong browsers are known")
		}
	}
}

// asks sends a request with a session to a gate, and calls do behind it.
func (h *house) asks(g *auth.Gate, token string, do func(echo.Context)) *httptest.ResponseRecorder {
	h.Helper()
	r := httptest.NewRequestWithContext(h.Context(), "GET", "/", nil)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer := httptest.NewRecorder()
	must(h.T, g.Identify()(func(c echo.Context) error { do(c); return nil })(echo.New().NewContext(r, answer)))
	return answer
}
