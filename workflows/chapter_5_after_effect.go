package workflows

// 第五章 出庭应诉（第二十六条至第二十八条）：履行、再审、败诉报告、赔偿

import (
	"slices"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// RecordObligation puts on file what the effective decision orders.
type RecordObligation struct{ measures.Performance }

var recordObligation = act[RecordObligation](Act{
	Form: Form{
		Name: "record_obligation", Title: "登记裁判确定的履行义务", Article: "第二十六条第一款", InReview: "登记复议决定确定的履行义务",
		Doc: "登记生效裁判要求履行的内容和期限，到期提醒、逾期督办。",
		By:  handlers,
	},
	Afterwards: true,
	Open: func(f *measures.File, l measures.Law) string {
		switch i := f.Current(); {
		case l.Logic >= measures.Standing && i.Advance("") != nil:
			return ""
		case i.Effective == nil:
			return "裁判尚未生效"
		case len(i.Obligations) > 0 && l.Logic < measures.Papers:
			return "裁判确定的义务已经登记"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		all := f.Current().Obligations
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Warning, Article: "第二十六条第一款",
			Title: "请依法及时履行生效裁判", Body: all[len(all)-1].Duty + "。行政机关负责人应当督促本机关自觉履行。"}}
	},
})

// complete takes what is ordered before anything is in effect for what the ruling on that
// orders.
func (in *RecordObligation) complete(s Scene) {
	in.Name = s.organNamed(in.Name)
	i := s.Current()
	if p := i.Advance(""); p != nil && i.Effective == nil && in.Ruling == "" {
		in.Ruling = p.Number
	}
}

func (in RecordObligation) check(c *checks) {
	i := c.Current()
	if in.Ruling != "" && (c.Logic < measures.Standing || i.Advance(in.Ruling) == nil) {
		c.wrong("ruling", "《行政诉讼法》第五十七条", "%s没有登记文号为%s的先予执行裁定；生效裁判确定的义务不填写此项", i.Title(), in.Ruling)
		return
	}
	if !in.Due.IsZero() {
		c.notBefore("due", "履行期限", in.Due, "裁判日期", c.OrderedBy(len(c.Instances)-1, &in.Performance).MadeOn)
	}
	if !in.Due.IsZero() && in.Days > 0 {
		c.wrong("days", "第二十六条第一款", "履行期限和履行期间只填写一项")
	}
	c.organ("name", in.Name)
}

// organ refuses a name that is none of the district's organs in the lawsuit; nothing is
// the first of them.
func (c *checks) organ(field, name string) {
	if _, ok := c.Organ(name); !ok && name != "" {
		c.wrong(field, "", "%s不是本案中的本区单位；本区单位为：%s", name, partyNames(c.Organs()))
	}
}

func (in RecordObligation) put(f *measures.File, _ Stamp) {
	i := f.Current()
	i.Obligations = append(i.Obligations, in.Performance)
}

// PerformJudgment records that what was ordered has been done.
type PerformJudgment struct {
	Number int           `json:"number,omitempty" label:"义务序号" check:"positive" help:"第几项，不填即为最早未履行的一项"`
	On     calendar.Date `json:"on" label:"履行完毕日期" check:"required,past,today" example:"2026-08-20"`
	How    string        `json:"how" label:"履行情况" check:"required,long" example:"已重新作出补偿决定并送达"`
	Lateness
}

var performJudgment = act[PerformJudgment](Act{
	Form: Form{
		Name: "perform_judgment", Title: "登记履行情况", Article: "第二十六条第一款",
		Doc: "登记生效裁判履行完毕。",
		By:  handlers,
	},
	Afterwards: true,
	Open: func(f *measures.File, l measures.Law) string {
		all := obligations(f, l)
		last := len(all) - 1
		switch {
		case last < 0:
			return "没有登记裁判确定的履行义务"
		case unperformed(f, all) > 0:
			return ""
		case all[last].DoneOn.IsZero():
			return "先予执行的事项在裁判生效后不再执行；此前已经履行的，请在“" + reportProgress.Title + "”中说明"
		}
		return "已于" + all[last].DoneOn.Chinese() + "履行完毕"
	},
})

