package office

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// AddUser opens an account and returns it with a password for the first sign-in,
// which is shown once and kept nowhere. Only those may who keep the accounts.
func (o *Office) AddUser(ctx context.Context, who models.Caller, user models.User) (models.User, string, error) {
	password := auth.NewPassword()
	err := o.administered(ctx, who, Accounts, "add_user", clip(user.Username), func() error {
		if err := o.fits(ctx, &user, ""); err != nil {
			return err
		}
		user.PasswordHash, user.MustChange, user.CreatedAt = auth.HashPassword(password), true, time.Now()
		return o.changed(ctx, who, user, models.Opened, nil, func(tx *store.Store) (err error) {
			user.ID, err = tx.CreateUser(ctx, user)
			return err
		})
	})
	return user, password, err
}

// ResetPassword gives an account a new password for one sign-in, lifts its lock, takes
// away its second step and its binding to a provider, and ends its sessions and the
// addresses of its calendars. It returns the account as it is then. Only those may who keep
// the accounts.
func (o *Office) ResetPassword(ctx context.Context, who models.Caller, id int64) (user models.User, password string, err error) {
	password = auth.NewPassword()
	err = o.administered(ctx, who, Accounts, "reset_password", fmt.Sprintf("user %d", id), func() error {
		if user, err = o.store.UserByID(ctx, id); err != nil {
			return err
		}
		news := post.AccountNews{Username: user.Username, Event: post.PasswordReset, By: keeper(who), At: time.Now()}
		err := o.changed(ctx, who, user, models.Reset, []post.AccountNews{news}, func(tx *store.Store) error {
			if err := tx.SetPassword(ctx, id, auth.HashPassword(password), true); err != nil {
				return err
			}
			if err := tx.SetTOTP(ctx, id, ""); err != nil { // with the phone it is lost, too
				return err
			}
			if err := tx.DropIdentity(ctx, id); err != nil { // nobody knows who bound it
				return err
			}
			if err := tx.DropFeeds(ctx, id); err != nil {
				return err
			}
			return tx.DeleteSessionsOf(ctx, id)
		})
		if err != nil {
			return err
		}
		user, err = o.store.UserByID(ctx, id)
		return err
	})
	return user, password, err
}

// changed does something to an account by which an administrator has a hand in it,
// and has the auditor told, and the holder.
func (o *Office) changed(ctx context.Context, who models.Caller, user models.User, deed models.AccountDeed, news []post.AccountNews, do func(*store.Store) error) error {
	now, more := time.Now(), ""
	if who.Sole && user.Role == models.SecurityAdmin && !user.Disabled {
		more = "此后账号由安全管理员维护，系统管理员不再维护。"
	}
	change := models.AccountChange{Username: user.Username, By: who.Username, Deed: deed, At: now}
	told := append(noticesOf(news), models.Notice{
		Key: fmt.Sprintf("account/%s/%s/%d", user.Username, deed, now.UnixNano()), To: []models.Recipient{{Role: models.Auditor}},
		Urgency: models.Information, Title: deed.Title() + "：" + user.Username,
		Body: fmt.Sprintf("%s（%s）对账号%s（%s，%s）%s。%d日内，双方在须由第二人确认的事项上不视为两个人。%s",
			who.Name, who.Username, user.Username, user.Name, user.Role.Title(), deed.Title(), int(models.Probation.Hours()/24), more),
	})
	return o.store.ChangeAccount(ctx, change, do, told...)
}

// keeper names whoever keeps the accounts, as those read it whose accounts they change.
func keeper(who models.Caller) string { return who.Name + "（" + who.Username + "）" }

func noticesOf(news []post.AccountNews) []models.Notice {
	var all []models.Notice
	for _, n := range news {
		all = append(all, n.Notice())
	}
	return all
}

