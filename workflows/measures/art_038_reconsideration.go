package measures

// 第三十八条：以区政府为被申请人的行政复议案件的办理，参照本办法执行。
//
// The reply is owed to the reconsideration organ, in working days
// (《行政复议法》第四十八条、第五十四条、第八十八条第二款): ten, or five in
// summary procedure. Five working days of review before that are impossible, so
// 参照 is read as a shorter lead.

var reconsiderationReply = &Rule{
	Key:     "reconsideration_reply",
	Title:   "向行政复议机关提交书面答复、证据和依据",
	Article: "第三十八条",
	Basis:   []string{"《行政复议法》第四十八条", "《行政复议法》第八十八条第二款"},
	Quote:   "参照本办法执行",
	From:    "收到行政复议申请书副本",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 10, Unit: WorkingDays},
	Told:    early,
	runs:    func(s *sheet) []run { return s.replyRuns(Ordinary) },
}

var reconsiderationReplySummary = &Rule{
	Key:     "reconsideration_reply_summary",
	Title:   "向行政复议机关提交书面答复、证据和依据（简易程序）",
	Article: "第三十八条",
	Basis:   []string{"《行政复议法》第五十四条", "《行政复议法》第八十八条第二款"},
	Quote:   "参照本办法执行",
	From:    "收到行政复议申请书副本",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 5, Unit: WorkingDays},
	Told:    early,
	runs:    func(s *sheet) []run { return s.replyRuns(Summary) },
}

var reconsiderationReview = &Rule{
	Key:     "reconsideration_review",
	Title:   "将复议答复材料报送区司法局审查",
	Article: "第三十八条",
	Basis:   []string{"第十四条第二款"},
	Quote:   "参照本办法执行",
	From:    "书面答复期限届满",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 2, Unit: WorkingDays, Back: true},
	After:   reconsiderationReply,
	runs:    func(s *sheet) []run { return s.replyReviews(Ordinary, reconsiderationReply) },
}

var reconsiderationReviewSummary = &Rule{
	Key:     "reconsideration_review_summary",
	Title:   "将复议答复材料报送区司法局审查（简易程序）",
	Article: "第三十八条",
	Basis:   []string{"第十四条第二款"},
	Quote:   "参照本办法执行",
	From:    "书面答复期限届满",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 1, Unit: WorkingDays, Back: true},
	After:   reconsiderationReplySummary,
	runs:    func(s *sheet) []run { return s.replyReviews(Summary, reconsiderationReplySummary) },
}

func (s *sheet) replyRuns(p Procedure) []run {
	if s.Kind != Reconsideration || s.procedure() != p {
		return nil
	}
	return []run{{on: s.ServedOn, met: s.filedOn(), void: s.decided(&s.Instances[0])}}
}

func (s *sheet) replyReviews(p Procedure, reply *Rule) []run {
	var runs []run
	for _, x := range s.replyRuns(p) {
		due := reply.clock(x, s.Law).Due
		runs = append(runs, run{on: due, met: s.submittedOn(), void: s.passedBy()})
	}
	return runs
}

// A reconsideration is spoken of in its own words (第三十八条: 参照).
var reconsideredStages = map[Stage]string{
	Submitting: "提交行政复议机关", Trying: "复议审理", Deciding: "复议决定", Reporting: "被纠错报告",
}

// TitleIn returns the stage as staff read it in a proceeding of a kind.
func (s Stage) TitleIn(k Kind) string {
	if title, ok := reconsideredStages[s]; ok && k == Reconsideration {
		return title
	}
	return s.Title()
}

// TitleIn returns the side as it is called in a proceeding of a kind.
func (s Side) TitleIn(k Kind) string {
	switch {
	case k == Reconsideration && s == Plaintiff:
		return "申请人"
	case k == Reconsideration && s == Respondent:
		return "被申请人"
	case k == SuggestionOnly && s == Respondent:
		return "被建议单位"
	}
	return s.Title()
}

// 行政复议意见书: 行政复议法第七十六条, sixty days; the Measures reach it by 第三十八
// 条.
var reconsiderationOpinion = &Rule{
	Key:     "reconsideration_opinion",
	Title:   "报送行政复议意见书的纠正情况",
	Article: "第三十八条",
	Basis:   []string{"《行政复议法》第七十六条"},
	Quote:   "参照本办法执行",
	From:    "收到行政复议意见书",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 60, Unit: Days},
	runs:    func(s *sheet) []run { return s.letters(ReconsiderationOpinion) },
}
