package workflows

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Lawsuit is one lawsuit under the Measures, from the court's notice to the
// archived file. It waits for facts; people put them on file by acts, in
// whatever order life brings them, and the keeper reminds of every period that
// runs meanwhile. A missed period never ends it.
func Lawsuit(ctx workflow.Context, d Docket) error {
	p, err := open(ctx, d) // 第十一条第二款：收到应诉通知
	if err != nil {
		return err
	}

	p.responsibility(ctx) // 第八条至第十条：确定承办单位
	p.beforeCourt(ctx)    // 第十一条至第十八条：转交、准备、审查、提交
	p.inCourt(ctx)        // 第十九条至第二十四条：开庭
	p.afterJudgment(ctx)  // 第二十五条至第二十七条：生效或者上诉，败诉报告
	p.closing(ctx)        // 第三十条：终结、归档

	return p.end(ctx)
}

// Docket is everything that a lawsuit takes along: what it is opened with, and
// what one run hands to the next when its history has grown long.
type Docket struct {
	ID       string             `json:"id"`
	File     measures.File      `json:"file"`
	Edition  measures.Edition   `json:"edition"`            // pinned for good (第四十条)
	Civil    calendar.Civil     `json:"civil,omitzero"`     // zero in production; a drill's clock otherwise
	By       models.Actor       `json:"by"`                 // who registered it
	Key      string             `json:"key"`                // the request that registered it
	Request  string             `json:"request"`            // that request's hash
	Attempt  int64              `json:"attempt,omitempty"`  // and its line in the audit log
	Link     string             `json:"link,omitempty"`     // address of its page, for the console
	Revision int64              `json:"revision,omitempty"` // 0 until the registration is in the ledger
	Rung     []models.FiredRung `json:"rung,omitempty"`     // how far each clock's reminders have gone
	Counted  string             `json:"counted,omitempty"`  // the calendar's edition that its clocks in the ledger were counted with
	Done     []models.Done      `json:"done,omitempty"`     // the acts that made the file, the registration first
}

// TakeUp makes the docket with which an archived lawsuit is taken up once more,
// for as long as a supplement takes.
func TakeUp(l models.Lawsuit, done []models.Done, e measures.Edition, civil calendar.Civil, link string) Docket {
	return Docket{
		ID: l.ID, File: l.File, Edition: e, Civil: civil, By: done[0].By, Key: l.OpenedKey, Link: link,
		Revision: l.Revision, Rung: l.Rung, Counted: l.CalendarEdition, Done: done,
	}
}

// Summary is the line by which the console lists a lawsuit. It names no party
// but the organs.
func (d Docket) Summary() string {
	return cut(fmt.Sprintf("%s 诉%s %s", d.File.CaseNumber, defendantNames(&d.File), d.File.Cause))
}

// Details is what the console says of a lawsuit for good.
func (d Docket) Details() string {
	f := &d.File
	return fmt.Sprintf("| 案号 | %s |\n|---|---|\n| 受理法院 | %s |\n| 案件种类 | %s（%s） |\n| 案由 | %s |\n| 送达日期 | %s |\n| 司法局收到日期 | %s |\n| 适用办法版本 | %s |\n",
		f.CaseNumber, f.Court, f.Kind.Title(), f.Procedure.Title(), f.Cause, f.ServedOn.Chinese(), f.BureauReceivedOn.Chinese(), d.Edition.Name)
}
