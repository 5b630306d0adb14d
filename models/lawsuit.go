package models

import (
	"encoding/json"
	"strings"
	"time"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Lawsuit is the projection of one workflow: what lists and pages read. The
// workflow is its only author; Revision counts its changes, so that an older
// picture can never overwrite a newer one.
type Lawsuit struct {
	ID         string // derived from the first case number, see IDOf
	CaseNumber string // the first case number in canonical form: also the workflow's id
	Revision   int64
	Stage      measures.Stage
	File       measures.File
	Clocks     []measures.Clock
	Rung       []FiredRung    // how far each clock's reminders have gone
	NextRungs  []NextRung     // of the running clocks that have one
	Waits      []string       `json:",omitempty"` // the acts that somebody waits for: see workflows.Act.Waiting
	Edition    string         // of the Measures, pinned when the lawsuit was opened
	Counted    string         `json:"CalendarEdition"` // the name of the law by which its clocks were last counted
	Logic      measures.Logic `json:",omitempty"`      // and that law's number
	Closed     bool           // archived: nothing changes any more
	OpenedKey  string         // the request that registered it
	OpenedAt   time.Time
	UpdatedAt  time.Time
}

// NextRung is the instant at which a clock reminds or escalates next. A sweep
// in SQL alarms where that instant has passed and nothing was recorded.
type NextRung struct {
	Clock string // the clock's ID
	At    time.Time
}

// CalendarEdition returns the edition of the calendar with which the lawsuit's clocks
// were last counted.
func (l Lawsuit) CalendarEdition() string {
	edition, _, _ := strings.Cut(l.Counted, "/")
	return edition
}

// Entry is one line of a lawsuit's journal: append-only and chained by hash.
type Entry struct {
	LawsuitID string          `json:"lawsuit_id"`
	Seq       int64           `json:"seq"`
	At        time.Time       `json:"at"`            // when it was recorded
	CivilOn   calendar.Date   `json:"on"`            // the civil day of that moment (differs from At in a drill)
	Law       measures.Logic  `json:"law,omitempty"` // the number of the law that it was judged by
	Kind      EntryKind       `json:"kind"`
	Name      string          `json:"name"`  // the act's or the clock's name
	Title     string          `json:"title"` // in Chinese
	Article   string          `json:"article,omitempty"`
	Actor     Actor           `json:"actor,omitzero"` // who did it; empty for what the system did
	Text      string          `json:"text"`           // one sentence, in Chinese
	Detail    json.RawMessage `json:"detail,omitempty"`
	PrevHash  string          `json:"prev_hash"`
	Hash      string          `json:"hash"`
}

// EntryKind says what a journal line tells of.
type EntryKind string

const (
	ActEntry    EntryKind = "act"    // a person did something
	RungEntry   EntryKind = "rung"   // a reminder or an escalation went out
	SystemEntry EntryKind = "system" // the system found or changed something by itself
)

// Recipient names who is to be told, by office: the persons who hold it when
// the notice is recorded get one each.
type Recipient struct {
	Role Role   `json:"role"`
	Unit string `json:"unit,omitempty"` // only for unit roles
}

// Notice is something that people are told, once each, in their inbox.
type Notice struct {
	Key     string        `json:"key"` // dedupe key within the lawsuit
	To      []Recipient   `json:"to"`
	Persons []string      `json:"persons,omitempty"` // user names of those who are told whatever office they hold; never by a workflow
	Urgency Urgency       `json:"urgency"`
	Title   string        `json:"title"`
	Body    string        `json:"body"`
	Article string        `json:"article,omitempty"`
	Clock   string        `json:"clock,omitempty"` // the clock's ID
	Due     calendar.Date `json:"due,omitzero"`

	// Private: it is for Persons and nobody else, neither for who stands in for them nor
	// for others in their place; and for them also once their accounts are closed.
	Private bool `json:"private,omitempty"`
}

// Told is a notice about one lawsuit, or about none where LawsuitID is empty.
type Told struct {
	LawsuitID string
	Notice    Notice
}

// Urgency is how loudly a notice speaks.
type Urgency string

const (
	Information Urgency = "information" // 告知
	Reminder    Urgency = "reminder"    // 提醒
	Warning     Urgency = "warning"     // 预警：已到期或无法按序完成
	Escalation  Urgency = "escalation"  // 督办：已逾期
	Trial       Urgency = "trial"       // 测试：somebody sends it to themselves
)

// Title says how loudly a notice speaks.
func (u Urgency) Title() string {
	switch u {
	case Escalation:
		return "督办"
	case Warning:
		return "预警"
	case Reminder:
		return "提醒"
	case Trial:
		return "测试"
	}
	return "告知"
}

// Message is a notice as it lies in one person's inbox. UserID is zero where
// there was nobody at all to tell.
type Message struct {
	ID         int64
	UserID     int64
	LawsuitID  string
	CaseNumber string
	Notice
	At     time.Time
	ReadAt time.Time
}

// Recording is everything that one accepted act or fired rung changes: it is
// stored whole or not at all.
type Recording struct {
	// Key makes a repetition harmless: the request's idempotency key, or the
	// rung's own. It is unique within the lawsuit, for ever.
	Key     string
	Act     string // the act's name, or "rung"
	Request string // hash of the request, so that a key reused for another request is noticed
	By      Actor
	On      calendar.Date // the civil day: whoever is away on it has a substitute told
	Attempt int64         // the line of the audit log that this settles as done; 0 if none
	Lawsuit Lawsuit       // as it is afterwards; Revision is the new one
	Entries []Entry       // without Seq, PrevHash and Hash: the store numbers and chains them
	Notices []Notice
	Receipt json.RawMessage // what the caller is told, now and at every repetition
	Voucher string          // of a person's act: see Wish
	Base    string          // of the lawsuit that it was made from
}

// Done is an act as it was put on file. A lawsuit's file is what its acts have
// made of it, the registration first; put on file again, they make it again.
type Done struct {
	Act   string          `json:"act"`
	By    Actor           `json:"by"`
	On    calendar.Date   `json:"on"`            // the civil day on which it was put on file
	Law   measures.Logic  `json:"law,omitempty"` // the number of the law that it was judged by
	Input json.RawMessage `json:"input"`
}

// DoneIn returns the acts that lines of a journal tell of, in their order.
func DoneIn(entries []Entry) []Done {
	var done []Done
	for _, e := range entries {
		if e.Kind == ActEntry {
			done = append(done, Done{Act: e.Name, By: e.Actor, On: e.CivilOn, Law: e.Law, Input: e.Detail})
		}
	}
	return done
}

// Recorded is what became of a Recording.
type Recorded struct {
	Repeated bool            `json:"repeated,omitempty"` // the key was there already; nothing was stored
	Receipt  json.RawMessage `json:"receipt,omitempty"`  // the first one's
	// Ahead is the lawsuit as stored, where the ledger holds a later revision
	// than the recording started from. Unless Repeated, nothing was stored.
	Ahead *Lawsuit `json:"ahead,omitempty"`
	Done  []Done   `json:"done,omitempty"` // with Ahead: the acts that made its file
	// Head is the hash of the journal's last entry. The workflow's history
	// keeps it, so that a journal cut short in the database is noticed even
	// by somebody who cannot trust the database.
	Head string `json:"head"`
}

// Restoration is what a ledger lacks that was restored from a copy: everything after
// revision From of one lawsuit. It is stored whole or not at all.
type Restoration struct {
	From    int64
	On      calendar.Date // the civil day
	Lawsuit Lawsuit       // as it is now
	Entries []Entry       // without Seq, PrevHash and Hash
	Effects []Effect
}

// Effect is the row that a Recording leaves for its key.
type Effect struct {
	LawsuitID string
	Key       string
	Act       string
	Request   string
	Username  string
	Receipt   json.RawMessage
	At        time.Time
}

// Attempt is a line of the audit log: somebody tried something, and what came
// of it. Refused attempts leave no trace in Temporal, so they are kept here.
type Attempt struct {
	ID        int64
	At        time.Time
	Username  string
	Role      Role
	Unit      string
	Address   string
	Action    string // "sign_in", "register", an act's name, …
	LawsuitID string
	Outcome   string // "tried", then one of done, refused, failed, unknown
	Code      string // the error's code where it was refused
	Detail    string
}

// History is a workflow's event history, kept when the lawsuit closes because
// Temporal deletes it after its retention.
type History struct {
	LawsuitID string
	RunID     string
	Events    int
	JSON      []byte
	At        time.Time
}
