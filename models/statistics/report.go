package statistics

import (
	"cmp"
	"slices"
)

// Report is everything that is counted of a period, in tables. Now are the cells of the
// period, Before those of the same period a year earlier (同比).
type Report struct {
	Period Period
	Now    []Cell
	Before []Cell
}

// Table is a table of a report: figures by one dimension, or the main figures one below
// the other.
type Table struct {
	Key   string   `json:"key"`
	Title string   `json:"title"`
	Head  []string `json:"head"`
	Lines []Line   `json:"lines"`
	Chart bool     `json:"chart,omitempty"` // its first column of numbers is worth drawing
}

// Line is a line of a table: what it is about, and what the figures come to.
type Line struct {
	Total   bool    `json:"total,omitempty"` // it is the sum of the other lines
	Name    string  `json:"name"`
	Meaning string  `json:"meaning,omitempty"` // how the figure is defined, in words
	Entries []Entry `json:"entries"`
}

// Entry is one number as it is written, and which rows stand behind it.
type Entry struct {
	Text   string    `json:"text"`
	N      int       `json:"n"`
	Behind Selection `json:"behind,omitzero"`  // nothing where it leads nowhere
	Period string    `json:"period,omitempty"` // the key of another period than the report's, in which they stand
}

// Selection says which rows stand behind a number: those that a figure counts, of one
// value of a dimension.
type Selection struct {
	Figure string `json:"figure"`
	By     string `json:"by,omitempty"` // a dimension; of all, if empty
	Is     string `json:"is,omitempty"`
	Whole  bool   `json:"whole,omitempty"` // those of which a rate counts some, as well
}

// Selects tells whether a row of a sort stands behind the number.
func (s Selection) Selects(sort Sort) bool {
	f, known := FigureOf(s.Figure)
	if !known || !f.Counts(sort, s.Whole) {
		return false
	}
	d, known := DimensionOf(s.By)
	return !known || d.Of(sort) == s.Is
}

// Title names what is selected: 收案·张村镇.
func (s Selection) Title() string {
	f, _ := FigureOf(s.Figure)
	if d, known := DimensionOf(s.By); known {
		return f.Title + "·" + d.Name(s.Is)
	}
	return f.Title
}

// Tables returns the report's tables. Those in which nothing is counted are left out, but
// for the first.
func (r Report) Tables() []Table {
	tables := []Table{r.main()}
	for _, plan := range plans {
		if t := r.table(plan); len(t.Lines) > 0 {
			tables = append(tables, t)
		}
	}
	return tables
}

// Knows tells whether reports have a table of a key, where there is something in it.
func Knows(table string) bool {
	return slices.ContainsFunc(plans, func(p plan) bool { return p.key == table })
}

// mainFigures are the figures of the first table.
var mainFigures = []string{
	"received", "received_first", "against_government", "after_reconsideration", "inverted", "concluded", "pending",
	"loss_rate", "loss_rate_of_units", "losses", "settled", "appealed", "appealed_by_us", "accepted",
	"attendance", "attendance_of_units", "principals", "principals_owed", "unexcused",
	"timely", "overdue", "suggestions", "suggestions_answered", "suggestions_late", "payments", "payment_sum",
	"trial_days", "reconsiderations", "reconsiderations_lost", "findings",
}

func (r Report) main() Table {
	t := Table{Key: "main", Title: "总体情况", Head: []string{"指标", "本期", "上年同期", "同比"}}
	for _, key := range mainFigures {
		f, _ := FigureOf(key)
		now, before := f.Of(r.Now), f.Of(r.Before)
		behind := Selection{Figure: key}
		line := Line{Name: f.Title, Meaning: f.Meaning, Entries: []Entry{
			shown(f, now, behind), r.yearBefore(shown(f, before, behind)), {Text: "—"},
		}}
		if f.Shows == Number {
			line.Entries[2].Text = Change(now.N, before.N)
		}
		t.Lines = append(t.Lines, line)
	}
	return t
}

// plan is a table by a dimension: its columns, the first of which orders the lines.
type plan struct {
	key, title, by string
	columns        []column
	shape          shape
}

// shape is what a table has beside its lines: nothing, a chart of its first column of
// numbers, or, before them, a line of what they come to together.
type shape int

const (
	plain shape = iota
	drawn
	summed
)

// column is a figure of a table: now, of the year before, its share of all or its change.
type column struct{ figure, what string }

