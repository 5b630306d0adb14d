package measures

import (
	"encoding/json"

	"yingsu/workflows/calendar"
)

// What can come on file at any time.

// Suspension is a span in which the court has suspended the lawsuit (中止诉讼).
// It stops the court's own time. No provision lets it stop the district's
// periods, so it stops none of them.
type Suspension struct {
	On       calendar.Date `json:"on" label:"中止日期" check:"required,past,today" example:"2026-04-20"`
	Document string        `json:"document,omitempty" label:"裁定书文号"`
	Reason   string        `json:"reason" label:"中止原因" check:"required,long" example:"须以另案的审理结果为依据"`

	ResumedOn calendar.Date `json:"resumed_on,omitzero"`
}

// Correction is a change of something that was put on file wrongly: another
// person's yes makes it count. Nothing is erased; the journal keeps the line
// that was wrong, and the file is made anew without it.
type Correction struct {
	Line   int             `json:"line"` // which of the lawsuit's acts it was; 1 is the registration
	Act    string          `json:"act"`
	Title  string          `json:"title"`
	Void   bool            `json:"void,omitempty"`  // it never happened
	Input  json.RawMessage `json:"input,omitempty"` // what should have been filled in
	Reason string          `json:"reason"`
	By     string          `json:"by"` // username
	On     calendar.Date   `json:"on"`

	DecidedOn calendar.Date `json:"decided_on,omitzero"`
	DecidedBy string        `json:"decided_by,omitempty"`
	Confirmed bool          `json:"confirmed,omitempty"`
	Opinion   string        `json:"opinion,omitempty"`
}

// PendingCorrection returns the correction that waits for another person's yes,
// or nil.
func (f *File) PendingCorrection() *Correction {
	if last := len(f.Corrections) - 1; last >= 0 && f.Corrections[last].DecidedOn.IsZero() {
		return &f.Corrections[last]
	}
	return nil
}

// Suspended tells whether the court has suspended the lawsuit and not resumed
// it.
func (f *File) Suspended() bool {
	last := len(f.Suspensions) - 1
	return last >= 0 && f.Suspensions[last].ResumedOn.IsZero()
}

// SuspendedDays returns for how many days the lawsuit has been suspended up to
// today: time that does not count against the court.
func (f *File) SuspendedDays(today calendar.Date) int {
	days := 0
	for _, s := range f.Suspensions {
		until := s.ResumedOn
		if until.IsZero() {
			until = today
		}
		days += until.Sub(s.On)
	}
	return days
}

// LateReason explains why the clock named Clock was met late.
type LateReason struct {
	Clock  string `json:"clock" label:"期限" check:"required" example:"review" help:"期限编号，见案件的期限表"`
	Reason string `json:"reason" label:"逾期原因" check:"required,long"`
}
