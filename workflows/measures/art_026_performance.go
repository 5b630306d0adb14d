package measures

import (
	"fmt"

	"yingsu/workflows/calendar"
)

// 第二十六条第一款：对于人民法院生效的判决、裁定、调解书，行政机关应当依法及时履行。
//
// 及时 has no number. Where the decision itself sets a time (行政诉讼法第七十二条
// 等), that day is watched: from it on a fine runs against the responsible
// official (第九十六条). What a ruling orders before the judgment (先予执行，行政诉讼法第五
// 十七条) is performed as that says.
var performance = &Rule{
	Key:     "performance",
	Title:   "履行生效裁判",
	Article: "第二十六条第一款",
	Basis:   []string{"《行政诉讼法》第九十四条、第九十六条"},
	Quote:   "行政机关应当依法及时履行",
	From:    "裁判生效",
	Owner:   OwnedByHandlers,
	Named:   "裁判",
	runs: func(s *sheet) []run {
		var runs []run
		for i := range s.Instances {
			for n := range s.Instances[i].Obligations {
				if o := &s.Instances[i].Obligations[n]; (!o.Due.IsZero() || o.Days > 0) && (o.Ruling != "" || s.Instances[i].Effective != nil) {
					runs = append(runs, s.obligation(i, n))
				}
			}
		}
		return runs
	},
}

// obligation is the time for one of the things that a decision orders. An ordered
// retrial suspends it (行诉解释第一百一十八条), except for what somebody lives on; where the
// retrial leaves the decision as it was, it is owed again at once.
func (s *sheet) obligation(i, n int) run {
	in := &s.Instances[i]
	o := &in.Obligations[n]
	x := run{last: o.Due, met: o.DoneOn}
	if o.Ruling != "" {
		x.on, x.is, x.by = s.OrderedBy(i, o).ServedOn, "收到先予执行裁定", "裁定"
	} else {
		x.on = in.Effective.On
	}
	if o.Due.IsZero() {
		x.last = x.on.AddDays(o.Days)
	}
	if i > 0 {
		x.about, x.subject = "/"+in.Key(), in.Title()
	}
	if n > 0 {
		x.about, x.subject = fmt.Sprintf("/%s/%d", in.Key(), n+1), fmt.Sprintf("%s第%d项", in.Title(), n+1)
	}
	if o.Name != "" {
		x.organ, _ = s.Organ(o.Name)
	}
	if suspended, again := s.suspended(i); s.Logic >= Papers && !o.Subsistence {
		x.void, x.last = suspended, later(x.last, again)
	}
	if lapsed := s.lapsed(i, o); lapsed.why != "" {
		x.void = lapsed
	}
	return x.of(s.File)
}

// OrderedBy returns the paper that orders something in an instance: its decision, or the
// ruling on performance before it.
func (f *File) OrderedBy(i int, o *Performance) *Paper {
	in := &f.Instances[i]
	if o.Ruling != "" {
		return in.Advance(o.Ruling)
	}
	return in.Decision()
}

// Advance returns the ruling of a number by which something is performed before the judgment
// (行政诉讼法第五十七条), or nil; the last one where no number is said. Of two with one number
// it is the first, so that a later one takes nothing over.
func (in *Instance) Advance(number string) *Paper {
	var last *Paper
	for n := range in.Papers {
		if p := &in.Papers[n]; p.Outcome == "advance" && (number == "" || p.Number == number) {
			if last = p; number != "" {
				return p
			}
		}
	}
	return last
}

// Owed tells whether something that an instance orders is still to be done.
func (f *File) Owed(i int, o *Performance) bool { return o.DoneOn.IsZero() && f.lapsed(i, o).why == "" }

// lapsed says that what was to be performed before the judgment no longer is, because what
// took effect since did not go against the organ; or nothing.
func (f *File) lapsed(i int, o *Performance) ending {
	organ, _ := f.Organ(o.Name)
	switch {
	case o.Ruling == "":
		return ending{}
	case f.Withdrawal != nil:
		return ending{"案件已撤诉或者和解结案", f.Withdrawal.On}
	}
	for n := i; n < len(f.Instances); n++ {
		if e := f.Instances[n].Effective; e != nil && !f.LostAt(n, organ) {
			return ending{"裁判已生效，不再先予执行", e.On}
		}
	}
	return ending{}
}

// suspended says that an ordered retrial has suspended what an instance's decision orders,
// or nothing; and since when it can be enforced again, because the retrial has left the
// decision as it was (行诉解释第一百二十一条第二款; since Apart).
func (s *sheet) suspended(i int) (by ending, again calendar.Date) {
	if s.standsBeside(i) {
		return by, again
	}
	for n := i + 1; n < len(s.Instances); n++ {
		in := &s.Instances[n]
		if !in.RetriedOn.IsZero() && by.why == "" {
			by = ending{"人民法院决定再审，中止原裁判的执行", in.RetriedOn}
		}
		if s.Logic >= Apart && by.why != "" && in.Effective != nil && s.restores(n, i) {
			by, again = ending{}, in.Effective.On
		}
	}
	return by, again
}

// restores tells whether the decision of an instance leaves that of an earlier one as it is.
func (f *File) restores(n, i int) bool {
	for n > i {
		d, below := f.Instances[n].Decision(), f.below(n)
		if d == nil || d.Effect().Says != SaysAsBelow || below < 0 {
			return false
		}
		n = below
	}
	return n == i
}
