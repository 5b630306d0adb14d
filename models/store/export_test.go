package store

import (
	"errors"
	"sync/atomic"

	"gorm.io/gorm"
)

// Watch counts what the store sends to its database from now on. fail makes
// the n-th statement from then on fail, and none if n is 0.
func Watch(s *Store) (statements func() int64, fail func(n int64)) {
	var sent, failing atomic.Int64
	watch := func(db *gorm.DB) {
		if sent.Add(1) == failing.Load() {
			db.AddError(errors.New("broken by the test"))
		}
	}
	for _, db := range []*gorm.DB{s.write, s.read} {
		callbacks := db.Callback()
		callbacks.Create().Before("gorm:create").Register("watch", watch)
		callbacks.Query().Before("gorm:query").Register("watch", watch)
		callbacks.Update().Before("gorm:update").Register("watch", watch)
		callbacks.Delete().Before("gorm:delete").Register("watch", watch)
		callbacks.Row().Before("gorm:row").Register("watch", watch)
		callbacks.Raw().Before("gorm:raw").Register("watch", watch)
	}
	fail = func(n int64) {
		if n > 0 {
			n += sent.Load()
		}
		failing.Store(n)
	}
	return sent.Load, fail
}
