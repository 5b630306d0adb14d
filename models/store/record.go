package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
)

// Record stores everything that one accepted act or fired rung changes, in one
// transaction: whole or not at all.
//
// The same key with the same request changes nothing and returns the first
// receipt, marked as repeated; with another request it is a Conflict. So is a
// case number that belongs to another lawsuit.
//
// The lawsuit's revision has to be the stored one plus one, and 1 where none is
// stored. Where the stored one is there already, or later, nothing is stored
// and the answer holds the stored lawsuit as Ahead: its workflow lost the task
// in which it was written, and has to take it over. A gap is ErrRevision.
func (s *Store) Record(ctx context.Context, rec models.Recording) (models.Recorded, error) {
	if err := acceptable(rec); err != nil {
		return models.Recorded{}, err
	}
	var done models.Recorded
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) (err error) {
		done, err = s.record(tx, rec)
		return err
	})
	if err != nil && !errors.Is(err, errAhead) {
		return models.Recorded{}, fault("record "+rec.Lawsuit.ID, err)
	}
	if err != nil || done.Repeated {
		err = s.ahead(ctx, rec.Lawsuit, &done)
	}
	return done, fault("record "+rec.Lawsuit.ID, err)
}

// errAhead undoes a transaction that met a stored revision which it wanted to
// write itself.
var errAhead = errors.New("the stored revision is ahead")

// ahead adds the stored lawsuit, and the acts that made it, if its revision is
// that of given, or later.
func (s *Store) ahead(ctx context.Context, given models.Lawsuit, done *models.Recorded) error {
	var row lawsuitRow
	if err := s.read.WithContext(ctx).Where("id = ?", given.ID).Take(&row).Error; err != nil {
		return err
	}
	if row.Summary.Revision < given.Revision {
		return nil
	}
	stored, err := row.lawsuit()
	if err != nil {
		return err
	}
	entries, err := journalOf(s.read.WithContext(ctx), given.ID)
	done.Ahead, done.Done = &stored, models.DoneIn(entries)
	return err
}

func (s *Store) record(tx *gorm.DB, rec models.Recording) (models.Recorded, error) {
	first, err := claim(tx, rec)
	if err != nil {
		return models.Recorded{}, err
	}
	if !first {
		return repeat(tx, rec)
	}
	before, err := lockHead(tx, rec.Lawsuit.ID)
	if err != nil {
		return models.Recorded{}, err
	}
	if before.Revision >= rec.Lawsuit.Revision {
		return models.Recorded{}, errAhead
	}
	if before.Revision != rec.Lawsuit.Revision-1 {
		return models.Recorded{}, fmt.Errorf("store: record %s: %w: stored %d, given %d",
			rec.Lawsuit.ID, ErrRevision, before.Revision, rec.Lawsuit.Revision)
	}
	if err := buildsOn(tx, before, rec); err != nil {
		return models.Recorded{}, err
	}
	entries, after := chain(before, rec)
	if err := project(tx, rec.Lawsuit, before, after); err != nil {
		return models.Recorded{}, err
	}
	if len(entries) > 0 {
		if err := tx.Create(&entries).Error; err != nil {
			return models.Recorded{}, err
		}
	}
	if err := s.deliver(tx, rec); err != nil {
		return models.Recorded{}, err
	}
	if err := settleDone(tx, rec); err != nil {
		return models.Recorded{}, err
	}
	return models.Recorded{Receipt: rec.Receipt, Head: after.JournalHash}, nil
}

// claim writes the effect row. It comes first because a second transaction
// with the same key then waits here, before it has read anything, until the
// first one is committed or gone.
func claim(tx *gorm.DB, rec models.Recording) (first bool, err error) {
	done := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&effectRow{
		LawsuitID: rec.Lawsuit.ID,
		Key:       rec.Key,
		Act:       rec.Act,
		Request:   rec.Request,
		Username:  rec.By.Username,
		Receipt:   document(rec.Receipt),
		At:        at(rec.Lawsuit.UpdatedAt),
	})
	return done.RowsAffected == 1, done.Error
}

// repeat answers a recording whose key was there already.
func repeat(tx *gorm.DB, rec models.Recording) (models.Recorded, error) {
	var effect effectRow
	if err := tx.Where("lawsuit_id = ? AND key = ?", rec.Lawsuit.ID, rec.Key).Take(&effect).Error; err != nil {
		return models.Recorded{}, err
	}
	if effect.Request != rec.Request {
		return models.Recorded{}, refuse(models.Conflict, "该请求标识已用于另一项办理，请刷新页面后重新提交。")
	}
	now, err := lockHead(tx, rec.Lawsuit.ID)
	if err != nil {
		return models.Recorded{}, err
	}
	return models.Recorded{Repeated: true, Receipt: effect.Receipt.raw(), Head: now.JournalHash}, nil
}

// head is what the row of a lawsuit says about the end of its journal. A
// lawsuit that is not stored has the zero head.
type head struct {
	Revision     int64
	JournalCount int64
	JournalHash  string
	Derived      fingerprints
	Base         string // of the stored lawsuit; empty where an earlier version stored it
	Held         string // who has the lawsuit in hand: see Hand
}

