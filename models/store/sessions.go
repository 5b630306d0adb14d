package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// CreateSession stores a new session.
func (s *Store) CreateSession(ctx context.Context, session models.Session) error {
	row := sessionRow{
		TokenHash: session.TokenHash,
		UserID:    session.UserID,
		CreatedAt: at(session.CreatedAt),
		SeenAt:    at(session.SeenAt),
		ExpiresAt: at(session.ExpiresAt),
		Address:   session.Address,
		Seat:      session.Seat,
		Name:      session.Name,
		ReadOnly:  session.ReadOnly,
	}
	if session.SeenAt.IsZero() {
		row.SeenAt = row.CreatedAt
	}
	return fault("create session", s.write.WithContext(ctx).Create(&row).Error)
}

// SessionByHash returns a session, as it was last seen, and whose it is, and
// notes at most once a minute that it was seen now. The account has with it the units
// whose functions its own continues on the day. It is SignIn where there is
// no such session, it has expired, or its account is disabled.
func (s *Store) SessionByHash(ctx context.Context, tokenHash string, now time.Time, today calendar.Date) (models.Session, models.User, error) {
	var found struct {
		Session sessionRow `gorm:"embedded;embeddedPrefix:session_"`
		User    userRow    `gorm:"embedded"`
		Unread  int
		Sole    bool
		Closed  string // the units that are there no more, one a line, each with its successor
	}
	err := s.keyed.WithContext(ctx).Table("sessions").
		Select("users.*, token_hash AS session_token_hash, user_id AS session_user_id, sessions.created_at AS session_created_at, seen_at AS session_seen_at, expires_at AS session_expires_at, address AS session_address, seat AS session_seat, sessions.name AS session_name, read_only AS session_read_only, (SELECT COUNT(*) FROM (SELECT 1 FROM messages WHERE messages.user_id = users.id AND read_at IS NULL LIMIT ?) AS few) AS unread, (users.role = ? AND NOT EXISTS (SELECT 1 FROM users AS another WHERE another.role = ?)) AS sole, COALESCE((SELECT string_agg(name || ? || successor, ?) FROM units WHERE closed_on <= ? AND users.role IN ?), '') AS closed", models.ManyUnread, string(models.Admin), string(models.SecurityAdmin), between, "\n", day{today}, unitRoles).
		Joins("JOIN users ON users.id = sessions.user_id").
		Where("token_hash = ? AND expires_at > ? AND NOT users.disabled", tokenHash, at(now)).Take(&found).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Session{}, models.User{}, signIn()
	}
	if err != nil {
		return models.Session{}, models.User{}, fault("session", err)
	}
	session := found.Session.session()
	session.Unread = found.Unread
	user := found.User.user()
	user.Sole = found.Sole
	user.Continues = models.Continued(user.Unit, closedIn(found.Closed))
	return session, user, s.touch(ctx, found.Session, now)
}

// between stands between a closed unit and its successor in one text.
const between = "\t"

var unitRoles = slices.DeleteFunc(slices.Clone(models.Roles), func(r models.Role) bool { return !r.OfUnit() })

// closedIn reads units that are there no more from a text with one a line.
func closedIn(text string) []models.Unit {
	var closed []models.Unit
	for _, line := range lines(text) {
		name, successor, _ := strings.Cut(line, between)
		closed = append(closed, models.Unit{Name: name, Successor: successor})
	}
	return closed
}

// touch writes only once a minute: reading a page should not cost a write.
func (s *Store) touch(ctx context.Context, row sessionRow, now time.Time) error {
	aMinuteAgo := now.Add(-time.Minute)
	if row.SeenAt.After(aMinuteAgo) {
		return nil
	}
	err := s.write.WithContext(ctx).Model(&sessionRow{}).
		Where("token_hash = ? AND seen_at <= ?", row.TokenHash, at(aMinuteAgo)).
		Updates(map[string]any{"seen_at": at(now)}).Error
	return fault("touch session", err)
}

// DeleteSession ends one session. One that is gone already is no error.
func (s *Store) DeleteSession(ctx context.Context, tokenHash string) error {
	return fault("delete session", s.write.WithContext(ctx).Where("token_hash = ?", tokenHash).Delete(&sessionRow{}).Error)
}

// SessionsOf returns the sessions of an account that have not expired, those that were
// seen last first, at most models.ManySessions.
func (s *Store) SessionsOf(ctx context.Context, userID int64, now time.Time) ([]models.Session, error) {
	var rows []sessionRow
	err := s.read.WithContext(ctx).Where("user_id = ? AND expires_at > ?", userID, at(now)).Order("seen_at DESC, token_hash").Limit(models.ManySessions).Find(&rows).Error
	list := make([]models.Session, len(rows))
	for n, row := range rows {
		list[n] = row.session()
	}
	return list, fault("sessions", err)
}

// EndSession ends one session of an account, or is NotFound.
func (s *Store) EndSession(ctx context.Context, userID int64, tokenHash string) error {
	done := s.write.WithContext(ctx).Where("user_id = ? AND token_hash = ?", userID, tokenHash).Delete(&sessionRow{})
	if done.Error == nil && done.RowsAffected == 0 {
		return refuse(models.NotFound, "没有这个登录，它可能已经退出或者到期；请刷新页面，查看现在的登录。")
	}
	return fault("end session", done.Error)
}

// DeleteSessionsOf ends all sessions of one account.
func (s *Store) DeleteSessionsOf(ctx context.Context, userID int64) error {
	return fault("delete sessions", s.write.WithContext(ctx).Where("user_id = ?", userID).Delete(&sessionRow{}).Error)
}

// EndSignInsBut ends the sign-ins of one account but one. Programs' tokens stay.
func (s *Store) EndSignInsBut(ctx context.Context, userID int64, tokenHash string) error {
	done := s.write.WithContext(ctx).Where("user_id = ? AND name = '' AND token_hash <> ?", userID, tokenHash).Delete(&sessionRow{})
	return fault("end sign-ins", done.Error)
}

// DeleteExpiredSessions clears away the sessions that had expired by now.
func (s *Store) DeleteExpiredSessions(ctx context.Context, now time.Time) error {
	return fault("delete expired sessions", s.write.WithContext(ctx).Where("expires_at <= ?", at(now)).Delete(&sessionRow{}).Error)
}

func signIn() error {
	return refuse(models.SignIn, "尚未登录或者登录已过期，请重新登录。")
}

type sessionRow struct {
	TokenHash string `gorm:"primaryKey"`
	UserID    int64
	CreatedAt instant `gorm:"autoCreateTime:false"`
	SeenAt    instant
	ExpiresAt instant
	Address   string
	Seat      string
	Name      string
	ReadOnly  bool
}

func (sessionRow) TableName() string { return "sessions" }

func (r sessionRow) session() models.Session {
	return models.Session{
		TokenHash: r.TokenHash,
		UserID:    r.UserID,
		CreatedAt: r.CreatedAt.Time,
		SeenAt:    r.SeenAt.Time,
		ExpiresAt: r.ExpiresAt.Time,
		Address:   r.Address,
		Seat:      r.Seat,
		Name:      r.Name,
		ReadOnly:  r.ReadOnly,
	}
}
