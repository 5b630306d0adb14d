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

// Kept tells whether what the entry promises was done by the day for which it was promised.
func (e RegisterEntry) Kept() bool { return !e.Done.IsZero() && !e.Done.After(e.Due) }

// RegisterFilter is which entries are listed, the last day first.
type RegisterFilter struct {
	Register string
	From, To calendar.Date // both included; no bound where zero
	ByDue    bool          // From and To are about the day for which something is promised
	Units    []string      // of all, if empty
	Open     bool          // only those that promise what was not done
	Before   *RegisterEntry
	Limit    int
}

// RegisterCount is how many entries of a register count for a unit in a period, and how
// many of what was promised for a day in it.
type RegisterCount struct {
	Register string
	Unit     string
	N        int
	Due      int // promised for a day that is over
	Kept     int // and done by then
}
