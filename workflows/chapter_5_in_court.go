package workflows

// 第五章 出庭应诉（第十九条至第二十四条）

import (
	"fmt"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// RequirePrincipal says that the principal must come to court, and why.
type RequirePrincipal struct{ measures.PrincipalGround }

var requirePrincipal = act[RequirePrincipal](Act{
	Form: Form{
		Name: "require_principal", Title: "认定正职应当出庭", Article: "第二十条",
		Doc: "登记第二十条所列应当由正职负责人出庭的情形。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if f.Kind == measures.Reconsideration {
			return "行政复议没有开庭审理"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		g := f.Principal[len(f.Principal)-1]
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Reminder, Article: g.Item.Citation(),
			Title: "正职负责人应当出庭应诉", Body: "依据" + g.Item.Citation() + "：" + measures.PrincipalItems[g.Item-1] + "。" + nameAnew(f)}}
	},
})

// nameAnew asks for another official where one has been named who will not do.
func nameAnew(f *measures.File) string {
	if h := f.Current().Hearing(); h == nil || len(h.Officials) == 0 || !f.WithoutPrincipal(h) {
		return ""
	}
	return "已报备的出庭负责人不是正职，请重新报备，或者说明正职不能出庭的原因。"
}

func (in RequirePrincipal) check(c *checks) {
	c.notBefore("on", "认定日期", in.On, "送达日期", c.ServedOn)
	if in.Item == 5 && in.Document == "" {
		c.wrong("document", "第二十条第（五）项", "请填写人民法院或者区司法局书面建议的文号")
	}
	if slices.ContainsFunc(c.Principal, func(g measures.PrincipalGround) bool { return g.Item == in.Item }) {
		c.wrong("item", "", "%s已经登记", in.Item.Citation())
	}
}

func (in RequirePrincipal) put(f *measures.File, _ Stamp) {
	f.Principal = append(f.Principal, in.PrincipalGround)
}

// RecordSummons puts the court's summons on file.
type RecordSummons struct {
	HearingOn     calendar.Date `json:"hearing_on" label:"开庭日期" check:"required,day" example:"2026-04-10"`
	Time          string        `json:"time,omitempty" label:"开庭时间" example:"09:30"`
	Place         string        `json:"place,omitempty" label:"开庭地点" example:"第三法庭"`
	ReceivedOn    calendar.Date `json:"received_on,omitzero" label:"收到传票日期" check:"past,day" example:"2026-03-20" help:"不填即为当日"`
	NotifiedAgain bool          `json:"notified_again,omitempty" label:"法院再次通知负责人出庭" help:"本审级负责人已出庭的，一般不必再次出庭（负责人规定第七条）"`
}

var recordSummons = act[RecordSummons](Act{
	Form: Form{
		Name: "record_summons", Title: "登记传票", Article: "第十九条第三款",
		Doc: "登记人民法院的开庭传票，随即计算出庭负责人名单的报备期限。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if f.Kind == measures.Reconsideration && l.Logic >= measures.Papers {
			return "行政复议没有开庭审理；行政复议机构组织听证的，请办理“" + recordReviewHearing.Title + "”"
		}
		if h := f.Current().Hearing(); h != nil {
			return h.On.Chinese() + "的开庭尚未结束；改期请办理“延期开庭”"
		}
		if f.Suspended() {
			return "诉讼已中止，请先登记恢复审理"
		}
		return undecided(f)
	},
	Tell: func(f *measures.File) []models.Notice {
		h := f.Current().Hearing()
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Reminder, Article: "第十九条",
			Title: "收到开庭传票：" + h.On.Chinese(),
			Body:  fmt.Sprintf("开庭时间：%s %s，地点：%s。%s应当出庭应诉，请确定出庭负责人并报区司法局备案。", h.On.Chinese(), h.Time, h.Place, whoComes(f))}}
	},
})

// RecordReviewHearing puts the notice of a hearing in a reconsideration on file
// (行政复议法第五十条、第五十一条).
type RecordReviewHearing struct {
	HearingOn  calendar.Date `json:"hearing_on" label:"听证日期" check:"required,day" example:"2026-04-10"`
	Time       string        `json:"time,omitempty" label:"听证时间" example:"09:30"`
	Place      string        `json:"place,omitempty" label:"听证地点" example:"行政复议听证室"`
	ReceivedOn calendar.Date `json:"received_on,omitzero" label:"收到通知日期" check:"past,day" example:"2026-04-01" help:"不填即为当日；行政复议机构应当于举行听证的5个工作日前通知"`
}

