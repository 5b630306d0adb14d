package storetest

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"yingsu/models"
)

var viewPromises = []promise{
	{"a view is kept, renamed, shared and removed by its owner alone", func(b *bench) {
		b.staff("anna", "bert")
		first := b.saved(view("anna", "逾期"))
		b.saved(view("anna", "败诉"))
		b.saved(view("bert", "逾期")) // each has names of their own
		list := b.views("anna", cityUnit)
		equal(b, "by name", fmt.Sprint(len(list), list[0].Name, list[1].Name, list[1].Query, list[1].OwnerName), "2败诉逾期overdue=trueanna")
		_, err := b.Store.SaveView(ctx, view("anna", "逾期"))
		b.refused(err, models.Conflict)

		first.Name, first.Office = "逾期的案件", cityUnit
		b.ok(b.Store.ChangeView(ctx, first))
		equal(b, "shared", strings.Join(names(b.views("bert", cityUnit)), " "), "逾期 逾期的案件")
		equal(b, "with no other office", strings.Join(names(b.views("bert", townUnit)), " "), "逾期")
		equal(b, "nor with none", strings.Join(names(b.views("bert", "")), " "), "逾期")
		taken := first
		taken.Name = "败诉"
		b.refused(b.Store.ChangeView(ctx, taken), models.Conflict)
		foreign := first
		foreign.Owner = "bert"
		b.refused(b.Store.ChangeView(ctx, foreign), models.NotFound)
		b.refused(b.Store.RemoveView(ctx, "bert", first.ID), models.NotFound)
		b.ok(b.Store.RemoveView(ctx, "anna", first.ID))
		b.refused(b.Store.RemoveView(ctx, "anna", first.ID), models.NotFound)
		b.refused(b.Store.ChangeView(ctx, first), models.NotFound)
		equal(b, "left", strings.Join(names(b.views("anna", cityUnit)), " "), "败诉")
	}},
	{"what somebody shared who has left is shown to nobody else", func(b *bench) {
		ids := b.staff("anna", "bert")
		shared := view("anna", "逾期")
		shared.Office = cityUnit
		b.saved(shared)
		equal(b, "shown", len(b.views("bert", cityUnit)), 1)
		off := true
		b.ok(b.Store.UpdateUser(ctx, ids["anna"], models.UserChange{Disabled: &off}))
		equal(b, "shown once they have left", len(b.views("bert", cityUnit)), 0)
	}},
	{"there are at most so many of one person, and nobody's", func(b *bench) {
		b.staff("anna", "bert")
		for n := range models.MostViews {
			b.saved(view("anna", fmt.Sprint(n)))
		}
		_, err := b.Store.SaveView(ctx, view("anna", "too many"))
		b.refused(err, models.Invalid)
		b.saved(view("bert", "1"))
		if _, err := b.Store.SaveView(ctx, view("nobody", "1")); err == nil {
			b.Error("nobody's view was kept")
		}
	}},
	{"of a name that many use at once, one is kept", func(b *bench) {
		b.staff("anna")
		var wg sync.WaitGroup
		var kept atomic.Int32
		for _, s := range b.programs(4) {
			wg.Go(func() {
				if _, err := s.SaveView(ctx, view("anna", "逾期")); err == nil {
					kept.Add(1)
				}
			})
		}
		wg.Wait()
		equal(b, "kept", kept.Load(), 1)
		equal(b, "listed", len(b.views("anna", "")), 1)
	}},
}

func view(owner, name string) models.View {
	return models.View{Owner: owner, Name: name, Query: "overdue=true", At: opened}
}

func (b *bench) saved(v models.View) models.View {
	b.Helper()
	kept, err := b.Store.SaveView(ctx, v)
	b.ok(err)
	return kept
}

func (b *bench) views(owner, office string) []models.View {
	b.Helper()
	list, err := b.Store.Views(ctx, owner, office)
	b.ok(err)
	return list
}

func names(views []models.View) []string {
	all := make([]string, len(views))
	for n, v := range views {
		all[n] = v.Name
	}
	return all
}
