package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Inbox returns a person's messages, last one first: at most limit of them, 50
// where it is 0.
func (s *Store) Inbox(ctx context.Context, userID int64, unreadOnly bool, limit int) ([]models.Message, error) {
	query := messages(s.read.WithContext(ctx)).Where("messages.user_id = ?", userID)
	if unreadOnly {
		query = query.Where("messages.read_at IS NULL")
	}
	return listMessages(query, limit)
}

// Undelivered returns the notices that reached nobody, last one first, from
// the lawsuits that the viewer may see.
func (s *Store) Undelivered(ctx context.Context, viewer models.Actor, limit int) ([]models.Message, error) {
	query := messages(s.read.WithContext(ctx)).Scopes(visibleTo(viewer)).Where("messages.user_id IS NULL")
	return listMessages(query, limit)
}

// Unread counts a person's unread messages.
func (s *Store) Unread(ctx context.Context, userID int64) (int, error) {
	var n int64
	err := s.read.WithContext(ctx).Model(&messageRow{}).
		Where("user_id = ? AND read_at IS NULL", userID).Count(&n).Error
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
	if notice.Key == "" {
		return incomplete("通知标识")
	}
	rec := models.Recording{Lawsuit: models.Lawsuit{ID: lawsuitID, UpdatedAt: time.Now()}, On: calendar.DateOf(time.Now()), Notices: []models.Notice{notice}}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return deliver(tx, rec) })
	return fault("tell of "+lawsuitID, err)
}

// deliver puts each notice of a recording into the inboxes of those whom it is
// for, and of those who stand in for them. A person who was told of it before is
// not told again.
func deliver(tx *gorm.DB, rec models.Recording) error {
	if len(rec.Notices) == 0 {
		return nil
	}
	var staff []userRow
	if err := tx.Where("disabled = ?", false).Order("id").Find(&staff).Error; err != nil {
		return err
	}
	instead, err := standIns(tx, rec.On, staff)
	if err != nil {
		return err
	}
	var rows []messageRow
	for _, notice := range rec.Notices {
		row := messageRowOf(notice, rec.Lawsuit)
		readers, vacant := address(notice.To, staff)
		if len(vacant) > 0 {
			row.Body = "（" + strings.Join(vacant, "、") + "尚无可用账号，请另行通知。）\n" + row.Body
		}
		for _, reader := range readers {
			row.UserID = reader
			rows = append(rows, row)
		}
		rows = append(rows, forStandIns(row, readers, instead, staff)...)
	}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&rows, 500).Error
}

// forStandIns returns the message once more for each who stands in for a reader
// and is no reader themselves.
func forStandIns(row messageRow, readers []*int64, instead map[int64]int64, staff []userRow) []messageRow {
	var more []messageRow
	for _, reader := range readers {
		if reader == nil || instead[*reader] == 0 {
			continue
		}
		standIn := instead[*reader]
		if slices.ContainsFunc(readers, func(r *int64) bool { return r != nil && *r == standIn }) {
			continue
		}
		absent := staff[slices.IndexFunc(staff, func(u userRow) bool { return u.ID == *reader })]
		copied := row
		copied.UserID, copied.Body = &standIn, "（"+absent.Name+"请假，由您代理。）\n"+row.Body
		more = append(more, copied)
	}
	return more
}

// address returns who is to be told: the persons who hold the offices, each
// once. Where an organ has nobody in any office named, it is vacant, and the
// Justice Bureau's clerks are told too, who have to tell it by other means;
// administrators, if there is no clerk. One nil reader stands for nobody.
func address(to []models.Recipient, staff []userRow) (readers []*int64, vacant []string) {
	told := make(map[int64]bool)
	tell := func(office models.Recipient) (held bool) {
		for _, user := range staff {
			if !holds(user, office) {
				continue
			}
			held = true
			if !told[user.ID] {
				told[user.ID] = true
				readers = append(readers, &user.ID)
			}
		}
		return held
	}
	reached := make(map[string]bool)
	for _, office := range to {
		if tell(office) {
			reached[organ(office)] = true
		}
	}
	for _, office := range to {
		if name := organ(office); !reached[name] && !slices.Contains(vacant, name) {
			vacant = append(vacant, name)
		}
	}
	if len(vacant) > 0 || len(to) == 0 {
		if !tell(models.Recipient{Role: models.Clerk}) {
			tell(models.Recipient{Role: models.Admin})
		}
	}
	if len(readers) == 0 {
		readers = []*int64{nil}
	}
	return readers, vacant
}

// holds tells whether the person holds the office. An office of a unit needs
// the unit: without it, it is nobody's.
func holds(u userRow, office models.Recipient) bool {
	if u.Role != string(office.Role) {
		return false
	}
	return !office.Role.OfUnit() || (office.Unit != "" && u.Unit == office.Unit)
}

// organ names where the office is, as staff read it.
func organ(office models.Recipient) string {
	switch {
	case office.Role.OfUnit() && office.Unit != "":
		return office.Unit
	case office.Role.OfBureau():
		return measures.JusticeBureau
	}
	return office.Role.Title()
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
	if err := query.Order("messages.id DESC").Limit(clamp(limit, 50, 500)).Find(&rows).Error; err != nil {
		return nil, fault("messages", err)
	}
	list := make([]models.Message, len(rows))
	for n, row := range rows {
		list[n] = row.Message.message()
		list[n].CaseNumber = row.CaseNumber
	}
	return list, nil
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
