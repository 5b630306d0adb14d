package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"github.com/pressly/goose/v3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	modernc "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// openSQLite opens the file at path with one writer, because SQLite has only
// one in any case and makes the others fail instead of wait, and with readers
// that see what was committed last and hold nobody up.
func openSQLite(ctx context.Context, path string, bringUpToDate bool) (*Store, error) {
	if path == "" {
		return nil, errors.New("sqlite: needs the path of a file")
	}
	// Every commit is synced to the disk (FULL): what was acknowledged must
	// survive not only a killed process but also a power cut.
	lasting := []string{"journal_mode(WAL)", "synchronous(FULL)"}
	mode := "rw" // what is not there is not made
	if bringUpToDate {
		mode = "rwc"
		if err := migrateSQLite(ctx, dsn(path, patientMillis, lasting...)); err != nil {
			return nil, err
		}
	}
	writer, err := sql.Open("sqlite", dsn(path, briefMillis, lasting...)+"&_txlock=immediate&mode="+mode)
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite", dsn(path, briefMillis, "query_only(1)"))
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	reader.SetMaxOpenConns(4)
	s := &Store{pools: []*sql.DB{writer, reader}}
	if s.write, err = connect(modernSQLite{sqlite.Dialector{Conn: writer}}); err == nil {
		s.read, err = connect(modernSQLite{sqlite.Dialector{Conn: reader}})
	}
	s.keyed = s.read
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// migrateSQLite goes on where another process was faster: SQLite has no lock that
// outlasts a transaction, and each migration is one. Who comes too late for one
// fails, and finds it done. A failure after which nothing more is done than before
// is one.
func migrateSQLite(ctx context.Context, dsn string) error {
	db, err := sql.Open("sqlite", dsn+"&_txlock=immediate")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for before := int64(-1); ; {
		err := migrate(ctx, goose.DialectSQLite3, db, "sqlite")
		if err == nil {
			return nil
		}
		var now int64
		counted := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM goose_db_version").Scan(&now)
		if counted != nil || now == before {
			return err
		}
		before = now
	}
}

// How long another process's lock is waited for: a person waits for a write, and a
// process that starts waits for the others that do.
const (
	briefMillis   = 1000
	patientMillis = 15000
)

func dsn(path string, busyMillis int, pragmas ...string) string {
	query := url.Values{"_pragma": append([]string{fmt.Sprintf("busy_timeout(%d)", busyMillis), "foreign_keys(1)"}, pragmas...)}
	return "file:" + escaped(path) + "?" + query.Encode()
}

func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// modernSQLite is GORM's dialect for a driver that it does not know: it reads
// error codes only from the driver that needs a C compiler.
type modernSQLite struct{ sqlite.Dialector }

// Translate names the errors that GORM has names for.
func (d modernSQLite) Translate(err error) error {
	var failed *modernc.Error
	if !errors.As(err, &failed) {
		return err
	}
	switch failed.Code() {
	case codes.SQLITE_CONSTRAINT_UNIQUE, codes.SQLITE_CONSTRAINT_PRIMARYKEY:
		return fmt.Errorf("%w: %w", gorm.ErrDuplicatedKey, err)
	case codes.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fmt.Errorf("%w: %w", gorm.ErrForeignKeyViolated, err)
	}
	return err
}
