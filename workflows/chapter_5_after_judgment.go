package workflows

// 第五章 出庭应诉（第二十五条至第三十条）：裁判之后

import (
	"fmt"
	"slices"
	"strings"

	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// afterJudgment waits until the decision is effective, going back to court for
// each appeal (第二十五条), and until a loss has been reported (第二十七条).
func (p *proceeding) afterJudgment(ctx workflow.Context) {
	p.await(ctx, measures.Deciding)
	p.await(ctx, measures.Reporting)
}

// closing waits until the lawsuit is concluded and archived (第三十条).
func (p *proceeding) closing(ctx workflow.Context) {
	p.await(ctx, measures.Concluding)
	p.await(ctx, measures.Archiving)
}

// RecordJudgment puts a court's decision on file.
type RecordJudgment struct{ measures.Judgment }

var recordJudgment = act[RecordJudgment](Act{
	Name: "record_judgment", Title: "登记裁判", Article: "第二十五条",
	Doc:  "登记判决、裁定、调解书或者行政复议决定，随即计算上诉期限。",
	By:   handlers,
	Open: undecided,
	Tell: func(f *measures.File) []models.Notice {
		j := f.Current().Judgment
		title := fmt.Sprintf("%s%s：%s", f.Current().Title(), j.Form.Title(), j.Outcome)
		urgency := models.Information
		if j.Lost {
			title, urgency = title+"（败诉）", models.Warning
		}
		to := append(handlersOf(f), officialsOf(f)...)
		return []models.Notice{{To: append(to, models.Recipient{Role: models.Clerk}, models.Recipient{Role: models.Director}),
			Urgency: urgency, Article: "第二十五条", Title: title, Body: "裁判文书于" + j.ServedOn.Chinese() + "送达，请研究是否上诉。" + askForService(f)}}
	},
})

// askForService asks for the days on which the decision takes effect by, where
// they are not known yet.
func askForService(f *measures.File) string {
	names := f.Unserved(f.Current())
	if len(names) == 0 {
		return ""
	}
	return "各方的上诉期限自各自收到之日起算，请向人民法院核实并登记" + strings.Join(names, "、") + "的送达日期。"
}

func (in *RecordJudgment) check(c *checks) {
	i := c.Current()
	c.notBefore("made_on", "裁判日期", in.MadeOn, "送达日期", c.File.ServedOn)
	c.notBefore("served_on", "送达日期", in.ServedOn, "裁判日期", in.MadeOn)
	c.notBefore("made_on", "裁判日期", in.MadeOn, "本审级开始日期", i.OpenedOn())
	for _, h := range i.Hearings {
		if h.Held != nil {
			c.notBefore("made_on", "裁判日期", in.MadeOn, "开庭日期", h.Held.On)
		}
	}
	// Both a court and a reconsideration organ can mediate (行政诉讼法第六十条、行政复议法第五条).
	if reconsidered := c.Kind == measures.Reconsideration; in.Form != measures.MediationForm && reconsidered != (in.Form == measures.DecisionForm) {
		c.wrong("form", "第三十八条", "%s案件不能登记“%s”", c.Kind.Title(), in.Form.Title())
	}
	if in.Remands() && i.Level != measures.Second && i.Level != measures.Retrial {
		c.wrong("outcome", "第二十五条", "只有二审、再审可以发回重审")
	}
	if doubt := in.LossDoubt(); doubt != "" && in.LostWhy == "" {
		c.wrong("lost_reason", "第二十七条", "%s", doubt)
	}
}

func (in *RecordJudgment) put(f *measures.File) { f.Current().Judgment = &in.Judgment }

// RecordService says when another party received the decision.
type RecordService struct{ measures.Service }

var recordService = act[RecordService](Act{
	Name: "record_service", Title: "登记裁判送达其他当事人", Article: "第二十五条",
	Doc: "各方的上诉期限自各自收到之日起算；最后一方届满后裁判生效。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch i := f.Current(); {
		case i.Judgment == nil:
			return i.Title() + "尚未作出裁判"
		case i.Effective != nil:
			return "裁判已于" + i.Effective.On.Chinese() + "生效"
		}
		return ""
	},
})

