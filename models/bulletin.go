package models

import (
	"time"

	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
)

// Bulletin is the district's bulletin about a period (第二十七条：季度通报、每年通报). As a
// draft its figures are those of the moment at which it is looked at; once it is frozen
// it never changes, whatever becomes of the lawsuits, and is corrected by another version.
type Bulletin struct {
	Period   string // statistics.Period.Key
	Version  int    // 1 for the first
	Revision int64  // of a draft: counts how often it was edited
	Blocks   []statistics.Block
	Reason   string // why there is another version

	DraftedAt time.Time
	EditedAt  time.Time
	EditedBy  string // user name; empty for who has not been touched since it was drafted

	Frozen *Frozen
}

// Frozen is what a bulletin says for good.
type Frozen struct {
	At     time.Time          `json:"at"`
	By     string             `json:"by"` // user name
	CutOff calendar.Date      `json:"cut_off"`
	Blocks []statistics.Block `json:"blocks"` // with their figures
	Tables []statistics.Table `json:"tables"`
	Rows   []CountedRow       `json:"rows"` // what stands behind the figures
}
