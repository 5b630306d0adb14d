package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
)

// DraftBulletin keeps a draft and tells of it, unless there is that version already; it
// says whether there was not.
func (s *Store) DraftBulletin(ctx context.Context, b models.Bulletin, told models.Notice) (made bool, err error) {
	row, err := bulletinRowOf(b)
	if err != nil {
		return false, fault("draft bulletin", err)
	}
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		done := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if made = done.RowsAffected == 1; done.Error != nil || !made {
			return done.Error
		}
		return s.tell(tx, models.Told{Notice: told})
	})
	return made, fault("draft bulletin "+b.Period, err)
}

// EditBulletin changes the texts of a draft that is still at the revision before the one
// given. It is a Conflict where somebody else has edited or frozen it.
func (s *Store) EditBulletin(ctx context.Context, b models.Bulletin) error {
	row, err := bulletinRowOf(b)
	if err != nil {
		return fault("edit bulletin", err)
	}
	return fault("edit bulletin "+b.Period, s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return changeDraft(tx, row) }))
}

// FreezeBulletin ends a draft for good, and tells of it. It is a Conflict as EditBulletin is.
func (s *Store) FreezeBulletin(ctx context.Context, b models.Bulletin, told models.Notice) error {
	row, err := bulletinRowOf(b)
	if err != nil {
		return fault("freeze bulletin", err)
	}
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := changeDraft(tx, row); err != nil {
			return err
		}
		behind := bulletinBehindRow{Period: b.Period, Version: b.Version}
		var err error
		if behind.Counted, err = encode(b.Frozen.Rows); err != nil {
			return err
		}
		if err := tx.Create(&behind).Error; err != nil {
			return err
		}
		return s.tell(tx, models.Told{Notice: told})
	})
	return fault("freeze bulletin "+b.Period, err)
}

func changeDraft(tx *gorm.DB, row bulletinRow) error {
	done := tx.Model(&bulletinRow{}).Where("period = ? AND version = ? AND revision = ? AND frozen_at IS NULL", row.Period, row.Version, row.Revision-1).
		Updates(map[string]any{
			"revision": row.Revision, "blocks": row.Blocks, "edited_at": row.EditedAt, "edited_by": row.EditedBy, "frozen_at": row.FrozenAt, "frozen": row.Frozen,
		})
	if done.Error == nil && done.RowsAffected == 0 {
		return refuse(models.Conflict, "通报在您打开之后已由他人修改或者定稿，您的修改没有保存。请复制您的文字，刷新页面后重新修改。")
	}
	return done.Error
}

// Bulletins returns all versions of all bulletins, the last period first, without what is
// frozen of them but the moment.
func (s *Store) Bulletins(ctx context.Context) ([]models.Bulletin, error) {
	var rows []bulletinRow
	err := s.read.WithContext(ctx).Select("period, version, revision, '[]' AS blocks, reason, drafted_at, edited_at, edited_by, frozen_at, 'null' AS frozen").
		Order("period DESC, version DESC").Find(&rows).Error
	list := make([]models.Bulletin, len(rows))
	for n, r := range rows {
		if list[n], err = r.bulletin(); err != nil {
			return nil, fault("bulletins", err)
		}
		if !r.FrozenAt.IsZero() {
			list[n].Frozen = &models.Frozen{At: r.FrozenAt.Time}
		}
	}
	return list, fault("bulletins", err)
}

// Bulletin returns one version; NotFound where there is none.
func (s *Store) Bulletin(ctx context.Context, period string, version int) (models.Bulletin, error) {
	var rows []bulletinRow
	err := s.read.WithContext(ctx).Where("period = ? AND version = ?", period, version).Limit(1).Find(&rows).Error
	if err == nil && len(rows) == 0 {
		err = refuse(models.NotFound, "没有这期通报。请从通报列表中选择。")
	}
	if err != nil {
		return models.Bulletin{}, fault("bulletin", err)
	}
	b, err := rows[0].bulletin()
	return b, fault(fmt.Sprintf("bulletin %s/%d", period, version), err)
}

// BulletinBehind returns what stood behind the numbers of a bulletin when it was frozen.
func (s *Store) BulletinBehind(ctx context.Context, period string, version int) (counted []models.CountedRow, err error) {
	var row bulletinBehindRow
	if err = s.read.WithContext(ctx).Where("period = ? AND version = ?", period, version).Take(&row).Error; err == nil {
		err = row.Counted.decode(&counted)
	}
	return counted, fault(fmt.Sprintf("behind bulletin %s/%d", period, version), err)
}

type bulletinBehindRow struct {
	Period  string `gorm:"primaryKey"`
	Version int    `gorm:"primaryKey"`
	Counted document
}

func (bulletinBehindRow) TableName() string { return "bulletins_behind" }

type bulletinRow struct {
	Period    string `gorm:"primaryKey"`
	Version   int    `gorm:"primaryKey"`
	Revision  int64
	Blocks    document
	Reason    string
	DraftedAt instant
	EditedAt  instant
	EditedBy  string
	FrozenAt  instant
	Frozen    document
}

func (bulletinRow) TableName() string { return "bulletins" }

func bulletinRowOf(b models.Bulletin) (bulletinRow, error) {
	row := bulletinRow{
		Period: b.Period, Version: b.Version, Revision: b.Revision, Reason: b.Reason,
		DraftedAt: at(b.DraftedAt), EditedAt: at(b.EditedAt), EditedBy: b.EditedBy,
	}
	var err error
	if row.Blocks, err = encode(b.Blocks); err != nil {
		return row, err
	}
	if b.Frozen != nil {
		row.FrozenAt = at(b.Frozen.At)
	}
	row.Frozen, err = encode(b.Frozen)
	return row, err
}

func (r bulletinRow) bulletin() (models.Bulletin, error) {
	b := models.Bulletin{
		Period: r.Period, Version: r.Version, Revision: r.Revision, Reason: r.Reason,
		DraftedAt: r.DraftedAt.Time, EditedAt: r.EditedAt.Time, EditedBy: r.EditedBy,
	}
	if err := r.Blocks.decode(&b.Blocks); err != nil {
		return b, err
	}
	return b, r.Frozen.decode(&b.Frozen)
}
