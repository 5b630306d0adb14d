package measures_test

import (
	"fmt"
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

// bound writes the catalogue of a volume (卷内目录), a line to a paper.
func bound(f *measures.File) string {
	var lines []string
	for _, i := range measures.Volume(f) {
		line := fmt.Sprintf("%d %s", i.Number, i.Title)
		for _, more := range []string{i.Mark, i.Author, i.On.String(), i.Remarks} {
			if more != "" {
				line += " " + more
			}
		}
		if i.Pages > 0 {
			line += fmt.Sprintf(" %d页", i.Pages)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestArticle30_TheVolumeOfAWholeLawsuit(t *testing.T) {
	paper := func(kind measures.MaterialItem, title string, pages int, secrecy string) fact {
		return func(f *measures.File) {
			f.Materials = append(f.Materials, measures.Material{Kind: kind, Title: title, Pages: pages, Secrecy: secrecy})
		}
	}
	f := file(
		designated("区城市管理局"), forwarded("2024-03-06"),
		func(f *measures.File) {
			f.Meetings = []measures.Meeting{{On: day("2024-03-08"), Form: measures.Analysis, Subject: "强制拆除的程序"}}
		},
		asked(nil),
		paper(2, "现场照片", 3, "涉及个人隐私"), paper(5, "授权委托书", 1, ""), paper(1, "行政答辩状", 6, ""), paper(2, "公告", 2, ""),
		paper(1, "误录", 1, ""), func(f *measures.File) { f.Materials[4].Voided = "误录" },
		submitted("2024-03-12"), returned("2024-03-13"), submitted("2024-03-14"), approved("2024-03-15"),
		func(f *measures.File) {
			f.Filings = []measures.Filing{{On: day("2024-03-19"), Method: "当面", Receipt: "收字12号"}}
		},
		summoned("2024-04-11"), told("2024-04-02"), named("2024-04-09"), held,
		func(f *measures.File) {
			lastHearing(f).Letter = &measures.Letter{On: day("2024-04-03"), Number: "环司应诉提〔2024〕8号"}
		},
		decided("2024-05-06", measures.Paper{Number: "（2024）鲁10行初15号", Outcome: "revoke"}),
		appealed(measures.Plaintiff, "2024-05-20"), summoned("2024-07-11"), told("2024-07-01"),
		decided("2024-08-01", measures.Paper{Number: "（2024）鲁行终88号", Outcome: "revoke"}),
		effective("2024-08-01", "2024-08-02"), reported("2024-08-09"),
		retrialAsked(measures.ByProcuracy, "2024-09-10"),
		owed("王某某", "2024-08-12", "2024-08-19", "2024-08-30"),
		letter(measures.JudicialSuggestion, "2024-08-05", "", "2024-09-02"), letter(measures.ProcuratorialSuggestion, "2024-09-12", "", ""),
	)
	want := strings.TrimSpace(`
1 应诉通知书、起诉状副本、送达回证 （2024）鲁10行初15号 威海市中级人民法院 2024-03-05
2 转办材料 区司法局 2024-03-06
3 案件分析会记录：强制拆除的程序 2024-03-08
4 延长举证期限申请书 2024-03-12
5 答辩状或者代理意见：行政答辩状 区城市管理局 6页
6 证据目录
7 证据：现场照片 区城市管理局 涉及个人隐私 3页
8 证据：公告 区城市管理局 2页
9 授权委托书 区城市管理局 1页
10 第一次审查意见 区司法局 2024-03-13
11 第二次审查意见 区司法局 2024-03-15
12 提交回执（当面） 收字12号 2024-03-19
13 一审传票（2024年4月11日（周四）开庭） 2024-04-02
14 负责人出庭提示函 环司应诉提〔2024〕8号 区司法局 2024-04-03
15 出庭负责人名单：赵某某 2024-04-09
16 一审庭审笔录 2024-04-11
17 一审行政判决书 （2024）鲁10行初15号 2024-05-06
18 上诉状 原告 2024-05-20
19 二审传票（2024年7月11日（周四）开庭） 2024-07-01
20 二审行政判决书 （2024）鲁行终88号 2024-08-01
21 二审败诉情况分析报告 2024-08-09
22 再审申请书 检察机关抗诉 2024-09-10
23 国家赔偿费用支付申请及凭证（王某某） 2024-08-19
24 司法建议书 （2024）鲁10司建3号 威海市中级人民法院 2024-08-05
25 对（2024）鲁10司建3号的书面反馈 2024-09-02
26 检察建议书 （2024）鲁10司建3号 威海市中级人民法院 2024-09-12
27 办理日志
28 卷内备考表`)
	if got := bound(f); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestArticle30_TheVolumeOfALawsuitThatWasWithdrawn(t *testing.T) {
	want := strings.TrimSpace(`
1 应诉通知书、起诉状副本、送达回证 （2024）鲁10行初15号 威海市中级人民法院 2024-03-05
2 撤诉裁定或者和解材料 2024-03-08
3 办理日志
4 卷内备考表`)
	// A bureau that is sued alone has nothing forwarded to it.
	if got := bound(file(bureauAlone(), withdrawn("2024-03-08"))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestArticle30_AClosedVolumeOnlyTakesSupplements(t *testing.T) {
	f := file(bureauAlone(), withdrawn("2024-03-08"))
	f.Close(measures.Archive{On: day("2024-04-01"), Volume: "环应诉〔2024〕1卷"})
	closed := bound(f)
	with(f, summoned("2024-04-11"), told("2024-04-02")) // what comes on file after that is not bound by itself
	if f.Archive.Volume != "环应诉〔2024〕1卷" || bound(f) != closed {
		t.Errorf("the volume was closed as\n%s\nand is now\n%s", closed, bound(f))
	}
	f.Archive.Supplements = []measures.Supplement{
		{On: day("2024-05-06"), Title: "履行情况报告", Mark: "环城管〔2024〕31号", Author: "区城市管理局", MadeOn: day("2024-04-29"), Pages: 3, Reason: "归档后收到"},
		{On: day("2024-05-07"), Title: "回执", Reason: "归档时遗漏"},
	}
	want := closed + `
5 履行情况报告 环城管〔2024〕31号 区城市管理局 2024-04-29 2024年5月6日（周一）补卷：归档后收到 3页
6 回执 2024年5月7日（周二）补卷：归档时遗漏`
	for range 2 { // looking at it adds nothing
		if got := bound(f); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
	if len(f.Archive.Items) != 4 {
		t.Errorf("%d papers were bound", len(f.Archive.Items))
	}
}

func TestArticle30_WhatIsOpenBeforeTheVolumeIsClosed(t *testing.T) {
	took := []fact{decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22")}
	ruled := func(f *measures.File) { f.Retrials[0].DecidedOn = day("2024-12-02") }
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"nothing", nil, ""},
		{"第二十六条: a judgment to be performed", []fact{performing("2024-07-22", "")}, "第二十六条第一款：生效裁判的履行尚未登记（六十日内重新作出补偿决定）"},
		{"without a day it is to be performed all the same", []fact{performing("", "")}, "第二十六条第一款：生效裁判的履行尚未登记（六十日内重新作出补偿决定）"},
		{"performed", []fact{performing("2024-07-22", "2024-07-22")}, ""},
		{"第二十八条: one of two sums is not paid", []fact{owed("王某某", "2024-05-27", "2024-05-30", "2024-06-05"), owed("李某某", "2024-05-27", "2024-05-30", "")}, "第二十八条：赔偿费用尚未支付（李某某，120000.00元）"},
		{"第二十九条: the second letter is not answered", []fact{letter(measures.NormativeSuggestion, "2024-06-03", "", "2024-07-01"), letter(measures.JudicialSuggestion, "2024-06-03", "", "")}, "第二十九条：司法建议书（2024）鲁10司建3号尚未书面反馈"},
		{"第二十六条: the court has not ruled on the plaintiff's application", []fact{retrialAsked(measures.ByPlaintiff, "2024-09-10")}, "第二十六条第二款：原告的再审申请尚未审查完毕"},
		{"it has", []fact{retrialAsked(measures.ByPlaintiff, "2024-09-10"), ruled}, ""},
		{"a correction waits for another person", []fact{proposed("登记开庭", "")}, "第三十条：对“登记开庭”的更正尚待第二人确认"},
		{"the first was confirmed, another waits", []fact{proposed("登记开庭", "2024-06-03"), proposed("登记开庭", "")}, "第三十条：对“登记开庭”的更正尚待第二人确认"},
		{"it was confirmed", []fact{proposed("登记开庭", "2024-06-03")}, ""},
		{"several, in the order of the text", []fact{retrialAsked(measures.ByPlaintiff, "2024-09-10"), owed("李某某", "2024-05-27", "", "")}, "第二十八条：赔偿费用尚未支付（李某某，120000.00元）\n第二十六条第二款：原告的再审申请尚未审查完毕"},
	} {
		var got []string
		for _, d := range measures.Incomplete(with(file(took...), row.facts...)) {
			got = append(got, d.Article+"："+d.What)
		}
		if s := strings.Join(got, "\n"); s != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.name, s, row.want)
		}
	}
}

func TestArticle30_WhatElseIsBound(t *testing.T) {
	f := file(designated("区城市管理局"), asked(&measures.ExtensionDecision{On: day("2024-03-13"), Granted: true, Until: day("2024-04-03")}))
	f.Lawyers = []measures.Lawyer{{Name: "冯某某", AssignedOn: day("2024-03-08")}, {Name: "陈某某"}}
	f.Instances = append(f.Instances,
		measures.Instance{Level: measures.Second, Appeals: []measures.Appeal{{By: measures.Plaintiff, On: day("2024-05-20"), AnsweredOn: day("2024-06-03")}}},
		measures.Instance{Level: measures.First, Round: 1, CaseNumber: "（2024）鲁10行初90号", RemandedOn: day("2024-08-20")},
	)
	bound := map[string]measures.VolumeItem{}
	for _, i := range measures.Volume(f) {
		bound[i.Title] = i
	}
	for title, want := range map[string]measures.VolumeItem{
		"对延期申请的答复": {Author: f.Court, On: day("2024-03-13")},
		"指派律师：冯某某": {Author: measures.JusticeBureau, On: day("2024-03-08")},
		"上诉状":      {Author: "原告", On: day("2024-05-20")},
		"上诉答辩状":    {On: day("2024-06-03")},
		"重审立案材料":   {Mark: "（2024）鲁10行初90号", On: day("2024-08-20")},
	} {
		got := bound[title]
		if got.Title != title || got.Author != want.Author || got.On != want.On || got.Mark != want.Mark {
			t.Errorf("%s is bound as %+v", title, got)
		}
	}
	if _, there := bound["指派律师：陈某某"]; there {
		t.Error("a lawyer whom nobody has assigned is bound")
	}
}

// A paper itself is kept at its place in the volume, or beside it where the catalogue lists
// none; a place is called by its instance and its number, and stands in no other.
func TestArticle30_WherePapersBelong(t *testing.T) {
	f := file(against(district, town), forwarded("2024-03-06"), acknowledged("张村镇", "2024-03-07"),
		ordered(measures.Order{On: day("2024-03-08"), EvidenceDeadline: day("2024-03-25")}), ordered(measures.Order{On: day("2024-03-10"), Document: "转换程序通知书"}),
		func(f *measures.File) {
			f.Materials = []measures.Material{{Kind: 1, Title: "答辩状"}, {Kind: 2, Title: "照片", Organ: town.Name}}
			f.Petitions = []measures.Petition{
				{Kind: measures.AsksRecusal, On: day("2024-03-12")},
				{Kind: measures.AsksWitness, On: day("2024-03-13"), Answer: &measures.PetitionAnswer{On: day("2024-03-15")}},
			}
		},
		decided("2024-05-06", lost), appealed(measures.Plaintiff, "2024-05-20"), decided("2024-08-01", lost),
		effective("2024-08-01", "2024-08-02"), performing("2024-10-08", ""), performing("2024-10-08", "2024-09-20"),
		func(f *measures.File) {
			f.Current().LossReports = []measures.LossReport{
				{On: day("2024-08-07"), CheckedOn: day("2024-08-08")}, {On: day("2024-08-09"), RemedyDue: day("2024-10-08"), RemediedOn: day("2024-09-25")},
			}
		},
		owed("王某某", "2024-08-12", "2024-08-19", ""), owed("李某某", "2024-08-12", "2024-08-19", "2024-08-30"),
	)
	var in, beside []string
	for _, p := range measures.Places(f) {
		if p.Bound != (p.Number > 0) {
			t.Errorf("%s is item %d of the volume: %t", p.Key, p.Number, p.Bound)
		}
		if p.Bound {
			in = append(in, p.Key)
		} else {
			beside = append(beside, p.Key)
		}
	}
	if got, want := strings.Join(in, " "), "notice forwarding petition/0 petition/1 petition_answer/1 material/0 catalogue material/1 paper/1/0 appeal/2/0 paper/2/0 loss_report/2/0 loss_report/2/1 compensation/0 compensation/1"; got != want {
		t.Errorf("in the volume\n%s\nwant\n%s", got, want)
	}
	if got, want := strings.Join(beside, " "), "acknowledgement/0 order/0 order/1 loss_opinion/2/0 remedy/2/1 performance/2/1 payment/1"; got != want {
		t.Errorf("beside it\n%s\nwant\n%s", got, want)
	}
	for place, want := range map[string]string{"material/0": "", "material/1": town.Name, "material/2": "", "paper/1/0": ""} {
		if organ, one := f.OrganOf(place); organ.Name != want || one != (want != "") {
			t.Errorf("%s is of %q, want %q", place, organ.Name, want)
		}
	}
	f.Close(measures.Archive{On: day("2024-10-10"), Volume: "1"})
	f.Archive.Supplements = []measures.Supplement{{On: day("2024-10-11"), Title: "回执"}}
	if all := measures.Places(f); all[len(all)-1].Key != "supplement/0" || all[len(all)-1].Slot() != "supplement" {
		t.Errorf("the last place is %s", all[len(all)-1].Key)
	}
}

// What is still owed when the volume is closed is followed, and nothing else is.
func TestArticle30_WhatIsFollowedAfterTheVolumeWasClosed(t *testing.T) {
	closes := func(follows bool) fact {
		return func(f *measures.File) {
			f.Close(measures.Archive{On: day("2024-10-10"), Volume: "1", Follows: follows})
		}
	}
	owing, paid := owed("王某某", "2024-08-12", "2024-08-19", ""), owed("王某某", "2024-08-12", "2024-08-19", "2024-08-30")
	for _, row := range []struct {
		name  string
		facts []fact
		want  bool
	}{
		{"第二十八条: a sum that is not paid", []fact{owing, closes(true)}, true},
		{"a sum that is paid", []fact{paid, closes(true)}, false},
		{"nothing was owed", []fact{closes(true)}, false},
		{"not closed", []fact{owing}, false},
		{"closed before anything was followed", []fact{owing, closes(false)}, false},
	} {
		if got := file(row.facts...).Outstanding(); got != row.want {
			t.Errorf("%s: outstanding %t", row.name, got)
		}
	}
}
