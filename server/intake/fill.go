package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// Proposal is what a paper proposes for a form.
type Proposal struct {
	Input map[string]any     // as the form takes it
	Marks map[string]Reading // what each field was read from, by its path: defendants.0.name
}

// fewest are the fields that a form must share with a paper to be filled in from one.
const fewest = 3

// Fills tells whether a form is one that is filled in from a paper.
func Fills(fields []form.Field) bool {
	n := 0
	for _, f := range fields {
		if slices.Contains(proposed, source(f, fields)) {
			n++
		}
	}
	return n >= fewest
}

// proposed are the fields that forms take from a paper.
var proposed = []Field{
	CaseNumber, Court, Kind, Level, Plaintiffs, Defendants, ThirdParties, Appellant, PublicInterest, Cause, ChallengedAct,
	ServedOn, EvidenceDeadline, HearingOn, HearingTime, HearingPlace, MadeOn, Outcome, SentTo, Ruling,
}

// source returns what a paper says that a field of a form asks for.
func source(f form.Field, fields []form.Field) Field {
	switch f.Name {
	case "number": // a judgment bears the number of its case
		return CaseNumber
	case string(Court): // beside the kind of a paper: where it leads, not who gave it
		if slices.ContainsFunc(fields, func(f form.Field) bool { return f.Name == string(Outcome) }) {
			return SentTo
		}
	case "third_organs":
		return ThirdParties
	}
	return Field(f.Name)
}

// For proposes what to fill into a form: of each field the one thing that the paper says,
// and of those with several all. Organs that stand in the directory of units get their
// unit; names that do not are those of others.
func (f Found) For(fields []form.Field, units []models.Unit) Proposal {
	p := Proposal{map[string]any{}, map[string]Reading{}}
	for _, to := range fields {
		from := source(to, fields)
		switch {
		case !slices.Contains(proposed, from):
		case to.Type == form.Groups:
			f.organs(p, to.Name, from, units)
		case from == ThirdParties, from == Plaintiffs:
			f.list(p, to.Name, from, units)
		default:
			f.single(p, to, from)
		}
	}
	return p
}

// single proposes the one value of a field: the only one of which the paper says that it can
// be and that the form offers. What of two kinds of papers can be given where the lawsuit
// stands, the form knows and the paper may not.
func (f Found) single(p Proposal, to form.Field, from Field) {
	all := slices.DeleteFunc(f.Of(from), func(r Reading) bool {
		return len(to.Choices) > 0 && !slices.ContainsFunc(to.Choices, func(c measures.Choice) bool { return c.Value == r.Value })
	})
	if len(all) != 1 {
		return
	}
	r := all[0]
	p.Input[to.Name] = r.Value
	if to.Type == form.Flag {
		p.Input[to.Name] = true
	}
	p.Marks[to.Name] = r
}

func (f Found) list(p Proposal, name string, from Field, units []models.Unit) {
	var names []string
	for _, r := range f.Of(from) {
		if from == ThirdParties && unitOf(r.Value, units) != "" {
			continue
		}
		names = append(names, r.Value)
		mark(p, name, r)
	}
	if len(names) > 0 {
		p.Input[name] = names
	}
}

func (f Found) organs(p Proposal, name string, from Field, units []models.Unit) {
	var rows []map[string]any
	for _, r := range f.Of(from) {
		unit := unitOf(r.Value, units)
		if from == ThirdParties && unit == "" {
			continue
		}
		row := map[string]any{"name": r.Value}
		if unit != "" {
			row["unit"] = unit
		}
		p.Marks[fmt.Sprintf("%s.%d.name", name, len(rows))] = r
		rows = append(rows, row)
	}
	if len(rows) > 0 {
		p.Input[name] = rows
	}
}

// mark adds to what a list was read from.
func mark(p Proposal, name string, r Reading) {
	if before, ok := p.Marks[name]; ok {
		r.From, r.Stated = before.From+"；"+r.From, r.Stated && before.Stated
	}
	p.Marks[name] = r
}

// shortest is how much of a name must be written for it to be taken for an organ's, in
// characters.
const shortest = 6

// unitOf returns the unit that a paper calls by a name: its full name, with its province
// and city or without; empty for an organ outside of the district.
func unitOf(name string, units []models.Unit) string {
	for _, u := range units {
		full := u.FullName
		long := utf8.RuneCountInString(name) >= shortest && utf8.RuneCountInString(full) >= shortest
		if name == full || name == u.Name || long && (strings.HasSuffix(full, name) || strings.HasSuffix(name, full)) ||
			strings.Contains(full, "街道") && ofStreet(name) == ofStreet(full) {
			return u.Name
		}
	}
	return ""
}

// ofStreet writes a sub-district's name without the government that it belongs to.
func ofStreet(name string) string { return strings.Replace(name, "人民政府", "", 1) }
