package measures

import (
	"cmp"
	"fmt"
	"slices"

	"yingsu/workflows/calendar"
)

// 第五章 出庭应诉（第十九条至第二十四条）

// Level is the level of court at which an instance is heard (审级).
type Level string

const (
	First   Level = "first"   // 一审
	Second  Level = "second"  // 二审
	Retrial Level = "retrial" // 再审
	// Examining is where an application for a retrial is examined, in a file of its own;
	// what it leads to is a retrial (行诉解释第一百一十六条).
	Examining Level = "examination" // 再审审查
	// Reconsidering is the one instance of a reconsideration (第三十八条).
	Reconsidering Level = "reconsideration" // 行政复议
	// Suggested is the one instance of a suggestion without a lawsuit (第二十九条).
	Suggested Level = "suggestion" // 建议办理
)

// Instance is the dispute before one court. A lawsuit has one until somebody
// appeals; the last is the one that is open.
type Instance struct {
	Level      Level  `json:"level"`
	Round      int    `json:"round,omitempty"`       // 1 for the first new trial after a remand, and so on
	CaseNumber string `json:"case_number,omitempty"` // the court's own, empty until it is known

	Court  string   `json:"court,omitempty"`  // empty where nobody has said
	Former []Former `json:"former,omitempty"` // the numbers and courts that it had before
	// As is the instance whose procedure a retrial follows (行诉解释第一百一十九条): by
	// that of the first, its decision can be appealed.
	As Level `json:"as,omitempty"`

	// What brought it here; nothing at first instance.
	Appeals    []Appeal      `json:"appeals,omitempty"`
	Known      bool          `json:"known,omitempty"`      // from its papers only: nothing in it was for anybody here to do
	Later      bool          `json:"later,omitempty"`      // the lawsuit is taken up here, after instances that are only known
	RemandedOn calendar.Date `json:"remanded_on,omitzero"` // the day on which the remanded case was accepted anew
	RetriedOn  calendar.Date `json:"retried_on,omitzero"`  // the day on which retrial was ordered
	Continued  bool          `json:"continued,omitempty"`  // sent back to be gone on with (指令继续审理、立案), not to be tried anew

	Agents   []Agent   `json:"agents,omitempty"`  // of the district's organs
	Counsel  []Counsel `json:"counsel,omitempty"` // of everybody else
	Hearings []Hearing `json:"hearings,omitempty"`
	Papers   []Paper   `json:"papers,omitempty"` // what the court has given, in the order of its days

	Effective   *Effective    `json:"effective,omitempty"`
	Obligations []Performance `json:"obligations,omitempty"`  // what the effective decision orders
	LossReports []LossReport  `json:"loss_reports,omitempty"` // of each organ, the last one counts; those before it were returned
}

// ActChange says that an organ changed the act that it is sued for while the lawsuit was
// pending. The court is told in writing and may have to judge the new act as well, or
// still declare the old one unlawful (行诉解释第八十一条).
type ActChange struct {
	On     calendar.Date `json:"on" label:"改变日期" check:"required,past,today" example:"2026-04-10"`
	Name   string        `json:"name,omitempty" label:"改变行为的机关" check:"several" example:"威海市环翠区张村镇人民政府" help:"本区有数个单位参加诉讼的填写"`
	How    string        `json:"how" label:"如何改变" check:"required,long" example:"撤销原处罚决定，重新调查处理"`
	ToldOn calendar.Date `json:"told_on,omitzero" label:"书面告知人民法院日期" check:"past" example:"2026-04-10" help:"在一审期间改变的应当书面告知人民法院"`
}

// Former is a case number that an instance had, and the court that had given it.
type Former struct {
	CaseNumber string        `json:"case_number,omitempty"`
	Court      string        `json:"court,omitempty"`
	Until      calendar.Date `json:"until"`
}

// Renumber gives the instance another number or court, as after 移送, or the number that
// it did not have yet. Since Letters a number that was left with its court is no number of
// the next one.
func (in *Instance) Renumber(number, court string, on calendar.Date, l Law) {
	if l.Logic >= Letters && court == in.Court {
		court = "" // it is no other
	}
	was := Former{in.CaseNumber, in.Court, on}
	switch left := l.Logic >= Letters && in.CaseNumber != "" && in.leftNumber() == in.CaseNumber; {
	case left && court != "":
		was.CaseNumber = ""
		in.Former = append(in.Former, was)
	case left:
	case in.CaseNumber != "" && number != "" || in.Court != "" && court != "":
		in.Former = append(in.Former, was)
	}
	in.CaseNumber, in.Court = cmp.Or(number, in.CaseNumber), cmp.Or(court, in.Court)
}

// leftNumber returns the number that was left last, empty where none was.
func (in *Instance) leftNumber() string {
	for _, was := range slices.Backward(in.Former) {
		if was.CaseNumber != "" {
			return was.CaseNumber
		}
	}
	return ""
}

