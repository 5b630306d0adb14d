package measures

import (
	"cmp"
	"slices"

	"yingsu/workflows/calendar"
)

// Clocks derives from the facts on file every period that runs or has run, in
// the order of Rules. It is the only way by which a date comes about: timers,
// explanations, previews and the calculator all ask here.
func Clocks(f *File, l Law) []Clock {
	s := &sheet{f, l}
	var clocks []Clock
	for _, rule := range Rules {
		if rule.runs == nil || f.Kind == SuggestionOnly && !slices.Contains(rulesOfSuggestions, rule) {
			continue
		}
		for _, x := range rule.runs(s) {
			if x.on.IsZero() && x.last.IsZero() {
				continue // what sets it off is not known yet
			}
			if !l.runs(rule, x.since()) {
				continue // it was not law then, or is no longer
			}
			if s.Struck != nil && x.met.IsZero() {
				x.missed, x.void = "", ending{"案件已销案", calendar.Date{}}
			}
			c := rule.clock(x, l)
			if l.Logic >= Letters && rule.unborn(c) {
				c.State, c.Reason = Void, "办法施行前"
			}
			c.explain(f.Late)
			clocks = append(clocks, c)
		}
	}
	return clocks
}

// sheet is what a rule looks at to find where it runs.
type sheet struct {
	*File
	Law
}

// ended says why nothing before the court is owed any more, or nothing.
func (s *sheet) ended() ending {
	switch {
	case s.Withdrawal != nil:
		return ending{"案件已撤诉或者和解结案", s.Withdrawal.On}
	case s.Archive != nil:
		return ending{"案件已归档", s.Archive.On}
	}
	return ending{}
}

// dropped says what has ended what was set off on a day without the dispute being decided,
// or nothing: the lawsuit's end, or a paper that drops it. Since Letters a paper ends nothing
// that a retrial sets off, and one that was over before the lawsuit was registered nothing at
// all.
func (s *sheet) dropped(setOff calendar.Date) ending {
	for i := range s.Instances {
		in := &s.Instances[i]
		if d := in.Decision(); s.Logic >= Papers && d != nil && d.Effect().Drops && !s.outlived(i, setOff) {
			return ending{"案件已结案：" + d.Title(), d.MadeOn}
		}
	}
	return s.ended()
}

// outlived tells whether what was set off on a day is no matter of an instance.
func (s *sheet) outlived(i int, setOff calendar.Date) bool {
	again := func() bool {
		on := s.Instances[i+1].RetriedOn
		return !on.IsZero() && !setOff.Before(on)
	}
	return s.Logic >= Letters && (s.Instances[i].Known || i+1 < len(s.Instances) && again())
}

// decided is ended, for what is owed only until an instance is decided.
func (s *sheet) decided(in *Instance) ending {
	d := in.Decision()
	switch {
	case d == nil:
		return s.ended()
	case s.Kind == Reconsideration:
		return ending{"行政复议机关已作出决定", d.MadeOn}
	}
	return ending{"人民法院已作出裁判", d.MadeOn}
}

// Clock is one statutory period of one lawsuit.
type Clock struct {
	ID        string        `json:"id"`                // the rule's key and what it is about: leader_filing/first/2
	Key       string        `json:"key"`               // the rule it runs under
	Title     string        `json:"title"`             // what is owed: 报送区司法局审查
	Subject   string        `json:"subject,omitempty"` // of what: 一审第2次开庭
	Article   string        `json:"article"`           // 第十四条第二款
	Basis     []string      `json:"basis,omitempty"`   // the statutes behind it
	Owner     Owner         `json:"owner"`
	Unit      string        `json:"unit,omitempty"`     // the one unit that owes it, where it is not the owner's as a whole
	Organ     string        `json:"organ,omitempty"`    // the organ that owes it, where each owes it in its own right
	Right     bool          `json:"right,omitempty"`    // a period to use or let pass: it warns, but cannot be overdue
	Internal  bool          `json:"internal,omitempty"` // 非法定: a target for what the law wants done 及时; it warns, but cannot be overdue
	Trigger   calendar.Date `json:"trigger"`
	TriggerIs string        `json:"trigger_is"` // what happened on Trigger

	Due         calendar.Date   `json:"due"`  // the legal limit under the strictest reading
	Safe        calendar.Date   `json:"safe"` // the last working day that satisfies every reading: staff are told this one
	Provisional bool            `json:"provisional,omitempty"`
	Readings    []Reading       `json:"readings,omitempty"` // every way to read the text, where there are several
	Steps       []calendar.Step `json:"steps,omitempty"`
	Ladder      Ladder          `json:"ladder,omitzero"` // when it reminds, and whom, where an edition says so

	State  State         `json:"state"`
	MetOn  calendar.Date `json:"met_on,omitzero"`
	Reason string        `json:"reason,omitempty"` // why it was met late, or is void
}

