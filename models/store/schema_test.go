package store_test

import (
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"testing"
)

// TestSchemas holds the two sets of migrations to the same tables and columns,
// apart from what a database derives from them by itself.
func TestSchemas(t *testing.T) {
	schema := schemaURL(t)
	open(t, schema)
	path := filepath.Join(t.TempDir(), "ledger.db")
	open(t, "sqlite:"+path)
	postgres := columns(t, "pgx", schema,
		"SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_generated = 'NEVER'")
	sqlite := columns(t, "sqlite", "file:"+url.PathEscape(path),
		"SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'")
	for table := range maps.Keys(postgres) {
		if !slices.Equal(postgres[table], sqlite[table]) {
			t.Errorf("%s:\nPostgreSQL %v\nSQLite     %v", table, postgres[table], sqlite[table])
		}
	}
	if len(postgres) != len(sqlite) || len(postgres) < 10 {
		t.Errorf("%d tables on PostgreSQL, %d on SQLite", len(postgres), len(sqlite))
	}
}

func columns(t *testing.T, driver, dsn, query string) map[string][]string {
	t.Helper()
	rows, err := raw(t, driver, dsn).Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	tables := make(map[string][]string)
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		tables[table] = append(tables[table], column)
	}
	for _, names := range tables {
		slices.Sort(names)
	}
	return tables
}

// TestReferencesAreOrderedAlike holds every column that names a row of another table to the
// order of what it names: an index of another order is not used, and the table is read
// whole for each row.
func TestReferencesAreOrderedAlike(t *testing.T) {
	schema := schemaURL(t)
	open(t, schema)
	got := columns(t, "pgx", schema, `SELECT t.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS t ON t.oid = a.attrelid
		WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND a.attnum > 0 AND a.atttypid = 'text'::regtype AND a.attcollation <> (
			SELECT id.attcollation FROM pg_attribute AS id WHERE id.attrelid = 'lawsuits'::regclass AND id.attname = 'id'
		) AND (a.attname IN ('lawsuit_id', 'folded') OR EXISTS (SELECT 1 FROM pg_constraint AS f WHERE f.contype = 'f' AND f.conrelid = t.oid AND a.attnum = ANY (f.conkey)))`)
	for table, names := range got {
		t.Errorf("%s: %v", table, names)
	}
}
