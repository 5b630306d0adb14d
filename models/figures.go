package models

import (
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
)

// CountedQuery asks for what stands behind a figure: rows of a kind in a period.
type CountedQuery struct {
	Kind     statistics.Kind
	From, To calendar.Date // both included
	Today    calendar.Date // duties that have not run out before it are none yet
	Units    []string      // only of these; of all, if empty
	After    *CountedRow   // only rows behind this one
	Limit    int
}

// CountedRow is a row of the statistics with the lawsuit that it is from.
type CountedRow struct {
	LawsuitID string
	Position  int // within the lawsuit
	statistics.Row
}
