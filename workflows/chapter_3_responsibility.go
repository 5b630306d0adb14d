package workflows

// 第三章 应诉责任（第八条至第十条）

import (
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// DesignateUnit is the Justice Bureau's decision on who handles the lawsuit.
type DesignateUnit struct {
	Lead      string        `json:"lead" label:"承办单位" check:"required,unit" example:"区城市管理局"`
	Joint     []string      `json:"joint,omitempty" label:"共同承办单位" check:"unit"`
	Assisting []string      `json:"assisting,omitempty" label:"配合单位" check:"unit"`
	Item      measures.Item `json:"item,omitempty" label:"依据第八条第二款" help:"不填即为登记时选择的情形"`
	Reason    string        `json:"reason,omitempty" label:"理由" check:"long" help:"与系统建议不同，或者改派的，必须说明理由"`
	On        calendar.Date `json:"on,omitzero" label:"改派日期" check:"past" help:"改派的填写，不填即为当日"`
}

var designateUnit = act[DesignateUnit](Act{
	Form: Form{
		Name: "designate_unit", Title: "确定承办单位", Article: "第八条第二款",
		Doc: "按第八条的九项情形确定承办、共同承办和配合单位；系统给出建议，由人确认或者说明理由后改定。",
		By:  bureau,
	},
	WithoutSuit: true,
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case !f.Designates() && f.Kind == measures.SuggestionOnly:
			return "建议书不是向区政府提出的，由被建议单位自行办理"
		case !f.Designates():
			return "本案不以区政府为被告，由被诉单位自行承办"
		case len(f.Filings) > 0 && l.Logic < measures.Papers: // 第八条第二款第（八）项 knows no such end
			return "应诉材料已提交人民法院"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		told := []models.Notice{{To: handlersOf(f), Urgency: models.Information, Article: "第八条第二款",
			Title: "你单位被确定为本案承办单位", Body: "请在区司法局转交材料后签收，并着手准备答辩状、证据等应诉材料。"}}
		if f.Kind == measures.SuggestionOnly {
			told[0].Title, told[0].Body = "你单位被确定为"+f.Suggestions[0].Kind.Title()+f.CaseNumber+"的承办单位", openingWordsOfSuggestion(f)
		}
		if len(f.Designation.Assisting) == 0 {
			return told
		}
		return append(told, models.Notice{To: post.Clerks(f.Designation.Assisting...), Urgency: models.Information, Article: "第九条",
			Title: "你单位被确定为本案配合单位", Body: "请积极协助、支持、配合承办单位办理本案。"})
	},
})

func (in *DesignateUnit) complete(s Scene) {
	switch {
	case s.Designation == nil:
		in.On = calendar.Date{} // it is no change of hands
	case in.On.IsZero():
		in.On = s.Today
	}
}

// usual is what the table of 第八条 proposes, or what holds already.
func (in *DesignateUnit) usual(s Scene) {
	if d := s.Designation; d != nil {
		in.Lead, in.Joint, in.Assisting, in.On = d.Lead, d.Joint, d.Assisting, s.Today
		return
	}
	p := measures.Propose(s.Origin)
	in.Lead, in.Joint, in.Assisting, in.Item = p.Lead, p.Joint, p.Assisting, p.Item
}

