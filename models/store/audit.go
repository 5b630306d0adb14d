package store

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"gorm.io/gorm"

	"yingsu/models"
)

// Audit writes down that somebody is about to try something, and returns the
// line's id for SettleAttempt. The log is append-only, so what becomes of an
// attempt is a row of its own.
func (s *Store) Audit(ctx context.Context, a models.Attempt) (int64, error) {
	row := attemptRow{
		At:        orNow(a.At),
		Username:  storable(a.Username),
		Role:      string(a.Role),
		Unit:      storable(a.Unit),
		Address:   storable(a.Address),
		Action:    storable(a.Action),
		LawsuitID: storable(a.LawsuitID),
		Detail:    storable(a.Detail),
	}
	err := s.write.WithContext(ctx).Create(&row).Error
	return row.ID, fault("audit", err)
}

// SettleAttempt adds what came of an attempt: done, refused, failed or unknown.
// It may be called again when an unknown outcome becomes known; the last one
// counts, and all are kept.
func (s *Store) SettleAttempt(ctx context.Context, id int64, outcome, code, detail string) error {
	return fault("settle attempt", s.write.WithContext(ctx).Create(&outcomeRow{
		AttemptID: id,
		At:        at(time.Now()),
		Outcome:   outcome,
		Code:      code,
		Detail:    storable(detail),
	}).Error)
}

// Audited does something and keeps the record of it: that it was tried, before
// anything else happens, and what came of it. Without the first line nothing is done.
// do is handed that line, and tells whether it was settled in the transaction that did
// what was asked.
//
// The caller may be gone by the time the outcome is known; it is recorded all the same.
// Where it cannot be, the line still says that it was tried, and what was done is done.
func (s *Store) Audited(ctx context.Context, attempt models.Attempt, do func(line int64) (settled bool, err error)) error {
	line, err := s.Audit(ctx, attempt)
	if err != nil {
		return err
	}
	settled, err := do(line)
	if err == nil && settled {
		return nil
	}
	outcome, code, detail := outcomeOf(err)
	if unsettled := s.SettleAttempt(context.WithoutCancel(ctx), line, outcome, code, detail); unsettled != nil {
		slog.ErrorContext(ctx, "an attempt's outcome was not recorded", "attempt", line, "outcome", outcome, "error", unsettled)
	}
	return err
}

// outcomeOf puts into the words of the audit log what came of an attempt. Of a refusal
// it says more than people were told, where there is more to it: which of a name and a
// password was wrong.
func outcomeOf(err error) (outcome, code, detail string) {
	var refusal *models.Error
	switch {
	case err == nil:
		return "done", "", ""
	case !errors.As(err, &refusal):
		return "failed", "", err.Error()
	case err.Error() != refusal.Error():
		return "refused", string(refusal.Code), err.Error()
	}
	return "refused", string(refusal.Code), refusal.Detail
}

// settleDone adds to a recording's attempt that it was done. A line that is not
// there, because the ledger was restored to a moment before it, is no reason to
// refuse what the workflow holds.
func settleDone(tx *gorm.DB, rec models.Recording) error {
	if rec.Attempt == 0 {
		return nil
	}
	return tx.Exec(`INSERT INTO attempt_outcomes (attempt_id, at, outcome, code, detail)
		SELECT id, ?, 'done', '', '' FROM attempts WHERE id = ?`, at(rec.Lawsuit.UpdatedAt), rec.Attempt).Error
}

