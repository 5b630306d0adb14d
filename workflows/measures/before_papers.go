package measures

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"

	"yingsu/workflows/calendar"
)

// How decisions were read before court papers had kinds (the law before Papers): by their
// words. It is needed as long as lawsuits are replayed that ran so, and for no other.

// word is an outcome as it was called then.
type word struct {
	name string
	form Form
	lost bool
	kind Outcome // what it is called now
}

var words = []word{
	{"驳回诉讼请求", JudgmentForm, false, "dismiss_claims"},
	{"撤销", JudgmentForm, true, "revoke"},
	{"撤销并责令重作", JudgmentForm, true, "revoke_redo"},
	{"部分撤销", JudgmentForm, true, "revoke_part"},
	{"部分撤销并责令重作", JudgmentForm, true, "revoke_part_redo"},
	{"责令履行法定职责", JudgmentForm, true, "perform"},
	{"责令履行给付义务", JudgmentForm, true, "pay"},
	{"确认违法", JudgmentForm, true, "declare_unlawful"},
	{"确认无效", JudgmentForm, true, "declare_void"},
	{"变更", JudgmentForm, true, "alter"},
	{"行政协议履行", JudgmentForm, true, "contract_perform"},
	{"行政协议补偿", JudgmentForm, true, "contract_compensate"},
	{"行政赔偿", JudgmentForm, true, "compensate"},
	{"驳回上诉，维持原判", JudgmentForm, false, "uphold"},
	{"改判", JudgmentForm, false, "reverse"},
	{"驳回起诉", RulingForm, false, "dismiss_suit"},
	{"不予立案", RulingForm, false, "refuse_docket"},
	{"驳回上诉，维持原裁定", RulingForm, false, "uphold_ruling"},
	{"撤销原判，发回重审", RulingForm, false, "remand"},
	{"准许撤诉", RulingForm, false, "withdraw"},
	{"准许因被告改变行政行为撤诉", RulingForm, false, "withdraw_changed"},
	{"终结诉讼", RulingForm, false, "terminate"},
	{"调解结案", MediationForm, false, "mediate"},
	{undecided, JudgmentForm, false, "judgment"},
	{"维持", DecisionForm, false, "upheld"},
	{"驳回行政复议请求", DecisionForm, false, "review_dismiss_claims"},
	{"驳回行政复议申请", DecisionForm, false, "review_dismiss"},
	{"复议决定撤销", DecisionForm, true, "review_revoke"},
	{"复议决定变更", DecisionForm, true, "review_alter"},
	{"复议决定确认违法", DecisionForm, true, "review_unlawful"},
	{"复议决定责令履行", DecisionForm, true, "review_perform"},
	{"终止行政复议", DecisionForm, false, "review_end"},
}

// InWords returns the kind of a paper that was put on file in words. What is on the
// list keeps its kind where its form and its level let it do what it did then; anything
// else did what every paper of its form did.
func InWords(level Level, form Form, outcome string) (kind Outcome, text string) {
	for _, w := range words {
		fits := w.form == form && w.kind.Effect().at(level) || w.kind == "remand"
		if w.name == outcome && fits {
			return w.kind, ""
		}
	}
	return Outcome(string(form) + "_in_words"), outcome
}

// UnmarshalJSON also reads a hearing as it was written then: with one official.
func (h *Hearing) UnmarshalJSON(data []byte) error {
	type hearing Hearing
	var was struct {
		*hearing
		Official *Official `json:"official"`
	}
	was.hearing = (*hearing)(h)
	if err := json.Unmarshal(data, &was); err != nil {
		return err
	}
	if was.Official != nil {
		h.Officials = append(h.Officials, *was.Official)
	}
	return nil
}

// UnmarshalJSON also reads an instance as it was written then: with one judgment, and
// one thing that it orders.
func (in *Instance) UnmarshalJSON(data []byte) error {
	type instance Instance
	var was struct {
		*instance
		Judgment *struct {
			Paper
			Outcome string `json:"outcome"`
		} `json:"judgment"`
		Performance *Performance `json:"performance"`
	}
	was.instance = (*instance)(in)
	if err := json.Unmarshal(data, &was); err != nil {
		return err
	}
	if j := was.Judgment; j != nil {
		j.Paper.Outcome, j.Text = InWords(in.Level, j.Form, j.Outcome)
		j.Stated = true
		in.Papers = append(in.Papers, j.Paper)
	}
	if was.Performance != nil {
		in.Obligations = append(in.Obligations, *was.Performance)
	}
	return nil
}

