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
//
// It stands at the first step of the story whose facts are not on file. So an
// appeal, a remand and a retrial lead back to court, and a paper that is voided
// leads back to where it is missing. What is still owed after the archive keeps it open;
// a retrial years later takes it up again.
func Lawsuit(ctx workflow.Context, d Docket) error {
	p, err := open(ctx, d) // 第十一条第二款：收到应诉通知
	if err != nil {
		return err
	}
	for {
		for step := StepOf(&p.File); !step.Stage.Closed() && !p.handover; step = StepOf(&p.File) {
			p.stand(ctx, step)
		}
		if goesOn, err := p.end(ctx); !goesOn {
			return err
		}
	}
}

// story is the way of a lawsuit through the Measures: its steps, and the acts that
// each waits for, the likeliest first.
var story = []*Step{
	{measures.Designating, ask(designateUnit)},                                           // 第八条至第十条
	{measures.Answering, ask(answerSuggestion)},                                          // 第二十九条：没有诉讼的建议书
	{measures.Forwarding, ask(forwardMaterials)},                                         // 第十一条第二款
	{measures.Preparing, askForPapers},                                                   // 第十一条至第十三条
	{measures.Reviewing, ask(approveReview, returnReview)},                               // 第十四条第二款
	{measures.Submitting, ask(fileWithCourt)},                                            // 第十四条第一款
	{measures.Trying, askInCourt},                                                        // 第十九条至第二十四条；上诉、发回重审、再审回到这里
	{measures.Deciding, ask(recordRemand, recordEffective, recordService, recordAppeal)}, // 第二十五条、第二十六条
	{measures.Reporting, ask(fileLossReport)},                                            // 第二十七条
	{measures.Concluding, ask(append(afterEffect, recordRemand, conclude)...)},           // 第二十六条至第三十条
	{measures.Archiving, ask(append(afterEffect, archive)...)},                           // 第三十条
	{measures.Following, ask(afterEffect...)},                                            // 第二十六条至第二十九条：归档后仍须办结的
	archived,
}

// archived is the end of the way: what comes later is added to the volume.
var archived = &Step{measures.Archived, ask(supplementArchive)}

// struck is the end of what was entered by mistake.
var struck = &Step{measures.Struck, ask()}

// afterEffect are the acts that are owed, where they are open at all, before a
// lawsuit can come to its end.
var afterEffect = []*Act{
	acceptLossReport, returnLossReport, reportRemedy, passRemedy, answerRetrial, recordRetrialDecision, performJudgment,
	applyCompensation, recordPayment, answerSuggestion,
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
	Voucher  string             `json:"voucher,omitempty"`  // and its voucher
	Link     string             `json:"link,omitempty"`     // address of its page, for the console
	Revision int64              `json:"revision,omitempty"` // 0 until the registration is in the ledger
	Rung     []models.FiredRung `json:"rung,omitempty"`     // how far each clock's reminders have gone
	Counted  string             `json:"counted,omitempty"`  // the law by which its clocks in the ledger were counted
	Recent   []string           `json:"recent,omitempty"`   // the last lines of its timeline
	Resumed  bool               `json:"resumed,omitempty"`  // taken up from the ledger, because its workflow was gone

	// Done holds the acts that made the file, the registration first. Since the law
	// is Enduring they are asked of the ledger where an act looks back, and not taken
	// along.
	Done []models.Done `json:"done,omitempty"`
}

// TakeUp makes the docket with which a lawsuit is taken up from the ledger: an
// archived one for as long as a supplement takes, an open one because its workflow
// is gone.
func TakeUp(l models.Lawsuit, e measures.Edition, civil calendar.Civil, link string) Docket {
	return Docket{
		ID: l.ID, File: l.File, Edition: e, Civil: civil, Key: l.OpenedKey, Link: link,
		Revision: l.Revision, Rung: l.Rung, Counted: l.Counted, Resumed: !l.Closed,
	}
}

// Wish is what is vouched for of the registration that a docket opens a lawsuit with.
func (d Docket) Wish() models.Wish {
	return models.Wish{LawsuitID: d.ID, Act: Opening(d.File.Kind).Name, Key: d.Key, Request: d.Request, By: d.By, File: models.DigestOf(d.File)}
}

// Summary is the line by which the console lists a lawsuit. It names no party
// but the organs.
func (d Docket) Summary() string {
	if f := d.File; f.Kind == measures.SuggestionOnly {
		return cut(fmt.Sprintf("%s 致%s %s", f.CaseNumber, defendantNames(&f), f.Cause))
	}
	return cut(fmt.Sprintf("%s 诉%s %s", d.File.CaseNumber, defendantNames(&d.File), d.File.Cause))
}

// Details is what the console says of a lawsuit for good.
func (d Docket) Details() string {
	f := &d.File
	return fmt.Sprintf("| 案号 | %s |\n|---|---|\n| 受理法院 | %s |\n| 案件种类 | %s（%s） |\n| 案由 | %s |\n| 送达日期 | %s |\n| 司法局收到日期 | %s |\n| 适用办法版本 | %s |\n",
		f.CaseNumber, f.Court, f.Kind.Title(), f.Procedure.Title(), f.Cause, f.ServedOn.Chinese(), f.BureauReceivedOn.Chinese(), d.Edition.Name)
}
