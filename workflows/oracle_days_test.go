package workflows_test

import (
	"encoding/csv"
	"os"
	"testing"
	"time"
)

// day is a civil day in Beijing, counted from the first of 1970; 0 is not known.
type day int

func dayOn(y int, m time.Month, d int) day {
	return day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

func dayOf(instant time.Time) day { return day((instant.Unix() + 8*60*60) / (24 * 60 * 60)) }

func readDay(s string) (day, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return dayOn(t.Date()), err == nil
}

func (d day) midnight() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// nine is when reminders go out: at nine in the morning, in Beijing.
func (d day) nine() time.Time { return d.midnight().Add(time.Hour) }

func (d day) String() string {
	if d == 0 {
		return ""
	}
	return d.midnight().Format(time.DateOnly)
}

// MarshalText writes a day as it is filled in.
func (d day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// months is the same day so many months later, the last of a month that has no
// such day (民法典第二百零二条).
func (d day) months(n int) day {
	y, m, dd := d.midnight().Date()
	last := dayOn(y, m+time.Month(n)+1, 0)
	return min(dayOn(y, m+time.Month(n), dd), last)
}

// almanac says of the days that the State Council has moved whether offices work
// on them, and up to which year that is known.
type almanac struct {
	moved map[day]bool
	known int
}

// readAlmanac takes the days of 2018 to 2026 from the list on which independent
// sources agree, and those of 2027 from the law itself.
func readAlmanac(t *testing.T) almanac {
	t.Helper()
	file, err := os.Open("calendar/testdata/workdays.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	a := almanac{map[day]bool{}, 2026}
	for _, row := range rows[1:] {
		d, ok := readDay(row[0])
		if !ok {
			t.Fatalf("no day: %v", row)
		}
		a.moved[d] = row[1] == "makeup"
	}
	for _, s := range []string{"01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15", "10-01", "10-02", "10-03"} {
		d, _ := readDay("2027-" + s)
		a.moved[d] = false
	}
	return a
}

func (a almanac) works(d day) bool {
	works, moved := a.moved[d]
	t := d.midnight()
	switch {
	case moved:
		return works
	case t.Weekday() == time.Saturday || t.Weekday() == time.Sunday:
		return false
	case t.Year() <= a.known+1:
		return true
	}
	md := t.Format("01-02")
	return md != "01-01" && md != "05-01" && md != "05-02" && md != "10-01" && md != "10-02" && md != "10-03"
}

// on and back are the day itself or the nearest working day after or before it.
func (a almanac) on(d day) day {
	for ; !a.works(d); d++ {
	}
	return d
}

func (a almanac) back(d day) day {
	for ; !a.works(d); d-- {
	}
	return d
}

// work is the n-th working day after a day, or before it.
func (a almanac) work(d day, n int) day {
	for ; n > 0; n-- {
		d = a.on(d + 1)
	}
	for ; n < 0; n++ {
		d = a.back(d - 1)
	}
	return d
}

// period is a counted length of time: the last day, the one that satisfies every
// reading, and whether it rests on a day of which nobody has published all.
type period struct {
	due, safe   day
	provisional bool
}

func (a almanac) resting(p period, from, to day) period {
	settled := time.Date(a.known, time.December, 24, 0, 0, 0, 0, time.UTC) // what comes after it, the next notice may list
	p.provisional = from.midnight().After(settled) || to.midnight().After(settled)
	return p
}

// until is a last day that counts, moved on where it is off: what is done on the
// last working day before it is safe. The day of the trigger is never counted.
func (a almanac) until(last day) period {
	p := period{due: a.on(last), safe: a.back(last)}
	return a.resting(p, p.safe, p.due)
}

// workdays is so many working days after a day, or before it.
func (a almanac) workdays(d day, n int) period {
	last := a.work(d, n)
	if n < 0 {
		return a.resting(period{due: last, safe: last}, last, d-1)
	}
	return a.resting(period{due: last, safe: last}, d+1, last)
}

// before is so many days before a day, and earlier where that is off.
func (a almanac) before(d day, n int) period {
	last := a.back(d - day(n))
	return a.resting(period{due: last, safe: last}, last, d-day(n))
}
