package main

import (
	"crypto/ed25519"
	"crypto/x509"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/worker/proof"
)

// TestWhoHadAHandInAnAccountIsSealed changes what tells whether two accounts are two
// persons, on both databases.
func TestWhoHadAHandInAnAccountIsSealed(t *testing.T) {
	for on, sealed := range map[string]func(t *testing.T) tampered{
		"SQLite":     func(t *testing.T) tampered { return newLedger(t) },
		"PostgreSQL": func(t *testing.T) tampered { return newSchema(t) },
	} {
		for _, c := range []struct {
			does string
			sql  string
			want proof.What
			says string
		}{
			{"a line says another", "UPDATE account_changes SET made_by = 'clerk' WHERE username = 'auditor'", proof.LogChanged, "账号变更"},
			{"a line is made older", "UPDATE account_changes SET at = '2025-01-05 01:00:00.000000Z' WHERE username = 'clerk'", proof.LogChanged, "账号变更"},
			{"the first line is removed", "DELETE FROM account_changes WHERE username = 'auditor'", proof.LogRemoved, "1条已被删去"},
			{"the last line is cut off", "DELETE FROM account_changes WHERE username = 'clerk'", proof.LogRemoved, "1条已被删去"},
			{"all are removed", "DELETE FROM account_changes", proof.LogRemoved, "已被全部删去"},
			{"a line is put in with an old date", "INSERT INTO account_changes (username, made_by, deed, at) VALUES ('clerk', 'auditor', 'reset', '2026-01-05 01:00:00.000000Z')", proof.LogBackdated, "账号变更"},
		} {
			t.Run(on+"/"+c.does, func(t *testing.T) {
				l := sealed(t)
				l.want(proof.Clean, "seal")
				l.want(proof.Clean, "verify")
				l.sql(c.sql)
				tells(t, l.want(proof.Tampered, "verify", "--json"), c.want, c.says)
			})
		}
	}
}

// TestALedgerThatWasSealedBeforeAccountsWere: that no seal stands for what is older than
// the last one is no fraud until a seal has been made that does.
func TestALedgerThatWasSealedBeforeAccountsWere(t *testing.T) {
	l := newLedger(t)
	l.want(proof.Clean, "seal")
	l.sealedWithoutAccounts()
	l.want(proof.Clean, "verify")
	l.want(proof.Clean, "seal")
	l.want(proof.Clean, "verify")
	l.sql("DELETE FROM account_changes WHERE username = 'clerk'")
	named(l, proof.LogRemoved, "账号变更")
}

// sealedWithoutAccounts makes the only seal one of a program that knew nothing of
// account_changes.
func (l *ledger) sealedWithoutAccounts() {
	l.t.Helper()
	s, err := store.Attach(l.t.Context(), l.url())
	l.ok(err)
	seals, err := s.Seals(l.t.Context())
	l.ok(err)
	l.ok(s.Close())
	statement, err := seals[0].Statement()
	l.ok(err)
	delete(statement.Totals, string(models.SealedAccount))
	lists := statement.Lists
	statement.Lists = nil
	for _, list := range lists {
		if list.Kind != models.SealedAccount {
			statement.Lists = append(statement.Lists, list)
		}
	}
	text, err := json.Marshal(statement)
	l.ok(err)
	held, err := os.ReadFile(filepath.Join(l.dir, proof.KeyFile))
	l.ok(err)
	block, _ := pem.Decode(held)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	l.ok(err)
	signature := base64.StdEncoding.EncodeToString(ed25519.Sign(key.(ed25519.PrivateKey), text))
	l.sql("DELETE FROM seal_lines WHERE kind = 'account'", fmt.Sprintf("UPDATE seals SET text = '%s', signature = '%s'", text, signature))
	l.ok(os.WriteFile(filepath.Join(l.dir, proof.AnchorFile), []byte(string(text)+"\t"+signature+"\n"), 0o600))
}

// tampered is a ledger, on either database.
type tampered interface {
	want(code int, args ...string) string
	sql(statements ...string)
}

// schema is a ledger on PostgreSQL.
type schema struct {
	*ledger
	address string
}

func newSchema(t *testing.T) *schema {
	t.Helper()
	base := os.Getenv("TEST_DATABASE_URL")
	if base == "" {
		t.Skip("TEST_DATABASE_URL names no PostgreSQL")
	}
	l, name := &schema{ledger: &ledger{t: t}}, fmt.Sprintf("test_%016x", rand.Uint64())
	owner, err := sql.Open("pgx", base)
	l.ok(err)
	_, err = owner.Exec("CREATE SCHEMA " + name)
	l.ok(err)
	t.Cleanup(func() {
		_, err := owner.Exec("DROP SCHEMA " + name + " CASCADE")
		l.ok(err)
		l.ok(owner.Close())
	})
	u, err := url.Parse(base)
	l.ok(err)
	query := u.Query()
	query.Set("search_path", name)
	u.RawQuery = query.Encode()
	l.address = u.String()
	outside := t.TempDir()
	t.Setenv("DATABASE_URL", l.address)
	t.Setenv(proof.KeyVariable, filepath.Join(outside, "key"))
	t.Setenv(proof.AnchorVariable, filepath.Join(outside, "seals"))
	s, err := store.Open(t.Context(), l.address)
	l.ok(err)
	defer s.Close()
	l.fill(s)
	l.want(proof.Clean, "key", filepath.Join(outside, "key"))
	return l
}

// want runs the tool on what the environment names.
func (l *schema) want(code int, args ...string) string {
	l.t.Helper()
	return wanted(l.t, code, args...)
}

// sql changes the ledger as somebody can who owns the tables.
func (l *schema) sql(statements ...string) {
	l.t.Helper()
	db, err := sql.Open("pgx", l.address)
	l.ok(err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec("SET session_replication_role = replica")
	l.ok(err)
	for _, statement := range statements {
		done, err := db.Exec(statement)
		l.ok(err)
		if n, _ := done.RowsAffected(); n == 0 {
			l.t.Fatalf("%s: changes nothing", statement)
		}
	}
}
