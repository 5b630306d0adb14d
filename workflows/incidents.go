package workflows

// What can happen at any time: 撤诉、和解（第十八条），中止、恢复，司法建议、检察建
// 议（第二十九条），补记逾期原因。

import (
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// RecordWithdrawal ends the dispute before it is decided: the court's ruling that lets a
// suit, an appeal or an application be withdrawn takes effect as it is served.
type RecordWithdrawal struct {
	measures.Withdrawal
	Outcome string `json:"outcome,omitempty" label:"裁定种类" example:"准许撤诉" help:"一审不填即为准许撤诉；二审、再审须区分撤回起诉、撤回上诉、撤回再审申请，后果不同"`
	Number  string `json:"number,omitempty" label:"裁定书文号" example:"（2026）鲁10行初15号" help:"是否准许由人民法院裁定（行政诉讼法第六十二条）"`
}

var recordWithdrawal = act[RecordWithdrawal](Act{
	Form: Form{
		Name: "record_withdrawal", Title: "登记撤诉或者和解", Article: "第十八条", InReview: "登记撤回复议申请或者和解",
		Doc: "登记人民法院准许撤诉、按撤诉处理、准许撤回上诉、终结诉讼等裁定，裁定随即生效；撤回上诉的，一审裁判在各方上诉期限届满后生效。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch i := f.Current(); {
		case f.Withdrawal != nil:
			return "已登记撤诉或者和解"
		case i.Effective != nil:
			return "裁判已经生效"
		case f.Conclusion != nil:
			return "案件已终结"
		case l.Logic >= measures.Papers && i.Decision() != nil:
			return i.Title() + "已作出裁判（" + i.Decision().Title() + "）"
		}
		return ""
	},
})

// withdrawing are the kinds by which a dispute ends without being decided.
func withdrawing(level measures.Level, l measures.Law) []measures.Effect {
	return slices.DeleteFunc(measures.OutcomesAt(level, l), func(e measures.Effect) bool { return !e.Withdraws })
}

func (RecordWithdrawal) among(s Scene) map[string][]measures.Choice {
	var all []measures.Choice
	for _, e := range withdrawing(s.Current().Level, s.Law) {
		all = append(all, measures.Choice{Value: string(e.Outcome), Title: e.Name})
	}
	return map[string][]measures.Choice{"outcome": all}
}

func (in *RecordWithdrawal) complete(s Scene) {
	if s.Logic < measures.Papers {
		return
	}
	level := s.Current().Level
	if kinds := withdrawing(level, s.Law); in.Outcome == "" && (level == measures.First || len(kinds) == 1) {
		in.Outcome = string(kinds[0].Outcome)
	}
	if kind, ok := measures.OutcomeNamed(in.Outcome); ok {
		in.Outcome = string(kind)
	}
}

func (in RecordWithdrawal) check(c *checks) {
	c.notBefore("on", "日期", in.On, "送达日期", c.ServedOn)
	if c.Logic < measures.Papers {
		return
	}
	kinds := withdrawing(c.Current().Level, c.Law)
	if !slices.ContainsFunc(kinds, func(e measures.Effect) bool { return string(e.Outcome) == in.Outcome }) {
		var names []string
		for _, e := range kinds {
			names = append(names, e.Name)
		}
		c.wrong("outcome", "第十八条", "请选择%s的裁定种类：%s；其他裁判请办理“%s”", c.Current().Title(), strings.Join(names, "、"), recordJudgment.Title)
	}
	if in.Outcome == "withdraw_changed" && len(c.ActChanges) == 0 {
		c.doubt("《行诉解释》第八十一条", "尚未登记如何改变被诉行政行为，请办理“%s”", recordActChange.Title)
	}
	if in.Number == "" {
		c.wrong("number", "《行政诉讼法》第六十二条", "是否准许由人民法院裁定，请填写裁定书文号；尚未收到裁定的，不能登记撤诉")
	}
}

func (in RecordWithdrawal) put(f *measures.File, s Stamp) {
	if s.Logic < measures.Papers {
		f.Withdrawal = &in.Withdrawal
		return
	}
	i, kind := f.Current(), measures.Outcome(in.Outcome)
	i.Papers = append(i.Papers, measures.Paper{
		Number: in.Number, Form: kind.Effect().Form, Outcome: kind, Text: in.Reason, MadeOn: in.On, ServedOn: in.On,
	})
	if s.Logic < measures.Apart || in.On.After(f.LastAppeal(i, s.Law)) { // otherwise somebody can still appeal
		i.Effective = &measures.Effective{On: in.On, ReceivedOn: in.On}
	}
	f.Examined(in.On, false)
}