// Key names the instance among those of its lawsuit: first, second, first-2.
func (in *Instance) Key() string {
	if in.Round == 0 {
		return string(in.Level)
	}
	return fmt.Sprintf("%s-%d", in.Level, in.Round+1)
}

// Title names the instance as staff read it: 一审, 重审一审, 第2次重审一审.
func (in *Instance) Title() string {
	switch {
	case in.Continued:
		return in.Level.Title() + "（继续审理）"
	case in.Round == 0:
		return in.Level.Title()
	case in.Level == Retrial:
		return Times(in.Round+1) + "再审"
	case in.Round == 1:
		return "重审" + in.Level.Title()
	}
	return Times(in.Round) + "重审" + in.Level.Title()
}

// OpenedOn returns the day that brought the dispute to this instance, zero at
// first instance.
func (in *Instance) OpenedOn() calendar.Date {
	switch {
	case len(in.Appeals) > 0:
		return in.Appeals[0].On
	case !in.RemandedOn.IsZero():
		return in.RemandedOn
	}
	return in.RetriedOn
}

// Hearing returns the hearing of this instance that is still to be held, or
// nil if there is none.
func (in *Instance) Hearing() *Hearing {
	for n := len(in.Hearings) - 1; n >= 0; n-- {
		if h := &in.Hearings[n]; h.Held == nil && h.PostponedTo.IsZero() && h.CancelledOn.IsZero() {
			return h
		}
	}
	return nil
}

// Attended tells whether an organ's responsible official has stood in court in this
// instance: once is enough, unless the court asks again (负责人规定第七条).
func (in *Instance) Attended(organ Party) bool {
	return slices.ContainsFunc(in.Hearings, func(h Hearing) bool { return h.Held != nil && h.Held.Of(organ).Attended })
}

// OfficialOf returns the official whom an organ has named, or else the co-defendant's who
// stands in court for it too, or nil.
func (h *Hearing) OfficialOf(organ Party) *Official {
	own := slices.IndexFunc(h.Officials, func(o Official) bool { return o.of(organ) })
	if own < 0 && organ.Side == Respondent {
		own = slices.IndexFunc(h.Officials, func(o Official) bool { return slices.Contains(o.Agreed, organ.Name) })
	}
	if own < 0 {
		return nil
	}
	return &h.Officials[own]
}

// of tells whether an official is an organ's own.
func (o Official) of(organ Party) bool { return o.Employer == organ.Name || o.Employer == organ.Unit }

// Name files an official, in place of the one whom the same organ had named.
func (h *Hearing) Name(o Official) {
	h.Officials = slices.DeleteFunc(h.Officials, func(x Official) bool { return x.Employer == o.Employer })
	h.Officials = append(h.Officials, o)
}

// PrincipalGround is why the principal must come to court (第二十条).
type PrincipalGround struct {
	Item     PrincipalItem `json:"item" label:"第二十条的情形" check:"required"`
	On       calendar.Date `json:"on" label:"认定日期" check:"required,past,today" example:"2026-03-20"`
	Document string        `json:"document,omitempty" label:"书面建议文号" help:"第（五）项填写人民法院或者区司法局的建议书"`
	Reason   string        `json:"reason,omitempty" label:"理由" check:"long" example:"涉及二百余户居民，社会关注度高"`
}

// PrincipalItem is an item of 第二十条, 1 to 6.
type PrincipalItem int

// Hearing is one summons and what came of it (第十九条至第二十四条). A
// postponed hearing keeps its row; the new date is a row of its own.
type Hearing struct {
	On    calendar.Date `json:"on"`
	Time  string        `json:"time,omitempty"`
	Place string        `json:"place,omitempty"`
	// ReceivedOn is the day the summons came; zero where nobody noted it.
	ReceivedOn calendar.Date `json:"received_on,omitzero"`
	// NotifiedAgain says that the court wants the official once more, although one
	// has stood in court in this instance (负责人规定第七条).
	NotifiedAgain bool `json:"notified_again,omitempty"`

	Officials       []Official    `json:"officials,omitempty"` // one for each organ
	Letter          *Letter       `json:"letter,omitempty"`
	PostponedTo     calendar.Date `json:"postponed_to,omitzero"`
	PostponedReason string        `json:"postponed_reason,omitempty"`
	CancelledOn     calendar.Date `json:"cancelled_on,omitzero"` // called off, without a new day
	Held            *Held         `json:"held,omitempty"`
}

// Rank is the rank of a responsible official (第十九条第二款).
type Rank string

const (
	Principal Rank = "principal" // 正职负责人
	Deputy    Rank = "deputy"    // 副职负责人
	Assistant Rank = "assistant" // 参与分管被诉行政行为实施工作的副职级别负责人
	OtherRank Rank = "other"     // 其他参与分管的负责人
)