// ordered is something that a decision of an instance orders.
type ordered struct {
	*measures.Performance
	at int
}

// obligations returns what has been ordered, by all decisions; before papers had kinds,
// by the last one only.
func obligations(f *measures.File, l measures.Law) []ordered {
	var all []ordered
	for i := range f.Instances {
		in := &f.Instances[i]
		if l.Logic < measures.Papers && in != f.Current() {
			continue
		}
		for n := range in.Obligations {
			all = append(all, ordered{&in.Obligations[n], i})
		}
	}
	return all
}

// unperformed returns the number of the first that is still to be done, 0 if there is none.
func unperformed(f *measures.File, all []ordered) int {
	return 1 + slices.IndexFunc(all, func(o ordered) bool { return f.Owed(o.at, o.Performance) })
}

func (in *PerformJudgment) complete(s Scene) {
	if in.Number == 0 {
		in.Number = unperformed(s.File, obligations(s.File, s.Law))
	}
}

func (in PerformJudgment) check(c *checks) {
	all := obligations(c.File, c.Law)
	if in.Number > len(all) || !c.Owed(all[in.Number-1].at, all[in.Number-1].Performance) {
		c.wrong("number", "", "第%d项义务不存在，或者已经履行；共登记%d项", in.Number, len(all))
		return
	}
	o := all[in.Number-1]
	c.notBefore("on", "履行完毕日期", in.On, "裁判日期", c.OrderedBy(o.at, o.Performance).MadeOn)
}

func (in PerformJudgment) put(f *measures.File, s Stamp) {
	o := obligations(f, s.Law)[in.Number-1]
	o.DoneOn, o.How = in.On, in.How
}

// RecordRetrialApplication puts on file that somebody wants the effective
// decision retried.
type RecordRetrialApplication struct{ measures.RetrialApplication }

var recordRetrialApplication = act[RecordRetrialApplication](Act{
	Form: Form{
		Name: "record_retrial_application", Title: "登记再审申请", Article: "第二十六条第二款",
		Doc: "登记本方或者对方的再审申请、检察机关的抗诉。",
		By:  handlers,
	},
	Afterwards: true,
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case f.Kind == measures.Reconsideration:
			return "行政复议决定没有再审"
		case f.Current().Effective == nil && f.Lost() && f.Current().Level != measures.Retrial:
			return "行政赔偿部分正在重审；对已经生效的部分申请再审的，请登记为再审审查案件并关联本案"
		case f.Current().Effective == nil:
			return "裁判尚未生效"
		case f.PendingRetrial() != nil && l.Logic < measures.Apart:
			return "已有再审申请，人民法院尚未审查完毕"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		r := f.PendingRetrial()
		return []models.Notice{{To: append(handlersOf(f), models.Recipient{Role: models.Clerk}, models.Recipient{Role: models.Director}),
			Urgency: models.Warning, Article: "第二十六条第二款", Title: "再审申请：" + r.By.Title(), Body: "申请日期：" + r.On.Chinese() + "。"}}
	},
})

// complete names the organ that applies, where there are several.
func (in *RecordRetrialApplication) complete(s Scene) {
	if in.By == measures.ByDistrict && len(s.Sued()) > 1 && s.Logic >= measures.Apart {
		in.Name = s.ownOrgan(in.Name)
	}
}

func (in RecordRetrialApplication) check(c *checks) {
	p := c.Current().Decision()
	if in.By == measures.ByDistrict {
		c.organ("name", in.Name)
	}
	if slices.ContainsFunc(c.Retrials, func(r measures.RetrialApplication) bool {
		return r.DecidedOn.IsZero() && r.By == in.By && r.Name == in.Name
	}) {
		c.wrong("by", "《行诉解释》第一百一十四条", "%s%s的再审申请已经登记，人民法院尚未审查完毕；他人另行申请的，请写明申请人", in.By.Title(), in.Name)
	}
	c.notBefore("on", "申请日期", in.On, "裁判日期", p.MadeOn)
	if !in.CopyServedOn.IsZero() {
		c.notBefore("copy_served_on", "副本送达日期", in.CopyServedOn, "申请日期", in.On)
	}
	until := measures.RuleNamed("retrial_application").Calculate(p.ServedTo(in.Name, true), c.Law).Due
	switch {
	case in.By != measures.ByDistrict || !in.On.After(until):
	case c.Logic < measures.Papers:
		c.wrong("on", "第二十六条第二款", "申请再审的期限已于%s届满（6个月，不变期间）", until.Chinese())
	default: // it runs from the effect, or from knowing of new evidence; the court decides
		c.doubt("《行诉解释》第一百一十条", "自裁判送达之日起算的6个月已于%s届满；有新的证据等四种情形的自知道之日起算，是否受理由人民法院审查", until.Chinese())
	}
}

