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
	Enough    int      // so many are enough for full marks, as proposed

	Weight int // as proposed, of 100 in all
}

// Indicators are all of them, in the order of the points.
var Indicators = []Indicator{
	{
		Key: "rules", Title: "制度和执法规范", Point: 1, Registers: []string{"rules"}, Enough: 2, Weight: 5,
		Meaning: "本年登记的应诉工作制度、执法规范文件",
	},
	{
		Key: "prevention", Title: "源头预防和争议化解", Point: 1, Registers: []string{"prevention", "mediations"}, Enough: 2, Weight: 5,
		Meaning: "本年登记的源头预防措施、争议化解",
	},
	{
		Key: "timely", Title: "期限制度的执行", Point: 1, Figure: "timely", Weight: 5,
		Meaning: "按期办结的 ÷ 本年到期的全部期限",
	},
	{
		Key: "own_duties", Title: "本机关案件的期限", Point: 2, Figure: "own_duties", Weight: 10,
		Meaning: "本机关为被告的案件中，按期办结的 ÷ 本年到期的期限",
	},
	{
		Key: "losses", Title: "一审败诉", Point: 2, Figure: "loss_rate_of_units", Less: true, Weight: 5,
		Meaning: "本机关为被告或者牵头为区政府承办的案件中，一审未败诉的 ÷ 本年一审审结",
	},
	{
		Key: "findings", Title: "第三十七条所列事实", Point: 2, Figure: "findings", Less: true, Weight: 5,
		Meaning: "没有的得满分，每有一项扣一分，扣完为止；是否追究责任由有权机关决定",
	},
	{
		Key: "government_duties", Title: "承办案件的期限", Point: 3, Figure: "government_duties", Weight: 10,
		Meaning: "承办区政府为被告的案件中，按期办结的 ÷ 本年到期的期限",
	},
	{
		Key: "government_quality", Title: "承办案件的质量", Point: 3, Weight: 5,
		Meaning: "答辩、证据和出庭的质量，由区司法局根据案卷评定",
	},
	{
		Key: "attendance", Title: "负责人出庭", Point: 4, Figure: "attendance_of_units", Weight: 15,
		Meaning: "负责人出庭的次数 ÷ 应当出庭的次数",
	},
	{
		Key: "principals", Title: "应由正职出庭的", Point: 4, Figure: "principals_owed", Weight: 5,
		Meaning: "正职负责人出庭 ÷ 属于第二十条情形的",
	},
	{
		Key: "loss_reports", Title: "败诉情况分析报告", Point: 5, Figure: "loss_reports", Weight: 5,
		Meaning: "按期报送的 ÷ 本年到期的",
	},
	{
		Key: "suggestions", Title: "建议的反馈", Point: 5, Figure: "suggestions_late", Less: true, Weight: 5,
		Meaning: "按期反馈的 ÷ 本年到期的反馈期限",
	},
	{
		Key: "archives", Title: "立卷归档", Point: 6, Figure: "archives", Weight: 5,
		Meaning: "按期归档的 ÷ 本年到期的",
	},
	{
		Key: "volumes", Title: "案卷质量和信息化", Point: 6, Weight: 5,
		Meaning: "案卷是否齐全规范、文件是否录入平台，由区司法局抽查评定",
	},
	{
		Key: "training", Title: "应诉培训", Point: 7, Registers: []string{"training"}, Enough: 2, Weight: 4,
		Meaning: "本年登记的应诉培训",
	},
	{
		Key: "observations", Title: "旁听庭审和点评", Point: 7, Registers: []string{"observations"}, Enough: 1, Weight: 3,
		Meaning: "本年登记的旁听庭审",
	},
	{
		Key: "resources", Title: "经费、人员和装备", Point: 7, Registers: []string{"resources"}, Enough: 1, Weight: 3,
		Meaning: "本年登记的应诉保障",
	},
}

// Whole is what all weights come to.
const Whole = 100

// IndicatorOf finds an indicator by its key.
func IndicatorOf(key string) (Indicator, bool) {
	i := slices.IndexFunc(Indicators, func(x Indicator) bool { return x.Key == key })
	if i < 0 {
		return Indicator{}, false
	}
	return Indicators[i], true
}

// Given tells whether people give it, because the platform does not know.
func (x Indicator) Given() bool { return x.Figure == "" && len(x.Registers) == 0 }

// rate tells whether it is a share of something, and so does not apply where there was
// nothing.
func (x Indicator) rate() bool {
	f, known := statistics.FigureOf(x.Figure)
	return known && f.Shows == statistics.Rate
}

// In returns the indicators with the weights of a scheme.
func In(s models.Scheme) []Indicator {
	all := slices.Clone(Indicators)
	for i, x := range all {
		if w, set := s.Weights[x.Key]; set {
			all[i].Weight = w
		}
		if n, set := s.Enough[x.Key]; set && len(x.Registers) > 0 {
			all[i].Enough = n
		}
	}
	return all
}
