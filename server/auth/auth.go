// Package auth knows who is asking: passwords, sign-ins and sessions.
// Both doors of the server stand behind its [Gate].
//
// A session is a random token. A browser carries it in a cookie, a program as a
// Bearer token; the ledger keeps only its hash. What a person may do is not
// decided here but with each act and in the office; who may see a lawsuit, in the
// store.
package auth

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"golang.org/x/time/rate"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/models/store"
	"yingsu/worker/logs"
	"yingsu/workflows/calendar"
)

// Gate signs people in and out, and recognizes them. Only Store is needed.
type Gate struct {
	Store  *store.Store
	Now    func() time.Time // time.Now if nil
	Site   string           // address of the pages as browsers reach them; the request's own if empty
	Secure bool             // browsers come by https: the cookie is sent over nothing else
	Limits Limits           // where one is zero, it is that of Usual
	// Provider is the OpenID provider by which people may sign in, too; nil where none is.
	Provider *Provider
	// StepOptional leaves it to the three who run the system, too, whether their sign-ins
	// have a second step: fit for trying out only.
	StepOptional bool

	Civil calendar.Civil // zero in production: the day on which a substitute's leave is judged

	once     sync.Once
	visitors middleware.RateLimiterStore // by address
	devices  middleware.RateLimiterStore // by known device, of locked accounts
}

// Limits bound sessions and attempts to guess passwords.
type Limits struct {
	Idle       time.Duration // a session ends when unused for so long
	Absolute   time.Duration // and at the latest after this
	Failures   int           // wrong passwords in a row that lock an account
	Lock       time.Duration // for so long
	PerAddress rate.Limit    // sign-ins a second from one address, whatever the account
	Burst      int           // and so many at once: an office often has a single address
}

// Usual are the limits of a Gate that names no others.
var Usual = Limits{
	Idle: time.Hour, Absolute: 8 * time.Hour,
	Failures: 5, Lock: 30 * time.Minute,
	PerAddress: 1, Burst: 60,
}

// Credentials are what somebody signs in with, and from where.
type Credentials struct {
	Username, Password string
	Code               string // of the second step, where the account has one
	Device             string // what a browser kept of an earlier sign-in: see SetDevice
	Program            bool   // which keeps nothing of earlier sign-ins
	Address            string
}

// SignIn opens a session and returns its token. Every other outcome is a
// refusal: SignIn where the name or the password is wrong or the account is
// locked or disabled, without saying which, and TooMany where the address tries
// too often. The audit log says which.
func (g *Gate) SignIn(ctx context.Context, c Credentials) (token string, user models.User, err error) {
	if err := g.admit(c.Address); err != nil {
		return "", models.User{}, err
	}
	attempt := models.Attempt{Username: clip(c.Username), Address: c.Address, Action: "sign_in"}
	err = g.audited(ctx, attempt, func() error {
		if user, err = g.known(ctx, c.Username); err != nil {
			return err
		}
		if err := g.prove(ctx, user, c); err != nil {
			return err
		}
		if token, err = g.open(ctx, user, c.Address); err != nil {
			return err
		}
		return g.tellOfSignIn(ctx, user, c)
	})
	if err != nil {
		return "", models.User{}, err
	}
	return token, user, nil
}

// tellOfSignIn tells somebody that their account was signed in to in a way that is not
// known to be theirs. Of the first sign-in of all nobody is told, nor of one with a password
// that somebody else has set: that was told then, and has to be changed now.
func (g *Gate) tellOfSignIn(ctx context.Context, user models.User, c Credentials) error {
	if user.SignedInAt.IsZero() || user.MustChange {
		return nil
	}
	news := post.AccountNews{Username: user.Username, Event: post.NewBrowser, Detail: c.Address, At: g.now()}
	if c.Program {
		news.Event = post.NewProgram
	} else if known, err := g.marked(ctx, user, c.Device); known || err != nil {
		return err
	}
	return g.Store.Tell(ctx, "", news.Notice())
}

// SignOut ends a session. One that has ended already is no error.
func (g *Gate) SignOut(ctx context.Context, token string) error {
	now, ok := signed(ctx)
	if !ok || now.session.TokenHash != hashOf(token) {
		return g.Store.DeleteSession(ctx, hashOf(token))
	}
	return g.audited(ctx, now.caller.Attempt("sign_out"), func() error {
		return g.Store.DeleteSession(ctx, hashOf(token))
	})
}

// Identify finds out who is asking. A token that is unknown, expired or was
// unused for too long is nobody's: the request goes on as anonymous.
func (g *Gate) Identify() echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			token := g.Token(c)
			if token == "" {
				return next(c)
			}
			ctx := c.Request().Context()
			found, err := g.recognize(ctx, token, c.RealIP())
			var refusal *models.Error
			switch {
			case err == nil && found.session.ReadOnly && !safe(c.Request().Method):
				return &models.Error{Code: models.Forbidden, Detail: "该程序令牌只能读取，不能办理。需要办理的，请在“账号”页面另建可以办理的令牌。"}
			case err == nil:
				c.SetRequest(c.Request().WithContext(context.WithValue(logs.By(ctx, found.user.Username), key{}, found)))
			case !errors.As(err, &refusal):
				return err
			}
			return next(c)
		}
	}
}

