// Worker carries out lawsuits: it runs the procedure and what it causes. Any
// number of workers may run beside each other.
//
// It reads DATABASE_URL for the ledger, Temporal's own environment variables
// (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TLS, API key), for the daily seal of the
// ledger YINGSU_SEAL_KEY_FILE and YINGSU_SEAL_ANCHOR_FILE (package proof), DROP_DIR
// where messages are to be dropped as files too (alike on every worker),
// PAYLOAD_KEYS_FILE for what Temporal is handed (package dial; alike everywhere),
// CONSOLE_DISCREET, true where the console is not to say who sues (alike everywhere),
// LAWSUITS_AT_HAND, how many lawsuits it keeps in memory (package registration), and
// METRICS_ADDRESS where its figures are to be read (package meter), such as :9090. Where
// GOGC and GOMEMLIMIT, Go's own, are not set, they are 300 and 768MiB.
package main

import (
	"context"
	"log/slog"
	"os"
	"runtime/debug"

	"go.temporal.io/sdk/worker"

	"yingsu/activities"
	"yingsu/models/store"
	"yingsu/worker/meter"
	"yingsu/worker/post"
	"yingsu/worker/proof"
	"yingsu/worker/registration"
	"yingsu/worker/watch"
	"yingsu/workflows/dial"
)

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, nil)))
	tend()
	if err := run(context.Background()); err != nil {
		slog.Error("worker stopped", "error", err)
		os.Exit(1)
	}
}

// tend has garbage collected later than Go does by itself, which takes a tenth of a
// worker's time, as long as there is memory: with all lawsuits at hand it is half used.
func tend() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(768 << 20)
	}
}

func run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ledger, err := store.Open(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	defer ledger.Close()
	discreet, err := dial.Discreet()
	if err != nil {
		return err
	}
	meter := meter.New(ledger)
	c, err := dial.Environment(meter.Into)
	if err != nil {
		return err
	}
	defer c.Close()
	seals, err := proof.Start(ctx, ledger)
	if err != nil {
		return err
	}
	if !seals.Seals() {
		slog.Warn("the ledger is not sealed: nobody can prove that it is as it was written", "set", proof.KeyVariable)
	}
	room, err := post.Open(ledger, post.Channels, os.Getenv)
	if err != nil {
		return err
	}
	if address := os.Getenv("METRICS_ADDRESS"); address != "" {
		if err := meter.Serve(ctx, address); err != nil {
			return err
		}
	}
	does := &activities.Activities{Store: ledger, Temporal: c, Recorded: meter.Recorded, Discreet: discreet}
	go (&watch.Watch{Activities: does, Site: os.Getenv("SITE_URL"), Proof: seals, Looked: meter.Looked}).Run(ctx)
	go room.Run(ctx)
	if err := registration.Keep(os.Getenv("LAWSUITS_AT_HAND")); err != nil {
		return err
	}
	w := registration.NewWorker(c, does)
	return w.Run(worker.InterruptCh())
}
