package storetest

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
)

var outboxPromises = []promise{
	{"what other channels carry is written with the message, once for each person", func(b *bench) {
		first, second := b.user(city), b.user(models.Actor{Username: "city-2", Name: "二", Role: models.UnitClerk, Unit: cityUnit})
		b.Store.PostBy("drop", "copy")
		notice := models.Notice{
			Key: "evidence/3", Urgency: models.Reminder, Title: "【提醒】提交证据", Body: "还剩3个工作日。", Article: "第十四条",
			Clock: "evidence/first", Due: calendar.On(2026, 3, 17), To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}},
		}
		l := b.told(lawsuit(1), "open", notice)
		l.Revision++
		b.told(l, "again", notice)
		b.outbox(models.Outbox{Waiting: 4, Oldest: l.UpdatedAt.Truncate(time.Microsecond)})

		taken := b.take(opened.Add(time.Hour), "drop")
		equal(b, "by this channel", len(taken), 2)
		notice.To = nil
		want := models.Delivery{
			Key: post.Key(l.ID, notice.Key, first, "drop"), Channel: "drop", To: city, Tries: 1,
			Message: models.Message{UserID: first, LawsuitID: l.ID, CaseNumber: l.CaseNumber, Notice: notice, At: l.UpdatedAt.Truncate(time.Microsecond)},
		}
		want.ID = taken[0].ID
		if !reflect.DeepEqual(taken[0], want) {
			b.Errorf("got  %+v\nwant %+v", taken[0], want)
		}
		equal(b, "the other", taken[1].Message.UserID, second)
	}},
	{"without another channel nothing waits", func(b *bench) {
		b.user(city)
		b.told(lawsuit(1), "open", models.Notice{Key: "1", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}})
		b.outbox(models.Outbox{})
		b.Store.PostBy("drop")
		b.told(lawsuit(2), "open", models.Notice{Key: "1", To: []models.Recipient{{Role: models.UnitClerk, Unit: townUnit}}})
		equal(b, "nobody could be told", len(b.take(opened.Add(time.Hour), "drop")), 0)
	}},
	{"a recording that fails leaves nothing to deliver", func(b *bench) {
		b.user(city)
		b.Store.PostBy("drop")
		rec := recording(lawsuit(1), "open")
		rec.Notices = []models.Notice{{Key: "1", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}}}
		for n := int64(1); ; n++ {
			b.Break(n)
			_, err := b.Store.Record(ctx, rec)
			b.Break(0)
			box, outboxErr := b.Store.Outbox(ctx)
			b.ok(outboxErr)
			if err == nil {
				equal(b, "waiting", box.Waiting, 1)
				if n < 8 {
					b.Errorf("only %d statements failed", n-1)
				}
				return
			}
			equal(b, fmt.Sprint("waiting after statement ", n, " failed"), box.Waiting, 0)
		}
	}},
	{"what is not settled within the lease may be taken again", func(b *bench) {
		b.user(city)
		b.Store.PostBy("drop")
		b.told(lawsuit(1), "open", models.Notice{Key: "1", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}})
		equal(b, "too early", len(b.take(opened, "drop")), 0)
		now := opened.Add(time.Hour)
		first := b.take(now, "drop")
		equal(b, "taken", len(first), 1)
		equal(b, "by somebody else meanwhile", len(b.take(now.Add(lease-time.Second), "drop")), 0)
		again := b.take(now.Add(lease), "drop")
		equal(b, "after the lease", len(again), 1)
		equal(b, "under the same key", again[0].Key, first[0].Key)
		equal(b, "tries", again[0].Tries, 2)
		// Whoever comes late with a failure does not undo what another does now, and a
		// failure after the arrival is none.
		b.ok(b.Store.Failed(ctx, []models.Delivery{first[0]}, "too late", time.Time{}))
		b.outbox(models.Outbox{Waiting: 1, Oldest: again[0].Message.At})
		b.ok(b.Store.Delivered(ctx, []int64{first[0].ID}))
		b.ok(b.Store.Failed(ctx, []models.Delivery{again[0]}, "too late as well", time.Time{}))
		b.outbox(models.Outbox{})
		equal(b, "once it has arrived", len(b.take(now.Add(100*lease), "drop")), 0)
	}},
	{"what fails is put off, and given up in the end with the cause", func(b *bench) {
		b.user(city)
		b.Store.PostBy("drop")
		b.told(lawsuit(1), "open", models.Notice{Key: "1", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}})
		now := opened.Add(time.Hour)
		d := b.take(now, "drop")[0]
		b.ok(b.Store.Failed(ctx, []models.Delivery{d}, "磁盘已满", now.Add(10*lease)))
		equal(b, "before its time", len(b.take(now.Add(9*lease), "drop")), 0)
		d = b.take(now.Add(10*lease), "drop")[0]
		b.ok(b.Store.Failed(ctx, []models.Delivery{d}, "目录不存在", time.Time{}))
		b.outbox(models.Outbox{Dead: 1})
		dead, err := b.Store.Undeliverable(ctx, 0)
		b.ok(err)
		want := models.Undeliverable{ID: d.ID, Key: d.Key, Channel: "drop", To: city, Tries: 2, Cause: "目录不存在", At: d.Message.At}
		if len(dead) != 1 || !reflect.DeepEqual(dead[0], want) {
			b.Errorf("given up: %+v, want %+v", dead, want)
		}
	}},
	{"a cause that cannot be stored as it is puts a delivery off all the same", func(b *bench) {
		b.user(city)
		b.Store.PostBy("drop")
		b.told(lawsuit(1), "open", models.Notice{Key: "1", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}})
		now := opened.Add(time.Hour)
		b.ok(b.Store.Failed(ctx, b.take(now, "drop"), "没有接受：\x00", now.Add(lease)))
		b.ok(b.Store.Failed(ctx, b.take(now.Add(lease), "drop"), "没有接受：\x00\xff", time.Time{}))
		dead, err := b.Store.Undeliverable(ctx, 0)
		b.ok(err)
		if len(dead) != 1 || dead[0].Cause != "没有接受：\uFFFD\uFFFD" {
			b.Errorf("given up: %+v", dead)
		}
	}},
	{"what was given up is sent again when somebody says so, one by one or all", func(b *bench) {
		b.user(city)
		b.Store.PostBy("drop")
		var notices []models.Notice
		for n := range 5 {
			notices = append(notices, models.Notice{Key: fmt.Sprint(n), To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}})
		}
		b.told(lawsuit(1), "open", notices...)
		now := opened.Add(time.Hour)
		taken := b.take(now, "drop")
		b.ok(b.Store.Delivered(ctx, []int64{taken[0].ID}))
		for _, d := range taken[1:4] {
			b.ok(b.Store.Failed(ctx, []models.Delivery{d}, "目录不存在", time.Time{}))
		}
		again := func(want int, ids ...int64) {
			b.Helper()
			n, err := b.Store.SendAgain(ctx, now, ids...)
			b.ok(err)
			equal(b, fmt.Sprint("sent again of ", ids), n, want)
		}
		again(0, taken[0].ID) // has arrived
		again(0, taken[4].ID) // is on its way
		again(0, 1<<40)       // is none
		again(1, taken[1].ID)
		again(0, taken[1].ID) // by somebody else before
		// Whoever is late with a failure does not undo it.
		b.ok(b.Store.Failed(ctx, []models.Delivery{taken[1]}, "too late", time.Time{}))
		b.outbox(models.Outbox{Waiting: 2, Dead: 2, Oldest: taken[1].Message.At})
		once := b.take(now, "drop")
		equal(b, "taken", len(once), 1)
		equal(b, "the same one", once[0].Key, taken[1].Key)
		equal(b, "tries, counted anew", once[0].Tries, 1)
		again(2)
		again(0)
		equal(b, "taken of all", len(b.take(now, "drop")), 2)
	}},
	{"programs that take at once take nothing twice, and nothing is left", func(b *bench) {
		b.user(city)
		b.Store.PostBy("drop")
		const all = 60
		var notices []models.Notice
		for n := range all {
			notices = append(notices, models.Notice{Key: fmt.Sprint(n), To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}})
		}
		b.told(lawsuit(1), "open", notices...)
		var mu sync.Mutex
		var keys []string
		var wg sync.WaitGroup
		for _, s := range b.programs(4) {
			wg.Go(func() {
				for {
					taken, err := s.TakeDeliveries(ctx, []string{"drop"}, opened.Add(time.Hour), lease, 7)
					if err != nil {
						b.Error(err)
					}
					if len(taken) == 0 {
						// Others may hold what waits for as long as their transaction lasts.
						if box, err := s.Outbox(ctx); err != nil || box.Waiting == 0 {
							return
						}
						continue
					}
					var ids []int64
					mu.Lock()
					for _, d := range taken {
						keys, ids = append(keys, d.Key), append(ids, d.ID)
					}
					mu.Unlock()
					if err := s.Delivered(ctx, ids); err != nil {
						b.Error(err)
					}
				}
			})
		}
		wg.Wait()
		slices.Sort(keys)
		equal(b, "taken", len(keys), all)
		equal(b, "different ones", len(slices.Compact(keys)), all)
	}},
}

const lease = time.Minute

func (b *bench) take(now time.Time, channels ...string) []models.Delivery {
	b.Helper()
	list, err := b.Store.TakeDeliveries(ctx, channels, now, lease, 100)
	b.ok(err)
	return list
}

func (b *bench) outbox(want models.Outbox) {
	b.Helper()
	got, err := b.Store.Outbox(ctx)
	b.ok(err)
	if got.Waiting != want.Waiting || got.Dead != want.Dead || !got.Oldest.Equal(want.Oldest) {
		b.Errorf("the outbox holds %+v, want %+v", got, want)
	}
}
