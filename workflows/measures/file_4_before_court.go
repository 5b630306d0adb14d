package measures

import "yingsu/workflows/calendar"

// 第四章 庭前准备

// MaterialItem is an item of 第十一条第一款, 1 to 6.
type MaterialItem int

// Material is one paper of the response (第十一条第一款). A paper is never
// taken out: a newer version replaces it, or it is voided with a reason.
type Material struct {
	Kind  MaterialItem `json:"kind" label:"材料种类" check:"required"`
	Title string       `json:"title" label:"名称" check:"required" example:"行政答辩状"`
	Pages int          `json:"pages,omitempty" label:"页数"`
	// Organ is whose paper it is, where several organs answer each for itself; empty for one
	// that is of all (since Own).
	Organ string `json:"organ,omitempty" label:"所属被告" check:"several" help:"本区有数个单位的填写；不填即为本单位的，由区司法局登记的为各单位共用"`

	// 第十二条: what the statement of defence says.
	Elements []DefenceElement `json:"elements,omitempty" label:"答辩状载明的内容" when:"kind=1" help:"第十二条，七项均应载明"`

	// 第十三条: the catalogue of evidence.
	Class   EvidenceClass `json:"class,omitempty" label:"证据种类" when:"kind=2" help:"第十三条"`
	Group   string        `json:"group,omitempty" label:"证据分组" example:"职权依据" help:"同组的证据连续编号；不填即为一组"`
	Source  string        `json:"source,omitempty" label:"来源" example:"本机关执法档案" help:"证据填写（第十三条）"`
	Proves  string        `json:"proves,omitempty" label:"证明对象" check:"long" help:"证据填写（第十三条）"`
	Content string        `json:"content,omitempty" label:"内容" check:"long" help:"证据填写（第十三条）"`
	Copy    CopyKind      `json:"copy,omitempty" label:"原件或者复制件"`
	Copies  int           `json:"copies,omitempty" label:"份数"`
	Secrecy string        `json:"secrecy,omitempty" label:"保密标注" example:"涉及商业秘密" help:"涉及国家秘密、商业秘密、个人隐私的注明"`

	ReplacedBy int    `json:"replaced_by,omitempty"` // the number of the newer version
	Voided     string `json:"voided,omitempty"`      // why it does not count
}

// DefenceElement is one of the things that 第十二条 wants in a statement of
// defence.
type DefenceElement string

const (
	NamesCourt  DefenceElement = "court"       // 受理法院
	NamesCase   DefenceElement = "case_number" // 案号
	NamesOrgan  DefenceElement = "organ"       // 答辩机关基本信息
	StatesFacts DefenceElement = "facts"       // 事实和相关依据
	StatesViews DefenceElement = "views"       // 主要观点
	Requests    DefenceElement = "request"     // 答辩请求
	SignsDated  DefenceElement = "signature"   // 落款和日期
)

// EvidenceClass is a kind of evidence (行政诉讼法第三十三条).
type EvidenceClass string

const (
	Documentary EvidenceClass = "documentary" // 书证
	Physical    EvidenceClass = "physical"    // 物证
	AudioVisual EvidenceClass = "audiovisual" // 视听资料
	Electronic  EvidenceClass = "electronic"  // 电子数据
	Testimony   EvidenceClass = "testimony"   // 证人证言
	Statement   EvidenceClass = "statement"   // 当事人的陈述
	Expertise   EvidenceClass = "expertise"   // 鉴定意见
	Inspection  EvidenceClass = "inspection"  // 勘验笔录、现场笔录
)

// CopyKind tells an original from a copy.
type CopyKind string

const (
	Original  CopyKind = "original"  // 原件
	Duplicate CopyKind = "duplicate" // 复制件
)

// Order is what the court has said about the procedure after its notice: its
// own evidence deadline, or another procedure (行诉解释第一百零四条).
type Order struct {
	On               calendar.Date `json:"on" label:"收到日期" check:"required,past,today" example:"2026-03-04"`
	Document         string        `json:"document,omitempty" label:"文书" example:"举证通知书"`
	Procedure        Procedure     `json:"procedure,omitempty" label:"审理程序" help:"转换程序的填写"`
	EvidenceDeadline calendar.Date `json:"evidence_deadline,omitzero" label:"法院指定的举证期限" example:"2026-03-12"`
	Name             string        `json:"name,omitempty" label:"适用的被告" check:"several" example:"威海市环翠区人民政府" help:"仅对本区某一被告指定的填写；不填即适用于本区各被告"`

	In string `json:"in,omitempty"` // the key of the instance, empty for the first
}

// Extension is an application for more time to give evidence (第十五条), and
// what the court made of it.
type Extension struct {
	On     calendar.Date   `json:"on" label:"申请日期" check:"required,past,today" example:"2026-03-12" help:"应当在举证期限届满前书面申请"`
	Ground ExtensionGround `json:"ground" label:"事由" check:"required"`
	Reason string          `json:"reason" label:"具体情况" check:"required,long" example:"关键证据须向外省单位调取"`
	Name   string          `json:"name,omitempty" label:"申请的被告" check:"several" example:"威海市环翠区人民政府" help:"仅由本区某一被告申请的填写；不填即为本区各被告"`

	Decision *ExtensionDecision `json:"decision,omitempty"`
}

// ExtensionGround is why more time is needed.
type ExtensionGround string

const (
	ForceMajeureGround ExtensionGround = "force_majeure" // 不可抗力
	OtherGround        ExtensionGround = "other"         // 其他正当事由
)

