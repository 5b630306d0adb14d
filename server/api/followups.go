package api

import (
	"strconv"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// following is a day on which the caller wants to be reminded of a lawsuit.
type following struct {
	LawsuitID string        `json:"lawsuit_id" label:"案件编号" check:"required" example:"0123456789abcdef"`
	On        calendar.Date `json:"on" label:"提醒日期" check:"required" example:"2026-12-01"`
	Note      string        `json:"note" label:"提醒内容" check:"required" example:"问法官排期"`
}

type followUp struct {
	ID         string        `json:"id"`
	LawsuitID  string        `json:"lawsuit_id"`
	CaseNumber string        `json:"case_number"`
	On         calendar.Date `json:"on"`
	Note       string        `json:"note"`
}

// followUpList is what the caller wants to be reminded of, the first day first.
type followUpList struct {
	FollowUps []followUp `json:"follow_ups"`
}

func (a *API) followUps(c *call) (any, error) {
	found, err := a.office.FollowUps(c.ctx(), c.who)
	list := followUpList{FollowUps: []followUp{}}
	for _, f := range found {
		list.FollowUps = append(list.FollowUps, followUp{strconv.FormatInt(f.ID, 10), f.LawsuitID, f.CaseNumber, f.On, f.Note})
	}
	return list, err
}

// followUp answers with all of them.
func (a *API) followUp(c *call) (any, error) {
	var in following
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	if err := a.office.FollowUp(c.ctx(), c.who, models.FollowUp{LawsuitID: in.LawsuitID, On: in.On, Note: in.Note}); err != nil {
		return nil, err
	}
	return a.followUps(c)
}

func (a *API) endFollowUp(c *call) (any, error) {
	return nil, a.office.EndFollowUp(c.ctx(), c.who, c.number("followup"))
}
