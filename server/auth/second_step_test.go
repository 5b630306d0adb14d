package auth_test

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/pquerna/otp/totp"

	"yingsu/models"
	"yingsu/server/auth"
)

// steps is a clerk with a phone.
type steps struct {
	*house
	token, secret string
}

func withPhone(t *testing.T) *steps {
	s := &steps{house: newHouse(t, auth.Limits{})}
	s.token = s.entered()
	key, err := s.gate.NewSecondStep(models.Caller{Actor: s.clerk.Actor()}, "")
	must(t, err)
	s.secret = key.Secret()
	return s
}

// code is what the phone shows.
func (s *steps) code() string {
	code, err := totp.GenerateCode(s.secret, s.now())
	must(s.T, err)
	return code
}

// inPerson does something in the clerk's name.
func (s *steps) inPerson(do func(context.Context, models.Caller) error) (err error) {
	s.knows(s.token, func(ctx context.Context, who models.Caller) error {
		err = do(ctx, who)
		return nil
	})
	return err
}

func (s *steps) set(password, secret, code string) error { return s.change(password, "", secret, code) }

// change has the clerk go on with another phone.
func (s *steps) change(password, old, secret, code string) error {
	return s.inPerson(func(ctx context.Context, who models.Caller) error {
		return s.gate.SetSecondStep(ctx, who, password, old, secret, code)
	})
}

func (s *steps) signInWith(code string) error {
	_, _, err := s.gate.SignIn(s.Context(), auth.Credentials{Username: "clerk", Password: password, Code: code, Address: "192.0.2.1"})
	return err
}

func TestSecondStep(t *testing.T) {
	s := withPhone(t)
	again, err := s.gate.NewSecondStep(models.Caller{Actor: s.clerk.Actor()}, s.secret)
	must(t, err)
	if again.Secret() != s.secret || !strings.HasPrefix(again.URL(), "otpauth://totp/") {
		t.Errorf("drawn again it is %s, not %s", again.URL(), s.secret)
	}
	refused(t, s.set("wrong", s.secret, s.code()), models.Invalid)
	refused(t, s.set(password, s.secret, "000000"), models.Invalid)
	refused(t, s.set(password, "AAAA", s.code()), models.Invalid)
	must(t, s.signInWith("")) // nothing was set
	must(t, s.set(password, s.secret, s.code()))
	refused(t, s.set(password, s.secret, s.code()), models.Invalid) // by whom the phone has not shown a last code

	refused(t, s.signInWith(""), models.SignIn)
	refused(t, s.signInWith("000000"), models.SignIn)
	refused(t, s.signInWith(s.code()), models.SignIn) // used to set it up
	s.wait(30 * time.Second)
	must(t, s.signInWith(" "+s.code()+" "))
	refused(t, s.signInWith(s.code()), models.SignIn) // used
	before := s.code()
	s.wait(30 * time.Second)
	refused(t, s.signInWith(before), models.SignIn)
	must(t, s.signInWith(s.code()))
	s.wait(30 * time.Second)
	late := s.code()
	s.wait(30 * time.Second) // a clock that is half a minute slow
	must(t, s.signInWith(late))
	s.wait(2 * time.Minute)
	refused(t, s.signInWith(late), models.SignIn)

	drop := func(code string) error {
		return s.inPerson(func(ctx context.Context, who models.Caller) error {
			return s.gate.DropSecondStep(ctx, who, password, code)
		})
	}
	refused(t, drop("000000"), models.Invalid)
	must(t, drop(s.code()))
	must(t, s.signInWith(""))
}

