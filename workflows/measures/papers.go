package measures

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/width"
)

// What a court's paper does follows from its kind, and the kinds are a closed list:
// this one. The words of a paper are kept beside its kind and decide nothing.

// Outcome names a kind of paper.
type Outcome string

// Effect is what a paper of one kind does.
type Effect struct {
	Outcome Outcome
	Name    string
	Form    Form
	At      []Level // where it can be given; everywhere if empty
	Since   Logic   // the number of the law that has known it; zero if all have
	Article string
	// Ends tells whether it ends the instance. What does not is interlocutory: the
	// instance goes on, and there can be several.
	Ends bool
	// Appeal tells whether it can be appealed when it is given by the procedure of the first
	// instance (行政诉讼法第八十五条、行诉解释第一百零一条第二款、第一百一十九条第一款).
	Appeal bool
	// AppealSince is the number of the law that has known it.
	AppealSince Logic
	Says        Says
	Sends       Sends
	// Withdraws marks the rulings by which somebody's suit, appeal or application is over.
	Withdraws bool
	// Drops marks what ends the lawsuit without deciding it: nothing before the court is
	// owed any more.
	Drops bool
	// Loose marks what is no kind, but words of former times: nobody can choose it.
	Loose bool
	Also  []string // other names under which people know it
}

// Says is what a paper says of whether the district's organ has lost.
type Says string

const (
	SaysNothing  Says = ""         // nothing: it does not decide the dispute
	SaysKept     Says = "kept"     // not lost
	SaysLost     Says = "lost"     // lost (败诉)
	SaysAsBelow  Says = "as_below" // whatever was decided below
	SaysReversed Says = "reversed" // the opposite of what was decided below
	SaysStated   Says = "stated"   // a person has to say
)

// Sends is where a paper leads that ends an instance without ending the dispute, or the
// whole of it.
type Sends string

const (
	SendsNowhere  Sends = ""
	SendsRemand   Sends = "remand"   // 发回重审
	SendsContinue Sends = "continue" // 指令继续审理、指令立案、指令受理
	SendsTransfer Sends = "transfer" // 移送、移交、指定其他法院管辖
	SendsPart     Sends = "part"     // 行政赔偿部分发回重审: the rest is settled
)

var (
	firstOnly  = []Level{First}
	secondOnly = []Level{Second}
	above      = []Level{Second, Retrial}
	retrying   = []Level{Retrial}
	anyCourt   = []Level{First, Second, Retrial}
	reviewed   = []Level{Reconsidering}
	appealable = []Level{First, Retrial}
	examining  = []Level{Examining}
	asking     = []Level{Retrial, Examining}
)

