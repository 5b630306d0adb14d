package workflows

// 更正：what was put on file wrongly is voided or filled in anew, by two persons,
// and the file is made again from its acts. Nothing is erased.

import (
	"encoding/json"
	"fmt"
	"slices"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// ProposeCorrection says what is wrong with an act on file, and what it should
// have been. It changes no fact until another person confirms it.
type ProposeCorrection struct {
	Line   int             `json:"line" label:"办理序号" check:"required,positive" help:"办理日志中第几项办理；第1项是收案登记"`
	Void   bool            `json:"void,omitempty" label:"作废" help:"该项办理从未发生的选择作废"`
	Input  json.RawMessage `json:"input,omitempty" label:"更正后的内容" help:"作废的不填；更正的填写该项办理的全部内容"`
	Reason string          `json:"reason" label:"更正原因" check:"required,long" example:"送达日期误录，以送达回证为准"`
}

var proposeCorrection = act[ProposeCorrection](Act{
	Form: Form{
		Name: "propose_correction", Title: "申请更正", Article: "第三十条",
		Doc: "对已登记的事项提出更正或者作废，由第二人确认后生效；原记录保留在日志中。",
		By:  append([]models.Role{models.Reviewer}, handlers...),
	},
	WithoutSuit: true,
	LooksBack:   true,
	Afterwards:  true,
	Open: func(f *measures.File, l measures.Law) string {
		if c := f.PendingCorrection(); c != nil {
			return "对“" + c.Title + "”的更正尚待确认，请先处理"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		c := f.PendingCorrection()
		return []models.Notice{{To: append(officialsOf(f), models.Recipient{Role: models.Reviewer}, models.Recipient{Role: models.Director}),
			Urgency: models.Reminder, Article: "第三十条", Title: "更正待确认：" + c.Title, Body: "更正原因：" + c.Reason + "。请核对原件后确认或者不予更正。"}}
	},
})

// Correcting is the act by which a line of the journal is corrected: it is offered
// beside each.
var Correcting = proposeCorrection

func (in ProposeCorrection) check(c *checks) {
	if in.Line > len(c.Done) {
		c.wrong("line", "", "没有第%d项办理，共%d项", in.Line, len(c.Done))
		return
	}
	wrong, counts := amend(c.Done[in.Line-1], in.Line, confirmed(c.Done))
	form := FormNamed(wrong.Act)
	switch {
	case looksBack(wrong.Act):
		c.wrong("line", "", "“%s”本身不能更正，请对有误的事项另行申请", form.Title)
	case in.Void && in.Line == 1:
		c.wrong("void", "", "收案登记不能作废；误登记的，由区司法局负责人核准后办理“销案”，不得以撤诉登记")
	case in.Void == (len(in.Input) > 0):
		c.wrong("input", "", "请选择作废，或者填写更正后的内容，二者择一")
	case in.Void && !counts:
		c.wrong("void", "", "第%d项办理已经作废", in.Line)
	case counts && !in.Void && form.describe(in.Input, c.Bench) == form.describe(wrong.Input, c.Bench):
		c.wrong("input", "", "更正后的内容与现有内容相同")
	default:
		_, refusal := corrected(c.Bench, in.correction(c.Stamp))
		c.blame(form, refusal)
	}
}

// blame passes on why a correction cannot be.
func (c *checks) blame(corrected *Form, refusal *models.Error) {
	if refusal == nil {
		return
	}
	if len(refusal.Fields) == 0 {
		c.wrong("input", refusal.Article, "%s", refusal.Detail)
	}
	for _, f := range refusal.Fields {
		c.wrong("input."+f.Field, refusal.Article, "%s：%s", corrected.Title, f.Detail)
	}
}

func (in ProposeCorrection) correction(s Stamp) measures.Correction {
	form := in.of(s.Bench)
	return measures.Correction{
		Line: in.Line, Act: form.Name, Title: form.Title, Void: in.Void, Input: in.Input,
		Reason: in.Reason, By: s.By.Username, On: s.Today,
	}
}

// of returns the form of what is to be corrected.
func (in ProposeCorrection) of(b Bench) *Form { return FormNamed(b.Done[in.Line-1].Act) }

func (in ProposeCorrection) put(f *measures.File, s Stamp) {
	f.Corrections = append(f.Corrections, in.correction(s))
}

func (in ProposeCorrection) sentence(s Scene) string {
	form := in.of(s.Bench)
	if in.Void {
		return fmt.Sprintf("拟作废第%d项办理“%s”；原因：%s", in.Line, form.Title, in.Reason)
	}
	return fmt.Sprintf("拟将第%d项办理更正为：%s；原因：%s", in.Line, form.describe(in.Input, s.Bench), in.Reason)
}

// foresee shows what will move once the correction is confirmed: proposed, it moves
// nothing yet.
func (in ProposeCorrection) foresee(s Scene) (measures.File, *models.Error) {
	return corrected(s.Bench, in.correction(s.Stamp))
}

// ConfirmCorrection is the second person's yes: the file is made anew.
type ConfirmCorrection struct {
	Opinion string `json:"opinion,omitempty" label:"确认意见" check:"long" example:"已核对送达回证原件"`
}

var confirmCorrection = act[ConfirmCorrection](Act{
	Form: Form{
		Name: "confirm_correction", Title: "确认更正", Article: "第三十条",
		Doc: "由申请人以外的第二人核对原件后确认；案件事实和期限随即按更正后的内容重新形成。",
		By:  seconds,
	},
	Waiting:     "待确认更正",
	WithoutSuit: true,
	LooksBack:   true,
	Afterwards:  true,
	Open:        nothingToCorrect,
	Second:      func(f *measures.File) string { return f.PendingCorrection().By },
	Tell: func(f *measures.File) []models.Notice {
		c := f.Corrections[len(f.Corrections)-1]
		return []models.Notice{{To: append(handlersOf(f), models.Recipient{Role: models.Clerk}), Urgency: models.Warning, Article: "第三十条",
			Title: "已更正：" + c.Title, Body: "更正原因：" + c.Reason + "。请查看案件的期限，以更正后的日期为准。"}}
	},
})

// Confirming is the act by which another person says yes to a correction: it is theirs to do
// as soon as it is open, at whatever stage.
var Confirming = confirmCorrection

// seconds are those who may say yes or no to somebody else's correction.
var seconds = []models.Role{models.Reviewer, models.Director, models.UnitOfficial}

func nothingToCorrect(f *measures.File, l measures.Law) string {
	if f.PendingCorrection() == nil {
		return "没有待确认的更正"
	}
	return ""
}

func (in ConfirmCorrection) check(c *checks) {
	pending := *c.PendingCorrection()
	if pending.By == c.By.Username {
		c.wrong("opinion", "第三十条", "更正须由第二人确认，您是申请人，请由其他审查人或者负责人确认")
		return
	}
	if _, refusal := corrected(c.Bench, pending); refusal != nil {
		c.blame(FormNamed(pending.Act), refusal)
	}
}

func (in ConfirmCorrection) put(f *measures.File, s Stamp) {
	corrections := f.Corrections
	made, refusal := corrected(s.Bench, *f.PendingCorrection())
	if refusal != nil {
		panic(refusal) // it was judged on the same bench a moment ago
	}
	*f = made
	f.Corrections = corrections
	c := f.PendingCorrection()
	c.Confirmed, c.Opinion, c.DecidedOn, c.DecidedBy = true, in.Opinion, s.Today, s.By.Username
}

// DeclineCorrection leaves the file as it is.
type DeclineCorrection struct {
	Opinion string `json:"opinion" label:"不予更正的理由" check:"required,long" example:"与送达回证一致，无须更正"`
}

var declineCorrection = act[DeclineCorrection](Act{
	Form: Form{
		Name: "decline_correction", Title: "不予更正", Article: "第三十条",
		Doc: "不同意更正的说明理由，案件事实不变；申请人也可以此撤回申请。",
		By:  append([]models.Role{models.Reviewer}, handlers...),
	},
	WithoutSuit: true,
	LooksBack:   true,
	Afterwards:  true,
	Open:        nothingToCorrect,
})

func (in DeclineCorrection) check(c *checks) {
	if !slices.Contains(seconds, c.By.Role) && c.PendingCorrection().By != c.By.Username {
		c.wrong("opinion", "第三十条", "只有申请人、审查人和负责人可以办理")
	}
}

func (in DeclineCorrection) put(f *measures.File, s Stamp) {
	c := f.PendingCorrection()
	c.Opinion, c.DecidedOn, c.DecidedBy = in.Opinion, s.Today, s.By.Username
}

// Amended returns an act as it counts now, after the corrections that were
// confirmed.
func Amended(done []models.Done, line int) models.Done {
	d, _ := amend(done[line-1], line, confirmed(done))
	return d
}

// Compare says, in words, what an act on file says and what it would say with a
// correction.
func Compare(c measures.Correction, b Bench) (was, becomes string) {
	now, counts := amend(b.Done[c.Line-1], c.Line, confirmed(b.Done))
	form := FormNamed(now.Act)
	if was = form.describe(now.Input, b); !counts {
		was = "已作废"
	}
	if c.Void {
		return was, "作废"
	}
	return was, form.describe(c.Input, b)
}
