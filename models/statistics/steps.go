package statistics

import (
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Steps are the steps of our own work whose duration is counted, in their order.
var Steps = []measures.Choice{
	{Value: "forward", Title: "转交应诉材料（司法局收到至转交）"},
	{Value: "prepare", Title: "准备应诉材料（转交至报送审查）"},
	{Value: "review", Title: "审查（报送至通过）"},
	{Value: "file", Title: "提交人民法院（审查通过至提交）"},
	{Value: "loss_report", Title: "败诉报告（收到生效裁判至报送）"},
	{Value: "archive", Title: "立卷归档（案件终结至归档）"},
}

// steps counts how long each step took, as far as both its days are on file.
func (c *counting) steps() {
	f := c.file
	received := f.BureauReceivedOn
	if received.IsZero() {
		received = f.ServedOn
	}
	submitted, approved := reviewOf(f)
	c.step("forward", received, f.ForwardedOn)
	c.step("prepare", f.ForwardedOn, submitted)
	c.step("review", submitted, approved)
	c.step("file", approved, responseOf(f))
	for i := range f.Instances {
		if in := &f.Instances[i]; in.Effective != nil && len(in.LossReports) > 0 {
			c.step("loss_report", in.Effective.ReceivedOn, in.LossReports[0].On)
		}
	}
	if f.Conclusion != nil && f.Archive != nil {
		c.step("archive", f.Conclusion.On, f.Archive.On)
	}
}

func (c *counting) step(what string, from, to calendar.Date) {
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return
	}
	r := c.plain(Step, what, c.lead())
	r.On, r.Amount = to, between(from, to)
	c.add(r)
}

// reviewOf returns when the response was first submitted to the Bureau, and when it was
// approved at last.
func reviewOf(f *measures.File) (submitted, approved calendar.Date) {
	for _, r := range f.Reviews {
		if submitted.IsZero() {
			submitted = r.SubmittedOn
		}
		if r.Approved {
			approved = r.DecidedOn
		}
	}
	return submitted, approved
}

// responseOf returns when the first response went to the court.
func responseOf(f *measures.File) calendar.Date {
	for _, x := range f.Filings {
		if x.Kind == "" || x.Kind == measures.Response {
			return x.On
		}
	}
	return calendar.Date{}
}
