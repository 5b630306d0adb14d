// Package store keeps the ledger: lawsuits as lists and pages read them, the
// journal, inboxes, people and the audit log. It is the only package that
// knows the database, PostgreSQL in production and SQLite on one machine, and
// package storetest holds it to its promises on both.
//
// [Store.Record] writes: one accepted act or fired rung is one transaction.
// Everything that reads of lawsuits takes the viewer and shows nobody a lawsuit
// that is not theirs.
//
// Methods return *[models.Error] where people can be told what is wrong;
// [ErrRevision] and [BrokenChain] where the ledger contradicts its writer or
// itself; anything else is a fault, which may pass when tried again.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Store is the ledger. It is safe for concurrent use.
type Store struct {
	write *gorm.DB
	read  *gorm.DB // with a pool of its own
	keyed *gorm.DB // reads what is found by its key, and planned once for all
	pools []*sql.DB

	secrets sync.Map // that have been read, by name

	channels []string // beside the inbox, of a program that carries by them
	carries  bool
}

// Open connects to the database at url, postgres://… or sqlite:PATH, and
// brings its tables up to date. Any number of processes may open the same
// PostgreSQL database at once.
func Open(ctx context.Context, url string) (*Store, error) { return open(ctx, url, true) }

// Attach connects to a database that is there already, and changes nothing about
// its tables: it is refused where they are not those of this program.
func Attach(ctx context.Context, url string) (*Store, error) {
	s, err := open(ctx, url, false)
	if err != nil {
		return nil, err
	}
	if err := s.current(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: attach: %w", err), s.Close())
	}
	return s, nil
}

// ErrVersion means that a ledger belongs to an older or newer program.
var ErrVersion = errors.New("the ledger is of another version of the program")

// current is ErrVersion unless every migration has been applied, and none that
// this program does not know.
func (s *Store) current(ctx context.Context) error {
	files, err := fs.Glob(migrations, "migrations/sqlite/*.sql")
	if err != nil {
		return err
	}
	var applied []int64
	err = s.read.WithContext(ctx).Raw("SELECT version_id FROM goose_db_version WHERE is_applied AND version_id > 0 ORDER BY version_id").Scan(&applied).Error
	if err != nil {
		return err
	}
	var known []int64
	for _, file := range files {
		version, err := goose.NumericComponent(file)
		if err != nil {
			return err
		}
		known = append(known, version)
	}
	if !slices.Equal(applied, known) {
		return fmt.Errorf("%w: its tables have the migrations %v, the program has %v", ErrVersion, applied, known)
	}
	return nil
}

func open(ctx context.Context, url string, bringUpToDate bool) (*Store, error) {
	scheme, rest, _ := strings.Cut(url, ":")
	var s *Store
	var err error
	switch scheme {
	case "postgres", "postgresql":
		s, err = openPostgres(ctx, url, bringUpToDate)
	case "sqlite":
		s, err = openSQLite(ctx, rest, bringUpToDate)
	default: // without the rest of it, which may hold a password
		err = fmt.Errorf("unknown kind of database %q, want postgres://… or sqlite:PATH", scheme)
	}
	if err != nil {
		return nil, fmt.Errorf("store: open: %w", err)
	}
	return s, nil
}

// Close waits for what is running and closes every connection.
func (s *Store) Close() error {
	var errs []error
	for _, pool := range s.pools {
		errs = append(errs, pool.Close())
	}
	return errors.Join(errs...)
}

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	for _, pool := range s.pools {
		if err := pool.PingContext(ctx); err != nil {
			return fault("ping", err)
		}
	}
	return nil
}

//go:embed migrations
var migrations embed.FS

// migrate applies the migrations in dir that are still pending.
func migrate(ctx context.Context, dialect goose.Dialect, db *sql.DB, dir string, options ...goose.ProviderOption) error {
	files, err := fs.Sub(migrations, "migrations/"+dir)
	if err != nil {
		return err
	}
	// Migrations that were written side by side may arrive in another order than
	// that of their numbers.
	options = append(options, goose.WithAllowOutofOrder(true))
	provider, err := goose.NewProvider(dialect, db, files, options...)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// connect puts GORM in front of a pool, with its surprises turned off: it names the columns it reads (so that a newer table
// does no harm to an older program), and logs nothing: every error is returned,
// and some are refusals.
func connect(dialect gorm.Dialector) (*gorm.DB, error) {
	sqlite := dialect.Name() == "sqlite"
	return gorm.Open(dialect, &gorm.Config{
		// GORM holds a lock of its own while others wait for a statement that is being
		// parsed. On SQLite every write is therefore a transaction, so that only who has
		// the one connection has anything parsed on it; else those who wait for the
		// connection and who has it may wait for each other for ever. Nothing is read on
		// it outside of a transaction for the same reason.
		SkipDefaultTransaction: !sqlite,
		TranslateError:         true,
		QueryFields:            true,
		Logger:                 logger.Discard,
		// Half of what a small transaction costs on SQLite is parsing; pgx keeps
		// statements by itself.
		PrepareStmt: sqlite,
	})
}
