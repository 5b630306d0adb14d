package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// TakeTurn makes something that one program does for all the asker's to do until an
// instant, unless it is another's now, and tells whether it is theirs. Whoever has it
// asks again before that instant; of a program that was killed it falls to the next.
// It returns until when it was somebody's before: the zero time where it never was.
//
// The programs' own clocks are compared. Where they differ, two may have it for as long:
// what they do must do no harm when it is done twice.
func (s *Store) TakeTurn(ctx context.Context, what, who string, now, until time.Time) (before time.Time, theirs bool, err error) {
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var rows []turnRow
		if err := tx.Where("what = ?", what).Clauses(clause.Locking{Strength: "UPDATE"}).Limit(1).Find(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 { // of several at once one comes first
			turn := turnRow{What: what, Who: who, Until: at(until)}
			made := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&turn)
			theirs = made.RowsAffected == 1
			return made.Error
		}
		before = rows[0].Until.Time
		if theirs = rows[0].Who == who || !before.After(now); theirs {
			return tx.Model(&turnRow{}).Where("what = ?", what).Updates(map[string]any{"who": who, "until": at(until)}).Error
		}
		return nil
	})
	return before, theirs && err == nil, fault("take the turn of "+what, err)
}

type turnRow struct {
	What  string `gorm:"primaryKey"`
	Who   string
	Until instant
}

func (turnRow) TableName() string { return "turns" }