// ExtensionDecision is the court's answer. Where it is granted, the period ends
// on the day that the court names, or fifteen days after the cause has ceased
// (行诉解释第三十四条): while it goes on there is neither day.
type ExtensionDecision struct {
	On       calendar.Date `json:"on" label:"答复日期" check:"required,past,today" example:"2026-03-13"`
	Granted  bool          `json:"granted" label:"是否准许"`
	Until    calendar.Date `json:"until,omitzero" label:"准许延长至" example:"2026-03-27" help:"准许的填写，法院没有写明日期的填写下一项"`
	CeasedOn calendar.Date `json:"ceased_on,omitzero" label:"正当事由消除日期" check:"past" help:"自次日起15日内提供证据；尚未消除的不填，消除后再次登记"`
	Reason   string        `json:"reason,omitempty" label:"理由" check:"long"`
}

// Review is one round of the Justice Bureau's review (第十四条第二款). Approved
// counts only once DecidedOn is known.
type Review struct {
	SubmittedOn calendar.Date `json:"submitted_on"`
	DecidedOn   calendar.Date `json:"decided_on,omitzero"`
	Approved    bool          `json:"approved,omitempty"`
	Opinion     string        `json:"opinion,omitempty"`
}

// Seal records that papers were sealed (第十四条第一款).
type Seal struct {
	On     calendar.Date `json:"on" label:"用印日期" check:"required,past,today" example:"2026-03-11"`
	Papers []SealedPaper `json:"papers" label:"已加盖印章的文书" check:"required"`
}

// SealedPaper is one of the three papers that must bear a seal.
type SealedPaper string

const (
	SealedDefence       SealedPaper = "defence"       // 答辩状
	SealedIdentity      SealedPaper = "identity"      // 法定代表人身份证明书
	SealedAuthorization SealedPaper = "authorization" // 授权委托书
)

// Filing is the proof that papers reached the court (第十四条第一款): the response, or what
// was given later.
type Filing struct {
	Kind FilingKind `json:"kind,omitempty"`
	// For are the organs whose papers they are; all of them if empty.
	For     []string      `json:"for,omitempty"`
	In      string        `json:"in,omitempty"` // the key of the instance, empty for the first
	On      calendar.Date `json:"on"`
	Method  string        `json:"method"`
	Receipt string        `json:"receipt,omitempty"`
	// Unreviewed says why the response went out without the Bureau's approval.
	Unreviewed string `json:"unreviewed_reason,omitempty"`
	// Missing says why papers of 第十一条第一款 are not among them.
	Missing string `json:"missing_reason,omitempty"`
}

// FilingKind is what went to the court.
type FilingKind string

const (
	Response  FilingKind = "response"   // 答辩状、证据和依据；不填也是
	MoreProof FilingKind = "supplement" // 补充证据（行政诉讼法第三十六条第二款）
	NewProof  FilingKind = "new_proof"  // 二审、再审的新的证据（证据规定第五十条至第五十二条）
	Exchange  FilingKind = "exchange"   // 证据交换（行诉解释第三十八条）
)

// Lawyer is an outside lawyer whom the Bureau has been asked for, and has
// assigned (第十六条第一款).
type Lawyer struct {
	On     calendar.Date `json:"on" label:"申请日期" check:"required,past,today" example:"2026-03-04"`
	Reason string        `json:"reason" label:"案情需要" check:"required,long" example:"案情复杂，涉及征收补偿标准"`

	AssignedOn calendar.Date `json:"assigned_on,omitzero"`
	Name       string        `json:"name,omitempty"`
	Firm       string        `json:"firm,omitempty"`
}

// Agent is somebody who acts for the organ in court (第十六条、第十七条).
type Agent struct {
	For       string    `json:"for,omitempty"` // the organ, empty for the first
	Name      string    `json:"name" label:"姓名" check:"required" example:"孙某某"`
	Kind      AgentKind `json:"kind" label:"身份" check:"required"`
	Employer  string    `json:"employer" label:"单位或者律师事务所" check:"required" example:"区城市管理局"`
	Authority Authority `json:"authority" label:"代理权限" check:"required"`
	Scope     string    `json:"scope,omitempty" label:"具体权限" check:"long" example:"代为答辩、出庭、质证、调解" help:"特别授权的逐项列明"`
}

// AgentKind is what an agent is.
type AgentKind string

const (
	Staff            AgentKind = "staff"             // 机关工作人员
	GovernmentLawyer AgentKind = "government_lawyer" // 公职律师
	OutsideLawyer    AgentKind = "outside_lawyer"    // 社会律师
)

// Authority is how far an agent may go.
type Authority string

const (
	GeneralAuthority Authority = "general" // 一般授权
	SpecialAuthority Authority = "special" // 特别授权
)

// Report is an agent's report on the lawsuit's progress (第十七条).
type Report struct {
	On   calendar.Date `json:"on" label:"报告日期" check:"required,past,today" example:"2026-04-02"`
	By   string        `json:"by" label:"报告人" check:"required" example:"孙某某"`
	Text string        `json:"text" label:"重要情况" check:"required,long" example:"法院组织证据交换，原告补充提交两份证据"`
}

// Talk is an attempt at a settlement (第十八条、第二十一条).
type Talk struct {
	On        calendar.Date `json:"on" label:"日期" check:"required,past,today" example:"2026-03-25"`
	Organizer string        `json:"organizer" label:"组织者" check:"required" example:"威海市中级人民法院"`
	Result    TalkResult    `json:"result" label:"结果" check:"required"`
	Text      string        `json:"text,omitempty" label:"情况" check:"long"`
}

// TalkResult is what a talk has come to.
type TalkResult string

const (
	Agreed   TalkResult = "agreed"   // 达成和解
	GoingOn  TalkResult = "going_on" // 继续协商
	NoAccord TalkResult = "failed"   // 未达成一致
)
