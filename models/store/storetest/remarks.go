package storetest

import (
	"fmt"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

var remarkPromises = []promise{
	{"what is said stays, once, and in its place when it is withdrawn", func(b *bench) {
		ids := b.staff("anna", "bert")
		b.add(lawsuit(1))
		note := models.Notice{Key: "remark/1", Title: "留言", Body: "请看", Urgency: models.Information, Persons: []string{"anna"}}
		for range 2 {
			b.ok(b.Store.Remark(ctx, remark("one", "bert", "请看@anna"), note))
		}
		b.ok(b.Store.Remark(ctx, remark("two", "anna", "看过了")))
		equal(b, "told once", len(b.inbox(ids["anna"])), 1)
		list, err := b.Store.Remarks(ctx, lawsuit(1).ID)
		b.ok(err)
		equal(b, "the last first", fmt.Sprint(len(list), list[0].Said, list[1].AuthorName), "2看过了bert")
		first := list[1].ID
		b.refused(b.Store.WithdrawRemark(ctx, lawsuit(1).ID, first, "anna", opened), models.Forbidden)
		b.refused(b.Store.WithdrawRemark(ctx, "another", first, "bert", opened), models.NotFound)
		b.ok(b.Store.WithdrawRemark(ctx, lawsuit(1).ID, first, "bert", opened))
		b.ok(b.Store.WithdrawRemark(ctx, lawsuit(1).ID, first, "bert", opened))
		list, err = b.Store.Remarks(ctx, lawsuit(1).ID)
		b.ok(err)
		equal(b, "its place", fmt.Sprint(len(list), list[1].Said == "", list[1].WithdrawnAt.IsZero()), "2 true false")
		_, beside, err := b.Store.Beside(ctx, clerk, lawsuit(1).ID)
		b.ok(err)
		equal(b, "counted", beside.Remarks, 1)
	}},
	{"what is asked of an office is signed for and answered, once", func(b *bench) {
		ids := b.staff("anna", "bert")
		b.user(supervisor)
		b.add(lawsuit(1))
		note := models.Notice{Key: "demand/1", Title: "督办", Body: "请答复", Urgency: models.Warning, To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}}
		for range 2 {
			b.ok(b.Store.Demand(ctx, demand("one"), note))
		}
		equal(b, "told once", len(b.inbox(ids["bert"])), 1)
		d := b.openDemand(city)
		equal(b, "what is asked", d.CaseNumber+d.Asked+d.AnswerBy.String()+fmt.Sprint(d.ReceivedAt.IsZero()), lawsuit(1).CaseNumber+"何时提交答辩状？2026-03-12true")
		equal(b, "who asked sees it", b.openDemand(supervisor).ID, d.ID)
		b.ok(b.Store.ReceiveDemand(ctx, d.ID, "bert", opened))
		b.ok(b.Store.ReceiveDemand(ctx, d.ID, "anna", opened))
		d, err := b.Store.DemandIn(ctx, lawsuit(1).ID, d.ID)
		b.ok(err)
		equal(b, "who came first", d.ReceivedBy, "bert")
		_, err = b.Store.DemandIn(ctx, "another", d.ID)
		b.refused(err, models.NotFound)
		d.AnsweredBy, d.AnsweredAt, d.Answer = "anna", opened, "明日"
		b.ok(b.Store.AnswerDemand(ctx, d))
		b.refused(b.Store.AnswerDemand(ctx, d), models.Overtaken)
		for _, viewer := range []models.Actor{city, supervisor} {
			open, err := b.Store.OpenDemands(ctx, viewer)
			b.ok(err)
			equal(b, "open", len(open), 0)
		}
		list, err := b.Store.DemandsIn(ctx, lawsuit(1).ID)
		b.ok(err)
		equal(b, "answer", list[0].Answer+list[0].ReceivedBy, "明日bert")
	}},
	{"whoever is asked is reminded on the last day and the working day after, and who asked then, each once", func(b *bench) {
		ids := b.staff("anna", "bert")
		asker, bureau := b.user(supervisor), b.user(clerk)
		director := b.user(models.Actor{Username: "director", Role: models.Director, Unit: clerk.Unit})
		b.add(lawsuit(1))
		b.ok(b.Store.Demand(ctx, demand("one"))) // by Thursday 12 March
		late := demand("two")                    // by Sunday 15 March
		late.AnswerBy = calendar.On(2026, 3, 15)
		b.ok(b.Store.Demand(ctx, late))
		told := func(on, next, want int, inboxes ...int) {
			b.Helper()
			for n, again := range []int{want, 0} { // the second program finds nothing to do
				found, err := b.programs(1)[0].TellDemands(ctx, calendar.On(2026, 3, on), calendar.On(2026, 3, next))
				b.ok(err)
				equal(b, fmt.Sprint("told on day ", on, ", by program ", n), found, again)
			}
			for n, id := range []int64{ids["anna"], ids["bert"], asker, director, bureau} {
				equal(b, fmt.Sprint("messages on day ", on, " of ", n), len(b.inbox(id)), inboxes[n])
			}
		}
		told(11, 12, 0, 0, 0, 0, 0, 0)
		told(12, 13, 1, 1, 1, 0, 0, 0)
		told(13, 16, 2, 3, 3, 1, 1, 0) // the first has passed, and the second ends before the next working day
		told(16, 17, 1, 4, 4, 2, 2, 0)
		told(20, 23, 0, 4, 4, 2, 2, 0)
		equal(b, "who asked is told", b.inbox(asker)[0].Title, cityUnit+"逾期未答复督办")
	}},
	{"nobody is reminded of what is answered, withdrawn or told of as it was made", func(b *bench) {
		ids := b.staff("anna", "bert")
		b.user(supervisor)
		b.add(lawsuit(1))
		for _, key := range []string{"answered", "withdrawn", "today"} {
			d := demand(key)
			if key == "today" {
				d.RemindedAt = opened
			}
			b.ok(b.Store.Demand(ctx, d))
		}
		all, err := b.Store.DemandsIn(ctx, lawsuit(1).ID)
		b.ok(err)
		answered, withdrawn := all[2], all[1]
		answered.AnsweredBy, answered.AnsweredAt, answered.Answer = "bert", opened, "明日"
		b.ok(b.Store.AnswerDemand(ctx, answered))
		withdrawn.WithdrawnBy, withdrawn.WithdrawnAt = supervisor.Name, opened
		note := models.Notice{Key: "withdrawn", Title: "督办已撤回", Urgency: models.Information, To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}}
		b.ok(b.Store.WithdrawDemand(ctx, withdrawn, note))
		equal(b, "told of the withdrawal", len(b.inbox(ids["bert"])), 1)
		b.refused(b.Store.WithdrawDemand(ctx, withdrawn, note), models.Overtaken)
		b.refused(b.Store.WithdrawDemand(ctx, answered), models.Overtaken)
		withdrawn.AnsweredBy, withdrawn.AnsweredAt = "bert", opened
		b.refused(b.Store.AnswerDemand(ctx, withdrawn), models.Overtaken)
		d := b.openDemand(city)
		equal(b, "left", d.Key, "today")
		_, beside, err := b.Store.Beside(ctx, clerk, lawsuit(1).ID)
		b.ok(err)
		equal(b, "counted", beside.Demands, 1)
		tally, err := b.Store.Tally(ctx, city)
		b.ok(err)
		equal(b, "on the desk", tally.Demands, 1)
		n, err := b.Store.TellDemands(ctx, calendar.On(2026, 3, 12), calendar.On(2026, 3, 13))
		b.ok(err)
		equal(b, "on the last day", n, 0)
		n, err = b.Store.TellDemands(ctx, calendar.On(2026, 3, 13), calendar.On(2026, 3, 16))
		b.ok(err)
		equal(b, "the day after", n, 1)
		all, err = b.Store.DemandsIn(ctx, lawsuit(1).ID)
		b.ok(err)
		equal(b, "as it stands", fmt.Sprint(all[1].WithdrawnBy, all[1].WithdrawnAt.IsZero(), all[1].Open()), supervisor.Name+"false false")
	}},
	{"many that have passed are told of in as many statements as a few", func(b *bench) {
		b.staff("anna", "bert")
		b.user(supervisor)
		b.add(lawsuit(1))
		const many = 120
		for n := range many {
			b.ok(b.Store.Demand(ctx, demand(fmt.Sprint(n))))
		}
		before := b.Statements()
		n, err := b.Store.TellDemands(ctx, calendar.On(2026, 3, 16), calendar.On(2026, 3, 17))
		b.ok(err)
		equal(b, "told", n, many)
		if sent := b.Statements() - before; sent > 20 {
			b.Errorf("%d statements", sent)
		}
	}},
	{"what is asked is counted on the desks of both, and of nobody else", func(b *bench) {
		b.user(supervisor)
		b.add(lawsuit(1))
		b.ok(b.Store.Demand(ctx, demand("one")))
		colleague := supervisor
		colleague.Username = "another"
		for _, row := range []struct {
			viewer models.Actor
			want   int
		}{{city, 1}, {supervisor, 1}, {colleague, 1}, {town, 0}, {clerk, 0}, {auditor, 0}} {
			tally, err := b.Store.Tally(ctx, row.viewer)
			b.ok(err)
			open, err := b.Store.OpenDemands(ctx, row.viewer)
			b.ok(err)
			equal(b, row.viewer.Name, fmt.Sprint(tally.Demands, len(open)), fmt.Sprint(row.want, row.want))
		}
		_, beside, err := b.Store.Beside(ctx, clerk, lawsuit(1).ID)
		b.ok(err)
		equal(b, "in the lawsuit", beside.Demands, 1)
	}},
}

func remark(key, author, said string) models.Remark {
	return models.Remark{LawsuitID: lawsuit(1).ID, Key: key, Author: author, AuthorName: author, Said: said, At: opened}
}

func demand(key string) models.Demand {
	return models.Demand{
		LawsuitID: lawsuit(1).ID, Key: key, Office: cityUnit, By: supervisor.Username, ByName: supervisor.Name, ByUnit: supervisor.Unit,
		Asked: "何时提交答辩状？", AnswerBy: calendar.On(2026, 3, 12), At: opened,
	}
}

// openDemand returns the one that the viewer finds open.
func (b *bench) openDemand(viewer models.Actor) models.Demand {
	b.Helper()
	open, err := b.Store.OpenDemands(ctx, viewer)
	b.ok(err)
	if len(open) != 1 {
		b.Fatalf("%d open, want one", len(open))
	}
	return open[0]
}
