package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yingsu/models"
)

// sealedLog is a table whose lines are numbered and never change. They are
// sealed by ranges, not chained one by one: the audit log gets a line before
// every act from many servers at once, which would all have to wait for the one
// end of a chain.
type sealedLog struct {
	kind models.SealKind
	// hold keeps writers out until the transaction ends.
	hold func(*gorm.DB) *gorm.DB
	last func(*gorm.DB) *gorm.DB
	// read returns the lines after a number, at most so many.
	read func(db *gorm.DB, after int64, limit int) ([]logLine, error)
}

// logLine is one line of a log.
type logLine struct {
	id   int64
	at   time.Time
	form []any // what is hashed of it; see sumOf
}

var logs = []sealedLog{
	{
		models.SealedAttempt,
		func(tx *gorm.DB) *gorm.DB { return tx.Exec("LOCK TABLE attempts IN SHARE MODE") },
		func(tx *gorm.DB) *gorm.DB { return tx.Raw("SELECT COALESCE(MAX(id), 0) FROM attempts") },
		linesOf(func(r attemptRow) logLine {
			return logLine{r.ID, r.At.Time, []any{1, "attempt", r.ID, r.At.text(), r.Username, r.Role, r.Unit, r.Address, r.Action, r.LawsuitID, r.Detail}}
		}),
	},
	{
		models.SealedOutcome,
		func(tx *gorm.DB) *gorm.DB { return tx.Exec("LOCK TABLE attempt_outcomes IN SHARE MODE") },
		func(tx *gorm.DB) *gorm.DB { return tx.Raw("SELECT COALESCE(MAX(id), 0) FROM attempt_outcomes") },
		linesOf(func(r outcomeRow) logLine {
			return logLine{r.ID, r.At.Time, []any{1, "outcome", r.ID, r.AttemptID, r.At.text(), r.Outcome, r.Code, r.Detail}}
		}),
	},
	{
		models.SealedEffect,
		func(tx *gorm.DB) *gorm.DB { return tx.Exec("LOCK TABLE effects IN SHARE MODE") },
		func(tx *gorm.DB) *gorm.DB { return tx.Raw("SELECT COALESCE(MAX(id), 0) FROM effects") },
		linesOf(func(r numberedEffectRow) logLine {
			e := r.Effect
			return logLine{r.ID, e.At.Time, []any{1, "effect", r.ID, e.LawsuitID, e.Key, e.Act, e.Request, e.Username, e.Receipt.raw(), e.At.text()}}
		}),
	},
	{
		models.SealedMessage,
		func(tx *gorm.DB) *gorm.DB { return tx.Exec("LOCK TABLE messages IN SHARE MODE") },
		func(tx *gorm.DB) *gorm.DB { return tx.Raw("SELECT COALESCE(MAX(id), 0) FROM messages") },
		linesOf(func(r messageRow) logLine { // but for when it was read
			return logLine{r.ID, r.At.Time, []any{1, "message", r.ID, r.UserID, r.LawsuitID, r.NoticeKey, r.Urgency, r.Title, r.Body, r.Article, r.Clock, r.Due.String(), r.At.text()}}
		}),
	},
	{
		models.SealedAccount,
		func(tx *gorm.DB) *gorm.DB { return tx.Exec("LOCK TABLE account_changes IN SHARE MODE") },
		func(tx *gorm.DB) *gorm.DB { return tx.Raw("SELECT COALESCE(MAX(id), 0) FROM account_changes") },
		linesOf(func(r accountChangeRow) logLine {
			return logLine{r.ID, r.At.Time, []any{1, "account", r.ID, r.Username, r.MadeBy, r.Deed, r.At.text()}}
		}),
	},
}

// numberedEffectRow is an effect with its number, for which only seals ask.
type numberedEffectRow struct {
	ID     int64
	Effect effectRow `gorm:"embedded"`
}

func (numberedEffectRow) TableName() string { return "effects" }

