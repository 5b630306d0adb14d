package models

import (
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// CountedQuery asks for what stands behind a figure of a period.
type CountedQuery struct {
	Behind   statistics.Selection
	From, To calendar.Date // both included
	Today    calendar.Date // duties that have not run out before it are none yet
	Units    []string      // only of these; of all, if empty
	After    *CountedRow   // only rows behind this one
	Limit    int
}

// CountedPage is some of what stands behind a figure, in the order of the days.
type CountedPage struct {
	Rows  []CountedRow
	Total int // how many there are in all
}

// UnitStage is how many open lawsuits stand at a stage in which a unit has a part.
type UnitStage struct {
	Unit  string
	Stage measures.Stage
	N     int
}

// CountedRow is a row of the statistics with the lawsuit that it is from.
type CountedRow struct {
	LawsuitID string
	Position  int // within the lawsuit
	statistics.Row
}
