package workflows

// 第五章 出庭应诉（第二十五条至第三十条）：裁判之后

import (
	"fmt"
	"slices"

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
type RecordJudgment struct {
	Number   string        `json:"number" label:"裁判文书号" check:"required" example:"（2026）鲁10行初15号"`
	Form     measures.Form `json:"form" label:"裁判形式" check:"required"`
	Outcome  string        `json:"outcome" label:"裁判结果" check:"required" example:"撤销并责令重作"`
	Lost     bool          `json:"lost" label:"是否败诉" help:"撤销、变更、确认违法或者无效、责令履行、判决赔偿等计为败诉"`
	MadeOn   calendar.Date `json:"made_on" label:"裁判日期" check:"required,past" example:"2026-06-01"`
	ServedOn calendar.Date `json:"served_on" label:"送达日期" check:"required,past" example:"2026-06-05" help:"上诉期限自次日起算"`
}

var recordJudgment = act[RecordJudgment](Act{
	Name: "record_judgment", Title: "登记裁判", Article: "第二十五条",
	Doc:  "登记判决、裁定或者调解书，随即计算上诉期限。",
	By:   handlers,
	Open: undecided,
	Tell: func(f *measures.File) []models.Notice {
		j := f.Current().Judgment
		title := fmt.Sprintf("%s%s：%s", f.Current().Level.Title(), j.Form.Title(), j.Outcome)
		urgency := models.Information
		if j.Lost {
			title, urgency = title+"（败诉）", models.Warning
		}
		to := append(handlersOf(f), officialsOf(f)...)
		return []models.Notice{{To: append(to, models.Recipient{Role: models.Clerk}, models.Recipient{Role: models.Director}),
			Urgency: urgency, Article: "第二十五条", Title: title, Body: "裁判文书于" + j.ServedOn.Chinese() + "送达，请研究是否上诉。"}}
	},
})

func (in *RecordJudgment) check(c *checks) {
	c.notBefore("made_on", "裁判日期", in.MadeOn, "送达日期", c.File.ServedOn)
	c.notBefore("served_on", "送达日期", in.ServedOn, "裁判日期", in.MadeOn)
	i := c.Current()
	if i.Appeal != nil {
		c.notBefore("made_on", "裁判日期", in.MadeOn, "上诉日期", i.Appeal.On)
	}
	for _, h := range i.Hearings {
		if h.Held != nil {
			c.notBefore("made_on", "裁判日期", in.MadeOn, "开庭日期", h.Held.On)
		}
	}
}

func (in *RecordJudgment) put(f *measures.File) {
	f.Current().Judgment = &measures.Judgment{
		Number: in.Number, Form: in.Form, Outcome: in.Outcome, Lost: in.Lost, MadeOn: in.MadeOn, ServedOn: in.ServedOn,
	}
}

// RecordAppeal takes the dispute to the second instance.
type RecordAppeal struct {
	By           measures.Party `json:"by" label:"上诉人" check:"required"`
	On           calendar.Date  `json:"on" label:"上诉日期" check:"required,past" example:"2026-06-12"`
	CaseNumber   string         `json:"case_number,omitempty" label:"二审案号" check:"number" example:"（2026）鲁行终88号" help:"尚未取得的可以不填"`
	CopyServedOn calendar.Date  `json:"copy_served_on,omitzero" label:"上诉状副本送达日期" check:"past" help:"对方上诉的填写；15日内提出答辩状"`
}

var recordAppeal = act[RecordAppeal](Act{
	Name: "record_appeal", Title: "登记上诉", Article: "第二十五条",
	Doc: "登记任何一方的上诉，案件转入二审，重新进入开庭阶段。",
	By:  handlers,
	Open: func(f *measures.File) string {
		i := f.Current()
		switch {
		case f.Withdrawal != nil:
			return "案件已撤诉或者和解"
		case i.Judgment == nil:
			return "一审尚未作出裁判"
		case i.Level != measures.First:
			return i.Level.Title() + "裁判为终审裁判，不能上诉"
		case i.Judgment.Form == measures.MediationForm:
			return "调解书不能上诉"
		case i.Effective != nil:
			return "裁判已于" + i.Effective.On.Chinese() + "生效"
		}
		return ""
	},
})

func (in *RecordAppeal) check(c *checks) {
	i := c.Current()
	c.notBefore("on", "上诉日期", in.On, "裁判日期", i.Judgment.MadeOn)
	if until := i.AppealableUntil(c.Calendar, c.Edition); in.By == measures.Respondent && in.On.After(until) {
		c.wrong("on", "第二十五条", "被告的上诉期限已于%s届满，%s不能再上诉", until.Chinese(), in.On.Chinese())
	}
	if !in.CopyServedOn.IsZero() {
		c.notBefore("copy_served_on", "上诉状副本送达日期", in.CopyServedOn, "上诉日期", in.On)
	}
	if in.CaseNumber != "" && in.CaseNumber == i.CaseNumber {
		c.wrong("case_number", "", "二审案号与一审案号相同，请核对")
	}
}

func (in *RecordAppeal) put(f *measures.File) {
	f.Instances = append(f.Instances, measures.Instance{
		Level: measures.Second, CaseNumber: in.CaseNumber,
		Appeal: &measures.Appeal{By: in.By, On: in.On, CopyServedOn: in.CopyServedOn},
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
		a := f.Current().Appeal
		switch {
		case a == nil || a.CopyServedOn.IsZero():
			return "没有需要答辩的上诉"
		case !a.AnsweredOn.IsZero():
			return "已于" + a.AnsweredOn.Chinese() + "答辩"
		}
		return undecided(f)
	},
})

func (in *AnswerAppeal) check(c *checks) {
	c.notBefore("on", "答辩日期", in.On, "上诉状副本送达日期", c.Current().Appeal.CopyServedOn)
}

func (in *AnswerAppeal) put(f *measures.File) { f.Current().Appeal.AnsweredOn = in.On }

// RecordEffective records that the decision has taken effect.
type RecordEffective struct {
	On         calendar.Date `json:"on" label:"生效日期" check:"required,past" example:"2026-06-23"`
	ReceivedOn calendar.Date `json:"received_on" label:"收到生效裁判日期" check:"required,past" example:"2026-06-23" help:"败诉报告的10日自收到生效判决之日的次日起算"`
}

var recordEffective = act[RecordEffective](Act{
	Name: "record_effective", Title: "登记裁判生效", Article: "第二十六条第一款",
	Doc: "登记裁判发生法律效力；败诉的，随即计算败诉报告期限。",
	By:  handlers,
	Open: func(f *measures.File) string {
		i := f.Current()
		switch {
		case i.Judgment == nil:
			return i.Level.Title() + "尚未作出裁判"
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
	if until := i.AppealableUntil(c.Calendar, c.Edition); !until.IsZero() && !in.On.After(until) {
		c.wrong("on", "第二十五条", "上诉期限至%s届满，一审裁判最早于%s生效", until.Chinese(), until.AddDays(1).Chinese())
	}
}

func (in *RecordEffective) put(f *measures.File) {
	f.Current().Effective = &measures.Effective{On: in.On, ReceivedOn: in.ReceivedOn}
}

// FileLossReport sends the analysis of a loss to the Justice Bureau.
type FileLossReport struct {
	On       calendar.Date `json:"on" label:"报送日期" check:"required,past" example:"2026-07-01"`
	Analysis string        `json:"analysis,omitempty" label:"败诉原因分析" check:"long" example:"事实不清，主要证据不足"`
	Remedy   string        `json:"remedy,omitempty" label:"整改措施" check:"long"`
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
		case f.LossReport != nil:
			return "败诉报告已于" + f.LossReport.On.Chinese() + "报送"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}, {Role: models.Reviewer}}, Urgency: models.Information,
			Article: "第二十七条", Title: "败诉情况分析报告已报送", Body: "报送日期：" + f.LossReport.On.Chinese() + "。"}}
	},
})

