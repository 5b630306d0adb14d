package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
)

// Substitute keeps who stands in for whom, and returns its number. Two cannot
// stand in for one person on one day, and nobody who is away stands in for
// another: both are a Conflict.
func (s *Store) Substitute(ctx context.Context, sub models.Substitution) (int64, error) {
	row := substitutionRow{
		Absent: sub.Absent, Substitute: sub.Substitute, FirstDay: day{sub.From}, LastDay: day{sub.To},
		Reason: sub.Reason, MadeBy: sub.MadeBy, MadeAt: at(sub.MadeAt),
	}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := lockUsers(tx, sub.Absent, sub.Substitute); err != nil {
			return err
		}
		var others []substitutionRow
		overlap := tx.Where("NOT ended AND first_day <= ? AND last_day >= ?", day{sub.To}, day{sub.From})
		if err := overlap.Where("absent IN ? OR substitute = ?", []string{sub.Absent, sub.Substitute}, sub.Absent).Limit(1).Find(&others).Error; err != nil {
			return err
		}
		if len(others) > 0 {
			return clash(others[0], sub)
		}
		return tx.Create(&row).Error
	})
	return row.ID, fault("substitute", err)
}

// lockUsers makes whoever changes what these two do follow each other.
func lockUsers(tx *gorm.DB, usernames ...string) error {
	var rows []userRow
	err := tx.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("username IN ?", usernames).Order("username").Find(&rows).Error
	if err == nil && len(rows) < len(usernames) {
		return noUser()
	}
	return err
}

func clash(other substitutionRow, sub models.Substitution) error {
	span := other.FirstDay.Chinese() + "至" + other.LastDay.Chinese()
	switch other.Absent {
	case sub.Absent:
		return refuse(models.Conflict, "本人在"+span+"已委托他人代理，请先结束原代理。")
	case sub.Substitute:
		return refuse(models.Conflict, "所选代理人在"+span+"也已请假，请另选代理人。")
	}
	return refuse(models.Conflict, "本人在"+span+"正代理他人，请先由被代理人另行委托。")
}

// Substitutions returns those in which a person is away or stands in, the last
// first; all of them where nobody is named.
func (s *Store) Substitutions(ctx context.Context, username string) ([]models.Substitution, error) {
	query := s.read.WithContext(ctx).Order("id DESC").Limit(500)
	if username != "" {
		query = query.Where("absent = ? OR substitute = ?", username, username)
	}
	var rows []substitutionRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, fault("substitutions", err)
	}
	list := make([]models.Substitution, len(rows))
	for n, r := range rows {
		list[n] = r.whole()
	}
	return list, nil
}

// EndSubstitution ends one at once. One that has ended is no error; one that does
// not exist is NotFound.
func (s *Store) EndSubstitution(ctx context.Context, id int64) error {
	done := s.write.WithContext(ctx).Model(&substitutionRow{}).Where("id = ?", id).Updates(map[string]any{"ended": true})
	if done.Error == nil && done.RowsAffected == 0 {
		return refuse(models.NotFound, "没有这项代理。")
	}
	return fault("end substitution", done.Error)
}

// TakeSeat makes a session act in the place of somebody, or in its holder's own
// where nobody is named. Whether it may is judged whenever the session is used.
func (s *Store) TakeSeat(ctx context.Context, tokenHash, username string) error {
	err := s.write.WithContext(ctx).Model(&sessionRow{}).Where("token_hash = ?", tokenHash).Updates(map[string]any{"seat": username}).Error
	return fault("take a seat", err)
}

type substitutionRow struct {
	ID         int64 `gorm:"primaryKey"`
	Absent     string
	Substitute string
	FirstDay   day
	LastDay    day
	Reason     string
	MadeBy     string
	MadeAt     instant
	Ended      bool
}

func (substitutionRow) TableName() string { return "substitutions" }

func (r substitutionRow) whole() models.Substitution {
	return models.Substitution{
		ID: r.ID, Absent: r.Absent, Substitute: r.Substitute, From: r.FirstDay.Date, To: r.LastDay.Date,
		Reason: r.Reason, MadeBy: r.MadeBy, MadeAt: r.MadeAt.Time, Ended: r.Ended,
	}
}
