package documents

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// DocxType is what a file for office programs is called in headers.
const DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// Docx writes the paper for office programs, set as GB/T 9704 wants it: A4, margins of
// 37, 26, 35 and 28 millimetres, 仿宋 of 16 points in lines of 28, the page number in the
// outer corner. The same paper gives the same bytes.
func (d *Document) Docx() ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", docxTypes},
		{"_rels/.rels", docxRelations},
		{"docProps/core.xml", fmt.Sprintf(docxCore, escaped(d.Name))},
		{"word/document.xml", d.docxBody()},
		{"word/_rels/document.xml.rels", docxBodyRelations},
		{"word/styles.xml", docxStyles},
		{"word/settings.xml", docxSettings},
		{"word/fontTable.xml", docxFonts},
		{"word/footer1.xml", fmt.Sprintf(docxFooter, "right")},
		{"word/footer2.xml", fmt.Sprintf(docxFooter, "left")},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write([]byte(xml.Header + part.text))
		}
		if err != nil {
			return nil, fmt.Errorf("documents: write %s: %w", part.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	return b.Bytes(), nil
}

func (d *Document) docxBody() string {
	w := &docxWriter{}
	w.put(`<w:document ` + docxNames + `><w:body>`)
	w.paragraph("Title", d.Title)
	if d.Mark != "" {
		w.paragraph("Mark", d.Mark)
	}
	for i, block := range d.Blocks {
		if block.Table == nil {
			w.kept(docxStyleOf[block.Style], block.Text, block.Keep)
			continue
		}
		w.table(block.Table)
		if i+1 == len(d.Blocks) || d.Blocks[i+1].Table != nil {
			w.paragraph("Gap", "")
		}
	}
	w.put(docxSection(d.Wide), `</w:body></w:document>`)
	return w.String()
}

var docxStyleOf = map[Style]string{
	Body: "Body", Flush: "Normal", Heading: "Heading1", Subject: "Subject", Signer: "Signer", Signed: "Signed", Annex: "Annex",
}

type docxWriter struct{ strings.Builder }

func (w *docxWriter) put(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

func (w *docxWriter) paragraph(style, text string) { w.kept(style, text, false) }

// kept writes a paragraph that stays on one sheet with the next, if it has to.
func (w *docxWriter) kept(style, text string, keep bool) {
	w.put(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/>`)
	if keep {
		w.put(`<w:keepNext/>`)
	}
	w.put(`</w:pPr>`)
	w.run(text)
	w.put(`</w:p>`)
}

// run writes a text as it is: what looks like markup or a field stays a text.
func (w *docxWriter) run(text string) {
	if text == "" {
		return
	}
	w.put(`<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>`)
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			w.put(`<w:br/>`)
		}
		w.put(`<w:t xml:space="preserve">`, escaped(line), `</w:t>`)
	}
	w.put(`</w:r>`)
}

func (w *docxWriter) table(t *Table) {
	total := 0
	for _, c := range t.Columns {
		total += c.Width
	}
	w.put(`<w:tbl><w:tblPr><w:tblStyle w:val="Ruled"/><w:tblW w:w="`, twips(total), `" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, c := range t.Columns {
		w.put(`<w:gridCol w:w="`, twips(c.Width), `"/>`)
	}
	w.put(`</w:tblGrid>`)
	if t.Columns[0].Head != "" {
		head := Row{}
		for _, c := range t.Columns {
			head.Cells = append(head.Cells, Cell{Text: c.Head, Label: true})
		}
		w.row(t, head, `<w:tblHeader/>`)
	}
	for _, r := range t.Rows {
		w.row(t, r, "")
	}
	w.put(`</w:tbl>`)
}

func (w *docxWriter) row(t *Table, r Row, more string) {
	w.put(`<w:tr><w:trPr><w:cantSplit/>`)
	if r.Height > 0 {
		w.put(`<w:trHeight w:val="`, twips(r.Height), `" w:hRule="atLeast"/>`)
	}
	w.put(more, `</w:trPr>`)
	at := 0
	for _, c := range r.Cells {
		span, width := max(c.Span, 1), 0
		for _, column := range t.Columns[at : at+span] {
			width += column.Width
		}
		w.put(`<w:tc><w:tcPr><w:tcW w:w="`, twips(width), `" w:type="dxa"/>`)
		if span > 1 {
			w.put(`<w:gridSpan w:val="`, fmt.Sprint(span), `"/>`)
		}
		w.put(`<w:vAlign w:val="center"/></w:tcPr>`)
		w.paragraph(docxCellStyle(t, c, t.Columns[at].Centre), c.Text)
		w.put(`</w:tc>`)
		at += span
	}
	w.put(`</w:tr>`)
}

func docxCellStyle(t *Table, c Cell, centre bool) string {
	style := "Cell"
	if t.Dense {
		style = "Dense"
	}
	switch {
	case c.Label:
		return style + "Label"
	case centre:
		return style + "Centre"
	}
	return style
}

// twips are millimetres in twentieths of a point.
func twips(mm int) string { return fmt.Sprint(mm * 1440 * 10 / 254) }

func escaped(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
	return b.String()
}

// docxSection is the sheet: one that lies on its side is an upright one, turned.
func docxSection(wide bool) string {
	size := `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1361" w:gutter="0"/>`
	if wide {
		size = `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1588" w:right="1984" w:bottom="1474" w:left="2098" w:header="851" w:footer="851" w:gutter="0"/>`
	}
	return `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>` + size + `<w:cols w:space="425"/></w:sectPr>`
}
