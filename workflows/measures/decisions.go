package measures

import (
	"slices"

	"yingsu/workflows/calendar"
)

// What the papers of an instance come to: which of them has decided it, what that means
// for each organ, and where it leads. Nothing of it is on file; it follows from the
// kinds of the papers.

// Effect returns what the paper does.
func (p *Paper) Effect() Effect { return p.Outcome.Effect() }

// Title says what the paper is and says: 判决：撤销, or in the words in which it was put
// on file.
func (p *Paper) Title() string {
	name := p.Outcome.Title()
	if p.Effect().Loose && p.Text != "" {
		name = p.Text
	}
	return p.Form.Title() + "：" + name
}

// Sends tells where the paper leads, if the dispute goes on elsewhere.
func (p *Paper) Sends() Sends { return p.Effect().Sends }

// Settles tells whether the paper decides the dispute, as a whole or in part.
func (p *Paper) Settles() bool { return p.Sends() == SendsNowhere || p.Sends() == SendsPart }

// Decision returns the paper that has ended the instance, nil while it is open.
func (in *Instance) Decision() *Paper {
	for n := len(in.Papers) - 1; n >= 0; n-- {
		if p := &in.Papers[n]; p.Effect().Ends {
			return p
		}
	}
	return nil
}

// ServedTo returns the day on which the paper reached a party, zero where nobody has
// noted it. Ours tells whether it is an organ of the district.
func (p *Paper) ServedTo(name string, ours bool) calendar.Date {
	for _, o := range slices.Backward(p.Others) {
		if o.Name == name {
			return o.On
		}
	}
	if ours {
		return p.ServedOn
	}
	return calendar.Date{}
}

// LastServed returns the last day on which anybody is known to have received it.
func (p *Paper) LastServed() calendar.Date {
	last := p.ServedOn
	for _, o := range p.Others {
		last = later(last, o.On)
	}
	return last
}
