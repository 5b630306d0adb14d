package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/models/store"
	"yingsu/workflows/calendar"
)

var toldPromises = []promise{
	{"how somebody wants to be told is kept by channel, and each has their own", func(b *bench) {
		first, second := b.user(city), b.user(models.Actor{Username: "city-2", Role: models.UnitClerk, Unit: cityUnit})
		want := models.Way{Channel: models.Mail, Address: "zhang@example.gov.cn", On: true, Digest: true, QuietFrom: "22:00", QuietTo: "07:00"}
		b.ok(b.Store.SetWay(ctx, first, models.Way{Channel: models.Mail, Address: "li@example.gov.cn"}))
		b.ok(b.Store.SetWay(ctx, first, want))
		robot := models.Way{Channel: models.DingTalk, Address: "https://oapi.dingtalk.com/robot/send?access_token=a", Secret: "SEC0"}
		b.ok(b.Store.SetWay(ctx, first, robot))
		b.ok(b.Store.SetWay(ctx, second, models.Way{Channel: models.SMS, Address: "13800000000", On: true}))
		got, err := b.Store.Ways(ctx, first)
		b.ok(err)
		if !reflect.DeepEqual(got, []models.Way{robot, want}) {
			b.Errorf("%+v", got)
		}
		if b.Store.SetWay(ctx, first, models.Way{Channel: models.SMS, On: true}) == nil {
			b.Error("a way without an address was kept")
		}
		if b.Store.SetWay(ctx, 999, want) == nil {
			b.Error("nobody's way was kept")
		}
	}},
	{"a channel of their own choice reaches who chose it, as they chose it, and the others by the inbox", func(b *bench) {
		first, second := b.user(city), b.user(models.Actor{Username: "city-2", Role: models.UnitClerk, Unit: cityUnit})
		b.Store.PostBy(models.Mail, models.SMS)
		mail := models.Way{Channel: models.Mail, Address: "zhang@example.gov.cn", On: true, QuietFrom: "00:00", QuietTo: "23:59"}
		b.ok(b.Store.SetWay(ctx, first, mail))
		b.ok(b.Store.SetWay(ctx, second, models.Way{Channel: models.SMS, Address: "13800000000"})) // not switched on
		l := b.told(lawsuit(1), "open", toCity("calm"), toCity("due", func(n *models.Notice) { n.Due = calendar.DateOf(opened) }))
		taken := b.take(l.UpdatedAt, models.Mail, models.SMS)
		equal(b, "what is urgent is not kept waiting", len(taken), 1)
		equal(b, "this one", taken[0].Message.Key, "due")
		equal(b, "as chosen", taken[0].Way, mail)
		b.ok(b.Store.Delivered(ctx, []int64{taken[0].ID}))
		later := b.take(calendar.DateOf(l.UpdatedAt).At(23, 59), models.Mail)
		equal(b, "the rest, as quiet ends", len(later), 1)
		// What they choose now holds for what is sent now.
		mail.Address = "new@example.gov.cn"
		b.ok(b.Store.SetWay(ctx, first, mail))
		b.ok(b.Store.GiveBack(ctx, later, l.UpdatedAt))
		again := b.take(l.UpdatedAt, models.Mail)
		equal(b, "the new address", again[0].Way.Address, "new@example.gov.cn")
		equal(b, "tries, without what was given back", again[0].Tries, 1)
	}},
	{"what waits for a channel that is switched off does not go out", func(b *bench) {
		first, second := b.user(city), b.user(models.Actor{Username: "city-2", Role: models.UnitClerk, Unit: cityUnit})
		b.Store.PostBy(models.Mail)
		for _, id := range []int64{first, second} {
			b.ok(b.Store.SetWay(ctx, id, models.Way{Channel: models.Mail, Address: "zhang@example.gov.cn", On: true}))
		}
		b.told(lawsuit(1), "open", toCity("1"))
		b.ok(b.Store.SetWay(ctx, first, models.Way{Channel: models.Mail, Address: "zhang@example.gov.cn"}))
		left := b.take(opened.Add(time.Hour), models.Mail)
		equal(b, "left", len(left), 1)
		equal(b, "the other's", left[0].Message.UserID, second)
		page, err := b.Store.Inbox(ctx, first, models.MessageFilter{})
		b.ok(err)
		equal(b, "in the inbox", len(page.Messages), 1)
	}},
	{"a digest is taken whole, with as many statements for many as for few", func(b *bench) {
		b.Store.PostBy(models.Mail)
		const people, notices = 400, 2
		for n := range people {
			id := b.user(models.Actor{Username: fmt.Sprint("city-", n), Role: models.UnitClerk, Unit: cityUnit})
			b.ok(b.Store.SetWay(ctx, id, models.Way{Channel: models.Mail, Address: "zhang@example.gov.cn", On: true, Digest: true}))
		}
		before := b.Statements()
		b.told(lawsuit(1), "open", toCity("1"), toCity("2"))
		if sent := b.Statements() - before; sent > 20 {
			b.Errorf("telling %d people takes %d statements", people, sent)
		}
		equal(b, "before its time", len(b.take(opened, models.Mail)), 0)
		morning := calendar.DateOf(opened).AddDays(1).At(8, 30)
		rounds, all := 0, map[int64]int{}
		before = b.Statements()
		for {
			taken, err := b.Store.TakeDeliveries(ctx, []string{models.Mail}, morning, lease, 50)
			b.ok(err)
			if len(taken) == 0 {
				break
			}
			rounds++
			of := map[int64]int{}
			var ids []int64
			for _, d := range taken {
				equal(b, "of a digest", d.Digest, true)
				of[d.Message.UserID]++
				all[d.Message.UserID]++
				ids = append(ids, d.ID)
			}
			for id, n := range of {
				if n != notices {
					b.Fatalf("%d of %d notices for %d", n, notices, id)
				}
			}
			b.ok(b.Store.Delivered(ctx, ids))
		}
		equal(b, "people", len(all), people)
		if sent := b.Statements() - before; rounds > people*notices/50 || sent > int64(rounds+1)*8 {
			b.Errorf("%d rounds, %d statements", rounds, sent)
		}
	}},
	{"what became of each notice by each channel is kept, for its reader", func(b *bench) {
		first, second := b.user(city), b.user(town)
		b.Store.PostBy("drop", models.Mail)
		b.ok(b.Store.SetWay(ctx, first, models.Way{Channel: models.Mail, Address: "zhang@example.gov.cn", On: true}))
		l := b.told(lawsuit(1), "open", toCity("1"))
		now := l.UpdatedAt.Add(time.Hour)
		b.ok(b.Store.Delivered(ctx, []int64{b.take(now, "drop")[0].ID}))
		b.ok(b.Store.Failed(ctx, b.take(now, models.Mail), "没有及时答复", now.Add(lease)))
		log, err := b.Store.Carried(ctx, first, 0)
		b.ok(err)
		equal(b, "lines", len(log), 2)
		equal(b, "the mail", fmt.Sprint(log[0].Channel, log[0].State, log[0].Cause, log[0].Tries, log[0].SentAt.IsZero(), log[0].CaseNumber), fmt.Sprint("mail", "waiting", "没有及时答复", 1, true, l.CaseNumber))
		equal(b, "the file", fmt.Sprint(log[1].Channel, log[1].State, log[1].Cause, log[1].SentAt.IsZero()), fmt.Sprint("drop", "sent", "", false))
		log, err = b.Store.Carried(ctx, second, 0)
		b.ok(err)
		equal(b, "of somebody else", len(log), 0)
	}},
	{"a program that carries nothing tells by what the workers carry by", func(b *bench) {
		id := b.user(city)
		way := models.Way{Channel: models.Mail, Address: "zhang@example.gov.cn", On: true}
		b.ok(b.Store.SetWay(ctx, id, way))
		b.add(lawsuit(1))
		note := func(key string) models.Notice {
			return models.Notice{Key: key, Title: "通知", Urgency: models.Warning, To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}}
		}
		b.ok(b.Store.Tell(ctx, lawsuit(1).ID, note("before any worker")))
		b.ok(b.programs(1)[0].SayChannels(ctx, []string{models.Mail}))
		b.ok(b.Store.Tell(ctx, lawsuit(1).ID, note("with one")))
		taken := b.take(time.Now().Add(time.Minute), models.Mail)
		if len(taken) != 1 || taken[0].Message.Key != "with one" {
			b.Errorf("taken %+v", taken)
		}
	}},
	{"what is private is for its reader alone, by their channels, also as their account closes", func(b *bench) {
		id := b.user(city)
		colleague := models.Actor{Username: "city-2", Role: models.UnitClerk, Unit: cityUnit}
		b.user(colleague)
		clerks := b.user(clerk)
		b.Store.PostBy(models.Mail)
		b.ok(b.Store.SetWay(ctx, id, models.Way{Channel: models.Mail, Address: "zhang@example.gov.cn", On: true}))
		_, err := b.Store.Substitute(ctx, models.Substitution{Absent: city.Username, Substitute: colleague.Username, From: calendar.DateOf(time.Now()), To: calendar.DateOf(time.Now()), MadeBy: "admin", MadeAt: opened})
		b.ok(err)
		off := true
		failed := errors.New("failed")
		private := func(key string) models.Notice {
			return models.Notice{Key: key, Title: "账号安全：账号已停用", Urgency: models.Warning, Persons: []string{city.Username}, Private: true}
		}
		err = b.Store.Telling(ctx, func(*store.Store) error { return failed }, private("none"))
		equal(b, "passed on", errors.Is(err, failed), true)
		b.ok(b.Store.Telling(ctx, func(tx *store.Store) error {
			return tx.UpdateUser(ctx, id, models.UserChange{Disabled: &off})
		}, private("closed"), models.Notice{Key: "known", Title: "已停用", To: []models.Recipient{{Role: models.Clerk}}}))
		equal(b, "the holder", len(b.inbox(id)), 1)
		equal(b, "the clerks", len(b.inbox(clerks)), 1)
		user, err := b.Store.UserByName(ctx, colleague.Username)
		b.ok(err)
		equal(b, "who stands in", len(b.inbox(user.ID)), 0)
		taken := b.take(time.Now().Add(time.Minute), models.Mail)
		if len(taken) != 1 || taken[0].To.Username != city.Username {
			b.Errorf("taken %+v", taken)
		}
	}},
	{"a trial goes by one channel, at once, read, and once a minute", func(b *bench) {
		id := b.user(city)
		b.Store.PostBy("drop", models.Mail, models.SMS)
		mail := models.Way{Channel: models.Mail, Address: "zhang@example.gov.cn", On: true, Digest: true, QuietFrom: "00:00", QuietTo: "23:59"}
		sms := models.Way{Channel: models.SMS, Address: "13800000000", On: true}
		b.ok(b.Store.SetWay(ctx, id, mail))
		b.ok(b.Store.SetWay(ctx, id, sms))
		try := func(w models.Way, now time.Time) error {
			return b.Store.TryWay(ctx, id, w, post.Trial(city.Username, w.Channel, w.Channel, now), now)
		}
		now := opened.Truncate(time.Minute)
		b.ok(try(mail, now))
		b.refused(try(mail, now.Add(59*time.Second)), models.TooMany)
		b.ok(try(sms, now))
		b.ok(try(mail, now.Add(time.Minute)))
		taken := b.take(now.Add(time.Hour), "drop", models.Mail, models.SMS)
		equal(b, "by the channels that were tried", len(taken), 3)
		equal(b, "of a digest", taken[0].Digest, false)
		equal(b, "as chosen", taken[0].Way, mail)
		equal(b, "in the inbox", len(b.inbox(id)), 3)
		unread, err := b.Store.Unread(ctx, id)
		b.ok(err)
		equal(b, "unread", unread, 0)
		var wg sync.WaitGroup
		var done atomic.Int32
		for _, s := range b.programs(4) {
			wg.Go(func() {
				at := now.Add(time.Hour)
				if s.TryWay(ctx, id, mail, post.Trial(city.Username, models.Mail, "电子邮件", at), at) == nil {
					done.Add(1)
				}
			})
		}
		wg.Wait()
		equal(b, "of many at once", done.Load(), 1)
	}},
	{"the servers know by which channels the workers carry", func(b *bench) {
		open, err := b.Store.OpenChannels(ctx)
		b.ok(err)
		equal(b, "before any worker", len(open), 0)
		b.ok(b.Store.SayChannels(ctx, []string{"drop", "mail"}))
		open, err = b.programs(1)[0].OpenChannels(ctx)
		b.ok(err)
		equal(b, "open", fmt.Sprint(open), "[drop mail]")
	}},
	{"a calendar is fetched by its last secret, and by none once it is revoked", func(b *bench) {
		id := b.user(city)
		colleague := b.user(models.Actor{Username: "city-2", Role: models.UnitClerk, Unit: cityUnit})
		found := func(hash string) string {
			b.Helper()
			feed, user, err := b.Store.FeedBySecret(ctx, hash)
			if err != nil {
				b.refused(err, models.NotFound)
				return ""
			}
			return user.Username + " " + feed.Unit
		}
		b.ok(b.Store.MakeFeed(ctx, id, "", "own-1", opened))
		b.ok(b.Store.MakeFeed(ctx, id, cityUnit, "unit-1", opened))
		equal(b, "own", found("own-1"), city.Username+" ")
		equal(b, "the unit's", found("unit-1"), city.Username+" "+cityUnit)
		equal(b, "none", found("")+found("own-2")+found("%"), "")
		b.ok(b.Store.MakeFeed(ctx, id, "", "own-2", opened))
		b.ok(b.Store.MakeFeed(ctx, colleague, cityUnit, "unit-2", opened))
		equal(b, "those before", found("own-1")+found("unit-1"), "")
		equal(b, "the new one", found("unit-2"), "city-2 "+cityUnit)
		feeds, err := b.Store.Feeds(ctx, id, cityUnit)
		b.ok(err)
		equal(b, "known", fmt.Sprint(len(feeds), feeds[0].Unit, feeds[1].MadeBy), fmt.Sprint(2, "", "city-2"))
		other := townUnit
		b.ok(b.Store.UpdateUser(ctx, colleague, models.UserChange{Unit: &other}))
		equal(b, "of a unit that its maker has left", found("unit-2"), "")
		b.ok(b.Store.RevokeFeed(ctx, id, ""))
		b.ok(b.Store.RevokeFeed(ctx, id, ""))
		equal(b, "revoked", found("own-2"), "")
		b.ok(b.Store.MakeFeed(ctx, id, "", "own-3", opened))
		gone := true
		b.ok(b.Store.UpdateUser(ctx, id, models.UserChange{Disabled: &gone}))
		equal(b, "of a disabled account", found("own-3"), "")
		gone = false
		b.ok(b.Store.UpdateUser(ctx, id, models.UserChange{Disabled: &gone}))
		b.ok(b.Store.MakeFeed(ctx, id, cityUnit, "unit-3", opened))
		b.ok(b.Store.MakeFeed(ctx, colleague, "", "own-4", opened))
		b.ok(b.Store.DropFeeds(ctx, id))
		equal(b, "dropped", found("own-3")+found("unit-3"), "")
		equal(b, "of somebody else", found("own-4"), "city-2 ")
	}},
}

// toCity is a notice to the clerks of the city administration.
func toCity(key string, changes ...func(*models.Notice)) models.Notice {
	n := models.Notice{Key: key, Urgency: models.Reminder, Title: "提醒", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}}
	for _, change := range changes {
		change(&n)
	}
	return n
}
