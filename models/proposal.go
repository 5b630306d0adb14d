package models

import (
	"slices"
	"time"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Proposal is a change which one person proposes and another confirms: of what all
// lawsuits are counted by, a year of the working calendar, a local closure, or an
// edition of the Measures; or of how one of them is run. Exactly one of the four is set.
type Proposal struct {
	ID         int64
	Year       *calendar.Year
	Closure    *calendar.Closure
	Edition    *measures.Edition
	Restart    *Restart
	Source     string // where it comes from, or why
	State      ProposalState
	ProposedBy string // username
	ProposedAt time.Time
	DecidedBy  string
	DecidedAt  time.Time
}

// Restart ends the workflow of an open lawsuit, which is stuck or was tampered with, and
// starts another one with what the ledger has.
type Restart struct {
	CaseNumber string `json:"case_number"` // of any instance
}

// ProposalState is where a proposal stands.
type ProposalState string

const (
	Proposed  ProposalState = "proposed"  // 待确认
	Confirmed ProposalState = "confirmed" // 已确认
	Withdrawn ProposalState = "withdrawn" // 已撤回
)

// Title returns the state as staff read it.
func (s ProposalState) Title() string {
	return map[ProposalState]string{Proposed: "待确认", Confirmed: "已确认", Withdrawn: "已撤回"}[s]
}

// Title says in a few words what is proposed.
func (p Proposal) Title() string {
	switch {
	case p.Year != nil:
		return p.Year.Notice
	case p.Closure != nil:
		return p.Closure.Date.Chinese() + "本地停工：" + p.Closure.Reason
	case p.Restart != nil:
		return "重新启动" + p.Restart.CaseNumber + "的办理流程"
	}
	return "办法版本" + p.Edition.Name
}

// Competes tells whether two proposals change the same: one year, the closure of one
// day, one lawsuit's workflow, or the editions, of which each follows the last.
func (p Proposal) Competes(with Proposal) bool {
	switch {
	case p.Year != nil && with.Year != nil:
		return p.Year.Year == with.Year.Year
	case p.Closure != nil && with.Closure != nil:
		return p.Closure.Date == with.Closure.Date
	case p.Restart != nil && with.Restart != nil:
		return p.Restart.CaseNumber == with.Restart.CaseNumber
	}
	return p.Edition != nil && with.Edition != nil
}

// Law is what lawsuits are counted by.
type Law struct {
	Calendar calendar.Calendar
	Editions []measures.Edition // oldest first
}

// Now returns the law that a lawsuit comes under which has an edition of its own.
func (l Law) Now(e measures.Edition) measures.Law {
	return measures.Law{Calendar: l.Calendar, Edition: e, Logic: measures.Current}
}

// Name returns the name of the law by which clocks are counted now.
func (l Law) Name() string { return l.Now(measures.Edition{}).Name() }

// With returns the law with a proposal carried out.
func (l Law) With(p Proposal) Law {
	switch {
	case p.Year != nil:
		l.Calendar = l.Calendar.With(*p.Year)
	case p.Closure != nil:
		l.Calendar = l.Calendar.Closed(*p.Closure)
	case p.Edition != nil:
		l.Editions = append(slices.Clone(l.Editions), p.Edition.Following(l.Editions[len(l.Editions)-1]))
	}
	return l
}
