package measures

import (
	"slices"
	"strconv"
)

// MaterialKinds are the six kinds of paper that a response consists of
// (第十一条第一款); the index plus one is the item. The first five must be there
// before the response leaves the unit, the sixth is whatever else is asked for.
var MaterialKinds = [...]string{
	"答辩状或者代理意见",
	"证据",
	"所依据的法律、法规、规章和规范性文件",
	"法定代表人身份证明书",
	"授权委托书",
	"其他需要提交的材料",
}

// Title returns the item's words.
func (m MaterialItem) Title() string { return MaterialKinds[m-1] }

// Choices offers the six kinds.
func (MaterialItem) Choices() []Choice {
	var all []Choice
	for i, kind := range MaterialKinds {
		all = append(all, Choice{strconv.Itoa(i + 1), kind})
	}
	return all
}

// MissingMaterials returns the items of 第十一条第一款 that must be in the response and are
// not yet on file: in that of some organs, if any are named, which needs them of each.
func (f *File) MissingMaterials(organs ...string) []MaterialItem {
	var missing []MaterialItem
	if len(organs) < 2 {
		return f.missing(organs...)
	}
	for _, organ := range organs {
		for _, item := range f.missing(organ) {
			if !slices.Contains(missing, item) {
				missing = append(missing, item)
			}
		}
	}
	slices.Sort(missing)
	return missing
}

func (f *File) missing(organ ...string) []MaterialItem {
	var have [len(MaterialKinds) + 1]bool
	for _, m := range f.Papers() {
		if len(organ) == 0 || m.Organ == "" || m.Organ == organ[0] {
			have[m.Kind] = true
		}
	}
	var missing []MaterialItem
	for item := MaterialItem(1); item <= 5; item++ {
		if !have[item] {
			missing = append(missing, item)
		}
	}
	return missing
}

// Counts tells whether the paper is part of the response: neither voided nor
// replaced by a newer version.
func (m Material) Counts() bool { return m.ReplacedBy == 0 && m.Voided == "" }

// Papers returns the papers that make up the response.
func (f *File) Papers() []Material {
	var papers []Material
	for _, m := range f.Materials {
		if m.Counts() {
			papers = append(papers, m)
		}
	}
	return papers
}
