package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"yingsu/models"
)

// Examined is everything that the ledger says of one lawsuit, as far as its
// parts can be held against each other and against what was sealed.
type Examined struct {
	ID      string
	Stored  bool // there is a lawsuit with this id
	Lawsuit models.Lawsuit
	Journal []models.Entry
	Broken  *BrokenChain // what is wrong with the journal by itself; nil if nothing
	// Contradicts names the tables and columns that lists are made from, where
	// they say something else than the lawsuit.
	Contradicts []string
	Histories   []models.History
	Now         []models.SealLine // what a seal would say of it today
	Sealed      []models.SealLine // what seals have said of it
}

// VerifyAll verifies every journal. It returns how many it looked at, and all
// broken ones joined in one error.
func (s *Store) VerifyAll(ctx context.Context) (n int, err error) {
	var broken []error
	err = s.EachLawsuit(ctx, func(x Examined) error {
		if n++; x.Broken != nil {
			broken = append(broken, x.Broken)
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	return n, errors.Join(broken...)
}

// EachLawsuit examines every lawsuit that is stored, or of which there is a
// journal, or that was sealed, in the order of their ids.
func (s *Store) EachLawsuit(ctx context.Context, look func(Examined) error) error {
	for last := ""; ; {
		ids, err := s.lawsuitIDs(ctx, last)
		if err != nil {
			return err
		}
		for _, id := range ids {
			x, err := s.Examine(ctx, id)
			if err != nil {
				return err
			}
			if err := look(x); err != nil {
				return err
			}
			last = id
		}
		if len(ids) < page {
			return nil
		}
	}
}

// lawsuitIDs returns a page of ids.
func (s *Store) lawsuitIDs(ctx context.Context, after string) ([]string, error) {
	var ids []string
	err := s.read.WithContext(ctx).Raw(`SELECT id FROM lawsuits WHERE id > ?
		UNION SELECT lawsuit_id FROM journal WHERE lawsuit_id > ?
		UNION SELECT key FROM seal_lines WHERE kind IN ('lawsuit', 'journal', 'history') AND key > ?
		ORDER BY 1 LIMIT ?`, after, after, after, page).Scan(&ids).Error
	return ids, fault("lawsuit ids", err)
}

// Examine reads one lawsuit, for judging and not for showing: it knows no
// viewer. It returns what it finds of one that is not stored.
func (s *Store) Examine(ctx context.Context, id string) (Examined, error) {
	x := Examined{ID: id}
	// In one snapshot, or an entry recorded meanwhile would look like a fraud.
	err := s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var rows []lawsuitRow
		if err := tx.Where("id = ?", id).Limit(1).Find(&rows).Error; err != nil {
			return err
		}
		if err := x.readJournal(tx, rows); err != nil {
			return err
		}
		if err := x.readHistories(tx); err != nil {
			return err
		}
		if len(rows) == 1 {
			if err := x.readLawsuit(tx, rows[0]); err != nil {
				return err
			}
		}
		return x.readSealed(tx)
	}, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	return x, fault("examine "+id, err)
}

func (x *Examined) readJournal(tx *gorm.DB, lawsuits []lawsuitRow) error {
	var rows []journalRow
	if err := tx.Where("lawsuit_id = ?", x.ID).Order("seq").Find(&rows).Error; err != nil {
		return err
	}
	for _, row := range rows {
		x.Journal = append(x.Journal, row.entry())
	}
	var ends head
	for _, l := range lawsuits {
		ends = head{JournalCount: l.JournalCount, JournalHash: l.JournalHash}
	}
	if x.Broken = verify(ends, rows); x.Broken != nil {
		x.Broken.LawsuitID = x.ID
	}
	return nil
}

func (x *Examined) readHistories(tx *gorm.DB) error {
	var rows []historyRow
	if err := tx.Where("lawsuit_id = ?", x.ID).Order("at, run_id").Find(&rows).Error; err != nil {
		return err
	}
	for _, row := range rows {
		x.Histories = append(x.Histories, row.history())
		x.Now = append(x.Now, row.line())
	}
	return nil
}

func (x *Examined) readLawsuit(tx *gorm.DB, row lawsuitRow) (err error) {
	x.Stored = true
	x.Now = append(x.Now, row.line(), row.journalLine())
	if x.Lawsuit, err = row.lawsuit(); err != nil {
		x.Contradicts = []string{"lawsuits.lawsuit"} // no lawsuit can be read from it
		x.Lawsuit.CaseNumber, x.Lawsuit.Closed = row.Summary.CaseNumber, row.Summary.Closed
		return nil
	}
	x.Contradicts = row.contradicts(x.Lawsuit)
	return x.compareDerived(tx, row.IsCounted)
}

// contradicts names the columns of the row that do not follow from the lawsuit.
func (r lawsuitRow) contradicts(l models.Lawsuit) []string {
	var wrong []string
	differs := func(column string, same bool) {
		if !same {
			wrong = append(wrong, "lawsuits."+column)
		}
	}
	is := r.Summary
	want, err := summaryOf(l)
	differs("lawsuit", err == nil)
	differs("id", l.ID == is.ID)
	differs("revision", is.Revision == want.Revision)
	differs("case_number", is.CaseNumber == want.CaseNumber)
	differs("closed", is.Closed == want.Closed)
	differs("stage", is.Stage == want.Stage)
	differs("court", is.Court == want.Court)
	differs("cause", is.Cause == want.Cause)
	differs("matter", is.Matter == want.Matter)
	differs("plaintiffs", is.Plaintiffs == want.Plaintiffs)
	differs("defendants", is.Defendants == want.Defendants)
	differs("lead", is.Lead == want.Lead)
	var parts []models.UnitPart
	differs("parts", is.Parts.decode(&parts) == nil && slices.Equal(parts, partsOf(unitsOf(l)))) // says who may see it
	differs("lost", is.Lost == want.Lost)
	differs("next_safe", is.NextSafe == want.NextSafe)
	differs("served_on", is.ServedOn == want.ServedOn)
	differs("outcome", is.Outcome == want.Outcome || is.Outcome == "") // nobody has looked for it in what was put on file in words of former times
	return wrong
}

// compareDerived looks at the rows in other tables: who may see the lawsuit, what
// it is found by, and the clocks that the sweep goes by.
func (x *Examined) compareDerived(tx *gorm.DB, isCounted bool) error {
	var units []unitRow
	var numbers []caseNumberRow
	var duties []dutyRow
	var links []linkRow
	var waits []waitRow
	var sittings []sittingRow
	var counted []statisticRow
	for _, err := range []error{
		tx.Where("lawsuit_id = ?", x.ID).Order("position").Find(&units).Error,
		tx.Where("lawsuit_id = ?", x.ID).Order("folded").Find(&numbers).Error,
		tx.Where("lawsuit_id = ?", x.ID).Order("position, office").Find(&duties).Error,
		tx.Where("lawsuit_id = ?", x.ID).Order("kind, folded").Find(&links).Error,
		tx.Where("lawsuit_id = ?", x.ID).Find(&waits).Error,
		tx.Where("lawsuit_id = ?", x.ID).Order("position").Find(&sittings).Error,
		tx.Where("lawsuit_id = ?", x.ID).Order("position").Find(&counted).Error,
	} {
		if err != nil {
			return err
		}
	}
	if !slices.Equal(units, unitsOf(x.Lawsuit)) {
		x.Contradicts = append(x.Contradicts, "lawsuit_units")
	}
	if !slices.Equal(links, linksOf(x.Lawsuit)) {
		x.Contradicts = append(x.Contradicts, "lawsuit_links")
	}
	byAct := func(a, b waitRow) int { return strings.Compare(a.Act, b.Act) }
	if !slices.Equal(slices.SortedFunc(slices.Values(waits), byAct), slices.SortedFunc(slices.Values(waitsOf(x.Lawsuit)), byAct)) {
		x.Contradicts = append(x.Contradicts, "waits")
	}
	if !slices.Equal(sittings, sittingsOf(x.Lawsuit)) {
		x.Contradicts = append(x.Contradicts, "sittings")
	}
	if isCounted && !slices.Equal(counted, statisticsOf(x.Lawsuit)) {
		x.Contradicts = append(x.Contradicts, "statistics")
	}
	if !slices.Equal(numbers, numbersOf(x.Lawsuit)) {
		x.Contradicts = append(x.Contradicts, "case_numbers")
	}
	want := dutiesIn(x.Lawsuit, unitsOf(x.Lawsuit))
	slices.SortFunc(want, func(a, b dutyRow) int { return cmp.Or(a.Position-b.Position, strings.Compare(a.Office, b.Office)) })
	same := slices.EqualFunc(duties, want, func(a, b dutyRow) bool {
		a.RungAt, b.RungAt = instant{}, instant{}
		return a == b
	})
	if !same {
		x.Contradicts = append(x.Contradicts, "duties")
	}
	return nil
}

func (x *Examined) readSealed(tx *gorm.DB) error {
	var rows []sealLineRow
	err := tx.Where("kind IN ('lawsuit', 'journal', 'history') AND key = ?", x.ID).Order("kind, part, n").Find(&rows).Error
	for _, row := range rows {
		x.Sealed = append(x.Sealed, row.line())
	}
	return err
}

// SealLines returns the lines that a seal stands for.
func (s *Store) SealLines(ctx context.Context, number int64) ([]models.SealLine, error) {
	var rows []sealLineRow
	err := s.read.WithContext(ctx).Where("seal = ?", number).Find(&rows).Error
	lines := make([]models.SealLine, len(rows))
	for n, row := range rows {
		lines[n] = row.line()
	}
	return lines, fault("seal lines", err)
}

// SealedProposals returns what seals have said of changes of the law, and what
// each of those changes is now: the zero line where it is gone.
func (s *Store) SealedProposals(ctx context.Context) (sealed, now []models.SealLine, err error) {
	var lines []sealLineRow
	var rows []proposalRow
	db := s.read.WithContext(ctx)
	if err := db.Where("kind = 'proposal'").Order("key, n").Find(&lines).Error; err != nil {
		return nil, nil, fault("sealed proposals", err)
	}
	if err := db.Order("id").Find(&rows).Error; err != nil {
		return nil, nil, fault("sealed proposals", err)
	}
	for _, line := range lines {
		at := slices.IndexFunc(rows, func(r proposalRow) bool { return strconv.FormatInt(r.ID, 10) == line.Key })
		sealed = append(sealed, line.line())
		if at < 0 {
			now = append(now, models.SealLine{})
		} else {
			now = append(now, rows[at].line())
		}
	}
	return sealed, now, nil
}

func (r lawsuitRow) line() models.SealLine {
	return models.SealLine{Kind: models.SealedLawsuit, Key: r.Summary.ID, Part: r.Summary.CaseNumber, N: r.Summary.Revision, Count: 1, Sum: r.sealedSum()}
}

func (r lawsuitRow) journalLine() models.SealLine {
	return models.SealLine{Kind: models.SealedJournal, Key: r.Summary.ID, N: r.JournalCount, Count: r.JournalCount, Sum: r.JournalHash}
}

// sealedSum is the hash of what is on file, as it was written; without when it
// reminds next, which is put right at times and is no fact.
func (r lawsuitRow) sealedSum() string {
	var members map[string]json.RawMessage
	if r.Lawsuit.decode(&members) != nil { // is no lawsuit at all: hashed as it is
		return sumOf([]any{1, "lawsuit", r.Summary.ID, string(r.Lawsuit)})
	}
	delete(members, "NextRungs")
	return sumOf([]any{1, "lawsuit", r.Summary.ID, r.Summary.Revision, members, r.OpenedKey, r.Summary.OpenedAt.text(), r.Summary.UpdatedAt.text()})
}
