package workflows

// 第四章 庭前准备（第十六条至第十八条）：诉讼代理人、和解

import (
	"fmt"
	"slices"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// RequestLawyer asks the Bureau for an outside lawyer.
type RequestLawyer struct{ measures.Lawyer }

var requestLawyer = act[RequestLawyer](Act{
	Form: Form{
		Name: "request_lawyer", Title: "申请指派律师", Article: "第十六条第一款",
		Doc: "根据案情需要，申请区司法局统一指派代理律师。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case len(f.Handlers()) == 0:
			return "尚未确定承办单位"
		case f.RequestedLawyer() != nil:
			return "已经申请，正在等待区司法局指派"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}, {Role: models.Director}}, Urgency: models.Reminder, Article: "第十六条第一款",
			Title: "申请指派代理律师", Body: f.RequestedLawyer().Reason}}
	},
})

func (in RequestLawyer) check(c *checks) {
	c.notBefore("on", "申请日期", in.On, "送达日期", c.ServedOn)
}

func (in RequestLawyer) put(f *measures.File, _ Stamp) { f.Lawyers = append(f.Lawyers, in.Lawyer) }

// AssignLawyer is the Bureau's choice of a lawyer.
type AssignLawyer struct {
	On   calendar.Date `json:"on" label:"指派日期" check:"required,past,today" example:"2026-03-05"`
	Name string        `json:"name" label:"律师姓名" check:"required" example:"冯某某"`
	Firm string        `json:"firm" label:"律师事务所" check:"required" example:"山东某某律师事务所"`
}

var assignLawyer = act[AssignLawyer](Act{
	Form: Form{
		Name: "assign_lawyer", Title: "指派律师", Article: "第十六条第一款",
		Doc: "区司法局根据案情需要统一指派代理律师。",
		By:  bureau,
	},
	Waiting: "待指派律师",
	Open: func(f *measures.File, l measures.Law) string {
		if f.RequestedLawyer() == nil {
			return "没有待指派的申请，请先办理“申请指派律师”"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		l := f.Lawyers[len(f.Lawyers)-1]
		return []models.Notice{{To: handlersOf(f), Urgency: models.Information, Article: "第十六条第一款",
			Title: "已指派代理律师", Body: fmt.Sprintf("%s（%s）。请办理授权委托，并至少委托一名机关工作人员。", l.Name, l.Firm)}}
	},
})

func (in AssignLawyer) check(c *checks) {
	c.notBefore("on", "指派日期", in.On, "申请日期", c.RequestedLawyer().On)
}

func (in AssignLawyer) put(f *measures.File, _ Stamp) {
	l := f.RequestedLawyer()
	l.AssignedOn, l.Name, l.Firm = in.On, in.Name, in.Firm
}

// AppointAgents says who acts for the organ in the open instance.
type AppointAgents struct {
	Agents []measures.Agent `json:"agents" label:"诉讼代理人" check:"required" help:"1至2名，不得仅为社会律师"`
	Name   string           `json:"name,omitempty" label:"委托机关" check:"several" example:"威海市环翠区人民政府" help:"本区有数个单位参加诉讼的填写，各委托1至2名；不填即为本单位承办的一个"`
}

var appointAgents = act[AppointAgents](Act{
	Form: Form{
		Name: "appoint_agents", Title: "委托诉讼代理人", Article: "第十六条第一款", InReview: "委托代理人",
		Doc: "登记本审级的诉讼代理人及其权限；再次登记即为变更。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if len(f.Handlers()) == 0 {
			return "尚未确定承办单位"
		}
		return undecided(f)
	},
})

func (in *AppointAgents) complete(s Scene) { in.Name = s.ownOrgan(in.Name) }

func (in AppointAgents) check(c *checks) {
	c.organ("name", in.Name)
	if fault := c.AgentsFault(in.Agents); fault != "" {
		c.wrong("agents", "第十六条第一款", "%s", fault)
	}
	for i, a := range in.Agents {
		if a.Authority == measures.SpecialAuthority && a.Scope == "" {
			c.wrong(fmt.Sprintf("agents.%d.scope", i), "第十七条", "特别授权的请逐项列明具体权限")
		}
	}
}

