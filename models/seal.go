package models

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Seal is a signed statement of what the ledger held at a moment. It names the
// one before it, so the last one stands for all. The ledger keeps it, and so do
// the anchor file and the auditor's inbox, which somebody who changes the ledger
// does not reach.
type Seal struct {
	Number    int64 // 1, 2, 3 …
	At        time.Time
	Text      string // the Statement in JSON: it is signed, and kept, as it stands
	Signature string // of Text, by a key that the ledger does not hold
}

// Sum is what a seal is known by outside of the ledger.
func (s Seal) Sum() string {
	sum := sha256.Sum256([]byte(s.Text))
	return hex.EncodeToString(sum[:])
}

// Statement reads the seal's text.
func (s Seal) Statement() (Statement, error) {
	var t Statement
	err := json.Unmarshal([]byte(s.Text), &t)
	return t, err
}

// Statement is what a seal says. Of the ledger it names only what is new since
// the seal before; what was sealed already must not have changed.
type Statement struct {
	V        int       `json:"v"` // of this form and of all sums under it; they may never change
	Number   int64     `json:"number"`
	At       time.Time `json:"at"`
	Previous string    `json:"previous"` // Seal.Sum of the one before
	// Restored is the last seal that still holds, where the ledger was restored
	// from a backup: those between it and this one were set aside, for the reason
	// that is given.
	Restored *int64         `json:"restored,omitempty"`
	Reason   string         `json:"reason,omitempty"`
	Lists    []SealedList   `json:"lists"`
	Totals   map[string]int `json:"totals"` // what the ledger held in all, for people
}

// SealedList stands for the lines of one kind that a seal adds.
type SealedList struct {
	Kind  SealKind `json:"kind"`
	Lines int      `json:"lines"`
	Sum   string   `json:"sum"`
}

// SealKind is a part of the ledger.
type SealKind string

// Things are sealed one by one, each time that they have changed; logs, whose
// lines never change, by ranges.
const (
	SealedLawsuit  SealKind = "lawsuit"
	SealedJournal  SealKind = "journal"
	SealedHistory  SealKind = "history"
	SealedProposal SealKind = "proposal"
	SealedAttempt  SealKind = "attempt"
	SealedOutcome  SealKind = "outcome"
	SealedEffect   SealKind = "effect"
	SealedMessage  SealKind = "message"
	SealedAccount  SealKind = "account"
)

// SealedLogs lists the kinds that are logs.
var SealedLogs = []SealKind{SealedAttempt, SealedOutcome, SealedEffect, SealedMessage, SealedAccount}

// Title names the kind as staff read it.
func (k SealKind) Title() string {
	return map[SealKind]string{
		SealedLawsuit: "案件", SealedJournal: "办理日志", SealedHistory: "办理过程", SealedProposal: "日历和版本变更",
		SealedAttempt: "审计日志", SealedOutcome: "审计结果", SealedEffect: "办理回执", SealedMessage: "消息",
		SealedAccount: "账号变更",
	}[k]
}

// SealLine is one thing, or one range of a log, as it was when it was sealed.
//
//	Kind      Key                Part         N                  Count     Sum
//	lawsuit   its id             case number  revision           1         of what is on file
//	journal   the lawsuit's id                number of entries  N         hash of the last entry
//	history   the lawsuit's id   run's id     number of events   1         of the JSON
//	proposal  its id                          0, 1 once decided  1         of the row
//	a log     the number before               the last number    of lines  of all lines between
type SealLine struct {
	Seal  int64 // the number of the seal that it belongs to
	Kind  SealKind
	Key   string
	Part  string
	N     int64
	Count int64
	Sum   string
}

// ListsOf returns the lists that stand for lines, by kind. It sorts the lines.
func ListsOf(lines []SealLine) []SealedList {
	slices.SortFunc(lines, func(a, b SealLine) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Part, b.Part), cmp.Compare(a.N, b.N))
	})
	lists := []SealedList{}
	for len(lines) > 0 {
		kind, n, sum := lines[0].Kind, 0, sha256.New()
		for n < len(lines) && lines[n].Kind == kind {
			l := lines[n]
			fmt.Fprintf(sum, "%q %q %q %d %d %q\n", l.Kind, l.Key, l.Part, l.N, l.Count, l.Sum)
			n++
		}
		lists = append(lists, SealedList{Kind: kind, Lines: n, Sum: hex.EncodeToString(sum.Sum(nil))})
		lines = lines[n:]
	}
	return lists
}
