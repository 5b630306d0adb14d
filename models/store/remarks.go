package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
)

// Remark keeps what somebody says in a lawsuit, and tells those whom it names. The same
// key keeps nothing twice.
func (s *Store) Remark(ctx context.Context, r models.Remark, told ...models.Notice) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		row := remarkRow{LawsuitID: r.LawsuitID, Key: r.Key, Author: r.Author, AuthorName: r.AuthorName, Said: r.Said, SaidAt: at(r.At)}
		kept := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if kept.Error != nil || kept.RowsAffected == 0 {
			return kept.Error
		}
		return s.tell(tx, toldOf(r.LawsuitID, told)...)
	})
	return fault("remark in "+r.LawsuitID, err)
}

// WithdrawRemark takes back what somebody has said; its place is kept. What was withdrawn
// already is no error, another's is Forbidden, and what is not there NotFound.
func (s *Store) WithdrawRemark(ctx context.Context, lawsuitID string, id int64, author string, when time.Time) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var row remarkRow
		err := tx.Where("lawsuit_id = ? AND id = ?", lawsuitID, id).Take(&row).Error
		switch {
		case errors.Is(err, gorm.ErrRecordNotFound):
			return refuse(models.NotFound, "没有这条留言，请刷新页面。")
		case err != nil:
			return err
		case row.Author != author:
			return refuse(models.Forbidden, "只能撤回本人的留言。如有不当，请与留言人联系。")
		}
		return tx.Model(&remarkRow{}).Where("id = ? AND withdrawn_at IS NULL", id).Updates(map[string]any{"withdrawn_at": at(when)}).Error
	})
	return fault("withdraw a remark", err)
}

// Remarks returns what was said in a lawsuit, the last first; the older of very many are
// left out. It is for who was shown the lawsuit.
func (s *Store) Remarks(ctx context.Context, lawsuitID string) ([]models.Remark, error) {
	var rows []remarkRow
	err := s.read.WithContext(ctx).Where("lawsuit_id = ?", lawsuitID).Order("id DESC").Limit(models.MaxPage).Find(&rows).Error
	list := make([]models.Remark, len(rows))
	for n, r := range rows {
		list[n] = models.Remark{
			ID: r.ID, LawsuitID: r.LawsuitID, Key: r.Key, Author: r.Author, AuthorName: r.AuthorName, Said: r.Said, At: r.SaidAt.Time, WithdrawnAt: r.WithdrawnAt.Time,
		}
		if !list[n].WithdrawnAt.IsZero() {
			list[n].Said = ""
		}
	}
	return list, fault("remarks", err)
}

type remarkRow struct {
	ID          int64 `gorm:"primaryKey"`
	LawsuitID   string
	Key         string
	Author      string
	AuthorName  string
	Said        string
	SaidAt      instant
	WithdrawnAt instant
}

func (remarkRow) TableName() string { return "remarks" }