func (in RecordRetrialApplication) put(f *measures.File, _ Stamp) {
	f.Retrials = append(f.Retrials, in.RetrialApplication)
}

// AnswerRetrial records the written opinion on another party's application.
type AnswerRetrial struct {
	On calendar.Date `json:"on" label:"提交日期" check:"required,past,today" example:"2026-09-20"`
	// Organ is whose opinion it is, since Own.
	Organ string `json:"organ,omitempty" label:"提交的被告" check:"several" help:"本区有数个被告的填写，各自提交；不填即为本单位的"`
	Lateness
}

var answerRetrial = act[AnswerRetrial](Act{
	Form: Form{
		Name: "answer_retrial", Title: "提交再审书面意见", Article: "第二十六条第二款",
		Doc: "对方申请再审的，收到再审申请书副本之日起15日内提交书面意见。",
		By:  handlers,
	},
	Afterwards: true,
	Owing: func(f *measures.File, _ measures.Law) []measures.Party {
		if r := f.UnansweredRetrial(); r != nil {
			return f.Unopining(*r)
		}
		return nil
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch r := f.PendingRetrial(); {
		case f.UnansweredRetrial() != nil:
			return ""
		case r == nil || r.CopyServedOn.IsZero():
			return "没有需要提交意见的再审申请"
		}
		return "已于" + f.PendingRetrial().AnsweredOn.Chinese() + "提交"
	},
})

func (in *AnswerRetrial) complete(s Scene) {
	if s.Logic >= measures.Own {
		in.Organ = s.answers(in.Organ, s.Unopining(*s.UnansweredRetrial()))
	}
}

func (in AnswerRetrial) check(c *checks) {
	c.notBefore("on", "提交日期", in.On, "副本送达日期", c.UnansweredRetrial().CopyServedOn)
	c.answered(in.Organ, c.Unopining(*c.UnansweredRetrial()))
}

func (in AnswerRetrial) put(f *measures.File, s Stamp) {
	if r := f.UnansweredRetrial(); s.Logic >= measures.Own && in.Organ != "" {
		f.Opine(r, in.Organ, in.On)
	} else {
		r.AnsweredOn = in.On
	}
}

// RecordRetrialDecision says whether the decision will be retried.
type RecordRetrialDecision struct {
	On         calendar.Date `json:"on" label:"裁定日期" check:"required,past,today" example:"2026-12-01"`
	Accepted   bool          `json:"accepted" label:"是否决定再审"`
	CaseNumber string        `json:"case_number,omitempty" label:"再审案号" check:"number" example:"（2026）最高法行再5号"`
	Court      string        `json:"court,omitempty" label:"再审法院" example:"山东省高级人民法院"`
	Elevated   bool          `json:"elevated,omitempty" label:"上级法院提审" help:"原生效裁判由一审法院作出而由上级法院提审的选择；其余按第一审程序再审，裁判可以上诉（行诉解释第一百一十九条）"`
}

var recordRetrialDecision = act[RecordRetrialDecision](Act{
	Form: Form{
		Name: "record_retrial_decision", Title: "登记再审审查结果", Article: "第二十六条第二款",
		Doc: "登记人民法院裁定再审或者驳回申请；裁定再审的，案件重新进入开庭阶段。",
		By:  handlers,
	},
	Afterwards: true,
	Open: func(f *measures.File, l measures.Law) string {
		if f.PendingRetrial() == nil {
			return "没有正在审查的再审申请"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		r := f.Retrials[len(f.Retrials)-1]
		title := "再审申请被驳回"
		if r.Accepted {
			title = "人民法院裁定再审"
		}
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Warning, Article: "第二十六条第二款",
			Title: title, Body: "裁定日期：" + r.DecidedOn.Chinese() + "。"}}
	},
})

