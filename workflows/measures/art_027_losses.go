package measures

import (
	"fmt"
	"regexp"
	"slices"
)

// Outcome is one way in which a decision ends an instance, and whether it is
// counted as a loss (败诉) unless a person says otherwise. The list follows the
// enumeration that the courts' statistics use; what counts as a loss 第二十七条
// does not say, so the flag stays a person's to set.
type Outcome struct {
	Name string
	Form Form
	Lost bool
}

// Outcomes lists them by form, the common ones first.
var Outcomes = []Outcome{
	{"驳回诉讼请求", JudgmentForm, false},
	{"撤销", JudgmentForm, true},
	{"撤销并责令重作", JudgmentForm, true},
	{"部分撤销", JudgmentForm, true},
	{"部分撤销并责令重作", JudgmentForm, true},
	{"责令履行法定职责", JudgmentForm, true},
	{"责令履行给付义务", JudgmentForm, true},
	{"确认违法", JudgmentForm, true},
	{"确认无效", JudgmentForm, true},
	{"变更", JudgmentForm, true},
	{"行政协议履行", JudgmentForm, true},
	{"行政协议补偿", JudgmentForm, true},
	{"行政赔偿", JudgmentForm, true},
	{"驳回上诉，维持原判", JudgmentForm, false},
	{"改判", JudgmentForm, false},
	{"驳回起诉", RulingForm, false},
	{"不予立案", RulingForm, false},
	{"驳回上诉，维持原裁定", RulingForm, false},
	{remanded, RulingForm, false},
	{"准许撤诉", RulingForm, false},
	{"准许因被告改变行政行为撤诉", RulingForm, false},
	{"终结诉讼", RulingForm, false},
	{"调解结案", MediationForm, false},
	{undecided, JudgmentForm, false},
	{"维持", DecisionForm, false},
	{"驳回行政复议请求", DecisionForm, false},
	{"驳回行政复议申请", DecisionForm, false},
	{"复议决定撤销", DecisionForm, true},
	{"复议决定变更", DecisionForm, true},
	{"复议决定确认违法", DecisionForm, true},
	{"复议决定责令履行", DecisionForm, true},
	{"终止行政复议", DecisionForm, false},
}

// Remands tells whether the decision sends the dispute back for a new trial: it
// then ends nothing.
func (j *Judgment) Remands() bool { return j.Outcome == remanded }

const remanded = "撤销原判，发回重审"

// LossDoubt says why a person must give a reason for calling the decision a
// loss or no loss: because the list says otherwise. It is nothing where the list
// has no say.
func (j *Judgment) LossDoubt() string {
	o := outcomeOf(j.Outcome)
	switch {
	case o.Name == both:
		return fmt.Sprintf("“%s”既有支持也有驳回，是否败诉请按其中对本方的认定登记，并说明理由", j.Outcome)
	case o.Lost == j.Lost || !o.decides():
		return ""
	case o.Lost:
		return fmt.Sprintf("“%s”通常计为败诉，登记为不是败诉的请说明理由", j.Outcome)
	}
	return fmt.Sprintf("“%s”通常不计为败诉，登记为败诉的请说明理由", j.Outcome)
}

// outcomeOf returns the outcome on the list; what is written in other words is
// lost where it speaks of what a loss is, and a person's to say where it speaks of
// upholding too.
func outcomeOf(name string) Outcome {
	for _, o := range Outcomes {
		if o.Name == name {
			return o
		}
	}
	switch lost, kept := against.MatchString(name), upheld.MatchString(name); {
	case lost && kept:
		return Outcome{Name: both}
	case lost:
		return Outcome{Name: name, Lost: true}
	}
	return Outcome{Name: undecided}
}

var (
	against = regexp.MustCompile(`撤销|变更|违法|无效|责令|履行|赔偿|补偿|给付`)
	upheld  = regexp.MustCompile(`驳回|维持|撤诉|发回|不予|终结|调解|和解`)
)

const (
	undecided = "其他"
	both      = "既有支持也有驳回"
)

// decides tells whether the outcome by itself says who lost: what upholds or
// changes an earlier decision, or is merely 其他, does not.
func (o Outcome) decides() bool {
	return !slices.Contains([]string{"驳回上诉，维持原判", "改判", undecided}, o.Name)
}
