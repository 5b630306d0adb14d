package api

import (
	"encoding/json"
	"strconv"
	"time"

	"yingsu/models/registers"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
)

// register is one of the registers beside the lawsuits.
type register struct {
	Key     string       `json:"key"`
	Title   string       `json:"title"`
	Article string       `json:"article"`
	Purpose string       `json:"purpose"`
	Enters  bool         `json:"enters"` // the caller may enter something
	Fields  []form.Field `json:"fields"` // of the content of an entry
}

type registerList struct {
	Registers []register `json:"registers"`
}

// entered is an entry in a register.
type entered struct {
	ID         string          `json:"id"`
	Revision   int64           `json:"revision"`
	Unit       string          `json:"unit"`
	On         calendar.Date   `json:"on"`
	Title      string          `json:"title"`
	CaseNumber string          `json:"case_number,omitempty"`
	Due        calendar.Date   `json:"due,omitzero"`
	Done       calendar.Date   `json:"done,omitzero"`
	Content    json.RawMessage `json:"content"`
	MadeAt     time.Time       `json:"made_at"`
	MadeBy     string          `json:"made_by"`
	ChangedAt  time.Time       `json:"changed_at,omitzero"`
	ChangedBy  string          `json:"changed_by,omitempty"`

	WithdrawnAt time.Time `json:"withdrawn_at,omitzero"`
	Reason      string    `json:"reason,omitempty"`
}

// enteredList is some entries of a register, the last day first.
type enteredList struct {
	Entries []entered `json:"entries"`
	Next    string    `json:"next,omitempty"`
}

// entering is an entry to be made.
type entering struct {
	Content json.RawMessage `json:"content" label:"登记内容" help:"各项见 /api/v1/registers" check:"required"`
}

// altering is what an entry says from now on.
type altering struct {
	Revision int             `json:"revision" label:"修改前的版次" check:"required,positive"`
	Content  json.RawMessage `json:"content" label:"登记内容" help:"全部内容；各项见 /api/v1/registers" check:"required"`
}

// revoking has an entry count no more.
type revoking struct {
	Revision int    `json:"revision" label:"撤销前的版次" check:"required,positive"`
	Reason   string `json:"reason" label:"撤销的原因" check:"required" example:"重复登记"`
}

func (a *API) registers(c *call) (any, error) {
	books, err := a.office.Books(c.who)
	list := registerList{Registers: []register{}}
	for _, b := range books {
		fields, err := a.office.EntryFields(c.ctx(), c.who, b.Register)
		if err != nil {
			return nil, err
		}
		list.Registers = append(list.Registers, register{b.Key, b.Title, b.Article, b.Purpose, b.Enters, fields})
	}
	return list, err
}

func (a *API) registerEntries(c *call) (any, error) {
	var q office.RegisterQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	found, err := a.office.Book(c.ctx(), c.who, c.path("register"), q)
	if err != nil {
		return nil, err
	}
	list := enteredList{Entries: []entered{}, Next: found.Next}
	for _, e := range found.Entries {
		list.Entries = append(list.Entries, enteredOf(office.Entry{RegisterEntry: e}))
	}
	return list, nil
}

func (a *API) registerEntry(c *call) (any, error) {
	return a.entryNumbered(c, c.number("entry"))
}

func (a *API) entryNumbered(c *call, id int64) (any, error) {
	e, err := a.office.Entry(c.ctx(), c.who, c.path("register"), id)
	if err != nil {
		return nil, err
	}
	return enteredOf(e), nil
}

func enteredOf(e office.Entry) entered {
	return entered{
		ID: strconv.FormatInt(e.ID, 10), Revision: e.Revision, Unit: e.Unit, On: e.On, Title: e.Title, CaseNumber: e.CaseNumber, Due: e.Due, Done: e.Done, Content: e.Content,
		MadeAt: e.MadeAt, MadeBy: e.MadeBy, ChangedAt: e.ChangedAt, ChangedBy: e.ChangedBy, WithdrawnAt: e.WithdrawnAt, Reason: e.Reason,
	}
}

func (a *API) enter(c *call) (any, error) {
	var in entering
	if _, ok := registers.Of(c.path("register")); !ok {
		return nil, office.NoRegister
	}
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	id, err := a.office.Enter(c.ctx(), c.who, c.path("register"), key, in.Content)
	if err != nil {
		return nil, err
	}
	return a.entryNumbered(c, id)
}

func (a *API) changeEntry(c *call) (any, error) {
	var in altering
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	if err := a.office.ChangeEntry(c.ctx(), c.who, c.path("register"), c.number("entry"), int64(in.Revision), in.Content); err != nil {
		return nil, err
	}
	return a.registerEntry(c)
}

func (a *API) withdrawEntry(c *call) (any, error) {
	var in revoking
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	if err := a.office.WithdrawEntry(c.ctx(), c.who, c.path("register"), c.number("entry"), int64(in.Revision), in.Reason); err != nil {
		return nil, err
	}
	return a.registerEntry(c)
}
