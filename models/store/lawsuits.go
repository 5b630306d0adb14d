package store

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Lawsuit returns one lawsuit. It is NotFound where there is none, and just so
// where it is not for the viewer.
func (s *Store) Lawsuit(ctx context.Context, viewer models.Actor, id string) (models.Lawsuit, error) {
	var row wholeRow
	err := s.keyed.WithContext(ctx).Scopes(visibleTo(viewer)).Where("lawsuits.id = ?", id).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Lawsuit{}, noLawsuit()
	}
	if err != nil {
		return models.Lawsuit{}, fault("lawsuit", err)
	}
	lawsuit, err := row.lawsuit()
	return lawsuit, fault("lawsuit "+id, err)
}

// Lawsuits returns one page of the lawsuits that the viewer may see and the
// filter matches. A cursor that was not made for the same order is Invalid.
func (s *Store) Lawsuits(ctx context.Context, viewer models.Actor, filter models.Filter) (models.Page, error) {
	if filter.Overdue && filter.Today.IsZero() {
		return models.Page{}, errNoToday
	}
	position, err := parseCursor(filter)
	if err != nil {
		return models.Page{}, err
	}
	db := s.read.WithContext(ctx)
	asked := func(db *gorm.DB) *gorm.DB { return db.Scopes(visible(viewer, filter.Only), matching(viewer, filter)) }
	found := db.Model(&lawsuitRow{}).Scopes(asked, indexed(viewer, filter))
	var page models.Page
	if page.Total, err = countFew(db, found.Session(&gorm.Session{}).Select("1")); err != nil {
		return models.Page{}, fault("count lawsuits", err)
	}
	found = found.Select("lawsuits.*")
	limit := clamp(filter.Limit, 50, models.MaxPage)
	var rows []listedRow // one more than asked for tells whether another page follows
	switch page.More = page.Total > models.Counted; {
	case !page.More:
		rows, err = sorted(db, found.Limit(models.Counted+1), position, limit+1)
	case filter.Query == "" && filter.Cause == "":
		rows, err = walked(db.Table("lawsuits").Scopes(asked), position, limit+1)
	default:
		rows, err = looked(db, asked, found, position, limit+1)
	}
	page.Total = min(page.Total, models.Counted)
	if err != nil {
		return models.Page{}, fault("lawsuits", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = position.after(rows[limit-1].Row)
	}
	page.Lawsuits, err = summaries(rows, filter.Today)
	return page, fault("lawsuits", err)
}

// listedRow is a lawsuit with its next hearing, as lists show them.
type listedRow struct {
	Row     summaryRow `gorm:"embedded"`
	Hearing string     // day and time
}

func (r listedRow) summary() (models.Summary, error) {
	s, err := r.Row.summary()
	if on, time, ok := strings.Cut(r.Hearing, " "); ok && err == nil {
		s.Hearing.Time = time
		s.Hearing.On, err = calendar.ParseDate(on)
	}
	return s, err
}

// OpenSummaries returns open lawsuits after an id, in the order of their ids, at most so
// many: for comparing and not for showing, so it knows no viewer and counts nothing. Of
// one that cannot be read there is but its id and its number.
func (s *Store) OpenSummaries(ctx context.Context, after string, limit int) ([]models.Summary, error) {
	var rows []summaryRow
	err := s.read.WithContext(ctx).Model(&lawsuitRow{}).Where("id > ? AND NOT closed", after).Order("id").Limit(limit).Find(&rows).Error
	list := make([]models.Summary, len(rows))
	for n, row := range rows {
		var unread error
		if list[n], unread = row.summary(); unread != nil {
			list[n] = models.Summary{ID: row.ID, CaseNumber: row.CaseNumber}
		}
	}
	return list, fault("open summaries", err)
}

// countFew counts what a query finds, and stops once that is more than
// models.Counted.
func countFew(db, found *gorm.DB) (int, error) {
	var n int64
	err := db.Table("(?) AS few", found.Limit(models.Counted+1)).Count(&n).Error
	return int(n), err
}

// sorted sorts all that was found and takes a page of it. What was found has a limit,
// although that cuts nothing off: it has the database look for it first, and not
// walk through all lawsuits in their order to meet it.
func sorted(db, found *gorm.DB, position cursor, limit int) ([]listedRow, error) {
	return walked(db.Table("(?) AS lawsuits", found), position, limit)
}

// walked goes through what was found in its order until the page is full, which is
// soon where many match. It reads the next hearing of just those.
func walked(found *gorm.DB, position cursor, limit int) (rows []listedRow, err error) {
	err = found.Select(`lawsuits.*, COALESCE((SELECT sits_on || ' ' || sits_at FROM sittings
	WHERE lawsuit_id = lawsuits.id AND NOT held AND NOT lawsuits.closed ORDER BY sits_on, sits_at LIMIT 1), '') AS hearing`).Scopes(position.scope).Limit(limit).Find(&rows).Error
	return rows, err
}

// looked looks for a page of the many lawsuits that have a word: in what comes next; among
// those in which something runs, which are few, and behind them, where those of all years
// stand mixed; and where that does not fill it, among all that were found.
func looked(db *gorm.DB, asked func(*gorm.DB) *gorm.DB, found *gorm.DB, position cursor, limit int) ([]listedRow, error) {
	rows, err := ahead(db.Scopes(asked), db, position, limit)
	if err == nil && len(rows) < limit && position.Order == models.ByDue && position.Key != never.String() {
		rows, err = sorted(db, found.Session(&gorm.Session{}).Scopes(running).Limit(math.MaxInt32), position, limit)
		if err == nil && len(rows) < limit {
			var idle []listedRow
			idle, err = ahead(db.Scopes(asked), db.Where("COALESCE(next_safe, '9999-12-31') = '9999-12-31'"), cursor{Order: position.Order}, limit-len(rows))
			rows = append(rows, idle...)
		}
	}
	if err == nil && len(rows) < limit {
		rows, err = sorted(db, found.Limit(math.MaxInt32), position, limit)
	}
	return rows, err
}

// running keeps the lawsuits in which something runs: none of them is closed.
func running(db *gorm.DB) *gorm.DB {
	if db.Name() == "postgres" {
		db = db.Where("lawsuits.marks @> '{open}'")
	}
	return db.Where("NOT closed AND COALESCE(next_safe, '9999-12-31') < '9999-12-31'")
}

// ahead looks for a page in what comes next of some, and no further: many lawsuits may have
// a word and all of them stand at the other end.
func ahead(asked, of *gorm.DB, position cursor, limit int) ([]listedRow, error) {
	return sorted(asked, of.Model(&lawsuitRow{}).Select("lawsuits.*").Scopes(position.scope).Limit(aheadMost), position, limit)
}

var aheadMost = 3000 // less in a test

// Tally counts the open lawsuits that the viewer may see, by the stage at which
// they stand, and for a supervisor all that were lost.
func (s *Store) Tally(ctx context.Context, viewer models.Actor) (models.Tally, error) {
	db := s.read.WithContext(ctx)
	open := db.Model(&lawsuitRow{}).Select("stage").Scopes(visible(viewer, models.Open)).Where("NOT closed")
	lost := db.Model(&lawsuitRow{}).Select("1").Where("lost")
	if viewer.Role != models.Supervisor {
		lost = lost.Where("1 = 0")
	}
	hands := db.Table("hands").Select("DISTINCT hands.lawsuit_id").Joins("JOIN lawsuits ON lawsuits.id = hands.lawsuit_id").Scopes(visibleTo(viewer)).
		Where("hands.person = ? AND NOT lawsuits.closed", viewer.Username)
	demands := db.Table("demands").Select("demands.id").Scopes(openDemands(viewer))
	followUps := db.Table("follow_ups").Select("follow_ups.id").Scopes(openFollowUps(viewer))
	waits := db.Table("waits").Select("waits.act").Joins("JOIN lawsuits ON lawsuits.id = waits.lawsuit_id").Scopes(visibleTo(viewer))
	var rows []struct {
		Kind, Name string
		N          int
	}
	err := db.Raw(`SELECT 'at' AS kind, stage AS name, COUNT(*) AS n FROM (?) AS open GROUP BY stage
		UNION ALL SELECT 'lost', '', COUNT(*) FROM (?) AS lost
		UNION ALL SELECT 'hands', '', COUNT(*) FROM (?) AS hands
		UNION ALL SELECT 'demands', '', COUNT(*) FROM (?) AS demands
		UNION ALL SELECT 'follow-ups', '', COUNT(*) FROM (?) AS follow_ups
		UNION ALL SELECT 'waits', act, COUNT(*) FROM (?) AS waits GROUP BY act`, open, lost, hands, demands, followUps, waits).Scan(&rows).Error
	tally := models.Tally{At: map[measures.Stage]int{}, Waits: map[string]int{}}
	for _, row := range rows {
		switch row.Kind {
		case "lost":
			tally.Lost = row.N
		case "hands":
			tally.Hands = row.N
		case "demands":
			tally.Demands = row.N
		case "follow-ups":
			tally.FollowUps = row.N
		case "waits":
			tally.Waits[row.Name] = row.N
		default:
			tally.At[measures.Stage(row.Name)] = row.N
			tally.Open += row.N
		}
	}
	return tally, fault("tally", err)
}

// OpenLawsuits returns up to limit open lawsuits that the viewer may see, in the
// order of their ids, from the first behind the given one.
func (s *Store) OpenLawsuits(ctx context.Context, viewer models.Actor, after string, limit int) ([]models.Lawsuit, error) {
	var rows []lawsuitRow
	err := s.read.WithContext(ctx).Scopes(visible(viewer, models.Open)).Where("NOT closed AND lawsuits.id > ?", after).
		Order("lawsuits.id").Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, fault("open lawsuits", err)
	}
	list := make([]models.Lawsuit, len(rows))
	for n, row := range rows {
		if list[n], err = row.lawsuit(); err != nil {
			return nil, fault("lawsuit "+row.Summary.ID, err)
		}
	}
	return list, nil
}