func (in *RecordService) check(c *checks) {
	j := c.Current().Judgment
	c.notBefore("on", "送达日期", in.On, "裁判日期", j.MadeOn)
	names := c.Plaintiffs
	switch in.Party {
	case measures.Respondent:
		c.wrong("party", "第二十五条", "本方的送达日期随裁判登记；请选择原告或者第三人")
		return
	case measures.ThirdParty:
		names = c.ThirdParties
	}
	if !slices.Contains(names, in.Name) {
		c.wrong("name", "", "本案%s中没有%s；已登记的为：%s", in.Party.Title(), in.Name, orElse(strings.Join(names, "、"), "无"))
	}
	if slices.ContainsFunc(j.Others, func(o measures.Service) bool { return o.Name == in.Name }) {
		c.wrong("name", "", "%s的送达日期已经登记，如有误请办理更正", in.Name)
	}
}

func (in *RecordService) put(f *measures.File) {
	j := f.Current().Judgment
	j.Others = append(j.Others, in.Service)
}

// RecordAppeal takes the dispute to the second instance, or adds another
// party's appeal to the one that has.
type RecordAppeal struct {
	measures.Appeal
	CaseNumber string `json:"case_number,omitempty" label:"二审案号" check:"number" example:"（2026）鲁行终88号" help:"尚未取得的可以不填"`
}

var recordAppeal = act[RecordAppeal](Act{
	Name: "record_appeal", Title: "登记上诉", Article: "第二十五条",
	Doc: "登记任何一方的上诉，案件转入二审，重新进入开庭阶段；二审裁判前可以登记他方的上诉。",
	By:  handlers,
	Open: func(f *measures.File) string {
		i := appealed(f)
		switch {
		case f.Withdrawal != nil:
			return "案件已撤诉或者和解"
		case i.Judgment == nil:
			return i.Title() + "尚未作出裁判"
		case i.Level != measures.First:
			return i.Title() + "裁判为终审裁判，不能上诉"
		case !i.Judgment.Appealable():
			return "调解书和准许撤诉、终结诉讼的裁定不能上诉"
		case i.Effective != nil:
			return "裁判已于" + i.Effective.On.Chinese() + "生效"
		}
		return ""
	},
})

// appealed returns the instance against whose decision an appeal can be
// recorded: the one before, while the second instance has not decided.
func appealed(f *measures.File) *measures.Instance {
	i := f.Current()
	if n := len(f.Instances); len(i.Appeals) > 0 && i.Judgment == nil {
		return &f.Instances[n-2]
	}
	return i
}

func (in *RecordAppeal) check(c *checks) {
	i := appealed(c.File)
	c.notBefore("on", "上诉日期", in.On, "裁判日期", i.Judgment.MadeOn)
	c.inTimeToAppeal(i, in.Appeal)
	if !in.CopyServedOn.IsZero() {
		c.notBefore("copy_served_on", "上诉状副本送达日期", in.CopyServedOn, "上诉日期", in.On)
	}
	if in.CaseNumber != "" && in.CaseNumber == i.CaseNumber {
		c.wrong("case_number", "", "二审案号与一审案号相同，请核对")
	}
	if i != c.Current() && slices.ContainsFunc(c.Current().Appeals, func(a measures.Appeal) bool { return a.By == in.By }) {
		c.wrong("by", "", "%s的上诉已经登记", in.By.Title())
	}
}

// inTimeToAppeal refuses an appeal after the party's own period.
func (c *checks) inTimeToAppeal(i *measures.Instance, a measures.Appeal) {
	until := i.AppealableBy(a.By, c.Calendar, c.Edition)
	if a.By == measures.Respondent {
		until = i.AppealableUntil(c.Calendar, c.Edition)
	}
	switch {
	case until.IsZero() || !a.On.After(until):
	case a.By == measures.Respondent:
		c.wrong("on", "第二十五条", "被告的上诉期限已于%s届满，%s不能再上诉", until.Chinese(), a.On.Chinese())
	default:
		c.wrong("on", "第二十五条", "按登记的送达日期，%s的上诉期限已于%s届满，请核对送达日期和上诉日期", a.By.Title(), until.Chinese())
	}
}

