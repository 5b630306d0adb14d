package workflows

import (
	"fmt"
	"slices"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// Place is where a paper itself belongs in a lawsuit, named by the act that has put it
// on file: so it stays the same place whatever is corrected before or after it.
type Place struct {
	ID   string // the act's number in the journal and what is put on file: 3.material
	Line int    // the act's number; 1 is the registration
	Act  *Form
	measures.Place
}

// PlacesIn lists where papers belong in the lawsuit of a bench, by all that was done in
// it. Of a volume that is closed the items have the numbers under which they were bound.
func PlacesIn(b Bench) ([]Place, error) {
	t := tape{Bench: b}
	corrections := confirmed(b.Done)
	r := reading{places: map[string]Place{}, taken: map[string]int{}}
	for i, d := range b.Done {
		d, counts := amend(d, i+1, corrections)
		if !counts || looksBack(d.Act) {
			continue
		}
		if refusal := t.play(d, b.Done[:i]); refusal != nil {
			return nil, fmt.Errorf("act %d (%s) no longer fits: %w", i+1, d.Act, refusal)
		}
		r.after(&t.file, i+1, FormNamed(d.Act))
	}
	return r.all(), nil
}

// reading follows a file as its acts make it.
type reading struct {
	places map[string]Place // by the key
	taken  map[string]int   // how many places have an ID, or would have
	last   []measures.Place
	bound  []measures.Place // as the volume was closed, nil while it is not
}

// after notes what is new after an act.
func (r *reading) after(f *measures.File, line int, act *Form) {
	r.last = measures.Places(f)
	for _, p := range r.last {
		if _, known := r.places[p.Key]; known {
			continue
		}
		id := fmt.Sprintf("%d.%s", line, p.Slot())
		if r.taken[id]++; r.taken[id] > 1 {
			id = fmt.Sprintf("%s.%d", id, r.taken[id])
		}
		r.places[p.Key] = Place{ID: id, Line: line, Act: act, Place: p}
	}
	switch {
	case f.Archive == nil:
		r.bound = nil
	case r.bound == nil:
		r.bound = r.last
	}
}

// all returns the places as they are in the end, those of the volume first.
func (r *reading) all() []Place {
	var all []Place
	listed := map[string]bool{}
	add := func(p measures.Place) {
		if listed[p.Key] {
			return
		}
		listed[p.Key] = true
		at := r.places[p.Key]
		at.Place = p
		all = append(all, at)
	}
	for _, p := range r.bound {
		if p.Bound {
			add(p)
		}
	}
	for _, p := range r.last {
		if r.bound != nil { // what came since is no item of the closed volume
			p.Number, p.Bound = 0, false
		}
		add(p)
	}
	return all
}

// MayKeep tells whether a person may put a paper into a place, or take it back: whoever
// may do the act by which it is there, and the units and the Bureau that handle the lawsuit;
// of units only the one whose organ's it is, where it is of one.
func (p Place) MayKeep(f *measures.File, by models.Actor) bool {
	if organ, of := f.OrganOf(p.Key); of && by.Role.OfUnit() {
		return slices.ContainsFunc(f.HandlersOf(organ), by.ActsFor)
	}
	if by.Role.OfBureau() || by.Role.OfUnit() && slices.Contains(f.Handlers(), by.Unit) {
		return true
	}
	act := ActNamed(p.Act.Name)
	return act != nil && act.May(f, by)
}
