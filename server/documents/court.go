package documents

import (
	"fmt"
	"slices"
	"strings"

	"yingsu/workflows/measures"
)

// What goes to the court (第十一条至第十五条).

var identity = &Kind{
	Name: "identity", Title: "法定代表人身份证明书", Article: "第十一条第一款第（四）项", By: handlers, Court: true,
	Doc:     "证明本机关的法定代表人，加盖印章后随应诉材料提交。",
	Acts:    []string{"add_material", "record_seals"},
	choices: eachOf,
	draw: func(m *Matter, c Choice) *Document {
		d := &Document{Title: "法定代表人身份证明书"}
		d.say("%s同志，现任我单位%s（职务），系%s的法定代表人。", blank, blank, c.organ.Name)
		d.say("特此证明。")
		d.sign(c.organ.Name, undated)
		d.say("附：单位住所：%s%s\n统一社会信用代码：%s%s\n联系电话：%s", blank, blank, blank, blank, blank)
		return d
	},
}

var authorization = &Kind{
	Name: "authorization", Title: "授权委托书", Article: "第十六条第一款", By: handlers, Court: true,
	Doc:     "委托1至2名诉讼代理人，写明代理权限，加盖印章后随应诉材料提交。",
	Acts:    []string{"appoint_agents", "add_material", "record_seals"},
	choices: eachOf,
	draw:    drawAuthorization,
}

func drawAuthorization(m *Matter, c Choice) *Document {
	d := &Document{Title: "授权委托书"}
	agents := m.agentsOf(c)
	t := grid()
	t.line("委托人", c.organ.Name, low)
	t.pair("法定代表人", "", "职务", "")
	t.pair("住所", "", "联系电话", "")
	for i := range max(len(agents), measures.MaxAgents) {
		a := measures.Agent{}
		if i < len(agents) {
			a = agents[i]
		}
		t.pair("受委托人"+ordinals[i], a.Name, "身份", a.Kind.Title())
		t.pair("工作单位", m.full(a.Employer), "职务或者执业证号", "")
		t.line("联系电话", "", low)
	}
	d.table(t)
	d.say("现委托上列受委托人在%s（%s%s，案号：%s）中，作为我方的%s。", m.suit(), m.courtOf(c.instance), m.File.Instances[c.instance].Title(), m.numberOf(c.instance), m.agentTitle())
	for _, a := range agents {
		d.say("%s的代理权限为：%s", a.Name, authorityOf(a))
	}
	if len(agents) == 0 {
		for range measures.MaxAgents {
			d.say("%s的代理权限为：%s", blank, blank+blank)
		}
	}
	d.say("代理期限：%s", blank+blank)
	d.sign(c.organ.Name, undated, "法定代表人（签名或者盖章）："+blank)
	switch fault := m.File.AgentsFault(agents); {
	case len(agents) == 0:
		d.note("第十六条第一款", "尚未登记诉讼代理人，请先办理委托，或者打印后手工填写")
	case fault != "":
		d.note("第十六条第一款", "%s", fault)
	}
	m.annex(d)
	return d
}

var ordinals = [...]string{"一", "二", "三", "四", "五", "六", "七"}

// agentTitle is what agents are called in the lawsuit.
func (m *Matter) agentTitle() string {
	if m.File.Kind == measures.Reconsideration {
		return "代理人"
	}
	return "诉讼代理人"
}

// agentsOf returns the agents of an organ in an instance.
func (m *Matter) agentsOf(c Choice) []measures.Agent {
	first := len(m.File.Organs()) > 0 && m.File.Organs()[0].Name == c.organ.Name
	return slices.DeleteFunc(slices.Clone(m.File.Instances[c.instance].Agents), func(a measures.Agent) bool {
		return a.For != c.organ.Name && (a.For != "" || !first)
	})
}

func authorityOf(a measures.Agent) string {
	switch {
	case a.Authority == measures.SpecialAuthority:
		return a.Authority.Title() + "，包括：" + or(a.Scope) + "。"
	case a.Scope != "":
		return a.Authority.Title() + "，" + a.Scope + "。"
	}
	return a.Authority.Title() + "。"
}

var defence = &Kind{
	Name: "defence", Title: "行政答辩状", Article: "第十二条", InReview: "行政复议答复书", By: handlers, Court: true,
	Doc:     "答辩状的框架：第十二条要求的七项各有其位，事实、依据和观点由承办单位撰写。",
	Acts:    []string{"add_material", "revise_material", "answer_appeal"},
	choices: eachDefending,
	draw:    drawDefence,
}

