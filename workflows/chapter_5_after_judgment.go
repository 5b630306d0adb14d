package workflows

// 第五章 出庭应诉（第二十五条）：裁判、上诉、生效

import (
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// RecordAppeal takes the dispute to the second instance, or adds another
// party's appeal to the one that has. An appeal against an interlocutory ruling stays
// with it: the instance goes on.
type RecordAppeal struct {
	measures.Appeal
	Admitted   bool   `json:"admitted,omitempty" label:"逾期上诉，人民法院已受理" help:"超过上诉期限而人民法院已经受理的选择（民事诉讼法第八十六条）"`
	CaseNumber string `json:"case_number,omitempty" label:"二审案号" check:"number" example:"（2026）鲁行终88号" help:"尚未取得的可以不填"`
	Court      string `json:"court,omitempty" label:"二审法院" example:"山东省高级人民法院"`
}

var recordAppeal = act[RecordAppeal](Act{
	Form: Form{
		Name: "record_appeal", Title: "登记上诉", Article: "第二十五条",
		Doc: "登记任何一方的上诉，案件转入二审，重新进入开庭阶段；二审裁判前可以登记他方的上诉。对管辖异议等程序性裁定的上诉不影响本审级。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		i := appealed(f, l)
		p := i.Appealed(l)
		switch {
		case f.Withdrawal != nil:
			return "案件已撤诉或者和解"
		case p != nil && l.Logic >= measures.Papers:
			return ""
		case i.Decision() == nil:
			return i.Title() + "尚未作出裁判"
		case i.Level != measures.First && i.As != measures.First:
			return i.Title() + "裁判为终审裁判，不能上诉"
		case p == nil:
			return "调解书和准许撤诉、终结诉讼的裁定不能上诉"
		case i.Effective != nil:
			return "裁判已于" + i.Effective.On.Chinese() + "生效"
		}
		return ""
	},
})

// appealed returns the instance against whose decision an appeal can be
// recorded: the one before, while the second instance has not decided, or has ended
// because its appeals were withdrawn.
func appealed(f *measures.File, l measures.Law) *measures.Instance {
	n := len(f.Instances) - 1
	open := len(f.Instances[n].Appeals) > 0 && f.Instances[n].Decision() == nil
	for open || l.Logic >= measures.Apart && n > 0 && f.Instances[n].Unappealed() {
		n, open = n-1, false
	}
	return &f.Instances[n]
}

// complete names who appealed, where the side has only one.
func (in *RecordAppeal) complete(s Scene) {
	if names := s.Named(in.By); in.Name == "" && len(names) == 1 && s.Logic >= measures.Papers {
		in.Name = names[0]
	}
	if organ, ok := s.Organ(in.Name); ok && in.Name != "" && in.By == organ.Side {
		in.Name = organ.Name
	}
}

func (in RecordAppeal) check(c *checks) {
	i := appealed(c.File, c.Law)
	p := i.Appealed(c.Law)
	c.notBefore("on", "上诉日期", in.On, "裁判日期", p.MadeOn)
	in.checkParty(c)
	in.checkInTime(c, p)
	if !in.CopyServedOn.IsZero() {
		c.notBefore("copy_served_on", "上诉状副本送达日期", in.CopyServedOn, "上诉日期", in.On)
	}
	if in.CaseNumber != "" && in.CaseNumber == i.CaseNumber {
		c.wrong("case_number", "", "二审案号与一审案号相同，请核对")
	}
	c.doubtNumber(in.CaseNumber, "上诉", in.On)
	before := p.Appeals
	if i != c.Current() && c.Current().Decision() == nil {
		before = c.Current().Appeals
	}
	if slices.ContainsFunc(before, func(a measures.Appeal) bool { return a.By == in.By && c.Appellant(a) == c.Appellant(in.Appeal) }) {
		c.wrong("by", "", "%s%s的上诉已经登记", in.By.Title(), in.Name)
	}
}

// checkParty refuses an appeal by who is not in the lawsuit.
func (in RecordAppeal) checkParty(c *checks) {
	if names := c.Named(in.By); in.Name != "" && !slices.Contains(names, in.Name) {
		c.wrong("name", "", "本案%s中没有%s；已登记的为：%s", in.By.Title(), in.Name, orElse(measures.InShort(names), "无"))
	}
}

// checkInTime refuses an appeal after the party's own period, unless the court has
// admitted it.
func (in RecordAppeal) checkInTime(c *checks, p *measures.Paper) {
	organ, ours := c.Organ(c.Appellant(in.Appeal))
	until := p.AppealableUntil(c.Appellant(in.Appeal), ours && in.By == organ.Side, c.Law)
	if c.Logic < measures.Papers {
		until = p.LastAppealOf(in.By, c.Law)
	}
	switch {
	case until.IsZero() || !in.On.After(until):
	case in.Admitted:
		c.doubt("第二十五条", "%s%s的上诉期限已于%s届满，人民法院已受理", in.By.Title(), in.Name, until.Chinese())
	case c.Logic < measures.Papers && in.By != measures.Respondent:
		c.wrong("on", "第二十五条", "按登记的送达日期，%s的上诉期限已于%s届满，请核对送达日期和上诉日期", in.By.Title(), until.Chinese())
	default:
		c.wrong("on", "第二十五条", "%s%s的上诉期限已于%s届满，已逾上诉期限，是否受理由人民法院审查；人民法院已受理的，请选择“逾期上诉，人民法院已受理”", in.By.Title(), in.Name, until.Chinese())
	}
}

func (in RecordAppeal) put(f *measures.File, s Stamp) {
	i := f.Current()
	from := appealed(f, s.Law)
	if i != from && i.Decision() == nil {
		i.Appeals = append(i.Appeals, in.Appeal)
		i.CaseNumber, i.Court = orElse(i.CaseNumber, in.CaseNumber), orElse(i.Court, in.Court)
		return
	}
	p := from.Appealed(s.Law)
	if !p.Effect().Ends {
		p.Appeals = append(p.Appeals, in.Appeal)
		return
	}
	if s.Logic >= measures.Papers { // an appeal that the court has admitted, late or after a late service
		i.Effective, f.Conclusion = nil, nil
	}
	f.Instances = append(f.Instances, measures.Instance{
		Level: measures.Second, Round: max(i.Round, rounds(f, measures.Second)), CaseNumber: in.CaseNumber, Court: in.Court, Appeals: []measures.Appeal{in.Appeal},
	})
}

// AnswerAppeal records the answer to another party's appeal.
type AnswerAppeal struct {
	On   calendar.Date `json:"on" label:"答辩日期" check:"required,past,today" example:"2026-06-25"`
	Name string        `json:"name,omitempty" label:"上诉人" example:"王某某" help:"数人上诉的填写；不填即为最早未答辩的一个"`
	// Organ is who answers, since Own.
	Organ string `json:"organ,omitempty" label:"答辩的被告" check:"several" help:"本区有数个被告的填写，各自答辩；不填即为本单位的"`
	Lateness
}

var answerAppeal = act[AnswerAppeal](Act{
	Form: Form{
		Name: "answer_appeal", Title: "提交上诉答辩状", Article: "第二十五条",
		Doc: "对方上诉的，收到上诉状副本之日起15日内提出答辩状（行诉解释第一百零八条）。",
		By:  handlers,
	},
	Owing: func(f *measures.File, l measures.Law) []measures.Party {
		if a := unanswered(f, "", l); a != nil {
			return f.Unanswering(*a, l)
		}
		return nil
	},
	Open: func(f *measures.File, l measures.Law) string {
		if unanswered(f, "", l) == nil {
			return "没有需要答辩的上诉"
		}
		return undecided(f)
	},
})

// complete names the organ that answers.
func (in *AnswerAppeal) complete(s Scene) {
	if a := unanswered(s.File, in.Name, s.Law); a != nil && s.Logic >= measures.Own {
		in.Organ = s.answers(in.Organ, s.Unanswering(*a, s.Law))
	}
}

// answers returns the organ that is meant of those that owe an answer: the one that was
// named, or else the caller's own, or else the first.
func (s Scene) answers(name string, owing []measures.Party) string {
	if name = s.organNamed(name); name != "" || len(owing) == 0 {
		return name
	}
	own := slices.IndexFunc(owing, func(p measures.Party) bool { return s.By.Role.OfUnit() && s.actsFor(p) })
	return owing[max(0, own)].Name
}

// answered refuses an answer of who owes none, or for another unit's organ.
func (c *checks) answered(name string, owing []measures.Party) {
	switch {
	case c.Logic < measures.Own || len(owing) == 0:
	case !slices.ContainsFunc(owing, func(p measures.Party) bool { return p.Name == name }):
		c.wrong("organ", "", "%s没有待提交的意见；待提交的为：%s", name, partyNames(owing))
	default:
		c.forOwnOrgan("organ", name)
	}
}

// unanswered returns the first appeal, of somebody if that is said, whose copy was
// served and that somebody has to answer and has not, or nil.
func unanswered(f *measures.File, name string, l measures.Law) *measures.Appeal {
	appeals := f.Current().Appeals
	for i := range appeals {
		a := &appeals[i]
		owed := l.Logic < measures.Apart || len(f.Answering(*a, l)) > 0
		if owed && !a.CopyServedOn.IsZero() && a.AnsweredOn.IsZero() && (name == "" || a.Name == name) {
			return a
		}
	}
	return nil
}

func (in AnswerAppeal) check(c *checks) {
	a := unanswered(c.File, in.Name, c.Law)
	if a == nil {
		c.wrong("name", "", "没有%s待答辩的上诉", in.Name)
		return
	}
	c.notBefore("on", "答辩日期", in.On, "上诉状副本送达日期", a.CopyServedOn)
	c.answered(in.Organ, c.Unanswering(*a, c.Law))
}

func (in AnswerAppeal) put(f *measures.File, s Stamp) {
	if a := unanswered(f, in.Name, s.Law); s.Logic >= measures.Own && in.Organ != "" {
		f.Answer(a, in.Organ, in.On, s.Law)
	} else {
		a.AnsweredOn = in.On
	}
}

// RecordAppealFee puts the fee of an own appeal on file: the court's notice, the
// payment, or both.
type RecordAppealFee struct {
	Name     string        `json:"name,omitempty" label:"上诉单位" check:"several" help:"本区数个单位上诉的填写，不填即为尚未交费的一个；单位人员不填即为本单位"`
	NoticeOn calendar.Date `json:"notice_on,omitzero" label:"收到交费通知日期" check:"past" example:"2026-06-16"`
	PaidOn   calendar.Date `json:"paid_on,omitzero" label:"交费日期" check:"past" example:"2026-06-18"`
	Lateness
}

var recordAppealFee = act[RecordAppealFee](Act{
	Form: Form{
		Name: "record_appeal_fee", Title: "登记上诉费", Article: "第二十五条",
		Doc: "本方上诉的，收到交费通知次日起7日内交纳，逾期未交又未获准缓、减、免的，按自动撤诉处理（行诉解释第六十一条）。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		a := ownAppeal(f, "", l)
		switch {
		case a == nil:
			return "本方没有上诉"
		case !a.FeePaidOn.IsZero():
			return "上诉费已于" + a.FeePaidOn.Chinese() + "交纳"
		}
		return undecided(f)
	},
})

// ownAppeal returns the first appeal of the district's own organs, or of the one that is
// named, whose fee is not paid, or else their last one; nil if there is none.
func ownAppeal(f *measures.File, name string, l measures.Law) *measures.Appeal {
	appeals := f.Current().Appeals
	var own *measures.Appeal
	for i := range appeals {
		organ, ours := f.OwnAppeal(appeals[i], l)
		if !ours || name != "" && organ.Name != name {
			continue
		}
		if own = &appeals[i]; own.FeePaidOn.IsZero() {
			return own
		}
	}
	return own
}

// complete takes a unit's own appeal for the one that is meant, one that is not paid
// before one that is.
func (in *RecordAppealFee) complete(s Scene) {
	if in.Name = s.organNamed(in.Name); in.Name != "" || s.Logic < measures.Letters || !s.By.Role.OfUnit() {
		return
	}
	for _, organ := range s.Organs() {
		a := ownAppeal(s.File, organ.Name, s.Law)
		if a == nil || !s.actsFor(organ) {
			continue
		}
		if in.Name = organ.Name; a.FeePaidOn.IsZero() {
			return
		}
	}
}

func (in RecordAppealFee) check(c *checks) {
	if in.NoticeOn.IsZero() && in.PaidOn.IsZero() {
		c.wrong("notice_on", "第二十五条", "请填写收到交费通知的日期，或者交费的日期")
	}
	a := ownAppeal(c.File, in.Name, c.Law)
	switch {
	case a == nil:
		c.wrong("name", "第二十五条", "“%s”没有上诉，请填写上诉的本区单位", in.Name)
		return
	case !a.FeePaidOn.IsZero():
		c.wrong("name", "第二十五条", "“%s”的上诉费已于%s交纳", in.Name, a.FeePaidOn.Chinese())
	}
	c.notBefore("paid_on", "交费日期", orDay(in.PaidOn, a.On), "上诉日期", a.On)
	c.notBefore("notice_on", "收到交费通知日期", orDay(in.NoticeOn, a.On), "上诉日期", a.On)
}

func (in RecordAppealFee) put(f *measures.File, s Stamp) {
	a := ownAppeal(f, in.Name, s.Law)
	a.FeeNoticeOn, a.FeePaidOn = orDay(in.NoticeOn, a.FeeNoticeOn), orDay(in.PaidOn, a.FeePaidOn)
}

func orDay(d, other calendar.Date) calendar.Date {
	if d.IsZero() {
		return other
	}
	return d
}

// RecordRemand opens the new trial of a dispute that was sent back.
type RecordRemand struct {
	On         calendar.Date  `json:"on" label:"重审立案日期" check:"required,past,today" example:"2026-10-12"`
	CaseNumber string         `json:"case_number,omitempty" label:"重审案号" check:"number" example:"（2026）鲁10行初90号"`
	Court      string         `json:"court,omitempty" label:"审理法院" example:"威海市环翠区人民法院" help:"不填即为原审法院"`
	Level      measures.Level `json:"level,omitempty" label:"审级" help:"不填即为一审；再审发回二审法院重审的选择二审（行诉解释第一百二十二条）"`
}

var recordRemand = act[RecordRemand](Act{
	Form: Form{
		Name: "record_remand", Title: "登记发回重审", Article: "第二十五条",
		Doc: "二审或者再审发回重审、指令继续审理或者立案的，登记下级人民法院重新立案，案件回到该审级。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch p := f.Current().Decision(); {
		case f.Withdrawal != nil:
			return "案件已撤诉或者和解"
		case p == nil || p.Sends() == measures.SendsNowhere:
			return "没有发回重审、指令继续审理或者立案的裁判"
		case p.Settles() && f.Current().Effective == nil:
			return "裁判的其余部分尚未登记生效，请先办理“登记裁判生效”"
		}
		return ""
	},
})

