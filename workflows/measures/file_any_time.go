package measures

import (
	"encoding/json"
	"fmt"

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

// Strike takes a lawsuit off the register that was entered by mistake (销案): it is none,
// and counts nowhere.
type Strike struct {
	On     calendar.Date `json:"on" label:"销案日期" check:"required,past,today" example:"2026-03-05"`
	Reason string        `json:"reason" label:"销案原因" check:"required,long" example:"与（2026）鲁10行初15号重复登记"`
}

// Entry says that something was put on file long after its day (补录). What was due by
// then is not called late one by one: who enters it checks it first.
type Entry struct {
	On        calendar.Date `json:"on"`
	CheckedOn calendar.Date `json:"checked_on,omitzero"`
	TakenOn   calendar.Date `json:"taken_on,omitzero"` // of a lawsuit that is taken over: when all of it was on file
}

// LateEntry is how many days after its day something is put on file that is marked as
// entered later.
const LateEntry = 7

// Enter notes that something of a day was put on file on another one, long after, or
// that a running lawsuit begins to be taken over.
func (f *File) Enter(day, today calendar.Date) {
	late := !day.IsZero() && today.Sub(day) > LateEntry
	if begins := f.TakenOver && len(f.Entries) == 0; (late || begins) && f.Unchecked() == nil {
		f.Entries = append(f.Entries, Entry{On: today})
	}
}

// TakeOver returns the entry by which a running lawsuit came into the system, as long as
// not all of it is on file, or nil.
func (f *File) TakeOver() *Entry {
	if !f.TakenOver || len(f.Entries) == 0 || !f.Entries[0].TakenOn.IsZero() {
		return nil
	}
	return &f.Entries[0]
}

// TakingOver tells whether a running lawsuit is being put on file today: nobody is told
// of what its next line will settle. On another day it is like any entry, so that one
// that was broken off is silent no longer.
func (f *File) TakingOver(today calendar.Date) bool {
	e := f.TakeOver()
	return e != nil && e.On == today
}

// beforeTakeover tells whether something happened before the lawsuit came into the system.
func (f *File) beforeTakeover(day calendar.Date) bool {
	return f.TakenOver && len(f.Entries) > 0 && day.Before(f.Entries[0].On)
}

// Unchecked returns the entry that nobody has checked, or nil.
func (f *File) Unchecked() *Entry {
	if last := len(f.Entries) - 1; last >= 0 && f.Entries[last].CheckedOn.IsZero() {
		return &f.Entries[last]
	}
	return nil
}

// AwaitsCheck tells whether something that was entered late is still to be checked: until
// then the file accuses nobody. With the archive that is over.
func (f *File) AwaitsCheck() bool { return f.Unchecked() != nil && f.Archive == nil }

// EntryCheck is the key of the time to check what was entered late.
const EntryCheck = "entry_check"

// entryCheck is a target of our own: what was entered late is checked within two
// working days, and what is really open and late by then is said once.
var entryCheck = &Rule{
	Key:      EntryCheck,
	Title:    "核对补录的事项",
	Article:  "第三十一条第二款",
	Quote:    "定期对本区域行政应诉工作进行统计分析",
	From:     "补录",
	Owner:    OwnedByBureau,
	Internal: true,
	Period:   Period{N: 2, Unit: WorkingDays},
	Since:    Papers,
	runs: func(s *sheet) []run {
		var runs []run
		for i, e := range s.Entries {
			x := run{on: e.On, met: e.CheckedOn, void: s.ended()}
			if i > 0 {
				x.about, x.subject = fmt.Sprintf("/%d", i+1), Times(i+1)+"补录"
			}
			runs = append(runs, x)
		}
		return runs
	},
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

// Suspend suspends the lawsuit: a hearing that was to come is off (行诉解释第八十七条).
func (f *File) Suspend(s Suspension) {
	f.Suspensions = append(f.Suspensions, s)
	if h := f.Current().Hearing(); h != nil && !h.On.Before(s.On) {
		h.CancelledOn, h.PostponedReason = s.On, "诉讼中止"
	}
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
