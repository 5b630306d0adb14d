// Package provider runs an OpenID provider in the process, for tests of signing in by one:
// a real one, with its keys, its own sign-in page and codes that are good once. It keeps
// everything in memory.
package provider

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/op"
	"golang.org/x/text/language"
)

// The client that knows the provider, and another one of the same provider.
const (
	Client, Secret = "yingsu", "S3cret-of-the-client"
	Another        = "another"
)

// People whom the provider knows, by subject. They have one password.
const (
	First, Second = "subject-1", "subject-2"
	password      = "Provider-2026"
)

// Provider is one that runs.
type Provider struct {
	*httptest.Server
	away    atomic.Bool
	swapped atomic.Bool
	nonce   atomic.Pointer[string]
}

// Start runs a provider whose clients come back to these addresses. Away, it answers
// nobody.
func Start(t testing.TB, back ...string) *Provider {
	t.Helper()
	p := &Provider{}
	var inner http.Handler
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.away.Load() {
			panic(http.ErrAbortHandler)
		}
		if p.swapped.Load() && r.Method == http.MethodPost {
			if _, _, client := r.BasicAuth(); client {
				r.SetBasicAuth(Another, Secret)
			}
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	before := slog.Default() // the example sets its own
	defer slog.SetDefault(before)
	clients := map[string]*storage.Client{Client: storage.WebClient(Client, Secret, back...), Another: storage.WebClient(Another, Secret, back...)}
	inner = exampleop.SetupServer(p.URL, &forgetful{storage.NewStorageWithClients(people{}, clients), p}, slog.New(slog.DiscardHandler), false)
	return p
}

// GoAway has the provider answer nobody, or come back.
func (p *Provider) GoAway(away bool) { p.away.Store(away) }

// Swap has whoever exchanges a code taken for the other client.
func (p *Provider) Swap() { p.swapped.Store(true) }

// SayNonce has tokens bear another nonce than was asked for, from now on.
func (p *Provider) SayNonce(nonce string) { p.nonce.Store(&nonce) }

// forgetful is a storage that may forget which nonce was asked for.
type forgetful struct {
	*storage.Storage
	provider *Provider
}

// AuthRequestByCode is the storage's, with another nonce where one is to be said.
func (f *forgetful) AuthRequestByCode(ctx context.Context, code string) (op.AuthRequest, error) {
	r, err := f.Storage.AuthRequestByCode(ctx, code)
	if other := f.provider.nonce.Load(); err == nil && other != nil {
		r.(*storage.AuthRequest).Nonce = *other
	}
	return r, err
}

// people is who has an account at the provider.
type people struct{}

func (people) user(id string) *storage.User {
	return &storage.User{ID: id, Username: id, Password: password, PreferredLanguage: language.Chinese}
}

// GetUserByID returns who has a subject.
func (p people) GetUserByID(id string) *storage.User {
	if id != First && id != Second {
		return nil
	}
	return p.user(id)
}

// GetUserByUsername is the same: a subject is a name here.
func (p people) GetUserByUsername(name string) *storage.User { return p.GetUserByID(name) }

// ExampleClientID is nobody's.
func (people) ExampleClientID() string { return "service" }

// SignIn goes with a browser to the address to which it was sent, signs in there as
// somebody, and returns the address to which the provider sends it back.
func (p *Provider) SignIn(t testing.TB, to, subject string) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if !strings.HasPrefix(r.URL.String(), p.URL) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, err := b.Get(to)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(page.Body)
	_ = page.Body.Close()
	id := requestID.FindStringSubmatch(string(body))
	if err != nil || id == nil {
		t.Fatalf("%s is no sign-in: %v, %d %s", to, err, page.StatusCode, body)
	}
	sent, err := b.PostForm(p.URL+"/login/username", url.Values{"id": {id[1]}, "username": {subject}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	_ = sent.Body.Close()
	back, err := sent.Location()
	if err != nil {
		t.Fatalf("%d: %v", sent.StatusCode, err)
	}
	return back
}

var requestID = regexp.MustCompile(`name="id" value="([^"]+)"`)
