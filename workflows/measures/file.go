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
	SuggestionOnly  Kind = "suggestion"      // 没有诉讼的司法建议、检察建议，第二十九条
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
// by StageOf and Clocks. Facts may arrive in any order, and what is not known
// yet is the zero value. Each chapter's facts are declared in a file of their
// own, file_3_responsibility.go and so on.
//
// A fact that people fill in as it is carries the tags from which its form is
// made; see the package form.
type File struct {
	Registration
	// Opened is the number of the law under which it was registered, since Letters: what it
	// waits for can turn on it, and follows from the facts alone.
	Opened  Logic         `json:"opened,omitempty"`
	Changes []PartyChange `json:"changes,omitempty"` // of the parties, since
	Linked  []Link        `json:"linked,omitempty"`  // with what lawsuits, since

	// 第三章
	Designation  *Designation  `json:"designation,omitempty"`
	Returns      []Return      `json:"returns,omitempty"`
	ForwardedOn  calendar.Date `json:"forwarded_on,omitzero"`
	Acknowledged []Receipt     `json:"acknowledged,omitempty"`
	Assistance   []Assistance  `json:"assistance,omitempty"`
	Meetings     []Meeting     `json:"meetings,omitempty"`

	// 第四章
	Materials  []Material  `json:"materials,omitempty"`
	Orders     []Order     `json:"orders,omitempty"`
	Extensions []Extension `json:"extensions,omitempty"`
	Reviews    []Review    `json:"reviews,omitempty"`
	Seals      []Seal      `json:"seals,omitempty"`
	Filings    []Filing    `json:"filings,omitempty"`
	Lawyers    []Lawyer    `json:"lawyers,omitempty"`
	Reports    []Report    `json:"reports,omitempty"`
	Talks      []Talk      `json:"talks,omitempty"`
	ActChanges []ActChange `json:"act_changes,omitempty"`
	Petitions  []Petition  `json:"petitions,omitempty"`

	// 第五章
	Principal    []PrincipalGround    `json:"principal,omitempty"`
	Instances    []Instance           `json:"instances"` // never empty: the first is opened by the registration
	Retrials     []RetrialApplication `json:"retrials,omitempty"`
	Compensation []Compensation       `json:"compensation,omitempty"`
	Suggestions  []Suggestion         `json:"suggestions,omitempty"`
	Withdrawal   *Withdrawal          `json:"withdrawal,omitempty"`
	Conclusion   *Conclusion          `json:"conclusion,omitempty"`
	Archive      *Archive             `json:"archive,omitempty"`

	// At any time.
	Struck      *Strike      `json:"struck,omitempty"`
	Entries     []Entry      `json:"entries,omitempty"`
	Volumes     []Archive    `json:"volumes,omitempty"` // closed volumes that a retrial has opened again
	Suspensions []Suspension `json:"suspensions,omitempty"`
	Corrections []Correction `json:"corrections,omitempty"`
	Late        []LateReason `json:"late,omitempty"`
}

