package auth

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/office"
	"yingsu/workflows/measures"
)

// ChangePassword gives somebody the password of their choice, and ends all
// their sessions but the one that they ask from.
func (g *Gate) ChangePassword(ctx context.Context, who office.Caller, old, chosen string) error {
	return g.audited(ctx, attemptOf(who, "change_password"), func() error {
		user, err := g.Store.UserByID(ctx, who.UserID)
		if err != nil {
			return err
		}
		if err := g.prove(ctx, user, old); err != nil {
			return wrongField(err, "old", "原密码不正确，或者账号已锁定。连续输错5次，账号锁定30分钟")
		}
		if why := weak(user, chosen); why != "" {
			return models.Wrong("new", why)
		}
		if Verify(user.PasswordHash, chosen) {
			return models.Wrong("new", "新密码与原密码相同，请换一个")
		}
		if err := g.Store.SetPassword(ctx, user.ID, HashPassword(chosen), false); err != nil {
			return err
		}
		return g.endOthers(ctx, user.ID)
	})
}

func (g *Gate) endOthers(ctx context.Context, userID int64) error {
	if err := g.Store.DeleteSessionsOf(ctx, userID); err != nil {
		return err
	}
	if now, ok := signed(ctx); ok && now.user.ID == userID {
		return g.Store.CreateSession(ctx, now.session)
	}
	return nil
}

// AddUser opens an account and returns it with a password for the first sign-in,
// which is shown once and kept nowhere. Only administrators may.
func (g *Gate) AddUser(ctx context.Context, who office.Caller, user models.User) (models.User, string, error) {
	password := NewPassword()
	attempt := attemptOf(who, "add_user")
	attempt.Detail = clip(user.Username)
	err := g.administered(ctx, who, attempt, func() error {
		if err := g.fits(ctx, &user); err != nil {
			return err
		}
		user.PasswordHash, user.MustChange, user.CreatedAt = HashPassword(password), true, g.now()
		return g.changed(ctx, who, user, models.Opened, func(tx *store.Store) (err error) {
			user.ID, err = tx.CreateUser(ctx, user)
			return err
		})
	})
	return user, password, err
}

// ResetPassword gives an account a new password for one sign-in, lifts its lock
// and ends its sessions. Only administrators may.
func (g *Gate) ResetPassword(ctx context.Context, who office.Caller, id int64) (string, error) {
	password := NewPassword()
	err := g.administered(ctx, who, about(who, "reset_password", id), func() error {
		user, err := g.Store.UserByID(ctx, id)
		if err != nil {
			return err
		}
		return g.changed(ctx, who, user, models.Reset, func(tx *store.Store) error {
			if err := tx.SetPassword(ctx, id, HashPassword(password), true); err != nil {
				return err
			}
			return tx.DeleteSessionsOf(ctx, id)
		})
	})
	return password, err
}

// changed does something to an account by which an administrator has a hand in it,
// and has the auditor told.
func (g *Gate) changed(ctx context.Context, who office.Caller, user models.User, deed models.AccountDeed, do func(*store.Store) error) error {
	now := g.now()
	change := models.AccountChange{Username: user.Username, By: who.Username, Deed: deed, At: now}
	return g.Store.ChangeAccount(ctx, change, models.Notice{
		Key: fmt.Sprintf("account/%s/%s/%d", user.Username, deed, now.UnixNano()), To: []models.Recipient{{Role: models.Auditor}},
		Urgency: models.Information, Title: deed.Title() + "：" + user.Username,
		Body: fmt.Sprintf("%s（%s）对账号%s（%s，%s）%s。%d日内，双方在须由第二人确认的事项上不视为两个人。",
			who.Name, who.Username, user.Username, user.Name, user.Role.Title(), deed.Title(), int(models.Probation.Hours()/24)),
	}, do)
}

// ChangeUser changes an account and ends its sessions, so that what it may do
// changes at once. Only administrators may, and not their own role: somebody has
// to stay who can undo it.
func (g *Gate) ChangeUser(ctx context.Context, who office.Caller, id int64, change models.UserChange) (models.User, error) {
	var user models.User
	err := g.administered(ctx, who, about(who, "change_user", id), func() error {
		var err error
		if user, err = g.Store.UserByID(ctx, id); err != nil {
			return err
		}
		before := user
		apply(change, &user)
		if id == who.UserID && (user.Disabled || user.Role != models.Admin) {
			return &models.Error{Code: models.Forbidden, Detail: "不能停用自己的账号或者更改自己的身份，请由另一名系统管理员办理。"}
		}
		if err := g.fits(ctx, &user); err != nil {
			return err
		}
		full := models.UserChange{Name: &user.Name, Role: &user.Role, Unit: &user.Unit, Disabled: &user.Disabled}
		if err := g.update(ctx, who, before, user, full); err != nil {
			return err
		}
		return g.endOthers(ctx, id)
	})
	return user, err
}

