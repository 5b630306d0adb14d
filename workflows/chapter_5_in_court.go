package workflows

// 第五章 出庭应诉（第十九条至第二十四条）

import (
	"fmt"
	"strings"

	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// inCourt waits until the open instance has been decided: summoned, the official
// named (第十九条第三款), heard, as often as the court hears it.
func (p *proceeding) inCourt(ctx workflow.Context) {
	p.await(ctx, measures.Trying)
}

// RecordSummons puts the court's summons on file.
type RecordSummons struct {
	HearingOn calendar.Date `json:"hearing_on" label:"开庭日期" check:"required" example:"2026-04-10"`
	Time      string        `json:"time,omitempty" label:"开庭时间" example:"09:30"`
	Place     string        `json:"place,omitempty" label:"开庭地点" example:"第三法庭"`
}

var recordSummons = act[RecordSummons](Act{
	Name: "record_summons", Title: "登记传票", Article: "第十九条第三款",
	Doc: "登记人民法院的开庭传票，随即计算出庭负责人名单的报备期限。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if h := f.Current().Hearing(); h != nil {
			return h.On.Chinese() + "的开庭尚未结束；改期请办理“延期开庭”"
		}
		return undecided(f)
	},
	Tell: func(f *measures.File) []models.Notice {
		h := f.Current().Hearing()
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Reminder, Article: "第十九条",
			Title: "收到开庭传票：" + h.On.Chinese(),
			Body:  fmt.Sprintf("开庭时间：%s %s，地点：%s。行政机关负责人应当出庭应诉，请确定出庭负责人并报区司法局备案。", h.On.Chinese(), h.Time, h.Place)}}
	},
})

// undecided says why the open instance takes nothing more, or nothing.
func undecided(f *measures.File) string {
	switch {
	case f.Withdrawal != nil:
		return "案件已撤诉或者和解"
	case f.Current().Judgment != nil:
		return f.Current().Level.Title() + "已作出裁判"
	}
	return ""
}

func (in *RecordSummons) check(c *checks) {
	c.timeOfDay("time", in.Time)
	c.notBefore("hearing_on", "开庭日期", in.HearingOn, "送达日期", c.ServedOn)
	if a := c.Current().Appeal; a != nil {
		c.notBefore("hearing_on", "开庭日期", in.HearingOn, "上诉日期", a.On)
	}
}

func (in *RecordSummons) put(f *measures.File) {
	i := f.Current()
	i.Hearings = append(i.Hearings, measures.Hearing{On: in.HearingOn, Time: in.Time, Place: in.Place})
}

// NameOfficial files the official who will stand in court.
type NameOfficial struct {
	Name     string        `json:"name" label:"姓名" check:"required" example:"赵某某"`
	Post     string        `json:"post" label:"职务" check:"required" example:"副区长"`
	Rank     measures.Rank `json:"rank" label:"负责人类别" check:"required"`
	Employer string        `json:"employer" label:"所在机关" check:"required" example:"区政府" help:"须为被诉行政机关"`
	On       calendar.Date `json:"on" label:"报备日期" check:"required,past" example:"2026-04-07"`
	Lateness
}

var nameOfficial = act[NameOfficial](Act{
	Name: "name_official", Title: "报备出庭负责人", Article: "第十九条第三款",
	Doc: "将传票和确定的出庭负责人名单报区司法局备案；开庭前可以变更。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if f.Current().Hearing() == nil {
			return "没有待开的庭审，请先登记传票"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		h := f.Current().Hearing()
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Information, Article: "第十九条第三款",
			Title: "出庭负责人已报备", Body: fmt.Sprintf("%s开庭，出庭负责人：%s（%s，%s）。", h.On.Chinese(), h.Official.Name, h.Official.Employer, h.Official.Post)}}
	},
})

