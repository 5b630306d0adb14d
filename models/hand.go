package models

import "time"

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
