package measures

// 第三十条：行政诉讼案件终结后30日内，行政机关应当按照有关规定，将案件材料立卷归
// 档。
//
// Thirty natural days from the day a person put on record as the end.
var archiving = &Rule{
	Key:     "archive",
	Title:   "将案件材料立卷归档",
	Article: "第三十条",
	Quote:   "行政诉讼案件终结后30日内，行政机关应当按照有关规定，将案件材料立卷归档",
	From:    "案件终结",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 30, Unit: Days},
	runs: func(s *sheet) []run {
		if s.Conclusion == nil {
			return nil
		}
		x := run{on: s.Conclusion.On}
		if s.Archive != nil {
			x.met = s.Archive.On
		}
		return []run{x}
	},
}
