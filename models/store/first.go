package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
)

// firstKey names what is kept of the link by which the first account is opened.
const firstKey = "first_link"

// firstLink is the hash of the link's secret, and until when it opens anything.
type firstLink struct {
	Hash  string    `json:"hash"`
	Until time.Time `json:"until"`
}

// OfferFirstUser keeps the hash of the secret by which the first account may be opened,
// in place of the one before, and tells whether it did: not where there are accounts.
func (s *Store) OfferFirstUser(ctx context.Context, hash string, until time.Time) (offered bool, err error) {
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if some, err := anyUsers(tx); err != nil || some {
			return err
		}
		offered = true
		return (&Store{write: tx, read: tx}).PutSetting(ctx, firstKey, firstLink{hash, until})
	})
	return offered && err == nil, fault("offer the first account", err)
}

// FirstUserOffered refuses unless a secret with the hash opens the first account now.
func (s *Store) FirstUserOffered(ctx context.Context, hash string, now time.Time) error {
	var kept firstLink
	found, err := s.Setting(ctx, firstKey, &kept)
	if err != nil {
		return err
	}
	some, err := anyUsers(s.read.WithContext(ctx))
	switch {
	case err != nil:
		return fault("the first account", err)
	case some:
		return refuse(models.NotFound, "该链接已经使用过，或者系统已有账号。请用账号登录；没有账号的，请联系系统管理员。")
	case !found || kept.Hash != hash:
		return refuse(models.NotFound, "该链接无效。服务器每次启动都打印新的链接，此前的随即失效，请使用最近打印的一个。")
	case !now.Before(kept.Until):
		return refuse(models.NotFound, "该链接已超过24小时，不能再用。请重新启动服务器，使用新打印的链接。")
	}
	return nil
}

// CreateFirstUser adds the account that was offered to who has the secret with the hash,
// once: of several who send it together one gets the account.
func (s *Store) CreateFirstUser(ctx context.Context, user models.User, hash string, now time.Time) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		within := &Store{write: tx, read: tx}
		if err := within.FirstUserOffered(ctx, hash, now); err != nil {
			return err
		}
		// Who comes second waits here for the first, and then finds the name taken.
		row := userRowOf(user)
		made := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if made.Error == nil && made.RowsAffected == 0 {
			return within.FirstUserOffered(ctx, hash, now)
		}
		return made.Error
	})
	return fault("create the first account", err)
}

func anyUsers(tx *gorm.DB) (bool, error) {
	var users int64
	err := tx.Model(&userRow{}).Limit(1).Count(&users).Error
	return users > 0, err
}
