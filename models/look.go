package models

import "time"

// Look is what came of the last look of one kind that the workers take at all lawsuits:
// whether reminders went out, whether ledger and workflows say the same.
type Look struct {
	What     string    // of the kinds in this file
	Worker   string    // that took it: its process and machine
	At       time.Time // when it last came to its end, zero where it never did
	Looked   int       // lawsuits that were looked at, where they are counted
	Found    int
	Unmended int
	Remains  []Remains // what could not be mended; only the first where it is much

	FailedAt time.Time // when it came to no end since, zero where it always did
	Failure  string    // why
}

// The looks that are kept.
const (
	LookReminders = "sweep"      // for reminders that were due and did not go out
	LookLaw       = "law"        // for lawsuits that were counted by another law
	LookSeal      = "seal"       // whether the ledger is sealed today
	LookFollowUps = "follow-ups" // for what people wanted to be reminded of, and what was asked and not answered
	LookPromises  = "promises"   // for what the registers say was promised
	LookYear      = "next year"  // whether next year's days off are known
	LookLists     = "lists"      // whether ledger and Temporal list the same
	LookClosely   = "reconcile"  // whether they say the same of each open lawsuit
)

// Remains is a lawsuit of which ledger and workflow do not say the same, still.
type Remains struct {
	LawsuitID  string `json:"lawsuit_id,omitempty"` // empty where the ledger does not know it
	CaseNumber string `json:"case_number"`
	What       string `json:"what"` // in Chinese
	Why        string `json:"why"`  // it could not be mended, as the program was told
}

// Stall is what waits or was given up on its way out of the program, by one channel and
// for one cause.
type Stall struct {
	State   DeliveryState
	Channel string
	Cause   string // of the last try; empty where there was none
	Count   int
	Oldest  time.Time
}

// Unsettled is a lawsuit in which somebody tried something and has not been told what
// came of it.
type Unsettled struct {
	LawsuitID  string
	CaseNumber string
	At         time.Time
}
