package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"yingsu/models"
)

// PutSeal keeps a seal with the lines that it stands for. Where its number is
// taken, because another process has sealed meanwhile, it is a Conflict and
// nothing is stored.
func (s *Store) PutSeal(ctx context.Context, seal models.Seal, lines []models.SealLine) error {
	rows := make([]sealLineRow, len(lines))
	for n, l := range lines {
		rows[n] = sealLineRow{seal.Number, string(l.Kind), l.Key, l.Part, l.N, l.Count, l.Sum}
	}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		err := tx.Create(&sealRow{seal.Number, at(seal.At), seal.Text, seal.Signature}).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		return tx.CreateInBatches(&rows, 500).Error
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return refuse(models.Conflict, "另一进程刚刚完成封存。")
	}
	return fault("put seal", err)
}

// Seals returns every seal, first one first.
func (s *Store) Seals(ctx context.Context) ([]models.Seal, error) {
	var rows []sealRow
	err := s.read.WithContext(ctx).Order("number").Find(&rows).Error
	seals := make([]models.Seal, len(rows))
	for n, row := range rows {
		seals[n] = row.seal()
	}
	return seals, fault("seals", err)
}

// SealOf returns the first seal that stands for a journal of so many entries,
// and whether there is one.
func (s *Store) SealOf(ctx context.Context, lawsuitID string, entries int) (models.Seal, bool, error) {
	var rows []sealRow
	err := s.read.WithContext(ctx).
		Where("number = (SELECT seal FROM seal_lines WHERE kind = 'journal' AND key = ? AND part = '' AND n = ?)", lawsuitID, entries).
		Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.Seal{}, false, fault("seal of "+lawsuitID, err)
	}
	return rows[0].seal(), true, nil
}

// Unsealed returns a line for everything in the ledger that no seal stands for
// as it is now.
func (s *Store) Unsealed(ctx context.Context) ([]models.SealLine, error) {
	var lines []models.SealLine
	for _, part := range []func(context.Context) ([]models.SealLine, error){
		s.unsealedLawsuits, s.unsealedHistories, s.unsealedProposals, s.unsealedLogs,
	} {
		more, err := part(ctx)
		if err != nil {
			return nil, fault("unsealed", err)
		}
		lines = append(lines, more...)
	}
	return lines, nil
}

// Totals counts what the ledger holds, by kind: what is sealed, and lines that
// are about to be.
func (s *Store) Totals(ctx context.Context, lines []models.SealLine) (map[string]int, error) {
	var sums []struct {
		Kind  string
		Total int
	}
	// Of a log the lines are counted; of things that are sealed again and again,
	// each once, as it is now.
	err := s.read.WithContext(ctx).Raw(`SELECT 'lawsuit' AS kind, COUNT(*) AS total FROM lawsuits
		UNION ALL SELECT 'journal', COALESCE(SUM(journal_count), 0) FROM lawsuits
		UNION ALL SELECT 'history', COUNT(*) FROM histories
		UNION ALL SELECT kind, SUM(count) FROM seal_lines WHERE kind IN ('attempt', 'outcome', 'effect', 'message', 'account') GROUP BY kind`).
		Scan(&sums).Error
	totals := make(map[string]int)
	for _, log := range models.SealedLogs {
		totals[string(log)] = 0 // said even so: the log is one that seals stand for
	}
	for _, sum := range sums {
		totals[sum.Kind] = sum.Total
	}
	for _, l := range lines {
		if slices.Contains(models.SealedLogs, l.Kind) {
			totals[string(l.Kind)] += int(l.Count)
		}
	}
	return totals, fault("totals", err)
}

// page is how many rows are read at once: so many that it is quick, and so few
// that the largest ledger needs little memory.
const page = 500

func (s *Store) unsealedLawsuits(ctx context.Context) ([]models.SealLine, error) {
	var lines []models.SealLine
	for last := ""; ; {
		var rows []struct {
			Lawsuit       lawsuitRow `gorm:"embedded"`
			JournalSealed bool
		}
		err := s.read.WithContext(ctx).Model(&lawsuitRow{}).
			Select("lawsuits.*, EXISTS (SELECT 1 FROM seal_lines WHERE kind = 'journal' AND key = lawsuits.id AND part = '' AND n = journal_count) AS journal_sealed").
			Where("id > ? AND NOT EXISTS (SELECT 1 FROM seal_lines WHERE kind = 'lawsuit' AND key = lawsuits.id AND n = revision)", last).
			Order("id").Limit(page).Find(&rows).Error
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			lines = append(lines, row.Lawsuit.line())
			if !row.JournalSealed {
				lines = append(lines, row.Lawsuit.journalLine())
			}
			last = row.Lawsuit.Summary.ID
		}
		if len(rows) < page {
			return lines, nil
		}
	}
}