// DoubtInWords says why a person must give a reason for calling a decision a loss or
// no loss: because its words say otherwise. It is nothing where they have no say.
func DoubtInWords(outcome string, lost bool) string {
	o := wordOf(outcome)
	switch {
	case o.name == both:
		return fmt.Sprintf("“%s”既有支持也有驳回，是否败诉请按其中对本方的认定登记，并说明理由", outcome)
	case o.lost == lost || !o.decides():
		return ""
	case o.lost:
		return fmt.Sprintf("“%s”通常计为败诉，登记为不是败诉的请说明理由", outcome)
	}
	return fmt.Sprintf("“%s”通常不计为败诉，登记为败诉的请说明理由", outcome)
}

// wordOf returns the outcome on the list; what is written in other words is lost where
// it speaks of what a loss is, and a person's to say where it speaks of upholding too.
func wordOf(name string) word {
	for _, o := range words {
		if o.name == name {
			return o
		}
	}
	switch lost, kept := against.MatchString(name), upheld.MatchString(name); {
	case lost && kept:
		return word{name: both}
	case lost:
		return word{name: name, lost: true}
	}
	return word{name: undecided}
}

var (
	against = regexp.MustCompile(`撤销|变更|违法|无效|责令|履行|赔偿|补偿|给付`)
	upheld  = regexp.MustCompile(`驳回|维持|撤诉|发回|不予|终结|调解|和解`)
)

const (
	undecided = "其他"
	both      = "既有支持也有驳回"
)

// decides tells whether the outcome by itself says who lost: what upholds or changes an
// earlier decision, or is merely 其他, does not.
func (o word) decides() bool {
	return !slices.Contains([]string{"驳回上诉，维持原判", "改判", undecided}, o.name)
}

// LastAppealOf returns the last day on which a side could appeal, of whom one day of
// service was known, and which was one party for all its members.
func (p *Paper) LastAppealOf(side Side, l Law) calendar.Date {
	var last calendar.Date
	if side == Respondent {
		last = p.ServedOn
	}
	for _, o := range p.Others {
		if o.Party == side {
			last = later(last, o.On)
		}
	}
	if last.IsZero() {
		return last
	}
	return l.period(p.period()).Count(l.Calendar, last).Due
}

// evidenceOfAll returns one run for each day on which a defendant of the district was
// served, the earliest first: one response spoke for all.
func (s *sheet) evidenceOfAll() []run {
	x := run{on: s.ServedOn, met: s.filedOn(), void: s.decided(&s.Instances[0])}
	if x.extended(s.grantedTo(Party{})) || x.ordered(s.courtDeadline()) {
		return []run{x}
	}
	var runs []run
	for i, day := range s.serviceDays() {
		x.on = day
		if i > 0 {
			x.about, x.subject = "/"+day.String(), day.Short()+"收到副本的被告"
		}
		runs = append(runs, x)
	}
	return runs
}

// courtDeadline returns the court's own evidence deadline, the latest that it
// has named; zero if it has named none.
func (f *File) courtDeadline() calendar.Date {
	last := f.EvidenceDeadline
	for _, o := range f.Orders {
		if !o.EvidenceDeadline.IsZero() {
			last = o.EvidenceDeadline
		}
	}
	return last
}

// serviceDays returns the days on which the district's own defendants were
// served, each once, the earliest first.
func (f *File) serviceDays() []calendar.Date {
	var days []calendar.Date
	for _, d := range f.Defendants {
		day := d.ServedOn
		if day.IsZero() {
			day = f.ServedOn
		}
		if d.Unit != "" && !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	if len(days) == 0 {
		days = append(days, f.ServedOn)
	}
	slices.SortFunc(days, calendar.Date.Compare)
	return days
}
