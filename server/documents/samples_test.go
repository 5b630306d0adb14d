package documents_test

import (
	"fmt"

	"yingsu/models"
	"yingsu/server/documents"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// The lawsuits that papers are drawn for, each as far as it has come.

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

var units = []models.Unit{
	{Name: "区政府", FullName: "威海市环翠区人民政府"}, {Name: "区司法局", FullName: "威海市环翠区司法局"},
	{Name: "区城市管理局", FullName: "威海市环翠区城市管理局"}, {Name: "张村镇", FullName: "威海市环翠区张村镇人民政府"},
}

var (
	district = measures.Defendant{Name: "威海市环翠区人民政府", Unit: "区政府"}
	town     = measures.Defendant{Name: "威海市环翠区张村镇人民政府", Unit: "张村镇"}
)

// matter is a lawsuit as of a day.
func matter(f *measures.File, today string) *documents.Matter {
	law := measures.Law{Calendar: calendar.Builtin(), Edition: measures.Editions[0], Logic: measures.Current}
	return &documents.Matter{
		File: f, Law: law, Clocks: measures.Clocks(f, law), Today: day(today), Units: units,
		Journal: documents.Journal{Lines: 42, Hash: "3f1a9c", Seal: "第7次（2026年8月2日（周日）），校验值77aa01"},
	}
}

// demolition is a lawsuit against the district government alone, shortly after it came.
func demolition() *measures.File {
	return &measures.File{
		Registration: measures.Registration{
			CaseNumber: "（2026）鲁10行初15号", Court: "威海市中级人民法院", Kind: measures.Litigation, Procedure: measures.Ordinary,
			Plaintiffs: []string{"王某某", "李某某"}, Defendants: []measures.Defendant{district},
			Cause: "房屋强制拆除", ChallengedAct: "2025年12月18日对原告房屋实施的强制拆除行为",
			ServedOn: day("2026-03-02"), BureauReceivedOn: day("2026-03-03"), Origin: measures.Origin{Item: 5, Unit: "区城市管理局"},
		},
		Opened:    measures.Current,
		Instances: []measures.Instance{{Level: measures.First, CaseNumber: "（2026）鲁10行初15号"}},
	}
}

// answered is the same with the response on file and a hearing to come.
func answered() *measures.File {
	f := demolition()
	f.Designation = &measures.Designation{Lead: "区城市管理局", Assisting: []string{"张村镇"}, Item: 5}
	f.ForwardedOn = day("2026-03-04")
	f.Acknowledged = []measures.Receipt{{Unit: "区城市管理局", On: day("2026-03-05")}}
	f.Materials = []measures.Material{
		{Kind: 1, Title: "行政答辩状", Pages: 6},
		{Kind: 2, Title: "责令限期拆除决定书", Class: measures.Documentary, Group: "职权和程序依据", Source: "本机关执法档案", Proves: "拆除前已责令限期改正", Content: "决定书及送达回证", Copy: measures.Duplicate, Copies: 1, Pages: 3},
		{Kind: 2, Title: "现场勘查笔录", Class: measures.Inspection, Group: "事实", Source: "本机关制作", Proves: "拆除前的现场状况", Content: "勘查时间、参加人员和现场情况", Copy: measures.Original, Copies: 1, Pages: 4, Secrecy: "涉及个人隐私"},
		{Kind: 3, Title: "《国有土地上房屋征收与补偿条例》"},
		{Kind: 4, Title: "法定代表人身份证明书", Pages: 1},
		{Kind: 5, Title: "授权委托书", Pages: 2},
	}
	f.Extensions = []measures.Extension{{On: day("2026-03-12"), Ground: measures.OtherGround, Reason: "关键证据须向外省单位调取，对方答复须于3月25日后提供。"}}
	f.Lawyers = []measures.Lawyer{{On: day("2026-03-04"), Reason: "案情复杂", AssignedOn: day("2026-03-05"), Name: "于某某", Firm: "山东某某律师事务所"}}
	in := f.Current()
	in.Agents = []measures.Agent{
		{For: district.Name, Name: "孙某某", Kind: measures.Staff, Employer: "区城市管理局", Authority: measures.GeneralAuthority, Scope: "代为答辩、出庭、质证"},
		{For: district.Name, Name: "于某某", Kind: measures.OutsideLawyer, Employer: "山东某某律师事务所", Authority: measures.SpecialAuthority, Scope: "代为承认、变更诉讼请求，进行和解"},
	}
	in.Hearings = []measures.Hearing{{
		On: day("2026-04-10"), Time: "9:30", Place: "第三法庭", ReceivedOn: day("2026-03-30"),
		Officials: []measures.Official{{Name: "赵某某", Post: "副区长", Rank: measures.Deputy, Employer: "区政府", NamedOn: day("2026-04-07"), NoPrincipal: "参加省政府会议"}},
		Letter:    &measures.Letter{On: day("2026-04-03"), Number: "环司应诉提〔2026〕8号", To: "区城市管理局", Text: "本案社会关注度高，请认真准备。"},
	}}
	f.Principal = []measures.PrincipalGround{{Item: 2, On: day("2026-03-20"), Reason: "社会关注度高"}}
	return f
}

// twoOrgans is sued together with a town.
func twoOrgans() *measures.File {
	f := answered()
	f.Defendants = append(f.Defendants, town)
	f.Current().Hearings[0].Letter, f.Current().Hearings[0].Officials = nil, nil
	return f
}

// reconsideration is one by the city, with the district government as the respondent.
func reconsideration() *measures.File {
	f := demolition()
	f.Kind, f.CaseNumber, f.Court = measures.Reconsideration, "威政复〔2026〕21号", "威海市人民政府"
	f.Instances = []measures.Instance{{Level: measures.Reconsidering, CaseNumber: f.CaseNumber}}
	f.Designation = &measures.Designation{Lead: "区城市管理局", Item: 5}
	return f
}

// crowd is brought by many plaintiffs.
func crowd(n int) *measures.File {
	f := answered()
	f.Plaintiffs = nil
	for i := range n {
		f.Plaintiffs = append(f.Plaintiffs, fmt.Sprintf("原告%03d", i+1))
	}
	return f
}

// lostOnAppeal was won at first instance and lost at second, and is archived.
func lostOnAppeal() *measures.File {
	f := answered()
	first := f.Current()
	first.Hearings[0].Held = &measures.Held{On: day("2026-04-10"), OfficialAttended: true}
	first.Papers = []measures.Paper{{Number: "（2026）鲁10行初15号", Form: measures.JudgmentForm, Outcome: "dismiss_claims", MadeOn: day("2026-05-18"), ServedOn: day("2026-05-20")}}
	f.Instances = append(f.Instances, measures.Instance{
		Level: measures.Second, CaseNumber: "（2026）鲁行终301号", Court: "山东省高级人民法院",
		Appeals:   []measures.Appeal{{By: measures.Plaintiff, Name: "王某某", On: day("2026-05-28"), CopyServedOn: day("2026-06-03"), AnsweredOn: day("2026-06-12")}},
		Agents:    f.Current().Agents,
		Papers:    []measures.Paper{{Number: "（2026）鲁行终301号", Form: measures.JudgmentForm, Outcome: "reverse", Text: "撤销一审判决；确认强制拆除行为违法。", MadeOn: day("2026-07-20"), ServedOn: day("2026-07-22")}},
		Effective: &measures.Effective{On: day("2026-07-22"), ReceivedOn: day("2026-07-22")},
		LossReports: []measures.LossReport{{
			Name: district.Name, On: day("2026-07-30"), Analysis: "拆除前未依法作出强制执行决定，程序违法。", Remedy: "一、完善强制拆除审批流程；\n二、组织专题培训。", RemedyDue: day("2026-10-01"),
		}},
	})
	f.Conclusion = &measures.Conclusion{On: day("2026-08-03"), Reason: "裁判生效并已履行"}
	return f
}

func archivedLoss() *measures.File {
	f := lostOnAppeal()
	f.Close(measures.Archive{On: day("2026-08-20"), Volume: "环应诉〔2026〕15卷", FiledBy: "孙某某", CheckedBy: "周某某", Note: "本卷材料齐全。", Missing: "庭审笔录由人民法院保存，未取得复印件。"})
	return f
}

// suggestion is a letter of the procuratorate that no lawsuit belongs to.
func suggestion() *measures.File {
	return &measures.File{
		Registration: measures.Registration{
			CaseNumber: "环检行公建〔2026〕3号", Court: "威海市环翠区人民检察院", Kind: measures.SuggestionOnly, Cause: "河道违法倾倒建筑垃圾",
			Defendants: []measures.Defendant{{Name: "威海市环翠区城市管理局", Unit: "区城市管理局"}}, ServedOn: day("2026-03-02"),
		},
		Opened: measures.Current, Instances: []measures.Instance{{Level: measures.Suggested}},
		Suggestions: []measures.Suggestion{{Kind: measures.ProcuratorialSuggestion, From: "威海市环翠区人民检察院", Document: "环检行公建〔2026〕3号", ReceivedOn: day("2026-03-02")}},
	}
}
