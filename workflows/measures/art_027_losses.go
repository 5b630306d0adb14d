package measures

import "slices"

// 第二十七条 speaks of lawsuits that were lost (败诉) and does not say when one is. It
// follows from the kind of the effective decision, for each organ that was sued: by what
// it says itself, and by what was decided below where it only upholds that or turns it
// round. A person says so where the kind does not, and can depart from it with a reason.

// decides returns what the paper decides for an organ: of itself, or in a result of its own.
func (p *Paper) decides(name string) (o Outcome, lost, stated bool) {
	for _, r := range p.Results {
		if r.Name == name {
			return r.Outcome, r.Lost, r.LostWhy != "" || r.Outcome.Effect().Says == SaysStated
		}
	}
	return p.Outcome, p.Lost, p.Stated || p.LostWhy != "" || p.Effect().Says == SaysStated
}

// LostAt tells whether an organ has lost by what was decided in an instance, whether
// or not that has taken effect: by the kind of the decision, by what was decided below
// where it only upholds or turns that round, and otherwise as a person has said.
func (f *File) LostAt(i int, organ Party) bool {
	p := f.Instances[i].Decision()
	if p == nil || organ.Side != Respondent || f.Instances[i].Level == Examining {
		return false
	}
	name := organ.Name
	if organ.JoinedOn.After(p.MadeOn) { // what was decided for whose place it took
		name = organ.Succeeds
	}
	o, lost, stated := p.decides(name)
	if stated {
		return lost
	}
	return f.says(o.Effect().Says, i, organ)
}

// says reads what a kind of paper says of an organ.
func (f *File) says(what Says, i int, organ Party) bool {
	switch what {
	case SaysLost:
		return true
	case SaysAsBelow:
		return f.below(i) >= 0 && f.LostAt(f.below(i), organ)
	case SaysReversed:
		return f.below(i) >= 0 && !f.LostAt(f.below(i), organ)
	}
	return false
}

// below returns the number of the instance whose decision another one looks at: the last
// before it that has decided the dispute, and for an appeal the last that could be
// appealed (a retrial can send the appeal itself back). It is -1 where there is none.
func (f *File) below(i int) int {
	for n := i - 1; n >= 0; n-- {
		in := &f.Instances[n]
		first := in.Level == First || in.As == First
		if d := in.Decision(); d != nil && d.Settles() && in.Level != Examining && (first || f.Instances[i].Level != Second) {
			return n
		}
	}
	return -1
}

// Holding returns the instance whose decision holds: where an appeal or an application was
// withdrawn, that of the one below.
func (f *File) Holding() *Instance {
	i := len(f.Instances) - 1
	for f.below(i) >= 0 && f.Instances[i].leaves() {
		i = f.below(i)
	}
	return &f.Instances[i]
}

// leaves tells whether the instance has no decision of its own on the dispute, so that the
// one below holds.
func (in *Instance) leaves() bool {
	d := in.Decision()
	return in.Level == Examining || d != nil && d.Effect().Withdraws && d.Effect().Says == SaysAsBelow
}

// Expected tells what a paper would say of an organ in the open instance if nobody
// departed from its kind, and whether the kind says anything.
func (f *File) Expected(o Outcome, organ Party) (lost, known bool) {
	says := o.Effect().Says
	if says == SaysStated || says == SaysNothing {
		return false, false
	}
	return f.says(says, len(f.Instances)-1, organ), true
}

// Unsaid tells whether a person has to say whether organs lose by a paper of a kind in the
// open instance: because the kind leaves it open; or, since Letters, because it looks at a
// decision below that nobody knows, or turns one round by which one of them had lost. That
// may be a victory, and may be a greater loss (行政诉讼法第八十九条第一款第二项).
func (f *File) Unsaid(o Outcome, organs []Party, l Law) bool {
	says, below := o.Effect().Says, f.below(len(f.Instances)-1)
	switch {
	case says == SaysStated:
		return true
	case l.Logic < Letters || says != SaysAsBelow && says != SaysReversed:
		return false
	case below < 0:
		return len(organs) > 0
	}
	return says == SaysReversed && slices.ContainsFunc(organs, func(p Party) bool { return p.LeftOn.IsZero() && f.LostAt(below, p) })
}

// SaidOf returns the organs of which a paper speaks as a whole: all that are still sued,
// where one of them has no result of its own. What turns round a decision by which some
// had lost and some had not does not say of whom it is.
func (f *File) SaidOf(results []Result) []Party {
	organs := slices.DeleteFunc(f.Sued(), func(p Party) bool { return !p.LeftOn.IsZero() })
	for _, organ := range organs {
		if !slices.ContainsFunc(results, func(r Result) bool { return r.Name == organ.Name }) {
			return organs
		}
	}
	return nil
}

// LosersAt returns the organs that lost by what was decided in the instance of an index and has taken
// effect.
func (f *File) LosersAt(i int) []Party {
	in := &f.Instances[i]
	if in.Effective == nil || in.Known {
		return nil
	}
	return slices.DeleteFunc(f.Sued(), func(p Party) bool { return !f.LostAt(i, p) || !p.boundBy(in.Decision()) })
}

// Losers returns the organs against which the effective decision went, or an earlier one
// that still stands beside it.
func (f *File) Losers() []Party {
	var losers []Party
	for i := range slices.Backward(f.Instances) {
		if f.stands(i) {
			losers = slices.Concat(losers, slices.DeleteFunc(f.LosersAt(i), func(p Party) bool { return slices.Contains(losers, p) }))
		}
	}
	return losers
}

// lostIn returns the last instance that was lost and stands, or nil.
func (f *File) lostIn() *Instance {
	for i := range slices.Backward(f.Instances) {
		if f.stands(i) && len(f.LosersAt(i)) > 0 {
			return &f.Instances[i]
		}
	}
	return nil
}

// stands tells whether what was decided in an instance is what holds now, as a whole or
// beside another.
func (f *File) stands(i int) bool { return i == len(f.Instances)-1 || f.standsBeside(i) }

// standsBeside tells whether what was decided in an instance stands whatever comes of the
// rest, which was sent back: unless a retrial looks at it.
func (f *File) standsBeside(i int) bool {
	if d := f.Instances[i].Decision(); d == nil || d.Sends() != SendsPart {
		return false
	}
	for n := i + 1; n < len(f.Instances); n++ {
		if f.Instances[n].Level == Retrial && f.below(n) == i {
			return false
		}
	}
	return true
}

// Lost tells whether the effective decision went against the district.
func (f *File) Lost() bool { return len(f.Losers()) > 0 }

// LostNow returns the organs that lose by the decision of the open instance once it takes
// effect; none where the paper is another one.
func (f *File) LostNow(p *Paper) []Party {
	if p == nil || p != f.Current().Decision() || !p.Settles() {
		return nil
	}
	return slices.DeleteFunc(f.Sued(), func(organ Party) bool { return !f.LostAt(len(f.Instances)-1, organ) })
}

// LostBy names the organs that lost, or will have lost, by the paper, if it is the one
// that decided an instance.
func (f *File) LostBy(in Instance, p Paper) []string {
	var names []string
	for i := range f.Instances {
		d := f.Instances[i].Decision()
		if f.Instances[i].Key() != in.Key() || d == nil || d.Number != p.Number || d.Outcome != p.Outcome {
			continue
		}
		for _, organ := range f.Sued() {
			if f.LostAt(i, organ) {
				names = append(names, organ.Name)
			}
		}
	}
	return names
}
