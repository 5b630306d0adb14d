package measures

// 第二十六条第一款：对于人民法院生效的判决、裁定、调解书，行政机关应当依法及时履行。
//
// A decision takes effect by itself, on a day that nobody announces: when the
// last party's period to appeal has passed, or when a final one is served. That
// somebody looks after it is a target of our own.
var takingEffect = &Rule{
	Key:      "effective",
	Title:    "核实裁判是否生效并登记",
	Article:  "第二十六条第一款",
	Quote:    "对于人民法院生效的判决、裁定、调解书，行政机关应当依法及时履行",
	From:     "最后一方的上诉期限届满，或者终审裁判送达",
	Owner:    OwnedByHandlers,
	Internal: true,
	Period:   Period{N: 1, Unit: WorkingDays},
	runs: func(s *sheet) []run {
		var runs []run
		for i := range s.Instances {
			in := &s.Instances[i]
			d := in.Decision()
			if d == nil || in.Known || !d.Settles() {
				continue
			}
			x := run{on: later(d.ServedOn, s.LastAppeal(in, s.Law)), void: s.ended()}
			if s.Logic >= Papers && d.Form == MediationForm {
				x.on = d.LastServed() // 行诉解释第八十五条：the last party's signature
			}
			if i > 0 {
				x.about, x.subject = "/"+in.Key(), in.Title()
			}
			switch {
			case in.Effective != nil:
				x.met = in.Effective.On
			case i+1 < len(s.Instances):
				x.void = ending{"案件进入" + s.Instances[i+1].Title(), s.Instances[i+1].OpenedOn()}
			}
			runs = append(runs, x)
		}
		return runs
	},
}
