package measures

import "slices"

// 第十二条：答辩状应当形式规范、说理充分，载明受理法院、案号、答辩机关基本信息，事
// 实和相关依据，主要观点和答辩请求，落款和日期等内容。
//
// Whether the reasoning is sufficient a person judges. What must be stated is a
// list, and a list can be checked.

// MissingElements returns what the statement of defence on file does not state.
// It is every element where there is no statement, or nobody has checked it.
func (f *File) MissingElements() []DefenceElement {
	var stated []DefenceElement
	for _, m := range f.Papers() {
		if m.Kind == 1 {
			stated = append(stated, m.Elements...)
		}
	}
	var missing []DefenceElement
	for _, c := range DefenceElement("").Choices() {
		if e := DefenceElement(c.Value); !slices.Contains(stated, e) {
			missing = append(missing, e)
		}
	}
	return missing
}
