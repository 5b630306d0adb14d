package measures

import "yingsu/workflows/calendar"

// 第五章 出庭应诉（第二十五条至第三十条）

// Form is the form of a court's decision.
type Form string

const (
	JudgmentForm  Form = "judgment"  // 判决
	RulingForm    Form = "ruling"    // 裁定
	MediationForm Form = "mediation" // 调解
	DecisionForm  Form = "decision"  // 行政复议决定
)

// Paper is a paper of a court: a judgment, a ruling, a mediation; or the decision of a
// reconsideration. What it does follows from its kind (Outcome) alone.
type Paper struct {
	Number  string  `json:"number"`
	Form    Form    `json:"form"`
	Outcome Outcome `json:"outcome"`
	Text    string  `json:"text,omitempty"` // its operative words
	// Lost is what a person says of who has lost, where the kind does not say, or
	// LostWhy gives the reason to depart from it. What the paper means for an organ is
	// asked of File.ResultOf.
	Lost    bool          `json:"lost,omitempty"`
	LostWhy string        `json:"lost_reason,omitempty"`
	Stated  bool          `json:"stated,omitempty"` // under a law that asked a person in every case
	MadeOn  calendar.Date `json:"made_on"`
	// ServedOn is the day on which the district's organs received it; zero where
	// nobody knows. An organ that received it on another day stands among the Others.
	ServedOn calendar.Date `json:"served_on,omitzero"`

	// Others is when the other parties were served: each has its own period to
	// appeal in, and the decision takes effect when the last has passed.
	Others []Service `json:"others,omitempty"`
	// Results are what it decides for single organs, where that is not the same for
	// all.
	Results []Result `json:"results,omitempty"`
	Court   string   `json:"court,omitempty"`   // to which it sends the case, where that is another one
	Appeals []Appeal `json:"appeals,omitempty"` // against an interlocutory ruling
}

// Result is what a paper decides for one organ.
type Result struct {
	Name    string  `json:"name" label:"被告" check:"required" example:"威海市环翠区人民政府"`
	Outcome Outcome `json:"outcome" label:"对该被告的裁判结果" check:"required" example:"撤销"`
	Lost    bool    `json:"lost,omitempty" label:"是否败诉"`
	LostWhy string  `json:"lost_reason,omitempty" label:"认定败诉与否的理由" check:"long"`
}

// Service is the day on which another party received a decision.
type Service struct {
	Party Side          `json:"party" label:"当事人" check:"required"`
	Name  string        `json:"name" label:"姓名或者名称" check:"required" example:"王某某"`
	On    calendar.Date `json:"on" label:"送达日期" check:"required,past,today" example:"2026-06-09"`
}

// Appeal is one party's appeal; the first opens a second instance (第二十五条).
// CopyServedOn is the day another party's appeal reached the district;
// AnsweredOn when it answered.
type Appeal struct {
	By           Side          `json:"by" label:"上诉人" check:"required"`
	Name         string        `json:"name,omitempty" label:"上诉人姓名或者名称" example:"王某某" help:"该方有数人的填写；不填即为该方第一位当事人"`
	On           calendar.Date `json:"on" label:"上诉日期" check:"required,past,today" example:"2026-06-12"`
	CopyServedOn calendar.Date `json:"copy_served_on,omitzero" label:"上诉状副本送达日期" check:"past" help:"对方上诉的填写；15日内提出答辩状"`
	AnsweredOn   calendar.Date `json:"answered_on,omitzero"` // by all who owed it
	Answers      []OwnDay      `json:"answers,omitempty"`    // of each, since Own

	// The fee of an own appeal: unpaid in time, the appeal counts as withdrawn.
	FeeNoticeOn calendar.Date `json:"fee_notice_on,omitzero"`
	FeePaidOn   calendar.Date `json:"fee_paid_on,omitzero"`
}

// Title says whose appeal it is: 原告王某某上诉.
func (a Appeal) Title() string { return a.By.Title() + a.Name + "上诉" }