// Official is the responsible official named for a hearing (第十九条第三款).
type Official struct {
	Name     string        `json:"name" label:"姓名" check:"required" example:"赵某某"`
	Post     string        `json:"post" label:"职务" check:"required" example:"副区长"`
	Rank     Rank          `json:"rank" label:"负责人类别" check:"required"`
	Employer string        `json:"employer" label:"所在机关" check:"required" example:"区政府" help:"须为被诉行政机关"`
	NamedOn  calendar.Date `json:"on" label:"报备日期" check:"required,past,today" example:"2026-04-07"`
	// NoPrincipal says why it is not the principal where 第二十条 asks for them.
	NoPrincipal string `json:"no_principal_reason,omitempty" label:"正职不能出庭的原因" check:"long" help:"属于第二十条情形而由他人出庭的必须说明"`
	// Agreed are the co-defendants for which they stand there too (负责人规定第三条).
	Agreed []string `json:"agreed,omitempty" label:"一并代表的共同被告" check:"several" help:"共同被告协商确定或者人民法院确定由其一人出庭的，填写其他被告；各自出庭的不填"`
}

// Letter is the Bureau's reminder to send the official (提示函), one way of
// 第十九条第三款's 提示机制.
type Letter struct {
	On     calendar.Date `json:"on" label:"发出日期" check:"required,past,today" example:"2026-04-03"`
	Number string        `json:"number" label:"文号" check:"required" example:"环司应诉提〔2026〕8号"`
	To     string        `json:"to" label:"致送单位" check:"required,unit" example:"区城市管理局"`
	Text   string        `json:"text,omitempty" label:"提示内容" check:"long"`

	ConfirmedOn calendar.Date `json:"confirmed_on,omitzero"`
	ConfirmedBy string        `json:"confirmed_by,omitempty"`
}

// Held says what happened at a hearing.
type Held struct {
	On               calendar.Date `json:"on" label:"开庭日期" check:"required,past,today" example:"2026-04-10"`
	OfficialAttended bool          `json:"official_attended" label:"负责人出庭"`
	AbsenceReason    string        `json:"absence_reason,omitempty" label:"未出庭原因" check:"long" help:"负责人未出庭的必须说明"`
	// 负责人规定第八条、第九条: the four excuses, and their proof.
	Excuse Excuse `json:"excuse,omitempty" label:"未出庭的正当理由" help:"限于四种；没有的不选"`
	Proof  string `json:"proof,omitempty" label:"证明材料" check:"long" example:"省政府会议通知（盖章）" help:"须有证明材料并加盖印章或者由主要负责人签字"`

	// NoPrincipal says why another stood in court where 第二十条 asks for the
	// principal and nobody has said so before.
	NoPrincipal string `json:"no_principal_reason,omitempty" label:"正职未出庭的原因" check:"long" help:"属于第二十条情形而由他人出庭，报备时没有说明的填写"`

	// Others are organs of which something else is true.
	Others []Presence `json:"others,omitempty" label:"本区其他单位负责人出庭情况" check:"several" help:"与上述情况不同的单位填写"`

	Attendees    []Attendee `json:"attendees,omitempty" label:"出庭人员"`
	Spoke        Answer     `json:"spoke,omitempty" label:"负责人发言" help:"第二十一条"`
	LeftCourt    Answer     `json:"left_court,omitempty" label:"未经许可中途退庭" help:"第二十二条"`
	RecordSigned Answer     `json:"record_signed,omitempty" label:"笔录已核对签字" help:"第二十四条"`
	Notes        string     `json:"notes,omitempty" label:"庭审要点" check:"long"`
}

// Presence says whether an organ's official stood in court at a hearing, and why not.
type Presence struct {
	Name          string `json:"name" label:"单位" check:"required" example:"张村镇人民政府"`
	Attended      bool   `json:"attended" label:"负责人出庭"`
	AbsenceReason string `json:"absence_reason,omitempty" label:"未出庭原因" check:"long"`
	Excuse        Excuse `json:"excuse,omitempty" label:"未出庭的正当理由"`
	Proof         string `json:"proof,omitempty" label:"证明材料" check:"long"`
}

// Of returns what is true of one organ.
func (h *Held) Of(organ Party) Presence {
	for _, o := range h.Others {
		if o.Name == organ.Name || o.Name == organ.Unit {
			return o
		}
	}
	return Presence{organ.Name, h.OfficialAttended, h.AbsenceReason, h.Excuse, h.Proof}
}

// Attendee is somebody of ours who was in court.
type Attendee struct {
	Name string `json:"name" label:"姓名" check:"required" example:"孙某某"`
	Post string `json:"post,omitempty" label:"身份" example:"诉讼代理人"`
}

// Excuse is one of the four for which the official may stay away
// (负责人规定第八条).
type Excuse string

const (
	ForceMajeure    Excuse = "force_majeure"   // 不可抗力
	Accident        Excuse = "accident"        // 意外事件
	Irreplaceable   Excuse = "irreplaceable"   // 需要履行他人不能代替的公务
	OtherJustifying Excuse = "other_justified" // 无法出庭的其他正当事由
)

// Answer is yes or no; nothing where nobody has said.
type Answer string

const (
	Yes Answer = "yes" // 是
	No  Answer = "no"  // 否
)
