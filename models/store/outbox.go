package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/models/post"
)

// PostBy names the channels beside the inbox by which people are told from now on by
// this program, which carries by them. It is called before the first recording, and alike
// in every program that records. The others tell by those that the workers say they have:
// see SayChannels.
func (s *Store) PostBy(channels ...string) { s.channels, s.carries = channels, true }

// TakeDeliveries returns what waits for one of the channels and may be tried now,
// the oldest first, and keeps it from everybody else for the lease: what has not
// been settled by then may be taken again. With something of a digest comes all of that
// person's that may be tried now, at most MostOfDigests in all. Any number of programs
// may take beside each other.
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
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) (err error) {
		var first []deliveryRow
		if err := due(tx).Select("id", "user_id", "channel", "digest").Clauses(clause.Locking{Strength: "UPDATE", Options: "SKIP LOCKED"}).Find(&first).Error; err != nil {
			return err
		}
		if ids, err = withDigests(tx, first, now); err != nil || len(ids) == 0 {
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
			users.username, users.name, users.role, users.unit, COALESCE(lawsuits.case_number, '') AS case_number,
			deliveries.digest AS in_digest, ways.address, ways.secret, ways.chosen, ways.digest, ways.quiet_from, ways.quiet_to`).
		Joins("JOIN messages ON messages.lawsuit_id = deliveries.lawsuit_id AND messages.notice_key = deliveries.notice_key AND messages.user_id = deliveries.user_id").
		Joins("JOIN users ON users.id = deliveries.user_id").
		Joins("LEFT JOIN lawsuits ON lawsuits.id = deliveries.lawsuit_id").
		Joins("LEFT JOIN ways ON ways.user_id = deliveries.user_id AND ways.channel = deliveries.channel").
		Where("deliveries.id IN ?", ids).Order("deliveries.id").Find(&rows).Error
	list := make([]models.Delivery, len(rows))
	for n, r := range rows {
		list[n] = r.delivery()
	}
	return list, fault("take deliveries", err)
}

// MostOfDigests bounds what is taken at once where digests are among it.
const MostOfDigests = 1000

// withDigests returns what was taken, with all else that goes with its digests.
func withDigests(tx *gorm.DB, first []deliveryRow, now time.Time) (ids []int64, err error) {
	var readers []int64
	var channels []string
	for _, r := range first {
		ids = append(ids, r.ID)
		if r.Digest {
			readers, channels = append(readers, r.UserID), append(channels, r.Channel)
		}
	}
	if len(readers) == 0 {
		return ids, nil
	}
	var more []int64
	err = tx.Model(&deliveryRow{}).Where("state = 'waiting' AND next_at <= ? AND digest AND user_id IN ? AND channel IN ? AND id NOT IN ?", at(now), readers, channels, ids).
		Order("id").Limit(MostOfDigests-len(ids)).Clauses(clause.Locking{Strength: "UPDATE", Options: "SKIP LOCKED"}).Pluck("id", &more).Error
	return append(ids, more...), err
}

// Delivered settles deliveries that have arrived, whoever has taken them since.
func (s *Store) Delivered(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	err := s.write.WithContext(ctx).Model(&deliveryRow{}).Where("id IN ?", ids).
		Updates(map[string]any{"state": string(models.Sent), "last_error": "", "sent_at": at(time.Now())}).Error
	return fault("settle deliveries", err)
}

// Failed puts deliveries off that were tried together, until they may be tried again,
// or gives them up where that is never, and keeps the cause. A try that somebody else
// has followed by another, or that has arrived after all, is left alone.
func (s *Store) Failed(ctx context.Context, tried []models.Delivery, cause string, again time.Time) error {
	columns := map[string]any{"last_error": storable(cause)}
	if again.IsZero() {
		columns["state"] = string(models.Dead)
	} else {
		columns["next_at"] = at(again)
	}
	return s.changeTaken(ctx, tried, columns)
}

// GiveBack has deliveries be taken again from an instant on that were taken and not
// tried, as if they had not been taken.
func (s *Store) GiveBack(ctx context.Context, taken []models.Delivery, until time.Time) error {
	return s.changeTaken(ctx, taken, map[string]any{"next_at": at(until), "tries": gorm.Expr("tries - 1")})
}

// changeTaken changes deliveries that wait, as long as nobody else has taken them since.
func (s *Store) changeTaken(ctx context.Context, taken []models.Delivery, columns map[string]any) error {
	byTries := map[int][]int64{}
	for _, d := range taken {
		byTries[d.Tries] = append(byTries[d.Tries], d.ID)
	}
	for _, tries := range slices.Sorted(maps.Keys(byTries)) {
		err := s.write.WithContext(ctx).Model(&deliveryRow{}).Where("id IN ? AND tries = ? AND state = 'waiting'", byTries[tries], tries).Updates(columns).Error
		if err != nil {
			return fault("put off deliveries", err)
		}
	}
	return nil
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
	Digest    bool
	SentAt    instant
}

func (deliveryRow) TableName() string { return "deliveries" }

func deliveryRowOf(m messageRow, d post.Delivery, n models.Notice) deliveryRow {
	return deliveryRow{
		Key: post.Key(m.LawsuitID, m.NoticeKey, d.Person, d.Channel), LawsuitID: m.LawsuitID, NoticeKey: m.NoticeKey,
		UserID: d.Person, Channel: d.Channel, State: string(models.Waiting), At: m.At,
		NextAt: at(post.When(d.Way, n, m.At.Time, m.At.Time)), Digest: post.InDigest(d.Way, n, m.At.Time),
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

	// As the reader wants the channel; nothing where it is nobody's own.
	InDigest           bool
	Address, Secret    *string
	Chosen, Digest     *bool
	QuietFrom, QuietTo *string
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
	d := models.Delivery{ID: r.ID, Key: r.Key, Channel: r.Channel, To: r.to(), Message: m, Tries: r.Tries, Digest: r.InDigest}
	if r.Address != nil {
		d.Way = models.Way{Channel: r.Channel, Address: *r.Address, Secret: *r.Secret, On: *r.Chosen, Digest: *r.Digest, QuietFrom: *r.QuietFrom, QuietTo: *r.QuietTo}
	}
	return d
}
