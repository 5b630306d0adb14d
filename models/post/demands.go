package post

import (
	"fmt"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// demandArticle is the provision by which demands are made.
const demandArticle = "第三十一条第二款"

// asked names the offices of which a demand is made: all of its people who could answer.
func asked(office string) []models.Recipient {
	return append(Clerks(office), Officials(office)...)
}

// Demanded tells whoever is asked something.
func Demanded(d models.Demand, by models.Role) models.Notice {
	return models.Notice{
		Key: "demand/" + d.Key, To: asked(d.Office), Urgency: models.Warning, Title: "督办：请签收并于" + d.AnswerBy.Chinese() + "前答复",
		Body: fmt.Sprintf("%s（%s）督办：%s", d.ByName, by.Title(), d.Asked), Article: demandArticle, Due: d.AnswerBy,
	}
}

// DemandAnswered tells whoever has asked.
func DemandAnswered(d models.Demand) models.Notice {
	return models.Notice{
		Key: fmt.Sprintf("demand/%d/answer", d.ID), To: []models.Recipient{}, Persons: []string{d.By}, Urgency: models.Information,
		Title: d.Office + "答复了督办", Body: fmt.Sprintf("督办：%s\n%s答复：%s", d.Asked, d.AnsweredBy, d.Answer), Article: demandArticle,
	}
}

// DemandWithdrawn tells whoever was asked that no answer is wanted any more.
func DemandWithdrawn(d models.Demand) models.Notice {
	return models.Notice{
		Key: fmt.Sprintf("demand/%d/withdrawn", d.ID), To: asked(d.Office), Urgency: models.Information,
		Title: "督办已撤回，无须答复", Body: fmt.Sprintf("%s撤回了督办：%s", d.WithdrawnBy, d.Asked), Article: demandArticle,
	}
}

// LastCall is the day on which whoever was asked is reminded: the last one for the
// answer, or the last working day before it.
func LastCall(answerBy calendar.Date, c calendar.Calendar) calendar.Date {
	return c.LastWorking(answerBy)
}

// DemandDue tells of a demand that nobody has answered, on a working day: whoever was
// asked, as its last day comes and again once it has passed; then whoever has asked too,
// with the Bureau's director and the supervisors, to whom periods that stay overdue come in
// the end as well.
func DemandDue(d models.Demand, today calendar.Date) []models.Notice {
	signed := "尚未签收"
	if !d.ReceivedAt.IsZero() {
		signed = d.ReceivedBy + "已签收"
	}
	const where = "请在案件的“承办人、督办和留言”页面答复。"
	if !today.After(d.AnswerBy) {
		return []models.Notice{{
			Key: fmt.Sprintf("demand/%d/last_day", d.ID), To: asked(d.Office), Urgency: models.Warning,
			Title: "督办尚未答复，最迟" + d.AnswerBy.Chinese() + "答复",
			Body:  fmt.Sprintf("%s督办：%s\n%s，今天是答复前的最后一个工作日。%s", d.ByName, d.Asked, signed, where), Article: demandArticle, Due: d.AnswerBy,
		}}
	}
	above := []models.Recipient{{Role: models.Supervisor}}
	if d.Office != measures.JusticeBureau {
		above = append([]models.Recipient{{Role: models.Director}}, above...)
	}
	return []models.Notice{{
		Key: fmt.Sprintf("demand/%d/passed", d.ID), To: asked(d.Office), Urgency: models.Escalation,
		Title: "督办逾期未答复：最迟应于" + d.AnswerBy.Chinese() + "答复",
		Body:  fmt.Sprintf("%s督办：%s\n%s，答复日期已过。已同时告知督办人。请立即答复并说明原因，%s", d.ByName, d.Asked, signed, where), Article: demandArticle, Due: d.AnswerBy,
	}, {
		Key: fmt.Sprintf("demand/%d/unanswered", d.ID), To: above, Persons: []string{d.By}, Urgency: models.Escalation,
		Title: d.Office + "逾期未答复督办",
		Body:  fmt.Sprintf("%s督办：%s\n%s最迟应于%s答复，至今没有答复（%s）。已再次提醒该单位，系统不再就此提醒。", d.ByName, d.Asked, d.Office, d.AnswerBy.Chinese(), signed), Article: demandArticle, Due: d.AnswerBy,
	}}
}
