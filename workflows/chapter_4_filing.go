package workflows

// 第四章 庭前准备（第十四条、第十五条）：举证期限、审查、用印、提交

import (
	"fmt"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// RecordOrder puts on file what the court says of the procedure after its notice.
type RecordOrder struct{ measures.Order }

var recordOrder = act[RecordOrder](Act{
	Form: Form{
		Name: "record_order", Title: "登记法院指定期限或者程序转换", Article: "第十四条第一款", InReview: "登记复议机构指定期限或者程序转换",
		Doc: "登记人民法院另行指定的举证期限，或者简易、普通程序的转换；相关期限一并重新计算。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if len(f.Filings) > 0 && l.Logic < measures.Papers {
			return "应诉材料已提交人民法院"
		}
		return undecided(f)
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: append(handlersOf(f), models.Recipient{Role: models.Reviewer}), Urgency: models.Warning, Article: "第十四条第一款",
			Title: "法院指定期限或者转换程序，举证期限重新计算", Body: "请查看案件的期限，按新的期限准备、报送和提交。"}}
	},
})

func (in *RecordOrder) complete(s Scene) { in.Name = s.organNamed(in.Name) }

func (in RecordOrder) check(c *checks) {
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
	c.organ("name", in.Name)
	if c.Logic >= measures.Papers && len(c.Instances) == 1 {
		if doubt := measures.DeadlineDoubt(c.ProcedureAfter(in.Order), c.ServedOn, in.EvidenceDeadline); doubt != "" {
			c.doubt("", "%s", doubt)
		}
	}
}

func (in RecordOrder) put(f *measures.File, s Stamp) {
	if i := f.Current(); s.Logic >= measures.Papers && i != &f.Instances[0] {
		in.In = i.Key()
	}
	f.Orders = append(f.Orders, in.Order)
}

// ApplyExtension asks the court for more time to give evidence.
type ApplyExtension struct{ measures.Extension }

var applyExtension = act[ApplyExtension](Act{
	Form: Form{
		Name: "apply_extension", Title: "申请延长举证期限", Article: "第十五条",
		Doc: "因不可抗力或者其他正当事由不能按期举证的，在举证期限届满前向人民法院书面申请。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case f.Kind == measures.Reconsideration:
			return "行政复议没有举证期限的延长"
		case len(f.Handlers()) == 0:
			return "尚未确定承办单位"
		case len(f.Filings) > 0 && (l.Logic < measures.Papers || len(f.Silent()) == 0):
			return "应诉材料已提交人民法院；重审等审级中人民法院另行指定、延长举证期限的，请办理“" + recordOrder.Title + "”"
		case l.Logic < measures.Apart && f.PendingExtension("") != nil, f.Inextensible():
			return "已经申请，正在等待人民法院答复"
		}
		return undecided(f)
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}, {Role: models.Reviewer}}, Urgency: models.Information, Article: "第十五条",
			Title: "已申请延长举证期限", Body: "人民法院准许前，原期限照常计算。"}}
	},
})

func (in *ApplyExtension) complete(s Scene) { in.Name = s.organNamed(in.Name) }

func (in ApplyExtension) check(c *checks) {
	c.notBefore("on", "申请日期", in.On, "送达日期", c.ServedOn)
	c.organ("name", in.Name)
	if x := c.PendingExtension(in.Name); x != nil {
		c.wrong("name", "第十五条", "%s已于%s申请，正在等待人民法院答复；各被告在各自的举证期限内分别申请", orElse(x.Name, "本区各被告"), x.On.Chinese())
	}
	switch due := measures.EvidenceDeadlineOf(c.File, c.Law, in.Name); {
	case !in.On.After(due) || due.IsZero() && c.Logic >= measures.Papers:
	case c.Logic < measures.Papers:
		c.wrong("on", "第十五条", "举证期限已于%s届满，延期应当在届满前申请", due.Chinese())
	default:
		c.doubt("第十五条", "举证期限已于%s届满，延期应当在届满前申请，是否准许由人民法院决定", due.Chinese())
	}
}