// ChangeUser changes an account and ends its sessions, so that what it may do
// changes at once. Only those may who keep the accounts, and not their own role: somebody
// has to stay who can undo it.
func (o *Office) ChangeUser(ctx context.Context, who models.Caller, id int64, change models.UserChange) (models.User, error) {
	var user models.User
	err := o.administered(ctx, who, Accounts, "change_user", fmt.Sprintf("user %d", id), func() error {
		var err error
		if user, err = o.store.UserByID(ctx, id); err != nil {
			return err
		}
		before := user
		apply(change, &user)
		if id == who.UserID && (user.Disabled || user.Role != before.Role) {
			return &models.Error{Code: models.Forbidden, Detail: "不能停用自己的账号或者更改自己的身份，请由另一名" + who.Role.Title() + "办理。"}
		}
		if err := o.fits(ctx, &user, before.Unit); err != nil {
			return err
		}
		full := models.UserChange{Name: &user.Name, Role: &user.Role, Unit: &user.Unit, Disabled: &user.Disabled}
		if err := o.update(ctx, who, before, user, full); err != nil {
			return err
		}
		return auth.EndOthers(ctx, o.store, id)
	})
	return user, err
}

// update keeps a change of an account; whoever gives it an office has a hand in it.
func (o *Office) update(ctx context.Context, who models.Caller, before, after models.User, change models.UserChange) error {
	news := post.AccountChanged(before, after, keeper(who), time.Now())
	do := func(tx *store.Store) error {
		if err := tx.UpdateUser(ctx, after.ID, change); err != nil || !after.Disabled {
			return err
		}
		return tx.DropFeeds(ctx, after.ID) // they are not to be fetched again once it is enabled
	}
	if after.Role == before.Role && after.Unit == before.Unit && (after.Disabled || !before.Disabled) {
		return o.store.Telling(ctx, do, noticesOf(news)...)
	}
	return o.changed(ctx, who, after, models.Appointed, news, do)
}

// AddUnit adds a unit to the directory. Only system administrators may.
func (o *Office) AddUnit(ctx context.Context, who models.Caller, unit models.Unit) error {
	return o.administered(ctx, who, Directory, "add_unit", clip(unit.Name), func() error {
		switch {
		case !named(unit.Name):
			return models.Wrong("name", "请填写单位简称，不超过60字")
		case !named(unit.FullName):
			return models.Wrong("full_name", "请填写单位全称，不超过60字")
		case !slices.Contains(unitKinds, unit.Kind):
			return models.Wrong("kind", "请选择单位类别")
		}
		return o.store.AddUnit(ctx, unit)
	})
}

// ChangeUnit changes a unit of the directory: its full name, its kind, or that it is
// there no more. Only system administrators may. The Justice Bureau is told of the lawsuits
// in which a unit that closes has a part.
func (o *Office) ChangeUnit(ctx context.Context, who models.Caller, name string, change models.UnitChange) (unit models.Unit, err error) {
	err = o.administered(ctx, who, Directory, "change_unit", clip(name), func() error {
		before, err := o.store.Unit(ctx, name)
		if err != nil {
			return err
		}
		closes := before.ClosedOn.IsZero() && !change.In(before).ClosedOn.IsZero()
		switch {
		case change.FullName != nil && !named(*change.FullName):
			return models.Wrong("full_name", "请填写单位全称，不超过60字")
		case change.Kind != nil && !slices.Contains(unitKinds, *change.Kind):
			return models.Wrong("kind", "请选择单位类别")
		case closes && (name == measures.JusticeBureau || before.Kind == models.Government):
			return models.Wrong("closed_on", "区政府和区司法局由办法本身规定（第三条、第五条），不能在名录中撤销")
		}
		if unit, err = o.store.ChangeUnit(ctx, name, change); err != nil || !closes {
			return err
		}
		return o.tellOfClosing(ctx, who, unit)
	})
	return unit, err
}

