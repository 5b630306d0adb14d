package web

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"yingsu/workflows/form"
)

// filled is what was typed into a form, in the shape of the act's JSON input:
// texts, numbers, flags, lists of texts, and filled again for groups. What was
// left empty is absent. Forms are rendered from it and posts are read into it,
// so that what comes back after an error is what was typed.
type filled map[string]any

// json returns the input as the office takes it. Members are in alphabetical
// order, so that the same form sent twice is the same request.
func (v filled) json() json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts, numbers and flags always marshal
	}
	return data
}

// readForm converts a posted form by the declaration of its fields. Groups are
// named with dots (defendants.0.unit), a list is a box with one entry a line or
// a set of boxes ticked, a flag is a box ticked or not. Fields that were not
// declared are passed over: buttons and tokens travel in the same form.
func readForm(fields []form.Field, posted url.Values) filled {
	return readFields(fields, posted, "")
}

func readFields(fields []form.Field, posted url.Values, prefix string) filled {
	v := filled{}
	for _, f := range fields {
		if value := readField(f, posted, prefix+f.Name); value != nil {
			v[f.Name] = value
		}
	}
	return v
}

// readField returns nil where nothing was filled in.
func readField(f form.Field, posted url.Values, path string) any {
	switch f.Type {
	case form.Group:
		if group := readFields(f.Fields, posted, path+"."); len(group) > 0 {
			return group
		}
	case form.Groups:
		if rows := readRows(f, posted, path+"."); len(rows) > 0 {
			return rows
		}
	case form.List:
		if lines := linesOf(posted[path]); len(lines) > 0 {
			return entriesOf(f, lines)
		}
	case form.Flag:
		if ticked := posted.Get(path); ticked == "true" || ticked == "on" || ticked == "1" {
			return true
		}
	default:
		if text := tidy(posted.Get(path)); text != "" {
			return readText(f, text)
		}
	}
	return nil
}

// entriesOf makes numbers of the entries of a list of numbers.
func entriesOf(f form.Field, lines []string) any {
	if f.Of != form.Integer {
		return lines
	}
	var entries []any
	for _, line := range lines {
		entries = append(entries, readText(form.Field{Type: f.Of}, line))
	}
	return entries
}

// readText passes on what is no number as it was typed, for the reader to
// refuse in its own words.
func readText(f form.Field, text string) any {
	if f.Type != form.Integer {
		return text
	}
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return text
}

// readRows leaves out rows in which nothing was filled in, and closes the gaps.
func readRows(f form.Field, posted url.Values, prefix string) []filled {
	var rows []filled
	for _, n := range rowNumbers(posted, prefix) {
		if row := readFields(f.Fields, posted, prefix+strconv.Itoa(n)+"."); len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// rowNumbers finds the rows that were posted, in order. One more than a list
// may hold is enough for it to be refused as too long.
func rowNumbers(posted url.Values, prefix string) []int {
	found := map[int]bool{}
	for name := range posted {
		rest, ok := strings.CutPrefix(name, prefix)
		if !ok {
			continue
		}
		number, _, _ := strings.Cut(rest, ".")
		if n, err := strconv.Atoi(number); err == nil && n >= 0 && strconv.Itoa(n) == number {
			found[n] = true
		}
	}
	numbers := slices.Sorted(maps.Keys(found))
	return numbers[:min(len(numbers), form.MaxList+1)]
}

func linesOf(values []string) []string {
	var lines []string
	for _, value := range values {
		for line := range strings.Lines(value) {
			if line = tidy(line); line != "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// tidy drops the spaces around a text and the carriage returns that browsers
// put at the end of each line.
func tidy(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}
