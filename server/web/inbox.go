package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
)

// letters is a page of the inbox: unread messages first, then those read.
type letters struct {
	CSRF    string
	Threads []thread
	Unread  string           // how many wait; empty for none
	Nobody  []models.Message // that reached nobody, of the lawsuits that the reader may see
	Here    string           // address of this page
	Next    string           // address of the next page
	First   string           // address of the first page, where this is another
	Problem *models.Error
}

// thread is what a page of the inbox has of one lawsuit, or of none.
type thread struct {
	LawsuitID, CaseNumber string
	Letters               []letter
}

// letter is a message with those before it that say the same of an earlier day: the
// reminders of one period.
type letter struct {
	models.Message
	Before  []models.Message
	Waiting []int64 // which of them are unread
}

// threadsOf groups messages by their lawsuits and folds what a later one has superseded.
// Lawsuits and letters come in the order in which they are met.
func threadsOf(messages []models.Message) []thread {
	var threads []thread
	for _, m := range messages {
		t := slices.IndexFunc(threads, func(t thread) bool { return t.LawsuitID == m.LawsuitID })
		if t < 0 {
			threads = append(threads, thread{LawsuitID: m.LawsuitID, CaseNumber: m.CaseNumber})
			t = len(threads) - 1
		}
		threads[t].add(m)
	}
	return threads
}

func (t *thread) add(m models.Message) {
	i := slices.IndexFunc(t.Letters, func(l letter) bool { return m.Clock != "" && l.Clock == m.Clock })
	if i < 0 {
		t.Letters = append(t.Letters, letter{Message: m})
		i = len(t.Letters) - 1
	} else if l := &t.Letters[i]; m.ID > l.ID {
		l.Before, l.Message = append([]models.Message{l.Message}, l.Before...), m
	} else {
		l.Before = append(l.Before, m)
	}
	if m.ReadAt.IsZero() {
		t.Letters[i].Waiting = append(t.Letters[i].Waiting, m.ID)
	}
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
	l.Threads = threadsOf(found.Messages)
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

func (p *Pages) exportInbox(c echo.Context, who models.Caller) error {
	rows, err := p.office.MessageTable(c.Request().Context(), who)
	return p.handTable(c, "收件箱", rows, err)
}

// markRead marks the messages named as read, or all of them, and leads back to the page
// on which they were, or on to what they are about, where somebody has opened one.
func (p *Pages) markRead(c echo.Context, who models.Caller) error {
	if posted(c, "all") != "" {
		if err := p.office.MarkRead(c.Request().Context(), who); err != nil {
			return err
		}
		return leave(c, "/inbox")
	}
	var ids []int64
	for _, text := range c.Request().PostForm["id"] {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			ids = nil
			break
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 || len(ids) > mostLetters {
		return &models.Error{Code: models.Invalid, Detail: "没有指明要标为已读的消息，请返回收件箱重新操作。", Link: "/inbox"}
	}
	if err := p.office.MarkRead(c.Request().Context(), who, ids...); err != nil {
		return err
	}
	if about := posted(c, "open"); about != "" {
		return leave(c, aboutPage(about))
	}
	return leave(c, address("/inbox", nil, c.QueryParam("cursor")))
}

// mostLetters is how many messages are marked at once: more than a page has.
const mostLetters = 100

// aboutOf says what a message is about, as the form says it that opens it: its lawsuit or,
// where it has none, the first part of its key.
func aboutOf(m models.Message) string {
	if m.LawsuitID != "" {
		return m.LawsuitID
	}
	kind, _, _ := strings.Cut(m.Key, "/")
	return "-" + kind
}

// aboutPage is the page that a message is about.
func aboutPage(about string) string {
	kind, none := strings.CutPrefix(about, "-")
	switch {
	case !none:
		return "/lawsuits/" + url.PathEscape(about)
	case kind == "own":
		return "/account/security"
	case kind == "trial":
		return tellingPath
	}
	return "/changes"
}
