// Package stocktest has a ledger of fifty running lawsuits in all stages, with invented
// names, for tests of the taking over.
package stocktest

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Headings are the ledger's, as an office might have them.
var Headings = []string{
	"序号", "案号", "受理法院", "审级", "原告", "被告", "第三人", "案由", "收到应诉通知书日期", "承办单位", "转交日期", "报送审查日期", "提交法院日期",
	"开庭日期", "出庭负责人", "负责人职务", "是否出庭", "未出庭原因", "裁判日期", "裁判结果", "裁判送达日期", "上诉人", "上诉日期", "上诉状副本送达日期", "二审案号", "二审法院",
	"二审裁判日期", "二审裁判结果", "二审裁判送达日期", "原审案号", "原审法院", "原审裁判结果", "原审裁判日期", "生效日期", "是否败诉", "败诉报告日期", "履行期限", "履行日期", "结案日期", "归档日期", "案卷号", "备注",
}

// Lawsuit is a line of the ledger, and where it says that the lawsuit stands.
type Lawsuit struct {
	Cells map[string]any
	Stage measures.Stage
	Late  bool // something is really open and late
}

// Number is its case number.
func (l Lawsuit) Number() string { return l.Cells["案号"].(string) }

// Fifty returns fifty lawsuits as they stand on a day.
func Fifty(today calendar.Date) []Lawsuit {
	ago := func(n int) calendar.Date { return calendar.Builtin().LastWorking(today.AddDays(-n)) }
	on := calendar.Builtin().AddWorking(today, 20)
	kinds := []func(n int) Lawsuit{
		func(n int) Lawsuit { return district(n, ago(1)).at(measures.Designating) },
		func(n int) Lawsuit {
			return district(n, ago(1)).with("承办单位", "区城市管理局").at(measures.Forwarding)
		},
		func(n int) Lawsuit { return handled(n, ago(4), ago(4)).at(measures.Preparing) },
		func(n int) Lawsuit {
			return handled(n, ago(8), ago(7)).with("报送审查日期", ago(1)).at(measures.Reviewing)
		},
		func(n int) Lawsuit { return handled(n, ago(40), ago(39)).late().at(measures.Preparing) },
		func(n int) Lawsuit { return answered(n, ago(30)).at(measures.Trying) },
		func(n int) Lawsuit {
			return answered(n, ago(30)).with("开庭日期", on, "出庭负责人", "赵某某", "负责人职务", "副区长").at(measures.Trying)
		},
		func(n int) Lawsuit { return heard(n, ago(60), ago(20)).at(measures.Trying) },
		func(n int) Lawsuit { return decided(n, ago(90), ago(5), "驳回诉讼请求").at(measures.Deciding) },
		func(n int) Lawsuit {
			return decided(n, ago(120), ago(40), "撤销").with("上诉人", "被告", "上诉日期", ago(30), "二审案号", fmt.Sprintf("（2025）鲁行终%d号", 7000+n), "二审法院", "山东省高级人民法院").at(measures.Trying)
		},
		func(n int) Lawsuit {
			return decided(n, ago(150), ago(30), "确认违法").with("生效日期", ago(5), "是否败诉", "是").at(measures.Reporting)
		},
		func(n int) Lawsuit {
			return decided(n, ago(200), ago(90), "撤销").with("生效日期", ago(70), "是否败诉", "是").late().at(measures.Reporting)
		},
		func(n int) Lawsuit {
			return decided(n, ago(150), ago(60), "责令履行法定职责").with("生效日期", ago(40), "是否败诉", "是", "败诉报告日期", ago(35), "履行期限", ago(30), "履行日期", ago(33)).at(measures.Concluding)
		},
		func(n int) Lawsuit {
			return decided(n, ago(150), ago(60), "驳回起诉").with("生效日期", ago(40), "是否败诉", "否", "结案日期", ago(10)).at(measures.Archiving)
		},
		func(n int) Lawsuit {
			return decided(n, ago(500), ago(420), "驳回诉讼请求").with("生效日期", ago(390), "结案日期", ago(385), "归档日期", ago(370), "案卷号", fmt.Sprintf("环应诉旧%d卷", n)).at(measures.Archived)
		},
		func(n int) Lawsuit {
			return decided(n, ago(300), ago(200), "撤销").with("上诉人", "被告", "上诉日期", ago(190), "二审案号", fmt.Sprintf("（2025）鲁行终%d号", 7000+n), "二审裁判日期", ago(60), "二审裁判结果", "驳回上诉，维持原判", "二审裁判送达日期", ago(55), "生效日期", ago(55), "败诉报告日期", ago(50)).at(measures.Concluding)
		},
		func(n int) Lawsuit {
			return lawsuit(n, ago(12), "（2025）鲁行终%d号", "威海市环翠区人民政府").with("受理法院", "山东省高级人民法院", "审级", "二审", "承办单位", "区城市管理局", "转交日期", ago(11), "上诉人", "原告",
				"原审案号", fmt.Sprintf("（2025）鲁10行初%d号", 8000+n), "原审法院", "威海市中级人民法院", "原审裁判结果", "撤销", "原审裁判日期", ago(60)).at(measures.Trying)
		},
		func(n int) Lawsuit {
			return lawsuit(n, ago(30), "（2025）鲁10行初%d号", "威海市环翠区人民政府\n威海市环翠区张村镇人民政府").with("承办单位", "区城市管理局", "转交日期", ago(30), "报送审查日期", ago(28), "提交法院日期", ago(24)).at(measures.Trying)
		},
		func(n int) Lawsuit {
			return lawsuit(n, ago(25), "（2025）鲁1002行初%d号", "威海市环翠区张村镇人民政府").with("受理法院", "威海市环翠区人民法院", "提交法院日期", ago(15)).at(measures.Trying)
		},
		func(n int) Lawsuit {
			return answered(n, ago(80)).with("裁判日期", ago(20), "裁判结果", "准许撤诉", "裁判送达日期", ago(18)).at(measures.Concluding)
		},
	}
	var all []Lawsuit
	for n := range 50 {
		all = append(all, kinds[n%len(kinds)](n+1))
	}
	return all
}

