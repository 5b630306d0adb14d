package workflows

// 补录、销案：what is put on file long after its day, and what never was a lawsuit.

import (
	"fmt"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// CheckEntry says that what was entered late has been checked.
type CheckEntry struct {
	On calendar.Date `json:"on" label:"核对日期" check:"required,past,today" example:"2026-03-05"`
}

var checkEntry = act[CheckEntry](Act{
	Form: Form{
		Name: "check_entry", Title: "核对补录", Article: "第三十一条第二款",
		Doc: "补录的事项已与原件核对；此后确已逾期而未办结的，照常督办。",
		By:  bureau,
	},
	Waiting:     "待核对补录",
	WithoutSuit: true,
	Afterwards:  true,
	Open: func(f *measures.File, l measures.Law) string {
		if f.Unchecked() == nil {
			return "没有待核对的补录"
		}
		return ""
	},
})

// Checking is the act by which what was entered late is checked: it can be done for several
// lawsuits at once.
var Checking = checkEntry

func (in CheckEntry) check(c *checks) {
	c.notBefore("on", "核对日期", in.On, "补录日期", c.Unchecked().On)
}

func (in CheckEntry) put(f *measures.File, _ Stamp) { f.Unchecked().CheckedOn = in.On }

// FinishTakeover says that all of a running lawsuit is on file.
type FinishTakeover struct {
	On calendar.Date `json:"on" label:"接收日期" check:"required,past,today" example:"2026-03-05"`
}

var finishTakeover = act[FinishTakeover](Act{
	Form: Form{
		Name: "finish_takeover", Title: "完成接收", Article: "第三十一条第二款",
		Doc: "接收的在办案件已经补录完毕：现处阶段、进行中的期限和逾期未办的事项一次告知承办单位，此后照常提醒。",
		By:  bureau,
	},
	Afterwards: true,
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case !f.TakenOver || len(f.Entries) == 0: // entered under a law that noted no entries
			return "本案不是接收的在办案件"
		case f.TakeOver() == nil:
			return "已于" + f.Entries[0].TakenOn.Chinese() + "完成接收"
		}
		return ""
	},
})

func (in FinishTakeover) check(c *checks) {
	c.notBefore("on", "接收日期", in.On, "登记日期", c.TakeOver().On)
}

func (in FinishTakeover) put(f *measures.File, _ Stamp) { f.TakeOver().TakenOn = in.On }

// announce tells in one message what has been taken over: where it stands, what runs
// and what is late.
func (in FinishTakeover) announce(s Scene, o *Outcome) []models.Notice {
	var runs, late []string
	for _, c := range o.Clocks {
		switch what := fmt.Sprintf("%s%s（%s，%s）", c.Title, subject(c), c.Limit().Chinese(), o.File.OwnerOf(c)); {
		case c.Key == measures.EntryCheck:
		case c.Overdue(s.Today):
			late = append(late, what)
		case c.State == measures.Running:
			runs = append(runs, what)
		}
	}
	body := "本案此前已在办理，现接收到本系统，处于“" + measures.StageOf(&o.File).Title() + "”阶段。"
	if len(runs) > 0 {
		body += "进行中的期限：" + strings.Join(runs, "；") + "。"
	}
	if len(late) > 0 {
		body += "台账未见办理、已经逾期的：" + strings.Join(late, "；") + "。已经办理的请告知区司法局补录，尚未办理的请尽快办理。"
	}
	return []models.Notice{{To: handlersOf(&o.File), Urgency: models.Information, Article: "第三十一条第二款", Title: "接收在办案件：" + o.File.CaseNumber, Body: body}}
}

// StrikeOff takes a lawsuit off the register that was entered by mistake.
type StrikeOff struct{ measures.Strike }

