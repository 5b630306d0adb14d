package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"gorm.io/gorm"

	"yingsu/models"
)

// TestWritersDoNotWaitForEachOtherForEver has somebody hold SQLite's one connection
// and parse a new statement on it, while others wait for the connection with
// statements that nobody has parsed yet.
func TestWritersDoNotWaitForEachOtherForEver(t *testing.T) {
	s, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	const each = 6
	done := make(chan error, 4*each)
	holder := make(chan error, 1)
	go func() {
		holder <- s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			for n := range each {
				go func() { done <- s.PutSetting(ctx, fmt.Sprint("setting ", n), n) }()
				go func() { _, err := s.Secret(ctx, "secret"); done <- err }()
				go func() { _, err := s.Audit(ctx, models.Attempt{Username: "anna"}); done <- err }()
				go func() { done <- s.DeleteSession(ctx, "none") }()
			}
			time.Sleep(200 * time.Millisecond) // for all to come as far as they get
			for n := range 3 {
				var count int64
				if err := tx.Raw("SELECT count(*) + ? FROM users WHERE id <> "+fmt.Sprint(n), n).Scan(&count).Error; err != nil {
					return err
				}
			}
			return nil
		})
	}()
	for range 4*each + 1 {
		select {
		case err = <-holder:
		case err = <-done:
		case <-ctx.Done():
			t.Fatal("they wait for each other")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
