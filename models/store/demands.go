package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Demand keeps what is asked of an office in a lawsuit, and tells of it. The same key
// keeps nothing twice.
func (s *Store) Demand(ctx context.Context, d models.Demand, told ...models.Notice) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		row := demandRow{
			LawsuitID: d.LawsuitID, Key: d.Key, Office: d.Office, MadeBy: d.By, MadeName: d.ByName, MadeUnit: d.ByUnit,
			Asked: d.Asked, AnswerBy: day{d.AnswerBy}, MadeAt: at(d.At), RemindedAt: at(d.RemindedAt),
		}
		kept := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if kept.Error != nil || kept.RowsAffected == 0 {
			return kept.Error
		}
		return s.tell(tx, toldOf(d.LawsuitID, told)...)
	})
	return fault("demand in "+d.LawsuitID, err)
}

// DemandIn returns one demand of a lawsuit, or NotFound.
func (s *Store) DemandIn(ctx context.Context, lawsuitID string, id int64) (models.Demand, error) {
	var row demandRow
	err := s.read.WithContext(ctx).Where("lawsuit_id = ? AND id = ?", lawsuitID, id).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Demand{}, refuse(models.NotFound, "没有这项督办，请刷新页面，查看现有的督办。")
	}
	return row.demand(), fault("demand", err)
}

// ReceiveDemand keeps who signed for a demand, and when. Who comes second, or once it was
// withdrawn, changes nothing.
func (s *Store) ReceiveDemand(ctx context.Context, id int64, by string, when time.Time) error {
	return fault("receive a demand", s.write.WithContext(ctx).Model(&demandRow{}).Where("id = ? AND received_at IS NULL AND withdrawn_at IS NULL", id).
		Updates(map[string]any{"received_by": by, "received_at": at(when)}).Error)
}

// WithdrawDemand has a demand wait for an answer no more, and tells of it. One that is
// answered or withdrawn already is Overtaken.
func (s *Store) WithdrawDemand(ctx context.Context, d models.Demand, told ...models.Notice) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := settle(tx, d.ID, map[string]any{"withdrawn_by": d.WithdrawnBy, "withdrawn_at": at(d.WithdrawnAt)}); err != nil {
			return err
		}
		return s.tell(tx, toldOf(d.LawsuitID, told)...)
	})
	return fault("withdraw a demand", err)
}

// settle ends a demand that waits.
func settle(tx *gorm.DB, id int64, columns map[string]any) error {
	done := tx.Model(&demandRow{}).Where("id = ? AND answered_at IS NULL AND withdrawn_at IS NULL", id).Updates(columns)
	if done.Error == nil && done.RowsAffected == 0 {
		return refuse(models.Overtaken, "这项督办已经答复或者撤回，没有改动。请刷新页面查看。")
	}
	return done.Error
}

// AnswerDemand keeps the answer to a demand, and tells of it. One that is answered or
// withdrawn already is Overtaken.
func (s *Store) AnswerDemand(ctx context.Context, d models.Demand, told ...models.Notice) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := settle(tx, d.ID, map[string]any{"answered_by": d.AnsweredBy, "answered_at": at(d.AnsweredAt), "answer": d.Answer}); err != nil {
			return err
		}
		signed := tx.Model(&demandRow{}).Where("id = ? AND received_at IS NULL", d.ID).
			Updates(map[string]any{"received_by": d.AnsweredBy, "received_at": at(d.AnsweredAt)})
		if signed.Error != nil {
			return signed.Error
		}
		return s.tell(tx, toldOf(d.LawsuitID, told)...)
	})
	return fault("answer a demand", err)
}

// DemandsIn returns what was asked in a lawsuit, the last first. It is for who was shown
// the lawsuit.
func (s *Store) DemandsIn(ctx context.Context, lawsuitID string) ([]models.Demand, error) {
	return demands(s.read.WithContext(ctx).Model(&demandRow{}).Where("lawsuit_id = ?", lawsuitID).Order("id DESC"))
}

// OpenDemands returns what waits for an answer of the viewer's office, or of another that
// the viewer's has asked, the first day first.
func (s *Store) OpenDemands(ctx context.Context, viewer models.Actor) ([]models.Demand, error) {
	return demands(s.read.WithContext(ctx).Table("demands").Scopes(openDemands(viewer)).
		Select("demands.*, lawsuits.case_number").Order("demands.answer_by, demands.id"))
}

