package storetest

import (
	"fmt"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

var followUpPromises = []promise{
	{"one is reminded on the day, once, also when nobody looked on that day", func(b *bench) {
		ids := b.staff("anna", "bert")
		b.add(lawsuit(1))
		b.followUp("bert", 12)
		b.followUp("bert", 14)
		b.followUp("anna", 30)
		tell := func(on, want int) {
			b.Helper()
			n, err := b.Store.TellFollowUps(ctx, calendar.On(2026, 3, on))
			b.ok(err)
			equal(b, fmt.Sprint("told on day ", on), n, want)
		}
		tell(11, 0)
		tell(12, 1)
		tell(12, 0)
		tell(16, 1)
		tell(16, 0)
		inbox := b.inbox(ids["bert"])
		equal(b, "messages", len(inbox), 2)
		equal(b, "what", inbox[0].Title+inbox[0].Body+inbox[0].Due.String(), "自设提醒问法官排期2026-03-14")
		equal(b, "of nobody else's", len(b.inbox(ids["anna"])), 0)
	}},
	{"what was ended, and whose account is closed, is not told", func(b *bench) {
		ids := b.staff("anna", "bert")
		b.add(lawsuit(1))
		b.followUp("anna", 12)
		b.followUp("bert", 12)
		off := true
		b.ok(b.Store.UpdateUser(ctx, ids["bert"], models.UserChange{Disabled: &off}))
		mine := b.followUps("anna")
		b.refused(b.Store.EndFollowUp(ctx, mine[0].ID, "bert", opened), models.NotFound)
		b.ok(b.Store.EndFollowUp(ctx, mine[0].ID, "anna", opened))
		b.refused(b.Store.EndFollowUp(ctx, mine[0].ID, "anna", opened), models.NotFound)
		n, err := b.Store.TellFollowUps(ctx, calendar.On(2026, 3, 20))
		b.ok(err)
		equal(b, "told", n, 0)
		equal(b, "left", len(b.followUps("anna")), 0)
	}},
	{"they are one's own, and of lawsuits that one sees", func(b *bench) {
		b.staff("anna", "bert")
		b.add(lawsuit(1))
		b.followUp("bert", 14)
		b.followUp("bert", 12)
		mine := b.followUps("bert")
		equal(b, "the first day first", fmt.Sprint(len(mine))+mine[0].On.String()+mine[0].CaseNumber, "22026-03-12"+lawsuit(1).CaseNumber)
		equal(b, "another's", len(b.followUps("anna")), 0)
		viewer := town
		viewer.Username = "bert"
		list, err := b.Store.FollowUps(ctx, viewer)
		b.ok(err)
		equal(b, "of another unit", len(list), 0)
		viewer = city
		viewer.Username = "bert"
		tally, err := b.Store.Tally(ctx, viewer)
		b.ok(err)
		equal(b, "counted", tally.FollowUps, 2)
	}},
}

func (b *bench) followUp(owner string, on int) {
	b.Helper()
	b.ok(b.Store.FollowUp(ctx, models.FollowUp{LawsuitID: lawsuit(1).ID, Owner: owner, On: calendar.On(2026, 3, on), Note: "问法官排期", At: opened}))
}

func (b *bench) followUps(owner string) []models.FollowUp {
	b.Helper()
	viewer := city
	viewer.Username = owner
	list, err := b.Store.FollowUps(ctx, viewer)
	b.ok(err)
	return list
}