// update keeps a change of an account; whoever gives it an office has a hand in it.
func (g *Gate) update(ctx context.Context, who office.Caller, before, after models.User, change models.UserChange) error {
	if after.Role == before.Role && after.Unit == before.Unit && (after.Disabled || !before.Disabled) {
		return g.Store.UpdateUser(ctx, after.ID, change)
	}
	return g.changed(ctx, who, after, models.Appointed, func(tx *store.Store) error { return tx.UpdateUser(ctx, after.ID, change) })
}

// AddUnit adds a unit to the directory. Only administrators may.
func (g *Gate) AddUnit(ctx context.Context, who office.Caller, unit models.Unit) error {
	attempt := attemptOf(who, "add_unit")
	attempt.Detail = clip(unit.Name)
	return g.administered(ctx, who, attempt, func() error {
		switch {
		case !named(unit.Name):
			return models.Wrong("name", "请填写单位简称，不超过60字")
		case !named(unit.FullName):
			return models.Wrong("full_name", "请填写单位全称，不超过60字")
		case !slices.Contains(unitKinds, unit.Kind):
			return models.Wrong("kind", "请选择单位类别")
		}
		return g.Store.AddUnit(ctx, unit)
	})
}

// FirstAdmin opens the account "admin" where there is no account at all yet, and
// returns its password for the first sign-in; nothing where there are accounts.
// What is returned has been stored: of several servers that start together one
// gets a password, and it is the right one.
func (g *Gate) FirstAdmin(ctx context.Context) (password string, err error) {
	users, err := g.Store.Users(ctx)
	if err != nil || len(users) > 0 {
		return "", err
	}
	password = NewPassword()
	created, err := g.Store.CreateFirstUser(ctx, models.User{
		Username: "admin", Name: "系统管理员", Role: models.Admin,
		PasswordHash: HashPassword(password), MustChange: true, CreatedAt: g.now(),
	})
	if err != nil || !created {
		return "", err
	}
	return password, nil
}

// administered does and records what only administrators may do.
func (g *Gate) administered(ctx context.Context, who office.Caller, attempt models.Attempt, do func() error) error {
	return g.audited(ctx, attempt, func() error {
		if who.Role != models.Admin {
			return &models.Error{
				Code:   models.Forbidden,
				Detail: fmt.Sprintf("账号和单位名录由系统管理员维护，您的身份是%s。如需变更，请联系系统管理员。", who.Role.Title()),
			}
		}
		return do()
	})
}

func about(who office.Caller, action string, id int64) models.Attempt {
	attempt := attemptOf(who, action)
	attempt.Detail = fmt.Sprintf("user %d", id)
	return attempt
}

func apply(change models.UserChange, user *models.User) {
	set(&user.Name, change.Name)
	set(&user.Role, change.Role)
	set(&user.Unit, change.Unit)
	set(&user.Disabled, change.Disabled)
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

var username = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)

// fits refuses an account that could not work, and gives the Justice Bureau's
// people their unit.
func (g *Gate) fits(ctx context.Context, user *models.User) error {
	switch {
	case !username.MatchString(user.Username):
		return models.Wrong("username", "用户名须为2至32位小写字母、数字、点、横线或者下划线，并以字母或者数字开头")
	case !named(user.Name):
		return models.Wrong("name", "请填写姓名，不超过60字")
	case !slices.Contains(models.Roles, user.Role):
		return models.Wrong("role", "没有这种身份，可选："+roleNames())
	case user.Role.OfBureau():
		user.Unit = measures.JusticeBureau
		return nil
	case !user.Role.OfUnit():
		return nil
	}
	if _, err := g.Store.Unit(ctx, user.Unit); err != nil {
		return wrongField(err, "unit", fmt.Sprintf("单位名录中没有“%.60s”，请从名录中选择或者先行添加", user.Unit))
	}
	return nil
}

// named tells whether a text can be somebody's or something's name.
func named(name string) bool {
	n := utf8.RuneCountInString(strings.TrimSpace(name))
	return n > 0 && n <= 60 && utf8.ValidString(name) && !strings.ContainsFunc(name, unicode.IsControl)
}

var unitKinds = []models.UnitKind{models.Government, models.Department, models.Town, models.Institution}

func roleNames() string {
	var all []string
	for _, r := range models.Roles {
		all = append(all, fmt.Sprintf("%s（%s）", r, r.Title()))
	}
	return strings.Join(all, "、")
}

// wrongField says of a refusal that a field is to blame; a fault stays one.
func wrongField(err error, field, detail string) error {
	var refusal *models.Error
	if !errors.As(err, &refusal) {
		return err
	}
	return fmt.Errorf("%w (%s)", models.Wrong(field, detail), err.Error())
}
