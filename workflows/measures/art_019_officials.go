package measures

import (
	"slices"
	"strings"
)

// 第十九条第二款：……被诉行政机关委托的组织或者下级行政机关的负责人，不能作为被诉
// 行政机关负责人出庭。

// Employers returns the organs whose responsible officials may stand in court: the
// sued ones, and an organ of the district that is a third party (负责人规定第一条第三款).
func (f *File) Employers() []string {
	var names []string
	for _, p := range f.Parties() {
		name := p.Unit
		if name == "" {
			name = p.Name
		}
		if (p.Side == Respondent || p.Ours()) && p.LeftOn.IsZero() && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// EligibleEmployer tells whether the head of an organ may stand in court as
// the organ's responsible official.
func (f *File) EligibleEmployer(organ string) bool {
	organ = strings.TrimSpace(organ)
	return slices.ContainsFunc(f.Parties(), func(p Party) bool {
		return (p.Side == Respondent || p.Ours()) && p.LeftOn.IsZero() && (organ == p.Name || p.Unit != "" && organ == p.Unit)
	})
}
