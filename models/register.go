package models

import (
	"encoding/json"
	"time"

	"yingsu/workflows/calendar"
)

// RegisterEntry is one entry in a register (package registers). What was entered by
// mistake is withdrawn with a reason, and stays.
type RegisterEntry struct {
	ID       int64
	Key      string // of the request that made it: the same one again makes no second
	Register string // its key
	Revision int64  // counts how often it was changed, from 1

	Unit       string
	On         calendar.Date
	Title      string
	CaseNumber string
	Due        calendar.Date
	Done       calendar.Date
	Content    json.RawMessage // all fields, as they were filled in

	MadeAt    time.Time
	MadeBy    string // user name
	ChangedAt time.Time
	ChangedBy string

	WithdrawnAt time.Time
	WithdrawnBy string
	Reason      string
}

// Withdrawn tells whether the entry counts no more.
func (e RegisterEntry) Withdrawn() bool { return !e.WithdrawnAt.IsZero() }

// Owes tells whether what it promises has not been done by a day on which it was due.
func (e RegisterEntry) Owes(today calendar.Date) bool {
	return !e.Withdrawn() && !e.Due.IsZero() && e.Done.IsZero() && e.Due.Before(today)
}

// RegisterFilter is which entries are listed, the last day first.
type RegisterFilter struct {
	Register string
	From, To calendar.Date // both included; no bound where zero
	Units    []string      // of all, if empty
	Open     bool          // only those that promise what was not done
	Before   *RegisterEntry
	Limit    int
}

// RegisterCount is how many entries of a register count for a unit.
type RegisterCount struct {
	Register string
	Unit     string
	N        int
}
