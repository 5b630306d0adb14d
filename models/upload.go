package models

import "time"

// Upload is a file that somebody has handed in: one version of one of the files of a
// place in a lawsuit's file. What is in it lies in the vault, under SHA256.
type Upload struct {
	ID        int64
	LawsuitID string
	Key       string // of the request that brought it: sent again, it is the same upload
	Place     string // see workflows.Place
	Title     string // of the place, as it was then
	Part      int    // which of the place's files, from 1; 0 in one that is to be added as another
	Version   int    // of that file, from 1

	Name   string // as it is offered for saving
	Type   string // by its content, as MIME says it
	Size   int64  // bytes
	Pages  int    // 0 where nobody knows
	SHA256 string // hexadecimal

	By Actor
	At time.Time

	Scan     ScanState
	ScanNote string // what was found in it

	WithdrawnAt time.Time // zero while it counts
	WithdrawnBy string    // user name
	Reason      string    // why it was withdrawn
}

// Withdrawn tells whether it no longer counts. It can be read all the same.
func (u Upload) Withdrawn() bool { return !u.WithdrawnAt.IsZero() }

// ScanState is what a malware scanner has said of a file.
type ScanState string

const (
	Unscanned ScanState = "unscanned" // nothing yet
	Clean     ScanState = "clean"
	Infected  ScanState = "infected" // it is handed to nobody
)

// Title returns the state as staff read it.
func (s ScanState) Title() string {
	switch s {
	case Clean:
		return "已查毒"
	case Infected:
		return "已隔离"
	}
	return "未查毒"
}

// MaxUploads is how many files one lawsuit holds at most, versions counted.
const MaxUploads = 600
