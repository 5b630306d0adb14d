package workflows

// How an act is judged, and what it makes of a file. The workflow, the server before
// it asks the workflow, a preview, a correction and a look at a past day all do it
// here.

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// Bench is what an act is judged against besides the file: the day, the law that
// the lawsuit is under, and, for acts that look back, what was done before.
type Bench struct {
	measures.Law
	Today calendar.Date
	Done  []models.Done
}

// Clocks derives the clocks of a file under the law at hand, with their counting
// steps.
func (b Bench) Clocks(f *measures.File) []measures.Clock {
	return measures.Clocks(f, b.Law)
}

// brief is Clocks without the steps.
func (b Bench) brief(f *measures.File) []measures.Clock {
	b.Calendar = b.Calendar.Silent()
	return b.Clocks(f)
}

// Stamp says by whom an act is done, on which day and under which law.
type Stamp struct {
	Bench
	By models.Actor
}

// Scene is where somebody acts: the file before it, the law, the day and the person.
type Scene struct {
	Stamp
	*measures.File
}

// Outcome is what an act makes of a file.
type Outcome struct {
	File   measures.File
	Clocks []measures.Clock
	Moved  []measures.Clock // those that are new or different
	Text   string           // what was done, in a sentence
	Line   string           // the same for the console, naming no party
	// Doubts are what the person should look at again: what has happened is put on file
	// although it does not agree with a provision.
	Doubts  []string
	Notices []models.Notice
}

// Try returns what the act would make of a file, or why it cannot be done. It
// changes nothing: the workflow keeps the outcome, a preview shows it.
func (a *Act) Try(f *measures.File, r Request, b Bench) (Outcome, *models.Error) {
	in, doubts, refusal := a.read(f, r, b)
	if refusal != nil {
		return Outcome{}, refusal
	}
	return a.outcome(Scene{Stamp{b, r.By}, f}, in, doubts), nil
}

// Preview is Try for whoever asks beforehand: an act that is only proposed moves
// nothing yet, and what it will move is shown.
func (a *Act) Preview(f *measures.File, r Request, b Bench) (Outcome, *models.Error) {
	in, doubts, refusal := a.read(f, r, b)
	if refusal != nil {
		return Outcome{}, refusal
	}
	s := Scene{Stamp{b, r.By}, f}
	seer, ok := in.(foreseeing)
	if !ok {
		return a.outcome(s, in, doubts), nil
	}
	made, refusal := seer.foresee(s)
	if refusal != nil {
		return Outcome{}, refusal
	}
	o := Outcome{File: made, Clocks: b.brief(&made), Text: a.sentence(s, in)}
	o.Moved = measures.Moved(b.brief(f), o.Clocks)
	return o, nil
}

// Check says why the act cannot be done, or nothing: Try without the outcome.
func (a *Act) Check(f *measures.File, r Request, b Bench) *models.Error {
	_, _, refusal := a.read(f, r, b)
	return refusal
}

// Usual returns what is most likely meant by somebody who opens the act's form.
func (a *Act) Usual(f *measures.File, by models.Actor, b Bench) json.RawMessage {
	in := a.blank()
	if l, ok := in.(likely); ok {
		l.usual(Scene{Stamp{b, by}, f})
		return encode(in)
	}
	usual := map[string]any{}
	for _, field := range a.Fields {
		if field.Today {
			usual[field.Name] = b.Today
		}
	}
	return encode(usual)
}

// Offered returns the act's fields with, as choices, what this lawsuit leaves to
// choose from; without those that ask which organ is meant, where there is but one.
func (a *Act) Offered(f *measures.File, by models.Actor, b Bench) []form.Field {
	fields := slices.Clone(a.Fields)
	if len(f.Organs()) < 2 {
		fields = slices.DeleteFunc(fields, func(x form.Field) bool { return x.Several })
	}
	chooser, ok := a.blank().(choosing)
	if !ok {
		return fields
	}
	offered := chooser.among(Scene{Stamp{b, by}, f})
	for i, field := range fields {
		if choices, ok := offered[field.Name]; ok {
			fields[i].Type, fields[i].Choices = form.Choice, choices
		}
	}
	return fields
}

