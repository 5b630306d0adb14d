// Dev runs everything in this one process, with its data on disk: the ledger,
// Temporal and its console, the worker, the pages and the interface. It is for
// trying Yingsu out, for drills and for tests; it listens on the loopback
// interface only. PAYLOAD_KEYS_FILE is as in production (package dial).
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"yingsu/workflows/calendar"
)

func main() {
	o := options{out: os.Stdout}
	o.flags(flag.CommandLine)
	flag.Parse()
	os.Exit(o.main())
}

func (o *options) flags(f *flag.FlagSet) {
	f.StringVar(&o.http, "http", "127.0.0.1:8080", "`address` of the pages and the interface")
	f.StringVar(&o.temporal, "temporal", "127.0.0.1:7233", "`address` of Temporal")
	f.StringVar(&o.console, "console", "", "`address` at which Temporal's console also answers without a sign-in; chosen, and told nobody, if empty")
	f.StringVar(&o.data, "data", "data", "`directory` of the data")
	f.BoolVar(&o.sample, "sample", false, "make units, people and fourteen lawsuits, once")
	f.IntVar(&o.drill, "drill", 0, "a civil day lasts this many `seconds`")
	f.TextVar(&o.today, "today", calendar.Date{}, "civil `date` on which a drill starts, as 2026-03-02")
}

// main runs until it is told to stop, and returns the exit code.
func (o *options) main() int {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := o.run(ctx); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "dev:", err)
		return 1
	}
	return 0
}
