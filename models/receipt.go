package models

import (
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Receipt is what the one who acted is told: where the lawsuit stands now, and
// the clocks that the act set off, moved or met.
type Receipt struct {
	ID         string           `json:"id"`
	Revision   int64            `json:"revision"`
	Stage      measures.Stage   `json:"stage"`
	StageTitle string           `json:"stage_title"`
	Moved      []measures.Clock `json:"clocks"`            // without their counting steps
	Attempt    int64            `json:"attempt,omitempty"` // the line of the audit log
	Doubts     []string         `json:"doubts,omitempty"`  // what does not agree with a provision, and was put on file all the same
	Law        measures.Logic   `json:"law,omitempty"`     // the number of the law that the act was judged by
}

// FiredRung says how far the reminders of a clock have gone. It belongs to the
// dates that the clock had: when they move, its reminders start anew, and go on
// where they were if those dates come back.
type FiredRung struct {
	Clock string        `json:"clock"` // the clock's ID
	Safe  calendar.Date `json:"safe"`
	Limit calendar.Date `json:"limit"`
	Index int           `json:"index"` // of the rung that went out last, -1 for none
	// On is the civil day on which it did, and Told whom it reached, for as long as
	// that day lasts.
	On   calendar.Date `json:"on,omitzero"`
	Told []Recipient   `json:"told,omitempty"`
}

// Restored says what a ledger that was behind its workflow has been given back.
type Restored struct {
	Acts int `json:"acts"`
}

// Kept says that a workflow's history has been stored.
type Kept struct {
	Events int `json:"events"`
}
