package calendar

import (
	"fmt"
	"time"
)

// Zone is Beijing time. China has kept one zone without summer time since
// 1991, so a fixed offset equals Asia/Shanghai for every day this program can
// meet, and unlike a zone file it reads the same inside a workflow on every
// machine.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// Date is a civil day in Beijing: the only form in which a legal day exists in
// this program. The zero Date means "not known"; it marshals to an empty
// string and sorts before every real day. Dates compare with ==.
type Date struct {
	year  int16
	month int8
	day   int8
}

// On returns the civil day year-month-day. Out-of-range months and days are
// carried over as in time.Date, so On(2026, 2, 30) is 2 March 2026.
func On(year int, month time.Month, day int) Date {
	return fromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// ParseDate reads a day written as 2026-10-09. Anything else, including a day
// that does not exist, is an error whose text can be shown to staff.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err == nil && t.Year() < 1949 {
		return Date{}, fmt.Errorf("“%.40s”早于1949年，请核对年份", s)
	}
	if err != nil {
		return Date{}, fmt.Errorf("“%.40s”不是有效日期，请按“2026-10-09”的格式填写", s)
	}
	return fromTime(t), nil
}

// DateOf returns the civil day in Beijing at the given instant.
func DateOf(instant time.Time) Date { return fromTime(instant.In(Zone)) }

func fromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date{int16(y), int8(m), int8(d)}
}

// At returns the instant, in UTC, at which the clock shows hour:minute in
// Beijing on this day.
func (d Date) At(hour, minute int) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), hour, minute, 0, 0, Zone).UTC()
}

func (d Date) Year() int             { return int(d.year) }
func (d Date) Month() time.Month     { return time.Month(d.month) }
func (d Date) Day() int              { return int(d.day) }
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }
func (d Date) IsZero() bool          { return d == Date{} }

func (d Date) midnight() time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
}

// AddDays returns the day n civil days later, earlier if n is negative.
func (d Date) AddDays(n int) Date { return fromTime(d.midnight().AddDate(0, 0, n)) }

// AddMonths returns the corresponding day n months later, and the last day of
// that month where it has no such day (《民法典》第二百零二条).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year(), d.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return On(first.Year(), first.Month(), min(d.Day(), last))
}

// Sub returns how many civil days d is after earlier.
func (d Date) Sub(earlier Date) int {
	return int((d.midnight().Unix() - earlier.midnight().Unix()) / (24 * 60 * 60))
}

// Compare orders days: negative if d is before other, zero if they are the
// same day, positive if d is after it. The zero Date comes first.
func (d Date) Compare(other Date) int {
	return (d.Year()-other.Year())*512 + int(d.month-other.month)*32 + int(d.day-other.day)
}

func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }
func (d Date) After(other Date) bool  { return d.Compare(other) > 0 }

// String returns 2026-10-09, or nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// Chinese returns the day as staff read it: 2026年10月9日（周五）.
func (d Date) Chinese() string {
	if d.IsZero() {
		return "—"
	}
	return fmt.Sprintf("%d年%d月%d日（%s）", d.year, d.month, d.day, weekdayName(d))
}

// Short returns 10月9日, for places where the year is plain.
func (d Date) Short() string {
	if d.IsZero() {
		return "—"
	}
	return fmt.Sprintf("%d月%d日", d.month, d.day)
}

func weekdayName(d Date) string {
	return [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}[d.Weekday()]
}

// MarshalText writes the day as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a day as ParseDate does; empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
