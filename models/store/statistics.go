package store

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Cells counts what belongs to a period, from one day to another, by sorts: of all units,
// or of those that are named. What has not fallen due before today is left out; what was
// received by the last day and not decided by then is pending.
func (s *Store) Cells(ctx context.Context, from, to, today calendar.Date, units ...string) ([]statistics.Cell, error) {
	db := s.read.WithContext(ctx)
	var cells, pending []statistics.Cell
	within := db.Model(&statisticRow{}).Scopes(fallenDue(today)).Where("kind IN ? AND on_day BETWEEN ? AND ?", statistics.Kinds, day{from}, day{to})
	if err := bySort(db, within).Scopes(ofUnits(units)).Find(&cells).Error; err != nil {
		return nil, fault("cells", err)
	}
	if err := openBySort(db, db.Model(&statisticRow{}).Scopes(pendingOn(to))).Scopes(ofUnits(units)).Find(&pending).Error; err != nil {
		return nil, fault("pending cells", err)
	}
	for i := range pending {
		pending[i].Kind = statistics.Pending
	}
	return append(cells, pending...), nil
}

// Months counts, for each month from one day to another, what was received and what was
// decided, by sorts.
func (s *Store) Months(ctx context.Context, from, to calendar.Date, units ...string) (map[string][]statistics.Cell, error) {
	var rows []struct {
		Month string
		Count statistics.Cell `gorm:"embedded"`
	}
	db := s.read.WithContext(ctx)
	within := db.Model(&statisticRow{}).
		Where("kind IN ? AND on_day BETWEEN ? AND ?", []statistics.Kind{statistics.Received, statistics.Concluded}, day{from}, day{to})
	err := byMonth(db, within).Scopes(ofUnits(units)).Find(&rows).Error
	months := map[string][]statistics.Cell{}
	for _, r := range rows {
		months[r.Month] = append(months[r.Month], r.Count)
	}
	return months, fault("months", err)
}

// Standing counts the open lawsuits by the units that have a part in them and by their
// stages.
func (s *Store) Standing(ctx context.Context) ([]models.UnitStage, error) {
	var found []models.UnitStage
	err := s.read.WithContext(ctx).Table("lawsuit_units").Select("lawsuit_units.unit, lawsuits.stage, COUNT(*) AS n").
		Joins("JOIN lawsuits ON lawsuits.id = lawsuit_units.lawsuit_id").Where("NOT lawsuit_units.closed AND NOT lawsuits.closed").
		Group("lawsuit_units.unit, lawsuits.stage").Order("lawsuit_units.unit, lawsuits.stage").Scan(&found).Error
	return found, fault("standing", err)
}

// Counted returns what stands behind a figure, from behind a place in the order of the
// days, and how many there are in all.
func (s *Store) Counted(ctx context.Context, q models.CountedQuery) (models.CountedPage, error) {
	f, _ := statistics.FigureOf(q.Behind.Figure)
	within := s.read.WithContext(ctx).Model(&statisticRow{}).Scopes(ofUnits(q.Units), belongs(f.Kind, q), ofColumn(q.Behind)).Session(&gorm.Session{})
	var sorts []struct {
		Form  string          // tells rows apart by what figures look at in them
		Count statistics.Cell `gorm:"embedded"`
	}
	err := within.Select("level || '/' || sued || '/' || what || '/' || marks || '/' || CASE WHEN until_day IS NULL THEN 0 ELSE 1 END AS form, level, court, unit, sued, category, field, what, marks, until_day IS NOT NULL AS over, COUNT(*) AS n").
		Group("form, level, court, unit, sued, category, field, what, marks, until_day IS NOT NULL").Find(&sorts).Error
	var page models.CountedPage
	var forms []string
	for _, s := range sorts {
		sort := s.Count.Sort
		if sort.Kind = f.Kind; f.Kind == statistics.Pending {
			sort.Over = false
		}
		if q.Behind.Selects(sort) {
			page.Total += s.Count.N
			forms = append(forms, s.Form)
		}
	}
	if err != nil || page.Total == 0 {
		return page, fault("counted", err)
	}
	slices.Sort(forms)
	within = within.Where("level || '/' || sued || '/' || what || '/' || marks || '/' || CASE WHEN until_day IS NULL THEN 0 ELSE 1 END IN ?", slices.Compact(forms))
	if q.After != nil {
		within = within.Where("(on_day, lawsuit_id, position) > (?, ?, ?)", day{q.After.On}, q.After.LawsuitID, q.After.Position)
	}
	var rows []statisticRow
	err = within.Order("on_day, lawsuit_id, position").Limit(q.Limit).Find(&rows).Error
	page.Rows = countedRows(rows, f.Kind == statistics.Pending)
	return page, fault("counted", err)
}

