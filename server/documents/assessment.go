package documents

import (
	"fmt"
	"strconv"
	"strings"

	"yingsu/models/assessment"
)

// Assessment draws how the units of the district stand in a year (第三十五条): their places
// and totals, how often they were honoured where that is known, what they have reached in
// each of the seven points, and what was found not to apply to them.
func Assessment(year int, mark string, sheets []assessment.Sheet, exempt []string) *Document {
	title := fmt.Sprintf("%d年度行政应诉工作考核", year)
	d := &Document{Kind: "assessment", Name: title, Title: title + "结果", Mark: mark}
	d.say("根据《威海市环翠区行政应诉管理办法》第三十五条，对本区各单位%d年度行政应诉工作考核如下。", year)
	d.table(standing(sheets))
	for n, p := range assessment.Points {
		d.say("第%d项：%s。", n+1, p)
	}
	d.say("总分按适用的分值折算为百分制。")
	if assessment.Honoured(sheets) {
		d.say("%s：%s。", assessment.Honours.Title, assessment.Honours.Meaning)
	}
	if len(exempt) > 0 {
		d.say("经区司法局认定不适用的指标，其分值不计入：%s。", strings.Join(exempt, "；"))
	}
	d.sign("威海市环翠区司法局", undated)
	return d
}

// standing rules the table of the units, the best first.
func standing(sheets []assessment.Sheet) *Table {
	unit, honours := Column{Head: "单位", Width: 39}, Column{Head: assessment.Honours.Title, Width: 13, Centre: true}
	ruled := &Table{Dense: true, Columns: []Column{{Head: "名次", Width: 12, Centre: true}, unit, {Head: "总分", Width: 14, Centre: true}}}
	if assessment.Honoured(sheets) {
		ruled.Columns[1].Width -= honours.Width
		ruled.Columns = append(ruled.Columns, honours)
	}
	for n := range assessment.Points {
		ruled.Columns = append(ruled.Columns, Column{Head: fmt.Sprintf("第%d项", n+1), Width: 13, Centre: true})
	}
	for _, s := range sheets {
		line := []string{strconv.Itoa(s.Rank), s.Unit, assessment.PointsOf(s.Total)}
		if s.Honours != nil {
			line = append(line, s.Honours.Text())
		}
		for n := range assessment.Points {
			reached, of := s.Reached(n + 1)
			text := assessment.PointsOf(reached)
			if of == 0 {
				text = "—"
			}
			line = append(line, text)
		}
		ruled.row(0, line...)
	}
	return ruled
}