func (in *FileLossReport) check(c *checks) {
	c.notBefore("on", "报送日期", in.On, "裁判生效日期", c.Current().Effective.On)
}

func (in *FileLossReport) put(f *measures.File) {
	f.LossReport = &measures.LossReport{On: in.On, Analysis: in.Analysis, Remedy: in.Remedy}
}

// Conclude puts on record that the lawsuit has ended.
type Conclude struct {
	On     calendar.Date `json:"on" label:"终结日期" check:"required,past" example:"2026-07-05" help:"立卷归档的30日自次日起算"`
	Reason string        `json:"reason" label:"终结事由" check:"required,long" example:"裁判生效并已履行"`
}

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

func (in *Conclude) put(f *measures.File) {
	f.Conclusion = &measures.Conclusion{On: in.On, Reason: in.Reason}
}

// ArchiveFile closes the file for good.
type ArchiveFile struct {
	On     calendar.Date `json:"on" label:"归档日期" check:"required,past" example:"2026-07-30"`
	Volume string        `json:"volume" label:"案卷号" check:"required" example:"环应诉〔2026〕15卷"`
	Lateness
}

var archive = act[ArchiveFile](Act{
	Name: "archive", Title: "立卷归档", Article: "第三十条",
	Doc: "案件终结后30日内立卷归档，列出卷内材料；归档后不能再办理。",
	By:  handlers,
	Open: func(f *measures.File) string {
		switch {
		case f.Conclusion == nil:
			return "案件尚未终结，请先办理“案件终结”"
		case f.Lost() && f.LossReport == nil:
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
}

func (in *ArchiveFile) put(f *measures.File) {
	f.Archive = &measures.Archive{On: in.On, Volume: in.Volume, Items: contents(f)}
}

// contents lists what is in the file, in the order in which it is bound.
func contents(f *measures.File) []string {
	items := []string{"应诉通知书、起诉状副本、送达回证"}
	if f.AgainstDistrict() {
		items = append(items, "转办材料")
	}
	papers := slices.Clone(f.Materials)
	slices.SortStableFunc(papers, func(a, b measures.Material) int { return int(a.Kind - b.Kind) })
	for _, m := range papers {
		items = append(items, fmt.Sprintf("%s：%s", m.Kind.Title(), m.Title))
	}
	for n, r := range f.Reviews {
		items = append(items, fmt.Sprintf("第%d次审查意见（%s）", n+1, r.DecidedOn))
	}
	for _, x := range f.Filings {
		items = append(items, fmt.Sprintf("提交回执（%s，%s）", x.On, x.Method))
	}
	for i := range f.Instances {
		items = append(items, instanceContents(&f.Instances[i])...)
	}
	if f.LossReport != nil {
		items = append(items, fmt.Sprintf("败诉情况分析报告（%s）", f.LossReport.On))
	}
	return append(items, "办理日志", "卷内备考表")
}

func instanceContents(in *measures.Instance) []string {
	var items []string
	if in.Appeal != nil {
		items = append(items, fmt.Sprintf("%s上诉状（%s）", in.Appeal.By.Title(), in.Appeal.On))
	}
	for _, h := range in.Hearings {
		items = append(items, fmt.Sprintf("%s传票（%s）", in.Level.Title(), h.On))
		if h.Official != nil {
			items = append(items, fmt.Sprintf("出庭负责人名单：%s", h.Official.Name))
		}
		if h.Held != nil {
			items = append(items, fmt.Sprintf("庭审笔录（%s）", h.Held.On))
		}
	}
	if j := in.Judgment; j != nil {
		items = append(items, fmt.Sprintf("%s%s%s", in.Level.Title(), j.Form.Title(), j.Number))
	}
	return items
}
