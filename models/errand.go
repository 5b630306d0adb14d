package models

import (
	"encoding/json"
	"time"
)

// Errand is work that lasts longer than anybody is to wait for: whoever has given it
// leaves it to the servers, looks in how far it is, and is told when it has ended. A
// server that stops puts it down, and any other takes it up; so each kind of errand is
// such that what was done already may be come upon again.
type Errand struct {
	ID      int64
	Kind    ErrandKind
	Key     string // of two errands that are alike, only one runs
	Title   string // as staff read it
	By      Caller // in whose name it is done
	Input   json.RawMessage
	State   ErrandState
	Done    int // so many
	Total   int // of so many; zero as long as nobody knows
	Report  json.RawMessage
	Note    string // why it waits, or stopped
	BegunAt time.Time
	EndedAt time.Time
}

// ErrandKind says what is done.
type ErrandKind string

const (
	TakingStock ErrandKind = "stock"   // a ledger of running lawsuits is taken over
	Foreseeing  ErrandKind = "effects" // which dates a change of the law would move
)

// ErrandState is how an errand stands.
type ErrandState string

const (
	ErrandRuns    ErrandState = "running"
	ErrandEnded   ErrandState = "ended"
	ErrandStopped ErrandState = "stopped" // before all was done, as its note says
)

// Title returns the state as staff read it.
func (s ErrandState) Title() string {
	return map[ErrandState]string{ErrandRuns: "正在办理", ErrandEnded: "已办完", ErrandStopped: "已中止"}[s]
}

// Runs tells whether the errand is not at its end.
func (e Errand) Runs() bool { return e.State == ErrandRuns }

// What is long about errands.
const (
	// ErrandsKept is for how long what came of an errand can be read.
	ErrandsKept = 30 * 24 * time.Hour
	// ErrandTold is how long an errand lasts whose giver is told of its end in the inbox.
	ErrandTold = time.Minute
)
