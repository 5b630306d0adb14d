package measures

import (
	"slices"
	"strings"

	"yingsu/workflows/calendar"
)

// Kind says which proceeding the file is about.
type Kind string

const (
	Litigation      Kind = "litigation"      // 行政诉讼
	Reconsideration Kind = "reconsideration" // 行政复议，第三十八条
)

// Procedure is the court's (or the reconsideration organ's) procedure.
type Procedure string

const (
	Ordinary Procedure = "ordinary" // 普通程序
	Summary  Procedure = "summary"  // 简易程序
)

// Names of the two offices that the Measures themselves name.
const (
	DistrictGovernment = "区政府"
	JusticeBureau      = "区司法局"
)

// File holds the facts of one lawsuit, as people have put them on record. It
// holds nothing that follows from them: stages, dates and duties are derived,
// by Stage and Clocks. Facts may arrive in any order, and what is not known yet
// is the zero value.
type File struct {
	Registration

	Designation  *Designation  `json:"designation,omitempty"`
	ForwardedOn  calendar.Date `json:"forwarded_on,omitzero"`
	Acknowledged []Receipt     `json:"acknowledged,omitempty"`
	Materials    []Material    `json:"materials,omitempty"`
	Reviews      []Review      `json:"reviews,omitempty"`
	Filings      []Filing      `json:"filings,omitempty"`

	Instances []Instance `json:"instances"` // never empty: the first is opened by the registration

	LossReport *LossReport `json:"loss_report,omitempty"`
	Withdrawal *Withdrawal `json:"withdrawal,omitempty"`
	Conclusion *Conclusion `json:"conclusion,omitempty"`
	Archive    *Archive    `json:"archive,omitempty"`

	Late []LateReason `json:"late,omitempty"`
}

// Registration is what the court's notice says and when it came (第十一条).
type Registration struct {
	CaseNumber    string      `json:"case_number" label:"案号" check:"required,number" example:"（2026）鲁10行初15号" help:"半角括号、空格会自动规范"`
	Court         string      `json:"court" label:"受理法院" check:"required" example:"威海市中级人民法院"`
	Kind          Kind        `json:"kind" label:"案件种类"`
	Procedure     Procedure   `json:"procedure" label:"审理程序"`
	Plaintiffs    []string    `json:"plaintiffs" label:"原告" check:"required" example:"王某某"`
	Defendants    []Defendant `json:"defendants" label:"被告" check:"required"`
	ThirdParties  []string    `json:"third_parties,omitempty" label:"第三人"`
	Cause         string      `json:"cause" label:"案由" check:"required" example:"房屋征收补偿"`
	ChallengedAct string      `json:"challenged_act,omitempty" label:"被诉行政行为" check:"long" example:"环政征补〔2026〕3号征收补偿决定"`

	// ServedOn is the day the copy of the complaint reached the defendant: the
	// court's periods run from it, whoever in the building signed.
	ServedOn calendar.Date `json:"served_on" label:"送达日期" check:"required,past" example:"2026-03-02" help:"送达回证上的签收日期，收发室签收即为送达；举证期限自次日起算"`
	// BureauReceivedOn is the day it reached the Justice Bureau: the two
	// working days of 第十一条第二款 run from it.
	BureauReceivedOn calendar.Date `json:"bureau_received_on,omitzero" label:"司法局收到日期" check:"past" example:"2026-03-02" help:"转交期限自次日起算；不填即为送达日期"`
	// EvidenceDeadline is the court's own date, where its notice names one.
	EvidenceDeadline calendar.Date `json:"evidence_deadline,omitzero" label:"法院指定的举证期限" example:"2026-03-17" help:"通知书写明举证期限届满日的才填写"`

	Origin Origin `json:"origin,omitzero" label:"争议由来" help:"据此按第八条第二款建议承办单位"`
}

// Defendant is one of the sued organs. Unit is its name in the directory of
// units, empty for an organ outside the district; ServedOn is its own date of
// service, zero where it is the same as the file's.
type Defendant struct {
	Name     string        `json:"name" label:"名称" check:"required" example:"威海市环翠区人民政府"`
	Unit     string        `json:"unit,omitempty" label:"单位名录名称" check:"unit" example:"区政府" help:"本区的单位须选择；区外机关留空"`
	ServedOn calendar.Date `json:"served_on,omitzero" label:"送达日期" check:"past" help:"与案件送达日期不同的才填写"`
}

