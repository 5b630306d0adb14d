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
	Basis:   []string{"《行政诉讼法》第八十五条", "《行诉解释》第一百零一条第二款"},
	Quote:   "应当在法定期限内向人民法院提交上诉状",
	From:    "收到一审裁定书",
	Owner:   OwnedByHandlers,
	Right:   true,
	Period:  Period{N: 10, Unit: Days},
	runs:    func(s *sheet) []run { return s.appeals(RulingForm) },
}

// appealable tells whether a paper of this instance can be appealed: what its kind says,
// where the first-instance procedure is followed (行诉解释第一百一十九条).
func (in *Instance) appealable(p *Paper, l Law) bool {
	e := p.Effect()
	return e.Appeal && l.Logic >= e.AppealSince && (in.Level == First || in.Level == Retrial && in.As == First)
}

// period returns the rule by which a paper can be appealed.
func (p *Paper) period() *Rule {
	if p.Form == RulingForm {
		return appealRuling
	}
	return appealJudgment
}

// appeals returns each organ's own appeal period for each paper of a form that can be
// appealed. Another party's appeal does not end it: all may appeal. Who loses a
// reconsideration cannot appeal.
func (s *sheet) appeals(form Form) []run {
	var runs []run
	for i := range s.Instances {
		in := &s.Instances[i]
		for n := range in.Papers {
			p := &in.Papers[n]
			if s.Kind == Reconsideration || in.Known || p.Form != form || !in.appealable(p, s.Law) {
				continue
			}
			for _, organ := range s.appellants(p) {
				runs = append(runs, s.appeal(i, n, organ))
			}
		}
	}
	return runs
}

// appellants returns the organs that can appeal a paper: those whom it binds, since Standing
// also as third parties, whom a judgment can burden (行政诉讼法第二十九条第二款). Before
// papers had kinds, all of them were taken for one.
func (s *sheet) appellants(p *Paper) []Party {
	var organs []Party
	for _, organ := range s.Organs() {
		third := organ.Side == ThirdParty && (s.Logic < Standing || p.Form != JudgmentForm)
		if organ.boundBy(p) && !third && (s.Logic >= Papers || len(organs) == 0) {
			organs = append(organs, organ)
		}
	}
	return organs
}

// appeal is an organ's time to appeal a paper.
func (s *sheet) appeal(i, n int, organ Party) run {
	in := &s.Instances[i]
	p := &in.Papers[n]
	x := run{on: p.ServedTo(organ.Name, true), organ: organ, void: s.ended()}
	if left := organ.left(); left.why != "" {
		x.void = left
	}
	if in.Round > 0 || in.Level == Retrial {
		x.about, x.subject = "/"+in.Key(), in.Title()
	}
	if organ.Side == ThirdParty {
		x.is = "收到一审判决书（作为第三人，限于判决其承担义务或者减损其权益的，行政诉讼法第二十九条第二款）"
	}
	if !p.Effect().Ends {
		x.about, x.subject = fmt.Sprintf("/%s/%d", in.Key(), n+1), x.subject+p.Outcome.Title()
		x.met = appealOf(p.Appeals, organ, s.File)
		return x.of(s.File)
	}
	if in.Effective != nil {
		x.void.why = "裁判已生效"
	}
	for n := i + 1; n < len(s.Instances); n++ {
		next := &s.Instances[n]
		if on := appealOf(next.Appeals, organ, s.File); !on.IsZero() {
			x.met = on
		}
		switch d := next.Decision(); {
		case s.Logic >= Apart && next.Unappealed() && next.Effective != nil:
			x.void.why = "裁判已生效"
		case s.Logic >= Apart && next.Unappealed(): // another can still appeal
			continue
		case d != nil:
			x.void = ending{next.Level.Title() + "已作出裁判", d.MadeOn}
		}
		break
	}
	return x.of(s.File)
}

