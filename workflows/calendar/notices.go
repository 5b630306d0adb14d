package calendar

// Builtin returns the edition that the program is shipped with: the notices of
// the General Office of the State Council for 2018 to 2026, and of 2027 what
// the law itself settles. Later years arrive as data, through [Calendar.With].
//
// Each year below reads like its notice, in its state after any amendment.
// “与周末连休” needs no line: a weekend is off anyway.
func Builtin() Calendar { return builtin }

var builtin = edition([]Year{
	year2018(), year2019(), year2020(), year2021(), year2022(),
	year2023(), year2024(), year2025(), year2026(), year2027(),
}, nil)

func year2018() Year {
	const y = 2018
	return Year{Year: y, Status: Published, Notice: "国办发明电〔2017〕12号", Published: On(2017, 11, 30), Holidays: []Holiday{
		{"元旦", On(y, 1, 1), On(y, 1, 1), nil},
		{"春节", On(y, 2, 15), On(y, 2, 21), []Date{On(y, 2, 11), On(y, 2, 24)}},
		{"清明节", On(y, 4, 5), On(y, 4, 7), []Date{On(y, 4, 8)}},
		{"劳动节", On(y, 4, 29), On(y, 5, 1), []Date{On(y, 4, 28)}},
		{"端午节", On(y, 6, 18), On(y, 6, 18), nil},
		{"中秋节", On(y, 9, 24), On(y, 9, 24), nil},
		{"国庆节", On(y, 10, 1), On(y, 10, 7), []Date{On(y, 9, 29), On(y, 9, 30)}},
	}}
}

func year2019() Year {
	const y = 2019
	return Year{Year: y, Status: Published, Notice: "国办发明电〔2018〕15号", Published: On(2018, 12, 4),
		// The first notice gave 1 May alone.
		Amended: "国办发明电〔2019〕3号（2019年3月22日）：劳动节改为5月1日至4日放假，4月28日、5月5日上班",
		Holidays: []Holiday{
			{"元旦", On(2018, 12, 30), On(y, 1, 1), []Date{On(2018, 12, 29)}},
			{"春节", On(y, 2, 4), On(y, 2, 10), []Date{On(y, 2, 2), On(y, 2, 3)}},
			{"清明节", On(y, 4, 5), On(y, 4, 5), nil},
			{"劳动节", On(y, 5, 1), On(y, 5, 4), []Date{On(y, 4, 28), On(y, 5, 5)}},
			{"端午节", On(y, 6, 7), On(y, 6, 7), nil},
			{"中秋节", On(y, 9, 13), On(y, 9, 13), nil},
			{"国庆节", On(y, 10, 1), On(y, 10, 7), []Date{On(y, 9, 29), On(y, 10, 12)}},
		}}
}

func year2020() Year {
	const y = 2020
	return Year{Year: y, Status: Published, Notice: "国办发明电〔2019〕16号", Published: On(2019, 11, 21),
		// The first notice ended 春节 on 30 January, with 1 February worked.
		Amended: "国办发明电〔2020〕1号（2020年1月26日）：春节假期延长至2月2日，2月1日不再上班",
		Holidays: []Holiday{
			{"元旦", On(y, 1, 1), On(y, 1, 1), nil},
			{"春节", On(y, 1, 24), On(y, 2, 2), []Date{On(y, 1, 19)}},
			{"清明节", On(y, 4, 4), On(y, 4, 6), nil},
			{"劳动节", On(y, 5, 1), On(y, 5, 5), []Date{On(y, 4, 26), On(y, 5, 9)}},
			{"端午节", On(y, 6, 25), On(y, 6, 27), []Date{On(y, 6, 28)}},
			{"国庆节、中秋节", On(y, 10, 1), On(y, 10, 8), []Date{On(y, 9, 27), On(y, 10, 10)}},
		}}
}

func year2021() Year {
	const y = 2021
	return Year{Year: y, Status: Published, Notice: "国办发明电〔2020〕27号", Published: On(2020, 11, 25), Holidays: []Holiday{
		{"元旦", On(y, 1, 1), On(y, 1, 3), nil},
		{"春节", On(y, 2, 11), On(y, 2, 17), []Date{On(y, 2, 7), On(y, 2, 20)}},
		{"清明节", On(y, 4, 3), On(y, 4, 5), nil},
		{"劳动节", On(y, 5, 1), On(y, 5, 5), []Date{On(y, 4, 25), On(y, 5, 8)}},
		{"端午节", On(y, 6, 12), On(y, 6, 14), nil},
		{"中秋节", On(y, 9, 19), On(y, 9, 21), []Date{On(y, 9, 18)}},
		{"国庆节", On(y, 10, 1), On(y, 10, 7), []Date{On(y, 9, 26), On(y, 10, 9)}},
	}}
}

func year2022() Year {
	const y = 2022
	return Year{Year: y, Status: Published, Notice: "国办发明电〔2021〕11号", Published: On(2021, 10, 25), Holidays: []Holiday{
		{"元旦", On(y, 1, 1), On(y, 1, 3), nil},
		{"春节", On(y, 1, 31), On(y, 2, 6), []Date{On(y, 1, 29), On(y, 1, 30)}},
		{"清明节", On(y, 4, 3), On(y, 4, 5), []Date{On(y, 4, 2)}},
		{"劳动节", On(y, 4, 30), On(y, 5, 4), []Date{On(y, 4, 24), On(y, 5, 7)}},
		{"端午节", On(y, 6, 3), On(y, 6, 5), nil},
		{"中秋节", On(y, 9, 10), On(y, 9, 12), nil},
		{"国庆节", On(y, 10, 1), On(y, 10, 7), []Date{On(y, 10, 8), On(y, 10, 9)}},
	}}
}

