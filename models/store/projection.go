package store

import (
	"cmp"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// project writes a lawsuit and the rows that follow from it in other tables, as
// far as they have changed since before. It updates a stored row only while that
// is still at the revision before, and is errAhead otherwise: somebody else has
// written the row since it was looked at.
func project(tx *gorm.DB, l models.Lawsuit, before, after head) error {
	row, err := rowOf(l, after)
	if err != nil {
		return err
	}
	units, numbers := unitsOf(l), numbersOf(l)
	duties := dutiesIn(l, units)
	links, waits, sittings, counted := linksOf(l), waitsOf(l), sittingsOf(l), statisticsOf(l)
	row.Derived = fingerprints{rowsSum(numbers), rowsSum(units), rowsSum(duties), rowsSum(links), rowsSum(waits), rowsSum(sittings), rowsSum(counted)}
	written := tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "id"}},
		UpdateAll: true,
		Where:     clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "lawsuits.revision = ?", Vars: []any{before.Revision}}}},
	}).Create(&row)
	if written.Error != nil {
		return written.Error
	}
	if written.RowsAffected != 1 {
		return errAhead
	}
	if row.Derived.Numbers != before.Derived.Numbers {
		if err := claimCaseNumbers(tx, l.ID, numbers, before); err != nil {
			return err
		}
	}
	if row.Derived.Units != before.Derived.Units {
		if err := replace(tx, l.ID, units, before); err != nil {
			return err
		}
	}
	if row.Derived.Links != before.Derived.Links {
		if err := replace(tx, l.ID, links, before); err != nil {
			return err
		}
	}
	if row.Derived.Waits != before.Derived.Waits {
		if err := replace(tx, l.ID, waits, before); err != nil {
			return err
		}
	}
	if row.Derived.Sittings != before.Derived.Sittings {
		if err := replace(tx, l.ID, sittings, before); err != nil {
			return err
		}
	}
	if row.Derived.Statistics != before.Derived.Statistics {
		if err := replace(tx, l.ID, counted, before); err != nil {
			return err
		}
	}
	if row.Derived.Duties != before.Derived.Duties {
		return replace(tx, l.ID, duties, before)
	}
	return nil
}

// linkRow is what one lawsuit says of another.
type linkRow struct {
	LawsuitID string `gorm:"primaryKey"`
	Kind      string `gorm:"primaryKey"`
	Folded    string `gorm:"primaryKey"`
}

func (linkRow) TableName() string { return "lawsuit_links" }

func linksOf(l models.Lawsuit) []linkRow {
	var rows []linkRow
	for _, x := range l.File.AllLinks() {
		if row := (linkRow{l.ID, string(x.Kind), fold(x.CaseNumber)}); !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b linkRow) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Folded, b.Folded))
	})
	return rows
}