// Another phone takes the place of the one before, which has to show a last code; whoever
// has the password and a session does not guess it.
func TestAnotherPhone(t *testing.T) {
	s := withPhone(t)
	must(t, s.set(password, s.secret, s.code()))
	first := s.secret
	key, err := s.gate.NewSecondStep(models.Caller{Actor: s.clerk.Actor()}, "")
	must(t, err)
	old := func() string {
		code, err := totp.GenerateCode(first, s.now())
		must(t, err)
		return code
	}
	s.secret = key.Secret()
	s.wait(30 * time.Second)
	refused(t, s.change(password, old(), s.secret, "000000"), models.Invalid) // which uses nothing up
	refused(t, s.change("wrong", old(), s.secret, s.code()), models.Invalid)
	must(t, s.change(password, old(), s.secret, s.code()))
	s.wait(30 * time.Second)
	refused(t, s.signInWith(old()), models.SignIn)
	must(t, s.signInWith(s.code()))

	for range auth.Usual.Failures {
		refused(t, s.change(password, "000000", s.secret, s.code()), models.Invalid)
	}
	s.wait(30 * time.Second)
	refused(t, s.signInWith(s.code()), models.SignIn)
}

// Who sets the second step up ends the other sign-ins: whoever knew the password alone may
// have made them. Tokens stay.
func TestSettingUpEndsOtherSignIns(t *testing.T) {
	s := withPhone(t)
	elsewhere, program := s.entered(), ""
	must(t, s.inPerson(func(ctx context.Context, who models.Caller) (err error) {
		program, err = s.gate.NewToken(ctx, who, "统计平台", 30, true)
		return err
	}))
	must(t, s.set(password, s.secret, s.code()))
	if s.knows(elsewhere) || !s.knows(s.token) || !s.knows(program) {
		t.Error("the wrong sessions were ended")
	}
}

// The three who run the system do nothing without a second step, and do not drop it;
// others may go without, and so may all where the site says so.
func TestWhoNeedsASecondStep(t *testing.T) {
	s := withPhone(t)
	for _, role := range models.Roles {
		user := models.User{Role: role}
		three := role == models.Admin || role == models.SecurityAdmin || role == models.Auditor
		if s.gate.StepRequired(user) != three || s.gate.StepMissing(user) != three {
			t.Errorf("%s: %t", role, !three)
		}
		user.TOTP = s.secret
		if s.gate.StepMissing(user) {
			t.Errorf("%s lacks what is there", role)
		}
	}
	must(t, s.set(password, s.secret, s.code()))
	s.wait(30 * time.Second)
	drop := func() error {
		return s.inPerson(func(ctx context.Context, who models.Caller) error {
			return s.gate.DropSecondStep(ctx, who, password, s.code())
		})
	}
	role := models.Auditor
	must(t, s.gate.Store.UpdateUser(t.Context(), s.clerk.ID, models.UserChange{Role: &role}))
	refused(t, drop(), models.Forbidden)
	s.gate.StepOptional = true
	must(t, drop())
	if s.gate.StepMissing(models.User{Role: models.Admin}) {
		t.Error("it is asked for all the same")
	}
}

// Wrong codes are counted as wrong passwords are: who has the password does not guess
// them all.
func TestCodesAreNotGuessed(t *testing.T) {
	s := withPhone(t)
	must(t, s.set(password, s.secret, s.code()))
	for range auth.Usual.Failures {
		refused(t, s.signInWith("123456"), models.SignIn)
	}
	s.wait(30 * time.Second)
	refused(t, s.signInWith(s.code()), models.SignIn)
	s.wait(auth.Usual.Lock)
	must(t, s.signInWith(s.code()))
}

// Strangers who guess lock an account for themselves, and not for the browser in which
// its holder has signed in before; who has that guesses no more than others.
func TestAKnownBrowserIsNotLockedOut(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	h.entered()
	rec := httptest.NewRecorder()
	c := echo.New().NewContext(httptest.NewRequest(http.MethodPost, "/sign-in", nil), rec)
	must(t, h.gate.SetDevice(c, h.clerk))
	known := rec.Result().Cookies()[0]
	if !known.HttpOnly || known.MaxAge <= 0 {
		t.Errorf("the cookie is %s", known)
	}
	try := func(password, device string) error {
		_, _, err := h.gate.SignIn(h.Context(), auth.Credentials{Username: "clerk", Password: password, Device: device, Address: "192.0.2.1"})
		return err
	}
	for range auth.Usual.Failures {
		refused(t, try("guess", ""), models.SignIn)
	}
	refused(t, try(password, ""), models.SignIn)
	bytes, err := base64.RawURLEncoding.DecodeString(known.Value)
	must(t, err)
	bytes[7]++ // a second later
	for _, forged := range []string{known.Value + "A", strings.ToUpper(known.Value), base64.RawURLEncoding.EncodeToString(bytes), strings.Repeat("A", len(known.Value))} {
		refused(t, try(password, forged), models.SignIn)
	}
	must(t, try(password, known.Value))
	for range 2 * auth.Usual.Failures {
		refused(t, try("guess", known.Value), models.SignIn)
	}
	refused(t, try(password, known.Value), models.SignIn)
}