// eachDefending leaves out whoever alone has appealed: it answers nobody.
func eachDefending(m *Matter) ([]Choice, string) {
	all, why := eachOf(m)
	if why != "" {
		return nil, why
	}
	all = slices.DeleteFunc(all, func(c Choice) bool {
		in := &m.File.Instances[c.instance]
		return m.appealed(in, c.organ) && len(in.Appeals) == 1
	})
	if len(all) == 0 {
		return nil, "本区单位是上诉人，对方没有上诉，不提交答辩状"
	}
	return all, ""
}

func drawDefence(m *Matter, c Choice) *Document {
	reviewed := m.File.Kind == measures.Reconsideration
	title, self, other, heads := "行政答辩状", "答辩人", "被答辩人", [3]string{"一、答辩请求", "二、事实和相关依据", "三、主要观点"}
	switch {
	case reviewed:
		title, self, other, heads[0] = "行政复议答复书", "答复人", "被答复人", "一、答复请求"
	case m.File.Instances[c.instance].Level == measures.Second:
		title = "行政上诉答辩状"
	}
	d := &Document{Title: title, Mark: m.courtTitle() + "：" + m.courtOf(c.instance) + "　案号：" + m.numberOf(c.instance)}
	d.say("%s（%s）：%s，住所：%s，统一社会信用代码：%s。", self, m.standing(c.instance, c.organ), c.organ.Name, blank, blank)
	d.say("法定代表人：%s，职务：%s。", blank, blank)
	agents := m.agentsOf(c)
	for _, a := range agents {
		d.say("委托代理人：%s，%s，%s。", a.Name, m.full(a.Employer), a.Kind.Title())
	}
	if len(agents) == 0 {
		d.say("委托代理人：%s，单位和职务：%s。", blank, blank)
	}
	against := m.opponents(c.instance, c.organ)
	if len(against) > 0 {
		d.say("%s（%s）：%s。", other, m.standing(c.instance, against[0]), fewOrFirst(names(against)))
	}
	verb := "答辩"
	if reviewed {
		verb = "答复"
	}
	d.say("%s就%s，提出%s如下：", self, m.suit(), verb)
	d.add(Heading, "%s", heads[0])
	d.room(2)
	d.add(Heading, "%s", heads[1])
	d.say("（一）被诉行政行为：%s。", or(m.File.ChallengedAct))
	d.say("（二）事实：")
	d.room(3)
	d.say("（三）相关依据：")
	d.said(strings.Join(m.reliedOn(), "；"), 2)
	d.add(Heading, "%s", heads[2])
	d.room(4)
	d.say("此致")
	d.add(Flush, "%s", m.courtOf(c.instance))
	d.sign(self+"："+c.organ.Name, undated)
	d.say("附：1. %s副本＿＿份\n2. 证据目录及证据＿＿份（已登记证据%d件）\n3. 所依据的规范性文件＿＿份", strings.TrimPrefix(title, "行政"), len(m.File.Catalogue()))
	d.note("第十二条", "下划线处为系统没有记录的内容，请撰写后再加盖印章")
	m.annex(d)
	return d
}

func names(parties []measures.Party) []string {
	var all []string
	for _, p := range parties {
		all = append(all, p.Name)
	}
	return all
}

// reliedOn lists the statutes and regulations that are on file (第十一条第一款第三项).
func (m *Matter) reliedOn() []string {
	var all []string
	for _, p := range m.File.Papers() {
		if p.Kind == 3 {
			all = append(all, p.Title)
		}
	}
	return all
}

var evidence = &Kind{
	Name: "evidence", Title: "证据目录", Article: "第十三条", By: readers, Court: true,
	Doc:  "逐一分类编号，说明来源、证明对象和内容，随证据提交。",
	Acts: []string{"add_material", "revise_material", "submit_for_review", "file_with_court"},
	choices: func(m *Matter) ([]Choice, string) {
		if len(m.File.Catalogue()) == 0 {
			return nil, "尚未登记证据，请先在案件页面登记材料"
		}
		return single, ""
	},
	draw: drawEvidence,
}