// sentence says the kind by its name.
func (in RecordWithdrawal) sentence(s Scene) string {
	if s.Logic >= measures.Papers {
		in.Outcome = measures.Outcome(in.Outcome).Title()
	}
	return recordWithdrawal.words(in)
}

// RecordActChange puts on file that the act in dispute has been changed.
type RecordActChange struct{ measures.ActChange }

var recordActChange = act[RecordActChange](Act{
	Form: Form{
		Name: "record_act_change", Title: "登记改变被诉行政行为", Article: "《行诉解释》第八十一条",
		Doc: "诉讼期间改变、撤销被诉行政行为，或者作出此前未作出的行为的登记；应当书面告知人民法院。原告不撤诉的，人民法院继续审理。",
		By:  handlers,
	},
	Since: measures.Papers,
	Open: func(f *measures.File, l measures.Law) string {
		if f.Kind == measures.Reconsideration {
			return "行政复议期间改变原行政行为的，复议终止与否由行政复议机关决定，请作为材料登记"
		}
		return undecided(f)
	},
	Tell: func(f *measures.File) []models.Notice {
		x := f.ActChanges[len(f.ActChanges)-1]
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}, {Role: models.Reviewer}}, Urgency: models.Information, Article: "《行诉解释》第八十一条",
			Title: "被诉行政行为已改变", Body: x.How + "。原告不撤诉的，人民法院继续审理。"}}
	},
})

func (in *RecordActChange) complete(s Scene) { in.Name = s.organNamed(in.Name) }

func (in RecordActChange) check(c *checks) {
	c.organ("name", in.Name)
	c.notBefore("on", "改变日期", in.On, "送达日期", c.ServedOn)
	if in.ToldOn.IsZero() && c.Current().Level == measures.First {
		c.doubt("《行诉解释》第八十一条", "一审期间改变被诉行政行为的，应当书面告知人民法院；告知后请更正本条，补充告知日期")
	}
}

func (in RecordActChange) put(f *measures.File, _ Stamp) {
	f.ActChanges = append(f.ActChanges, in.ActChange)
}

// Suspend records that the court has suspended the lawsuit.
type Suspend struct{ measures.Suspension }

var suspend = act[Suspend](Act{
	Form: Form{
		Name: "suspend", Title: "登记中止诉讼", Article: "《行诉解释》第八十七条", InReview: "登记中止复议",
		Doc: "登记人民法院裁定中止诉讼，待开的庭审随之取消。本办法规定的各项期限不因中止而停止计算。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if f.Suspended() {
			return "诉讼已经中止"
		}
		return undecided(f)
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Information, Article: "《行诉解释》第八十七条",
			Title: "诉讼中止", Body: f.Suspensions[len(f.Suspensions)-1].Reason + "。已经起算的期限照常计算。"}}
	},
})

func (in Suspend) check(c *checks) {
	c.notBefore("on", "中止日期", in.On, "送达日期", c.ServedOn)
	if last := len(c.Suspensions) - 1; last >= 0 {
		c.notBefore("on", "中止日期", in.On, "上次恢复审理日期", c.Suspensions[last].ResumedOn)
	}
}

func (in Suspend) put(f *measures.File, s Stamp) {
	if s.Logic < measures.Papers {
		f.Suspensions = append(f.Suspensions, in.Suspension)
		return
	}
	f.Suspend(in.Suspension)
}

// Resume records that the lawsuit goes on.
type Resume struct {
	On calendar.Date `json:"on" label:"恢复审理日期" check:"required,past,today" example:"2026-06-01"`
}

var resume = act[Resume](Act{
	Form: Form{
		Name: "resume", Title: "登记恢复审理", Article: "《行诉解释》第八十七条", InReview: "登记恢复复议审理",
		Doc: "登记人民法院恢复审理，中止的天数记入台账。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if !f.Suspended() {
			return "诉讼没有中止"
		}
		return ""
	},
})

func (in Resume) check(c *checks) {
	c.notBefore("on", "恢复审理日期", in.On, "中止日期", c.Suspensions[len(c.Suspensions)-1].On)
}

func (in Resume) put(f *measures.File, _ Stamp) {
	f.Suspensions[len(f.Suspensions)-1].ResumedOn = in.On
}

// RecordSuggestion puts a letter from the court or the procuratorate on file.
type RecordSuggestion struct{ measures.Suggestion }

