package workbook_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"yingsu/models/statistics"
	"yingsu/server/workbook"
)

// TestFigures: numbers are numbers, and what looks like a formula is a text.
func TestFigures(t *testing.T) {
	content, err := workbook.Figures([]statistics.Table{
		{Title: "总体情况", Head: []string{"指标", "本期"}, Lines: []statistics.Line{{Name: "收案", Entries: []statistics.Entry{{Text: "7", N: 7}}}, {Name: "败诉率", Entries: []statistics.Entry{{Text: "1/4（25.0%）", N: 1}}}}},
		{Title: "各承办单位", Head: []string{"单位", "收案"}, Chart: true, Lines: []statistics.Line{{Name: "=HYPERLINK(\"http://x\")", Entries: []statistics.Entry{{Text: "3", N: 3}}}, {Name: "+1", Entries: []statistics.Entry{{Text: "-25.0%", N: 1}}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, c := range []struct {
		sheet, at, want string
		kind            excelize.CellType
	}{
		{"总体情况", "B2", "7", excelize.CellTypeUnset}, {"总体情况", "B3", "1/4（25.0%）", excelize.CellTypeSharedString},
		{"各承办单位", "A2", "=HYPERLINK(\"http://x\")", excelize.CellTypeSharedString}, {"各承办单位", "A3", "+1", excelize.CellTypeSharedString}, {"各承办单位", "B3", "-25.0%", excelize.CellTypeSharedString},
	} {
		value, _ := book.GetCellValue(c.sheet, c.at)
		kind, _ := book.GetCellType(c.sheet, c.at)
		formula, _ := book.GetCellFormula(c.sheet, c.at)
		if value != c.want || kind != c.kind || formula != "" {
			t.Errorf("%s!%s: %q of kind %v, formula %q", c.sheet, c.at, value, kind, formula)
		}
	}
	if !bytes.Contains(content, []byte("xl/charts/chart1.xml")) || bytes.Contains(content, []byte("xl/charts/chart2.xml")) {
		t.Error("one chart is wanted")
	}
}

// A sheet is printed lying on its side, with its heading on each page; one of many columns
// is not made too small to read, and has its first two on each.
func TestLay(t *testing.T) {
	for columns, want := range map[int]string{1: "'各单位''考核'!$1:$1 true", 14: "'各单位''考核'!$1:$1 true", 15: "'各单位''考核'!$A:$B,'各单位''考核'!$1:$1 false"} {
		book := excelize.NewFile()
		if err := book.SetSheetName("Sheet1", "各单位'考核"); err != nil {
			t.Fatal(err)
		}
		if err := workbook.Lay(book, "各单位'考核", columns); err != nil {
			t.Fatal(err)
		}
		props, _ := book.GetSheetProps("各单位'考核")
		layout, _ := book.GetPageLayout("各单位'考核")
		names := book.GetDefinedName()
		if len(names) != 1 || *layout.Orientation != "landscape" || *layout.Size != 9 {
			t.Fatalf("%d columns: %v, %+v", columns, names, layout)
		}
		if got := fmt.Sprint(names[0].RefersTo, " ", *props.FitToPage); got != want {
			t.Errorf("%d columns: %s, want %s", columns, got, want)
		}
	}
}