// visibleTo keeps to the lawsuits that the viewer may read. Every query that
// returns something of a lawsuit to a person goes through it.
func visibleTo(viewer models.Actor) func(*gorm.DB) *gorm.DB { return visible(viewer, "") }

// visible is visibleTo where only open lawsuits, or all of them, are looked at.
func visible(viewer models.Actor, only models.Standing) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		switch {
		case viewer.Role.SeesEverything():
			return db
		case viewer.Role.OfUnit():
			return withPart(only, viewer.Units()...)(db)
		}
		return db.Where("1 = 0")
	}
}

// withPart keeps to the lawsuits in which one of the units has a part. Those that have
// few open ones among many are spared the others.
func withPart(only models.Standing, units ...string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		switch {
		case db.Name() == "postgres" && len(units) > 1 && only == models.Open:
			return db.Where("lawsuits.marks @> '{open}' AND lawsuits.marks && string_to_array(?, ?)", markOf(units), between)
		case db.Name() == "postgres" && len(units) > 1:
			return db.Where("lawsuits.marks && string_to_array(?, ?)", markOf(units), between)
		case db.Name() == "postgres" && only == models.Open:
			return db.Where("lawsuits.marks @> ARRAY['open', ?]", markOf(units))
		case db.Name() == "postgres":
			return db.Where("lawsuits.marks @> ARRAY[?]", markOf(units))
		case only == models.Open:
			return db.Where("lawsuits.id IN (SELECT lawsuit_id FROM lawsuit_units WHERE unit IN ? AND NOT closed)", units)
		}
		return db.Where("lawsuits.id IN (SELECT lawsuit_id FROM lawsuit_units WHERE unit IN ?)", units)
	}
}

