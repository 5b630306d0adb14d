// Server is where staff and their programs come in: the pages and the JSON
// interface. Any number of servers may run beside each other.
//
// It reads, besides Temporal's own environment variables (TEMPORAL_ADDRESS,
// TEMPORAL_NAMESPACE, TLS, API key):
//
//	DATABASE_URL     the ledger, postgres://… or sqlite:PATH
//	HTTP_ADDRESS     where to listen, :8080 if empty
//	SITE_URL         address of the pages as browsers reach them
//	CONSOLE_URL      address of Temporal's console as browsers reach it; no links to it if empty
//	COOKIE_SECURE    true or false; true if empty and SITE_URL is https
//	TRUSTED_PROXIES  networks of our reverse proxies, such as 10.0.0.5/32, separated by commas
package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	"go.temporal.io/sdk/client"

	"yingsu/models/store"
	"yingsu/server/auth"
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
	return site.New(site.Options{Gate: gate, Proxies: proxies, Office: office.New(ledger, temporal, office.Settings{
		Site: address("SITE_URL"), Console: address("CONSOLE_URL"),
		Namespace: cmp.Or(os.Getenv("TEMPORAL_NAMESPACE"), client.DefaultNamespace),
	})})
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
