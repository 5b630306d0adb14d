package api

import (
	"cmp"
	"strconv"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// seat names the absent colleague in whose place to act; nobody is one's own.
type seat struct {
	Username string `json:"username,omitempty" label:"被代理人用户名" help:"不填即恢复本人身份"`
}

// takeSeat answers with whom the session acts as from now on.
func (a *API) takeSeat(c *call) (any, error) {
	var in seat
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	user, err := a.gate.TakeSeat(c.ctx(), in.Username)
	return session{User: a.userOf(user)}, err
}

// substituting says who stands in for whom.
type substituting struct {
	Username   string        `json:"username,omitempty" label:"请假人用户名" help:"不填即为本人"`
	Substitute string        `json:"substitute" label:"代理人用户名" check:"required" example:"unit-official"`
	From       calendar.Date `json:"from" label:"开始日期" check:"required" example:"2026-12-01"`
	To         calendar.Date `json:"to" label:"结束日期" check:"required" example:"2026-12-05"`
	Reason     string        `json:"reason,omitempty" label:"事由" example:"年休假"`
}

// substitution is who stands in for whom.
type substitution struct {
	ID         int64         `json:"id"`
	Absent     string        `json:"absent"`
	Substitute string        `json:"substitute"`
	From       calendar.Date `json:"from"`
	To         calendar.Date `json:"to"`
	Reason     string        `json:"reason,omitempty"`
	Now        bool          `json:"now"` // holds today
	Ended      bool          `json:"ended,omitempty"`
	MadeBy     string        `json:"made_by"`
	MadeAt     time.Time     `json:"made_at"`
}

type substitutionList struct {
	Substitutions []substitution `json:"substitutions"`
}

func (a *API) substitutionOf(s models.Substitution) substitution {
	return substitution{s.ID, s.Absent, s.Substitute, s.From, s.To, s.Reason, s.On(a.office.Today()), s.Ended, s.MadeBy, s.MadeAt}
}

func (a *API) substitute(c *call) (any, error) {
	var in substituting
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	s, err := a.office.Delegate(c.ctx(), c.who, models.Substitution{
		Absent: cmp.Or(in.Username, c.who.Username), Substitute: in.Substitute, From: in.From, To: in.To, Reason: in.Reason,
	})
	return a.substitutionOf(s), err
}

func (a *API) substitutions(c *call) (any, error) {
	all, err := a.office.Substitutions(c.ctx(), c.who)
	list := substitutionList{Substitutions: []substitution{}}
	for _, s := range all {
		list.Substitutions = append(list.Substitutions, a.substitutionOf(s))
	}
	return list, err
}

func (a *API) endSubstitution(c *call) (any, error) {
	id, err := strconv.ParseInt(c.path("substitution"), 10, 64)
	if err != nil {
		id = 0 // there is none
	}
	return nil, a.office.EndSubstitution(c.ctx(), c.who, id)
}
