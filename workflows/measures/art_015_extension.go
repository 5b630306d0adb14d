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

// PendingExtension returns the application that waits for the court's answer, or nil.
func (f *File) PendingExtension() *Extension {
	if last := len(f.Extensions) - 1; last >= 0 && f.Extensions[last].Decision == nil {
		return &f.Extensions[last]
	}
	return nil
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

// extended moves the evidence period to what the court has allowed: the day that
// it names, or fifteen days after the cause has ceased (行诉解释第三十四条). The
// whole chain that hangs on it moves along.
func (x *run) extended(d *ExtensionDecision) bool {
	switch {
	case d == nil:
		return false
	case !d.Until.IsZero():
		x.on, x.last, x.by, x.is = d.On, d.Until, "法院准许延期并", "人民法院准许延长举证期限"
	default:
		x.on, x.is = d.CeasedOn, "不能提供证据的正当事由消除"
	}
	return true
}
