package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"go.temporal.io/server/common/persistence/sql/sqlplugin"
	"go.temporal.io/server/schema/sqlite"
	_ "modernc.org/sqlite" // the driver "sqlite", which Temporal and the application share
)

// ErrInUse refuses a second server on one directory.
var ErrInUse = errors.New("the directory is in use by another server")

// lockDir keeps other processes out of the directory until the lock is closed
// or the process ends. SQLite's own lock does it, because it is let go when a
// process is killed, and is the same on every operating system.
func lockDir(ctx context.Context, dir string) (io.Closer, error) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "temporal.lock"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // or the transaction could go and its connection stay
	if _, err := db.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("%w (%v)", ErrInUse, err)
	}
	return db, nil
}

// createSchema works in one transaction: a process killed in the middle leaves
// an empty file, not half a schema.
func createSchema(ctx context.Context, file string) error {
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()

	var objects int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&objects); err != nil || objects > 0 {
		return err
	}
	if err := sqlite.SetupSchemaOnDB(schemaTx{tx: tx}); err != nil {
		return err
	}
	return tx.Commit()
}

// schemaTx is as much of an AdminDB as SetupSchemaOnDB uses.
type schemaTx struct {
	sqlplugin.AdminDB
	tx *sql.Tx
}

func (s schemaTx) Exec(statement string, args ...any) error {
	_, err := s.tx.Exec(statement, args...)
	return err
}