func (in ApplyExtension) put(f *measures.File, _ Stamp) {
	f.Extensions = append(f.Extensions, in.Extension)
}

// RecordExtension is the court's answer to the application.
type RecordExtension struct {
	measures.ExtensionDecision
	Name string `json:"name,omitempty" label:"申请的被告" check:"several" help:"本区数个被告分别申请的填写；不填即为本单位的，或者最早尚未答复的一个"`
}

var recordExtension = act[RecordExtension](Act{
	Form: Form{
		Name: "record_extension", Title: "登记延期申请的答复", Article: "第十五条",
		Doc: "登记人民法院是否准许延长举证期限；准许的，相关期限一并重新计算。正当事由尚未消除的，消除后再次登记。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if f.PendingExtension("") == nil {
			return "没有等待答复的延期申请"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: append(handlersOf(f), models.Recipient{Role: models.Reviewer}), Urgency: models.Warning, Article: "第十五条",
			Title: answeredExtension(f), Body: "请查看案件的期限，按现行期限报送审查和提交。"}}
	},
})

// answeredExtension says what the court has answered; where several organs have asked, that
// it has.
func answeredExtension(f *measures.File) string {
	switch x := f.Extensions[len(f.Extensions)-1]; {
	case len(f.Extensions) > 1 && slices.ContainsFunc(f.Extensions, func(o measures.Extension) bool { return o.Name != x.Name }):
		return "人民法院已答复延长举证期限的申请"
	case x.Decision.Granted:
		return "人民法院准许延长举证期限"
	}
	return "人民法院不准许延长举证期限，原期限不变"
}

// complete names the organ whose application is answered: the one that is given, or else
// the caller's own, or else that of the first.
func (in *RecordExtension) complete(s Scene) {
	if s.Logic < measures.Apart {
		return
	}
	in.Name = s.organNamed(in.Name)
	own := slices.IndexFunc(s.Sued(), func(p measures.Party) bool {
		return s.By.Role.OfUnit() && s.actsFor(p) && s.PendingExtension(p.Name) != nil
	})
	if in.Name == "" && own >= 0 {
		in.Name = s.Sued()[own].Name
	}
	_, known := s.Organ(in.Name)
	if x := s.PendingExtension(in.Name); x != nil && (in.Name == "" || known) {
		in.Name = x.Name
	}
}

func (in RecordExtension) check(c *checks) {
	c.organ("name", in.Name)
	x := c.PendingExtension(in.Name)
	if x == nil {
		c.wrong("name", "第十五条", "%s没有等待答复的延期申请；等待答复的为：%s", in.Name, orElse(c.PendingExtension("").Name, "本区各被告"))
		return
	}
	c.notBefore("on", "答复日期", in.On, "申请日期", x.On)
	named := !in.Until.IsZero() || !in.CeasedOn.IsZero()
	switch {
	case x.Decision != nil && (!in.Granted || !named):
		c.wrong("ceased_on", "第十五条", "人民法院已准许延期，请填写正当事由消除的日期，或者法院准许延长至的日期")
	case in.Granted && !named && c.Logic < measures.Apart:
		c.wrong("until", "第十五条", "准许延期的，请填写法院准许延长至的日期，或者正当事由消除的日期")
	case in.Granted && !named:
		c.doubt("《行诉解释》第三十四条", "正当事由尚未消除的，举证期限自消除之日起另计15日；消除后请再次办理“%s”", recordExtension.Title)
	case !in.Granted && named:
		c.wrong("granted", "第十五条", "没有准许延期，不应填写延长后的日期")
	}
	if before := measures.EvidenceDeadlineOf(c.File, c.Law, x.Name); !in.Until.IsZero() && !before.IsZero() && !in.Until.After(before) {
		c.wrong("until", "第十五条", "延长至的日期应当晚于原期限（%s）", before.Chinese())
	}
}

func (in RecordExtension) put(f *measures.File, _ Stamp) {
	f.PendingExtension(in.Name).Decision = &in.ExtensionDecision
}