func (in RecordRetrialDecision) check(c *checks) {
	c.notBefore("on", "裁定日期", in.On, "申请日期", c.PendingRetrial().On)
	c.doubtNumber(in.CaseNumber, "裁定", in.On)
	if !in.Accepted && in.CaseNumber != "" {
		c.wrong("case_number", "", "没有决定再审，不应填写再审案号")
	}
	examining := c.Current().Level == measures.Examining && c.Current().Decision() == nil
	if !in.Accepted && examining {
		c.wrong("accepted", "《行诉解释》第一百一十六条", "本案是再审审查案件，驳回再审申请的，请办理“%s”，裁判种类选择“%s”", recordJudgment.Title, measures.Outcome("dismiss_retrial").Title())
	}
	if in.Accepted && c.Current().Effective == nil && !examining { // an appeal or a later service has undone it since
		c.wrong("accepted", "", "裁判尚未生效，不能再审；人民法院驳回或者终结审查申请的，请不选“%s”", "是否决定再审")
	}
}

func (in RecordRetrialDecision) put(f *measures.File, s Stamp) {
	f.DecideRetrials(in.On, in.Accepted)
	if !in.Accepted {
		return
	}
	f.Conclusion = nil // the dispute goes on
	if f.Archive != nil {
		f.Volumes, f.Archive = append(f.Volumes, *f.Archive), nil
	}
	as := procedure(f.Instances, in.Elevated)
	if s.Logic < measures.Papers {
		as = ""
	}
	f.Instances = append(f.Instances, measures.Instance{
		Level: measures.Retrial, As: as, Round: rounds(f, measures.Retrial), CaseNumber: in.CaseNumber, Court: in.Court, RetriedOn: in.On,
	})
}

// FileLossReport sends the analysis of a loss to the Justice Bureau.
type FileLossReport struct {
	measures.LossReport
	Lateness
}

var fileLossReport = act[FileLossReport](Act{
	Form: Form{
		Name: "file_loss_report", Title: "报送败诉报告", Article: "第二十七条", InReview: "报送被纠错情况报告",
		Doc: "自收到生效判决之日起10日内，将败诉情况分析报告和行政判决书一同报区司法局。",
		By:  handlers,
	},
	Owing: func(f *measures.File, _ measures.Law) []measures.Party { return f.Unreported() },
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case len(f.Reporters()) == 0:
			return "没有生效的败诉裁判，不需要败诉报告"
		case f.LossReport() == nil && !f.OwesLossReport():
			return "败诉的被告已由他方接替，不再由本区报送"
		case !f.OwesLossReport():
			return "败诉报告已于" + f.LossReport().On.Chinese() + "报送"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		r := f.LossReport()
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}, {Role: models.Reviewer}}, Urgency: models.Reminder,
			Article: "第二十七条", Title: "败诉情况分析报告已报送，请审核", Body: "报送日期：" + r.On.Chinese() + "。" + orElse(r.Analysis, "未录入败诉原因分析，请核对纸质报告或者退回补充。")}}
	},
})

// complete names the organ whose loss is reported: one of the unit's own, or else the
// first that still owes a report.
func (in *FileLossReport) complete(s Scene) {
	in.Name = s.organNamed(in.Name)
	owing := s.Unreported()
	if s.Logic < measures.Papers || in.Name != "" || len(owing) == 0 {
		return
	}
	in.Name = owing[0].Name
	for _, organ := range owing {
		if s.By.Role.OfUnit() && s.actsFor(organ) {
			in.Name = organ.Name
			return
		}
	}
}

