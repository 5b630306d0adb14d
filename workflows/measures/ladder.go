package measures

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Ladder says when a clock reminds and escalates, and how far each rung reaches.
// It is a setting of the office: no provision has a number for it.
type Ladder struct {
	// Before is how many working days before the safe date reminders go out, the
	// most first. On the safe date itself one always does.
	Before []int `json:"before,omitempty"`
	// Every is after how many working days an escalation is repeated. The first
	// always goes out on the working day after the limit.
	Every int `json:"every,omitempty"`
	// Told is who is told, step by step in the order of the rungs. The first step
	// is preceded by Handlers alone. As usual where it is empty, which is also how
	// ladders from before there was a choice read.
	Told []Step `json:"told,omitempty"`
	// For is the same for particular periods, by the rule's key. A clock has its
	// own in Told and none here.
	For map[string][]Step `json:"for,omitempty"`
}

// Step widens the circle that is told, from a rung on: so many working days
// before the safe date, 0 on it; or, once the limit has passed, at the escalation
// of a number, the first being 1. The days need not be those of a reminder: a
// step holds for every rung that is no earlier.
type Step struct {
	Days   int    `json:"days,omitempty"`
	Late   int    `json:"late,omitempty"`
	Circle Circle `json:"circle"`
}

// usual is the ladder unless an edition sets another.
var usual = Ladder{
	Before: []int{3, 1}, Every: 3,
	Told: []Step{{Late: 1, Circle: Officials}, {Late: 2, Circle: Bureau}, {Late: 3, Circle: Supervisors}},
}

// early tells of what cannot be made good once it is late: evidence that comes
// after its period counts as none (行政诉讼法第三十四条第二款). Whoever can still
// help hears of it before.
var early = []Step{{Days: 3, Circle: Officials}, {Days: 1, Circle: Bureau}, {Late: 1, Circle: Supervisors}}

// IsZero tells whether nothing is set.
func (l Ladder) IsZero() bool {
	return len(l.Before) == 0 && l.Every == 0 && len(l.Told) == 0 && len(l.For) == 0
}

// timed tells whether the ladder says when.
func (l Ladder) timed() bool { return len(l.Before) > 0 || l.Every > 0 }

// following returns a ladder of which what is not set stays as it was.
func (l Ladder) following(last Ladder) Ladder {
	if l.IsZero() {
		return last
	}
	if !last.timed() {
		last.Before, last.Every = usual.Before, usual.Every
	}
	if len(l.Before) == 0 {
		l.Before = last.Before
	}
	if l.Every == 0 {
		l.Every = last.Every
	}
	if len(l.Told) == 0 {
		l.Told = last.Told
	}
	own := maps.Clone(last.For)
	if own == nil {
		own = l.For
	} else {
		maps.Copy(own, l.For)
	}
	l.For = own
	return l
}

// of returns the ladder as it is for one rule, without what it says of others.
func (l Ladder) of(r *Rule) Ladder {
	if own := l.For[r.Key]; len(own) > 0 {
		l.Told = own
	} else if len(r.Told) > 0 {
		l.Told = nil // the rule's own, which the clock finds by its key
	}
	l.For = nil
	return l
}

// ladder returns the clock's own, or the usual one.
func (c Clock) ladder() Ladder {
	l := c.Ladder
	if !l.timed() {
		l.Before, l.Every = usual.Before, usual.Every
	}
	if len(l.Told) == 0 {
		l.Told = usual.Told
		if r := RuleNamed(c.Key); r != nil && len(r.Told) > 0 {
			l.Told = r.Told
		}
	}
	return l
}

// before returns who is told so many working days before the safe date.
func (l Ladder) before(days int) Circle {
	circle := Handlers
	for _, s := range l.Told {
		if s.Late == 0 && s.Days >= days {
			circle = s.Circle
		}
	}
	return circle
}

// late returns who is told at an escalation, the first being 1.
func (l Ladder) late(number int) Circle {
	circle := Handlers
	for _, s := range l.Told {
		if s.Late <= number {
			circle = s.Circle
		}
	}
	return circle
}

