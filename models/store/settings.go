package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"
)

// Setting reads the setting with the key into the value that into points to,
// and tells whether there is one.
func (s *Store) Setting(ctx context.Context, key string, into any) (bool, error) {
	var rows []settingRow
	err := s.read.WithContext(ctx).Where("key = ?", key).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return false, fault("setting "+key, err)
	}
	return true, fault("setting "+key, rows[0].Value.decode(into))
}

// PutSetting stores a value under the key, in place of the one before.
func (s *Store) PutSetting(ctx context.Context, key string, value any) error {
	text, err := encode(value)
	if err != nil {
		return fault("put setting "+key, err)
	}
	err = s.write.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "key"}},
		UpdateAll: true,
	}).Create(&settingRow{Key: key, Value: text, UpdatedAt: at(time.Now())}).Error
	return fault("put setting "+key, err)
}

type settingRow struct {
	Key       string `gorm:"primaryKey"`
	Value     document
	UpdatedAt instant `gorm:"autoUpdateTime:false"`
}

func (settingRow) TableName() string { return "settings" }
