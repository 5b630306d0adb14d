package stock

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"yingsu/models/mask"
	"yingsu/server/workbook"
	"yingsu/workflows/measures"
)

// Template is an empty ledger: the headings, an example, and what each column means.
func Template() ([]byte, error) {
	var headings, example []string
	notes := [][]string{{"列", "常见的其他表头", "填写说明", "示例"}}
	for _, f := range Fields {
		headings, example = append(headings, f.Title), append(example, f.Example)
		notes = append(notes, []string{f.Title, strings.Join(f.Also, "、"), f.Help, f.Example})
	}
	notes = append(notes,
		[]string{}, []string{"日期", "", "Excel日期，或者2026-03-02、2026/3/2、2026.3.2、2026年3月2日、二〇二六年三月二日；没有的留空"},
		[]string{"姓名、名称", "", "数人以顿号、分号或者换行分开；人数众多的写“王某某等12人”"},
		[]string{"不接收的", "", "公式、合并的单元格、第一张以外的工作表；一次最多2000行、10 MB"},
		[]string{}, []string{"裁判结果", "可用的审级", "依据"})
	for _, e := range measures.Effects {
		if !e.Loose && e.Form != measures.DecisionForm {
			notes = append(notes, []string{e.Name, levelsOf(e), e.Article})
		}
	}
	return bookOf(sheet{name: "台账", rows: [][]string{headings}}, sheet{name: "示例", rows: [][]string{headings, example}}, sheet{name: "说明", rows: notes})
}

func levelsOf(e measures.Effect) string {
	if len(e.At) == 0 {
		return "各审级"
	}
	var all []string
	for _, level := range e.At {
		all = append(all, level.Title())
	}
	return strings.Join(all, "、")
}

// Workbook writes a table as an .xlsx. Every cell is a text: none is computed.
//
// Numbers of persons are covered in it. Its printed pages bear at their foot who took it,
// where that is said.
func Workbook(name string, rows [][]string, taker string) ([]byte, error) {
	return bookOf(sheet{name, rows, taker})
}

type sheet struct {
	name  string
	rows  [][]string
	taker string
}

func bookOf(sheets ...sheet) ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it was read or written by then
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return nil, err
	}
	for n, s := range sheets {
		if n == 0 {
			err = book.SetSheetName("Sheet1", s.name)
		} else {
			_, err = book.NewSheet(s.name)
		}
		if err == nil {
			err = write(book, s, bold)
		}
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", s.name, err)
		}
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}

func write(book *excelize.File, s sheet, bold int) error {
	if s.taker != "" {
		foot := "&L" + strings.ReplaceAll(s.taker, "&", "&&") + "&R&P/&N"
		if err := book.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: foot}); err != nil {
			return err
		}
	}
	columns := 0
	for _, row := range s.rows {
		columns = max(columns, len(row))
	}
	if err := workbook.Lay(book, s.name, columns); err != nil {
		return err
	}
	w, err := book.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	if err := w.SetColWidth(1, max(columns, 1), columnWidth); err != nil {
		return err
	}
	for i, row := range s.rows {
		cells := make([]any, len(row))
		for k, text := range row {
			text = mask.Text(text)
			cells[k] = text
			if i == 0 {
				cells[k] = excelize.Cell{StyleID: bold, Value: text}
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

// columnWidth shows a day and a case number whole.
const columnWidth = 20

// Text writes a table as a .csv that table programs read as what it is: with the mark of
// UTF-8 before it, and nothing in it that they would compute.
func Text(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\uFEFF")
	w := csv.NewWriter(&out)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, text := range row {
			cells[i] = inert(mask.Text(text))
		}
		if err := w.Write(cells); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// inert keeps a table program from computing what somebody has written into a name.
func inert(text string) string {
	if strings.IndexAny(text, "=+-@\t\r＝＋－＠") == 0 {
		return "'" + text
	}
	return text
}