var recordReviewHearing = act[RecordReviewHearing](Act{
	Form: Form{
		Name: "record_review_hearing", Title: "登记听证通知", Article: "《行政复议法》第五十一条",
		Doc: "登记行政复议机构的听证通知；被申请人的负责人应当参加听证，不能参加的说明理由并委托相应的工作人员参加。",
		By:  handlers,
	},
	Since: measures.Papers,
	Open: func(f *measures.File, l measures.Law) string {
		switch h := f.Current().Hearing(); {
		case f.Kind != measures.Reconsideration:
			return "行政诉讼案件请登记传票"
		case h != nil:
			return h.On.Chinese() + "的听证尚未结束"
		}
		return undecided(f)
	},
	Tell: func(f *measures.File) []models.Notice {
		h := f.Current().Hearing()
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Reminder, Article: "《行政复议法》第五十一条",
			Title: "收到听证通知：" + h.On.Chinese(),
			Body:  fmt.Sprintf("听证时间：%s %s，地点：%s。被申请人的负责人应当参加，不能参加的应当说明理由并委托相应的工作人员参加。", h.On.Chinese(), h.Time, h.Place)}}
	},
})

func (in *RecordReviewHearing) complete(s Scene) {
	in.ReceivedOn = s.summonedOn(in.ReceivedOn, in.HearingOn)
}

func (in RecordReviewHearing) check(c *checks) {
	c.timeOfDay("time", in.Time)
	c.notBefore("hearing_on", "听证日期", in.HearingOn, "送达日期", c.ServedOn)
	c.summonedBefore(in.HearingOn, in.ReceivedOn)
	if latest := c.Calendar.WorkingDaysBefore(in.HearingOn, 5).Due; in.ReceivedOn.After(latest) {
		c.doubt("《行政复议法》第五十一条第一款、第八十八条第二款", "听证应当于5个工作日前通知（最迟%s），请核对通知，必要时申请延期", latest.Chinese())
	}
}

func (in RecordReviewHearing) put(f *measures.File, _ Stamp) {
	i := f.Current()
	i.Hearings = append(i.Hearings, measures.Hearing{On: in.HearingOn, Time: in.Time, Place: in.Place, ReceivedOn: in.ReceivedOn})
}

// whoComes names who must stand in court.
func whoComes(f *measures.File) string {
	var grounds []string
	for _, item := range f.PrincipalRequired() {
		grounds = append(grounds, item.Citation())
	}
	if len(grounds) == 0 {
		return "行政机关负责人"
	}
	return "正职负责人（" + strings.Join(grounds, "、") + "）"
}

// undecided says why the open instance takes nothing more, or nothing.
func undecided(f *measures.File) string {
	switch {
	case f.Withdrawal != nil:
		return "案件已撤诉或者和解"
	case f.Current().Decision() != nil:
		return f.Current().Title() + "已作出裁判"
	}
	return ""
}

func (in *RecordSummons) complete(s Scene) { in.ReceivedOn = s.summonedOn(in.ReceivedOn, in.HearingOn) }

func (in RecordSummons) check(c *checks) {
	c.timeOfDay("time", in.Time)
	c.notBefore("hearing_on", "开庭日期", in.HearingOn, "送达日期", c.ServedOn)
	c.notBefore("hearing_on", "开庭日期", in.HearingOn, "本审级开始日期", c.Current().OpenedOn())
	c.notBefore("received_on", "收到传票日期", orDay(in.ReceivedOn, c.ServedOn), "送达日期", c.ServedOn)
	c.summonedBefore(in.HearingOn, in.ReceivedOn)
}

// summonedOn returns the day on which a summons came: today where none is given,
// and not known where the hearing is over by then.
func (s Scene) summonedOn(given, hearing calendar.Date) calendar.Date {
	if given.IsZero() && !s.Today.After(hearing) {
		return s.Today
	}
	return given
}

// summonedBefore refuses a summons that came after its hearing.
func (c *checks) summonedBefore(hearing, received calendar.Date) {
	if received.After(hearing) {
		c.wrong("received_on", "", "收到日期%s晚于开庭日期%s，请核对", received.Chinese(), hearing.Chinese())
	}
}

func (in RecordSummons) put(f *measures.File, _ Stamp) {
	i := f.Current()
	i.Hearings = append(i.Hearings, measures.Hearing{On: in.HearingOn, Time: in.Time, Place: in.Place, ReceivedOn: in.ReceivedOn, NotifiedAgain: in.NotifiedAgain})
}