// AllCounted returns everything that is counted of a period: what Cells counts, row by row.
func (s *Store) AllCounted(ctx context.Context, from, to, today calendar.Date) ([]models.CountedRow, error) {
	var rows, pending []statisticRow
	inOrder := s.read.WithContext(ctx).Order("on_day, lawsuit_id, position").Session(&gorm.Session{})
	if err := inOrder.Scopes(fallenDue(today)).Where("on_day BETWEEN ? AND ?", day{from}, day{to}).Find(&rows).Error; err != nil {
		return nil, fault("all counted", err)
	}
	err := inOrder.Scopes(pendingOn(to)).Find(&pending).Error
	return append(countedRows(rows, false), countedRows(pending, true)...), fault("all pending", err)
}

func countedRows(rows []statisticRow, pending bool) []models.CountedRow {
	counted := make([]models.CountedRow, len(rows))
	for n, r := range rows {
		counted[n] = models.CountedRow{LawsuitID: r.LawsuitID, Position: r.Position, Row: r.row()}
		if pending {
			counted[n].Kind, counted[n].Over = statistics.Pending, false
		}
	}
	return counted
}

// belongs keeps the rows of a kind that belong to a period.
func belongs(k statistics.Kind, q models.CountedQuery) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		if k == statistics.Pending {
			return pendingOn(q.To)(db)
		}
		return fallenDue(q.Today)(db).Where("kind = ? AND on_day BETWEEN ? AND ?", k, day{q.From}, day{q.To})
	}
}

// ofColumn keeps the rows of one value of a dimension, where a column says which those are.
func ofColumn(s statistics.Selection) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		if slices.Contains([]string{"level", "court", "unit", "sued", "category", "field"}, s.By) {
			return db.Clauses(clause.Where{Exprs: []clause.Expression{clause.Eq{Column: clause.Column{Name: s.By}, Value: s.Is}}})
		}
		return db
	}
}

// Uncounted is how many lawsuits have not been counted since what is counted has changed,
// at most models.Counted.
func (s *Store) Uncounted(ctx context.Context) (n int64, err error) {
	few := s.read.WithContext(ctx).Model(&lawsuitRow{}).Select("1").Where("NOT is_counted").Limit(models.Counted)
	err = s.read.WithContext(ctx).Table("(?) AS few", few).Count(&n).Error
	return n, fault("uncounted", err)
}

// Recount counts some of those, each in a transaction of its own, and returns how many
// they were.
func (s *Store) Recount(ctx context.Context, limit int) (int, error) {
	var ids []string
	err := s.read.WithContext(ctx).Model(&lawsuitRow{}).Where("NOT is_counted").Limit(limit).Pluck("id", &ids).Error
	if err != nil {
		return 0, fault("uncounted", err)
	}
	for _, id := range ids {
		if err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return recount(tx, id) }); err != nil {
			return 0, fault("recount "+id, err)
		}
	}
	return len(ids), nil
}

func recount(tx *gorm.DB, id string) error {
	before, err := lockHead(tx, id)
	if err != nil {
		return err
	}
	var row lawsuitRow
	if err := tx.Where("id = ?", id).Take(&row).Error; err != nil {
		return err
	}
	lawsuit, err := row.lawsuit()
	if err != nil {
		return err
	}
	if err := replace(tx, id, statisticsOf(lawsuit), before); err != nil {
		return err
	}
	before.Derived.Statistics = rowsSum(statisticsOf(lawsuit))
	return tx.Model(&lawsuitRow{}).Where("id = ?", id).
		Updates(map[string]any{"is_counted": true, "derived": before.Derived}).Error
}

func ofUnits(units []string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		if len(units) == 0 {
			return db
		}
		return db.Where("unit IN ?", units)
	}
}

// fallenDue leaves out what has not fallen due before today.
func fallenDue(today calendar.Date) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		return db.Where("(kind NOT IN ? OR on_day < ?)", statistics.FallDue, day{today})
	}
}

