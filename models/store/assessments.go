package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
)

// Assessment returns that of a year, with what the units were told; one that nobody has
// touched where there is none yet.
func (s *Store) Assessment(ctx context.Context, year int) (models.Assessment, error) {
	var rows []assessmentRow
	err := s.read.WithContext(ctx).Omit("behind").Where("year = ?", year).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.Assessment{Year: year}, fault("assessment", err)
	}
	a, err := rows[0].assessment()
	return a, fault(fmt.Sprint("assessment ", year), err)
}

// AssessedBehind returns what stood behind the facts of an assessment when it was
// published; nothing where it was not.
func (s *Store) AssessedBehind(ctx context.Context, year int) (b models.AssessedBehind, err error) {
	var rows []assessmentRow
	err = s.read.WithContext(ctx).Select("behind").Where("year = ? AND published_at IS NOT NULL", year).Limit(1).Find(&rows).Error
	if err == nil && len(rows) == 1 {
		err = rows[0].Behind.decode(&b)
	}
	return b, fault("behind assessment", err)
}

// Assessments returns all that were touched, the last year first, without what the units
// were told but the moment.
func (s *Store) Assessments(ctx context.Context) ([]models.Assessment, error) {
	var rows []assessmentRow
	err := s.read.WithContext(ctx).Select("year, revision, '{}' AS scheme, edited_at, edited_by, published_at, 'null' AS published, decided_at, decided_by").
		Order("year DESC").Find(&rows).Error
	list := make([]models.Assessment, len(rows))
	for n, r := range rows {
		if list[n], err = r.assessment(); err != nil {
			return nil, fault("assessments", err)
		}
		if !r.PublishedAt.IsZero() {
			list[n].Published = &models.PublishedAssessment{At: r.PublishedAt.Time}
		}
	}
	return list, fault("assessments", err)
}

// KeepAssessment takes over what an assessment is now, and tells of it. It is a Conflict
// where it is not at the revision before its own any more, and NotOpen where it is to be
// decided while an objection is open.
func (s *Store) KeepAssessment(ctx context.Context, a models.Assessment, told ...models.Notice) error {
	row, err := assessmentRowOf(a)
	if err != nil {
		return fault("keep assessment", err)
	}
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		before, err := touch(tx, a)
		if err != nil {
			return err
		}
		if !a.DecidedAt.IsZero() {
			if err := noneOpen(tx, a.Year); err != nil {
				return err
			}
		}
		if a.Published != nil && a.Published.Behind != nil && before.PublishedAt.IsZero() {
			if err := tx.Model(&assessmentRow{}).Where("year = ?", a.Year).Updates(map[string]any{"behind": row.Behind}).Error; err != nil {
				return err
			}
		}
		err = change(tx, a, map[string]any{
			"scheme": row.Scheme, "published_at": row.PublishedAt, "published": row.Published, "decided_at": row.DecidedAt, "decided_by": row.DecidedBy,
		})
		if err != nil {
			return err
		}
		var notices []models.Told
		for _, n := range told {
			notices = append(notices, models.Told{Notice: n})
		}
		return s.tell(tx, notices...)
	})
	return fault(fmt.Sprint("keep assessment ", a.Year), err)
}

// change takes an assessment from the revision before its own to its own, with what else is
// new of it, or refuses where it is not at that revision any more.
func change(tx *gorm.DB, a models.Assessment, columns map[string]any) error {
	columns["revision"], columns["edited_at"], columns["edited_by"] = a.Revision, at(a.EditedAt), a.EditedBy
	done := tx.Model(&assessmentRow{}).Where("year = ? AND revision = ? AND decided_at IS NULL", a.Year, a.Revision-1).Updates(columns)
	if done.Error == nil && done.RowsAffected == 0 {
		return refuse(models.Conflict, "考核在您打开之后已由他人办理，您的办理没有保存。请记下您填写的内容，重新打开页面，核对后再办理。")
	}
	return done.Error
}

