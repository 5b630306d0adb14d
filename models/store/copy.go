package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	modernc "modernc.org/sqlite"
)

// Copy is one SQLite file and where it is copied to.
type Copy struct{ From, To string }

// CopyTogether copies SQLite files that are in use, all as they are at one
// moment: each is kept from changing until all can be read as they are then,
// which takes milliseconds; copying comes after, and holds nobody up.
func CopyTogether(ctx context.Context, copies ...Copy) (err error) {
	var opened []*frozen
	defer func() {
		for _, f := range opened {
			err = errors.Join(err, f.close())
		}
	}()
	for _, c := range copies {
		f, err := hold(ctx, c)
		if err != nil {
			return fmt.Errorf("store: hold %s: %w", c.From, err)
		}
		opened = append(opened, f)
	}
	for _, f := range opened {
		if err := f.freeze(ctx); err != nil {
			return fmt.Errorf("store: hold %s: %w", f.From, err)
		}
	}
	for _, f := range opened {
		if _, err := f.writer.ExecContext(ctx, "ROLLBACK"); err != nil {
			return fmt.Errorf("store: release %s: %w", f.From, err)
		}
	}
	for _, f := range opened {
		if err := f.copy(); err != nil {
			return fmt.Errorf("store: copy %s: %w", f.From, err)
		}
	}
	return nil
}

// frozen is a file, one connection that keeps others from writing to it, and
// one that reads it as it is meanwhile.
type frozen struct {
	Copy
	pool           *sql.DB
	writer, reader *sql.Conn
}

// hold waits until nobody writes to the file, and lets nobody begin.
func hold(ctx context.Context, c Copy) (*frozen, error) {
	pool, err := sql.Open("sqlite", dsn(c.From, patientMillis)+"&mode=rw")
	if err != nil {
		return nil, err
	}
	f := &frozen{Copy: c, pool: pool}
	if f.writer, err = pool.Conn(ctx); err == nil {
		if f.reader, err = pool.Conn(ctx); err == nil {
			_, err = f.writer.ExecContext(ctx, "BEGIN IMMEDIATE")
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

// freeze begins to read: what others write from now on is not seen.
func (f *frozen) freeze(ctx context.Context) error {
	if _, err := f.reader.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	var objects int
	return f.reader.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_schema").Scan(&objects)
}

func (f *frozen) copy() error {
	return f.reader.Raw(func(connection any) error {
		source, ok := connection.(interface {
			NewBackup(to string) (*modernc.Backup, error)
		})
		if !ok {
			return fmt.Errorf("%T cannot copy", connection)
		}
		backup, err := source.NewBackup("file:" + escaped(f.To))
		if err != nil {
			return err
		}
		for more := true; more && err == nil; {
			more, err = backup.Step(1024)
		}
		return errors.Join(err, backup.Finish())
	})
}

// close closes both connections, and with them ends what they had begun.
func (f *frozen) close() error {
	for _, conn := range []*sql.Conn{f.reader, f.writer} {
		if conn != nil {
			_ = conn.Close() // gives it back to the pool, which is closed next
		}
	}
	return f.pool.Close()
}

// CheckFile has SQLite look through a whole file, and is an error where the
// file is damaged.
func CheckFile(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(path, patientMillis)+"&mode=rw")
	if err != nil {
		return err
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&verdict); err != nil {
		return fmt.Errorf("store: check %s: %w", path, err)
	}
	if verdict != "ok" {
		return fmt.Errorf("store: check %s: %s", path, verdict)
	}
	return nil
}

// InUse tells whether the one-process program runs on a directory: it holds this
// file of it, in which there is nothing, for as long as it lives.
func InUse(ctx context.Context, lockFile string) (bool, error) {
	db, err := sql.Open("sqlite", "file:"+escaped(lockFile)+"?mode=rw")
	if err != nil {
		return false, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		if Unavailable(err) {
			return true, nil
		}
		return false, err
	}
	_, err = db.ExecContext(ctx, "ROLLBACK")
	return false, err
}