// Who returns who is asking, and false where nobody is signed in. The account's
// MustChange says that its holder has to choose a password before anything else.
func Who(c echo.Context) (models.Caller, models.User, bool) {
	found, ok := signed(c.Request().Context())
	return found.caller, found.user, ok
}

// Unread returns how many messages wait for who is asking, counted up to
// models.ManyUnread.
func Unread(c echo.Context) int {
	found, _ := signed(c.Request().Context())
	return found.session.Unread
}

// signedIn is what Identify puts into a request's context.
type signedIn struct {
	session models.Session
	user    models.User
	caller  models.Caller
}

type key struct{}

func signed(ctx context.Context) (signedIn, bool) {
	found, ok := ctx.Value(key{}).(signedIn)
	return found, ok
}

func (g *Gate) recognize(ctx context.Context, token, address string) (signedIn, error) {
	session, user, err := g.Store.SessionByHash(ctx, hashOf(token), g.now(), g.Civil.Today(g.now()))
	if err != nil {
		return signedIn{}, err
	}
	if session.Name == "" && g.now().Sub(session.SeenAt) >= g.limits().Idle {
		return signedIn{}, errors.Join(errIdle, g.Store.DeleteSession(ctx, session.TokenHash))
	}
	acting, err := g.seated(ctx, session, user)
	if err != nil {
		return signedIn{}, err
	}
	caller := models.Caller{Actor: acting.Actor(), UserID: user.ID, Address: address, Sole: acting.Sole}
	if acting.Name != user.Name {
		caller.Seat = session.Seat
	}
	return signedIn{session, acting, caller}, nil
}

// seated returns the account as it acts: in its own place, or in that of a
// colleague who is away, for as long as the leave lasts. The name then says so,
// and so does every line of the journal.
func (g *Gate) seated(ctx context.Context, session models.Session, user models.User) (models.User, error) {
	if session.Seat == "" {
		return user, nil
	}
	absent, err := g.seat(ctx, user, session.Seat)
	var over *models.Error
	switch {
	case errors.As(err, &over):
		return user, nil
	case err != nil:
		return user, err
	}
	user.Name, user.Role, user.Unit = user.Name+"（代"+absent.Name+"）", absent.Role, absent.Unit
	return user, nil
}

// seat returns the account in whose place another may act today, or why it may
// not.
func (g *Gate) seat(ctx context.Context, user models.User, username string) (models.User, error) {
	seats, err := g.Seats(ctx, user)
	if err != nil {
		return models.User{}, err
	}
	for _, absent := range seats {
		if absent.Username == username {
			return absent, nil
		}
	}
	return models.User{}, &models.Error{Code: models.Forbidden, Detail: "您今天不代理该人员。代理由请假人在“账号”页面委托，或者由管理员办理。"}
}

// Seats returns in whose places an account may act today.
func (g *Gate) Seats(ctx context.Context, user models.User) ([]models.User, error) {
	all, err := g.Store.Substitutions(ctx, user.Username)
	if err != nil {
		return nil, err
	}
	var seats []models.User
	for _, s := range all {
		if s.Substitute != user.Username || !s.On(g.Civil.Today(g.now())) {
			continue
		}
		absent, err := g.Store.UserByName(ctx, s.Absent)
		if err != nil {
			return nil, err
		}
		if user.CanStandInFor(absent) {
			seats = append(seats, absent)
		}
	}
	return seats, nil
}

// TakeSeat makes a session act in the place of somebody who is away, or in its
// holder's own again where nobody is named, and returns the account as it then
// acts.
func (g *Gate) TakeSeat(ctx context.Context, username string) (user models.User, err error) {
	now, ok := signed(ctx)
	if !ok {
		return user, errIdle
	}
	attempt := now.caller.Attempt("take_seat")
	attempt.Detail = username
	err = g.audited(ctx, attempt, func() error {
		if user, err = g.Store.UserByID(ctx, now.user.ID); err != nil {
			return err
		}
		if username != "" {
			if _, err := g.seat(ctx, user, username); err != nil {
				return err
			}
		}
		return g.Store.TakeSeat(ctx, now.session.TokenHash, username)
	})
	if err != nil {
		return user, err
	}
	return g.seated(ctx, models.Session{Seat: username}, user)
}

var errIdle = &models.Error{Code: models.SignIn, Detail: "登录已过期，请重新登录。"}

func (g *Gate) open(ctx context.Context, user models.User, address string) (string, error) {
	now := g.now()
	if err := g.Store.DeleteExpiredSessions(ctx, now); err != nil {
		return "", err
	}
	token := newToken()
	return token, g.Store.CreateSession(ctx, models.Session{
		TokenHash: hashOf(token), UserID: user.ID, CreatedAt: now, SeenAt: now,
		ExpiresAt: now.Add(g.limits().Absolute), Address: address,
	})
}

