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
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"go.temporal.io/sdk/client"

	"yingsu/models/store"
	"yingsu/models/vault"
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
	handler, err := assemble(ctx, told, ledger, temporal)
	if err != nil {
		return err
	}
	at := cmp.Or(told.HTTPAddr, ":8080")
	listener, err := net.Listen("tcp", string(at))
	if err != nil {
		return settings.InUse("HTTP_ADDRESS", at, err)
	}
	slog.Info("server ready", "address", listener.Addr().String())
	return site.Serve(ctx, listener, handler)
}

// assemble builds the site as the environment describes it.
func assemble(ctx context.Context, told *settings.Server, ledger *store.Store, temporal client.Client) (http.Handler, error) {
	gate, err := newGate(ctx, told, ledger)
	if err != nil {
		return nil, err
	}
	files, err := filesOf(told)
	if err != nil {
		return nil, err
	}
	links := string(told.Links)
	if links == "" && told.Console != "" {
		links = string(told.Site) + console.Path
	}
	return site.New(site.Options{Gate: gate, Proxies: told.Proxies, Console: told.Console.URL(), Keys: told.Keys.Keys, Office: office.New(ledger, temporal, office.Settings{
		Site: string(told.Site), Console: links,
		Namespace: cmp.Or(string(told.Namespace), client.DefaultNamespace),
		Discreet:  told.Discreet.On, Parties: told.Names.On, Hosts: told.Hosts,
		Vault: files, FileLimit: told.Bytes(), Scanner: uploads.Scanner(told.Scanner),
	})})
}

// filesOf opens the directory of files, where there is one.
func filesOf(told *settings.Server) (*vault.Vault, error) {
	if told.FilesDir == "" {
		slog.Warn("no files are taken: FILES_DIR is not set")
		return nil, nil
	}
	return vault.Open(string(told.FilesDir))
}

// newGate returns the gate, and on the very first start opens the account with
// which everything else is set up.
func newGate(ctx context.Context, told *settings.Server, ledger *store.Store) (*auth.Gate, error) {
	gate := &auth.Gate{Store: ledger, Site: string(told.Site), Secure: told.HTTPSOnly()}
	password, err := gate.FirstAdmin(ctx)
	if err != nil {
		return nil, err
	}
	if password != "" { // to the console, and not into the log, which is kept
		fmt.Fprintf(os.Stdout, "首次启动，已创建系统管理员账号。用户名：admin  初始密码：%s  （只显示这一次，登录后须修改）\n", password)
	}
	return gate, nil
}