// openDemands joins the lawsuits, and keeps to what waits in those that the viewer may see.
func openDemands(viewer models.Actor) func(*gorm.DB) *gorm.DB {
	offices := viewer.Units()
	if viewer.Role.OfBureau() {
		offices = []string{measures.JusticeBureau}
	}
	if !hasDuties(viewer) {
		offices = nil
	}
	offices = slices.DeleteFunc(offices, func(unit string) bool { return unit == "" })
	return func(db *gorm.DB) *gorm.DB {
		return db.Joins("JOIN lawsuits ON lawsuits.id = demands.lawsuit_id").Scopes(visibleTo(viewer)).
			Where("demands.answered_at IS NULL AND demands.withdrawn_at IS NULL AND (demands.office IN ? OR demands.made_by = ? OR demands.made_unit <> '' AND demands.made_unit = ?)",
				append(offices, ""), viewer.Username, viewer.Unit)
	}
}

// TellDemands reminds of what nobody has answered, on a working day, and returns how many
// there were: of what is to be answered before the next working day, once, and of what has
// passed, once.
func (s *Store) TellDemands(ctx context.Context, today, next calendar.Date) (found int, err error) {
	const atOnce = 500
	for {
		n, err := s.tellDemands(ctx, today, next, atOnce)
		found += n
		if err != nil || n < atOnce {
			return found, fault("tell of demands", err)
		}
	}
}

func (s *Store) tellDemands(ctx context.Context, today, next calendar.Date, most int) (n int, err error) {
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var rows []demandRow
		// Locked, so that nobody is reminded of what is being answered.
		err := tx.Where("answered_at IS NULL AND withdrawn_at IS NULL AND passed_at IS NULL AND (answer_by < ? OR answer_by < ? AND reminded_at IS NULL)", day{today}, day{next}).
			Order("answer_by, id").Limit(most).Clauses(clause.Locking{Strength: "UPDATE"}).Find(&rows).Error
		if n = len(rows); err != nil || n == 0 {
			return err
		}
		var told []models.Told
		var reminded, passed []int64
		for _, r := range rows {
			told = append(told, toldOf(r.LawsuitID, post.DemandDue(r.demand(), today))...)
			if today.After(r.AnswerBy.Date) {
				passed = append(passed, r.ID)
			} else {
				reminded = append(reminded, r.ID)
			}
		}
		if err := s.tell(tx, told...); err != nil {
			return err
		}
		if err := markDemands(tx, reminded, map[string]any{"reminded_at": at(time.Now())}); err != nil {
			return err
		}
		return markDemands(tx, passed, map[string]any{"passed_at": at(time.Now())})
	})
	return n, err
}

func markDemands(tx *gorm.DB, ids []int64, columns map[string]any) error {
	if len(ids) == 0 {
		return nil
	}
	return tx.Model(&demandRow{}).Where("id IN ?", ids).Updates(columns).Error
}

func demands(query *gorm.DB) ([]models.Demand, error) {
	var rows []struct {
		Demand     demandRow `gorm:"embedded"`
		CaseNumber string    `gorm:"->"`
	}
	err := query.Limit(models.MaxPage).Scan(&rows).Error
	list := make([]models.Demand, len(rows))
	for n, r := range rows {
		list[n] = r.Demand.demand()
		list[n].CaseNumber = r.CaseNumber
	}
	return list, fault("demands", err)
}

type demandRow struct {
	ID         int64 `gorm:"primaryKey"`
	LawsuitID  string
	Key        string
	Office     string
	MadeBy     string
	MadeName   string
	MadeUnit   string
	Asked      string
	AnswerBy   day
	MadeAt     instant
	ReceivedBy string
	ReceivedAt instant
	AnsweredBy string
	AnsweredAt instant
	Answer     string

	WithdrawnBy string
	WithdrawnAt instant
	RemindedAt  instant // of the last day
	PassedAt    instant // when all were told that it has passed
}

func (demandRow) TableName() string { return "demands" }

func (r demandRow) demand() models.Demand {
	return models.Demand{
		ID: r.ID, LawsuitID: r.LawsuitID, Key: r.Key, Office: r.Office, By: r.MadeBy, ByName: r.MadeName, ByUnit: r.MadeUnit,
		Asked: r.Asked, AnswerBy: r.AnswerBy.Date, At: r.MadeAt.Time,
		ReceivedBy: r.ReceivedBy, ReceivedAt: r.ReceivedAt.Time, AnsweredBy: r.AnsweredBy, AnsweredAt: r.AnsweredAt.Time, Answer: r.Answer,
		WithdrawnBy: r.WithdrawnBy, WithdrawnAt: r.WithdrawnAt.Time, RemindedAt: r.RemindedAt.Time,
	}
}