// SubmitForReview sends the response to the Justice Bureau.
type SubmitForReview struct {
	On      calendar.Date `json:"on" label:"报送日期" check:"required,past,today" example:"2026-03-10"`
	Missing string        `json:"missing_reason,omitempty" label:"缺少材料的原因" check:"long" example:"诉不作为案件，没有证据材料" help:"第十一条第一款所列材料不齐的说明"`
	Lateness
}

var submitForReview = act[SubmitForReview](Act{
	Form: Form{
		Name: "submit_for_review", Title: "报送审查", Article: "第十四条第二款",
		Doc: "承办单位最迟于举证期限届满前5个工作日，将应诉材料报送区司法局审查。",
		By:  handlers,
	},
	Mind: measures.DefectsInReview,
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case !f.AgainstDistrict():
			return "本案不以区政府为被告，由本单位自行审定，没有报送审查环节"
		case len(f.Designated()) == 0:
			return "尚未确定承办单位"
		case f.PendingReview() != nil:
			return "材料已报送，正在等待区司法局审查"
		case f.Approved():
			return "审查已通过，请提交人民法院"
		case len(f.Filings) > 0 && (l.Logic < measures.Papers || f.Responded()):
			return "应诉材料已提交人民法院"
		case len(f.MissingMaterials()) > 0 && l.Logic < measures.Papers:
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

func missing(f *measures.File, organs ...string) string {
	var kinds []string
	for _, m := range f.MissingMaterials(organs...) {
		kinds = append(kinds, m.Title())
	}
	return strings.Join(kinds, "、")
}

// complete asks why papers are missing that 第十一条第一款 names; nothing that happened
// waits for them.
func (c *checks) complete(why string, organs ...string) {
	switch {
	case len(c.MissingMaterials(organs...)) == 0 || c.Logic < measures.Papers:
	case why == "":
		c.wrong("missing_reason", "第十一条第一款", "应诉材料不齐，尚缺%s，请先登记；确实没有的，请说明原因", missing(c.File, organs...))
	default:
		c.doubt("第十一条第一款", "应诉材料不齐，缺%s", missing(c.File, organs...))
	}
}

func (in SubmitForReview) check(c *checks) {
	c.complete(in.Missing)
	c.notBefore("on", "报送日期", in.On, "送达日期", c.ServedOn)
	if last := len(c.Reviews) - 1; last >= 0 {
		c.notBefore("on", "报送日期", in.On, "上次退回日期", c.Reviews[last].DecidedOn)
	}
}

func (in SubmitForReview) put(f *measures.File, _ Stamp) {
	f.Reviews = append(f.Reviews, measures.Review{SubmittedOn: in.On})
}

// ApproveReview is the Justice Bureau's yes.
type ApproveReview struct {
	On      calendar.Date `json:"on" label:"审查日期" check:"required,past,today" example:"2026-03-11"`
	Opinion string        `json:"opinion,omitempty" label:"审查意见" check:"long"`
}

var approveReview = act[ApproveReview](Act{
	Form: Form{
		Name: "approve_review", Title: "审查通过", Article: "第十四条第二款",
		Doc: "区司法局审查通过，承办单位应当及时提交人民法院。",
		By:  reviewers,
	},
	Waiting: "待审查材料",
	Mind:    measures.DefectsInReview,
	Open:    reviewPending,
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: handlersOf(f), Urgency: models.Reminder, Article: "第十四条第二款",
			Title: "审查通过，请及时提交人民法院", Body: "区司法局已审查通过，请加盖印章后在举证期限内提交人民法院，并登记提交方式和回执。"}}
	},
})

func reviewPending(f *measures.File, l measures.Law) string {
	switch {
	case !f.AgainstDistrict():
		return "本案不以区政府为被告，没有审查环节"
	case f.PendingReview() == nil:
		return "没有等待审查的材料"
	}
	return ""
}

func (in ApproveReview) check(c *checks) {
	c.notBefore("on", "审查日期", in.On, "报送日期", c.PendingReview().SubmittedOn)
}