// State is where a clock stands, as far as the facts on file say. Whether a
// running clock is overdue depends on the day: see Overdue.
type State string

const (
	Running State = "running"  // 进行中
	Met     State = "met"      // 按期办结
	MetLate State = "met_late" // 逾期办结
	Missed  State = "missed"   // 逾期未办，且已无从补办
	Void    State = "void"     // 不再计算
)

// Owner is who owes what a clock counts down to.
type Owner string

const (
	OwnedByBureau   Owner = "bureau"   // 区司法局
	OwnedByHandlers Owner = "handlers" // 承办单位
	OwnedByTreasury Owner = "treasury" // 财政部门

	// Others, whose periods are only calculated.
	OwnedByCourt           Owner = "court"           // 人民法院
	OwnedByReconsideration Owner = "reconsideration" // 行政复议机关
)

// Reading is one way of reading the text of a period, where it has two.
type Reading struct {
	Text string        `json:"text"`
	Due  calendar.Date `json:"due"`
}

// Limit returns the last day on which the duty can be done in time under any
// reading of the text: only after it is anything called overdue.
func (c Clock) Limit() calendar.Date {
	limit := c.Due
	for _, r := range c.Readings {
		if r.Due.After(limit) {
			limit = r.Due
		}
	}
	return limit
}

// Overdue tells whether the limit has passed today with the duty unmet.
func (c Clock) Overdue(today calendar.Date) bool {
	return c.State == Running && c.Binds() && today.After(c.Limit())
}

// Binds tells whether the clock counts down to something that is owed by law.
func (c Clock) Binds() bool { return !c.Right && !c.Internal }

// Pressing returns the running clock that speaks for all where only one is shown
// or sorted by: the duty that has least time left until its safe date. A right and
// an internal target count only where no duty runs: let pass, they would
// otherwise stand in front of everything for ever.
func Pressing(clocks []Clock) (first Clock, found bool) {
	for _, c := range clocks {
		if c.State == Running && (!found || c.Press(first) < 0) {
			first, found = c, true
		}
	}
	return first, found
}

// Press compares two running clocks by what presses more: a duty before a right or a
// target of our own, and then what has least time left.
func (c Clock) Press(other Clock) int {
	if c.Binds() != other.Binds() {
		return map[bool]int{true: -1, false: 1}[c.Binds()]
	}
	return cmp.Or(c.Safe.Compare(other.Safe), c.Due.Compare(other.Due))
}

// Same tells whether two pictures of a clock agree in everything that people
// are told: its dates, its state and its reason.
func (c Clock) Same(other Clock) bool {
	return c.Due == other.Due && c.Safe == other.Safe && c.Provisional == other.Provisional &&
		c.State == other.State && c.MetOn == other.MetOn && c.Reason == other.Reason
}

// settle sets the clock's state from what became of the duty. What ends a duty
// does not undo that it was overdue by then.
func (c *Clock) settle(x run) {
	switch {
	case !x.met.IsZero() && x.met.After(c.Limit()) && !c.Internal:
		c.State, c.MetOn = MetLate, x.met
	case !x.met.IsZero():
		c.State, c.MetOn = Met, x.met
	case x.missed != "":
		c.State, c.Reason = Missed, x.missed
	case x.void.why != "" && c.Binds() && x.void.on.After(c.Limit()):
		c.State, c.Reason = Missed, "逾期未办，"+x.void.why
	case x.void.why != "":
		c.State, c.Reason = Void, x.void.why
	}
}

// explain adds the latest reason on file for a clock that was met late or not
// at all.
func (c *Clock) explain(reasons []LateReason) {
	for _, r := range reasons {
		if r.Clock == c.ID && c.State != Met && c.State != Void {
			c.Reason = r.Reason
		}
	}
}

// Brief returns the clocks without their counting steps, as they are kept: the
// steps follow from the rest and are counted again where somebody wants to see
// them.
func Brief(clocks []Clock) []Clock {
	brief := slices.Clone(clocks)
	for i := range brief {
		brief[i].Steps = nil
	}
	return brief
}

// Moved returns the clocks of after that before did not have in the same form,
// without their counting steps.
func Moved(before, after []Clock) []Clock {
	moved := []Clock{}
	for _, c := range after {
		i := slices.IndexFunc(before, func(b Clock) bool { return b.ID == c.ID })
		if i < 0 || !before[i].Same(c) {
			c.Steps = nil
			moved = append(moved, c)
		}
	}
	return moved
}