var recordSuggestion = act[RecordSuggestion](Act{
	Form: Form{
		Name: "record_suggestion", Title: "登记司法建议或者检察建议", Article: "第二十九条",
		Doc: "登记司法建议书、检察建议书或者行政复议意见书，随即计算书面反馈期限。",
		By:  handlers,
	},
	Afterwards: true,
	Tell: func(f *measures.File) []models.Notice {
		l := f.Suggestions[len(f.Suggestions)-1]
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Warning, Article: "第二十九条",
			Title: "收到" + l.Kind.Title() + l.Document, Body: "请提出相应措施和处理意见，按期书面反馈" + l.From + "。"}}
	},
})

func (in RecordSuggestion) check(c *checks) {
	if c.Logic < measures.Papers { // 诉前检察建议 precedes the suit
		c.notBefore("received_on", "收到日期", in.ReceivedOn, "送达日期", c.ServedOn)
	}
	if !in.Due.IsZero() {
		c.notBefore("due", "反馈期限", in.Due, "收到日期", in.ReceivedOn)
	}
	for _, l := range c.Suggestions {
		if l.Document == in.Document {
			c.wrong("document", "", "%s已经登记", in.Document)
		}
	}
}

func (in RecordSuggestion) put(f *measures.File, _ Stamp) {
	f.Suggestions = append(f.Suggestions, in.Suggestion)
}

// AnswerSuggestion is the written answer to such a letter.
type AnswerSuggestion struct {
	Number int           `json:"number,omitempty" label:"建议书序号" check:"positive" help:"第几份，不填即为最早未反馈的一份"`
	On     calendar.Date `json:"on" label:"反馈日期" check:"required,past,today" example:"2026-07-30"`
	Answer string        `json:"answer" label:"措施和处理意见" check:"required,long" example:"已修订征收程序规定并组织培训"`
	Lateness
}

var answerSuggestion = act[AnswerSuggestion](Act{
	Form: Form{
		Name: "answer_suggestion", Title: "书面反馈建议", Article: "第二十九条",
		Doc: "提出相应措施和处理意见，按照规定的时间书面反馈。",
		By:  handlers,
	},
	Waiting:     "待反馈建议书",
	WithoutSuit: true,
	Afterwards:  true,
	Open: func(f *measures.File, l measures.Law) string {
		if len(f.Unanswered()) == 0 {
			return "没有待反馈的建议书"
		}
		return ""
	},
})

func (in *AnswerSuggestion) complete(s Scene) {
	if open := s.Unanswered(); in.Number == 0 && len(open) > 0 {
		in.Number = open[0]
	}
}

func (in AnswerSuggestion) check(c *checks) {
	if in.Number > len(c.Suggestions) {
		c.wrong("number", "", "没有第%d份建议书，共登记%d份", in.Number, len(c.Suggestions))
		return
	}
	l := c.Suggestions[in.Number-1]
	if !l.AnsweredOn.IsZero() {
		c.wrong("number", "", "%s已于%s反馈", l.Document, l.AnsweredOn.Chinese())
	}
	c.notBefore("on", "反馈日期", in.On, "收到日期", l.ReceivedOn)
}

func (in AnswerSuggestion) put(f *measures.File, _ Stamp) {
	l := &f.Suggestions[in.Number-1]
	l.AnsweredOn, l.Answer = in.On, in.Answer
}

// ExplainLate adds the reason for a duty that was done late.
type ExplainLate struct{ measures.LateReason }

var explainLate = act[ExplainLate](Act{
	Form: Form{
		Name: "explain_late", Title: "说明逾期原因", Article: "第三十七条",
		Doc: "为逾期办结或者逾期未办的期限补记原因；逾期本身不因此消除。",
		By:  handlers,
	},
	WithoutSuit: true,
	Afterwards:  true,
	Wider:       true,
})

// among are the clocks whose lateness can be explained.
func (ExplainLate) among(s Scene) map[string][]measures.Choice {
	var late []measures.Choice
	for _, c := range s.Clocks(s.File) {
		if c.Overdue(s.Today) || c.State == measures.MetLate || c.State == measures.Missed {
			late = append(late, measures.Choice{Value: c.ID, Title: c.Title + c.Subject + "（" + c.StateOn(s.Today) + "）"})
		}
	}
	return map[string][]measures.Choice{"clock": late}
}

func (in ExplainLate) check(c *checks) {
	for _, clock := range c.Clocks(c.File) {
		if clock.ID == in.Clock {
			if clock.State != measures.MetLate && clock.State != measures.Missed && !clock.Overdue(c.Today) {
				c.wrong("clock", "", "“%s”没有逾期", clock.Title)
			}
			return
		}
	}
	c.wrong("clock", "", "本案没有编号为“%s”的期限", in.Clock)
}

func (in ExplainLate) put(f *measures.File, _ Stamp) { f.Late = append(f.Late, in.LateReason) }
