package measures

// 第十五条：因不可抗力或者其他正当事由……应当在期限届满前向人民法院提出延长举证
// 期限的书面申请。
//
// The application must be made within the same fifteen days
// (行诉解释第三十四条、第三十六条). It is a way out, not a duty.
var evidenceExtension = &Rule{
	Key:     "evidence_extension",
	Title:   "书面申请延长举证期限",
	Article: "第十五条",
	Basis:   []string{"《行政诉讼法》第三十六条第一款", "《行政诉讼法》司法解释第三十四条、第三十六条"},
	Quote:   "应当在期限届满前向人民法院提出延长举证期限的书面申请",
	From:    "被告收到起诉状副本",
	Owner:   OwnedByHandlers,
	Right:   true,
	Period:  Period{N: 15, Unit: Days},
}

// A defendant who thinks that another court has jurisdiction must say so within
// the same time (行诉解释第十条). The Measures are silent about it.
var jurisdictionObjection = &Rule{
	Key:     "jurisdiction_objection",
	Title:   "提出管辖异议",
	Article: "《行政诉讼法》司法解释第十条第一款",
	From:    "被告收到起诉状副本",
	Owner:   OwnedByHandlers,
	Right:   true,
	Period:  Period{N: 15, Unit: Days},
}