// fault says why a ladder cannot be, or nothing.
func (l Ladder) fault() string {
	if l.IsZero() {
		return ""
	}
	if len(l.Before) > 5 || l.Every < 1 || l.Every > 30 {
		return "到期前的提醒最多5次，逾期后每1至30个工作日督办一次"
	}
	for i, days := range l.Before {
		if days < 1 || days > 30 || i > 0 && days >= l.Before[i-1] {
			return "到期前的提醒应当由远及近，在到期前30至1个工作日之间，例如5、3、1"
		}
	}
	if why := faultOf(l.Told); why != "" {
		return why
	}
	for _, key := range slices.Sorted(maps.Keys(l.For)) {
		r := RuleNamed(key)
		if r == nil {
			return "没有名为“" + key + "”的期限，期限见“法规”页"
		}
		if why := faultOf(l.For[key]); why != "" {
			return "“" + r.Title + "”的" + why
		}
		escalates := slices.ContainsFunc(l.For[key], func(s Step) bool { return s.Late > 0 })
		if escalates && (r.Right || r.Internal) {
			return "“" + r.Title + "”是权利性期限或者内部时限，逾期不督办，只能设定到期前和到期当日通知谁"
		}
	}
	return ""
}

// maxLate is the number of the last escalation at which the circle may still grow.
const maxLate = 10

// faultOf says why people cannot be told in these steps, or nothing.
func faultOf(steps []Step) string {
	for i, s := range steps {
		switch {
		case s.Circle < Handlers || s.Circle > Supervisors:
			return "通知范围应当是经办人、负责人、区司法局或者监督人员"
		case s.Days > 0 && s.Late > 0 || s.Days < 0 || s.Days > 30 || s.Late < 0 || s.Late > maxLate:
			return fmt.Sprintf("通知范围应当自到期前30个工作日至到期当日，或者自第1至%d次督办起算，二者填一项", maxLate)
		case i > 0 && !s.after(steps[i-1]):
			return "通知范围应当由先到后排列，同一时间只设一项"
		case i > 0 && s.Circle <= steps[i-1].Circle:
			return "通知范围应当逐步扩大：经办人、负责人、区司法局、监督人员"
		}
	}
	return ""
}

// after tells whether the step begins after another.
func (s Step) after(other Step) bool {
	if s.Late != other.Late {
		return s.Late > other.Late
	}
	return s.Days < other.Days
}

// Reach says whom the rungs of some periods reach, as staff read it.
type Reach struct {
	Periods string // 一般期限, or the periods by their titles
	Words   string
}

// Reach returns who is told when under the edition, what holds for most periods
// first.
func (e Edition) Reach() []Reach {
	general := Clock{Ladder: e.Ladder}.ladder()
	all := []Reach{{"各项期限（下列除外）", general.words()}}
	for _, r := range Rules {
		c := Clock{Key: r.Key, Ladder: e.Ladder.of(r)}
		own := c.ladder()
		if r.runs == nil || slices.Equal(own.Told, general.Told) {
			continue
		}
		words := own.words()
		if n := slices.IndexFunc(all, func(x Reach) bool { return x.Words == words }); n > 0 {
			all[n].Periods += "；" + r.Title
		} else {
			all = append(all, Reach{r.Title, words})
		}
	}
	return all
}

// words says who is told at each rung.
func (l Ladder) words() string {
	var parts []string
	for _, days := range l.Before {
		parts = append(parts, fmt.Sprintf("到期前%d个工作日通知%s", days, l.before(days).Title()))
	}
	parts = append(parts, "到期当日通知"+l.before(0).Title())
	parts = append(parts, fmt.Sprintf("逾期后次一工作日督办，通知%s", l.late(1).Title()))
	for n := 2; n <= maxLate; n++ {
		if l.late(n) > l.late(n-1) {
			parts = append(parts, fmt.Sprintf("第%d次督办起通知%s", n, l.late(n).Title()))
		}
	}
	return strings.Join(parts, "；") + fmt.Sprintf("；此后每%d个工作日督办一次", l.Every)
}

// Chinese says from when on the step holds, and who is told then.
func (s Step) Chinese() string {
	from := fmt.Sprintf("自到期前%d个工作日起", s.Days)
	switch {
	case s.Late > 0:
		from = fmt.Sprintf("自第%d次督办起", s.Late)
	case s.Days == 0:
		from = "自到期当日起"
	}
	return from + "通知" + s.Circle.Title()
}
