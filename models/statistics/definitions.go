package statistics

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"yingsu/workflows/measures"
)

// Sources of the definitions.
const (
	ofMeasures = "第三十一条第二款"
	ofCourts   = "人民法院行政审判白皮书通行口径"
)

// By which days rows belong to a period.
const (
	byArrival   = "收到应诉通知、上诉状副本或者重审、再审通知之日"
	byDecision  = "裁判作出之日"
	byEffect    = "裁判生效之日"
	byHearing   = "该案号首次开庭之日"
	byLastDay   = "期限的法定最后日"
	byLetter    = "收到建议书之日"
	byAccepting = "受理支付申请之日"
	byStepEnd   = "该步骤办结之日"
)

// Figures are all figures, in the order of a bulletin.
var Figures = []Figure{
	{
		Key: "received", Title: "收案", Shows: Number, Kind: Received, Whole: inCourt,
		Meaning: "本区收到的诉讼案件，一个案号计一件；上诉、重审、再审各计一件", Basis: byArrival, Source: ofMeasures,
	},
	{
		Key: "received_first", Title: "其中一审", Shows: Number, Kind: Received, Whole: first,
		Meaning: "收案中的一审案件，含发回重审", Basis: byArrival, Source: ofMeasures,
	},
	{
		Key: "against_government", Title: "以区政府为被告", Shows: Rate, Kind: Received, Whole: inCourt,
		Part:    func(s Sort) bool { return s.Sued == GovernmentAlone || s.Sued == GovernmentJoined },
		Meaning: "被告含区政府的案件 ÷ 收案", Basis: byArrival, Source: ofMeasures,
	},
	{
		Key: "after_reconsideration", Title: "经复议的案件", Shows: Rate, Kind: Received, Whole: inCourt, Part: marked(Reviewed),
		Meaning: "经行政复议后起诉的案件 ÷ 收案", Basis: byArrival, Source: ofMeasures,
	},
	{
		Key: "inverted", Title: "期限倒挂", Shows: Rate, Kind: Received, Whole: func(s Sort) bool { return first(s) && s.Marks.Has(ByBureau) }, Part: marked(Inverted),
		Meaning: "报送审查的最后日早于转交的最后日的案件 ÷ 须经区司法局转交、审查的一审收案，不含发回重审", Basis: byArrival, Source: "第十一条第二款、第十四条第二款",
	},
	{
		Key: "concluded", Title: "审结", Shows: Number, Kind: Concluded, Whole: inCourt,
		Meaning: "人民法院作出终结该审级的裁判，或者撤诉、调解结案，一个案号计一件", Basis: byDecision, Source: ofMeasures,
	},
	{
		Key: "pending", Title: "期末未结", Shows: Number, Kind: Pending, Whole: inCourt,
		Meaning: "截至期末已收而尚未审结的案件", Basis: "期末", Source: ofMeasures,
	},
	{
		Key: "loss_rate", Title: "一审败诉率", Shows: Rate, Kind: Concluded, Whole: first, Part: marked(Lost),
		Meaning: "一审裁判本区任一被告败诉的案件 ÷ 一审审结；撤诉、调解计入分母，不计入败诉", Basis: byDecision, Source: ofCourts,
	},
	{
		Key: "loss_rate_of_units", Title: "各单位一审败诉率", Shows: Rate, Kind: Judged, Part: marked(Lost),
		Meaning: "一审裁判中败诉的被告 ÷ 一审审结时本区的被告，一案数个被告的分别计算，区政府为被告的计入牵头承办单位；撤诉、调解计入分母，不计入败诉", Basis: byDecision, Source: ofCourts,
	},
	{
		Key: "losses", Title: "生效裁判败诉", Shows: Number, Kind: Loss,
		Meaning: "生效裁判败诉的被告，一案数个被告败诉的分别计算", Basis: byEffect, Source: "第二十七条",
	},
	{
		Key: "grounds", Title: "败诉原因", Shows: Number, Kind: Ground,
		Meaning: "败诉情况分析报告载明的原因，一案有数项原因的分别计算；没有报告或者报告没有载明的另列", Basis: byEffect, Source: "第二十七条、《行政诉讼法》第七十条",
	},
	{
		Key: "settled", Title: "调解、和解撤诉率", Shows: Rate, Kind: Concluded, Whole: inCourt, Part: marked(Settled),
		Meaning: "以撤诉（含按撤诉处理）、调解结案的案件 ÷ 审结", Basis: byDecision, Source: ofCourts,
	},
	{
		Key: "appealed", Title: "上诉率", Shows: Rate, Kind: Concluded, Whole: marked(Appealable), Part: anyOf(AppealedByUs | AppealedByOthers),
		Meaning: "当事人提出上诉的一审裁判 ÷ 可以上诉的一审裁判；上诉期未满的将来可能增加", Basis: byDecision, Source: "第二十五条",
	},
	{
		Key: "appealed_by_us", Title: "本方上诉", Shows: Rate, Kind: Concluded, Whole: marked(Appealable), Part: marked(AppealedByUs),
		Meaning: "本区单位（被告、第三人）提出上诉的一审裁判 ÷ 可以上诉的一审裁判", Basis: byDecision, Source: "第二十五条",
	},
	{
		Key: "accepted", Title: "服判息诉率", Shows: Rate, Kind: Concluded, Whole: marked(Appealable), Part: func(s Sort) bool { return !s.Marks.Any(AppealedByUs | AppealedByOthers) },
		Meaning: "无人上诉的一审裁判 ÷ 可以上诉的一审裁判", Basis: byDecision, Source: ofCourts,
	},
	{
		Key: "attendance", Title: "负责人出庭应诉率", Shows: Rate, Kind: Heard, Whole: inCourt, Part: marked(Attended),
		Meaning: "本区各单位负责人均出庭的案件 ÷ 已开庭的案件，一个案号计一件；首次开庭时本区单位均已退出的不计", Basis: byHearing, Source: "第十九条、法释〔2020〕3号",
	},
	{
		Key: "attendance_of_units", Title: "各单位负责人出庭", Shows: Rate, Kind: Appearance, Whole: inCourt, Part: marked(Attended),
		Meaning: "负责人出庭的次数 ÷ 应当出庭的次数，一个案号中的每个单位计一次", Basis: byHearing, Source: "第十九条",
	},
	{
		Key: "principals", Title: "正职负责人出庭", Shows: Rate, Kind: Appearance, Whole: func(s Sort) bool { return inCourt(s) && s.Marks.Has(Attended) },
		Part: func(s Sort) bool { return s.What == string(measures.Principal) }, Meaning: "正职负责人出庭 ÷ 负责人出庭", Basis: byHearing, Source: "第二十条",
	},
	{
		Key: "principals_owed", Title: "应由正职出庭的", Shows: Rate, Kind: Appearance, Whole: func(s Sort) bool { return inCourt(s) && s.Marks.Has(PrincipalOwed) },
		Part: func(s Sort) bool { return s.What == string(measures.Principal) }, Meaning: "正职负责人出庭 ÷ 属于第二十条情形的", Basis: byHearing, Source: "第二十条",
	},
	{
		Key: "unexcused", Title: "无正当理由未出庭", Shows: Rate, Kind: Appearance, Whole: inCourt, Part: func(s Sort) bool { return !s.Marks.Any(Attended | Excused) },
		Meaning: "负责人未出庭且没有登记正当理由和证明的 ÷ 应当出庭的次数", Basis: byHearing, Source: "法释〔2020〕3号第十二条",
	},
	{
		Key: "timely", Title: "按期办理率", Shows: Rate, Kind: Duty, Part: kept,
		Meaning: "按期办结的 ÷ 期间内到期的本区各单位的各项期限；到期而至今未办的计入分母，财政部门支付赔偿的期限不计", Basis: byLastDay, Source: "第三十五条",
	},
	{
		Key: "overdue", Title: "到期未办", Shows: Number, Kind: Duty, Whole: func(s Sort) bool { return !s.Over },
		Meaning: "期间内到期、至今没有办理的", Basis: byLastDay, Source: "第三十五条",
	},
	{
		Key: "forwarded", Title: "按期转交率", Shows: Rate, Kind: Duty, Whole: ofRules(duties["forwarded"]...), Part: kept,
		Meaning: "按期将材料副本转交承办单位的 ÷ 期间内到期的", Basis: byLastDay, Source: "第十一条第二款",
	},
	{
		Key: "reviewed", Title: "按期报审率", Shows: Rate, Kind: Duty, Whole: ofRules(duties["reviewed"]...), Part: kept,
		Meaning: "按期将应诉材料、复议答复材料报送区司法局审查的 ÷ 期间内到期的", Basis: byLastDay, Source: "第十四条第二款、第三十八条",
	},
	{
		Key: "filed", Title: "按期提交率", Shows: Rate, Kind: Duty, Whole: ofRules(duties["filed"]...), Part: kept,
		Meaning: "按期向人民法院提交应诉材料、向行政复议机关提交书面答复的 ÷ 期间内到期的", Basis: byLastDay, Source: "第十四条第一款、第三十八条",
	},
	{
		Key: "officials_filed", Title: "负责人按期报备率", Shows: Rate, Kind: Duty, Whole: ofRules(duties["officials_filed"]...), Part: kept,
		Meaning: "按期将传票和出庭负责人名单报区司法局备案的 ÷ 期间内到期的", Basis: byLastDay, Source: "第十九条第三款",
	},
	{
		Key: "loss_reports", Title: "败诉报告按期报送率", Shows: Rate, Kind: Duty, Whole: ofRules(duties["loss_reports"]...), Part: kept,
		Meaning: "按期报送的败诉情况分析报告 ÷ 期间内到期的", Basis: byLastDay, Source: "第二十七条",
	},
	{
		Key: "archives", Title: "按期归档率", Shows: Rate, Kind: Duty, Whole: ofRules(duties["archives"]...), Part: kept,
		Meaning: "按期立卷归档的 ÷ 期间内到期的", Basis: byLastDay, Source: "第三十条",
	},
	{
		Key: "other_duties", Title: "其他期限按期办理率", Shows: Rate, Kind: Duty, Whole: otherDuty, Part: kept,
		Meaning: "转交、报审、提交、负责人报备、败诉报告、归档以外的各项期限，例如履行、建议反馈，按期办结的 ÷ 期间内到期的", Basis: byLastDay, Source: "第三十五条",
	},
	{
		Key: "suggestions", Title: "司法建议、检察建议", Shows: Number, Kind: Suggestion,
		Meaning: "收到的司法建议书、检察建议书和行政复议意见书", Basis: byLetter, Source: "第二十九条",
	},
	{
		Key: "suggestions_answered", Title: "建议反馈率", Shows: Rate, Kind: Suggestion, Part: func(s Sort) bool { return s.Over },
		Meaning: "已书面反馈的 ÷ 收到的", Basis: byLetter, Source: "第二十九条",
	},
	{
		Key: "suggestions_late", Title: "逾期反馈", Shows: Rate, Kind: Duty, Part: func(s Sort) bool { return !kept(s) },
		Whole:   ofRules("judicial_suggestion", "normative_suggestion", "procuratorial_suggestion", "procuratorial_suggestion_urgent", "reconsideration_opinion"),
		Meaning: "逾期反馈和到期而至今没有反馈的 ÷ 期间内到期的反馈期限", Basis: byLastDay, Source: "第二十九条",
	},
	{
		Key: "payments", Title: "行政赔偿支付", Shows: Rate, Kind: Payment, Part: func(s Sort) bool { return s.Over },
		Meaning: "已支付的 ÷ 受理的支付申请", Basis: byAccepting, Source: "第二十八条",
	},
	{
		Key: "payment_sum", Title: "行政赔偿金额", Shows: Sum, Kind: Payment,
		Meaning: "受理的支付申请的金额合计，已支付的按支付金额计算", Basis: byAccepting, Source: "第二十八条",
	},
	{
		Key: "trial_days", Title: "审理天数", Shows: Average, Kind: Concluded, Whole: inCourt,
		Meaning: "自收案至裁判作出的平均自然日数", Basis: byDecision, Source: ofMeasures,
	},
	{
		Key: "step_days", Title: "办理天数", Shows: Average, Kind: Step,
		Meaning: "各办理步骤的平均自然日数", Basis: byStepEnd, Source: ofMeasures,
	},
	{
		Key: "reconsiderations", Title: "行政复议收案", Shows: Number, Kind: Received, Whole: reconsidered,
		Meaning: "以区政府或者本区单位为被申请人的行政复议案件", Basis: byArrival, Source: "第三十八条",
	},
	{
		Key: "reconsiderations_lost", Title: "复议纠错", Shows: Rate, Kind: Concluded, Whole: reconsidered, Part: marked(Lost),
		Meaning: "决定撤销、变更、确认违法、责令履行等的案件 ÷ 行政复议审结", Basis: byDecision, Source: "第三十八条",
	},
	{
		Key: "findings", Title: "第三十七条所列事实", Shows: Number, Kind: Finding,
		Meaning: "案卷反映的第三十七条各项事实，含到期而至今未办的；自事实发生或者期限届满的次日起计入，是否追究责任由有权机关决定", Basis: "事实发生之日或者期限的法定最后日", Source: "第三十七条",
	},
}

