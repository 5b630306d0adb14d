package workflows

// What can happen at any time: 撤诉、和解（第十八条），补记逾期原因。

import (
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// RecordWithdrawal ends the dispute before it is decided.
type RecordWithdrawal struct {
	On     calendar.Date `json:"on" label:"撤诉或者和解日期" check:"required,past" example:"2026-04-01"`
	Reason string        `json:"reason,omitempty" label:"情况" check:"long" example:"双方达成和解，人民法院裁定准许撤诉"`
}

var recordWithdrawal = act[RecordWithdrawal](Act{
	Name: "record_withdrawal", Title: "登记撤诉或者和解", Article: "第十八条",
	Doc: "原告撤诉或者双方和解结案，其余诉讼期限不再计算。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case f.Withdrawal != nil:
			return "已登记撤诉或者和解"
		case f.Current().Effective != nil:
			return "裁判已经生效"
		case f.Conclusion != nil:
			return "案件已终结"
		}
		return ""
	},
})

func (in *RecordWithdrawal) check(c *checks) {
	c.notBefore("on", "日期", in.On, "送达日期", c.ServedOn)
}

func (in *RecordWithdrawal) put(f *measures.File) {
	f.Withdrawal = &measures.Withdrawal{On: in.On, Reason: in.Reason}
}

// ExplainLate adds the reason for a duty that was done late.
type ExplainLate struct {
	Clock  string `json:"clock" label:"期限" check:"required" example:"review" help:"期限编号，见案件的期限表"`
	Reason string `json:"reason" label:"逾期原因" check:"required,long"`
}

var explainLate = act[ExplainLate](Act{
	Name: "explain_late", Title: "说明逾期原因", Article: "第三十七条",
	Doc: "为逾期办结或者逾期未办的期限补记原因；逾期本身不因此消除。",
	By:  handlers,
})

func (in *ExplainLate) check(c *checks) {
	for _, clock := range c.Clocks(c.File) {
		if clock.ID == in.Clock {
			if clock.State != measures.MetLate && clock.State != measures.Missed && !clock.Overdue(c.Today) {
				c.wrong("clock", "", "“%s”没有逾期", clock.Title)
			}
			return
		}
	}
	c.wrong("clock", "", "本案没有编号为“%s”的期限", in.Clock)
}

func (in *ExplainLate) put(f *measures.File) {
	f.Late = append(f.Late, measures.LateReason{Clock: in.Clock, Reason: in.Reason})
}
