package workflows

import (
	"fmt"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// rungNotice is what people are told at a rung. On one civil day nobody is told
// the same of a clock twice: the key holds the day and the word, so that a rung
// which follows another within hours (what was caught up at eight, and the one of
// nine) reaches only those who have not heard it yet.
func rungNotice(f *measures.File, c measures.Clock, r measures.Rung, clocks []measures.Clock, today calendar.Date, cal calendar.Calendar) models.Notice {
	tone := toneOn(c, r.Tone, today)
	return models.Notice{
		Key: fmt.Sprintf("%s/%s/%s/%s/%s", c.ID, c.Safe, c.Limit(), today, tone), To: post.Circle(f, c, r.Circle),
		Urgency: urgencies[tone], Title: rungTitle(c, r, today), Body: rungBody(c, today, cal) + stillOwed(f, c, clocks, today),
		Article: c.Article, Clock: c.ID, Due: c.Safe,
	}
}

// stillOwed lists, where it is time to check what was entered late, what is really open
// and late: it is said once, for all.
func stillOwed(f *measures.File, c measures.Clock, clocks []measures.Clock, today calendar.Date) string {
	if c.Key != measures.EntryCheck {
		return ""
	}
	var late []string
	for _, x := range clocks {
		if x.Overdue(today) {
			late = append(late, fmt.Sprintf("%s%s（期限%s，%s）", x.Title, subject(x), x.Limit().Chinese(), f.OwnerOf(x)))
		}
	}
	if len(late) == 0 {
		return "补录的事项中没有逾期未办的。"
	}
	return fmt.Sprintf("补录后仍有%d项逾期未办：%s。已经办理的请补登，此后照常督办。", len(late), strings.Join(late, "；"))
}

// rungEntry is the journal's line for a rung.
func rungEntry(f *measures.File, c measures.Clock, r measures.Rung, today calendar.Date, cal calendar.Calendar) models.Entry {
	return models.Entry{
		Kind: models.RungEntry, Name: c.ID, Title: rungTitle(c, r, today), Article: c.Article,
		Text: rungBody(c, today, cal) + "通知：" + post.Words(post.Circle(f, c, r.Circle)) + "。",
	}
}

// toldAgain tells whether a rung says nothing new to anybody: on the same day
// another has said the same to all whom it reaches.
func toldAgain(f *measures.File, c measures.Clock, last models.FiredRung, r measures.Rung, today calendar.Date, cal calendar.Calendar) bool {
	before, ok := c.Rung(last.Index, cal)
	if !ok || last.On != today || toneOn(c, before.Tone, today) != toneOn(c, r.Tone, today) {
		return false
	}
	return !slices.ContainsFunc(post.Circle(f, c, r.Circle), func(office models.Recipient) bool { return !slices.Contains(last.Told, office) })
}

var urgencies = map[measures.Tone]models.Urgency{
	measures.Announces: models.Information,
	measures.Reminds:   models.Reminder,
	measures.FallsDue:  models.Warning,
	measures.Escalates: models.Escalation,
}

// toneOn is what a rung says on a day, which may be later than its own: a reminder
// that is caught up on the last day says that it is the last.
func toneOn(c measures.Clock, tone measures.Tone, today calendar.Date) measures.Tone {
	if tone == measures.Reminds && !today.Before(c.Safe) {
		return measures.FallsDue
	}
	return tone
}

func rungTitle(c measures.Clock, r measures.Rung, today calendar.Date) string {
	word := map[measures.Tone]string{
		measures.Announces: "期限起算", measures.Reminds: "期限提醒", measures.FallsDue: "今日到期", measures.Escalates: "逾期督办",
	}[toneOn(c, r.Tone, today)]
	switch { // the end of a right is its last day, not the day by which to decide; caught up after an outage, or entered late
	case c.Right && today.After(c.Due):
		word = "期限届满"
	case c.Right && r.Tone == measures.FallsDue && today.Before(c.Limit()):
		word = "期限将满"
	case r.Tone != measures.Escalates && today.After(c.Limit()):
		word = "期限已过"
	case r.Tone == measures.FallsDue && today.After(c.Safe):
		word = "期限将满"
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
		when = fmt.Sprintf("期限至%s届满，建议不迟于%s决定", c.Limit().Chinese(), c.Safe.Chinese())
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
		return fmt.Sprintf("%s%d个工作日（%d日）", exceeded(c), max(cal.WorkingBetween(c.Limit(), today), 0), today.Sub(c.Limit()))
	case c.Right && !today.Before(c.Safe) && today != c.Limit():
		return fmt.Sprintf("距届满还有%d日", c.Limit().Sub(today))
	case today == c.Safe:
		return "今日到期"
	case today.After(c.Safe):
		return fmt.Sprintf("已过建议办结日，最后期限还剩%d日", c.Limit().Sub(today))
	}
	return fmt.Sprintf("还剩%d个工作日（%d日）", cal.WorkingBetween(today, c.Safe), c.Safe.Sub(today))
}

// exceeded says what is exceeded: a target of our own is no duty.
func exceeded(c measures.Clock) string {
	switch {
	case c.Internal:
		return "已超出内部时限"
	case c.Right:
		return "已届满"
	}
	return "已逾期"
}

// handlersOf names the clerks of the handling units.
func handlersOf(f *measures.File) []models.Recipient { return post.Clerks(f.Handlers()...) }

// officialsOf names the officials of the handling units.
func officialsOf(f *measures.File) []models.Recipient { return post.Officials(f.Handlers()...) }

// bureauOrHandlers names who takes up a new lawsuit.
func bureauOrHandlers(f *measures.File) []models.Recipient {
	if f.Designates() {
		return []models.Recipient{{Role: models.Clerk}}
	}
	return append(handlersOf(f), officialsOf(f)...)
}

// openingTitle says what has come.
func openingTitle(f *measures.File) string {
	if f.Kind == measures.SuggestionOnly {
		return "收到" + f.Suggestions[0].Kind.Title()
	}
	return "收到新的应诉通知"
}

func openingWordsOfSuggestion(f *measures.File) string {
	return "请提出相应措施和处理意见，按期书面反馈" + f.Court + "（第二十九条）。"
}

// openingWords say what to do with what has come.
func openingWords(f *measures.File) string {
	switch {
	case f.Designates():
	case f.Kind == measures.SuggestionOnly:
		return openingWordsOfSuggestion(f)
	default:
		return "本案由被诉单位自行承办（第八条第一款），请准备应诉材料并在举证期限内提交人民法院。"
	}
	p := measures.Propose(f.Origin)
	if p.Lead == "" {
		return "请及时确定承办单位。" + p.Why + "。"
	}
	return fmt.Sprintf("请及时确定承办单位。依%s建议由%s承办：%s。", p.Article, p.Lead, p.Why)
}
