package measures

import (
	"fmt"
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

// Appealable tells whether a first-instance decision can be appealed at all.
func (j *Judgment) Appealable() bool {
	return j.Form == JudgmentForm || j.Form == RulingForm && !slices.Contains(finalRulings, j.Outcome)
}

// appeals returns the district's own appeal period for each first-instance
// decision of a form. Another party's appeal does not end it: both may appeal.
// Who loses a reconsideration cannot appeal.
func (s *sheet) appeals(form Form) []run {
	var runs []run
	for i := range s.Instances {
		in := &s.Instances[i]
		if s.Kind == Reconsideration || in.Level != First || in.Judgment == nil || in.Judgment.Form != form || !in.Judgment.Appealable() {
			continue
		}
		x := run{on: in.Judgment.ServedOn, void: s.ended()}
		if in.Round > 0 {
			x.about, x.subject = "/"+in.Key(), in.Title()
		}
		if in.Effective != nil {
			x.void.why = "裁判已生效"
		}
		if i+1 < len(s.Instances) {
			next := &s.Instances[i+1]
			x.met = next.appealOf(Respondent)
			if next.Judgment != nil {
				x.void = ending{"二审已作出裁判", next.Judgment.MadeOn}
			}
		}
		runs = append(runs, x)
	}
	return runs
}

// appealOf returns the day on which a party appealed, zero if it did not.
func (in *Instance) appealOf(p Party) calendar.Date {
	for _, a := range in.Appeals {
		if a.By == p {
			return a.On
		}
	}
	return calendar.Date{}
}

// appealPeriod returns the rule by which a decision can be appealed, nil where
// it cannot be at all.
func (in *Instance) appealPeriod() *Rule {
	switch {
	case in.Level != First || in.Judgment == nil || !in.Judgment.Appealable():
		return nil
	case in.Judgment.Form == RulingForm:
		return appealRuling
	}
	return appealJudgment
}

// AppealableUntil returns the last day on which a first-instance decision can
// be appealed by the district, zero where it cannot be appealed at all.
func (in *Instance) AppealableUntil(l Law) calendar.Date {
	rule := in.appealPeriod()
	if rule == nil {
		return calendar.Date{}
	}
	return l.period(rule).Count(l.Calendar, in.Judgment.ServedOn).Due
}

// AppealableBy returns the last day on which another party can appeal, by the
// day on which it was served; zero where that is not on file, or the decision
// cannot be appealed at all.
func (in *Instance) AppealableBy(p Party, l Law) calendar.Date {
	var last calendar.Date
	rule := in.appealPeriod()
	if rule == nil {
		return last
	}
	for _, o := range in.Judgment.Others {
		if o.Party == p {
			last = later(last, l.period(rule).Count(l.Calendar, o.On).Due)
		}
	}
	return last
}

// LastAppeal returns the day on which the last period to appeal ends, of all
// parties whose day of service is on file: the decision takes effect on the
// next. It is zero where the decision cannot be appealed.
func (in *Instance) LastAppeal(l Law) calendar.Date {
	last := in.AppealableUntil(l)
	if last.IsZero() {
		return last
	}
	for _, o := range in.Judgment.Others {
		last = later(last, l.period(in.appealPeriod()).Count(l.Calendar, o.On).Due)
	}
	return last
}

func later(a, b calendar.Date) calendar.Date {
	if b.After(a) {
		return b
	}
	return a
}

// Unserved returns the other parties of whom nobody has noted when they
// received a decision that can be appealed: until then it is not known for sure
// when it takes effect.
func (f *File) Unserved(in *Instance) []string {
	if in.appealPeriod() == nil {
		return nil
	}
	var names []string
	for _, name := range slices.Concat(f.Plaintiffs, f.ThirdParties) {
		if !slices.ContainsFunc(in.Judgment.Others, func(o Service) bool { return o.Name == name }) {
			names = append(names, name)
		}
	}
	return names
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
			for n, a := range in.Appeals {
				x := run{about: "/" + in.Key(), subject: a.By.Title() + "上诉", on: a.CopyServedOn, met: a.AnsweredOn, void: s.decided(in)}
				if n > 0 {
					x.about += fmt.Sprintf("/%d", n+1)
				}
				runs = append(runs, x)
			}
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
	runs: func(s *sheet) []run {
		var runs []run
		for i := range s.Instances {
			in := &s.Instances[i]
			for _, a := range in.Appeals {
				runs = append(runs, run{about: "/" + in.Key(), subject: in.Title(), on: a.FeeNoticeOn, met: a.FeePaidOn, void: s.decided(in)})
			}
		}
		return runs
	},
}