// buildsOn refuses a recording that was made from something else than what is stored.
// One that does not say from what was made by a worker of an earlier version.
func buildsOn(tx *gorm.DB, before head, rec models.Recording) error {
	if before.Revision == 0 || rec.Base == "" {
		return nil
	}
	if before.Base == "" {
		var row lawsuitRow
		if err := tx.Where("id = ?", rec.Lawsuit.ID).Take(&row).Error; err != nil {
			return err
		}
		stored, err := row.lawsuit()
		if err != nil {
			return err
		}
		before.Base = stored.Base()
	}
	if before.Base != rec.Base {
		return fmt.Errorf("store: record %s: %w", rec.Lawsuit.ID, ErrBase)
	}
	return nil
}

// lockHead reads the head and holds the row until the transaction ends, so that
// writers of one lawsuit follow each other.
func lockHead(tx *gorm.DB, lawsuitID string) (head, error) {
	var h head
	err := tx.Model(&lawsuitRow{}).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).
		Where("id = ?", lawsuitID).Limit(1).Find(&h).Error
	return h, err
}

// Repair overwrites the projection with what the workflow says, unless the
// stored one is newer. The journal and its head stay as they are.
func (s *Store) Repair(ctx context.Context, lawsuit models.Lawsuit) error {
	if err := sound(lawsuit); err != nil {
		return err
	}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		stored, err := lockHead(tx, lawsuit.ID)
		if err != nil || stored.Revision > lawsuit.Revision {
			return err
		}
		stored.Derived = fingerprints{} // whatever is there is written again
		return project(tx, lawsuit, stored, stored)
	})
	if errors.Is(err, errAhead) { // written meanwhile, by the workflow itself
		return nil
	}
	return fault("repair "+lawsuit.ID, err)
}

// Restore gives a ledger that was restored from a copy what it lacks of a lawsuit:
// lines for the end of its journal, effects, so that their requests stay harmless when
// they are sent again, and the lawsuit itself. Where the stored revision is not the
// one that it begins after, somebody else has written meanwhile, and nothing is stored.
func (s *Store) Restore(ctx context.Context, r models.Restoration) error {
	if err := sound(r.Lawsuit); err != nil {
		return err
	}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		before, err := lockHead(tx, r.Lawsuit.ID)
		if err != nil || before.Revision != r.From {
			return err
		}
		entries, after := chain(before, models.Recording{Lawsuit: r.Lawsuit, Entries: r.Entries})
		if err := project(tx, r.Lawsuit, before, after); err != nil {
			return err
		}
		if err := tx.Create(&entries).Error; err != nil {
			return err
		}
		for _, e := range r.Effects {
			row := effectRow{e.LawsuitID, e.Key, e.Act, e.Request, e.Username, document(e.Receipt), at(e.At)}
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, errAhead) { // written meanwhile
		return nil
	}
	return fault("restore "+r.Lawsuit.ID, err)
}

// Revision returns the stored revision of a lawsuit, 0 if there is none.
func (s *Store) Revision(ctx context.Context, lawsuitID string) (int64, error) {
	var h head
	err := s.read.WithContext(ctx).Model(&lawsuitRow{}).Where("id = ?", lawsuitID).Limit(1).Find(&h).Error
	return h.Revision, fault("revision of "+lawsuitID, err)
}

// Effect returns what was recorded under a key, and whether anything was.
func (s *Store) Effect(ctx context.Context, lawsuitID, key string) (models.Effect, bool, error) {
	var rows []effectRow
	err := s.keyed.WithContext(ctx).Where("lawsuit_id = ? AND key = ?", lawsuitID, key).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.Effect{}, false, fault("effect", err)
	}
	return rows[0].effect(), true, nil
}

// LastBeside returns what was last done by an act in a lawsuit under any key but one.
func (s *Store) LastBeside(ctx context.Context, lawsuitID, act, key string) (models.Effect, bool, error) {
	var rows []effectRow
	err := s.keyed.WithContext(ctx).Where("lawsuit_id = ? AND act = ? AND key <> ?", lawsuitID, act, key).Order("at DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.Effect{}, false, fault("last beside "+key, err)
	}
	return rows[0].effect(), true, nil
}

type effectRow struct {
	LawsuitID string `gorm:"primaryKey"`
	Key       string `gorm:"primaryKey"`
	Act       string
	Request   string
	Username  string
	Receipt   document
	At        instant
}

func (effectRow) TableName() string { return "effects" }

func (r effectRow) effect() models.Effect {
	return models.Effect{
		LawsuitID: r.LawsuitID,
		Key:       r.Key,
		Act:       r.Act,
		Request:   r.Request,
		Username:  r.Username,
		Receipt:   r.Receipt.raw(),
		At:        r.At.Time,
	}
}

// acceptable refuses a recording that could not be stored, or not found again.
func acceptable(rec models.Recording) error {
	if rec.Key == "" {
		return incomplete("请求标识")
	}
	if err := sound(rec.Lawsuit); err != nil {
		return err
	}
	for _, n := range rec.Notices {
		if n.Key == "" {
			return incomplete("通知标识")
		}
	}
	id := rec.Lawsuit.ID
	rec.Lawsuit = models.Lawsuit{} // is looked at where it is written out
	_, err := encode(rec)
	return fault("record "+id, err)
}

func sound(l models.Lawsuit) error {
	switch {
	case l.ID == "" || l.CaseNumber == "":
		return incomplete("案件编号")
	case l.Revision < 1:
		return incomplete("版本号")
	case len(l.File.Instances) == 0:
		return incomplete("审级")
	case l.OpenedAt.IsZero() || l.UpdatedAt.IsZero():
		return incomplete("时间")
	}
	return nil
}
