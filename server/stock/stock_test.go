package stock_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"yingsu/models"
	"yingsu/server/stock"
	"yingsu/server/stock/stocktest"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

var today = calendar.On(2026, 3, 10)

var directory = stock.Directory{
	{Name: "区政府", FullName: "威海市环翠区人民政府"}, {Name: "区司法局", FullName: "威海市环翠区司法局"},
	{Name: "区城市管理局", FullName: "威海市环翠区城市管理局"}, {Name: "张村镇", FullName: "威海市环翠区张村镇人民政府"},
}

var (
	clerk    = models.Actor{Username: "clerk", Name: "林小文", Role: models.Clerk, Unit: "区司法局"}
	director = models.Actor{Username: "director", Name: "郑司远", Role: models.Director, Unit: "区司法局"}
)

func ledgerOf(t *testing.T, content []byte, by models.Actor) *stock.Ledger {
	t.Helper()
	table, err := stock.Read(content)
	if err != nil {
		t.Fatal(err)
	}
	return &stock.Ledger{
		Table: table, Mapping: table.Map(), Directory: directory, By: by,
		Bench: workflows.Bench{Law: measures.Law{Calendar: calendar.Builtin(), Edition: measures.Editions[0], Logic: measures.Current}, Today: today},
	}
}

func TestDay(t *testing.T) {
	for _, row := range []struct {
		text, want string
		excel      bool
	}{
		{"2026-03-02", "2026-03-02", false},
		{"2026/3/2", "2026-03-02", false},
		{"2026.3.2", "2026-03-02", false},
		{"2026．03．02", "2026-03-02", false},
		{"２０２６年３月２日", "2026-03-02", false},
		{"2026年3月2日（周一）", "2026-03-02", false},
		{"2026年3月2日 星期一", "2026-03-02", false},
		{"2026年3月2日上午9时30分", "2026-03-02", false},
		{"2026-03-02 09:30:00", "2026-03-02", false},
		{"2026-03-02T00:00:00Z", "2026-03-02", false},
		{"20260302", "2026-03-02", false},
		{"二〇二六年三月二十一日", "2026-03-21", false},
		{"二〇二六年十二月十日", "2026-12-10", false},
		{"46083", "2026-03-02", true},
		{"46083.395833", "2026-03-02", true},
		{"", "", false}, {"无", "", false}, {"—", "", false}, {"／", "", false},
		{"46083", "error", false}, // in a text nobody can tell
		{"2026年2月30日", "error", false},
		{"2026-13-01", "error", false},
		{"26.3.2", "error", false},
		{"3月2日", "error", false},
		{"2026年3月", "error", false},
		{"已送达", "error", false},
	} {
		d, err := stock.Cell{Text: row.text, Excel: row.excel}.Day()
		got := d.String()
		if err != nil {
			got = "error"
		}
		if got != row.want {
			t.Errorf("%q is %s, want %s (%v)", row.text, got, row.want, err)
		}
	}
}

func TestNames(t *testing.T) {
	for text, want := range map[string]string{
		"王某某": "王某某",
		"王某某、李某某；张某某\n赵某某": "王某某|李某某|张某某|赵某某",
		"王某某等12人":          "王某某|其余11人",
		"王某某、李某某等三人":       "王某某|李某某|其余1人",
		"王某某、李某某等2人":       "王某某|李某某",
		"1.王某某\n2、李某某":     "王某某|李某某",
		"（1）王某某，(2)李某某":    "王某某|李某某",
		"某某有限公司":           "某某有限公司",
		"王某某、王某某":          "王某某",
		"无":                "",
	} {
		if got := strings.Join(stock.Cell{Text: text}.Names(), "|"); got != want {
			t.Errorf("%q are %q, want %q", text, got, want)
		}
	}
}

func TestYesNo(t *testing.T) {
	for text, want := range map[string][2]bool{"是": {true, true}, "√": {true, true}, "已出庭": {true, true}, "否": {false, true}, "未出庭": {false, true}, "×": {false, true}, "": {}, "副职": {}} {
		if yes, known := (stock.Cell{Text: text}).YesNo(); yes != want[0] || known != want[1] {
			t.Errorf("%q is %v, %v", text, yes, known)
		}
	}
}

