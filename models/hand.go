package models

import (
	"time"

	"yingsu/workflows/calendar"
)

// Hand is somebody who has a lawsuit in hand in one of its offices. It is the desk's
// matter and not the law's: see decision 0022.
type Hand struct {
	Office   string // the unit's name; the Justice Bureau's for its own
	Person   string // user name
	Name     string
	Role     Role
	Disabled bool // the account is closed: the office has to find another
}

// Handing is a change of who has a lawsuit in hand, and a line of the list of such
// changes, to which nothing is done any more.
type Handing struct {
	ID        int64
	LawsuitID string
	Office    string
	From      string // user name of who has it no more; empty where nobody gives it up
	To        string // user name of who has it from now on; empty where nobody does in their place
	By        string // user name
	Note      string
	At        time.Time
}

// Title names what was done.
func (h Handing) Title() string {
	switch {
	case h.To == "" && h.From == h.By:
		return "退出承办"
	case h.To == "":
		return "免去承办"
	case h.From == "" && h.To == h.By:
		return "领办"
	case h.From == "":
		return "指定"
	case h.From == h.By:
		return "移交"
	}
	return "改派"
}

// Beside is what the ledger keeps beside a lawsuit, as its page shows it at once.
type Beside struct {
	Hands []Hand   // by office, in the order in which they came to it
	Units []string // that have a part in it

	Remarks int // that stand in it, without those withdrawn
	Demands int // that wait for an answer
}

// In returns who has the lawsuit in hand in an office.
func (b Beside) In(office string) []Hand {
	var some []Hand
	for _, h := range b.Hands {
		if h.Office == office {
			some = append(some, h)
		}
	}
	return some
}

// Remark is what somebody said to their colleagues in a lawsuit. Whoever sees the lawsuit
// reads it.
type Remark struct {
	ID          int64
	LawsuitID   string
	Key         string // by which a repetition does no harm
	Author      string // user name
	AuthorName  string // as it was then
	Said        string // empty where it was withdrawn
	At          time.Time
	WithdrawnAt time.Time
}

// Demand is what the Justice Bureau or a supervisor asks of an office in a lawsuit, beside
// the clocks: somebody there signs for it and answers by a day (督办).
type Demand struct {
	ID         int64
	LawsuitID  string
	CaseNumber string
	Key        string // by which a repetition does no harm
	Office     string // the unit's name
	By         string // user name
	ByName     string // as it was then
	ByUnit     string
	Asked      string
	AnswerBy   calendar.Date
	At         time.Time

	ReceivedBy string // in words: name and office
	ReceivedAt time.Time
	AnsweredBy string
	AnsweredAt time.Time
	Answer     string

	WithdrawnBy string // in words; what was withdrawn waits for no answer
	WithdrawnAt time.Time

	RemindedAt time.Time // when its office was reminded of its last day; zero while it was not
}

// Open tells whether it waits for an answer.
func (d Demand) Open() bool { return d.AnsweredAt.IsZero() && d.WithdrawnAt.IsZero() }

// Overdue tells whether its day has passed without an answer.
func (d Demand) Overdue(today calendar.Date) bool { return d.Open() && today.After(d.AnswerBy) }

// FollowUp is a day on which somebody wants to be reminded of a lawsuit. Nobody else sees
// it.
type FollowUp struct {
	ID         int64
	LawsuitID  string
	CaseNumber string
	Owner      string // user name
	On         calendar.Date
	Note       string
	At         time.Time
}
