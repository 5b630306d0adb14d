package workflows

// 第五章 出庭应诉（第二十五条）：人民法院的裁判文书及其送达

import (
	"fmt"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// RecordJudgment puts a court's paper on file: a judgment, a ruling, a mediation; or
// the decision of a reconsideration.
type RecordJudgment struct {
	Number   string        `json:"number" label:"裁判文书案号" check:"required" example:"（2026）鲁10行初15号"`
	Form     measures.Form `json:"form,omitempty" label:"裁判形式" help:"不填即由裁判种类确定"`
	Outcome  string        `json:"outcome" label:"裁判种类" check:"required" example:"撤销并责令重作" help:"从列表中选择；文书的原话填写在主文中"`
	Text     string        `json:"text,omitempty" label:"主文" check:"long" example:"撤销被诉决定，责令于六十日内重新作出处理"`
	Lost     bool          `json:"lost" label:"是否败诉" help:"由裁判种类和下级裁判推定；种类不能确定，或者与推定不同的，填写并说明理由"`
	LostWhy  string        `json:"lost_reason,omitempty" label:"认定败诉与否的理由" check:"long" help:"与裁判结果通常的认定不同的必须说明"`
	MadeOn   calendar.Date `json:"made_on" label:"裁判日期" check:"required,past" example:"2026-06-01"`
	ServedOn calendar.Date `json:"served_on" label:"送达日期" check:"required,past" example:"2026-06-05" help:"送达本方之日，上诉期限自次日起算；电子送达以到达特定系统之日、邮寄以回执注明的收件日期、留置送达以留置之日为准"`

	Served  []measures.Service `json:"served,omitempty" label:"其他当事人的送达日期" help:"已经知道的填写，此后知道的办理“登记裁判送达”；本区各被告送达日期不同的也在此填写"`
	Results []measures.Result  `json:"results,omitempty" label:"对各被告结果不同的" help:"只填写与上述裁判种类不同的被告，如仅撤销复议决定（行诉解释第一百三十六条）"`
	Court   string             `json:"court,omitempty" label:"移送、发回或者指令的法院" example:"威海市环翠区人民法院"`
}

var recordJudgment = act[RecordJudgment](Act{
	Form: Form{
		Name: "record_judgment", Title: "登记裁判", Article: "第二十五条", InReview: "登记复议决定",
		Doc: "登记判决、裁定、调解书或者行政复议决定；能否上诉、何时生效、是否败诉由裁判种类确定，程序性裁定不终结审级。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case l.Logic < measures.Papers:
			return undecided(f)
		case f.Withdrawal != nil:
			return "案件已撤诉或者和解"
		}
		return ""
	},
})

// announce says what the paper is, and what follows from it.
func (RecordJudgment) announce(s Scene, o *Outcome) []models.Notice {
	f := &o.File
	in := f.Current()
	p := &in.Papers[len(in.Papers)-1]
	title, urgency := in.Title()+p.Title(), models.Information
	if against := f.LostNow(p); len(against) > 0 {
		title, urgency = title+"（败诉）", models.Warning
	}
	to := append(handlersOf(f), officialsOf(f)...)
	return []models.Notice{{To: append(to, models.Recipient{Role: models.Clerk}, models.Recipient{Role: models.Director}),
		Urgency: urgency, Article: "第二十五条", Title: title, Body: whatNow(f, p, s.Law)}}
}

// Judging is the act by which a paper of the court is put on file, which may answer what was
// asked of it.
var Judging = recordJudgment

// whatNow says what follows from a paper.
func whatNow(f *measures.File, p *measures.Paper, l measures.Law) string {
	served := "文书于" + p.ServedOn.Chinese() + "送达"
	switch e := p.Effect(); {
	case p.Sends() == measures.SendsRemand, p.Sends() == measures.SendsContinue:
		return served + "。案件将回到下级人民法院审理，收到通知后请办理“" + recordRemand.Title + "”。"
	case p.Sends() == measures.SendsTransfer:
		return served + "。案件将由其他人民法院审理，收到通知后请登记新的法院和案号。"
	case p.Outcome == "advance" && l.Logic >= measures.Standing:
		return served + "。请办理“" + recordObligation.Title + "”并及时履行；不服的可以申请复议一次，复议期间不停止执行（行政诉讼法第五十七条第二款）。本审级继续审理。"
	case p.Sends() == measures.SendsPart:
		return served + "。请登记生效；行政赔偿部分将回到下级人民法院审理，收到通知后请办理“" + recordRemand.Title + "”。"
	case !e.Ends:
		return served + "。本审级继续审理。"
	}
	return "裁判" + served + "，请研究是否上诉。" + askForService(f, l)
}

