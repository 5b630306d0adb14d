package workflows_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// slip is what somebody has filled in for an act. Each act of the oracle reads
// its own fields; what cannot be read makes the slip bad, and so does what nobody
// has asked for.
type slip struct {
	filled map[string]any
	asked  map[string]bool
	today  day
	latest day // the last of the days that had to be filled in and have come
	bad    bool
}

// What is asked of a field.
type asking int

const (
	must asking = 1 << iota // it may not be left out
	past                    // a day that is not after today
	long                    // paragraphs
	some                    // a number from one on
)

// readSlip reads what was filled in; ok is false where it is no object.
func readSlip(data []byte, today day) (*slip, bool) {
	p := &slip{asked: map[string]bool{}, today: today}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	err := d.Decode(&p.filled)
	return p, err == nil && p.filled != nil
}

// value returns what stands in a field, and whether anything does.
func (p *slip) value(name string, how asking) (any, bool) {
	p.asked[name] = true
	v := p.filled[name]
	if s, ok := v.(string); ok && strings.TrimSpace(s) == "" {
		v = nil
	}
	if v == nil && how&must != 0 {
		p.bad = true
	}
	return v, v != nil
}

func (p *slip) text(name string, how asking) string {
	v, filled := p.value(name, how)
	if !filled {
		return ""
	}
	s, ok := v.(string)
	s = strings.TrimSpace(s)
	limit := 200
	if how&long != 0 {
		limit = 4000
	}
	p.bad = p.bad || !ok || utf8.RuneCountInString(s) > limit
	return s
}

func (p *slip) day(name string, how asking) day {
	s := p.text(name, how)
	if s == "" {
		return 0
	}
	d, ok := readDay(s)
	// The law began in October 1990; who plans more than two years ahead has slipped.
	if how&must != 0 && how&past != 0 {
		p.latest = max(p.latest, d)
	}
	p.bad = p.bad || !ok || how&past != 0 && d > p.today || d > p.today.months(24) || d < dayOn(1990, 10, 1)
	return d
}

// pick reads one of some values: the words of a choice are taken too, but nobody
// draws them.
func (p *slip) pick(name string, how asking, from ...string) string {
	v, filled := p.value(name, how)
	if !filled {
		return ""
	}
	_, isText := v.(string)
	_, isNumber := v.(json.Number)
	s := strings.TrimSpace(fmt.Sprint(v))
	p.bad = p.bad || !isText && !isNumber || !slices.Contains(from, s)
	return s
}

// item reads a choice among the items of an article.
func (p *slip) item(name string, how asking, of int) int {
	var from []string
	for n := 1; n <= of; n++ {
		from = append(from, fmt.Sprint(n))
	}
	return slices.Index(from, p.pick(name, how, from...)) + 1
}

func (p *slip) number(name string, how asking) int {
	v := p.filled[name]
	p.asked[name] = true
	if v == nil {
		p.bad = p.bad || how&must != 0
		return 0
	}
	n, ok := v.(json.Number)
	i, err := n.Int64()
	p.bad = p.bad || !ok || err != nil || i < 0 || i > 1_000_000 || how&some != 0 && i == 0
	return max(int(i), 0)
}

func (p *slip) flag(name string) bool {
	v := p.filled[name]
	p.asked[name] = true
	b, ok := v.(bool)
	p.bad = p.bad || v != nil && !ok
	return b
}

// caseNumber reads the number of a case; only plain ones are drawn.
func (p *slip) caseNumber(name string, how asking) string {
	s := p.text(name, how)
	p.bad = p.bad || s != "" && !regexp.MustCompile(`^（20\d\d）\p{Han}+\d+\p{Han}+\d+号$`).MatchString(s)
	return s
}

func (p *slip) amount(name string, how asking) string {
	s := p.text(name, how)
	p.bad = p.bad || s != "" && !regexp.MustCompile(`^(0|[1-9]\d{0,9})(\.\d\d?)?$`).MatchString(s)
	return s
}

// rows reads a list, each of its entries as a slip with the one field “row”, or
// with fields of its own.
func (p *slip) rows(name string, how asking, read func(row *slip)) {
	v := p.filled[name]
	p.asked[name] = true
	all, ok := v.([]any)
	p.bad = p.bad || v != nil && !ok || how&must != 0 && len(all) == 0
	for _, x := range all {
		row := &slip{filled: map[string]any{"row": x}, asked: map[string]bool{}, today: p.today}
		read(row)
		p.bad = p.bad || row.bad
	}
}

// groups reads a list of slips.
func (p *slip) groups(name string, how asking, read func(row *slip)) {
	p.rows(name, how, func(row *slip) { row.group("row", read) })
}

// group reads a slip within the slip.
func (p *slip) group(name string, read func(*slip)) {
	p.asked[name] = true
	v := p.filled[name]
	filled, ok := v.(map[string]any)
	if v == nil {
		return
	}
	sub := &slip{filled: filled, asked: map[string]bool{}, today: p.today}
	read(sub)
	sub.end()
	p.bad = p.bad || !ok || sub.bad
}

// object takes a slip within the slip as it is, nil where there is none.
func (p *slip) object(name string) []byte {
	p.asked[name] = true
	v := p.filled[name]
	if v == nil {
		return nil
	}
	_, ok := v.(map[string]any)
	data, err := json.Marshal(v)
	p.bad = p.bad || !ok || err != nil
	return data
}

func (p *slip) texts(name string, how asking) []string {
	var all []string
	p.rows(name, how, func(row *slip) { all = append(all, row.text("row", must)) })
	return all
}

func (p *slip) picks(name string, how asking, from ...string) []string {
	var all []string
	p.rows(name, how, func(row *slip) { all = append(all, row.pick("row", must, from...)) })
	return all
}

// end refuses what nobody has asked for.
func (p *slip) end() {
	for name := range p.filled {
		p.bad = p.bad || !p.asked[name]
	}
}

// plain writes down what is filled in, without what says nothing: two slips that
// come out alike say the same.
func plain(data []byte) string {
	p, ok := readSlip(data, 0)
	if !ok {
		return string(data)
	}
	out, err := json.Marshal(bare(p.filled))
	if err != nil {
		panic(err) // it was JSON a moment ago
	}
	return string(out)
}

func bare(v any) any {
	switch v := v.(type) {
	case map[string]any:
		all := map[string]any{}
		for name, x := range v {
			if x = bare(x); x != nil {
				all[name] = x
			}
		}
		if len(all) > 0 {
			return all
		}
	case []any:
		var all []any
		for _, x := range v {
			all = append(all, bare(x))
		}
		if len(all) > 0 {
			return all
		}
	case bool:
		if v {
			return v
		}
	case string:
		if v != "" {
			return v
		}
	case json.Number:
		if v != "0" {
			return v
		}
	}
	return nil
}
