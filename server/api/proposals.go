package api

import (
	"strconv"
	"time"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// proposal is a change of the law, or of how a lawsuit is run, as it stands between two people, with every
// date of an open lawsuit that it moves.
type proposal struct {
	ID         int64                `json:"id,omitempty"`
	State      models.ProposalState `json:"state,omitempty"`
	StateTitle string               `json:"state_title,omitempty"`
	Title      string               `json:"title"`
	Year       *year                `json:"year,omitempty"`
	Closure    *calendar.Closure    `json:"closure,omitempty"`
	Edition    *measures.Edition    `json:"edition,omitempty"`
	Restart    *models.Restart      `json:"restart,omitempty"`
	Source     string               `json:"source,omitempty"`
	ProposedBy string               `json:"proposed_by,omitempty"`
	ProposedAt time.Time            `json:"proposed_at,omitzero"`
	DecidedBy  string               `json:"decided_by,omitempty"`
	DecidedAt  time.Time            `json:"decided_at,omitzero"`
	Moves      []office.Move        `json:"moves,omitempty"`       // at most 200
	MovesTotal int                  `json:"moves_total,omitempty"` // of all that move
}

type proposalList struct {
	Proposals []proposal `json:"proposals"`
}

func proposalOf(p models.Proposal) proposal {
	v := proposal{
		ID: p.ID, State: p.State, StateTitle: p.State.Title(), Title: p.Title(), Closure: p.Closure, Edition: p.Edition, Restart: p.Restart, Source: p.Source,
		ProposedBy: p.ProposedBy, ProposedAt: p.ProposedAt, DecidedBy: p.DecidedBy, DecidedAt: p.DecidedAt,
	}
	if p.Year != nil {
		y := yearOf(*p.Year)
		v.Year = &y
	}
	return v
}

// proposing answers what fills in a change, and keeps it for a second person.
func (a *API) proposing(change string) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		p, err := a.draft(c, change)
		if err != nil {
			return nil, err
		}
		if p, err = a.office.Propose(c.ctx(), c.who, p); err != nil {
			return nil, err
		}
		return a.withMoves(c, p)
	}
}

// simulate shows what another edition would change, and keeps nothing.
func (a *API) simulate(c *call) (any, error) {
	p, err := a.draft(c, "edition")
	if err != nil {
		return nil, err
	}
	return a.withMoves(c, p)
}

func (a *API) draft(c *call, change string) (models.Proposal, error) {
	body, err := c.body()
	if err != nil {
		return models.Proposal{}, err
	}
	return a.office.Draft(c.ctx(), c.who, office.ChangeNamed(change), body)
}

func (a *API) withMoves(c *call, p models.Proposal) (any, error) {
	v := proposalOf(p)
	effects, err := a.office.Effects(c.ctx(), c.who, p)
	v.Moves, v.MovesTotal = effects.Moves, effects.Total
	return v, err
}

func (a *API) proposals(c *call) (any, error) {
	all, err := a.office.Proposals(c.ctx(), c.who)
	list := proposalList{Proposals: []proposal{}}
	for _, p := range all {
		list.Proposals = append(list.Proposals, proposalOf(p))
	}
	return list, err
}

func (a *API) proposal(c *call) (any, error) {
	p, err := a.wanted(c)
	switch {
	case err != nil:
		return nil, err
	case p.State != models.Proposed:
		return proposalOf(p), nil
	}
	return a.withMoves(c, p)
}

func (a *API) wanted(c *call) (models.Proposal, error) {
	id, err := strconv.ParseInt(c.path("proposal"), 10, 64)
	if err != nil {
		id = 0 // there is none
	}
	return a.office.Proposal(c.ctx(), c.who, id)
}

func (a *API) confirm(c *call) (any, error)  { return a.decide(c, models.Confirmed) }
func (a *API) withdraw(c *call) (any, error) { return a.decide(c, models.Withdrawn) }

func (a *API) decide(c *call, state models.ProposalState) (any, error) {
	p, err := a.wanted(c)
	if err != nil {
		return nil, err
	}
	if err := a.office.Decide(c.ctx(), c.who, p.ID, state); err != nil {
		return nil, err
	}
	if p, err = a.wanted(c); err != nil {
		return nil, err
	}
	return proposalOf(p), nil
}

// editions lists every edition of the Measures, with what it amends.
type editions struct {
	Editions []measures.Edition `json:"editions"` // oldest first
}

func (a *API) editions(c *call) (any, error) {
	law, err := a.office.Law(c.ctx(), c.who)
	return editions{law.Editions}, err
}
