package measures

import "yingsu/workflows/calendar"

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
			if !in.lost() {
				continue
			}
			x := run{on: in.Effective.reached()}
			if in.Level == Retrial { // the same dispute was lost before, or won and lost again
				x.about, x.subject = "/"+in.Key(), in.Title()
			}
			if len(in.LossReports) > 0 {
				x.met = in.LossReports[0].On // what comes back and is sent again is not thereby late
			}
			runs = append(runs, x)
		}
		return runs
	},
}

// lost tells whether the instance's decision took effect and went against the
// district.
func (in *Instance) lost() bool {
	return in.Effective != nil && in.Judgment != nil && in.Judgment.Lost
}

// Lost tells whether the effective decision went against the district.
func (f *File) Lost() bool { return f.Current().lost() }

// LossReport returns the report on the effective decision, the latest where one
// was sent back; nil if there is none.
func (f *File) LossReport() *LossReport {
	reports := f.Current().LossReports
	if len(reports) == 0 {
		return nil
	}
	return &reports[len(reports)-1]
}

// OwesLossReport tells whether a report is still to be sent, for the first time
// or because the Bureau has sent it back.
func (f *File) OwesLossReport() bool {
	r := f.LossReport()
	return f.Lost() && (r == nil || !r.CheckedOn.IsZero() && !r.Accepted)
}

// reached returns the day on which an effective decision was in hand.
func (e *Effective) reached() calendar.Date {
	if e.ReceivedOn.After(e.On) {
		return e.ReceivedOn
	}
	return e.On
}
