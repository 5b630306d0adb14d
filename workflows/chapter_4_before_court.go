package workflows

// 第四章 庭前准备（第十一条至第十八条）

import (
	"fmt"
	"slices"
	"strings"

	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// beforeCourt waits until the response is with the court: forwarded (第十一条第
// 二款), prepared (第十一条至第十三条), reviewed (第十四条第二款) and filed (第十四
// 条第一款).
func (p *proceeding) beforeCourt(ctx workflow.Context) {
	p.await(ctx, measures.Forwarding)
	p.await(ctx, measures.Preparing)
	p.await(ctx, measures.Reviewing)
	p.await(ctx, measures.Submitting)
}

// ForwardMaterials hands copies of the court's papers to the handling unit.
type ForwardMaterials struct {
	On calendar.Date `json:"on" label:"转交日期" check:"required,past" example:"2026-03-04"`
	Lateness
}

var forwardMaterials = act[ForwardMaterials](Act{
	Name: "forward_materials", Title: "转交应诉材料", Article: "第十一条第二款",
	Doc: "区司法局收到应诉通知后2个工作日内，将相关材料副本转交承办单位。",
	By:  bureau,
	Open: func(f *measures.File) string {
		switch {
		case !f.AgainstDistrict():
			return "本案不以区政府为被告，没有转交环节"
		case f.Designation == nil:
			return "尚未确定承办单位，请先办理“确定承办单位”"
		case !f.ForwardedOn.IsZero():
			return "材料已于" + f.ForwardedOn.Chinese() + "转交"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: handlersOf(f), Urgency: models.Information, Article: "第十一条第二款",
			Title: "应诉材料副本已转交，请签收", Body: "材料于" + f.ForwardedOn.Chinese() + "转交，请签收并准备应诉材料。"}}
	},
})

func (in *ForwardMaterials) check(c *checks) {
	c.notBefore("on", "转交日期", in.On, "司法局收到应诉通知之日", c.BureauReceivedOn)
}

func (in *ForwardMaterials) put(f *measures.File) { f.ForwardedOn = in.On }

// Acknowledge is a handling unit's signature for the forwarded papers.
type Acknowledge struct {
	On   calendar.Date `json:"on" label:"签收日期" check:"required,past" example:"2026-03-05"`
	Unit string        `json:"unit,omitempty" label:"签收单位" check:"unit" help:"不填即为本单位"`
}

var acknowledge = act[Acknowledge](Act{
	Name: "acknowledge", Title: "签收材料", Article: "第十一条第二款",
	Doc: "承办单位签收转交的材料副本。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case f.ForwardedOn.IsZero():
			return "材料尚未转交"
		case !slices.ContainsFunc(f.Handlers(), func(unit string) bool { return !f.Signed(unit) }):
			return "各承办单位均已签收"
		}
		return ""
	},
})

func (in *Acknowledge) check(c *checks) {
	in.Unit = c.ownUnit(in.Unit)
	c.handles("unit", in.Unit)
	c.notBefore("on", "签收日期", in.On, "转交日期", c.ForwardedOn)
	if c.Signed(in.Unit) {
		c.wrong("unit", "", "%s已经签收", in.Unit)
	}
}

func (in *Acknowledge) put(f *measures.File) {
	f.Acknowledged = append(f.Acknowledged, measures.Receipt{Unit: in.Unit, On: in.On})
}

// AddMaterial enters one paper of the response in the file.
type AddMaterial struct{ measures.Material }

var addMaterial = act[AddMaterial](Act{
	Name: "add_material", Title: "登记材料", Article: "第十一条第一款",
	Doc:   "逐份登记应诉材料；前五类齐备后方可报送审查。",
	By:    handlers,
	Wider: true,
	Open: func(f *measures.File) string {
		if len(f.Handlers()) == 0 {
			return "尚未确定承办单位"
		}
		return ""
	},
})

func (in *AddMaterial) check(c *checks) { c.material(in.Material, 0) }

func (in *AddMaterial) put(f *measures.File) { f.Materials = append(f.Materials, in.Material) }