func (in *RecordAppeal) put(f *measures.File) {
	i := f.Current()
	if i != appealed(f) {
		i.Appeals = append(i.Appeals, in.Appeal)
		i.CaseNumber = orElse(i.CaseNumber, in.CaseNumber)
		return
	}
	f.Instances = append(f.Instances, measures.Instance{
		Level: measures.Second, Round: i.Round, CaseNumber: in.CaseNumber, Appeals: []measures.Appeal{in.Appeal},
	})
}

// AnswerAppeal records the answer to another party's appeal.
type AnswerAppeal struct {
	On calendar.Date `json:"on" label:"答辩日期" check:"required,past" example:"2026-06-25"`
	Lateness
}

var answerAppeal = act[AnswerAppeal](Act{
	Name: "answer_appeal", Title: "提交上诉答辩状", Article: "第二十五条",
	Doc: "对方上诉的，收到上诉状副本之日起15日内提出答辩状。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if unanswered(f) == nil {
			return "没有需要答辩的上诉"
		}
		return undecided(f)
	},
})

// unanswered returns the first appeal whose copy was served and that has not
// been answered, or nil.
func unanswered(f *measures.File) *measures.Appeal {
	appeals := f.Current().Appeals
	for i := range appeals {
		if !appeals[i].CopyServedOn.IsZero() && appeals[i].AnsweredOn.IsZero() {
			return &appeals[i]
		}
	}
	return nil
}

func (in *AnswerAppeal) check(c *checks) {
	c.notBefore("on", "答辩日期", in.On, "上诉状副本送达日期", unanswered(c.File).CopyServedOn)
}

func (in *AnswerAppeal) put(f *measures.File) { unanswered(f).AnsweredOn = in.On }

// RecordAppealFee puts the fee of an own appeal on file: the court's notice, the
// payment, or both.
type RecordAppealFee struct {
	NoticeOn calendar.Date `json:"notice_on,omitzero" label:"收到交费通知日期" check:"past" example:"2026-06-16"`
	PaidOn   calendar.Date `json:"paid_on,omitzero" label:"交费日期" check:"past" example:"2026-06-18"`
	Lateness
}

var recordAppealFee = act[RecordAppealFee](Act{
	Name: "record_appeal_fee", Title: "登记上诉费", Article: "第二十五条",
	Doc: "本方上诉的，收到交费通知次日起7日内交纳，逾期按撤回上诉处理。",
	By:  handlers,
	Open: func(f *measures.File) string {
		a := ownAppeal(f)
		switch {
		case a == nil:
			return "本方没有上诉"
		case !a.FeePaidOn.IsZero():
			return "上诉费已于" + a.FeePaidOn.Chinese() + "交纳"
		}
		return undecided(f)
	},
})

// ownAppeal returns the district's own appeal, or nil.
func ownAppeal(f *measures.File) *measures.Appeal {
	appeals := f.Current().Appeals
	for i := range appeals {
		if appeals[i].By == measures.Respondent {
			return &appeals[i]
		}
	}
	return nil
}

func (in *RecordAppealFee) check(c *checks) {
	if in.NoticeOn.IsZero() && in.PaidOn.IsZero() {
		c.wrong("notice_on", "第二十五条", "请填写收到交费通知的日期，或者交费的日期")
	}
	a := ownAppeal(c.File)
	c.notBefore("paid_on", "交费日期", orDay(in.PaidOn, a.On), "上诉日期", a.On)
	c.notBefore("notice_on", "收到交费通知日期", orDay(in.NoticeOn, a.On), "上诉日期", a.On)
}

func (in *RecordAppealFee) put(f *measures.File) {
	a := ownAppeal(f)
	a.FeeNoticeOn, a.FeePaidOn = orDay(in.NoticeOn, a.FeeNoticeOn), orDay(in.PaidOn, a.FeePaidOn)
}

func orDay(d, other calendar.Date) calendar.Date {
	if d.IsZero() {
		return other
	}
	return d
}

