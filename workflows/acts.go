package workflows

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
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

// Acts lists everything that a person can do in a lawsuit, in the order of the
// Measures. Each is declared once, in its chapter's file; its Update, its place
// in the interface, its form, its refusals and its words all come from there.
var Acts = []*Act{
	designateUnit, returnDesignation, recordMeeting, askAssistance, giveAssistance,
	forwardMaterials, acknowledge, addMaterial, reviseMaterial, voidMaterial, recordOrder, applyExtension, recordExtension,
	requestLawyer, assignLawyer, appointAgents, reportProgress, recordTalk,
	submitForReview, approveReview, returnReview, recordSeals, fileWithCourt,
	requirePrincipal, recordSummons, nameOfficial, issueLetter, confirmLetter, postponeHearing, recordHearing,
	recordJudgment, recordService, recordAppeal, answerAppeal, recordAppealFee, recordRemand, recordEffective,
	recordObligation, performJudgment, recordRetrialApplication, answerRetrial, recordRetrialDecision,
	fileLossReport, acceptLossReport, returnLossReport,
	recordCompensation, applyCompensation, recordPayment, recordSuggestion, answerSuggestion,
	recordWithdrawal, suspend, resume, explainLate,
	proposeCorrection, confirmCorrection, declineCorrection,
	conclude, archive, supplementArchive,
}

// ActNamed returns the act with the given name, or nil.
func ActNamed(name string) *Act {
	i := slices.IndexFunc(Acts, func(a *Act) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return Acts[i]
}

// Act is one thing that a person can do in a lawsuit.
type Act struct {
	Name    string        // of its Update, and in the interface's paths
	Title   string        // a verb, in Chinese: it stands on the button
	Article string        // the provision that it carries out
	Doc     string        // what it is for, in one sentence
	By      []models.Role // who may; unit roles only in their own unit's lawsuits
	Wider   bool          // also units that assist, or have been asked for something
	Fields  []form.Field

	// Archived marks an act that is possible once the file is archived, when
	// nothing else is, and not before.
	Archived bool

	// LooksBack marks an act that is judged against everything done before it.
	LooksBack bool

	// Open says why the act is not possible now, or nothing.
	Open func(f *measures.File) string
	// Tell says who is to be told that it was done, and what.
	Tell func(f *measures.File) []models.Notice

	input func() input
}

// input is what was filled in for an act.
type input interface {
	// check adds what is wrong with it, given the file.
	check(c *checks)
	// put puts it on file.
	put(f *measures.File)
}

// act declares an act whose fields are those of the struct In.
func act[In any, P interface {
	*In
	input
}](a Act) *Act {
	a.Fields = form.Of[In]()
	a.input = func() input { return P(new(In)) }
	return &a
}

// The three circles that most acts are open to.
var (
	bureau    = []models.Role{models.Clerk, models.Director}
	reviewers = []models.Role{models.Reviewer, models.Director}
	handlers  = []models.Role{models.UnitClerk, models.UnitOfficial, models.Clerk, models.Director}
)

// Lateness is part of every act that can meet a clock: what is done after the
// limit stays on record as late, with this reason.
type Lateness struct {
	LateReason string `json:"late_reason,omitempty" label:"逾期原因" check:"long" help:"超过期限办理的请说明；逾期与原因都会留存"`
}

func (l Lateness) lateReason() string { return l.LateReason }

// Request is one person's wish to act. Key is the same for every repetition of
// the same wish.
type Request struct {
	Key   string          `json:"key"`
	By    models.Actor    `json:"by"`
	Input json.RawMessage `json:"input"`
	// Attempt is the line of the audit log that says that it was made.
	Attempt int64 `json:"attempt,omitempty"`
}

// Hash identifies what is asked for, by whom and of which act: a key that comes
// back with another hash was used twice for different things. Input that is only
// written otherwise, with spaces or in another order, is the same.
func (r Request) Hash(act string) string {
	sum := sha256.Sum256([]byte(act + "\x00" + r.By.Username + "\x00" + canonical(r.Input)))
	return hex.EncodeToString(sum[:])
}

// canonical writes JSON in the one way in which it comes out again: on its way to
// the workflow it loses its spaces. What is no JSON stays as it is.
func canonical(data json.RawMessage) string {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return string(data)
	}
	return string(encode(v))
}

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
	return measures.Brief(b.Clocks(f))
}