func (in RecordRemand) check(c *checks) {
	c.doubtNumber(in.CaseNumber, "重审立案", in.On)
	c.notBefore("on", "重审立案日期", in.On, "裁判日期", c.Current().Decision().MadeOn)
	if in.Level == measures.Retrial || in.Level == measures.Reconsidering || in.Level == measures.Second && c.Current().Level != measures.Retrial {
		c.wrong("level", "《行诉解释》第一百二十二条", "%s只能发回一审；再审可以发回一审或者二审", c.Current().Title())
	}
}

func (in RecordRemand) put(f *measures.File, _ Stamp) {
	from, level := f.Current().Decision(), in.Level
	if level == "" {
		level = measures.First
	}
	court := orElse(in.Court, from.Court)
	for i := range f.Instances {
		if f.Instances[i].Level == level {
			court = orElse(court, f.CourtOf(&f.Instances[i]))
		}
	}
	f.Instances = append(f.Instances, measures.Instance{
		Level: level, Round: rounds(f, level), CaseNumber: in.CaseNumber, Court: court, RemandedOn: in.On,
		Continued: from.Sends() == measures.SendsContinue,
	})
}

// rounds counts the instances of a level so far.
func rounds(f *measures.File, level measures.Level) int {
	n := 0
	for i := range f.Instances {
		if f.Instances[i].Level == level {
			n++
		}
	}
	return n
}