// touch has an assessment stand in the ledger, untouched but for the scheme with which it
// begins, and holds it as it is until the end of the transaction: all that is done in an
// assessment is done one after the other.
func touch(tx *gorm.DB, a models.Assessment) (held assessmentRow, err error) {
	row, err := assessmentRowOf(models.Assessment{Year: a.Year, Scheme: a.Scheme, EditedAt: a.EditedAt, EditedBy: a.EditedBy})
	if err != nil {
		return held, err
	}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return held, err
	}
	err = tx.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Omit("behind").Where("year = ?", a.Year).Take(&held).Error
	return held, err
}

func noneOpen(tx *gorm.DB, year int) error {
	var open int64
	err := tx.Model(&objectionRow{}).Where("year = ? AND decided_at IS NULL", year).Count(&open).Error
	if err == nil && open > 0 {
		return refuse(models.NotOpen, fmt.Sprintf("还有%d项异议没有答复，不能定案。请先逐项答复。", open))
	}
	return err
}

// GiveMarks keeps what units are given in an assessment, in the place of what they were
// given for the same before. A year that nobody has touched begins with the scheme of the
// one given. That changes the assessment: it is a Conflict where it is not
// at the revision before the one given any more, and NotOpen once it is published.
func (s *Store) GiveMarks(ctx context.Context, a models.Assessment, marks []models.Mark) error {
	if len(marks) == 0 {
		return nil
	}
	var rows []markRow
	for _, m := range marks {
		rows = append(rows, markRow{Year: a.Year, Unit: m.Unit, Indicator: m.Indicator, Tenths: m.Tenths, Note: m.Note, GivenAt: at(m.At), GivenBy: m.By})
	}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		held, err := touch(tx, a)
		switch {
		case err != nil:
			return err
		case !held.PublishedAt.IsZero():
			return refuse(models.NotOpen, "考核已经公布，分数只能通过答复异议更改。")
		}
		if err := change(tx, a, map[string]any{}); err != nil {
			return err
		}
		return tx.Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "year"}, {Name: "unit"}, {Name: "indicator"}}, DoUpdates: clause.AssignmentColumns([]string{"tenths", "note", "given_at", "given_by"}),
		}).Create(&rows).Error
	})
	return fault(fmt.Sprint("give marks ", a.Year), err)
}

// Marks returns what units were given in a year.
func (s *Store) Marks(ctx context.Context, year int) ([]models.Mark, error) {
	var rows []markRow
	err := s.read.WithContext(ctx).Where("year = ?", year).Order("unit, indicator").Find(&rows).Error
	marks := make([]models.Mark, len(rows))
	for n, r := range rows {
		marks[n] = models.Mark{Year: r.Year, Unit: r.Unit, Indicator: r.Indicator, Tenths: r.Tenths, Note: r.Note, At: r.GivenAt.Time, By: r.GivenBy}
	}
	return marks, fault("marks", err)
}

// Object keeps an objection, and tells of it. A unit objects to each of its scores once.
func (s *Store) Object(ctx context.Context, o models.Objection, told models.Notice) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		held, err := touch(tx, models.Assessment{Year: o.Year, EditedAt: o.At, EditedBy: o.By})
		switch {
		case err != nil:
			return err
		case held.PublishedAt.IsZero() || !held.DecidedAt.IsZero():
			return refuse(models.NotOpen, "考核没有公布或者已经定案，现在不能提出异议。")
		}
		row := objectionRow{Year: o.Year, Unit: o.Unit, Indicator: o.Indicator, Reason: o.Reason, MadeAt: at(o.At), MadeBy: o.By}
		done := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if done.Error == nil && done.RowsAffected == 0 {
			return refuse(models.Conflict, "本单位对这项已经提出过异议，请在页面查看答复。")
		}
		if done.Error != nil {
			return done.Error
		}
		return s.tell(tx, models.Told{Notice: told})
	})
	return fault(fmt.Sprint("object ", o.Year), err)
}

