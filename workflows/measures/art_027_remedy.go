package measures

// 第三十七条第（七）项：对本机关行政败诉案件反映出的问题未进行整改，导致同类案件多次被
// 人民法院判决败诉的。（第二十七条：建立行政败诉报告制度）
//
// The text sets no time for the remedy. Where the report on the loss names a day, that
// day is watched; the Bureau says whether the remedy will do.
var remedy = &Rule{
	Key:     "remedy",
	Title:   "完成败诉整改",
	Article: "第二十七条",
	Basis:   []string{"第三十七条"},
	Quote:   "建立行政败诉报告制度",
	From:    "报送败诉情况分析报告",
	Owner:   OwnedByHandlers,
	Named:   "败诉报告",
	Since:   Papers,
	runs: func(s *sheet) []run {
		var runs []run
		for i := range s.Instances {
			in := &s.Instances[i]
			for _, organ := range s.reporters(i) {
				r := s.remedyOf(in, organ)
				if r == nil {
					continue
				}
				x := s.again(run{on: r.On, last: r.RemedyDue, met: r.RemediedOn, organ: organ}, i)
				runs = append(runs, x.of(s.File))
			}
		}
		return runs
	},
}

// remedyOf returns an organ's latest report on an instance's decision that names a day
// for the remedy, or nil: a later report that names none takes no day back.
func (f *File) remedyOf(in *Instance, organ Party) *LossReport {
	for n := len(in.LossReports) - 1; n >= 0; n-- {
		if r := &in.LossReports[n]; (r.Name == "" || r.Name == organ.Name) && !r.RemedyDue.IsZero() {
			return r
		}
	}
	return nil
}

// Unremedied returns the reports whose remedy is still to be done, or to be done again.
func (f *File) Unremedied() []*LossReport {
	return f.remedies(func(r *LossReport) bool { return r.RemediedOn.IsZero() })
}

// Unpassed returns the reports whose remedy waits for the Bureau's word.
func (f *File) Unpassed() []*LossReport {
	return f.remedies(func(r *LossReport) bool { return !r.RemediedOn.IsZero() && r.RemedyPassedOn.IsZero() })
}

func (f *File) remedies(are func(*LossReport) bool) []*LossReport {
	var all []*LossReport
	for i := range f.Instances {
		in := &f.Instances[i]
		for _, organ := range f.LosersAt(i) {
			if r := f.remedyOf(in, organ); r != nil && are(r) {
				all = append(all, r)
			}
		}
	}
	return all
}
