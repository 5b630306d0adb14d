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
				x := run{on: in.Effective.reached(), organ: organ}
				if in.Level == Retrial { // the same dispute was lost before, or won and lost again
					x.about, x.subject = "/"+in.Key(), in.Title()
				}
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

// reporters returns the organs that owe a report on an instance's effective decision.
// Before papers had kinds, one report spoke for all.
func (s *sheet) reporters(i int) []Party {
	losers := s.losers(i)
	if s.Logic < Papers && len(losers) > 0 {
		return losers[:1]
	}
	return losers
}

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
	reports := f.Current().LossReports
	if len(reports) == 0 {
		return nil
	}
	return &reports[len(reports)-1]
}

// Unreported returns the organs whose report on the effective decision is still to be
// sent, for the first time or because the Bureau has sent it back.
func (f *File) Unreported() []Party {
	return slices.DeleteFunc(f.Losers(), func(organ Party) bool {
		reports := f.reportsOf(f.Current(), organ)
		if len(reports) == 0 {
			return false
		}
		last := reports[len(reports)-1]
		return last.CheckedOn.IsZero() || last.Accepted
	})
}

// OwesLossReport tells whether a report is still to be sent.
func (f *File) OwesLossReport() bool { return len(f.Unreported()) > 0 }

// reached returns the day on which an effective decision was in hand.
func (e *Effective) reached() calendar.Date {
	if e.ReceivedOn.After(e.On) {
		return e.ReceivedOn
	}
	return e.On
}