// replace exchanges a lawsuit's rows in one of the tables that follow from it.
func replace[Row any](tx *gorm.DB, lawsuitID string, rows []Row, before head) error {
	if before.Revision > 0 {
		if err := tx.Where("lawsuit_id = ?", lawsuitID).Delete(new(Row)).Error; err != nil {
			return err
		}
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
func claimCaseNumbers(tx *gorm.DB, id string, rows []caseNumberRow, before head) error {
	if before.Revision > 0 {
		if err := tx.Where("lawsuit_id = ?", id).Delete(&caseNumberRow{}).Error; err != nil {
			return err
		}
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
	Held         string // the names of who has it in hand, one a line
	Derived      fingerprints
	IsCounted    bool   // as RowsOf counts now: see statisticRow
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
	Matter     string // what lawsuits are alike by
	Plaintiffs string
	Defendants string
	Lead       string
	Lost       bool
	NextDue    day
	NextSafe   day
	ServedOn   day
	Outcome    string
	Parts      document
	Running    document
}

func (lawsuitRow) TableName() string { return "lawsuits" }
func (summaryRow) TableName() string { return "lawsuits" }

func rowOf(l models.Lawsuit, h head) (lawsuitRow, error) {
	whole, err := encode(l)
	if err != nil {
		return lawsuitRow{}, err
	}
	summary, err := summaryOf(l)
	return lawsuitRow{
		Summary:   summary,
		Lawsuit:   whole,
		OpenedKey: l.OpenedKey,
		Reopens:   fold(l.File.Reopens),

		Counted:      l.Counted,
		Search:       searchText(l, h.Held),
		Held:         h.Held,
		Base:         l.Base(),
		JournalCount: h.JournalCount,
		JournalHash:  h.JournalHash,
		IsCounted:    true,
	}, err
}

// wholeRow is what is read of a stored lawsuit where lists do not matter.
type wholeRow struct {
	Lawsuit   document
	OpenedKey string
	OpenedAt  instant
	UpdatedAt instant
}

func (wholeRow) TableName() string { return "lawsuits" }

func (r wholeRow) lawsuit() (models.Lawsuit, error) {
	var l models.Lawsuit
	err := r.Lawsuit.decode(&l)
	l.OpenedKey, l.OpenedAt, l.UpdatedAt = r.OpenedKey, r.OpenedAt.Time, r.UpdatedAt.Time
	return l, err
}

func (r lawsuitRow) lawsuit() (models.Lawsuit, error) {
	return wholeRow{r.Lawsuit, r.OpenedKey, r.Summary.OpenedAt, r.Summary.UpdatedAt}.lawsuit()
}

func summaryOf(l models.Lawsuit) (summaryRow, error) {
	open, running := l.File.Current(), runningIn(l)
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
		Matter:     l.File.Matter(),
		Plaintiffs: few(l.File.Named(measures.Plaintiff), "人"),
		Defendants: few(defendantNames(&l.File), "个被告"),
		Lost:       l.File.Lost(),
		ServedOn:   day{l.File.ServedOn},
	}
	if decision := open.Decision(); decision != nil {
		row.Outcome = string(decision.Outcome)
	}
	if handlers := l.File.Designated(); len(handlers) > 0 {
		row.Lead = handlers[0]
	}
	if next, ok := measures.Pressing(running); ok {
		row.NextDue, row.NextSafe = day{next.Due}, day{next.Safe}
	}
	var err error
	if row.Running, err = encode(running); err == nil {
		row.Parts, err = encode(partsOf(unitsOf(l)))
	}
	return row, err
}

// few names people as a list has room for: 张某、李某, or 张某等40人.
func few(names []string, counted string) string {
	const most = 3
	if len(names) > most {
		return fmt.Sprintf("%s等%d%s", names[0], len(names), counted)
	}
	return strings.Join(names, "、")
}

// runningIn returns the clocks that run, as lists show them: without steps and
// basis. In an archived lawsuit none does.
func runningIn(l models.Lawsuit) []measures.Clock {
	running := []measures.Clock{}
	for _, c := range l.Clocks {
		if c.State == measures.Running && !l.Closed {
			c.Steps, c.Basis, c.Ladder = nil, nil, measures.Ladder{}
			running = append(running, c)
		}
	}
	return running
}

func (r summaryRow) summary() (models.Summary, error) {
	s := models.Summary{
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
		ServedOn:   r.ServedOn.Date,
		Outcome:    measures.Outcome(r.Outcome),
		Lost:       r.Lost,
		Closed:     r.Closed,
		OpenedAt:   r.OpenedAt.Time,
		UpdatedAt:  r.UpdatedAt.Time,
	}
	err := errors.Join(r.Parts.decode(&s.Units), r.Running.decode(&s.Running))
	return s, err
}

// unitRow is the part that one unit has in a lawsuit.
type unitRow struct {
	LawsuitID string `gorm:"primaryKey"`
	Unit      string `gorm:"primaryKey"`
	Part      string
	Position  int
	Closed    bool // the lawsuit is archived
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
				rows = append(rows, unitRow{LawsuitID: l.ID, Unit: unit, Part: string(part), Position: len(rows), Closed: l.Closed})
			}
		}
	}
	if handlers := l.File.Designated(); len(handlers) > 0 {
		add(models.LeadPart, handlers[0])
		add(models.JointPart, handlers[1:]...)
	}
	if l.File.Designation != nil {
		add(models.AssistingPart, l.File.Designation.Assisting...)
	}
	for _, a := range l.File.Assistance {
		add(models.AssistingPart, a.Unit)
	}
	for _, organ := range l.File.Organs() {
		add(models.DefendantPart, organ.Unit)
	}
	return rows
}

func partsOf(units []unitRow) []models.UnitPart {
	parts := []models.UnitPart{}
	for _, u := range units {
		parts = append(parts, models.UnitPart{Unit: u.Unit, Part: models.Part(u.Part)})
	}
	return parts
}

// fingerprints are short for the rows that follow from a lawsuit in other tables:
// what has not changed is neither read nor written again. A lawsuit that is not
// stored has the zero value, and so has one whose rows are to be written in any
// case.
type fingerprints struct{ Numbers, Units, Duties, Links, Waits, Sittings, Statistics string }

func rowsSum(rows any) string {
	text, err := json.Marshal(rows)
	if err != nil {
		panic(err) // rows are made of texts, numbers and days
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

func (f fingerprints) Value() (driver.Value, error) {
	return strings.Join([]string{f.Numbers, f.Units, f.Duties, f.Links, f.Waits, f.Sittings, f.Statistics}, "/"), nil
}

// Scan takes a text that it does not know for the zero value.
func (f *fingerprints) Scan(from any) error {
	text, ok := from.(string)
	if !ok {
		return fmt.Errorf("fingerprints cannot be read from %T", from)
	}
	*f = fingerprints{}
	if sums := strings.Split(text, "/"); len(sums) == 7 {
		*f = fingerprints{sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6]}
	}
	return nil
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
		for _, was := range instance.Former {
			if was.CaseNumber != "" {
				numbers = append(numbers, was.CaseNumber)
			}
		}
	}
	return numbers
}

func defendantNames(f *measures.File) []string {
	return f.Named(measures.Respondent)
}

// searchText is what the words of a query are looked for in. held are the names of who
// has the lawsuit in hand.
func searchText(l models.Lawsuit, held string) string {
	texts := caseNumbers(l)
	for _, p := range l.File.Parties() {
		texts = append(texts, p.Name)
	}
	texts = append(texts, l.File.Cause, l.File.Reopens, l.File.ChallengedAct)
	texts = append(texts, lines(held)...)
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
