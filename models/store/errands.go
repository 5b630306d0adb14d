package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
)

// BeginErrand keeps an errand for a server to take up, and returns it; where one of the
// same key runs, it returns that one and says that none was begun. What ended long ago is
// forgotten.
func (s *Store) BeginErrand(ctx context.Context, e models.Errand) (kept models.Errand, begun bool, err error) {
	giver, err := encode(e.By)
	if err != nil {
		return e, false, fault("begin errand", err)
	}
	row := errandRow{
		Kind: string(e.Kind), Key: e.Key, Title: e.Title, Username: e.By.Username, Giver: giver, Input: bytesOf(e.Input),
		State: string(models.ErrandRuns), Report: []byte{}, BegunAt: at(e.BegunAt),
	}
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Where("ended_at < ?", at(e.BegunAt.Add(-models.ErrandsKept))).Delete(&errandRow{}).Error; err != nil {
			return err
		}
		done := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if begun = done.RowsAffected == 1; done.Error != nil || begun {
			return done.Error
		}
		row = errandRow{}
		return tx.Omit("input").Where("key = ? AND state = 'running'", e.Key).Take(&row).Error
	})
	if err != nil {
		return e, false, fault("begin errand "+e.Key, err)
	}
	kept, err = row.errand()
	return kept, begun, fault("begin errand", err)
}

// Errand returns an errand without its input, which may be large, or NotFound.
func (s *Store) Errand(ctx context.Context, kind models.ErrandKind, id int64) (models.Errand, error) {
	return errandWhere(s.read.WithContext(ctx).Omit("input").Where("id = ? AND kind = ?", id, string(kind)))
}

// WholeErrand returns an errand with its input, or NotFound.
func (s *Store) WholeErrand(ctx context.Context, kind models.ErrandKind, id int64) (models.Errand, error) {
	return errandWhere(s.read.WithContext(ctx).Where("id = ? AND kind = ?", id, string(kind)))
}

// LastErrand returns the errand of a key that was begun last, without its input, or NotFound.
func (s *Store) LastErrand(ctx context.Context, key string) (models.Errand, error) {
	return errandWhere(s.read.WithContext(ctx).Omit("input").Where("key = ?", key).Order("id DESC"))
}

func errandWhere(query *gorm.DB) (models.Errand, error) {
	var rows []errandRow
	if err := query.Limit(1).Find(&rows).Error; err != nil {
		return models.Errand{}, fault("errand", err)
	}
	if len(rows) == 0 {
		return models.Errand{}, refuse(models.NotFound, "没有这次办理，或者时间已久，结果不再保留。")
	}
	e, err := rows[0].errand()
	return e, fault("errand", err)
}

// Errands returns the last few errands of a kind, the last first, without what they work on
// and what came of them.
func (s *Store) Errands(ctx context.Context, kind models.ErrandKind, most int) ([]models.Errand, error) {
	return errandsWhere(s.read.WithContext(ctx).Where("kind = ?", string(kind)).Order("id DESC").Limit(most))
}

func errandsWhere(query *gorm.DB) ([]models.Errand, error) {
	var rows []errandRow
	err := query.Omit("input", "report").Find(&rows).Error
	list := make([]models.Errand, len(rows))
	for n, r := range rows {
		if list[n], err = r.errand(); err != nil {
			break
		}
	}
	return list, fault("errands", err)
}

// HaltedErrands returns errands that nobody gets on with, the oldest first, without what
// they work on and what came of them: those that were begun before an instant and wait for
// something, or at which no server was seen since, and take-overs in which lines were left
// and nobody has gone on.
func (s *Store) HaltedErrands(ctx context.Context, before time.Time, most int) ([]models.Errand, error) {
	return errandsWhere(s.read.WithContext(ctx).
		Where(`(state = 'running' AND begun_at < ? AND (note <> '' OR seen_at IS NULL OR seen_at < ?)) OR
			(state <> 'running' AND kind = ? AND length(input) > 0 AND NOT EXISTS
				(SELECT 1 FROM errands AS later WHERE later.key = errands.key AND later.id > errands.id))`,
			at(before), at(before), string(models.TakingStock)).Order("id").Limit(most))
}