// RecordRemand opens the new trial of a dispute that was sent back.
type RecordRemand struct {
	On         calendar.Date `json:"on" label:"重审立案日期" check:"required,past" example:"2026-10-12"`
	CaseNumber string        `json:"case_number,omitempty" label:"重审案号" check:"number" example:"（2026）鲁10行初90号"`
}

var recordRemand = act[RecordRemand](Act{
	Name: "record_remand", Title: "登记发回重审", Article: "第二十五条",
	Doc: "二审或者再审发回重审的，登记原审法院重新立案，案件回到一审。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if j := f.Current().Judgment; j == nil || !j.Remands() {
			return "没有发回重审的裁判"
		}
		return ""
	},
})

func (in *RecordRemand) check(c *checks) {
	c.notBefore("on", "重审立案日期", in.On, "裁判日期", c.Current().Judgment.MadeOn)
}

func (in *RecordRemand) put(f *measures.File) {
	f.Instances = append(f.Instances, measures.Instance{
		Level: measures.First, Round: rounds(f, measures.First), CaseNumber: in.CaseNumber, RemandedOn: in.On,
	})
}

// rounds counts the instances of a level so far.
func rounds(f *measures.File, level measures.Level) int {
	n := 0
	for i := range f.Instances {
		if f.Instances[i].Level == level {
			n++
		}
	}
	return n
}

// RecordEffective records that the decision has taken effect.
type RecordEffective struct {
	measures.Effective

	unserved []string
}

var recordEffective = act[RecordEffective](Act{
	Name: "record_effective", Title: "登记裁判生效", Article: "第二十六条第一款",
	Doc: "登记裁判发生法律效力；败诉的，随即计算败诉报告期限。",
	By:  handlers,
	Open: func(f *measures.File) string {
		i := f.Current()
		switch {
		case i.Judgment == nil:
			return i.Title() + "尚未作出裁判"
		case i.Judgment.Remands():
			return "裁判为发回重审，请办理“登记发回重审”"
		case i.Effective != nil:
			return "裁判已于" + i.Effective.On.Chinese() + "生效"
		case f.Withdrawal != nil:
			return "案件已撤诉或者和解"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		if !f.Lost() {
			return nil
		}
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Warning, Article: "第二十七条",
			Title: "败诉裁判已生效，请报送败诉情况分析报告", Body: "请自收到生效判决之日起10日内，将败诉情况分析报告和行政判决书一同报区司法局。"}}
	},
})

func (in *RecordEffective) check(c *checks) {
	i := c.Current()
	c.notBefore("on", "生效日期", in.On, "裁判送达日期", i.Judgment.ServedOn)
	c.notBefore("received_on", "收到日期", in.ReceivedOn, "裁判送达日期", i.Judgment.ServedOn)
	if until := i.LastAppeal(c.Calendar, c.Edition); !until.IsZero() && !in.On.After(until) {
		c.wrong("on", "第二十五条", "最后一方的上诉期限至%s届满，一审裁判最早于%s生效", until.Chinese(), until.AddDays(1).Chinese())
	}
	in.unserved = c.Unserved(i)
}

// sentence also says whose day of service was not known.
func (in *RecordEffective) sentence() string {
	said := recordEffective.words(in)
	if len(in.unserved) > 0 {
		said += "；尚未登记送达日期的当事人：" + strings.Join(in.unserved, "、")
	}
	return said
}

func (in *RecordEffective) put(f *measures.File) { f.Current().Effective = &in.Effective }

// RecordObligation puts on file what the effective decision orders.
type RecordObligation struct{ measures.Performance }

var recordObligation = act[RecordObligation](Act{
	Name: "record_obligation", Title: "登记裁判确定的义务", Article: "第二十六条第一款",
	Doc: "登记生效裁判要求履行的内容和期限，到期提醒、逾期督办。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch i := f.Current(); {
		case i.Effective == nil:
			return "裁判尚未生效"
		case i.Performance != nil:
			return "裁判确定的义务已经登记"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		p := f.Current().Performance
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Warning, Article: "第二十六条第一款",
			Title: "请依法及时履行生效裁判", Body: p.Duty + "。行政机关负责人应当督促本机关自觉履行。"}}
	},
})