// Outcome is what an act makes of a file.
type Outcome struct {
	File    measures.File
	Clocks  []measures.Clock
	Moved   []measures.Clock // those that are new or different
	Text    string           // what was done, in a sentence
	Notices []models.Notice
}

// Try returns what the act would make of a file, or why it cannot be done. It
// changes nothing: the workflow keeps the outcome, a preview shows it.
func (a *Act) Try(f *measures.File, r Request, b Bench) (Outcome, *models.Error) {
	in, refusal := a.read(f, r, b)
	if refusal != nil {
		return Outcome{}, refusal
	}
	return a.outcome(f, in, b), nil
}

// Check says why the act cannot be done, or nothing: Try without the outcome.
func (a *Act) Check(f *measures.File, r Request, b Bench) *models.Error {
	_, refusal := a.read(f, r, b)
	return refusal
}

// read returns what was filled in, if the act is open and all of it is right.
func (a *Act) read(f *measures.File, r Request, b Bench) (input, *models.Error) {
	if refusal := a.refuse(f, r.By); refusal != nil {
		return nil, refusal
	}
	in := a.input()
	c := checks{Bench: b, File: f, by: r.By}
	c.errors = form.Read(a.Fields, r.Input, b.Today, in)
	if len(c.errors) == 0 {
		in.check(&c)
	}
	return in, c.refusal(a)
}

// outcome puts a checked input on a copy of the file.
func (a *Act) outcome(f *measures.File, in input, b Bench) Outcome {
	before := b.brief(f)
	o := Outcome{File: copyOf(f)}
	in.put(&o.File)
	o.Clocks = b.brief(&o.File)
	if l, ok := in.(interface{ lateReason() string }); ok && l.lateReason() != "" {
		o.File.Late = append(o.File.Late, lateAt(before, o.Clocks, l.lateReason())...)
		o.Clocks = b.brief(&o.File)
	}
	o.Moved = measures.Moved(before, o.Clocks)
	o.Text = a.sentence(in)
	if a.Tell != nil {
		o.Notices = a.Tell(&o.File)
	}
	return o
}

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

// May tells whether a person may do the act in a lawsuit, whatever its stage.
func (a *Act) May(f *measures.File, by models.Actor) bool {
	if !slices.Contains(a.By, by.Role) {
		return false
	}
	return !by.Role.OfUnit() || slices.Contains(f.Handlers(), by.Unit) || a.Wider && f.Takes(by.Unit)
}

// OpenTo tells whether a person can do the act now.
func (a *Act) OpenTo(f *measures.File, by models.Actor) bool { return a.refuse(f, by) == nil }

// refuse says why somebody cannot do the act now, before anything is filled in.
func (a *Act) refuse(f *measures.File, by models.Actor) *models.Error {
	if !a.May(f, by) {
		return &models.Error{
			Code: models.Forbidden, Article: a.Article,
			Detail: fmt.Sprintf("“%s”由%s办理，您的身份是%s。如确需办理，请联系上述人员。", a.Title, whoMay(a.By), by.Role.Title()),
		}
	}
	why := a.closed(f)
	if why == "" {
		return nil
	}
	stage := measures.StageOf(f).Title()
	return &models.Error{
		Code: models.NotOpen, Article: a.Article, Stage: stage,
		Detail: fmt.Sprintf("现在不能办理“%s”：%s（%s）。案件处于“%s”阶段。", a.Title, why, a.Article, stage),
	}
}

