// Package assessment says by what the units are assessed for a year (第三十五条), how
// each indicator is computed from the facts, and what a unit comes to. The weights are
// proposals that the Bureau changes; the facts come from package statistics and from the
// registers, and what neither knows is given by people with their evidence.
//
// It is pure: the same facts come to the same sheets.
package assessment

import (
	"slices"

	"yingsu/models"
	"yingsu/models/statistics"
)

// Points are the seven of 第三十五条第二款, in their order.
var Points = []string{
	"制度建设和执行情况", "本机关行政应诉工作完成情况", "承办政府行政应诉案件情况", "行政机关负责人出庭应诉情况",
	"行政败诉报告制度落实情况", "行政应诉规范化信息化建设情况", "行政应诉组织保障情况",
}

// Indicator is one thing by which a unit is assessed. It has a figure, or registers, or
// is given by people.
type Indicator struct {
	Key     string
	Title   string
	Point   int // which of Points it belongs to, from 1
	Meaning string

	Figure    string   // of package statistics: the share of what it counts, or how many
	Less      bool     // the less of it the better
	Registers []string // how many entries there are in these
	Promises  bool     // not that, but how much of what they promise was done in time
	Enough    int      // so many are enough for full marks, as proposed

	Proposed [proposals]int // its weight in each of the proposals, of 100 in all
	Weight   int            // its weight in a scheme
}

// proposals is how many sets of weights were proposed, one after the other. Before the
// second nothing of 第三十三条 was counted.
const proposals = 2

// Proposed is the scheme with which a year begins that nobody has touched: as proposed last.
func Proposed() models.Scheme { return models.Scheme{Proposal: proposals - 1} }

// Indicators are all of them, in the order of the points.
var Indicators = []Indicator{
	{
		Key: "rules", Title: "制度和执法规范", Point: 1, Registers: []string{"rules"}, Enough: 2, Proposed: [...]int{5, 5},
		Meaning: "本年登记的应诉工作制度、执法规范文件",
	},
	{
		Key: "prevention", Title: "源头预防和争议化解", Point: 1, Registers: []string{"prevention", "mediations"}, Enough: 2, Proposed: [...]int{5, 5},
		Meaning: "本年登记的源头预防措施、争议化解",
	},
	{
		Key: "timely", Title: "期限制度的执行", Point: 1, Figure: "timely", Proposed: [...]int{5, 5},
		Meaning: "按期办结的 ÷ 本年到期的全部期限",
	},
	{
		Key: "own_duties", Title: "本机关案件的期限", Point: 2, Figure: "own_duties", Proposed: [...]int{10, 10},
		Meaning: "本机关为被告的案件中，按期办结的 ÷ 本年到期的期限",
	},
	{
		Key: "losses", Title: "一审败诉", Point: 2, Figure: "loss_rate_of_units", Less: true, Proposed: [...]int{5, 5},
		Meaning: "本机关为被告或者牵头为区政府承办的案件中，一审未败诉的 ÷ 本年一审审结",
	},
	{
		Key: "findings", Title: "第三十七条所列事实", Point: 2, Figure: "findings", Less: true, Proposed: [...]int{5, 5},
		Meaning: "没有的得满分，每有一项扣一分，扣完为止；是否追究责任由有权机关决定",
	},
	{
		Key: "government_duties", Title: "承办案件的期限", Point: 3, Figure: "government_duties", Proposed: [...]int{10, 10},
		Meaning: "承办区政府为被告的案件中，按期办结的 ÷ 本年到期的期限",
	},
	{
		Key: "government_quality", Title: "承办案件的质量", Point: 3, Proposed: [...]int{5, 5},
		Meaning: "答辩、证据和出庭的质量，由区司法局根据案卷评定",
	},
	{
		Key: "attendance", Title: "负责人出庭", Point: 4, Figure: "attendance_of_units", Proposed: [...]int{15, 15},
		Meaning: "负责人出庭的次数 ÷ 应当出庭的次数",
	},
	{
		Key: "principals", Title: "应由正职出庭的", Point: 4, Figure: "principals_owed", Proposed: [...]int{5, 5},
		Meaning: "正职负责人出庭 ÷ 属于第二十条情形的",
	},
	{
		Key: "loss_reports", Title: "败诉情况分析报告", Point: 5, Figure: "loss_reports", Proposed: [...]int{5, 5},
		Meaning: "按期报送的 ÷ 本年到期的",
	},
	{
		Key: "suggestions", Title: "建议的反馈", Point: 5, Figure: "suggestions_late", Less: true, Proposed: [...]int{5, 5},
		Meaning: "按期反馈的 ÷ 本年到期的反馈期限",
	},
	{
		Key: "archives", Title: "立卷归档", Point: 6, Figure: "archives", Proposed: [...]int{5, 5},
		Meaning: "按期归档的 ÷ 本年到期的",
	},
	{
		Key: "volumes", Title: "案卷质量和信息化", Point: 6, Proposed: [...]int{5, 5},
		Meaning: "案卷是否齐全规范、文件是否录入平台，由区司法局抽查评定",
	},
	{
		Key: "training", Title: "应诉培训", Point: 7, Registers: []string{"training"}, Enough: 2, Proposed: [...]int{4, 3},
		Meaning: "本年登记的应诉培训",
	},
	{
		Key: "observations", Title: "旁听庭审和点评", Point: 7, Registers: []string{"observations"}, Enough: 1, Proposed: [...]int{3, 2},
		Meaning: "本年登记的旁听庭审",
	},
	{
		Key: "meetings", Title: "府院联席会议议定的事项", Point: 7, Registers: []string{"meetings"}, Promises: true, Proposed: [...]int{0, 2},
		Meaning: "府院联席会议、联合调研、情况通报议定由本单位落实的事项（第三十三条），按期落实的 ÷ 本年到期的",
	},
	{
		Key: "resources", Title: "经费、人员和装备", Point: 7, Registers: []string{"resources"}, Enough: 1, Proposed: [...]int{3, 3},
		Meaning: "本年登记的应诉保障",
	},
}