func (in *RecordObligation) check(c *checks) {
	if !in.Due.IsZero() {
		c.notBefore("due", "履行期限", in.Due, "裁判日期", c.Current().Judgment.MadeOn)
	}
}

func (in *RecordObligation) put(f *measures.File) { f.Current().Performance = &in.Performance }

// PerformJudgment records that what was ordered has been done.
type PerformJudgment struct {
	On  calendar.Date `json:"on" label:"履行完毕日期" check:"required,past" example:"2026-08-20"`
	How string        `json:"how" label:"履行情况" check:"required,long" example:"已重新作出补偿决定并送达"`
	Lateness
}

var performJudgment = act[PerformJudgment](Act{
	Name: "perform_judgment", Title: "登记履行情况", Article: "第二十六条第一款",
	Doc: "登记生效裁判履行完毕。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch p := f.Current().Performance; {
		case p == nil:
			return "没有登记裁判确定的义务"
		case !p.DoneOn.IsZero():
			return "已于" + p.DoneOn.Chinese() + "履行完毕"
		}
		return ""
	},
})

func (in *PerformJudgment) check(c *checks) {
	c.notBefore("on", "履行完毕日期", in.On, "裁判日期", c.Current().Judgment.MadeOn)
}

func (in *PerformJudgment) put(f *measures.File) {
	p := f.Current().Performance
	p.DoneOn, p.How = in.On, in.How
}

// RecordRetrialApplication puts on file that somebody wants the effective
// decision retried.
type RecordRetrialApplication struct{ measures.RetrialApplication }

var recordRetrialApplication = act[RecordRetrialApplication](Act{
	Name: "record_retrial_application", Title: "登记再审申请", Article: "第二十六条第二款",
	Doc: "登记本方或者对方的再审申请、检察机关的抗诉。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case f.Kind == measures.Reconsideration:
			return "行政复议决定没有再审"
		case f.Current().Effective == nil:
			return "裁判尚未生效"
		case f.PendingRetrial() != nil:
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

func (in *RecordRetrialApplication) check(c *checks) {
	i := c.Current()
	c.notBefore("on", "申请日期", in.On, "裁判日期", i.Judgment.MadeOn)
	if !in.CopyServedOn.IsZero() {
		c.notBefore("copy_served_on", "副本送达日期", in.CopyServedOn, "申请日期", in.On)
	}
	until := measures.RuleNamed("retrial_application").Calculate(i.Judgment.ServedOn, c.Calendar, c.Edition).Due
	if in.By == measures.ByDistrict && in.On.After(until) {
		c.wrong("on", "第二十六条第二款", "申请再审的期限已于%s届满（6个月，不变期间）", until.Chinese())
	}
}

func (in *RecordRetrialApplication) put(f *measures.File) {
	f.Retrials = append(f.Retrials, in.RetrialApplication)
}

// AnswerRetrial records the written opinion on another party's application.
type AnswerRetrial struct {
	On calendar.Date `json:"on" label:"提交日期" check:"required,past" example:"2026-09-20"`
	Lateness
}

var answerRetrial = act[AnswerRetrial](Act{
	Name: "answer_retrial", Title: "提交再审书面意见", Article: "第二十六条第二款",
	Doc: "对方申请再审的，收到再审申请书副本之日起15日内提交书面意见。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch r := f.PendingRetrial(); {
		case r == nil || r.CopyServedOn.IsZero():
			return "没有需要提交意见的再审申请"
		case !r.AnsweredOn.IsZero():
			return "已于" + r.AnsweredOn.Chinese() + "提交"
		}
		return ""
	},
})

func (in *AnswerRetrial) check(c *checks) {
	c.notBefore("on", "提交日期", in.On, "副本送达日期", c.PendingRetrial().CopyServedOn)
}

func (in *AnswerRetrial) put(f *measures.File) { f.PendingRetrial().AnsweredOn = in.On }

