package form_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// compile checks that a schema is one, by draft 2020-12, and makes it usable.
func compile(t *testing.T, fields []form.Field) *jsonschema.Schema {
	t.Helper()
	data, err := json.Marshal(form.Schema(fields))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("form.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("form.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(s *jsonschema.Schema, data []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

func TestSchema_Words(t *testing.T) {
	data, err := json.MarshalIndent(form.Schema(form.Of[struct {
		Name  string        `json:"name" label:"姓名" check:"required" example:"王某某" help:"如实填写"`
		On    calendar.Date `json:"on,omitzero" label:"日期" example:"2026-03-02"`
		Pages int           `json:"pages" label:"页数" check:"positive" example:"3"`
		Item  measures.Rank `json:"rank" label:"类别"`
		Units []string      `json:"units" label:"单位" check:"required,unit" example:"区教育局"`
	}]()), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
 "additionalProperties": false,
 "properties": {
  "name": {
   "description": "如实填写",
   "examples": [
    "王某某"
   ],
   "maxLength": 200,
   "title": "姓名",
   "type": "string"
  },
  "on": {
   "examples": [
    "2026-03-02"
   ],
   "format": "date",
   "title": "日期",
   "type": "string"
  },
  "pages": {
   "maximum": 1000000,
   "minimum": 1,
   "title": "页数",
   "type": "integer"
  },
  "rank": {
   "enum": [
    "principal",
    "deputy",
    "assistant",
    "other"
   ],
   "title": "类别"
  },
  "units": {
   "items": {
    "maxLength": 200,
    "type": "string"
   },
   "maxItems": 2000,
   "minItems": 1,
   "title": "单位",
   "type": "array"
  }
 },
 "required": [
  "name",
  "units"
 ],
 "type": "object"
}`
	if string(data) != want {
		t.Errorf("%s", data)
	}
}

func TestSchema_OfTheRegistration(t *testing.T) { compile(t, form.Of[measures.Registration]()) }

// TestSchema_AgreesWithRead draws papers that a person could fill in, and checks
// that the published schema and the reader both take them.
func TestSchema_AgreesWithRead(t *testing.T) {
	schema := compile(t, fields)
	rapid.Check(t, func(t *rapid.T) {
		data, err := json.Marshal(drawObject(t, fields, "."))
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(schema, data); err != nil {
			t.Fatalf("the schema refuses %s: %v", data, err)
		}
		if _, errs := read(data); len(errs) > 0 {
			t.Fatalf("Read refuses %s: %v", data, errs)
		}
	})
}

func drawObject(t *rapid.T, fields []form.Field, path string) map[string]any {
	object := map[string]any{}
	for _, f := range fields {
		at := path + f.Name
		if f.Required || rapid.Bool().Draw(t, at+"?") {
			object[f.Name] = drawValue(t, f, at)
		}
	}
	return object
}

func drawValue(t *rapid.T, f form.Field, at string) any {
	least := 0
	if f.Required || f.Positive {
		least = 1
	}
	switch f.Type {
	case form.Date:
		last := today.AddMonths(12 * form.MaxAhead)
		if f.Past {
			last = today
		}
		begin := calendar.On(1990, 10, 1)
		return begin.AddDays(rapid.IntRange(0, last.Sub(begin)).Draw(t, at)).String()
	case form.Flag:
		return rapid.Bool().Draw(t, at)
	case form.Integer:
		return rapid.IntRange(least, 1_000_000).Draw(t, at)
	case form.Choice:
		i := rapid.IntRange(0, len(f.Choices)-1).Draw(t, at)
		if f.Numeric {
			return i + 1
		}
		return f.Choices[i].Value
	case form.Group:
		return drawObject(t, f.Fields, at+".")
	case form.Groups, form.List:
		all := []any{}
		for range rapid.IntRange(least, 3).Draw(t, at) {
			if f.Type == form.Groups {
				all = append(all, drawObject(t, f.Fields, at+"."))
			} else {
				all = append(all, rapid.StringMatching(`[一-龥a-z]{1,200}`).Draw(t, at))
			}
		}
		return all
	case form.Number:
		return rapid.StringMatching(`（20\d\d）鲁10行初[1-9]\d{0,4}号`).Draw(t, at)
	case form.Long:
		return rapid.StringMatching(`[一-龥][一-龥\n]{0,80}[一-龥]`).Draw(t, at)
	}
	return rapid.StringMatching(`[一-龥a-z（）]{1,200}`).Draw(t, at)
}

// TestSchema_RefusesWhatReadRefuses are slips that the schema can express: a
// client that checks with it must not be let down later.
func TestSchema_RefusesWhatReadRefuses(t *testing.T) {
	schema := compile(t, fields)
	if err := validate(schema, changed(nil)); err != nil {
		t.Fatalf("the good paper: %v", err)
	}
	for name, changes := range map[string]map[string]any{
		"a missing text":        {"name": nil},
		"a missing date":        {"on": nil},
		"a missing choice":      {"by": nil},
		"a missing group":       {"main": nil},
		"a missing list":        {"sued": nil},
		"an unknown field":      {"nmae": "王"},
		"a number for a text":   {"name": 7},
		"201 characters":        {"name": long(201)},
		"4001 characters":       {"story": long(4001)},
		"a wrong date":          {"on": "2026/03/02"},
		"30 February":           {"on": "2026-02-30"},
		"a fraction":            {"pages": 1.5},
		"less than nothing":     {"pages": -1},
		"too much":              {"pages": 1_000_001},
		"none":                  {"copies": 0},
		"a word for a flag":     {"lost": "是"},
		"an unknown choice":     {"by": "court"},
		"an unknown item":       {"item": 10},
		"an empty list":         {"names": []any{}},
		"a text for a list":     {"names": "甲"},
		"2001 names":            {"names": list(2001)},
		"a long entry":          {"units": []any{long(201)}},
		"a nameless defendant":  {"sued": []any{map[string]any{}}},
		"more of a defendant":   {"sued": []any{map[string]any{"name": "甲", "age": 1}}},
		"101 defendants":        {"sued": list(101)},
		"a nameless person":     {"main": map[string]any{"unit": "区教育局"}},
		"a list for a group":    {"main": []any{}},
		"the served date wrong": {"sued": []any{map[string]any{"name": "甲", "on": "昨天"}}},
	} {
		data := changed(changes)
		if validate(schema, data) == nil {
			t.Errorf("%s: the schema takes %s", name, data)
		}
		if _, errs := read(data); len(errs) == 0 {
			t.Errorf("%s: Read takes %s", name, data)
		}
	}
}

// TestSchema_SaysNothingOfWhatItCannotSay checks that the schema has no key that
// an OpenAPI 3.1 client would not know.
func TestSchema_SaysNothingOfWhatItCannotSay(t *testing.T) {
	known := " type format properties required additionalProperties items minItems maxItems maxLength minLength minimum maximum enum title description examples "
	var look func(schema map[string]any)
	look = func(schema map[string]any) {
		for key, value := range schema {
			if !strings.Contains(known, " "+key+" ") {
				t.Errorf("the schema says %s", key)
			}
			switch v := value.(type) {
			case map[string]any:
				if key == "properties" {
					for _, p := range v {
						look(p.(map[string]any))
					}
				} else {
					look(v)
				}
			}
		}
	}
	look(form.Schema(fields))
}
