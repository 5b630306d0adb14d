package measures

import (
	"fmt"
	"strconv"

	"yingsu/workflows/calendar"
)

// Choice is one value of a closed list, with the words that staff read.
type Choice struct {
	Value string `json:"value"`
	Title string `json:"title"`
}

// Each closed list of the file names its values here, in the order in which
// forms offer them.

func (Kind) Choices() []Choice {
	return []Choice{{string(Litigation), "行政诉讼"}, {string(Reconsideration), "行政复议"}, {string(SuggestionOnly), "司法建议、检察建议"}}
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
	return []Choice{{string(First), "一审"}, {string(Second), "二审"}, {string(Retrial), "再审"}, {string(Reconsidering), "行政复议"}}
}

func (Side) Choices() []Choice {
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
	return []Choice{{string(JudgmentForm), "判决"}, {string(RulingForm), "裁定"}, {string(MediationForm), "调解"}, {string(DecisionForm), "行政复议决定"}}
}

// Document returns the paper of this form as it is called: 一审行政判决书.
func (f Form) Document(in *Instance) string {
	switch f {
	case JudgmentForm:
		return in.Title() + "行政判决书"
	case RulingForm:
		return in.Title() + "行政裁定书"
	case MediationForm:
		return "行政调解书"
	}
	return "行政复议决定书"
}
func (ChangeKind) Choices() []Choice {
	return []Choice{{string(Joins), "追加"}, {string(Replaces), "变更"}, {string(Succeeds), "承继"}, {string(Leaves), "退出"}}
}
func (FilingKind) Choices() []Choice {
	return []Choice{{string(Response), "答辩状、证据和依据"}, {string(MoreProof), "补充证据"}, {string(NewProof), "新的证据"}, {string(Exchange), "证据交换"}}
}
func (LinkKind) Choices() []Choice {
	return []Choice{
		{string(Refiled), "撤诉后再诉"}, {string(ForSums), "赔偿另诉"}, {string(AfterRedo), "重作后再诉"}, {string(InSeries), "系列案"},
		{string(Joined), "合并审理"}, {string(Reviewed), "复议后诉讼"}, {string(Sent), "移送前后"},
		{string(Warned), "诉前检察建议"},
	}
}
func (MeetingForm) Choices() []Choice {
	return []Choice{
		{string(Analysis), "案件分析会"},
		{string(Demonstration), "论证会"},
		{string(Symposium), "座谈会"},
	}
}

func (DefenceElement) Choices() []Choice {
	return []Choice{
		{string(NamesCourt), "受理法院"},
		{string(NamesCase), "案号"},
		{string(NamesOrgan), "答辩机关基本信息"},
		{string(StatesFacts), "事实和相关依据"},
		{string(StatesViews), "主要观点"},
		{string(Requests), "答辩请求"},
		{string(SignsDated), "落款和日期"},
	}
}

func (EvidenceClass) Choices() []Choice {
	return []Choice{
		{string(Documentary), "书证"},
		{string(Physical), "物证"},
		{string(AudioVisual), "视听资料"},
		{string(Electronic), "电子数据"},
		{string(Testimony), "证人证言"},
		{string(Statement), "当事人的陈述"},
		{string(Expertise), "鉴定意见"},
		{string(Inspection), "勘验笔录、现场笔录"},
	}
}

func (CopyKind) Choices() []Choice {
	return []Choice{
		{string(Original), "原件"},
		{string(Duplicate), "复制件"},
	}
}

func (LossGround) Choices() []Choice {
	return []Choice{
		{string(NoEvidence), "主要证据不足"},
		{string(WrongLaw), "适用法律、法规错误"},
		{string(WrongProcedure), "违反法定程序"},
		{string(BeyondPower), "超越职权"},
		{string(AbusedPower), "滥用职权"},
		{string(Unreasonable), "明显不当"},
		{string(FailedToAct), "不履行或者拖延履行法定职责"},
		{string(BrokeContract), "不依法履行、违法变更或者解除行政协议"},
		{string(OtherGrounds), "其他"},
	}
}

func (ExtensionGround) Choices() []Choice {
	return []Choice{
		{string(ForceMajeureGround), "不可抗力"},
		{string(OtherGround), "其他正当事由"},
	}
}

func (SealedPaper) Choices() []Choice {
	return []Choice{
		{string(SealedDefence), "答辩状"},
		{string(SealedIdentity), "法定代表人身份证明书"},
		{string(SealedAuthorization), "授权委托书"},
	}
}

func (AgentKind) Choices() []Choice {
	return []Choice{
		{string(Staff), "机关工作人员"},
		{string(GovernmentLawyer), "公职律师"},
		{string(OutsideLawyer), "社会律师"},
	}
}

func (Authority) Choices() []Choice {
	return []Choice{
		{string(GeneralAuthority), "一般授权"},
		{string(SpecialAuthority), "特别授权"},
	}
}

func (TalkResult) Choices() []Choice {
	return []Choice{
		{string(Agreed), "达成和解"},
		{string(GoingOn), "继续协商"},
		{string(NoAccord), "未达成一致"},
	}
}

