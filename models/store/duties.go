package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// maxDuties bounds the list of duties. It is ordered by what is most pressing,
// so what is cut off is what has most time left.
const maxDuties = 2000

// Duties returns the running clocks of all lawsuits that the viewer may see,
// least time left first, at most 2000; Mine marks those that the viewer's own
// office owes. A right that was let pass is left out.
func (s *Store) Duties(ctx context.Context, viewer models.Actor, today calendar.Date) ([]models.Duty, error) {
	if today.IsZero() {
		return nil, errors.New("store: duties: what is overdue needs a today")
	}
	var rows []dutyRow
	err := duties(s.read.WithContext(ctx), office(viewer)).Scopes(visibleTo(viewer)).
		Where("NOT clocks.is_right OR clocks.due >= ?", day{today}).
		Order("clocks.due, clocks.safe, lawsuits.id, clocks.position").
		Limit(maxDuties).Find(&rows).Error
	if err != nil {
		return nil, fault("duties", err)
	}
	list, err := dutiesOf(rows)
	for n := range list {
		list[n].Mine = owes(viewer, rows[n])
		list[n].Overdue = list[n].Clock.Overdue(today)
	}
	return list, fault("duties", err)
}

// Silent returns the running clocks whose next rung was due more than grace
// before now, while nothing has been recorded since: something keeps their
// workflow from running. Nobody looks on; it is for the sweep that alarms.
func (s *Store) Silent(ctx context.Context, now time.Time, grace time.Duration) ([]models.Duty, error) {
	var rows []dutyRow
	err := duties(s.read.WithContext(ctx), "").
		Where("clocks.rung_at < ?", at(now.Add(-grace))).
		Order("clocks.rung_at, lawsuits.id, clocks.position").
		Limit(maxDuties).Find(&rows).Error
	if err != nil {
		return nil, fault("silent clocks", err)
	}
	list, err := dutiesOf(rows)
	return list, fault("silent clocks", err)
}

// duties starts a query of the running clocks with their lawsuits, and with
// the part that one unit has in each.
func duties(db *gorm.DB, unit string) *gorm.DB {
	return db.Model(&clockRow{}).
		Select("clocks.*, lawsuits.case_number, lawsuits.stage, lawsuits.cause, lawsuits.plaintiffs, lawsuits.lead, mine.part AS my_part").
		Joins("JOIN lawsuits ON lawsuits.id = clocks.lawsuit_id").
		Joins("LEFT JOIN lawsuit_units AS mine ON mine.lawsuit_id = clocks.lawsuit_id AND mine.unit = ?", unit).
		Where("clocks.state = 'running' AND NOT lawsuits.closed")
}

type dutyRow struct {
	Clock      clockRow `gorm:"embedded"`
	CaseNumber string
	Stage      string
	Cause      string
	Plaintiffs string
	Lead       string
	MyPart     string
}

func dutiesOf(rows []dutyRow) ([]models.Duty, error) {
	list := make([]models.Duty, len(rows))
	for n, r := range rows {
		clock, err := r.Clock.clock()
		if err != nil {
			return nil, err
		}
		list[n] = models.Duty{
			LawsuitID:  r.Clock.LawsuitID,
			CaseNumber: r.CaseNumber,
			Stage:      measures.Stage(r.Stage),
			Cause:      r.Cause,
			Plaintiffs: r.Plaintiffs,
			Lead:       r.Lead,
			Clock:      clock,
			RungAt:     r.Clock.RungAt.Time,
		}
	}
	return list, nil
}

// owes tells whether the viewer's office owes what the clock counts down to.
// While a lawsuit has no handlers, the Justice Bureau looks after their part. What
// the treasury owes nobody here can do.
func owes(viewer models.Actor, row dutyRow) bool {
	switch {
	case row.Clock.Unit != "":
		return office(viewer) == row.Clock.Unit
	case measures.Owner(row.Clock.Owner) == measures.OwnedByTreasury:
		return false
	}
	if measures.Owner(row.Clock.Owner) == measures.OwnedByBureau || row.Lead == "" {
		return viewer.Role.OfBureau()
	}
	part := models.Part(row.MyPart)
	return part == models.LeadPart || part == models.JointPart
}

// office returns the unit that the viewer works for; nobody else has duties.
func office(viewer models.Actor) string {
	switch {
	case viewer.Role.OfBureau():
		return measures.JusticeBureau
	case viewer.Role.OfUnit():
		return viewer.Unit
	}
	return ""
}
