package main

import (
	"fmt"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

var sampleUnits = []models.Unit{
	{Name: "区政府", FullName: "威海市环翠区人民政府", Kind: models.Government},
	{Name: "区司法局", FullName: "威海市环翠区司法局", Kind: models.Department},
	{Name: "区城市管理局", FullName: "威海市环翠区城市管理局", Kind: models.Department},
	{Name: "区自然资源局", FullName: "威海市环翠区自然资源局", Kind: models.Department},
	{Name: "区住房和城乡建设局", FullName: "威海市环翠区住房和城乡建设局", Kind: models.Department},
	{Name: "区人力资源和社会保障局", FullName: "威海市环翠区人力资源和社会保障局", Kind: models.Department},
	{Name: "区市场监督管理局", FullName: "威海市环翠区市场监督管理局", Kind: models.Department},
	{Name: "区农业农村局", FullName: "威海市环翠区农业农村局", Kind: models.Department},
	{Name: "区财政局", FullName: "威海市环翠区财政局", Kind: models.Department},
	{Name: "张村镇", FullName: "威海市环翠区张村镇人民政府", Kind: models.Town},
	{Name: "羊亭镇", FullName: "威海市环翠区羊亭镇人民政府", Kind: models.Town},
	{Name: "温泉镇", FullName: "威海市环翠区温泉镇人民政府", Kind: models.Town},
	{Name: "竹岛街道", FullName: "威海市环翠区人民政府竹岛街道办事处", Kind: models.Town},
	{Name: "鲸园街道", FullName: "威海市环翠区人民政府鲸园街道办事处", Kind: models.Town},
	{Name: "里口山管理服务中心", FullName: "威海市环翠区里口山管理服务中心", Kind: models.Institution},
}

// samplePeople have invented names.
var samplePeople = []models.User{
	{Username: "clerk", Name: "林小文", Role: models.Clerk, Unit: "区司法局"},
	{Username: "reviewer", Name: "周审之", Role: models.Reviewer, Unit: "区司法局"},
	{Username: "director", Name: "郑司远", Role: models.Director, Unit: "区司法局"},
	{Username: "unit-clerk", Name: "孙承办", Role: models.UnitClerk, Unit: "区城市管理局"},
	{Username: "unit-official", Name: "吴管成", Role: models.UnitOfficial, Unit: "区城市管理局"},
	{Username: "town-clerk", Name: "钱镇安", Role: models.UnitClerk, Unit: "张村镇"},
	{Username: "supervisor", Name: "何督明", Role: models.Supervisor, Unit: "区政府"},
	{Username: "admin", Name: "管理员", Role: models.Admin},
	{Username: "auditor", Name: "审计员", Role: models.Auditor},
}

// path is a lawsuit of the sample: its notice, and what was done in it.
type path struct {
	notice input
	steps  []step
}

type step struct {
	who string
	act string
	in  input
}

type input map[string]any

// entered is an entry in a register.
type entered struct {
	who      string
	register string
	in       input
}

// entries are what the sample's registers hold.
func (s *sample) entries() []entered {
	return []entered{
		{"clerk", "meetings", input{
			"on": s.ago(20), "kind": "joint", "title": "征收补偿类案件的实质化解", "courts": []string{"威海市环翠区人民法院"}, "others": []string{"区自然资源局", "区住房和城乡建设局"},
			"opinions": "补偿决定送达前应当核实面积", "matters": "制定面积核实的操作规范", "unit": "区住房和城乡建设局", "due": s.day.AddDays(10),
		}},
		{"unit-clerk", "rules", input{"unit": "区城市管理局", "on": s.ago(60), "kind": "litigation", "title": "行政应诉工作规则", "document": "威环城管发〔2026〕3号"}},
		{"unit-clerk", "prevention", input{"unit": "区城市管理局", "on": s.ago(30), "title": "户外广告设置许可", "measure": "作出不予许可决定以前一律听取陈述申辩", "due": s.day.AddDays(-3)}},
		{"unit-clerk", "mediations", input{"unit": "区城市管理局", "on": s.ago(25), "title": "违法建设拆除后的材料损失", "way": "joint", "done": s.ago(5), "outcome": "agreed"}},
		{"town-clerk", "training", input{"unit": "张村镇", "on": s.ago(40), "kind": "course", "title": "行政诉讼的举证规则", "teacher": "区司法局行政应诉科", "hours": 4, "persons": 25, "officials": 2}},
		{"town-clerk", "observations", input{"unit": "张村镇", "on": s.ago(15), "title": "某公司诉区城管局行政处罚案", "persons": 12, "officials": 1, "by": "区司法局行政应诉科", "comment": "举证有条理；对裁量理由的说明还不充分"}},
		{"clerk", "resources", input{"unit": "区司法局", "on": s.ago(50), "kind": "funds", "title": "行政应诉工作经费", "amount": "80000.00"}},
	}
}

// ago returns the working day n natural days before the sample's day, or the
// one before it.
func (s *sample) ago(n int) calendar.Date {
	return calendar.Builtin().LastWorking(s.day.AddDays(-n))
}

// lawsuits are the dozen, from the newest stage to the last.
func (s *sample) lawsuits() []path {
	unit, town := "区城市管理局", "张村镇"
	return []path{
		s.demolition(101, 0, "王某甲", unit).until(0),
		s.demolition(102, 1, "刘某乙", unit).until(1),
		s.demolition(103, 3, "陈某丙", town).until(2),
		s.demolition(104, 6, "杨某丁", unit).until(5),
		s.demolition(105, 11, "黄某戊", unit).until(9),
		s.demolition(106, 13, "赵某己", town).until(9),
		s.demolition(107, 14, "周某庚", unit).until(10),
		s.demolition(108, 40, "吴某辛", unit).until(12),
		s.demolition(109, 60, "徐某壬", unit).until(14),
		s.demolition(110, 75, "马某癸", town).until(15),
		s.demolition(111, 120, "朱某子", unit).until(16),
		s.demolition(112, 150, "胡某丑", unit).until(19),
		s.againstTown(113, 8),
		s.withdrawn(114, 20),
	}
}

func (p path) until(n int) path {
	p.steps = p.steps[:n]
	return p
}

// number is the case number of the sample's n-th lawsuit.
func (s *sample) number(n int) string {
	return fmt.Sprintf("（%d）鲁10行初%d号", s.day.Year(), n)
}

// demolition is a lawsuit over a demolition, served the given number of days
// ago and lost in the end. How far it goes is cut off by until.
func (s *sample) demolition(n, served int, plaintiff, unit string) path {
	day := func(after int) calendar.Date { return s.ago(max(served-after, 0)) }
	who := "unit-clerk"
	if unit == "张村镇" {
		who = "town-clerk"
	}
	return path{
		notice: input{
			"case_number": s.number(n), "court": "威海市中级人民法院", "plaintiffs": []string{plaintiff},
			"defendants": []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}},
			"cause":      "房屋强制拆除", "challenged_act": "对原告房屋实施的强制拆除行为",
			"served_on": day(0), "bureau_received_on": day(0), "origin": input{"item": 5, "unit": unit},
		},
		steps: []step{
			{"clerk", "designate_unit", input{"lead": unit}},
			{"clerk", "forward_materials", input{"on": day(1)}},
			{who, "acknowledge", input{"on": day(2)}},
			{who, "add_material", input{"kind": 1, "title": "行政答辩状", "pages": 6}},
			{who, "add_material", input{"kind": 2, "title": "现场勘查笔录", "pages": 4, "source": "本机关制作", "proves": "拆除前的现场状况", "content": "勘查时间、参加人员和现场情况"}},
			{who, "add_material", input{"kind": 3, "title": "《国有土地上房屋征收与补偿条例》"}},
			{who, "add_material", input{"kind": 4, "title": "法定代表人身份证明书", "pages": 1}},
			{who, "add_material", input{"kind": 5, "title": "授权委托书", "pages": 2}},
			{who, "submit_for_review", input{"on": day(8), "late_reason": ""}},
			{"reviewer", "approve_review", input{"on": day(9), "opinion": "同意提交"}},
			{who, "file_with_court", input{"on": day(11), "method": "人民法院在线服务平台", "receipt": fmt.Sprintf("WH%d", n)}},
			{who, "record_summons", input{"hearing_on": s.ago(served - 50).String(), "time": "09:30", "place": "第三法庭"}},
			{who, "name_official", input{"name": "高某某", "post": "副区长", "rank": "deputy", "employer": "区政府", "on": day(45)}},
			{who, "record_hearing", input{"on": day(50), "official_attended": true}},
			{who, "record_judgment", input{"number": s.number(n), "form": "judgment", "outcome": "确认违法", "lost": true, "made_on": day(70), "served_on": day(73)}},
			{who, "record_effective", input{"on": day(73).AddDays(25), "received_on": day(73).AddDays(25)}},
			{who, "file_loss_report", input{"on": day(115), "analysis": "拆除前未依法作出强制执行决定，程序违法", "remedy": "完善强制拆除审批流程", "late_reason": "等待现场复核结论"}},
			{"clerk", "conclude", input{"on": day(118), "reason": "判决生效，赔偿另案处理", "unreviewed_reason": "审核意见随后附卷"}},
			{who, "archive", input{"on": day(140), "volume": fmt.Sprintf("环应诉〔%d〕%d卷", s.day.Year(), n), "missing_reason": "审核意见随后补卷"}},
		},
	}
}

// againstTown is a lawsuit against a town alone: nothing is forwarded or
// reviewed.
func (s *sample) againstTown(n, served int) path {
	return path{notice: input{
		"case_number": fmt.Sprintf("（%d）鲁1002行初%d号", s.day.Year(), n), "court": "威海市环翠区人民法院", "plaintiffs": []string{"郭某寅"},
		"defendants": []input{{"name": "威海市环翠区张村镇人民政府", "unit": "张村镇"}},
		"cause":      "政府信息公开答复", "served_on": s.ago(served), "bureau_received_on": s.ago(served),
	}}
}

// withdrawn is a lawsuit that the plaintiff took back.
func (s *sample) withdrawn(n, served int) path {
	p := s.demolition(n, served, "林某卯", "区城市管理局").until(2)
	p.notice["cause"] = "行政处罚"
	p.steps = append(p.steps, step{"clerk", "record_withdrawal", input{"number": "（2026）鲁10行初15号之一", "on": s.ago(served - 12), "reason": "双方达成和解，人民法院裁定准许撤诉"}})
	return p
}
