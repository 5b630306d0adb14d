package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
)

// Inbox returns one page of a person's messages. A cursor that was not made for
// the same order is Invalid.
func (s *Store) Inbox(ctx context.Context, userID int64, f models.MessageFilter) (models.MessagePage, error) {
	after, err := parseSpot(f)
	if err != nil {
		return models.MessagePage{}, err
	}
	limit := clamp(f.Limit, 50, 500)
	query := messages(s.read.WithContext(ctx)).Scopes(after.scope).Where("messages.user_id = ?", userID)
	if f.Unread {
		query = query.Where("messages.read_at IS NULL")
	}
	var page models.MessagePage
	if page.Messages, err = listMessages(query, limit+1); err != nil { // one more tells whether another page follows
		return models.MessagePage{}, err
	}
	if len(page.Messages) > limit {
		page.Messages = page.Messages[:limit]
		page.Next = after.behind(page.Messages[limit-1])
	}
	return page, nil
}

// Undelivered returns the notices that reached nobody, last one first, from
// the lawsuits that the viewer may see.
func (s *Store) Undelivered(ctx context.Context, viewer models.Actor, limit int) ([]models.Message, error) {
	query := messages(s.read.WithContext(ctx)).Scopes(visibleTo(viewer)).Where("messages.user_id IS NULL")
	return listMessages(query.Order("messages.id DESC"), clamp(limit, 50, 500))
}

// Unread counts a person's unread messages; models.Counted stands for as many or
// more.
func (s *Store) Unread(ctx context.Context, userID int64) (int, error) {
	db := s.read.WithContext(ctx)
	var n int64
	waiting := db.Model(&messageRow{}).Select("1").Where("user_id = ? AND read_at IS NULL", userID).Limit(models.Counted)
	err := db.Table("(?) AS few", waiting).Count(&n).Error
	return int(n), fault("unread", err)
}

// MarkRead marks messages of this person as read: those named, or all. What is
// not theirs, or was read already, stays as it is.
func (s *Store) MarkRead(ctx context.Context, userID int64, ids ...int64) error {
	query := s.write.WithContext(ctx).Model(&messageRow{}).Where("user_id = ? AND read_at IS NULL", userID)
	if len(ids) > 0 {
		query = query.Where("id IN ?", ids)
	}
	return fault("mark read", query.Updates(map[string]any{"read_at": at(time.Now())}).Error)
}

// Tell puts a notice about a lawsuit into inboxes outside of any recording, or
// about none where lawsuitID is empty. The same key is told to nobody twice.
func (s *Store) Tell(ctx context.Context, lawsuitID string, notice models.Notice) error {
	return s.TellAll(ctx, []models.Told{{LawsuitID: lawsuitID, Notice: notice}})
}

// TellAll is Tell for many notices at once: all of them are put into inboxes, or
// none is.
func (s *Store) TellAll(ctx context.Context, told []models.Told) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return s.tell(tx, told...) })
	return fault("tell", err)
}

func (s *Store) tell(tx *gorm.DB, told ...models.Told) error {
	if len(told) == 0 {
		return nil
	}
	now := time.Now()
	lawsuits, private := make([]string, len(told)), []string(nil)
	for n, t := range told {
		lawsuits[n] = t.LawsuitID
		if t.Notice.Private {
			private = append(private, t.Notice.Persons...)
		}
	}
	staff, err := s.staff(tx, calendar.DateOf(now), private...)
	if err != nil {
		return err
	}
	has, err := inHand(tx, lawsuits...)
	if err != nil {
		return err
	}
	var mail outgoing
	for _, t := range told {
		if t.Notice.Key == "" {
			return incomplete("通知标识")
		}
		staff.InHand = has[t.LawsuitID]
		mail.address(t.Notice, models.Lawsuit{ID: t.LawsuitID, UpdatedAt: now}, staff)
	}
	return mail.send(tx)
}

// deliver writes what becomes of a recording's notices, as package post decides:
// the messages, which lie in their inboxes with that, and what other channels are
// to carry further. A person who was told of a notice before is not told again.
func (s *Store) deliver(tx *gorm.DB, rec models.Recording) error {
	if len(rec.Notices) == 0 {
		return nil
	}
	staff, err := s.staff(tx, rec.On)
	if err != nil {
		return err
	}
	has, err := inHand(tx, rec.Lawsuit.ID)
	if err != nil {
		return err
	}
	staff.InHand = has[rec.Lawsuit.ID]
	var mail outgoing
	for _, notice := range rec.Notices {
		mail.address(notice, rec.Lawsuit, staff)
	}
	return mail.send(tx)
}

// outgoing is what is to be told, and by which channels.
type outgoing struct {
	messages []messageRow
	further  []deliveryRow
}

func (o *outgoing) address(notice models.Notice, l models.Lawsuit, staff post.Staff) {
	row := messageRowOf(notice, l)
	for _, d := range post.Deliver(notice, staff) {
		if d.Channel != post.Inbox {
			o.further = append(o.further, deliveryRowOf(row, d, notice))
			continue
		}
		row.Body, row.UserID = d.Body, nil
		if d.Person != 0 {
			row.UserID = &d.Person
		}
		o.messages = append(o.messages, row)
	}
}

func (o *outgoing) send(tx *gorm.DB) error {
	once := tx.Clauses(clause.OnConflict{DoNothing: true})
	if err := once.CreateInBatches(&o.messages, 500).Error; err != nil || len(o.further) == 0 {
		return err
	}
	return once.CreateInBatches(&o.further, 500).Error
}

