package measures

import (
	"fmt"
	"math/big"
	"slices"
)

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
	runs: func(s *sheet) []run {
		return s.payments(func(c Compensation) run {
			if !c.ReceivedOn.IsZero() {
				return run{on: c.ReceivedOn, is: "收到赔偿请求人的支付申请", met: c.AppliedOn}
			}
			return run{on: c.AcceptedOn, met: c.AppliedOn}
		})
	},
}

// The treasury pays within fifteen days of accepting the application
// (《国家赔偿费用管理条例》第十条). It is the treasury's duty; the handling unit is told,
// because the claimant will ask it.
var compensationPayment = &Rule{
	Key:     "compensation_payment",
	Title:   "支付赔偿费用",
	Article: "第二十八条",
	Basis:   []string{"《国家赔偿法》第三十七条第三款", "《国家赔偿费用管理条例》第十条"},
	Quote:   "符合要求的，应当按照预算和财政国库管理的有关规定支付赔偿费用",
	From:    "财政部门收到支付申请",
	Owner:   OwnedByTreasury,
	Period:  Period{N: 15, Unit: Days},
	runs: func(s *sheet) []run {
		return s.payments(func(c Compensation) run { return run{on: c.AppliedOn, met: c.PaidOn} })
	},
}

// payments returns a run for each sum that is to be paid. Since Apart an ordered retrial
// suspends them as it does everything that the decision orders (行诉解释第一百一十八条).
func (s *sheet) payments(of func(Compensation) run) []run {
	var runs []run
	for i, c := range s.Compensation {
		x := of(c)
		if suspended, again := s.suspended(s.awardedIn(c)); s.Logic >= Apart {
			x.void = suspended
			if again.After(x.on) && !x.on.IsZero() {
				x.on, x.is = again, "再审程序结束，原裁判恢复执行"
			}
		}
		if i > 0 {
			x.about, x.subject = fmt.Sprintf("/%d", i+1), c.Claimant
		}
		runs = append(runs, x)
	}
	return runs
}

// awardedIn returns the number of the instance whose decision a sum is paid on: the last one
// that had taken effect when the claimant asked for it.
func (f *File) awardedIn(c Compensation) int {
	for i, in := range slices.Backward(f.Instances) {
		if in.Effective != nil && !in.Effective.On.After(c.AcceptedOn) {
			return i
		}
	}
	return 0
}

// PaidInFull tells whether a sum in yuan is the one that was awarded.
func (c Compensation) PaidInFull(paid string) bool {
	awarded, ok := new(big.Rat).SetString(c.Amount)
	given, fine := new(big.Rat).SetString(paid)
	return ok && fine && awarded.Cmp(given) == 0
}

// Unpaid returns the sums of which nobody has noted that they were paid.
func (f *File) Unpaid() []Compensation {
	var open []Compensation
	for _, c := range f.Compensation {
		if c.PaidOn.IsZero() {
			open = append(open, c)
		}
	}
	return open
}
