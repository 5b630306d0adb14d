package measures

// 第二十六条第二款：……应当在法定期限内向人民法院提交再审申请。
//
// Six months from when the decision took effect (行诉解释第一百一十条), a fixed
// period that nothing interrupts. The courts count it from the service of the
// document (立案程序规定第十二条第二款): that day is asked for.
var retrialApplication = &Rule{
	Key:     "retrial_application",
	Title:   "申请再审",
	Article: "第二十六条第二款",
	Basis:   []string{"《行政诉讼法》司法解释第一百一十条", "《关于行政申请再审案件立案程序的规定》第十二条"},
	Quote:   "应当在法定期限内向人民法院提交再审申请",
	From:    "收到生效裁判文书",
	Owner:   OwnedByHandlers,
	Right:   true,
	Period:  Period{N: 6, Unit: Months},
}

// The written opinion on another party's application (行诉解释第一百一十一条).
var retrialOpinion = &Rule{
	Key:     "retrial_opinion",
	Title:   "对再审申请提交书面意见",
	Article: "《行政诉讼法》司法解释第一百一十一条",
	From:    "收到再审申请书副本",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 15, Unit: Days},
}