func TestHeadings(t *testing.T) {
	for heading, want := range map[string]string{
		"案号": "number", "案 号": "number", "收到应诉\n通知书日期": "served", "送达日期（必填）": "served", "被诉行政行为": "challenged", "主办单位": "lead",
		"结案日期": "concluded", "一审判决结果": "outcome", "二审案号": "number2", "案卷号:": "volume", "备注": "", "序号": "", "行政应诉案件台账": "",
	} {
		got := ""
		if f := stock.FieldFor(heading); f != nil {
			got = f.Key
		}
		if got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
	seen := map[string]string{}
	for _, f := range stock.Fields {
		for _, name := range append([]string{f.Title}, f.Also...) {
			if g := stock.FieldFor(name); g == nil || g.Key != f.Key || seen[name] != "" {
				t.Errorf("%s is a heading of %s and of %s", name, f.Key, seen[name])
			}
			seen[name] = f.Key
		}
	}
}

// A ledger that has the case number and that of the first instance apart is read so.
func TestMap_TheInstanceBelow(t *testing.T) {
	l := ledgerOf(t, []byte("案号,一审案号,裁判结果,一审裁判结果,原告\n1,2,3,4,5\n"), clerk)
	if l.Mapping["number"] != 1 || l.Mapping["before_number"] != 2 || l.Mapping["outcome"] != 3 || l.Mapping["before_outcome"] != 4 {
		t.Errorf("the mapping is %v", l.Mapping)
	}
}

func TestRead_EncodingsAndSeparators(t *testing.T) {
	text := "台账\n案号,受理法院,原告,被告\n（2026）鲁10行初15号,威海市中级人民法院,王某某,区政府\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"UTF-8": text, "BOM": "\ufeff" + text, "GB18030": gb, "tabs": strings.ReplaceAll(text, ",", "\t"), "semicolons": strings.ReplaceAll(text, ",", ";"), "CRLF": strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		table, err := stock.Read([]byte(content))
		if err != nil || len(table.Lines) != 1 || len(table.Columns) != 4 || table.Lines[0].Cells[2].Text != "王某某" || table.Lines[0].Number != 3 {
			t.Errorf("%s: %+v, %v", name, table, err)
		}
	}
}