func (Excuse) Choices() []Choice {
	return []Choice{
		{string(ForceMajeure), "不可抗力"},
		{string(Accident), "意外事件"},
		{string(Irreplaceable), "需要履行他人不能代替的公务"},
		{string(OtherJustifying), "无法出庭的其他正当事由"},
	}
}

func (Answer) Choices() []Choice {
	return []Choice{
		{string(Yes), "是"},
		{string(No), "否"},
	}
}

func (Applicant) Choices() []Choice {
	return []Choice{
		{string(ByDistrict), "本方"},
		{string(ByPlaintiff), "原告"},
		{string(ByThirdParty), "第三人"},
		{string(ByProcuracy), "检察机关抗诉"},
		{string(ByProcuracyLetter), "检察机关再审检察建议"},
		{string(ByCourtItself), "人民法院依职权"},
	}
}

func (PetitionKind) Choices() []Choice {
	var all []Choice
	for _, x := range petitionKinds {
		all = append(all, Choice{string(x.kind), x.title})
	}
	return all
}

func (SuggestionKind) Choices() []Choice {
	return []Choice{
		{string(JudicialSuggestion), "司法建议书"},
		{string(NormativeSuggestion), "对规范性文件的司法建议书"},
		{string(ProcuratorialSuggestion), "检察建议书"},
		{string(UrgentSuggestion), "检察建议书（紧急情形）"},
		{string(ReconsiderationOpinion), "行政复议意见书"},
	}
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
func (l Level) Title() string {
	switch l { // which nobody chooses
	case Suggested:
		return "建议办理"
	case Examining:
		return "再审审查"
	}
	return titleOf(l.Choices(), string(l))
}
func (s Side) Title() string       { return titleOf(s.Choices(), string(s)) }
func (r Rank) Title() string       { return titleOf(r.Choices(), string(r)) }
func (f Form) Title() string       { return titleOf(f.Choices(), string(f)) }
func (k LinkKind) Title() string   { return titleOf(k.Choices(), string(k)) }
func (k ChangeKind) Title() string { return titleOf(k.Choices(), string(k)) }
func (k FilingKind) Title() string { return titleOf(k.Choices(), string(k)) }
func (s State) Title() string      { return titleOf(s.Choices(), string(s)) }

func (m MeetingForm) Title() string     { return titleOf(m.Choices(), string(m)) }
func (e DefenceElement) Title() string  { return titleOf(e.Choices(), string(e)) }
func (c EvidenceClass) Title() string   { return titleOf(c.Choices(), string(c)) }
func (k CopyKind) Title() string        { return titleOf(k.Choices(), string(k)) }
func (g LossGround) Title() string      { return titleOf(g.Choices(), string(g)) }
func (g ExtensionGround) Title() string { return titleOf(g.Choices(), string(g)) }
func (p SealedPaper) Title() string     { return titleOf(p.Choices(), string(p)) }
func (k AgentKind) Title() string       { return titleOf(k.Choices(), string(k)) }
func (a Authority) Title() string       { return titleOf(a.Choices(), string(a)) }
func (r TalkResult) Title() string      { return titleOf(r.Choices(), string(r)) }
func (e Excuse) Title() string          { return titleOf(e.Choices(), string(e)) }
func (a Answer) Title() string          { return titleOf(a.Choices(), string(a)) }
func (a Applicant) Title() string       { return titleOf(a.Choices(), string(a)) }
func (k PetitionKind) Title() string    { return titleOf(k.Choices(), string(k)) }
func (k SuggestionKind) Title() string  { return titleOf(k.Choices(), string(k)) }

// Choices offers the circles, each with those before it.
func (Circle) Choices() []Choice {
	return []Choice{
		{"1", "经办人"}, {"2", "经办人和负责人"}, {"3", "经办人、负责人和区司法局"}, {"4", "经办人、负责人、区司法局和监督人员"},
	}
}

// Title returns who belongs to the circle.
func (c Circle) Title() string { return titleOf(c.Choices(), strconv.Itoa(int(c))) }

// Times says how often, as documents write it: 第一次, 第十二次.
func Times(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	if n < 1 || n > 99 {
		return fmt.Sprintf("第%d次", n)
	}
	tens := ""
	switch {
	case n >= 20:
		tens = digits[n/10] + "十"
	case n >= 10:
		tens = "十"
	}
	return "第" + tens + digits[n%10] + "次"
}

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
	switch o {
	case OwnedByBureau:
		return JusticeBureau
	case OwnedByTreasury:
		return "财政部门"
	case OwnedByCourt:
		return "人民法院"
	case OwnedByReconsideration:
		return "行政复议机关"
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
	case c.State == Running && c.Internal && today.After(c.Due):
		return "已过内部时限"
	case c.State == Running && c.Safe.Sub(today) <= 3:
		return "临期"
	}
	return c.State.Title()
}

// LimitTitle says what the last day of the clock is: by law, by whoever has named
// it, or by nothing but our own wish.
func (c Clock) LimitTitle() string {
	r := RuleNamed(c.Key)
	switch {
	case c.Internal:
		return "内部时限（非法定）"
	case r != nil && r.Named != "":
		return r.Named + "指定的最后日"
	}
	if r != nil && r.alone() {
		return "本办法规定的最后一日"
	}
	return "法定最后日"
}
