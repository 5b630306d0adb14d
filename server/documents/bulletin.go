package documents

import (
	"strings"

	"yingsu/models/statistics"
)

// Bulletin draws the district's bulletin about a period (第二十七条): the texts that have
// something to say, who publishes it, and its tables as an annex.
func Bulletin(period, mark string, blocks []statistics.Block, tables []statistics.Table) *Document {
	d := &Document{Kind: "bulletin", Name: period + "行政应诉通报", Title: "关于" + period + "行政应诉\n工作情况的通报", Mark: mark}
	for _, b := range blocks {
		if b.Text != "" {
			d.add(Heading, "%s", b.Title)
			d.say("%s", b.Text)
		}
	}
	d.sign("威海市环翠区司法局", undated)
	d.add(Annex, "附件：%s行政应诉统计表", period)
	for _, t := range tables {
		d.add(Subject, "%s", t.Title)
		d.Blocks[len(d.Blocks)-1].Keep = true
		d.table(figures(t))
	}
	return d
}

// figures rules a table of figures: the first column takes what the numbers leave. Where
// they are many, the share stands below its two numbers, or it would be broken anywhere.
func figures(t statistics.Table) *Table {
	const sheet, number, widest, cramped = 156, 15, 34, 30
	others := len(t.Head) - 1
	width := min(widest, max(number, (sheet-45)/others))
	ruled := &Table{Dense: true, Columns: []Column{{Head: t.Head[0], Width: sheet - others*width}}}
	for _, head := range t.Head[1:] {
		ruled.Columns = append(ruled.Columns, Column{Head: head, Width: width, Centre: true})
	}
	for _, line := range t.Lines {
		texts := []string{line.Name}
		for _, e := range line.Entries {
			text := e.Text
			if width < cramped {
				text = strings.NewReplacer("（", "\n", "）", "").Replace(text)
			}
			texts = append(texts, text)
		}
		ruled.row(0, texts...)
	}
	return ruled
}
