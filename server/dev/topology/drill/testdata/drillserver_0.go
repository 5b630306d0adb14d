// Drillserver as the last release under law 0 would have had it: the upgrade drill
// builds it in that release's tree, which had none. Later releases bring their own.
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
	"yingsu/server/office"
	"yingsu/server/site"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
)

// clock is the variable with the clock; the tree in which this is built has no fleet.
const clock = "YINGSU_DRILL"

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, nil)))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		slog.Error("server stopped", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var civil calendar.Civil
	if err := json.Unmarshal([]byte(os.Getenv(clock)), &civil); err != nil {
		return fmt.Errorf("%s: %w", clock, err)
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
	password, err := gate.FirstAdmin(ctx)
	if err != nil {
		return err
	}
	if password != "" {
		fmt.Printf("首次启动，已创建系统管理员账号。用户名：admin  初始密码：%s\n", password)
	}
	handler, err := site.New(site.Options{Gate: gate, Office: &office.Office{
		Store: ledger, Temporal: temporal, Civil: civil, Site: os.Getenv("SITE_URL"), Namespace: os.Getenv("TEMPORAL_NAMESPACE"),
	}})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", os.Getenv("HTTP_ADDRESS"))
	if err != nil {
		return err
	}
	return site.Serve(ctx, listener, handler)
}