func newToken() string {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	return base64.RawURLEncoding.EncodeToString(random)
}

func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// known returns the account with the name. Where there is none, it returns one
// that nobody can open, so that the answer takes as long.
func (g *Gate) known(ctx context.Context, username string) (models.User, error) {
	user, err := g.Store.UserByName(ctx, username)
	var refusal *models.Error
	if errors.As(err, &refusal) {
		return models.User{PasswordHash: nobodys()}, nil
	}
	return user, err
}

var nobodys = sync.OnceValue(func() string { return HashPassword(newToken()) })

// refuse is the one answer to every sign-in that fails, so that nobody learns
// from it which accounts exist; why is for the audit log.
func (g *Gate) refuse(why string) error {
	l := g.limits()
	return fmt.Errorf("%s: %w", why, &models.Error{Code: models.SignIn, Detail: fmt.Sprintf(
		"用户名或者密码不正确，或者账号已停用、锁定。连续输错%d次，账号锁定%d分钟；忘记密码请联系管理员重置。", l.Failures, int(l.Lock.Minutes()),
	)})
}

// prove refuses unless the password is the account's, and the code that of its second
// step where it has one. The work of verifying is done in any case.
func (g *Gate) prove(ctx context.Context, user models.User, with Credentials) error {
	locked, err := g.counted(ctx, user)
	if err != nil {
		return err
	}
	if locked && g.knows(ctx, user, with.Device) {
		locked = false
	}
	right := Verify(user.PasswordHash, with.Password)
	switch {
	case locked:
		return g.refuse("account is locked")
	case user.ID == 0:
		return g.refuse("no such account")
	case !right:
		return g.refuse("wrong password")
	case user.Disabled:
		return g.refuse("account is disabled")
	}
	if err := g.proveCode(ctx, user, with.Code); err != nil {
		return err
	}
	return g.Store.SignInSucceeded(ctx, user.ID, g.now())
}

// provePassword is prove without the second step, of who is signed in.
func (g *Gate) provePassword(ctx context.Context, user models.User, password string) error {
	user.TOTP = ""
	return g.prove(ctx, user, Credentials{Password: password})
}

// counted counts an attempt as failed before it is judged, and tells whether the
// account is locked for it: many guesses at once are no more than one by one.
func (g *Gate) counted(ctx context.Context, user models.User) (locked bool, err error) {
	l := g.limits()
	if user.LockedUntil.After(g.now()) {
		return true, nil
	}
	now, err := g.Store.SignInFailed(ctx, user.ID, g.now(), l.Failures, l.Lock)
	var unknown *models.Error
	if errors.As(err, &unknown) {
		return false, nil
	}
	// It was open when it was read, and the next multiple of the limit locks it.
	return now.Failures > (user.Failures/l.Failures+1)*l.Failures, err
}

// Guessed slows down an address that asks for secrets that are none, as one that tries
// passwords: it is TooMany where it asks too often. Who asks with a secret that is right
// is not counted: an office's many calendars often have a single address.
func (g *Gate) Guessed(address string) error { return g.admit(address) }

// admit slows down an address that tries many accounts. It keeps no audit line:
// whoever floods the gate should not fill the ledger.
func (g *Gate) admit(address string) error {
	g.once.Do(func() {
		l := g.limits()
		g.visitors = middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{Rate: l.PerAddress, Burst: l.Burst})
		g.devices = middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{
			Rate: rate.Every(l.Lock / time.Duration(l.Failures)), Burst: l.Failures, ExpiresIn: l.Lock,
		})
	})
	if ok, err := g.visitors.Allow(address); ok || err != nil {
		return err
	}
	return &models.Error{Code: models.TooMany, Detail: "来自您所在网络地址的登录等尝试过于频繁，请一分钟后再试。"}
}

// audited does something and keeps the record of it.
func (g *Gate) audited(ctx context.Context, attempt models.Attempt, do func() error) error {
	attempt.At = g.now()
	return g.Store.Audited(ctx, attempt, func(int64) (bool, error) { return false, do() })
}

func (g *Gate) now() time.Time {
	if g.Now == nil {
		return time.Now()
	}
	return g.Now()
}

func (g *Gate) limits() Limits {
	l := g.Limits
	return Limits{
		Idle: cmp.Or(l.Idle, Usual.Idle), Absolute: cmp.Or(l.Absolute, Usual.Absolute),
		Failures: cmp.Or(l.Failures, Usual.Failures), Lock: cmp.Or(l.Lock, Usual.Lock),
		PerAddress: cmp.Or(l.PerAddress, Usual.PerAddress), Burst: cmp.Or(l.Burst, Usual.Burst),
	}
}

// clip keeps what somebody typed for a user name to the length of one.
func clip(username string) string {
	letters := []rune(username)
	return string(letters[:min(len(letters), 64)])
}
