// Package registers says which registers the Bureau and the units keep beside the
// lawsuits (第五条至第七条、第三十一条至第三十四条、第三十六条), and what is entered in each.
// The pages, the interface, the ledger and the assessment take it from here.
//
// It is pure: what an entry says depends on nothing but what was filled in.
package registers

import (
	"slices"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// Registers lists them in the order of the Measures.
var Registers = []*Register{
	declare[Rule](Register{
		Key: "rules", Title: "制度和执法规范", Article: "第五条、第六条",
		Purpose: "应诉工作制度、行政行为操作规范，以及行政执法公示、执法全过程记录、重大执法决定法制审核三项制度的文件。",
	}),
	declare[Prevention](Register{
		Key: "prevention", Title: "源头预防", Article: "第五条",
		Purpose: "可能引起行政诉讼的行政行为的梳理，以及从源头上预防和减少行政争议的措施。",
	}),
	declare[Mediation](Register{
		Key: "mediations", Title: "争议化解", Article: "第七条",
		Purpose: "以行政调解、人民调解、司法调解及其衔接化解行政争议的情况。",
	}),
	declare[Resource](Register{
		Key: "resources", Title: "应诉保障", Article: "第三十一条第一款、第三十二条",
		Purpose: "行政应诉工作的经费、人员、装备、车辆和其他保障。",
	}),
	declare[Meeting](Register{
		Key: "meetings", Title: "府院联动", Article: "第三十三条", Bureau: true,
		Purpose: "府院联席会议、联合调研和情况通报，人民法院的意见和建议，以及议定事项由谁在何时以前落实。",
	}),
	declare[Training](Register{
		Key: "training", Title: "应诉培训", Article: "第三十四条第一款",
		Purpose: "行政应诉的培训、研讨。",
	}),
	declare[Observation](Register{
		Key: "observations", Title: "旁听庭审", Article: "第三十四条第二款",
		Purpose: "组织工作人员旁听庭审，以及对出庭应诉情况的专业点评。",
	}),
	declare[Commendation](Register{
		Key: "commendations", Title: "表彰奖励", Article: "第三十六条", Bureau: true,
		Purpose: "在行政应诉工作中取得显著成绩的单位和个人受到的表彰、奖励。",
	}),
}

// Register is one of them.
type Register struct {
	Key     string // in addresses
	Title   string
	Article string
	Purpose string
	Fields  []form.Field
	Bureau  bool // the Bureau enters for everybody, and all may read it

	read func(fields []form.Field, data []byte, today calendar.Date) (Content, []models.FieldError)
}

// Content is what was entered.
type Content interface {
	// Head is what it has in common with all others.
	Head() Head
	// Wrong says what cannot be so although each field by itself can.
	Wrong() []models.FieldError
}

// Head is what all entries have, whatever their register.
type Head struct {
	Unit       string        // whose it is
	On         calendar.Date // the day by which it belongs to a period
	Title      string
	CaseNumber string        // the lawsuit that it is about, if any
	Due        calendar.Date // until when something is promised; zero where nothing is
	Done       calendar.Date // the day on which that was done
}

// Of finds a register by its key.
func Of(key string) (*Register, bool) {
	i := slices.IndexFunc(Registers, func(r *Register) bool { return r.Key == key })
	if i < 0 {
		return nil, false
	}
	return Registers[i], true
}

// Read makes an entry of what was filled in, on the fields of the register as people meet
// them, or says what is wrong with it.
func (r *Register) Read(fields []form.Field, data []byte, today calendar.Date) (Content, []models.FieldError) {
	c, wrong := r.read(fields, data, today)
	if len(wrong) == 0 {
		wrong = c.Wrong()
	}
	return c, wrong
}

func declare[C Content](r Register) *Register {
	r.Fields = form.Of[C]()
	r.read = func(fields []form.Field, data []byte, today calendar.Date) (Content, []models.FieldError) {
		var c C
		wrong := form.Read(fields, data, today, measures.Current, &c)
		return c, wrong
	}
	return &r
}

// Rule is a document that lays down how an organ works.
type Rule struct {
	Unit     string        `json:"unit" label:"单位" check:"required,unit"`
	On       calendar.Date `json:"on" label:"制定日期" check:"required,past" example:"2026-03-10"`
	Kind     RuleKind      `json:"kind" label:"种类" check:"required" example:"litigation"`
	Title    string        `json:"title" label:"文件名称" check:"required" example:"行政应诉工作规则"`
	Document string        `json:"document,omitempty" label:"文号" example:"威环城管发〔2026〕3号"`
	Note     string        `json:"note,omitempty" label:"备注" check:"long"`
}

// RuleKind sorts documents.
type RuleKind string

// Choices lists them.
func (RuleKind) Choices() []measures.Choice {
	return []measures.Choice{
		{Value: "litigation", Title: "应诉工作制度"}, {Value: "operation", Title: "行政行为操作规范"}, {Value: "publicity", Title: "行政执法公示制度"},
		{Value: "record", Title: "执法全过程记录制度"}, {Value: "review", Title: "重大执法决定法制审核制度"}, {Value: "advisers", Title: "法制机构、公职律师和法律顾问工作制度"}, {Value: "other", Title: "其他"},
	}
}

// Head is the document.
func (r Rule) Head() Head { return Head{Unit: r.Unit, On: r.On, Title: r.Title} }

// Wrong finds nothing.
func (Rule) Wrong() []models.FieldError { return nil }

// Prevention is a measure by which disputes are kept from arising.
type Prevention struct {
	Unit       string        `json:"unit" label:"单位" check:"required,unit"`
	On         calendar.Date `json:"on" label:"提出日期" check:"required,past" example:"2026-03-10"`
	Title      string        `json:"title" label:"行政行为或者问题" check:"required" example:"户外广告设置许可"`
	CaseNumber string        `json:"case_number,omitempty" label:"有关案号" check:"number" help:"由案件引起的填写" example:"（2026）鲁1002行初18号"`
	Measure    string        `json:"measure" label:"措施" check:"required,long" example:"修订裁量基准，作出决定前一律听取陈述申辩"`
	Due        calendar.Date `json:"due,omitzero" label:"完成期限" help:"填写的，到期前和逾期时提醒" example:"2026-06-30"`
	Done       calendar.Date `json:"done,omitzero" label:"完成日期" check:"past" example:"2026-06-12"`
	Result     string        `json:"result,omitempty" label:"完成情况" check:"long"`
}

// Head is the measure.
func (p Prevention) Head() Head {
	return Head{Unit: p.Unit, On: p.On, Title: p.Title, CaseNumber: p.CaseNumber, Due: p.Due, Done: p.Done}
}

// Wrong finds days out of order.
func (p Prevention) Wrong() []models.FieldError { return inOrder(p.Head(), "完成") }

// Mediation is a dispute that somebody tries to settle.
type Mediation struct {
	Unit       string        `json:"unit" label:"单位" check:"required,unit"`
	On         calendar.Date `json:"on" label:"开始日期" check:"required,past" example:"2026-03-10"`
	Title      string        `json:"title" label:"争议事项" check:"required" example:"征收补偿安置面积"`
	Way        MediationWay  `json:"way" label:"方式" check:"required" example:"administrative"`
	CaseNumber string        `json:"case_number,omitempty" label:"有关案号" check:"number" help:"已经起诉的填写" example:"（2026）鲁1002行初18号"`
	Due        calendar.Date `json:"due,omitzero" label:"约定的化解期限" help:"填写的，到期前和逾期时提醒" example:"2026-04-10"`
	Done       calendar.Date `json:"done,omitzero" label:"结束日期" check:"past" example:"2026-04-02"`
	Outcome    Outcome       `json:"outcome,omitempty" label:"结果" help:"结束的填写" example:"agreed"`
	Note       string        `json:"note,omitempty" label:"备注" check:"long"`
}

// MediationWay is by whom it is settled.
type MediationWay string

// Choices lists them.
func (MediationWay) Choices() []measures.Choice {
	return []measures.Choice{
		{Value: "administrative", Title: "行政调解"}, {Value: "people", Title: "人民调解"},
		{Value: "judicial", Title: "司法调解"}, {Value: "joint", Title: "几种调解衔接"}, {Value: "other", Title: "其他"},
	}
}

// Outcome is what came of it.
type Outcome string

// Choices lists them.
func (Outcome) Choices() []measures.Choice {
	return []measures.Choice{{Value: "agreed", Title: "化解"}, {Value: "failed", Title: "未能化解"}}
}

// Head is the dispute.
func (m Mediation) Head() Head {
	return Head{Unit: m.Unit, On: m.On, Title: m.Title, CaseNumber: m.CaseNumber, Due: m.Due, Done: m.Done}
}

// Wrong finds days out of order, and an end without an outcome.
func (m Mediation) Wrong() []models.FieldError {
	wrong := inOrder(m.Head(), "结束")
	switch {
	case !m.Done.IsZero() && m.Outcome == "":
		wrong = append(wrong, models.FieldError{Field: "outcome", Detail: "已经结束的，请选择结果"})
	case m.Done.IsZero() && m.Outcome != "":
		wrong = append(wrong, models.FieldError{Field: "done", Detail: "有结果的，请填写结束日期"})
	}
	return wrong
}

// Resource is something that the work is given.
type Resource struct {
	Unit    string        `json:"unit" label:"单位" check:"required,unit"`
	On      calendar.Date `json:"on" label:"日期" check:"required,past" example:"2026-01-15"`
	Kind    ResourceKind  `json:"kind" label:"种类" check:"required" example:"funds"`
	Title   string        `json:"title" label:"内容" check:"required" example:"2026年度行政应诉工作经费"`
	Amount  string        `json:"amount,omitempty" label:"金额（元）" check:"amount" when:"kind=funds" example:"80000.00"`
	Persons int           `json:"persons,omitempty" label:"人数" check:"positive" when:"kind=staff|lawyers|advisers" example:"2"`
	Note    string        `json:"note,omitempty" label:"备注" check:"long"`
}

// ResourceKind sorts them.
type ResourceKind string

// Choices lists them.
func (ResourceKind) Choices() []measures.Choice {
	return []measures.Choice{
		{Value: "funds", Title: "经费"}, {Value: "staff", Title: "专职、兼职应诉人员"}, {Value: "lawyers", Title: "公职律师"}, {Value: "advisers", Title: "法律顾问"},
		{Value: "equipment", Title: "装备"}, {Value: "vehicles", Title: "车辆"}, {Value: "other", Title: "其他"},
	}
}

// Head is what is given.
func (r Resource) Head() Head { return Head{Unit: r.Unit, On: r.On, Title: r.Title} }

// Wrong finds nothing.
func (Resource) Wrong() []models.FieldError { return nil }

// Meeting is one with the courts, or what takes its place.
type Meeting struct {
	On       calendar.Date `json:"on" label:"日期" check:"required,past" example:"2026-03-20"`
	Kind     MeetingKind   `json:"kind" label:"种类" check:"required" example:"joint"`
	Title    string        `json:"title" label:"议题" check:"required" example:"征收类案件的实质化解"`
	Courts   []string      `json:"courts,omitempty" label:"参加的人民法院、人民检察院" example:"威海市环翠区人民法院"`
	Others   []string      `json:"others,omitempty" label:"参加的单位" check:"unit"`
	Opinions string        `json:"opinions,omitempty" label:"对应诉工作的意见和建议" check:"long"`
	Matters  string        `json:"matters,omitempty" label:"议定事项" check:"long"`
	Unit     string        `json:"unit" label:"落实单位" check:"required,unit" help:"没有需要落实的事项的，填写组织的单位"`
	Due      calendar.Date `json:"due,omitzero" label:"落实期限" help:"填写的，到期前和逾期时提醒，到期后计入落实单位的考核" example:"2026-04-30"`
	Done     calendar.Date `json:"done,omitzero" label:"落实日期" check:"past" example:"2026-04-20"`
	Result   string        `json:"result,omitempty" label:"落实情况" check:"long"`
}

// MeetingKind sorts them.
type MeetingKind string

// Choices lists them.
func (MeetingKind) Choices() []measures.Choice {
	return []measures.Choice{{Value: "joint", Title: "府院联席会议"}, {Value: "research", Title: "联合调研"}, {Value: "report", Title: "情况通报"}, {Value: "other", Title: "其他沟通"}}
}

// Head is the meeting.
func (m Meeting) Head() Head {
	return Head{Unit: m.Unit, On: m.On, Title: m.Title, Due: m.Due, Done: m.Done}
}

// Wrong finds days out of order, and a day promised for nothing.
func (m Meeting) Wrong() []models.FieldError {
	wrong := inOrder(m.Head(), "落实")
	if !m.Due.IsZero() && m.Matters == "" {
		wrong = append(wrong, models.FieldError{Field: "matters", Detail: "有落实期限的，请填写议定事项"})
	}
	return wrong
}

// Training is one occasion at which people learn.
type Training struct {
	Unit      string        `json:"unit" label:"单位" check:"required,unit"`
	On        calendar.Date `json:"on" label:"日期" check:"required,past" example:"2026-05-12"`
	Kind      TrainingKind  `json:"kind" label:"形式" check:"required" example:"course"`
	Title     string        `json:"title" label:"主题" check:"required" example:"行政诉讼举证规则"`
	Teacher   string        `json:"teacher,omitempty" label:"主讲人或者主讲单位"`
	Hours     int           `json:"hours,omitempty" label:"学时" check:"positive" example:"4"`
	Persons   int           `json:"persons" label:"参加人数" check:"required,positive" example:"25"`
	Officials int           `json:"officials,omitempty" label:"其中单位负责人人数" example:"2"`
	Note      string        `json:"note,omitempty" label:"备注" check:"long"`
}

// TrainingKind sorts them.
type TrainingKind string

// Choices lists them.
func (TrainingKind) Choices() []measures.Choice {
	return []measures.Choice{{Value: "course", Title: "专题培训"}, {Value: "cases", Title: "案例研讨"}, {Value: "moot", Title: "模拟法庭"}, {Value: "other", Title: "其他"}}
}

// Head is the occasion.
func (t Training) Head() Head { return Head{Unit: t.Unit, On: t.On, Title: t.Title} }

// Wrong finds more officials than persons.
func (t Training) Wrong() []models.FieldError { return fewer(t.Officials, t.Persons) }

// Observation is a hearing that people went to in order to learn.
type Observation struct {
	Unit       string        `json:"unit" label:"单位" check:"required,unit"`
	On         calendar.Date `json:"on" label:"开庭日期" check:"required,past" example:"2026-05-12"`
	Title      string        `json:"title" label:"旁听的案件" check:"required" example:"某公司诉区城管局行政处罚案"`
	CaseNumber string        `json:"case_number,omitempty" label:"案号" check:"number" example:"（2026）鲁1002行初18号"`
	Persons    int           `json:"persons" label:"旁听人数" check:"required,positive" example:"12"`
	Officials  int           `json:"officials,omitempty" label:"其中单位负责人人数" example:"1"`
	By         string        `json:"by,omitempty" label:"点评人" example:"区司法局行政应诉科"`
	Comment    string        `json:"comment,omitempty" label:"对出庭应诉情况的点评" check:"long"`
}

// Head is the hearing.
func (o Observation) Head() Head {
	return Head{Unit: o.Unit, On: o.On, Title: o.Title, CaseNumber: o.CaseNumber}
}

// Wrong finds more officials than persons.
func (o Observation) Wrong() []models.FieldError { return fewer(o.Officials, o.Persons) }

// Commendation is an honour that a unit or a person was given.
type Commendation struct {
	On       calendar.Date `json:"on" label:"决定日期" check:"required,past" example:"2026-12-20"`
	Unit     string        `json:"unit" label:"单位" check:"required,unit" help:"受表彰的单位，或者受表彰的个人所在的单位"`
	Person   string        `json:"person,omitempty" label:"个人姓名" help:"表彰个人的填写"`
	Title    string        `json:"title" label:"称号或者奖励" check:"required" example:"行政应诉工作先进单位"`
	By       string        `json:"by" label:"决定机关" check:"required" example:"环翠区人民政府"`
	Document string        `json:"document,omitempty" label:"文号" example:"威环政字〔2026〕9号"`
	Ground   string        `json:"ground" label:"事迹" check:"required,long" example:"全年负责人出庭率百分之百，无逾期"`
}

// Head is the honour.
func (c Commendation) Head() Head {
	title := c.Title
	if c.Person != "" {
		title = c.Person + "：" + title
	}
	return Head{Unit: c.Unit, On: c.On, Title: title}
}

// Wrong finds nothing.
func (Commendation) Wrong() []models.FieldError { return nil }

// inOrder finds what was promised for, or done on, a day before it began.
func inOrder(h Head, done string) (wrong []models.FieldError) {
	if !h.Due.IsZero() && h.Due.Before(h.On) {
		wrong = append(wrong, models.FieldError{Field: "due", Detail: done + "期限不能早于" + h.On.Chinese()})
	}
	if !h.Done.IsZero() && h.Done.Before(h.On) {
		wrong = append(wrong, models.FieldError{Field: "done", Detail: done + "日期不能早于" + h.On.Chinese()})
	}
	return wrong
}

func fewer(officials, persons int) []models.FieldError {
	if officials > persons {
		return []models.FieldError{{Field: "officials", Detail: "单位负责人人数不能多于参加的总人数"}}
	}
	return nil
}
