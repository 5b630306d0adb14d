package workflows_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// prepares tells the main line up to the filing of the response with the court.
func (s *story) prepares() {
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.does("2026-03-04", unitClerk, "acknowledge", fields{"on": "2026-03-04"})
	for kind := 1; kind <= 5; kind++ {
		s.does("2026-03-05", unitClerk, "add_material", fields{"kind": kind, "title": "材料" + string(rune('A'+kind))})
	}
	s.does("2026-03-09", unitClerk, "submit_for_review", fields{"on": "2026-03-09"})
	s.does("2026-03-10", reviewer, "approve_review", fields{"on": "2026-03-10"})
	s.does("2026-03-11", unitClerk, "file_with_court", fields{"on": "2026-03-11", "method": "在线提交", "receipt": "R1"})
}

func (s *story) isHeard() {
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10", "time": "09:30", "place": "第三法庭"})
	s.does("2026-04-07", unitClerk, "name_official", fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-04-07"})
	s.does("2026-04-10", unitClerk, "record_hearing", fields{"on": "2026-04-10", "official_attended": true})
}

func TestArticle27_LostAtFirstInstance(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初15号", "2026-03-02"))
	s.stands("2026-03-02", measures.Designating)
	s.prepares()
	s.stands("2026-03-12", measures.Trying)
	s.isHeard()
	s.does("2026-06-05", unitClerk, "record_judgment", fields{
		"number": "（2026）鲁10行初15号", "form": "judgment", "outcome": "撤销并责令重作", "lost": true, "made_on": "2026-06-01", "served_on": "2026-06-05"})
	s.stands("2026-06-06", measures.Deciding)
	s.does("2026-06-23", unitClerk, "record_effective", fields{"on": "2026-06-23", "received_on": "2026-06-23"})
	s.stands("2026-06-24", measures.Reporting)
	s.does("2026-07-20", unitClerk, "file_loss_report", fields{"on": "2026-07-20", "analysis": "主要证据不足", "late_reason": "等待专家意见"})
	s.isRefused("2026-07-20", clerk, "conclude", fields{"on": "2026-07-20", "reason": "裁判生效"}, "第二十七条")
	s.does("2026-07-21", reviewer, "accept_loss_report", fields{"on": "2026-07-21"})
	s.does("2026-07-21", clerk, "conclude", fields{"on": "2026-07-21", "reason": "裁判生效"})
	s.does("2026-08-10", unitClerk, "archive", fields{"on": "2026-08-10", "volume": "环应诉〔2026〕15卷"})
	s.ends()

	p := s.picture()
	if p.Stage != measures.Archived {
		t.Errorf("the lawsuit stands at %s", p.Stage.Title())
	}
	late := clockOf(t, p, "loss_report")
	if late.State != measures.MetLate || late.Reason != "等待专家意见" {
		t.Errorf("the loss report is %s, reason %q", late.State, late.Reason)
	}
	for _, id := range []string{"forward", "review", "evidence", "leader_filing/first/1", "archive"} {
		if c := clockOf(t, p, id); c.State != measures.Met {
			t.Errorf("%s is %s", id, c.State)
		}
	}
	s.expectRungs("loss_report", "期限提醒", "期限提醒", "今日到期", "逾期督办", "逾期督办", "逾期督办", "逾期督办")
	if n := count(s.inbox(overseer), "【逾期督办】"); n != 2 {
		t.Errorf("the supervisor was told %d times, want 2: %v", n, s.inbox(overseer))
	}
	if n := count(s.inbox(townClerk), ""); n != 0 {
		t.Errorf("another unit's clerk was told %v", s.inbox(townClerk))
	}
}

// expectRungs checks the journal's lines for the rungs of a clock.
func (s *story) expectRungs(clock string, titles ...string) {
	s.t.Helper()
	var got []string
	for _, e := range s.journal() {
		if e.Kind == models.RungEntry && e.Name == clock {
			got = append(got, strings.TrimPrefix(strings.SplitN(e.Title, "】", 2)[0], "【"))
		}
	}
	if strings.Join(got, " ") != strings.Join(titles, " ") {
		s.t.Errorf("rungs of %s:\ngot  %v\nwant %v", clock, got, titles)
	}
}

func count(titles []string, prefix string) int {
	n := 0
	for _, t := range titles {
		if strings.HasPrefix(t, prefix) {
			n++
		}
	}
	return n
}

func TestArticle25_AppealGoesBackToCourt(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初15号", "2026-03-02"))
	s.prepares()
	s.isHeard()
	s.does("2026-06-05", unitClerk, "record_judgment", fields{
		"number": "（2026）鲁10行初15号", "form": "判决", "outcome": "驳回诉讼请求", "lost": false, "made_on": "2026-06-01", "served_on": "2026-06-05"})
	s.isRefused("2026-06-10", unitClerk, "record_effective", fields{"on": "2026-06-10", "received_on": "2026-06-05"}, "第二十五条")
	s.does("2026-06-12", unitClerk, "record_appeal", fields{"by": "plaintiff", "on": "2026-06-12", "case_number": "(2026)鲁行终88号", "copy_served_on": "2026-06-12"})
	s.stands("2026-06-13", measures.Trying)
	s.does("2026-06-20", unitClerk, "answer_appeal", fields{"on": "2026-06-20"})
	s.does("2026-09-01", unitClerk, "record_judgment", fields{
		"number": "（2026）鲁行终88号", "form": "judgment", "outcome": "驳回上诉，维持原判", "made_on": "2026-08-28", "served_on": "2026-09-01"})
	s.isRefused("2026-09-02", unitClerk, "record_appeal", fields{"by": "plaintiff", "on": "2026-09-02"}, "第二十五条")
	s.does("2026-09-02", unitClerk, "record_effective", fields{"on": "2026-09-01", "received_on": "2026-09-01"})
	s.stands("2026-09-03", measures.Concluding)
	s.does("2026-09-03", clerk, "conclude", fields{"on": "2026-09-03", "reason": "二审维持"})
	s.does("2026-09-10", unitClerk, "archive", fields{"on": "2026-09-10", "volume": "环应诉〔2026〕15卷"})
	s.ends()
	if c := clockOf(t, s.picture(), "appeal_judgment"); c.State != measures.Void {
		t.Errorf("the district's own appeal period is %s", c.State)
	}
}

func TestArticle18_WithdrawalEndsTheCourtsPeriods(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初16号", "2026-03-02"))
	s.does("2026-03-04", clerk, "record_withdrawal", fields{"on": "2026-03-04", "number": "（2026）鲁10行初15号之一", "reason": "原告撤诉"})
	s.stands("2026-03-05", measures.Concluding)
	s.finds("2026-03-05", func(p workflows.Picture) {
		for _, id := range []string{"forward", "review", "evidence"} {
			if c := clockOf(t, p, id); c.State != measures.Void {
				t.Errorf("%s is %s after the withdrawal", id, c.State)
			}
		}
	})
	s.does("2026-03-08", clerk, "conclude", fields{"on": "2026-03-07", "reason": "准许撤诉"})
	s.does("2026-03-20", clerk, "archive", fields{"on": "2026-03-20", "volume": "1"})
	s.ends()
}

func TestArticle14_ReturnedAndSubmittedAgain(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初17号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.isRefused("2026-03-04", unitClerk, "submit_for_review", fields{"on": "2026-03-04"}, "第十一条第一款")
	for kind := 1; kind <= 5; kind++ {
		s.does("2026-03-05", unitClerk, "add_material", fields{"kind": kind, "title": "材料"})
	}
	s.does("2026-03-09", unitClerk, "submit_for_review", fields{"on": "2026-03-09"})
	s.stands("2026-03-09", measures.Reviewing)
	s.isRefused("2026-03-09", unitClerk, "approve_review", fields{"on": "2026-03-09"}, "第十四条第二款")
	s.isRefused("2026-03-10", reviewer, "return_review", fields{"on": "2026-03-10"}, "第十四条第二款")
	s.does("2026-03-10", reviewer, "return_review", fields{"on": "2026-03-10", "opinion": "证据目录缺证明对象"})
	s.stands("2026-03-10", measures.Preparing)
	s.isRefused("2026-03-11", unitClerk, "file_with_court", fields{"on": "2026-03-11", "method": "邮寄"}, "第十四条第二款")
	s.does("2026-03-12", unitClerk, "submit_for_review", fields{"on": "2026-03-12"})
	s.does("2026-03-13", director, "approve_review", fields{"on": "2026-03-13"})
	s.stands("2026-03-13", measures.Submitting)
	s.goesOn("2026-03-16")
	if n := count(s.inbox(unitClerk), "材料被退回"); n != 1 {
		t.Errorf("the unit was told of the return %d times", n)
	}
}

func TestArticle8_ALawsuitAgainstATownAlone(t *testing.T) {
	n := notice("（2026）鲁1002行初3号", "2026-03-02")
	n["defendants"] = []fields{{"name": "威海市环翠区张村镇人民政府", "unit": "张村镇"}}
	s := tell(t, "2026-03-02", n)
	s.stands("2026-03-02", measures.Preparing)
	s.isRefused("2026-03-03", clerk, "designate_unit", fields{"lead": "张村镇"}, "第八条第二款")
	s.isRefused("2026-03-03", unitClerk, "add_material", fields{"kind": 1, "title": "答辩状"}, "第十一条第一款")
	for kind := 1; kind <= 5; kind++ {
		s.does("2026-03-05", townClerk, "add_material", fields{"kind": kind, "title": "材料"})
	}
	s.does("2026-03-10", townClerk, "file_with_court", fields{"on": "2026-03-10", "method": "邮寄"})
	s.stands("2026-03-10", measures.Trying)
	s.finds("2026-03-10", func(p workflows.Picture) {
		for _, c := range p.Clocks {
			if c.Key == "forward" || c.Key == "review" {
				t.Errorf("a lawsuit against a town alone has the clock %s", c.ID)
			}
		}
	})
	s.goesOn("2026-03-11")
}

func TestArticle11_AChainThatCannotBeKeptIsAnnounced(t *testing.T) {
	s := tell(t, "2025-09-24", notice("（2025）鲁10行初90号", "2025-09-24"))
	s.goesOn("2025-09-24")
	if n := count(s.inbox(director), "转交期限与报审期限倒挂"); n != 1 {
		t.Errorf("the director was told %d times: %v", n, s.inbox(director))
	}
}

func TestArticle19_PostponedHearingArmsAnew(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初18号", "2026-03-02"))
	s.prepares()
	s.isRefused("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10", "time": "25:99"}, "第十九条第三款")
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	s.isRefused("2026-03-21", unitClerk, "name_official", fields{
		"name": "李某", "post": "局长", "rank": "principal", "employer": "区城市管理局", "on": "2026-03-21"}, "第十九条第二款")
	s.does("2026-03-30", unitClerk, "postpone_hearing", fields{"to": "2026-05-20", "reason": "法院通知改期"})
	s.finds("2026-03-31", func(p workflows.Picture) {
		if c := clockOf(t, p, "leader_filing/first/1"); c.State != measures.Void {
			t.Errorf("the old hearing's clock is %s", c.State)
		}
		if c := clockOf(t, p, "leader_filing/first/2"); c.Due.String() != "2026-05-18" {
			t.Errorf("the new hearing's list is due on %s", c.Due)
		}
	})
	s.goesOn("2026-05-21")
	s.expectRungs("leader_filing/first/1")
	s.expectRungs("leader_filing/first/2", "期限提醒", "期限提醒", "今日到期", "逾期督办")
}