// markOf writes the marks of units as one text.
func markOf(units []string) string { return "unit:" + strings.Join(units, between+"unit:") }

// mustSee is NotFound unless the viewer may read the lawsuit.
func mustSee(db *gorm.DB, viewer models.Actor, id string) error {
	var found int64
	err := db.Model(&lawsuitRow{}).Scopes(visibleTo(viewer)).Where("lawsuits.id = ?", id).Count(&found).Error
	if err == nil && found == 0 {
		return noLawsuit()
	}
	return err
}

func noLawsuit() error {
	return refuse(models.NotFound, "没有找到该案件，或者您无权查看。")
}

// indexed adds to a filter what PostgreSQL's index finds its lawsuits by, where
// they are looked for by words or among those of a unit: the conditions themselves
// then only sort out what has the same letters in other places. SQLite looks through
// the texts.
func indexed(viewer models.Actor, f models.Filter) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		if db.Name() != "postgres" || f.Query == "" && f.Cause == "" && f.Unit == "" && !viewer.Role.OfUnit() {
			return db
		}
		for _, word := range words(f.Query) {
			if word.other == "" {
				db = db.Where("search_terms(search) @> word_terms(?)", word.given)
			} else {
				db = db.Where("(search_terms(search) @> word_terms(?) OR search_terms(search) @> word_terms(?))", word.given, word.other)
			}
		}
		for _, word := range words(f.Cause) {
			db = db.Where("search_terms(search) @> word_terms(?)", word.given)
		}
		if f.Lost || f.Repeat {
			db = db.Where("lawsuits.marks @> '{lost}'")
		}
		if f.Only == models.Open {
			db = db.Where("lawsuits.marks @> '{open}'")
		}
		return db
	}
}

