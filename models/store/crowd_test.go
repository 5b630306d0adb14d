package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// crowd makes lawsuits as a busy district would have them after years: most are
// archived, a few units have many and many have few, and so have the causes.
type crowd struct {
	today calendar.Date
	law   models.Law
}

// crowdDay is the civil day of the crowd.
var crowdDay = calendar.On(2026, 6, 10)

func newCrowd() crowd {
	return crowd{crowdDay, models.Law{Calendar: calendar.Builtin(), Editions: measures.Editions}}
}

// openShare is how many of the crowd's lawsuits are open, one in so many.
const openShare = 27

var (
	crowdUnits = []string{
		"区城市管理局", "区自然资源局", "张村镇", "区住房和城乡建设局", "区人力资源和社会保障局", "竹岛街道", "区市场监督管理局", "羊亭镇", "孙家疃街道",
		"区综合行政执法局", "鲸园街道", "区交通运输局", "区民政局", "区卫生健康局", "区教育和体育局", "区应急管理局", "区水利局", "温泉镇", "区财政局", "区司法局",
		"区发展和改革局", "区文化和旅游局", "区退役军人事务局", "区审计局", "里口山管理服务中心", "区农业农村局", "区统计局", "区信访局", "区医疗保障局", "区档案馆",
	}
	crowdCauses = []string{
		"房屋征收补偿", "行政处罚", "政府信息公开", "房屋强制拆除", "工伤认定", "土地行政登记", "行政许可", "不履行法定职责", "行政复议", "行政协议",
		"行政赔偿", "规划行政许可", "婚姻登记", "养老保险待遇", "招标投标投诉处理", "林权登记", "退役安置", "学籍管理",
	}
	crowdCourts   = []string{"威海市中级人民法院", "威海市环翠区人民法院", "威海经济技术开发区人民法院", "山东省高级人民法院", "青岛铁路运输法院"}
	surnames      = []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤戚丛毕")
	givenNames    = []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文辉志国海波春梅晓东峰雪琴宁鹏飞龙婷浩然子轩梓涵雨欣怡一诺佳琪思远博文嘉懿俊凯天佑永康德胜长青福贵")
	crowdChapters = []string{"行政答辩状", "现场勘查笔录", "《国有土地上房屋征收与补偿条例》", "法定代表人身份证明书", "授权委托书", "送达回证"}
)

// lawsuit returns the n-th of the crowd. It is always the same one.
func (c crowd) lawsuit(n int) models.Lawsuit {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	open := n%openShare == 0
	served := c.today.AddDays(-(220 + r.IntN(3000)))
	if open {
		served = c.today.AddDays(-r.IntN(190))
	}
	l := c.registered(n, r, served)
	c.proceed(&l.File, r, served, open)
	l.Closed, l.Stage = l.File.Archive != nil, measures.StageOf(&l.File)
	l.Clocks = measures.Brief(measures.Clocks(&l.File, c.law.Now(measures.Editions[0])))
	for _, clock := range l.Clocks {
		if clock.State == measures.Running {
			l.NextRungs = append(l.NextRungs, models.NextRung{Clock: clock.ID, At: c.today.AddDays(1).At(9, 0)})
		}
	}
	return l
}

func (c crowd) registered(n int, r *rand.Rand, served calendar.Date) models.Lawsuit {
	number := fmt.Sprintf("（%d）鲁10行初%d号", served.Year(), n+1)
	unit := crowdUnits[skewed(r, len(crowdUnits))]
	l := models.Lawsuit{
		ID: models.IDOf(number), CaseNumber: number, Revision: 1, Edition: measures.Editions[0].Name, Counted: c.law.Name(),
		OpenedKey: "open", OpenedAt: served.At(9, n%60), UpdatedAt: served.AddDays(30).At(10, n%60),
	}
	l.File.Registration = measures.Registration{
		CaseNumber: number, Court: crowdCourts[skewed(r, len(crowdCourts))], Kind: measures.Litigation, Procedure: measures.Ordinary,
		Plaintiffs: names(r, 1), Cause: crowdCauses[skewed(r, len(crowdCauses))],
		ChallengedAct: "对原告房屋实施的强制拆除行为", ServedOn: served, BureauReceivedOn: served,
		Defendants: []measures.Defendant{{Name: "威海市环翠区人民政府", Unit: measures.DistrictGovernment}},
		Origin:     measures.Origin{Item: 5, Unit: unit},
	}
	if r.IntN(200) == 0 {
		l.File.Plaintiffs = names(r, 40)
	}
	if r.IntN(4) == 0 { // together with the unit itself
		l.File.Defendants = append(l.File.Defendants, measures.Defendant{Name: "威海市环翠区" + strings.TrimPrefix(unit, "区"), Unit: unit})
	}
	l.File.Instances = []measures.Instance{{Level: measures.First, CaseNumber: number}}
	return l
}