// Origin is how the dispute came about, in the terms of 第八条第二款: they
// decide who handles the lawsuit.
type Origin struct {
	Item      Item     `json:"item,omitempty" label:"第八条第二款的情形"`
	Unit      string   `json:"unit,omitempty" label:"有关单位" check:"unit" help:"具体实施、接受交办、负有职责，或者作出原行政行为的单位"`
	Decision  Decision `json:"decision,omitempty" label:"复议结果" help:"第（七）项填写"`
	Successor string   `json:"successor,omitempty" label:"承接职能的单位" check:"unit" help:"第（八）项填写"`
}

// Item is an item of 第八条第二款, 1 to 9.
type Item int

// Decision is how reconsideration by the district government ended
// (第八条第二款第七项).
type Decision string

const (
	Upheld       Decision = "upheld"       // 维持原行政行为
	Changed      Decision = "changed"      // 改变原行政行为
	Inadmissible Decision = "inadmissible" // 以不符合受理条件为由不予受理、驳回
)

// Designation says who handles the lawsuit (第八条至第十条).
type Designation struct {
	Lead      string   `json:"lead"`
	Joint     []string `json:"joint,omitempty"`
	Assisting []string `json:"assisting,omitempty"`
	Item      Item     `json:"item"`
	Reason    string   `json:"reason,omitempty"`
}

// Receipt records that a unit has signed for the forwarded papers.
type Receipt struct {
	Unit string        `json:"unit"`
	On   calendar.Date `json:"on"`
}

// MaterialItem is an item of 第十一条第一款, 1 to 6.
type MaterialItem int

// Material is one paper of the response (第十一条第一款).
type Material struct {
	Kind    MaterialItem `json:"kind"`
	Title   string       `json:"title"`
	Pages   int          `json:"pages,omitempty"`
	Source  string       `json:"source,omitempty"`  // 第十三条: where evidence comes from
	Proves  string       `json:"proves,omitempty"`  // 第十三条: what it proves
	Content string       `json:"content,omitempty"` // 第十三条: what it says
}

// Review is one round of the Justice Bureau's review (第十四条第二款). Approved
// counts only once DecidedOn is known.
type Review struct {
	SubmittedOn calendar.Date `json:"submitted_on"`
	DecidedOn   calendar.Date `json:"decided_on,omitzero"`
	Approved    bool          `json:"approved,omitempty"`
	Opinion     string        `json:"opinion,omitempty"`
}

// Filing is the proof that the response reached the court (第十四条第一款).
type Filing struct {
	On      calendar.Date `json:"on"`
	Method  string        `json:"method"`
	Receipt string        `json:"receipt,omitempty"`
	// Unreviewed says why the response went out without the Bureau's approval.
	Unreviewed string `json:"unreviewed_reason,omitempty"`
}

// Level is the level of court at which an instance is heard (审级).
type Level string

const (
	First   Level = "first"   // 一审
	Second  Level = "second"  // 二审
	Retrial Level = "retrial" // 再审
)

// Instance is the dispute before one court. A lawsuit has one until somebody
// appeals; the last is the one that is open.
type Instance struct {
	Level      Level      `json:"level"`
	CaseNumber string     `json:"case_number,omitempty"` // the court's own, empty until it is known
	Appeal     *Appeal    `json:"appeal,omitempty"`      // what brought it here; nil at first instance
	Hearings   []Hearing  `json:"hearings,omitempty"`
	Judgment   *Judgment  `json:"judgment,omitempty"`
	Effective  *Effective `json:"effective,omitempty"`
}

// Party is one of the sides, as the one who appeals.
type Party string

const (
	Plaintiff  Party = "plaintiff"   // 原告
	Respondent Party = "defendant"   // 被告
	ThirdParty Party = "third_party" // 第三人
)

// Appeal is what opens a second instance (第二十五条). CopyServedOn is the day
// another party's appeal reached the district; AnsweredOn when it answered.
type Appeal struct {
	By           Party         `json:"by"`
	On           calendar.Date `json:"on"`
	CopyServedOn calendar.Date `json:"copy_served_on,omitzero"`
	AnsweredOn   calendar.Date `json:"answered_on,omitzero"`
}