// NameOfficial files the official who will stand in court.
type NameOfficial struct {
	measures.Official
	Lateness
}

var nameOfficial = act[NameOfficial](Act{
	Form: Form{
		Name: "name_official", Title: "报备出庭负责人", Article: "第十九条第三款", InReview: "报备参加听证负责人",
		Doc: "将传票和确定的出庭负责人名单报区司法局备案；开庭前可以变更。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if f.Current().Hearing() == nil {
			return "没有待开的庭审，请先登记传票"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		h := f.Current().Hearing()
		o := h.Officials[len(h.Officials)-1]
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Information, Article: "第十九条第三款",
			Title: "出庭负责人已报备", Body: fmt.Sprintf("%s开庭，出庭负责人：%s（%s，%s）。", h.On.Chinese(), o.Name, o.Employer, o.Post)}}
	},
})

func (in *NameOfficial) usual(s Scene) {
	in.NamedOn = s.Today
	if employers := s.Employers(); len(employers) == 1 {
		in.Employer = employers[0]
	}
}

// complete names the co-defendants as the lawsuit does.
func (in *NameOfficial) complete(s Scene) {
	for i, name := range in.Agreed {
		in.Agreed[i] = s.organNamed(name)
	}
}

func (NameOfficial) among(s Scene) map[string][]measures.Choice {
	return map[string][]measures.Choice{"employer": named(s.Employers())}
}

func (in NameOfficial) check(c *checks) {
	c.notBefore("on", "报备日期", in.NamedOn, "送达日期", c.ServedOn)
	if items := c.PrincipalRequired(); len(items) > 0 && in.Rank != measures.Principal && in.NoPrincipal == "" {
		c.wrong("no_principal_reason", items[0].Citation(), "本案%s，正职负责人应当出庭应诉；正职不能出庭的请说明原因", measures.PrincipalItems[items[0]-1])
	}
	if !c.EligibleEmployer(in.Employer) {
		c.wrong("employer", "第十九条第二款", "%s不是被诉行政机关。被诉行政机关委托的组织或者下级行政机关的负责人，不能作为被诉行政机关负责人出庭；可填：%s",
			in.Employer, strings.Join(c.Employers(), "、"))
	} else if organ, ok := c.Organ(in.Employer); ok {
		c.forOwnOrgan("employer", organ.Name)
		c.notNamedEarlier(in.Official, organ)
	}
	for i, name := range in.Agreed {
		organ, ok := c.Organ(name)
		if own, _ := c.Organ(in.Employer); !ok || name == "" || organ.Side != measures.Respondent || organ.Name == own.Name {
			c.wrong(fmt.Sprintf("agreed.%d", i), "《负责人规定》第三条", "%s不是本案的其他被告；只有共同被告可以协商确定由一个负责人出庭，本区的被告为：%s", name, partyNames(c.Sued()))
		}
	}
}

// notNamedEarlier refuses that who is named later was named earlier: the first day stands.
func (c *checks) notNamedEarlier(o measures.Official, organ measures.Party) {
	before := c.Current().Hearing().OfficialOf(organ)
	if c.Logic >= measures.Own && before != nil && !slices.Contains(before.Agreed, organ.Name) && o.NamedOn.Before(before.NamedOn) {
		c.wrong("on", "第十九条第三款", "%s已于%s报备，变更出庭负责人的日期不能更早；此前的日期登记有误的，请在办理日志中申请更正", organ.Name, before.NamedOn.Chinese())
	}
}

func (in NameOfficial) put(f *measures.File, s Stamp) {
	h := f.Current().Hearing()
	if s.Logic < measures.Papers { // one spoke for all
		h.Officials = nil
	}
	if organ, ok := f.Organ(in.Employer); ok { // it may have named one under its other name
		h.Officials = slices.DeleteFunc(h.Officials, func(o measures.Official) bool { return o.Employer == organ.Name || o.Employer == organ.Unit })
	}
	h.Name(in.Official)
}

// IssueLetter reminds the unit to send its official.
type IssueLetter struct{ measures.Letter }

