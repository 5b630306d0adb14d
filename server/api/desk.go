package api

import (
	"fmt"
	"strconv"
	"time"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// hearingQuery says of which days hearings are listed.
type hearingQuery struct {
	From calendar.Date `json:"from" label:"开始日期" check:"required" example:"2026-03-02"`
	To   calendar.Date `json:"to" label:"结束日期" check:"required" example:"2026-03-08"`
}

// hearingList is the hearings of some days in their order.
type hearingList struct {
	Hearings []office.Sitting `json:"hearings"`
}

func (a *API) hearings(c *call) (any, error) {
	var q hearingQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	found, err := a.office.Sittings(c.ctx(), c.who, q.From, q.To)
	return hearingList{append([]office.Sitting{}, found...)}, err
}

// dutyQuery says which duties to list.
type dutyQuery struct {
	Mine   bool          `json:"mine" label:"只看本单位承担的"`
	Held   bool          `json:"held" label:"只看我承办的案件"`
	From   calendar.Date `json:"from" label:"建议办结日起" example:"2026-03-01"`
	To     calendar.Date `json:"to" label:"建议办结日止" example:"2026-03-31"`
	Cursor string        `json:"cursor" label:"翻页标记" help:"上一页的 next"`
	Limit  int           `json:"limit" label:"每页项数" check:"positive" help:"最多200，不填为50"`
}

// dutyList is one page of the clocks that run, least time left first.
type dutyList struct {
	Today  calendar.Date `json:"today"`
	Duties []duty        `json:"duties"`
	Next   string        `json:"next,omitempty"` // the cursor of the next page
}

// duty is a running clock with the lawsuit that it runs in.
type duty struct {
	LawsuitID  string         `json:"lawsuit_id"`
	CaseNumber string         `json:"case_number"`
	Stage      measures.Stage `json:"stage"`
	StageTitle string         `json:"stage_title"`
	Cause      string         `json:"cause"`
	Plaintiffs string         `json:"plaintiffs"`
	Lead       string         `json:"lead,omitempty"`
	Clock      measures.Clock `json:"clock"` // without steps
	StateToday string         `json:"state_today"`
	Left       string         `json:"left"`
	Overdue    bool           `json:"overdue"`
	Mine       bool           `json:"mine"`
	RungAt     time.Time      `json:"rung_at,omitzero"` // when it reminds or escalates next
}

func (a *API) duties(c *call) (any, error) {
	var q dutyQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	b, err := a.office.Bench(c.ctx())
	if err != nil {
		return nil, err
	}
	if q.Limit > models.MaxPage {
		return nil, models.Wrong("limit", fmt.Sprintf("每页最多%d项", models.MaxPage))
	}
	if !q.To.IsZero() && q.To.Before(q.From) {
		return nil, models.Wrong("to", "建议办结日止不能早于建议办结日起")
	}
	filter := models.DutyFilter{Today: b.Today, From: q.From, To: q.To, Cursor: q.Cursor, Limit: q.Limit}
	if q.Mine {
		filter.Whose = models.Mine
	}
	if q.Held {
		filter.Holder = c.who.Username
	}
	page, err := a.office.Duties(c.ctx(), c.who, filter)
	list := dutyList{Today: b.Today, Duties: []duty{}, Next: page.Next}
	for _, d := range page.Duties {
		list.Duties = append(list.Duties, dutyOf(d, b))
	}
	return list, err
}

func dutyOf(d models.Duty, b workflows.Bench) duty {
	return duty{
		LawsuitID: d.LawsuitID, CaseNumber: d.CaseNumber, Stage: d.Stage, StageTitle: d.Stage.Title(),
		Cause: d.Cause, Plaintiffs: d.Plaintiffs, Lead: d.Lead,
		Clock: d.Clock, StateToday: d.Clock.StateOn(b.Today), Left: workflows.Left(d.Clock, b.Today, b.Calendar),
		Overdue: d.Overdue, Mine: d.Mine, RungAt: d.RungAt,
	}
}

// deed is something that the caller did.
type deed struct {
	LawsuitID  string        `json:"lawsuit_id"`
	CaseNumber string        `json:"case_number"`
	Title      string        `json:"title"`
	Article    string        `json:"article,omitempty"`
	Text       string        `json:"text"`
	On         calendar.Date `json:"on"`
	At         time.Time     `json:"at"`
}

// deedList is what the caller did last, the last first.
type deedList struct {
	Done []deed `json:"done"`
}

func (a *API) done(c *call) (any, error) {
	found, err := a.office.DoneLately(c.ctx(), c.who)
	list := deedList{Done: []deed{}}
	for _, d := range found {
		list.Done = append(list.Done, deed(d))
	}
	return list, err
}

// inboxQuery says which messages to list.
type inboxQuery struct {
	Unread bool   `json:"unread" label:"只看未读"`
	Cursor string `json:"cursor" label:"翻页标记" help:"上一页的 next"`
	Limit  int    `json:"limit" label:"每页条数" check:"positive" help:"最多200，不填为50"`
}

// inbox is a page of what somebody was told, last one first.
type inbox struct {
	unread
	Messages []message `json:"messages"`
	Next     string    `json:"next,omitempty"` // the cursor of the next page
}

// unread is how many messages wait.
type unread struct {
	Unread int  `json:"unread"`         // counted up to 2000
	More   bool `json:"more,omitempty"` // there may be more than that
}

// message is a notice as it lies in an inbox.
type message struct {
	ID         string         `json:"id"`
	LawsuitID  string         `json:"lawsuit_id"`
	CaseNumber string         `json:"case_number"`
	Urgency    models.Urgency `json:"urgency"`
	Title      string         `json:"title"`
	Body       string         `json:"body"`
	Article    string         `json:"article,omitempty"`
	Clock      string         `json:"clock,omitempty"` // the clock's id
	Due        calendar.Date  `json:"due,omitzero"`
	At         time.Time      `json:"at"`
	ReadAt     time.Time      `json:"read_at,omitzero"`
}

func messageOf(m models.Message) message {
	return message{
		ID: strconv.FormatInt(m.ID, 10), LawsuitID: m.LawsuitID, CaseNumber: m.CaseNumber, Urgency: m.Urgency, Title: m.Title, Body: m.Body,
		Article: m.Article, Clock: m.Clock, Due: m.Due, At: m.At, ReadAt: m.ReadAt,
	}
}

func (a *API) inbox(c *call) (any, error) {
	var q inboxQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	if q.Limit > models.MaxPage {
		return nil, models.Wrong("limit", fmt.Sprintf("每页最多%d条", models.MaxPage))
	}
	page, err := a.office.Inbox(c.ctx(), c.who, models.MessageFilter{Unread: q.Unread, Cursor: q.Cursor, Limit: q.Limit})
	if err != nil {
		return nil, err
	}
	in := inbox{Messages: []message{}, Next: page.Next}
	for _, m := range page.Messages {
		in.Messages = append(in.Messages, messageOf(m))
	}
	in.unread, err = a.unread(c)
	return in, err
}

func (a *API) unread(c *call) (unread, error) {
	n, err := a.office.Unread(c.ctx(), c.who)
	return unread{n, n >= models.Counted}, err
}

// readMarks says which messages were read.
type readMarks struct {
	IDs []string `json:"ids" label:"消息编号" example:"17"`
	All bool     `json:"all" label:"全部"`
}

// markRead answers with what is left unread.
func (a *API) markRead(c *call) (any, error) {
	var in readMarks
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	if in.All == (len(in.IDs) > 0) {
		return nil, models.Wrong("ids", "请填写要标为已读的消息编号 ids，或者以 all 标记全部（二者择一）")
	}
	var ids []int64
	for _, text := range in.IDs {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, models.Wrong("ids", "消息编号须取自收件箱的 id")
		}
		ids = append(ids, id)
	}
	if err := a.office.MarkRead(c.ctx(), c.who, ids...); err != nil {
		return nil, err
	}
	return a.unread(c)
}
