package measures

import (
	"fmt"
	"slices"
	"strings"
)

// Defect is something that the text wants and the file does not show. It stops
// nobody: the court's day does not wait for a seal. It is shown to whoever
// reviews and files, and stays on record where they go on all the same.
type Defect struct {
	Article string `json:"article"`
	What    string `json:"what"`
}

// Defects checks the response against 第十二条、第十三条、第十四条第一款 and 第十六条: what
// is to be looked at before it goes to court.
func Defects(f *File) []Defect { return slices.Concat(papersLack(f), sealsLack(f), agentsLack(f)) }

// DefectsInReview are those that are to be looked at in the review already: what is
// sealed is sealed after it.
func DefectsInReview(f *File) []Defect { return slices.Concat(papersLack(f), agentsLack(f)) }

func papersLack(f *File) []Defect {
	var all []Defect
	if missing := f.MissingElements(); len(missing) > 0 {
		all = append(all, Defect{"第十二条", "答辩状尚未登记载明：" + titles(missing)})
	}
	for _, x := range f.Catalogue() {
		if missing := x.Unexplained(); len(missing) > 0 {
			all = append(all, Defect{"第十三条", fmt.Sprintf("证据%s“%s”尚未说明%s", x.Number, x.Title, strings.Join(missing, "、"))})
		}
	}
	return all
}

func sealsLack(f *File) []Defect {
	var all []Defect
	if unsealed := f.Unsealed(); len(unsealed) > 0 {
		all = append(all, Defect{"第十四条第一款", "尚未登记加盖印章：" + titles(unsealed)})
	}
	if early := f.SealedEarly(); len(early) > 0 {
		all = append(all, Defect{"第十四条第一款", "用印早于审查通过，请核对用印的是否为审定的文本：" + titles(early)})
	}
	return all
}

func agentsLack(f *File) []Defect {
	if f.Kind == Litigation && len(f.AgentsOf()) == 0 {
		return []Defect{{"第十六条第一款", "尚未登记诉讼代理人"}}
	}
	return nil
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