// material refuses a paper whose name another one has, and what is said of the
// wrong kind of paper.
func (c *checks) material(m measures.Material, instead int) {
	for i, other := range c.Materials {
		if other.Counts() && i+1 != instead && other.Kind == m.Kind && other.Title == m.Title {
			c.wrong("title", "", "同类材料中已有“%s”（第%d份），如为另一份请在名称中区分，如为修改请办理“更新材料”", m.Title, i+1)
		}
	}
	if m.Kind != 1 && len(m.Elements) > 0 {
		c.wrong("elements", "第十二条", "只有答辩状填写载明的内容")
	}
	if m.Kind != 2 && m.Class != "" {
		c.wrong("class", "第十三条", "只有证据填写证据种类")
	}
}

// ReviseMaterial puts a newer version in the place of a paper.
type ReviseMaterial struct {
	Number int `json:"number" label:"原材料序号" check:"required,positive" help:"登记的第几份材料"`
	measures.Material
}

var reviseMaterial = act[ReviseMaterial](Act{
	Name: "revise_material", Title: "更新材料", Article: "第十一条第一款",
	Doc:  "以新版本代替已登记的材料；原版本保留备查。",
	By:   handlers,
	Open: hasPapers,
})

func hasPapers(f *measures.File) string {
	if len(f.Papers()) == 0 {
		return "还没有登记材料"
	}
	return ""
}

func (in *ReviseMaterial) check(c *checks) {
	c.paper(in.Number)
	c.material(in.Material, in.Number)
}

// paper refuses the number of a paper that is not there, or no longer counts.
func (c *checks) paper(number int) {
	switch {
	case number < 1 || number > len(c.Materials):
		c.wrong("number", "", "没有第%d份材料，共登记%d份", number, len(c.Materials))
	case !c.Materials[number-1].Counts():
		c.wrong("number", "", "第%d份材料已作废或者已有新版本", number)
	}
}

func (in *ReviseMaterial) put(f *measures.File) {
	f.Materials = append(f.Materials, in.Material)
	f.Materials[in.Number-1].ReplacedBy = len(f.Materials)
}

// VoidMaterial takes a paper out of the response.
type VoidMaterial struct {
	Number int    `json:"number" label:"材料序号" check:"required,positive" help:"登记的第几份材料"`
	Reason string `json:"reason" label:"作废原因" check:"required,long" example:"与本案无关，误登记"`
}

var voidMaterial = act[VoidMaterial](Act{
	Name: "void_material", Title: "作废材料", Article: "第十一条第一款",
	Doc:  "作废误登记的材料；材料保留在案，注明原因。",
	By:   handlers,
	Open: hasPapers,
})

func (in *VoidMaterial) check(c *checks) { c.paper(in.Number) }

func (in *VoidMaterial) put(f *measures.File) { f.Materials[in.Number-1].Voided = in.Reason }

// RecordOrder puts on file what the court says of the procedure after its notice.
type RecordOrder struct{ measures.Order }

var recordOrder = act[RecordOrder](Act{
	Name: "record_order", Title: "登记法院指定期限或者程序转换", Article: "第十四条第一款",
	Doc: "登记人民法院另行指定的举证期限，或者简易、普通程序的转换；期限链随之重算。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if len(f.Filings) > 0 {
			return "应诉材料已提交人民法院"
		}
		return undecided(f)
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: append(handlersOf(f), models.Recipient{Role: models.Reviewer}), Urgency: models.Warning, Article: "第十四条第一款",
			Title: "法院指定期限或者转换程序，举证期限重新计算", Body: "请查看案件的期限，按新的期限准备、报送和提交。"}}
	},
})

