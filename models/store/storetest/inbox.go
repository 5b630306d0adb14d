package storetest

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

var inboxPromises = []promise{
	{"everybody who holds an office is told once", func(b *bench) {
		first, second := b.user(city), b.user(models.Actor{Username: "city-2", Role: models.UnitClerk, Unit: cityUnit})
		bureau := b.user(clerk)
		others := []int64{b.user(town), b.user(admin), b.user(models.Actor{Username: "official", Role: models.UnitOfficial, Unit: cityUnit})}
		gone := b.user(models.Actor{Username: "gone", Role: models.UnitClerk, Unit: cityUnit})
		disabled := true
		b.ok(b.Store.UpdateUser(ctx, gone, models.UserChange{Disabled: &disabled}))

		want := models.Notice{
			Key: "evidence/3", Urgency: models.Reminder, Title: "【提醒】提交证据", Body: "还剩3个工作日。", Article: "第十四条",
			Clock: "evidence/first", Due: calendar.On(2026, 3, 17),
			To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}, {Role: models.Clerk}, {Role: models.UnitClerk, Unit: cityUnit}},
		}
		l := b.told(lawsuit(1), "open", want)
		l.Revision++
		b.told(l, "again", want) // the same notice in another recording

		for _, id := range []int64{first, second, bureau} {
			list := b.inbox(id)
			if len(list) != 1 {
				b.Fatalf("%d messages for %d, want 1", len(list), id)
			}
			got := list[0]
			equal(b, "id", got.ID > 0, true)
			got.ID = 0
			notice := want
			notice.To = nil
			if !reflect.DeepEqual(got, models.Message{
				UserID: id, LawsuitID: l.ID, CaseNumber: l.CaseNumber, Notice: notice, At: l.UpdatedAt.Truncate(time.Microsecond),
			}) {
				b.Errorf("got %+v", got)
			}
		}
		for _, id := range append(others, gone) {
			equal(b, fmt.Sprint("messages for ", id), len(b.inbox(id)), 0)
		}
	}},
	{"a unit without anybody is told by the bureau's clerks", func(b *bench) {
		bureau, other := b.user(clerk), b.user(supervisor)
		b.user(admin)
		b.told(lawsuit(1), "open", models.Notice{Key: "1", Body: "请准备材料。", To: []models.Recipient{
			{Role: models.UnitClerk, Unit: townUnit}, {Role: models.UnitOfficial, Unit: townUnit}, {Role: models.Supervisor},
		}})
		for _, id := range []int64{bureau, other} {
			list := b.inbox(id)
			equal(b, "messages", len(list), 1)
			equal(b, "body", list[0].Body, "（张村镇尚无可用账号，请另行通知。）\n请准备材料。")
		}
		equal(b, "undelivered", b.undelivered(clerk), "")
	}},
	{"where one office of a unit is held, the unit is not without anybody", func(b *bench) {
		bureau, unit := b.user(clerk), b.user(city)
		b.told(lawsuit(1), "open", models.Notice{Key: "1", Body: "提醒。", To: []models.Recipient{
			{Role: models.UnitClerk, Unit: cityUnit}, {Role: models.UnitOfficial, Unit: cityUnit},
		}})
		equal(b, "the bureau's", len(b.inbox(bureau)), 0)
		equal(b, "body", b.inbox(unit)[0].Body, "提醒。")
	}},
	{"without a clerk the administrators are told", func(b *bench) {
		id := b.user(admin)
		b.told(lawsuit(1), "open",
			models.Notice{Key: "1", To: []models.Recipient{{Role: models.UnitClerk, Unit: townUnit}}},
			models.Notice{Key: "2", To: []models.Recipient{{Role: models.Clerk}, {Role: models.Director}}},
			models.Notice{Key: "3"})
		var bodies []string
		for _, m := range b.inbox(id) {
			bodies = append(bodies, m.Key+m.Body)
		}
		equal(b, "messages", strings.Join(bodies, "|"),
			"3|2（区司法局尚无可用账号，请另行通知。）\n|1（张村镇尚无可用账号，请另行通知。）\n")
	}},
	{"a notice that reaches nobody stays to be seen", func(b *bench) {
		notice := models.Notice{Key: "1", Title: "提醒", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}}
		l := b.told(lawsuit(1), "open", notice)
		l.Revision++
		b.told(l, "again", notice)
		equal(b, "for the clerk", b.undelivered(clerk), "1")
		equal(b, "for its unit", b.undelivered(city), "1")
		equal(b, "for another unit", b.undelivered(town), "")
		equal(b, "for an auditor", b.undelivered(auditor), "")
	}},
	{"an office of a unit that is not named is nobody's", func(b *bench) {
		homeless, id := b.user(models.Actor{Username: "homeless", Role: models.UnitClerk}), b.user(clerk)
		b.told(lawsuit(1), "open", models.Notice{Key: "1", To: []models.Recipient{{Role: models.UnitClerk}}})
		equal(b, "messages", len(b.inbox(homeless)), 0)
		equal(b, "the clerk's", len(b.inbox(id)), 1)
	}},
	{"reading", func(b *bench) {
		me, other := b.user(clerk), b.user(models.Actor{Username: "clerk-2", Role: models.Clerk})
		to := []models.Recipient{{Role: models.Clerk}}
		b.told(lawsuit(1), "open", models.Notice{Key: "1", To: to}, models.Notice{Key: "2", To: to}, models.Notice{Key: "3", To: to})
		equal(b, "unread", b.unread(me), 3)
		list := b.inbox(me)
		equal(b, "last one first", list[0].Key+list[1].Key+list[2].Key, "321")

		b.ok(b.Store.MarkRead(ctx, other, list[0].ID)) // not theirs
		equal(b, "unread after another's try", b.unread(me), 3)
		b.ok(b.Store.MarkRead(ctx, me, list[0].ID))
		equal(b, "unread", b.unread(me), 2)
		read := b.inbox(me)[0].ReadAt
		if time.Since(read).Abs() > time.Minute {
			b.Errorf("read at %v", read)
		}
		b.ok(b.Store.MarkRead(ctx, me, list[0].ID, list[1].ID))
		equal(b, "read once", b.inbox(me)[0].ReadAt, read)
		unread, err := b.Store.Inbox(ctx, me, true, 10)
		b.ok(err)
		equal(b, "unread only", len(unread), 1)
		equal(b, "unread key", unread[0].Key, "1")
		some, err := b.Store.Inbox(ctx, me, false, 2)
		b.ok(err)
		equal(b, "limited", len(some), 2)

		b.ok(b.Store.MarkRead(ctx, me))
		equal(b, "unread after all", b.unread(me), 0)
		equal(b, "the other's", b.unread(other), 3)
		equal(b, "nobody's", len(b.inbox(0)), 0)
	}},
}

// told records the lawsuit with notices.
func (b *bench) told(l models.Lawsuit, key string, notices ...models.Notice) models.Lawsuit {
	b.Helper()
	rec := recording(l, key)
	rec.Notices = notices
	_, err := b.Store.Record(ctx, rec)
	b.ok(err)
	return l
}

func (b *bench) inbox(userID int64) []models.Message {
	b.Helper()
	list, err := b.Store.Inbox(ctx, userID, false, 0)
	b.ok(err)
	return list
}

func (b *bench) unread(userID int64) int {
	b.Helper()
	n, err := b.Store.Unread(ctx, userID)
	b.ok(err)
	return n
}

func (b *bench) undelivered(viewer models.Actor) string {
	b.Helper()
	list, err := b.Store.Undelivered(ctx, viewer, 0)
	b.ok(err)
	var keys []string
	for _, m := range list {
		equal(b, "reader", m.UserID, 0)
		keys = append(keys, m.Key)
	}
	return strings.Join(keys, " ")
}
