// Package models holds the facts at rest: what the database keeps of lawsuits,
// people and notices, as plain structs that know no database.
package models
