package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// Journal returns a lawsuit's journal, first entry first. It is NotFound where
// the viewer may not read the lawsuit.
func (s *Store) Journal(ctx context.Context, viewer models.Actor, id string) ([]models.Entry, error) {
	db := s.read.WithContext(ctx)
	seen := db.Model(&lawsuitRow{}).Select("lawsuits.id").Scopes(visibleTo(viewer)).Where("lawsuits.id = ?", id)
	entries, err := journalOf(db.Where("lawsuit_id IN (?)", seen), id)
	if err == nil && len(entries) == 0 {
		err = mustSee(db, viewer, id)
	}
	return entries, fault("journal", err)
}

// Done returns the acts that have made a lawsuit's file, in their order. It is
// for judging and not for showing: it knows no viewer.
func (s *Store) Done(ctx context.Context, id string) ([]models.Done, error) {
	entries, err := journalOf(s.read.WithContext(ctx), id)
	return models.DoneIn(entries), fault("acts done", err)
}

func journalOf(db *gorm.DB, id string) ([]models.Entry, error) {
	var rows []journalRow
	if err := db.Where("lawsuit_id = ?", id).Order("seq").Find(&rows).Error; err != nil {
		return nil, err
	}
	entries := make([]models.Entry, len(rows))
	for n, row := range rows {
		entries[n] = row.entry()
	}
	return entries, nil
}

// chain numbers the entries of a recording and ties each to the one before it.
// It returns their rows and the head that the journal then has.
func chain(before head, rec models.Recording) ([]journalRow, head) {
	after := before
	after.Revision = rec.Lawsuit.Revision
	rows := make([]journalRow, len(rec.Entries))
	for n, entry := range rec.Entries {
		if entry.At.IsZero() {
			entry.At = rec.Lawsuit.UpdatedAt
		}
		row := journalRowOf(entry)
		row.LawsuitID = rec.Lawsuit.ID
		row.Seq = after.JournalCount + 1
		row.PrevHash = after.JournalHash
		row.Hash = row.sum()
		after.JournalCount, after.JournalHash = row.Seq, row.Hash
		rows[n] = row
	}
	return rows, after
}

// sum returns the hash of everything else in the row. The form that is hashed
// may never change, or no journal written before would verify: another form
// needs another value of v, and both kept.
func (r journalRow) sum() string {
	text, err := json.Marshal(struct {
		V         int             `json:"v"`
		LawsuitID string          `json:"lawsuit_id"`
		Seq       int64           `json:"seq"`
		At        string          `json:"at"`
		CivilOn   string          `json:"civil_on"`
		Kind      string          `json:"kind"`
		Name      string          `json:"name"`
		Title     string          `json:"title"`
		Article   string          `json:"article"`
		Username  string          `json:"actor_username"`
		ActorName string          `json:"actor_name"`
		Role      string          `json:"actor_role"`
		Unit      string          `json:"actor_unit"`
		Text      string          `json:"text"`
		Detail    json.RawMessage `json:"detail"`
		PrevHash  string          `json:"prev_hash"`
		Law       int             `json:"law,omitempty"` // none in the lines from before the law had a number
		Continues string          `json:"actor_continues,omitempty"`
	}{
		1, r.LawsuitID, r.Seq, r.At.Format(instantLayout), r.CivilOn.String(), r.Kind, r.Name, r.Title, r.Article,
		r.ActorUsername, r.ActorName, r.ActorRole, r.ActorUnit, r.Text, r.Detail.raw(), r.PrevHash, r.Law, r.ActorContinues,
	})
	if err != nil { // only a detail that is no JSON, which never was written: it matches no hash
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// VerifyJournal recomputes the chain of one lawsuit's journal. It is a
// *BrokenChain where an entry was changed, removed or reordered, or the end cut
// off, and NotFound where there is no such lawsuit. Examine looks at more.
func (s *Store) VerifyJournal(ctx context.Context, id string) error {
	x, err := s.Examine(ctx, id)
	switch {
	case err != nil:
		return err
	case !x.Stored && len(x.Journal) == 0:
		return noLawsuit()
	case x.Broken != nil:
		return x.Broken
	}
	return nil
}

func verify(ends head, rows []journalRow) *BrokenChain {
	var last head
	for _, row := range rows {
		switch {
		case row.Seq != last.JournalCount+1:
			return &BrokenChain{Seq: last.JournalCount + 1, Detail: fmt.Sprintf("缺少第%d条记录", last.JournalCount+1)}
		case row.PrevHash != last.JournalHash:
			return &BrokenChain{Seq: row.Seq, Detail: fmt.Sprintf("第%d条记录与前一条不衔接", row.Seq)}
		case row.Hash != row.sum():
			return &BrokenChain{Seq: row.Seq, Detail: fmt.Sprintf("第%d条记录的内容被改动", row.Seq)}
		}
		last.JournalCount, last.JournalHash = row.Seq, row.Hash
	}
	if ends.JournalCount != last.JournalCount || ends.JournalHash != last.JournalHash {
		return &BrokenChain{Seq: last.JournalCount + 1, Detail: fmt.Sprintf("应有%d条记录，实有%d条，或末条被替换", ends.JournalCount, last.JournalCount)}
	}
	return nil
}

type journalRow struct {
	LawsuitID      string `gorm:"primaryKey"`
	Seq            int64  `gorm:"primaryKey;autoIncrement:false"`
	At             instant
	CivilOn        day
	Law            int
	Kind           string
	Name           string
	Title          string
	Article        string
	ActorUsername  string
	ActorName      string
	ActorRole      string
	ActorUnit      string
	ActorContinues string // one unit a line
	Text           string
	Detail         document
	PrevHash       string
	Hash           string
}

func (journalRow) TableName() string { return "journal" }

func journalRowOf(e models.Entry) journalRow {
	return journalRow{
		At:             at(e.At),
		CivilOn:        day{e.CivilOn},
		Law:            int(e.Law),
		Kind:           string(e.Kind),
		Name:           e.Name,
		Title:          e.Title,
		Article:        e.Article,
		ActorUsername:  e.Actor.Username,
		ActorName:      e.Actor.Name,
		ActorRole:      string(e.Actor.Role),
		ActorUnit:      e.Actor.Unit,
		ActorContinues: strings.Join(e.Actor.Continues, "\n"),
		Text:           e.Text,
		Detail:         document(e.Detail),
	}
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func (r journalRow) entry() models.Entry {
	return models.Entry{
		LawsuitID: r.LawsuitID,
		Seq:       r.Seq,
		At:        r.At.Time,
		CivilOn:   r.CivilOn.Date,
		Law:       measures.Logic(r.Law),
		Kind:      models.EntryKind(r.Kind),
		Name:      r.Name,
		Title:     r.Title,
		Article:   r.Article,
		Actor: models.Actor{
			Username:  r.ActorUsername,
			Name:      r.ActorName,
			Role:      models.Role(r.ActorRole),
			Unit:      r.ActorUnit,
			Continues: lines(r.ActorContinues),
		},
		Text:     r.Text,
		Detail:   r.Detail.raw(),
		PrevHash: r.PrevHash,
		Hash:     r.Hash,
	}
}
