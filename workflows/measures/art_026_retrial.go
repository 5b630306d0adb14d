package measures

import (
	"fmt"
	"slices"

	"yingsu/workflows/calendar"
)

// 第二十六条第二款：……应当在法定期限内向人民法院提交再审申请。
//
// Six months from when the decision took effect (行诉解释第一百一十条), a fixed
// period that nothing interrupts. The courts count it from the service of the
// document (立案程序规定第十二条第二款): that day is asked for.
var retrialApplication = &Rule{
	Key:     "retrial_application",
	Title:   "申请再审",
	Article: "第二十六条第二款",
	Basis:   []string{"《行诉解释》第一百一十条", "《关于行政申请再审案件立案程序的规定》第十二条"},
	Quote:   "应当在法定期限内向人民法院提交再审申请",
	From:    "收到生效裁判文书",
	Owner:   OwnedByHandlers,
	Right:   true,
	Period:  Period{N: 6, Unit: Months},
	runs: func(s *sheet) []run {
		if s.Kind == Reconsideration {
			return nil
		}
		var runs []run
		for i := range s.Instances {
			switch losers := s.LosersAt(i); {
			case len(losers) == 0 || s.Logic >= Apart && s.unretriable(i):
			case s.Logic < Apart:
				runs = append(runs, s.retrialAsked(i, Party{}))
			default:
				for _, organ := range losers {
					runs = append(runs, s.retrialAsked(i, organ).of(s.File))
				}
			}
		}
		return runs
	},
}

// retrialAsked returns an organ's time to ask for the retrial of a lost instance, from its
// own service (before Apart that of all). A retrial that is ordered, whoever asked for it,
// leaves nothing to ask for, unless it ends without a decision; the part of a dispute that
// was sent back takes nothing of it away.
func (s *sheet) retrialAsked(i int, organ Party) run {
	in := &s.Instances[i]
	x := run{on: in.Decision().ServedTo(organ.Name, true), organ: organ, void: organ.left()}
	if in.Key() != string(First) {
		x.about, x.subject = "/"+in.Key(), in.Title()
	}
	switch next := i + 1; {
	case next < len(s.Instances) && !s.standsBeside(i) && !(s.Logic >= Apart && s.unretried(next)):
		x.void = ending{"案件进入" + s.Instances[next].Title(), s.Instances[next].OpenedOn()}
	case s.Archive != nil:
		x.void = ending{"案件已归档，不再提醒；期限届满前仍可申请再审", s.Archive.On}
	}
	for _, r := range s.Retrials {
		over := !x.void.on.IsZero() && r.On.After(x.void.on)
		own := r.By == ByDistrict && (r.Name == "" || r.Name == organ.Name)
		if own && !r.On.Before(in.Effective.On) && !over {
			x.met = r.On
		}
	}
	return x
}

// unretried tells whether an instance is a retrial that has ended without a decision of its
// own, the last of the lawsuit.
func (f *File) unretried(i int) bool {
	in := &f.Instances[i]
	return in.Idle() && in.Effective != nil && i == len(f.Instances)-1
}

// Idle tells whether a retrial has ended without a decision of its own (终结再审程序、准许撤
// 回再审申请): what was decided before is as it was.
func (in *Instance) Idle() bool { return in.Level == Retrial && in.leaves() }

// unretriable tells whether what was decided in an instance cannot be asked to be retried: it
// has decided nothing itself, or on the procuratorate's word (行诉解释第一百一十七条第二款).
func (f *File) unretriable(i int) bool {
	in := &f.Instances[i]
	return in.Idle() || in.Level == Retrial && slices.ContainsFunc(f.Retrials, func(r RetrialApplication) bool {
		return (r.By == ByProcuracy || r.By == ByProcuracyLetter) && r.Accepted && r.DecidedOn == in.RetriedOn
	})
}

// The written opinion on another party's application (行诉解释第一百一十一条).
var retrialOpinion = &Rule{
	Key:     "retrial_opinion",
	Title:   "对再审申请提交书面意见",
	Article: "《行诉解释》第一百一十一条",
	From:    "收到再审申请书副本",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 15, Unit: Days},
	runs: func(s *sheet) []run {
		var runs []run
		for i, r := range s.Retrials {
			x := run{on: r.CopyServedOn, met: r.AnsweredOn}
			if i > 0 {
				x.about, x.subject = fmt.Sprintf("/%d", i+1), Times(i+1)+"申请"
			}
			if !r.DecidedOn.IsZero() {
				x.void = ending{"人民法院已审查完毕", r.DecidedOn}
			}
			runs = append(runs, s.each(x, s.Opining(r), r.Answers)...)
		}
		return runs
	},
}

// Opining returns the organs of the district that can give their opinion on an application:
// those that are sued.
func (f *File) Opining(r RetrialApplication) []Party {
	return slices.DeleteFunc(f.Sued(), func(p Party) bool { return !p.In(r.CopyServedOn) })
}

// Unopining returns those that have not given it.
func (f *File) Unopining(r RetrialApplication) []Party {
	return owing(f.Opining(r), r.AnsweredOn, r.Answers)
}

// Opine notes that an organ has given its opinion on an application.
func (f *File) Opine(r *RetrialApplication, organ string, on calendar.Date) {
	r.Answers = append(r.Answers, OwnDay{organ, on})
	if len(f.Unopining(*r)) == 0 {
		r.AnsweredOn = on
	}
}

// Examined notes that the court has decided on the applications that are examined in a file
// of its own.
func (f *File) Examined(on calendar.Date, accepted bool) {
	if f.Current().Level == Examining {
		f.DecideRetrials(on, accepted)
	}
}

// DecideRetrials notes that the court has decided on what it examines: several applications
// are examined together (行诉解释第一百一十四条).
func (f *File) DecideRetrials(on calendar.Date, accepted bool) {
	for r := f.PendingRetrial(); r != nil; r = f.PendingRetrial() {
		r.DecidedOn, r.Accepted = on, accepted
	}
}

// UnansweredRetrial returns the first application that the court examines and that waits
// for an opinion, or nil.
func (f *File) UnansweredRetrial() *RetrialApplication {
	i := slices.IndexFunc(f.Retrials, func(r RetrialApplication) bool {
		return r.DecidedOn.IsZero() && !r.CopyServedOn.IsZero() && r.AnsweredOn.IsZero()
	})
	if i < 0 {
		return nil
	}
	return &f.Retrials[i]
}

// PendingRetrial returns the last application that the court has not decided, or nil.
func (f *File) PendingRetrial() *RetrialApplication {
	for i := range slices.Backward(f.Retrials) {
		if f.Retrials[i].DecidedOn.IsZero() {
			return &f.Retrials[i]
		}
	}
	return nil
}
