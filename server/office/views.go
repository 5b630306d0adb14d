package office

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// LongestViewName bounds the name of a view, in characters.
const LongestViewName = 30

// ViewWish is how somebody wants a view to be kept.
type ViewWish struct {
	Name   string
	Shared bool // with everybody of their office
}

// Views returns the filters of the ledger that the caller has saved, and then those that
// colleagues share with their office.
func (o *Office) Views(ctx context.Context, who models.Caller) ([]models.View, error) {
	return read(ctx, who, Reading, func(ctx context.Context) ([]models.View, error) {
		return o.store.Views(ctx, who.Username, shelf(who))
	})
}

// SaveView keeps a filter of the ledger under a name, in its one form.
func (o *Office) SaveView(ctx context.Context, who models.Caller, asked LedgerQuery, wish ViewWish) (v models.View, err error) {
	err = o.administered(ctx, who, Reading, "save_view", clip(wish.Name), func() error {
		if _, err := asked.Filter(who, o.Today()); err != nil {
			return err
		}
		query := asked.Address()
		if query == "" {
			return models.Wrong("query", "没有设定条件，无须保存。请先在案件台账中查询")
		}
		if v, err = viewOf(who, wish); err != nil {
			return err
		}
		v.Query, v.At = query, time.Now().UTC()
		v, err = o.store.SaveView(ctx, v)
		return err
	})
	return v, err
}

// ChangeView gives one of the caller's views another name, or shares it or no longer.
func (o *Office) ChangeView(ctx context.Context, who models.Caller, id int64, wish ViewWish) error {
	return o.administered(ctx, who, Reading, "change_view", fmt.Sprintf("view %d", id), func() error {
		v, err := viewOf(who, wish)
		if err != nil {
			return err
		}
		v.ID = id
		return o.store.ChangeView(ctx, v)
	})
}

// RemoveView removes one of the caller's views.
func (o *Office) RemoveView(ctx context.Context, who models.Caller, id int64) error {
	return o.administered(ctx, who, Reading, "remove_view", fmt.Sprintf("view %d", id), func() error {
		return o.store.RemoveView(ctx, who.Username, id)
	})
}

// viewOf is the caller's view as they wish it, without its filter.
func viewOf(who models.Caller, wish ViewWish) (models.View, error) {
	v := models.View{Owner: who.Username, Name: strings.Join(strings.Fields(wish.Name), " ")}
	if n := utf8.RuneCountInString(v.Name); n == 0 || n > LongestViewName || !form.Visible(v.Name) {
		return v, models.Wrong("name", fmt.Sprintf("请填写视图的名称，不超过%d字，不含不可见的字符", LongestViewName))
	}
	if wish.Shared {
		if err := Sharing.Refuse(who); err != nil {
			return v, err
		}
		v.Office = shelf(who)
	}
	return v, nil
}

// shelf is where the views lie that people of the caller's office share: their unit's, or
// the supervisors'.
func shelf(who models.Caller) string {
	switch {
	case who.Role.OfBureau():
		return measures.JusticeBureau
	case who.Role.OfUnit():
		return who.Unit
	}
	return who.Role.Title()
}
