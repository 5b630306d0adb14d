// Drillserver is production's server with a civil clock: a day lasts as many seconds
// as it is told. Workers learn of the clock from the lawsuits that it registers, so
// that they are production's own.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"

	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/dev/topology/fleet"
	"yingsu/server/office"
	"yingsu/server/site"
	"yingsu/worker/logs"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
)

func main() {
	slog.SetDefault(logs.Lines(os.Stderr))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		slog.Error("server stopped", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var civil calendar.Civil
	if err := json.Unmarshal([]byte(os.Getenv(fleet.DrillClock)), &civil); err != nil {
		return fmt.Errorf("%s: %w", fleet.DrillClock, err)
	}
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
	gate := &auth.Gate{Store: ledger, Civil: civil}
	link, err := gate.FirstLink(ctx, os.Getenv("SITE_URL"))
	if err != nil {
		return err
	}
	if link != "" {
		fmt.Printf("首次启动，请打开 %s 填写系统管理员的姓名和密码。\n", link)
	}
	desk := office.New(ledger, temporal, office.Settings{
		Civil: civil, Site: os.Getenv("SITE_URL"), Namespace: os.Getenv("TEMPORAL_NAMESPACE"),
	})
	handler, err := site.New(site.Options{Gate: gate, Office: desk})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", os.Getenv("HTTP_ADDRESS"))
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	errands := desk.DoErrands(ctx)
	defer func() { stop(); <-errands }() // they need the ledger
	return site.Serve(ctx, listener, handler)
}