// pendingOn keeps what was received by a day, and not decided by then.
func pendingOn(last calendar.Date) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		return db.Where("kind = 'received' AND on_day <= ? AND COALESCE(until_day, '9999-12-31') > ?", day{last}, day{last})
	}
}

// bySort counts rows by their sorts.
func bySort(db, rows *gorm.DB) *gorm.DB {
	if db.Name() == "postgres" {
		return named(db, rows.Select("sort, until_day IS NOT NULL AS over, COUNT(*) AS n, SUM(amount) AS amount").Group("sort, until_day IS NOT NULL")).
			Select("kind, level, court, unit, sued, category, field, what, marks, over, n, amount")
	}
	return rows.Select("kind, level, court, unit, sued, category, field, what, marks, until_day IS NOT NULL AS over, COUNT(*) AS n, SUM(amount) AS amount").
		Group("kind, level, court, unit, sued, category, field, what, marks, until_day IS NOT NULL")
}

// openBySort counts what is pending: that it has been decided since is not looked at.
func openBySort(db, rows *gorm.DB) *gorm.DB {
	if db.Name() == "postgres" {
		return named(db, rows.Select("sort, COUNT(*) AS n, SUM(amount) AS amount").Group("sort")).
			Select("level, court, unit, sued, category, field, what, marks, n, amount")
	}
	return rows.Select("level, court, unit, sued, category, field, what, marks, COUNT(*) AS n, SUM(amount) AS amount").
		Group("level, court, unit, sued, category, field, what, marks")
}

// byMonth counts rows by the month of their day, and by what the figures of a month look at.
func byMonth(db, rows *gorm.DB) *gorm.DB {
	if db.Name() == "postgres" {
		return named(db, rows.Select("substr(on_day, 1, 7) AS month, sort, COUNT(*) AS n, SUM(amount) AS amount").Group("1, sort")).
			Select("month, kind, level, marks, SUM(n) AS n, SUM(amount) AS amount").Group("month, kind, level, marks")
	}
	return rows.Select("substr(on_day, 1, 7) AS month, kind, level, marks, COUNT(*) AS n, SUM(amount) AS amount").Group("1, kind, level, marks")
}

// named looks up, on PostgreSQL, what the sorts are that were counted by their numbers: one
// row of each says it. The numbers stand in an index with all that is counted, the texts
// would have to be read and compared row by row.
func named(db, counted *gorm.DB) *gorm.DB {
	return db.Table(`(?) AS counted CROSS JOIN LATERAL
		(SELECT kind, level, court, unit, sued, category, field, what, marks FROM statistics WHERE sort = counted.sort LIMIT 1) AS sorts`, counted)
}

// statisticRow is one thing that is counted of a lawsuit.
type statisticRow struct {
	LawsuitID  string `gorm:"primaryKey"`
	Position   int    `gorm:"primaryKey"`
	Kind       statistics.Kind
	OnDay      day
	UntilDay   day
	CaseNumber string
	Level      measures.Level
	Court      string
	Unit       string
	Sued       statistics.Sued
	Category   measures.Category
	Field      measures.Field
	What       string
	Marks      statistics.Marks
	Amount     int64
}

func (statisticRow) TableName() string { return "statistics" }

func statisticsOf(l models.Lawsuit) []statisticRow {
	counted := statistics.RowsOf(&l.File, l.Clocks)
	rows := make([]statisticRow, len(counted))
	for n, r := range counted {
		rows[n] = statisticRow{
			LawsuitID: l.ID, Position: n, Kind: r.Kind, OnDay: day{r.On}, UntilDay: day{r.Until}, CaseNumber: r.CaseNumber, Level: r.Level,
			Court: r.Court, Unit: r.Unit, Sued: r.Sued, Category: r.Category, Field: r.Field, What: r.What, Marks: r.Marks, Amount: r.Amount,
		}
	}
	return rows
}

func (r statisticRow) row() statistics.Row {
	return statistics.Row{
		Sort: statistics.Sort{
			Kind: r.Kind, Level: r.Level, Court: r.Court, Unit: r.Unit, Sued: r.Sued,
			Category: r.Category, Field: r.Field, What: r.What, Marks: r.Marks, Over: !r.UntilDay.IsZero(),
		},
		On: r.OnDay.Date, Until: r.UntilDay.Date, CaseNumber: r.CaseNumber, Amount: r.Amount,
	}
}
