package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
	"yingsu/models/post"
)

// channelsKey is the setting in which the workers say which channels they carry by.
const channelsKey = "channels"

// OpenChannels returns the channels beside the inbox by which the workers carry
// messages, as the last one said that was started.
func (s *Store) OpenChannels(ctx context.Context) (channels []string, err error) {
	_, err = s.Setting(ctx, channelsKey, &channels)
	return channels, err
}

// SayChannels keeps for the servers by which channels this program carries messages.
func (s *Store) SayChannels(ctx context.Context, channels []string) error {
	return s.PutSetting(ctx, channelsKey, channels)
}

// Ways returns by which channels a person wants to be told, and how, by channel.
func (s *Store) Ways(ctx context.Context, userID int64) ([]models.Way, error) {
	var rows []wayRow
	err := s.read.WithContext(ctx).Where("user_id = ?", userID).Order("channel").Find(&rows).Error
	list := make([]models.Way, len(rows))
	for n, r := range rows {
		list[n] = r.way()
	}
	return list, fault("ways", err)
}

// SetWay keeps how a person wants to be told by a channel. What waits for a channel
// that they switch off does not go out any more: it lies in their inbox.
func (s *Store) SetWay(ctx context.Context, userID int64, w models.Way) error {
	row := wayRow{
		UserID: userID, Channel: w.Channel, Address: w.Address, Secret: w.Secret, Chosen: w.On, Digest: w.Digest, QuietFrom: w.QuietFrom, QuietTo: w.QuietTo,
	}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		kept := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "user_id"}, {Name: "channel"}}, UpdateAll: true}).Create(&row)
		if kept.Error != nil || w.On {
			return kept.Error
		}
		return tx.Where("user_id = ? AND channel = ? AND state = 'waiting'", userID, w.Channel).Delete(&deliveryRow{}).Error
	})
	return fault("set way", err)
}

// TryWay puts a trial into its sender's outbox, for the one channel, and into their inbox
// as read. One that has been put there already, as in the same minute, is TooMany.
func (s *Store) TryWay(ctx context.Context, userID int64, w models.Way, trial models.Notice, now time.Time) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		row := messageRowOf(trial, models.Lawsuit{UpdatedAt: now})
		row.UserID, row.ReadAt = &userID, at(now)
		kept := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if kept.Error == nil && kept.RowsAffected == 0 {
			return refuse(models.TooMany, "这一渠道一分钟内只能发送一条测试消息，请稍后再试。上一条的结果见“最近的发送”。")
		}
		if kept.Error != nil {
			return kept.Error
		}
		further := deliveryRowOf(row, post.Delivery{Person: userID, Channel: w.Channel, Body: trial.Body, Way: w}, trial)
		return tx.Create(&further).Error
	})
	return fault("try a way", err)
}

// Carried returns what became of the last notices to a person on their way by other
// channels than the inbox, the last first.
func (s *Store) Carried(ctx context.Context, userID int64, limit int) ([]models.Carried, error) {
	var rows []struct {
		Channel, State, Title, CaseNumber, LawsuitID, LastError string
		Tries                                                   int
		At, NextAt, SentAt                                      instant
	}
	err := s.read.WithContext(ctx).Model(&deliveryRow{}).
		Select("deliveries.channel, deliveries.state, deliveries.tries, deliveries.last_error, deliveries.at, deliveries.next_at, deliveries.sent_at, deliveries.lawsuit_id, messages.title, COALESCE(lawsuits.case_number, '') AS case_number").
		Joins("JOIN messages ON messages.lawsuit_id = deliveries.lawsuit_id AND messages.notice_key = deliveries.notice_key AND messages.user_id = deliveries.user_id").
		Joins("LEFT JOIN lawsuits ON lawsuits.id = deliveries.lawsuit_id").
		Where("deliveries.user_id = ?", userID).Order("deliveries.id DESC").Limit(clamp(limit, 20, 200)).Scan(&rows).Error
	list := make([]models.Carried, len(rows))
	for n, r := range rows {
		list[n] = models.Carried{
			Channel: r.Channel, State: models.DeliveryState(r.State), Title: r.Title, CaseNumber: r.CaseNumber, LawsuitID: r.LawsuitID,
			Tries: r.Tries, Cause: r.LastError, At: r.At.Time, NextAt: r.NextAt.Time, SentAt: r.SentAt.Time,
		}
	}
	return list, fault("carried", err)
}

// waysOut returns the channels beside the inbox by which this program tells people: its
// own, or those that the workers carry by.
func (s *Store) waysOut(tx *gorm.DB) (channels []string, err error) {
	if s.carries {
		return s.channels, nil
	}
	var rows []settingRow
	if err := tx.Where("key = ?", channelsKey).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, err
	}
	err = rows[0].Value.decode(&channels)
	return channels, err
}

// chosenWays loads how everybody wants to be told who is told by one of the channels of
// their own choice. Where no such channel is open nothing is asked.
func chosenWays(tx *gorm.DB, channels []string) (map[int64][]models.Way, error) {
	var open []string
	for _, channel := range channels {
		if slices.Contains(models.Personal, channel) {
			open = append(open, channel)
		}
	}
	if len(open) == 0 {
		return nil, nil
	}
	var rows []wayRow
	// Neither address nor secret decides anything: they are read when it is sent.
	err := tx.Select("user_id", "channel", "chosen", "digest", "quiet_from", "quiet_to").Where("chosen AND channel IN ?", open).Find(&rows).Error
	ways := map[int64][]models.Way{}
	for _, r := range rows {
		ways[r.UserID] = append(ways[r.UserID], r.way())
	}
	return ways, err
}

type wayRow struct {
	UserID    int64  `gorm:"primaryKey;autoIncrement:false"`
	Channel   string `gorm:"primaryKey"`
	Address   string
	Secret    string
	Chosen    bool
	Digest    bool
	QuietFrom string
	QuietTo   string
}

func (wayRow) TableName() string { return "ways" }

func (r wayRow) way() models.Way {
	return models.Way{
		Channel: r.Channel, Address: r.Address, Secret: r.Secret, On: r.Chosen, Digest: r.Digest, QuietFrom: r.QuietFrom, QuietTo: r.QuietTo,
	}
}
