package measures

import (
	"fmt"
	"slices"
)

// 第十一条第二款：……承办单位以及负有配合义务的部门、单位应当按照区司法局的要求参
// 加案件分析研讨、提交答辩材料、出庭参加应诉和办理其他与案件有关的事项。（第九条）
//
// What is asked, of whom and by when is the Bureau's to say; each unit that has
// been asked owes it in its own right, with a clock of its own.
var assistance = &Rule{
	Key:     "assistance",
	Title:   "按照区司法局的要求办理配合事项",
	Article: "第十一条第二款",
	Basis:   []string{"第九条"},
	Quote:   "承办单位以及负有配合义务的部门、单位应当按照区司法局的要求参加案件分析研讨、提交答辩材料、出庭参加应诉和办理其他与案件有关的事项",
	From:    "区司法局提出要求",
	Named:   JusticeBureau,
	Owner:   OwnedByHandlers,
	runs: func(s *sheet) []run {
		var runs []run
		for i, a := range s.Assistance {
			runs = append(runs, run{
				about: fmt.Sprintf("/%d", i+1), subject: fmt.Sprintf("第%d项", i+1), unit: a.Unit,
				on: a.On, last: a.Due, met: a.DoneOn, void: s.dropped(a.On),
			})
		}
		return runs
	},
}

// Takes tells whether a unit has any part in handling the lawsuit: as a handling
// unit, an assisting one, or one that has been asked for something.
func (f *File) Takes(unit string) bool {
	return slices.Contains(f.Handlers(), unit) || f.Assists(unit) || f.asked(unit)
}

func (f *File) asked(unit string) bool {
	return slices.ContainsFunc(f.Assistance, func(a Assistance) bool { return a.Unit == unit })
}
