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
	Unit string        `json:"unit,omitempty" label:"签收单位" check:"unit" help:"不填即为主要承办单位"`
}

var acknowledge = act[Acknowledge](Act{
	Name: "acknowledge", Title: "签收材料", Article: "第十一条第二款",
	Doc: "承办单位签收转交的材料副本。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case f.ForwardedOn.IsZero():
			return "材料尚未转交"
		case len(f.Acknowledged) == len(f.Handlers()):
			return "各承办单位均已签收"
		}
		return ""
	},
})

func (in *Acknowledge) unit(f *measures.File) string {
	if in.Unit == "" {
		return f.Handlers()[0]
	}
	return in.Unit
}

func (in *Acknowledge) check(c *checks) {
	unit := in.unit(c.File)
	c.notBefore("on", "签收日期", in.On, "转交日期", c.ForwardedOn)
	if !slices.Contains(c.Handlers(), unit) {
		c.wrong("unit", "", "%s不是本案承办单位，承办单位是%s", unit, strings.Join(c.Handlers(), "、"))
	}
	if slices.ContainsFunc(c.Acknowledged, func(r measures.Receipt) bool { return r.Unit == unit }) {
		c.wrong("unit", "", "%s已经签收", unit)
	}
}

func (in *Acknowledge) put(f *measures.File) {
	f.Acknowledged = append(f.Acknowledged, measures.Receipt{Unit: in.unit(f), On: in.On})
}

// AddMaterial enters one paper of the response in the file.
type AddMaterial struct {
	Kind    measures.MaterialItem `json:"kind" label:"材料种类" check:"required"`
	Title   string                `json:"title" label:"名称" check:"required" example:"行政答辩状"`
	Pages   int                   `json:"pages,omitempty" label:"页数"`
	Source  string                `json:"source,omitempty" label:"来源" help:"证据填写（第十三条）"`
	Proves  string                `json:"proves,omitempty" label:"证明对象" check:"long" help:"证据填写（第十三条）"`
	Content string                `json:"content,omitempty" label:"内容" check:"long" help:"证据填写（第十三条）"`
}

var addMaterial = act[AddMaterial](Act{
	Name: "add_material", Title: "登记材料", Article: "第十一条第一款",
	Doc: "逐份登记应诉材料；前五类齐备后方可报送审查。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if len(f.Handlers()) == 0 {
			return "尚未确定承办单位"
		}
		return ""
	},
})

func (in *AddMaterial) check(c *checks) {
	same := func(m measures.Material) bool { return m.Kind == in.Kind && m.Title == in.Title }
	if slices.ContainsFunc(c.Materials, same) {
		c.wrong("title", "", "同类材料中已有“%s”，如为另一份请在名称中区分", in.Title)
	}
}

func (in *AddMaterial) put(f *measures.File) {
	f.Materials = append(f.Materials, measures.Material{
		Kind: in.Kind, Title: in.Title, Pages: in.Pages, Source: in.Source, Proves: in.Proves, Content: in.Content,
	})
}

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
			Title: "应诉材料报送审查", Body: fmt.Sprintf("%s报送应诉材料%d份，请及时审查。", strings.Join(f.Handlers(), "、"), len(f.Materials))}}
	},
})

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
