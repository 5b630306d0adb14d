package models

import "time"

// View is a filter of the ledger under a name, as somebody saved it. It is judged anew
// each time it is opened: units may have closed since.
type View struct {
	ID        int64
	Owner     string // user name
	OwnerName string // as it is now
	Name      string // its owner has no other of it
	Query     string // the filter in its one form, as the ledger's address has it
	Office    string // whose people see it besides its owner; empty for nobody
	At        time.Time
}

// MostViews is how many views one person keeps.
const MostViews = 20
