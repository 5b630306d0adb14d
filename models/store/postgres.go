package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"gorm.io/driver/postgres"
)

func openPostgres(ctx context.Context, url string, bringUpToDate bool) (*Store, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	if bringUpToDate {
		if err := migratePostgres(ctx, *config); err != nil {
			return nil, err
		}
	}
	limit(config)
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(20)
	pool.SetMaxIdleConns(20)
	pool.SetConnMaxLifetime(30 * time.Minute)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	db, err := connect(postgres.New(postgres.Config{Conn: pool}))
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &Store{write: db, read: db, pools: []*sql.DB{pool}}, nil
}

// limit keeps one bad statement or forgotten transaction from holding up
// everybody else. What the URL itself sets stays.
func limit(config *pgx.ConnConfig) {
	for name, value := range map[string]string{
		"application_name":                    "yingsu",
		"statement_timeout":                   "10s",
		"lock_timeout":                        "3s",
		"idle_in_transaction_session_timeout": "30s",
	} {
		if _, set := config.RuntimeParams[name]; !set {
			config.RuntimeParams[name] = value
		}
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 3 * time.Second
	}
}

// migratePostgres works on a connection of its own: a migration may take longer
// than a statement is allowed to.
func migratePostgres(ctx context.Context, config pgx.ConnConfig) error {
	db := stdlib.OpenDB(config)
	err := migrate(ctx, goose.DialectPostgres, db, "postgres", goose.WithSessionLocker(oneAtATime{}))
	return errors.Join(err, db.Close())
}

// oneAtATime makes processes that start together migrate one after the other;
// those that come later find nothing left to do. Goose's own lock would have
// them look again only every few seconds.
type oneAtATime struct{}

func (oneAtATime) SessionLock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(hashtext('yingsu migrations'), hashtext(current_schema()))")
	return err
}

func (oneAtATime) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "SELECT pg_advisory_unlock(hashtext('yingsu migrations'), hashtext(current_schema()))")
	return err
}
