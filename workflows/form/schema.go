package form

import "strconv"

// Schema returns the JSON Schema (2020-12, as OpenAPI 3.1 embeds it) of an
// object with these fields.
func Schema(fields []Field) map[string]any {
	properties := map[string]any{}
	required := []string{}
	for _, f := range fields {
		properties[f.Name] = f.schema()
		if f.Required {
			required = append(required, f.Name)
		}
	}
	s := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

func (f Field) schema() map[string]any {
	s := f.bare()
	s["title"] = f.Label
	if f.Help != "" {
		s["description"] = f.Help
	}
	if f.Example != "" && f.Type != Integer && f.Type != List {
		s["examples"] = []any{f.Example}
	}
	return s
}

func (f Field) bare() map[string]any {
	switch f.Type {
	case Date:
		return map[string]any{"type": "string", "format": "date"}
	case Flag:
		return map[string]any{"type": "boolean"}
	case Integer:
		least := 0
		if f.Positive {
			least = 1
		}
		return map[string]any{"type": "integer", "minimum": least, "maximum": 1_000_000}
	case Choice:
		return f.choiceSchema()
	case Group:
		return Schema(f.Fields)
	case Groups:
		return f.arrayOf(Schema(f.Fields))
	case List:
		return f.arrayOf(Field{Type: f.Of, Choices: f.Choices}.bare())
	case Object:
		return map[string]any{"type": "object"}
	case Amount:
		return map[string]any{"type": "string", "pattern": amount.String()}
	case Whole:
		return map[string]any{"type": "string", "maxLength": MaxWhole}
	case File:
		return map[string]any{"type": "string", "contentEncoding": "base64", "maxLength": MaxFile}
	case Long:
		return map[string]any{"type": "string", "maxLength": MaxLong}
	}
	return map[string]any{"type": "string", "maxLength": MaxText}
}

func (f Field) arrayOf(items map[string]any) map[string]any {
	most := MaxList
	if f.Type == List {
		most = MaxNames
	}
	s := map[string]any{"type": "array", "items": items, "maxItems": most}
	if f.Required {
		s["minItems"] = 1
	}
	return s
}

func (f Field) choiceSchema() map[string]any {
	values := []any{}
	for _, c := range f.Choices {
		if n, err := strconv.Atoi(c.Value); err == nil && f.Numeric {
			values = append(values, n)
		} else {
			values = append(values, c.Value)
		}
	}
	return map[string]any{"enum": values}
}
