package measures

import "yingsu/workflows/calendar"

// 第十一条第二款 says by when the Bureau forwards the papers, and nothing about
// the signature for them. That they lie unsigned is the commonest way to lose the
// first days, so one working day is set as a target of our own, for each handling
// unit by itself: a unit that comes in by a change of hands has its own.
var acknowledgement = &Rule{
	Key:      "acknowledge",
	Title:    "签收转交的应诉材料",
	Article:  "第十一条第二款",
	Quote:    "将相关材料副本转交承办单位",
	From:     "材料转交承办单位",
	Owner:    OwnedByHandlers,
	Internal: true,
	Period:   Period{N: 1, Unit: WorkingDays},
	runs: func(s *sheet) []run {
		if !s.AgainstDistrict() || s.ForwardedOn.IsZero() {
			return nil
		}
		var runs []run
		for _, unit := range s.Designated() {
			x := run{about: "/" + unit, subject: unit, unit: unit, on: s.ForwardedOn, void: s.answeredBy()}
			if on := s.tookOver(unit); on.After(s.ForwardedOn) {
				x.on, x.is = on, "改派该单位承办"
			}
			x.met = s.acknowledgedBy(unit)
			runs = append(runs, x)
		}
		return runs
	},
}

// answeredBy says why nobody need sign for the papers any more, or nothing.
func (s *sheet) answeredBy() ending {
	if !s.filedOn().IsZero() {
		return ending{"应诉材料已提交人民法院", s.filedOn()}
	}
	return s.unlessLeft(s.decided(s.opening()))
}

// unlessLeft is what ends a duty of the district government's own, unless it has left the
// lawsuit: then that does.
func (s *sheet) unlessLeft(e ending) ending {
	if left := s.districtLeft(); left.why != "" {
		return left
	}
	return e
}

// tookOver returns the day on which a unit came in by a change of hands, zero for
// one that has handled the lawsuit from the first.
func (f *File) tookOver(unit string) calendar.Date {
	if f.Designation != nil {
		for _, r := range f.Designation.NewOn {
			if r.Unit == unit {
				return r.On
			}
		}
	}
	return calendar.Date{}
}

// acknowledgedBy returns the day on which a unit signed for the papers, zero if
// it has not.
func (f *File) acknowledgedBy(unit string) calendar.Date {
	for _, r := range f.Acknowledged {
		if r.Unit == unit {
			return r.On
		}
	}
	return calendar.Date{}
}

// Signed tells whether a unit has signed for the papers.
func (f *File) Signed(unit string) bool { return !f.acknowledgedBy(unit).IsZero() }
