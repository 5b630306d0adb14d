package measures

import (
	"fmt"
	"slices"

	"yingsu/workflows/calendar"
)

// Rules lists every period, in the order of the Measures and then of the
// statutes. Each stands in the file of its article.
var Rules = []*Rule{
	forwarding, acknowledgement, assistance,
	evidence, evidenceSummary, review, reviewOpinion, evidenceExtension, jurisdictionObjection,
	lawyerAssignment,
	reconsiderationReply, reconsiderationReplySummary, reconsiderationReview, reconsiderationReviewSummary,
	leaderFiling,
	appealJudgment, appealRuling, appealAnswer, appealFee, takingEffect,
	performance, retrialApplication, retrialOpinion,
	lossReport, remedy,
	compensationApplication, compensationPayment,
	judicialSuggestion, normativeSuggestion, procuratorialSuggestion, procuratorialSuggestionUrgent, reconsiderationOpinion,
	archiving,
	entryCheck,
	lapsedPeriod, firstInstance, firstInstanceSummary, secondInstance, retrialReview,
	reconsiderationDecision, reconsiderationDecisionSummary, enforcement, enforcementOfAct, compensationDecision,
}

// Rule is one period of the law: the words that set it, what starts it and
// what meets it.
type Rule struct {
	Key     string
	Title   string   // what is owed, in Chinese
	Article string   // the provision that sets the period
	Basis   []string // further provisions that it rests on
	Quote   string   // the Measures' own words, checked against the text; empty where only a statute sets the period
	From    string   // what happened on the day it runs from
	Owner   Owner
	Right   bool // a period to use or let pass, not a duty
	// Internal marks a target of our own for what the text wants done 及时. It is
	// shown as 非法定 and never called overdue.
	Internal bool

	// Named is who names the last day, where no provision sets a length: the Bureau
	// (区司法局), or the decision (裁判). Period is then zero, and the calculator takes
	// the named day instead of the one it runs from.
	Named string

	// Period is the length as the first edition has it; an Edition may amend it.
	Period Period
	// Since and Until are the numbers of the law with which the rule came and went:
	// it runs for what happens from the one's day of force on, and until the other's.
	// A rule that was always there has neither.
	Since, Until Logic
	// Told is who is told at its rungs, where that is not as usual and no edition
	// says otherwise.
	Told []Step
	// After, where set, is the rule on whose legal limit this one hangs: the
	// calculator takes that rule's date and counts on from there.
	After *Rule
	// Readings gives further ways of reading the text; the counted one is
	// always the strictest.
	Readings func(from calendar.Date, cal calendar.Calendar) []Reading

	// runs finds in a file each thing the rule applies to. Rules that only the
	// calculator serves so far have none.
	runs func(s *sheet) []run
}

// RuleNamed returns the rule with the given key, or nil.
func RuleNamed(key string) *Rule {
	for _, r := range Rules {
		if r.Key == key {
			return r
		}
	}
	return nil
}

// Calculate counts the rule's period from a day, without a lawsuit. Where the
// rule hangs on another (送审 on the evidence deadline), from is the day from
// which that other one runs.
func (r *Rule) Calculate(from calendar.Date, l Law) Clock {
	x := run{on: from, is: r.From}
	if r.Named != "" {
		x.last = from
	}
	var before []calendar.Step
	if r.After != nil {
		anchor := r.After.Calculate(from, l)
		x.on, before = anchor.Due, anchor.Steps
	}
	c := r.clock(x, l)
	c.Steps = append(before, c.Steps...)
	c.Provisional = c.Provisional || !l.days().Covers(from)
	return c
}

// clock counts one run of the rule.
func (r *Rule) clock(x run, l Law) Clock {
	count := x.count(r, l)
	c := Clock{
		ID: r.Key + x.about, Key: r.Key, Title: r.Title, Subject: x.subject,
		Article: r.Article, Basis: r.Basis, Owner: r.Owner, Unit: x.unit, Organ: x.organ.Name, Right: r.Right, Internal: r.Internal,
		Trigger: x.on, TriggerIs: x.is,
		Due: count.Due, Safe: count.Safe, Steps: count.Steps, Provisional: count.Provisional,
		State: Running, Ladder: l.Edition.Ladder.of(r),
	}
	if c.TriggerIs == "" {
		c.TriggerIs = r.From
	}
	if r.Readings != nil {
		c.Readings = r.Readings(x.on, l.days())
	}
	c.settle(x)
	return c
}

// alone tells whether the Measures alone set the rule's period: no statute does, and
// nobody names a day.
func (r *Rule) alone() bool {
	statute := func(basis string) bool { return ArticleOf(basis) == 0 }
	return r.Quote != "" && r.Named == "" && !r.Right && !r.Internal && !slices.ContainsFunc(r.Basis, statute)
}

