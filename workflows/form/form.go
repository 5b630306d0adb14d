// Package form makes of a Go struct what people fill in: its fields with their
// labels and checks, a strict reader with answers in Chinese, and a JSON Schema.
//
// A field is declared by its tags:
//
//	On calendar.Date `json:"on" label:"转交日期" check:"required,past" example:"2026-03-04" help:"…"`
//
// What has no label is not filled in. The checks are required; past (not after
// today); today (most likely it is today); long (a text of paragraphs); document (the
// text of a whole file); file (one of any kind, in base64); unit (the name of a unit in the directory); number (a case
// number, brought into its canonical form); amount (a sum of money in yuan); positive
// (1 or more); explained (a choice whose values need a line each). A field that is
// asked for only when another has certain values says so by a tag of its own,
// when:"kind=2". The same declaration serves the program's interface, the pages and
// the workflow, so they cannot differ.
package form

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Type says how a field is filled in.
type Type string

const (
	Text    Type = "text"
	Long    Type = "long"     // paragraphs
	Whole   Type = "document" // a whole file
	File    Type = "file"     // one in base64
	Date    Type = "date"
	Integer Type = "integer"
	Flag    Type = "flag"
	Choice  Type = "choice"
	Unit    Type = "unit"
	Number  Type = "number" // 案号
	Amount  Type = "amount" // 元
	Object  Type = "object" // what another act's form holds
	List    Type = "list"   // of texts, of units or of choices
	Group   Type = "group"  // a field made of fields
	Groups  Type = "groups" // a list of such
)

// Field is one thing to fill in.
type Field struct {
	Name     string            `json:"name"`
	Label    string            `json:"label"`
	Type     Type              `json:"type"`
	Of       Type              `json:"of,omitempty"` // what a List is made of
	Required bool              `json:"required,omitempty"`
	Past     bool              `json:"past,omitempty"`
	Several  bool              `json:"-"` // it asks which of several organs is meant
	Day      bool              `json:"-"` // it says when what is filled in happened: see HappenedOn
	Positive bool              `json:"positive,omitempty"`
	Today    bool              `json:"today,omitempty"` // most likely it is today
	When     *When             `json:"when,omitempty"`  // asked for only then
	Example  string            `json:"example,omitempty"`
	Help     string            `json:"help,omitempty"`
	Choices  []measures.Choice `json:"choices,omitempty"`
	Numeric  bool              `json:"-"`                // a Choice among numbers
	Explains bool              `json:"-"`                // a Choice whose values are explained at length
	Told     bool              `json:"-"`                // a Flag that says something also where it is not set
	Fields   []Field           `json:"fields,omitempty"` // of a Group or Groups

	index []int // where it lies in the struct
}

// When is the condition under which a field is asked for: another field of the same
// form has one of some values.
type When struct {
	Field string   `json:"field"`
	In    []string `json:"in"`
}

// Limits of what can be filled in, in characters, entries and years.
const (
	MaxText  = 200
	MaxLong  = 4000
	MaxWhole = 500_000
	MaxFile  = 14_000_000 // in base64
	MaxList  = 100
	MaxNames = 2000 // entries of a list of texts: hundreds sue together
	MaxAhead = 2    // years after today beyond which a date is taken for a slip
)

// Of returns the fields of a struct type, in order.
func Of[T any]() []Field { return fieldsOf(reflect.TypeFor[T](), nil) }

// WithUnits returns the fields with a directory of units to choose from where a
// unit is asked for.
func WithUnits(fields []Field, units []measures.Choice) []Field {
	with := slices.Clone(fields)
	for i, f := range with {
		if f.Type == Unit || f.Of == Unit {
			with[i].Choices = units
		}
		with[i].Fields = WithUnits(f.Fields, units)
	}
	return with
}

// chooser is a closed list of values.
type chooser interface{ Choices() []measures.Choice }

func fieldsOf(t reflect.Type, base []int) []Field {
	var fields []Field
	for i := range t.NumField() {
		sf := t.Field(i)
		index := append(slices.Clone(base), i)
		if sf.Anonymous {
			fields = append(fields, fieldsOf(sf.Type, index)...)
			continue
		}
		if sf.Tag.Get("label") == "" {
			continue
		}
		fields = append(fields, fieldOf(sf, index))
	}
	return fields
}

func fieldOf(sf reflect.StructField, index []int) Field {
	checks := strings.Split(sf.Tag.Get("check"), ",")
	name, optional, _ := strings.Cut(sf.Tag.Get("json"), ",")
	f := Field{
		Name: name, Label: sf.Tag.Get("label"), Example: sf.Tag.Get("example"), Help: sf.Tag.Get("help"),
		Required: slices.Contains(checks, "required"),
		Past:     slices.Contains(checks, "past"),
		Several:  slices.Contains(checks, "several"),
		Day:      slices.Contains(checks, "day") || slices.Contains(checks, "past") && slices.Contains(checks, "required"),
		Positive: slices.Contains(checks, "positive"),
		Today:    slices.Contains(checks, "today"),
		Explains: slices.Contains(checks, "explained"),
		Told:     optional == "",
		When:     whenOf(sf.Tag.Get("when")),
		index:    index,
	}
	f.Type, f.Of, f.Fields = typeOf(sf.Type, checks)
	if f.Choices = choicesOf(sf.Type); f.Choices != nil {
		f.Type, f.Numeric = Choice, sf.Type.Kind() == reflect.Int
	}
	if f.Type == List {
		if f.Choices = choicesOf(sf.Type.Elem()); f.Choices != nil {
			f.Of = Choice
		}
	}
	return f
}