var issueLetter = act[IssueLetter](Act{
	Form: Form{
		Name: "issue_letter", Title: "发出提示函", Article: "第十九条第三款",
		Doc: "区司法局向有关单位发出行政机关负责人出庭应诉提示函。",
		By:  bureau,
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch h := f.Current().Hearing(); {
		case h == nil:
			return "没有待开的庭审，请先登记传票"
		case h.Letter != nil:
			return "已于" + h.Letter.On.Chinese() + "发出提示函"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		h := f.Current().Hearing()
		to := append(post.Clerks(h.Letter.To), post.Officials(h.Letter.To)...)
		return []models.Notice{{To: to, Urgency: models.Warning, Article: "第十九条第三款",
			Title: "行政机关负责人出庭应诉提示函" + h.Letter.Number, Body: fmt.Sprintf("%s开庭，%s应当出庭应诉。%s请签收本函。", h.On.Chinese(), whoComes(f), h.Letter.Text)}}
	},
})

func (in IssueLetter) check(c *checks) {
	c.notBefore("on", "发出日期", in.On, "送达日期", c.ServedOn)
}

func (in IssueLetter) put(f *measures.File, _ Stamp) { f.Current().Hearing().Letter = &in.Letter }

// ConfirmLetter is the unit's receipt for the letter.
type ConfirmLetter struct {
	On calendar.Date `json:"on" label:"签收日期" check:"required,past,today" example:"2026-04-03"`
	By string        `json:"by" label:"签收人" check:"required" example:"孙某某"`
}

var confirmLetter = act[ConfirmLetter](Act{
	Form: Form{
		Name: "confirm_letter", Title: "签收提示函", Article: "第十九条第三款",
		Doc: "有关单位签收出庭应诉提示函。",
		By:  handlers,
	},
	Waiting: "待签收提示函",
	Wider:   true,
	Open: func(f *measures.File, l measures.Law) string {
		switch h := f.Current().Hearing(); {
		case h == nil || h.Letter == nil:
			return "没有待签收的提示函"
		case !h.Letter.ConfirmedOn.IsZero():
			return "提示函已于" + h.Letter.ConfirmedOn.Chinese() + "签收"
		}
		return ""
	},
})

func (in ConfirmLetter) check(c *checks) {
	c.notBefore("on", "签收日期", in.On, "发出日期", c.Current().Hearing().Letter.On)
}

func (in ConfirmLetter) put(f *measures.File, _ Stamp) {
	l := f.Current().Hearing().Letter
	l.ConfirmedOn, l.ConfirmedBy = in.On, in.By
}

// PostponeHearing moves a hearing; the official has to be named anew.
type PostponeHearing struct {
	To     calendar.Date `json:"to" label:"改期至" check:"required" example:"2026-04-20"`
	Reason string        `json:"reason" label:"原因" check:"required,long" example:"人民法院通知改期"`
	Time   string        `json:"time,omitempty" label:"开庭时间" example:"09:30"`
	Place  string        `json:"place,omitempty" label:"开庭地点" example:"第三法庭"`

	ReceivedOn calendar.Date `json:"received_on,omitzero" label:"收到改期通知日期" check:"past" help:"不填即为当日"`
}

var postponeHearing = act[PostponeHearing](Act{
	Form: Form{
		Name: "postpone_hearing", Title: "延期开庭", Article: "第十九条第三款", InReview: "延期听证",
		Doc: "登记开庭改期；出庭负责人须按新的日期重新报备。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if f.Current().Hearing() == nil {
			return "没有待开的庭审"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Reminder, Article: "第十九条第三款",
			Title: "开庭改期至" + f.Current().Hearing().On.Chinese(), Body: "请按新的开庭日期重新报备出庭负责人。"}}
	},
})

func (in *PostponeHearing) complete(s Scene) { in.ReceivedOn = s.summonedOn(in.ReceivedOn, in.To) }

func (in PostponeHearing) check(c *checks) {
	c.timeOfDay("time", in.Time)
	c.notBefore("to", "改期日期", in.To, "送达日期", c.ServedOn)
	if h := c.Current().Hearing(); in.To == h.On {
		c.wrong("to", "", "改期日期与原开庭日期相同（%s）", h.On.Chinese())
	}
	c.summonedBefore(in.To, in.ReceivedOn)
}

func (in PostponeHearing) put(f *measures.File, _ Stamp) {
	old := f.Current().Hearing()
	old.PostponedTo, old.PostponedReason = in.To, in.Reason
	next := measures.Hearing{On: in.To, Time: orElse(in.Time, old.Time), Place: orElse(in.Place, old.Place), ReceivedOn: in.ReceivedOn, NotifiedAgain: old.NotifiedAgain}
	f.Current().Hearings = append(f.Current().Hearings, next)
}

// CancelHearing takes a hearing off, without a new day (取消开庭、另行通知).
type CancelHearing struct {
	On     calendar.Date `json:"on" label:"通知日期" check:"required,past,today" example:"2026-04-08"`
	Reason string        `json:"reason" label:"原因" check:"required,long" example:"人民法院通知取消，另行通知"`
}