// RecordRetrialDecision says whether the decision will be retried.
type RecordRetrialDecision struct {
	On         calendar.Date `json:"on" label:"裁定日期" check:"required,past" example:"2026-12-01"`
	Accepted   bool          `json:"accepted" label:"是否决定再审"`
	CaseNumber string        `json:"case_number,omitempty" label:"再审案号" check:"number" example:"（2026）最高法行再5号"`
}

var recordRetrialDecision = act[RecordRetrialDecision](Act{
	Name: "record_retrial_decision", Title: "登记再审审查结果", Article: "第二十六条第二款",
	Doc: "登记人民法院裁定再审或者驳回申请；裁定再审的，案件重新进入开庭阶段。",
	By:  handlers,
	Open: func(f *measures.File) string {
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

func (in *RecordRetrialDecision) check(c *checks) {
	c.notBefore("on", "裁定日期", in.On, "申请日期", c.PendingRetrial().On)
	if !in.Accepted && in.CaseNumber != "" {
		c.wrong("case_number", "", "没有决定再审，不应填写再审案号")
	}
}

func (in *RecordRetrialDecision) put(f *measures.File) {
	r := f.PendingRetrial()
	r.DecidedOn, r.Accepted = in.On, in.Accepted
	if !in.Accepted {
		return
	}
	f.Conclusion = nil // the dispute goes on
	f.Instances = append(f.Instances, measures.Instance{
		Level: measures.Retrial, Round: rounds(f, measures.Retrial), CaseNumber: in.CaseNumber, RetriedOn: in.On,
	})
}

// FileLossReport sends the analysis of a loss to the Justice Bureau.
type FileLossReport struct {
	measures.LossReport
	Lateness
}

var fileLossReport = act[FileLossReport](Act{
	Name: "file_loss_report", Title: "报送败诉报告", Article: "第二十七条",
	Doc: "自收到生效判决之日起10日内，将败诉情况分析报告和行政判决书一同报区司法局。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case !f.Lost():
			return "没有生效的败诉裁判，不需要败诉报告"
		case !f.OwesLossReport():
			return "败诉报告已于" + f.LossReport().On.Chinese() + "报送"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		r := f.LossReport()
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}, {Role: models.Reviewer}}, Urgency: models.Reminder,
			Article: "第二十七条", Title: "败诉情况分析报告已报送，请审核", Body: "报送日期：" + r.On.Chinese() + "。" + r.Analysis}}
	},
})

func (in *FileLossReport) check(c *checks) {
	c.notBefore("on", "报送日期", in.On, "裁判生效日期", c.Current().Effective.On)
	if r := c.LossReport(); r != nil {
		c.notBefore("on", "报送日期", in.On, "上次退回日期", r.CheckedOn)
	}
}

func (in *FileLossReport) put(f *measures.File) {
	i := f.Current()
	i.LossReports = append(i.LossReports, in.LossReport)
}

// AcceptLossReport is the Bureau's yes to the analysis.
type AcceptLossReport struct {
	On      calendar.Date `json:"on" label:"审核日期" check:"required,past" example:"2026-07-03"`
	Opinion string        `json:"opinion,omitempty" label:"审核意见" check:"long"`
}

var acceptLossReport = act[AcceptLossReport](Act{
	Name: "accept_loss_report", Title: "败诉报告审核通过", Article: "第二十七条",
	Doc:  "区司法局审核败诉情况分析报告。",
	By:   reviewers,
	Open: unchecked,
})

// unchecked says why there is no loss report to check, or nothing.
func unchecked(f *measures.File) string {
	if r := f.LossReport(); r == nil || !r.CheckedOn.IsZero() {
		return "没有待审核的败诉报告"
	}
	return ""
}

func (in *AcceptLossReport) check(c *checks) {
	c.notBefore("on", "审核日期", in.On, "报送日期", c.LossReport().On)
}

func (in *AcceptLossReport) put(f *measures.File) {
	r := f.LossReport()
	r.CheckedOn, r.Accepted, r.Opinion = in.On, true, in.Opinion
}