// Registration is what the court's notice says and when it came (第十一条).
type Registration struct {
	CaseNumber      string      `json:"case_number" label:"案号" check:"required,number" example:"（2026）鲁10行初15号" help:"半角括号、空格会自动规范"`
	Court           string      `json:"court" label:"受理法院" check:"required" example:"威海市中级人民法院"`
	Kind            Kind        `json:"kind" label:"案件种类"`
	Procedure       Procedure   `json:"procedure" label:"审理程序"`
	Plaintiffs      []string    `json:"plaintiffs" label:"原告" check:"required" example:"王某某"`
	Representatives []string    `json:"representatives,omitempty" label:"诉讼代表人" example:"王某某" help:"原告十人以上推选或者指定的二至五人（行诉解释第二十九条）"`
	Defendants      []Defendant `json:"defendants" label:"被告" check:"required"`
	ThirdParties    []string    `json:"third_parties,omitempty" label:"第三人"`
	ThirdOrgans     []Defendant `json:"third_organs,omitempty" label:"作为第三人的本区单位" help:"其负责人同样应当出庭（法释〔2020〕3号第一条）"`
	PublicInterest  bool        `json:"public_interest,omitempty" label:"检察机关提起的公益诉讼" help:"正职负责人应当出庭（第二十条第（四）项）"`
	Cause           string      `json:"cause" label:"案由" check:"required" example:"房屋征收补偿"`
	Category        Category    `json:"category,omitempty" label:"案由类别" help:"《关于行政案件案由的暂行规定》的二级案由；类案按此归类，不填的按案由文字"`
	Field           Field       `json:"field,omitempty" label:"行政管理领域"`
	Claimants       Claimants   `json:"claimants,omitempty" label:"原告类别"`
	Damages         bool        `json:"damages,omitempty" label:"一并请求行政赔偿"`
	ChallengedAct   string      `json:"challenged_act,omitempty" label:"被诉行政行为" check:"long" example:"环政征补〔2026〕3号征收补偿决定"`

	// ServedOn is the day the copy of the complaint reached the defendant: the
	// court's periods run from it, whoever in the building signed.
	ServedOn calendar.Date `json:"served_on" label:"送达日期" check:"required,past" example:"2026-03-02" help:"送达回证上的签收日期，收发室签收即为送达；举证期限自次日起算"`
	// BureauReceivedOn is the day it reached the Justice Bureau: the two
	// working days of 第十一条第二款 run from it.
	BureauReceivedOn calendar.Date `json:"bureau_received_on,omitzero" label:"司法局收到日期" check:"past" example:"2026-03-02" help:"转交期限自次日起算；不填即为送达日期"`
	// EvidenceDeadline is the court's own date, where its notice names one.
	EvidenceDeadline calendar.Date `json:"evidence_deadline,omitzero" label:"法院指定的举证期限" example:"2026-03-17" help:"通知书写明举证期限届满日的才填写"`

	Origin Origin `json:"origin,omitzero" label:"争议由来" help:"据此按第八条第二款建议承办单位"`

	// Before are the decisions of earlier instances, where the lawsuit is taken up at a
	// later one: what came before is known from its papers only.
	Before []PriorDecision `json:"before,omitempty" label:"此前各审级的裁判" help:"直接登记二审、再审案件的填写，由先到后"`
	// Appellant is who appealed, where it is taken up at second instance, or asked for the
	// retrial, where that is examined.
	Appellant Side `json:"appellant,omitempty" label:"上诉人或者再审申请人" help:"直接登记二审、再审审查案件的填写；对方上诉或者申请再审的，送达日期即为收到上诉状或者再审申请书副本之日"`

	// Links are other lawsuits that this one has to do with.
	Links []Link `json:"links,omitempty" label:"相关案件" help:"撤诉后再诉、赔偿另诉、重作后再诉、系列案、合并审理、经复议的案件等"`

	// Reopens is the first case number of the archived lawsuit that this one takes
	// up again, at Level: the same dispute, years later, in a file of its own.
	Reopens string `json:"reopens,omitempty" label:"原案案号" check:"number" example:"（2024）鲁10行初15号" help:"已归档案件再审的填写原案的案号，两案相互关联"`
	// TakenOver says that the lawsuit was running before it came into the system: what has
	// happened in it is put on file in one go, and nobody is told of each.
	TakenOver bool  `json:"taken_over,omitempty" label:"接收在办案件" help:"此前已在办理、现在补录入系统的案件选择：补录期间当日不发提醒和通知，录完后办理“完成接收”，一次告知"`
	Level     Level `json:"level,omitempty" label:"审级" help:"不填即为一审；一审不在本系统的，可以直接登记二审、再审"`
	// Elevated says that a court above has taken the retrial up itself.
	Elevated bool `json:"elevated,omitempty" label:"上级法院提审" when:"level=retrial" help:"直接登记再审案件，由上级法院提审的选择；原生效裁判由一审法院作出而不是提审的，按第一审程序再审，裁判可以上诉（行诉解释第一百一十九条）"`
}

// Link says that a lawsuit has to do with another one.
type Link struct {
	Kind       LinkKind `json:"kind" label:"关系" check:"required"`
	CaseNumber string   `json:"case_number" label:"相关案件的案号" check:"required,number" example:"（2025）鲁10行初7号"`
}

// LinkKind is how two lawsuits belong together.
type LinkKind string

const (
	Refiled   LinkKind = "refiled"  // 撤诉后再诉
	ForSums   LinkKind = "damages"  // 赔偿另诉
	AfterRedo LinkKind = "redone"   // 重作后再诉
	InSeries  LinkKind = "series"   // 系列案
	Joined    LinkKind = "joined"   // 合并审理
	Reviewed  LinkKind = "reviewed" // 复议后诉讼
	Sent      LinkKind = "sent"     // 移送前后
	Warned    LinkKind = "warned"   // 诉前检察建议
)

// Matter is what lawsuits are alike by: the category of the cause, or else its words.
func (r *Registration) Matter() string {
	if r.Category != "" {
		return string(r.Category)
	}
	return r.Cause
}

// AllLinks returns every lawsuit that this one has to do with.
func (f *File) AllLinks() []Link { return slices.Concat(f.Links, f.Linked) }

