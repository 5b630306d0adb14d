package storetest

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
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
		equal(b, "unread only", strings.Join(b.turned(me, models.MessageFilter{Unread: true}), ""), "1")

		b.ok(b.Store.MarkRead(ctx, me))
		equal(b, "unread after all", b.unread(me), 0)
		equal(b, "the other's", b.unread(other), 3)
		equal(b, "nobody's", len(b.inbox(0)), 0)
	}},
	{"the pages of an inbox are complete and repeat nothing", func(b *bench) {
		me, l := b.user(clerk), lawsuit(1)
		const n = 23
		var notices []models.Notice
		for i := range n {
			urgency := []models.Urgency{models.Information, models.Escalation, models.Reminder, models.Warning}[i%4]
			notices = append(notices, models.Notice{Key: fmt.Sprintf("%02d", i), Urgency: urgency, To: []models.Recipient{{Role: models.Clerk}}})
		}
		b.told(l, "open", notices...)
		for i, m := range b.inbox(me) {
			if i%3 == 0 {
				b.ok(b.Store.MarkRead(ctx, me, m.ID))
			}
		}
		all := b.inbox(me)
		newest := keysOf(all)
		unread := keysOf(slices.DeleteFunc(slices.Clone(all), func(m models.Message) bool { return !m.ReadAt.IsZero() }))
		slices.SortStableFunc(all, func(x, y models.Message) int { return quietness(x) - quietness(y) })
		for _, limit := range []int{1, 5, n - 1, n, 200} {
			equal(b, fmt.Sprint("last one first, by ", limit), strings.Join(b.turned(me, models.MessageFilter{Limit: limit}), " "), strings.Join(newest, " "))
			equal(b, fmt.Sprint("loud ones first, by ", limit), strings.Join(b.turned(me, models.MessageFilter{Limit: limit, Loud: true}), " "), strings.Join(keysOf(all), " "))
			equal(b, fmt.Sprint("unread, by ", limit), strings.Join(b.turned(me, models.MessageFilter{Limit: limit, Unread: true}), " "), strings.Join(unread, " "))
		}
	}},
	{"what is read or comes in while pages are turned hides nothing else", func(b *bench) {
		me, l := b.user(clerk), lawsuit(1)
		to := []models.Recipient{{Role: models.Clerk}}
		b.told(l, "open", models.Notice{Key: "1", To: to}, models.Notice{Key: "2", To: to}, models.Notice{Key: "3", To: to}, models.Notice{Key: "4", To: to})
		for _, loud := range []bool{false, true} {
			page, err := b.Store.Inbox(ctx, me, models.MessageFilter{Limit: 2, Loud: loud})
			b.ok(err)
			b.ok(b.Store.MarkRead(ctx, me, page.Messages[1].ID)) // the one that the cursor names
			l.Revision++
			b.told(l, fmt.Sprint("more", loud), models.Notice{Key: fmt.Sprint("more", loud), To: to})
			rest := b.turned(me, models.MessageFilter{Limit: 2, Loud: loud, Cursor: page.Next})
			for _, m := range b.inbox(me) {
				if m.ReadAt.IsZero() && m.ID < page.Messages[1].ID && !slices.Contains(rest, m.Key) {
					b.Errorf("loud %v: %s is on no page behind", loud, m.Key)
				}
			}
		}
	}},
	{"a forged cursor of an inbox is refused or harmless", func(b *bench) {
		me, other := b.user(clerk), b.user(models.Actor{Username: "clerk-2", Role: models.Clerk})
		to := []models.Recipient{{Role: models.Clerk}}
		b.told(lawsuit(1), "open", models.Notice{Key: "1", To: to}, models.Notice{Key: "2", To: to})
		page, err := b.Store.Inbox(ctx, me, models.MessageFilter{Limit: 1})
		b.ok(err)
		_, err = b.Store.Inbox(ctx, me, models.MessageFilter{Limit: 1, Loud: true, Cursor: page.Next})
		b.refused(err, models.Invalid)
		forge := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
		for _, cursor := range []string{"x", "%%%", forge("{}"), forge(`{"i":0}`), forge(`{"i":-4}`), forge(`{"i":"' OR '1'='1"}`), forge(`{"l":true,"i":1}`)} {
			_, err = b.Store.Inbox(ctx, me, models.MessageFilter{Cursor: cursor})
			b.refused(err, models.Invalid)
		}
		for _, m := range b.inbox(other) {
			got, err := b.Store.Inbox(ctx, me, models.MessageFilter{Cursor: forge(fmt.Sprintf(`{"i":%d}`, m.ID+1))})
			b.ok(err)
			for _, mine := range got.Messages {
				equal(b, "reader", mine.UserID, me)
			}
		}
	}},
	{"unread messages are counted only so far", func(b *bench) {
		me := b.user(clerk)
		for n := range 3 {
			var told []models.Told
			for i := range models.Counted / 2 {
				told = append(told, models.Told{LawsuitID: "", Notice: models.Notice{Key: fmt.Sprint(n, "/", i), To: []models.Recipient{{Role: models.Clerk}}}})
			}
			b.ok(b.Store.TellAll(ctx, told))
			equal(b, "unread", b.unread(me), min((n+1)*models.Counted/2, models.Counted))
		}
	}},
}

func keysOf(messages []models.Message) (keys []string) {
	for _, m := range messages {
		keys = append(keys, m.Key)
	}
	return keys
}

// quietness puts unread escalations first, then warnings, then the rest, and what
// was read last.
func quietness(m models.Message) int {
	if !m.ReadAt.IsZero() {
		return 3
	}
	return map[models.Urgency]int{models.Escalation: -2, models.Warning: -1}[m.Urgency]
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
	page, err := b.Store.Inbox(ctx, userID, models.MessageFilter{})
	b.ok(err)
	return page.Messages
}

// turned turns the pages of an inbox to its end, and returns the keys on them.
func (b *bench) turned(userID int64, f models.MessageFilter) []string {
	b.Helper()
	var keys []string
	for {
		page, err := b.Store.Inbox(ctx, userID, f)
		b.ok(err)
		for _, m := range page.Messages {
			keys = append(keys, m.Key)
		}
		if f.Cursor = page.Next; f.Cursor == "" {
			return keys
		}
		equal(b, "messages on a page that another follows", len(page.Messages), f.Limit)
	}
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