var strikeOff = act[StrikeOff](Act{
	Form: Form{
		Name: "strike_off", Title: "销案", Article: "第三十一条第二款",
		Doc: "误登记、重复登记的案件，由区司法局负责人核准后销案：各项期限不再计算，不计入统计，记录保留。真实发生的案件以裁判、撤诉终结，不得销案。",
		By:  []models.Role{models.Director},
	},
	WithoutSuit: true,
	Since:       measures.Papers,
	Open: func(f *measures.File, l measures.Law) string {
		known := func(in measures.Instance) bool { return in.Known }
		if l.Logic < measures.Letters {
			known = func(measures.Instance) bool { return false }
		}
		if own := slices.DeleteFunc(slices.Clone(f.Instances), known); len(own) > 1 || len(f.Current().Papers) > 0 {
			return "已登记人民法院的裁判，不是误登记；登记有误的请办理更正"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: append(handlersOf(f), models.Recipient{Role: models.Clerk}), Urgency: models.Warning, Article: "第三十一条第二款",
			Title: "案件已销案", Body: "销案原因：" + f.Struck.Reason + "。本案不再办理。"}}
	},
})

func (in StrikeOff) check(*checks) {}

func (in StrikeOff) put(f *measures.File, _ Stamp) { f.Struck = &in.Strike }

// RecordCaseNumber puts on file the number that the open instance got later, or another
// one, and another court, as after it was sent there.
type RecordCaseNumber struct {
	On         calendar.Date `json:"on" label:"知悉日期" check:"required,past,today" example:"2026-04-20"`
	CaseNumber string        `json:"case_number,omitempty" label:"本审级案号" check:"number" example:"（2026）鲁10行初90号" help:"后取得的案号，或者移送后的新案号"`
	Court      string        `json:"court,omitempty" label:"审理法院" example:"威海市环翠区人民法院" help:"移送、指定管辖后的法院"`
	Document   string        `json:"document,omitempty" label:"文书" example:"移送通知书"`
}

var recordCaseNumber = act[RecordCaseNumber](Act{
	Form: Form{
		Name: "record_case_number", Title: "登记案号或者法院变更", Article: "《行诉解释》第十条", InReview: "登记案号或者行政复议机关变更",
		Doc: "二审、再审、重审的案号后取得的，移送、指定管辖后案号和法院变更的，在此登记；原案号保留，仍可查询。",
		By:  handlers,
	},
	Since: measures.Papers,
})

func (in RecordCaseNumber) check(c *checks) {
	i := c.Current()
	c.doubtNumber(in.CaseNumber, "知悉", in.On)
	if in.CaseNumber == "" && in.Court == "" {
		c.wrong("case_number", "", "请填写案号或者法院")
	}
	if (in.CaseNumber == "" || in.CaseNumber == i.CaseNumber) && (in.Court == "" || in.Court == c.CourtOf(i)) && in.CaseNumber+in.Court != "" {
		c.wrong("case_number", "", "与现有的案号和法院相同")
	}
}

func (in RecordCaseNumber) put(f *measures.File, s Stamp) {
	i := f.Current()
	i.Court = f.CourtOf(i)
	i.Renumber(in.CaseNumber, in.Court, in.On, s.Law)
}

// LinkLawsuits says with what other lawsuit this one has to do.
type LinkLawsuits struct{ measures.Link }

var linkLawsuits = act[LinkLawsuits](Act{
	Form: Form{
		Name: "link_lawsuits", Title: "登记相关案件", Article: "第三十一条第二款",
		Doc: "撤诉后再诉、赔偿另诉、重作后再诉、系列案、合并审理、复议后诉讼等相关案件，登记后在各案中相互显示。",
		By:  handlers,
	},
	WithoutSuit: true,
	Afterwards:  true,
	Since:       measures.Papers,
})

func (in LinkLawsuits) check(c *checks) {
	if slices.ContainsFunc(c.Instances, func(i measures.Instance) bool { return i.CaseNumber == in.CaseNumber }) {
		c.wrong("case_number", "", "%s是本案自己的案号", in.CaseNumber)
	}
	if slices.Contains(c.AllLinks(), in.Link) {
		c.wrong("case_number", "", "与%s的关系已经登记", in.CaseNumber)
	}
}

func (in LinkLawsuits) put(f *measures.File, _ Stamp) { f.Linked = append(f.Linked, in.Link) }
