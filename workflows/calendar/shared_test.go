package calendar_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"yingsu/workflows/calendar"
)

// TestSharedCalendars: years that are built in are kept once, and one that differs from
// them in anything is not taken for them.
func TestSharedCalendars(t *testing.T) {
	first := decoded(t, calendar.Builtin()).Shared()
	second := decoded(t, calendar.Builtin()).Shared()
	if &first.Years[0] != &second.Years[0] {
		t.Error("equal calendars are kept twice")
	}
	other := decoded(t, calendar.Builtin())
	other.Years[2].Holidays[0].Name += "（改）"
	got := other.Shared()
	if !reflect.DeepEqual(got, other) {
		t.Error("a calendar was taken for another")
	}
	for _, n := range []int{0, 1} {
		if &got.Years[n].Holidays[0] != &first.Years[n].Holidays[0] {
			t.Errorf("equal years are kept twice: %d", got.Years[n].Year)
		}
	}
}

// decoded is a calendar as it comes from elsewhere.
func decoded(t *testing.T, c calendar.Calendar) calendar.Calendar {
	t.Helper()
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back calendar.Calendar
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	return back
}
