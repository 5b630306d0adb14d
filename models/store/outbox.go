package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/models/post"
)

// PostBy names the channels beside the inbox by which people are told from now on.
// It is called before the first recording, and alike in every program that records.
func (s *Store) PostBy(channels ...string) { s.channels = channels }

// TakeDeliveries returns what waits for one of the channels and may be tried now,
// the oldest first, and keeps it from everybody else for the lease: what has not
// been settled by then may be taken again. Any number of programs may take beside
// each other.
func (s *Store) TakeDeliveries(ctx context.Context, channels []string, now time.Time, lease time.Duration, limit int) ([]models.Delivery, error) {
	due := func(tx *gorm.DB) *gorm.DB {
		return tx.Model(&deliveryRow{}).Where("state = 'waiting' AND next_at <= ? AND channel IN ?", at(now), channels).
			Order("next_at, id").Limit(limit)
	}
	var ids []int64
	// A look that writes nothing: on SQLite a transaction that may write keeps acts
	// waiting.
	if err := due(s.read.WithContext(ctx)).Limit(1).Pluck("id", &ids).Error; err != nil || len(ids) == 0 {
		return nil, fault("deliveries", err)
	}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		ids = nil
		if err := due(tx).Clauses(clause.Locking{Strength: "UPDATE", Options: "SKIP LOCKED"}).Pluck("id", &ids).Error; err != nil || len(ids) == 0 {
			return err
		}
		return tx.Model(&deliveryRow{}).Where("id IN ?", ids).
			Updates(map[string]any{"next_at": at(now.Add(lease)), "tries": gorm.Expr("tries + 1")}).Error
	})
	if err != nil || len(ids) == 0 {
		return nil, fault("take deliveries", err)
	}
	var rows []takenRow
	err = s.write.WithContext(ctx).Model(&deliveryRow{}).
		Select(`deliveries.id, deliveries.key, deliveries.channel, deliveries.tries, deliveries.lawsuit_id, deliveries.notice_key, deliveries.user_id,
			messages.urgency, messages.title, messages.body, messages.article, messages.clock, messages.due, messages.at,
			users.username, users.name, users.role, users.unit, COALESCE(lawsuits.case_number, '') AS case_number`).
		Joins("JOIN messages ON messages.lawsuit_id = deliveries.lawsuit_id AND messages.notice_key = deliveries.notice_key AND messages.user_id = deliveries.user_id").
		Joins("JOIN users ON users.id = deliveries.user_id").
		Joins("LEFT JOIN lawsuits ON lawsuits.id = deliveries.lawsuit_id").
		Where("deliveries.id IN ?", ids).Order("deliveries.id").Find(&rows).Error
	list := make([]models.Delivery, len(rows))
	for n, r := range rows {
		list[n] = r.delivery()
	}
	return list, fault("take deliveries", err)
}

// Delivered settles deliveries that have arrived, whoever has taken them since.
func (s *Store) Delivered(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	err := s.write.WithContext(ctx).Model(&deliveryRow{}).Where("id IN ?", ids).
		Updates(map[string]any{"state": string(models.Sent), "last_error": ""}).Error
	return fault("settle deliveries", err)
}

// Failed puts a delivery off until it may be tried again, or gives it up where that
// is never, and keeps the cause. A try that somebody else has followed by another,
// or that has arrived after all, is left alone.
func (s *Store) Failed(ctx context.Context, d models.Delivery, cause string, again time.Time) error {
	columns := map[string]any{"last_error": cause}
	if again.IsZero() {
		columns["state"] = string(models.Dead)
	} else {
		columns["next_at"] = at(again)
	}
	err := s.write.WithContext(ctx).Model(&deliveryRow{}).
		Where("id = ? AND tries = ? AND state = 'waiting'", d.ID, d.Tries).Updates(columns).Error
	return fault("put off a delivery", err)
}