// Effects lists every kind of paper: judgments, rulings, mediation, decisions; of each,
// the common ones first.
var Effects = []Effect{
	// 判决
	{Outcome: "dismiss_claims", Name: "驳回诉讼请求", Form: JudgmentForm, Article: "《行政诉讼法》第六十九条", Ends: true, Appeal: true, Says: SaysKept, Also: []string{"驳回原告诉讼请求", "驳回原告的诉讼请求"}},
	{Outcome: "revoke", Name: "撤销", Form: JudgmentForm, Article: "《行政诉讼法》第七十条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "revoke_redo", Name: "撤销并责令重作", Form: JudgmentForm, Article: "《行政诉讼法》第七十条、第七十一条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "revoke_part", Name: "部分撤销", Form: JudgmentForm, Article: "《行政诉讼法》第七十条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "revoke_part_redo", Name: "部分撤销并责令重作", Form: JudgmentForm, Article: "《行政诉讼法》第七十条、第七十一条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "perform", Name: "责令履行法定职责", Form: JudgmentForm, Article: "《行政诉讼法》第七十二条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "pay", Name: "责令履行给付义务", Form: JudgmentForm, Article: "《行政诉讼法》第七十三条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "declare_unlawful", Name: "确认违法", Form: JudgmentForm, Article: "《行政诉讼法》第七十四条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "declare_unlawful_procedure", Name: "程序轻微违法确认违法", Form: JudgmentForm, Article: "《行政诉讼法》第七十四条第一款第二项", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "declare_unlawful_remedy", Name: "确认违法并责令采取补救措施", Form: JudgmentForm, Article: "《行政诉讼法》第七十六条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "declare_void", Name: "确认无效", Form: JudgmentForm, Article: "《行政诉讼法》第七十五条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "alter", Name: "变更", Form: JudgmentForm, Article: "《行政诉讼法》第七十七条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "remedy", Name: "责令采取补救措施", Form: JudgmentForm, Article: "《行政诉讼法》第七十六条、第七十八条", Ends: true, Appeal: true, Says: SaysLost},
	{Outcome: "contract_perform", Name: "判决继续履行协议", Form: JudgmentForm, Article: "《行政诉讼法》第七十八条第一款", Ends: true, Appeal: true, Says: SaysLost, Also: []string{"行政协议履行"}},
	{Outcome: "contract_damages", Name: "判决赔偿协议损失", Form: JudgmentForm, Article: "《行政诉讼法》第七十八条第一款", Ends: true, Appeal: true, Says: SaysLost},
	// The act itself was lawful; that nothing was paid for it was not.
	{Outcome: "contract_compensate", Name: "判决给予补偿", Form: JudgmentForm, Article: "《行政诉讼法》第七十八条第二款", Ends: true, Appeal: true, Says: SaysLost, Also: []string{"行政协议补偿", "判决给付补偿"}},
	{Outcome: "compensate", Name: "行政赔偿", Form: JudgmentForm, Article: "《行政诉讼法》第七十六条", Ends: true, Appeal: true, Says: SaysLost, Also: []string{"判决赔偿"}},
	{Outcome: "dismiss_compensation", Name: "驳回赔偿请求", Form: JudgmentForm, Article: "《最高人民法院关于审理行政赔偿案件若干问题的规定》（法释〔2022〕10号）第三十二条", Ends: true, Appeal: true, Says: SaysKept, Also: []string{"驳回行政赔偿请求"}},
	{Outcome: "uphold", Name: "驳回上诉，维持原判", Form: JudgmentForm, At: secondOnly, Article: "《行政诉讼法》第八十九条第一款第一项", Ends: true, Says: SaysAsBelow, Also: []string{"驳回上诉，维持原判决", "维持原判"}},
	{Outcome: "reverse", Name: "改判", Form: JudgmentForm, At: above, Article: "《行政诉讼法》第八十九条第一款第二项", Ends: true, Appeal: true, AppealSince: Letters, Says: SaysReversed, Also: []string{"撤销原判，依法改判"}},
	{Outcome: "uphold_part", Name: "部分维持、部分改判", Form: JudgmentForm, At: above, Article: "《行政诉讼法》第八十九条第一款第二项", Ends: true, Appeal: true, AppealSince: Letters, Says: SaysStated, Also: []string{"维持一审判决部分、撤销部分", "部分改判"}},
	{Outcome: "uphold_effective", Name: "再审维持原判", Form: JudgmentForm, At: retrying, Article: "《行诉解释》第一百一十九条", Ends: true, Appeal: true, AppealSince: Letters, Says: SaysAsBelow, Also: []string{"维持原生效判决"}},
	{Outcome: "remand_compensation", Name: "确认违法，行政赔偿部分发回重审", Form: JudgmentForm, At: above, Since: Standing, Article: "《行诉解释》第一百零九条第五款", Ends: true, Says: SaysLost, Sends: SendsPart, Also: []string{"行政赔偿部分发回重审", "赔偿部分发回重审"}},
	{Outcome: "judgment", Name: "其他判决", Form: JudgmentForm, Article: "《行政诉讼法》第七章", Ends: true, Appeal: true, Says: SaysStated, Also: []string{"其他"}},

	// 裁定：终结本审级的
	{Outcome: "dismiss_suit", Name: "驳回起诉", Form: RulingForm, Article: "《行诉解释》第六十九条", Ends: true, Appeal: true, Says: SaysKept},
	{Outcome: "refuse_docket", Name: "不予立案", Form: RulingForm, At: firstOnly, Article: "《行政诉讼法》第五十一条第二款", Ends: true, Appeal: true, Says: SaysKept},
	{Outcome: "withdraw", Name: "准许撤诉", Form: RulingForm, At: anyCourt, Article: "《行政诉讼法》第六十二条", Ends: true, Withdraws: true, Says: SaysKept, Drops: true, Also: []string{"准许撤回起诉"}},
	{Outcome: "withdraw_changed", Name: "准许因被告改变行政行为撤诉", Form: RulingForm, At: anyCourt, Article: "《行政诉讼法》第六十二条", Ends: true, Withdraws: true, Says: SaysKept, Drops: true},
	{Outcome: "deemed_withdrawn", Name: "按撤诉处理", Form: RulingForm, At: firstOnly, Article: "《行政诉讼法》第五十八条", Ends: true, Withdraws: true, Says: SaysKept, Drops: true},
	{Outcome: "terminate", Name: "终结诉讼", Form: RulingForm, At: anyCourt, Article: "《行诉解释》第八十八条", Ends: true, Withdraws: true, Says: SaysKept, Drops: true},
	{Outcome: "transfer", Name: "移送管辖", Form: RulingForm, At: firstOnly, Article: "《行政诉讼法》第二十二条", Sends: SendsTransfer, Also: []string{"移交审理", "移送其他人民法院"}},
	{Outcome: "designate", Name: "指定管辖", Form: RulingForm, At: firstOnly, Article: "《行政诉讼法》第二十三条、第二十四条", Sends: SendsTransfer, Also: []string{"提级管辖"}},
	{Outcome: "uphold_ruling", Name: "驳回上诉，维持原裁定", Form: RulingForm, At: secondOnly, Article: "《行政诉讼法》第八十九条第一款第一项", Ends: true, Says: SaysAsBelow, Also: []string{"维持原裁定"}},
	{Outcome: "remand", Name: "撤销原判，发回重审", Form: RulingForm, At: above, Article: "《行政诉讼法》第八十九条第一款第三项、第四项", Ends: true, Sends: SendsRemand, Also: []string{"发回重审", "撤销原判决，发回重审", "撤销一审判决，发回重审", "撤销原审判决，发回重审"}},
	{Outcome: "order_continue", Name: "撤销原裁定，指令继续审理", Form: RulingForm, At: above, Article: "《行诉解释》第一百零九条第一款、第一百二十三条", Ends: true, Sends: SendsContinue, Also: []string{"指令继续审理", "撤销一审裁定，由一审法院继续审理"}},
	{Outcome: "order_docket", Name: "撤销原裁定，指令立案", Form: RulingForm, At: above, Article: "《行诉解释》第一百零九条第一款、第一百二十三条", Ends: true, Sends: SendsContinue, Also: []string{"指令立案", "指令受理", "撤销原裁定，指令受理"}},
	{Outcome: "revoke_dismiss", Name: "撤销原判，驳回起诉", Form: RulingForm, At: above, Article: "《行诉解释》第一百二十三条第一项", Ends: true, Appeal: true, AppealSince: Letters, Says: SaysKept, Also: []string{"撤销一审判决，驳回起诉"}},
	{Outcome: "withdraw_appeal", Name: "准许撤回上诉", Form: RulingForm, At: secondOnly, Article: "《行政诉讼法》第六十二条、第一百零一条", Ends: true, Withdraws: true, Says: SaysAsBelow},
	{Outcome: "deemed_withdrawn_appeal", Name: "按自动撤回上诉处理", Form: RulingForm, At: secondOnly, Article: "《行诉解释》第六十一条", Ends: true, Withdraws: true, Says: SaysAsBelow, Also: []string{"按撤回上诉处理"}},
	{Outcome: "withdraw_retrial", Name: "准许撤回再审申请", Form: RulingForm, At: asking, Article: "《行诉解释》第一百一十五条", Ends: true, Withdraws: true, Says: SaysAsBelow, Also: []string{"按撤回再审申请处理"}},
	{Outcome: "dismiss_retrial", Name: "驳回再审申请", Form: RulingForm, At: examining, Since: Letters, Article: "《行诉解释》第一百一十六条第二款", Ends: true},
	{Outcome: "terminate_retrial", Name: "终结再审程序", Form: RulingForm, At: retrying, Article: "《行诉解释》第一百一十五条、第一百二十一条", Ends: true, Withdraws: true, Says: SaysAsBelow},

	// 裁定：程序性的，不终结本审级
	{Outcome: "dismiss_suit_part", Name: "驳回部分起诉", Form: RulingForm, At: anyCourt, Article: "《行诉解释》第六十九条", Appeal: true, Says: SaysKept},
	{Outcome: "objection_denied", Name: "驳回管辖异议", Form: RulingForm, At: firstOnly, Article: "《行诉解释》第十条、第一百零一条第一款第三项", Appeal: true},
	{Outcome: "objection_upheld", Name: "管辖异议成立，移送其他法院", Form: RulingForm, At: firstOnly, Article: "《行诉解释》第十条", Appeal: true, Sends: SendsTransfer},
	{Outcome: "objection_final", Name: "二审维持管辖裁定", Form: RulingForm, At: anyCourt, Article: "《行政诉讼法》第八十五条"},
	{Outcome: "objection_reversed", Name: "二审撤销管辖裁定，另定管辖", Form: RulingForm, At: anyCourt, Article: "《行政诉讼法》第八十五条", Sends: SendsTransfer},
	{Outcome: "part_final", Name: "二审维持驳回部分起诉裁定", Form: RulingForm, At: appealable, Since: Letters, Article: "《行政诉讼法》第八十五条、第八十九条第一款第一项"},
	{Outcome: "part_reversed", Name: "二审撤销驳回部分起诉裁定，指令继续审理", Form: RulingForm, At: appealable, Since: Letters, Article: "《行诉解释》第一百零九条第一款"},
	{Outcome: "withdraw_appeal_part", Name: "准许部分上诉人撤回上诉", Form: RulingForm, At: secondOnly, Article: "《行政诉讼法》第六十二条、第一百零一条"},
	{Outcome: "withdraw_part", Name: "准许部分原告撤诉", Form: RulingForm, At: anyCourt, Article: "《行政诉讼法》第六十二条"},
	{Outcome: "suspend", Name: "中止诉讼", Form: RulingForm, At: anyCourt, Article: "《行诉解释》第八十七条"},
	{Outcome: "stay", Name: "停止执行", Form: RulingForm, At: anyCourt, Article: "《行政诉讼法》第五十六条"},
	{Outcome: "stay_denied", Name: "驳回停止执行申请", Form: RulingForm, At: anyCourt, Article: "《行政诉讼法》第五十六条", Also: []string{"不准许停止执行"}},
	{Outcome: "advance", Name: "先予执行", Form: RulingForm, At: anyCourt, Article: "《行政诉讼法》第五十七条"},
	{Outcome: "preserve", Name: "财产保全、行为保全或者证据保全", Form: RulingForm, At: anyCourt, Article: "《行政诉讼法》第四十二条，《行诉解释》第七十六条", Also: []string{"财产保全", "行为保全", "证据保全"}},
	{Outcome: "join", Name: "合并或者分开审理", Form: RulingForm, At: anyCourt, Article: "《行政诉讼法》第二十七条"},
	{Outcome: "convert", Name: "转换审理程序", Form: RulingForm, At: firstOnly, Article: "《行政诉讼法》第八十四条"},
	{Outcome: "rectify", Name: "补正裁判文书", Form: RulingForm, Article: "《行诉解释》第一百零一条第一款第十一项", Also: []string{"补正裁判文书笔误"}},
	{Outcome: "ruling", Name: "其他程序性裁定", Form: RulingForm, Article: "《行诉解释》第一百零一条第一款第十五项"},

	// 调解、和解
	{Outcome: "mediate", Name: "调解结案", Form: MediationForm, Article: "《行政诉讼法》第六十条，《行诉解释》第八十五条", Ends: true, Says: SaysKept, Drops: true, Also: []string{"行政调解书"}},

	// 行政复议决定
	{Outcome: "upheld", Name: "维持", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第六十八条", Ends: true, Says: SaysKept},
	{Outcome: "review_dismiss_claims", Name: "驳回行政复议请求", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第六十九条", Ends: true, Says: SaysKept},
	{Outcome: "review_dismiss", Name: "驳回行政复议申请", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第三十三条", Ends: true, Says: SaysKept},
	{Outcome: "review_revoke", Name: "复议决定撤销", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第六十四条", Ends: true, Says: SaysLost},
	{Outcome: "review_revoke_redo", Name: "复议决定撤销并责令重作", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第六十四条", Ends: true, Says: SaysLost},
	{Outcome: "review_alter", Name: "复议决定变更", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第六十三条", Ends: true, Says: SaysLost},
	{Outcome: "review_unlawful", Name: "复议决定确认违法", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第六十五条", Ends: true, Says: SaysLost},
	{Outcome: "review_void", Name: "复议决定确认无效", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第六十七条", Ends: true, Says: SaysLost},
	{Outcome: "review_perform", Name: "复议决定责令履行", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第六十六条", Ends: true, Says: SaysLost},
	{Outcome: "review_contract", Name: "复议决定责令履行协议或者采取补救措施", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第七十一条", Ends: true, Says: SaysLost},
	{Outcome: "review_compensate", Name: "复议决定责令赔偿或者补偿", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第七十二条", Ends: true, Says: SaysLost},
	{Outcome: "review_end", Name: "终止行政复议", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第四十一条", Ends: true, Withdraws: true, Says: SaysKept, Drops: true},
	{Outcome: "review_suspend", Name: "中止行政复议", Form: DecisionForm, At: reviewed, Article: "《行政复议法》第三十九条"},

	// What was put on file in free words, before there was a list.
	{Outcome: "judgment_in_words", Name: "判决", Form: JudgmentForm, Ends: true, Appeal: true, Says: SaysStated, Loose: true},
	{Outcome: "ruling_in_words", Name: "裁定", Form: RulingForm, Ends: true, Appeal: true, Says: SaysStated, Loose: true},
	{Outcome: "mediation_in_words", Name: "调解", Form: MediationForm, Ends: true, Says: SaysStated, Loose: true},
	{Outcome: "decision_in_words", Name: "决定", Form: DecisionForm, Ends: true, Says: SaysStated, Loose: true},
}

// Effect returns what papers of a kind do. Of a kind that is not on the list it is
// the zero effect, which does nothing.
func (o Outcome) Effect() Effect {
	for _, e := range Effects {
		if e.Outcome == o {
			return e
		}
	}
	return Effect{}
}

// Title returns the kind as staff read it.
func (o Outcome) Title() string {
	if e := o.Effect(); e.Name != "" {
		return e.Name
	}
	return string(o)
}

// OutcomeNamed returns the kind that a text names: by its code, or by one of the
// names under which people know it, however its punctuation is written.
func OutcomeNamed(text string) (Outcome, bool) {
	text = plain(text)
	for _, e := range Effects {
		known := func(name string) bool { return plain(name) == text }
		if !e.Loose && (string(e.Outcome) == text || known(e.Name) || slices.ContainsFunc(e.Also, known)) {
			return e.Outcome, true
		}
	}
	return "", false
}

// plain leaves out of a text what does not tell one name from another.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ,、。;", r) {
			return -1
		}
		return r
	}, width.Fold.String(text))
}

// OutcomesAt returns the kinds that can be given at a level, in order, as far as a law
// knows them.
func OutcomesAt(level Level, l Law) []Effect {
	var all []Effect
	for _, e := range Effects {
		if e.at(level) && l.Logic >= e.Since {
			all = append(all, e)
		}
	}
	return all
}

func (e Effect) at(level Level) bool {
	switch {
	case e.Loose:
		return false
	case len(e.At) > 0:
		return slices.Contains(e.At, level)
	case level == Examining: // which decides no dispute
		return e.Form == RulingForm && !e.Ends
	case level == Reconsidering:
		return e.Form == DecisionForm || e.Form == MediationForm
	}
	return e.Form != DecisionForm
}

// foreign are papers of other proceedings, and why an administrative court gives none
// of them.
var foreign = map[string]string{
	"支付令":    "支付令属于民事诉讼的督促程序（《民事诉讼法》第十七章）",
	"公示催告":   "公示催告属于民事诉讼的公示催告程序（《民事诉讼法》第十八章）",
	"除权判决":   "除权判决属于民事诉讼的公示催告程序（《民事诉讼法》第十八章）",
	"宣告失踪":   "宣告失踪、宣告死亡属于民事诉讼的特别程序（《民事诉讼法》第十五章）",
	"宣告死亡":   "宣告失踪、宣告死亡属于民事诉讼的特别程序（《民事诉讼法》第十五章）",
	"司法确认":   "确认调解协议属于民事诉讼的特别程序（《民事诉讼法》第十五章）",
	"实现担保物权": "实现担保物权属于民事诉讼的特别程序（《民事诉讼法》第十五章）",
	"仲裁裁决":   "仲裁裁决由仲裁机构作出，不是人民法院的裁判文书",
	"刑事判决":   "刑事裁判不属于行政诉讼",
	"离婚判决":   "民事裁判不属于行政诉讼",
}

// Foreign says why a text names no paper of an administrative court, or nothing.
func Foreign(text string) string {
	text = plain(text)
	for _, name := range slices.Sorted(maps.Keys(foreign)) {
		if strings.Contains(text, name) {
			return foreign[name]
		}
	}
	return ""
}
