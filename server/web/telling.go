package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/server/feed"
	"yingsu/server/office"
)

// tellingPath is where people say how they want to be told.
const tellingPath = "/account/ways"

// telling is the page on which people say by which channels they want to be told, see
// what became of it, and have their calendar fetched.
type telling struct {
	office.Telling
	CSRF    string
	Done    string
	At      string            // of digests
	Wrong   map[string]string // by channel and field
	Problem *models.Error
	NotDone string     // what was not done, where there is a problem
	Feeds   []feedLine // none for those who have no lawsuits
	Address string     // of the calendar that was just made, shown once
}

// feedLine is one calendar, fetched or not.
type feedLine struct {
	Of    string // as it is posted: own or unit
	Title string
	Made  *models.Feed // nil while nobody fetches it
}

func (p *Pages) tellingPage(c echo.Context, who models.Caller) error {
	return p.showTelling(c, who, http.StatusOK, telling{Done: map[string]string{
		"way": "已保存，自下一条通知起按此办理。", "revoked": "原日历地址已停用。",
		"tried": "测试消息已交付发送，通常几秒钟内有结果，见下面“最近的发送”。还是“待发送”的，请稍候刷新本页。",
	}[c.QueryParam("done")]}, nil)
}

// showTelling shows the page; what was typed of a channel stands in place of what is
// kept of it.
func (p *Pages) showTelling(c echo.Context, who models.Caller, status int, t telling, typed *models.Way) (err error) {
	ctx := c.Request().Context()
	if t.Telling, err = p.office.Telling(ctx, who); err != nil {
		return err
	}
	for i := range t.Ways {
		if typed != nil && typed.Channel == t.Ways[i].Channel {
			t.Ways[i].Way = *typed
		}
	}
	if office.Reading.Of(who.Role) {
		if t.Feeds, err = p.feedLines(c, who); err != nil {
			return err
		}
	}
	t.CSRF, t.At = csrfOf(c), post.DigestTime
	return p.show(c, status, "telling", page{Title: "通知渠道和日历", Here: "account", Body: t})
}

func (p *Pages) feedLines(c echo.Context, who models.Caller) ([]feedLine, error) {
	made, unit, err := p.office.Feeds(c.Request().Context(), who)
	if err != nil {
		return nil, err
	}
	lines := []feedLine{{Of: "own", Title: "本人日历", Made: feedFor(made, "")}}
	if unit != "" {
		lines = append(lines, feedLine{Of: "unit", Title: unit + "的日历", Made: feedFor(made, unit)})
	}
	return lines, nil
}

func feedFor(made []models.Feed, unit string) *models.Feed {
	i := slices.IndexFunc(made, func(f models.Feed) bool { return f.Unit == unit })
	if i < 0 {
		return nil
	}
	return &made[i]
}

func (p *Pages) setWay(c echo.Context, who models.Caller) error {
	w := models.Way{
		Channel: posted(c, "channel"), Address: tidy(posted(c, "address")), Secret: tidy(posted(c, "secret")), On: posted(c, "on") != "",
		Digest: posted(c, "digest") != "", QuietFrom: tidy(posted(c, "quiet_from")), QuietTo: tidy(posted(c, "quiet_to")),
	}
	err := p.office.SetWay(c.Request().Context(), who, w)
	var wrong *models.Error
	if !errors.As(err, &wrong) || wrong.Code == models.NotFound {
		if err != nil {
			return err
		}
		return leave(c, tellingPath+"?done=way")
	}
	t := telling{Problem: wrong, NotDone: "没有保存", Wrong: map[string]string{}}
	for _, f := range wrong.Fields {
		t.Wrong[w.Channel+"-"+f.Field] = f.Detail
	}
	return p.showTelling(c, who, statusOf(wrong), t, &w)
}

// tryWay sends the reader a test message by a channel.
func (p *Pages) tryWay(c echo.Context, who models.Caller) error {
	err := p.office.TryWay(c.Request().Context(), who, posted(c, "channel"))
	var wrong *models.Error
	if errors.As(err, &wrong) && wrong.Code != models.NotFound {
		return p.showTelling(c, who, statusOf(wrong), telling{Problem: wrong, NotDone: "没有发送"}, nil)
	}
	if err != nil {
		return err
	}
	return leave(c, tellingPath+"?done=tried")
}

// changeFeed makes a calendar's address or revokes it. A new address is on the page that
// answers, and nowhere else.
func (p *Pages) changeFeed(c echo.Context, who models.Caller) error {
	ctx, ofUnit := c.Request().Context(), posted(c, "of") == "unit"
	switch posted(c, "do") {
	case "make":
		secret, err := p.office.MakeFeed(ctx, who, ofUnit)
		if err != nil {
			return err
		}
		site := cmp.Or(p.office.Site, c.Scheme()+"://"+c.Request().Host)
		return p.showTelling(c, who, http.StatusOK, telling{Address: site + feed.Address(secret)}, nil)
	case "revoke":
		if err := p.office.RevokeFeed(ctx, who, ofUnit); err != nil {
			return err
		}
		return leave(c, tellingPath+"?done=revoked")
	}
	return &models.Error{Code: models.Invalid, Detail: "没有指明要办理的事项，请返回“通知渠道和日历”页面重新操作。", Link: tellingPath}
}