// ReturnLossReport sends the analysis back.
type ReturnLossReport struct {
	On      calendar.Date `json:"on" label:"退回日期" check:"required,past" example:"2026-07-03"`
	Opinion string        `json:"opinion" label:"退回意见" check:"required,long" example:"未分析败诉原因，请补充整改措施"`
}

var returnLossReport = act[ReturnLossReport](Act{
	Name: "return_loss_report", Title: "退回败诉报告", Article: "第二十七条",
	Doc:  "败诉情况分析报告不符合要求的，提出意见退回补充。",
	By:   reviewers,
	Open: unchecked,
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Warning, Article: "第二十七条",
			Title: "败诉报告被退回，请补充后再次报送", Body: "退回意见：" + f.LossReport().Opinion}}
	},
})

func (in *ReturnLossReport) check(c *checks) {
	c.notBefore("on", "退回日期", in.On, "报送日期", c.LossReport().On)
}

func (in *ReturnLossReport) put(f *measures.File) {
	r := f.LossReport()
	r.CheckedOn, r.Opinion = in.On, in.Opinion
}

// RecordCompensation puts on file that the claimant has asked for the sum that
// was awarded.
type RecordCompensation struct{ measures.Compensation }

var recordCompensation = act[RecordCompensation](Act{
	Name: "record_compensation", Title: "登记赔偿支付申请", Article: "第二十八条",
	Doc: "登记受理赔偿请求人的支付申请；7日内应当向财政部门提出书面支付申请。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if f.Current().Effective == nil {
			return "裁判尚未生效"
		}
		return ""
	},
})

func (in *RecordCompensation) check(c *checks) {
	c.notBefore("accepted_on", "受理日期", in.AcceptedOn, "裁判生效日期", c.Current().Effective.On)
}

func (in *RecordCompensation) put(f *measures.File) {
	f.Compensation = append(f.Compensation, in.Compensation)
}

// ApplyCompensation asks the treasury to pay.
type ApplyCompensation struct {
	Number   int           `json:"number,omitempty" label:"赔偿序号" check:"positive" help:"第几笔，不填即为最早未申请的一笔"`
	On       calendar.Date `json:"on" label:"向财政部门申请日期" check:"required,past" example:"2026-07-09"`
	Document string        `json:"document,omitempty" label:"申请文号"`
	Lateness
}

var applyCompensation = act[ApplyCompensation](Act{
	Name: "apply_compensation", Title: "向财政部门申请支付", Article: "第二十八条",
	Doc: "按照预算管理权限向财政部门提出书面支付申请。",
	By:  handlers,
	Open: func(f *measures.File) string {
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

// sum settles which sum is meant, and refuses one that is not of the kind.
func (c *checks) sum(number *int, is func(measures.Compensation) bool, what string) *measures.Compensation {
	if *number == 0 {
		*number = next(c.File, is)
	}
	if *number > len(c.Compensation) || !is(c.Compensation[*number-1]) {
		c.wrong("number", "", "第%d笔赔偿不存在，或者%s", *number, what)
		return nil
	}
	return &c.Compensation[*number-1]
}

func (in *ApplyCompensation) check(c *checks) {
	if x := c.sum(&in.Number, unapplied, "已经申请"); x != nil {
		c.notBefore("on", "申请日期", in.On, "受理支付申请日期", x.AcceptedOn)
	}
}

func (in *ApplyCompensation) put(f *measures.File) {
	x := &f.Compensation[in.Number-1]
	x.AppliedOn, x.Document = in.On, in.Document
}

// RecordPayment records that the treasury has paid.
type RecordPayment struct {
	Number int           `json:"number,omitempty" label:"赔偿序号" check:"positive" help:"第几笔，不填即为最早未支付的一笔"`
	On     calendar.Date `json:"on" label:"支付日期" check:"required,past" example:"2026-07-22"`
	Paid   string        `json:"paid" label:"实付金额（元）" check:"required,amount" example:"120000.00"`
	Lateness
}

var recordPayment = act[RecordPayment](Act{
	Name: "record_payment", Title: "登记赔偿支付", Article: "第二十八条",
	Doc: "登记财政部门支付赔偿费用。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if next(f, unpaid) == 0 {
			return "没有待支付的赔偿"
		}
		return ""
	},
})

func (in *RecordPayment) check(c *checks) {
	if x := c.sum(&in.Number, unpaid, "尚未申请，或者已经支付"); x != nil {
		c.notBefore("on", "支付日期", in.On, "向财政部门申请日期", x.AppliedOn)
	}
}

func (in *RecordPayment) put(f *measures.File) {
	x := &f.Compensation[in.Number-1]
	x.PaidOn, x.Paid = in.On, in.Paid
}

// Conclude puts on record that the lawsuit has ended.
type Conclude struct{ measures.Conclusion }

var conclude = act[Conclude](Act{
	Name: "conclude", Title: "案件终结", Article: "第三十条",
	Doc: "登记案件终结，随即计算30日的归档期限。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case f.Conclusion != nil:
			return "案件已于" + f.Conclusion.On.Chinese() + "终结"
		case f.Withdrawal == nil && f.Current().Effective == nil:
			return "裁判尚未生效，也没有撤诉或者和解"
		}
		return ""
	},
})

