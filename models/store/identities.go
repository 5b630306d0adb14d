package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"yingsu/models"
)

// BindIdentity has the holder of an account sign in by an OpenID provider as well. It is a
// Conflict where the account is bound already, or the provider's subject to another one.
func (s *Store) BindIdentity(ctx context.Context, i models.Identity) error {
	err := s.write.WithContext(ctx).Create(&identityRow{UserID: i.UserID, Issuer: i.Issuer, Subject: i.Subject, BoundAt: at(i.BoundAt)}).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return refuse(models.Conflict, "您的账号已经绑定，或者该统一身份已经绑定其他账号。一个账号只能绑定一个统一身份；更换的，请先解除原来的绑定。")
	}
	return fault("bind identity", err)
}

// DropIdentity takes the binding of an account away. One that there is not is no error.
func (s *Store) DropIdentity(ctx context.Context, userID int64) error {
	return fault("drop identity", s.write.WithContext(ctx).Where("user_id = ?", userID).Delete(&identityRow{}).Error)
}

// IdentityOf returns the binding of an account, and false where it has none.
func (s *Store) IdentityOf(ctx context.Context, userID int64) (models.Identity, bool, error) {
	var rows []identityRow
	err := s.read.WithContext(ctx).Where("user_id = ?", userID).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.Identity{}, false, fault("identity", err)
	}
	r := rows[0]
	return models.Identity{UserID: r.UserID, Issuer: r.Issuer, Subject: r.Subject, BoundAt: r.BoundAt.Time}, true, nil
}

// UserByIdentity returns the account that is bound to a provider's subject, or NotFound.
func (s *Store) UserByIdentity(ctx context.Context, issuer, subject string) (models.User, error) {
	var row userRow
	err := s.read.WithContext(ctx).Table("users").Select("users.*").Joins("JOIN identities ON identities.user_id = users.id").
		Where("identities.issuer = ? AND identities.subject = ?", issuer, subject).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.User{}, noUser()
	}
	return row.user(), fault("user by identity", err)
}

type identityRow struct {
	UserID  int64 `gorm:"primaryKey;autoIncrement:false"`
	Issuer  string
	Subject string
	BoundAt instant
}

// TableName is the table's name.
func (identityRow) TableName() string { return "identities" }
