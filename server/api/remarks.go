package api

import (
	"strconv"
	"time"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

// saying is something to be said in a lawsuit.
type saying struct {
	Text string `json:"text" label:"留言" help:"最多2000字；以“@姓名”提到的人员另行告知" check:"required,long" example:"请@谭城管 核对送达日期。"`
}

// remark is what somebody said in a lawsuit.
type remark struct {
	ID        string    `json:"id"`
	Author    string    `json:"author"` // user name
	Name      string    `json:"name"`
	Text      string    `json:"text"`
	At        time.Time `json:"at"`
	Withdrawn bool      `json:"withdrawn,omitempty"` // by its author; its text is not shown any more
}

// remarkList is what was said in a lawsuit, the last first.
type remarkList struct {
	Remarks []remark `json:"remarks"`
}

func (a *API) remarks(c *call) (any, error) {
	found, err := a.office.Remarks(c.ctx(), c.who, c.path("id"))
	list := remarkList{Remarks: []remark{}}
	for _, r := range found {
		list.Remarks = append(list.Remarks, remark{strconv.FormatInt(r.ID, 10), r.Author, r.AuthorName, r.Said, r.At, !r.WithdrawnAt.IsZero()})
	}
	return list, err
}

// remark answers with all that was said.
func (a *API) remark(c *call) (any, error) {
	var in saying
	if err := a.readIn(c, &in); err != nil {
		return nil, err
	}
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	if err := a.office.Remark(c.ctx(), c.who, c.path("id"), key, in.Text); err != nil {
		return nil, err
	}
	return a.remarks(c)
}

func (a *API) withdrawRemark(c *call) (any, error) {
	return nil, a.office.WithdrawRemark(c.ctx(), c.who, c.path("id"), c.number("remark"))
}

// number reads a number of the path; what is none stands for nothing.
func (c *call) number(name string) int64 {
	n, err := strconv.ParseInt(c.path(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// demanding is what is to be asked of an office.
type demanding struct {
	Office   string        `json:"office" label:"单位" help:"参与本案的单位，或者区司法局" check:"required" example:"区城市管理局"`
	Asked    string        `json:"asked" label:"督办事项" check:"required,long" example:"答辩状何时提交？"`
	AnswerBy calendar.Date `json:"answer_by" label:"最迟答复日期" check:"required" example:"2026-12-05"`
}

// answering is the answer to what was asked.
type answering struct {
	Answer string `json:"answer" label:"答复" check:"required,long" example:"已于今日提交。"`
}

// demand is what was asked of an office, and what came of it.
type demand struct {
	ID         string        `json:"id"`
	LawsuitID  string        `json:"lawsuit_id"`
	CaseNumber string        `json:"case_number,omitempty"`
	Office     string        `json:"office"`
	By         string        `json:"by"` // user name
	Name       string        `json:"name"`
	Asked      string        `json:"asked"`
	AnswerBy   calendar.Date `json:"answer_by"`
	At         time.Time     `json:"at"`
	ReceivedBy string        `json:"received_by,omitempty"`
	ReceivedAt time.Time     `json:"received_at,omitzero"`
	AnsweredBy string        `json:"answered_by,omitempty"`
	AnsweredAt time.Time     `json:"answered_at,omitzero"`
	Answer     string        `json:"answer,omitempty"`
	Withdrawn  bool          `json:"withdrawn,omitempty"` // by whoever asked, or their office
	Overdue    bool          `json:"overdue,omitempty"`
}

// demandList is what was asked in a lawsuit, the last first; or what waits, the first day
// first.
type demandList struct {
	Demands []demand `json:"demands"`
}

func (a *API) demandsOf(found []models.Demand) demandList {
	list := demandList{Demands: []demand{}}
	for _, d := range found {
		list.Demands = append(list.Demands, demand{
			strconv.FormatInt(d.ID, 10), d.LawsuitID, d.CaseNumber, d.Office, d.By, d.ByName, d.Asked, d.AnswerBy, d.At,
			d.ReceivedBy, d.ReceivedAt, d.AnsweredBy, d.AnsweredAt, d.Answer, !d.WithdrawnAt.IsZero(), d.Overdue(a.office.Today()),
		})
	}
	return list
}

func (a *API) openDemands(c *call) (any, error) {
	found, err := a.office.OpenDemands(c.ctx(), c.who)
	return a.demandsOf(found), err
}

func (a *API) demandsIn(c *call) (any, error) {
	found, err := a.office.DemandsIn(c.ctx(), c.who, c.path("id"))
	return a.demandsOf(found), err
}

// demand answers with all that was asked in the lawsuit.
func (a *API) demand(c *call) (any, error) {
	var in demanding
	if err := a.readIn(c, &in); err != nil {
		return nil, err
	}
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	if err := a.office.Demand(c.ctx(), c.who, c.path("id"), key, office.DemandWish(in)); err != nil {
		return nil, err
	}
	return a.demandsIn(c)
}

func (a *API) receiveDemand(c *call) (any, error) {
	return nil, a.office.ReceiveDemand(c.ctx(), c.who, c.path("id"), c.number("demand"))
}

func (a *API) answerDemand(c *call) (any, error) {
	var in answering
	if err := a.readIn(c, &in); err != nil {
		return nil, err
	}
	return nil, a.office.AnswerDemand(c.ctx(), c.who, c.path("id"), c.number("demand"), in.Answer)
}

func (a *API) withdrawDemand(c *call) (any, error) {
	return nil, a.office.WithdrawDemand(c.ctx(), c.who, c.path("id"), c.number("demand"))
}
