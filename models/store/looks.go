package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"yingsu/models"
)

// KeepLook keeps what came of a look, in place of the one of its kind before. Of one that
// came to no end it keeps only that: what the last one found still holds.
func (s *Store) KeepLook(ctx context.Context, l models.Look) error {
	remains, err := encode(l.Remains)
	if err != nil {
		return fault("keep look "+l.What, err)
	}
	columns := []string{"worker", "failed_at", "failure"}
	if l.FailedAt.IsZero() {
		columns = append(columns, "at", "looked", "found", "unmended", "remains")
	}
	err = s.write.WithContext(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "what"}}, DoUpdates: clause.AssignmentColumns(columns),
	}).Create(&lookRow{
		What: l.What, Worker: l.Worker, At: at(l.At), Looked: l.Looked, Found: l.Found, Unmended: l.Unmended, Remains: remains,
		FailedAt: at(l.FailedAt), Failure: storable(l.Failure),
	}).Error
	return fault("keep look "+l.What, err)
}

// KeepRemains keeps what remains of a comparison, unless there was another one since.
func (s *Store) KeepRemains(ctx context.Context, l models.Look) error {
	remains, err := encode(l.Remains)
	if err == nil {
		err = s.write.WithContext(ctx).Model(&lookRow{}).Where("what = ? AND at = ?", l.What, at(l.At)).
			Updates(map[string]any{"unmended": l.Unmended, "remains": remains}).Error
	}
	return fault("keep what remains of "+l.What, err)
}

// Looks returns the last look of each kind, by the kind.
func (s *Store) Looks(ctx context.Context) (map[string]models.Look, error) {
	var rows []lookRow
	err := s.read.WithContext(ctx).Find(&rows).Error
	looks := make(map[string]models.Look, len(rows))
	for _, r := range rows {
		if err == nil {
			looks[r.What], err = r.look()
		}
	}
	return looks, fault("looks", err)
}

type lookRow struct {
	What     string `gorm:"primaryKey"`
	Worker   string
	At       instant
	Looked   int
	Found    int
	Unmended int
	Remains  document
	FailedAt instant
	Failure  string
}

func (lookRow) TableName() string { return "looks" }

func (r lookRow) look() (models.Look, error) {
	l := models.Look{
		What: r.What, Worker: r.Worker, At: r.At.Time, Looked: r.Looked, Found: r.Found, Unmended: r.Unmended,
		FailedAt: r.FailedAt.Time, Failure: r.Failure,
	}
	return l, r.Remains.decode(&l.Remains)
}

// Stalls returns what waits since before an instant, or was given up, on its way out of
// the program, by channel and cause.
func (s *Store) Stalls(ctx context.Context, before time.Time) ([]models.Stall, error) {
	var rows []struct {
		State, Channel, Cause string
		Count                 int
		Oldest                instant
	}
	err := s.read.WithContext(ctx).Raw(`SELECT state, channel, last_error AS cause, COUNT(*) AS count, MIN(at) AS oldest FROM deliveries
		WHERE state = 'waiting' AND at < ? OR state = 'dead' GROUP BY state, channel, last_error ORDER BY COUNT(*) DESC LIMIT 50`, at(before)).Scan(&rows).Error
	list := make([]models.Stall, len(rows))
	for n, r := range rows {
		list[n] = models.Stall{State: models.DeliveryState(r.State), Channel: r.Channel, Cause: r.Cause, Count: r.Count, Oldest: r.Oldest.Time}
	}
	return list, fault("stalls", err)
}

// recentAttempts is how far back in the audit log Unsettled looks.
const recentAttempts = 1000

// Unsettled returns up to limit lawsuits in which something was tried since an instant
// without anybody knowing what came of it, the last one first: their workflows may be
// waiting for something. It looks at the end of the audit log only.
func (s *Store) Unsettled(ctx context.Context, since time.Time, limit int) ([]models.Unsettled, error) {
	var rows []struct {
		LawsuitID, CaseNumber string
		At                    instant
	}
	open := []string{string(models.Unknown), string(models.Unavailable)}
	err := s.read.WithContext(ctx).Raw(`SELECT lawsuits.id AS lawsuit_id, lawsuits.case_number, MAX(last.at) AS at
		FROM (SELECT id, lawsuit_id, at FROM attempts ORDER BY id DESC LIMIT ?) AS last JOIN lawsuits ON lawsuits.id = last.lawsuit_id
		WHERE last.at > ? AND NOT lawsuits.closed AND NOT EXISTS (SELECT 1 FROM attempt_outcomes
			WHERE attempt_id = last.id AND outcome <> 'unknown' AND (outcome <> 'refused' OR code NOT IN ?))
		GROUP BY lawsuits.id, lawsuits.case_number ORDER BY MAX(last.at) DESC LIMIT ?`, recentAttempts, at(since), open, limit).Scan(&rows).Error
	list := make([]models.Unsettled, len(rows))
	for n, r := range rows {
		list[n] = models.Unsettled{LawsuitID: r.LawsuitID, CaseNumber: r.CaseNumber, At: r.At.Time}
	}
	return list, fault("unsettled", err)
}