// tellOfClosing tells the Justice Bureau, once for each closing, in which open lawsuits
// a unit has a part: another one has to be designated in them.
func (o *Office) tellOfClosing(ctx context.Context, who models.Caller, unit models.Unit) error {
	const most = 20
	page, err := o.store.Lawsuits(ctx, models.Everything, models.Filter{Unit: unit.Name, Only: models.Open, Limit: most, Today: o.Today()})
	if err != nil {
		return err
	}
	body := fmt.Sprintf("%s（%s）登记%s自%s起撤销或者更名，职能由%s继续行使。", who.Name, who.Username, unit.Name, unit.ClosedOn.Chinese(), unit.Successor)
	var numbers []string
	for _, l := range page.Lawsuits {
		numbers = append(numbers, l.CaseNumber)
	}
	switch {
	case len(numbers) == 0:
		body += "该单位没有在办案件。"
	case page.Next != "":
		body += fmt.Sprintf("该单位的在办案件较多，其中有%s，请在案件列表中按单位查看，依第八条第二款第八项逐案重新确定承办单位。", strings.Join(numbers, "、"))
	default:
		body += fmt.Sprintf("该单位的在办案件有%s，请依第八条第二款第八项逐案重新确定承办单位；在此之前原单位和%s的账号均可办理。", strings.Join(numbers, "、"), unit.Successor)
	}
	return o.store.Tell(ctx, "", models.Notice{
		Key: fmt.Sprintf("unit/%s/%s/%d", unit.Name, unit.ClosedOn, time.Now().UnixNano()), To: []models.Recipient{{Role: models.Clerk}},
		Urgency: models.Warning, Title: "单位变更：" + unit.Name, Body: body,
	})
}

// clip keeps what somebody typed for a name to the length of one.
func clip(name string) string { return fmt.Sprintf("%.64s", name) }

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
// people their unit. Those of a unit that closes stay in it until they are given another:
// its lawsuits are theirs.
func (o *Office) fits(ctx context.Context, user *models.User, before string) error {
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
	case user.Role.RunsSystem() && !user.Disabled:
		return o.apart(ctx, user)
	case !user.Role.OfUnit():
		return nil
	}
	unit, err := o.store.Unit(ctx, user.Unit)
	if err == nil && user.Unit != before && unit.Closed(o.Today()) {
		return models.Wrong("unit", closedUnit(unit))
	}
	var unknown *models.Error
	if errors.As(err, &unknown) {
		return models.Wrong("unit", fmt.Sprintf("单位名录中没有“%.60s”，请从名录中选择或者先行添加", user.Unit))
	}
	return err
}

// apart refuses an account by which one person would hold two of the offices that run
// the system. Names are all that there is to know persons by.
func (o *Office) apart(ctx context.Context, user *models.User) error {
	all, err := o.store.Users(ctx)
	for _, u := range all {
		if u.ID != user.ID && !u.Disabled && u.Role.RunsSystem() && u.Role != user.Role && u.Name == user.Name {
			return models.Wrong("role", fmt.Sprintf("%s已是%s（账号%s），系统管理员、安全管理员、审计员不能由同一人担任", u.Name, u.Role.Title(), u.Username))
		}
	}
	return err
}

// Apart tells an auditor whether a security administrator keeps the accounts, apart from
// the system administrator.
func (o *Office) Apart(ctx context.Context, who models.Caller) (bool, error) {
	users, err := read(ctx, who, Auditing, o.store.Users)
	return slices.ContainsFunc(users, func(u models.User) bool { return u.Role == models.SecurityAdmin }), err
}

// closedUnit says that a unit is there no more, and which one is instead.
func closedUnit(u models.Unit) string {
	return fmt.Sprintf("%s已于%s撤销或者更名，职能由%s继续行使，请选择%s", u.Name, u.ClosedOn.Chinese(), u.Successor, u.Successor)
}

// named tells whether a text can be somebody's or something's name.
func named(name string) bool {
	n := utf8.RuneCountInString(strings.TrimSpace(name))
	return n > 0 && n <= 60 && form.Visible(name)
}

var unitKinds = []models.UnitKind{models.Government, models.Department, models.Town, models.Institution}

func roleNames() string {
	var all []string
	for _, r := range models.Roles {
		all = append(all, fmt.Sprintf("%s（%s）", r, r.Title()))
	}
	return strings.Join(all, "、")
}
