package measures

// 第二十八条：……应当按照预算管理权限向财政部门提出书面支付申请。
//
// Seven natural days from accepting the claimant's application for payment
// (《国家赔偿法》第三十七条第三款); the Measures name no number.
var compensationApplication = &Rule{
	Key:     "compensation_application",
	Title:   "向财政部门提出赔偿费用支付申请",
	Article: "第二十八条",
	Basis:   []string{"《国家赔偿法》第三十七条第三款"},
	Quote:   "应当按照预算管理权限向财政部门提出书面支付申请",
	From:    "受理赔偿请求人的支付申请",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 7, Unit: Days},
}