func linesOf[Row any](line func(Row) logLine) func(*gorm.DB, int64, int) ([]logLine, error) {
	return func(db *gorm.DB, after int64, limit int) ([]logLine, error) {
		var rows []Row
		err := db.Where("id > ?", after).Order("id").Limit(limit).Find(&rows).Error
		lines := make([]logLine, len(rows))
		for n, row := range rows {
			lines[n] = line(row)
		}
		return lines, err
	}
}

// rangeSize is how many lines of a log share one hash: a change is found to be
// among so many. Ranges that are sealed keep the size that they were sealed with.
const rangeSize = 500

// seal returns the line that seals what comes after a number, up to end or
// to as many lines as share one hash.
func (log sealedLog) seal(db *gorm.DB, after, end int64) (models.SealLine, error) {
	lines, err := log.read(db, after, rangeSize)
	if err != nil {
		return models.SealLine{}, err
	}
	for n, l := range lines {
		if l.id > end {
			lines = lines[:n]
			break
		}
	}
	if len(lines) == rangeSize {
		end = lines[rangeSize-1].id
	}
	return models.SealLine{
		Kind: log.kind, Key: strconv.FormatInt(after, 10), N: end, Count: int64(len(lines)), Sum: sumOfLines(lines),
	}, nil
}

func sumOfLines(lines []logLine) string {
	sum := sha256.New()
	for _, l := range lines {
		text, err := json.Marshal(l.form)
		if err != nil {
			text = fmt.Appendf(nil, "unreadable %d", l.id) // a receipt that is no JSON: it was not written by us
		}
		sum.Write(append(text, '\n'))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// SealedRanges calls with every sealed range of a log, in their order, and with
// what the log holds of it now.
func (s *Store) SealedRanges(ctx context.Context, kind models.SealKind, each func(sealed, now models.SealLine) error) error {
	log := logNamed(kind)
	for last := int64(-1); ; {
		var rows []sealLineRow
		db := s.read.WithContext(ctx)
		if err := db.Where("kind = ? AND n > ?", string(kind), last).Order("n").Limit(page).Find(&rows).Error; err != nil {
			return fault("sealed ranges", err)
		}
		for _, row := range rows {
			now, err := log.now(db, row)
			if err != nil {
				return fault("sealed ranges", err)
			}
			if err := each(row.line(), now); err != nil {
				return err
			}
			last = row.N
		}
		if len(rows) < page {
			return nil
		}
	}
}

// now returns what the log holds of a sealed range.
func (log sealedLog) now(db *gorm.DB, sealed sealLineRow) (models.SealLine, error) {
	after, err := strconv.ParseInt(sealed.Key, 10, 64)
	if err != nil {
		after = sealed.N // the line itself was changed: nothing is in its range
	}
	var lines []logLine
	// One more than was sealed shows that something was put in between.
	if lines, err = log.read(db, after, int(max(sealed.Count, 0))+1); err != nil {
		return models.SealLine{}, err
	}
	for n, l := range lines {
		if l.id > sealed.N {
			lines = lines[:n]
			break
		}
	}
	now := sealed.line()
	now.Count, now.Sum = int64(len(lines)), sumOfLines(lines)
	return now, nil
}

// Backdated returns how many lines of a log were written after it was sealed up
// to a number, and yet say that they are older than an instant.
func (s *Store) Backdated(ctx context.Context, kind models.SealKind, after int64, than time.Time) (found int, err error) {
	log := logNamed(kind)
	for {
		lines, err := log.read(s.read.WithContext(ctx), after, page)
		if err != nil {
			return found, fault("backdated", err)
		}
		for _, l := range lines {
			if l.at.Before(than) {
				found++
			}
			after = l.id
		}
		if len(lines) < page {
			return found, nil
		}
	}
}

func logNamed(kind models.SealKind) sealedLog {
	for _, log := range logs {
		if log.kind == kind {
			return log
		}
	}
	panic("store: no log is named " + string(kind))
}
