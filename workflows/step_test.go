package workflows_test

import (
	"slices"
	"testing"

	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// awaits schedules a check of what the story waits for.
func (s *story) awaits(day string, stage measures.Stage, acts ...string) {
	s.t.Helper()
	s.finds(day, func(p workflows.Picture) {
		if p.Stage != stage || p.At != stage || !slices.Equal(p.Awaits, acts) {
			s.t.Errorf("%s: at %s, the story stands at %s and waits for %v, want %s and %v", day, p.Stage, p.At, p.Awaits, stage, acts)
		}
	})
}

// TestTheStoryIsWalked follows a lawsuit from step to step, also back: to court when
// somebody appeals, and again when it is sent back for a new trial. A step that is
// missing from the story shows here.
func TestTheStoryIsWalked(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初80号", "2026-03-02"))
	s.awaits("2026-03-02", measures.Designating, "designate_unit")
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.awaits("2026-03-03", measures.Forwarding, "forward_materials")
	s.does("2026-03-03", clerk, "forward_materials", fields{"on": "2026-03-03"})
	s.awaits("2026-03-03", measures.Preparing, "acknowledge", "add_material", "submit_for_review", "file_with_court")
	s.does("2026-03-04", unitClerk, "return_designation", fields{"on": "2026-03-04", "reason": "不是本单位实施"})
	s.awaits("2026-03-04", measures.Designating, "designate_unit")
	s.does("2026-03-04", clerk, "designate_unit", fields{"lead": "区城市管理局", "reason": "维持", "on": "2026-03-04"})
	for kind := 1; kind <= 5; kind++ {
		s.does("2026-03-05", unitClerk, "add_material", fields{"kind": kind, "title": "材料" + string(rune('A'+kind))})
	}
	s.does("2026-03-09", unitClerk, "submit_for_review", fields{"on": "2026-03-09"})
	s.awaits("2026-03-09", measures.Reviewing, "approve_review", "return_review")
	s.does("2026-03-10", reviewer, "return_review", fields{"on": "2026-03-10", "opinion": "补充证据"})
	s.awaits("2026-03-10", measures.Preparing, "acknowledge", "submit_for_review", "file_with_court", "add_material")
	s.does("2026-03-10", unitClerk, "submit_for_review", fields{"on": "2026-03-10"})
	s.does("2026-03-10", reviewer, "approve_review", fields{"on": "2026-03-10"})
	s.awaits("2026-03-10", measures.Submitting, "file_with_court")
	s.does("2026-03-11", unitClerk, "file_with_court", fields{"on": "2026-03-11", "method": "在线提交", "receipt": "R1"})
	s.awaits("2026-03-11", measures.Trying, "record_summons", "record_judgment")
	s.does("2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"})
	s.awaits("2026-03-20", measures.Trying, "name_official", "postpone_hearing", "cancel_hearing")
	s.does("2026-04-07", unitClerk, "name_official", fields{"name": "赵某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": "2026-04-07"})
	s.does("2026-04-10", unitClerk, "record_hearing", fields{"on": "2026-04-10", "official_attended": true})
	s.does("2026-06-05", unitClerk, "record_judgment", fields{
		"number": "（2026）鲁10行初80号", "form": "judgment", "outcome": "驳回诉讼请求", "made_on": "2026-06-01", "served_on": "2026-06-05"})
	s.awaits("2026-06-05", measures.Deciding, "record_effective", "record_service", "record_appeal")
	s.does("2026-06-15", unitClerk, "record_appeal", fields{"by": "plaintiff", "on": "2026-06-15", "case_number": "（2026）鲁行终80号"})
	s.awaits("2026-06-15", measures.Trying, "record_summons", "record_judgment")
	s.does("2026-08-03", unitClerk, "record_judgment", fields{
		"number": "（2026）鲁行终80号", "form": "ruling", "outcome": "撤销原判，发回重审", "made_on": "2026-08-01", "served_on": "2026-08-03"})
	s.awaits("2026-08-03", measures.Deciding, "record_remand", "record_service")
	s.does("2026-08-20", unitClerk, "record_remand", fields{"on": "2026-08-20", "case_number": "（2026）鲁10行初81号"})
	s.awaits("2026-08-20", measures.Trying, "record_summons", "record_judgment")
	s.does("2026-11-02", unitClerk, "record_judgment", fields{
		"number": "（2026）鲁10行初81号", "form": "judgment", "outcome": "撤销", "lost": true, "made_on": "2026-11-02", "served_on": "2026-11-02"})
	s.does("2026-11-20", unitClerk, "record_effective", fields{"on": "2026-11-20", "received_on": "2026-11-20"})
	s.awaits("2026-11-20", measures.Reporting, "file_loss_report")
	s.does("2026-11-23", unitClerk, "file_loss_report", fields{"on": "2026-11-23", "analysis": "证据不足"})
	s.awaits("2026-11-23", measures.Concluding, "accept_loss_report", "return_loss_report", "conclude")
	s.does("2026-11-24", reviewer, "accept_loss_report", fields{"on": "2026-11-24"})
	s.does("2026-11-25", clerk, "conclude", fields{"on": "2026-11-25", "reason": "裁判生效"})
	s.awaits("2026-11-25", measures.Archiving, "archive")
	s.does("2026-11-26", unitClerk, "archive", fields{"on": "2026-11-26", "volume": "环应诉〔2026〕80卷"})
	s.awaits("2026-11-26", measures.Archived, "supplement_archive")
	s.ends()
}
