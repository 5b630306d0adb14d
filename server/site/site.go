// Package site puts the server together: both doors, what every request goes
// through on its way to them, and what the people who run it look at. Production
// and the program that runs everything in one process use the same assembly.
package site

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"yingsu/server/api"
	"yingsu/server/auth"
	"yingsu/server/console"
	"yingsu/server/feed"
	"yingsu/server/office"
	"yingsu/server/web"
	"yingsu/workflows/dial/envelope"
)

// Options is what a site is made of.
type Options struct {
	Office *office.Office
	Gate   *auth.Gate
	// Proxies are the networks of our own reverse proxies: what they say of a
	// client's address is believed, and nobody else's word is.
	Proxies []*net.IPNet
	// Console is where Temporal's console answers to this server, to be shown below
	// console.Path; nil where it is not.
	Console *url.URL
	Keys    envelope.Keys // of the envelopes that are opened there
	// Ready is closed once everything is there; nil where it is from the first
	// request on.
	Ready <-chan struct{}
}

// New returns the whole server.
func New(o Options) (*echo.Echo, error) {
	if !o.Gate.Secure {
		slog.Warn("cookies are sent without https: fit for trying out only; set SITE_URL or COOKIE_SECURE")
	}
	if o.Gate.StepOptional {
		slog.Warn("administrators need no second step: fit for trying out only; unset SECOND_STEP")
	}
	e := echo.New()
	e.IPExtractor = addressOf(o.Proxies)
	e.HTTPErrorHandler = api.Refuse
	m := newMeters(o.Office)
	e.Use(identified, guarded(o.Gate.Secure), m.count, logged(), recovered())

	api.New(o.Office, o.Gate).Mount(e)
	for _, base := range []string{"", api.Base} {
		e.GET(base+"/healthz", alive)
		e.GET(base+"/readyz", ready(o.Office, o.Ready))
		e.GET(base+"/metrics", m.show, o.Gate.Identify(), private(o.Gate, o.Proxies))
	}
	console.New(o.Office, o.Gate, o.Console, o.Keys).Mount(e)
	feed.New(o.Office, o.Gate).Mount(e)
	pages, err := web.New(o.Office, o.Gate)
	if err != nil {
		return nil, err
	}
	pages.Mount(e) // last: it answers browsers whom nobody else serves
	return e, nil
}

// Serve answers on a listener until the context ends, and then lets the
// requests that are under way come to their end; those that do not are cut off.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       time.Minute,
		WriteTimeout:      time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	err := server.Shutdown(drain)
	if err != nil {
		err = errors.Join(err, server.Close())
	}
	if closed := <-ended; !errors.Is(closed, http.ErrServerClosed) {
		err = errors.Join(err, closed)
	}
	return err
}