var plans = []plan{
	{"levels", "各审级", "level", []column{{"received", "now"}, {"received", "before"}, {"received", "change"}, {"concluded", "now"}, {"pending", "now"}, {"settled", "now"}, {"trial_days", "now"}}, plain},
	{"sued", "被告形式", "sued", []column{{"received", "now"}, {"received", "share"}, {"received", "before"}, {"received", "change"}, {"concluded", "now"}, {"loss_rate", "now"}}, plain},
	{"courts", "各法院", "court", []column{{"received", "now"}, {"concluded", "now"}, {"pending", "now"}, {"loss_rate", "now"}, {"settled", "now"}, {"attendance", "now"}}, plain},
	{"units", "各承办单位", "unit", []column{{"received", "now"}, {"received", "share"}, {"received", "before"}, {"received", "change"}, {"concluded", "now"}, {"loss_rate_of_units", "now"}, {"losses", "now"}, {"attendance_of_units", "now"}}, drawn},
	{"fields", "行政管理领域", "field", []column{{"received", "now"}, {"received", "share"}, {"received", "before"}, {"received", "change"}, {"loss_rate", "now"}}, drawn},
	{"categories", "案由类别", "category", []column{{"received", "now"}, {"received", "share"}, {"received", "before"}, {"received", "change"}, {"loss_rate", "now"}}, drawn},
	{"endings", "结案方式", "what", []column{{"concluded", "now"}, {"concluded", "share"}, {"concluded", "before"}}, drawn},
	{"losses", "生效裁判败诉", "unit", []column{{"losses", "now"}, {"losses", "share"}, {"losses", "before"}, {"losses", "change"}}, plain},
	{"grounds", "败诉原因", "what", []column{{"grounds", "now"}, {"grounds", "share"}, {"grounds", "before"}}, drawn},
	{"ranks", "出庭负责人", "what", []column{{"attendance_of_units", "counted"}}, plain},
	{"duties", "各项期限", "what", []column{{"timely", "now"}, {"overdue", "now"}}, plain},
	{"timeliness", "各单位按期办理", "unit", []column{
		{"timely", "now"}, {"overdue", "now"}, {"forwarded", "now"}, {"reviewed", "now"}, {"filed", "now"}, {"officials_filed", "now"}, {"loss_reports", "now"}, {"archives", "now"}, {"other_duties", "now"},
	}, summed},
	{"suggestions", "司法建议、检察建议", "unit", []column{{"suggestions", "now"}, {"suggestions_answered", "now"}, {"suggestions_late", "now"}}, plain},
	{"payments", "行政赔偿", "unit", []column{{"payments", "now"}, {"payment_sum", "now"}}, plain},
	{"steps", "办理天数", "what", []column{{"step_days", "now"}, {"step_days", "counted"}}, plain},
	{"findings", "第三十七条所列事实", "what", []column{{"findings", "now"}, {"findings", "before"}}, plain},
}

func (r Report) table(p plan) Table {
	d, _ := DimensionOf(p.by)
	t := Table{Key: p.key, Title: p.title, Head: []string{d.Title}, Chart: p.shape == drawn}
	for _, c := range p.columns {
		t.Head = append(t.Head, c.title())
	}
	values := r.values(d, p.columns)
	if p.shape == summed && len(values) > 0 {
		t.Lines = append(t.Lines, Line{Name: "合计", Total: true, Entries: r.entries(p, Selection{}, r.Now, r.Before)})
	}
	now, before := apart(d, r.Now), apart(d, r.Before)
	for _, is := range values {
		t.Lines = append(t.Lines, Line{Name: d.Name(is), Entries: r.entries(p, Selection{By: d.Key, Is: is}, now[is], before[is])})
	}
	return t
}

// entries are the columns of a line, by the cells that it is of now and a year before.
func (r Report) entries(p plan, line Selection, now, before []Cell) (entries []Entry) {
	for _, c := range p.columns {
		line.Figure = c.figure
		entries = append(entries, r.entry(c, line, now, before))
	}
	return entries
}

func (c column) title() string {
	f, _ := FigureOf(c.figure)
	switch c.what {
	case "before":
		return "上年同期" + f.Title
	case "share":
		return "占比"
	case "change":
		return "同比"
	case "counted":
		return "次数"
	}
	return f.Title
}

// values lists the values of a dimension that occur in what columns count: those of which
// the first column counts most first, and last those that there were a year before only.
func (r Report) values(d Dimension, columns []column) []string {
	var now, before []string
	for _, c := range columns {
		f, _ := FigureOf(c.figure)
		for _, g := range f.By(d, r.Now) {
			now = append(now, g.Is)
		}
		if c.what == "before" {
			for _, g := range f.By(d, r.Before) {
				before = append(before, g.Is)
			}
		}
	}
	var values []string
	for _, is := range slices.Concat(now, before) {
		if !slices.Contains(values, is) {
			values = append(values, is)
		}
	}
	return values
}

// entry is a column of what is behind it, by the cells of that now and a year before.
func (r Report) entry(c column, behind Selection, cells, cellsBefore []Cell) Entry {
	f, _ := FigureOf(c.figure)
	now, before := f.Of(cells), f.Of(cellsBefore)
	switch c.what {
	case "before":
		return r.yearBefore(shown(f, before, behind))
	case "share":
		return Entry{Text: Percent(now.N, f.Of(r.Now).N), N: now.N}
	case "change":
		return Entry{Text: Change(now.N, before.N), N: now.N}
	case "counted":
		n := cmp.Or(now.Of, now.N)
		return Entry{Text: Figure{}.Text(Value{N: n}), N: n}
	}
	return shown(f, now, behind)
}

// shown writes down what a figure comes to.
func shown(f Figure, v Value, behind Selection) Entry {
	return Entry{Text: f.Text(v), N: v.N, Behind: behind}
}

// yearBefore says of an entry that its rows stand in the year before.
func (r Report) yearBefore(e Entry) Entry {
	e.Period = r.Period.YearBefore().Key()
	return e
}

// apart tells cells apart by a dimension.
func apart(d Dimension, cells []Cell) map[string][]Cell {
	by := map[string][]Cell{}
	for _, c := range cells {
		is := d.Of(c.Sort)
		by[is] = append(by[is], c)
	}
	return by
}
