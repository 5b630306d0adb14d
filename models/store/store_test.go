package store_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/models/store"
	"yingsu/models/store/storetest"
)

func TestSQLite(t *testing.T) { storetest.Contract(t, openSQLite) }

func TestPostgres(t *testing.T) {
	needPostgres(t)
	storetest.Contract(t, openPostgres)
}

func openSQLite(t testing.TB) storetest.Database {
	path := filepath.Join(t.TempDir(), "账 本?#%41.db")
	s := open(t, "sqlite:"+path)
	statements, fail := store.Watch(s)
	raw := raw(t, "sqlite", "file:"+url.PathEscape(path)+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)")
	return storetest.Database{
		Store:      s,
		Again:      func() (*store.Store, error) { return store.Open(t.Context(), "sqlite:"+path) },
		Exec:       func(sql string) error { _, err := raw.Exec(sql); return err },
		Tamper:     func(sql string) error { return withoutTriggers(raw, sql) },
		Statements: statements,
		Break:      fail,
	}
}

func openPostgres(t testing.TB) storetest.Database {
	url := schemaURL(t)
	s := open(t, url)
	statements, fail := store.Watch(s)
	raw := raw(t, "pgx", url)
	return storetest.Database{
		Store: s,
		Again: func() (*store.Store, error) { return store.Open(t.Context(), url) },
		Exec:  func(sql string) error { _, err := raw.Exec(sql); return err },
		Tamper: func(sql string) error {
			_, err := raw.Exec("SET session_replication_role = replica; " + sql + "; SET session_replication_role = origin")
			return err
		},
		Statements: statements,
		Break:      fail,
	}
}

func open(t testing.TB, url string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func raw(t testing.TB, driver, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

// withoutTriggers runs SQL on SQLite with all triggers taken off meanwhile.
func withoutTriggers(db *sql.DB, statement string) error {
	rows, err := db.Query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		return err
	}
	defer rows.Close()
	var drop, restore []string
	for rows.Next() {
		var name, create string
		if err := rows.Scan(&name, &create); err != nil {
			return err
		}
		drop, restore = append(drop, "DROP TRIGGER "+name), append(restore, create)
	}
	rows.Close()
	_, err = db.Exec(strings.Join(append(append(drop, statement), restore...), ";"))
	return err
}

func needPostgres(t testing.TB) string {
	t.Helper()
	url := os.Getenv("TEST_DATABASE_URL")
	if url == "" {
		t.Skip("TEST_DATABASE_URL names no PostgreSQL")
	}
	return url
}

// schemaURL makes a schema of its own for the test, dropped when it ends.
func schemaURL(t testing.TB) string {
	t.Helper()
	base := needPostgres(t)
	owner := raw(t, "pgx", base)
	schema := fmt.Sprintf("test_%016x", rand.Uint64())
	if _, err := owner.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := owner.Exec("DROP SCHEMA " + schema + " CASCADE"); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set("search_path", schema)
	u.RawQuery = query.Encode()
	return u.String()
}
