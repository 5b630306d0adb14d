package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/models/registers"
	"yingsu/workflows/calendar"
)

// AddEntry keeps an entry in a register, and returns its number. The same one sent again
// is kept once; another one under its key is KeyReused.
func (s *Store) AddEntry(ctx context.Context, e models.RegisterEntry) (int64, error) {
	row := registerRowOf(e)
	row.ID, row.Revision = 0, 1
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		done := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if done.Error != nil || done.RowsAffected == 1 {
			return done.Error
		}
		var before registerRow
		if err := tx.Where("entry_key = ?", e.Key).Take(&before).Error; err != nil {
			return err
		}
		if row.ID = before.ID; before.Register != row.Register || before.MadeBy != row.MadeBy || before.Revision == 1 && before.Content != row.Content {
			return refuse(models.KeyReused, "这张表单此前已经提交并且登记，这次填写的内容与当时不同，没有保存。请先到登记簿核对；确需另行登记的，请重新打开表单。")
		}
		return nil
	})
	return row.ID, fault("add entry", err)
}

// ChangeEntry takes over what an entry says now. It is a Conflict where the entry is not
// at the revision before its own any more, and where it was withdrawn. What is promised
// for another day is reminded of anew.
func (s *Store) ChangeEntry(ctx context.Context, e models.RegisterEntry) error {
	row := registerRowOf(e)
	same := gorm.Expr("due_day IS NULL")
	if !row.DueDay.IsZero() {
		same = gorm.Expr("due_day = ?", row.DueDay)
	}
	return onlyEntry(e, s.write.WithContext(ctx).Scopes(openEntry(e)).Updates(map[string]any{
		"revision": e.Revision, "unit": row.Unit, "on_day": row.OnDay, "title": row.Title, "case_number": row.CaseNumber, "content": row.Content,
		"reminded_at": gorm.Expr("CASE WHEN ? THEN reminded_at END", same), "warned_at": gorm.Expr("CASE WHEN ? THEN warned_at END", same),
		"due_day": row.DueDay, "done_day": row.DoneDay, "changed_at": row.ChangedAt, "changed_by": row.ChangedBy,
	}))
}

// WithdrawEntry has an entry count no more, as ChangeEntry does.
func (s *Store) WithdrawEntry(ctx context.Context, e models.RegisterEntry) error {
	return onlyEntry(e, s.write.WithContext(ctx).Scopes(openEntry(e)).Updates(map[string]any{
		"revision": e.Revision, "withdrawn_at": at(e.WithdrawnAt), "withdrawn_by": e.WithdrawnBy, "reason": e.Reason,
	}))
}

// openEntry is the entry at the revision before, as long as it counts.
func openEntry(e models.RegisterEntry) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		return db.Model(&registerRow{}).Where("id = ? AND register = ? AND revision = ? AND withdrawn_at IS NULL", e.ID, e.Register, e.Revision-1)
	}
}

func onlyEntry(e models.RegisterEntry, done *gorm.DB) error {
	if done.Error == nil && done.RowsAffected == 0 {
		return refuse(models.Conflict, "这条登记在您打开之后已由他人修改或者撤销，您的修改没有保存。请刷新页面，核对后重新修改。")
	}
	return fault(fmt.Sprintf("change entry %d", e.ID), done.Error)
}

// Entry returns an entry of a register; NotFound where there is none.
func (s *Store) Entry(ctx context.Context, register string, id int64) (models.RegisterEntry, error) {
	var rows []registerRow
	err := s.read.WithContext(ctx).Where("id = ? AND register = ?", id, register).Limit(1).Find(&rows).Error
	if err == nil && len(rows) == 0 {
		err = refuse(models.NotFound, "没有这条登记。请从登记簿中选择。")
	}
	if err != nil {
		return models.RegisterEntry{}, fault("entry", err)
	}
	return rows[0].entry(), nil
}

// RegisterEntries returns entries of a register, the last day first, those that were
// withdrawn among them.
func (s *Store) RegisterEntries(ctx context.Context, f models.RegisterFilter) ([]models.RegisterEntry, error) {
	db := s.read.WithContext(ctx).Where("register = ?", f.Register).Scopes(ofUnits(f.Units))
	if f.ByDue {
		db = db.Where("due_day BETWEEN ? AND ?", day{f.From}, day{f.To})
	} else {
		db = db.Scopes(since(f.From), until(f.To))
	}
	if f.Open {
		db = db.Scopes(promised)
	}
	if f.Before != nil {
		db = db.Where("(on_day, id) < (?, ?)", day{f.Before.On}, f.Before.ID)
	}
	var rows []registerRow
	err := db.Order("on_day DESC, id DESC").Limit(f.Limit).Find(&rows).Error
	list := make([]models.RegisterEntry, len(rows))
	for n, r := range rows {
		list[n] = r.entry()
	}
	return list, fault("register entries", err)
}

// promised keeps what was promised and not done.
func promised(db *gorm.DB) *gorm.DB {
	return db.Where("due_day IS NOT NULL AND done_day IS NULL AND withdrawn_at IS NULL")
}

func since(first calendar.Date) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		if first.IsZero() {
			return db
		}
		return db.Where("on_day >= ?", day{first})
	}
}

func until(last calendar.Date) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		if last.IsZero() {
			return db
		}
		return db.Where("on_day <= ?", day{last})
	}
}

