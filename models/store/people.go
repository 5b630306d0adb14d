package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
)

// CreateUser adds an account and returns its id. A user name that is taken is
// a Conflict.
func (s *Store) CreateUser(ctx context.Context, user models.User) (int64, error) {
	if user.Username == "" {
		return 0, refuse(models.Invalid, "请填写用户名。")
	}
	row := userRowOf(user)
	err := s.write.WithContext(ctx).Create(&row).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return 0, refuse(models.Conflict, "该用户名已被使用，请换一个。")
	}
	return row.ID, fault("create user", err)
}

// UpdateUser changes what the change names. An unknown id is NotFound.
func (s *Store) UpdateUser(ctx context.Context, id int64, change models.UserChange) error {
	columns := make(map[string]any)
	if change.Name != nil {
		columns["name"] = *change.Name
	}
	if change.Role != nil {
		columns["role"] = string(*change.Role)
	}
	if change.Unit != nil {
		columns["unit"] = *change.Unit
	}
	if change.Disabled != nil {
		columns["disabled"] = *change.Disabled
	}
	if len(columns) == 0 {
		return nil
	}
	return s.changeUser(ctx, id, columns)
}

// SetPassword stores the hash of a new password and lifts a lock. mustChange
// says that somebody else chose it. An unknown id is NotFound.
func (s *Store) SetPassword(ctx context.Context, id int64, hash string, mustChange bool) error {
	return s.changeUser(ctx, id, map[string]any{
		"password_hash": hash,
		"must_change":   mustChange,
		"failures":      0,
		"locked_until":  nil,
	})
}

// SetTOTP keeps the secret of the second step of a sign-in, or takes it away where it is
// empty. An unknown id is NotFound.
func (s *Store) SetTOTP(ctx context.Context, id int64, secret string) error {
	return s.changeUser(ctx, id, map[string]any{"totp": secret, "totp_used": 0})
}

// UseTOTP notes that the code of a half minute was used, and tells whether it may be:
// each opens one session, and none that is older than the last one does.
func (s *Store) UseTOTP(ctx context.Context, id, halfMinute int64) (bool, error) {
	done := s.write.WithContext(ctx).Model(&userRow{}).Where("id = ? AND totp_used < ?", id, halfMinute).Updates(map[string]any{"totp_used": halfMinute})
	return done.RowsAffected == 1, fault("use a one-time code", done.Error)
}

// SignInFailed counts one more failed sign-in in a row and returns the account
// as it is then. Each time the count reaches a multiple of limit the account is
// locked for lock. An unknown id is NotFound.
func (s *Store) SignInFailed(ctx context.Context, id int64, now time.Time, limit int, lock time.Duration) (models.User, error) {
	var row userRow
	done := s.write.WithContext(ctx).Model(&row).Clauses(clause.Returning{}).Where("id = ?", id).Updates(map[string]any{
		"failures":     gorm.Expr("failures + 1"),
		"locked_until": gorm.Expr("CASE WHEN (failures + 1) % ? = 0 THEN ? ELSE locked_until END", limit, at(now.Add(lock))),
	})
	if done.Error != nil {
		return models.User{}, fault("count failed sign-in", done.Error)
	}
	if done.RowsAffected == 0 {
		return models.User{}, noUser()
	}
	return row.user(), nil
}

// SignInSucceeded forgets failed sign-ins, and notes when the account was signed in to.
// An unknown id is NotFound.
func (s *Store) SignInSucceeded(ctx context.Context, id int64, now time.Time) error {
	return s.changeUser(ctx, id, map[string]any{"failures": 0, "locked_until": nil, "signed_in_at": at(now)})
}

func (s *Store) changeUser(ctx context.Context, id int64, columns map[string]any) error {
	done := s.write.WithContext(ctx).Model(&userRow{}).Where("id = ?", id).Updates(columns)
	if done.Error == nil && done.RowsAffected == 0 {
		return noUser()
	}
	return fault("change user", done.Error)
}

