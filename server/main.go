// Server is where staff and their programs come in: the pages and the JSON
// interface. Any number of servers may run beside each other.
//
// What it is told by its environment, settings.Server lists; server --help prints it.
package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"go.temporal.io/sdk/client"

	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/console"
	"yingsu/server/office"
	"yingsu/server/site"
	"yingsu/server/uploads"
	"yingsu/worker/logs"
	"yingsu/worker/settings"
	"yingsu/workflows/dial"
)

func main() {
	slog.SetDefault(logs.Lines(os.Stderr))
	var told settings.Server
	settings.Begin(&told)
	if told.GC == "" {
		debug.SetGCPercent(300) // a server holds little, and would collect it all the time
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, &told)
	stop()
	os.Exit(settings.Ended(os.Stderr, err))
}

func run(ctx context.Context, told *settings.Server) error {
	ledger, err := store.Open(ctx, string(told.Database))
	if err != nil {
		return told.Refused(err)
	}
	defer ledger.Close()
	temporal, err := dial.Environment()
	if err != nil {
		return err
	}
	defer temporal.Close()
	gate := &auth.Gate{Store: ledger, Site: string(told.Site), Secure: told.HTTPSOnly(), StepOptional: told.Steps == settings.Optional}
	if gate.Provider, err = providerOf(told); err != nil {
		return err
	}
	desk, err := open(ctx, told, ledger, temporal)
	if err != nil {
		return err
	}
	handler, err := site.New(site.Options{Gate: gate, Proxies: told.Proxies, Console: told.Console.URL(), Keys: told.Keys.Keys, Office: desk})
	if err != nil {
		return err
	}
	at := cmp.Or(told.HTTPAddr, ":8080")
	listener, err := net.Listen("tcp", string(at))
	if err != nil {
		return settings.InUse("HTTP_ADDRESS", at, err)
	}
	if err := invite(ctx, gate, cmp.Or(string(told.Site), "http://"+listener.Addr().String())); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	errands := desk.DoErrands(ctx)
	defer func() { stop(); <-errands }() // they need the ledger
	slog.Info("server ready", "address", listener.Addr().String())
	return site.Serve(ctx, listener, handler)
}

// open opens the office as the environment describes it.
func open(ctx context.Context, told *settings.Server, ledger *store.Store, temporal client.Client) (*office.Office, error) {
	files, err := told.Open(ctx, "")
	if err != nil {
		return nil, err
	}
	links := string(told.Links)
	if links == "" && told.Console != "" {
		links = string(told.Site) + console.Path
	}
	return office.New(ledger, temporal, office.Settings{
		Site: string(told.Site), Console: links,
		Namespace: cmp.Or(string(told.Namespace), client.DefaultNamespace),
		Watermark: !told.Marks.Set || told.Marks.On,
		Discreet:  told.Discreet.On, Parties: told.Names.On, Hosts: told.Hosts,
		Vault: files, FileLimit: told.Bytes(), Scanner: uploads.Scanner(told.Scanner),
	}), nil
}

// providerOf is the OpenID provider by which people may sign in, where there is one.
func providerOf(told *settings.Server) (*auth.Provider, error) {
	if told.Issuer == "" {
		return nil, nil
	}
	secret, err := told.ClientSecret()
	return &auth.Provider{Issuer: string(told.Issuer), ClientID: string(told.ClientID), ClientSecret: secret}, err
}

// invite prints, where nobody has an account yet, the link by which the first
// administrator comes in and sets everything else up. Each start prints another one,
// which is the only one that holds.
func invite(ctx context.Context, gate *auth.Gate, site string) error {
	link, err := gate.FirstLink(ctx, site)
	if err != nil || link == "" {
		return err
	}
	// To the console, and not into the log, which is kept.
	fmt.Fprintf(os.Stdout, "首次启动，请在24小时内打开 %s 填写系统管理员（用户名%s）的姓名和密码。链接只能使用一次，此前打印的链接已失效。\n", link, auth.FirstUsername)
	return nil
}
