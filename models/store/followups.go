package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// FollowUp keeps a day on which somebody wants to be reminded of a lawsuit.
func (s *Store) FollowUp(ctx context.Context, f models.FollowUp) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var open int64
		err := tx.Model(&followUpRow{}).Where("owner = ? AND ended_at IS NULL", f.Owner).Count(&open).Error
		if err == nil && open >= models.MaxPage {
			return refuse(models.Invalid, fmt.Sprintf("未了结的提醒最多%d项，请先了结不再需要的。", models.MaxPage))
		}
		if err != nil {
			return err
		}
		return tx.Create(&followUpRow{LawsuitID: f.LawsuitID, Owner: f.Owner, OnDay: day{f.On}, Note: f.Note, MadeAt: at(f.At)}).Error
	})
	return fault("follow up "+f.LawsuitID, err)
}

// EndFollowUp has somebody reminded no more, and takes it off their list. What is not
// theirs, or was ended already, is NotFound.
func (s *Store) EndFollowUp(ctx context.Context, id int64, owner string, when time.Time) error {
	done := s.write.WithContext(ctx).Model(&followUpRow{}).Where("id = ? AND owner = ? AND ended_at IS NULL", id, owner).
		Updates(map[string]any{"ended_at": at(when)})
	if done.Error == nil && done.RowsAffected == 0 {
		return refuse(models.NotFound, "没有这项提醒，或者已经了结。请刷新页面查看。")
	}
	return fault("end a follow-up", done.Error)
}

// FollowUps returns what the viewer wants to be reminded of, in the lawsuits that they
// see, the first day first.
func (s *Store) FollowUps(ctx context.Context, viewer models.Actor) ([]models.FollowUp, error) {
	var rows []followUpView
	err := s.read.WithContext(ctx).Table("follow_ups").Scopes(openFollowUps(viewer)).Select("follow_ups.*, lawsuits.case_number").
		Order("follow_ups.on_day, follow_ups.id").Limit(models.MaxPage).Scan(&rows).Error
	list := make([]models.FollowUp, len(rows))
	for n, r := range rows {
		f := r.FollowUp
		list[n] = models.FollowUp{ID: f.ID, LawsuitID: f.LawsuitID, CaseNumber: r.CaseNumber, Owner: f.Owner, On: f.OnDay.Date, Note: f.Note, At: f.MadeAt.Time}
	}
	return list, fault("follow-ups", err)
}

func openFollowUps(viewer models.Actor) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		return db.Joins("JOIN lawsuits ON lawsuits.id = follow_ups.lawsuit_id").Scopes(visibleTo(viewer)).
			Where("follow_ups.owner = ? AND follow_ups.ended_at IS NULL", viewer.Username)
	}
}

// TellFollowUps reminds everybody of what they wanted to be reminded of up to a day, once,
// and returns how many there were. Those whose accounts are closed are not told.
func (s *Store) TellFollowUps(ctx context.Context, today calendar.Date) (int, error) {
	const atOnce = 500
	found := 0
	for {
		n, err := s.tellFollowUps(ctx, today, atOnce)
		found += n
		if err != nil || n < atOnce {
			return found, fault("tell follow-ups", err)
		}
	}
}

func (s *Store) tellFollowUps(ctx context.Context, today calendar.Date, most int) (n int, err error) {
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var rows []followUpRow
		err := tx.Where("told_at IS NULL AND ended_at IS NULL AND on_day <= ? AND owner IN (SELECT username FROM users WHERE NOT disabled)", day{today}).
			Order("on_day, id").Limit(most).Find(&rows).Error
		if n = len(rows); err != nil || n == 0 {
			return err
		}
		var told []models.Told
		var ids []int64
		for _, r := range rows {
			ids = append(ids, r.ID)
			told = append(told, models.Told{LawsuitID: r.LawsuitID, Notice: models.Notice{
				Key: fmt.Sprintf("follow_up/%d", r.ID), To: []models.Recipient{}, Persons: []string{r.Owner}, Urgency: models.Reminder,
				Title: "自设提醒", Body: r.Note, Due: r.OnDay.Date,
			}})
		}
		if err := s.tell(tx, told...); err != nil {
			return err
		}
		return tx.Model(&followUpRow{}).Where("id IN ?", ids).Updates(map[string]any{"told_at": at(time.Now())}).Error
	})
	return n, err
}

type followUpView struct {
	FollowUp   followUpRow `gorm:"embedded"`
	CaseNumber string
}

type followUpRow struct {
	ID        int64 `gorm:"primaryKey"`
	LawsuitID string
	Owner     string
	OnDay     day
	Note      string
	MadeAt    instant
	ToldAt    instant
	EndedAt   instant
}

func (followUpRow) TableName() string { return "follow_ups" }
