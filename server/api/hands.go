package api

import (
	"time"

	"yingsu/models"
	"yingsu/server/office"
)

// handover says who is to have a lawsuit in hand in the caller's office.
type handover struct {
	To   string `json:"to,omitempty" label:"承办人用户名" help:"本单位在用的账号；填写本人即为领办，不填即无人接替" example:"unit-clerk"`
	From string `json:"from,omitempty" label:"原承办人用户名" help:"由其移交或者被接替的；不填即增加承办人" example:"unit-official"`
	Note string `json:"note,omitempty" label:"说明" example:"休产假，移交办理"`
}

// person is somebody who has a lawsuit in hand, or can be given it.
type person struct {
	Username  string      `json:"username"`
	Name      string      `json:"name"`
	Role      models.Role `json:"role"`
	RoleTitle string      `json:"role_title"`
	Disabled  bool        `json:"disabled,omitempty"` // the account is closed
}

// officeHands is who has a lawsuit in hand in one office.
type officeHands struct {
	Office  string   `json:"office"`
	Persons []person `json:"persons"`
}

// handing is a change of who has a lawsuit in hand.
type handing struct {
	ID     int64     `json:"id"`
	Office string    `json:"office"`
	Title  string    `json:"title"`
	From   string    `json:"from,omitempty"` // user names
	To     string    `json:"to,omitempty"`
	By     string    `json:"by"`
	Note   string    `json:"note,omitempty"`
	At     time.Time `json:"at"`
}

// hands is who has a lawsuit in hand, and how it came to them, the last change first.
type hands struct {
	Offices    []officeHands `json:"offices"`
	Own        string        `json:"own,omitempty"` // the caller's office
	Colleagues []person      `json:"colleagues"`    // who can be given it by the caller
	Changes    []handing     `json:"changes"`
}

func (a *API) hands(c *call) (any, error) {
	h, err := a.office.Hands(c.ctx(), c.who, c.path("id"))
	if err != nil {
		return nil, err
	}
	answer := hands{Offices: []officeHands{}, Own: h.Own, Colleagues: []person{}, Changes: []handing{}}
	for _, o := range h.Offices {
		view := officeHands{o.Office, []person{}}
		for _, p := range o.Persons {
			view.Persons = append(view.Persons, person{p.Person, p.Name, p.Role, p.Role.Title(), p.Disabled})
		}
		answer.Offices = append(answer.Offices, view)
	}
	for _, u := range h.Colleagues {
		answer.Colleagues = append(answer.Colleagues, person{u.Username, u.Name, u.Role, u.Role.Title(), false})
	}
	for _, x := range h.Handings {
		answer.Changes = append(answer.Changes, handing{x.ID, x.Office, x.Title(), x.From, x.To, x.By, x.Note, x.At})
	}
	return answer, nil
}

// hand answers with who has the lawsuit in hand from now on.
func (a *API) hand(c *call) (any, error) {
	var in handover
	if err := a.readIn(c, &in); err != nil {
		return nil, err
	}
	if err := a.office.Hand(c.ctx(), c.who, c.path("id"), office.Handover(in)); err != nil {
		return nil, err
	}
	return a.hands(c)
}