func (in DesignateUnit) check(c *checks) {
	in.checkUnits(c)
	if c.Designation != nil {
		c.notBefore("on", "改派日期", in.On, "司法局收到应诉通知之日", c.BureauReceivedOn)
		if last := c.Designation.On; !last.IsZero() && in.On.Before(last) {
			c.wrong("on", "第八条", "改派日期%s不能早于上次改派日期（%s），请核对日期；上次的日期登记有误的，请在办理日志中该次改派旁办理“申请更正”", in.On.Chinese(), last.Chinese())
		}
	}
	if in.Reason != "" {
		return
	}
	proposal := measures.Propose(c.Origin)
	switch {
	case c.Designation != nil:
		c.wrong("reason", "第八条", "承办单位已确定为%s，改派或者维持原定请说明理由", c.Designation.Lead)
	case proposal.Lead != "" && in.Lead != proposal.Lead:
		c.wrong("reason", proposal.Article, "系统依%s建议由%s承办（%s）；改定为%s请说明理由", proposal.Article, proposal.Lead, proposal.Why, in.Lead)
	case !containsAll(in.Joint, proposal.Joint):
		c.wrong("reason", proposal.Article, "系统依%s建议%s为共同承办单位（%s）；不列入的请说明理由", proposal.Article, strings.Join(proposal.Joint, "、"), proposal.Why)
	case !containsAll(in.Assisting, proposal.Assisting):
		c.wrong("reason", proposal.Article, "系统依%s建议%s参与应诉和旁听（%s）；不列入配合单位的请说明理由", proposal.Article, strings.Join(proposal.Assisting, "、"), proposal.Why)
	}
}

func containsAll(all, some []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// checkUnits refuses a unit in two parts at once, and the defendant as its own
// handler.
func (in DesignateUnit) checkUnits(c *checks) {
	others := append(slices.Clone(in.Joint), in.Assisting...)
	for i, unit := range others {
		if unit == in.Lead || slices.Contains(others[:i], unit) {
			c.wrong("joint", "第八条", "%s重复出现在承办、共同承办或者配合单位中，请只保留一处", unit)
		}
	}
	if slices.Contains(append(others, in.Lead), measures.DistrictGovernment) {
		c.wrong("lead", "第八条", "区政府本身不能作为承办单位；由区政府直接作出的行为由区司法局承办")
	}
}

func (in DesignateUnit) put(f *measures.File, _ Stamp) {
	item := in.Item
	if item == 0 {
		item = f.Origin.Item
	}
	before := f.Designation
	f.Designation = &measures.Designation{Lead: in.Lead, Joint: in.Joint, Assisting: in.Assisting, Item: item, Reason: in.Reason, On: in.On}
	if before != nil {
		f.Designation.Follows(before)
	}
	for i := range f.Returns {
		f.Returns[i].Answered = true
	}
}

// ReturnDesignation is a unit's wish not to handle the lawsuit.
type ReturnDesignation struct{ measures.Return }

var returnDesignation = act[ReturnDesignation](Act{
	Form: Form{
		Name: "return_designation", Title: "退回承办", Article: "第八条",
		Doc: "承办单位认为不应由本单位承办的，说明理由退回；各项期限照常计算，由区司法局改派或者维持。",
		By:  []models.Role{models.UnitClerk, models.UnitOfficial},
	},
	WithoutSuit: true,
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case f.Designation == nil:
			return "尚未确定承办单位"
		case len(f.Filings) > 0 && (l.Logic < measures.Papers || f.Responded()):
			return "应诉材料已提交人民法院"
		case len(f.Returns) > 0 && !f.Returns[len(f.Returns)-1].Answered:
			return "已经退回，正在等待区司法局决定"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		r := f.Returns[len(f.Returns)-1]
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}, {Role: models.Director}}, Urgency: models.Warning, Article: "第八条",
			Title: r.Unit + "退回承办，请改派或者维持", Body: "退回理由：" + r.Reason + "。各项期限照常计算，请当日处理。"}}
	},
})

func (in *ReturnDesignation) complete(s Scene) { in.Unit = s.ownUnit(in.Unit) }

func (in ReturnDesignation) check(c *checks) {
	c.handles("unit", in.Unit)
	c.forOwnUnit("unit", in.Unit)
	c.notBefore("on", "退回日期", in.On, "司法局收到应诉通知之日", c.BureauReceivedOn)
}

func (in ReturnDesignation) put(f *measures.File, s Stamp) {
	in.Queued = s.Logic >= measures.Papers
	f.Returns = append(f.Returns, in.Return)
}

// RecordMeeting puts a conference about the case on file.
type RecordMeeting struct{ measures.Meeting }