// ChangeAccount does something to an account, keeps who had a hand in it, and
// tells those whom the notices are for: whole or not at all. The account may be one
// that do makes.
func (s *Store) ChangeAccount(ctx context.Context, change models.AccountChange, do func(*Store) error, told ...models.Notice) error {
	return s.Telling(ctx, func(tx *Store) error {
		if err := do(tx); err != nil {
			return err
		}
		row := accountChangeRow{Username: change.Username, MadeBy: change.By, Deed: string(change.Deed), At: orNow(change.At)}
		return fault("change the account "+change.Username, tx.write.WithContext(ctx).Create(&row).Error)
	}, told...)
}

// Telling does something and tells of it: whole or not at all.
func (s *Store) Telling(ctx context.Context, do func(*Store) error, told ...models.Notice) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := do(&Store{write: tx, read: tx}); err != nil {
			return err
		}
		return s.tell(tx, toldOf("", told)...)
	})
	return fault("do and tell", err)
}

// AccountChanges returns who had a hand in which account since an instant, in the
// order in which they had.
func (s *Store) AccountChanges(ctx context.Context, since time.Time) ([]models.AccountChange, error) {
	var rows []accountChangeRow
	if err := s.read.WithContext(ctx).Where("at >= ?", at(since)).Order("id").Find(&rows).Error; err != nil {
		return nil, fault("account changes", err)
	}
	list := make([]models.AccountChange, len(rows))
	for n, r := range rows {
		list[n] = models.AccountChange{Username: r.Username, By: r.MadeBy, Deed: models.AccountDeed(r.Deed), At: r.At.Time}
	}
	return list, nil
}

type accountChangeRow struct {
	ID       int64 `gorm:"primaryKey"`
	Username string
	MadeBy   string
	Deed     string
	At       instant
}

func (accountChangeRow) TableName() string { return "account_changes" }

// UserByName returns the account with the user name, or NotFound.
func (s *Store) UserByName(ctx context.Context, username string) (models.User, error) {
	return userWhere(s.read.WithContext(ctx).Where("username = ?", username))
}

// UserByID returns the account with the id, or NotFound.
func (s *Store) UserByID(ctx context.Context, id int64) (models.User, error) {
	return userWhere(s.read.WithContext(ctx).Where("id = ?", id))
}

func userWhere(query *gorm.DB) (models.User, error) {
	var row userRow
	err := query.Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.User{}, noUser()
	}
	return row.user(), fault("user", err)
}

// Users returns every account, by user name.
func (s *Store) Users(ctx context.Context) ([]models.User, error) {
	var rows []userRow
	if err := s.read.WithContext(ctx).Order("username").Find(&rows).Error; err != nil {
		return nil, fault("users", err)
	}
	users := make([]models.User, len(rows))
	for n, row := range rows {
		users[n] = row.user()
	}
	return users, nil
}

func noUser() error { return refuse(models.NotFound, "没有这个账号。") }

type userRow struct {
	ID           int64 `gorm:"primaryKey"`
	Username     string
	Name         string
	Role         string
	Unit         string
	PasswordHash string
	MustChange   bool
	Disabled     bool
	Failures     int
	LockedUntil  instant
	CreatedAt    instant `gorm:"autoCreateTime:false"`
	TOTP         string  `gorm:"column:totp"`
	TOTPUsed     int64   `gorm:"column:totp_used"`
	SignedInAt   instant
}

func (userRow) TableName() string { return "users" }

func userRowOf(u models.User) userRow {
	return userRow{
		Username:     u.Username,
		Name:         u.Name,
		Role:         string(u.Role),
		Unit:         u.Unit,
		PasswordHash: u.PasswordHash,
		MustChange:   u.MustChange,
		TOTP:         u.TOTP,
		Disabled:     u.Disabled,
		CreatedAt:    orNow(u.CreatedAt),
	}
}

func (r userRow) user() models.User {
	return models.User{
		ID:           r.ID,
		Username:     r.Username,
		Name:         r.Name,
		Role:         models.Role(r.Role),
		Unit:         r.Unit,
		PasswordHash: r.PasswordHash,
		MustChange:   r.MustChange,
		TOTP:         r.TOTP,
		Disabled:     r.Disabled,
		Failures:     r.Failures,
		LockedUntil:  r.LockedUntil.Time,
		CreatedAt:    r.CreatedAt.Time,
		SignedInAt:   r.SignedInAt.Time,
	}
}

func orNow(t time.Time) instant {
	if t.IsZero() {
		t = time.Now()
	}
	return at(t)
}