func TestSessionsAndTokens(t *testing.T) {
	s := withPhone(t)
	elsewhere := s.entered()
	make := func(name string, days int, readOnly bool) (token string, err error) {
		err = s.inPerson(func(ctx context.Context, who models.Caller) error {
			token, err = s.gate.NewToken(ctx, who, name, days, readOnly)
			return err
		})
		return token, err
	}
	for _, row := range []struct {
		name string
		days int
	}{{"", 90}, {strings.Repeat("长", 61), 90}, {"统\u200b计", 90}, {"统计", 0}, {"统计", 367}, {"统计", -1}} {
		_, err := make(row.name, row.days, true)
		refused(t, err, models.Invalid)
	}
	reads, err := make("统计平台取数", 90, true)
	must(t, err)
	acts, err := make("收文系统", 1, false)
	must(t, err)

	places := func() (names []string) {
		must(t, s.inPerson(func(ctx context.Context, who models.Caller) error {
			all, _, err := s.gate.Sessions(ctx, who)
			for _, p := range all {
				names = append(names, p.Name)
			}
			return err
		}))
		return names
	}
	if n := len(places()); n != 4 {
		t.Errorf("%d places", n)
	}
	s.wait(3 * time.Hour) // sessions end when unused, and tokens do not
	if s.knows(elsewhere) || !s.knows(reads) || !s.knows(acts) {
		t.Error("after three hours")
	}
	s.token = acts
	_, err = make("再来一个", 1, false)
	refused(t, err, models.Forbidden) // a token makes no tokens
	refused(t, s.set(password, s.secret, s.code()), models.Forbidden)

	send := func(token, method string) error {
		r := httptest.NewRequestWithContext(t.Context(), method, "/", nil)
		r.Header.Set("Authorization", "Bearer "+token)
		return s.gate.Identify()(func(echo.Context) error { return nil })(echo.New().NewContext(r, httptest.NewRecorder()))
	}
	must(t, send(reads, "GET"))
	refused(t, send(reads, "POST"), models.Forbidden)
	must(t, send(acts, "POST"))

	s.token = s.entered()
	end := func() error {
		return s.inPerson(func(ctx context.Context, who models.Caller) error {
			all, current, err := s.gate.Sessions(ctx, who)
			must(t, err)
			for _, p := range all {
				if p.TokenHash != current && p.Name != "" {
					return s.gate.EndSession(ctx, who, p.TokenHash)
				}
			}
			return s.gate.EndSession(ctx, who, "none")
		})
	}
	must(t, end())
	must(t, end())
	refused(t, end(), models.NotFound)
	if s.knows(reads) || s.knows(acts) {
		t.Error("tokens that were taken back still hold")
	}
	acts, err = make("收文系统", 1, false)
	must(t, err)
	s.wait(25 * time.Hour)
	if s.knows(acts) {
		t.Error("a token holds after its day")
	}
}

// Nobody ends another's sessions.
func TestSessionsAreOnesOwn(t *testing.T) {
	s := withPhone(t)
	other := models.User{Username: "other", Name: "别人", Role: models.Clerk, PasswordHash: hash}
	_, err := s.gate.Store.CreateUser(t.Context(), other)
	must(t, err)
	theirs, err := s.signIn("other", password)
	must(t, err)
	refused(t, s.inPerson(func(ctx context.Context, who models.Caller) error {
		all, err := s.gate.Store.SessionsOf(ctx, who.UserID+1, s.now())
		must(t, err)
		return s.gate.EndSession(ctx, who, all[0].TokenHash)
	}), models.NotFound)
	if !s.knows(theirs) {
		t.Error("it was ended")
	}
}