// askForService asks for the days on which the decision takes effect by, where
// they are not known yet.
func askForService(f *measures.File, l measures.Law) string {
	names := f.Unserved(f.Current(), l)
	if len(names) == 0 {
		return ""
	}
	return "各方的上诉期限自各自收到之日起算，请向人民法院核实并登记" + measures.InShort(names) + "的送达日期。"
}

// among are the kinds that can be given in the open instance.
func (RecordJudgment) among(s Scene) map[string][]measures.Choice {
	var all []measures.Choice
	for _, e := range measures.OutcomesAt(s.Current().Level, s.Law) {
		all = append(all, measures.Choice{Value: string(e.Outcome), Title: e.Form.Title() + "：" + e.Name})
	}
	return map[string][]measures.Choice{"outcome": all}
}

// complete turns the names of kinds into their codes, and says the form that a kind has.
func (in *RecordJudgment) complete(s Scene) {
	if s.Logic < measures.Papers {
		return
	}
	if kind, ok := measures.OutcomeNamed(in.Outcome); ok {
		in.Outcome = string(kind)
		if in.Form == "" {
			in.Form = kind.Effect().Form
		}
	}
	nameResults(s.File, in.Results)
}

// nameResults turns the names of kinds into their codes, and those of units into the names
// of organs.
func nameResults(f *measures.File, results []measures.Result) {
	for i, r := range results {
		if kind, ok := measures.OutcomeNamed(string(r.Outcome)); ok {
			results[i].Outcome = kind
		}
		if organ, ok := f.Organ(r.Name); ok {
			results[i].Name = organ.Name
		}
	}
}

func (in RecordJudgment) check(c *checks) {
	if c.Logic < measures.Papers {
		in.checkInWords(c)
		return
	}
	if c.kind("outcome", in.Outcome) {
		in.checkKind(c)
	}
	in.checkDays(c)
	for i, s := range in.Served {
		c.served(fmt.Sprintf("served.%d", i), s, in.MadeOn)
	}
	c.results("results", in.Results)
}

// kind refuses what is no kind of paper, or cannot be given in the open instance, and
// tells whether it can.
func (c *checks) kind(field, outcome string) bool {
	in := c.Current()
	if why := measures.Foreign(outcome); why != "" {
		c.wrong(field, "第二十五条", "%s，不能登记为本案的裁判；请核对文书是否属于本案", why)
		return false
	}
	if slices.ContainsFunc(measures.OutcomesAt(in.Level, c.Law), func(e measures.Effect) bool { return string(e.Outcome) == outcome }) {
		return true
	}
	if e := measures.Outcome(outcome).Effect(); e.Name != "" && !e.Loose && c.Logic >= e.Since {
		article := "第二十五条"
		if (e.Form == measures.DecisionForm) != (c.Kind == measures.Reconsideration) {
			article = "第三十八条"
		}
		why := "请核对审级和文书"
		if e.Outcome == "uphold_ruling" && in.Level == measures.First {
			why = "对驳回部分起诉、管辖异议等裁定的上诉，二审维持的请选择“" + measures.Outcome("part_final").Title() + "”或者“" + measures.Outcome("objection_final").Title() + "”"
		}
		c.wrong(field, article, "%s不作出“%s”（%s），%s", in.Title(), e.Name, e.Article, why)
		return false
	}
	var names []string
	for _, e := range measures.OutcomesAt(in.Level, c.Law) {
		names = append(names, e.Name)
	}
	more := ""
	if in.Level == measures.Examining {
		more = "；裁定再审（提审、指令再审）的，请办理“" + recordRetrialDecision.Title + "”"
	}
	c.wrong(field, "第二十五条", "没有“%.40s”这一裁判种类，文书的原话请填写在主文中；%s可选：%s%s", outcome, in.Title(), strings.Join(names, "、"), more)
	return false
}