// Assessed are the figures by which units are assessed besides (第三十五条第二款); they
// stand in no bulletin.
var Assessed = []Figure{
	{
		Key: "own_duties", Title: "本机关案件按期办理率", Shows: Rate, Kind: Duty, Whole: func(s Sort) bool { return s.Sued == UnitSued }, Part: kept,
		Meaning: "部门、镇街为被告的案件中，按期办结的 ÷ 期间内到期的期限", Basis: byLastDay, Source: "第三十五条第二款",
	},
	{
		Key: "government_duties", Title: "承办案件按期办理率", Shows: Rate, Kind: Duty, Whole: func(s Sort) bool { return s.Sued == GovernmentAlone || s.Sued == GovernmentJoined }, Part: kept,
		Meaning: "区政府为被告的案件中，按期办结的 ÷ 期间内到期的期限", Basis: byLastDay, Source: "第三十五条第二款",
	},
}

// Pending is an instance that has come in by the end of a period, and was not decided by
// then. It is a Received row, asked for by another day.
const Pending Kind = "pending"

func inCourt(s Sort) bool {
	return s.Level == measures.First || s.Level == measures.Second || s.Level == measures.Retrial || s.Level == measures.Examining
}

func first(s Sort) bool { return s.Level == measures.First }

func reconsidered(s Sort) bool { return s.Level == measures.Reconsidering }

