package api

import (
	"time"

	"yingsu/models"
	"yingsu/server/auth"
)

// credentials are what somebody signs in with.
type credentials struct {
	Username string `json:"username" label:"用户名" check:"required" example:"clerk"`
	Password string `json:"password" label:"密码" check:"required"`
	Code     string `json:"code" label:"动态验证码" hint:"启用了两步验证的账号须填写"`
}

// passwords are what somebody changes a password with.
type passwords struct {
	Old string `json:"old" label:"原密码" check:"required"`
	New string `json:"new" label:"新密码" check:"required"`
}

// session is the sign-in under which a program works.
type session struct {
	Token string `json:"token,omitempty"` // for Authorization: Bearer; told once
	User  user   `json:"user"`
}

// user is an account as programs see it.
type user struct {
	ID          int64       `json:"id"`
	Username    string      `json:"username"`
	Name        string      `json:"name"`
	Role        models.Role `json:"role"`
	RoleTitle   string      `json:"role_title"`
	Unit        string      `json:"unit"`
	MustChange  bool        `json:"must_change"`         // the password was set by somebody else: change it first
	StepMissing bool        `json:"second_step_missing"` // and the role needs one: set it up first, on the pages
	Disabled    bool        `json:"disabled"`
	LockedUntil time.Time   `json:"locked_until,omitzero"`
	CreatedAt   time.Time   `json:"created_at"`
}

func (a *API) userOf(u models.User) user {
	return user{
		ID: u.ID, Username: u.Username, Name: u.Name, Role: u.Role, RoleTitle: u.Role.Title(), Unit: u.Unit,
		MustChange: u.MustChange, StepMissing: a.gate.StepMissing(u), Disabled: u.Disabled, LockedUntil: u.LockedUntil, CreatedAt: u.CreatedAt,
	}
}

// signIn gives the token to programs, and the cookie to pages that use the
// interface.
func (a *API) signIn(c *call) (any, error) {
	var in credentials
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	token, account, err := a.gate.SignIn(c.ctx(), auth.Credentials{Username: in.Username, Password: in.Password, Code: in.Code, Address: c.echo.RealIP(), Program: true})
	if err != nil {
		return nil, err
	}
	a.gate.SetCookie(c.echo, token)
	return session{Token: token, User: a.userOf(account)}, nil
}

func (a *API) session(c *call) (any, error) {
	return session{User: a.userOf(c.user)}, nil
}

func (a *API) signOut(c *call) (any, error) {
	a.gate.ClearCookie(c.echo)
	return nil, a.gate.SignOut(c.ctx(), a.gate.Token(c.echo))
}

func (a *API) changePassword(c *call) (any, error) {
	var in passwords
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	return nil, a.gate.ChangePassword(c.ctx(), c.who, in.Old, in.New)
}

// place is where somebody is signed in, or a program that works in their name.
type place struct {
	ID        string    `json:"id"`             // to end it by
	Name      string    `json:"name,omitempty"` // of a program
	ReadOnly  bool      `json:"read_only,omitempty"`
	Current   bool      `json:"current,omitempty"` // which is asked from
	Address   string    `json:"address"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at"`
	ExpiresAt time.Time `json:"expires_at"`
}

type placeList struct {
	Places []place `json:"places"`
}

// newToken is what somebody asks for a program.
type newToken struct {
	Name     string `json:"name" label:"用途" check:"required" example:"统计平台取数"`
	Days     int    `json:"days" label:"有效期（日）" check:"required" example:"90"`
	ReadOnly bool   `json:"read_only" label:"只能读取"`
}

type madeToken struct {
	Token string `json:"token"` // for Authorization: Bearer; told once
}

func (a *API) places(c *call) (any, error) {
	all, current, err := a.gate.Sessions(c.ctx(), c.who)
	list := placeList{Places: make([]place, len(all))}
	for n, s := range all {
		list.Places[n] = place{
			ID: s.TokenHash, Name: s.Name, ReadOnly: s.ReadOnly, Current: s.TokenHash == current, Address: s.Address,
			CreatedAt: s.CreatedAt, SeenAt: s.SeenAt, ExpiresAt: s.ExpiresAt,
		}
	}
	return list, err
}

func (a *API) endPlace(c *call) (any, error) {
	return nil, a.gate.EndSession(c.ctx(), c.who, c.echo.Param("session"))
}

func (a *API) newToken(c *call) (any, error) {
	var in newToken
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	token, err := a.gate.NewToken(c.ctx(), c.who, in.Name, in.Days, in.ReadOnly)
	return madeToken{Token: token}, err
}