// PriorDecision is how an earlier instance was decided, of which the file has no more
// than the paper.
type PriorDecision struct {
	Level      Level         `json:"level" label:"审级" check:"required"`
	Court      string        `json:"court" label:"法院" check:"required" example:"威海市环翠区人民法院"`
	CaseNumber string        `json:"case_number" label:"案号" check:"required,number" example:"（2025）鲁1002行初7号"`
	Outcome    Outcome       `json:"outcome" label:"裁判种类" check:"required" example:"驳回诉讼请求"`
	Lost       bool          `json:"lost,omitempty" label:"是否败诉" help:"裁判种类不能确定的填写"`
	LostWhy    string        `json:"lost_reason,omitempty" label:"认定败诉与否的理由" check:"long"`
	MadeOn     calendar.Date `json:"made_on" label:"裁判日期" check:"required,past" example:"2025-12-01"`
	ServedOn   calendar.Date `json:"served_on,omitzero" label:"送达日期" check:"past" example:"2025-12-05"`
	Results    []Result      `json:"results,omitempty" label:"对各被告结果不同的" help:"只填写与上述裁判种类不同的本区被告"`
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
	Item      Item     `json:"item,omitempty" label:"第八条第二款的情形" check:"explained"`
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

// Current returns the open instance: the last one.
func (f *File) Current() *Instance { return &f.Instances[len(f.Instances)-1] }

// CourtOf returns the court of an instance: that of the notice for the first one, until
// another is on file; empty where nobody has said.
func (f *File) CourtOf(in *Instance) string {
	if in.Court == "" && in == &f.Instances[0] {
		return f.Court
	}
	return in.Court
}

// AgainstDistrict tells whether the district government is sued: only then are
// papers forwarded (第十一条第二款) and reviewed (第十四条第二款). A suggestion sues nobody.
func (f *File) AgainstDistrict() bool {
	return f.Kind != SuggestionOnly && slices.ContainsFunc(f.Sued(), func(p Party) bool { return p.Unit == DistrictGovernment })
}

// Designates tells whether units are to be designated for the lawsuit: those who answer
// for the district government, which is in it as a defendant, or as a third party
// (第八条第二款, and by analogy).
func (f *File) Designates() bool {
	return slices.ContainsFunc(f.Organs(), func(p Party) bool { return p.Unit == DistrictGovernment })
}

// districtIn tells whether the district government is still in the lawsuit.
func (f *File) districtIn() bool {
	return slices.ContainsFunc(f.Organs(), func(p Party) bool { return p.Unit == DistrictGovernment && p.LeftOn.IsZero() })
}

// Defends tells whether the district government is still among those who are sued. Once
// the court has let it out, nothing is forwarded or reviewed any more.
func (f *File) Defends() bool { return f.AgainstDistrict() && f.districtLeft().why == "" }

// districtLeft says that the district government is no longer in the lawsuit, or nothing.
func (f *File) districtLeft() ending {
	var last ending
	for _, p := range f.Sued() {
		if p.Unit != DistrictGovernment {
			continue
		}
		if last = p.left(); last.why == "" {
			return last
		}
	}
	return last
}

// Designated returns the units that are designated to handle the lawsuit, the lead
// first. Before a designation they are the sued units themselves where the district
// government is not in it (第八条第一款), and nobody otherwise.
func (f *File) Designated() []string {
	if f.Designation != nil {
		return append([]string{f.Designation.Lead}, f.Designation.Joint...)
	}
	if f.Designates() {
		return nil
	}
	return f.unitsOf(f.Organs())
}

// Handlers returns all units that handle the lawsuit: those designated, and every
// other organ of the district that is in it, for itself.
func (f *File) Handlers() []string {
	units := f.Designated()
	for _, organ := range f.Organs() {
		for _, unit := range f.HandlersOf(organ) {
			if organ.LeftOn.IsZero() && !slices.Contains(units, unit) {
				units = append(units, unit)
			}
		}
	}
	return units
}

// HandlersOf returns the units that handle the lawsuit for one organ: those designated
// for the district government, and any other organ itself, unless another was designated
// in its place.
func (f *File) HandlersOf(organ Party) []string {
	if organ.Unit == DistrictGovernment || !f.Designates() && f.Designation != nil {
		return f.Designated()
	}
	return []string{organ.Unit}
}

// unitsOf returns the units of organs that are still in the lawsuit, each once.
func (f *File) unitsOf(organs []Party) []string {
	var units []string
	for _, organ := range organs {
		if organ.LeftOn.IsZero() && !slices.Contains(units, organ.Unit) {
			units = append(units, organ.Unit)
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
	if c.Unit != "" {
		return c.Unit
	}
	if units := f.Designated(); c.Owner == OwnedByHandlers && len(units) > 0 {
		return strings.Join(units, "、")
	}
	return c.Owner.Title()
}
