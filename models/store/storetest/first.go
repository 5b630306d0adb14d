package storetest

import (
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"yingsu/models"
)

var firstPromises = []promise{
	{"the last link that was offered opens the first account, once and in time", func(b *bench) {
		until, admin := opened.Add(24*time.Hour), models.User{Username: "admin", Name: "高新任", Role: models.Admin, PasswordHash: "hash"}
		b.refused(b.Store.CreateFirstUser(ctx, admin, "", opened), models.NotFound)
		for _, hash := range []string{"one", "two"} {
			offered, err := b.Store.OfferFirstUser(ctx, hash, until)
			b.ok(err)
			equal(b, "offered", offered, true)
		}
		for hash, now := range map[string]time.Time{"one": opened, "": opened, "two": until} {
			b.refused(b.Store.FirstUserOffered(ctx, hash, now), models.NotFound)
			b.refused(b.Store.CreateFirstUser(ctx, admin, hash, now), models.NotFound)
		}
		b.ok(b.Store.FirstUserOffered(ctx, "two", until.Add(-time.Second)))
		b.ok(b.Store.CreateFirstUser(ctx, admin, "two", until.Add(-time.Second)))
		kept, err := b.Store.UserByName(ctx, "admin")
		b.ok(err)
		equal(b, "account", fmt.Sprint(kept.Name, kept.Role, kept.PasswordHash, kept.MustChange), fmt.Sprint("高新任", models.Admin, "hash", false))
		b.refused(b.Store.FirstUserOffered(ctx, "two", opened), models.NotFound)
		b.refused(b.Store.CreateFirstUser(ctx, models.User{Username: "second"}, "two", opened), models.NotFound)
	}},
	{"of several who send the link together one gets the first account", func(b *bench) {
		_, err := b.Store.OfferFirstUser(ctx, "link", opened.Add(time.Hour))
		b.ok(err)
		programs, made := b.programs(4), atomic.Int64{}
		b.together(len(programs), func(n int) error {
			hash := fmt.Sprint("hash of ", n)
			err := programs[n].CreateFirstUser(ctx, models.User{Username: "admin", PasswordHash: hash}, "link", opened)
			var refusal *models.Error
			if errors.As(err, &refusal) && refusal.Code == models.NotFound {
				return nil
			}
			if err != nil {
				return err
			}
			made.Add(1)
			user, err := programs[n].UserByName(ctx, "admin")
			equal(b, "the one that is told so", user.PasswordHash, hash)
			return err
		})
		equal(b, "made", made.Load(), 1)
	}},
	{"of programs that offer a link together the last one's holds", func(b *bench) {
		programs := b.programs(4)
		b.together(len(programs), func(n int) error {
			_, err := programs[n].OfferFirstUser(ctx, fmt.Sprint(n), opened.Add(time.Hour))
			return err
		})
		holds := 0
		for n := range programs {
			if b.Store.FirstUserOffered(ctx, fmt.Sprint(n), opened) == nil {
				holds++
			}
		}
		equal(b, "links that hold", holds, 1)
	}},
	{"there is no first account where there is one", func(b *bench) {
		b.user(clerk)
		offered, err := b.Store.OfferFirstUser(ctx, "link", opened.Add(time.Hour))
		b.ok(err)
		equal(b, "offered", offered, false)
		b.refused(b.Store.CreateFirstUser(ctx, models.User{Username: "admin"}, "link", opened), models.NotFound)
	}},
}
