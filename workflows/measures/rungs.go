package measures

import (
	"time"

	"yingsu/workflows/calendar"
)

// Rung is one reminder or escalation of a clock. Rungs are numbered: the first
// announces the clock, the next ones lead to the safe date, which is the last of
// them (three in all, as a rule); after it the duty is overdue and wider circles
// are told.
type Rung struct {
	Index  int           `json:"index"`
	On     calendar.Date `json:"on"`
	Tone   Tone          `json:"tone"`
	Circle Circle        `json:"circle"`
}

// Tone is what a rung says.
type Tone string

const (
	Announces Tone = "announces" // 起算
	Reminds   Tone = "reminds"   // 提醒
	FallsDue  Tone = "falls_due" // 今日到期
	Escalates Tone = "escalates" // 逾期督办
)

// Circle is how far a rung reaches. Each circle includes those before it; which
// offices these are in a lawsuit, package post says.
type Circle int

const (
	Handlers    Circle = iota + 1 // who handles it
	Officials                     // and their responsible official or legal office
	Bureau                        // and the Justice Bureau
	Supervisors                   // and the district's supervisors
)

// RungHour is the hour, in Beijing, at which rungs go out on their day.
const RungHour = 9

// Rung returns the clock's rung of the given number. The announcement goes out
// as soon as the clock is known and has no day of its own. A right that lapses
// and an internal target are not escalated: they have no rung after the safe date.
func (c Clock) Rung(index int, cal calendar.Calendar) (Rung, bool) {
	l := c.ladder()
	due := len(l.Before) + 1 // the rung on the safe date
	late := index - 1 - due
	switch {
	case index < 0 || c.State != Running || !c.Binds() && late >= 0:
		return Rung{}, false
	case index == 0:
		return Rung{Index: 0, Tone: Announces, Circle: Handlers}, true
	case index < due:
		days := l.Before[index-1]
		return Rung{Index: index, On: cal.AddWorking(c.Safe, -days), Tone: Reminds, Circle: l.before(days)}, true
	case index == due:
		return Rung{Index: index, On: cal.AddWorking(c.Safe, 0), Tone: FallsDue, Circle: l.before(0)}, true
	}
	// Overdue: on the next working day, and then at every interval.
	return Rung{Index: index, On: cal.AddWorking(c.Limit(), 1+l.Every*late), Tone: Escalates, Circle: l.late(late + 1)}, true
}

// At returns the instant at which the rung goes out.
func (r Rung) At() time.Time { return r.On.At(RungHour, 0) }

// RungDue returns the last rung after the given number whose time has come, if
// there is one. Rungs between the two are passed over: what was slept through is
// caught up once, not rung by rung.
func (c Clock) RungDue(after int, now time.Time, cal calendar.Calendar) (Rung, bool) {
	for i := c.reached(now, cal); i > after; i-- {
		if r, ok := c.Rung(i, cal); ok && (i == 0 || !r.At().After(now)) {
			return r, true
		}
	}
	return Rung{}, false
}

// reached returns the number of the last rung that can have come due by now. It
// counts the working days since the limit once: a duty can be years overdue.
func (c Clock) reached(now time.Time, cal calendar.Calendar) int {
	l, today := c.ladder(), calendar.DateOf(now)
	due := len(l.Before) + 1
	if !today.After(c.Limit()) {
		return due
	}
	return due + 1 + cal.WorkingBetween(c.Limit(), today)/l.Every
}
