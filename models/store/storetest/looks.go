package storetest

import (
	"fmt"
	"reflect"
	"time"

	"yingsu/models"
)

var lookPromises = []promise{
	{"the last look of each kind is kept, and what it found outlives one that came to no end", func(b *bench) {
		when := opened.UTC().Truncate(time.Microsecond)
		want := map[string]models.Look{
			models.LookClosely: {
				What: models.LookClosely, Worker: "7@machine", At: when, Looked: 30, Found: 3, Unmended: 1,
				Remains: []models.Remains{{LawsuitID: "lawsuit-0001", CaseNumber: number("lawsuit-0001"), What: "内容不同", Why: "connection refused"}},
			},
			models.LookSeal: {What: models.LookSeal, Worker: "8@machine", FailedAt: when, Failure: "no \uFFFD key"},
		}
		b.ok(b.Store.KeepLook(ctx, models.Look{What: models.LookClosely, At: when.Add(-time.Hour), Found: 9}))
		b.ok(b.Store.KeepLook(ctx, want[models.LookClosely]))
		b.ok(b.Store.KeepLook(ctx, models.Look{What: models.LookSeal, Worker: "8@machine", FailedAt: when, Failure: "no \x00 key"}))
		b.looks(want)

		failed := want[models.LookClosely]
		failed.Worker, failed.FailedAt, failed.Failure = "9@machine", when.Add(time.Hour), "Temporal is away"
		b.ok(b.Store.KeepLook(ctx, models.Look{What: failed.What, Worker: failed.Worker, FailedAt: failed.FailedAt, Failure: failed.Failure}))
		want[models.LookClosely] = failed
		b.looks(want)

		failed.Unmended, failed.Remains = 0, nil
		b.ok(b.Store.KeepRemains(ctx, failed))
		want[models.LookClosely] = failed
		b.looks(want)
		failed.At, failed.Unmended = when.Add(-time.Minute), 7
		b.ok(b.Store.KeepRemains(ctx, failed)) // of one that another has followed
		b.looks(want)

		good := models.Look{What: models.LookClosely, Worker: "9@machine", At: when.Add(2 * time.Hour), Looked: 30}
		b.ok(b.Store.KeepLook(ctx, good))
		want[models.LookClosely] = good
		b.looks(want)
	}},
	{"what does not leave is counted by channel and cause", func(b *bench) {
		b.user(city)
		b.Store.PostBy("drop")
		l := b.told(lawsuit(1), "open", models.Notice{Key: "1", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}})
		for n := range 3 {
			l.Revision++
			b.told(l, fmt.Sprint("more-", n), models.Notice{Key: fmt.Sprint("more-", n), To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}})
		}
		taken := b.take(opened.Add(time.Hour), "drop")
		equal(b, "taken", len(taken), 4)
		b.ok(b.Store.Failed(ctx, []models.Delivery{taken[0]}, "目录已满", time.Time{}))
		b.ok(b.Store.Failed(ctx, []models.Delivery{taken[1]}, "目录已满", time.Time{}))
		b.ok(b.Store.Failed(ctx, []models.Delivery{taken[2]}, "没有写权限", opened.Add(2*time.Hour)))
		b.ok(b.Store.Delivered(ctx, []int64{taken[3].ID}))
		stalls := func(before time.Time) string {
			found, err := b.Store.Stalls(ctx, before)
			b.ok(err)
			var text string
			for _, s := range found {
				if s.Oldest.IsZero() {
					b.Errorf("%+v is of no time", s)
				}
				text += fmt.Sprintf("%s %s %s %d;", s.State, s.Channel, s.Cause, s.Count)
			}
			return text
		}
		equal(b, "later", stalls(opened.Add(time.Hour)), "dead drop 目录已满 2;waiting drop 没有写权限 1;")
		equal(b, "before it waits for long", stalls(opened.Add(-time.Hour)), "dead drop 目录已满 2;")
	}},
	{"where nobody knows what came of an act is told, and of no other", func(b *bench) {
		since := time.Now().Add(-time.Hour)
		for n := 1; n <= 6; n++ {
			b.add(lawsuit(n))
		}
		b.add(lawsuit(7, func(l *models.Lawsuit) { l.Closed = true }))
		tries := func(n int, at time.Time, outcomes ...string) {
			line, err := b.Store.Audit(ctx, models.Attempt{At: at, Username: "clerk", Action: "act", LawsuitID: lawsuit(n).ID})
			b.ok(err)
			for i := 0; i < len(outcomes); i += 2 {
				b.ok(b.Store.SettleAttempt(ctx, line, outcomes[i], outcomes[i+1], ""))
			}
		}
		now := time.Now()
		tries(1, now.Add(-5*time.Minute), "refused", "unknown")
		tries(2, now.Add(-3*time.Minute), "refused", "unavailable")
		tries(3, now.Add(-2*time.Minute)) // nothing is known
		tries(4, now, "refused", "unknown", "done", "")
		tries(5, now, "refused", "not_open")
		tries(6, now.Add(-2*time.Hour), "refused", "unknown")
		tries(7, now, "refused", "unknown")
		tries(1, now.Add(-4*time.Minute), "done", "")
		found, err := b.Store.Unsettled(ctx, since, 2)
		b.ok(err)
		var ids []string
		for _, u := range found {
			ids = append(ids, u.LawsuitID)
			if u.CaseNumber == "" || u.At.IsZero() {
				b.Errorf("%+v", u)
			}
		}
		equal(b, "the last", fmt.Sprint(ids), fmt.Sprint([]string{lawsuit(3).ID, lawsuit(2).ID}))
		all, err := b.Store.Unsettled(ctx, since, 9)
		b.ok(err)
		equal(b, "all", len(all), 3)
	}},
}

func (b *bench) looks(want map[string]models.Look) {
	b.Helper()
	got, err := b.Store.Looks(ctx)
	b.ok(err)
	for what, look := range got {
		look.At, look.FailedAt = look.At.UTC(), look.FailedAt.UTC()
		got[what] = look
	}
	if !reflect.DeepEqual(got, want) {
		b.Errorf("got  %+v\nwant %+v", got, want)
	}
}
