package measures

import (
	"fmt"
	"strings"
)

// Defect is something that the text wants and the file does not show. It stops
// nobody: the court's day does not wait for a seal. It is shown to whoever
// reviews and files, and stays on record where they go on all the same.
type Defect struct {
	Article string `json:"article"`
	What    string `json:"what"`
}

// Defects checks the response against 第十二条、第十三条、第十四条第一款 and 第十六条.
func Defects(f *File) []Defect {
	var all []Defect
	if missing := f.MissingElements(); len(missing) > 0 {
		all = append(all, Defect{"第十二条", "答辩状尚未登记载明：" + titles(missing)})
	}
	for _, x := range f.Catalogue() {
		if missing := x.Unexplained(); len(missing) > 0 {
			all = append(all, Defect{"第十三条", fmt.Sprintf("证据%s“%s”尚未说明%s", x.Number, x.Title, strings.Join(missing, "、"))})
		}
	}
	if unsealed := f.Unsealed(); len(unsealed) > 0 {
		all = append(all, Defect{"第十四条第一款", "尚未登记加盖印章：" + titles(unsealed)})
	}
	if early := f.SealedEarly(); len(early) > 0 {
		all = append(all, Defect{"第十四条第一款", "用印早于审查通过，请核对用印的是否为审定的文本：" + titles(early)})
	}
	if f.Kind == Litigation && len(f.AgentsOf()) == 0 {
		all = append(all, Defect{"第十六条第一款", "尚未登记诉讼代理人"})
	}
	return all
}

// titled is a value with words that staff read.
type titled interface{ Title() string }

func titles[T titled](values []T) string {
	var words []string
	for _, v := range values {
		words = append(words, v.Title())
	}
	return strings.Join(words, "、")
}