// kept tells whether a duty was done in time.
func kept(s Sort) bool { return s.Over && !s.Marks.Any(Late|Missed) }

// duties are the periods whose keeping is a figure of its own, by the keys of the figures.
var duties = map[string][]string{
	"forwarded":       {"forward"},
	"reviewed":        {"review", "reconsideration_review", "reconsideration_review_summary"},
	"filed":           {"evidence", "evidence_summary", "reconsideration_reply", "reconsideration_reply_summary"},
	"officials_filed": {"leader_filing"},
	"loss_reports":    {"loss_report"},
	"archives":        {"archive"},
}

// otherDuty keeps the periods that have no figure of their own, so that the duties add up.
func otherDuty(s Sort) bool {
	for _, rules := range duties {
		if slices.Contains(rules, s.What) {
			return false
		}
	}
	return true
}

// ofRules keeps what the periods of these rules ask for.
func ofRules(keys ...string) func(Sort) bool {
	return func(s Sort) bool { return slices.Contains(keys, s.What) }
}

func marked(m Marks) func(Sort) bool { return func(s Sort) bool { return s.Marks.Has(m) } }

func anyOf(m Marks) func(Sort) bool { return func(s Sort) bool { return s.Marks.Any(m) } }

// Title returns the form as staff read it.
func (s Sued) Title() string {
	switch s {
	case GovernmentAlone:
		return "区政府单独为被告"
	case GovernmentJoined:
		return "区政府与其他机关为共同被告"
	case UnitSued:
		return "部门、镇街为被告"
	case OnlyThird:
		return "本区单位仅为第三人"
	case NotSued:
		return "没有诉讼"
	}
	return "其他"
}

// whatTitle writes what a row is among its like; the value is its kind and that.
func whatTitle(value string) string {
	kind, what, _ := strings.Cut(value, "/")
	switch Kind(kind) {
	case Concluded, Judged, Loss:
		return measures.Outcome(what).Effect().Name
	case Appearance:
		if what == "" {
			return "未出庭"
		}
		return measures.Rank(what).Title()
	case Ground:
		return cmp.Or(measures.LossGround(what).Title(), "报告未载明")
	case Suggestion:
		return measures.SuggestionKind(what).Title()
	case Step:
		return titleIn(Steps, what)
	case Duty:
		if rule := measures.RuleNamed(what); rule != nil {
			return rule.Title
		}
	case Finding:
		if item, err := strconv.Atoi(what); err == nil && item >= 1 && item <= 10 {
			return measures.ItemOfResponsibility(item)
		}
	}
	return what
}

func titleIn(choices []measures.Choice, value string) string {
	for _, c := range choices {
		if c.Value == value {
			return c.Title
		}
	}
	return value
}
