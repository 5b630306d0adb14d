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
	write := pool(*config)
	reading := config.Copy()
	forReading(reading)
	read := pool(*reading)
	s := &Store{pools: []*sql.DB{write, read}}
	if s.write, err = connect(postgres.New(postgres.Config{Conn: write})); err == nil {
		s.read, err = connect(postgres.New(postgres.Config{Conn: read}))
	}
	s.keyed = s.write
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// pool keeps so few connections that two workers and two servers stay within the
// hundred that PostgreSQL usually allows.
func pool(config pgx.ConnConfig) *sql.DB {
	pool := stdlib.OpenDB(config)
	pool.SetMaxOpenConns(12)
	pool.SetMaxIdleConns(12)
	pool.SetConnMaxLifetime(30 * time.Minute)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return pool
}

// forReading has every list planned for what it asks for: the plan for all units
// alike that PostgreSQL would go over to takes a second for a unit with few
// lawsuits. Compiling a statement or starting helpers would take longer than the
// statement itself, and the rows that lists need lie in memory or on a disk that
// reads them in any order.
func forReading(config *pgx.ConnConfig) {
	for name, value := range map[string]string{
		"plan_cache_mode":                 "force_custom_plan",
		"jit":                             "off",
		"max_parallel_workers_per_gather": "0",
		"random_page_cost":                "1.1",
	} {
		config.RuntimeParams[name] = value
	}
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
