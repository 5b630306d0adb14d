package measures

import (
	"fmt"

	"yingsu/workflows/calendar"
)

// Squeeze says how much time a lawsuit leaves for drafting: the working days
// after forwarding is due (第十一条第二款) up to the day the response must be
// with the Bureau (第十四条第二款).
type Squeeze struct {
	Forward calendar.Date `json:"forward"`
	Review  calendar.Date `json:"review"`
	Days    int           `json:"days"` // working days between them; negative if the review is due first
}

// SqueezeOf finds the two dates among a lawsuit's clocks. It returns nil where
// the lawsuit knows no forwarding or no review.
func SqueezeOf(clocks []Clock, cal calendar.Calendar) *Squeeze {
	var s Squeeze
	for _, c := range clocks {
		switch c.Key {
		case forwarding.Key:
			s.Forward = c.Due
		case review.Key, reconsiderationReview.Key, reconsiderationReviewSummary.Key:
			s.Review = c.Due
		}
	}
	if s.Forward.IsZero() || s.Review.IsZero() {
		return nil
	}
	s.Days = cal.WorkingBetween(s.Forward, s.Review)
	return &s
}

// Inverted tells whether the chain cannot be kept: the response is due at the
// Bureau before the papers need even have reached the unit.
func (s *Squeeze) Inverted() bool { return s.Review.Before(s.Forward) }

// Tight tells whether two working days or fewer are left for drafting.
func (s *Squeeze) Tight() bool { return s.Days <= 2 }

// Warning says what is wrong and what to do about it.
func (s *Squeeze) Warning() string {
	if s.Inverted() {
		return fmt.Sprintf("转交期限与报审期限倒挂，无法依次办理：报送审查最迟为%s，早于转交期限%s。请当日转交，视情依第十五条申请延长举证期限，并由区司法局商定缩短内部审查时间。",
			s.Review.Chinese(), s.Forward.Chinese())
	}
	return fmt.Sprintf("准备时间紧：转交期限%s与报送审查期限%s之间只有%d个工作日，请提前转交。", s.Forward.Chinese(), s.Review.Chinese(), s.Days)
}
