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
		if !s.Lost() {
			return nil
		}
		x := run{on: s.Current().Effective.reached()}
		if s.LossReport != nil {
			x.met = s.LossReport.On
		}
		return []run{x}
	},
}

// Lost tells whether the effective decision went against the district.
func (f *File) Lost() bool {
	in := f.Current()
	return in.Effective != nil && in.Judgment != nil && in.Judgment.Lost
}

// reached returns the day on which an effective decision was in hand.
func (e *Effective) reached() calendar.Date {
	if e.ReceivedOn.After(e.On) {
		return e.ReceivedOn
	}
	return e.On
}
