package measures

import (
	"fmt"
	"slices"
	"strconv"
)

// 第二十条 names six cases in which the principal must come to court. Five of
// them a person recognizes; the fourth follows from a protest on file.

// PrincipalItems are the six in the words of the Measures; the index plus one is
// the item.
var PrincipalItems = [...]string{
	"涉及重大公共利益的",
	"社会关注度高的",
	"可能引发群体性事件的",
	"检察机关抗诉或提起公益诉讼的",
	"人民法院、区司法局书面建议行政机关正职负责人出庭应诉的",
	"其他应当由正职负责人出庭的",
}

// Choices offers the six cases.
func (PrincipalItem) Choices() []Choice {
	var all []Choice
	for i, text := range PrincipalItems {
		all = append(all, Choice{strconv.Itoa(i + 1), fmt.Sprintf("（%s）%s", numerals[i+1], text)})
	}
	return all
}

// Citation cites the case: 第二十条第（二）项.
func (p PrincipalItem) Citation() string {
	if p < 1 || int(p) > len(PrincipalItems) {
		return "第二十条"
	}
	return fmt.Sprintf("第二十条第（%s）项", numerals[p])
}

// WithoutPrincipal tells whether a hearing was attended, or will be, by somebody
// else than the principal although the lawsuit is in a case of 第二十条, and nobody
// has said why.
func (f *File) WithoutPrincipal(h *Hearing) bool {
	if len(f.PrincipalRequired()) == 0 {
		return false
	}
	other := func(o Official) bool { return o.Rank != Principal && o.NoPrincipal == "" }
	return len(h.Officials) == 0 || slices.ContainsFunc(h.Officials, other)
}

// PrincipalRequired returns the cases of 第二十条 that the lawsuit is in, each
// once; none where any responsible official will do.
func (f *File) PrincipalRequired() []PrincipalItem {
	var items []PrincipalItem
	add := func(p PrincipalItem) {
		if !slices.Contains(items, p) {
			items = append(items, p)
		}
	}
	for _, g := range f.Principal {
		add(g.Item)
	}
	if f.PublicInterest {
		add(4)
	}
	if slices.ContainsFunc(f.Retrials, func(r RetrialApplication) bool { return r.By == ByProcuracy }) {
		add(4)
	}
	slices.Sort(items)
	return items
}