// Honours is what stands beside a unit's score and is no part of it. 第三十五条第二款 names no
// such point: an honour (第三十六条) is what follows from good work, which the indicators
// have counted already.
var Honours = Indicator{
	Key: "commendations", Title: "表彰奖励", Registers: []string{"commendations"},
	Meaning: "本年登记的本单位及其人员受到的表彰、奖励（第三十六条）；第三十五条第二款所列七项中没有这一项，不计分，列在分数旁供参考",
}

// Counted are all things that are counted of units: the indicators, and what stands beside
// the score.
func Counted() []Indicator { return append(slices.Clone(Indicators), Honours) }

// CountedOf finds one of them by its key.
func CountedOf(key string) (Indicator, bool) { return keyed(Counted(), key) }

// Whole is what all weights come to.
const Whole = 100

// IndicatorOf finds an indicator by its key.
func IndicatorOf(key string) (Indicator, bool) { return keyed(Indicators, key) }

func keyed(all []Indicator, key string) (Indicator, bool) {
	i := slices.IndexFunc(all, func(x Indicator) bool { return x.Key == key })
	if i < 0 {
		return Indicator{}, false
	}
	return all[i], true
}

// Given tells whether people give it, because the platform does not know.
func (x Indicator) Given() bool { return x.Figure == "" && len(x.Registers) == 0 }

// CountsEntries tells whether it is how many entries there are, of which some are enough.
func (x Indicator) CountsEntries() bool { return len(x.Registers) > 0 && !x.Promises }

// rate tells whether it is a share of something, and so does not apply where there was
// nothing.
func (x Indicator) rate() bool {
	f, known := statistics.FigureOf(x.Figure)
	return x.Promises || known && f.Shows == statistics.Rate
}

// In returns the indicators with the weights of a scheme: those of its proposal, and those
// that came in later and were given a weight.
func In(s models.Scheme) []Indicator {
	return slices.DeleteFunc(Weighable(s), func(x Indicator) bool { return x.Weight == 0 && x.Proposed[s.Proposal] == 0 })
}

// Weighable returns all indicators with the weights of a scheme, those that came in after
// its proposal as well: what can be given a weight.
func Weighable(s models.Scheme) []Indicator {
	all := slices.Clone(Indicators)
	for i, x := range all {
		all[i].Weight = x.Proposed[s.Proposal]
		if w, set := s.Weights[x.Key]; set {
			all[i].Weight = w
		}
		if n, set := s.Enough[x.Key]; set && x.CountsEntries() {
			all[i].Enough = n
		}
	}
	return all
}