func (in FileLossReport) check(c *checks) {
	c.notBefore("on", "报送日期", in.On, "裁判生效日期", c.Reported().Effective.On)
	if r := c.ReportBefore(in.Name); r != nil {
		c.notBefore("on", "报送日期", in.On, "上次退回日期", r.CheckedOn)
	}
	if c.Logic >= measures.Letters && in.Analysis == "" && !in.OnPaper {
		c.wrong("analysis", "第二十七条", "请填写败诉原因分析；以纸质报告报送的，请勾选“纸质报送”")
	}
	if !in.RemedyDue.IsZero() {
		c.notBefore("remedy_due", "整改完成期限", in.RemedyDue, "报送日期", in.On)
	}
	if in.Name != "" && !slices.ContainsFunc(c.Unreported(), func(p measures.Party) bool { return p.Name == in.Name }) {
		c.wrong("name", "第二十七条", "%s没有待报送的败诉报告；待报送的为：%s", in.Name, partyNames(c.Unreported()))
	} else {
		c.forOwnOrgan("name", in.Name)
	}
}

func (in FileLossReport) put(f *measures.File, _ Stamp) {
	i := f.Reported()
	i.LossReports = append(i.LossReports, in.LossReport)
}

// AcceptLossReport is the Bureau's yes to the analysis.
type AcceptLossReport struct {
	On      calendar.Date `json:"on" label:"审核日期" check:"required,past,today" example:"2026-07-03"`
	Opinion string        `json:"opinion,omitempty" label:"审核意见" check:"long"`
}

var acceptLossReport = act[AcceptLossReport](Act{
	Form: Form{
		Name: "accept_loss_report", Title: "败诉报告审核通过", Article: "第二十七条", InReview: "被纠错情况报告审核通过",
		Doc: "区司法局审核败诉情况分析报告。",
		By:  reviewers,
	},
	Waiting: "待审核败诉报告",
	Open:    unchecked,
})

// unchecked says why there is no loss report to check, or nothing.
func unchecked(f *measures.File, l measures.Law) string {
	if f.UncheckedReport() == nil {
		return "没有待审核的败诉报告"
	}
	return ""
}

func (in AcceptLossReport) check(c *checks) {
	if c.UncheckedReport().Analysis == "" && in.Opinion == "" {
		c.wrong("opinion", "第二十七条", "报告没有录入败诉原因分析，请在审核意见中说明（如纸质报告附卷），或者退回补充")
	}
	c.notBefore("on", "审核日期", in.On, "报送日期", c.UncheckedReport().On)
}

func (in AcceptLossReport) put(f *measures.File, _ Stamp) {
	r := f.UncheckedReport()
	r.CheckedOn, r.Accepted, r.Opinion = in.On, true, in.Opinion
}

// ReturnLossReport sends the analysis back.
type ReturnLossReport struct {
	On      calendar.Date `json:"on" label:"退回日期" check:"required,past,today" example:"2026-07-03"`
	Opinion string        `json:"opinion" label:"退回意见" check:"required,long" example:"未分析败诉原因，请补充整改措施"`
}

var returnLossReport = act[ReturnLossReport](Act{
	Form: Form{
		Name: "return_loss_report", Title: "退回败诉报告", Article: "第二十七条", InReview: "退回被纠错情况报告",
		Doc: "败诉情况分析报告不符合要求的，提出意见退回补充。",
		By:  reviewers,
	},
	Open: unchecked,
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Warning, Article: "第二十七条",
			Title: "败诉报告被退回，请补充后再次报送", Body: "退回意见：" + f.ReturnedReport().Opinion}}
	},
})

func (in ReturnLossReport) check(c *checks) {
	c.notBefore("on", "退回日期", in.On, "报送日期", c.UncheckedReport().On)
}

func (in ReturnLossReport) put(f *measures.File, _ Stamp) {
	r := f.UncheckedReport()
	r.CheckedOn, r.Opinion = in.On, in.Opinion
}

// ReportRemedy says that what a loss has shown has been put right.
type ReportRemedy struct {
	Name string        `json:"name,omitempty" label:"败诉的被告" example:"威海市环翠区人民政府" help:"不填即为本单位承办的、尚未整改的一个"`
	On   calendar.Date `json:"on" label:"整改完成日期" check:"required,past,today" example:"2026-09-28"`
	Text string        `json:"text" label:"整改情况" check:"required,long" example:"已修订征收程序规定，并对三起同类案件重新审查"`
	Lateness
}

