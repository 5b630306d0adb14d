package drill

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"yingsu/server/dev/topology/fleet"
	"yingsu/workflows/calendar"
)

// Everything starts at once on an empty machine, an administrator signs in and sets
// the district up, a lawsuit goes its way, each part is killed once meanwhile, and
// nothing stays behind.
func TestMainJobWhilePartsAreKilled(t *testing.T) {
	f := begin(t, fleet.Options{})
	d := settle(t, f, calendar.Civil{})
	l := d.registers(1, 14)
	var back sync.WaitGroup
	for n, s := range l.mainJob() {
		if n%2 == 0 && n/2 < len(f.Parts()) {
			p := f.Parts()[n/2]
			must(t, p.Kill())
			back.Go(func() { must(t, p.Start(t.Context())) })
		}
		l.does(s)
	}
	back.Wait()
	var pids []int
	for _, p := range f.Parts() {
		pids = append(pids, p.PID())
	}
	d.compare()
	must(t, f.Stop())
	for _, pid := range pids {
		if pid == 0 || alive(pid) {
			t.Errorf("process %d is still there, or never was", pid)
		}
	}
}

// alive tells whether a process runs, or any that it has begun.
func alive(pid int) bool {
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		if _, err := strconv.Atoi(e.Name()); err != nil {
			continue
		}
		stat, err := os.ReadFile("/proc/" + e.Name() + "/stat")
		if err != nil {
			continue
		}
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		if group, _ := strconv.Atoi(fields[2]); group == pid && fields[0] != "Z" {
			return true
		}
	}
	return false
}
