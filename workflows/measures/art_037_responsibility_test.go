package measures_test

import (
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

// found writes the findings of a file as they stand on a day.
func found(f *measures.File, today string) string {
	var lines []string
	for _, x := range measures.Findings(f, clocksOf(f), day(today)) {
		line := x.Article + " " + x.Unit + " " + x.On.String() + " " + x.Evidence + "：" + x.What
		if x.Reason != "" {
			line += "（" + x.Reason + "）"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func attended(yes bool) fact {
	return func(f *measures.File) {
		h := lastHearing(f)
		h.Held = &measures.Held{On: h.On, OfficialAttended: yes}
	}
}

func leftCourt(f *measures.File) { lastHearing(f).Held.LeftCourt = measures.Yes }

func TestArticle37_WhatAFileShows(t *testing.T) {
	const unit = "区城市管理局"
	lead := designated(unit)
	inTime := []fact{lead, forwarded("2024-03-06"), submitted("2024-03-12"), filed("2024-03-19")}
	then := func(more ...fact) []fact { return append(append([]fact{}, inTime...), more...) }
	meeting := func(absent ...string) fact {
		return func(f *measures.File) {
			f.Meetings = append(f.Meetings, measures.Meeting{On: day("2024-03-08"), Form: measures.Analysis, Subject: "程序", Absent: absent})
		}
	}
	help := func(done string) fact {
		return func(f *measures.File) {
			a := measures.Assistance{Unit: "张村镇", On: day("2024-03-06"), Due: day("2024-03-08")}
			if done != "" {
				a.DoneOn = day(done)
			}
			f.Assistance = append(f.Assistance, a)
		}
	}
	took := []fact{decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22")}
	for _, row := range []struct {
		name  string
		facts []fact
		today string
		want  string
	}{
		{"everything in time", then(), "2024-12-02", ""},

		{"（二） who stayed away from the conference", then(meeting("张村镇", "区住建局")), "2024-12-02",
			"第三十七条第（二）项 张村镇 2024-03-08 record_meeting/1：通知参加案件分析会“程序”而未参加\n" +
				"第三十七条第（二）项 区住建局 2024-03-08 record_meeting/1：通知参加案件分析会“程序”而未参加"},
		{"（二） who did not do what the Bureau asked", then(help("")), "2024-03-11",
			"第三十七条第（二）项 张村镇 2024-03-08 assistance/1：按照区司法局的要求办理配合事项：期限为2024年3月8日（周五），至今未办"},
		{"（二） on the last day nothing is wrong yet", then(help("")), "2024-03-08", ""},

		{"（三） the evidence a day late, with a reason", []fact{lead, forwarded("2024-03-06"), submitted("2024-03-12"), filed("2024-03-21"), because("evidence", "材料遗失")}, "2024-12-02",
			"第三十七条第（三）项 区城市管理局 2024-03-20 evidence：向人民法院提交答辩状、证据和依据：期限为2024年3月20日（周三），2024年3月21日（周四）方才办理（材料遗失）"},
		{"（三） never, and judged without it", []fact{lead, forwarded("2024-03-06"), submitted("2024-03-12"), decided("2024-05-06", won)}, "2024-12-02",
			"第三十七条第（三）项 区城市管理局 2024-03-20 evidence：向人民法院提交答辩状、证据和依据：期限为2024年3月20日（周三），至今未办（逾期未办，人民法院已作出裁判）"},
		{"（三） in summary procedure", []fact{summary, lead, forwarded("2024-03-06"), submitted("2024-03-12")}, "2024-03-21",
			"第三十七条第（三）项 区城市管理局 2024-03-20 evidence_summary：向人民法院提交答辩状、证据和依据（简易程序）：期限为2024年3月20日（周三），至今未办"},
		{"（三） 第三十八条: the reply to a reconsideration", []fact{reconsideration, lead, forwarded("2024-03-06"), submitted("2024-03-15")}, "2024-03-20",
			"第三十七条第（三）项 区城市管理局 2024-03-19 reconsideration_reply：向行政复议机关提交书面答复、证据和依据：期限为2024年3月19日（周二），至今未办"},

		{"（五） the judgment was not performed in time", append(then(took...), reported("2024-05-29"), performing("2024-08-02", "2024-08-05")), "2024-08-05",
			"第三十七条第（五）项 区城市管理局 2024-08-02 performance：履行生效裁判：期限为2024年8月2日（周五），2024年8月5日（周一）方才办理"},
		{"（六） a suggestion was not answered", then(letter(measures.JudicialSuggestion, "2024-03-06", "", "")), "2024-05-07",
			"第三十七条第（六）项 区城市管理局 2024-05-06 judicial_suggestion/1：书面反馈司法建议：期限为2024年5月6日（周一），至今未办"},
		{"（二） the file came to the Bureau late", []fact{lead, forwarded("2024-03-06"), submitted("2024-03-14"), filed("2024-03-19")}, "2024-12-02",
			"第三十七条第（二）项 区城市管理局 2024-03-13 review：将应诉材料报送区司法局审查：期限为2024年3月13日（周三），2024年3月14日（周四）方才办理"},
		{"（九） no report on a loss", then(took...), "2024-06-04",
			"第三十七条第（九）项 区城市管理局 2024-06-03 loss_report：报送败诉情况分析报告和行政判决书：期限为2024年6月3日（周一），至今未办"},
		{"the list of the official on the day of the hearing is in none of the items", then(summoned("2024-06-13"), named("2024-06-13")), "2024-06-13", ""},

		{"（十） the Bureau itself forwarded late", []fact{lead, forwarded("2024-03-11"), submitted("2024-03-12"), filed("2024-03-19")}, "2024-12-02",
			"第三十七条第（十）项 区司法局 2024-03-07 forward：将应诉材料副本转交承办单位：期限为2024年3月7日（周四），2024年3月11日（周一）方才办理"},
		{"（二） it went to the court without a review", []fact{lead, forwarded("2024-03-06"), filed("2024-03-19")}, "2024-12-02",
			"第三十七条第（二）项 区城市管理局 2024-03-13 review：应诉材料未经区司法局审查即提交人民法院（逾期未办，应诉材料未经审查即已提交）"},
		{"第四十条: nothing before its day", []fact{served("2023-03-01"), lead, forwarded("2023-03-20"), filed("2023-05-05")}, "2024-12-02", ""},
		{"第四十条: nor who stayed away from a conference, or from court, or left it", []fact{served("2023-03-01"), lead, forwarded("2023-03-02"), submitted("2023-03-07"), filed("2023-03-13"),
			func(f *measures.File) {
				f.Meetings = []measures.Meeting{{On: day("2023-03-06"), Form: measures.Analysis, Subject: "程序", Absent: []string{"张村镇"}}}
			}, summoned("2023-06-16"), attended(false), leftCourt}, "2024-12-02", ""},
		{"第四十条: but on its first day", []fact{served("2023-03-01"), lead, forwarded("2023-03-02"), submitted("2023-03-07"), filed("2023-03-13"), summoned("2023-06-19"), named("2023-06-16"), attended(true), leftCourt}, "2024-12-02",
			"第三十七条第（四）项 区城市管理局 2023-06-19 record_hearing/first/1：一审庭审中未经法庭许可中途退庭"},
		{"（五） the treasury was asked late", then(func(f *measures.File) {
			f.Compensation = []measures.Compensation{{AcceptedOn: day("2024-06-03"), AppliedOn: day("2024-06-20"), Claimant: "王某某", Amount: "1.00"}}
		}), "2024-06-21",
			"第三十七条第（五）项 区城市管理局 2024-06-11 compensation_application：向财政部门提出赔偿费用支付申请：期限为2024年6月11日（周二），2024年6月20日（周四）方才办理"},
		{"by item, and then by day", []fact{lead, forwarded("2024-03-06"), letter(measures.JudicialSuggestion, "2024-03-06", "2024-03-15", ""), letter(measures.JudicialSuggestion, "2024-03-06", "2024-03-08", ""), submitted("2024-03-14"), filed("2024-03-21"), meeting("张村镇")}, "2024-12-02",
			"第三十七条第（二）项 张村镇 2024-03-08 record_meeting/1：通知参加案件分析会“程序”而未参加\n" +
				"第三十七条第（二）项 区城市管理局 2024-03-13 review：将应诉材料报送区司法局审查：期限为2024年3月13日（周三），2024年3月14日（周四）方才办理\n" +
				"第三十七条第（三）项 区城市管理局 2024-03-20 evidence：向人民法院提交答辩状、证据和依据：期限为2024年3月20日（周三），2024年3月21日（周四）方才办理\n" +
				"第三十七条第（六）项 区城市管理局 2024-03-08 judicial_suggestion/2：书面反馈司法建议：期限为2024年3月8日（周五），至今未办\n" +
				"第三十七条第（六）项 区城市管理局 2024-03-15 judicial_suggestion/1：书面反馈司法建议：期限为2024年3月15日（周五），至今未办"},
	} {
		if got := found(file(row.facts...), row.today); got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.name, got, row.want)
		}
	}
}

func TestArticle37_LostOverTheSameCauseBefore(t *testing.T) {
	const other = "（2023）鲁10行初7号"
	inTime := []fact{designated("区城市管理局"), forwarded("2024-03-06"), submitted("2024-03-12"), filed("2024-03-19")}
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"（七） lost again", []fact{decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22"), reported("2024-05-29")},
			"第三十七条第（七）项 区城市管理局 2024-05-22：同一承办单位的同类案件（强制拆除）" + other + "亦败诉"},
		{"第四十条: lost before the Measures were in force", []fact{decided("2023-05-04", lost), effective("2023-05-22", "2023-05-22"), reported("2023-05-29")}, ""},
		{"won this time", []fact{decided("2024-05-06", won), effective("2024-05-22", "2024-05-22")}, ""},
		{"not effective yet", []fact{decided("2024-05-06", lost)}, ""},
	} {
		f := with(file(inTime...), row.facts...)
		got := ""
		for _, x := range measures.Findings(f, clocksOf(f), day("2024-06-03"), other) {
			got += x.Article + " " + x.Unit + " " + x.On.String() + "：" + x.What
			if x.Evidence != other {
				t.Errorf("%s: shown by %s", row.name, x.Evidence)
			}
		}
		if got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.name, got, row.want)
		}
	}
}

