package store_test

import (
	"testing"

	"yingsu/models"
	"yingsu/models/store/storetest"
)

// BenchmarkRecord is what one act costs in the ledger: one that moves no clock,
// one that moves one, and one that tells somebody.
func BenchmarkRecord(b *testing.B) {
	for _, kind := range []struct {
		name string
		open func(testing.TB) storetest.Database
	}{{"SQLite", openSQLite}, {"PostgreSQL", openPostgres}} {
		for _, act := range []struct {
			name         string
			moves, tells bool
		}{{"plain", false, false}, {"moves a clock", true, false}, {"tells", false, true}} {
			b.Run(kind.name+"/"+act.name, func(b *testing.B) {
				db, c := kind.open(b), newCrowd()
				for _, unit := range crowdUnits {
					for _, name := range []string{"甲", "乙"} {
						if _, err := db.Store.CreateUser(b.Context(), models.User{Username: unit + name, Name: name, Role: models.UnitClerk, Unit: unit, PasswordHash: "-"}); err != nil {
							b.Fatal(err)
						}
					}
				}
				l := c.lawsuit(openShare * 5)
				record := func(n int) {
					rec := c.recorded(l, n, act.moves)
					if act.tells {
						rec.Notices = []models.Notice{{Key: rec.Key, To: []models.Recipient{{Role: models.UnitClerk, Unit: "区城市管理局"}}, Title: "提醒"}}
					}
					if _, err := db.Store.Record(b.Context(), rec); err != nil {
						b.Fatal(err)
					}
				}
				n := 0
				for range 50 {
					n++
					record(n)
				}
				before := db.Statements()
				for b.Loop() {
					n++
					record(n)
				}
				b.ReportMetric(float64(db.Statements()-before)/float64(b.N), "statements/op")
			})
		}
	}
}
