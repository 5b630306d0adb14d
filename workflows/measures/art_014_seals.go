package measures

import (
	"slices"

	"yingsu/workflows/calendar"
)

// 第十四条第一款：应诉材料经审定后，应当在答辩状、法定代表人身份证明书和授权委托书
// 上加盖印章。

// SealedEarly returns those of the three papers that were last sealed before the
// Bureau passed them (审定后): what is sealed may not be what was passed.
func (f *File) SealedEarly() []SealedPaper {
	if !f.Approved() {
		return nil
	}
	passed := f.Reviews[len(f.Reviews)-1].DecidedOn
	var early []SealedPaper
	for _, c := range SealedPaper("").Choices() {
		last := calendar.Date{}
		for _, s := range f.Seals {
			if slices.Contains(s.Papers, SealedPaper(c.Value)) {
				last = later(last, s.On)
			}
		}
		if !last.IsZero() && last.Before(passed) {
			early = append(early, SealedPaper(c.Value))
		}
	}
	return early
}

// Unsealed returns those of the three papers of which nobody has said that they
// bear a seal.
func (f *File) Unsealed() []SealedPaper {
	var unsealed []SealedPaper
	for _, c := range SealedPaper("").Choices() {
		sealed := func(s Seal) bool { return slices.Contains(s.Papers, SealedPaper(c.Value)) }
		if !slices.ContainsFunc(f.Seals, sealed) {
			unsealed = append(unsealed, SealedPaper(c.Value))
		}
	}
	return unsealed
}