// Outbox says how it stands with what is to leave the program. What has arrived
// is most, and not looked at.
func (s *Store) Outbox(ctx context.Context) (models.Outbox, error) {
	var row struct {
		Waiting, Dead int
		Oldest        instant
	}
	err := s.read.WithContext(ctx).Raw(`SELECT waiting.n AS waiting, waiting.oldest, dead.n AS dead
		FROM (SELECT COUNT(*) AS n, MIN(at) AS oldest FROM deliveries WHERE state = 'waiting') AS waiting,
			(SELECT COUNT(*) AS n FROM deliveries WHERE state = 'dead') AS dead`).Scan(&row).Error
	return models.Outbox{Waiting: row.Waiting, Dead: row.Dead, Oldest: row.Oldest.Time}, fault("outbox", err)
}

// Undeliverable returns what was given up, the last first, without the messages:
// whoever runs the program sees no lawsuit.
func (s *Store) Undeliverable(ctx context.Context, limit int) ([]models.Undeliverable, error) {
	var rows []takenRow
	err := s.read.WithContext(ctx).Model(&deliveryRow{}).
		Select("deliveries.*, users.username, users.name, users.role, users.unit").
		Joins("JOIN users ON users.id = deliveries.user_id").
		Where("deliveries.state = 'dead'").Order("deliveries.id DESC").Limit(clamp(limit, 50, 500)).Find(&rows).Error
	list := make([]models.Undeliverable, len(rows))
	for n, r := range rows {
		list[n] = models.Undeliverable{ID: r.ID, Key: r.Key, Channel: r.Channel, To: r.to(), Tries: r.Tries, Cause: r.LastError, At: r.At.Time}
	}
	return list, fault("undeliverable", err)
}

// SendAgain has what was given up tried once more from the beginning: the deliveries
// that are named, or all of them where none is. It returns how many; one that waits or
// has arrived meanwhile is left alone.
func (s *Store) SendAgain(ctx context.Context, now time.Time, ids ...int64) (int, error) {
	dead := s.write.WithContext(ctx).Model(&deliveryRow{}).Where("state = 'dead'")
	if len(ids) > 0 {
		dead = dead.Where("id IN ?", ids)
	}
	done := dead.Updates(map[string]any{"state": string(models.Waiting), "tries": 0, "next_at": at(now)})
	return int(done.RowsAffected), fault("send again", done.Error)
}

type deliveryRow struct {
	ID        int64 `gorm:"primaryKey"`
	Key       string
	LawsuitID string
	NoticeKey string
	UserID    int64
	Channel   string
	State     string
	Tries     int
	NextAt    instant
	LastError string
	At        instant
}

func (deliveryRow) TableName() string { return "deliveries" }

func deliveryRowOf(m messageRow, d post.Delivery) deliveryRow {
	return deliveryRow{
		Key: post.Key(m.LawsuitID, m.NoticeKey, d.Person, d.Channel), LawsuitID: m.LawsuitID, NoticeKey: m.NoticeKey,
		UserID: d.Person, Channel: d.Channel, State: string(models.Waiting), NextAt: m.At, At: m.At,
	}
}

// takenRow is a delivery with its message and its reader.
type takenRow struct {
	ID        int64
	Key       string
	Channel   string
	Tries     int
	LastError string

	LawsuitID  string
	CaseNumber string
	NoticeKey  string
	UserID     int64
	Urgency    string
	Title      string
	Body       string
	Article    string
	Clock      string
	Due        day
	At         instant

	Username, Name, Role, Unit string
}

func (r takenRow) to() models.Actor {
	return models.Actor{Username: r.Username, Name: r.Name, Role: models.Role(r.Role), Unit: r.Unit}
}

func (r takenRow) delivery() models.Delivery {
	m := messageRow{
		UserID: &r.UserID, LawsuitID: r.LawsuitID, NoticeKey: r.NoticeKey, Urgency: r.Urgency, Title: r.Title,
		Body: r.Body, Article: r.Article, Clock: r.Clock, Due: r.Due, At: r.At,
	}.message()
	m.CaseNumber = r.CaseNumber
	return models.Delivery{ID: r.ID, Key: r.Key, Channel: r.Channel, To: r.to(), Message: m, Tries: r.Tries}
}
