// Package stock reads a ledger of running lawsuits, as district offices keep them in
// Excel: it finds the headings, reads days and names as people write them, and makes of
// each line the registration and the acts that it implies. It knows neither the database
// nor Temporal: what becomes of a line, the office says.
package stock

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"yingsu/models"
	"yingsu/server/uploads"
)

// Limits of what is read.
const (
	MaxFile  = 10 << 20 // bytes
	MaxLines = 2000
	MaxWidth = 200 // columns

	maxUnpacked = 64 << 20 // bytes
	maxAbove    = 30       // lines among which the headings are looked for
	maxCell     = 4000     // characters
)

// Table is the first sheet of a ledger, from its headings on.
type Table struct {
	Columns []Column
	Lines   []Line
}

// Column is one column under its heading.
type Column struct {
	Number  int    // from 1
	Heading string // as it is written
	Sample  string // the first thing that stands in it
}

// Line is one line of the ledger that is not empty.
type Line struct {
	Number int // as the sheet counts it
	Cells  []Cell
}

// Cell is what stands in a cell.
type Cell struct {
	Text    string
	Formula bool // computed: what it says depends on other cells
	Excel   bool // a number may stand for a day
}

// Read reads a file that somebody uploaded, or says what is wrong with it. Whether it is
// a workbook or a text is seen from its first bytes.
func Read(content []byte) (*Table, error) {
	var lines []Line
	var err error
	switch {
	case len(content) == 0:
		return nil, unreadable("文件是空的，请选择含有台账的 .xlsx 或者 .csv 文件")
	case len(content) > MaxFile:
		return nil, &models.Error{Code: models.TooLarge, Detail: "文件超过10 MB，没有读取。请删去图片和无关的工作表，或者分成几份。"}
	case bytes.HasPrefix(content, []byte("PK")):
		lines, err = readWorkbook(content)
	case bytes.HasPrefix(content, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return nil, unreadable("这是旧版 .xls 文件或者加了密码的文件，请用表格软件另存为没有密码的 .xlsx 文件")
	default:
		lines, err = readText(content)
	}
	if err != nil {
		return nil, err
	}
	return tableOf(lines)
}

func unreadable(format string, args ...any) error {
	return models.Wrong("content", fmt.Sprintf(format, args...))
}

// readWorkbook reads the first sheet of an .xlsx.
func readWorkbook(content []byte) ([]Line, error) {
	if err := fits(content); err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return nil, broken
	}
	defer func() { _ = book.Close() }() // it was read or written by then
	if props, err := book.GetWorkbookProps(); err != nil || props.Date1904 != nil && *props.Date1904 {
		return nil, unreadable("文件采用1904日期系统，日期会相差四年。请在表格软件的选项中改为1900日期系统，核对日期后重新上传")
	}
	sheet := book.GetSheetName(0)
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, broken
	}
	defer func() { _ = rows.Close() }()
	var lines []Line
	for n := 1; rows.Next(); n++ {
		texts, err := rows.Columns()
		if err != nil {
			return nil, broken
		}
		if line, ok := lineOf(n, texts, true); ok {
			lines = append(lines, line)
		}
		if len(lines) > MaxLines+maxAbove {
			return nil, tooMany
		}
	}
	if rows.Error() != nil {
		return nil, broken
	}
	return lines, markFormulas(book, sheet, lines)
}

var (
	broken  = unreadable("文件已损坏或者不是表格文件，请用表格软件打开并另存为 .xlsx 文件后重试")
	tooMany = unreadable("台账超过%d行，没有读取。请按年度或者单位分成几份，分别接收", MaxLines)
)

// fits refuses a file that unpacks to far more than it is: sizes that a zip says of
// itself can be wrong, so it is unpacked, and not kept.
func fits(content []byte) error {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return broken
	}
	left := int64(maxUnpacked)
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			return broken
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, left+1))
		_ = r.Close()
		if left -= n; left < 0 {
			return unreadable("文件解压后超过64 MB，可能含有大量空白格式或者图片，没有读取。请只保留台账内容，另存后重试")
		}
		if err != nil {
			return broken
		}
	}
	return nil
}