// TestALostWorkflowTaskIsTakenOver stores an act and loses the answer, as when a
// worker dies between the database's commit and Temporal's: the next act finds
// the ledger ahead, and both are on file.
func TestALostWorkflowTaskIsTakenOver(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初19号", "2026-03-02"))
	lose := false
	record := (&activities.Activities{Store: s.ledger}).Record
	s.env.RegisterActivityWithOptions(func(ctx context.Context, r models.Recording) (models.Recorded, error) {
		done, err := record(ctx, r)
		if lose {
			lose = false
			return models.Recorded{}, temporal.NewNonRetryableApplicationError("the worker died", "Died", nil)
		}
		return done, err
	}, activity.RegisterOptions{Name: workflows.RecordCall.Name, DisableAlreadyRegisteredCheck: true})

	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.at("2026-03-03", func() {
		lose = true
		s.send(clerk, "forward_materials", fields{"on": "2026-03-03"}, func(_ models.Receipt, err error) {
			if err == nil {
				t.Error("the answer was not lost")
			}
		})
	})
	s.finds("2026-03-03", func(p workflows.Picture) {
		if !p.File.ForwardedOn.IsZero() {
			t.Error("the workflow knows of the act whose answer was lost")
		}
	})
	s.isRefused("2026-03-04", clerk, "forward_materials", fields{"on": "2026-03-04"}, "第十一条第二款")
	s.goesOn("2026-03-05")

	forwarded := 0
	for _, e := range s.journal() {
		if e.Name == "forward_materials" {
			forwarded++
		}
	}
	l, err := s.ledger.Lawsuit(context.Background(), clerk, s.docket.ID)
	if err != nil || l.File.ForwardedOn != on(t, "2026-03-03") || forwarded != 1 {
		t.Errorf("forwarded on %s, %d times in the journal: %v", l.File.ForwardedOn, forwarded, err)
	}
}