// Effective records that a decision has taken effect and when the effective
// text was received (第二十七条).
type Effective struct {
	On         calendar.Date `json:"on" label:"生效日期" check:"required,past,today" example:"2026-06-23"`
	ReceivedOn calendar.Date `json:"received_on" label:"收到生效裁判日期" check:"required,past" example:"2026-06-23" help:"败诉报告的10日自收到生效判决之日的次日起算"`
}

// Performance is what an effective decision orders the district to do
// (第二十六条第一款), and the day by which it says so; zero where it names none.
type Performance struct {
	Name string        `json:"name,omitempty" label:"义务人" check:"several" example:"威海市环翠区人民政府" help:"本区有数个被告的填写；不填即为第一被告"`
	Duty string        `json:"duty" label:"履行内容" check:"required,long" example:"六十日内重新作出补偿决定"`
	Due  calendar.Date `json:"due,omitzero" label:"裁判确定的履行期限" example:"2026-08-24" help:"裁判没有写明的不填，应当及时履行"`
	// Subsistence marks what a retrial does not suspend: 抚恤金、最低生活保障费、社会保险待遇.
	Subsistence bool `json:"subsistence,omitempty" label:"属于抚恤金、最低生活保障费或者社会保险待遇" help:"决定再审的可以不中止执行（行诉解释第一百一十八条）"`
	Days        int  `json:"days,omitempty" label:"履行期间（日）" check:"positive" help:"裁判只写明“若干日内”的填写，自生效之日的次日起算"`
	// Ruling is the number of the ruling that orders it before the judgment (先予执行).
	Ruling string        `json:"ruling,omitempty" label:"依据的先予执行裁定" example:"（2026）鲁10行初15号之一" help:"裁判生效前先予执行的填写裁定文号（行政诉讼法第五十七条）；生效裁判确定的不填"`
	DoneOn calendar.Date `json:"done_on,omitzero"`
	How    string        `json:"how,omitempty"`
}

// LossReport is the analysis sent to the Justice Bureau after a loss
// (第二十七条), and what the Bureau said of it.
type LossReport struct {
	Name     string        `json:"name,omitempty" label:"败诉的被告" check:"several" example:"威海市环翠区人民政府" help:"数个被告败诉的分别报送；不填即为尚未报送的第一个"`
	On       calendar.Date `json:"on" label:"报送日期" check:"required,past,today" example:"2026-07-01"`
	Analysis string        `json:"analysis,omitempty" label:"败诉原因分析" check:"long" example:"事实不清，主要证据不足"`
	OnPaper  bool          `json:"on_paper,omitempty" label:"纸质报送" help:"报告以纸质报送、分析没有录入的勾选"`
	Grounds  []LossGround  `json:"grounds,omitempty" label:"败诉原因类别" help:"《行政诉讼法》第七十条等，可以多选；通报按此统计"`
	Remedy   string        `json:"remedy,omitempty" label:"整改措施" check:"long"`

	RemedyDue calendar.Date `json:"remedy_due,omitzero" label:"整改完成期限" example:"2026-10-01" help:"报告中承诺的日期，到期提醒、逾期督办"`

	CheckedOn calendar.Date `json:"checked_on,omitzero"`
	Accepted  bool          `json:"accepted,omitempty"`
	Opinion   string        `json:"opinion,omitempty"`

	// What came of the remedy, and what the Bureau said of it (第三十七条第七项).
	RemediedOn     calendar.Date `json:"remedied_on,omitzero"`
	Remedied       string        `json:"remedied,omitempty"`
	RemedyPassedOn calendar.Date `json:"remedy_passed_on,omitzero"`
}

// LossGround is a ground on which an organ has lost, in the terms of 行政诉讼法第七十条 and
// of those articles that order something instead of revoking an act.
type LossGround string

const (
	NoEvidence     LossGround = "evidence"     // 主要证据不足
	WrongLaw       LossGround = "law"          // 适用法律、法规错误
	WrongProcedure LossGround = "procedure"    // 违反法定程序
	BeyondPower    LossGround = "power"        // 超越职权
	AbusedPower    LossGround = "abuse"        // 滥用职权
	Unreasonable   LossGround = "unreasonable" // 明显不当
	FailedToAct    LossGround = "inaction"     // 不履行、不及时履行法定职责
	BrokeContract  LossGround = "contract"     // 不依法履行行政协议
	OtherGrounds   LossGround = "other"        // 其他
)

