package watch_test

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/models/store"
	"yingsu/worker/proof"
	"yingsu/worker/watch"
	"yingsu/workflows/calendar"
)

// TestTheLedgerIsSealedOnceADay has several watches look at the same moment; the
// auditor is told the sum once.
func TestTheLedgerIsSealedOnceADay(t *testing.T) {
	dir := t.TempDir()
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "yingsu.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
	auditor, err := ledger.CreateUser(t.Context(), models.User{Username: "auditor", Name: "毕审", Role: models.Auditor, PasswordHash: "-"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Record(t.Context(), lawsuit(t, time.Now().UTC())); err != nil {
		t.Fatal(err)
	}
	seals, err := proof.Begin(t.Context(), ledger, dir)
	if err != nil {
		t.Fatal(err)
	}
	w := &watch.Watch{Activities: &activities.Activities{Store: ledger}, Proof: seals}
	today := calendar.DateOf(time.Now()).AddDays(1)
	look := func(at time.Time) {
		t.Helper()
		var watches sync.WaitGroup
		for range 4 {
			watches.Go(func() {
				if _, err := w.Seal(t.Context(), at); err != nil {
					t.Error(err)
				}
			})
		}
		watches.Wait()
	}
	inbox := func(prefix string) (n int) {
		t.Helper()
		page, err := ledger.Inbox(t.Context(), auditor, models.MessageFilter{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page.Messages {
			if strings.HasPrefix(m.Title, prefix) {
				n++
			}
		}
		return n
	}
	look(today.At(watch.Hour, 0).Add(-time.Minute))
	if n := inbox("台账第"); n != 0 {
		t.Errorf("before the hour: %d seals", n)
	}
	look(today.At(watch.Hour, 0))
	look(today.At(23, 0))
	if n := inbox("台账第"); n != 1 {
		t.Errorf("on the first day: %d seals, want 1", n)
	}
	look(today.AddDays(1).At(watch.Hour, 0))
	if n := inbox("台账第"); n != 2 {
		t.Errorf("on the second day: %d seals, want 2", n)
	}
	none := &watch.Watch{Activities: w.Activities}
	if n, err := none.Seal(t.Context(), time.Now()); n != 0 || err != nil {
		t.Errorf("without a key: %d, %v", n, err)
	}
}
