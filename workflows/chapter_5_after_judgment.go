package workflows

// 第五章 出庭应诉（第二十五条）：裁判、上诉、生效

import (
	"fmt"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// RecordJudgment puts a court's decision on file.
type RecordJudgment struct{ measures.Judgment }

var recordJudgment = act[RecordJudgment](Act{
	Form: Form{
		Name: "record_judgment", Title: "登记裁判", Article: "第二十五条",
		Doc: "登记判决、裁定、调解书或者行政复议决定，随即计算上诉期限。",
		By:  handlers,
	},
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

// among are the ways in which a court, or a reconsideration organ, decides.
func (RecordJudgment) among(s Scene) map[string][]measures.Choice {
	var all []measures.Choice
	for _, o := range measures.Outcomes {
		if either := o.Form == measures.MediationForm || o.Name == "其他"; either || (o.Form == measures.DecisionForm) == (s.Kind == measures.Reconsideration) {
			all = append(all, measures.Choice{Value: o.Name, Title: o.Form.Title() + "：" + o.Name})
		}
	}
	return map[string][]measures.Choice{"outcome": all}
}

func (in RecordJudgment) check(c *checks) {
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

func (in RecordJudgment) put(f *measures.File, _ Stamp) { f.Current().Judgment = &in.Judgment }

// RecordService says when another party received the decision.
type RecordService struct{ measures.Service }

var recordService = act[RecordService](Act{
	Form: Form{
		Name: "record_service", Title: "登记裁判送达其他当事人", Article: "第二十五条",
		Doc: "各方的上诉期限自各自收到之日起算；最后一方届满后裁判生效。",
		By:  handlers,
	},
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

func (in RecordService) check(c *checks) {
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

func (in RecordService) put(f *measures.File, _ Stamp) {
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
	Form: Form{
		Name: "record_appeal", Title: "登记上诉", Article: "第二十五条",
		Doc: "登记任何一方的上诉，案件转入二审，重新进入开庭阶段；二审裁判前可以登记他方的上诉。",
		By:  handlers,
	},
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

func (in RecordAppeal) check(c *checks) {
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
	until := i.AppealableBy(a.By, c.Law)
	if a.By == measures.Respondent {
		until = i.AppealableUntil(c.Law)
	}
	switch {
	case until.IsZero() || !a.On.After(until):
	case a.By == measures.Respondent:
		c.wrong("on", "第二十五条", "被告的上诉期限已于%s届满，%s不能再上诉", until.Chinese(), a.On.Chinese())
	default:
		c.wrong("on", "第二十五条", "按登记的送达日期，%s的上诉期限已于%s届满，请核对送达日期和上诉日期", a.By.Title(), until.Chinese())
	}
}

func (in RecordAppeal) put(f *measures.File, _ Stamp) {
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
	On calendar.Date `json:"on" label:"答辩日期" check:"required,past,today" example:"2026-06-25"`
	Lateness
}

var answerAppeal = act[AnswerAppeal](Act{
	Form: Form{
		Name: "answer_appeal", Title: "提交上诉答辩状", Article: "第二十五条",
		Doc: "对方上诉的，收到上诉状副本之日起15日内提出答辩状。",
		By:  handlers,
	},
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

func (in AnswerAppeal) check(c *checks) {
	c.notBefore("on", "答辩日期", in.On, "上诉状副本送达日期", unanswered(c.File).CopyServedOn)
}

func (in AnswerAppeal) put(f *measures.File, _ Stamp) { unanswered(f).AnsweredOn = in.On }

// RecordAppealFee puts the fee of an own appeal on file: the court's notice, the
// payment, or both.
type RecordAppealFee struct {
	NoticeOn calendar.Date `json:"notice_on,omitzero" label:"收到交费通知日期" check:"past" example:"2026-06-16"`
	PaidOn   calendar.Date `json:"paid_on,omitzero" label:"交费日期" check:"past" example:"2026-06-18"`
	Lateness
}

var recordAppealFee = act[RecordAppealFee](Act{
	Form: Form{
		Name: "record_appeal_fee", Title: "登记上诉费", Article: "第二十五条",
		Doc: "本方上诉的，收到交费通知次日起7日内交纳，逾期按撤回上诉处理。",
		By:  handlers,
	},
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

func (in RecordAppealFee) check(c *checks) {
	if in.NoticeOn.IsZero() && in.PaidOn.IsZero() {
		c.wrong("notice_on", "第二十五条", "请填写收到交费通知的日期，或者交费的日期")
	}
	a := ownAppeal(c.File)
	c.notBefore("paid_on", "交费日期", orDay(in.PaidOn, a.On), "上诉日期", a.On)
	c.notBefore("notice_on", "收到交费通知日期", orDay(in.NoticeOn, a.On), "上诉日期", a.On)
}

func (in RecordAppealFee) put(f *measures.File, _ Stamp) {
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
	On         calendar.Date `json:"on" label:"重审立案日期" check:"required,past,today" example:"2026-10-12"`
	CaseNumber string        `json:"case_number,omitempty" label:"重审案号" check:"number" example:"（2026）鲁10行初90号"`
}

var recordRemand = act[RecordRemand](Act{
	Form: Form{
		Name: "record_remand", Title: "登记发回重审", Article: "第二十五条",
		Doc: "二审或者再审发回重审的，登记原审法院重新立案，案件回到一审。",
		By:  handlers,
	},
	Open: func(f *measures.File) string {
		switch j := f.Current().Judgment; {
		case f.Withdrawal != nil:
			return "案件已撤诉或者和解"
		case j == nil || !j.Remands():
			return "没有发回重审的裁判"
		}
		return ""
	},
})

func (in RecordRemand) check(c *checks) {
	c.notBefore("on", "重审立案日期", in.On, "裁判日期", c.Current().Judgment.MadeOn)
}

func (in RecordRemand) put(f *measures.File, _ Stamp) {
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
type RecordEffective struct{ measures.Effective }

var recordEffective = act[RecordEffective](Act{
	Form: Form{
		Name: "record_effective", Title: "登记裁判生效", Article: "第二十六条第一款",
		Doc: "登记裁判发生法律效力；败诉的，随即计算败诉报告期限。",
		By:  handlers,
	},
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

func (in RecordEffective) check(c *checks) {
	i := c.Current()
	c.notBefore("on", "生效日期", in.On, "裁判送达日期", i.Judgment.ServedOn)
	c.notBefore("received_on", "收到日期", in.ReceivedOn, "裁判送达日期", i.Judgment.ServedOn)
	if until := i.LastAppeal(c.Law); !until.IsZero() && !in.On.After(until) {
		c.wrong("on", "第二十五条", "最后一方的上诉期限至%s届满，一审裁判最早于%s生效", until.Chinese(), until.AddDays(1).Chinese())
	}
}

// sentence also says whose day of service was not known.
func (in RecordEffective) sentence(s Scene) string {
	said := recordEffective.words(in)
	if unserved := s.Unserved(s.Current()); len(unserved) > 0 {
		said += "；尚未登记送达日期的当事人：" + strings.Join(unserved, "、")
	}
	return said
}

func (in RecordEffective) put(f *measures.File, _ Stamp) { f.Current().Effective = &in.Effective }
