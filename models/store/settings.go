package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"gorm.io/gorm/clause"

	"yingsu/models"
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

// Secret returns the random bytes that all programs on this ledger share under a
// name. Whoever asks first makes them, whatever others do at that moment, and
// they stay for good.
func (s *Store) Secret(ctx context.Context, name string) ([]byte, error) {
	if known, ok := s.secrets.Load(name); ok {
		return known.([]byte), nil
	}
	key, made := "secret/"+name, make([]byte, 32)
	_, _ = rand.Read(made) // never fails
	text, err := encode(made)
	if err != nil {
		return nil, fault("secret "+name, err)
	}
	row := settingRow{Key: key, Value: text, UpdatedAt: at(time.Now())}
	if err := s.write.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return nil, fault("secret "+name, err)
	}
	var kept settingRow // ours, or that of who was first
	if err := s.read.WithContext(ctx).Where("key = ?", key).Take(&kept).Error; err != nil {
		return nil, fault("secret "+name, err)
	}
	var secret []byte
	if err := kept.Value.decode(&secret); err != nil {
		return nil, fault("secret "+name, err)
	}
	s.secrets.Store(name, secret)
	return secret, nil
}

// voucherSecret names what vouchers are made with.
const voucherSecret = "voucher"

// Vouch returns the voucher for a wish. Only programs on this ledger can make it.
func (s *Store) Vouch(ctx context.Context, w models.Wish) (string, error) {
	secret, err := s.Secret(ctx, voucherSecret)
	if err != nil {
		return "", err
	}
	voucher := hmac.New(sha256.New, secret)
	voucher.Write([]byte(models.DigestOf(w)))
	return hex.EncodeToString(voucher.Sum(nil)), nil
}

// Vouched tells whether a voucher is that for a wish.
func (s *Store) Vouched(ctx context.Context, w models.Wish, voucher string) (bool, error) {
	right, err := s.Vouch(ctx, w)
	return err == nil && hmac.Equal([]byte(right), []byte(voucher)), err
}

// VouchedSince returns when the first voucher was made: what was wished for before
// bears none.
func (s *Store) VouchedSince(ctx context.Context) (time.Time, error) {
	if _, err := s.Secret(ctx, voucherSecret); err != nil {
		return time.Time{}, err
	}
	var kept settingRow
	err := s.read.WithContext(ctx).Where("key = ?", "secret/"+voucherSecret).Take(&kept).Error
	return kept.UpdatedAt.Time, fault("vouched since", err)
}

type settingRow struct {
	Key       string `gorm:"primaryKey"`
	Value     document
	UpdatedAt instant `gorm:"autoUpdateTime:false"`
}

func (settingRow) TableName() string { return "settings" }