var recordMeeting = act[RecordMeeting](Act{
	Form: Form{
		Name: "record_meeting", Title: "登记案件会议", Article: "第十条",
		Doc: "登记案件分析会、论证会、座谈会，以及参加和缺席的单位。",
		By:  handlers,
	},
	WithoutSuit: true,
})

func (in RecordMeeting) check(c *checks) {
	c.notBefore("on", "会议日期", in.On, "送达日期", c.ServedOn)
	for _, unit := range in.Absent {
		if slices.Contains(in.Attended, unit) {
			c.wrong("absent", "", "%s既登记为参加又登记为缺席，请核对", unit)
		}
	}
}

func (in RecordMeeting) put(f *measures.File, _ Stamp) { f.Meetings = append(f.Meetings, in.Meeting) }

// AskAssistance is something that the Bureau asks of a unit.
type AskAssistance struct{ measures.Assistance }

var askAssistance = act[AskAssistance](Act{
	Form: Form{
		Name: "ask_assistance", Title: "要求配合办理", Article: "第十一条第二款",
		Doc: "区司法局要求承办单位或者配合单位参加研讨、提交材料、出庭等，指定完成期限；该单位单独计时。",
		By:  bureau,
	},
	WithoutSuit: true,
	Tell: func(f *measures.File) []models.Notice {
		a := f.Assistance[len(f.Assistance)-1]
		return []models.Notice{{To: post.Clerks(a.Unit), Urgency: models.Reminder, Article: "第十一条第二款",
			Title: "区司法局要求配合办理，期限" + a.Due.Chinese(), Body: a.What}}
	},
})

func (in AskAssistance) check(c *checks) {
	c.notBefore("on", "提出日期", in.On, "送达日期", c.ServedOn)
	c.notBefore("due", "完成期限", in.Due, "提出日期", in.On)
	if in.Unit == measures.DistrictGovernment {
		c.wrong("unit", "", "请选择具体的部门、单位或者镇街")
	}
}

func (in AskAssistance) put(f *measures.File, _ Stamp) {
	f.Assistance = append(f.Assistance, in.Assistance)
}

// GiveAssistance is a unit's answer to what was asked of it.
type GiveAssistance struct {
	Number int           `json:"number" label:"事项序号" check:"required,positive" help:"要求配合办理的第几项"`
	On     calendar.Date `json:"on" label:"完成日期" check:"required,past,today" example:"2026-03-09"`
	Note   string        `json:"note,omitempty" label:"办理情况" check:"long"`
	Lateness
}

var giveAssistance = act[GiveAssistance](Act{
	Form: Form{
		Name: "give_assistance", Title: "完成配合事项", Article: "第十一条第二款",
		Doc: "被要求配合的单位登记完成情况。",
		By:  handlers,
	},
	Waiting:     "待完成配合事项",
	WithoutSuit: true,
	Wider:       true,
	Open: func(f *measures.File, l measures.Law) string {
		if !slices.ContainsFunc(f.Assistance, func(a measures.Assistance) bool { return a.DoneOn.IsZero() }) {
			return "没有待完成的配合事项"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Information, Article: "第十一条第二款",
			Title: "配合事项已完成", Body: "请查看办理日志。"}}
	},
})

func (in GiveAssistance) check(c *checks) {
	if in.Number > len(c.Assistance) || in.Number < 1 {
		c.wrong("number", "", "没有第%d项配合事项，共%d项", in.Number, len(c.Assistance))
		return
	}
	a := c.Assistance[in.Number-1]
	switch {
	case !a.DoneOn.IsZero():
		c.wrong("number", "", "第%d项已于%s完成", in.Number, a.DoneOn.Chinese())
	case c.By.Role.OfUnit() && !c.By.ActsFor(a.Unit):
		c.wrong("number", "", "第%d项由%s办理，不是您单位的事项", in.Number, a.Unit)
	}
	c.notBefore("on", "完成日期", in.On, "提出日期", a.On)
}

func (in GiveAssistance) put(f *measures.File, _ Stamp) {
	a := &f.Assistance[in.Number-1]
	a.DoneOn, a.Note = in.On, in.Note
}
