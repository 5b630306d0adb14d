package measures

import "yingsu/workflows/calendar"

// Edition is a text of the law in force over a span of days. A lawsuit keeps
// the edition under which it was opened (第四十条). The periods of the first one
// stand with the rules; a later one says only what it amends.
type Edition struct {
	Name   string            `json:"name"`
	From   calendar.Date     `json:"from"`
	Amends map[string]Period `json:"amends,omitempty"` // by the rule's key
}

// Editions lists every edition, oldest first. Entries are added, never edited:
// open lawsuits run under them.
var Editions = []Edition{
	{Name: "2023-06-19", From: calendar.On(2023, 6, 19)},
}

// EditionOn returns the edition in force on a day, and the first one for days
// before it: an older lawsuit that is still open is handled under it.
func EditionOn(day calendar.Date) Edition {
	in := Editions[0]
	for _, e := range Editions {
		if !day.Before(e.From) {
			in = e
		}
	}
	return in
}

// EditionNamed returns the edition with the given name, the latest if there is
// none.
func EditionNamed(name string) Edition {
	for _, e := range Editions {
		if e.Name == name {
			return e
		}
	}
	return Editions[len(Editions)-1]
}

// period returns the rule's length under this edition.
func (e Edition) period(r *Rule) Period {
	if p, amended := e.Amends[r.Key]; amended {
		return p
	}
	return r.Period
}