func (in *Conclude) check(c *checks) {
	if e := c.Current().Effective; e != nil {
		c.notBefore("on", "终结日期", in.On, "裁判生效日期", e.On)
	}
	if w := c.Withdrawal; w != nil {
		c.notBefore("on", "终结日期", in.On, "撤诉日期", w.On)
	}
}

func (in *Conclude) put(f *measures.File) { f.Conclusion = &in.Conclusion }

// ArchiveFile closes the file for good.
type ArchiveFile struct {
	measures.Archive
	Lateness
}

var archive = act[ArchiveFile](Act{
	Name: "archive", Title: "立卷归档", Article: "第三十条",
	Doc: "案件终结后30日内立卷归档，生成卷内目录和备考表；归档后只能补卷。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case f.Conclusion == nil:
			return "案件尚未终结，请先办理“案件终结”"
		case f.OwesLossReport():
			return "败诉情况分析报告尚未报送（第二十七条），请先办理“报送败诉报告”"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Information, Article: "第三十条",
			Title: "案件已归档", Body: fmt.Sprintf("案卷号%s，卷内材料%d件。", f.Archive.Volume, len(f.Archive.Items))}}
	},
})

func (in *ArchiveFile) check(c *checks) {
	c.notBefore("on", "归档日期", in.On, "终结日期", c.Conclusion.On)
	if open := measures.Incomplete(c.File); len(open) > 0 && in.Missing == "" {
		c.wrong("missing_reason", open[0].Article, "案卷尚不完整：%s。请先办结；确须归档的，请填写缺件说明", whats(open))
	}
}

func whats(defects []measures.Defect) string {
	var all []string
	for _, d := range defects {
		all = append(all, d.What)
	}
	return strings.Join(all, "；")
}

func (in *ArchiveFile) put(f *measures.File) { f.Close(in.Archive) }

// SupplementArchive adds a paper to a closed volume.
type SupplementArchive struct{ measures.Supplement }

var supplementArchive = act[SupplementArchive](Act{
	Name: "supplement_archive", Title: "补卷", Article: "第三十条",
	Doc:      "归档后形成或者收到的材料，说明原因补入案卷；原卷内目录不变，补卷另列其后。",
	By:       handlers,
	Archived: true,
	Tell: func(f *measures.File) []models.Notice {
		s := f.Archive.Supplements[len(f.Archive.Supplements)-1]
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Information, Article: "第三十条",
			Title: "案卷" + f.Archive.Volume + "补卷：" + s.Title, Body: "补卷原因：" + s.Reason + "。"}}
	},
})

func (in *SupplementArchive) check(c *checks) {
	c.notBefore("on", "补卷日期", in.On, "归档日期", c.Archive.On)
	if in.MadeOn.After(in.On) {
		c.wrong("made_on", "", "文件日期%s晚于补卷日期%s，请核对", in.MadeOn.Chinese(), in.On.Chinese())
	}
}

func (in *SupplementArchive) put(f *measures.File) {
	f.Archive.Supplements = append(f.Archive.Supplements, in.Supplement)
}
