package models

import (
	"fmt"
	"time"

	"yingsu/workflows/calendar"
)

// Assessment is the assessment of the units for one year (第三十五条). While the year runs
// its facts are those of the day on which it is looked at (日常考核). Once it is published
// they stay, the units may object, and what is decided then is final (年度考核).
type Assessment struct {
	Year     int
	Revision int64 // counts how often it was changed; 0 for one that nobody has touched
	Scheme   Scheme
	EditedAt time.Time
	EditedBy string // user name

	Published *PublishedAssessment

	DecidedAt time.Time
	DecidedBy string
}

// Scheme is how much each indicator weighs and what is enough of it, by the keys of the
// indicators (package assessment), and to which units one does not apply. What it does not
// name is as proposed there.
type Scheme struct {
	Weights map[string]int `json:"weights"` // 分值, of 100 in all
	Enough  map[string]int `json:"enough"`  // so many entries for full marks
	// Proposal is which of the proposals it begins with, the first of them 0: what is
	// proposed later changes no year that has begun.
	Proposal int         `json:"proposal,omitempty"`
	Exempt   []Exemption `json:"exempt,omitempty"`
}

// Exemption is what the Bureau has found of one unit: that an indicator does not apply to
// it (不适用), and why. Like the weights it can be changed until the units are told.
type Exemption struct {
	Unit      string    `json:"unit"`
	Indicator string    `json:"indicator"`
	Reason    string    `json:"reason"`
	At        time.Time `json:"at"`
	By        string    `json:"by"` // user name
}

// PublishedAssessment is what the units were told.
type PublishedAssessment struct {
	At          time.Time                  `json:"at"`
	By          string                     `json:"by"` // user name
	CutOff      calendar.Date              `json:"cut_off"`
	ObjectUntil calendar.Date              `json:"object_until"` // the last day for objections
	Facts       map[string]map[string]Fact `json:"facts"`        // by unit and indicator
	Units       map[string][]string        `json:"units"`        // who was assessed, each with those that it continues

	// Behind is what stood behind the facts. It is kept when the assessment is published,
	// and read by itself.
	Behind *AssessedBehind `json:"-"`
}

// AssessedBehind is what stands behind the facts of an assessment.
type AssessedBehind struct {
	Rows    []CountedRow    `json:"rows"`
	Entries []RegisterEntry `json:"entries"`
}

// Fact is what is counted of an indicator for a unit: so many, of so many where it is a rate.
type Fact struct {
	N  int `json:"n"`
	Of int `json:"of,omitempty"`
}

// Mark is what the Bureau gives a unit for what the platform does not know, and by what
// evidence (书面材料审验).
type Mark struct {
	Year      int
	Unit      string
	Indicator string
	Tenths    int // tenths of a point
	Note      string
	At        time.Time
	By        string // user name
}

// Objection is a unit's, to what it was given for an indicator.
type Objection struct {
	ID        int64
	Year      int
	Unit      string
	Indicator string
	Reason    string
	At        time.Time
	By        string // user name

	DecidedAt time.Time
	DecidedBy string
	Upheld    bool
	Tenths    int // what the unit is given instead, where it is upheld
	Answer    string
}

// Open tells whether the objection waits for a decision.
func (o Objection) Open() bool { return o.DecidedAt.IsZero() }

// Decided tells whether the assessment is final.
func (a Assessment) Decided() bool { return !a.DecidedAt.IsZero() }

// ToldOf is what the units are told of the assessment when it is published and when it is
// decided: their officials and clerks, the Bureau and the supervisors.
func (a Assessment) ToldOf(units []string) Notice {
	n := Notice{
		To: []Recipient{{Role: Director}, {Role: Clerk}, {Role: Reviewer}, {Role: Supervisor}}, Urgency: Information, Article: "第三十五条",
		Key:   fmt.Sprintf("assessment/%d/published", a.Year),
		Title: fmt.Sprintf("%d年度行政应诉考核结果已公布", a.Year),
		Body:  fmt.Sprintf("请在“考核”中核对本单位的分数。有异议的，由单位负责人于%s以前逐项提出。", a.Published.ObjectUntil.Chinese()), Due: a.Published.ObjectUntil,
	}
	if a.Decided() {
		n.Key, n.Due = fmt.Sprintf("assessment/%d/decided", a.Year), calendar.Date{}
		n.Title, n.Body = fmt.Sprintf("%d年度行政应诉考核已定案", a.Year), "异议已经答复，分数和名次不再变动。请在“考核”中查看。"
	}
	for _, u := range units {
		n.To = append(n.To, Recipient{Role: UnitOfficial, Unit: u}, Recipient{Role: UnitClerk, Unit: u})
	}
	return n
}

// Made is what the Bureau is told of an objection.
func (o Objection) Made(title string) Notice {
	return Notice{
		Key: fmt.Sprintf("assessment/%d/%s/%s/objection", o.Year, o.Unit, o.Indicator), To: []Recipient{{Role: Director}, {Role: Clerk}}, Urgency: Reminder, Article: "第三十五条",
		Title: fmt.Sprintf("%s对%d年度考核“%s”提出异议", o.Unit, o.Year, title), Body: o.Reason + "。请在“考核”中答复。",
	}
}

// Answered is what the unit is told of the decision about its objection.
func (o Objection) Answered(title string) Notice {
	what := "不成立"
	if o.Upheld {
		what = "成立，分数已经更改"
	}
	return Notice{
		Key: fmt.Sprintf("assessment/%d/%s/%s/answer", o.Year, o.Unit, o.Indicator), To: []Recipient{{Role: UnitOfficial, Unit: o.Unit}, {Role: UnitClerk, Unit: o.Unit}}, Urgency: Information, Article: "第三十五条",
		Title: fmt.Sprintf("%d年度考核“%s”的异议%s", o.Year, title, what), Body: o.Answer,
	}
}