// TriedBeforeVouchers tells whether the audit log has a wish as its line of that number,
// from before the first voucher was made, and does not say that it was refused. A server
// wrote it, which knew who they were: what it passed on, and what an upgrade found
// under way, bears no voucher and is carried out all the same, once.
func (s *Store) TriedBeforeVouchers(ctx context.Context, w models.Wish, attempt int64) (bool, error) {
	since, err := s.VouchedSince(ctx)
	if err != nil {
		return false, err
	}
	lawsuit := w.LawsuitID
	if w.File != "" {
		lawsuit = "" // it was not there yet
	}
	var n int64
	err = s.read.WithContext(ctx).Model(&attemptRow{}).
		Where("id = ? AND at < ? AND lawsuit_id = ? AND action = ?", attempt, at(since), lawsuit, w.Act).
		Where("username = ? AND role = ? AND unit = ?", w.By.Username, string(w.By.Role), w.By.Unit).
		Where(`EXISTS (SELECT 1 FROM effects WHERE lawsuit_id = ? AND key = ? AND request = ?) OR NOT EXISTS (SELECT 1 FROM attempt_outcomes
			WHERE attempt_id = attempts.id AND (outcome = 'done' OR outcome = 'refused' AND code NOT IN ?))`,
			w.LawsuitID, w.Key, w.Request, []string{string(models.Unknown), string(models.Unavailable)}).
		Count(&n).Error
	return n == 1, fault("tried before vouchers", err)
}

// Attempts returns lines of the audit log, last one first. One that is not
// settled has the outcome "tried".
func (s *Store) Attempts(ctx context.Context, filter models.AttemptFilter) ([]models.Attempt, error) {
	var rows []struct {
		Attempt       attemptRow `gorm:"embedded"`
		Outcome       string
		Code          string
		OutcomeDetail string
	}
	err := s.read.WithContext(ctx).Model(&attemptRow{}).
		Select("attempts.*, COALESCE(last.outcome, 'tried') AS outcome, COALESCE(last.code, '') AS code, COALESCE(last.detail, '') AS outcome_detail").
		Joins("LEFT JOIN attempt_outcomes AS last ON last.id = (SELECT MAX(id) FROM attempt_outcomes WHERE attempt_id = attempts.id)").
		Scopes(attemptsMatching(filter)).
		Order("attempts.id DESC").Limit(clamp(filter.Limit, 100, 500)).Find(&rows).Error
	if err != nil {
		return nil, fault("attempts", err)
	}
	list := make([]models.Attempt, len(rows))
	for n, row := range rows {
		list[n] = row.Attempt.attempt()
		list[n].Outcome, list[n].Code = row.Outcome, row.Code
		if row.OutcomeDetail != "" {
			list[n].Detail = row.OutcomeDetail
		}
	}
	return list, nil
}

func attemptsMatching(f models.AttemptFilter) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		if f.Username != "" {
			db = db.Where("attempts.username = ?", f.Username)
		}
		if f.Action != "" {
			db = db.Where("attempts.action = ?", f.Action)
		}
		if f.LawsuitID != "" {
			db = db.Where("attempts.lawsuit_id = ?", f.LawsuitID)
		}
		if f.Outcome != "" {
			db = db.Where("COALESCE(last.outcome, 'tried') = ?", f.Outcome)
		}
		if !f.From.IsZero() {
			db = db.Where("attempts.at >= ?", at(f.From.At(0, 0)))
		}
		if !f.To.IsZero() {
			db = db.Where("attempts.at < ?", at(f.To.AddDays(1).At(0, 0)))
		}
		if f.Before > 0 {
			db = db.Where("attempts.id < ?", f.Before)
		}
		return db
	}
}

// storable makes any text one that can be stored: what an attacker typed has
// to get into the log, and may be anything, and so may what another program answered.
func storable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}

type attemptRow struct {
	ID        int64 `gorm:"primaryKey"`
	At        instant
	Username  string
	Role      string
	Unit      string
	Address   string
	Action    string
	LawsuitID string
	Detail    string
}

func (attemptRow) TableName() string { return "attempts" }

func (r attemptRow) attempt() models.Attempt {
	return models.Attempt{
		ID:        r.ID,
		At:        r.At.Time,
		Username:  r.Username,
		Role:      models.Role(r.Role),
		Unit:      r.Unit,
		Address:   r.Address,
		Action:    r.Action,
		LawsuitID: r.LawsuitID,
		Detail:    r.Detail,
	}
}

type outcomeRow struct {
	ID        int64 `gorm:"primaryKey"`
	AttemptID int64
	At        instant
	Outcome   string
	Code      string
	Detail    string
}

func (outcomeRow) TableName() string { return "attempt_outcomes" }
