package measures

// Periods that the statutes set for others, or for what does not come up in every
// lawsuit: the courts' own, those of a reconsideration, and those of whoever asks for
// more time, for enforcement or for compensation. Nobody is reminded of them, since the
// day from which they run is seldom on file; the calculator counts them.
var (
	// The court decides whether to allow it (民事诉讼法第八十六条).
	lapsedPeriod = &Rule{
		Key: "lapsed_period", Title: "申请顺延已经耽误的期限",
		Article: "《民事诉讼法》第八十六条", Basis: []string{"《行政诉讼法》第一百零一条"},
		From: "不可抗拒的事由或者其他障碍消除", Owner: OwnedByHandlers, Right: true,
		Period: Period{N: 10, Unit: Days}, Since: Papers,
	}

	firstInstance = &Rule{
		Key: "first_instance", Title: "作出第一审判决（审限，可依法批准延长）",
		Article: "《行政诉讼法》第八十一条",
		From:    "第一审立案", Owner: OwnedByCourt,
		Period: Period{N: 6, Unit: Months}, Since: Papers,
	}
	firstInstanceSummary = &Rule{
		Key: "first_instance_summary", Title: "简易程序审结（审限）",
		Article: "《行政诉讼法》第八十三条",
		From:    "第一审立案", Owner: OwnedByCourt,
		Period: Period{N: 45, Unit: Days}, Since: Papers,
	}
	secondInstance = &Rule{
		Key: "second_instance", Title: "作出终审判决（审限，可依法批准延长）",
		Article: "《行政诉讼法》第八十八条",
		From:    "第二审人民法院收到上诉状", Owner: OwnedByCourt,
		Period: Period{N: 3, Unit: Months}, Since: Papers,
	}
	retrialReview = &Rule{
		Key: "retrial_review", Title: "审查再审申请（可由院长批准延长）",
		Article: "《行诉解释》第一百一十二条",
		From:    "再审申请案件立案", Owner: OwnedByCourt,
		Period: Period{N: 6, Unit: Months}, Since: Papers,
	}

	// It may be thirty days longer in a complicated case.
	reconsiderationDecision = &Rule{
		Key: "reconsideration_decision", Title: "作出行政复议决定（普通程序，可批准延长至多30日）",
		Article: "《行政复议法》第六十二条第一款",
		From:    "行政复议机关受理申请", Owner: OwnedByReconsideration,
		Period: Period{N: 60, Unit: Days}, Since: Papers,
	}
	reconsiderationDecisionSummary = &Rule{
		Key: "reconsideration_decision_summary", Title: "作出行政复议决定（简易程序）",
		Article: "《行政复议法》第六十二条第二款",
		From:    "行政复议机关受理申请", Owner: OwnedByReconsideration,
		Period: Period{N: 30, Unit: Days}, Since: Papers,
	}

	enforcement = &Rule{
		Key: "enforcement", Title: "申请执行生效裁判",
		Article: "《行诉解释》第一百五十三条",
		From:    "裁判规定的履行期间最后一日（没有规定的为送达之日）", Owner: OwnedByHandlers, Right: true,
		Period: Period{N: 24, Unit: Months}, Since: Papers,
	}
	enforcementOfAct = &Rule{
		Key: "enforcement_of_act", Title: "申请人民法院强制执行行政行为",
		Article: "《行诉解释》第一百五十六条",
		From:    "被执行人的法定起诉期限届满", Owner: OwnedByHandlers, Right: true,
		Period: Period{N: 3, Unit: Months}, Since: Papers,
	}
	compensationDecision = &Rule{
		Key: "compensation_decision", Title: "作出是否赔偿的决定（另于10日内送达）",
		Article: "《国家赔偿法》第十三条",
		From:    "收到赔偿申请", Owner: OwnedByHandlers,
		Period: Period{N: 2, Unit: Months}, Since: Papers,
	}
)
