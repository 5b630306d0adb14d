package storetest

import (
	"errors"
	"fmt"
	"strings"

	"yingsu/models"
)

var handPromises = []promise{
	{"who has a lawsuit in hand, and how it came to them", func(b *bench) {
		b.staff("anna", "bert", "carl")
		b.add(lawsuit(1))
		b.hand("", "bert", "anna")
		b.hand("", "carl", "carl")
		b.hand("", "bert", "bert") // who has it already
		b.hand("bert", "anna", "bert")
		equal(b, "in hand", b.inHand(city), "区城市管理局:anna 区城市管理局:carl")
		b.refused(b.Store.Hand(ctx, handing("bert", "carl", "bert")), models.Overtaken)
		b.hand("anna", "carl", "anna") // who has it already takes it over
		b.hand("carl", "", "carl")
		equal(b, "in nobody's hand", b.inHand(city), "")
		list, err := b.Store.Handings(ctx, lawsuit(1).ID)
		b.ok(err)
		var titles []string
		for _, h := range list {
			titles = append(titles, h.Title())
		}
		equal(b, "the last first", strings.Join(titles, " "), "退出承办 移交 移交 领办 指定")
		equal(b, "with its note", list[4].Note+list[4].By, "请办理anna")
	}},
	{"a lawsuit that is not theirs looks like none", func(b *bench) {
		b.add(lawsuit(1))
		_, _, err := b.Store.Beside(ctx, town, lawsuit(1).ID)
		b.refused(err, models.NotFound)
		_, _, err = b.Store.Beside(ctx, clerk, "nothing")
		b.refused(err, models.NotFound)
		l, beside, err := b.Store.Beside(ctx, supervisor, lawsuit(1).ID)
		b.ok(err)
		equal(b, "what it is beside", l.CaseNumber+strings.Join(beside.Units, ","), lawsuit(1).CaseNumber+cityUnit)
	}},
	{"nobody has what is not there, and nobody who is not there has it", func(b *bench) {
		b.staff("anna")
		if b.Store.Hand(ctx, handing("", "anna", "anna")) == nil {
			b.Error("a lawsuit that does not exist is in somebody's hand")
		}
		b.add(lawsuit(1))
		if b.Store.Hand(ctx, handing("", "nobody", "anna")) == nil {
			b.Error("nobody has it in hand")
		}
		equal(b, "in hand", b.inHand(city), "")
	}},
	{"of many who give one up at once one does", func(b *bench) {
		b.staff("anna", "bert")
		b.add(lawsuit(1))
		b.hand("", "anna", "anna")
		b.together(6, func(int) error {
			var refusal *models.Error
			err := b.Store.Hand(ctx, handing("anna", "bert", "anna"))
			if errors.As(err, &refusal) && refusal.Code == models.Overtaken {
				return nil
			}
			return err
		})
		list, err := b.Store.Handings(ctx, lawsuit(1).ID)
		b.ok(err)
		equal(b, "changes", len(list), 2)
		equal(b, "in hand", b.inHand(city), "区城市管理局:bert")
	}},
	{"not more than ten in an office", func(b *bench) {
		b.add(lawsuit(1))
		for n := range 11 {
			name := fmt.Sprintf("anna%02d", n)
			b.staff(name)
			err := b.Store.Hand(ctx, handing("", name, name))
			if n < 10 {
				b.ok(err)
			} else {
				b.refused(err, models.Invalid)
			}
		}
	}},
	{"who has it is told with the change, or nobody is", func(b *bench) {
		ids := b.staff("anna", "bert", "carl")
		b.add(lawsuit(1))
		note := models.Notice{Key: "hand/1", Title: "由您承办", Body: "请办理", Urgency: models.Information, Persons: []string{"bert"}}
		b.ok(b.Store.Hand(ctx, handing("", "bert", "anna"), note))
		note.Key = "hand/2"
		b.refused(b.Store.Hand(ctx, handing("anna", "carl", "anna"), note), models.Overtaken)
		equal(b, "told", fmt.Sprint(len(b.inbox(ids["anna"])), len(b.inbox(ids["bert"])), len(b.inbox(ids["carl"]))), "0 1 0")
	}},
	{"what is no warning is told to who has it in hand", func(b *bench) {
		ids := b.staff("anna", "bert", "carl")
		l := lawsuit(1)
		b.add(l)
		b.hand("", "bert", "anna")
		for n, urgency := range []models.Urgency{models.Reminder, models.Warning} {
			l.Revision++
			rec := recording(l, fmt.Sprint("told/", n))
			rec.Notices = []models.Notice{{Key: fmt.Sprint(n), Urgency: urgency, Title: "提醒", Body: "内容", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}}}
			_, err := b.Store.Record(ctx, rec)
			b.ok(err)
		}
		b.ok(b.Store.Tell(ctx, l.ID, models.Notice{Key: "besides", Urgency: models.Information, Title: "告知", Body: "内容", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}}))
		equal(b, "messages", fmt.Sprint(len(b.inbox(ids["bert"])), len(b.inbox(ids["carl"]))), "3 1")
	}},
	{"a query finds who has it in hand, also after another act", func(b *bench) {
		b.staff("anna", "bert")
		l := lawsuit(1, func(l *models.Lawsuit) {
			l.File.ChallengedAct = "环政征补（2026）3号 征收补偿决定"
			l.File.ThirdParties = []string{"某置业公司"}
		})
		b.add(l)
		finds := func(query string) int {
			b.Helper()
			page, err := b.Store.Lawsuits(ctx, city, models.Filter{Query: query})
			b.ok(err)
			return page.Total
		}
		equal(b, "challenged act", finds("环政征补〔2026〕3号征收"), 1)
		equal(b, "third party", finds("置业"), 1)
		equal(b, "defendant", finds("环翠区人民政府"), 1)
		equal(b, "not yet", finds("bert"), 0)
		b.hand("", "bert", "anna")
		equal(b, "in hand", finds("bert"), 1)
		l = b.next(l, "another")
		equal(b, "after another act", finds("bert"), 1)
		l.Revision++
		b.ok(b.Store.Repair(ctx, l))
		equal(b, "after a repair", finds("bert 征收补偿决定"), 1)
		b.hand("bert", "anna", "bert")
		equal(b, "no more", finds("bert"), 0)
		equal(b, "but the other", finds("anna"), 1)
	}},
	{"the lawsuits that somebody has in hand", func(b *bench) {
		b.staff("anna", "bert")
		b.add(lawsuit(1))
		b.add(lawsuit(2))
		b.hand("", "bert", "anna")
		page, err := b.Store.Lawsuits(ctx, city, models.Filter{Holder: "bert"})
		b.ok(err)
		equal(b, "lawsuits", page.Total, 1)
		list, err := b.Store.Duties(ctx, city, models.DutyFilter{Today: today, Holder: "bert"})
		b.ok(err)
		equal(b, "duties", len(list.Duties), 1)
		list, err = b.Store.Duties(ctx, city, models.DutyFilter{Today: today, Holder: "anna"})
		b.ok(err)
		equal(b, "duties", len(list.Duties), 0)
	}},
	{"how many lawsuits somebody has in hand", func(b *bench) {
		b.staff("anna", "bert")
		b.add(lawsuit(1))
		b.hand("", "bert", "anna")
		for username, hands := range map[string]int{"bert": 1, "anna": 0} {
			viewer := city
			viewer.Username = username
			tally, err := b.Store.Tally(ctx, viewer)
			b.ok(err)
			equal(b, username, tally.Hands, hands)
		}
	}},
	{"what somebody has done lately, of what the viewer may see", func(b *bench) {
		b.add(lawsuit(1))
		b.next(lawsuit(1), "another")
		b.add(lawsuit(2, ledBy(townUnit)))
		list, err := b.Store.DoneBy(ctx, city, city.Username, 0)
		b.ok(err)
		equal(b, "lines", len(list), 2)
		equal(b, "which", list[0].CaseNumber+list[0].Title+list[0].Text, lawsuit(1).CaseNumber+"补齐材料材料已经补齐。")
		list, err = b.Store.DoneBy(ctx, clerk, city.Username, 1)
		b.ok(err)
		equal(b, "the last", fmt.Sprint(len(list), list[0].LawsuitID), "1"+lawsuit(2).ID)
		list, err = b.Store.DoneBy(ctx, clerk, clerk.Username, 0)
		b.ok(err)
		equal(b, "of another", len(list), 0)
	}},
	{"the list of changes is append-only", func(b *bench) {
		b.staff("anna")
		b.add(lawsuit(1))
		b.hand("", "anna", "anna")
		for _, sql := range []string{"UPDATE handings SET note = 'x'", "DELETE FROM handings"} {
			if b.Exec(sql) == nil {
				b.Errorf("%s", sql)
			}
		}
	}},
}

func handing(from, to, by string) models.Handing {
	return models.Handing{LawsuitID: lawsuit(1).ID, Office: cityUnit, From: from, To: to, By: by, Note: "请办理", At: opened}
}

// hand changes who has the first lawsuit in hand.
func (b *bench) hand(from, to, by string) {
	b.Helper()
	b.ok(b.Store.Hand(ctx, handing(from, to, by)))
}

// inHand says who has the first lawsuit in hand, and in which office.
func (b *bench) inHand(viewer models.Actor) string {
	b.Helper()
	_, beside, err := b.Store.Beside(ctx, viewer, lawsuit(1).ID)
	b.ok(err)
	var all []string
	for _, h := range beside.Hands {
		all = append(all, h.Office+":"+h.Name)
	}
	return strings.Join(all, " ")
}
