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
