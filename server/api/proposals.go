package api

import (
	"strconv"
	"time"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// importFormat is a way in which a year's notice is given.
type importFormat string

// Choices offers the formats.
func (importFormat) Choices() []measures.Choice {
	return []measures.Choice{
		{Value: string(calendar.Notice), Title: "通知原文"}, {Value: string(calendar.HolidayCN), Title: "holiday-cn JSON"},
		{Value: string(calendar.ICS), Title: "ICS 日历"}, {Value: string(calendar.CSV), Title: "CSV 表格"},
	}
}

// yearImport is a year's notice.
type yearImport struct {
	Format    importFormat  `json:"format" label:"格式" check:"required"`
	Year      int           `json:"year" label:"年份" check:"required,positive" example:"2027"`
	Notice    string        `json:"notice" label:"文号" check:"required" example:"国办发明电〔2026〕1号"`
	Published calendar.Date `json:"published" label:"成文日期" check:"required,past" example:"2026-11-04"`
	Source    string        `json:"source,omitempty" label:"来源" example:"中国政府网"`
	Content   string        `json:"content" label:"内容" check:"required,document" help:"通知各节日的安排每个节日一行，或者所选格式的全文"`
}

// closing is a day on which the district's offices are shut.
type closing struct {
	Date   calendar.Date `json:"date" label:"停工日期" check:"required" example:"2026-08-12"`
	Reason string        `json:"reason" label:"原因" check:"required" example:"台风停工"`
}

// editionDraft is another set of periods.
type editionDraft struct {
	Name   string        `json:"name" label:"版本名称" check:"required" example:"2027-01-01"`
	From   calendar.Date `json:"from" label:"施行日期" check:"required" example:"2027-01-01"`
	Reason string        `json:"reason" label:"理由" check:"required,long" example:"办法修订，第十四条第二款改为7个工作日"`
	Amends []amendment   `json:"amends,omitempty" label:"修改的期限"`
	Ladder rungsDraft    `json:"ladder,omitzero" label:"提醒档"`
}

// rungsDraft is another ladder of reminders, for all periods.
type rungsDraft struct {
	Before []int `json:"before,omitempty" label:"到期前几个工作日提醒" help:"由远及近，例如5、3、1；到期当日总会提醒"`
	Every  int   `json:"every,omitempty" label:"逾期后每隔几个工作日督办" check:"positive" example:"3"`
}

type amendment struct {
	Key   string     `json:"key" label:"期限编号" check:"required" example:"review"`
	N     int        `json:"n" label:"长度" check:"required,positive" example:"7"`
	Unit  periodUnit `json:"unit" label:"单位" check:"required"`
	Clear bool       `json:"clear,omitempty" label:"按整日计算" help:"倒计的期限，间隔若干个整日"`
}

type periodUnit string

// Choices offers the units.
func (periodUnit) Choices() []measures.Choice {
	return []measures.Choice{
		{Value: string(measures.WorkingDays), Title: "工作日"}, {Value: string(measures.Days), Title: "日"}, {Value: string(measures.Months), Title: "月"},
	}
}

// proposal is a change of the law as it stands between two people, with every
// date of an open lawsuit that it moves.
type proposal struct {
	ID         int64                `json:"id,omitempty"`
	State      models.ProposalState `json:"state,omitempty"`
	StateTitle string               `json:"state_title,omitempty"`
	Title      string               `json:"title"`
	Year       *year                `json:"year,omitempty"`
	Closure    *calendar.Closure    `json:"closure,omitempty"`
	Edition    *measures.Edition    `json:"edition,omitempty"`
	Source     string               `json:"source,omitempty"`
	ProposedBy string               `json:"proposed_by,omitempty"`
	ProposedAt time.Time            `json:"proposed_at,omitzero"`
	DecidedBy  string               `json:"decided_by,omitempty"`
	DecidedAt  time.Time            `json:"decided_at,omitzero"`
	Moves      []office.Move        `json:"moves,omitempty"`
}

type proposalList struct {
	Proposals []proposal `json:"proposals"`
}

func proposalOf(p models.Proposal) proposal {
	v := proposal{
		ID: p.ID, State: p.State, StateTitle: p.State.Title(), Title: p.Title(), Closure: p.Closure, Edition: p.Edition, Source: p.Source,
		ProposedBy: p.ProposedBy, ProposedAt: p.ProposedAt, DecidedBy: p.DecidedBy, DecidedAt: p.DecidedAt,
	}
	if p.Year != nil {
		y := yearOf(*p.Year)
		v.Year = &y
	}
	return v
}

func (a *API) importYear(c *call) (any, error) {
	var in yearImport
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	if in.Year < firstYear || in.Year > lastYear {
		return nil, invalid("year", "请填写1990至2100之间的年份")
	}
	y, err := office.Imported(calendar.Format(in.Format), calendar.Year{Year: in.Year, Notice: in.Notice, Published: in.Published}, in.Content)
	if err != nil {
		return nil, err
	}
	return a.propose(c, models.Proposal{Year: &y, Source: in.Source})
}

func (a *API) closeDay(c *call) (any, error) {
	var in closing
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	return a.propose(c, models.Proposal{Closure: &calendar.Closure{Date: in.Date, Reason: in.Reason}})
}

func (a *API) proposeEdition(c *call) (any, error) {
	e, reason, err := a.edition(c)
	if err != nil {
		return nil, err
	}
	return a.propose(c, models.Proposal{Edition: &e, Source: reason})
}

// simulate shows what another edition would change, and keeps nothing.
func (a *API) simulate(c *call) (any, error) {
	e, reason, err := a.edition(c)
	if err != nil {
		return nil, err
	}
	return a.withMoves(c, models.Proposal{Edition: &e, Source: reason})
}

func (a *API) edition(c *call) (measures.Edition, string, error) {
	var in editionDraft
	if err := a.read(c, &in); err != nil {
		return measures.Edition{}, "", err
	}
	e := measures.Edition{Name: in.Name, From: in.From, Amends: map[string]measures.Period{}, Ladder: measures.Ladder(in.Ladder)}
	for _, x := range in.Amends {
		p := measures.Period{N: x.N, Unit: measures.Unit(x.Unit), Clear: x.Clear}
		if r := measures.RuleNamed(x.Key); r != nil {
			p.Back = r.Period.Back
		}
		e.Amends[x.Key] = p
	}
	return e, in.Reason, a.office.Acceptable(c.ctx(), e)
}

func (a *API) propose(c *call, p models.Proposal) (any, error) {
	p, err := a.office.Propose(c.ctx(), c.who, p)
	if err != nil {
		return nil, err
	}
	return a.withMoves(c, p)
}

func (a *API) withMoves(c *call, p models.Proposal) (any, error) {
	v := proposalOf(p)
	var err error
	v.Moves, err = a.office.Effects(c.ctx(), p)
	return v, err
}

func (a *API) proposals(c *call) (any, error) {
	all, err := a.office.Store.Proposals(c.ctx())
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
	return a.office.Store.Proposal(c.ctx(), id)
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
	law, err := a.office.Store.Law(c.ctx())
	return editions{law.Editions}, err
}
