package main

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"yingsu/server/dev/sidebyside"
)

// BenchmarkAct compares an act through the interface with a bare Temporal Update that
// makes one local activity, on the same server, turn by turn.
func BenchmarkAct(b *testing.B) {
	p := launch(b, memoryDir(b), "-sample")
	bare, clerk := sidebyside.StartBare(b, p.temporal, "default"), p.signIn("clerk")
	for _, callers := range []int{1, 16} {
		b.Run(fmt.Sprintf("%d callers", callers), func(b *testing.B) {
			clerk.t = b
			ids := make([][]string, callers)
			for caller := range ids {
				for n := range sidebyside.LawsuitsFor(callers) {
					id := clerk.registers(noticed(fmt.Sprintf("（2026）鲁10行初%d号", 10_000*callers+100*caller+n)))
					clerk.does(id, "designate_unit", input{"lead": "区司法局"})
					ids[caller] = append(ids[caller], id)
				}
				bare.Start(ids[caller][0])
			}
			for b.Loop() {
				acts, updates := sidebyside.Turns(callers, 5, func(caller, n int) {
					id := ids[caller][sidebyside.LawsuitOf(callers, n)]
					clerk.does(id, "add_material", input{"kind": 6, "title": fmt.Sprint("材料", n)})
				}, func(caller, n int) { bare.Update(ids[caller][0], n) }, bare.Caught)
				sidebyside.Report(b, "act", acts, "update", updates)
			}
		})
	}
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
