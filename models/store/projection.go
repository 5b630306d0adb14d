package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// project writes a lawsuit and all the rows that follow from it. It updates a
// stored row only under the guard, and is errAhead where that fails: somebody
// else has written the row since it was looked at.
func project(tx *gorm.DB, l models.Lawsuit, h head, guard clause.Expr) error {
	row, err := rowOf(l, h)
	if err != nil {
		return err
	}
	clocks, err := clocksOf(l)
	if err != nil {
		return err
	}
	units, numbers := unitsOf(l), numbersOf(l)
	row.Derived = fingerprint(units, numbers, clocks)
	written := tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "id"}},
		UpdateAll: true,
		Where:     clause.Where{Exprs: []clause.Expression{guard}},
	}).Create(&row)
	if written.Error != nil {
		return written.Error
	}
	if written.RowsAffected != 1 {
		return errAhead
	}
	if row.Derived == h.Derived { // as most acts leave them
		return nil
	}
	if err := claimCaseNumbers(tx, l.ID, numbers); err != nil {
		return err
	}
	if err := replace(tx, l.ID, units); err != nil {
		return err
	}
	return replace(tx, l.ID, clocks)
}

// fingerprint is short for all that follows from a lawsuit in other tables.
func fingerprint(rows ...any) string {
	text, err := json.Marshal(rows)
	if err != nil {
		panic(err) // rows are made of texts, numbers and days
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// replace exchanges a lawsuit's rows in one of the tables that follow from it.
// Most acts leave them as they are: then nothing is written.
func replace[Row comparable](tx *gorm.DB, lawsuitID string, rows []Row) error {
	var stored []Row
	if err := tx.Where("lawsuit_id = ?", lawsuitID).Order("position").Find(&stored).Error; err != nil {
		return err
	}
	if slices.Equal(stored, rows) {
		return nil
	}
	if err := tx.Where("lawsuit_id = ?", lawsuitID).Delete(new(Row)).Error; err != nil {
		return err
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.Create(&rows).Error
}

// numbersOf lists the case numbers of all instances, in one order for everybody,
// so that two lawsuits that claim them cannot deadlock.
func numbersOf(l models.Lawsuit) []caseNumberRow {
	var rows []caseNumberRow
	for _, number := range caseNumbers(l) {
		rows = append(rows, caseNumberRow{Folded: fold(number), LawsuitID: l.ID})
	}
	slices.SortFunc(rows, func(a, b caseNumberRow) int { return strings.Compare(a.Folded, b.Folded) })
	return slices.Compact(rows)
}

// claimCaseNumbers makes the case numbers of all instances lead to this
// lawsuit. One that leads to another already is a Conflict.
func claimCaseNumbers(tx *gorm.DB, id string, rows []caseNumberRow) error {
	var stored []caseNumberRow
	if err := tx.Where("lawsuit_id = ?", id).Order("folded").Find(&stored).Error; err != nil {
		return err
	}
	if slices.Equal(stored, rows) {
		return nil
	}
	if err := tx.Where("lawsuit_id = ?", id).Delete(&caseNumberRow{}).Error; err != nil {
		return err
	}
	claimed := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&rows)
	if claimed.Error == nil && claimed.RowsAffected != int64(len(rows)) {
		return refuse(models.Conflict, "案号不能登记在本案，请与人民法院的文书核对；核对无误的，请联系区司法局。")
	}
	return claimed.Error
}

// lawsuitRow is a lawsuit as it is stored: the whole, and what lists need of it.
type lawsuitRow struct {
	Summary summaryRow `gorm:"embedded"`

	Lawsuit      document
	OpenedKey    string `gorm:"<-:create"`
	Reopens      string // the case number of the archived lawsuit that this one takes up again, folded
	Counted      string `gorm:"column:calendar_edition"` // the name of the law by which its clocks were last counted
	Search       string
	Derived      string // fingerprint of the rows in other tables
	Base         string // what the next recording builds on
	JournalCount int64
	JournalHash  string
}

// summaryRow holds what lists show.
type summaryRow struct {
	ID         string `gorm:"primaryKey"`
	Revision   int64
	OpenedAt   instant `gorm:"<-:create"` // a workflow that continues as new has another start
	UpdatedAt  instant `gorm:"autoUpdateTime:false"`
	CaseNumber string
	Closed     bool
	Stage      string
	Kind       string
	Level      string
	Court      string
	Cause      string
	Plaintiffs string
	Defendants string
	Lead       string
	Lost       bool
	NextDue    day
	NextSafe   day
}

func (lawsuitRow) TableName() string { return "lawsuits" }
func (summaryRow) TableName() string { return "lawsuits" }

func rowOf(l models.Lawsuit, h head) (lawsuitRow, error) {
	whole, err := encode(l)
	return lawsuitRow{
		Summary:   summaryOf(l),
		Lawsuit:   whole,
		OpenedKey: l.OpenedKey,
		Reopens:   fold(l.File.Reopens),

		Counted:      l.Counted,
		Search:       searchText(l),
		Base:         l.Base(),
		JournalCount: h.JournalCount,
		JournalHash:  h.JournalHash,
	}, err
}

func (r lawsuitRow) lawsuit() (models.Lawsuit, error) {
	var l models.Lawsuit
	err := r.Lawsuit.decode(&l)
	l.OpenedKey, l.OpenedAt, l.UpdatedAt = r.OpenedKey, r.Summary.OpenedAt.Time, r.Summary.UpdatedAt.Time
	return l, err
}

func summaryOf(l models.Lawsuit) summaryRow {
	open := l.File.Current()
	row := summaryRow{
		ID:         l.ID,
		CaseNumber: l.CaseNumber,
		Revision:   l.Revision,
		OpenedAt:   at(l.OpenedAt),
		UpdatedAt:  at(l.UpdatedAt),
		Closed:     l.Closed,
		Stage:      string(l.Stage),
		Kind:       string(l.File.Kind),
		Level:      string(open.Level),
		Court:      l.File.Court,
		Cause:      l.File.Cause,
		Plaintiffs: strings.Join(l.File.Plaintiffs, "、"),
		Defendants: strings.Join(defendantNames(&l.File), "、"),
		Lost:       open.Judgment != nil && open.Judgment.Lost,
	}
	if handlers := l.File.Handlers(); len(handlers) > 0 {
		row.Lead = handlers[0]
	}
	if next, ok := nextClock(l.Clocks); ok {
		row.NextDue, row.NextSafe = day{next.Due}, day{next.Safe}
	}
	return row
}

// nextClock returns the running duty that is due first. A right that runs and a
// target of our own count only where no duty does: let pass, they would
// otherwise stand in front of everything for ever.
func nextClock(clocks []measures.Clock) (next measures.Clock, found bool) {
	for _, c := range clocks {
		if c.State != measures.Running {
			continue
		}
		if !found || (!next.Binds() && c.Binds()) || (next.Binds() == c.Binds() && c.Due.Before(next.Due)) {
			next, found = c, true
		}
	}
	return next, found
}

func (r summaryRow) summary() models.Summary {
	return models.Summary{
		ID:         r.ID,
		CaseNumber: r.CaseNumber,
		Revision:   r.Revision,
		Stage:      measures.Stage(r.Stage),
		Kind:       measures.Kind(r.Kind),
		Level:      measures.Level(r.Level),
		Court:      r.Court,
		Cause:      r.Cause,
		Plaintiffs: r.Plaintiffs,
		Defendants: r.Defendants,
		Lead:       r.Lead,
		NextDue:    r.NextDue.Date,
		NextSafe:   r.NextSafe.Date,
		Lost:       r.Lost,
		Closed:     r.Closed,
		OpenedAt:   r.OpenedAt.Time,
		UpdatedAt:  r.UpdatedAt.Time,
	}
}

// unitRow is the part that one unit has in a lawsuit.
type unitRow struct {
	LawsuitID string `gorm:"primaryKey"`
	Unit      string `gorm:"primaryKey"`
	Part      string
	Position  int
}

func (unitRow) TableName() string { return "lawsuit_units" }

// unitsOf lists the units that have a part, each once. The district government
// is none: what it owes is done by the handlers and the Justice Bureau.
func unitsOf(l models.Lawsuit) []unitRow {
	var rows []unitRow
	add := func(part models.Part, units ...string) {
		for _, unit := range units {
			known := slices.ContainsFunc(rows, func(r unitRow) bool { return r.Unit == unit })
			if unit != "" && unit != measures.DistrictGovernment && !known {
				rows = append(rows, unitRow{LawsuitID: l.ID, Unit: unit, Part: string(part), Position: len(rows)})
			}
		}
	}
	if handlers := l.File.Handlers(); len(handlers) > 0 {
		add(models.LeadPart, handlers[0])
		add(models.JointPart, handlers[1:]...)
	}
	if l.File.Designation != nil {
		add(models.AssistingPart, l.File.Designation.Assisting...)
	}
	for _, a := range l.File.Assistance {
		add(models.AssistingPart, a.Unit)
	}
	for _, d := range l.File.Defendants {
		add(models.DefendantPart, d.Unit)
	}
	return rows
}

// clockRow is a clock as lists and the sweep need it; the lawsuit holds the
// whole clock.
type clockRow struct {
	LawsuitID   string `gorm:"primaryKey"`
	ClockID     string `gorm:"primaryKey"`
	Position    int
	Rule        string
	Title       string
	Subject     string
	Article     string
	Owner       string
	IsRight     bool
	IsInternal  bool
	Unit        string // the one unit that owes it, where it is not the owner's as a whole
	StartedOn   day
	StartedBy   string
	Due         day
	Safe        day
	LastDay     day // overdue after it
	Readings    document
	Provisional bool
	State       string
	MetOn       day
	Reason      string
	RungAt      instant
}

func (clockRow) TableName() string { return "clocks" }

func clocksOf(l models.Lawsuit) ([]clockRow, error) {
	rungs := make(map[string]time.Time, len(l.NextRungs))
	for _, next := range l.NextRungs {
		rungs[next.Clock] = next.At
	}
	var rows []clockRow
	for n, c := range l.Clocks {
		readings, err := encode(c.Readings)
		if err != nil {
			return nil, err
		}
		rows = append(rows, clockRow{
			LawsuitID:   l.ID,
			ClockID:     c.ID,
			Position:    n,
			Rule:        c.Key,
			Title:       c.Title,
			Subject:     c.Subject,
			Article:     c.Article,
			Owner:       string(c.Owner),
			IsRight:     c.Right,
			IsInternal:  c.Internal,
			Unit:        c.Unit,
			StartedOn:   day{c.Trigger},
			StartedBy:   c.TriggerIs,
			Due:         day{c.Due},
			Safe:        day{c.Safe},
			LastDay:     day{c.Limit()},
			Readings:    readings,
			Provisional: c.Provisional,
			State:       string(c.State),
			MetOn:       day{c.MetOn},
			Reason:      c.Reason,
			RungAt:      at(rungs[c.ID]),
		})
	}
	return rows, nil
}

func (r clockRow) clock() (measures.Clock, error) {
	c := measures.Clock{
		ID:          r.ClockID,
		Key:         r.Rule,
		Title:       r.Title,
		Subject:     r.Subject,
		Article:     r.Article,
		Owner:       measures.Owner(r.Owner),
		Right:       r.IsRight,
		Internal:    r.IsInternal,
		Unit:        r.Unit,
		Trigger:     r.StartedOn.Date,
		TriggerIs:   r.StartedBy,
		Due:         r.Due.Date,
		Safe:        r.Safe.Date,
		Provisional: r.Provisional,
		State:       measures.State(r.State),
		MetOn:       r.MetOn.Date,
		Reason:      r.Reason,
	}
	err := r.Readings.decode(&c.Readings)
	return c, err
}

// caseNumberRow leads from a case number, folded, to its lawsuit.
type caseNumberRow struct {
	Folded    string `gorm:"primaryKey"`
	LawsuitID string
}

func (caseNumberRow) TableName() string { return "case_numbers" }

func caseNumbers(l models.Lawsuit) []string {
	numbers := []string{l.CaseNumber}
	for _, instance := range l.File.Instances {
		if instance.CaseNumber != "" { // not known yet
			numbers = append(numbers, instance.CaseNumber)
		}
	}
	return numbers
}

func defendantNames(f *measures.File) []string {
	var names []string
	for _, d := range f.Defendants {
		names = append(names, d.Name)
	}
	return names
}

// searchText is what the words of a query are looked for in.
func searchText(l models.Lawsuit) string {
	texts := append(caseNumbers(l), l.File.Plaintiffs...)
	texts = append(texts, l.File.Cause, l.File.Reopens)
	for n, text := range texts {
		texts[n] = fold(text)
	}
	return strings.Join(texts, "\n")
}

// fold makes all ways of writing the same thing one: full and half width, upper
// and lower case, any kind of brackets, with and without spaces.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case strings.ContainsRune("（〔［【〖[{", r):
			return '('
		case strings.ContainsRune("）〕］】〗]}", r):
			return ')'
		case r >= '！' && r <= '～': // the full-width forms of ASCII
			r -= '！' - '!'
		}
		return unicode.ToLower(r)
	}, text)
}
