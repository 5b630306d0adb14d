package store

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
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
	var row lawsuitRow
	err := s.read.WithContext(ctx).Scopes(visibleTo(viewer)).Where("lawsuits.id = ?", id).Take(&row).Error
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
		return models.Page{}, errors.New("store: lawsuits: what is overdue needs a today")
	}
	position, err := parseCursor(filter)
	if err != nil {
		return models.Page{}, err
	}
	db := s.read.WithContext(ctx)
	var total int64
	if err := db.Model(&lawsuitRow{}).Scopes(visibleTo(viewer), matching(viewer, filter)).Count(&total).Error; err != nil {
		return models.Page{}, fault("count lawsuits", err)
	}
	limit := clamp(filter.Limit, 50, models.MaxPage)
	var rows []summaryRow // one more than asked for tells whether another page follows
	err = db.Scopes(visibleTo(viewer), matching(viewer, filter), position.scope).Limit(limit + 1).Find(&rows).Error
	if err != nil {
		return models.Page{}, fault("lawsuits", err)
	}
	page := models.Page{Total: int(total)}
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = position.after(rows[limit-1])
	}
	page.Lawsuits, err = summaries(db, rows, filter.Today)
	return page, fault("lawsuits", err)
}

// visibleTo keeps to the lawsuits that the viewer may read. Every query that
// returns something of a lawsuit to a person goes through it.
func visibleTo(viewer models.Actor) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		switch {
		case viewer.Role.SeesEverything():
			return db
		case viewer.Role.OfUnit():
			return db.Where("lawsuits.id IN (SELECT lawsuit_id FROM lawsuit_units WHERE unit = ?)", viewer.Unit)
		}
		return db.Where("1 = 0")
	}
}

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

// matching keeps to what the filter asks for, as far as it follows from what the
// viewer may read.
func matching(viewer models.Actor, f models.Filter) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		for _, word := range words(f.Query) {
			db = db.Where(`search LIKE ? ESCAPE '\'`, "%"+literal.Replace(word)+"%")
		}
		if f.Stage != "" {
			db = db.Where("stage = ?", string(f.Stage))
		}
		if f.Unit != "" {
			db = db.Where("lawsuits.id IN (SELECT lawsuit_id FROM lawsuit_units WHERE unit = ?)", f.Unit)
		}
		if f.Court != "" {
			db = db.Where("court = ?", f.Court)
		}
		if f.Kind != "" {
			db = db.Where("kind = ?", string(f.Kind))
		}
		if f.Overdue {
			db = db.Where("lawsuits.id IN (SELECT lawsuit_id FROM clocks WHERE state = 'running' AND NOT is_right AND NOT is_internal AND last_day < ?)", day{f.Today})
		}
		if f.Lost {
			db = db.Where("lost")
		}
		if f.Repeat {
			others := db.Session(&gorm.Session{NewDB: true}).Table("lawsuits AS other").Select("1").
				Where("other.lost AND other.lead = lawsuits.lead AND other.cause = lawsuits.cause AND other.id <> lawsuits.id")
			if !viewer.Role.SeesEverything() {
				others = others.Where("other.id IN (SELECT lawsuit_id FROM lawsuit_units WHERE unit = ?)", viewer.Unit)
			}
			db = db.Where("lost AND lead <> '' AND EXISTS (?)", others)
		}
		if f.Only != "" {
			db = db.Where("closed = ?", f.Only == models.Closed)
		}
		return db
	}
}

// words splits a query. The bounds keep a hostile one cheap.
func words(query string) []string {
	const most, longest = 8, 100
	var folded []string
	for _, word := range strings.Fields(query) {
		letters := []rune(fold(word))
		folded = append(folded, string(letters[:min(len(letters), longest)]))
	}
	return folded[:min(len(folded), most)]
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

// never stands in for the due date of a lawsuit in which nothing runs: it is
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
		db = db.Where("(COALESCE(next_due, '9999-12-31'), id) > (?, ?)", c.Key, c.ID)
	}
	return db.Order("COALESCE(next_due, '9999-12-31'), id")
}

// after writes the cursor that follows the row.
func (c cursor) after(row summaryRow) string {
	next := cursor{Order: c.Order, ID: row.ID, Key: cmp.Or(row.NextDue.Date, never).String()}
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
		return cursor{}, refuse(models.Invalid, "翻页标记无效，请从第一页重新查看。")
	}
	return c, nil
}

// summaries adds to the rows of one page what other tables know, with one
// statement each.
func summaries(db *gorm.DB, rows []summaryRow, today calendar.Date) ([]models.Summary, error) {
	list := make([]models.Summary, len(rows))
	ids := make([]string, len(rows))
	byID := make(map[string]*models.Summary, len(rows))
	for n, row := range rows {
		list[n], ids[n] = row.summary(), row.ID
		byID[row.ID] = &list[n]
	}
	var units []unitRow
	if err := db.Where("lawsuit_id IN ?", ids).Order("position").Find(&units).Error; err != nil {
		return nil, err
	}
	for _, u := range units {
		l := byID[u.LawsuitID]
		l.Units = append(l.Units, models.UnitPart{Unit: u.Unit, Part: models.Part(u.Part)})
	}
	var clocks []clockRow
	if err := db.Where("lawsuit_id IN ? AND state = 'running'", ids).Order("position").Find(&clocks).Error; err != nil {
		return nil, err
	}
	for _, c := range clocks {
		clock, err := c.clock()
		if err != nil {
			return nil, err
		}
		byID[c.LawsuitID].Running = append(byID[c.LawsuitID].Running, clock)
	}
	for n := range list {
		countTime(&list[n], today)
	}
	return list, nil
}

// countTime puts the clock with the least time left first and counts those
// that are overdue today.
func countTime(l *models.Summary, today calendar.Date) {
	slices.SortStableFunc(l.Running, func(a, b measures.Clock) int { return a.Due.Compare(b.Due) })
	for _, c := range l.Running {
		if !today.IsZero() && c.Overdue(today) {
			l.Overdue++
		}
	}
}

// clamp returns how many rows to read: what was asked for, within bounds.
func clamp(asked, usual, most int) int {
	if asked <= 0 {
		return usual
	}
	return min(asked, most)
}