// RegisterCounts counts the entries of each register from one day to another, by units, and
// what was promised for these days and has fallen due before today, without those that were
// withdrawn.
func (s *Store) RegisterCounts(ctx context.Context, from, to, today calendar.Date) ([]models.RegisterCount, error) {
	var counts []models.RegisterCount
	first, last, now := day{from}, day{to}, day{today}
	err := s.read.WithContext(ctx).Model(&registerRow{}).
		Select(`register, unit, SUM(CASE WHEN on_day BETWEEN ? AND ? THEN 1 ELSE 0 END) AS n,
			SUM(CASE WHEN due_day BETWEEN ? AND ? AND due_day < ? THEN 1 ELSE 0 END) AS due,
			SUM(CASE WHEN due_day BETWEEN ? AND ? AND due_day < ? AND done_day <= due_day THEN 1 ELSE 0 END) AS kept`,
			first, last, first, last, now, first, last, now).
		Where("withdrawn_at IS NULL AND (on_day BETWEEN ? AND ? OR due_day BETWEEN ? AND ?)", first, last, first, last).
		Group("register, unit").Order("register, unit").Scan(&counts).Error
	return counts, fault("register counts", err)
}

// TellPromises reminds those who have promised something for a day up to soon, and tells
// them and the Bureau that the day has passed, of each once; it returns how often.
func (s *Store) TellPromises(ctx context.Context, today, soon calendar.Date) (told int, err error) {
	for _, step := range []promiseStep{
		{"warned_at", promisePassed, func(db *gorm.DB) *gorm.DB { return db.Where("warned_at IS NULL AND due_day < ?", day{today}) }},
		{"reminded_at", promiseDue, func(db *gorm.DB) *gorm.DB {
			return db.Where("warned_at IS NULL AND reminded_at IS NULL AND due_day <= ?", day{soon})
		}},
	} {
		for more := true; more; {
			n, err := s.tellPromises(ctx, step)
			if told += n; err != nil {
				return told, fault("tell promises", err)
			}
			more = n == promisesAtOnce
		}
	}
	return told, nil
}

// promiseStep is one of the two times at which somebody is told of a promise.
type promiseStep struct {
	kept   string // the column that keeps that they were
	notice func(registerRow) models.Notice
	due    func(*gorm.DB) *gorm.DB
}

const promisesAtOnce = 200

func (s *Store) tellPromises(ctx context.Context, step promiseStep) (n int, err error) {
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var rows []registerRow
		err := tx.Scopes(promised, step.due).Order("due_day, id").Limit(promisesAtOnce).Find(&rows).Error
		if n = len(rows); err != nil || n == 0 {
			return err
		}
		var notices []models.Told
		var ids []int64
		for _, r := range rows {
			ids = append(ids, r.ID)
			notices = append(notices, models.Told{Notice: step.notice(r)})
		}
		if err := s.tell(tx, notices...); err != nil {
			return err
		}
		return tx.Model(&registerRow{}).Where("id IN ?", ids).Updates(map[string]any{step.kept: at(time.Now())}).Error
	})
	return n, err
}

func promiseDue(r registerRow) models.Notice {
	n := r.notice("due", models.Reminder, "登记事项将到期")
	n.Body += "完成后请在登记簿中填写完成的日期和情况。"
	n.To = append(post.Clerks(r.Unit), post.Officials(r.Unit)...)
	return n
}

func promisePassed(r registerRow) models.Notice {
	n := r.notice("passed", models.Warning, "登记事项已逾期")
	n.Body += "请尽快落实，并在登记簿中填写完成的日期和情况；期限另有商定的，修改期限。"
	n.To = append(append(post.Clerks(r.Unit), post.Officials(r.Unit)...), models.Recipient{Role: models.Clerk})
	return n
}

func (r registerRow) notice(what string, urgency models.Urgency, title string) models.Notice {
	book, _ := registers.Of(r.Register)
	return models.Notice{
		Key: fmt.Sprintf("register/%d/%s/%s", r.ID, r.DueDay, what), Urgency: urgency, Title: title + "：" + r.Title, Article: book.Article, Due: r.DueDay.Date,
		Body: fmt.Sprintf("“%s”登记簿中%s的事项应于%s完成。", book.Title, r.OnDay.Chinese(), r.DueDay.Chinese()),
	}
}

type registerRow struct {
	ID          int64 `gorm:"primaryKey"`
	EntryKey    string
	Register    string
	Revision    int64
	Unit        string
	OnDay       day
	Title       string
	CaseNumber  string
	DueDay      day
	DoneDay     day
	Content     document
	MadeAt      instant
	MadeBy      string
	ChangedAt   instant
	ChangedBy   string
	RemindedAt  instant
	WarnedAt    instant
	WithdrawnAt instant
	WithdrawnBy string
	Reason      string
}

func (registerRow) TableName() string { return "register_entries" }

func registerRowOf(e models.RegisterEntry) registerRow {
	return registerRow{
		ID: e.ID, EntryKey: e.Key, Register: e.Register, Revision: e.Revision, Unit: e.Unit, OnDay: day{e.On}, Title: e.Title, CaseNumber: e.CaseNumber,
		DueDay: day{e.Due}, DoneDay: day{e.Done}, Content: document(e.Content), MadeAt: at(e.MadeAt), MadeBy: e.MadeBy,
		ChangedAt: at(e.ChangedAt), ChangedBy: e.ChangedBy,
	}
}

func (r registerRow) entry() models.RegisterEntry {
	return models.RegisterEntry{
		ID: r.ID, Key: r.EntryKey, Register: r.Register, Revision: r.Revision, Unit: r.Unit, On: r.OnDay.Date, Title: r.Title, CaseNumber: r.CaseNumber,
		Due: r.DueDay.Date, Done: r.DoneDay.Date, Content: r.Content.raw(), MadeAt: r.MadeAt.Time, MadeBy: r.MadeBy,
		ChangedAt: r.ChangedAt.Time, ChangedBy: r.ChangedBy, WithdrawnAt: r.WithdrawnAt.Time, WithdrawnBy: r.WithdrawnBy, Reason: r.Reason,
	}
}