func (in *RecordOrder) check(c *checks) {
	c.notBefore("on", "收到日期", in.On, "送达日期", c.ServedOn)
	if in.Procedure == "" && in.EvidenceDeadline.IsZero() {
		c.wrong("evidence_deadline", "第十四条第一款", "请填写法院指定的举证期限，或者转换后的程序")
	}
	if !in.EvidenceDeadline.IsZero() && !in.EvidenceDeadline.After(c.ServedOn) {
		c.wrong("evidence_deadline", "第十四条第一款", "法院指定的举证期限%s应当晚于送达日期（%s），请核对文书", in.EvidenceDeadline.Chinese(), c.ServedOn.Chinese())
	}
	if c.Kind == measures.Reconsideration && !in.EvidenceDeadline.IsZero() {
		c.wrong("evidence_deadline", "第三十八条", "行政复议的答复期限由法律规定，没有举证期限")
	}
}

func (in *RecordOrder) put(f *measures.File) { f.Orders = append(f.Orders, in.Order) }

// ApplyExtension asks the court for more time to give evidence.
type ApplyExtension struct{ measures.Extension }

var applyExtension = act[ApplyExtension](Act{
	Name: "apply_extension", Title: "申请延长举证期限", Article: "第十五条",
	Doc: "因不可抗力或者其他正当事由不能按期举证的，在举证期限届满前向人民法院书面申请。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case f.Kind == measures.Reconsideration:
			return "行政复议没有举证期限的延长"
		case len(f.Handlers()) == 0:
			return "尚未确定承办单位"
		case len(f.Filings) > 0:
			return "应诉材料已提交人民法院"
		case f.PendingExtension() != nil:
			return "已经申请，正在等待人民法院答复"
		}
		return undecided(f)
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}, {Role: models.Reviewer}}, Urgency: models.Information, Article: "第十五条",
			Title: "已申请延长举证期限", Body: "人民法院准许前，原期限照常计算。"}}
	},
})

func (in *ApplyExtension) check(c *checks) {
	c.notBefore("on", "申请日期", in.On, "送达日期", c.ServedOn)
	if due := measures.EvidenceDeadlineOf(c.File, c.Calendar, c.Edition); in.On.After(due) {
		c.wrong("on", "第十五条", "举证期限已于%s届满，延期应当在届满前申请", due.Chinese())
	}
}

func (in *ApplyExtension) put(f *measures.File) { f.Extensions = append(f.Extensions, in.Extension) }

// RecordExtension is the court's answer to the application.
type RecordExtension struct{ measures.ExtensionDecision }

var recordExtension = act[RecordExtension](Act{
	Name: "record_extension", Title: "登记延期申请的答复", Article: "第十五条",
	Doc: "登记人民法院是否准许延长举证期限；准许的，期限链随之重算。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if f.PendingExtension() == nil {
			return "没有等待答复的延期申请"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		d := f.Extensions[len(f.Extensions)-1].Decision
		title := "人民法院不准许延长举证期限，原期限不变"
		if d.Granted {
			title = "人民法院准许延长举证期限"
		}
		return []models.Notice{{To: append(handlersOf(f), models.Recipient{Role: models.Reviewer}), Urgency: models.Warning, Article: "第十五条",
			Title: title, Body: "请查看案件的期限，按现行期限报送审查和提交。"}}
	},
})

func (in *RecordExtension) check(c *checks) {
	c.notBefore("on", "答复日期", in.On, "申请日期", c.PendingExtension().On)
	named := !in.Until.IsZero() || !in.CeasedOn.IsZero()
	switch {
	case in.Granted && !named:
		c.wrong("until", "第十五条", "准许延期的，请填写法院准许延长至的日期，或者正当事由消除的日期")
	case !in.Granted && named:
		c.wrong("granted", "第十五条", "没有准许延期，不应填写延长后的日期")
	}
	if before := measures.EvidenceDeadlineOf(c.File, c.Calendar, c.Edition); !in.Until.IsZero() && !in.Until.After(before) {
		c.wrong("until", "第十五条", "延长至的日期应当晚于原期限（%s）", before.Chinese())
	}
}

func (in *RecordExtension) put(f *measures.File) {
	f.PendingExtension().Decision = &in.ExtensionDecision
}

// RequestLawyer asks the Bureau for an outside lawyer.
type RequestLawyer struct{ measures.Lawyer }