// read returns what was filled in, completed, if the act is open and all of it is
// right, and what about it is doubtful all the same.
func (a *Act) read(f *measures.File, r Request, b Bench) (input, []string, *models.Error) {
	if refusal := a.refuse(f, r.By, b.Law); refusal != nil {
		return nil, nil, refusal
	}
	in := a.blank().(input)
	c := checks{Scene: Scene{Stamp{b, r.By}, f}}
	c.errors = form.Read(a.Fields, r.Input, b.Today, b.Logic, in)
	if len(c.errors) == 0 {
		if x, ok := in.(completing); ok {
			x.complete(c.Scene)
		}
		in.check(&c)
	}
	return in, c.doubts, a.In(f.Kind).refusal(c.article, c.errors)
}

// outcome puts a judged input on a copy of the file.
func (a *Act) outcome(s Scene, in input, doubts []string) Outcome {
	before := s.brief(s.File)
	o := Outcome{File: *clone(s.File), Doubts: doubts}
	in.put(&o.File, s.Stamp)
	entered := a.enters(&o.File, s, in)
	o.Clocks = s.brief(&o.File)
	if l, ok := in.(delayed); ok && l.lateReason() != "" {
		o.File.Late = append(o.File.Late, lateAt(before, o.Clocks, l.lateReason())...)
		o.Clocks = s.brief(&o.File)
	}
	o.Moved = measures.Moved(before, o.Clocks)
	o.Text, o.Line = a.sentence(s, in), a.line(s, in, &o.File)
	if entered {
		o.Text, o.Line = "（补录）"+o.Text, "（补录）"+o.Line
	}
	if len(doubts) > 0 {
		o.Text += "。提示：" + strings.Join(doubts, "；")
	}
	switch x, ok := in.(announcing); {
	case ok:
		o.Notices = x.announce(s, &o)
	case a.Tell != nil:
		o.Notices = a.Tell(&o.File)
	}
	return o
}

// enters marks what is put on file long after its day, and tells whether it is.
func (a *Act) enters(f *measures.File, s Scene, in input) bool {
	day := form.LatestPast(a.Fields, in)
	if s.Logic >= measures.Own {
		day = form.HappenedOn(a.Fields, in, s.Today)
	}
	if s.Logic < measures.Papers || day.IsZero() || s.Today.Sub(day) <= measures.LateEntry {
		return false
	}
	f.Enter(day, s.Today)
	return true
}

// sentence says what was filled in: 转交应诉材料：转交日期2026年3月4日（周三）.
func (a *Act) sentence(s Scene, in input) string {
	title := a.In(s.Kind).Title
	if own, ok := in.(telling); ok {
		return title + "。" + own.sentence(s)
	}
	return title + "。" + a.words(in)
}

// Lateness is part of every act that can meet a clock: what is done after the
// limit stays on record as late, with this reason.
type Lateness struct {
	LateReason string `json:"late_reason,omitempty" label:"逾期原因" check:"long" help:"超过期限办理的请说明；逾期与原因都会留存"`
}

func (l Lateness) lateReason() string { return l.LateReason }

// lateAt returns the reason for each clock that has just been met late.
func lateAt(before, after []measures.Clock, reason string) []measures.LateReason {
	var late []measures.LateReason
	for _, c := range measures.Moved(before, after) {
		if c.State == measures.MetLate {
			late = append(late, measures.LateReason{Clock: c.ID, Reason: reason})
		}
	}
	return late
}

// checks collects what is wrong with an input.
type checks struct {
	Scene
	errors  []models.FieldError
	article string
	doubts  []string
}

// doubt says what does not agree with a provision, and is put on file all the same:
// what a court has done has happened.
func (c *checks) doubt(article, format string, args ...any) {
	what := fmt.Sprintf(format, args...)
	if article != "" {
		what += "（" + article + "）"
	}
	c.doubts = append(c.doubts, what)
}