// unborn tells whether a duty that nobody has done was none, because its last day lies
// before the first of the Measures, which alone set it (第四十条). What can still be done
// runs on until it no longer can be.
func (r *Rule) unborn(c Clock) bool {
	undone := c.State == Missed || c.State == Running && r.Period.Back
	return undone && r.alone() && c.Limit().Before(Editions[0].From)
}

// run is one application of a rule within a file.
type run struct {
	about   string        // what distinguishes it from the rule's other runs, "/first/2"; empty if it is the only one
	subject string        // the same in Chinese
	on      calendar.Date // the day it runs from
	is      string        // what happened that day, where it is not the rule's usual trigger
	unit    string        // the unit that owes it, where it is not the owner's as a whole
	organ   Party         // the organ that owes it, where each owes it in its own right
	last    calendar.Date // the last day, where somebody has named it
	by      string        // who named it, where it is not the one whom the rule names: 法院, 建议书
	known   calendar.Date // the day it became known, where that can be after the last day: it is then owed at once
	met     calendar.Date // zero until the duty is done
	missed  string        // why it can no longer be done
	void    ending        // why it no longer counts
}

// of names the run after its organ, where it is not the first: each has one of its own,
// and of several each owes it itself, unless units are designated for it.
func (x run) of(f *File) run {
	if x.organ.Name != "" && len(f.Organs()) > 1 && x.organ.Unit != DistrictGovernment {
		x.unit = x.organ.Unit
	}
	if about := f.about(x.organ); x.organ.Name != "" && about != "" {
		x.about += about
		if x.subject != "" {
			x.subject += "，"
		}
		x.subject += x.organ.Name
	}
	return x
}

// since is the day of what sets the run off: where only its last day is known, that
// one.
func (x run) since() calendar.Date {
	if x.on.IsZero() {
		return x.last
	}
	return x.on
}

// count counts the days of the run.
func (x run) count(r *Rule, l Law) calendar.Count {
	by := x.by
	if by == "" {
		by = r.Named
	}
	if !x.last.IsZero() {
		return l.days().Until(x.last, by)
	}
	counted := l.period(r).Count(l.days(), x.on)
	if x.known.After(counted.Due) {
		counted.Due, counted.Safe = x.known, x.known
		counted.Steps = append(counted.Steps, calendar.Step{From: x.known, To: x.known, Note: x.known.Chinese() + "方才得知，已过该日，应当立即办理"})
	}
	return counted
}

// ending is why a duty is no longer owed, and since which day. The zero ending
// is none; one without a day never comes too late.
type ending struct {
	why string
	on  calendar.Date
}

// Period is a length of time as the law writes it.
type Period struct {
	N    int  `json:"n"`
	Unit Unit `json:"unit"`
	Back bool `json:"back,omitempty"` // counted back from the day: 届满前、开庭前
	// Clear asks for whole days in between: 届满前5个整工作日 is the sixth one back.
	Clear bool `json:"clear,omitempty"`
}

// Unit is what a period is counted in.
type Unit string

const (
	WorkingDays Unit = "working_days" // 工作日
	Days        Unit = "days"         // 日: natural days, rolled off a last day of rest
	Months      Unit = "months"       // 月
)

// Length says how long the period is under an edition, as the law writes it.
func (r *Rule) Length(e Edition) string {
	if r.Named != "" {
		return "由" + r.Named + "指定"
	}
	return e.period(r).String()
}

// Count counts the period from a day; the day itself never counts.
func (p Period) Count(cal calendar.Calendar, from calendar.Date) calendar.Count {
	if p.Clear {
		p.N++
	}
	switch {
	case p.Unit == WorkingDays && p.Back:
		return cal.WorkingDaysBefore(from, p.N)
	case p.Unit == WorkingDays:
		return cal.WorkingDaysAfter(from, p.N)
	case p.Unit == Days && p.Back:
		return cal.DaysBefore(from, p.N)
	case p.Unit == Days:
		return cal.DaysAfter(from, p.N)
	case p.Unit == Months && !p.Back:
		return cal.MonthsAfter(from, p.N)
	}
	panic(fmt.Sprintf("measures: no way to count %+v", p))
}

// String returns the period as the law writes it: 前5个工作日.
func (p Period) String() string {
	text := map[Unit]string{WorkingDays: "%d个工作日", Days: "%d日", Months: "%d个月"}[p.Unit]
	if p.Clear {
		text = map[Unit]string{WorkingDays: "%d个整工作日", Days: "%d个整日"}[p.Unit]
	}
	if p.Back {
		text = "前" + text
	}
	return fmt.Sprintf(text, p.N)
}