// closed says why the act is not possible for anybody now, or nothing.
func (a *Act) closed(f *measures.File) string {
	archived := measures.StageOf(f) == measures.Archived
	switch {
	case archived && !a.Archived:
		return "案件已归档，此后的材料请办理“" + supplementArchive.Title + "”，再审的请登记新案并填写原案案号"
	case a.Archived && !archived:
		return "案件尚未归档，材料可以直接登记"
	case a.Open != nil:
		return a.Open(f)
	}
	return ""
}

// whoMay names the roles of an act: by their office, and all handlers as one.
func whoMay(roles []models.Role) string {
	var names []string
	for _, r := range roles {
		names = append(names, r.Title())
	}
	return strings.Join(names, "、")
}

// sentence says what was filled in: 转交应诉材料：转交日期2026年3月4日（周三）.
func (a *Act) sentence(in input) string {
	if own, ok := in.(interface{ sentence() string }); ok {
		return a.Title + "。" + own.sentence()
	}
	return a.Title + "。" + a.words(in)
}

// words says what stands in each field.
func (a *Act) words(in any) string {
	var parts []string
	for _, f := range a.Fields {
		if s := f.Show(in); s != "" {
			parts = append(parts, f.Label+"："+s)
		}
	}
	return strings.Join(parts, "；")
}

// checks collects what is wrong with an input.
type checks struct {
	Bench
	*measures.File
	by      models.Actor
	errors  []models.FieldError
	article string
}

// wrong says what is wrong with a field, and which provision says so where it is
// not the act's own.
func (c *checks) wrong(field, article, format string, args ...any) {
	c.errors = append(c.errors, models.FieldError{Field: field, Detail: fmt.Sprintf(format, args...)})
	if c.article == "" {
		c.article = article
	}
}

// notBefore refuses a day that lies before another one.
func (c *checks) notBefore(field, label string, day calendar.Date, what string, earliest calendar.Date) {
	if !earliest.IsZero() && day.Before(earliest) {
		c.wrong(field, "", "%s%s不能早于%s（%s），请核对日期", label, day.Chinese(), what, earliest.Chinese())
	}
}

// ownUnit returns the unit that is meant: the one that was named, or else the
// caller's own, or else the lead.
func (c *checks) ownUnit(named string) string {
	units := c.Handlers()
	switch {
	case named != "":
		return named
	case slices.Contains(units, c.by.Unit):
		return c.by.Unit
	}
	return units[0]
}

// forOwnUnit refuses that a unit signs for another one.
func (c *checks) forOwnUnit(field, unit string) {
	if c.by.Role.OfUnit() && unit != c.by.Unit {
		c.wrong(field, "", "您只能以本单位（%s）的名义办理，%s的由该单位自行办理，或者由区司法局登记", c.by.Unit, unit)
	}
}

// handles refuses a unit that does not handle the lawsuit.
func (c *checks) handles(field, unit string) {
	if !slices.Contains(c.Handlers(), unit) {
		c.wrong(field, "", "%s不是本案承办单位，承办单位是%s", unit, strings.Join(c.Handlers(), "、"))
	}
}

// timeOfDay refuses what is not a time like 09:30; nothing is a time not known.
func (c *checks) timeOfDay(field, s string) {
	if s != "" && !timeOfDay.MatchString(s) {
		c.wrong(field, "", "“%s”不是有效的时间，请按“09:30”的格式填写", s)
	}
}

var timeOfDay = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

func (c *checks) refusal(a *Act) *models.Error {
	if len(c.errors) == 0 {
		return nil
	}
	e := &models.Error{Code: models.Invalid, Article: c.article, Fields: c.errors}
	if e.Article == "" {
		e.Article = a.Article
	}
	e.Detail = fmt.Sprintf("“%s”有%d处需要更正：%s", a.Title, len(c.errors), c.errors[0].Detail)
	return e
}

// copyOf returns a file that shares nothing with the original.
func copyOf(f *measures.File) measures.File {
	data, err := json.Marshal(f)
	if err != nil {
		panic(err) // a file is made of texts, numbers and days
	}
	var c measures.File
	if err := json.Unmarshal(data, &c); err != nil {
		panic(err)
	}
	return c
}