// Hearing is one summons and what came of it (第十九条至第二十四条). A
// postponed hearing keeps its row; the new date is a row of its own.
type Hearing struct {
	On              calendar.Date `json:"on"`
	Time            string        `json:"time,omitempty"`
	Place           string        `json:"place,omitempty"`
	Official        *Official     `json:"official,omitempty"`
	PostponedTo     calendar.Date `json:"postponed_to,omitzero"`
	PostponedReason string        `json:"postponed_reason,omitempty"`
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
	Name     string        `json:"name"`
	Post     string        `json:"post"`
	Rank     Rank          `json:"rank"`
	Employer string        `json:"employer"`
	NamedOn  calendar.Date `json:"named_on"`
}

// Held says what happened at a hearing.
type Held struct {
	On               calendar.Date `json:"on"`
	OfficialAttended bool          `json:"official_attended"`
	AbsenceReason    string        `json:"absence_reason,omitempty"`
}

// Form is the form of a court's decision.
type Form string

const (
	JudgmentForm  Form = "judgment"  // 判决
	RulingForm    Form = "ruling"    // 裁定
	MediationForm Form = "mediation" // 调解
)

// Judgment is the decision that ends an instance.
type Judgment struct {
	Number   string        `json:"number"`
	Form     Form          `json:"form"`
	Outcome  string        `json:"outcome"`
	Lost     bool          `json:"lost"`
	MadeOn   calendar.Date `json:"made_on"`
	ServedOn calendar.Date `json:"served_on"`
}

// Effective records that a decision has taken effect and when the effective
// text was received (第二十七条).
type Effective struct {
	On         calendar.Date `json:"on"`
	ReceivedOn calendar.Date `json:"received_on"`
}

// LossReport is the analysis sent to the Justice Bureau after a loss
// (第二十七条).
type LossReport struct {
	On       calendar.Date `json:"on"`
	Analysis string        `json:"analysis,omitempty"`
	Remedy   string        `json:"remedy,omitempty"`
}

// Withdrawal records that the plaintiff's withdrawal, or a settlement, ended
// the dispute before the open instance decided it.
type Withdrawal struct {
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason,omitempty"`
}

// Conclusion records that the lawsuit has ended (第三十条 counts from it).
type Conclusion struct {
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason"`
}

// Archive is where the closed file lies (第三十条).
type Archive struct {
	On     calendar.Date `json:"on"`
	Volume string        `json:"volume"`
	Items  []string      `json:"items,omitempty"`
}

// LateReason explains why the clock named Clock was met late.
type LateReason struct {
	Clock  string `json:"clock"`
	Reason string `json:"reason"`
}

// Current returns the open instance: the last one.
func (f *File) Current() *Instance { return &f.Instances[len(f.Instances)-1] }

// AgainstDistrict tells whether the district government is sued: only then are
// papers forwarded (第十一条第二款) and reviewed (第十四条第二款).
func (f *File) AgainstDistrict() bool {
	return slices.ContainsFunc(f.Defendants, func(d Defendant) bool { return d.Unit == DistrictGovernment })
}

// Handlers returns the units that handle the lawsuit, the lead first. Before a
// designation they are the sued units themselves where the district government
// is not among them (第八条第一款), and nobody otherwise.
func (f *File) Handlers() []string {
	if f.Designation != nil {
		return append([]string{f.Designation.Lead}, f.Designation.Joint...)
	}
	if f.AgainstDistrict() {
		return nil
	}
	var units []string
	for _, d := range f.Defendants {
		if d.Unit != "" && !slices.Contains(units, d.Unit) {
			units = append(units, d.Unit)
		}
	}
	return units
}

// Assists tells whether a unit assists in the lawsuit (第九条).
func (f *File) Assists(unit string) bool {
	return f.Designation != nil && slices.Contains(f.Designation.Assisting, unit)
}

// OwnerOf names who owes what a clock counts down to.
func (f *File) OwnerOf(c Clock) string {
	if units := f.Handlers(); c.Owner == OwnedByHandlers && len(units) > 0 {
		return strings.Join(units, "、")
	}
	return c.Owner.Title()
}

// Hearing returns the hearing of this instance that is still to be held, or
// nil if there is none.
func (i *Instance) Hearing() *Hearing {
	for n := len(i.Hearings) - 1; n >= 0; n-- {
		if h := &i.Hearings[n]; h.Held == nil && h.PostponedTo.IsZero() {
			return h
		}
	}
	return nil
}
