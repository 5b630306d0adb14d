package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"
	"unicode"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// schemas collects the JSON Schemas of what is answered, by the Go types that
// are marshalled. Every struct becomes a component.
type schemas map[string]any

type schema = map[string]any

func (s schemas) of(t reflect.Type) schema {
	switch t {
	case reflect.TypeFor[calendar.Date]():
		return schema{"type": "string", "pattern": `^(\d{4}-\d{2}-\d{2})?$`}
	case reflect.TypeFor[time.Time]():
		return schema{"type": "string", "format": "date-time"}
	case reflect.TypeFor[json.RawMessage]():
		return schema{}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Slice:
		return schema{"type": "array", "items": s.of(t.Elem())}
	case reflect.Struct:
		return s.component(t)
	case reflect.Map:
		return schema{"type": "object"}
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return schema{"type": "integer"}
	case reflect.String:
		return text(t)
	}
	panic("api: no schema for " + t.String())
}

// text returns the schema of a string type: its values, where it is a closed
// list.
func text(t reflect.Type) schema {
	list, ok := reflect.Zero(t).Interface().(interface{ Choices() []measures.Choice })
	if !ok {
		return schema{"type": "string"}
	}
	var values []string
	for _, c := range list.Choices() {
		values = append(values, c.Value)
	}
	return schema{"type": "string", "enum": values}
}

func (s schemas) component(t reflect.Type) schema {
	name := componentName(t)
	if s[name] == nil {
		s[name] = schema{} // a type may hold itself
		properties, required := schema{}, []string{}
		s.members(t, properties, &required)
		s[name] = schema{"type": "object", "properties": properties, "required": required}
	}
	return schema{"$ref": "#/components/schemas/" + name}
}

// members adds the fields of a struct, and those of what it embeds.
func (s schemas) members(t reflect.Type, properties schema, required *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			s.members(f.Type, properties, required)
		case name != "" && name != "-" && f.IsExported():
			properties[name] = s.of(f.Type)
			if !strings.Contains(options, "omit") {
				*required = append(*required, name)
			}
		}
	}
}

// componentName is the type's name with its package's where two could meet:
// office.Clock and measures.Clock.
func componentName(t reflect.Type) string {
	path := t.PkgPath()
	pkg := path[strings.LastIndex(path, "/")+1:]
	if pkg == "api" {
		pkg = ""
	}
	return title(pkg) + title(t.Name())
}

func title(s string) string {
	letters := []rune(s)
	if len(letters) > 0 {
		letters[0] = unicode.ToUpper(letters[0])
	}
	return string(letters)
}
