package models

import (
	"time"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Filter says which lawsuits a list shows and in which order. The zero value
// of a field does not filter.
type Filter struct {
	Query   string // words that each occur in a case number, the name of a party or of who has it in hand, the cause or the challenged act; any form of brackets
	Stage   measures.Stage
	Unit    string // a unit that has a part in it, whichever
	Court   string
	Cause   string // a part of the cause, as it is written
	Kind    measures.Kind
	Level   measures.Level   // of the instance that is open, or was the last one
	Outcome measures.Outcome // what that instance has ended with

	ServedFrom, ServedTo calendar.Date // days on which the notice was served, both included

	Overdue bool   // only with a duty that is overdue on Today
	Lost    bool   // only where the last instance was lost
	Repeat  bool   // only where the same unit has lost another lawsuit over the same cause
	Waits   string // the name of an act that somebody waits for in it
	Holder  string // user name of somebody who has it in hand
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
	ByDue    Order = "due"    // least time left until NextSafe first; those without a running clock last
	ByNewest Order = "newest" // last registered first
)

// Page is one page of a list of lawsuits.
type Page struct {
	Lawsuits []Summary
	Next     string // the cursor of the next page; empty on the last
	Total    int    // how many the filter matches on all pages, at most Counted
	More     bool   // there are more than that
}

// Counted is how far lists count what they hold.
const Counted = 2000

// Tally is how many lawsuits there are of some kinds.
type Tally struct {
	Open int
	At   map[measures.Stage]int // of the open ones
	Lost int                    // archived ones too; for supervisors only

	Waits map[string]int // those in which somebody waits for an act, by its name
	Hands int            // open ones that the viewer has in hand

	FollowUps int // of the viewer's own
	Demands   int // that wait for an answer of the viewer's office, or of another that it has asked
}

// Sitting is a hearing in the schedule.
type Sitting struct {
	LawsuitID  string        `json:"lawsuit_id"`
	CaseNumber string        `json:"case_number"` // of the instance that is heard
	On         calendar.Date `json:"on"`
	Time       string        `json:"time,omitempty"` // 09:30
	Place      string        `json:"place,omitempty"`
	Court      string        `json:"court"`
	Officials  []string      `json:"officials,omitempty"` // who stand in court for the organs
	Held       bool          `json:"held,omitempty"`
	Plaintiffs string        `json:"plaintiffs,omitempty"` // 张某、李某, or 张某等40人
	Defendants string        `json:"defendants,omitempty"`
	Lead       string        `json:"lead,omitempty"` // the unit that leads
	Position   int           `json:"-"`              // within the lawsuit
	Revision   int64         `json:"-"`              // of the lawsuit
	UpdatedAt  time.Time     `json:"-"`              // the lawsuit
}

// MostSittings is how many hearings one schedule shows at most.
const MostSittings = 500

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
	Plaintiffs string // 张某、李某, or 张某等40人
	Defendants string
	Lead       string // the unit that leads; empty while nobody handles it
	Units      []UnitPart
	ServedOn   calendar.Date
	Outcome    measures.Outcome // what the instance that is open, or was the last one, has ended with; empty while it goes on
	Hearing    Hour             // the next one that is not held; only in lists of lawsuits
	Running    []measures.Clock // least time left first; without steps and basis
	NextDue    calendar.Date    // the legal day of the clock that measures.Pressing chooses
	NextSafe   calendar.Date    // its safe day
	Overdue    int              // running duties that are overdue on Filter.Today
	Lost       bool
	Closed     bool
	OpenedAt   time.Time
	UpdatedAt  time.Time
}

// Hour is a day and, where it is known, the time of it: 09:30.
type Hour struct {
	On   calendar.Date `json:"on,omitzero"`
	Time string        `json:"time,omitempty"`
}

