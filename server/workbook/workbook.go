// Package workbook writes tables of figures as an .xlsx with a sheet and, where one is
// worth drawing, a chart for each. What is a number is a number there, everything else a
// text: nothing is computed, whatever a cell says.
package workbook

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"yingsu/models/mask"
	"yingsu/models/statistics"
)

// Figures writes the tables.
func Figures(tables []statistics.Table) ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it was written by then
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}})
	if err != nil {
		return nil, err
	}
	for n, t := range tables {
		if n == 0 {
			err = book.SetSheetName("Sheet1", t.Title)
		} else {
			_, err = book.NewSheet(t.Title)
		}
		if err == nil {
			err = write(book, t, bold)
		}
		if err == nil && t.Chart {
			err = draw(book, t)
		}
		if err != nil {
			return nil, fmt.Errorf("workbook: %s: %w", t.Title, err)
		}
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}

func write(book *excelize.File, t statistics.Table, bold int) error {
	if err := Lay(book, t.Title, len(t.Head)); err != nil {
		return err
	}
	if err := book.SetColWidth(t.Title, "A", "A", 34); err != nil {
		return err
	}
	if err := book.SetColWidth(t.Title, "B", "J", 16); err != nil {
		return err
	}
	if err := book.SetRowStyle(t.Title, 1, 1, bold); err != nil {
		return err
	}
	for i, head := range t.Head {
		if err := put(book, t.Title, i, 0, head); err != nil {
			return err
		}
	}
	for n, line := range t.Lines {
		if err := put(book, t.Title, 0, n+1, line.Name); err != nil {
			return err
		}
		for i, e := range line.Entries {
			if err := put(book, t.Title, i+1, n+1, valueOf(e)); err != nil {
				return err
			}
		}
	}
	return nil
}

// legible is how many columns can be read on one A4 sheet.
const legible = 14

// Lay has a sheet printed on A4 sheets that lie on their side: as wide as one, or with its
// first two columns on each where it has more than can be read then; and with its heading
// on each.
func Lay(book *excelize.File, sheet string, columns int) error {
	fit, landscape, a4, wide, high := columns <= legible, "landscape", 9, 1, 0
	if err := book.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	quoted := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!"
	titles := quoted + "$1:$1"
	if !fit {
		titles = quoted + "$A:$B," + titles
	}
	if err := book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: sheet}); err != nil {
		return err
	}
	return book.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &wide, FitToHeight: &high})
}

// valueOf is a number where nothing but that number is written, and else the text.
func valueOf(e statistics.Entry) any {
	if e.Text == strconv.Itoa(e.N) {
		return e.N
	}
	return e.Text
}

func put(book *excelize.File, sheet string, column, row int, value any) error {
	at, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return err
	}
	if text, ok := value.(string); ok {
		value = mask.Text(text)
	}
	return book.SetCellValue(sheet, at, value)
}

// draw puts bars of the first column of numbers below the table.
func draw(book *excelize.File, t statistics.Table) error {
	below, err := excelize.CoordinatesToCellName(1, len(t.Lines)+3)
	if err != nil {
		return err
	}
	last, colourful := len(t.Lines)+1, false
	return book.AddChart(t.Title, below, &excelize.Chart{
		Type: excelize.Bar,
		Series: []excelize.ChartSeries{{
			Name:       fmt.Sprintf("'%s'!$B$1", t.Title),
			Categories: fmt.Sprintf("'%s'!$A$2:$A$%d", t.Title, last),
			Values:     fmt.Sprintf("'%s'!$B$2:$B$%d", t.Title, last),
		}},
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: t.Title + "：" + t.Head[1]}}},
		VaryColors: &colourful,
		Legend:     excelize.ChartLegend{Position: "none"},
		YAxis:      excelize.ChartAxis{MajorGridLines: true},
		XAxis:      excelize.ChartAxis{ReverseOrder: true}, // the first line on top
		PlotArea:   excelize.ChartPlotArea{ShowVal: true},
		Dimension:  excelize.ChartDimension{Width: 640, Height: uint(max(240, 28*last))},
	})
}
