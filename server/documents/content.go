package documents

import (
	"fmt"
	"strings"

	"yingsu/workflows/calendar"
)

// Document is a paper: what stands on it, from top to bottom.
type Document struct {
	Kind   string // the name of its kind
	Of     string // which of several
	Name   string // for a file
	Title  string
	Mark   string // the number line under the title
	Wide   bool   // the sheet lies on its side
	Blocks []Block
	Notes  []Note // what to look at before it is signed; not on the paper
}

// Note is a remark to whoever draws the paper.
type Note struct {
	Text    string
	Article string // by which it is so, empty for none
}

// Block is a paragraph, or a table.
type Block struct {
	Style Style
	Text  string // lines are kept
	Keep  bool   // on one sheet with what follows
	Table *Table
}

// Style is how a paragraph looks.
type Style string

const (
	Body    Style = "body"    // indented by two characters
	Flush   Style = "flush"   // not indented: whom it is addressed to
	Heading Style = "heading" // 一、
	Subject Style = "subject" // a line between title and table
	Signer  Style = "signer"  // who signs; on the right, below a gap
	Signed  Style = "signed"  // what belongs to it: when, by whose hand
	Annex   Style = "annex"   // the title of an annex, on a sheet of its own
)

// Table is a ruled table. Its width is that of the sheet.
type Table struct {
	Columns []Column
	Rows    []Row
	Dense   bool // many rows in small print, with the head repeated on each sheet
}

// Column is one of a table's. Widths are in millimetres, for a sheet of 156, or 225
// where it lies on its side.
type Column struct {
	Head   string // empty in a form, which has no head
	Width  int
	Centre bool
}

// Row is one of a table's.
type Row struct {
	Cells  []Cell
	Height int // at least, in millimetres
}

// Cell is one of a row's.
type Cell struct {
	Text   string
	Span   int  // columns, where it is more than one
	Label  bool // it names what stands beside it
	Centre bool
}

// blank is where something is to be filled in by hand.
const blank = "＿＿＿＿＿＿"

func or(text string) string {
	if strings.TrimSpace(text) == "" {
		return blank
	}
	return text
}

// written is a day as papers write it, without the day of the week; a blank where there
// is none.
func written(d calendar.Date) string {
	if d.IsZero() {
		return "＿＿＿＿年＿＿月＿＿日"
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

// inTable is a day in a narrow column.
func inTable(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func inForm(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return written(d)
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func (d *Document) add(s Style, format string, args ...any) {
	d.Blocks = append(d.Blocks, Block{Style: s, Text: fmt.Sprintf(format, args...)})
}

// say adds paragraphs of the body, one for each line.
func (d *Document) say(format string, args ...any) {
	for line := range strings.Lines(strings.ReplaceAll(fmt.Sprintf(format, args...), "\r", "\n")) {
		if line = strings.TrimSpace(line); line != "" {
			d.Blocks = append(d.Blocks, Block{Style: Body, Text: line})
		}
	}
}

// room leaves lines to write on.
func (d *Document) room(lines int) {
	for range lines {
		d.add(Body, "%s", strings.Repeat("＿", 24))
	}
}

// said adds what is on file, or else room to write it.
func (d *Document) said(text string, lines int) {
	if strings.TrimSpace(text) == "" {
		d.room(lines)
		return
	}
	d.say("%s", text)
}

// sign adds who signs, and when, on one sheet with the end of what is signed.
func (d *Document) sign(who string, on calendar.Date, more ...string) {
	for i := len(d.Blocks) - 1; i >= 0; i-- {
		d.Blocks[i].Keep = true
		if d.Blocks[i].Style != Flush { // 此致 stays with the court
			break
		}
	}
	d.add(Signer, "%s（盖章）", who)
	for _, line := range more {
		d.add(Signed, "%s", line)
	}
	d.add(Signed, "%s", written(on))
}

func (d *Document) table(t *Table) { d.Blocks = append(d.Blocks, Block{Table: t}) }

func (d *Document) note(article, format string, args ...any) {
	d.Notes = append(d.Notes, Note{fmt.Sprintf(format, args...), article})
}

// grid begins a form of four columns: label, value, label, value.
func grid() *Table {
	return &Table{Columns: []Column{{Width: 29, Centre: true}, {Width: 51}, {Width: 29, Centre: true}, {Width: 47}}}
}

// low is the height of a row of a form that has one line.
const low = 10

// pair adds a row of a form with two values.
func (t *Table) pair(label, value, label2, value2 string) {
	t.Rows = append(t.Rows, Row{Height: low, Cells: []Cell{{Text: label, Label: true}, {Text: value}, {Text: label2, Label: true}, {Text: value2}}})
}

// line adds a row of a form with one value, at least so many millimetres high.
func (t *Table) line(label, value string, height int) {
	t.Rows = append(t.Rows, Row{Height: height, Cells: []Cell{{Text: label, Label: true}, {Text: value, Span: len(t.Columns) - 1}}})
}

// row adds a row with a text for each column.
func (t *Table) row(height int, texts ...string) {
	r := Row{Height: height}
	for _, text := range texts {
		r.Cells = append(r.Cells, Cell{Text: text})
	}
	t.Rows = append(t.Rows, r)
}

// band adds a row across the whole table.
func (t *Table) band(text string) {
	t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: text, Span: len(t.Columns), Label: true}}})
}

// undated is a day that whoever signs writes.
var undated calendar.Date