// wrong says what is wrong with a field, and which provision says so where it is
// not the act's own.
func (c *checks) wrong(field, article, format string, args ...any) {
	c.errors = append(c.errors, models.FieldError{Field: field, Detail: fmt.Sprintf(format, args...)})
	if c.article == "" {
		c.article = article
	}
}

// named offers names as choices.
func named(names []string) []measures.Choice {
	var all []measures.Choice
	for _, n := range names {
		all = append(all, measures.Choice{Value: n, Title: n})
	}
	return all
}

// notBefore refuses a day that lies before another one.
func (c *checks) notBefore(field, label string, day calendar.Date, what string, earliest calendar.Date) {
	if !earliest.IsZero() && day.Before(earliest) {
		c.wrong(field, "", "%s%s不能早于%s（%s），请核对日期", label, day.Chinese(), what, earliest.Chinese())
	}
}

// ownUnit returns the unit that is meant: the one that was named, or else the
// caller's own, or else the lead.
func (s Scene) ownUnit(named string) string {
	units := s.Designated()
	if named != "" {
		return named
	}
	return units[max(0, slices.IndexFunc(units, s.By.ActsFor))]
}

// organNamed returns the name of the organ that is meant by its own name or by that of its
// unit; what is neither stays as it is.
func (s Scene) organNamed(name string) string {
	if organ, ok := s.Organ(name); ok && name != "" && s.Logic >= measures.Papers {
		return organ.Name
	}
	return name
}

// ownOrgan returns the organ that is meant: the one that was named, or else the one for
// which the caller's unit acts, or else the first.
func (s Scene) ownOrgan(name string) string {
	if name = s.organNamed(name); name != "" || s.Logic < measures.Papers {
		return name
	}
	for _, organ := range s.Organs() {
		if s.By.Role.OfUnit() && s.actsFor(organ) {
			return organ.Name
		}
	}
	organ, _ := s.Organ("")
	return organ.Name
}

// actsFor tells whether the caller's unit handles the lawsuit for an organ.
func (s Scene) actsFor(organ measures.Party) bool {
	units := s.HandlersOf(organ)
	if s.Logic < measures.Own && !s.Designates() {
		units = s.Designated() // each unit answered for all
	}
	return slices.ContainsFunc(units, s.By.ActsFor)
}

// forOwnOrgan refuses that a unit does for another organ what each does for itself.
func (c *checks) forOwnOrgan(field, name string) {
	if organ, ok := c.Organ(name); ok && c.Logic >= measures.Own && c.By.Role.OfUnit() && !c.actsFor(organ) {
		c.wrong(field, "", "您只能办理本单位（%s）的事项，%s的由%s办理，或者由区司法局登记", c.By.Unit, organ.Name, strings.Join(c.HandlersOf(organ), "、"))
	}
}

// forOwnUnit refuses that a unit signs for another one.
func (c *checks) forOwnUnit(field, unit string) {
	if c.By.Role.OfUnit() && !c.By.ActsFor(unit) {
		c.wrong(field, "", "您只能以本单位（%s）的名义办理，%s的由该单位自行办理，或者由区司法局登记", c.By.Unit, unit)
	}
}

// handles refuses a unit that is not designated to handle the lawsuit.
func (c *checks) handles(field, unit string) {
	if !slices.Contains(c.Designated(), unit) {
		c.wrong(field, "", "%s不是本案承办单位，承办单位是%s", unit, strings.Join(c.Designated(), "、"))
	}
}

// timeOfDay refuses what is not a time like 09:30; nothing is a time not known.
func (c *checks) timeOfDay(field, s string) {
	if s != "" && !timeOfDay.MatchString(s) {
		c.wrong(field, "", "“%s”不是有效的时间，请按“09:30”的格式填写", s)
	}
}

var timeOfDay = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
