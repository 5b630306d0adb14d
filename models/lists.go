package models

import (
	"time"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Filter says which lawsuits a list shows and in which order. The zero value
// of a field does not filter.
type Filter struct {
	Query   string // words that each occur in a case number, a plaintiff or the cause; any form of brackets
	Stage   measures.Stage
	Unit    string // a unit that has a part in it, whichever
	Court   string
	Kind    measures.Kind
	Overdue bool // only with a duty that is overdue on Today
	Lost    bool // only where the last instance was lost
	Repeat  bool // only where the same unit has lost another lawsuit over the same cause
	Only    Standing
	Today   calendar.Date // needed by Overdue, and to count what is overdue

	Order  Order
	Cursor string // Page.Next of the page before; empty for the first
	Limit  int    // rows to a page, at most MaxPage; 0 means 50
}

// MaxPage is how many lawsuits one page holds at most.
const MaxPage = 200

// Standing tells lawsuits that go on from those that are archived.
type Standing string

const (
	Open   Standing = "open"
	Closed Standing = "closed"
)

// Order is the order of a list of lawsuits.
type Order string

const (
	ByDue    Order = "due"    // least time left first; those without a running clock last
	ByNewest Order = "newest" // last registered first
)

// Page is one page of a list of lawsuits.
type Page struct {
	Lawsuits []Summary
	Next     string // the cursor of the next page; empty on the last
	Total    int    // how many the filter matches on all pages
}

// Summary is what a list shows of a lawsuit.
type Summary struct {
	ID         string
	CaseNumber string
	Revision   int64
	Stage      measures.Stage
	Kind       measures.Kind
	Level      measures.Level // of the instance that is open
	Court      string
	Cause      string
	Plaintiffs string // 张某、李某
	Defendants string
	Lead       string // the unit that leads; empty while nobody handles it
	Units      []UnitPart
	Running    []measures.Clock // least time left first; without steps and basis
	NextDue    calendar.Date    // the earliest legal day of a running duty, else of a running right
	NextSafe   calendar.Date    // the same clock's safe day
	Overdue    int              // running duties that are overdue on Filter.Today
	Lost       bool
	Closed     bool
	OpenedAt   time.Time
	UpdatedAt  time.Time
}

// Related names the lawsuits that one has to do with.
type Related struct {
	Reopens    []Reference `json:"reopens,omitempty"`     // the archived one that it takes up again
	ReopenedBy []Reference `json:"reopened_by,omitempty"` // those that take it up again
	SameLosses []Reference `json:"same_losses,omitempty"` // lost by the same unit over the same cause
}

// Reference is a lawsuit as another one points to it.
type Reference struct {
	ID         string `json:"id"`
	CaseNumber string `json:"case_number"`
}

// UnitPart is the part that one unit has in a lawsuit.
type UnitPart struct {
	Unit string
	Part Part
}

// Part is what a unit has to do with a lawsuit. A unit with several parts is
// listed with the first that fits, in this order.
type Part string

const (
	LeadPart      Part = "lead"      // 承办单位
	JointPart     Part = "joint"     // 共同承办单位
	AssistingPart Part = "assisting" // 配合单位
	DefendantPart Part = "defendant" // 被告，未参与承办
)

// Duty is a running clock together with the lawsuit that it runs in.
type Duty struct {
	LawsuitID  string
	CaseNumber string
	Stage      measures.Stage
	Cause      string
	Plaintiffs string
	Lead       string
	Clock      measures.Clock // without steps and basis
	RungAt     time.Time      // when it reminds or escalates next
	Mine       bool           // the viewer's office owes it
	Overdue    bool
}

// AttemptFilter says which lines of the audit log to show, newest first. The
// zero value of a field does not filter.
type AttemptFilter struct {
	Username  string
	Action    string
	LawsuitID string
	Outcome   string
	Before    int64 // only lines with a smaller ID: the last one of the page before
	Limit     int   // at most 500; 0 means 100
}