var requestLawyer = act[RequestLawyer](Act{
	Name: "request_lawyer", Title: "申请指派律师", Article: "第十六条第一款",
	Doc: "根据案情需要，申请区司法局统一指派代理律师。",
	By:  handlers,
	Open: func(f *measures.File) string {
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

func (in *RequestLawyer) check(c *checks) {
	c.notBefore("on", "申请日期", in.On, "送达日期", c.ServedOn)
}

func (in *RequestLawyer) put(f *measures.File) { f.Lawyers = append(f.Lawyers, in.Lawyer) }

// AssignLawyer is the Bureau's choice of a lawyer.
type AssignLawyer struct {
	On   calendar.Date `json:"on" label:"指派日期" check:"required,past" example:"2026-03-05"`
	Name string        `json:"name" label:"律师姓名" check:"required" example:"冯某某"`
	Firm string        `json:"firm" label:"律师事务所" check:"required" example:"山东某某律师事务所"`
}

var assignLawyer = act[AssignLawyer](Act{
	Name: "assign_lawyer", Title: "指派律师", Article: "第十六条第一款",
	Doc: "区司法局根据案情需要统一指派代理律师。",
	By:  bureau,
	Open: func(f *measures.File) string {
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

func (in *AssignLawyer) check(c *checks) {
	c.notBefore("on", "指派日期", in.On, "申请日期", c.RequestedLawyer().On)
}

func (in *AssignLawyer) put(f *measures.File) {
	l := f.RequestedLawyer()
	l.AssignedOn, l.Name, l.Firm = in.On, in.Name, in.Firm
}

// AppointAgents says who acts for the organ in the open instance.
type AppointAgents struct {
	Agents []measures.Agent `json:"agents" label:"诉讼代理人" check:"required" help:"1至2名，不得仅为社会律师"`
}

var appointAgents = act[AppointAgents](Act{
	Name: "appoint_agents", Title: "委托诉讼代理人", Article: "第十六条第一款",
	Doc: "登记本审级的诉讼代理人及其权限；再次登记即为变更。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if len(f.Handlers()) == 0 {
			return "尚未确定承办单位"
		}
		return undecided(f)
	},
})

func (in *AppointAgents) check(c *checks) {
	if fault := c.AgentsFault(in.Agents); fault != "" {
		c.wrong("agents", "第十六条第一款", "%s", fault)
	}
	for i, a := range in.Agents {
		if a.Authority == measures.SpecialAuthority && a.Scope == "" {
			c.wrong(fmt.Sprintf("agents.%d.scope", i), "第十七条", "特别授权的请逐项列明具体权限")
		}
	}
}

func (in *AppointAgents) put(f *measures.File) { f.Current().Agents = in.Agents }

// ReportProgress is an agent's report to the organ.
type ReportProgress struct{ measures.Report }

var reportProgress = act[ReportProgress](Act{
	Name: "report_progress", Title: "报告诉讼进展", Article: "第十七条",
	Doc: "诉讼代理人将诉讼进展中的重要情况报告委托机关。",
	By:  handlers,
	Tell: func(f *measures.File) []models.Notice {
		r := f.Reports[len(f.Reports)-1]
		return []models.Notice{{To: append(officialsOf(f), models.Recipient{Role: models.Clerk}), Urgency: models.Information, Article: "第十七条",
			Title: "诉讼进展报告", Body: r.By + "：" + r.Text}}
	},
})

func (in *ReportProgress) check(c *checks) {
	c.notBefore("on", "报告日期", in.On, "送达日期", c.ServedOn)
}

func (in *ReportProgress) put(f *measures.File) { f.Reports = append(f.Reports, in.Report) }

// RecordTalk puts an attempt at a settlement on file.
type RecordTalk struct{ measures.Talk }

var recordTalk = act[RecordTalk](Act{
	Name: "record_talk", Title: "登记和解活动", Article: "第十八条",
	Doc: "登记人民法院组织的审前和解，或者当事人之间的协商；结案的另行登记撤诉或者和解。",
	By:  handlers,
})

func (in *RecordTalk) check(c *checks) {
	c.notBefore("on", "日期", in.On, "送达日期", c.ServedOn)
}

func (in *RecordTalk) put(f *measures.File) { f.Talks = append(f.Talks, in.Talk) }

// SubmitForReview sends the response to the Justice Bureau.
type SubmitForReview struct {
	On calendar.Date `json:"on" label:"报送日期" check:"required,past" example:"2026-03-10"`
	Lateness
}

var submitForReview = act[SubmitForReview](Act{
	Name: "submit_for_review", Title: "报送审查", Article: "第十四条第二款",
	Doc: "承办单位最迟于举证期限届满前5个工作日，将应诉材料报送区司法局审查。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case !f.AgainstDistrict():
			return "本案不以区政府为被告，由本单位自行审定，没有报送审查环节"
		case len(f.Handlers()) == 0:
			return "尚未确定承办单位"
		case f.PendingReview() != nil:
			return "材料已报送，正在等待区司法局审查"
		case f.Approved():
			return "审查已通过，请提交人民法院"
		case len(f.Filings) > 0:
			return "应诉材料已提交人民法院"
		case len(f.MissingMaterials()) > 0:
			return "应诉材料不齐（第十一条第一款），尚缺" + missing(f) + "，请先登记"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: []models.Recipient{{Role: models.Reviewer}}, Urgency: models.Reminder, Article: "第十四条第二款",
			Title: "应诉材料报送审查", Body: fmt.Sprintf("%s报送应诉材料%d份，请及时审查。%s", strings.Join(f.Handlers(), "、"), len(f.Papers()), defectsOf(f))}}
	},
})

// defectsOf says what the response lacks, for whoever reviews it.
func defectsOf(f *measures.File) string {
	var all []string
	for _, d := range measures.Defects(f) {
		all = append(all, d.What+"（"+d.Article+"）")
	}
	if len(all) == 0 {
		return ""
	}
	return "系统核对：" + strings.Join(all, "；") + "。"
}

func missing(f *measures.File) string {
	var kinds []string
	for _, m := range f.MissingMaterials() {
		kinds = append(kinds, m.Title())
	}
	return strings.Join(kinds, "、")
}

func (in *SubmitForReview) check(c *checks) {
	c.notBefore("on", "报送日期", in.On, "送达日期", c.ServedOn)
	if last := len(c.Reviews) - 1; last >= 0 {
		c.notBefore("on", "报送日期", in.On, "上次退回日期", c.Reviews[last].DecidedOn)
	}
}

func (in *SubmitForReview) put(f *measures.File) {
	f.Reviews = append(f.Reviews, measures.Review{SubmittedOn: in.On})
}

// ApproveReview is the Justice Bureau's yes.
type ApproveReview struct {
	On      calendar.Date `json:"on" label:"审查日期" check:"required,past" example:"2026-03-11"`
	Opinion string        `json:"opinion,omitempty" label:"审查意见" check:"long"`
}

var approveReview = act[ApproveReview](Act{
	Name: "approve_review", Title: "审查通过", Article: "第十四条第二款",
	Doc:  "区司法局审查通过，承办单位应当及时提交人民法院。",
	By:   reviewers,
	Open: reviewPending,
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: handlersOf(f), Urgency: models.Reminder, Article: "第十四条第二款",
			Title: "审查通过，请及时提交人民法院", Body: "区司法局已审查通过，请加盖印章后在举证期限内提交人民法院，并登记提交方式和回执。"}}
	},
})

