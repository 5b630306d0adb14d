package store_test

import (
	"fmt"
	"os"
	"testing"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/models/store/storetest"
	"yingsu/workflows/measures"
)

// BenchmarkTold measures one recording that tells five persons, in a district
// with three hundred accounts; where TEST_DATABASE_URL names a PostgreSQL, on it
// too.
func BenchmarkTold(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { told(b, "sqlite:"+b.TempDir()+"/ledger.db") })
	if os.Getenv("TEST_DATABASE_URL") != "" {
		b.Run("postgres", func(b *testing.B) { told(b, schemaURL(b)) })
	}
}

func told(b *testing.B, url string) {
	s, err := store.Open(b.Context(), url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	for n := range 300 {
		u := models.User{Username: fmt.Sprint("u", n), Name: "某某", Role: models.UnitClerk, Unit: fmt.Sprint("单位", n/3), PasswordHash: "$argon2id$v=19$m=65536,t=3,p=2$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"}
		if n < 2 {
			u.Role, u.Unit = models.Clerk, measures.JusticeBureau
		}
		if _, err := s.CreateUser(b.Context(), u); err != nil {
			b.Fatal(err)
		}
	}
	n := int64(0)
	for b.Loop() {
		n++
		rec := storetest.Told(n, models.Recipient{Role: models.Clerk}, models.Recipient{Role: models.UnitClerk, Unit: "单位9"})
		if _, err := s.Record(b.Context(), rec); err != nil {
			b.Fatal(err)
		}
	}
}
