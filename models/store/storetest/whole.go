package storetest

import (
	"bytes"
	"fmt"
	"slices"

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
