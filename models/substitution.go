package models

import (
	"time"

	"yingsu/workflows/calendar"
)

// Substitution says who stands in for somebody who is away, from the first day to
// the last. The substitute is told what the absent person is told, and may act in
// their place; the journal names both.
type Substitution struct {
	ID         int64
	Absent     string // user name
	Substitute string // user name
	From, To   calendar.Date
	Reason     string
	MadeBy     string
	MadeAt     time.Time
	Ended      bool // before its last day
}

// CanStandInFor tells whether somebody may take another's place at all: colleagues
// of one unit, or of the Justice Bureau, so that a leave shows nobody what their
// unit has no part in. It is asked whenever it matters, not only when the leave is
// arranged: accounts change.
func (u User) CanStandInFor(absent User) bool {
	alike := u.Role.OfUnit() && absent.Role.OfUnit() || u.Role.OfBureau() && absent.Role.OfBureau()
	return alike && u.Unit == absent.Unit && u.Username != absent.Username && !u.Disabled && !absent.Disabled
}

// On tells whether the substitution holds on a day.
func (s Substitution) On(day calendar.Date) bool {
	return !s.Ended && !day.Before(s.From) && !day.After(s.To)
}