func (s *Store) unsealedHistories(ctx context.Context) ([]models.SealLine, error) {
	var lines []models.SealLine
	// They are large: each is read by itself.
	var keys []historyRow
	err := s.read.WithContext(ctx).Select("lawsuit_id", "run_id").
		Where("NOT EXISTS (SELECT 1 FROM seal_lines WHERE kind = 'history' AND key = lawsuit_id AND part = run_id AND n = events)").
		Find(&keys).Error
	for _, key := range keys {
		var row historyRow
		if err := s.read.WithContext(ctx).Where("lawsuit_id = ? AND run_id = ?", key.LawsuitID, key.RunID).Take(&row).Error; err != nil {
			return nil, err
		}
		lines = append(lines, row.line())
	}
	return lines, err
}

func (r historyRow) line() models.SealLine {
	sum := sha256.Sum256(r.JSON)
	return models.SealLine{Kind: models.SealedHistory, Key: r.LawsuitID, Part: r.RunID, N: int64(r.Events), Count: 1, Sum: hex.EncodeToString(sum[:])}
}

func (s *Store) unsealedProposals(ctx context.Context) ([]models.SealLine, error) {
	var rows []proposalRow
	err := s.read.WithContext(ctx).Order("id").Find(&rows).Error
	if err != nil {
		return nil, err
	}
	var lines []models.SealLine
	for _, row := range rows {
		line := row.line()
		var sealed int64
		err := s.read.WithContext(ctx).Model(&sealLineRow{}).
			Where("kind = 'proposal' AND key = ? AND n = ?", line.Key, line.N).Count(&sealed).Error
		if err != nil {
			return nil, err
		}
		if sealed == 0 {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

func (r proposalRow) line() models.SealLine {
	line := models.SealLine{Kind: models.SealedProposal, Key: strconv.FormatInt(r.ID, 10), Count: 1}
	if r.State != string(models.Proposed) {
		line.N = 1
	}
	line.Sum = sumOf([]any{1, "proposal", r.ID, r.State, r.Proposal.raw(), r.Source, r.ProposedBy, r.ProposedAt.text(), r.DecidedBy, r.DecidedAt.text()})
	return line
}

func (s *Store) unsealedLogs(ctx context.Context) ([]models.SealLine, error) {
	var lines []models.SealLine
	for _, log := range logs {
		var from int64
		err := s.read.WithContext(ctx).Model(&sealLineRow{}).Select("COALESCE(MAX(n), 0)").Where("kind = ?", log.kind).Scan(&from).Error
		if err != nil {
			return nil, err
		}
		end, err := s.end(ctx, log)
		if err != nil {
			return nil, err
		}
		for from < end {
			line, err := log.seal(s.read.WithContext(ctx), from, end)
			if err != nil {
				return nil, err
			}
			lines = append(lines, line)
			from = line.N
		}
	}
	return lines, nil
}

// end returns the last number of a log, once nobody can be about to write a
// smaller one. On PostgreSQL numbers are given out before they are committed, so
// the log is held for the moment that it takes until its writers are through;
// each log by itself, or two could wait for each other. SQLite has one writer.
func (s *Store) end(ctx context.Context, log sealedLog) (end int64, err error) {
	err = s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if tx.Name() == "postgres" {
			if err := log.hold(tx).Error; err != nil {
				return err
			}
		}
		return log.last(tx).Scan(&end).Error
	})
	return end, err
}

// sumOf hashes values in their order. Like journalRow.sum, no form that is
// hashed here may change: another form needs another first value, and both kept.
func sumOf(values []any) string {
	text, err := json.Marshal(values)
	if err != nil { // a document that is no JSON: it was not written by us
		return "unreadable"
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

type sealRow struct {
	Number    int64 `gorm:"primaryKey;autoIncrement:false"`
	At        instant
	Text      string
	Signature string
}

func (sealRow) TableName() string { return "seals" }

func (r sealRow) seal() models.Seal {
	return models.Seal{Number: r.Number, At: r.At.Time, Text: r.Text, Signature: r.Signature}
}

type sealLineRow struct {
	Seal  int64
	Kind  string `gorm:"primaryKey"`
	Key   string `gorm:"primaryKey"`
	Part  string `gorm:"primaryKey"`
	N     int64  `gorm:"primaryKey;autoIncrement:false"`
	Count int64
	Sum   string
}

func (sealLineRow) TableName() string { return "seal_lines" }

func (r sealLineRow) line() models.SealLine {
	return models.SealLine{Seal: r.Seal, Kind: models.SealKind(r.Kind), Key: r.Key, Part: r.Part, N: r.N, Count: r.Count, Sum: r.Sum}
}
