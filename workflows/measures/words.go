package measures

import "yingsu/workflows/calendar"

// Choice is one value of a closed list, with the words that staff read.
type Choice struct {
	Value string `json:"value"`
	Title string `json:"title"`
}

// Each closed list of the file names its values here, in the order in which
// forms offer them.

func (Kind) Choices() []Choice {
	return []Choice{{string(Litigation), "行政诉讼"}, {string(Reconsideration), "行政复议"}}
}

func (Procedure) Choices() []Choice {
	return []Choice{{string(Ordinary), "普通程序"}, {string(Summary), "简易程序"}}
}

func (Decision) Choices() []Choice {
	return []Choice{
		{string(Upheld), "维持原行政行为"},
		{string(Changed), "改变原行政行为"},
		{string(Inadmissible), "不予受理或者驳回复议申请（不符合受理条件）"},
	}
}

func (Level) Choices() []Choice {
	return []Choice{{string(First), "一审"}, {string(Second), "二审"}, {string(Retrial), "再审"}}
}

func (Party) Choices() []Choice {
	return []Choice{{string(Plaintiff), "原告"}, {string(Respondent), "被告"}, {string(ThirdParty), "第三人"}}
}

func (Rank) Choices() []Choice {
	return []Choice{
		{string(Principal), "正职负责人"},
		{string(Deputy), "副职负责人"},
		{string(Assistant), "参与分管的副职级别负责人"},
		{string(OtherRank), "其他参与分管的负责人"},
	}
}

func (Form) Choices() []Choice {
	return []Choice{{string(JudgmentForm), "判决"}, {string(RulingForm), "裁定"}, {string(MediationForm), "调解"}}
}

func (State) Choices() []Choice {
	return []Choice{
		{string(Running), "进行中"}, {string(Met), "按期办结"}, {string(MetLate), "逾期办结"},
		{string(Missed), "逾期未办"}, {string(Void), "不再计算"},
	}
}

func (k Kind) Title() string      { return titleOf(k.Choices(), string(k)) }
func (p Procedure) Title() string { return titleOf(p.Choices(), string(p)) }
func (d Decision) Title() string  { return titleOf(d.Choices(), string(d)) }
func (l Level) Title() string     { return titleOf(l.Choices(), string(l)) }
func (p Party) Title() string     { return titleOf(p.Choices(), string(p)) }
func (r Rank) Title() string      { return titleOf(r.Choices(), string(r)) }
func (f Form) Title() string      { return titleOf(f.Choices(), string(f)) }
func (s State) Title() string     { return titleOf(s.Choices(), string(s)) }

func titleOf(choices []Choice, value string) string {
	for _, c := range choices {
		if c.Value == value {
			return c.Title
		}
	}
	return value
}

// Title returns the owner as a word.
func (o Owner) Title() string {
	if o == OwnedByBureau {
		return JusticeBureau
	}
	return "承办单位"
}

// StateOn returns the clock's state on a day as staff read it: 已逾期 where the
// limit has passed, 临期 within the last three days of which the safe date is
// the end, and otherwise the state itself.
func (c Clock) StateOn(today calendar.Date) string {
	switch {
	case c.Overdue(today):
		return "已逾期"
	case c.State == Running && c.Right && today.After(c.Due):
		return "已届满"
	case c.State == Running && c.Safe.Sub(today) <= 3:
		return "临期"
	}
	return c.State.Title()
}
