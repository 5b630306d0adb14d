package measures

import "yingsu/workflows/calendar"

// 第十一条第二款：对涉及区政府的行政应诉案件，区司法局收到人民法院的应诉通知
// 后，应当及时确定承办单位，并在2个工作日内将相关材料副本转交承办单位。
//
// The two working days bind the Justice Bureau and run from the day the notice
// reached it, not from service on the defendant. 及时确定承办单位 is an open norm:
// it has no date of its own and must be done for forwarding to be possible.
var forwarding = &Rule{
	Key:     "forward",
	Title:   "将应诉材料副本转交承办单位",
	Article: "第十一条第二款",
	Quote:   "并在2个工作日内将相关材料副本转交承办单位",
	From:    "区司法局收到应诉通知",
	Owner:   OwnedByBureau,
	Period:  Period{N: 2, Unit: WorkingDays},
	runs: func(s *sheet) []run {
		if !s.AgainstDistrict() {
			return nil
		}
		return []run{{on: s.bureauReceivedOn(), met: s.ForwardedOn, void: s.unlessLeft(s.dropped(s.bureauReceivedOn()))}}
	},
}

// bureauReceivedOn returns the day the notice reached the Justice Bureau: that
// of service where no other is on file.
func (f *File) bureauReceivedOn() calendar.Date {
	if f.BureauReceivedOn.IsZero() {
		return f.ServedOn
	}
	return f.BureauReceivedOn
}