// TakeErrand returns an errand of some kinds at which no server was seen since an instant,
// the oldest first, and has a server be at it; false where there is none.
func (s *Store) TakeErrand(ctx context.Context, kinds []models.ErrandKind, server string, now, since time.Time) (e models.Errand, found bool, err error) {
	can := make([]string, len(kinds))
	for n, kind := range kinds {
		can[n] = string(kind)
	}
	free := func(tx *gorm.DB) *gorm.DB {
		return tx.Where("state = 'running' AND kind IN ? AND (seen_at IS NULL OR seen_at < ?)", can, at(since)).Order("id").Limit(1)
	}
	var rows []errandRow
	// A look that writes nothing: on SQLite a transaction that may write keeps acts waiting.
	if err := free(s.read.WithContext(ctx)).Select("id").Find(&rows).Error; err != nil || len(rows) == 0 {
		return e, false, fault("take errand", err)
	}
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		rows = nil
		if err := free(tx).Clauses(clause.Locking{Strength: "UPDATE", Options: "SKIP LOCKED"}).Find(&rows).Error; err != nil || len(rows) == 0 {
			return err
		}
		return tx.Model(&errandRow{}).Where("id = ?", rows[0].ID).Updates(map[string]any{"server": server, "seen_at": at(now)}).Error
	})
	if err != nil || len(rows) == 0 {
		return e, false, fault("take errand", err)
	}
	e, err = rows[0].errand()
	return e, true, fault("take errand", err)
}

// AdvanceErrand keeps how far a server has come with an errand, and that it is at it; it
// says whether the server still has the errand.
func (s *Store) AdvanceErrand(ctx context.Context, e models.Errand, server string, now time.Time) (bool, error) {
	done := s.write.WithContext(ctx).Model(&errandRow{}).Where("id = ? AND server = ? AND state = 'running'", e.ID, server).
		Updates(map[string]any{"done": e.Done, "total": e.Total, "report": bytesOf(e.Report), "note": storable(e.Note), "seen_at": at(now)})
	return done.RowsAffected == 1, fault("advance errand", done.Error)
}

// LeaveErrand puts an errand down that is not at its end, for any server to take it up at
// once.
func (s *Store) LeaveErrand(ctx context.Context, id int64, server string) error {
	err := s.write.WithContext(ctx).Model(&errandRow{}).Where("id = ? AND server = ? AND state = 'running'", id, server).
		Updates(map[string]any{"seen_at": nil}).Error
	return fault("leave errand", err)
}

// EndErrand ends an errand that a server is at, as its state says, and tells of it where
// there is something to be told. What it worked on is kept only if it may be done again.
func (s *Store) EndErrand(ctx context.Context, e models.Errand, server string, again bool, told ...models.Told) error {
	columns := map[string]any{
		"state": string(e.State), "done": e.Done, "total": e.Total, "report": bytesOf(e.Report), "note": storable(e.Note), "ended_at": at(e.EndedAt),
	}
	if !again {
		columns["input"] = []byte{}
	}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		done := tx.Model(&errandRow{}).Where("id = ? AND server = ? AND state = 'running'", e.ID, server).Updates(columns)
		if done.Error != nil || done.RowsAffected == 0 { // another server has it
			return done.Error
		}
		return s.tell(tx, told...)
	})
	return fault("end errand", err)
}

type errandRow struct {
	ID       int64 `gorm:"primaryKey"`
	Kind     string
	Key      string
	Title    string
	Username string
	Giver    document
	Input    []byte
	State    string
	Done     int
	Total    int
	Report   []byte
	Note     string
	Server   string
	SeenAt   instant
	BegunAt  instant
	EndedAt  instant
}

func (errandRow) TableName() string { return "errands" }

func (r errandRow) errand() (models.Errand, error) {
	e := models.Errand{
		ID: r.ID, Kind: models.ErrandKind(r.Kind), Key: r.Key, Title: r.Title, Input: r.Input, State: models.ErrandState(r.State),
		Done: r.Done, Total: r.Total, Report: r.Report, Note: r.Note, BegunAt: r.BegunAt.Time, EndedAt: r.EndedAt.Time,
	}
	return e, r.Giver.decode(&e.By)
}

// bytesOf is never NULL.
func bytesOf(text []byte) []byte {
	if text == nil {
		return []byte{}
	}
	return text
}