// whenOf reads a condition as a tag has it: kind=2 or kind=1|3.
func whenOf(tag string) *When {
	field, values, ok := strings.Cut(tag, "=")
	if !ok {
		return nil
	}
	return &When{Field: field, In: strings.Split(values, "|")}
}

// choicesOf returns the values of a closed list, nil for any other type.
func choicesOf(t reflect.Type) []measures.Choice {
	if c, ok := reflect.Zero(t).Interface().(chooser); ok {
		return c.Choices()
	}
	return nil
}

var (
	dateType   = reflect.TypeFor[calendar.Date]()
	objectType = reflect.TypeFor[json.RawMessage]()
)

func typeOf(t reflect.Type, checks []string) (typ, of Type, fields []Field) {
	switch {
	case t == dateType:
		return Date, "", nil
	case t == objectType:
		return Object, "", nil
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		return Groups, "", fieldsOf(t.Elem(), nil)
	case t.Kind() == reflect.Slice:
		of, _, _ = typeOf(t.Elem(), checks)
		return List, of, nil
	case t.Kind() == reflect.Struct:
		return Group, "", fieldsOf(t, nil)
	case t.Kind() == reflect.Bool:
		return Flag, "", nil
	case t.Kind() == reflect.Int:
		return Integer, "", nil
	}
	for _, special := range []Type{Long, Whole, File, Unit, Number, Amount} {
		if slices.Contains(checks, string(special)) {
			return special, "", nil
		}
	}
	return Text, "", nil
}

// LatestPast returns the latest of the required days of a struct that must have come:
// the day of what is filled in. It is zero where there is none.
func LatestPast(fields []Field, in any) calendar.Date {
	var last calendar.Date
	for _, f := range fields {
		if f.Type != Date || !f.Past || !f.Required {
			continue
		}
		if d := reflect.Indirect(reflect.ValueOf(in)).FieldByIndex(f.index).Interface().(calendar.Date); d.After(last) {
			last = d
		}
	}
	return last
}

// HappenedOn returns the latest of the days that say when something happened and have
// come by today. It is zero where there is none.
func HappenedOn(fields []Field, in any, today calendar.Date) calendar.Date {
	var last calendar.Date
	for _, f := range fields {
		if f.Type != Date || !f.Day {
			continue
		}
		if d := reflect.Indirect(reflect.ValueOf(in)).FieldByIndex(f.index).Interface().(calendar.Date); d.After(last) && !d.After(today) {
			last = d
		}
	}
	return last
}

// Show returns a field's value in a struct as staff read it, empty where
// nothing was filled in.
func (f Field) Show(in any) string {
	v := reflect.Indirect(reflect.ValueOf(in)).FieldByIndex(f.index)
	return f.show(v)
}

// Gist returns a field's value in a word where it is chosen from a closed list or says
// by when something is due, empty for what people write themselves.
func (f Field) Gist(in any, day func(calendar.Date) string) string {
	v := reflect.Indirect(reflect.ValueOf(in)).FieldByIndex(f.index)
	switch {
	case f.Type == Flag && !v.IsZero():
		return f.Label
	case f.Type == Flag && f.Told:
		return f.Label + "：否"
	case v.IsZero() || f.Explains:
		return ""
	case f.Type == Choice && len(f.Choices) > 0, f.Type == Unit, f.Type == Number:
		return f.show(v)
	case f.Type == Date && !f.Past:
		return f.Label + day(v.Interface().(calendar.Date))
	case f.Type == Amount:
		return v.String() + "元"
	}
	return ""
}

func (f Field) show(v reflect.Value) string {
	if v.IsZero() && f.Type != Flag {
		return ""
	}
	switch f.Type {
	case Date:
		return v.Interface().(calendar.Date).Chinese()
	case Flag:
		return map[bool]string{true: "是", false: "否"}[v.Bool()]
	case Choice:
		return f.titleOf(v)
	case List:
		return f.showList(v)
	case Integer:
		return itoa(v.Int())
	case Group, Groups:
		return f.showGroups(v)
	case Object:
		return string(v.Bytes())
	}
	return v.String()
}

func (f Field) showGroups(v reflect.Value) string {
	if f.Type == Group {
		var parts []string
		for _, sub := range f.Fields {
			if s := sub.Show(v.Interface()); s != "" {
				parts = append(parts, sub.Label+s)
			}
		}
		return strings.Join(parts, "，")
	}
	var rows []string
	for i := range v.Len() {
		rows = append(rows, Field{Type: Group, Fields: f.Fields}.showGroups(v.Index(i)))
	}
	return strings.Join(rows, "；")
}

func (f Field) showList(v reflect.Value) string {
	var entries []string
	for i := range v.Len() {
		entries = append(entries, f.titleOf(v.Index(i)))
	}
	return strings.Join(entries, "、")
}

func (f Field) titleOf(v reflect.Value) string {
	value := valueOf(v)
	for _, c := range f.Choices {
		if c.Value == value {
			return c.Title
		}
	}
	return value
}
