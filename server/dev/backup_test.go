package main

import (
	"fmt"
	"maps"
	"net/http"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"yingsu/workflows/calendar"
)

// TestABackupDuringWritesGoesOn backs up a running program again and again while
// lawsuits are registered and acted on, then goes on from the last copy: it must
// verify, and every lawsuit in it, those that were just being written included,
// must go on.
func TestABackupDuringWritesGoesOn(t *testing.T) {
	t.Parallel()
	tool := filepath.Join(t.TempDir(), "yingsu")
	if out, err := exec.Command("go", "-C", "../..", "build", "-o", tool, "./server/yingsu").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	yingsu := func(args ...string) string {
		t.Helper()
		out, err := exec.Command(tool, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("yingsu %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	data := t.TempDir()
	p := launch(t, data, "-sample")
	yingsu("seal", "--data", data)

	stop := make(chan struct{})
	var writers sync.WaitGroup
	var lock sync.Mutex
	acknowledged := map[string]bool{}
	for w := range 4 {
		writers.Go(func() {
			clerk := p.signIn("clerk")
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				status, body, err := clerk.try(http.MethodPost, "/lawsuits", notice(w*1000+n), "")
				if err != nil || status != http.StatusCreated {
					t.Errorf("register: %d %s %v", status, body, err)
					return
				}
				var opened struct{ ID string }
				decode(t, body, &opened)
				clerk.does(opened.ID, "designate_unit", input{"lead": "区司法局"})
				lock.Lock()
				acknowledged[opened.ID] = true
				lock.Unlock()
			}
		})
	}
	var last string
	var before map[string]bool // acknowledged before the last copy was begun
	for n := range 4 {
		<-time.After(700 * time.Millisecond) // between copies something must have been written
		lock.Lock()
		before = maps.Clone(acknowledged)
		lock.Unlock()
		last = filepath.Join(t.TempDir(), fmt.Sprint("copy", n))
		yingsu("backup", "--data", data, last)
	}
	close(stop)
	writers.Wait()
	p.kill()

	restored := filepath.Join(t.TempDir(), "restored")
	t.Log(yingsu("restore", last, "--data", restored))
	p = launch(t, restored)
	t.Log(yingsu("reconcile", "--data", restored, "--temporal", p.temporal))
	clerk := p.signIn("clerk")
	for id := range before {
		if l := clerk.looksAt(id); l.Revision < 2 {
			t.Errorf("%s was acknowledged before the copy and is at %d", id, l.Revision)
		}
	}
	if len(before) < 10 {
		t.Fatalf("only %d lawsuits were written before the copy", len(before))
	}
	went := 0
	for id := range acknowledged {
		status, body := clerk.call(http.MethodGet, "/lawsuits/"+id, nil, "")
		if status == http.StatusNotFound && !before[id] {
			continue // after the copy
		}
		var l lawsuit
		decode(t, body, &l)
		if l.Revision < 2 {
			clerk.does(id, "designate_unit", input{"lead": "区司法局"})
		}
		clerk.does(id, "add_material", input{"kind": 1, "title": "恢复后登记的材料"})
		went++
	}
	if went < len(before) {
		t.Errorf("%d went on, %d had been acknowledged", went, len(before))
	}
	t.Logf("%d lawsuits went on, %d of them acknowledged before the copy was begun", went, len(before))
	p.kill()
	yingsu("verify", "--data", restored)
}

// notice is the n-th invented notice of a court.
func notice(n int) input {
	return input{
		"case_number": fmt.Sprintf("（2026）鲁10行初%d号", 20000+n), "court": "威海市中级人民法院", "plaintiffs": []string{"演某某"}, "cause": "行政处罚",
		"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}}, "served_on": calendar.DateOf(time.Now()), "origin": input{"item": 1},
	}
}