// markFormulas notes which cells are computed. What a program has last computed may not
// be what a person sees.
func markFormulas(book *excelize.File, sheet string, lines []Line) error {
	for _, line := range lines {
		for i := range line.Cells {
			at, err := excelize.CoordinatesToCellName(i+1, line.Number)
			if err != nil {
				return broken
			}
			formula, err := book.GetCellFormula(sheet, at)
			if err != nil {
				return broken
			}
			line.Cells[i].Formula = formula != ""
		}
	}
	return nil
}

// readText reads a .csv, in whichever of the usual encodings and with whichever of the
// usual separators it is written.
func readText(content []byte) ([]Line, error) {
	text, err := decode(content)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator(text), true, -1
	var lines []Line
	for {
		texts, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return lines, nil
		case err != nil:
			return nil, unreadable("文件无法按表格读取，请用表格软件另存为 .xlsx 或者 .csv 文件后重试")
		}
		n, _ := r.FieldPos(0)
		if line, ok := lineOf(n, texts, false); ok {
			lines = append(lines, line)
		}
		if len(lines) > MaxLines+maxAbove {
			return nil, tooMany
		}
	}
}

func decode(content []byte) (string, error) {
	text, ok := uploads.Decode(content)
	if !ok {
		return "", unreadable("文件不是 .xlsx，也不是UTF-8或者GB18030编码的 .csv，没有读取。请用表格软件另存后重试")
	}
	return text, nil
}

// separator is what stands between the cells: the one that the first lines have most of.
func separator(text string) rune {
	head := text[:min(len(text), 8000)]
	best := ','
	for _, r := range "\t;" {
		if strings.Count(head, string(r)) > strings.Count(head, string(best)) {
			best = r
		}
	}
	return best
}

func lineOf(number int, texts []string, excel bool) (Line, bool) {
	line := Line{Number: number}
	for i, text := range texts[:min(len(texts), MaxWidth)] {
		text = tidy(text)
		if text == "" {
			continue
		}
		for len(line.Cells) < i {
			line.Cells = append(line.Cells, Cell{})
		}
		line.Cells = append(line.Cells, Cell{Text: text, Excel: excel})
	}
	return line, len(line.Cells) > 0
}

// tidy takes away what nobody sees, and what is too long to be meant.
func tidy(text string) string {
	text = strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n", "_x000D_", "", "\u00a0", " ", "\u3000", " ", "\u200b", "", "\ufeff", "").Replace(text))
	if runes := []rune(text); len(runes) > maxCell {
		return string(runes[:maxCell])
	}
	return text
}

// tableOf finds the headings: the first line that holds some that are known. Titles may
// stand above it.
func tableOf(lines []Line) (*Table, error) {
	if len(lines) == 0 {
		return nil, unreadable("第一张工作表是空的，请把台账放在第一张工作表")
	}
	for i, line := range lines[:min(len(lines), maxAbove)] {
		if known(line) < fewestHeadings {
			continue
		}
		t := &Table{Lines: lines[i+1:]}
		if len(t.Lines) == 0 {
			return nil, unreadable("表头（第%d行）下面没有内容", line.Number)
		}
		if len(t.Lines) > MaxLines {
			return nil, tooMany
		}
		for n, cell := range line.Cells {
			if cell.Text != "" {
				t.Columns = append(t.Columns, Column{Number: n + 1, Heading: cell.Text, Sample: t.sample(n)})
			}
		}
		return t, nil
	}
	return nil, unreadable("前%d行中没有找到表头。表头应当在同一行写明“案号”“原告”“被告”“送达日期”等，可以下载空白模板对照", maxAbove)
}

// fewestHeadings tells a line of headings from a title in which a word is one.
const fewestHeadings = 3

func known(line Line) int {
	fields := map[string]bool{}
	for _, cell := range line.Cells {
		if f := FieldFor(cell.Text); f != nil {
			fields[f.Key] = true
		}
	}
	return len(fields)
}

func (t *Table) sample(column int) string {
	for _, line := range t.Lines {
		if column < len(line.Cells) && line.Cells[column].Text != "" {
			return line.Cells[column].Text
		}
	}
	return ""
}