// 负责人规定第七条、第八条、第九条 say when an official need not come.
func TestArticle37_WhoWasNotInCourt(t *testing.T) {
	opening := []fact{designated("区城市管理局"), forwarded("2024-03-06"), submitted("2024-03-12"), filed("2024-03-19"), summoned("2024-04-11"), named("2024-04-09")}
	excused := func(e measures.Excuse, proof string) fact {
		return func(f *measures.File) { lastHearing(f).Held.Excuse, lastHearing(f).Held.Proof = e, proof }
	}
	again := func(f *measures.File) { lastHearing(f).NotifiedAgain = true }
	why := func(f *measures.File) { lastHearing(f).Held.AbsenceReason = "另有会议" }
	left := func(a measures.Answer) fact { return func(f *measures.File) { lastHearing(f).Held.LeftCourt = a } }
	second := func(more ...fact) []fact {
		return append([]fact{summoned("2024-04-25"), named("2024-04-23")}, more...)
	}
	const stayed = "行政机关负责人未出庭，没有登记四种正当理由之一及其证明（法释〔2020〕3号第十二条）"
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"not held yet", nil, ""},
		{"in court", []fact{attended(true)}, ""},
		{"stayed away", []fact{attended(false)}, "第三十七条第（十）项 区政府 2024-04-11 record_hearing/first/1：一审" + stayed},
		{"stayed away, for a reason that is none of the four", []fact{attended(false), why}, "第三十七条第（十）项 区政府 2024-04-11 record_hearing/first/1：一审" + stayed + "（另有会议）"},
		{"excused, with proof", []fact{attended(false), excused(measures.ForceMajeure, "气象证明")}, ""},
		{"excused, without proof", []fact{attended(false), excused(measures.ForceMajeure, "")}, "第三十七条第（十）项 区政府 2024-04-11 record_hearing/first/1：一审" + stayed},
		{"proof of no excuse", []fact{attended(false), excused("", "会议通知")}, "第三十七条第（十）项 区政府 2024-04-11 record_hearing/first/1：一审" + stayed},
		{"nobody said whether somebody left", []fact{attended(true), left("")}, ""},
		{"nobody left", []fact{attended(true), left(measures.No)}, ""},
		{"left without leave", []fact{attended(true), left(measures.Yes)}, "第三十七条第（四）项 区城市管理局 2024-04-11 record_hearing/first/1：一审庭审中未经法庭许可中途退庭"},
		{"once in an instance is enough", append([]fact{attended(true)}, second(attended(false))...), ""},
		{"even if it was the second time", append([]fact{attended(false)}, second(attended(true))...), ""},
		{"unless the court asks again", append([]fact{attended(true)}, second(attended(false), again)...), "第三十七条第（十）项 区政府 2024-04-25 record_hearing/first/2：一审" + stayed},
		{"asked again, and in court", append([]fact{attended(true)}, second(attended(true), again)...), ""},
		{"once in the first instance does not do for the second", []fact{attended(true), decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-13"), summoned("2024-07-11"), named("2024-07-09"), attended(false)},
			"第三十七条第（十）项 区政府 2024-07-11 record_hearing/second/1：二审" + stayed},
	} {
		if got := found(with(file(opening...), row.facts...), "2024-12-02"); got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.name, got, row.want)
		}
	}
}
