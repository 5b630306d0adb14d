// Package storetest holds package store to its promises. The contract runs on
// every kind of database that the store supports; each subtest is one promise.
package storetest

import (
	"context"
	"errors"
	"testing"

	"yingsu/models"
	"yingsu/models/store"
)

// Database is a fresh, empty store, and ways around it.
type Database struct {
	Store *store.Store
	// Again opens the same database once more, as another process would.
	Again func() (*store.Store, error)
	// Exec sends SQL as an intruder with the program's own rights could.
	Exec func(sql string) error
	// Tamper sends SQL as somebody could who owns the tables: with the
	// triggers off.
	Tamper func(sql string) error
	// Statements counts what the store has sent so far.
	Statements func() int64
	// Break makes the n-th statement that the store sends from now on fail.
	Break func(n int64)
}

// Contract runs every promise against databases that open makes, a new one for
// each.
func Contract(t *testing.T, open func(t testing.TB) Database) {
	for _, part := range []struct {
		name     string
		promises []promise
	}{
		{"record", recordPromises},
		{"lawsuits", lawsuitPromises},
		{"duties", dutyPromises},
		{"order", orderPromises},
		{"journal", journalPromises},
		{"inbox", inboxPromises},
		{"outbox", outboxPromises},
		{"told", toldPromises},
		{"people", peoplePromises},
		{"first", firstPromises},
		{"substitutions", substitutionPromises},
		{"hands", handPromises},
		{"remarks", remarkPromises},
		{"follow-ups", followUpPromises},
		{"errands", errandPromises},
		{"views", viewPromises},
		{"audit", auditPromises},
		{"looks", lookPromises},
		{"proposals", proposalPromises},
		{"uploads", uploadPromises},
		{"statistics", statisticPromises},
		{"bulletins", bulletinPromises},
		{"registers", registerPromises},
		{"assessments", assessmentPromises},
		{"whole", wholePromises},
	} {
		t.Run(part.name, func(t *testing.T) {
			for _, p := range part.promises {
				t.Run(p.name, func(t *testing.T) {
					t.Parallel()
					p.hold(&bench{T: t, Database: open(t)})
				})
			}
		})
	}
}

type promise struct {
	name string
	hold func(*bench)
}

// bench is a test with its database.
type bench struct {
	*testing.T
	Database
}

var ctx = context.Background()

// programs opens the database as so many programs do.
func (b *bench) programs(n int) []*store.Store {
	b.Helper()
	var all []*store.Store
	for range n {
		s, err := b.Again()
		b.ok(err)
		b.Cleanup(func() { s.Close() })
		all = append(all, s)
	}
	return all
}

func (b *bench) ok(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// refused checks that err is a refusal with the code.
func (b *bench) refused(err error, code models.Code) {
	b.Helper()
	var refusal *models.Error
	if !errors.As(err, &refusal) {
		b.Fatalf("got %v, want a refusal (%s)", err, code)
	}
	if refusal.Code != code || refusal.Detail == "" {
		b.Fatalf("got %v, want %s with a detail", refusal, code)
	}
}

func equal[T comparable](b *bench, what string, got, want T) {
	b.Helper()
	if got != want {
		b.Errorf("%s: got %v, want %v", what, got, want)
	}
}
