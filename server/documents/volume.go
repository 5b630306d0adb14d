package documents

import (
	"fmt"
	"strings"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// What lies in front of and behind the papers of a volume (第三十条).

var cover = &Kind{
	Name: "cover", Title: "案卷封面", Article: "第三十条", By: readers,
	Doc:     "立卷时装订在最前。",
	Acts:    []string{"archive"},
	Binds:   true,
	choices: anyTime,
	draw:    drawCover,
}

func anyTime(*Matter) ([]Choice, string) { return single, "" }

func drawCover(m *Matter, _ Choice) *Document {
	f, a := m.File, m.archive()
	d := &Document{Title: m.volumeTitle()}
	d.add(Subject, "全宗名称：%s%s　全宗号：%s", blank, blank, blank)
	t := grid()
	row := func(label, value string) { t.line(label, value, 14) }
	row("案卷号", a.Volume)
	row("题名", m.suit())
	row("案号", m.allNumbers())
	row(m.courtTitle(), m.allCourts())
	if f.Kind != measures.SuggestionOnly {
		row(measures.Plaintiff.TitleIn(f.Kind), m.people(measures.Plaintiff))
	}
	row(measures.Respondent.TitleIn(f.Kind), m.people(measures.Respondent))
	if third := f.Named(measures.ThirdParty); len(third) > 0 {
		row("第三人", fewOrFirst(third))
	}
	row("承办单位", m.fulls(f.Handlers()))
	row("裁判结果", m.result())
	t.pair("收案日期", inForm(f.ServedOn), "结案日期", inForm(m.endedOn()))
	t.pair("归档日期", inForm(a.On), "保管期限", "")
	pieces, pages := m.counted()
	t.pair("件数", pieces, "页数", pages)
	t.pair("立卷人", a.FiledBy, "检查人", a.CheckedBy)
	d.table(t)
	m.untilArchived(d)
	return d
}

func (m *Matter) volumeTitle() string {
	switch m.File.Kind {
	case measures.Reconsideration:
		return "行政复议案卷"
	case measures.SuggestionOnly:
		return "司法建议、检察建议案卷"
	}
	return "行政应诉案卷"
}

func (m *Matter) archive() measures.Archive {
	if m.File.Archive == nil {
		return measures.Archive{}
	}
	return *m.File.Archive
}

func (m *Matter) untilArchived(d *Document) {
	if m.File.Archive == nil {
		d.note("第三十条", "尚未归档：以下按目前登记的材料填写，归档时固定")
	}
}

func (m *Matter) allNumbers() string {
	var lines []string
	for i := range m.File.Instances {
		if n := m.knownNumber(i); n != "" {
			lines = append(lines, m.File.Instances[i].Title()+"："+n)
		}
	}
	return strings.Join(lines, "\n")
}

func (m *Matter) allCourts() string {
	var courts []string
	for i := range m.File.Instances {
		in := &m.File.Instances[i]
		if court := m.File.CourtOf(in); court != "" {
			courts = append(courts, in.Title()+"："+court)
		}
	}
	return strings.Join(courts, "\n")
}

// result says how each instance ended.
func (m *Matter) result() string {
	var lines []string
	for i := range m.File.Instances {
		in := &m.File.Instances[i]
		if p := in.Decision(); p != nil {
			lines = append(lines, in.Title()+p.Title())
		}
	}
	if w := m.File.Withdrawal; w != nil {
		lines = append(lines, written(w.On)+"撤诉或者和解")
	}
	return strings.Join(lines, "\n")
}

func (m *Matter) endedOn() (on calendar.Date) {
	if c := m.File.Conclusion; c != nil {
		on = c.On
	}
	return on
}

// counted says how many papers are bound, with how many pages; nothing of the pages
// unless they are known of every paper.
func (m *Matter) counted() (pieces, pages string) {
	if m.File.Archive == nil {
		return "", ""
	}
	items, sum := m.volume(), 0
	for _, i := range items {
		if i.Pages == 0 {
			return number(len(items)), ""
		}
		sum += i.Pages
	}
	return number(len(items)), number(sum)
}

var contents = &Kind{
	Name: "volume", Title: "卷内目录", Article: "第三十条", By: readers,
	Doc:     "卷内材料按装订顺序排列。",
	Acts:    []string{"archive", "supplement_archive"},
	Binds:   true,
	choices: anyTime,
	draw:    drawContents,
}

func drawContents(m *Matter, _ Choice) *Document {
	d := &Document{Title: "卷内目录"}
	d.add(Subject, "案号：%s　案卷号：%s", m.File.CaseNumber, or(m.archive().Volume))
	t := &Table{Dense: true, Columns: []Column{
		{"序号", 10, true}, {"文号", 27, false}, {"责任者", 22, false}, {"题名", 38, false}, {"日期", 22, true}, {"页数", 10, true}, {"起止页号", 14, true}, {"备注", 13, false},
	}}
	for _, i := range m.volume() {
		t.row(8, fmt.Sprint(i.Number), i.Mark, i.Author, i.Title, inTable(i.On), number(i.Pages), i.Span, i.Remarks)
	}
	d.table(t)
	m.untilArchived(d)
	if m.File.Archive == nil {
		for _, x := range measures.Incomplete(m.File) {
			d.note(x.Article, "归档前须办结或者说明：%s", x.What)
		}
	}
	return d
}

var note = &Kind{
	Name: "note", Title: "卷内备考表", Article: "第三十条", By: readers,
	Doc:     "立卷时装订在最后，说明卷内情况，由立卷人、检查人签字。",
	Acts:    []string{"archive", "supplement_archive"},
	choices: anyTime,
	draw:    drawNote,
}

func drawNote(m *Matter, _ Choice) *Document {
	d := &Document{Title: "卷内备考表"}
	t := grid()
	tall := map[string]int{"卷内情况说明": 55, "缺件说明": 30}
	for _, l := range m.Note() {
		t.line(l.Label, l.Text, max(tall[l.Label], low))
	}
	d.table(t)
	m.untilArchived(d)
	return d
}

// Line is something that is said under a label.
type Line struct{ Label, Text string }

// Note is what the note of the volume says (卷内备考表). It names the last hash of the
// journal: printed and signed, it shows later whether a line was lost.
func (m *Matter) Note() []Line {
	a := m.archive()
	lines := []Line{
		{"案号", m.File.CaseNumber}, {"案卷号", a.Volume}, {"件数", ""}, {"卷内情况说明", a.Note}, {"缺件说明", a.Missing},
		{"立卷人", a.FiledBy}, {"检查人", a.CheckedBy}, {"立卷时间", onlyIf(a.On)},
		{"办理日志", fmt.Sprintf("%d条，末条校验值%s", m.Lines, m.Hash)}, {"台账封存", m.Seal},
	}
	if m.File.Archive != nil {
		lines[2].Text = fmt.Sprintf("%d件，归档后补卷%d件", len(a.Items), len(a.Supplements))
	}
	return lines
}

func onlyIf(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Chinese()
}
