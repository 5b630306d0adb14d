// Server is where staff and their programs come in: the pages and the JSON
// interface. Any number of servers may run beside each other.
//
// It reads, besides Temporal's own environment variables (TEMPORAL_ADDRESS,
// TEMPORAL_NAMESPACE, TLS, API key):
//
//	DATABASE_URL       the ledger, postgres://… or sqlite:PATH
//	HTTP_ADDRESS       where to listen, :8080 if empty
//	SITE_URL           address of the pages as browsers reach them
//	CONSOLE_UPSTREAM   address of Temporal's console as this server reaches it, and nobody
//	                   else; staff see it under SITE_URL/console, its public path
//	CONSOLE_URL        address of the console as browsers reach it, where it is another one;
//	                   no links to it if both are empty
//	PAYLOAD_KEYS_FILE  the keys of what Temporal is handed, alike everywhere (package dial)
//	CONSOLE_DISCREET   true where the console is not to say who sues, alike everywhere
//	COOKIE_SECURE      true or false; true if empty and SITE_URL is https
//	TRUSTED_PROXIES    networks of our reverse proxies, such as 10.0.0.5/32, separated by commas
package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	"go.temporal.io/sdk/client"

	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/console"
	"yingsu/server/office"
	"yingsu/server/site"
	"yingsu/workflows/dial"
)

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, nil)))
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300) // a server holds little, and would collect it all the time
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		slog.Error("server stopped", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	ledger, err := store.Open(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	defer ledger.Close()
	temporal, err := dial.Environment()
	if err != nil {
		return err
	}
	defer temporal.Close()
	handler, err := assemble(ctx, ledger, temporal)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cmp.Or(os.Getenv("HTTP_ADDRESS"), ":8080"))
	if err != nil {
		return err
	}
	slog.Info("server ready", "address", listener.Addr().String())
	return site.Serve(ctx, listener, handler)
}

// assemble builds the site as the environment describes it.
func assemble(ctx context.Context, ledger *store.Store, temporal client.Client) (http.Handler, error) {
	gate, err := newGate(ctx, ledger)
	if err != nil {
		return nil, err
	}
	proxies, err := networks(os.Getenv("TRUSTED_PROXIES"))
	if err != nil {
		return nil, err
	}
	upstream, err := neighbour("CONSOLE_UPSTREAM")
	if err != nil {
		return nil, err
	}
	keys, err := dial.Keys()
	if err != nil {
		return nil, err
	}
	discreet, err := dial.Discreet()
	if err != nil {
		return nil, err
	}
	links := address("CONSOLE_URL")
	if links == "" && upstream != nil {
		links = address("SITE_URL") + console.Path
	}
	return site.New(site.Options{Gate: gate, Proxies: proxies, Console: upstream, Keys: keys, Office: office.New(ledger, temporal, office.Settings{
		Site: address("SITE_URL"), Console: links,
		Namespace: cmp.Or(os.Getenv("TEMPORAL_NAMESPACE"), client.DefaultNamespace),
		Discreet:  discreet,
	})})
}

// neighbour is where another program answers to this one; nil where none is named.
func neighbour(variable string) (*url.URL, error) {
	given := address(variable)
	if given == "" {
		return nil, nil
	}
	u, err := url.Parse(given)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" {
		return nil, fmt.Errorf("%s is %q, want http://HOST:PORT", variable, given)
	}
	return u, nil
}

// newGate returns the gate, and on the very first start opens the account with
// which everything else is set up.
func newGate(ctx context.Context, ledger *store.Store) (*auth.Gate, error) {
	secure := strings.HasPrefix(address("SITE_URL"), "https://")
	if given := os.Getenv("COOKIE_SECURE"); given != "" {
		var err error
		if secure, err = strconv.ParseBool(given); err != nil {
			return nil, fmt.Errorf("COOKIE_SECURE is %q, want true or false", given)
		}
	}
	gate := &auth.Gate{Store: ledger, Site: address("SITE_URL"), Secure: secure}
	password, err := gate.FirstAdmin(ctx)
	if err != nil {
		return nil, err
	}
	if password != "" { // to the console, and not into the log, which is kept
		fmt.Fprintf(os.Stdout, "首次启动，已创建系统管理员账号。用户名：admin  初始密码：%s  （只显示这一次，登录后须修改）\n", password)
	}
	return gate, nil
}

func address(variable string) string { return strings.TrimSuffix(os.Getenv(variable), "/") }

func networks(list string) ([]*net.IPNet, error) {
	var all []*net.IPNet
	for _, text := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		_, network, err := net.ParseCIDR(text)
		if err != nil {
			return nil, fmt.Errorf("TRUSTED_PROXIES: %w", err)
		}
		all = append(all, network)
	}
	return all, nil
}
