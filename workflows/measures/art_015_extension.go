package measures

import "slices"

// 第十五条：因不可抗力或者其他正当事由……应当在期限届满前向人民法院提出延长举证
// 期限的书面申请。
//
// The application must be made within the same fifteen days
// (行诉解释第三十四条、第三十六条). It is a way out, not a duty.
var evidenceExtension = &Rule{
	Key:     "evidence_extension",
	Title:   "书面申请延长举证期限",
	Article: "第十五条",
	Basis:   []string{"《行政诉讼法》第三十六条第一款", "《行诉解释》第三十四条、第三十六条"},
	Quote:   "应当在期限届满前向人民法院提出延长举证期限的书面申请",
	From:    "被告收到起诉状副本",
	Owner:   OwnedByHandlers,
	Right:   true,
	Period:  Period{N: 15, Unit: Days},
}

// A defendant who thinks that another court has jurisdiction must say so within
// the same time (行诉解释第十条). The Measures are silent about it.
var jurisdictionObjection = &Rule{
	Key:     "jurisdiction_objection",
	Title:   "提出管辖异议",
	Article: "《行诉解释》第十条第一款",
	From:    "被告收到起诉状副本",
	Owner:   OwnedByHandlers,
	Right:   true,
	Period:  Period{N: 15, Unit: Days},
}

// Unanswered tells whether the application waits for the court's answer, or for the cause
// to cease until which the court has granted it.
func (x *Extension) Unanswered() bool { return x.Decision == nil || x.Decision.open() }

// open tells whether more time was granted without a last day, because the cause goes on.
func (d *ExtensionDecision) open() bool { return d.Granted && d.Until.IsZero() && d.CeasedOn.IsZero() }

// PendingExtension returns the application of an organ that waits, one for all organs
// being everybody's; the first of anybody where none is named; nil where there is none.
func (f *File) PendingExtension(organ string) *Extension {
	for i := range f.Extensions {
		if x := &f.Extensions[i]; x.Unanswered() && (organ == "" || x.Name == "" || x.Name == organ) {
			return x
		}
	}
	return nil
}

// Inextensible tells whether no organ of the district can ask for more time now: each has
// asked and waits.
func (f *File) Inextensible() bool {
	return !slices.ContainsFunc(f.Sued(), func(p Party) bool { return p.LeftOn.IsZero() && f.PendingExtension(p.Name) == nil })
}

// grantedTo returns the last extension that the court has allowed an organ, or nil. One
// for all is for those who were in the lawsuit when it was asked for.
func (f *File) grantedTo(organ Party) *ExtensionDecision {
	for _, x := range slices.Backward(f.Extensions) {
		mine := x.Name == organ.Name || x.Name == "" && !x.On.Before(organ.JoinedOn)
		if x.Decision != nil && x.Decision.Granted && mine {
			return x.Decision
		}
	}
	return nil
}

// postponed says that an organ's response is not owed yet, because the court has granted
// more time until a cause ceases that goes on, or nothing.
func (s *sheet) postponed(organ Party) ending {
	if d := s.allowed(organ); d != nil && d.open() {
		return ending{why: "人民法院准许延期，正当事由尚未消除"}
	}
	return ending{}
}

// allowed returns the extension by which an organ's evidence period runs, nil where the court
// has allowed none or has named another day since.
func (f *File) allowed(organ Party) *ExtensionDecision {
	d := f.grantedTo(organ)
	if _, on := f.namedFor(organ); d == nil || on.After(d.On) {
		return nil
	}
	return d
}

// extended moves the evidence period to what the court has allowed: the day that
// it names, or fifteen days after the cause has ceased (行诉解释第三十四条). The
// whole chain that hangs on it moves along.
func (x *run) extended(d *ExtensionDecision) bool {
	switch {
	case d == nil || d.open():
		return false
	case !d.Until.IsZero():
		x.on, x.last, x.by, x.is = d.On, d.Until, "法院准许延期并", "人民法院准许延长举证期限"
	default:
		x.on, x.is = d.CeasedOn, "不能提供证据的正当事由消除"
	}
	return true
}