func (in ApproveReview) put(f *measures.File, _ Stamp) {
	r := f.PendingReview()
	r.DecidedOn, r.Approved, r.Opinion = in.On, true, in.Opinion
}

// ReturnReview sends the response back with an opinion.
type ReturnReview struct {
	On      calendar.Date `json:"on" label:"退回日期" check:"required,past,today" example:"2026-03-11"`
	Opinion string        `json:"opinion" label:"退回意见" check:"required,long" example:"证据目录缺少证明对象，请补充"`
}

var returnReview = act[ReturnReview](Act{
	Form: Form{
		Name: "return_review", Title: "退回修改", Article: "第十四条第二款",
		Doc: "区司法局提出意见退回承办单位，修改后再次报送；举证期限照常计算。",
		By:  reviewers,
	},
	Mind: measures.DefectsInReview,
	Open: reviewPending,
	Tell: func(f *measures.File) []models.Notice {
		last := f.Reviews[len(f.Reviews)-1]
		return []models.Notice{{To: handlersOf(f), Urgency: models.Warning, Article: "第十四条第二款",
			Title: "材料被退回，请修改后再次报送", Body: "退回意见：" + last.Opinion + "。举证期限照常计算，请尽快修改。"}}
	},
})

func (in ReturnReview) check(c *checks) {
	c.notBefore("on", "退回日期", in.On, "报送日期", c.PendingReview().SubmittedOn)
}

func (in ReturnReview) put(f *measures.File, _ Stamp) {
	r := f.PendingReview()
	r.DecidedOn, r.Opinion = in.On, in.Opinion
}

// RecordSeals records that papers bear the organ's seal.
type RecordSeals struct{ measures.Seal }

var recordSeals = act[RecordSeals](Act{
	Form: Form{
		Name: "record_seals", Title: "登记用印", Article: "第十四条第一款",
		Doc: "应诉材料经审定后，在答辩状、法定代表人身份证明书和授权委托书上加盖印章。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if len(f.Unsealed()) == 0 {
			return "三种文书均已登记用印"
		}
		return hasPapers(f, l)
	},
})

func (in RecordSeals) check(c *checks) {
	c.notBefore("on", "用印日期", in.On, "送达日期", c.ServedOn)
}

func (in RecordSeals) put(f *measures.File, _ Stamp) { f.Seals = append(f.Seals, in.Seal) }

// FileWithCourt records that papers reached the court: the response, or what is given
// after it.
type FileWithCourt struct {
	Kind       measures.FilingKind `json:"kind,omitempty" label:"提交的材料" help:"不填即为答辩状、证据和依据"`
	For        []string            `json:"for,omitempty" label:"提交的被告" check:"several" help:"本区有数个被告的填写，各自答辩、举证；不填即为本单位承办的、尚未提交的被告"`
	On         calendar.Date       `json:"on" label:"提交日期" check:"required,past,today" example:"2026-03-12" help:"邮寄的填写交邮日期"`
	Method     string              `json:"method" label:"提交方式" check:"required" example:"人民法院在线服务平台"`
	Receipt    string              `json:"receipt,omitempty" label:"回执编号"`
	Unreviewed string              `json:"unreviewed_reason,omitempty" label:"未经审查提交的原因" check:"long" help:"审查尚未通过而必须提交的，说明原因"`
	Missing    string              `json:"missing_reason,omitempty" label:"缺少材料的原因" check:"long" example:"负责人本人应诉，没有委托代理人" help:"第十一条第一款所列材料不齐的说明；法院的期限不等人"`
	Lateness
}