// proceed takes a lawsuit as far as its age suggests; an old one that is not
// open to its end.
func (c crowd) proceed(f *measures.File, r *rand.Rand, served calendar.Date, open bool) {
	after := served.AddDays
	known := func(n int) bool { return !open || !after(n).After(c.today) }
	unit := f.Origin.Unit
	if !known(1) || open && r.IntN(60) == 0 {
		return
	}
	f.Designation = &measures.Designation{Lead: unit, Item: 5, On: after(1)}
	if r.IntN(6) == 0 {
		f.Designation.Assisting = slices.DeleteFunc([]string{crowdUnits[r.IntN(len(crowdUnits))]}, func(u string) bool { return u == unit })
	}
	if !known(2 + r.IntN(3)) {
		return
	}
	f.ForwardedOn, f.Acknowledged = after(2), []measures.Receipt{{Unit: unit, On: after(3)}}
	if !known(8 + r.IntN(8)) {
		return
	}
	for n, title := range crowdChapters {
		f.Materials = append(f.Materials, measures.Material{Kind: measures.MaterialItem(n%6 + 1), Title: title, Pages: 4, Source: "本机关制作", Proves: "拆除前的现场状况"})
	}
	f.Reviews = []measures.Review{{SubmittedOn: after(8), DecidedOn: after(9), Approved: true, Opinion: "同意提交"}}
	f.Filings = []measures.Filing{{On: after(11), Method: "人民法院在线服务平台", Receipt: "WH1"}}
	if !known(50 + r.IntN(30)) {
		return
	}
	f.Instances[0].Hearings = []measures.Hearing{{On: after(50), Time: "09:30", Place: "第三法庭", ReceivedOn: after(30),
		Officials: []measures.Official{{Name: "高某某", Post: "副区长", Rank: measures.Deputy, Employer: measures.DistrictGovernment}},
		Held:      &measures.Held{OfficialAttended: true}}}
	if !known(75 + r.IntN(40)) {
		return
	}
	lost := r.IntN(5) == 0
	f.Instances[0].Papers = []measures.Paper{{Number: f.CaseNumber, Form: "judgment", Outcome: map[bool]measures.Outcome{true: "declare_unlawful", false: "dismiss_claims"}[lost],
		MadeOn: after(70), ServedOn: after(73)}}
	if !known(100 + r.IntN(40)) {
		return
	}
	f.Instances[0].Effective = &measures.Effective{On: after(98), ReceivedOn: after(98)}
	if lost {
		f.Instances[0].LossReports = []measures.LossReport{{On: after(110), Analysis: "程序违法", Remedy: "完善流程", CheckedOn: after(112), Accepted: true}}
	}
	if open {
		return
	}
	f.Conclusion = &measures.Conclusion{On: after(118), Reason: "判决生效"}
	f.Archive = &measures.Archive{On: after(140), Volume: "环应诉〔2026〕15卷"}
}

// skewed draws an index; each is about two thirds as frequent as the one before.
func skewed(r *rand.Rand, n int) int { return int(r.ExpFloat64()*2.5) % n }

func names(r *rand.Rand, n int) []string {
	var all []string
	for range n {
		name := []rune{surnames[r.IntN(1+r.IntN(len(surnames)))]}
		for range 1 + r.IntN(2) {
			name = append(name, givenNames[r.IntN(len(givenNames))])
		}
		all = append(all, string(name))
	}
	return all
}

// recorded is the n-th act in a lawsuit of the crowd, as the workflow records it.
func (c crowd) recorded(l models.Lawsuit, n int, moves bool) models.Recording {
	l.Revision = int64(n)
	l.File.Materials = append(slices.Clip(l.File.Materials), measures.Material{Kind: 6, Title: fmt.Sprint("材料", n)})
	if moves && len(l.Clocks) > 0 {
		l.Clocks = slices.Clone(l.Clocks)
		last := &l.Clocks[len(l.Clocks)-1]
		last.State, last.Safe, last.Due = measures.Running, c.today.AddDays(n%30), c.today.AddDays(n%30)
	}
	actor := models.Actor{Username: "unit-clerk", Name: "谭城管", Role: models.UnitClerk, Unit: "区城市管理局"}
	return models.Recording{
		Key: fmt.Sprint("act", n), Act: "add_material", Request: "hash", By: actor, On: c.today, Lawsuit: l,
		Entries: []models.Entry{{At: time.Now(), CivilOn: c.today, Kind: models.ActEntry, Name: "add_material", Title: "登记材料", Article: "第十一条第一款", Actor: actor, Text: "登记材料。", Detail: []byte(`{"kind":6,"title":"材料"}`)}},
		Receipt: []byte(`{"revision":1}`),
	}
}
