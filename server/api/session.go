package api

import (
	"time"

	"yingsu/models"
)

// credentials are what somebody signs in with.
type credentials struct {
	Username string `json:"username" label:"用户名" check:"required" example:"clerk"`
	Password string `json:"password" label:"密码" check:"required"`
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
	MustChange  bool        `json:"must_change"` // the password was set by somebody else: change it first
	Disabled    bool        `json:"disabled"`
	LockedUntil time.Time   `json:"locked_until,omitzero"`
	CreatedAt   time.Time   `json:"created_at"`
}

func userOf(u models.User) user {
	return user{
		ID: u.ID, Username: u.Username, Name: u.Name, Role: u.Role, RoleTitle: u.Role.Title(), Unit: u.Unit,
		MustChange: u.MustChange, Disabled: u.Disabled, LockedUntil: u.LockedUntil, CreatedAt: u.CreatedAt,
	}
}

// signIn gives the token to programs, and the cookie to pages that use the
// interface.
func (a *API) signIn(c *call) (any, error) {
	var in credentials
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	token, account, err := a.gate.SignIn(c.ctx(), in.Username, in.Password, c.echo.RealIP())
	if err != nil {
		return nil, err
	}
	a.gate.SetCookie(c.echo, token)
	return session{Token: token, User: userOf(account)}, nil
}

func (a *API) session(c *call) (any, error) {
	return session{User: userOf(c.user)}, nil
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
