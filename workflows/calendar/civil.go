package calendar

import "time"

// Civil maps instants of the machine (Temporal's time) to civil instants, the
// ones that legal days are read from. The zero Civil is production: they are
// the same. In a drill a civil day lasts DaySeconds real seconds, so that a
// whole lawsuit runs in a minute on the real code path.
type Civil struct {
	Origin     time.Time `json:"origin,omitzero"`       // real instant at which the drill began
	Start      Date      `json:"start,omitzero"`        // civil day at Origin, when clocks showed 08:00
	DaySeconds int       `json:"day_seconds,omitempty"` // real seconds in a civil day
}

// Drill tells whether civil time differs from the machine's.
func (c Civil) Drill() bool { return c.DaySeconds > 0 }

// Today returns the civil day at a real instant.
func (c Civil) Today(real time.Time) Date { return DateOf(c.Time(real)) }

// Time returns the civil instant, in UTC, at a real instant.
func (c Civil) Time(real time.Time) time.Time {
	if !c.Drill() {
		return real.UTC()
	}
	return stretch(real, c.Origin, c.DaySeconds, c.opening(), civilDay)
}

// Real returns the real instant, in UTC, at a civil instant: the inverse of
// Time.
func (c Civil) Real(civil time.Time) time.Time {
	if !c.Drill() {
		return civil.UTC()
	}
	return stretch(civil, c.opening(), civilDay, c.Origin, c.DaySeconds)
}

const civilDay = 24 * 60 * 60 // seconds

// opening is the civil instant of Origin: an hour before the first reminders
// of the day go out, so that a drill sees those of its first day too.
func (c Civil) opening() time.Time { return c.Start.At(8, 0) }

// stretch returns the instant that is as many days of length toDay after to as
// t is days of length fromDay after from. It works in whole seconds and the
// nanoseconds left over, because a time.Duration of 292 years, the longest
// there is, passes in 30 hours of a fast drill.
func stretch(t, from time.Time, fromDay int, to time.Time, toDay int) time.Time {
	f, d := int64(toDay), int64(fromDay)
	seconds := (t.Unix() - from.Unix()) * f
	nanos := (seconds%d*1e9 + int64(t.Nanosecond()-from.Nanosecond())*f) / d
	return time.Unix(to.Unix()+seconds/d, int64(to.Nanosecond())+nanos).UTC()
}
