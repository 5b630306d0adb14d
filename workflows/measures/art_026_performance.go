package measures

// 第二十六条第一款：对于人民法院生效的判决、裁定、调解书，行政机关应当依法及时履行。
//
// 及时 has no number. Where the decision itself sets a time (行政诉讼法第七十二条
// 等), that day is watched: from it on a fine runs against the responsible
// official (第九十六条).
var performance = &Rule{
	Key:     "performance",
	Title:   "履行生效裁判",
	Article: "第二十六条第一款",
	Basis:   []string{"《行政诉讼法》第九十四条、第九十六条"},
	Quote:   "行政机关应当依法及时履行",
	From:    "裁判生效",
	Owner:   OwnedByHandlers,
	Named:   "裁判",
	runs: func(s *sheet) []run {
		var runs []run
		for i := range s.Instances {
			in := &s.Instances[i]
			if in.Performance == nil || in.Performance.Due.IsZero() || in.Effective == nil {
				continue
			}
			x := run{on: in.Effective.On, last: in.Performance.Due, met: in.Performance.DoneOn}
			if i > 0 {
				x.about, x.subject = "/"+in.Key(), in.Title()
			}
			runs = append(runs, x)
		}
		return runs
	},
}