var reportRemedy = act[ReportRemedy](Act{
	Form: Form{
		Name: "report_remedy", Title: "报告败诉整改", Article: "第三十七条第（七）项",
		Doc: "报告败诉反映出的问题已经整改，由区司法局审核。",
		By:  handlers,
	},
	Afterwards: true,
	Open: func(f *measures.File, l measures.Law) string {
		if len(f.Unremedied()) == 0 {
			return "没有待整改的败诉案件（败诉报告写明整改期限的方才计算）"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}, {Role: models.Reviewer}}, Urgency: models.Reminder,
			Article: "第三十七条第（七）项", Title: "败诉整改已报告，请审核", Body: f.Unpassed()[0].Remedied + "。"}}
	},
})

// report returns the report whose remedy is meant, or nil: of an organ that is named,
// or of the caller's unit, or the first.
func (in ReportRemedy) report(s Scene) *measures.LossReport {
	organ := s.ownOrgan(in.Name)
	for _, r := range s.Unremedied() {
		if r.Name == "" || r.Name == organ || in.Name == "" && !s.By.Role.OfUnit() {
			return r
		}
	}
	return nil
}

func (in ReportRemedy) check(c *checks) {
	r := in.report(c.Scene)
	if r == nil {
		c.wrong("name", "第三十七条第（七）项", "%s没有待整改的败诉案件", orElse(in.Name, "本单位"))
		return
	}
	c.notBefore("on", "整改完成日期", in.On, "报送败诉报告日期", r.On)
}

func (in ReportRemedy) put(f *measures.File, s Stamp) {
	r := in.report(Scene{s, f})
	r.RemediedOn, r.Remedied = in.On, in.Text
}

// PassRemedy is the Bureau's word on a remedy.
type PassRemedy struct {
	On      calendar.Date `json:"on" label:"审核日期" check:"required,past,today" example:"2026-10-09"`
	Passed  bool          `json:"passed" label:"整改到位" help:"不到位的，由承办单位继续整改，原期限不变"`
	Opinion string        `json:"opinion,omitempty" label:"审核意见" check:"long" help:"整改不到位的必须说明"`
}

var passRemedy = act[PassRemedy](Act{
	Form: Form{
		Name: "pass_remedy", Title: "审核败诉整改", Article: "第三十七条第（七）项",
		Doc: "区司法局审核败诉整改是否到位；不到位的继续整改。",
		By:  reviewers,
	},
	Waiting:    "待审核败诉整改",
	Afterwards: true,
	Open: func(f *measures.File, l measures.Law) string {
		if len(f.Unpassed()) == 0 {
			return "没有待审核的败诉整改"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		if len(f.Unremedied()) == 0 {
			return nil
		}
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Warning, Article: "第三十七条第（七）项",
			Title: "败诉整改尚不到位，请继续整改", Body: "原整改期限不变，请查看案件的期限。"}}
	},
})

func (in PassRemedy) check(c *checks) {
	c.notBefore("on", "审核日期", in.On, "整改完成日期", c.Unpassed()[0].RemediedOn)
	if !in.Passed && in.Opinion == "" {
		c.wrong("opinion", "第三十七条第（七）项", "整改不到位的，请说明意见")
	}
}

func (in PassRemedy) put(f *measures.File, _ Stamp) {
	r := f.Unpassed()[0]
	if in.Passed {
		r.RemedyPassedOn = in.On
		return
	}
	r.RemediedOn = calendar.Date{}
}

// RecordCompensation puts on file that the claimant has asked for the sum that
// was awarded.
type RecordCompensation struct{ measures.Compensation }

var recordCompensation = act[RecordCompensation](Act{
	Form: Form{
		Name: "record_compensation", Title: "登记赔偿支付申请", Article: "第二十八条",
		Doc: "登记受理赔偿请求人的支付申请；7日内应当向财政部门提出书面支付申请。",
		By:  handlers,
	},
	Afterwards: true,
	Open: func(f *measures.File, l measures.Law) string {
		if f.Current().Effective == nil {
			return "裁判尚未生效"
		}
		return ""
	},
})

func (in RecordCompensation) check(c *checks) {
	c.notBefore("accepted_on", "受理日期", in.AcceptedOn, "裁判生效日期", c.Current().Effective.On)
}

func (in RecordCompensation) put(f *measures.File, _ Stamp) {
	f.Compensation = append(f.Compensation, in.Compensation)
}

