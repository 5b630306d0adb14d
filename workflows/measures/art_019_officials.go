package measures

import (
	"slices"
	"strings"
)

// 第十九条第二款：……被诉行政机关委托的组织或者下级行政机关的负责人，不能作为被诉
// 行政机关负责人出庭。

// Employers returns the organs whose responsible officials may stand in court:
// the sued ones.
func (f *File) Employers() []string {
	var names []string
	for _, d := range f.Defendants {
		name := d.Unit
		if name == "" {
			name = d.Name
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// EligibleEmployer tells whether the head of an organ may stand in court as
// the sued organ's responsible official.
func (f *File) EligibleEmployer(organ string) bool {
	organ = strings.TrimSpace(organ)
	return slices.ContainsFunc(f.Defendants, func(d Defendant) bool {
		return organ == d.Name || d.Unit != "" && organ == d.Unit
	})
}
