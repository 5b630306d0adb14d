package measures

import (
	"slices"

	"yingsu/workflows/calendar"
)

// 第二十五条：……应当在法定期限内向人民法院提交上诉状。
//
// 法定期限 is 行政诉讼法第八十五条: fifteen days from service for a judgment, ten
// for a ruling. Each party counts from its own service. It is a right: it warns
// before it lapses and is never overdue.
var appealJudgment = &Rule{
	Key:     "appeal_judgment",
	Title:   "不服一审判决提起上诉",
	Article: "第二十五条",
	Basis:   []string{"《行政诉讼法》第八十五条"},
	Quote:   "应当在法定期限内向人民法院提交上诉状",
	From:    "收到一审判决书",
	Owner:   OwnedByHandlers,
	Right:   true,
	Period:  Period{N: 15, Unit: Days},
	runs:    func(s *sheet) []run { return s.appeals(JudgmentForm) },
}

// Only rulings not to accept, to dismiss and on jurisdiction can be appealed
// (行诉解释第一百零一条第二款).
var appealRuling = &Rule{
	Key:     "appeal_ruling",
	Title:   "不服一审裁定提起上诉",
	Article: "第二十五条",
	Basis:   []string{"《行政诉讼法》第八十五条", "《行政诉讼法》司法解释第一百零一条第二款"},
	Quote:   "应当在法定期限内向人民法院提交上诉状",
	From:    "收到一审裁定书",
	Owner:   OwnedByHandlers,
	Right:   true,
	Period:  Period{N: 10, Unit: Days},
	runs:    func(s *sheet) []run { return s.appeals(RulingForm) },
}

// finalRulings are the outcomes of rulings that nobody can appeal. Any other
// ruling is taken for one that can be: to warn in vain does less harm.
var finalRulings = []string{"准许撤诉", "准许因被告改变行政行为撤诉", "终结诉讼"}

// appealable tells whether a first-instance decision can be appealed at all.
func (j *Judgment) appealable() bool {
	return j.Form == JudgmentForm || j.Form == RulingForm && !slices.Contains(finalRulings, j.Outcome)
}

// appeals returns the appeal period of each first-instance decision of a form.
// Who loses a reconsideration cannot appeal.
func (s *sheet) appeals(form Form) []run {
	var runs []run
	for i := range s.Instances {
		in := &s.Instances[i]
		if s.Kind == Reconsideration || in.Level != First || in.Judgment == nil ||
			in.Judgment.Form != form || !in.Judgment.appealable() {
			continue
		}
		x := run{on: in.Judgment.ServedOn, void: s.ended()}
		if in.Effective != nil {
			x.void.why = "裁判已生效"
		}
		if i+1 < len(s.Instances) {
			x.appealed(s.Instances[i+1].Appeal)
		}
		runs = append(runs, x)
	}
	return runs
}

// appealed closes an appeal period: the district's own appeal uses it, another
// party's makes it pointless.
func (x *run) appealed(a *Appeal) {
	switch {
	case a == nil:
	case a.By == Respondent:
		x.met = a.On
	default:
		x.void.why = a.By.Title() + "已上诉，案件进入二审"
	}
}

// AppealableUntil returns the last day on which a first-instance decision can
// be appealed by the district, zero where it cannot be appealed at all.
func (in *Instance) AppealableUntil(cal calendar.Calendar, e Edition) calendar.Date {
	if in.Level != First || in.Judgment == nil || !in.Judgment.appealable() {
		return calendar.Date{}
	}
	rule := appealJudgment
	if in.Judgment.Form == RulingForm {
		rule = appealRuling
	}
	return e.period(rule).Count(cal, in.Judgment.ServedOn).Due
}

// The answer to another party's appeal (行诉解释第一百零八条): a court hears the
// appeal without it, but a district that says nothing is rarely well served.
var appealAnswer = &Rule{
	Key:     "appeal_answer",
	Title:   "对上诉提出答辩状",
	Article: "《行政诉讼法》司法解释第一百零八条第二款",
	From:    "收到上诉状副本",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 15, Unit: Days},
	runs: func(s *sheet) []run {
		var runs []run
		for i := range s.Instances {
			in := &s.Instances[i]
			if in.Appeal == nil || in.Appeal.CopyServedOn.IsZero() {
				continue
			}
			x := run{about: "/" + string(in.Level), subject: in.Level.Title(), on: in.Appeal.CopyServedOn, met: in.Appeal.AnsweredOn, void: s.decided(in)}
			runs = append(runs, x)
		}
		return runs
	},
}

// An appeal whose fee is not paid in time counts as withdrawn
// (行诉解释第六十一条；《诉讼费用交纳办法》第二十二条).
var appealFee = &Rule{
	Key:     "appeal_fee",
	Title:   "交纳上诉案件受理费",
	Article: "《诉讼费用交纳办法》第二十二条",
	From:    "收到人民法院交费通知",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 7, Unit: Days},
}
