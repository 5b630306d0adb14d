package measures

import (
	"fmt"
	"slices"
	"strings"

	"yingsu/workflows/calendar"
)

// 当事人：who is in the lawsuit. The registration says who is in it from the first;
// what the court changes afterwards (追加、变更、退出、承继) is put on file as it happens.
// Who is in it on the whole is derived.

// Side is one of the sides of a lawsuit (诉讼地位).
type Side string

const (
	Plaintiff  Side = "plaintiff"   // 原告
	Respondent Side = "defendant"   // 被告
	ThirdParty Side = "third_party" // 第三人
)

// PartyChange is a change of the parties while the lawsuit goes on.
type PartyChange struct {
	Kind     ChangeKind    `json:"kind" label:"变动" check:"required"`
	Side     Side          `json:"side" label:"诉讼地位" check:"required"`
	Name     string        `json:"name" label:"姓名或者名称" check:"required" example:"张村镇人民政府" help:"追加、变更、承继的填写新的当事人，退出的填写退出的当事人"`
	Unit     string        `json:"unit,omitempty" label:"单位名录名称" check:"unit" example:"张村镇" help:"新的当事人是本区单位的须选择"`
	Replaces string        `json:"replaces,omitempty" label:"原当事人" when:"kind=replace|succeed" example:"王某某" help:"变更、承继的填写被替换的当事人"`
	On       calendar.Date `json:"on" label:"通知或者裁定日期" check:"required,past,today" example:"2026-04-02"`
	ServedOn calendar.Date `json:"served_on,omitzero" label:"起诉状副本送达日期" check:"past" example:"2026-04-03" help:"追加、变更的被告和第三人填写；举证期限自其收到副本的次日起算（行政诉讼法第六十七条）"`
	Document string        `json:"document,omitempty" label:"文书" example:"参加诉讼通知书"`
	Reason   string        `json:"reason,omitempty" label:"情况" check:"long" example:"强制拆除由镇政府具体实施"`
}

// ChangeKind is a way in which the parties change.
type ChangeKind string

const (
	Joins    ChangeKind = "join"    // 追加（行诉解释第二十八条、第三十条）
	Replaces ChangeKind = "replace" // 变更（行诉解释第二十六条）
	Succeeds ChangeKind = "succeed" // 承继（行诉解释第八十七条）
	Leaves   ChangeKind = "leave"   // 退出
)

// Party is somebody in the lawsuit. Its name is its identity: no two have the same on
// one side.
type Party struct {
	Side     Side          `json:"side"`
	Name     string        `json:"name"`
	Unit     string        `json:"unit,omitempty"`     // in the directory of units; empty for who is not of the district
	ServedOn calendar.Date `json:"served_on,omitzero"` // the day its copy of the complaint reached it
	JoinedOn calendar.Date `json:"joined_on,omitzero"` // zero for who is in it from the first
	LeftOn   calendar.Date `json:"left_on,omitzero"`   // zero for who is still in it
	Succeeds string        `json:"succeeds,omitempty"` // whose place it took
	Followed string        `json:"followed,omitempty"` // who took its place
}

// Ours tells whether the party is an organ of the district.
func (p Party) Ours() bool { return p.Unit != "" }

// In tells whether the party is in the lawsuit on a day.
func (p Party) In(day calendar.Date) bool {
	return !day.Before(p.JoinedOn) && (p.LeftOn.IsZero() || day.Before(p.LeftOn))
}

// boundBy tells whether a paper binds the party: it was in the lawsuit when the paper was
// made, or has taken the place of who was (承继).
func (p Party) boundBy(x *Paper) bool {
	came := !p.JoinedOn.After(x.MadeOn) || p.Succeeds != ""
	return came && (p.LeftOn.IsZero() || p.LeftOn.After(x.MadeOn))
}

// left says that the party is no longer in the lawsuit, or nothing.
func (p Party) left() ending {
	if p.LeftOn.IsZero() || p.Followed != "" {
		return p.replaced()
	}
	return ending{"已退出诉讼", p.LeftOn}
}

// replaced says that another one has taken the party's place, or nothing.
func (p Party) replaced() ending {
	if p.Followed == "" {
		return ending{}
	}
	return ending{"已由" + p.Followed + "接替", p.LeftOn}
}

// Parties returns everybody who is or was in the lawsuit, in the order in which they
// came: plaintiffs, defendants, third parties, and those who came later.
func (f *File) Parties() []Party {
	all := f.Registration.parties()
	for _, c := range f.Changes {
		all = c.change(all)
	}
	return all
}

func (r *Registration) parties() []Party {
	var all []Party
	for _, name := range r.Plaintiffs {
		all = append(all, Party{Side: Plaintiff, Name: name})
	}
	add := func(side Side, organs []Defendant) {
		for _, d := range organs {
			p := Party{Side: side, Name: d.Name, Unit: d.Unit, ServedOn: d.ServedOn}
			if p.ServedOn.IsZero() {
				p.ServedOn = r.ServedOn
			}
			all = append(all, p)
		}
	}
	add(Respondent, r.Defendants)
	for _, name := range r.ThirdParties {
		all = append(all, Party{Side: ThirdParty, Name: name})
	}
	add(ThirdParty, r.ThirdOrgans)
	return all
}

// change returns the parties as they are after the change.
func (c PartyChange) change(all []Party) []Party {
	if c.Kind == Leaves || c.Replaces != "" {
		gone := c.Replaces
		if c.Kind == Leaves {
			gone = c.Name
		}
		for i := range all {
			if p := &all[i]; p.Side == c.Side && p.Name == gone && p.LeftOn.IsZero() {
				p.LeftOn = c.On
				if c.Kind != Leaves {
					p.Followed = c.Name
				}
			}
		}
	}
	if c.Kind == Leaves {
		return all
	}
	return append(all, Party{Side: c.Side, Name: c.Name, Unit: c.Unit, ServedOn: c.ServedOn, JoinedOn: c.On, Succeeds: c.Replaces})
}