// The holder of an account is told of a sign-in from a browser that is not known, and of a
// program's; not of the first of all, nor of a browser that they have used.
func TestSignInsFromElsewhereAreTold(t *testing.T) {
	h := newHouse(t, auth.Limits{})
	rec := httptest.NewRecorder()
	c := echo.New().NewContext(httptest.NewRequest(http.MethodPost, "/sign-in", nil), rec)
	must(t, h.gate.SetDevice(c, h.clerk))
	known := rec.Result().Cookies()[0].Value
	for _, row := range []struct {
		name string
		with auth.Credentials
		told int
	}{
		{"the first of all", auth.Credentials{Address: "192.0.2.1"}, 0},
		{"a browser that is known", auth.Credentials{Address: "192.0.2.9", Device: known}, 0},
		{"one that is not", auth.Credentials{Address: "192.0.2.1"}, 1},
		{"again on that day", auth.Credentials{Address: "192.0.2.1"}, 1},
		{"from elsewhere, with a forged mark", auth.Credentials{Address: "192.0.2.2", Device: strings.ToUpper(known)}, 2},
		{"a program", auth.Credentials{Address: "192.0.2.2", Program: true}, 3},
		{"again in that month", auth.Credentials{Address: "192.0.2.2", Program: true}, 3},
	} {
		row.with.Username, row.with.Password = "clerk", password
		_, _, err := h.gate.SignIn(h.Context(), row.with)
		must(t, err)
		if got := h.letters(); len(got) != row.told {
			t.Errorf("%s: told %d times, want %d: %q", row.name, len(got), row.told, got)
		}
	}
	if _, _, err := h.gate.SignIn(h.Context(), auth.Credentials{Username: "clerk", Password: "guess", Address: "192.0.2.3"}); err == nil || len(h.letters()) != 3 {
		t.Error("a sign-in that failed is told of")
	}
	must(t, h.gate.Store.SetPassword(h.Context(), h.clerk.ID, hash, true))
	_, err := h.signIn("clerk", password)
	must(t, err)
	if len(h.letters()) != 3 {
		t.Error("a sign-in with a password that has to be changed is told of")
	}
}

// What opens an account to others is told to its holder, without the secrets.
func TestChangesOfOnesAccountAreTold(t *testing.T) {
	s := withPhone(t)
	must(t, s.set(password, s.secret, s.code()))
	s.wait(time.Minute)
	token := ""
	must(t, s.inPerson(func(ctx context.Context, who models.Caller) (err error) {
		must(t, s.gate.DropSecondStep(ctx, who, password, s.code()))
		token, err = s.gate.NewToken(ctx, who, "<b>统计</b>", 30, true)
		must(t, err)
		return s.gate.ChangePassword(ctx, who, password, "Qingquan-2026-x")
	}))
	got := strings.Join(s.letters(), "\n")
	for _, says := range []string{"两步验证已启用或者更换手机", "两步验证已停用", "新建了程序令牌“<b>统计</b>”", "密码已修改"} {
		if !strings.Contains(got, says) {
			t.Errorf("it does not say %s: %s", says, got)
		}
	}
	for _, secret := range []string{token, s.secret, password, "Qingquan"} {
		if secret == "" || strings.Contains(got, secret) {
			t.Errorf("it gives %q away", secret)
		}
	}
}

// letters are what the clerk was told.
func (h *house) letters() (all []string) {
	h.Helper()
	page, err := h.gate.Store.Inbox(h.Context(), h.clerk.ID, models.MessageFilter{})
	must(h.T, err)
	for _, m := range page.Messages {
		all = append(all, m.Title+"："+m.Body)
	}
	return all
}
