package web

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
)

// viewsPath is where the saved filters of the ledger are kept in order.
const viewsPath = "/lawsuits/views"

// savedViews is the page of the filters that the reader has saved, and of one that could
// not be saved as it was wished.
type savedViews struct {
	CSRF    string
	Own     []models.View
	Others  []models.View
	Shares  bool // the reader can share with their office
	Longest int  // characters of a name
	Most    int
	Saving  *viewSaving
	Done    string
	Problem *models.Error
}

// viewSaving is a filter to be saved, as it was typed.
type viewSaving struct {
	CSRF, Query, Name string
	Shared            bool
	Shares            bool
	Longest           int
}

func (p *Pages) views(c echo.Context, who models.Caller) error {
	return p.showViews(c, who, http.StatusOK, savedViews{Done: map[string]string{
		"changed": "已保存。", "removed": "视图已删除。",
	}[c.QueryParam("done")]})
}

func (p *Pages) showViews(c echo.Context, who models.Caller, status int, s savedViews) error {
	found, err := p.office.Views(c.Request().Context(), who)
	if err != nil {
		return err
	}
	for _, v := range found {
		if v.Owner == who.Username {
			s.Own = append(s.Own, v)
		} else {
			s.Others = append(s.Others, v)
		}
	}
	s.CSRF, s.Shares, s.Longest, s.Most = csrfOf(c), office.Sharing.Of(who.Role), office.LongestViewName, models.MostViews
	return p.show(c, status, "views", page{Title: "保存的视图", Here: "/lawsuits", Body: s})
}

// saveView keeps the filter that the ledger was shown by, and leads back there.
func (p *Pages) saveView(c echo.Context, who models.Caller) error {
	typed := &viewSaving{
		CSRF: csrfOf(c), Query: posted(c, "query"), Name: tidy(posted(c, "name")), Shared: posted(c, "shared") != "",
		Shares: office.Sharing.Of(who.Role), Longest: office.LongestViewName,
	}
	query, err := url.ParseQuery(typed.Query)
	if err != nil {
		query, err = url.Values{}, models.Wrong("query", "查询条件无法识别，请回到案件台账重新查询后保存")
	}
	var asked office.LedgerQuery
	if err == nil {
		err = p.ask(ledgerFields, query, &asked)
	}
	var v models.View
	if err == nil {
		v, err = p.office.SaveView(c.Request().Context(), who, asked, office.ViewWish{Name: typed.Name, Shared: typed.Shared})
	}
	if wrong, ok := refused(err); ok {
		return p.showViews(c, who, statusOf(wrong), savedViews{Saving: typed, Problem: wrong})
	}
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits?"+v.Query)
}

// changeView renames, shares or removes one of the reader's views.
func (p *Pages) changeView(c echo.Context, who models.Caller) error {
	ctx, id, done := c.Request().Context(), number(c, "view"), "changed"
	var err error
	if posted(c, "do") == "remove" {
		err, done = p.office.RemoveView(ctx, who, id), "removed"
	} else {
		err = p.office.ChangeView(ctx, who, id, office.ViewWish{Name: tidy(posted(c, "name")), Shared: posted(c, "shared") != ""})
	}
	if wrong, ok := refused(err); ok {
		return p.showViews(c, who, statusOf(wrong), savedViews{Problem: wrong})
	}
	if err != nil {
		return err
	}
	return leave(c, viewsPath+"?done="+done)
}
