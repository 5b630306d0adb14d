package store

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Duties returns one page of the running clocks of all open lawsuits that the
// viewer may see, least time left first; Mine marks those that the viewer's own
// office owes. A right that was let pass is left out. A cursor that is none is
// Invalid.
func (s *Store) Duties(ctx context.Context, viewer models.Actor, f models.DutyFilter) (models.DutyPage, error) {
	if f.Today.IsZero() {
		return models.DutyPage{}, errNoToday
	}
	after, err := parsePlace(f.Cursor)
	if err != nil {
		return models.DutyPage{}, err
	}
	limit := clamp(f.Limit, 50, models.MaxPage)
	var rows []dutyView // one more than asked for tells whether another page follows
	query := s.read.WithContext(ctx).Table("duties").Scopes(withLawsuits, dutiesOf(viewer), matchingDuties(viewer, f), after.scope)
	if err := query.Limit(limit + 1).Find(&rows).Error; err != nil {
		return models.DutyPage{}, fault("duties", err)
	}
	var page models.DutyPage
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = placeOf(rows[limit-1].Duty).cursor()
	}
	page.Duties, err = duties(rows, viewer, f.Today)
	return page, fault("duties", err)
}

var errNoToday = errors.New("store: what is overdue needs a today")

// Desk returns the beginning of several lists of duties, and how long each is,
// with two statements for all of them.
func (s *Store) Desk(ctx context.Context, viewer models.Actor, lists []models.DutyFilter) ([]models.DutyList, error) {
	db := s.read.WithContext(ctx)
	var counts, heads *gorm.DB
	for n, f := range lists {
		if f.Today.IsZero() {
			return nil, errNoToday
		}
		all := db.Model(&dutyRow{}).Select("1").Scopes(dutiesOf(viewer), matchingDuties(viewer, f)).Limit(models.Counted)
		counts = union(db, counts, db.Table("(?) AS few", all).Select("CAST(? AS integer) AS list, COUNT(*) AS length", n))
		head := db.Model(&dutyRow{}).Select("CAST(? AS integer) AS list, duties.*", n).Scopes(dutiesOf(viewer), matchingDuties(viewer, f), place{}.scope)
		heads = union(db, heads, head.Limit(clamp(f.Limit, 50, models.MaxPage)))
	}
	found := make([]models.DutyList, len(lists))
	var lengths []struct{ List, Length int }
	if err := counts.Scan(&lengths).Error; err != nil {
		return nil, fault("count duties", err)
	}
	for _, l := range lengths {
		found[l.List].Length = l.Length
	}
	var rows []dutyView
	if err := db.Table("(?) AS duties", heads).Scopes(withLawsuits).Find(&rows).Error; err != nil {
		return nil, fault("duties", err)
	}
	slices.SortFunc(rows, func(a, b dutyView) int { return placeOf(a.Duty).compare(placeOf(b.Duty)) })
	for n := range lists {
		of := slices.DeleteFunc(slices.Clone(rows), func(r dutyView) bool { return r.List != n })
		var err error
		if found[n].Duties, err = duties(of, viewer, lists[n].Today); err != nil {
			return nil, fault("duties", err)
		}
	}
	return found, nil
}

// union appends the rows of another query.
func union(db, all, more *gorm.DB) *gorm.DB {
	if all == nil {
		return db.Raw("SELECT * FROM (?) AS part", more)
	}
	return db.Raw("SELECT * FROM (?) AS parts UNION ALL SELECT * FROM (?) AS part", all, more)
}

// Silent returns up to limit running clocks whose next rung was due more than
// grace before now, while nothing has been recorded since: something keeps their
// workflow from running. They come in the order of that instant, and behind the
// one given as after, or from the first where that is the zero value. Nobody
// looks on; it is for the sweep that alarms.
func (s *Store) Silent(ctx context.Context, now time.Time, grace time.Duration, after models.Duty, limit int) ([]models.Duty, error) {
	query := s.read.WithContext(ctx).Table("duties").Scopes(withLawsuits).
		Where("duties.office = '' AND duties.rung_at < ?", at(now.Add(-grace))).
		Order("duties.rung_at, duties.lawsuit_id, duties.clock_id").Limit(limit)
	if after.LawsuitID != "" {
		query = query.Where("(duties.rung_at, duties.lawsuit_id, duties.clock_id) > (?, ?, ?)", at(after.RungAt), after.LawsuitID, after.Clock.ID)
	}
	var rows []dutyView
	if err := query.Find(&rows).Error; err != nil {
		return nil, fault("silent clocks", err)
	}
	list, err := duties(rows, models.Actor{}, calendar.Date{})
	return list, fault("silent clocks", err)
}