// AnswerObjection keeps what was decided of an objection, and tells of it; once.
func (s *Store) AnswerObjection(ctx context.Context, o models.Objection, told models.Notice) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		done := tx.Model(&objectionRow{}).Where("id = ? AND year = ? AND decided_at IS NULL", o.ID, o.Year).Updates(map[string]any{
			"decided_at": at(o.DecidedAt), "decided_by": o.DecidedBy, "upheld": o.Upheld, "tenths": o.Tenths, "answer": o.Answer,
		})
		if done.Error == nil && done.RowsAffected == 0 {
			return refuse(models.Conflict, "这项异议已经答复，不能再改。请刷新页面查看。")
		}
		if done.Error != nil {
			return done.Error
		}
		return s.tell(tx, models.Told{Notice: told})
	})
	return fault(fmt.Sprint("answer objection ", o.ID), err)
}

// Objections returns all of a year, in the order in which they were made.
func (s *Store) Objections(ctx context.Context, year int) ([]models.Objection, error) {
	var rows []objectionRow
	err := s.read.WithContext(ctx).Where("year = ?", year).Order("id").Find(&rows).Error
	list := make([]models.Objection, len(rows))
	for n, r := range rows {
		list[n] = models.Objection{
			ID: r.ID, Year: r.Year, Unit: r.Unit, Indicator: r.Indicator, Reason: r.Reason, At: r.MadeAt.Time, By: r.MadeBy,
			DecidedAt: r.DecidedAt.Time, DecidedBy: r.DecidedBy, Upheld: r.Upheld, Tenths: r.Tenths, Answer: r.Answer,
		}
	}
	return list, fault("objections", err)
}

type assessmentRow struct {
	Year        int `gorm:"primaryKey;autoIncrement:false"`
	Revision    int64
	Scheme      document
	EditedAt    instant
	EditedBy    string
	PublishedAt instant
	Published   document
	Behind      document
	DecidedAt   instant
	DecidedBy   string
}

func (assessmentRow) TableName() string { return "assessments" }

func assessmentRowOf(a models.Assessment) (row assessmentRow, err error) {
	row = assessmentRow{Year: a.Year, Revision: a.Revision, EditedAt: at(a.EditedAt), EditedBy: a.EditedBy, DecidedAt: at(a.DecidedAt), DecidedBy: a.DecidedBy}
	var behind *models.AssessedBehind
	if a.Published != nil {
		row.PublishedAt, behind = at(a.Published.At), a.Published.Behind
	}
	if row.Behind, err = encode(behind); err != nil {
		return row, err
	}
	if row.Scheme, err = encode(a.Scheme); err != nil {
		return row, err
	}
	row.Published, err = encode(a.Published)
	return row, err
}

func (r assessmentRow) assessment() (models.Assessment, error) {
	a := models.Assessment{Year: r.Year, Revision: r.Revision, EditedAt: r.EditedAt.Time, EditedBy: r.EditedBy, DecidedAt: r.DecidedAt.Time, DecidedBy: r.DecidedBy}
	if err := r.Scheme.decode(&a.Scheme); err != nil {
		return a, err
	}
	return a, r.Published.decode(&a.Published)
}

type markRow struct {
	Year      int    `gorm:"primaryKey"`
	Unit      string `gorm:"primaryKey"`
	Indicator string `gorm:"primaryKey"`
	Tenths    int
	Note      string
	GivenAt   instant
	GivenBy   string
}

func (markRow) TableName() string { return "assessment_marks" }

type objectionRow struct {
	ID        int64 `gorm:"primaryKey"`
	Year      int
	Unit      string
	Indicator string
	Reason    string
	MadeAt    instant
	MadeBy    string
	DecidedAt instant
	DecidedBy string
	Upheld    bool
	Tenths    int
	Answer    string
}

func (objectionRow) TableName() string { return "assessment_objections" }