// RetrialApplication asks for an effective decision to be retried (第二十六条第
// 二款), by whichever side, or by the procuratorate's protest.
type RetrialApplication struct {
	By           Applicant     `json:"by" label:"申请人" check:"required"`
	Name         string        `json:"name,omitempty" label:"申请人姓名、名称" help:"该方有数人的填写；本区有数个被告而单位人员不填的，即为本单位的"`
	On           calendar.Date `json:"on" label:"申请日期" check:"required,past,today" example:"2026-09-10"`
	Reason       string        `json:"reason,omitempty" label:"理由" check:"long"`
	CopyServedOn calendar.Date `json:"copy_served_on,omitzero" label:"再审申请书副本送达日期" check:"past" help:"对方申请的填写；15日内提交书面意见"`

	AnsweredOn calendar.Date `json:"answered_on,omitzero"` // by all who owed it
	Answers    []OwnDay      `json:"answers,omitempty"`    // of each, since Own
	DecidedOn  calendar.Date `json:"decided_on,omitzero"`
	Accepted   bool          `json:"accepted,omitempty"`
}

// OwnDay is the day on which an organ did what each owes for itself.
type OwnDay struct {
	Name string        `json:"name"`
	On   calendar.Date `json:"on"`
}

// dayOf returns the day of an organ, zero where it has none.
func dayOf(days []OwnDay, name string) calendar.Date {
	for _, d := range days {
		if d.Name == name {
			return d.On
		}
	}
	return calendar.Date{}
}

// Applicant is who asks for a retrial.
type Applicant string

const (
	ByDistrict        Applicant = "defendant"            // 本方
	ByPlaintiff       Applicant = "plaintiff"            // 原告
	ByThirdParty      Applicant = "third_party"          // 第三人
	ByProcuracy       Applicant = "procuratorate"        // 检察机关抗诉
	ByProcuracyLetter Applicant = "procuratorate_letter" // 检察机关再审检察建议: no 抗诉, the court decides (行政诉讼法第九十三条第二款)
	ByCourtItself     Applicant = "court"                // 人民法院依职权
)

// Compensation is the way of a sum awarded to the plaintiff, from their
// application to the treasury's payment (第二十八条).
type Compensation struct {
	ReceivedOn calendar.Date `json:"received_on,omitzero" label:"收到支付申请日期" check:"past" example:"2026-07-03" help:"7日自收到之日的次日起算（国家赔偿法第三十七条第三款）；不填即按受理日期计算"`
	AcceptedOn calendar.Date `json:"accepted_on" label:"受理支付申请日期" check:"required,past" example:"2026-07-06" help:"赔偿请求人提出支付申请并被受理之日"`
	Claimant   string        `json:"claimant" label:"赔偿请求人" check:"required" example:"王某某"`
	Amount     string        `json:"amount" label:"金额（元）" check:"required,amount" example:"120000.00"`

	AppliedOn calendar.Date `json:"applied_on,omitzero"`
	Document  string        `json:"document,omitempty"`
	PaidOn    calendar.Date `json:"paid_on,omitzero"`
	Paid      string        `json:"paid,omitempty"` // yuan
}

// Suggestion is a letter from the court or the procuratorate (第二十九条). Its
// number is its place in the file, from 1.
type Suggestion struct {
	Kind       SuggestionKind `json:"kind" label:"种类" check:"required"`
	From       string         `json:"from" label:"发出机关" check:"required" example:"威海市中级人民法院"`
	Document   string         `json:"document" label:"文号" check:"required" example:"（2026）鲁10司建3号"`
	ReceivedOn calendar.Date  `json:"received_on" label:"收到日期" check:"required,past" example:"2026-06-10"`
	Due        calendar.Date  `json:"due,omitzero" label:"建议书写明的反馈期限" example:"2026-08-10" help:"没有写明的不填，按法定期限计算"`
	Content    string         `json:"content,omitempty" label:"建议内容" check:"long"`

	AnsweredOn calendar.Date `json:"answered_on,omitzero"`
	Answer     string        `json:"answer,omitempty"`
}

