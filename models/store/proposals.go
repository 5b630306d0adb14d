package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Law returns the law as it stands: the notices and editions that the program
// knows, and what has been confirmed since, in the order in which it was.
func (s *Store) Law(ctx context.Context) (models.Law, error) {
	law := models.Law{Calendar: calendar.Builtin(), Editions: measures.Editions}
	var rows []proposalRow
	err := s.keyed.WithContext(ctx).Where("state = ?", string(models.Confirmed)).Order("decided_at, id").Find(&rows).Error
	for _, row := range rows {
		p, decodeErr := row.whole()
		if decodeErr != nil {
			return law, fault("law", decodeErr)
		}
		law = law.With(p)
	}
	return law, fault("law", err)
}

// Proposals returns what has been proposed, the last first.
func (s *Store) Proposals(ctx context.Context) ([]models.Proposal, error) {
	var rows []proposalRow
	if err := s.read.WithContext(ctx).Order("id DESC").Limit(500).Find(&rows).Error; err != nil {
		return nil, fault("proposals", err)
	}
	list := make([]models.Proposal, len(rows))
	for n, row := range rows {
		var err error
		if list[n], err = row.whole(); err != nil {
			return nil, fault("proposals", err)
		}
	}
	return list, nil
}

// Proposal returns one proposal, or NotFound.
func (s *Store) Proposal(ctx context.Context, id int64) (models.Proposal, error) {
	var rows []proposalRow
	if err := s.read.WithContext(ctx).Where("id = ?", id).Limit(1).Find(&rows).Error; err != nil {
		return models.Proposal{}, fault("proposal", err)
	}
	if len(rows) == 0 {
		return models.Proposal{}, noProposal()
	}
	p, err := rows[0].whole()
	return p, fault("proposal", err)
}

func noProposal() error {
	return refuse(models.NotFound, "没有这项变更，请到日历管理中查看现有的变更。")
}

// Propose keeps a proposal and returns its number.
func (s *Store) Propose(ctx context.Context, p models.Proposal) (int64, error) {
	text, err := encode(proposalDocument{p.Year, p.Closure, p.Edition, p.Restart})
	if err != nil {
		return 0, fault("propose", err)
	}
	row := proposalRow{State: string(models.Proposed), Proposal: text, Source: p.Source, ProposedBy: p.ProposedBy, ProposedAt: at(p.ProposedAt)}
	err = s.write.WithContext(ctx).Create(&row).Error
	return row.ID, fault("propose", err)
}

// Decide confirms or withdraws a proposal. Whoever proposed it cannot confirm
// it; what has been decided stays decided; and what was proposed before another change
// of the same was confirmed does not undo that.
func (s *Store) Decide(ctx context.Context, id int64, state models.ProposalState, by string, now time.Time) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if state == models.Confirmed {
			if err := overtaken(tx, id); err != nil {
				return err
			}
		}
		query := tx.Model(&proposalRow{}).Where("id = ? AND state = ?", id, string(models.Proposed))
		if state == models.Confirmed {
			query = query.Where("proposed_by <> ?", by)
		}
		done := query.Updates(map[string]any{"state": string(state), "decided_by": by, "decided_at": at(now)})
		if done.Error != nil || done.RowsAffected == 1 {
			return done.Error
		}
		return undecided(tx, id)
	})
	return fault("decide", err)
}

// overtaken refuses a proposal after which another one of the same was confirmed: its
// proposer had not seen that. Whoever confirms another one now waits.
func overtaken(tx *gorm.DB, id int64) error {
	var rows []proposalRow
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("state <> ?", string(models.Withdrawn)).Order("id").Find(&rows).Error
	at := slices.IndexFunc(rows, func(r proposalRow) bool { return r.ID == id })
	if err != nil || at < 0 || rows[at].State != string(models.Proposed) {
		return err // what cannot be decided at all is told by undecided
	}
	own, err := rows[at].whole()
	if err != nil {
		return err
	}
	for _, row := range rows {
		other, err := row.whole()
		if err != nil {
			return err
		}
		if other.State == models.Confirmed && !other.DecidedAt.Before(own.ProposedAt) && own.Competes(other) {
			return refuse(models.NotOpen, fmt.Sprintf("本项提出之后，同一内容的另一项变更（第%d项，%s）已经确认，现在确认本项会把它改回去。请撤回本项；仍需改动的，对照现行内容重新提出。", other.ID, other.Title()))
		}
	}
	return nil
}

// undecided says why a proposal could not be decided.
func undecided(tx *gorm.DB, id int64) error {
	var rows []proposalRow
	if err := tx.Where("id = ?", id).Limit(1).Find(&rows).Error; err != nil {
		return err
	}
	switch {
	case len(rows) == 0:
		return noProposal()
	case rows[0].State == string(models.Proposed):
		return refuse(models.Forbidden, "变更须由第二人确认，您是提出人，请由另一名系统管理员或者区司法局负责人核对原文后确认。")
	}
	return refuse(models.NotOpen, "这项变更"+models.ProposalState(rows[0].State).Title()+"，不能再次办理。")
}

// Behind returns the case numbers of the open lawsuits whose clocks were last
// counted with another edition of the calendar.
func (s *Store) Behind(ctx context.Context, edition string) ([]string, error) {
	var numbers []string
	err := s.read.WithContext(ctx).Model(&lawsuitRow{}).
		Where("NOT closed AND (calendar_edition < ? OR calendar_edition > ?)", edition, edition).Order("id").Pluck("case_number", &numbers).Error
	return numbers, fault("lawsuits behind the calendar", err)
}

type proposalRow struct {
	ID         int64 `gorm:"primaryKey"`
	State      string
	Proposal   document
	Source     string
	ProposedBy string
	ProposedAt instant
	DecidedBy  string
	DecidedAt  instant
}

func (proposalRow) TableName() string { return "proposals" }

// proposalDocument is the change itself.
type proposalDocument struct {
	Year    *calendar.Year    `json:"year,omitempty"`
	Closure *calendar.Closure `json:"closure,omitempty"`
	Edition *measures.Edition `json:"edition,omitempty"`
	Restart *models.Restart   `json:"restart,omitempty"`
}

func (r proposalRow) whole() (models.Proposal, error) {
	var d proposalDocument
	err := r.Proposal.decode(&d)
	return models.Proposal{
		ID: r.ID, Year: d.Year, Closure: d.Closure, Edition: d.Edition, Restart: d.Restart, Source: r.Source, State: models.ProposalState(r.State),
		ProposedBy: r.ProposedBy, ProposedAt: r.ProposedAt.Time, DecidedBy: r.DecidedBy, DecidedAt: r.DecidedAt.Time,
	}, err
}