func reviewPending(f *measures.File) string {
	switch {
	case !f.AgainstDistrict():
		return "本案不以区政府为被告，没有审查环节"
	case f.PendingReview() == nil:
		return "没有等待审查的材料"
	}
	return ""
}

func (in *ApproveReview) check(c *checks) {
	c.notBefore("on", "审查日期", in.On, "报送日期", c.PendingReview().SubmittedOn)
}

func (in *ApproveReview) put(f *measures.File) {
	r := f.PendingReview()
	r.DecidedOn, r.Approved, r.Opinion = in.On, true, in.Opinion
}

// ReturnReview sends the response back with an opinion.
type ReturnReview struct {
	On      calendar.Date `json:"on" label:"退回日期" check:"required,past" example:"2026-03-11"`
	Opinion string        `json:"opinion" label:"退回意见" check:"required,long" example:"证据目录缺少证明对象，请补充"`
}

var returnReview = act[ReturnReview](Act{
	Name: "return_review", Title: "退回修改", Article: "第十四条第二款",
	Doc:  "区司法局提出意见退回承办单位，修改后再次报送；举证期限照常计算。",
	By:   reviewers,
	Open: reviewPending,
	Tell: func(f *measures.File) []models.Notice {
		last := f.Reviews[len(f.Reviews)-1]
		return []models.Notice{{To: handlersOf(f), Urgency: models.Warning, Article: "第十四条第二款",
			Title: "材料被退回，请修改后再次报送", Body: "退回意见：" + last.Opinion + "。举证期限照常计算，请尽快修改。"}}
	},
})