func (in RecordJudgment) checkKind(c *checks) {
	i, kind := c.Current(), measures.Outcome(in.Outcome)
	e := kind.Effect()
	if in.Form != e.Form {
		c.wrong("form", "第二十五条", "“%s”以%s的形式作出，不是%s", e.Name, e.Form.Title(), in.Form.Title())
	}
	if d := i.Decision(); d != nil && e.Ends {
		c.wrong("outcome", "第二十五条", "%s已于%s作出%s，不能再登记终结本审级的裁判；登记有误的请办理更正，补正文书请选择“补正裁判文书”", i.Title(), d.MadeOn.Chinese(), d.Title())
	}
	if kind == "remand" && i.Level == measures.Second && i.Round > 0 {
		c.doubt("《行政诉讼法》第八十九条第三款", "本案已经发回重审过，二审不得再次发回重审，请核对文书")
	}
	in.checkLoss(c, kind)
}

// checkLoss asks for a reason where a person has to say who lost, or says something
// else than the kind.
func (in RecordJudgment) checkLoss(c *checks, kind measures.Outcome) {
	switch nothing := kind.Effect().Says == measures.SaysNothing; {
	case nothing && (in.Lost || in.LostWhy != ""):
		c.wrong("lost", "第二十七条", "“%s”没有对争议作出处理，不涉及败诉的认定", kind.Title())
		return
	case nothing || in.LostWhy != "":
		return
	case c.Unsaid(kind, c.SaidOf(in.Results), c.Law):
		c.wrong("lost_reason", "第二十七条", "%s", unsaid(kind))
		return
	case !in.Lost:
		return
	}
	for _, organ := range c.Sued() {
		if lost, known := c.Expected(kind, organ); known && lost {
			return
		}
	}
	c.wrong("lost_reason", "第二十七条", "按裁判种类和此前的裁判，“%s”不计为败诉，登记为败诉的请说明理由", kind.Title())
}

// unsaid asks whether a paper of a kind is a loss.
func unsaid(kind measures.Outcome) string {
	switch kind.Effect().Says {
	case measures.SaysReversed:
		return "此前的裁判计为败诉，“" + kind.Title() + "”可能是改判胜诉，也可能是加重责任，请填写是否败诉并说明理由；各被告不同的分别填写"
	case measures.SaysAsBelow:
		return "此前的裁判没有登记，“" + kind.Title() + "”是否败诉无从推定，请填写是否败诉并说明理由"
	}
	return "“" + kind.Title() + "”本身不能确定是否败诉，请填写是否败诉并说明理由"
}

// checkDays refuses days that cannot follow each other so. A ruling can be older than
// the notice of the lawsuit, as where it was sent from another court.
func (in RecordJudgment) checkDays(c *checks) {
	c.notBefore("served_on", "送达日期", in.ServedOn, "裁判日期", in.MadeOn)
	if c.Logic >= measures.Letters && measures.YearOf(in.Number) > in.MadeOn.Year() {
		c.doubt("", "案号%s的年份晚于裁判日期（%s），请核对", in.Number, in.MadeOn.Chinese())
	}
	if in.Form == measures.RulingForm {
		return
	}
	i := c.Current()
	c.notBefore("made_on", "裁判日期", in.MadeOn, "送达日期", c.File.ServedOn)
	c.notBefore("made_on", "裁判日期", in.MadeOn, "本审级开始日期", i.OpenedOn())
	for _, h := range i.Hearings {
		if h.Held != nil {
			c.notBefore("made_on", "裁判日期", in.MadeOn, "开庭日期", h.Held.On)
		}
	}
}

// results judges what a paper decides for single organs, in the open instance.
func (c *checks) results(path string, results []measures.Result) {
	for n, r := range results {
		field := fmt.Sprintf("%s.%d.", path, n)
		organ, ok := c.Organ(r.Name)
		if !ok || organ.Side != measures.Respondent {
			c.wrong(field+"name", "第二十七条", "%s不是本案的本区被告；本区被告为：%s", r.Name, partyNames(c.Sued()))
		}
		if c.kind(field+"outcome", string(r.Outcome)) && r.LostWhy == "" && c.Unsaid(r.Outcome, []measures.Party{organ}, c.Law) {
			c.wrong(field+"lost_reason", "第二十七条", "%s", unsaid(r.Outcome))
		}
	}
}

