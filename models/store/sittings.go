package store

import (
	"cmp"
	"context"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// Sittings returns the hearings from one day to another, both included, of the lawsuits
// that the viewer may see, in the order of their time; at most models.MostSittings.
func (s *Store) Sittings(ctx context.Context, viewer models.Actor, from, to calendar.Date) ([]models.Sitting, error) {
	var rows []sittingView
	err := s.read.WithContext(ctx).Table("sittings").Scopes(visibleTo(viewer)).
		Select("sittings.*, lawsuits.case_number, lawsuits.plaintiffs, lawsuits.defendants, lawsuits.lead, lawsuits.revision, lawsuits.updated_at").
		Joins("JOIN lawsuits ON lawsuits.id = sittings.lawsuit_id").
		Where("sittings.sits_on BETWEEN ? AND ?", day{from}, day{to}).
		Order("sittings.sits_on, sittings.sits_at, sittings.lawsuit_id, sittings.position").Limit(models.MostSittings).Find(&rows).Error
	list := make([]models.Sitting, len(rows))
	for n, r := range rows {
		list[n] = r.sitting()
	}
	return list, fault("sittings", err)
}

// sittingRow is a hearing that has not been put off or called off.
type sittingRow struct {
	LawsuitID string `gorm:"primaryKey"`
	Position  int    `gorm:"primaryKey"`
	SitsOn    day
	SitsAt    string
	Place     string
	Court     string
	Number    string // of the instance
	Officials string // one a line
	Held      bool
}

func (sittingRow) TableName() string { return "sittings" }

func sittingsOf(l models.Lawsuit) []sittingRow {
	var rows []sittingRow
	for i := range l.File.Instances {
		in := &l.File.Instances[i]
		for _, h := range in.Hearings {
			if !h.PostponedTo.IsZero() || !h.CancelledOn.IsZero() || h.On.IsZero() {
				continue
			}
			var officials []string
			for _, o := range h.Officials {
				officials = append(officials, o.Name)
			}
			rows = append(rows, sittingRow{
				LawsuitID: l.ID, Position: len(rows), SitsOn: day{h.On}, SitsAt: h.Time, Place: h.Place, Court: l.File.CourtOf(in),
				Number: in.CaseNumber, Officials: strings.Join(officials, "\n"), Held: h.Held != nil,
			})
		}
	}
	return rows
}

// sittingView is a hearing with what is shown of its lawsuit.
type sittingView struct {
	Row        sittingRow `gorm:"embedded"`
	CaseNumber string
	Plaintiffs string
	Defendants string
	Lead       string
	Revision   int64
	UpdatedAt  instant `gorm:"autoUpdateTime:false"`
}

func (v sittingView) sitting() models.Sitting {
	s := models.Sitting{
		LawsuitID: v.Row.LawsuitID, CaseNumber: cmp.Or(v.Row.Number, v.CaseNumber), On: v.Row.SitsOn.Date, Time: v.Row.SitsAt, Place: v.Row.Place,
		Court: v.Row.Court, Held: v.Row.Held, Plaintiffs: v.Plaintiffs, Defendants: v.Defendants, Lead: v.Lead,
		Position: v.Row.Position, Revision: v.Revision, UpdatedAt: v.UpdatedAt.Time,
	}
	if v.Row.Officials != "" {
		s.Officials = strings.Split(v.Row.Officials, "\n")
	}
	return s
}

// waitRow is what somebody waits for in a lawsuit.
type waitRow struct {
	LawsuitID string `gorm:"primaryKey"`
	Act       string `gorm:"primaryKey"`
}

func (waitRow) TableName() string { return "waits" }

func waitsOf(l models.Lawsuit) []waitRow {
	var rows []waitRow
	for _, act := range l.Waits {
		rows = append(rows, waitRow{l.ID, act})
	}
	return rows
}