// Unappealed tells whether it is a second instance that has ended because its appeals were
// withdrawn: who has not appealed still can, in its own time, and so can who comes back
// (行诉解释第六十一条).
func (in *Instance) Unappealed() bool { return in.Level == Second && in.leaves() }

// appealOf returns the day on which an organ appealed, zero if it did not. Who appealed
// without a name is the first of its side.
func appealOf(appeals []Appeal, organ Party, f *File) calendar.Date {
	for _, a := range appeals {
		if a.By == organ.Side && f.Appellant(a) == organ.Name {
			return a.On
		}
	}
	return calendar.Date{}
}

// Appellant returns the name of who appealed.
func (f *File) Appellant(a Appeal) string {
	if a.Name != "" {
		return a.Name
	}
	if organs := f.Sued(); a.By == Respondent && len(organs) > 0 {
		return organs[0].Name
	}
	for _, p := range f.Parties() {
		if p.Side == a.By {
			return p.Name
		}
	}
	return ""
}

// Appealed returns the paper of the instance against which an appeal can be recorded:
// its decision, or else the last interlocutory ruling that can be appealed; nil where
// there is none.
func (in *Instance) Appealed(l Law) *Paper {
	if d := in.Decision(); d != nil {
		if in.appealable(d, l) {
			return d
		}
		return nil
	}
	for n := len(in.Papers) - 1; n >= 0; n-- {
		if p := &in.Papers[n]; in.appealable(p, l) {
			return p
		}
	}
	return nil
}

// AppealableUntil returns the last day on which a paper can be appealed by a party,
// zero where nobody knows when it was served.
func (p *Paper) AppealableUntil(name string, ours bool, l Law) calendar.Date {
	on := p.ServedTo(name, ours)
	if on.IsZero() {
		return on
	}
	return l.period(p.period()).Count(l.Calendar, on).Due
}

// lastAppeal returns the day on which the last period to appeal the decision ends, of
// all parties whose day of service is on file: it takes effect on the next. It is zero
// where the decision cannot be appealed.
func (in *Instance) lastAppeal(l Law) calendar.Date {
	p := in.Decision()
	if p == nil || !in.appealable(p, l) {
		return calendar.Date{}
	}
	last := p.LastServed()
	if last.IsZero() {
		return last
	}
	return l.period(p.period()).Count(l.Calendar, last).Due
}

// LastAppeal returns the day on which the last period ends that keeps an instance's decision
// from taking effect: to appeal that decision, or since Apart, where appeals were
// withdrawn, the one below.
func (f *File) LastAppeal(in *Instance, l Law) calendar.Date {
	i := slices.IndexFunc(f.Instances, func(x Instance) bool { return x.Key() == in.Key() })
	if below := f.below(i); l.Logic >= Apart && in.Unappealed() && below >= 0 && !f.Instances[below].Known {
		in = &f.Instances[below]
	}
	return in.lastAppeal(l)
}

func later(a, b calendar.Date) calendar.Date {
	if b.After(a) {
		return b
	}
	return a
}

// Unserved returns the parties of whom nobody has noted when they received a decision
// on which its effect turns: one that can be appealed, or a mediation. Until then it is
// not known for sure when it takes effect.
func (f *File) Unserved(in *Instance, l Law) []string {
	p := in.Decision()
	if p == nil || !in.appealable(p, l) && p.Form != MediationForm {
		return nil
	}
	var names []string
	for _, x := range f.Parties() {
		if x.LeftOn.IsZero() && p.ServedTo(x.Name, x.Ours()).IsZero() {
			names = append(names, x.Name)
		}
	}
	return names
}

// Unnoted returns the parties whose own day of service can still be noted: those of whom
// nobody has, and of several organs of the district each that is taken to have received
// the decision with the others (since Letters).
func (f *File) Unnoted(in *Instance, l Law) []string {
	names, p := f.Unserved(in, l), in.Decision()
	organs := slices.DeleteFunc(f.Organs(), func(x Party) bool { return !x.LeftOn.IsZero() })
	if l.Logic < Letters || len(organs) < 2 || p == nil || !in.appealable(p, l) && p.Form != MediationForm {
		return names
	}
	for _, x := range organs {
		if !slices.ContainsFunc(p.Others, func(o Service) bool { return o.Name == x.Name }) {
			names = append(names, x.Name)
		}
	}
	return names
}