func partyNames(parties []measures.Party) string {
	var names []string
	for _, p := range parties {
		names = append(names, p.Name)
	}
	return measures.InShort(names)
}

// checkInWords judges a decision as it was judged before papers had kinds.
func (in RecordJudgment) checkInWords(c *checks) {
	i := c.Current()
	c.notBefore("made_on", "裁判日期", in.MadeOn, "送达日期", c.File.ServedOn)
	c.notBefore("served_on", "送达日期", in.ServedOn, "裁判日期", in.MadeOn)
	c.notBefore("made_on", "裁判日期", in.MadeOn, "本审级开始日期", i.OpenedOn())
	for _, h := range i.Hearings {
		if h.Held != nil {
			c.notBefore("made_on", "裁判日期", in.MadeOn, "开庭日期", h.Held.On)
		}
	}
	if in.Form == "" {
		c.wrong("form", "", "请选择裁判形式")
	}
	// Both a court and a reconsideration organ can mediate (行政诉讼法第六十条、行政复议法第五条).
	if reconsidered := c.Kind == measures.Reconsideration; in.Form != measures.MediationForm && reconsidered != (in.Form == measures.DecisionForm) {
		c.wrong("form", "第三十八条", "%s案件不能登记“%s”", c.Kind.Title(), in.Form.Title())
	}
	if p := in.paper(c.Scene); p.Sends() == measures.SendsRemand && i.Level != measures.Second && i.Level != measures.Retrial {
		c.wrong("outcome", "第二十五条", "只有二审、再审可以发回重审")
	}
	if doubt := measures.DoubtInWords(in.Outcome, in.Lost); doubt != "" && in.LostWhy == "" {
		c.wrong("lost_reason", "第二十七条", "%s", doubt)
	}
}

// paper is what is put on file.
func (in RecordJudgment) paper(s Scene) measures.Paper {
	p := measures.Paper{
		Number: in.Number, Form: in.Form, Outcome: measures.Outcome(in.Outcome), Text: in.Text, Lost: in.Lost, LostWhy: in.LostWhy,
		MadeOn: in.MadeOn, ServedOn: in.ServedOn, Others: in.Served, Results: in.Results, Court: in.Court,
	}
	if s.Logic < measures.Papers {
		p.Outcome, p.Text = measures.InWords(s.Current().Level, in.Form, in.Outcome)
		p.Stated = true
	}
	return p
}

func (in RecordJudgment) put(f *measures.File, s Stamp) {
	i, p := f.Current(), in.paper(Scene{s, f})
	i.Papers = append(i.Papers, p)
	if p.Effect().Ends {
		f.Examined(in.MadeOn, false)
	}
	if s.Logic >= measures.Own {
		f.AnswerObjection(p)
	}
	switch {
	case p.Outcome == "suspend" && !f.Suspended():
		f.Suspend(measures.Suspension{On: in.MadeOn, Document: in.Number, Reason: orElse(in.Text, p.Outcome.Title())})
	case p.Sends() != measures.SendsTransfer || in.Court == "":
	case s.Logic < measures.Letters:
		i.Court = in.Court
	default: // what it had is of the court that it leaves
		i.Court = f.CourtOf(i)
		i.Renumber("", in.Court, in.MadeOn, s.Law)
	}
}

// sentence says the kind by its name, and of which organ it is a loss.
func (in RecordJudgment) sentence(s Scene) string {
	kind := measures.Outcome(in.Outcome)
	if s.Logic < measures.Papers || kind.Effect().Name == "" {
		return recordJudgment.words(in)
	}
	in.Outcome = kind.Title()
	in.Results = slices.Clone(in.Results)
	for i, r := range in.Results {
		in.Results[i].Outcome = measures.Outcome(r.Outcome.Title())
	}
	said := recordJudgment.words(in)
	after := clone(s.File)
	in.Outcome = string(kind)
	in.put(after, s.Stamp)
	if against := after.LostNow(after.Current().Decision()); len(against) > 0 && kind.Effect().Ends {
		said += "；生效后计为" + partyNames(against) + "败诉"
	}
	return said
}