// Named returns the names of those who are on a side now.
func (f *File) Named(side Side) []string {
	var names []string
	for _, p := range f.Parties() {
		if p.Side == side && p.LeftOn.IsZero() {
			names = append(names, p.Name)
		}
	}
	return names
}

// Organs returns the organs of the district that are or were in the lawsuit: each owes in
// its own right what a party owes. Of those who were in it from the first the district
// government comes first, then the other defendants, then third parties. Who came later
// follows, so that nobody's place, by which clocks are called, ever changes.
func (f *File) Organs() []Party {
	organs := slices.DeleteFunc(f.Parties(), func(p Party) bool { return p.Side == Plaintiff || !p.Ours() })
	slices.SortStableFunc(organs, func(a, b Party) int { return a.rank() - b.rank() })
	return organs
}

func (p Party) rank() int {
	switch {
	case !p.JoinedOn.IsZero():
		return 3
	case p.Side != Respondent:
		return 2
	case p.Unit != DistrictGovernment:
		return 1
	}
	return 0
}

// Sued returns those organs of the district that are or were defendants.
func (f *File) Sued() []Party {
	return slices.DeleteFunc(f.Organs(), func(p Party) bool { return p.Side != Respondent })
}

// Organ returns the organ of the district that is meant by its name, or by that of its
// unit, and whether there is one: the first that is still in the lawsuit, or else the last
// that was. It is the first of all where nothing is said.
func (f *File) Organ(name string) (Party, bool) {
	organs := f.Organs()
	if name == "" && len(organs) > 0 {
		return organs[0], true
	}
	var meant Party
	for _, p := range organs {
		switch {
		case p.Name != name && p.Unit != name:
		case p.LeftOn.IsZero():
			return p, true
		default:
			meant = p
		}
	}
	return meant, meant.Name != ""
}

// about names what a clock or a fact is about in a list over organs: nothing for the
// first one, so that a lawsuit against one organ alone has short names.
func (f *File) about(organ Party) string {
	if organs := f.Organs(); len(organs) > 0 && organs[0].Name == organ.Name {
		return ""
	}
	return "/" + organ.Name
}

// InShort names people as a title does: 王某某等300人.
func InShort(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等%d人", names[0], len(names))
}

// Shown describes those on a side, as a page shows them: who is in it, since when where
// that is not from the first, and who has left.
func (f *File) Shown(side Side) []string {
	return f.shown(side, func(p Party) string { return p.Name + p.history(f) })
}

// Represented is Shown with who acts for each.
func (f *File) Represented(side Side) []string {
	return f.shown(side, func(p Party) string { return p.Name + p.history(f) + f.acting(p) })
}

func (f *File) shown(side Side, describe func(Party) string) []string {
	var all []string
	for _, p := range f.Parties() {
		if p.Side == side {
			all = append(all, describe(p))
		}
	}
	const most = 20
	if rest := len(all) - most; rest > 0 {
		all = append(all[:most], fmt.Sprintf("等共%d人", len(all)))
	}
	return all
}

// history says how a party came into the lawsuit, and left it.
func (p Party) history(f *File) string {
	var said []string
	switch {
	case p.Succeeds != "":
		said = append(said, p.JoinedOn.Chinese()+"接替"+p.Succeeds)
	case !p.JoinedOn.IsZero():
		said = append(said, p.JoinedOn.Chinese()+"追加")
	}
	if !p.ServedOn.IsZero() && p.ServedOn != f.ServedOn {
		said = append(said, p.ServedOn.Chinese()+"送达")
	}
	switch {
	case p.Followed != "":
		said = append(said, p.LeftOn.Chinese()+"由"+p.Followed+"接替")
	case !p.LeftOn.IsZero():
		said = append(said, p.LeftOn.Chinese()+"退出")
	}
	if len(said) == 0 {
		return ""
	}
	return "（" + strings.Join(said, "，") + "）"
}

// Counsel is who acts in an instance for a party that is no organ of the district
// (行政诉讼法第三十一条). Of the district's own agents the Measures ask more (第十六条).
type Counsel struct {
	Side   Side     `json:"side" label:"诉讼地位" check:"required"`
	Name   string   `json:"name,omitempty" label:"当事人" example:"王某某" help:"该方有数人的填写；仅有一人的可以不填"`
	Agents []string `json:"agents,omitempty" label:"诉讼代理人" example:"冯某某（山东某某律师事务所律师）" help:"一行一名，1至2名，写明律师事务所或者身份；不再委托的不填"`
}

// Retain puts on file who acts for a party in the open instance, in place of those it had.
func (f *File) Retain(c Counsel) {
	in := f.Current()
	in.Counsel = slices.DeleteFunc(in.Counsel, func(had Counsel) bool { return had.Side == c.Side && had.Name == c.Name })
	in.Counsel = append(in.Counsel, c)
}

// acting says who acts for a party, or nothing: in the last instance in which that was
// said of it.
func (f *File) acting(p Party) string {
	var names []string
	for i := range slices.Backward(f.Instances) {
		in := &f.Instances[i]
		for _, a := range in.Agents {
			if p.Ours() && (a.For == p.Name || a.For == "" && f.about(p) == "") {
				names = append(names, a.Name)
			}
		}
		said := slices.IndexFunc(in.Counsel, func(c Counsel) bool { return c.Side == p.Side && c.Name == p.Name })
		if said >= 0 {
			names = in.Counsel[said].Agents
		}
		if said >= 0 || len(names) > 0 {
			break
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "，诉讼代理人" + strings.Join(names, "、")
}
