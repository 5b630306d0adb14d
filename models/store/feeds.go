package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"yingsu/models"
)

// MakeFeed keeps the hash of the secret by which a calendar is fetched from now on: a
// person's own, or that of a unit where one is named. The one before it is revoked.
func (s *Store) MakeFeed(ctx context.Context, userID int64, unit, secretHash string, now time.Time) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := feedOf(tx, userID, unit).Delete(&feedRow{}).Error; err != nil {
			return err
		}
		return tx.Create(&feedRow{SecretHash: secretHash, UserID: userID, Unit: unit, MadeAt: at(now)}).Error
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return refuse(models.Overtaken, "该日历的地址刚刚由您或者同事重新生成，请刷新页面后再看。")
	}
	return fault("make feed", err)
}

// RevokeFeed has a calendar be fetched no more. One that there is not is no error.
func (s *Store) RevokeFeed(ctx context.Context, userID int64, unit string) error {
	return fault("revoke feed", feedOf(s.write.WithContext(ctx), userID, unit).Delete(&feedRow{}).Error)
}

// DropFeeds has no calendar be fetched any more whose address somebody has made: it was
// shown to whoever had their account.
func (s *Store) DropFeeds(ctx context.Context, userID int64) error {
	return fault("drop feeds", s.write.WithContext(ctx).Where("user_id = ?", userID).Delete(&feedRow{}).Error)
}

func feedOf(db *gorm.DB, userID int64, unit string) *gorm.DB {
	if unit == "" {
		return db.Where("user_id = ? AND unit = ''", userID)
	}
	return db.Where("unit = ?", unit)
}

// Feeds returns the calendars that are fetched of a person and of a unit.
func (s *Store) Feeds(ctx context.Context, userID int64, unit string) ([]models.Feed, error) {
	var rows []struct {
		Feed     feedRow `gorm:"embedded"`
		Username string
	}
	err := s.read.WithContext(ctx).Table("feeds").Select("feeds.*, users.username").Joins("JOIN users ON users.id = feeds.user_id").
		Where("feeds.unit = '' AND feeds.user_id = ? OR feeds.unit <> '' AND feeds.unit = ?", userID, unit).Order("feeds.unit").Limit(2).Find(&rows).Error
	list := make([]models.Feed, len(rows))
	for n, r := range rows {
		list[n] = models.Feed{Unit: r.Feed.Unit, MadeBy: r.Username, MadeAt: r.Feed.MadeAt.Time}
	}
	return list, fault("feeds", err)
}

// FeedBySecret returns the calendar that is fetched by a secret, and who made it, as
// they are now. It is NotFound where there is none, or whoever made it has lost their
// account or has left the unit: they still know the address.
func (s *Store) FeedBySecret(ctx context.Context, secretHash string) (models.Feed, models.User, error) {
	var found struct {
		User     userRow `gorm:"embedded"`
		FeedUnit string
		FeedMade instant
	}
	err := s.keyed.WithContext(ctx).Table("feeds").Select("users.*, feeds.unit AS feed_unit, feeds.made_at AS feed_made").
		Joins("JOIN users ON users.id = feeds.user_id").
		Where("feeds.secret_hash = ? AND NOT users.disabled AND (feeds.unit = '' OR feeds.unit = users.unit)", secretHash).Take(&found).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Feed{}, models.User{}, refuse(models.NotFound, "没有这个日历地址，可能已经停用。请在“账号”页面重新生成。")
	}
	return models.Feed{Unit: found.FeedUnit, MadeBy: found.User.Username, MadeAt: found.FeedMade.Time}, found.User.user(), fault("feed", err)
}

type feedRow struct {
	SecretHash string `gorm:"primaryKey"`
	UserID     int64
	Unit       string
	MadeAt     instant
}

func (feedRow) TableName() string { return "feeds" }