// TestTheLawsuitGoesOnInAFreshRun hands a lawsuit over when Temporal suggests it:
// nothing is told twice, and acts go on.
func TestTheLawsuitGoesOnInAFreshRun(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初20号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-04", clerk, "forward_materials", fields{"on": "2026-03-04"})
	s.at("2026-03-04", func() { s.env.SetContinueAsNewSuggested(true) })
	s.does("2026-03-04", unitClerk, "add_material", fields{"kind": 1, "title": "答辩状"})
	s.env.ExecuteWorkflow(workflows.WorkflowType, s.docket)

	var next *workflow.ContinueAsNewError
	if err := s.env.GetWorkflowError(); !errors.As(err, &next) {
		t.Fatalf("the run ended with %v", err)
	}
	var handed workflows.Docket
	if err := converter.GetDefaultDataConverter().FromPayloads(next.Input, &handed); err != nil {
		t.Fatal(err)
	}
	if handed.Revision < 3 || handed.File.ForwardedOn != on(t, "2026-03-04") {
		t.Fatalf("handed over at revision %d, forwarded on %q", handed.Revision, handed.File.ForwardedOn)
	}
	told := len(s.inbox(unitClerk))

	again := s.again(handed, "2026-03-04")
	again.does("2026-03-04", unitClerk, "acknowledge", fields{"on": "2026-03-04"})
	again.goesOn("2026-03-04")
	if n := len(s.inbox(unitClerk)); n != told {
		t.Errorf("the fresh run told the unit %d things again: %v", n-told, s.inbox(unitClerk)[told:])
	}
	if err := s.ledger.VerifyJournal(context.Background(), s.docket.ID); err != nil {
		t.Error(err)
	}
}
