package api

import (
	"encoding/json"
	"strconv"
	"time"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// unitList is the directory of units.
type unitList struct {
	Units []unit `json:"units"`
}

// unit is an organ that can be sued or can handle a lawsuit (第三条).
type unit struct {
	Name     string   `json:"name" label:"简称" check:"required" example:"区城市管理局"`
	FullName string   `json:"full_name" label:"全称" check:"required" example:"威海市环翠区城市管理局"`
	Kind     unitKind `json:"kind" label:"类别" check:"required"`
	unitEnd
}

// unitEnd is since when a unit is there no more, and who continues its functions.
type unitEnd struct {
	ClosedOn  calendar.Date `json:"closed_on,omitzero"`
	Successor string        `json:"successor,omitempty"`
}

// unitChange is what can be changed of a unit. What is left out stays as it is.
type unitChange struct {
	FullName  string        `json:"full_name" label:"全称" example:"威海市环翠区综合行政执法局"`
	Kind      unitKind      `json:"kind" label:"类别"`
	ClosedOn  calendar.Date `json:"closed_on" label:"撤销日期" help:"撤销、合并或者更名的，填写自哪一天起"`
	Successor string        `json:"successor" label:"继续行使职能的单位" check:"unit" help:"也可以是上级机关；更名的填写更名后的单位"`
	Open      bool          `json:"open" label:"恢复" help:"已登记撤销的单位恢复为现有单位"`
}

type unitKind models.UnitKind

// Choices offers the kinds of units.
func (unitKind) Choices() []measures.Choice {
	return []measures.Choice{
		{Value: string(models.Government), Title: "区政府"},
		{Value: string(models.Department), Title: "区政府工作部门"},
		{Value: string(models.Town), Title: "镇人民政府、街道办事处"},
		{Value: string(models.Institution), Title: "派出机构、法律法规授权的组织等"},
	}
}

func (a *API) units(c *call) (any, error) {
	all, err := a.office.Units(c.ctx(), c.who)
	list := unitList{Units: []unit{}}
	for _, u := range all {
		list.Units = append(list.Units, unitOf(u))
	}
	return list, err
}

func unitOf(u models.Unit) unit {
	return unit{u.Name, u.FullName, unitKind(u.Kind), unitEnd{u.ClosedOn, u.Successor}}
}

func (a *API) changeUnit(c *call) (any, error) {
	var in unitChange
	given, err := a.readGiven(c, &in)
	if err != nil {
		return nil, err
	}
	var change models.UnitChange
	if given("full_name") {
		change.FullName = &in.FullName
	}
	if given("kind") {
		kind := models.UnitKind(in.Kind)
		change.Kind = &kind
	}
	if given("closed_on") {
		change.ClosedOn = &in.ClosedOn
	}
	if in.Open {
		change.ClosedOn = new(calendar.Date)
	}
	if given("successor") {
		change.Successor = &in.Successor
	}
	changed, err := a.office.ChangeUnit(c.ctx(), c.who, c.path("unit"), change)
	return unitOf(changed), err
}

func (a *API) addUnit(c *call) (any, error) {
	var in unit
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	return in, a.office.AddUnit(c.ctx(), c.who, models.Unit{Name: in.Name, FullName: in.FullName, Kind: models.UnitKind(in.Kind)})
}

// userList is every account.
type userList struct {
	Users []user `json:"users"`
}

// newUser is what an account is opened with.
type newUser struct {
	Username string `json:"username" label:"用户名" check:"required" example:"wang.x"`
	userChange
}

// userChange is what can be changed of an account. Of what need not be given, what
// is left out stays as it is.
type userChange struct {
	Name     string   `json:"name" label:"姓名" check:"required" example:"王某某"`
	Role     roleName `json:"role" label:"身份" check:"required"`
	Unit     string   `json:"unit" label:"单位" check:"unit" help:"单位经办人、单位负责人须填写"`
	Disabled bool     `json:"disabled" label:"停用"`
}

type roleName models.Role

// Choices offers the roles.
func (roleName) Choices() []measures.Choice {
	var all []measures.Choice
	for _, r := range models.Roles {
		all = append(all, measures.Choice{Value: string(r), Title: r.Title()})
	}
	return all
}

// issued is an account with the password for its first sign-in, which is told
// this once.
type issued struct {
	User     user   `json:"user"`
	Password string `json:"password"`
}

func (a *API) users(c *call) (any, error) {
	all, err := a.office.Users(c.ctx(), c.who)
	list := userList{Users: []user{}}
	for _, u := range all {
		list.Users = append(list.Users, a.userOf(u))
	}
	return list, err
}

func (a *API) addUser(c *call) (any, error) {
	var in newUser
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	added, password, err := a.office.AddUser(c.ctx(), c.who, models.User{
		Username: in.Username, Name: in.Name, Role: models.Role(in.Role), Unit: in.Unit, Disabled: in.Disabled,
	})
	return issued{a.userOf(added), password}, err
}

func (a *API) changeUser(c *call) (any, error) {
	var in userChange
	given, err := a.readGiven(c, &in)
	if err != nil {
		return nil, err
	}
	id, err := c.userID()
	if err != nil {
		return nil, err
	}
	role := models.Role(in.Role)
	change := models.UserChange{Name: &in.Name, Role: &role}
	if given("unit") {
		change.Unit = &in.Unit
	}
	if given("disabled") {
		change.Disabled = &in.Disabled
	}
	changed, err := a.office.ChangeUser(c.ctx(), c.who, id, change)
	return a.userOf(changed), err
}

// readGiven is read, and tells which fields were given: a value that is left out cannot
// be told from an empty one.
func (a *API) readGiven(c *call, into any) (given func(field string) bool, err error) {
	body, err := c.body()
	if err != nil {
		return nil, err
	}
	if err := a.fill(c.route.body, body, into); err != nil {
		return nil, err
	}
	members := map[string]any{}
	err = json.Unmarshal(body, &members)
	return func(field string) bool { return members[field] != nil }, err
}

func (a *API) resetPassword(c *call) (any, error) {
	id, err := c.userID()
	if err != nil {
		return nil, err
	}
	account, password, err := a.office.ResetPassword(c.ctx(), c.who, id)
	return issued{a.userOf(account), password}, err
}

func (c *call) userID() (int64, error) {
	id, err := strconv.ParseInt(c.path("user"), 10, 64)
	if err != nil {
		return 0, &models.Error{Code: models.NotFound, Detail: "没有这个账号，账号编号见 " + Base + "/users。"}
	}
	return id, nil
}

// auditList is who tried what and what came of it, last one first.
type auditList struct {
	Attempts []attempt `json:"attempts"`
	Next     string    `json:"next,omitempty"`
}

type attempt struct {
	At        time.Time   `json:"at"`
	Username  string      `json:"username"`
	Role      models.Role `json:"role,omitempty"`
	Unit      string      `json:"unit,omitempty"`
	Address   string      `json:"address"`
	Action    string      `json:"action"`
	LawsuitID string      `json:"lawsuit_id,omitempty"`
	Outcome   string      `json:"outcome"`
	Code      string      `json:"code,omitempty"`
	Detail    string      `json:"detail,omitempty"`
}

func (a *API) audit(c *call) (any, error) {
	var q office.AuditQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	filter, err := q.Filter()
	if err != nil {
		return nil, err
	}
	lines, err := a.office.Attempts(c.ctx(), c.who, filter)
	list := auditList{Attempts: []attempt{}}
	for _, l := range lines {
		list.Attempts = append(list.Attempts, attempt{l.At, l.Username, l.Role, l.Unit, l.Address, l.Action, l.LawsuitID, l.Outcome, l.Code, l.Detail})
		list.Next = strconv.FormatInt(l.ID, 10)
	}
	return list, err
}
