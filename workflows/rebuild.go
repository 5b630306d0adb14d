package workflows

// A file is what its acts have made of it. Put on file again, in their order and
// each on its own day, they make it again: with one of them corrected, or as it
// stood on a past day.

import (
	"encoding/json"
	"fmt"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// FileOn returns the file as it stood at the end of a day: what was known then,
// mistakes included that were corrected later.
func FileOn(day calendar.Date, b Bench) (measures.File, error) {
	var until []models.Done
	for _, d := range b.Done {
		if !d.On.After(day) {
			until = append(until, d)
		}
	}
	if len(until) == 0 {
		return measures.File{}, &models.Error{Code: models.NotFound, Detail: day.Chinese() + "本案尚未登记"}
	}
	t := tape{Bench: b}
	for i := range until {
		if refusal := t.play(until[i], until[:i]); refusal != nil {
			return measures.File{}, fmt.Errorf("act %d (%s) no longer fits: %w", i+1, until[i].Act, refusal)
		}
	}
	return t.file, nil
}

// corrected returns the file as it would be with a correction. It is refused
// where the corrected act, or one that came after it, could then not have been
// put on file.
func corrected(b Bench, c measures.Correction) (measures.File, *models.Error) {
	corrections := append(confirmed(b.Done), c)
	t := tape{Bench: b}
	for i, d := range b.Done {
		d, counts := amend(d, i+1, corrections)
		if !counts || looksBack(d.Act) {
			continue
		}
		refusal := t.play(d, b.Done[:i])
		switch {
		case refusal == nil:
		case i+1 == c.Line:
			return t.file, refusal
		default:
			return t.file, &models.Error{
				Code: models.Invalid, Article: refusal.Article,
				Detail: fmt.Sprintf("更正后，其后的第%d项办理“%s”将不能成立：%s。请先更正该项", i+1, FormNamed(d.Act).Title, refusal.Detail),
			}
		}
	}
	return t.file, nil
}

// confirmed returns the corrections that count, in the order in which they were
// confirmed.
func confirmed(done []models.Done) []measures.Correction {
	var all []measures.Correction
	var pending measures.Correction
	for _, d := range done {
		switch d.Act {
		case proposeCorrection.Name:
			var in ProposeCorrection
			if json.Unmarshal(d.Input, &in) == nil {
				pending = measures.Correction{Line: in.Line, Void: in.Void, Input: in.Input}
			}
		case confirmCorrection.Name:
			all = append(all, pending)
		}
	}
	return all
}

// amend returns an act as it stands after corrections, the last of which wins,
// and whether it still counts.
func amend(d models.Done, line int, corrections []measures.Correction) (models.Done, bool) {
	counts := true
	for _, c := range corrections {
		if c.Line == line {
			counts = !c.Void
			d.Input = c.Input
		}
	}
	return d, counts
}

// tape plays acts into a file.
type tape struct {
	Bench
	file measures.File
}

// play puts one act on file as on the day it was done; before is what had been
// done by then.
func (t *tape) play(d models.Done, before []models.Done) *models.Error {
	b := t.Bench
	b.Today, b.Logic, b.Done = d.On, d.Law, before
	r := Request{By: d.By, Input: d.Input}
	if Opens(d.Act) {
		return t.open(FormNamed(d.Act), r, b)
	}
	o, refusal := ActNamed(d.Act).Try(&t.file, r, b)
	if refusal == nil {
		t.file = o.File
	}
	return refusal
}

// open plays the registration. The case number names the lawsuit and its
// workflow, so it stays what it is.
func (t *tape) open(opening *Form, r Request, b Bench) *models.Error {
	f, refusal := Open(opening, r, b)
	if refusal != nil {
		return refusal
	}
	was := t.Done[0]
	b.Today, b.Logic = was.On, was.Law
	if first, refusal := Open(opening, Request{By: was.By, Input: was.Input}, b); refusal == nil && f.CaseNumber != first.CaseNumber {
		return &models.Error{Code: models.Invalid, Article: opening.Article,
			Fields: []models.FieldError{{Field: opening.Identity, Detail: "案号是本案的标识，不能更正（建议书为文号）；有误的请重新登记，并将本案销案"}}}
	}
	t.file = *f
	return nil
}