// RecordService says when a party received the decision.
type RecordService struct{ measures.Service }

var recordService = act[RecordService](Act{
	Form: Form{
		Name: "record_service", Title: "登记裁判送达其他当事人", Article: "第二十五条", InReview: "登记复议决定送达其他当事人",
		Doc: "各方的上诉期限自各自收到之日起算；最后一方届满后裁判生效。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch i := servedBy(f, l); {
		case i.Decision() == nil:
			return i.Title() + "尚未作出裁判"
		case i.Effective != nil && l.Logic < measures.Papers:
			return "裁判已于" + i.Effective.On.Chinese() + "生效"
		case i.Effective != nil && len(f.Unnoted(i, l)) == 0:
			return "各方的送达日期均已登记，裁判已于" + i.Effective.On.Chinese() + "生效"
		case i != f.Current() && len(f.Unnoted(i, l)) == 0:
			return "各方收到" + i.Title() + "裁判的日期均已登记"
		}
		return ""
	},
})

// servedBy returns the instance of whose decision it is noted who received it when: while
// the second instance has not decided, or has let appeals be withdrawn, the one before, for
// each party's time to appeal runs from its own service whoever has appealed.
func servedBy(f *measures.File, l measures.Law) *measures.Instance {
	if i := appealed(f, l); l.Logic >= measures.Letters && !i.Known {
		return i
	}
	return f.Current()
}

func (RecordService) among(s Scene) map[string][]measures.Choice {
	return map[string][]measures.Choice{"name": named(s.Unnoted(servedBy(s.File, s.Law), s.Law))}
}

func (in RecordService) check(c *checks) {
	p := servedBy(c.File, c.Law).Decision()
	if c.Logic < measures.Papers && in.Party == measures.Respondent {
		c.notBefore("on", "送达日期", in.On, "裁判日期", p.MadeOn)
		c.wrong("party", "第二十五条", "本方的送达日期随裁判登记；请选择原告或者第三人")
		return
	}
	c.served("", in.Service, p.MadeOn)
	if slices.ContainsFunc(p.Others, func(o measures.Service) bool { return o.Name == in.Name }) {
		c.wrong("name", "", "%s的送达日期已经登记，如有误请办理更正", in.Name)
	}
}

// served refuses a service on somebody who is not in the lawsuit, or before the paper
// was made.
func (c *checks) served(field string, s measures.Service, made calendar.Date) {
	if field != "" {
		field += "."
	}
	c.notBefore(field+"on", "送达日期", s.On, "裁判日期", made)
	if names := c.Named(s.Party); !slices.Contains(names, s.Name) {
		c.wrong(field+"name", "", "本案%s中没有%s；已登记的为：%s", s.Party.Title(), s.Name, orElse(measures.InShort(names), "无"))
	}
}

// put notes the service. A decision that was taken for effective, and is not yet, is
// not effective any more.
func (in RecordService) put(f *measures.File, s Stamp) {
	i := servedBy(f, s.Law)
	p := i.Decision()
	p.Others = append(p.Others, in.Service)
	if s.Logic >= measures.Apart {
		i = f.Current()
	}
	early := i.Effective != nil && (!i.Effective.On.After(f.LastAppeal(i, s.Law)) || p.Form == measures.MediationForm && i.Effective.On.Before(p.LastServed()))
	if early {
		i.Effective, f.Conclusion = nil, nil
	}
}

func (in RecordService) sentence(s Scene) string {
	said := recordService.words(in)
	after := clone(s.File)
	in.put(after, s.Stamp)
	switch e := s.Current().Effective; {
	case e == nil || after.Current().Effective != nil:
	case after.Current().Decision().Form == measures.MediationForm:
		said += fmt.Sprintf("；调解书自最后一方签收之日起生效，此前登记的生效日期（%s）不成立，请重新登记", e.On.Chinese())
	default:
		said += fmt.Sprintf("；%s的上诉期限至%s届满，此前登记的生效日期（%s）不成立，届满后请重新登记",
			in.Name, after.LastAppeal(after.Current(), s.Law).Chinese(), e.On.Chinese())
	}
	return said
}