// matching keeps to what the filter asks for, as far as it follows from what the
// viewer may read.
func matching(viewer models.Actor, f models.Filter) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		for _, word := range words(f.Query) {
			if word.other == "" {
				db = db.Where(`search LIKE ? ESCAPE '\'`, "%"+literal.Replace(word.given)+"%")
			} else {
				db = db.Where(`(search LIKE ? ESCAPE '\' OR search LIKE ? ESCAPE '\')`, "%"+literal.Replace(word.given)+"%", "%"+literal.Replace(word.other)+"%")
			}
		}
		if f.Stage != "" {
			db = db.Where("stage = ?", string(f.Stage))
		}
		if f.Unit != "" {
			db = withPart(f.Only, f.Unit)(db)
		}
		if f.Court != "" {
			db = db.Where("court = ?", f.Court)
		}
		if f.Cause != "" {
			db = db.Where(`cause LIKE ? ESCAPE '\'`, "%"+literal.Replace(f.Cause)+"%")
		}
		if f.Kind != "" {
			db = db.Where("kind = ?", string(f.Kind))
		}
		if f.Level != "" {
			db = db.Where("level = ?", string(f.Level))
		}
		if f.Outcome != "" {
			db = db.Where("outcome = ?", string(f.Outcome))
		}
		if !f.ServedFrom.IsZero() {
			db = db.Where("served_on >= ?", day{f.ServedFrom})
		}
		if !f.ServedTo.IsZero() {
			db = db.Where("served_on <= ?", day{f.ServedTo})
		}
		if f.Overdue {
			db = db.Where("lawsuits.id IN (SELECT lawsuit_id FROM duties WHERE office = '' AND kind = 'duty' AND last_day < ?)", day{f.Today})
		}
		if f.Lost {
			db = db.Where("lost")
		}
		if f.Repeat {
			db = db.Scopes(repeated(viewer))
		}
		if f.Waits != "" {
			db = db.Where("lawsuits.id IN (SELECT lawsuit_id FROM waits WHERE act = ?)", f.Waits)
		}
		if f.Holder != "" {
			db = db.Where("lawsuits.id IN (SELECT lawsuit_id FROM hands WHERE person = ?)", f.Holder)
		}
		switch f.Only {
		case models.Open:
			db = db.Where("NOT closed")
		case models.Closed: // nothing runs in them: they stand together at the end
			db = db.Where("closed AND COALESCE(next_safe, '9999-12-31') = '9999-12-31'")
		}
		return db
	}
}

// repeated keeps to lost lawsuits of which the viewer may see another that the same
// unit has lost over the same cause. A unit sees all that it leads itself; what it
// sees of others is little, and sorted by unit and cause at once.
func repeated(viewer models.Actor) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		fresh := db.Session(&gorm.Session{NewDB: true})
		another := fresh.Table("lawsuits AS other").Select("1").
			Where("other.lost AND other.lead = lawsuits.lead AND other.matter = lawsuits.matter AND other.kind = lawsuits.kind AND other.id <> lawsuits.id")
		if viewer.Role.SeesEverything() {
			return db.Where("lost AND lead <> '' AND EXISTS (?)", another)
		}
		several := fresh.Table("lawsuits AS other").Select("other.lead, other.matter").
			Joins("JOIN lawsuit_units AS mine ON mine.lawsuit_id = other.id").
			Where("mine.unit IN ? AND mine.part <> 'lead' AND other.lost AND other.lead <> ''", viewer.Units()).
			Group("other.lead, other.matter").Having("COUNT(*) > 1")
		return db.Where("lost AND (lead IN ? AND EXISTS (?) OR (lead, matter) IN (?))", viewer.Units(), another, several)
	}
}

