package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	// Reads what a provider says of itself, and checks its tokens: signature, issuer,
	// audience, time.
	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2" // the code flow, with PKCE

	"yingsu/models"
)

// Provider is an OpenID provider, by which people can sign in besides by their passwords
// (decision 0025). It may be away: then they sign in by their passwords.
type Provider struct {
	Issuer, ClientID, ClientSecret string

	mu    sync.Mutex
	known *oidc.Provider // nil while it was never reached
}

// ReturnPath is where a provider sends people back to, below the address of the pages.
const ReturnPath = "/sign-in/provider/return"

const (
	patience = 5 * time.Second  // with a provider
	flowLife = 10 * time.Minute // for somebody who is there
	codeLife = 5 * time.Minute  // for the second step after it
)

// flow is a way to a provider and back that a browser has set out on. It is kept by the
// browser alone, in a seal, so that nobody comes back from a way that another one has
// begun.
type flow struct {
	State    string `json:"s,omitempty"`
	Nonce    string `json:"n,omitempty"`
	Verifier string `json:"v,omitempty"`
	Binds    int64  `json:"b,omitempty"` // the account that is to be bound; 0 for a sign-in
	Proven   int64  `json:"p,omitempty"` // whom the provider has vouched for, and the second step is missing
	Stamp    string `json:"k,omitempty"` // of that account as it was then
	Next     string `json:"x,omitempty"`
	Until    int64  `json:"u"`
}

// ToProvider begins a sign-in by the provider: where the browser is sent, and what it keeps
// meanwhile.
func (g *Gate) ToProvider(ctx context.Context, next string) (to, kept string, err error) {
	return g.setOut(ctx, flow{Next: next})
}

// ToBind begins to bind the account of somebody, who shows by their password that it is
// they.
func (g *Gate) ToBind(ctx context.Context, who models.Caller, password string) (to, kept string, err error) {
	user, err := g.inPerson(ctx, who, password)
	if err != nil {
		return "", "", err
	}
	return g.setOut(ctx, flow{Binds: user.ID, Next: "/account/security?done=bound"})
}

func (g *Gate) setOut(ctx context.Context, f flow) (to, kept string, err error) {
	client, _, err := g.client(ctx)
	if err != nil {
		return "", "", err
	}
	f.State, f.Nonce, f.Verifier, f.Until = newToken(), newToken(), oauth2.GenerateVerifier(), g.now().Add(flowLife).Unix()
	kept, err = g.seal(ctx, f)
	return client.AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)), kept, err
}

// Returned is somebody whom the provider has sent back.
type Returned struct {
	Token string // of their session; empty where they have bound their account, or owe a code
	User  models.User
	Next  string // the page on which they go on
	Owes  string // where the second step is missing: what their browser keeps until it is shown
}

// FromProvider receives somebody whom the provider has sent back with what stands in the
// address, and who kept what they were given when they set out.
func (g *Gate) FromProvider(ctx context.Context, kept string, said url.Values, device, address string) (Returned, error) {
	if err := g.admit(address); err != nil {
		return Returned{}, err
	}
	f, identity, err := g.wayOf(ctx, kept, said)
	if err != nil { // kept on record, although nobody knows of whom
		return Returned{}, g.audited(ctx, models.Attempt{Address: address, Action: "sign_in", Detail: byProvider}, func() error { return err })
	}
	if f.Binds != 0 {
		return Returned{Next: f.Next}, g.bind(ctx, f.Binds, identity)
	}
	return g.signInAs(ctx, identity, f.Next, device, address)
}

const byProvider = "统一身份认证"

// wayOf finds out on which way somebody comes back, and whom the provider vouches for.
func (g *Gate) wayOf(ctx context.Context, kept string, said url.Values) (f flow, i models.Identity, err error) {
	if f, err = g.unseal(ctx, kept); err != nil {
		return f, i, err
	}
	if f.State == "" || !hmac.Equal([]byte(f.State), []byte(said.Get("state"))) {
		return f, i, strayed("state does not match")
	}
	i, err = g.identityOf(ctx, f, said)
	return f, i, err
}