// RecordEffective records that the decision has taken effect.
type RecordEffective struct{ measures.Effective }

var recordEffective = act[RecordEffective](Act{
	Form: Form{
		Name: "record_effective", Title: "登记裁判生效", Article: "第二十六条第一款", InReview: "登记复议决定生效",
		Doc: "登记裁判发生法律效力；败诉的，随即计算败诉报告期限。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		i := f.Current()
		switch {
		case i.Decision() == nil:
			return i.Title() + "尚未作出裁判"
		case !i.Decision().Settles():
			return "裁判为" + i.Decision().Outcome.Title() + "，请办理“" + recordRemand.Title + "”"
		case i.Effective != nil:
			return "裁判已于" + i.Effective.On.Chinese() + "生效"
		case f.Withdrawal != nil:
			return "案件已撤诉或者和解"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		against := f.Reporters()
		if len(against) == 0 || f.Reported() != f.Current() { // a retrial that has decided nothing
			return nil
		}
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Warning, Article: "第二十七条",
			Title: "败诉裁判已生效，请报送败诉情况分析报告", Body: partyNames(against) + "败诉。请自收到生效判决之日起10日内，将败诉情况分析报告和行政判决书一同报区司法局。"}}
	},
})

func (in RecordEffective) check(c *checks) {
	i := c.Current()
	p := i.Decision()
	c.notBefore("on", "生效日期", in.On, "裁判送达日期", p.ServedOn)
	c.notBefore("received_on", "收到日期", in.ReceivedOn, "裁判送达日期", p.ServedOn)
	if until := c.LastAppeal(i, c.Law); !until.IsZero() && !in.On.After(until) {
		c.wrong("on", "第二十五条", "最后一方的上诉期限至%s届满，裁判最早于%s生效", until.Chinese(), until.AddDays(1).Chinese())
	}
	if c.Logic < measures.Papers {
		return
	}
	if signed := p.LastServed(); p.Form == measures.MediationForm && in.On.Before(signed) {
		c.wrong("on", "《行诉解释》第八十五条第三款", "调解书自最后一方当事人签收之日（%s）起生效", signed.Chinese())
	}
	if names := c.Unserved(i, c.Law); len(names) > 0 {
		c.doubt("第二十五条", "%s的送达日期尚未登记，生效日期待核实；登记后晚于该日届满的，须重新登记生效", measures.InShort(names))
	}
}

// sentence also says whose day of service was not known.
func (in RecordEffective) sentence(s Scene) string {
	said := recordEffective.words(in)
	if unserved := s.Unserved(s.Current(), s.Law); len(unserved) > 0 && s.Logic < measures.Papers {
		said += "；尚未登记送达日期的当事人：" + strings.Join(unserved, "、")
	}
	return said
}

func (in RecordEffective) put(f *measures.File, _ Stamp) { f.Current().Effective = &in.Effective }
