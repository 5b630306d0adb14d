package measures

import "slices"

// 第十四条第一款：应诉材料经审定后，应当在答辩状、法定代表人身份证明书和授权委托书
// 上加盖印章。

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