// identityOf has a code exchanged for a token, and reads from that whom it is about.
func (g *Gate) identityOf(ctx context.Context, f flow, said url.Values) (models.Identity, error) {
	if said.Get("error") != "" || said.Get("code") == "" {
		return models.Identity{}, strayed("the provider has refused or sent no code")
	}
	client, known, err := g.client(ctx)
	if err != nil {
		return models.Identity{}, err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	tokens, err := client.Exchange(ctx, said.Get("code"), oauth2.VerifierOption(f.Verifier))
	var refused *oauth2.RetrieveError
	switch {
	case errors.As(err, &refused) && refused.Response.StatusCode < http.StatusInternalServerError:
		return models.Identity{}, strayed("the provider has refused the code")
	case err != nil:
		return models.Identity{}, away(ctx, err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := known.VerifierContext(ctx, &oidc.Config{ClientID: g.Provider.ClientID, Now: g.now}).Verify(ctx, raw)
	switch {
	case err != nil && ctx.Err() != nil:
		return models.Identity{}, away(ctx, err)
	case err != nil:
		return models.Identity{}, fmt.Errorf("%w: %w", strayed("the token is not good"), err)
	case !hmac.Equal([]byte(token.Nonce), []byte(f.Nonce)) || token.Subject == "":
		return models.Identity{}, strayed("the token is for another sign-in")
	}
	return models.Identity{Issuer: token.Issuer, Subject: token.Subject, BoundAt: g.now()}, nil
}

// signInAs opens a session for the holder of the account that is bound to an identity. Who
// has a second step owes it all the same, whatever the provider says of its own.
func (g *Gate) signInAs(ctx context.Context, i models.Identity, next, device, address string) (r Returned, err error) {
	r.Next = next
	user, err := g.Store.UserByIdentity(ctx, i.Issuer, i.Subject)
	var unknown *models.Error
	if err != nil && !errors.As(err, &unknown) {
		return r, err
	}
	attempt := models.Attempt{Username: user.Username, Address: address, Action: "sign_in", Detail: byProvider}
	if user.ID == 0 {
		attempt.Username = clip(i.Subject)
	}
	err = g.audited(ctx, attempt, func() error {
		if err := g.vouched(ctx, user, device); err != nil {
			return err
		}
		if user.TOTP != "" {
			r.Owes, err = g.seal(ctx, flow{Proven: user.ID, Stamp: stampOf(user), Next: next, Until: g.now().Add(codeLife).Unix()})
			return errors.Join(err, g.refuseCode("vouched for by the provider, no one-time code yet", "该账号启用了两步验证，请填写手机应用中显示的动态验证码。"))
		}
		r.Token, r.User, err = g.admitted(ctx, user, address)
		return err
	})
	if r.Owes != "" {
		err = nil
	}
	return r, err
}

// FinishWithCode opens a session for somebody whom the provider has vouched for, and who
// now shows a code of their second step.
func (g *Gate) FinishWithCode(ctx context.Context, owes, code, device, address string) (r Returned, err error) {
	if err := g.admit(address); err != nil {
		return r, err
	}
	f, err := g.unseal(ctx, owes)
	if err != nil {
		return r, err
	}
	user, err := g.Store.UserByID(ctx, f.Proven)
	var none *models.Error
	switch {
	case err != nil && !errors.As(err, &none):
		return r, err
	case err != nil || f.Stamp != stampOf(user):
		return r, strayed("the account has changed")
	}
	r.Next = f.Next
	attempt := models.Attempt{Username: user.Username, Address: address, Action: "sign_in", Detail: byProvider}
	err = g.audited(ctx, attempt, func() error {
		locked, err := g.counted(ctx, user)
		switch {
		case err != nil:
			return err
		case locked && !g.knows(ctx, user, device):
			return unbound("account is locked")
		case user.Disabled:
			return unbound("account is disabled")
		}
		if err := g.proveCode(ctx, user, code); err != nil {
			return err
		}
		r.Token, r.User, err = g.admitted(ctx, user, address)
		return err
	})
	return r, err
}

// vouched refuses those whom a right password would not let in either.
func (g *Gate) vouched(ctx context.Context, user models.User, device string) error {
	switch {
	case user.ID == 0:
		return unbound("no account is bound to the subject")
	case user.Disabled:
		return unbound("account is disabled")
	case user.LockedUntil.After(g.now()) && !g.knows(ctx, user, device):
		return unbound("account is locked")
	}
	return nil
}

func (g *Gate) admitted(ctx context.Context, user models.User, address string) (string, models.User, error) {
	if err := g.Store.SignInSucceeded(ctx, user.ID, g.now()); err != nil {
		return "", user, err
	}
	token, err := g.open(ctx, user, address)
	return token, user, err
}

// bind has the account of who is signed in, and who set out to, bound to an identity.
func (g *Gate) bind(ctx context.Context, account int64, i models.Identity) error {
	now, ok := signed(ctx)
	if !ok || now.user.ID != account || now.session.Name != "" {
		return strayed("another account is signed in")
	}
	attempt := now.caller.Attempt("bind_identity")
	attempt.Detail = i.Issuer
	i.UserID = account
	return g.audited(ctx, attempt, func() error { return g.Store.BindIdentity(ctx, i) })
}

// Bound tells since when the account of somebody is bound, and the zero time where it is
// not.
func (g *Gate) Bound(ctx context.Context, who models.Caller) (time.Time, error) {
	i, _, err := g.Store.IdentityOf(ctx, who.UserID)
	return i.BoundAt, err
}

// Unbind takes the binding away, of somebody who shows by their password that it is they.
func (g *Gate) Unbind(ctx context.Context, who models.Caller, password string) error {
	return g.audited(ctx, who.Attempt("drop_identity"), func() error {
		if _, err := g.inPerson(ctx, who, password); err != nil {
			return err
		}
		return g.Store.DropIdentity(ctx, who.UserID)
	})
}

// ProviderSignOut is where the provider ends its own sign-in; empty where it says nothing
// of it, or is not known yet.
func (g *Gate) ProviderSignOut() string {
	if g.Provider == nil {
		return ""
	}
	known := g.Provider.said()
	var says struct {
		End string `json:"end_session_endpoint"`
	}
	if known == nil || known.Claims(&says) != nil {
		return ""
	}
	u, err := url.Parse(says.End)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	q := u.Query()
	q.Set("client_id", g.Provider.ClientID)
	u.RawQuery = q.Encode()
	return u.String()
}

// client is this site as the provider knows it. What the provider says of itself is asked
// for when somebody first needs it, and again as long as it does not answer.
func (g *Gate) client(ctx context.Context) (*oauth2.Config, *oidc.Provider, error) {
	p := g.Provider
	if p == nil {
		return nil, nil, &models.Error{Code: models.NotFound, Detail: "本系统没有启用统一身份认证，请用用户名和密码登录。"}
	}
	known := p.said()
	if known == nil {
		asking, stop := context.WithTimeout(ctx, patience)
		defer stop()
		found, err := oidc.NewProvider(asking, p.Issuer)
		if err != nil {
			return nil, nil, away(ctx, err)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.known, known = found, found
	}
	return &oauth2.Config{
		ClientID: p.ClientID, ClientSecret: p.ClientSecret, Endpoint: known.Endpoint(),
		RedirectURL: g.Site + ReturnPath, Scopes: []string{oidc.ScopeOpenID},
	}, known, nil
}

// said is what the provider has said of itself, nil while it was never reached.
func (p *Provider) said() *oidc.Provider {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.known
}

// away says that the provider does not answer. Why is for the log.
func away(ctx context.Context, err error) error {
	slog.WarnContext(ctx, "the OpenID provider does not answer", "error", err)
	return &models.Error{Code: models.Unavailable, Detail: "统一身份认证暂时无法连接。请用用户名和密码登录，或者稍后再试；长时间如此的，请联系系统管理员。"}
}

// strayed answers who comes back by no way that was theirs; why is for the audit log.
func strayed(why string) error {
	return fmt.Errorf("%s: %w", why, &models.Error{Code: models.SignIn, Detail: "统一身份认证没有完成：等待过久、已经用过，或者不是从本浏览器发起。请重新登录。"})
}

// unbound answers whom the provider knows and we do not let in; why is for the audit log.
func unbound(why string) error {
	return fmt.Errorf("%s: %w", why, &models.Error{Code: models.SignIn, Detail: "该统一身份没有可以登录的账号：尚未绑定，或者账号已停用、锁定。首次使用的，请先用用户名和密码登录，在“登录与安全”页面绑定；账号停用、锁定的，请联系管理员。"})
}

// seal closes a flow so that only we can have written it.
func (g *Gate) seal(ctx context.Context, f flow) (string, error) {
	key, err := g.Store.Secret(ctx, "provider")
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(f)
	return base64.RawURLEncoding.EncodeToString(append(codeOf(key, text), text...)), err
}

func (g *Gate) unseal(ctx context.Context, sealed string) (f flow, err error) {
	key, err := g.Store.Secret(ctx, "provider")
	if err != nil {
		return f, err
	}
	all, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(all) <= sha256.Size || !hmac.Equal(all[:sha256.Size], codeOf(key, all[sha256.Size:])) {
		return f, strayed("no way was begun here")
	}
	if json.Unmarshal(all[sha256.Size:], &f) != nil || g.now().Unix() >= f.Until {
		return flow{}, strayed("the way has taken too long")
	}
	return f, nil
}

func codeOf(key, text []byte) []byte {
	code := hmac.New(sha256.New, key)
	code.Write(text)
	return code.Sum(nil)
}

// stampOf changes with the password and the second step of an account.
func stampOf(user models.User) string { return hashOf(user.PasswordHash + "\n" + user.TOTP)[:16] }
