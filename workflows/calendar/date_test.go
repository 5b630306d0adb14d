package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yingsu/workflows/calendar"
)

// dates draws days from 2017, before the first notice, to 2029, after the last.
var dates = datesBetween(calendar.On(2017, 6, 1), calendar.On(2029, 6, 30))

func datesBetween(first, last calendar.Date) *rapid.Generator[calendar.Date] {
	return rapid.Map(rapid.IntRange(0, last.Sub(first)), first.AddDays)
}

var anyDate = datesBetween(calendar.On(1949, 1, 1), calendar.On(9999, 12, 31))

func TestDateArithmeticAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate.Draw(t, "d"), rapid.IntRange(-9000, 9000).Draw(t, "n")
		noon := d.At(12, 0)
		moved := d.AddDays(n)
		if got := calendar.DateOf(noon.AddDate(0, 0, n)); moved != got {
			t.Fatalf("%s + %d days = %s, by package time %s", d, n, moved, got)
		}
		if moved.Sub(d) != n || d.Sub(moved) != -n {
			t.Fatalf("%s - %s = %d, want %d", moved, d, moved.Sub(d), n)
		}
		if moved.Weekday() != noon.AddDate(0, 0, n).In(calendar.Zone).Weekday() {
			t.Fatalf("weekday of %s", moved)
		}
		if (n > 0) != moved.After(d) || (n < 0) != moved.Before(d) {
			t.Fatalf("order of %s and %s", d, moved)
		}
	})
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from calendar.Date
		n    int
		want string
	}{
		{calendar.On(2025, 12, 31), 2, "2026-02-28"},
		{calendar.On(2023, 12, 31), 2, "2024-02-29"},
		{calendar.On(2026, 8, 31), 1, "2026-09-30"},
		{calendar.On(2026, 3, 15), 6, "2026-09-15"},
		{calendar.On(2026, 3, 31), -1, "2026-02-28"},
		{calendar.On(2026, 1, 15), -1, "2025-12-15"},
	} {
		if got := c.from.AddMonths(c.n); got.String() != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestDayBeginsAtMidnightInBeijing(t *testing.T) {
	before := time.Date(2026, 10, 8, 15, 59, 59, 0, time.UTC)
	if got := calendar.DateOf(before); got != calendar.On(2026, 10, 8) {
		t.Errorf("%s is %s", before, got)
	}
	if got := calendar.DateOf(before.Add(time.Second)); got != calendar.On(2026, 10, 9) {
		t.Errorf("a second later is %s", got)
	}
	if got := calendar.On(2026, 10, 9).At(0, 0); !got.Equal(before.Add(time.Second)) {
		t.Errorf("midnight is %s", got)
	}
}

func TestDateTexts(t *testing.T) {
	d := calendar.On(2026, 10, 9)
	if d.String() != "2026-10-09" || d.Chinese() != "2026年10月9日（周五）" || d.Short() != "10月9日" {
		t.Errorf("%s, %s, %s", d, d.Chinese(), d.Short())
	}
	var unknown calendar.Date
	if unknown.String() != "" || unknown.Chinese() != "—" || unknown.Short() != "—" || !unknown.Before(d) {
		t.Errorf("the zero Date reads %q, %q, %q", unknown, unknown.Chinese(), unknown.Short())
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, s := range []string{"", "2026-02-29", "2026-13-01", "2026-1-9", "2026/10/09", "20261009", " 2026-10-09", "1948-12-31", "2026-10-09T00:00:00Z"} {
		if d, err := calendar.ParseDate(s); err == nil {
			t.Errorf("%q was read as %s", s, d)
		}
	}
}

func TestParseDateReadsWhatStringWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate.Draw(t, "d")
		if got, err := calendar.ParseDate(d.String()); err != nil || got != d {
			t.Fatalf("%s read as %s, %v", d, got, err)
		}
	})
}

func TestDateInJSON(t *testing.T) {
	for text, want := range map[string]calendar.Date{`"2026-10-09"`: calendar.On(2026, 10, 9), `""`: {}} {
		got := calendar.On(2000, 1, 1)
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s was read as %s, %v", text, got, err)
		}
		if back, err := json.Marshal(want); err != nil || string(back) != text {
			t.Errorf("%s was written as %s, %v", want, back, err)
		}
	}
	if err := json.Unmarshal([]byte(`"2026-02-30"`), new(calendar.Date)); err == nil {
		t.Error("2026-02-30 was read")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-10-09", "2024-02-29", "1949-10-01", "9999-12-31", "2026-02-30", "", "十月九日", "2026-10-09 "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := calendar.ParseDate(s)
		if err != nil {
			if !d.IsZero() {
				t.Errorf("%q: refused, yet %s", s, d)
			}
			return
		}
		if d.String() != s {
			t.Errorf("%q was read as %s", s, d)
		}
	})
}