// RemindersDue tells how it stands with the reminders of all lawsuits at an instant.
func (s *Store) RemindersDue(ctx context.Context, now time.Time) (models.RemindersDue, error) {
	past := s.read.WithContext(ctx).Table("duties").Where("duties.office = '' AND duties.rung_at < ?", at(now))
	var count int64
	err := past.Session(&gorm.Session{}).Count(&count).Error
	due := models.RemindersDue{Unsent: int(count)}
	if err == nil && count > 0 {
		due.Oldest, err = firstRung(past)
	}
	if err == nil {
		due.Next, err = firstRung(s.read.WithContext(ctx).Table("duties").Where("duties.office = '' AND duties.rung_at >= ?", at(now)))
	}
	return due, fault("reminders due", err)
}

// firstRung returns the earliest instant of a query's duties, zero if it finds none.
func firstRung(query *gorm.DB) (time.Time, error) {
	var rows []dutyRow
	err := query.Select("duties.rung_at").Order("duties.rung_at").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return time.Time{}, err
	}
	return rows[0].RungAt.Time, nil
}

// dutiesOf keeps to the rows of the viewer's office, which stand for the
// lawsuits that visibleTo lets the viewer read.
func dutiesOf(viewer models.Actor) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		switch {
		case viewer.Role.SeesEverything():
			return db.Where("duties.office = ''")
		case viewer.Role.OfUnit() && viewer.Unit != "":
			return db.Scopes(ofOneOf(viewer.Units()))
		}
		return db.Where("1 = 0")
	}
}

// ofOneOf keeps to the rows of the units, to one where a lawsuit has the same clock for
// several of them: that of who owes it.
func ofOneOf(units []string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		if len(units) == 1 {
			return db.Where("duties.office = ?", units[0])
		}
		return db.Where(`duties.office IN ? AND NOT EXISTS (SELECT 1 FROM duties AS other
			WHERE other.lawsuit_id = duties.lawsuit_id AND other.clock_id = duties.clock_id AND other.office IN ?
				AND (other.owed, other.office) > (duties.owed, duties.office))`, units, units)
	}
}

// soonDays is how many days before its safe date a duty is pressing.
const soonDays = 3

// matchingDuties keeps to what the filter asks for. Each duty is in one section
// at most.
func matchingDuties(viewer models.Actor, f models.DutyFilter) func(*gorm.DB) *gorm.DB {
	today, soon := day{f.Today}, day{f.Today.AddDays(soonDays)}
	return func(db *gorm.DB) *gorm.DB {
		if f.Rule != "" {
			db = db.Where("(duties.clock_id = ? OR duties.clock_id LIKE ?)", f.Rule, f.Rule+"/%")
		}
		switch f.Whose {
		case models.Mine:
			db = db.Where("duties.owed")
			if !hasDuties(viewer) {
				db = db.Where("1 = 0")
			}
		case models.Others:
			db = db.Where("duties.kind <> 'right'")
			if hasDuties(viewer) {
				db = db.Where("NOT duties.owed")
			}
		}
		switch f.Section {
		case models.Late:
			return db.Where("duties.safe < ? AND duties.last_day < ? AND duties.kind = 'duty'", today, today)
		case models.Soon:
			return db.Where("duties.safe <= ? AND CASE duties.kind WHEN 'duty' THEN duties.last_day WHEN 'right' THEN duties.due ELSE duties.safe END >= ?", soon, today)
		case models.Later:
			return db.Where("duties.safe > ?", soon)
		case models.Passed:
			return db.Where("duties.safe < ? AND duties.kind = 'target'", today)
		}
		return db.Where("(duties.kind <> 'right' OR duties.due >= ?)", today)
	}
}

// hasDuties tells whether anything is owed by the office that the viewer works
// for. Supervisors only look on.
func hasDuties(viewer models.Actor) bool { return viewer.Role.OfBureau() || viewer.Role.OfUnit() }

// place is where a duty stands in a list; behind the zero value stands the first.
type place struct {
	Safe     string `json:"s"`
	Due      string `json:"d"`
	Lawsuit  string `json:"l"`
	Position int    `json:"p"`
}

func placeOf(r dutyRow) place { return place{r.Safe.String(), r.Due.String(), r.LawsuitID, r.Position} }

// scope orders the list and skips what lies up to the place.
func (p place) scope(db *gorm.DB) *gorm.DB {
	if p != (place{}) {
		db = db.Where("(duties.safe, duties.due, duties.lawsuit_id, duties.position) > (?, ?, ?, ?)", p.Safe, p.Due, p.Lawsuit, p.Position)
	}
	return db.Order("duties.safe, duties.due, duties.lawsuit_id, duties.position")
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.Safe, q.Safe), cmp.Compare(p.Due, q.Due), cmp.Compare(p.Lawsuit, q.Lawsuit), p.Position-q.Position)
}

func (p place) cursor() string {
	text, _ := json.Marshal(p) // strings and numbers always marshal
	return base64.RawURLEncoding.EncodeToString(text)
}

