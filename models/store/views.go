package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yingsu/models"
)

// SaveView keeps a filter of somebody's under a name, and returns it with its number. A
// name that they have used already is a Conflict, and one view too many Invalid.
func (s *Store) SaveView(ctx context.Context, v models.View) (models.View, error) {
	row := viewRow{Owner: v.Owner, Name: v.Name, Query: v.Query, Office: v.Office, MadeAt: at(v.At)}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var kept int64
		if err := tx.Model(&viewRow{}).Where("owner = ?", v.Owner).Count(&kept).Error; err != nil {
			return err
		}
		if kept >= models.MostViews {
			return refuse(models.Invalid, fmt.Sprintf("每人最多保存%d个视图，请先删除不再需要的。", models.MostViews))
		}
		return tx.Create(&row).Error
	})
	v.ID = row.ID
	return v, fault("save a view", sameName(err, v.Name))
}

// ChangeView gives one of somebody's views another name, and shows it to the people of an
// office, or to nobody else where that is empty. What is not theirs is NotFound.
func (s *Store) ChangeView(ctx context.Context, v models.View) error {
	done := s.write.WithContext(ctx).Model(&viewRow{}).Where("id = ? AND owner = ?", v.ID, v.Owner).
		Updates(map[string]any{"name": v.Name, "office": v.Office})
	if done.Error == nil && done.RowsAffected == 0 {
		return noView()
	}
	return fault("change a view", sameName(done.Error, v.Name))
}

// RemoveView removes one of somebody's views. What is not theirs is NotFound.
func (s *Store) RemoveView(ctx context.Context, owner string, id int64) error {
	done := s.write.WithContext(ctx).Where("id = ? AND owner = ?", id, owner).Delete(&viewRow{})
	if done.Error == nil && done.RowsAffected == 0 {
		return noView()
	}
	return fault("remove a view", done.Error)
}

// Views returns the views of somebody, by their names, and then those that colleagues
// show to their office; none of a colleague whose account is closed.
func (s *Store) Views(ctx context.Context, owner, office string) ([]models.View, error) {
	var rows []struct {
		View  viewRow `gorm:"embedded"`
		Whose string
	}
	err := s.read.WithContext(ctx).Table("saved_views").Select("saved_views.*, users.name AS whose").Joins("JOIN users ON users.username = saved_views.owner").
		Where("saved_views.owner = ? OR saved_views.office <> '' AND saved_views.office = ? AND NOT users.disabled", owner, office).
		Order("saved_views.name, saved_views.id").Limit(models.MaxPage).Scan(&rows).Error
	var own, others []models.View
	for _, r := range rows {
		v := models.View{ID: r.View.ID, Owner: r.View.Owner, OwnerName: r.Whose, Name: r.View.Name, Query: r.View.Query, Office: r.View.Office, At: r.View.MadeAt.Time}
		if v.Owner == owner {
			own = append(own, v)
		} else {
			others = append(others, v)
		}
	}
	return append(own, others...), fault("views", err)
}

func sameName(err error, name string) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return refuse(models.Conflict, "您已经有名为“"+name+"”的视图，请换一个名称。")
	}
	return err
}

func noView() error {
	return refuse(models.NotFound, "没有这个视图，可能已经删除。请刷新页面查看现有的视图。")
}

type viewRow struct {
	ID     int64 `gorm:"primaryKey"`
	Owner  string
	Name   string
	Query  string
	Office string
	MadeAt instant
}

func (viewRow) TableName() string { return "saved_views" }