var cancelHearing = act[CancelHearing](Act{
	Form: Form{
		Name: "cancel_hearing", Title: "取消开庭", Article: "第十九条第三款", InReview: "取消听证",
		Doc: "人民法院取消开庭而没有确定新日期的登记；报备期限不再计算，收到新的传票后另行登记。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if f.Current().Hearing() == nil {
			return "没有待开的庭审"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		hearings := f.Current().Hearings
		h := hearings[len(hearings)-1]
		return []models.Notice{{To: append(handlersOf(f), officialsOf(f)...), Urgency: models.Reminder, Article: "第十九条第三款",
			Title: h.On.Chinese() + "的开庭已取消", Body: "原因：" + h.PostponedReason + "。收到新的传票后请登记。"}}
	},
})

func (in CancelHearing) check(c *checks) {
	c.notBefore("on", "通知日期", in.On, "送达日期", c.ServedOn)
}

func (in CancelHearing) put(f *measures.File, _ Stamp) {
	h := f.Current().Hearing()
	h.CancelledOn, h.PostponedReason = in.On, in.Reason
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// RecordHearing says what came of a hearing.
type RecordHearing struct{ measures.Held }

var recordHearing = act[RecordHearing](Act{
	Form: Form{
		Name: "record_hearing", Title: "登记庭审情况", Article: "第十九条第一款", InReview: "登记听证情况",
		Doc: "登记开庭情况和行政机关负责人是否出庭；未出庭的说明原因。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		if f.Current().Hearing() == nil {
			return "没有待开的庭审，请先登记传票"
		}
		if f.Suspended() {
			return "诉讼已中止，请先登记恢复审理"
		}
		return ""
	},
})

func (in *RecordHearing) usual(s Scene) {
	in.On = s.Today
	if h := s.Current().Hearing(); h != nil {
		in.On = h.On
	}
}

func (in RecordHearing) check(c *checks) {
	h := c.Current().Hearing()
	if in.On != h.On {
		c.wrong("on", "", "传票所载开庭日期是%s，与%s不符；改期请先办理“延期开庭”", h.On.Chinese(), in.On.Chinese())
	}
	if !in.OfficialAttended && in.AbsenceReason == "" {
		c.wrong("absence_reason", "第十九条第一款", "行政机关负责人应当出庭应诉；未出庭的请说明原因")
	}
	if in.OfficialAttended && c.WithoutPrincipal(h) && in.NoPrincipal == "" {
		items, why := c.PrincipalRequired(), "报备的不是正职；请说明正职未出庭的原因"
		if len(h.Officials) == 0 {
			why = "尚未报备出庭负责人；正职已经出庭的请先补办“报备出庭负责人”，由他人出庭的请说明原因"
		}
		c.wrong("no_principal_reason", items[0].Citation(), "本案%s，正职负责人应当出庭应诉，%s", measures.PrincipalItems[items[0]-1], why)
	}
	for i, o := range in.Others {
		in.checkPresence(c, i, o)
	}
	switch {
	case in.OfficialAttended && in.Excuse != "":
		c.wrong("excuse", "第十九条第一款", "负责人已经出庭，不应填写未出庭的正当理由")
	case in.Excuse != "" && in.Proof == "":
		c.wrong("proof", "第十九条第一款", "以“%s”为由未出庭的，须有证明材料并加盖印章或者由主要负责人签字（负责人规定第九条）", in.Excuse.Title())
	}
}

// checkPresence judges what is said of one organ.
func (in RecordHearing) checkPresence(c *checks, i int, o measures.Presence) {
	field := fmt.Sprintf("others.%d.", i)
	c.organ(field+"name", o.Name)
	switch {
	case !o.Attended && o.AbsenceReason == "":
		c.wrong(field+"absence_reason", "第十九条第一款", "%s负责人未出庭的请说明原因", o.Name)
	case o.Attended && o.Excuse != "":
		c.wrong(field+"excuse", "第十九条第一款", "%s负责人已经出庭，不应填写未出庭的正当理由", o.Name)
	case o.Excuse != "" && o.Proof == "":
		c.wrong(field+"proof", "第十九条第一款", "以“%s”为由未出庭的，须有证明材料（负责人规定第九条）", o.Excuse.Title())
	}
}

func (in RecordHearing) put(f *measures.File, _ Stamp) { f.Current().Hearing().Held = &in.Held }