func (in *ReturnReview) check(c *checks) {
	c.notBefore("on", "退回日期", in.On, "报送日期", c.PendingReview().SubmittedOn)
}

func (in *ReturnReview) put(f *measures.File) {
	r := f.PendingReview()
	r.DecidedOn, r.Opinion = in.On, in.Opinion
}

// RecordSeals records that papers bear the organ's seal.
type RecordSeals struct{ measures.Seal }

var recordSeals = act[RecordSeals](Act{
	Name: "record_seals", Title: "登记用印", Article: "第十四条第一款",
	Doc: "应诉材料经审定后，在答辩状、法定代表人身份证明书和授权委托书上加盖印章。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if len(f.Unsealed()) == 0 {
			return "三种文书均已登记用印"
		}
		return hasPapers(f)
	},
})

func (in *RecordSeals) check(c *checks) {
	c.notBefore("on", "用印日期", in.On, "送达日期", c.ServedOn)
}

func (in *RecordSeals) put(f *measures.File) { f.Seals = append(f.Seals, in.Seal) }

// FileWithCourt records that the response reached the court.
type FileWithCourt struct {
	On         calendar.Date `json:"on" label:"提交日期" check:"required,past" example:"2026-03-12" help:"邮寄的填写交邮日期"`
	Method     string        `json:"method" label:"提交方式" check:"required" example:"人民法院在线服务平台"`
	Receipt    string        `json:"receipt,omitempty" label:"回执编号"`
	Unreviewed string        `json:"unreviewed_reason,omitempty" label:"未经审查提交的原因" check:"long" help:"审查尚未通过而必须提交的，说明原因"`
	Lateness
}

var fileWithCourt = act[FileWithCourt](Act{
	Name: "file_with_court", Title: "提交人民法院", Article: "第十四条第一款",
	Doc: "在举证期限内向人民法院提交应诉材料，登记提交方式和回执。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case len(f.Handlers()) == 0:
			return "尚未确定承办单位"
		case len(f.Filings) > 0:
			return "应诉材料已于" + f.Filings[0].On.Chinese() + "提交"
		case len(f.MissingMaterials()) > 0:
			return "应诉材料不齐（第十一条第一款），尚缺" + missing(f) + "，请先登记"
		case f.Withdrawal != nil:
			return "案件已撤诉或者和解"
		}
		return ""
	},
})

func (in *FileWithCourt) check(c *checks) {
	c.notBefore("on", "提交日期", in.On, "送达日期", c.ServedOn)
	if c.AgainstDistrict() && !c.Approved() && in.Unreviewed == "" {
		c.wrong("unreviewed_reason", "第十四条第二款", "应诉材料须经区司法局审查通过后提交；确须先行提交的，请说明原因")
	}
	if c.Approved() {
		c.notBefore("on", "提交日期", in.On, "审查通过日期", c.Reviews[len(c.Reviews)-1].DecidedOn)
	}
}

func (in *FileWithCourt) put(f *measures.File) {
	f.Filings = append(f.Filings, measures.Filing{On: in.On, Method: in.Method, Receipt: in.Receipt, Unreviewed: in.Unreviewed})
}