// SuggestionKind decides the period where the letter names no day.
type SuggestionKind string

const (
	JudicialSuggestion      SuggestionKind = "judicial"                // 司法建议（综合治理类等）
	NormativeSuggestion     SuggestionKind = "normative"               // 对规范性文件的司法建议
	ProcuratorialSuggestion SuggestionKind = "procuratorial"           // 检察建议
	UrgentSuggestion        SuggestionKind = "procuratorial_urgent"    // 检察建议（紧急情形）
	ReconsiderationOpinion  SuggestionKind = "reconsideration_opinion" // 行政复议意见书
)

// Withdrawal records that the plaintiff's withdrawal, or a settlement, ended
// the dispute before the open instance decided it.
type Withdrawal struct {
	On     calendar.Date `json:"on" label:"撤诉或者和解日期" check:"required,past,today" example:"2026-04-01"`
	Reason string        `json:"reason,omitempty" label:"情况" check:"long" example:"双方达成和解，人民法院裁定准许撤诉"`
}

// Conclusion records that the lawsuit has ended (第三十条 counts from it).
type Conclusion struct {
	On     calendar.Date `json:"on" label:"终结日期" check:"required,past,today" example:"2026-07-05" help:"立卷归档的30日自次日起算"`
	Reason string        `json:"reason" label:"终结事由" check:"required,long" example:"裁判生效并已履行"`
	// Unreviewed is why it was ended before the loss report was reviewed.
	Unreviewed string `json:"unreviewed_reason,omitempty" label:"报告未审的说明" check:"long" help:"败诉报告尚未审核而终结的填写"`
}

// Archive is where the closed file lies (第三十条), with its catalogue (卷内目
// 录) and its note (备考表).
type Archive struct {
	// Follows says that what is still owed when it is closed is followed until it is done.
	Follows bool          `json:"follows,omitempty"`
	On      calendar.Date `json:"on" label:"归档日期" check:"required,past,today" example:"2026-07-30"`
	Volume  string        `json:"volume" label:"案卷号" check:"required" example:"环应诉〔2026〕15卷"`

	FiledBy   string `json:"filed_by,omitempty" label:"立卷人" example:"孙某某"`
	CheckedBy string `json:"checked_by,omitempty" label:"检查人" example:"周某某"`
	Note      string `json:"note,omitempty" label:"卷内情况说明" check:"long" help:"载入备考表"`
	Missing   string `json:"missing_reason,omitempty" label:"缺件说明" check:"long" help:"卷内材料不齐而须归档的必须说明，载入备考表"`

	Items []VolumeItem `json:"items,omitempty"`

	// Supplements came after the volume was closed: it stays as it was, and they
	// are listed behind it.
	Supplements []Supplement `json:"supplements,omitempty"`
}

// Supplement is a paper that is added to a closed volume (补卷).
type Supplement struct {
	On     calendar.Date `json:"on" label:"补卷日期" check:"required,past,today" example:"2026-09-10"`
	Title  string        `json:"title" label:"题名" check:"required" example:"履行情况报告"`
	Mark   string        `json:"mark,omitempty" label:"文号" example:"环城管〔2026〕31号"`
	Author string        `json:"author,omitempty" label:"责任者" example:"区城市管理局"`
	MadeOn calendar.Date `json:"made_on,omitzero" label:"文件日期" check:"past" example:"2026-09-08"`
	Pages  int           `json:"pages,omitempty" label:"页数"`
	Reason string        `json:"reason" label:"补卷原因" check:"required,long" example:"归档后收到"`
}

// VolumeItem is a line of the catalogue of a volume.
type VolumeItem struct {
	Number  int           `json:"number"`            // 序号
	Mark    string        `json:"mark,omitempty"`    // 文号
	Author  string        `json:"author,omitempty"`  // 责任者
	Title   string        `json:"title"`             // 题名
	On      calendar.Date `json:"on,omitzero"`       // 日期
	Pages   int           `json:"pages,omitempty"`   // 页数
	Remarks string        `json:"remarks,omitempty"` // 备注
}
