package calendar

import (
	"reflect"
	"slices"
)

// Shared returns a calendar that says the same and keeps its own copy only of those
// years that differ from the ones built in: a worker has thousands of lawsuits at hand,
// and each has got a calendar of its own from Temporal.
func (c Calendar) Shared() Calendar {
	years := slices.Clone(c.Years)
	for i, y := range years {
		at := slices.IndexFunc(builtin.Years, func(b Year) bool { return b.Year == y.Year })
		if at >= 0 && reflect.DeepEqual(builtin.Years[at], y) {
			years[i] = builtin.Years[at]
		}
	}
	if slices.EqualFunc(years, builtin.Years, func(a, b Year) bool { return reflect.DeepEqual(a, b) }) {
		years = builtin.Years
	}
	c.Years = years
	return c
}
