package measures

import (
	"fmt"
	"slices"
)

// 第十三条：行政机关对提交的证据材料应当制作证据目录，逐一分类编号，对证据材料的来
// 源、证明对象和内容作出说明。

// Exhibit is one line of the catalogue of evidence.
type Exhibit struct {
	Number string `json:"number"` // 1-2: the second of the first group
	Place  int    `json:"place"`  // the paper's number in the file
	Material
}

// Catalogue returns the evidence on file in the order of its groups, numbered
// within each. The groups stand in the order in which they were begun.
func (f *File) Catalogue() []Exhibit {
	var groups []string
	var exhibits [][]Exhibit
	for place, m := range f.Materials {
		if m.Kind != 2 || !m.Counts() {
			continue
		}
		g := slices.Index(groups, m.Group)
		if g < 0 {
			g = len(groups)
			groups, exhibits = append(groups, m.Group), append(exhibits, nil)
		}
		number := fmt.Sprintf("%d-%d", g+1, len(exhibits[g])+1)
		exhibits[g] = append(exhibits[g], Exhibit{number, place + 1, m})
	}
	return slices.Concat(exhibits...)
}

// Unexplained says what 第十三条 wants of a piece of evidence and is not there.
func (m Material) Unexplained() []string {
	var missing []string
	for _, x := range []struct{ what, have string }{
		{"证据种类", string(m.Class)}, {"来源", m.Source}, {"证明对象", m.Proves}, {"内容", m.Content},
	} {
		if x.have == "" {
			missing = append(missing, x.what)
		}
	}
	return missing
}