// Related names the lawsuits that one has to do with, and its files.
type Related struct {
	Reopens    []Reference `json:"reopens,omitempty"`     // the archived one that it takes up again
	ReopenedBy []Reference `json:"reopened_by,omitempty"` // those that take it up again
	SameLosses []Reference `json:"same_losses,omitempty"` // lost by the same unit over the same cause
	Linked     []Linked    `json:"linked,omitempty"`      // what one of the two says of the other
	Files      []FileLink  `json:"files,omitempty"`       // that count, the newest version of each; at most FewFiles
}

// FewFiles is how many files are named where nobody asks for them all.
const FewFiles = 20

// FileLink is a file as its lawsuit points to it.
type FileLink struct {
	ID      int64  `json:"id"`
	Title   string `json:"title"` // of where it belongs
	Name    string `json:"name"`
	Version int    `json:"version"`
}

// Linked is a lawsuit to which another one is linked.
type Linked struct {
	Reference
	Kind measures.LinkKind `json:"kind"`
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
	Revision   int64     // of the lawsuit
	UpdatedAt  time.Time // the lawsuit
}

// DutyFilter says which duties a list shows. The zero value of a field does not
// filter.
type DutyFilter struct {
	Today   calendar.Date // needed
	Section Section
	Whose   Whose
	From    calendar.Date // first safe day
	To      calendar.Date // last one
	Rule    string        // the key of the one that they run under
	Holder  string        // user name of somebody who has the lawsuit in hand
	Cursor  string        // DutyPage.Next of the page before; empty for the first
	Limit   int           // rows to a page, at most MaxPage; 0 means 50
}

// Section is how pressing a duty is.
type Section string

const (
	Late   Section = "late"   // overdue
	Soon   Section = "soon"   // three days left, or fewer
	Later  Section = "later"  // more than that
	Passed Section = "passed" // an internal target that has passed: neither late nor still to come
)

// Whose tells the duties of the viewer's own office from those of others. Of
// others nobody is shown the rights: they are theirs to use or let pass.
type Whose string

const (
	Mine   Whose = "mine"
	Others Whose = "others"
)

// DutyPage is one page of a list of duties.
type DutyPage struct {
	Duties []Duty
	Next   string // the cursor of the next page; empty on the last
}

// Deed is something that somebody did in a lawsuit, as a line of its journal has it.
type Deed struct {
	LawsuitID  string
	CaseNumber string
	Title      string
	Article    string
	Text       string
	On         calendar.Date // the civil day
	At         time.Time
}

// DutyDay is the beginning of what falls due on one day.
type DutyDay struct {
	On     calendar.Date
	Duties []Duty
	Length int // of all that fall due on it
}

// DutyList is the beginning of a list of duties.
type DutyList struct {
	Duties []Duty
	Length int // of the whole list; Counted stands for as many or more
}

// MessageFilter says which of a person's messages a list shows, and in which order.
// The zero value of a field does not filter.
type MessageFilter struct {
	Unread bool
	Loud   bool   // unread ones first, and of those what is overdue, then what falls due; otherwise the last one first
	Cursor string // MessagePage.Next of the page before; empty for the first
	Limit  int    // rows to a page, at most 500; 0 means 50
}

// MessagePage is one page of a list of messages.
type MessagePage struct {
	Messages []Message
	Next     string // the cursor of the next page; empty on the last
}

// AttemptFilter says which lines of the audit log to show, newest first. The
// zero value of a field does not filter.
type AttemptFilter struct {
	Username  string
	Action    string
	LawsuitID string
	Outcome   string
	From, To  calendar.Date // days in Peking, both included
	Before    int64         // only lines with a smaller ID: the last one of the page before
	Limit     int           // at most 500; 0 means 100
}

// RemindersDue is how it stands with the reminders of all lawsuits: how many are due and
// have not gone out, since when the first of them, and when the next is due. An instant
// is zero where there is none.
type RemindersDue struct {
	Unsent int
	Oldest time.Time
	Next   time.Time
}
