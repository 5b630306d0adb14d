// Package intake reads the papers that courts and reconsideration organs send, as people
// paste or upload them: an 应诉通知书, a 传票, a judgment. It says what stands in them, word
// for word where, and proposes it for a form. It knows neither the database nor Temporal
// and keeps nothing: what counts is what somebody then files.
//
// It never guesses. What is not written is not read, what is written in two ways is shown
// and not filled in, and of a judgment's result it says only what the whole 主文 says.
package intake

import (
	"cmp"
	"slices"
	"strings"

	"yingsu/workflows/measures"
)

// MaxText bounds what is read, in bytes: eighty thousand characters, as no judgment here
// ever had.
const MaxText = 240_000

// Field is something that a paper can say. Those that forms ask for bear the forms' names.
type Field string

// What is read.
const (
	Paper            Field = "paper" // its title
	CaseNumber       Field = "case_number"
	Court            Field = "court"
	Kind             Field = "kind"
	Level            Field = "level"
	Plaintiffs       Field = "plaintiffs"
	Defendants       Field = "defendants"
	ThirdParties     Field = "third_parties"
	Appellant        Field = "appellant"
	PublicInterest   Field = "public_interest"
	Cause            Field = "cause"
	ChallengedAct    Field = "challenged_act"
	ServedOn         Field = "served_on"
	EvidenceDeadline Field = "evidence_deadline"
	EvidencePeriod   Field = "evidence_period" // in days
	DefencePeriod    Field = "defence_period"  // in days
	HearingOn        Field = "hearing_on"
	HearingTime      Field = "time"
	HearingPlace     Field = "place"
	DatedOn          Field = "dated_on" // of a paper that decides nothing
	MadeOn           Field = "made_on"  // of one that decides
	Outcome          Field = "outcome"
	SentTo           Field = "sent_to" // the court to which the case goes
	Ruling           Field = "text"    // 主文
)

// titles are the fields as people read them, in the order in which they are told.
var titles = []struct {
	field Field
	title string
}{
	{Paper, "文书"}, {CaseNumber, "案号"}, {Court, "法院"}, {Kind, "案件种类"}, {Level, "审级"},
	{Plaintiffs, "原告"}, {Defendants, "被告"}, {ThirdParties, "第三人"}, {Appellant, "上诉人或者再审申请人"}, {PublicInterest, "公益诉讼"},
	{Cause, "案由"}, {ChallengedAct, "被诉行政行为"}, {ServedOn, "送达日期"},
	{EvidenceDeadline, "举证期限届满日"}, {EvidencePeriod, "举证期限（日）"}, {DefencePeriod, "答辩期限（日）"},
	{HearingOn, "开庭日期"}, {HearingTime, "开庭时间"}, {HearingPlace, "开庭地点"},
	{DatedOn, "落款日期"}, {MadeOn, "裁判日期"}, {Outcome, "裁判种类"}, {SentTo, "移送、发回或者指令的法院"}, {Ruling, "主文"},
}

func (f Field) rank() int {
	for i, t := range titles {
		if t.field == f {
			return i
		}
	}
	return len(titles)
}

// Title returns the field as people read it.
func (f Field) Title() string { return titles[f.rank()].title }

// several tells whether a paper can say more than one thing of a field.
func (f Field) several() bool {
	return f == Plaintiffs || f == Defendants || f == ThirdParties || f == Paper
}

// Reading is one thing that was read.
type Reading struct {
	Field Field  `json:"field"`
	Value string `json:"value,omitempty"` // as a form takes it; empty where the words cannot be told apart
	From  string `json:"from"`            // the words, as they stand in the text
	At    int    `json:"at"`              // where they begin, in bytes
	// Stated: they stand in a place of their own, under a label or in the heading. Otherwise
	// they were taken from the middle of a sentence.
	Stated bool   `json:"stated"`
	Why    string `json:"why,omitempty"` // why there is no value, and what to do
}

// Title is what the reading is of.
func (r Reading) Title() string { return r.Field.Title() }

// Said returns the value as people read it.
func (r Reading) Said() string {
	choices := map[Field][]measures.Choice{
		Kind: measures.Kind("").Choices(), Level: measures.Level("").Choices(), Appellant: measures.Side("").Choices(),
	}
	for _, c := range choices[r.Field] {
		if c.Value == r.Value {
			return c.Title
		}
	}
	if r.Field == Outcome {
		return measures.Outcome(r.Value).Title()
	}
	if r.Field == PublicInterest {
		return "是"
	}
	return r.Value
}

// Found is what a text says.
type Found struct {
	Readings []Reading
}

// Read reads a paper. What is longer than MaxText is not read to its end.
func Read(text string) Found {
	d := newDoc(text[:min(len(text), MaxText)])
	d.readPaper()
	d.readNumber()
	d.readCourt()
	d.readParties()
	d.readCase()
	d.readDays()
	d.readResult()
	return Found{d.inOrder()}
}

// inOrder returns the readings as they are told, each value once: of the places at which
// something stands, the one that states it, or else the first.
func (d *doc) inOrder() []Reading {
	slices.SortStableFunc(d.readings, func(a, b Reading) int {
		return cmp.Or(a.Field.rank()-b.Field.rank(), cmp.Compare(rank(a), rank(b)))
	})
	var all []Reading
	for _, r := range d.readings {
		if !slices.ContainsFunc(all, func(o Reading) bool { return o.Field == r.Field && o.Why == r.Why && alike(r.Field, o.Value, r.Value) }) {
			all = append(all, r)
		}
	}
	return all
}

// rank puts what is stated before what is not.
func rank(r Reading) int {
	if r.Stated {
		return 0
	}
	return 1
}

// alike tells whether two values are one: a court and an organ are called with their
// province and city, and without.
func alike(f Field, a, b string) bool {
	if a == b || a == "" || b == "" {
		return a == b
	}
	switch f {
	case Court, Defendants:
		return strings.HasSuffix(a, b) || strings.HasSuffix(b, a)
	case Cause:
		return strings.TrimSuffix(a, "纠纷") == strings.TrimSuffix(b, "纠纷")
	}
	return false
}

// Of returns what was read of a field.
func (f Found) Of(field Field) []Reading {
	var all []Reading
	for _, r := range f.Readings {
		if r.Field == field && r.Value != "" {
			all = append(all, r)
		}
	}
	return all
}

// One returns the only thing that was read of a field; false where there is none, or more
// than one.
func (f Found) One(field Field) (Reading, bool) {
	if all := f.Of(field); len(all) == 1 {
		return all[0], true
	}
	return Reading{}, false
}

// Disputed returns the readings of fields of which a paper says more than one thing though
// only one can hold: none of them is filled in.
func (f Found) Disputed() []Reading {
	return f.those(func(r Reading) bool { return r.Value != "" && !r.Field.several() && len(f.Of(r.Field)) > 1 })
}

// Unread returns what stands in the text and could not be read.
func (f Found) Unread() []Reading { return f.those(func(r Reading) bool { return r.Value == "" }) }

func (f Found) those(which func(Reading) bool) []Reading {
	return slices.DeleteFunc(slices.Clone(f.Readings), func(r Reading) bool { return !which(r) })
}

// Decides tells whether the paper is one by which a court or an organ decides.
func (f Found) Decides() bool {
	return slices.ContainsFunc(f.Of(Paper), func(r Reading) bool { return decides(r.Value) })
}

func decides(title string) bool {
	return slices.ContainsFunc([]string{"判决书", "裁定书", "调解书", "决定书", "中止通知书", "终止通知书", "复议通知书"}, func(end string) bool { return strings.HasSuffix(title, end) })
}