func year2023() Year {
	const y = 2023
	return Year{Year: y, Status: Published, Notice: "国办发明电〔2022〕16号", Published: On(2022, 12, 8), Holidays: []Holiday{
		{"元旦", On(2022, 12, 31), On(y, 1, 2), nil},
		{"春节", On(y, 1, 21), On(y, 1, 27), []Date{On(y, 1, 28), On(y, 1, 29)}},
		{"清明节", On(y, 4, 5), On(y, 4, 5), nil},
		{"劳动节", On(y, 4, 29), On(y, 5, 3), []Date{On(y, 4, 23), On(y, 5, 6)}},
		{"端午节", On(y, 6, 22), On(y, 6, 24), []Date{On(y, 6, 25)}},
		{"中秋节、国庆节", On(y, 9, 29), On(y, 10, 6), []Date{On(y, 10, 7), On(y, 10, 8)}},
	}}
}

// year2024 leaves 9 February (除夕) a working day: the notice only encouraged
// units to give it off.
func year2024() Year {
	const y = 2024
	return Year{Year: y, Status: Published, Notice: "国办发明电〔2023〕7号", Published: On(2023, 10, 25), Holidays: []Holiday{
		{"元旦", On(y, 1, 1), On(y, 1, 1), nil},
		{"春节", On(y, 2, 10), On(y, 2, 17), []Date{On(y, 2, 4), On(y, 2, 18)}},
		{"清明节", On(y, 4, 4), On(y, 4, 6), []Date{On(y, 4, 7)}},
		{"劳动节", On(y, 5, 1), On(y, 5, 5), []Date{On(y, 4, 28), On(y, 5, 11)}},
		{"端午节", On(y, 6, 10), On(y, 6, 10), nil},
		{"中秋节", On(y, 9, 15), On(y, 9, 17), []Date{On(y, 9, 14)}},
		{"国庆节", On(y, 10, 1), On(y, 10, 7), []Date{On(y, 9, 29), On(y, 10, 12)}},
	}}
}

func year2025() Year {
	const y = 2025
	return Year{Year: y, Status: Published, Notice: "国办发明电〔2024〕12号", Published: On(2024, 11, 12), Holidays: []Holiday{
		{"元旦", On(y, 1, 1), On(y, 1, 1), nil},
		{"春节", On(y, 1, 28), On(y, 2, 4), []Date{On(y, 1, 26), On(y, 2, 8)}},
		{"清明节", On(y, 4, 4), On(y, 4, 6), nil},
		{"劳动节", On(y, 5, 1), On(y, 5, 5), []Date{On(y, 4, 27)}},
		{"端午节", On(y, 5, 31), On(y, 6, 2), nil},
		{"国庆节、中秋节", On(y, 10, 1), On(y, 10, 8), []Date{On(y, 9, 28), On(y, 10, 11)}},
	}}
}

// year2026 has its 文号 from reprints that agree with one another; the agency
// dispatch from which the days were checked prints none.
func year2026() Year {
	const y = 2026
	return Year{Year: y, Status: Published, Notice: "国办发明电〔2025〕7号", Published: On(2025, 11, 4), Holidays: []Holiday{
		{"元旦", On(y, 1, 1), On(y, 1, 3), []Date{On(y, 1, 4)}},
		{"春节", On(y, 2, 15), On(y, 2, 23), []Date{On(y, 2, 14), On(y, 2, 28)}},
		{"清明节", On(y, 4, 4), On(y, 4, 6), nil},
		{"劳动节", On(y, 5, 1), On(y, 5, 5), []Date{On(y, 5, 9)}},
		{"端午节", On(y, 6, 19), On(y, 6, 21), nil},
		{"中秋节", On(y, 9, 25), On(y, 9, 27), nil},
		{"国庆节", On(y, 10, 1), On(y, 10, 7), []Date{On(y, 9, 20), On(y, 10, 10)}},
	}}
}

// year2027 holds the statutory days only: no notice had been published when
// this was written, on 23 November 2026. The days in lieu of a weekend
// (第六条) and the make-up days are for the notice to fix.
func year2027() Year {
	const y = 2027
	return Year{Year: y, Status: Provisional, Notice: "尚未公布；法定节假日依《全国年节及纪念日放假办法》第二条", Holidays: []Holiday{
		{"元旦", On(y, 1, 1), On(y, 1, 1), nil},
		{"春节", On(y, 2, 5), On(y, 2, 8), nil}, // 除夕 2月5日，初一 2月6日
		{"清明节", On(y, 4, 5), On(y, 4, 5), nil},
		{"劳动节", On(y, 5, 1), On(y, 5, 2), nil},
		{"端午节", On(y, 6, 9), On(y, 6, 9), nil},
		{"中秋节", On(y, 9, 15), On(y, 9, 15), nil},
		{"国庆节", On(y, 10, 1), On(y, 10, 3), nil},
	}}
}