// The answer to another party's appeal (行诉解释第一百零八条): a court hears the
// appeal without it, but a district that says nothing is rarely well served.
var appealAnswer = &Rule{
	Key:     "appeal_answer",
	Title:   "对上诉提出答辩状",
	Article: "《行诉解释》第一百零八条第二款",
	From:    "收到上诉状副本",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 15, Unit: Days},
	runs: func(s *sheet) []run {
		var runs []run
		for i := range s.Instances {
			in := &s.Instances[i]
			for n, a := range in.Appeals {
				x := run{about: "/" + in.Key(), subject: a.Title(), on: a.CopyServedOn, met: a.AnsweredOn, void: s.decided(in)}
				if n > 0 {
					x.about += fmt.Sprintf("/%d", n+1)
				}
				if organs := s.Answering(a, s.Law); s.Logic < Apart || len(organs) > 0 {
					runs = append(runs, s.each(x, organs, a.Answers)...)
				}
			}
		}
		return runs
	},
}

// Answering returns the organs of the district that owe an answer to an appeal: those that
// are sued and have not appealed themselves. Since Apart a co-defendant's appeal is none to
// answer: it is the opposite side that does (行诉解释第一百零七条第一款、第一百零八条第二款).
func (f *File) Answering(a Appeal, l Law) []Party {
	return slices.DeleteFunc(f.Sued(), func(p Party) bool {
		return !p.In(a.CopyServedOn) || a.By == Respondent && (l.Logic >= Apart || f.Appellant(a) == p.Name)
	})
}

// each has every organ answer for itself what a run says of all: since Own.
func (s *sheet) each(x run, organs []Party, days []OwnDay) []run {
	if s.Logic < Own || len(organs) == 0 {
		return []run{x}
	}
	var runs []run
	for _, organ := range organs {
		own := x
		own.organ = organ
		if on := dayOf(days, organ.Name); !on.IsZero() {
			own.met = on
		}
		if left := organ.left(); left.why != "" {
			own.void = left
		}
		runs = append(runs, own.of(s.File))
	}
	return runs
}

// Answer notes that an organ has answered an appeal.
func (f *File) Answer(a *Appeal, organ string, on calendar.Date, l Law) {
	a.Answers = append(a.Answers, OwnDay{organ, on})
	if len(f.Unanswering(*a, l)) == 0 {
		a.AnsweredOn = on
	}
}

// Unanswering returns the organs that still owe an answer to an appeal.
func (f *File) Unanswering(a Appeal, l Law) []Party {
	return owing(f.Answering(a, l), a.AnsweredOn, a.Answers)
}

// owing keeps the organs that have not done what each owes for itself.
func owing(organs []Party, all calendar.Date, days []OwnDay) []Party {
	return slices.DeleteFunc(organs, func(p Party) bool {
		return !all.IsZero() || !p.LeftOn.IsZero() || !dayOf(days, p.Name).IsZero()
	})
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
				organ, ours := s.OwnAppeal(a, s.Law)
				if !ours {
					continue
				}
				x := run{about: "/" + in.Key(), subject: in.Title(), on: a.FeeNoticeOn, met: a.FeePaidOn, void: s.decided(in), organ: organ}
				runs = append(runs, x.of(s.File))
			}
		}
		return runs
	},
}

// OwnAppeal returns the organ of the district whose appeal it is, and whether it is one's:
// since Standing also a third party's.
func (f *File) OwnAppeal(a Appeal, l Law) (Party, bool) {
	organ, ours := f.Organ(f.Appellant(a))
	return organ, ours && organ.Side == a.By && (a.By == Respondent || l.Logic >= Standing)
}