func lawsuit(n int, served calendar.Date, number, defendants string) Lawsuit {
	plaintiffs := []string{"林某甲", "丛某乙、戚某丙", "邹某丁等12人", "某某食品有限公司"}[n%4]
	return Lawsuit{Cells: map[string]any{
		"序号": n, "案号": fmt.Sprintf(number, 900+n), "受理法院": "威海市中级人民法院", "原告": plaintiffs, "被告": defendants,
		"案由": []string{"房屋强制拆除", "政府信息公开", "行政处罚"}[n%3], "收到应诉通知书日期": served, "备注": "台账原有备注",
	}}
}

func district(n int, served calendar.Date) Lawsuit {
	return lawsuit(n, served, "（2025）鲁10行初%d号", "威海市环翠区人民政府")
}

func handled(n int, served, forwarded calendar.Date) Lawsuit {
	return district(n, served).with("承办单位", []string{"区城市管理局", "张村镇"}[n%2], "转交日期", forwarded)
}

func answered(n int, served calendar.Date) Lawsuit {
	return handled(n, served, served).with("报送审查日期", working(served, 1), "提交法院日期", working(served, 3))
}

func heard(n int, served, hearing calendar.Date) Lawsuit {
	if n%2 == 0 {
		return answered(n, served).with("开庭日期", hearing, "是否出庭", "否", "未出庭原因", "参加省政府会议")
	}
	return answered(n, served).with("开庭日期", hearing, "出庭负责人", "赵某某", "负责人职务", "副区长", "是否出庭", "是")
}

func decided(n int, served, judged calendar.Date, outcome string) Lawsuit {
	return heard(n, served, working(judged, -10)).with("裁判日期", judged, "裁判结果", outcome, "裁判送达日期", judged)
}

func working(from calendar.Date, n int) calendar.Date { return calendar.Builtin().AddWorking(from, n) }

func (l Lawsuit) with(pairs ...any) Lawsuit {
	for i := 0; i < len(pairs); i += 2 {
		l.Cells[pairs[i].(string)] = pairs[i+1]
	}
	return l
}

func (l Lawsuit) at(s measures.Stage) Lawsuit {
	l.Stage = s
	return l
}

func (l Lawsuit) late() Lawsuit {
	l.Late = true
	return l
}

// Workbook writes lawsuits as an .xlsx, with titles above the headings, and days as days.
func Workbook(all []Lawsuit) ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it was read or written by then
	style, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		return nil, err
	}
	set := func(column, row int, value any) {
		at, cellErr := excelize.CoordinatesToCellName(column, row)
		if err == nil {
			err = cellErr
		}
		day, isDay := value.(calendar.Date)
		switch {
		case err != nil:
		case isDay && row%3 == 0: // some type days as words
			err = book.SetCellValue("Sheet1", at, fmt.Sprintf("%d年%d月%d日", day.Year(), day.Month(), day.Day()))
		case isDay:
			if err = book.SetCellValue("Sheet1", at, day.Sub(calendar.On(1899, 12, 30))); err == nil {
				err = book.SetCellStyle("Sheet1", at, at, style)
			}
		default:
			err = book.SetCellValue("Sheet1", at, value)
		}
	}
	set(1, 1, "行政应诉案件台账")
	set(1, 2, "填报单位：区司法局")
	for i, heading := range Headings {
		set(i+1, 3, heading)
	}
	for n, l := range all {
		for i, heading := range Headings {
			if value, ok := l.Cells[heading]; ok {
				set(i+1, n+4, value)
			}
		}
	}
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}
