package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
)

// letters is the inbox: unread messages first, then the last ones read.
type letters struct {
	CSRF     string
	Messages []models.Message
	Unread   int
	Nobody   []models.Message // that reached nobody, of the lawsuits that the reader may see
}

// How many messages the inbox shows: more unread ones come up when these are
// marked as read.
const (
	inboxUnread = 80
	inboxRead   = 40
)

func (p *Pages) inbox(c echo.Context, who models.Caller) error {
	messages, err := p.office.Inbox(c.Request().Context(), who, false, inboxRead)
	if err != nil {
		return err
	}
	unread, err := p.office.Inbox(c.Request().Context(), who, true, inboxUnread)
	if err != nil {
		return err
	}
	waiting, err := p.office.Unread(c.Request().Context(), who)
	if err != nil {
		return err
	}
	read := slices.DeleteFunc(messages, func(m models.Message) bool { return m.ReadAt.IsZero() })
	slices.SortStableFunc(unread, func(a, b models.Message) int { return cmp.Compare(loudness(b), loudness(a)) })
	l := letters{CSRF: csrfOf(c), Messages: append(unread, read...), Unread: waiting}
	if l.Nobody, err = p.office.Undelivered(c.Request().Context(), who); err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "inbox", page{Title: "收件箱", Here: "/inbox", Body: l})
}

// loudness puts what is overdue before what falls due, and that before the rest.
func loudness(m models.Message) int {
	return map[models.Urgency]int{models.Escalation: 2, models.Warning: 1}[m.Urgency]
}

// markRead marks the message named as read, or all of them.
func (p *Pages) markRead(c echo.Context, who models.Caller) error {
	if posted(c, "all") != "" {
		if err := p.office.MarkRead(c.Request().Context(), who); err != nil {
			return err
		}
		return leave(c, "/inbox")
	}
	id, err := strconv.ParseInt(posted(c, "id"), 10, 64)
	if err != nil {
		return &models.Error{Code: models.Invalid, Detail: "没有指明要标为已读的消息，请返回收件箱重新操作。", Link: "/inbox"}
	}
	if err := p.office.MarkRead(c.Request().Context(), who, id); err != nil {
		return err
	}
	return leave(c, "/inbox")
}
