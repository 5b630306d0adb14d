package storetest

import (
	"fmt"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

var auditPromises = []promise{
	{"an attempt is written before, its outcome after", func(b *bench) {
		want := models.Attempt{
			At: opened.Truncate(time.Microsecond), Username: "unit-clerk", Role: models.UnitClerk, Unit: cityUnit, Address: "10.0.0.1",
			Action: "submit_materials", LawsuitID: "lawsuit-0001", Detail: "补齐材料",
		}
		var err error
		want.ID, err = b.Store.Audit(ctx, want)
		b.ok(err)
		want.Outcome = "tried"
		equal(b, "tried", b.attempts(models.AttemptFilter{})[0], want)
		b.ok(b.Store.SettleAttempt(ctx, want.ID, "unknown", "unknown", ""))
		b.ok(b.Store.SettleAttempt(ctx, want.ID, "refused", "not_open", "第十一条：尚未转交"))
		want.Outcome, want.Code, want.Detail = "refused", "not_open", "第十一条：尚未转交"
		equal(b, "refused", b.attempts(models.AttemptFilter{})[0], want)
		if b.Store.SettleAttempt(ctx, 999, "done", "", "") == nil {
			b.Error("an attempt that never was got an outcome")
		}
	}},
	{"what is recorded is settled with it", func(b *bench) {
		id, err := b.Store.Audit(ctx, models.Attempt{Action: "act"})
		b.ok(err)
		rec := recording(lawsuit(1), "open")
		rec.Attempt = id
		_, err = b.Store.Record(ctx, rec)
		b.ok(err)
		equal(b, "outcome", b.attempts(models.AttemptFilter{})[0].Outcome, "done")
		unknown := recording(lawsuit(2), "open")
		unknown.Attempt = 999
		_, err = b.Store.Record(ctx, unknown)
		b.ok(err)
	}},
	{"what was tried before there were vouchers needs none, and nothing else does", func(b *bench) {
		w := models.Wish{LawsuitID: "lawsuit-0001", Act: "submit", Key: "K", Request: "hash", By: city}
		tries := func(at time.Time, settled ...string) int64 {
			id, err := b.Store.Audit(ctx, models.Attempt{
				At: at, Username: city.Username, Role: city.Role, Unit: city.Unit, Action: w.Act, LawsuitID: w.LawsuitID,
			})
			b.ok(err)
			for n := 0; n < len(settled); n += 2 {
				b.ok(b.Store.SettleAttempt(ctx, id, settled[n], settled[n+1], ""))
			}
			return id
		}
		before := time.Now().Add(-time.Minute)
		open := tries(before)
		for _, c := range []struct {
			what    string
			attempt int64
			change  func(w *models.Wish)
			want    bool
		}{
			{"one that is open", open, func(*models.Wish) {}, true},
			{"one of which nobody knows", tries(before, "refused", "unknown"), func(*models.Wish) {}, true},
			{"one that was put off", tries(before, "refused", "unavailable"), func(*models.Wish) {}, true},
			{"one that failed", tries(before, "failed", ""), func(*models.Wish) {}, true},
			{"one that was refused", tries(before, "refused", "unknown", "refused", "not_open"), func(*models.Wish) {}, false},
			{"one that was done", tries(before, "done", ""), func(*models.Wish) {}, false},
			{"one from after the first voucher", tries(time.Now().Add(time.Minute)), func(*models.Wish) {}, false},
			{"one that never was", 999, func(*models.Wish) {}, false},
			{"by somebody else", open, func(w *models.Wish) { w.By.Username = "director" }, false},
			{"in another role", open, func(w *models.Wish) { w.By.Role = models.Director }, false},
			{"another act", open, func(w *models.Wish) { w.Act = "archive" }, false},
			{"in another lawsuit", open, func(w *models.Wish) { w.LawsuitID = "lawsuit-0002" }, false},
			{"a registration", open, func(w *models.Wish) { w.File = "digest" }, false},
		} {
			changed := w
			c.change(&changed)
			got, err := b.Store.TriedBeforeVouchers(ctx, changed, c.attempt)
			b.ok(err)
			equal(b, c.what, got, c.want)
		}
	}},
	{"a repetition of what was done before there were vouchers needs none", func(b *bench) {
		l := lawsuit(1)
		id, err := b.Store.Audit(ctx, models.Attempt{
			At: time.Now().Add(-time.Minute), Username: city.Username, Role: city.Role, Unit: city.Unit, Action: "complete_materials",
		})
		b.ok(err)
		rec := recording(l, "open")
		rec.Attempt = id
		_, err = b.Store.Record(ctx, rec)
		b.ok(err)
		w, _ := rec.Wish()
		again, err := b.Store.TriedBeforeVouchers(ctx, w, id)
		b.ok(err)
		equal(b, "the same", again, true)
		w.Key = "another"
		another, err := b.Store.TriedBeforeVouchers(ctx, w, id)
		b.ok(err)
		equal(b, "another", another, false)
	}},
	{"the log is filtered and turned by pages, last one first", func(b *bench) {
		for n := range 6 {
			id, err := b.Store.Audit(ctx, models.Attempt{
				Username: fmt.Sprint("user-", n%2), Action: fmt.Sprint("act-", n%3), LawsuitID: fmt.Sprint("lawsuit-", n/3),
			})
			b.ok(err)
			if n < 2 {
				b.ok(b.Store.SettleAttempt(ctx, id, "done", "", ""))
			}
		}
		for _, c := range []struct {
			filter models.AttemptFilter
			want   string
		}{
			{models.AttemptFilter{}, "6 5 4 3 2 1"},
			{models.AttemptFilter{Username: "user-1"}, "6 4 2"},
			{models.AttemptFilter{From: calendar.DateOf(time.Now()).AddDays(1)}, ""},
			{models.AttemptFilter{To: calendar.DateOf(time.Now()).AddDays(-1)}, ""},
			{models.AttemptFilter{From: calendar.DateOf(time.Now()).AddDays(-1), To: calendar.DateOf(time.Now()).AddDays(1), Username: "user-1"}, "6 4 2"},
			{models.AttemptFilter{Action: "act-0"}, "4 1"},
			{models.AttemptFilter{LawsuitID: "lawsuit-0"}, "3 2 1"},
			{models.AttemptFilter{Outcome: "done"}, "2 1"},
			{models.AttemptFilter{Outcome: "tried", Username: "user-0"}, "5 3"},
			{models.AttemptFilter{Limit: 2}, "6 5"},
			{models.AttemptFilter{Limit: 2, Before: 5}, "4 3"},
			{models.AttemptFilter{Username: "' OR '1'='1"}, ""},
		} {
			var ids []string
			for _, a := range b.attempts(c.filter) {
				ids = append(ids, fmt.Sprint(a.ID))
			}
			equal(b, fmt.Sprintf("%+v", c.filter), strings.Join(ids, " "), c.want)
		}
	}},
	{"whatever an attacker types gets into the log", func(b *bench) {
		id, err := b.Store.Audit(ctx, models.Attempt{Username: "a\x00b\xff'; DROP TABLE attempts;--", Action: "sign_in", LawsuitID: "\x00", Detail: strings.Repeat("长", 100000)})
		b.ok(err)
		b.ok(b.Store.SettleAttempt(ctx, id, "refused", "sign_in", "\x00"))
		got := b.attempts(models.AttemptFilter{})[0]
		equal(b, "user name", got.Username, "a\uFFFDb\uFFFD'; DROP TABLE attempts;--")
		if time.Since(got.At).Abs() > time.Minute {
			b.Errorf("at %v", got.At)
		}
	}},
}

func (b *bench) attempts(filter models.AttemptFilter) []models.Attempt {
	b.Helper()
	list, err := b.Store.Attempts(ctx, filter)
	b.ok(err)
	return list
}