// word is what a query looks for. A case number is looked for as it was given, and as
// the number of its case where that is another.
type word struct{ given, other string }

// words splits a query. The bounds keep a hostile one cheap.
func words(query string) []word {
	const most, longest = 8, 100
	var all []word
	fields := strings.Fields(query)
	for _, text := range fields[:min(len(fields), most)] {
		letters := []rune(fold(text))
		w := word{given: string(letters[:min(len(letters), longest)])}
		if number, err := measures.CanonicalCaseNumber(w.given, measures.Papers); err == nil && fold(number) != w.given {
			w.other = fold(number)
		}
		all = append(all, w)
	}
	return all
}

// literal makes LIKE's wildcards stand for themselves.
var literal = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

// cursor is a position in a list: behind the row that it names, or at the
// start where it names none.
type cursor struct {
	Order models.Order `json:"o"`
	Key   string       `json:"k"` // what the list is ordered by
	ID    string       `json:"i"`
}

// never stands in for the safe date of a lawsuit in which nothing runs: it is
// listed last. The statements and the index spell it out.
var never = calendar.On(9999, 12, 31)

// scope orders the list and skips what lies before the cursor.
func (c cursor) scope(db *gorm.DB) *gorm.DB {
	if c.Order == models.ByNewest {
		if c.ID != "" {
			db = db.Where("(opened_at, id) < (?, ?)", c.Key, c.ID)
		}
		return db.Order("opened_at DESC, id DESC")
	}
	if c.ID != "" {
		db = db.Where("(COALESCE(next_safe, '9999-12-31'), id) > (?, ?)", c.Key, c.ID)
	}
	return db.Order("COALESCE(next_safe, '9999-12-31'), id")
}

// after writes the cursor that follows the row.
func (c cursor) after(row summaryRow) string {
	next := cursor{Order: c.Order, ID: row.ID, Key: cmp.Or(row.NextSafe.Date, never).String()}
	if c.Order == models.ByNewest {
		next.Key = row.OpenedAt.Format(instantLayout)
	}
	text, _ := json.Marshal(next) // strings always marshal
	return base64.RawURLEncoding.EncodeToString(text)
}

func parseCursor(f models.Filter) (cursor, error) {
	order := cmp.Or(f.Order, models.ByDue)
	if f.Cursor == "" {
		return cursor{Order: order}, nil
	}
	var c cursor
	text, err := base64.RawURLEncoding.DecodeString(f.Cursor)
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	if err == nil && order == models.ByNewest {
		_, err = time.Parse(instantLayout, c.Key)
	} else if err == nil {
		_, err = calendar.ParseDate(c.Key)
	}
	if err != nil || c.Order != order || c.ID == "" {
		return cursor{}, badCursor()
	}
	return c, nil
}

func badCursor() error {
	return refuse(models.Invalid, "翻页标记无效，请从第一页重新查看。")
}

// summaries reads the rows of one page, with the clock that has least time left
// first, and counts those that are overdue today.
func summaries(rows []listedRow, today calendar.Date) ([]models.Summary, error) {
	list := make([]models.Summary, len(rows))
	for n, row := range rows {
		l, err := row.summary()
		if err != nil {
			return nil, fmt.Errorf("lawsuit %s: %w", row.Row.ID, err)
		}
		slices.SortStableFunc(l.Running, func(a, b measures.Clock) int { return cmp.Or(a.Safe.Compare(b.Safe), a.Due.Compare(b.Due)) })
		for _, c := range l.Running {
			if !today.IsZero() && c.Overdue(today) {
				l.Overdue++
			}
		}
		list[n] = l
	}
	return list, nil
}

// clamp returns how many rows to read: what was asked for, within bounds.
func clamp(asked, usual, most int) int {
	if asked <= 0 {
		return usual
	}
	return min(asked, most)
}
