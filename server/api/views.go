package api

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/form"
)

// viewSaving is a filter of the ledger to be kept under a name.
type viewSaving struct {
	Name   string `json:"name" label:"名称" help:"最多30字" check:"required" example:"逾期的一审案件"`
	Query  string `json:"query" label:"查询条件" help:"与 /lawsuits 的查询参数相同" check:"required" example:"overdue=true&level=first"`
	Shared bool   `json:"shared,omitempty" label:"共享给本单位人员" help:"仅区司法局和监督人员"`
}

// viewChange is how one is to be kept from now on.
type viewChange struct {
	Name   string `json:"name" label:"名称" help:"最多30字" check:"required" example:"逾期的一审案件"`
	Shared bool   `json:"shared,omitempty" label:"共享给本单位人员" help:"仅区司法局和监督人员"`
}

// view is a filter of the ledger under a name.
type view struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Query  string    `json:"query"` // of GET /lawsuits, in its one form
	Own    bool      `json:"own"`
	Owner  string    `json:"owner"` // user name
	Shared bool      `json:"shared"`
	At     time.Time `json:"at"`
}

// viewList is the caller's views, by their names, and then those of their office.
type viewList struct {
	Views []view `json:"views"`
}

func (a *API) views(c *call) (any, error) {
	found, err := a.office.Views(c.ctx(), c.who)
	list := viewList{Views: []view{}}
	for _, v := range found {
		list.Views = append(list.Views, c.viewOf(v))
	}
	return list, err
}

func (c *call) viewOf(v models.View) view {
	return view{strconv.FormatInt(v.ID, 10), v.Name, v.Query, v.Owner == c.who.Username, v.Owner, v.Office != "", v.At}
}

var ledgerFields = form.Of[office.LedgerQuery]()

func (a *API) saveView(c *call) (any, error) {
	var in viewSaving
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	values, err := url.ParseQuery(strings.TrimPrefix(in.Query, "?"))
	if err != nil {
		return nil, models.Wrong("query", "查询条件无法识别，请检查百分号编码")
	}
	var asked office.LedgerQuery
	if err := a.fill(ledgerFields, asObject(ledgerFields, values), &asked); err != nil {
		return nil, err
	}
	v, err := a.office.SaveView(c.ctx(), c.who, asked, office.ViewWish{Name: in.Name, Shared: in.Shared})
	return c.viewOf(v), err
}

func (a *API) changeView(c *call) (any, error) {
	var in viewChange
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	return nil, a.office.ChangeView(c.ctx(), c.who, c.number("view"), office.ViewWish(in))
}

func (a *API) removeView(c *call) (any, error) {
	return nil, a.office.RemoveView(c.ctx(), c.who, c.number("view"))
}
