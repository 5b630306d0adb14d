package store

import (
	"context"

	"gorm.io/gorm"

	"yingsu/models"
)

// Related returns the lawsuits that a lawsuit has to do with, as far as the
// viewer may see them: the archived one that it takes up again, those that take
// it up, and, where it was lost, what the same unit has lost over the same cause
// (第三十七条第七项).
func (s *Store) Related(ctx context.Context, viewer models.Actor, l models.Lawsuit) (models.Related, error) {
	db := s.read.WithContext(ctx)
	find := func(tie string, where func(*gorm.DB) *gorm.DB) *gorm.DB {
		return db.Model(&lawsuitRow{}).Select("? AS tie, lawsuits.id, case_number", tie).Scopes(visibleTo(viewer), where).
			Where("lawsuits.id <> ?", l.ID).Order("opened_at, lawsuits.id").Limit(models.MaxPage)
	}
	all := union(db, nil, find("taken up by", func(db *gorm.DB) *gorm.DB {
		return db.Where("reopens <> '' AND reopens IN (SELECT folded FROM case_numbers WHERE lawsuit_id = ?)", l.ID)
	}))
	if l.File.Reopens != "" {
		all = union(db, all, find("takes up", numbered(fold(l.File.Reopens))))
	}
	if handlers := l.File.Handlers(); l.File.Lost() && len(handlers) > 0 {
		all = union(db, all, find("same loss", func(db *gorm.DB) *gorm.DB {
			return db.Where("lost AND lead = ? AND cause = ?", handlers[0], l.File.Cause)
		}))
	}
	var rows []struct {
		Tie       string
		Reference models.Reference `gorm:"embedded"`
	}
	if err := all.Scan(&rows).Error; err != nil {
		return models.Related{}, fault("related lawsuits", err)
	}
	r := models.Related{}
	for _, row := range rows {
		switch row.Tie {
		case "takes up":
			r.Reopens = append(r.Reopens, row.Reference)
		case "taken up by":
			r.ReopenedBy = append(r.ReopenedBy, row.Reference)
		case "same loss":
			r.SameLosses = append(r.SameLosses, row.Reference)
		}
	}
	return r, nil
}

func numbered(folded string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		return db.Where("lawsuits.id IN (SELECT lawsuit_id FROM case_numbers WHERE folded = ?)", folded)
	}
}

// ArchivedAs returns the id of the archived lawsuit that has a case number, and
// whether there is a lawsuit of that number at all. It knows no viewer.
func (s *Store) ArchivedAs(ctx context.Context, number string) (id string, known bool, err error) {
	var found []struct {
		ID     string
		Closed bool
	}
	err = s.read.WithContext(ctx).Model(&lawsuitRow{}).Scopes(numbered(fold(number))).Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return "", false, fault("archived lawsuit", err)
	}
	if !found[0].Closed {
		return "", true, nil
	}
	return found[0].ID, true, nil
}
