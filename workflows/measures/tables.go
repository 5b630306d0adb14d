package measures

// The code tables of the intake: what a lawsuit is counted by.

// Category is what a lawsuit is about: the causes of the second level of
// 《最高人民法院关于行政案件案由的暂行规定》（法发〔2020〕44号）.
type Category string

// Choices lists them.
func (Category) Choices() []Choice {
	return []Choice{
		{"penalty", "行政处罚"},
		{"coercive_measure", "行政强制措施"},
		{"enforcement", "行政强制执行"},
		{"licence", "行政许可"},
		{"expropriation", "行政征收或者征用"},
		{"registration", "行政登记"},
		{"confirmation", "行政确认"},
		{"benefit", "行政给付"},
		{"promise", "行政允诺"},
		{"levy", "行政征缴"},
		{"reward", "行政奖励"},
		{"charge", "行政收费"},
		{"information", "政府信息公开"},
		{"approval", "行政批复"},
		{"treatment", "行政处理"},
		{"review", "行政复议"},
		{"adjudication", "行政裁决"},
		{"contract", "行政协议"},
		{"compensation", "行政补偿"},
		{"damages", "行政赔偿"},
		{"inaction", "不履行职责"},
		{"public_interest", "公益诉讼"},
	}
}

// Title returns the value as staff read it.
func (x Category) Title() string { return titleOf(x.Choices(), string(x)) }

// Field is the field of administration, in the terms in which courts and districts report.
type Field string

// Choices lists them.
func (Field) Choices() []Choice {
	return []Choice{
		{"police", "公安"},
		{"land", "自然资源"},
		{"housing", "城乡建设和住房"},
		{"urban", "城市管理和综合执法"},
		{"social", "人力资源和社会保障"},
		{"market", "市场监督管理"},
		{"environment", "生态环境"},
		{"transport", "交通运输"},
		{"agriculture", "农业农村和水务"},
		{"health", "卫生健康"},
		{"education", "教育"},
		{"civil", "民政"},
		{"justice", "司法行政和行政复议"},
		{"tax", "税务和财政"},
		{"emergency", "应急管理"},
		{"township", "镇街综合管理"},
		{"other", "其他"},
	}
}

// Title returns the value as staff read it.
func (x Field) Title() string { return titleOf(x.Choices(), string(x)) }

// Claimants is what the plaintiffs are.
type Claimants string

// Choices lists them.
func (Claimants) Choices() []Choice {
	return []Choice{
		{"person", "自然人"},
		{"company", "企业"},
		{"organization", "其他法人和组织"},
		{"procuratorate", "人民检察院"},
		{"mixed", "多类"},
	}
}

// Title returns the value as staff read it.
func (x Claimants) Title() string { return titleOf(x.Choices(), string(x)) }