func TestRead_BadFiles(t *testing.T) {
	many := "案号,受理法院,原告,被告\n" + strings.Repeat("a,b,c,d\n", 5000)
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, _ := z.Create("xl/worksheets/sheet1.xml")
	blank := make([]byte, 1<<20)
	for range 80 {
		_, _ = w.Write(blank)
	}
	_ = z.Close()
	empty := excelize.NewFile()
	var nothing bytes.Buffer
	if err := empty.Write(&nothing); err != nil {
		t.Fatal(err)
	}
	fifty, err := stocktest.Workbook(stocktest.Fifty(today))
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		content []byte
		says    string
	}{
		"empty":         {nil, "文件是空的"},
		"empty sheet":   {nothing.Bytes(), "第一张工作表是空的"},
		"no headings":   {[]byte("甲,乙\n1,2\n"), "没有找到表头"},
		"only headings": {[]byte("案号,受理法院,原告\n"), "下面没有内容"},
		"5,000 lines":   {[]byte(many), "超过2000行"},
		"broken zip":    {fifty[:len(fifty)/2], "文件已损坏"},
		"zip bomb":      {bomb.Bytes(), "解压后超过64 MB"},
		"old xls":       {[]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1}, "旧版 .xls"},
		"a picture":     {[]byte{0x89, 'P', 'N', 'G', 0, 0xff, 0xfe, 0}, "没有读取"},
		"too large":     {bytes.Repeat([]byte("a"), stock.MaxFile+1), "超过10 MB"},
	} {
		_, err := stock.Read(row.content)
		var refusal *models.Error
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Detail, row.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Each of the fifty is taken over as its line says, by whichever of the two offices.
func TestPlay_Fifty(t *testing.T) {
	for _, day := range []calendar.Date{today, calendar.On(2026, 5, 6), calendar.On(2026, 6, 30), calendar.On(2026, 10, 9), calendar.On(2026, 11, 30)} {
		t.Run(day.String(), func(t *testing.T) { fiftyOn(t, day) })
	}
}

func fiftyOn(t *testing.T, day calendar.Date) {
	fifty := stocktest.Fifty(day)
	content, err := stocktest.Workbook(fifty)
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []models.Actor{clerk, director} {
		l := ledgerOf(t, content, by)
		l.Bench.Today = day
		if len(l.Lines) != len(fifty) {
			t.Fatalf("%d lines", len(l.Lines))
		}
		for i, line := range l.Lines {
			made := l.Play(line)
			if len(made.Problems) > 0 {
				t.Errorf("line %d: %+v", line.Number, made.Problems)
				continue
			}
			if got := measures.StageOf(&made.File); got != fifty[i].Stage {
				t.Errorf("line %d stands at %s, want %s", line.Number, got, fifty[i].Stage)
			}
			if late := made.Late(l.Bench); fifty[i].Late != (len(late) > 0) {
				t.Errorf("line %d (%s): late are %v", line.Number, fifty[i].Stage, late)
			}
			for _, c := range made.Clocks {
				if c.State == measures.Missed || c.State == measures.MetLate {
					t.Errorf("line %d: %s is %s", line.Number, c.ID, c.State)
				}
			}
		}
	}
}

// What cannot be taken over is refused with the column, the provision and the way on.
func TestPlay_Refusals(t *testing.T) {
	good := map[string]string{
		"案号": "（2026）鲁10行初15号", "受理法院": "威海市中级人民法院", "原告": "王某某", "被告": "威海市环翠区人民政府", "案由": "房屋强制拆除", "送达日期": "2026-03-02", "承办单位": "区城市管理局",
	}
	for name, row := range map[string]struct {
		cells                    map[string]string
		column, article, details string
	}{
		"no number":                       {map[string]string{"案号": ""}, "案号", "", "请填写案号"},
		"not a number":                    {map[string]string{"案号": "15号"}, "案号", "", "不像案号"},
		"no plaintiff":                    {map[string]string{"原告": "无"}, "原告", "", "请填写原告"},
		"not a day":                       {map[string]string{"送达日期": "三月初"}, "送达日期", "", "不能识别为日期"},
		"a day to come":                   {map[string]string{"送达日期": "2026-05-01"}, "送达日期", "", "不能晚于今天"},
		"unknown unit":                    {map[string]string{"承办单位": "区城建局"}, "承办单位", "第八条", "单位名录中没有“区城建局”"},
		"unknown defendant of ours":       {map[string]string{"被告": "威海市环翠区水利局"}, "被告", "第三条", "单位名录中没有"},
		"nobody of ours":                  {map[string]string{"被告": "威海市人民政府"}, "被告", "第三条", "没有本区的单位"},
		"forwarded before":                {map[string]string{"转交日期": "2026-03-01"}, "转交日期", "", "不能早于"},
		"no unit, but filed":              {map[string]string{"承办单位": "", "提交法院日期": "2026-03-05"}, "提交法院日期", "第十四条第一款", "尚未确定承办单位"},
		"a hearing past":                  {map[string]string{"开庭日期": "2026-03-09"}, "是否出庭", "第十九条第一款", "请填写负责人是否出庭"},
		"absent, and nobody says why":     {map[string]string{"开庭日期": "2026-03-09", "是否出庭": "否"}, "未出庭原因", "第十九条第一款", "未出庭的请说明原因"},
		"no kind of paper":                {map[string]string{"裁判日期": "2026-03-09", "裁判结果": "胜诉", "裁判送达日期": "2026-03-09"}, "裁判结果", "第二十五条", "没有“胜诉”这一裁判种类"},
		"served when nobody knows":        {map[string]string{"裁判日期": "2026-03-09", "裁判结果": "撤销"}, "裁判送达日期", "", "请填写送达日期"},
		"effective too early":             {map[string]string{"裁判日期": "2026-03-05", "裁判结果": "撤销", "裁判送达日期": "2026-03-05", "生效日期": "2026-03-06"}, "生效日期", "第二十五条", "上诉期限至"},
		"second instance from nowhere":    {map[string]string{"二审裁判结果": "改判"}, "上诉日期", "第二十五条", "请填写上诉人和上诉日期"},
		"appealed by a stranger":          {map[string]string{"裁判日期": "2026-03-05", "裁判结果": "撤销", "裁判送达日期": "2026-03-05", "上诉人": "孔某某", "上诉日期": "2026-03-08"}, "上诉人", "第二十五条", "不是本行的"},
		"nobody knows who had lost below": {map[string]string{"案号": "（2026）鲁行终15号", "审级": "二审", "上诉人": "原告", "原审案号": "（2024）鲁10行初15号", "原审法院": "威海市中级人民法院", "原审裁判结果": "其他判决", "原审裁判日期": "2025-07-01"}, "原审是否败诉", "第二十七条", "是否败诉"},
		"a result of no organ":            {map[string]string{"裁判日期": "2026-03-09", "裁判结果": "撤销", "裁判送达日期": "2026-03-09", "对各被告的结果": "驳回诉讼请求"}, "对各被告的结果", "第二十七条", "单位：结果"},
		"archived without a volume":       {map[string]string{"裁判日期": "2026-03-05", "裁判结果": "准许撤诉", "裁判送达日期": "2026-03-05", "归档日期": "2026-03-09"}, "案卷号", "", "请填写案卷号"},
	} {
		cells := map[string]string{}
		for k, v := range good {
			cells[k] = v
		}
		for k, v := range row.cells {
			cells[k] = v
		}
		l := ledgerOf(t, csvOf(cells), clerk)
		made := l.Play(l.Lines[0])
		if len(made.Problems) == 0 || len(made.Acts) > 0 || made.Notice != nil {
			t.Errorf("%s: taken over", name)
			continue
		}
		p := made.Problems[0]
		if p.Column != row.column || row.article != "" && p.Article != row.article || !strings.Contains(p.Detail, row.details) {
			t.Errorf("%s: %+v", name, made.Problems)
		}
	}
}

// Lines of other kinds, and where the lawsuits then stand.
func TestPlay_Kinds(t *testing.T) {
	base := map[string]string{"受理法院": "威海市中级人民法院", "原告": "王某某、李某某", "被告": "环翠区政府", "案由": "行政处罚", "送达日期": "2025-09-01", "承办单位": "区城市管理局"}
	for name, row := range map[string]struct {
		cells  map[string]string
		stage  measures.Stage
		title  string
		losers int
	}{
		"a retrial after two instances": {map[string]string{"案号": "（2025）鲁行再5号", "审级": "再审", "原审案号": "（2024）鲁10行初5号", "原审法院": "威海市中级人民法院", "原审裁判结果": "撤销", "原审裁判日期": "2024-05-06",
			"二审案号": "（2024）鲁行终5号", "二审法院": "山东省高级人民法院", "二审裁判结果": "驳回上诉，维持原判", "二审裁判日期": "2024-09-02"}, measures.Forwarding, "再审", 0},
		"decided at second instance": {map[string]string{"案号": "（2025）鲁行终6号", "审级": "二审", "上诉人": "被告", "原审案号": "（2024）鲁10行初6号", "原审法院": "威海市中级人民法院", "原审裁判结果": "撤销", "原审裁判日期": "2025-07-01",
			"二审裁判结果": "驳回上诉，维持原判", "二审裁判日期": "2025-12-01", "二审裁判送达日期": "2025-12-03", "生效日期": "2025-12-03"}, measures.Reporting, "二审", 1},
		"a ledger that calls it second instance while the number is the first's": {map[string]string{"案号": "（2025）鲁10行初7号", "审级": "二审", "裁判日期": "2025-12-01", "裁判结果": "驳回诉讼请求", "裁判送达日期": "2025-12-02",
			"上诉人": "李某某", "上诉日期": "2025-12-10", "上诉状副本送达日期": "2025-12-20", "上诉答辩日期": "2025-12-30"}, measures.Trying, "二审", 0},
		"sent back": {map[string]string{"案号": "（2025）鲁10行初8号", "裁判日期": "2025-11-03", "裁判结果": "撤销", "裁判送达日期": "2025-11-03", "上诉人": "被告", "上诉日期": "2025-11-10",
			"二审案号": "（2025）鲁行终8号", "二审裁判结果": "发回重审", "二审裁判日期": "2026-02-02", "二审裁判送达日期": "2026-02-05"}, measures.Deciding, "二审", 0},
		"two who lost, and one report":             {map[string]string{"案号": "（2025）鲁10行初9号", "被告": "威海市环翠区人民政府；张村镇人民政府", "裁判日期": "2025-11-03", "裁判结果": "确认违法", "裁判送达日期": "2025-11-03", "生效日期": "2025-11-20", "败诉报告日期": "2025-11-25"}, measures.Concluding, "一审", 2},
		"settled before the court":                 {map[string]string{"案号": "（2025）鲁10行初10号", "裁判日期": "2025-11-03", "裁判结果": "调解结案", "裁判送达日期": "2025-11-03", "生效日期": "2025-11-03", "结案日期": "2025-11-10", "归档日期": "2025-11-20", "案卷号": "10卷"}, measures.Archived, "一审", 0},
		"performance still owed after the archive": {map[string]string{"案号": "（2025）鲁10行初11号", "裁判日期": "2025-11-03", "裁判结果": "责令履行法定职责", "裁判送达日期": "2025-11-03", "生效日期": "2025-11-20", "败诉报告日期": "2025-11-25", "履行期限": "2026-06-01", "结案日期": "2025-12-10", "归档日期": "2025-12-20", "案卷号": "11卷"}, measures.Following, "一审", 1},
		"taken up where nobody can tell by the kind who had lost below": {map[string]string{"案号": "（2025）鲁行终13号", "审级": "二审", "上诉人": "原告", "原审案号": "（2024）鲁10行初13号", "原审法院": "威海市中级人民法院", "原审裁判结果": "其他判决", "原审是否败诉": "是", "原审裁判日期": "2025-07-01",
			"二审裁判结果": "驳回上诉，维持原判", "二审裁判日期": "2025-12-01", "二审裁判送达日期": "2025-12-03", "生效日期": "2025-12-03"}, measures.Reporting, "二审", 1},
		"one of two had lost below, and the other does as it is upheld": {map[string]string{"案号": "（2025）鲁行终14号", "审级": "二审", "被告": "威海市环翠区人民政府；张村镇人民政府", "上诉人": "原告", "原审案号": "（2024）鲁10行初14号", "原审法院": "威海市中级人民法院", "原审裁判结果": "撤销", "原审对各被告的结果": "张村镇政府：驳回诉讼请求", "原审裁判日期": "2025-07-01",
			"二审裁判结果": "驳回上诉，维持原判", "二审裁判日期": "2025-12-01", "二审裁判送达日期": "2025-12-03", "生效日期": "2025-12-03"}, measures.Reporting, "二审", 1},
		"turned round above, and the ledger says for whom": {map[string]string{"案号": "（2025）鲁10行初15号", "裁判日期": "2025-09-30", "裁判结果": "撤销", "裁判送达日期": "2025-09-30", "上诉人": "被告", "上诉日期": "2025-10-09",
			"二审案号": "（2025）鲁行终15号", "二审裁判结果": "改判", "是否败诉": "否", "二审裁判日期": "2026-02-02", "二审裁判送达日期": "2026-02-05", "生效日期": "2026-02-05"}, measures.Concluding, "二审", 0},
		"the first decision left it open, and was appealed": {map[string]string{"案号": "（2025）鲁10行初16号", "裁判日期": "2025-09-30", "裁判结果": "其他判决", "一审是否败诉": "是", "裁判送达日期": "2025-09-30", "上诉人": "被告", "上诉日期": "2025-10-09",
			"二审案号": "（2025）鲁行终16号", "二审裁判结果": "驳回上诉，维持原判", "二审裁判日期": "2026-02-02", "二审裁判送达日期": "2026-02-05", "生效日期": "2026-02-05"}, measures.Reporting, "二审", 1},
		"a retrial after a mixed second instance": {map[string]string{"案号": "（2025）鲁行再17号", "审级": "再审", "原审案号": "（2024）鲁10行初17号", "原审法院": "威海市中级人民法院", "原审裁判结果": "撤销", "原审裁判日期": "2024-05-06",
			"二审案号": "（2024）鲁行终17号", "二审法院": "山东省高级人民法院", "二审裁判结果": "部分维持、部分改判", "二审是否败诉": "是", "二审裁判日期": "2024-09-02", "裁判结果": "再审维持原判", "裁判日期": "2026-01-05", "裁判送达日期": "2026-01-06", "生效日期": "2026-01-06"}, measures.Reporting, "再审", 1},
		"a district organ as third party": {map[string]string{"案号": "（2025）鲁10行初12号", "被告": "威海市人民政府", "第三人": "张村镇人民政府、某某公司", "承办单位": ""}, measures.Trying, "一审", 0},
	} {
		cells := map[string]string{}
		for _, some := range []map[string]string{base, row.cells} {
			for k, v := range some {
				cells[k] = v
			}
		}
		l := ledgerOf(t, csvOf(cells), clerk)
		made := l.Play(l.Lines[0])
		if len(made.Problems) > 0 {
			t.Errorf("%s: %+v", name, made.Problems)
			continue
		}
		if got := measures.StageOf(&made.File); got != row.stage || made.File.Current().Title() != row.title || len(made.File.Losers()) != row.losers {
			t.Errorf("%s: it stands at %s in %s, lost by %v; %v", name, got, made.File.Current().Title(), made.File.Losers(), made.Remarks)
		}
	}
}

func csvOf(cells map[string]string) []byte {
	var heads, values []string
	for k, v := range cells {
		heads, values = append(heads, k), append(values, fmt.Sprintf("%q", v))
	}
	return []byte(strings.Join(append(heads, "未出庭原因的列", "备注甲"), ",") + "\n" + strings.Join(values, ",") + "\n")
}

// What somebody wrote into a name is computed by no program that opens the report.
func TestText_Inert(t *testing.T) {
	got, err := stock.Text([][]string{{"=HYPERLINK(\"http://x\")", "+1", "-1", "@a", "＝1", "（2026）鲁10行初15号", "\t=1"}})
	if err != nil || string(got) != "\ufeff\"'=HYPERLINK(\"\"http://x\"\")\",'+1,'-1,'@a,'＝1,（2026）鲁10行初15号,'\t=1\n" {
		t.Errorf("%s, %v", got, err)
	}
}

func TestPlay_AFormula(t *testing.T) {
	book := excelize.NewFile()
	for at, value := range map[string]any{"A1": "案号", "B1": "受理法院", "C1": "原告", "D1": "被告", "E1": "案由", "F1": "送达日期",
		"A2": "（2026）鲁10行初15号", "B2": "威海市中级人民法院", "C2": "王某某", "D2": "区政府", "E2": "行政处罚"} {
		if err := book.SetCellValue("Sheet1", at, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(book.SetCellValue("Sheet1", "F2", 46083), book.SetCellFormula("Sheet1", "F2", "=TODAY()-8")); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	l := ledgerOf(t, out.Bytes(), clerk)
	made := l.Play(l.Lines[0])
	if len(made.Problems) == 0 || made.Problems[0].Column != "送达日期" || !strings.Contains(made.Problems[0].Detail, "公式") {
		t.Errorf("a formula: %+v", made.Problems)
	}
}

// A summons without its day is put on file as received today, which the report says.
func TestPlay_ASummonsWithoutItsDay(t *testing.T) {
	content, err := stocktest.Workbook(stocktest.Fifty(today)[6:8])
	if err != nil {
		t.Fatal(err)
	}
	l := ledgerOf(t, content, clerk)
	for i, said := range []bool{true, false} { // the other hearing is over: its day is left open
		remarks := strings.Join(l.Play(l.Lines[i]).Remarks, "；")
		if strings.Contains(remarks, "“收到传票日期”没有填写，按接收当日登记") != said {
			t.Errorf("line %d: %s", i+1, remarks)
		}
	}
}
