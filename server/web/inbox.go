package web

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
)

// letters is a page of the inbox: unread messages first, then those read.
type letters struct {
	CSRF     string
	Messages []models.Message
	Unread   string           // how many wait; empty for none
	Nobody   []models.Message // that reached nobody, of the lawsuits that the reader may see
	Here     string           // address of this page
	Next     string           // address of the next page
	First    string           // address of the first page, where this is another
	Problem  *models.Error
}

func (p *Pages) inbox(c echo.Context, who models.Caller) error {
	ctx, cursor := c.Request().Context(), c.QueryParam("cursor")
	l := letters{CSRF: csrfOf(c), Here: address("/inbox", nil, cursor)}
	status := http.StatusOK
	found, err := p.office.Inbox(ctx, who, models.MessageFilter{Loud: true, Cursor: cursor})
	if wrong, ok := refused(err); ok {
		l.Problem, status = wrong, statusOf(wrong)
	} else if err != nil {
		return err
	}
	l.Messages = found.Messages
	if found.Next != "" {
		l.Next = address("/inbox", nil, found.Next)
	}
	waiting, err := p.office.Unread(ctx, who)
	if err != nil {
		return err
	}
	if waiting > 0 {
		l.Unread = upTo(waiting, waiting >= models.Counted, "条")
	}
	if cursor != "" {
		l.First = "/inbox"
	} else if l.Nobody, err = p.office.Undelivered(ctx, who); err != nil {
		return err
	}
	return p.show(c, status, "inbox", page{Title: "收件箱", Here: "/inbox", Body: l})
}

// markRead marks the message named as read, or all of them, and leads back to the
// page on which it was.
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
	return leave(c, address("/inbox", nil, c.QueryParam("cursor")))
}
