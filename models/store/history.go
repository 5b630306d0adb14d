package store

import (
	"context"

	"gorm.io/gorm/clause"

	"yingsu/models"
)

// KeepHistory stores the event history of one run of a lawsuit's workflow. A
// longer history of the same run replaces a shorter one.
func (s *Store) KeepHistory(ctx context.Context, h models.History) error {
	row := historyRow{LawsuitID: h.LawsuitID, RunID: h.RunID, Events: h.Events, JSON: h.JSON, At: at(h.At)}
	err := s.write.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "lawsuit_id"}, {Name: "run_id"}},
		UpdateAll: true,
		Where:     clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "histories.events < ?", Vars: []any{h.Events}}}},
	}).Create(&row).Error
	return fault("keep history of "+h.LawsuitID, err)
}

// History returns the stored histories of a lawsuit's runs, in their order: a
// long lawsuit has several. It is NotFound where the viewer may not read the
// lawsuit, and empty where nothing is kept yet.
func (s *Store) History(ctx context.Context, viewer models.Actor, id string) ([]models.History, error) {
	db := s.read.WithContext(ctx)
	if err := mustSee(db, viewer, id); err != nil {
		return nil, fault("history", err)
	}
	var rows []historyRow
	if err := db.Where("lawsuit_id = ?", id).Order("at, run_id").Find(&rows).Error; err != nil {
		return nil, fault("history", err)
	}
	list := make([]models.History, len(rows))
	for n, r := range rows {
		list[n] = r.history()
	}
	return list, nil
}

type historyRow struct {
	LawsuitID string `gorm:"primaryKey"`
	RunID     string `gorm:"primaryKey"`
	Events    int
	JSON      []byte
	At        instant
}

func (historyRow) TableName() string { return "histories" }

func (r historyRow) history() models.History {
	return models.History{LawsuitID: r.LawsuitID, RunID: r.RunID, Events: r.Events, JSON: r.JSON, At: r.At.Time}
}
