package storetest

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"yingsu/models"
	"yingsu/models/store"
)

var wholePromises = []promise{
	{"a secret is the same for all programs, whoever asks first", func(b *bench) {
		programs := b.programs(4)
		secrets := make([][]byte, len(programs))
		b.together(len(programs), func(n int) (err error) {
			secrets[n], err = programs[n].Secret(ctx, "voucher")
			return err
		})
		other, err := b.Store.Secret(ctx, "form")
		b.ok(err)
		for _, s := range secrets {
			equal(b, "secret", fmt.Sprintf("%x", s), fmt.Sprintf("%x", secrets[0]))
			equal(b, "length", len(s), 32)
		}
		if bytes.Equal(other, secrets[0]) {
			b.Error("two secrets are one")
		}
	}},
	{"a turn is one program's, until it has let it lapse", func(b *bench) {
		programs := b.programs(6)
		now, long := opened, 10*time.Second
		take := func(s *store.Store, who string, now time.Time) bool {
			b.Helper()
			_, theirs, err := s.TakeTurn(ctx, "watch", who, now, now.Add(long))
			b.ok(err)
			return theirs
		}
		held := make([]bool, len(programs))
		everybody := func(now time.Time) (holder int) {
			b.Helper()
			b.together(len(programs), func(n int) (err error) {
				_, held[n], err = programs[n].TakeTurn(ctx, "watch", fmt.Sprint("program ", n), now, now.Add(long))
				return err
			})
			holders := 0
			for n, has := range held {
				if has {
					holder = n
					holders++
				}
			}
			equal(b, "programs that have it", holders, 1)
			return holder
		}
		first := everybody(now)
		equal(b, "who has it keeps it", everybody(now.Add(long-time.Second)), first)
		other := (first + 1) % len(programs)
		equal(b, "by another before", take(programs[other], "another", now.Add(2*long-2*time.Second)), false)
		before, theirs, err := b.Store.TakeTurn(ctx, "watch", "another", now.Add(2*long), now.Add(3*long))
		b.ok(err)
		equal(b, "once it has lapsed", theirs, true)
		equal(b, "until when it was somebody's", before, now.Add(2*long-time.Second).Truncate(time.Microsecond))
		equal(b, "of who let it lapse", take(programs[first], fmt.Sprint("program ", first), now.Add(2*long)), false)
		_, theirs, err = b.Store.TakeTurn(ctx, "something else", "somebody", now, now.Add(long))
		b.ok(err)
		equal(b, "another turn", theirs, true)
	}},
	{"settings", func(b *bench) {
		type drill struct {
			Speed int
			Start string
		}
		var got drill
		found, err := b.Store.Setting(ctx, "drill", &got)
		b.ok(err)
		equal(b, "found", found, false)
		b.ok(b.Store.PutSetting(ctx, "drill", drill{1, "2026-03-02"}))
		b.ok(b.Store.PutSetting(ctx, "drill", drill{2, "节后"}))
		b.ok(b.Store.PutSetting(ctx, "other", []int{1}))
		found, err = b.Store.Setting(ctx, "drill", &got)
		b.ok(err)
		equal(b, "found", found, true)
		equal(b, "setting", got, drill{2, "节后"})
		var list []int
		_, err = b.Store.Setting(ctx, "other", &list)
		b.ok(err)
		equal(b, "other", fmt.Sprint(list), "[1]")
		if found, err = b.Store.Setting(ctx, "drill", &list); err == nil {
			b.Error("a setting of another kind was read", found)
		}
		if b.Store.PutSetting(ctx, "", 1) == nil {
			b.Error("a setting without a key was stored")
		}
	}},
	{"several processes open the database at once, and lose nothing", func(b *bench) {
		b.add(lawsuit(1))
		stores := make([]*store.Store, 4)
		b.together(len(stores), func(n int) (err error) {
			stores[n], err = b.Again()
			return err
		})
		defer func() {
			for _, s := range stores {
				b.ok(s.Close())
			}
		}()
		if slices.Contains(stores, nil) {
			return
		}
		b.together(40, func(n int) error {
			_, err := stores[n%4].Record(ctx, recording(lawsuit(n+2), "open"))
			return err
		})
		page, err := b.Store.Lawsuits(ctx, clerk, models.Filter{})
		b.ok(err)
		equal(b, "lawsuits", page.Total, 41)
	}},
	{"a closed store is a fault, not a refusal", func(b *bench) {
		again, err := b.Again()
		b.ok(err)
		b.ok(again.Ping(ctx))
		b.ok(again.Close())
		if again.Ping(ctx) == nil {
			b.Error("a closed store answers")
		}
		if _, err := again.Record(ctx, recording(lawsuit(1), "open")); err == nil {
			b.Error("a closed store records")
		}
		b.ok(b.Store.Ping(ctx))
	}},
}
