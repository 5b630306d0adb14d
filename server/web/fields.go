package web

import (
	"fmt"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// box is one field of a form as a page shows it: with what was typed into it
// and what is wrong with that.
type box struct {
	form.Field
	ID     string // of its element, unique on the page
	Path   string // the name under which it is posted: defendants.0.unit
	Widget string // the template that draws it
	Value  string
	Chosen map[string]bool // of a list with choices
	Error  string
	Read   string        // the words that it was read from
	Max    calendar.Date // the last day that can be meant
	Inner  []box         // of a group
	Rows   []row         // of groups
}

// row is one of several groups of a kind.
type row struct {
	Number int
	Boxes  []box
}

// option is one choice of a box.
type option struct {
	measures.Choice
	Chosen bool
	Hint   string
}

// plan is what a form is drawn with besides its fields.
type plan struct {
	id     string // prefix of the elements' ids
	today  calendar.Date
	errors []models.FieldError
	marks  map[string]string // the words that fields were read from, by path
	late   bool              // a day lies long past, and whoever fills it in is to say that it is meant
	rows   int               // empty rows to offer beyond those filled in

	taken map[string]string // the path of each box drawn, and its id
}

// boxesOf draws the fields of a form.
func (p *plan) boxesOf(fields []form.Field, v filled) []box {
	p.taken = map[string]string{}
	return p.boxes(fields, v, "")
}

func (p *plan) boxes(fields []form.Field, v filled, prefix string) []box {
	var all []box
	for _, f := range fields {
		all = append(all, p.box(f, v[f.Name], prefix+f.Name))
	}
	return all
}

func (p *plan) box(f form.Field, value any, path string) box {
	b := box{Field: f, Path: path, ID: p.id + "-" + strings.ReplaceAll(path, ".", "-"), Widget: widgetOf(f)}
	b.Error = p.errorAt(path, f.Type == form.List)
	b.Read = p.marks[path]
	p.taken[path] = b.ID
	if f.Past {
		b.Max = p.today
	}
	switch v := value.(type) {
	case filled:
		b.Inner = p.boxes(f.Fields, v, path+".")
	case []filled:
		b.Rows = p.rowsOf(f, v, path)
	case []string:
		b.Value, b.Chosen = strings.Join(v, "\n"), setOf(v)
	case []any:
		for _, entry := range v {
			b.Value += fmt.Sprintln(entry)
		}
	case bool:
		if v { // what is not so has no value, or the box would be ticked
			b.Value = "true"
		}
	case nil:
		b.Inner, b.Rows = p.blank(f, path)
	default:
		b.Value = fmt.Sprint(v)
	}
	return b
}

// blank draws what a group consists of where nothing was filled in.
func (p *plan) blank(f form.Field, path string) (inner []box, rows []row) {
	switch f.Type {
	case form.Group:
		return p.boxes(f.Fields, nil, path+"."), nil
	case form.Groups:
		return nil, p.rowsOf(f, nil, path)
	}
	return nil, nil
}

// fewestRows are offered of every list of groups.
const fewestRows = 3

func (p *plan) rowsOf(f form.Field, given []filled, path string) []row {
	var rows []row
	for n := range max(len(given)+p.rows, fewestRows) {
		var v filled
		if n < len(given) {
			v = given[n]
		}
		rows = append(rows, row{n + 1, p.boxes(f.Fields, v, fmt.Sprintf("%s.%d.", path, n))})
	}
	return rows
}

// errorAt returns what is wrong with a field, and with the entries of a list.
func (p *plan) errorAt(path string, entries bool) string {
	var wrong []string
	for _, e := range p.errors {
		if e.Field == path || entries && strings.HasPrefix(e.Field, path+".") {
			wrong = append(wrong, e.Detail)
		}
	}
	return strings.Join(wrong, "；")
}

// widgetOf chooses how a field is drawn.
func widgetOf(f form.Field) string {
	switch {
	case f.Type == form.List && f.Choices != nil:
		return "checks"
	case f.Type == form.List:
		return "lines"
	case f.Explains:
		return "items"
	case f.Type == form.Choice && f.Required && len(f.Choices) <= 4:
		return "radios"
	case f.Choices != nil:
		return "select"
	}
	return string(f.Type)
}

// Options returns the choices of a box, with the one that was made.
func (b box) Options() []option {
	var all []option
	for n, c := range b.Choices {
		o := option{Choice: c, Chosen: b.Value == c.Value || b.Chosen[c.Value]}
		if b.Widget == "items" && n < len(measures.HandlingItems) {
			o.Hint = measures.HandlingItems[n].Text
		}
		all = append(all, o)
	}
	return all
}

// Ticked counts the choices of a list.
func (b box) Ticked() int { return len(b.Chosen) }

// Described names the elements that say more about a box, for those who hear
// the page.
func (b box) Described() string {
	var ids []string
	if b.Hint() != "" {
		ids = append(ids, b.ID+"-hint")
	}
	if b.Error != "" {
		ids = append(ids, b.ID+"-error")
	}
	if b.Read != "" {
		ids = append(ids, b.ID+"-read")
	}
	return strings.Join(ids, " ")
}

// Hint says how a box is to be filled in.
func (b box) Hint() string {
	var parts []string
	if b.Help != "" {
		parts = append(parts, b.Help)
	}
	if b.Example != "" && b.Type != form.Date && b.Choices == nil {
		parts = append(parts, "例如："+b.Example)
	}
	if b.Widget == "lines" {
		parts = append(parts, "每行填写一个")
	}
	return strings.Join(parts, "；")
}

func setOf(texts []string) map[string]bool {
	set := map[string]bool{}
	for _, t := range texts {
		set[t] = true
	}
	return set
}