// staff loads who can be told on a day, with those whom private notices name.
func (s *Store) staff(tx *gorm.DB, on calendar.Date, private ...string) (post.Staff, error) {
	channels, err := s.waysOut(tx)
	if err != nil {
		return post.Staff{}, err
	}
	staff := post.Staff{Channels: channels}
	var users []userRow
	// Only what decides: the rest of an account is twice as much again.
	query := tx.Select("id", "username", "name", "role", "unit", "disabled").Where("disabled = ?", false)
	if len(private) > 0 {
		query = query.Or("username IN ?", private)
	}
	if err := query.Order("id").Find(&users).Error; err != nil {
		return staff, err
	}
	for _, u := range users {
		staff.People = append(staff.People, u.user())
	}
	var away []substitutionRow
	if err := tx.Where("NOT ended AND first_day <= ? AND last_day >= ?", day{on}, day{on}).Find(&away).Error; err != nil {
		return staff, err
	}
	for _, r := range away {
		staff.Away = append(staff.Away, r.whole())
	}
	var closed []directoryRow
	if err := tx.Where("closed_on <= ?", day{on}).Find(&closed).Error; err != nil {
		return staff, err
	}
	staff.Closed = unitsIn(closed)
	staff.Ways, err = chosenWays(tx, channels)
	return staff, err
}

// messages starts a query of messages with their lawsuits.
func messages(db *gorm.DB) *gorm.DB {
	return db.Model(&messageRow{}).Select("messages.*, COALESCE(lawsuits.case_number, '') AS case_number").
		Joins("LEFT JOIN lawsuits ON lawsuits.id = messages.lawsuit_id")
}

func listMessages(query *gorm.DB, limit int) ([]models.Message, error) {
	var rows []struct {
		Message    messageRow `gorm:"embedded"`
		CaseNumber string
	}
	if err := query.Limit(limit).Find(&rows).Error; err != nil {
		return nil, fault("messages", err)
	}
	list := make([]models.Message, len(rows))
	for n, row := range rows {
		list[n] = row.Message.message()
		list[n].CaseNumber = row.CaseNumber
	}
	return list, nil
}

// spot is a place in an inbox: behind the message that it names, or at the start
// where it names none.
type spot struct {
	Loud  bool  `json:"l"` // the inbox is ordered by how loud its messages are
	Quiet int   `json:"q"` // how quiet that message is; the statements and the index spell it out
	ID    int64 `json:"i"`
}

// scope orders an inbox and skips what lies up to the spot.
func (p spot) scope(db *gorm.DB) *gorm.DB {
	if !p.Loud {
		if p.ID > 0 {
			db = db.Where("messages.id < ?", p.ID)
		}
		return db.Order("messages.id DESC")
	}
	if p.ID > 0 {
		db = db.Where("(CASE WHEN read_at IS NOT NULL THEN 3 WHEN urgency = 'escalation' THEN 0 WHEN urgency = 'warning' THEN 1 ELSE 2 END, -messages.id) > (?, ?)", p.Quiet, -p.ID)
	}
	return db.Order("CASE WHEN read_at IS NOT NULL THEN 3 WHEN urgency = 'escalation' THEN 0 WHEN urgency = 'warning' THEN 1 ELSE 2 END, -messages.id")
}

// behind writes the cursor of what follows a message.
func (p spot) behind(m models.Message) string {
	next := spot{Loud: p.Loud, ID: m.ID}
	if p.Loud {
		next.Quiet = quietness(m)
	}
	text, _ := json.Marshal(next) // numbers always marshal
	return base64.RawURLEncoding.EncodeToString(text)
}

func quietness(m models.Message) int {
	switch {
	case !m.ReadAt.IsZero():
		return 3
	case m.Urgency == models.Escalation:
		return 0
	case m.Urgency == models.Warning:
		return 1
	}
	return 2
}

func parseSpot(f models.MessageFilter) (p spot, err error) {
	if f.Cursor == "" {
		return spot{Loud: f.Loud}, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(f.Cursor)
	if err == nil {
		err = json.Unmarshal(text, &p)
	}
	if err != nil || p.Loud != f.Loud || p.ID <= 0 {
		return spot{}, badCursor()
	}
	return p, nil
}

type messageRow struct {
	ID        int64  `gorm:"primaryKey"`
	UserID    *int64 // nil where it reached nobody
	LawsuitID string
	NoticeKey string
	Urgency   string
	Title     string
	Body      string
	Article   string
	Clock     string
	Due       day
	At        instant
	ReadAt    instant
}

func (messageRow) TableName() string { return "messages" }

func messageRowOf(n models.Notice, l models.Lawsuit) messageRow {
	return messageRow{
		LawsuitID: l.ID,
		NoticeKey: n.Key,
		Urgency:   string(n.Urgency),
		Title:     n.Title,
		Body:      n.Body,
		Article:   n.Article,
		Clock:     n.Clock,
		Due:       day{n.Due},
		At:        at(l.UpdatedAt),
	}
}

func (r messageRow) message() models.Message {
	m := models.Message{
		ID:        r.ID,
		LawsuitID: r.LawsuitID,
		Notice: models.Notice{
			Key:     r.NoticeKey,
			Urgency: models.Urgency(r.Urgency),
			Title:   r.Title,
			Body:    r.Body,
			Article: r.Article,
			Clock:   r.Clock,
			Due:     r.Due.Date,
		},
		At:     r.At.Time,
		ReadAt: r.ReadAt.Time,
	}
	if r.UserID != nil {
		m.UserID = *r.UserID
	}
	return m
}
