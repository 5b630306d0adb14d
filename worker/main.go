// Worker carries out lawsuits: it runs the procedure and what it causes. Any
// number of workers may run beside each other.
//
// What it is told by its environment, settings.Worker lists; worker --help prints it.
package main

import (
	"context"
	"log/slog"
	"os"
	"runtime/debug"

	"go.temporal.io/sdk/worker"

	"yingsu/activities"
	"yingsu/models/store"
	"yingsu/worker/logs"
	"yingsu/worker/meter"
	"yingsu/worker/post"
	"yingsu/worker/proof"
	"yingsu/worker/registration"
	"yingsu/worker/settings"
	"yingsu/worker/watch"
	"yingsu/workflows/dial"
)

func main() {
	slog.SetDefault(logs.Lines(os.Stderr))
	var told settings.Worker
	settings.Begin(&told)
	tend(told.Go)
	os.Exit(settings.Ended(os.Stderr, run(context.Background(), &told)))
}

// tend has garbage collected later than Go does by itself, which takes a tenth of a
// worker's time, as long as there is memory: with all lawsuits at hand it is half used.
func tend(told settings.Go) {
	if told.GC == "" {
		debug.SetGCPercent(300)
	}
	if told.Memory == "" {
		debug.SetMemoryLimit(768 << 20)
	}
}

func run(ctx context.Context, told *settings.Worker) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ledger, err := store.Open(ctx, string(told.Database))
	if err != nil {
		return told.Refused(err)
	}
	defer ledger.Close()
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
	if told.MetricsAddr != "" {
		if err := meter.Serve(ctx, string(told.MetricsAddr)); err != nil {
			return settings.InUse("METRICS_ADDRESS", told.MetricsAddr, err)
		}
	}
	does := &activities.Activities{Store: ledger, Temporal: c, Recorded: meter.Recorded, Discreet: told.Discreet.On}
	go (&watch.Watch{Activities: does, Site: string(told.Site), Proof: seals, Looked: meter.Looked}).Run(ctx)
	go room.Run(ctx)
	go registration.KeepSchedule(ctx, c)
	registration.Keep(int(told.AtHand))
	w := registration.NewWorker(c, does)
	return w.Run(worker.InterruptCh())
}