func drawEvidence(m *Matter, _ Choice) *Document {
	d := &Document{Title: "证据目录", Wide: true}
	d.add(Subject, "案号：%s　案由：%s　提交人：%s", m.File.CaseNumber, m.File.Cause, strings.Join(names(m.File.Sued()), "、"))
	t := &Table{Dense: true, Columns: []Column{
		{"编号", 13, true}, {"证据名称", 36, false}, {"种类", 18, true}, {"来源", 28, false}, {"证明对象", 42, false}, {"内容", 42, false}, {"原件或者复制件", 17, true}, {"份数", 9, true}, {"页数", 9, true}, {"密级", 11, true},
	}}
	groups := 0
	for i, x := range m.File.Catalogue() {
		if x.Group != "" && (i == 0 || m.File.Catalogue()[i-1].Group != x.Group) {
			groups++
			t.band(fmt.Sprintf("第%d组：%s", groups, x.Group))
		}
		t.row(9, x.Number, x.Title, x.Class.Title(), x.Source, x.Proves, x.Content, x.Copy.Title(), number(x.Copies), number(x.Pages), x.Secrecy)
	}
	d.table(t)
	d.add(Subject, "提交人（盖章）：%s%s　　　提交日期：%s", blank, blank, written(undated))
	for _, x := range measures.Defects(m.File) {
		d.note(x.Article, "%s", x.What)
	}
	return d
}

var extension = &Kind{
	Name: "extension", Title: "延长举证期限申请书", Article: "第十五条", By: handlers, Court: true,
	Doc:     "因不可抗力或者其他正当事由不能按期举证的，在期限届满前向人民法院书面申请。",
	Acts:    []string{"apply_extension"},
	choices: extensions,
	draw:    drawExtension,
}

// extensions are the applications on file, and one for each organ that can still apply.
func extensions(m *Matter) ([]Choice, string) {
	all, why := eachOf(m)
	switch {
	case m.File.Kind == measures.Reconsideration:
		return nil, "行政复议没有举证期限的延长"
	case why != "":
		return nil, why
	}
	all = slices.DeleteFunc(all, func(c Choice) bool {
		due := measures.EvidenceDeadlineOf(m.File, m.Law, c.organ.Name)
		return c.organ.Side != measures.Respondent || m.File.PendingExtension(c.organ.Name) != nil || m.File.Current().Decision() != nil || due.IsZero() || m.Today.After(due)
	})
	for i := range slices.Backward(m.File.Extensions) {
		x := &m.File.Extensions[i]
		organ, _ := m.File.Organ(x.Name)
		all = slices.Insert(all, 0, Choice{Of: fmt.Sprintf("application-%d", i+1), Title: x.On.String() + "的申请", organ: organ, extension: x})
	}
	if len(all) == 0 {
		return nil, "举证期限已经届满或者案件已有裁判，申请应当在举证期限届满前提出"
	}
	return all, ""
}

func drawExtension(m *Matter, c Choice) *Document {
	x := c.extension
	applicant := c.organ.Name
	if x == nil {
		x = &measures.Extension{}
	} else if x.Name == "" {
		applicant = strings.Join(names(m.File.Sued()), "、")
	}
	d := &Document{Title: "延长举证期限申请书"}
	d.say("申请人（%s）：%s，住所：%s。", m.standing(0, c.organ), applicant, blank)
	d.say("法定代表人：%s，职务：%s。", blank, blank)
	d.add(Heading, "申请事项")
	d.say("请求准许将本案的举证期限延长至%s。", written(undated))
	d.add(Heading, "事实和理由")
	due := measures.EvidenceDeadlineOf(m.File, m.Law, c.organ.Name)
	served := c.organ.ServedOn
	if served.IsZero() {
		served = m.File.ServedOn
	}
	d.say("%s（案号：%s），申请人于%s收到起诉状副本，举证期限于%s届满。", m.suit(), m.File.CaseNumber, written(served), written(due))
	ground := or("")
	switch x.Ground {
	case measures.ForceMajeureGround:
		ground = "不可抗力"
	case measures.OtherGround:
		ground = "正当事由"
	}
	d.say("因%s，申请人不能在上述期限内提供证据，具体情况如下：", ground)
	d.said(x.Reason, 4)
	d.say("根据《中华人民共和国行政诉讼法》第三十六条第一款、《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第三十四条、第三十六条的规定，特申请延长举证期限，请予准许。")
	d.say("此致")
	d.add(Flush, "%s", m.courtOf(0))
	d.sign("申请人："+applicant, x.On)
	if c.extension == nil {
		d.note("第十五条", "申请应当在%s前提出；人民法院准许前，原期限照常计算", written(due))
	}
	m.annex(d)
	return d
}