// ApplyCompensation asks the treasury to pay.
type ApplyCompensation struct {
	Number   int           `json:"number,omitempty" label:"赔偿序号" check:"positive" help:"第几笔，不填即为最早未申请的一笔"`
	On       calendar.Date `json:"on" label:"向财政部门申请日期" check:"required,past,today" example:"2026-07-09"`
	Document string        `json:"document,omitempty" label:"申请文号"`
	Lateness
}

var applyCompensation = act[ApplyCompensation](Act{
	Form: Form{
		Name: "apply_compensation", Title: "向财政部门申请支付", Article: "第二十八条",
		Doc: "按照预算管理权限向财政部门提出书面支付申请。",
		By:  handlers,
	},
	Afterwards: true,
	Open: func(f *measures.File, l measures.Law) string {
		if next(f, unapplied) == 0 {
			return "没有待申请支付的赔偿"
		}
		return ""
	},
})

func unapplied(c measures.Compensation) bool { return c.AppliedOn.IsZero() }

func unpaid(c measures.Compensation) bool { return !c.AppliedOn.IsZero() && c.PaidOn.IsZero() }

// next returns the number of the first sum of a kind, 0 if there is none.
func next(f *measures.File, is func(measures.Compensation) bool) int {
	return slices.IndexFunc(f.Compensation, is) + 1
}

// sum finds the sum that is meant, and refuses one that is not of the kind.
func (c *checks) sum(number int, is func(measures.Compensation) bool, what string) *measures.Compensation {
	if number > len(c.Compensation) || !is(c.Compensation[number-1]) {
		c.wrong("number", "", "第%d笔赔偿不存在，或者%s", number, what)
		return nil
	}
	return &c.Compensation[number-1]
}

func (in *ApplyCompensation) complete(s Scene) {
	if in.Number == 0 {
		in.Number = next(s.File, unapplied)
	}
}

func (in ApplyCompensation) check(c *checks) {
	if x := c.sum(in.Number, unapplied, "已经申请"); x != nil {
		c.notBefore("on", "申请日期", in.On, "受理支付申请日期", x.AcceptedOn)
	}
}

func (in ApplyCompensation) put(f *measures.File, _ Stamp) {
	x := &f.Compensation[in.Number-1]
	x.AppliedOn, x.Document = in.On, in.Document
}

// RecordPayment records that the treasury has paid.
type RecordPayment struct {
	Number int           `json:"number,omitempty" label:"赔偿序号" check:"positive" help:"第几笔，不填即为最早未支付的一笔"`
	On     calendar.Date `json:"on" label:"支付日期" check:"required,past,today" example:"2026-07-22"`
	Paid   string        `json:"paid" label:"实付金额（元）" check:"required,amount" example:"120000.00"`
	Note   string        `json:"note,omitempty" label:"说明" check:"long" help:"实付与登记的金额不同的必须说明"`
	Lateness
}

var recordPayment = act[RecordPayment](Act{
	Form: Form{
		Name: "record_payment", Title: "登记赔偿支付", Article: "第二十八条",
		Doc: "登记财政部门支付赔偿费用。",
		By:  handlers,
	},
	Afterwards: true,
	Open: func(f *measures.File, l measures.Law) string {
		if next(f, unpaid) == 0 {
			return "没有待支付的赔偿"
		}
		return ""
	},
})

func (in *RecordPayment) complete(s Scene) {
	if in.Number == 0 {
		in.Number = next(s.File, unpaid)
	}
}

func (in RecordPayment) check(c *checks) {
	if x := c.sum(in.Number, unpaid, "尚未申请，或者已经支付"); x != nil {
		c.notBefore("on", "支付日期", in.On, "向财政部门申请日期", x.AppliedOn)
		if !x.PaidInFull(in.Paid) && in.Note == "" {
			c.wrong("note", "第二十八条", "实付%s元与登记的%s元不同，请说明原因", in.Paid, x.Amount)
		}
	}
}

func (in RecordPayment) put(f *measures.File, _ Stamp) {
	x := &f.Compensation[in.Number-1]
	x.PaidOn, x.Paid = in.On, in.Paid
}
