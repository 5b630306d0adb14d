package measures

import (
	"fmt"
	"maps"
	"slices"

	"yingsu/workflows/calendar"
)

// Edition is a text of the law in force over a span of days. A lawsuit keeps
// the edition under which it was opened (第四十条). The periods of the first one
// stand with the rules; a later one says only what it amends.
type Edition struct {
	Name   string            `json:"name"`
	From   calendar.Date     `json:"from"`
	Amends map[string]Period `json:"amends,omitempty"` // by the rule's key
	// Ladder is when people are reminded, and whom: a setting of the office, for
	// which no provision has a number. The usual one where it is zero.
	Ladder Ladder `json:"ladder,omitzero"`
}

// Following returns the edition as it stands after the one before it: what it
// does not amend stays as that one has it.
func (e Edition) Following(last Edition) Edition {
	amends := maps.Clone(last.Amends)
	if amends == nil {
		amends = map[string]Period{}
	}
	maps.Copy(amends, e.Amends)
	e.Amends = amends
	e.Ladder = e.Ladder.following(last.Ladder)
	return e
}

// Editions lists every edition, oldest first. Entries are added, never edited:
// open lawsuits run under them.
var Editions = []Edition{
	{Name: "2023-06-19", From: calendar.On(2023, 6, 19)},
}

// EditionOn returns the one of some editions, oldest first, that is in force on a
// day, and the first one for days before it: an older lawsuit that is still open
// is handled under it.
func EditionOn(editions []Edition, day calendar.Date) Edition {
	in := editions[0]
	for _, e := range editions {
		if !day.Before(e.From) {
			in = e
		}
	}
	return in
}

// EditionNamed finds one of some editions by its name.
func EditionNamed(editions []Edition, name string) (Edition, error) {
	for _, e := range editions {
		if e.Name == name {
			return e, nil
		}
	}
	return Edition{}, fmt.Errorf("measures: no edition is called %q", name)
}

// Fault is what is wrong with a part of an edition.
type Fault struct {
	Field string // name, from, amends, amends and the rule's key, or ladder
	Why   string // in Chinese
}

// Faults says why an edition cannot follow those before it. What is in force is
// never edited: it begins after the last one, and not in the past.
func (e Edition) Faults(before []Edition, today calendar.Date) []Fault {
	var faults []Fault
	add := func(field, format string, args ...any) {
		faults = append(faults, Fault{field, fmt.Sprintf(format, args...)})
	}
	last := before[len(before)-1]
	switch {
	case !e.From.After(last.From):
		add("from", "施行日期应当晚于现有最后一个版本（%s，%s起施行）", last.Name, last.From.Chinese())
	case e.From.Before(today):
		add("from", "施行日期不能早于今天（%s）：已经立案的案件适用立案时的版本", today.Chinese())
	}
	if _, err := EditionNamed(before, e.Name); e.Name == "" || err == nil {
		add("name", "请填写一个没有用过的版本名称")
	}
	if len(e.Amends) == 0 && e.Ladder.IsZero() {
		add("amends", "请至少修改一个期限，或者提醒档")
	}
	if why := e.Following(last).Ladder.fault(); why != "" {
		add("ladder", "%s", why)
	}
	for _, key := range slices.Sorted(maps.Keys(e.Amends)) {
		if why := e.Amends[key].fault(RuleNamed(key)); why != "" {
			add("amends."+key, "%s", why)
		}
	}
	return faults
}

// longest is how long a period can sensibly be, in each unit.
var longest = map[Unit]int{WorkingDays: 90, Days: 400, Months: 24}

// fault says why a rule cannot have the period, or nothing.
func (p Period) fault(r *Rule) string {
	switch {
	case r == nil:
		return "没有这个期限，期限见“法规”页"
	case r.Named != "":
		return fmt.Sprintf("“%s”的期限由%s指定，没有可以修改的天数", r.Title, r.Named)
	case p.Back != r.Period.Back:
		return fmt.Sprintf("“%s”的计算方向不能改变", r.Title)
	case longest[p.Unit] == 0 || p.Back && p.Unit == Months:
		return fmt.Sprintf("“%s”的单位应当是工作日、日或者月，倒计的期限不能以月计", r.Title)
	case p.N < 1 || p.N > longest[p.Unit]:
		return fmt.Sprintf("“%s”的长度应当在1到%d之间", r.Title, longest[p.Unit])
	case p.Clear && !p.Back:
		return fmt.Sprintf("“%s”不是倒计的期限，没有整日之说", r.Title)
	}
	return ""
}

// period returns the rule's length under this edition.
func (e Edition) period(r *Rule) Period {
	if p, amended := e.Amends[r.Key]; amended {
		return p
	}
	return r.Period
}
