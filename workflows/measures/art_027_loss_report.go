package measures

import (
	"slices"

	"yingsu/workflows/calendar"
)

// 第二十七条：对行政诉讼败诉的，承办单位应当自收到生效判决之日起10日内，将败诉情
// 况分析报告和行政判决书一同报区司法局。
//
// 10日 without 工作 is ten natural days. A first-instance judgment is received
// before it takes effect; the ten days then run from the day it took effect.
var lossReport = &Rule{
	Key:     "loss_report",
	Title:   "报送败诉情况分析报告和行政判决书",
	Article: "第二十七条",
	Quote:   "承办单位应当自收到生效判决之日起10日内，将败诉情况分析报告和行政判决书一同报区司法局",
	From:    "收到生效判决",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 10, Unit: Days},
	runs: func(s *sheet) []run {
		var runs []run
		for i := range s.Instances {
			in := &s.Instances[i]
			for _, organ := range s.reporters(i) {
				x := s.again(run{on: s.reached(in, organ), organ: organ, void: organ.replaced()}, i)
				// What comes back and is sent again is not thereby late.
				if reports := s.reportsOf(in, organ); len(reports) > 0 {
					x.met = reports[0].On
				}
				runs = append(runs, x.of(s.File))
			}
		}
		return runs
	},
}

// again names an organ's run after its instance where the same dispute was lost before, or
// won and lost again.
func (s *sheet) again(x run, i int) run {
	in := &s.Instances[i]
	if in.Level == Retrial || s.Logic >= Papers && s.lostBefore(i, x.organ) {
		x.about, x.subject = "/"+in.Key(), in.Title()
	}
	return x
}

func (f *File) lostBefore(i int, organ Party) bool {
	for n := range i {
		if slices.ContainsFunc(f.LosersAt(n), func(p Party) bool { return p.Name == organ.Name }) {
			return true
		}
	}
	return false
}

// reporters returns the organs that owe a report on an instance's effective decision.
// Before papers had kinds, one report spoke for all.
func (s *sheet) reporters(i int) []Party {
	organs := s.ReportersAt(i)
	if s.Logic < Papers && len(organs) > 0 {
		return organs[:1]
	}
	return organs
}

// ReportersAt returns the organs that report what they lost by an instance's effective
// decision; of a retrial that ended without any, since Standing, none.
func (f *File) ReportersAt(i int) []Party {
	if f.Opened >= Standing && f.Instances[i].Idle() {
		return nil
	}
	return f.LosersAt(i)
}

// Reported returns the instance whose loss is reported: the last of which the decision is in
// effect of itself. For lawsuits registered before Standing it is the last of all.
func (f *File) Reported() *Instance { return &f.Instances[f.reported()] }

func (f *File) reported() int {
	last := len(f.Instances) - 1
	if f.Opened < Standing {
		return last
	}
	for i := last; i >= 0; i-- {
		if in := &f.Instances[i]; in.Effective != nil && !in.Known && !in.Idle() {
			return i
		}
	}
	return last
}

// Reporters returns the organs whose loss is reported now.
func (f *File) Reporters() []Party { return f.ReportersAt(f.reported()) }

// reportsOf returns the reports of an organ on an instance's decision, in order. One
// without a name speaks for all.
func (f *File) reportsOf(in *Instance, organ Party) []LossReport {
	var reports []LossReport
	for _, r := range in.LossReports {
		if r.Name == "" || r.Name == organ.Name {
			reports = append(reports, r)
		}
	}
	return reports
}

// LossReport returns the latest report on the effective decision, nil if there is none.
func (f *File) LossReport() *LossReport {
	reports := f.Reported().LossReports
	if len(reports) == 0 {
		return nil
	}
	return &reports[len(reports)-1]
}

// UncheckedReport returns the first report on the effective decision that the Bureau has
// not looked at, nil if there is none: several organs may have sent theirs.
func (f *File) UncheckedReport() *LossReport {
	reports := f.Reported().LossReports
	i := slices.IndexFunc(reports, func(r LossReport) bool { return r.CheckedOn.IsZero() })
	if i < 0 {
		return nil
	}
	return &reports[i]
}

// ReportBefore returns the latest report on the effective decision for an organ, nil if
// there is none.
func (f *File) ReportBefore(name string) *LossReport {
	reports := f.Reported().LossReports
	for i := len(reports) - 1; i >= 0; i-- {
		if r := &reports[i]; r.Name == "" || name == "" || r.Name == name {
			return r
		}
	}
	return nil
}

// ReturnedReport returns the report that the Bureau has sent back last, nil if there is
// none.
func (f *File) ReturnedReport() *LossReport {
	var last *LossReport
	reports := f.Reported().LossReports
	for i := range reports {
		if r := &reports[i]; !r.CheckedOn.IsZero() && !r.Accepted && (last == nil || !r.CheckedOn.Before(last.CheckedOn)) {
			last = r
		}
	}
	return last
}

// Unreported returns the organs whose report on the effective decision is still to be
// sent, for the first time or because the Bureau has sent it back.
func (f *File) Unreported() []Party {
	return slices.DeleteFunc(f.Reporters(), func(organ Party) bool {
		if organ.Followed != "" { // who took its place owes it
			return true
		}
		reports := f.reportsOf(f.Reported(), organ)
		if len(reports) == 0 {
			return false
		}
		last := reports[len(reports)-1]
		return last.CheckedOn.IsZero() || last.Accepted
	})
}

// OwesLossReport tells whether a report is still to be sent.
func (f *File) OwesLossReport() bool { return len(f.Unreported()) > 0 }

// reached returns the day on which an organ had an instance's effective decision in hand:
// since Apart its own, where that was noted.
func (s *sheet) reached(in *Instance, organ Party) calendar.Date {
	e := in.Effective
	for _, o := range in.Decision().Others {
		if s.Logic >= Apart && o.Name == organ.Name {
			return later(e.On, o.On)
		}
	}
	return later(e.On, e.ReceivedOn)
}