var fileWithCourt = act[FileWithCourt](Act{
	Form: Form{
		Name: "file_with_court", Title: "提交人民法院", Article: "第十四条第一款", InReview: "提交行政复议机关",
		Doc: "在举证期限内向人民法院提交应诉材料，登记提交方式和回执；此后的补充证据、新的证据同样在此登记。",
		By:  handlers,
	},
	Mind:  measures.Defects,
	Owing: func(f *measures.File, _ measures.Law) []measures.Party { return f.Silent() },
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case len(f.Handlers()) == 0:
			return "尚未确定承办单位"
		case f.Withdrawal != nil && l.Logic >= measures.Papers:
			return "案件已撤诉或者和解"
		case l.Logic >= measures.Papers:
			return ""
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

// complete names the organs whose papers they are: those for which the caller's unit
// acts, as far as they have not answered.
func (in *FileWithCourt) complete(s Scene) {
	if s.Logic < measures.Papers {
		return
	}
	for i, name := range in.For {
		if organ, ok := s.Organ(name); ok {
			in.For[i] = organ.Name
		}
	}
	if in.Kind == "" {
		in.Kind = measures.Response
		if len(s.Silent()) == 0 || s.Current() != &s.Instances[0] || s.Instances[0].Later {
			in.Kind = measures.MoreProof
		}
	}
	if len(in.For) > 0 {
		return
	}
	organs := s.Organs()
	if in.Kind == measures.Response {
		organs = s.Silent()
	}
	for _, organ := range organs {
		mine := !s.By.Role.OfUnit() || s.actsFor(organ)
		if organ.LeftOn.IsZero() && mine {
			in.For = append(in.For, organ.Name)
		}
	}
}

func (in FileWithCourt) check(c *checks) {
	c.notBefore("on", "提交日期", in.On, "送达日期", c.ServedOn)
	if c.Logic >= measures.Papers && in.Kind != measures.Response {
		for i, name := range in.For {
			c.organ(fmt.Sprintf("for.%d", i), name)
			c.forOwnOrgan(fmt.Sprintf("for.%d", i), name)
		}
		return
	}
	if c.Logic < measures.Own {
		c.complete(in.Missing)
	} else {
		c.complete(in.Missing, in.For...)
	}
	in.checkOrgans(c)
	if in.reviewed(c.Scene) && !c.Approved() && in.Unreviewed == "" {
		c.wrong("unreviewed_reason", "第十四条第二款", "应诉材料须经区司法局审查通过后提交；确须先行提交的，请说明原因")
	}
	if c.Approved() && in.reviewed(c.Scene) {
		c.notBefore("on", "提交日期", in.On, "审查通过日期", c.Reviews[len(c.Reviews)-1].DecidedOn)
	}
}

// reviewed tells whether the Bureau has to pass it: the district government's response.
func (in FileWithCourt) reviewed(s Scene) bool {
	return s.AgainstDistrict() && (s.Logic < measures.Papers || slices.ContainsFunc(s.Sued(), func(p measures.Party) bool {
		return p.Unit == measures.DistrictGovernment && slices.Contains(in.For, p.Name)
	}))
}

// checkOrgans refuses a response for who is not sued, or has answered.
func (in FileWithCourt) checkOrgans(c *checks) {
	for i, name := range in.For {
		organ, ok := c.Organ(name)
		field := fmt.Sprintf("for.%d", i)
		switch {
		case !ok:
			c.organ(field, name)
		case !slices.ContainsFunc(c.Silent(), func(p measures.Party) bool { return p.Name == organ.Name }):
			c.wrong(field, "第十四条第一款", "%s的答辩状、证据和依据已经提交；此后提交的请选择补充证据、新的证据或者证据交换", organ.Name)
		default:
			c.forOwnOrgan(field, name)
		}
	}
	if c.Logic >= measures.Papers && len(in.For) == 0 {
		c.wrong("for", "第十四条第一款", "本单位没有待提交的答辩状、证据和依据；待提交的被告为：%s", orElse(partyNames(c.Silent()), "无"))
	}
}

func (in FileWithCourt) put(f *measures.File, s Stamp) {
	filing := measures.Filing{Kind: in.Kind, For: in.For, On: in.On, Method: in.Method, Receipt: in.Receipt, Unreviewed: in.Unreviewed, Missing: in.Missing}
	if i := f.Current(); s.Logic >= measures.Papers && i != &f.Instances[0] {
		filing.In = i.Key()
	}
	f.Filings = append(f.Filings, filing)
}