func (in AppointAgents) put(f *measures.File, s Stamp) {
	if organ, ok := f.Organ(in.Name); ok && s.Logic >= measures.Papers {
		f.Appoint(organ, in.Agents)
		return
	}
	f.Current().Agents = in.Agents
}

// RecordCounsel says who acts for another party in the open instance.
type RecordCounsel struct{ measures.Counsel }

var recordCounsel = act[RecordCounsel](Act{
	Form: Form{
		Name: "record_counsel", Title: "登记其他当事人的代理人", Article: "《行政诉讼法》第三十一条",
		Doc: "登记原告、第三人和不是本区单位的被告在本审级的诉讼代理人；再次登记即为变更。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string { return undecided(f) },
})

func (in *RecordCounsel) complete(s Scene) {
	if names := s.Named(in.Side); in.Name == "" && len(names) == 1 {
		in.Name = names[0]
	}
}

func (in RecordCounsel) check(c *checks) {
	names, parties := c.Named(in.Side), c.Parties()
	at := slices.IndexFunc(parties, func(p measures.Party) bool { return p.Side == in.Side && p.Name == in.Name && p.LeftOn.IsZero() })
	switch {
	case len(names) == 0:
		c.wrong("side", "", "本案没有%s；新参加诉讼的请先办理“登记当事人变动”", in.Side.Title())
	case in.Name == "":
		c.wrong("name", "", "请填写是哪一位%s的代理人；已登记的为：%s", in.Side.Title(), measures.InShort(names))
	case at < 0:
		c.wrong("name", "", "本案%s中没有%s；已登记的为：%s", in.Side.Title(), in.Name, measures.InShort(names))
	case parties[at].Ours():
		c.wrong("name", "第十六条第一款", "%s是本区单位，其诉讼代理人请办理“委托诉讼代理人”", in.Name)
	}
	if n := len(in.Agents); n > measures.MaxAgents {
		c.wrong("agents", "《行政诉讼法》第三十一条", "当事人可以委托1至2人作为诉讼代理人，现有%d名", n)
	}
}

func (in RecordCounsel) put(f *measures.File, _ Stamp) { f.Retain(in.Counsel) }

// ReportProgress is an agent's report to the organ.
type ReportProgress struct{ measures.Report }

var reportProgress = act[ReportProgress](Act{
	Form: Form{
		Name: "report_progress", Title: "报告诉讼进展", Article: "第十七条", InReview: "报告复议进展",
		Doc: "诉讼代理人将诉讼进展中的重要情况报告委托机关。",
		By:  handlers,
	},
	Tell: func(f *measures.File) []models.Notice {
		r := f.Reports[len(f.Reports)-1]
		return []models.Notice{{To: append(officialsOf(f), models.Recipient{Role: models.Clerk}), Urgency: models.Information, Article: "第十七条",
			Title: "诉讼进展报告", Body: r.By + "：" + r.Text}}
	},
})

func (in ReportProgress) check(c *checks) {
	c.notBefore("on", "报告日期", in.On, "送达日期", c.ServedOn)
}

func (in ReportProgress) put(f *measures.File, _ Stamp) { f.Reports = append(f.Reports, in.Report) }

// RecordTalk puts an attempt at a settlement on file.
type RecordTalk struct{ measures.Talk }

var recordTalk = act[RecordTalk](Act{
	Form: Form{
		Name: "record_talk", Title: "登记和解活动", Article: "第十八条",
		Doc: "登记人民法院组织的审前和解，或者当事人之间的协商；结案的另行登记撤诉或者和解。",
		By:  handlers,
	},
})

func (in RecordTalk) check(c *checks) {
	c.notBefore("on", "日期", in.On, "送达日期", c.ServedOn)
}

func (in RecordTalk) put(f *measures.File, _ Stamp) { f.Talks = append(f.Talks, in.Talk) }
