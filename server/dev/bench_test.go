package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
)

// BenchmarkAct compares an act through the interface with a bare Temporal
// Update that makes one local activity, on the same server, turn by turn.
func BenchmarkAct(b *testing.B) {
	p := launch(b, memoryDir(b), "-sample")
	clerk := p.signIn("clerk")
	id := clerk.registers(input{
		"case_number": "（2026）鲁10行初903号", "court": "威海市中级人民法院", "plaintiffs": []string{"测某某"}, "cause": "行政处罚",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}},
		"served_on":  calendar.DateOf(time.Now()), "origin": input{"item": 1},
	})
	clerk.does(id, "designate_unit", input{"lead": "区司法局"})
	bare := startBare(b, p.temporal)

	var acts, updates []time.Duration
	for n := 0; b.Loop(); n++ {
		start := time.Now()
		clerk.does(id, "add_material", input{"kind": 6, "title": fmt.Sprint("材料", n)})
		acts = append(acts, time.Since(start))
		start = time.Now()
		bare(n)
		updates = append(updates, time.Since(start))
	}
	b.ReportMetric(float64(median(acts).Microseconds())/1000, "act-ms")
	b.ReportMetric(float64(median(updates).Microseconds())/1000, "update-ms")
	b.ReportMetric(float64(median(acts))/float64(median(updates)), "ratio")
}

// startBare runs a workflow that answers an Update after one local activity, and
// returns what sends it one.
func startBare(b *testing.B, address string) func(n int) {
	b.Helper()
	ctx := context.Background()
	c, err := dial.Address(ctx, address)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(c.Close)
	w := worker.New(c, "bare", worker.Options{})
	w.RegisterWorkflowWithOptions(bareWorkflow, workflow.RegisterOptions{Name: "Bare"})
	w.RegisterActivityWithOptions(func(context.Context) error { return nil }, activity.RegisterOptions{Name: "bare"})
	if err := w.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(w.Stop)
	if _, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "bare", TaskQueue: "bare"}, "Bare"); err != nil {
		b.Fatal(err)
	}
	return func(n int) {
		h, err := c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
			WorkflowID: "bare", UpdateID: fmt.Sprint(n), UpdateName: "bare", WaitForStage: client.WorkflowUpdateStageCompleted,
		})
		if err == nil {
			err = h.Get(ctx, nil)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func bareWorkflow(ctx workflow.Context) error {
	err := workflow.SetUpdateHandler(ctx, "bare", func(ctx workflow.Context) error {
		ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Second})
		return workflow.ExecuteLocalActivity(ctx, "bare").Get(ctx, nil)
	})
	if err != nil {
		return err
	}
	return workflow.Await(ctx, func() bool { return false })
}

// BenchmarkReady measures from the start of the process until everything
// answers, on data that are there already, and its memory when idle.
func BenchmarkReady(b *testing.B) {
	data := memoryDir(b)
	launch(b, data, "-sample").kill()
	var ready []time.Duration
	memory := 0.0
	for b.Loop() {
		start := time.Now()
		p := launch(b, data, "-sample")
		ready = append(ready, time.Since(start))
		if status, _ := (&person{t: b, base: p.http}).call(http.MethodGet, "/readyz", nil, ""); status != http.StatusOK {
			b.Fatalf("not ready: %d", status)
		}
		memory = residentMiB(b, p.cmd.Process.Pid)
		p.kill()
	}
	b.ReportMetric(float64(median(ready).Milliseconds()), "ready-ms")
	b.ReportMetric(memory, "MiB")
}

// residentMiB reads a process's resident memory.
func residentMiB(b *testing.B, pid int) float64 {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var kB float64
		if n, _ := fmt.Sscanf(line, "VmRSS: %f kB", &kB); n == 1 {
			return kB / 1024
		}
	}
	b.Fatal("no VmRSS")
	return 0
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// memoryDir is a directory in memory where there is one: what is measured or
// watched here is not the disk.
func memoryDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "yingsu")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
