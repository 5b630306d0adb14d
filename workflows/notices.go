package workflows

import (
	"fmt"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// rungNotice is what people are told at a rung.
func rungNotice(f *measures.File, c measures.Clock, r measures.Rung, today calendar.Date, cal calendar.Calendar) models.Notice {
	return models.Notice{
		Key: fmt.Sprintf("%s/%s/%s/%d", c.ID, c.Safe, c.Limit(), r.Index), To: circle(f, c, r.Circle),
		Urgency: urgencies[r.Tone], Title: rungTitle(c, r, today), Body: rungBody(c, today, cal),
		Article: c.Article, Clock: c.ID, Due: c.Safe,
	}
}

// rungEntry is the journal's line for a rung.
func rungEntry(f *measures.File, c measures.Clock, r measures.Rung, today calendar.Date, cal calendar.Calendar) models.Entry {
	return models.Entry{
		Kind: models.RungEntry, Name: c.ID, Title: rungTitle(c, r, today), Article: c.Article,
		Text: rungBody(c, today, cal) + "通知：" + circleTitle(f, c, r.Circle) + "。",
	}
}

var urgencies = map[measures.Tone]models.Urgency{
	measures.Announces: models.Information,
	measures.Reminds:   models.Reminder,
	measures.FallsDue:  models.Warning,
	measures.Escalates: models.Escalation,
}

func rungTitle(c measures.Clock, r measures.Rung, today calendar.Date) string {
	word := map[measures.Tone]string{
		measures.Announces: "期限起算", measures.Reminds: "期限提醒", measures.FallsDue: "今日到期", measures.Escalates: "逾期督办",
	}[r.Tone]
	switch { // caught up after an outage, or entered late
	case c.Right && today.After(c.Due):
		word = "期限届满"
	case r.Tone != measures.Escalates && today.After(c.Limit()):
		word = "期限已过"
	}
	return fmt.Sprintf("【%s】%s%s", word, c.Title, subject(c))
}

func subject(c measures.Clock) string {
	if c.Subject == "" {
		return ""
	}
	return "（" + c.Subject + "）"
}

// rungBody says by when, how much time is left or has passed, and why.
func rungBody(c measures.Clock, today calendar.Date, cal calendar.Calendar) string {
	when := fmt.Sprintf("最迟于%s办理", c.Safe.Chinese())
	if c.Limit() != c.Safe {
		when += fmt.Sprintf("（%s为%s）", c.LimitTitle(), c.Limit().Chinese())
	}
	if c.Right {
		when = fmt.Sprintf("最迟可于%s行使", c.Safe.Chinese())
	}
	if c.Internal {
		when = fmt.Sprintf("内部时限（非法定）为%s", c.Safe.Chinese())
	}
	if c.Provisional {
		when += "，因日历尚未公布，为暂定日期"
	}
	return fmt.Sprintf("%s，%s。依据：%s。", when, Left(c, today, cal), c.Article)
}

// Left says how much time a clock leaves, as staff read it: 还剩3个工作日（自然日
// 5天）, or by how much it is exceeded.
func Left(c measures.Clock, today calendar.Date, cal calendar.Calendar) string {
	switch {
	case today.After(c.Limit()):
		return fmt.Sprintf("已超过%d个工作日（自然日%d天）", max(cal.WorkingBetween(c.Limit(), today), 0), today.Sub(c.Limit()))
	case today == c.Safe:
		return "今日到期"
	case today.After(c.Safe):
		return fmt.Sprintf("已过稳妥日，最后期限还剩%d天", c.Limit().Sub(today))
	}
	return fmt.Sprintf("还剩%d个工作日（自然日%d天）", cal.WorkingBetween(today, c.Safe), c.Safe.Sub(today))
}

// circle names the offices that a rung of a clock reaches.
func circle(f *measures.File, c measures.Clock, wide measures.Circle) []models.Recipient {
	var to []models.Recipient
	switch {
	case c.Unit != "":
		to = append(to, clerksOf([]string{c.Unit})...)
		if wide >= measures.Officials {
			to = append(to, officialOf(c.Unit))
		}
	case c.Owner == measures.OwnedByBureau || len(f.Handlers()) == 0:
		to = append(to, models.Recipient{Role: models.Clerk})
		if wide >= measures.Officials {
			to = append(to, models.Recipient{Role: models.Director})
		}
	default:
		to = append(to, handlersOf(f)...)
		if wide >= measures.Officials {
			to = append(to, officialsOf(f)...)
		}
	}
	if wide >= measures.Bureau {
		to = append(to, models.Recipient{Role: models.Clerk}, models.Recipient{Role: models.Director})
	}
	if wide >= measures.Supervisors {
		to = append(to, models.Recipient{Role: models.Supervisor})
	}
	return to
}

func circleTitle(f *measures.File, c measures.Clock, wide measures.Circle) string {
	title := "承办单位经办人"
	switch {
	case c.Unit != "":
		title = c.Unit + "经办人"
	case c.Owner == measures.OwnedByBureau || len(f.Handlers()) == 0:
		title = "区司法局经办人"
	}
	return title + map[measures.Circle]string{
		measures.Handlers: "", measures.Officials: "及其负责人",
		measures.Bureau: "及其负责人、区司法局", measures.Supervisors: "及其负责人、区司法局、监督人员",
	}[wide]
}

// handlersOf names the clerks of the handling units.
func handlersOf(f *measures.File) []models.Recipient { return clerksOf(f.Handlers()) }

// clerksOf names the clerks of units; the Justice Bureau's are its own.
func clerksOf(units []string) []models.Recipient {
	var to []models.Recipient
	for _, u := range units {
		if u == measures.JusticeBureau {
			to = append(to, models.Recipient{Role: models.Clerk})
		} else {
			to = append(to, models.Recipient{Role: models.UnitClerk, Unit: u})
		}
	}
	return to
}

// officialsOf names the officials of the handling units.
func officialsOf(f *measures.File) []models.Recipient {
	var to []models.Recipient
	for _, u := range f.Handlers() {
		to = append(to, officialOf(u))
	}
	return to
}

// officialOf names the official of one unit.
func officialOf(unit string) models.Recipient {
	if unit == measures.JusticeBureau {
		return models.Recipient{Role: models.Director}
	}
	return models.Recipient{Role: models.UnitOfficial, Unit: unit}
}

// bureauOrHandlers names who takes up a new lawsuit.
func bureauOrHandlers(f *measures.File) []models.Recipient {
	if f.AgainstDistrict() {
		return []models.Recipient{{Role: models.Clerk}}
	}
	return append(handlersOf(f), officialsOf(f)...)
}

// openingWords say what to do with a new lawsuit.
func openingWords(f *measures.File) string {
	if !f.AgainstDistrict() {
		return "本案由被诉单位自行承办（第八条第一款），请准备应诉材料并在举证期限内提交人民法院。"
	}
	p := measures.Propose(f.Origin)
	if p.Lead == "" {
		return "请及时确定承办单位。" + p.Why + "。"
	}
	return fmt.Sprintf("请及时确定承办单位。依%s建议由%s承办：%s。", p.Article, p.Lead, p.Why)
}
