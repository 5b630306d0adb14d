package measures

import (
	"fmt"

	"yingsu/workflows/calendar"
)

// 第十四条第二款：对涉及区政府的行政应诉案件，承办单位应当最迟于举证期限届满前
// 5个工作日将……应诉材料报送区司法局审查。
//
// The day of expiry does not count; the fifth working day before it is still in
// time. The first submission meets the clock: a file that comes back with an
// opinion and is submitted again later is not thereby late. Where the lawsuit is taken up
// at a later instance, the response was another's matter: the court may name a day for what
// is given there, and nothing has to be reviewed before it. How soon the Bureau
// decides and the unit files is left open (及时).
var review = &Rule{
	Key:     "review",
	Title:   "将应诉材料报送区司法局审查",
	Article: "第十四条第二款",
	Quote:   "承办单位应当最迟于举证期限届满前5个工作日将答辩状、证明材料、法律依据和授权委托书等应诉材料报送区司法局审查",
	From:    "举证期限届满",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 5, Unit: WorkingDays, Back: true},
	After:   evidence,
	runs: func(s *sheet) []run {
		if s.Kind == Reconsideration || !s.AgainstDistrict() || s.Logic >= Letters && s.opening().Later {
			return nil
		}
		organ, _ := s.reviewed()
		x := run{on: s.evidenceDue(organ), met: s.submittedOn(), void: s.passedBy()}
		if x.void.why == "" {
			x.void = s.postponed(organ)
		}
		return []run{x}
	},
}

// How soon the Bureau decides the text leaves open. Two working days are a
// target of our own, for each round: what comes back needs time to be mended.
var reviewOpinion = &Rule{
	Key:      "review_opinion",
	Title:    "审查应诉材料并提出意见",
	Article:  "第十四条第二款",
	Quote:    "区司法局审查通过后，承办单位应当及时提交人民法院",
	From:     "承办单位报送审查",
	Owner:    OwnedByBureau,
	Internal: true,
	Period:   Period{N: 2, Unit: WorkingDays},
	runs: func(s *sheet) []run {
		var runs []run
		for i, r := range s.Reviews {
			x := run{on: r.SubmittedOn, met: r.DecidedOn, void: s.passedBy()}
			if i > 0 {
				x.about, x.subject = fmt.Sprintf("/%d", i+1), Times(i+1)+"报送"
			}
			runs = append(runs, x)
		}
		return runs
	},
}

// submittedOn returns the day of the first submission for review, zero if
// there was none.
func (f *File) submittedOn() calendar.Date {
	if len(f.Reviews) == 0 {
		return calendar.Date{}
	}
	return f.Reviews[0].SubmittedOn
}

// passedBy says why a review is no longer owed, or nothing.
func (s *sheet) passedBy() ending {
	if !s.filedOn().IsZero() {
		return ending{"应诉材料未经审查即已提交", s.filedOn()}
	}
	return s.unlessLeft(s.decided(s.opening()))
}
