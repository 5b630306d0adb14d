package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yingsu/workflows/calendar"
)

var origin = time.Date(2026, 11, 23, 3, 4, 5, 678_901_234, time.UTC)

func TestCivilIsRealInProduction(t *testing.T) {
	var c calendar.Civil
	beijing := origin.In(calendar.Zone)
	if c.Drill() || c.Time(beijing) != origin || c.Real(beijing) != origin || c.Today(origin) != calendar.On(2026, 11, 23) {
		t.Errorf("%s became %s", origin, c.Time(beijing))
	}
	if text, err := json.Marshal(c); err != nil || string(text) != "{}" {
		t.Errorf("the zero Civil is written %s, %v", text, err)
	}
}

func TestDrill(t *testing.T) {
	c := calendar.Civil{Origin: origin, Start: calendar.On(2026, 2, 13), DaySeconds: 2}
	if !c.Drill() {
		t.Fatal("not a drill")
	}
	for _, at := range []struct {
		after time.Duration
		want  time.Time
	}{
		{0, c.Start.At(8, 0)},
		{2 * time.Second, c.Start.AddDays(1).At(8, 0)},
		{time.Second, c.Start.At(20, 0)},
		{-time.Second, c.Start.AddDays(-1).At(20, 0)},
		{time.Minute, c.Start.AddDays(30).At(8, 0)},
	} {
		if got := c.Time(origin.Add(at.after)); got != at.want {
			t.Errorf("%s into the drill it is %s, want %s", at.after, got, at.want)
		}
	}
	first := c.Real(c.Start.At(9, 0))
	if wait := first.Sub(origin); wait < 80*time.Millisecond || wait > 90*time.Millisecond {
		t.Errorf("the reminders of the first day come after %s", wait)
	}
	if got := c.Today(origin.Add(2 * time.Second)); got != calendar.On(2026, 2, 14) {
		t.Errorf("today is %s", got)
	}
}

func TestCivilRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := calendar.Civil{
			Origin:     origin,
			Start:      dates.Draw(t, "start"),
			DaySeconds: rapid.OneOf(rapid.IntRange(1, 60), rapid.IntRange(1, 400_000)).Draw(t, "day"),
		}
		civil := c.Start.At(8, 0).AddDate(0, 0, rapid.IntRange(-30, 365*20).Draw(t, "days")).
			Add(time.Duration(rapid.Int64Range(0, int64(24*time.Hour)).Draw(t, "within")))
		real := c.Real(civil)
		// A nanosecond of real time is up to a day / DaySeconds of civil time.
		grain := time.Duration(86_400/c.DaySeconds + 2)
		if off := c.Time(real).Sub(civil).Abs(); off > grain {
			t.Fatalf("%s came back %s off", civil, off)
		}
		if off := c.Real(c.Time(real)).Sub(real).Abs(); off > time.Duration(c.DaySeconds/86_400+2) {
			t.Fatalf("%s came back %s off", real, off)
		}
		if real.Before(c.Origin) != civil.Before(c.Start.At(8, 0)) {
			t.Fatalf("%s is on the wrong side of the start", real)
		}
	})
}

func TestDrillLeftRunningOverAWeekend(t *testing.T) {
	c := calendar.Civil{Origin: origin, Start: calendar.On(2026, 1, 1), DaySeconds: 1}
	monday := origin.Add(72 * time.Hour)
	if got, want := c.Today(monday), c.Start.AddDays(72*60*60); got != want {
		t.Errorf("today is %s, want %s", got, want)
	}
	if off := c.Real(c.Time(monday)).Sub(monday).Abs(); off > time.Millisecond {
		t.Errorf("came back %s off", off)
	}
}

func TestCivilRoundTripsThroughJSON(t *testing.T) {
	c := calendar.Civil{Origin: origin, Start: calendar.On(2026, 1, 1), DaySeconds: 3}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back calendar.Civil
	if err := json.Unmarshal(text, &back); err != nil || back != c {
		t.Errorf("%s came back as %+v, %v", text, back, err)
	}
}
