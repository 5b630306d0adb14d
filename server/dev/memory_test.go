package main

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"

	"go.temporal.io/sdk/worker"

	"yingsu/activities"
	"yingsu/models/store"
	"yingsu/worker/registration"
	"yingsu/workflows"
	"yingsu/workflows/dial"
)

// BenchmarkMemory measures how much memory a worker needs for each lawsuit that it
// keeps at hand: lawsuits are opened on a Temporal of another process, by a worker and
// with a ledger in this one.
func BenchmarkMemory(b *testing.B) {
	ctx := context.Background()
	p := launch(b, memoryDir(b), "-sample")
	ledger, err := store.Open(ctx, "sqlite:"+filepath.Join(memoryDir(b), "ledger.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { ledger.Close() })
	c, err := dial.Address(ctx, p.temporal)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(c.Close)
	const queue, lawsuits = "memory", 400
	w := worker.New(c, queue, worker.Options{})
	registration.Register(w, &activities.Activities{Store: ledger, Temporal: c})
	if err := w.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(w.Stop)
	open := func(n int) {
		d := docketOf(b, noticed(fmt.Sprintf("（2026）鲁10行初%d号", 30000+n)))
		options := dial.ToOpen(d)
		options.TaskQueue = queue
		run, err := c.ExecuteWorkflow(ctx, options, workflows.WorkflowType, d)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := c.QueryWorkflow(ctx, run.GetID(), "", workflows.FileQuery); err != nil {
			b.Fatal(err)
		}
	}
	for n := range 20 { // what is needed once
		open(n)
	}
	for b.Loop() {
		before := heap()
		for n := range lawsuits {
			open(100 + n)
		}
		b.ReportMetric(float64(heap()-before)/lawsuits/1024, "KiB/lawsuit")
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