func parsePlace(cursor string) (p place, err error) {
	if cursor == "" {
		return place{}, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(text, &p)
	}
	_, safe := calendar.ParseDate(p.Safe)
	_, due := calendar.ParseDate(p.Due)
	if err != nil || safe != nil || due != nil || p.Lawsuit == "" {
		return place{}, badCursor()
	}
	return p, nil
}

// dutyRow is a running clock of an open lawsuit as one office finds it; the row
// of the lawsuit holds the clock itself. The empty office is that of those who
// see everything.
type dutyRow struct {
	LawsuitID string `gorm:"primaryKey"`
	ClockID   string `gorm:"primaryKey"`
	Office    string `gorm:"primaryKey"`
	Position  int
	Owed      bool // by that office; under the empty one by the Justice Bureau
	Kind      string
	Due       day
	Safe      day
	LastDay   day // overdue after it
	RungAt    instant
}

func (dutyRow) TableName() string { return "duties" }

// dutiesIn lists the running clocks of a lawsuit for everybody who sees it.
func dutiesIn(l models.Lawsuit, units []unitRow) []dutyRow {
	rungs := make(map[string]time.Time, len(l.NextRungs))
	for _, next := range l.NextRungs {
		rungs[next.Clock] = next.At
	}
	var rows []dutyRow
	for n, c := range runningIn(l) {
		row := dutyRow{
			LawsuitID: l.ID, ClockID: c.ID, Position: n, Kind: kindOf(c), RungAt: at(rungs[c.ID]),
			Due: day{cmp.Or(c.Due, never)}, Safe: day{cmp.Or(c.Safe, c.Due, never)}, LastDay: day{cmp.Or(c.Limit(), never)},
		}
		row.Owed = bureauOwes(c, l, units)
		rows = append(rows, row)
		for _, u := range units {
			row.Office, row.Owed = u.Unit, unitOwes(c, u)
			rows = append(rows, row)
		}
	}
	return rows
}

func kindOf(c measures.Clock) string {
	switch {
	case c.Right:
		return "right"
	case c.Internal:
		return "target"
	}
	return "duty"
}

// bureauOwes tells whether the Justice Bureau owes what a clock counts down to.
// While a lawsuit has no handlers, it looks after their part. What the treasury
// owes nobody here can do.
func bureauOwes(c measures.Clock, l models.Lawsuit, units []unitRow) bool {
	switch {
	case c.Unit != "":
		return c.Unit == measures.JusticeBureau
	case c.Owner == measures.OwnedByTreasury:
		return false
	case c.Owner == measures.OwnedByBureau || len(l.File.Designated()) == 0:
		return true
	}
	own := slices.IndexFunc(units, func(u unitRow) bool { return u.Unit == measures.JusticeBureau })
	return own >= 0 && unitOwes(c, units[own])
}

// unitOwes tells whether a unit owes it that has a part in the lawsuit.
func unitOwes(c measures.Clock, u unitRow) bool {
	if c.Unit != "" {
		return c.Unit == u.Unit
	}
	part := models.Part(u.Part)
	return c.Owner == measures.OwnedByHandlers && (part == models.LeadPart || part == models.JointPart)
}

// dutyView is a duty with what is shown of its lawsuit.
type dutyView struct {
	List       int     // of those on the desk
	Duty       dutyRow `gorm:"embedded"`
	CaseNumber string
	Stage      string
	Cause      string
	Plaintiffs string
	Lead       string
	Running    document
}

// withLawsuits adds to a query of duties what is shown of their lawsuits.
func withLawsuits(db *gorm.DB) *gorm.DB {
	return db.Select("duties.*, lawsuits.case_number, lawsuits.stage, lawsuits.cause, lawsuits.plaintiffs, lawsuits.lead, lawsuits.running").
		Joins("JOIN lawsuits ON lawsuits.id = duties.lawsuit_id")
}

func duties(rows []dutyView, viewer models.Actor, today calendar.Date) ([]models.Duty, error) {
	list := make([]models.Duty, 0, len(rows))
	for _, r := range rows {
		var running []measures.Clock
		if err := r.Running.decode(&running); err != nil {
			return nil, err
		}
		at := slices.IndexFunc(running, func(c measures.Clock) bool { return c.ID == r.Duty.ClockID })
		if at < 0 {
			continue // it was met between two statements
		}
		list = append(list, models.Duty{
			LawsuitID:  r.Duty.LawsuitID,
			CaseNumber: r.CaseNumber,
			Stage:      measures.Stage(r.Stage),
			Cause:      r.Cause,
			Plaintiffs: r.Plaintiffs,
			Lead:       r.Lead,
			Clock:      running[at],
			RungAt:     r.Duty.RungAt.Time,
			Mine:       r.Duty.Owed && hasDuties(viewer),
			Overdue:    !today.IsZero() && running[at].Overdue(today),
		})
	}
	return list, nil
}
