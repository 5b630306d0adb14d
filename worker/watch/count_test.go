package watch_test

import (
	"context"
	"database/sql"
	"testing"
	"time"

	"yingsu/activities"
	"yingsu/models/store"
	"yingsu/worker/watch"
)

// TestLawsuitsOfAnEarlierProgramAreCounted: a program that knew no statistics stored them.
func TestLawsuitsOfAnEarlierProgramAreCounted(t *testing.T) {
	ctx, file := context.Background(), t.TempDir()+"/ledger.db"
	ledger, err := store.Open(ctx, "sqlite:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
	if _, err := ledger.Record(ctx, lawsuit(t, time.Now())); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.ExecContext(ctx, "UPDATE lawsuits SET is_counted = 0"); err != nil {
		t.Fatal(err)
	}
	w := &watch.Watch{Activities: &activities.Activities{Store: ledger}}
	for _, want := range []int{1, 0} {
		if n, err := w.Recount(ctx); n != want || err != nil {
			t.Errorf("%d were counted, want %d, %v", n, want, err)
		}
	}
	if n, err := ledger.Uncounted(ctx); n != 0 || err != nil {
		t.Errorf("%d are left, %v", n, err)
	}
}
