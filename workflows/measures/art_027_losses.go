package measures

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
	{"撤销原判，发回重审", RulingForm, false},
	{"准许撤诉", RulingForm, false},
	{"准许因被告改变行政行为撤诉", RulingForm, false},
	{"终结诉讼", RulingForm, false},
	{"调解结案", MediationForm, false},
	{"其他", JudgmentForm, false},
}
