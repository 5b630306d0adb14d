package storetest

import (
	"fmt"
	"time"

	"yingsu/models"
)

var errandPromises = []promise{
	{"of two that are alike one runs, and whoever comes second is shown the first", func(b *bench) {
		first := b.errand("stock/one", opened)
		second, begun, err := b.Store.BeginErrand(ctx, models.Errand{Kind: models.TakingStock, Key: "stock/one", By: models.Caller{Actor: city}, BegunAt: opened})
		b.ok(err)
		equal(b, "begun", begun, false)
		equal(b, "shown", fmt.Sprint(second.ID, second.By.Name), fmt.Sprint(first.ID, clerk.Name))
		b.errand("stock/other", opened)
		b.ends(b.takes("a", opened), "a", models.ErrandEnded)
		again := b.errand("stock/one", opened.Add(time.Hour))
		last, err := b.Store.LastErrand(ctx, "stock/one")
		b.ok(err)
		equal(b, "the last", last.ID, again.ID)
		list, err := b.Store.Errands(ctx, models.TakingStock, 2)
		b.ok(err)
		equal(b, "the last first", fmt.Sprint(len(list), list[0].ID), fmt.Sprint(2, again.ID))
	}},
	{"one server is at an errand, until it has not been seen for long or puts it down", func(b *bench) {
		made := b.errand("stock/one", opened)
		e := b.takes("a", opened)
		equal(b, "what it works on", fmt.Sprint(e.ID, string(e.Input)), fmt.Sprint(made.ID, `{"lines":3}`))
		_, found, err := b.Store.TakeErrand(ctx, stockErrands, "b", opened.Add(time.Second), opened.Add(-time.Second))
		b.ok(err)
		equal(b, "taken twice", found, false)
		_, found, err = b.Store.TakeErrand(ctx, []models.ErrandKind{models.Foreseeing}, "b", opened.Add(2*time.Hour), opened.Add(time.Hour))
		b.ok(err)
		equal(b, "taken by one that cannot do it", found, false)
		e.Done, e.Total, e.Report = 1, 3, []byte(`{"taken":1}`)
		b.advances(e, "a", true)
		seen, err := b.Store.Errand(ctx, models.TakingStock, e.ID)
		b.ok(err)
		equal(b, "so far", fmt.Sprintf("%d %d %s %d", seen.Done, seen.Total, seen.Report, len(seen.Input)), `1 3 {"taken":1} 0`)

		_, found, err = b.Store.TakeErrand(ctx, stockErrands, "b", opened.Add(2*time.Hour), opened.Add(90*time.Minute))
		b.ok(err)
		equal(b, "taken over", found, true)
		b.advances(e, "a", false)
		b.ends(e, "a", models.ErrandEnded)
		b.advances(e, "b", true)
		b.ok(b.Store.LeaveErrand(ctx, e.ID, "a"))
		_, found, err = b.Store.TakeErrand(ctx, stockErrands, "c", opened.Add(2*time.Hour), opened)
		b.ok(err)
		equal(b, "put down by another", found, false)
		b.ok(b.Store.LeaveErrand(ctx, e.ID, "b"))
		b.takes("c", opened)
	}},
	{"its end is told once, and what came of it stays for a while", func(b *bench) {
		ids := b.staff("anna")
		b.errand("stock/one", opened)
		e := b.takes("a", opened)
		told := models.Told{Notice: models.Notice{Key: "errand/1", Persons: []string{"anna"}, To: []models.Recipient{}, Urgency: models.Information, Title: "已办完"}}
		e.State, e.EndedAt, e.Report = models.ErrandStopped, opened, []byte(`{"ready":2}`)
		b.ok(b.Store.EndErrand(ctx, e, "a", true, told))
		b.ok(b.Store.EndErrand(ctx, e, "a", true, told))
		equal(b, "messages", len(b.inbox(ids["anna"])), 1)
		whole, err := b.Store.WholeErrand(ctx, models.TakingStock, e.ID)
		b.ok(err)
		equal(b, "kept", fmt.Sprintf("%s %s %s", whole.State, whole.Input, whole.Report), `stopped {"lines":3} {"ready":2}`)
		_, err = b.Store.WholeErrand(ctx, models.Foreseeing, e.ID)
		b.refused(err, models.NotFound)

		b.errand("stock/two", opened.Add(models.ErrandsKept-time.Hour))
		_, err = b.Store.Errand(ctx, models.TakingStock, e.ID)
		b.ok(err)
		b.errand("stock/three", opened.Add(models.ErrandsKept+time.Hour))
		_, err = b.Store.Errand(ctx, models.TakingStock, e.ID)
		b.refused(err, models.NotFound)
	}},
	{"what it worked on goes when it has ended for good", func(b *bench) {
		b.errand("stock/one", opened)
		e := b.takes("a", opened)
		b.ends(e, "a", models.ErrandEnded)
		whole, err := b.Store.WholeErrand(ctx, models.TakingStock, e.ID)
		b.ok(err)
		equal(b, "left of it", len(whole.Input), 0)
		_, found, err := b.Store.TakeErrand(ctx, stockErrands, "b", opened, opened.Add(time.Hour))
		b.ok(err)
		equal(b, "taken again", found, false)
	}},
	{"those that nobody gets on with are listed, and no others", func(b *bench) {
		halted := func(before time.Time) string {
			found, err := b.Store.HaltedErrands(ctx, before, 10)
			b.ok(err)
			var text string
			for _, e := range found {
				text += fmt.Sprintf("%s %s %d/%d %s;", e.Key, e.State, e.Done, e.Total, e.Note)
			}
			return text
		}
		soon, late := opened.Add(time.Minute), opened.Add(time.Hour)
		b.errand("stock/one", opened)
		equal(b, "begun just now", halted(opened), "")
		equal(b, "taken up by no server", halted(soon), "stock/one running 0/0 ;")
		e := b.takes("a", late)
		equal(b, "at work", halted(soon), "")
		equal(b, "its server is gone", halted(late.Add(time.Second)), "stock/one running 0/0 ;")
		e.Done, e.Total, e.Note = 1, 3, "等待恢复"
		b.advances(e, "a", true)
		equal(b, "it waits", halted(soon), "stock/one running 1/3 等待恢复;")
		e.State, e.EndedAt = models.ErrandStopped, late
		b.ok(b.Store.EndErrand(ctx, e, "a", true))
		equal(b, "lines are left", halted(opened), "stock/one stopped 1/3 等待恢复;")
		b.errand("stock/one", late)
		equal(b, "it is gone on with", halted(soon), "")
		again := b.takes("a", late)
		b.ends(again, "a", models.ErrandEnded)
		equal(b, "all is done", halted(late.Add(time.Hour)), "")
	}},
}

var stockErrands = []models.ErrandKind{models.TakingStock}

func (b *bench) errand(key string, when time.Time) models.Errand {
	b.Helper()
	e, begun, err := b.Store.BeginErrand(ctx, models.Errand{
		Kind: models.TakingStock, Key: key, Title: "接收台账", By: models.Caller{Actor: clerk, Address: "192.0.2.1"}, Input: []byte(`{"lines":3}`), BegunAt: when,
	})
	b.ok(err)
	equal(b, "begun", begun, true)
	return e
}

// takes has a server take up the errand that is free.
func (b *bench) takes(server string, now time.Time) models.Errand {
	b.Helper()
	e, found, err := b.Store.TakeErrand(ctx, stockErrands, server, now, now)
	b.ok(err)
	equal(b, "found", found, true)
	return e
}

func (b *bench) advances(e models.Errand, server string, want bool) {
	b.Helper()
	has, err := b.Store.AdvanceErrand(ctx, e, server, opened)
	b.ok(err)
	equal(b, server+" has it", has, want)
}

func (b *bench) ends(e models.Errand, server string, state models.ErrandState) {
	b.Helper()
	e.State, e.EndedAt = state, opened
	b.ok(b.Store.EndErrand(ctx, e, server, false))
}