func (in *NameOfficial) check(c *checks) {
	c.notBefore("on", "报备日期", in.On, "送达日期", c.ServedOn)
	if !c.EligibleEmployer(in.Employer) {
		c.wrong("employer", "第十九条第二款", "%s不是被诉行政机关。被诉行政机关委托的组织或者下级行政机关的负责人，不能作为被诉行政机关负责人出庭；可填：%s",
			in.Employer, strings.Join(c.Employers(), "、"))
	}
}

func (in *NameOfficial) put(f *measures.File) {
	f.Current().Hearing().Official = &measures.Official{
		Name: in.Name, Post: in.Post, Rank: in.Rank, Employer: in.Employer, NamedOn: in.On,
	}
}

// PostponeHearing moves a hearing; the official has to be named anew.
type PostponeHearing struct {
	To     calendar.Date `json:"to" label:"改期至" check:"required" example:"2026-04-20"`
	Reason string        `json:"reason" label:"原因" check:"required,long" example:"人民法院通知改期"`
	Time   string        `json:"time,omitempty" label:"开庭时间" example:"09:30"`
	Place  string        `json:"place,omitempty" label:"开庭地点" example:"第三法庭"`
}

var postponeHearing = act[PostponeHearing](Act{
	Name: "postpone_hearing", Title: "延期开庭", Article: "第十九条第三款",
	Doc: "登记开庭改期；出庭负责人须按新的日期重新报备。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if f.Current().Hearing() == nil {
			return "没有待开的庭审"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Reminder, Article: "第十九条第三款",
			Title: "开庭改期至" + f.Current().Hearing().On.Chinese(), Body: "请按新的开庭日期重新报备出庭负责人。"}}
	},
})

func (in *PostponeHearing) check(c *checks) {
	c.timeOfDay("time", in.Time)
	c.notBefore("to", "改期日期", in.To, "送达日期", c.ServedOn)
	if h := c.Current().Hearing(); in.To == h.On {
		c.wrong("to", "", "改期日期与原开庭日期相同（%s）", h.On.Chinese())
	}
}

func (in *PostponeHearing) put(f *measures.File) {
	old := f.Current().Hearing()
	old.PostponedTo, old.PostponedReason = in.To, in.Reason
	next := measures.Hearing{On: in.To, Time: orElse(in.Time, old.Time), Place: orElse(in.Place, old.Place)}
	f.Current().Hearings = append(f.Current().Hearings, next)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// RecordHearing says what came of a hearing.
type RecordHearing struct {
	On               calendar.Date `json:"on" label:"开庭日期" check:"required,past" example:"2026-04-10"`
	OfficialAttended bool          `json:"official_attended" label:"负责人出庭"`
	AbsenceReason    string        `json:"absence_reason,omitempty" label:"未出庭原因" check:"long" help:"负责人未出庭的必须说明"`
}

var recordHearing = act[RecordHearing](Act{
	Name: "record_hearing", Title: "登记庭审情况", Article: "第十九条第一款",
	Doc: "登记开庭情况和行政机关负责人是否出庭；未出庭的说明原因。",
	By:  handlers,
	Open: func(f *measures.File) string {
		if f.Current().Hearing() == nil {
			return "没有待开的庭审，请先登记传票"
		}
		return ""
	},
})

func (in *RecordHearing) check(c *checks) {
	h := c.Current().Hearing()
	if in.On != h.On {
		c.wrong("on", "", "传票所载开庭日期是%s，与%s不符；改期请先办理“延期开庭”", h.On.Chinese(), in.On.Chinese())
	}
	if !in.OfficialAttended && in.AbsenceReason == "" {
		c.wrong("absence_reason", "第十九条第一款", "行政机关负责人应当出庭应诉；未出庭的请说明原因")
	}
}

func (in *RecordHearing) put(f *measures.File) {
	f.Current().Hearing().Held = &measures.Held{On: in.On, OfficialAttended: in.OfficialAttended, AbsenceReason: in.AbsenceReason}
}
