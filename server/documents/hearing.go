package documents

import (
	"fmt"
	"strings"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// What a hearing needs (第十九条、第二十条).

var reminder = &Kind{
	Name: "letter", Title: "行政机关负责人出庭应诉提示函", Article: "第十九条第三款", InReview: "行政机关负责人参加听证提示函", By: bureau,
	Doc:  "区司法局提示有关单位安排负责人出庭并按时报备。",
	Acts: []string{"issue_letter", "confirm_letter"},
	choices: func(m *Matter) ([]Choice, string) {
		return m.hearings(func(c Choice) []Choice {
			if l := c.hearing.Letter; l != nil {
				return []Choice{c.to(l.To, m.full(l.To))}
			}
			var all []Choice
			if c.pending() {
				for _, unit := range m.File.Handlers() {
					all = append(all, c.to(unit, m.full(unit)))
				}
			}
			return all
		}, "没有待开的庭审，请先登记传票")
	},
	draw: drawReminder,
}

// hearings returns what there is of each hearing, the last one first, or why there is
// nothing.
func (m *Matter) hearings(of func(Choice) []Choice, why string) ([]Choice, string) {
	if m.File.Kind == measures.SuggestionOnly {
		return nil, "本件是没有诉讼的建议书"
	}
	var all []Choice
	for i := range m.File.Instances {
		in := &m.File.Instances[i]
		for n := range in.Hearings {
			h := &in.Hearings[n]
			c := Choice{
				Of: fmt.Sprintf("%s-%d", in.Key(), n+1), Title: in.Title() + h.On.String() + m.sitting(),
				instance: i, hearing: h, number: n + 1,
			}
			all = append(of(c), all...)
		}
	}
	if len(all) == 0 {
		return nil, why
	}
	return all, ""
}

// to is the choice for one of several addressees.
func (c Choice) to(key, name string) Choice {
	c.Of, c.Title, c.unit = c.Of+"-"+key, c.Title+"，"+name, key
	return c
}

// pending tells whether the hearing is still to be held.
func (c Choice) pending() bool {
	h := c.hearing
	return h.Held == nil && h.PostponedTo.IsZero() && h.CancelledOn.IsZero()
}

// sitting is what a hearing is called, and attending what the official does there.
func (m *Matter) sitting() string {
	if m.File.Kind == measures.Reconsideration {
		return "听证"
	}
	return "开庭"
}

func (m *Matter) attending() string {
	if m.File.Kind == measures.Reconsideration {
		return "参加听证"
	}
	return "出庭应诉"
}

// when says when and where a hearing is.
func when(h *measures.Hearing) string {
	return written(h.On) + h.Time
}

func drawReminder(m *Matter, c Choice) *Document {
	l := measures.Letter{}
	if c.hearing.Letter != nil {
		l = *c.hearing.Letter
	}
	d := &Document{Title: "关于行政机关负责人" + m.attending() + "的提示函", Mark: l.Number}
	if l.Number == "" {
		d.Mark = "＿＿＿＿〔＿＿＿＿〕＿＿＿号"
	}
	d.add(Flush, "%s：", m.full(c.unit))
	d.say("%s（案号：%s），%s定于%s在%s%s。", m.suit(), m.numberOf(c.instance), m.courtOf(c.instance), when(c.hearing), or(c.hearing.Place), m.sittingVerb())
	d.say("%s现就行政机关负责人%s事项提示如下：", m.basisOfAttending(), m.attending())
	d.say("一、%s。被诉行政机关委托的组织或者下级行政机关的负责人，不能作为被诉行政机关负责人出庭（第十九条第二款）。", m.whoAttends())
	if m.File.Kind == measures.Reconsideration {
		d.say("二、请在听证前将参加听证的负责人名单报我局。")
	} else {
		d.say("二、请%s将传票和确定的出庭负责人名单报我局备案（第十九条第三款）。", by(m.filingDay(c)))
	}
	d.say("三、负责人应当做好%s准备，参与发言并就实质性解决行政争议发表意见（第二十一条）；确有正当理由不能%s的，请及时书面说明并附证明材料。", m.sitting(), map[bool]string{true: "参加", false: "出庭"}[m.File.Kind == measures.Reconsideration])
	d.say("%s", l.Text)
	d.say("联系人：%s，联系电话：%s。", blank, blank)
	d.sign(m.full(measures.JusticeBureau), l.On)
	d.say("签收人：%s\n签收日期：%s", or(l.ConfirmedBy), written(l.ConfirmedOn))
	return d
}

func (m *Matter) sittingVerb() string {
	if m.File.Kind == measures.Reconsideration {
		return "举行听证"
	}
	return "开庭审理"
}

// basisOfAttending says by what the official has to come.
func (m *Matter) basisOfAttending() string {
	if m.File.Kind == measures.Reconsideration {
		return "根据《中华人民共和国行政复议法》第五十一条和《威海市环翠区行政应诉管理办法》第三十八条的规定，"
	}
	return "根据《中华人民共和国行政诉讼法》第三条第三款和《威海市环翠区行政应诉管理办法》第十九条的规定，"
}

func (m *Matter) whoAttends() string {
	organs := strings.Join(names(stillIn(m.File.Organs())), "、")
	var items []string
	for _, x := range m.File.PrincipalRequired() {
		items = append(items, x.Citation())
	}
	if len(items) > 0 {
		return fmt.Sprintf("本案属于%s规定的情形，%s的正职负责人应当%s", strings.Join(items, "、"), organs, m.attending())
	}
	return fmt.Sprintf("请确定%s的负责人%s", organs, m.attending())
}

func stillIn(parties []measures.Party) []measures.Party {
	var all []measures.Party
	for _, p := range parties {
		if p.LeftOn.IsZero() {
			all = append(all, p)
		}
	}
	return all
}

func (m *Matter) filingDay(c Choice) calendar.Date {
	return m.clockOf(fmt.Sprintf("leader_filing/%s/%d", m.File.Instances[c.instance].Key(), c.number), "").Safe
}

func by(day calendar.Date) string {
	if day.IsZero() {
		return "在开庭前2日内"
	}
	return "最迟于" + written(day)
}

var officials = &Kind{
	Name: "officials", Title: "出庭负责人名单备案表", Article: "第十九条第三款", InReview: "参加听证负责人名单备案表", By: handlers,
	Doc:  "开庭前2日内，与传票一同报区司法局备案。",
	Acts: []string{"name_official", "record_summons"},
	choices: func(m *Matter) ([]Choice, string) {
		return m.hearings(func(c Choice) []Choice {
			var all []Choice
			for _, p := range m.File.Organs() {
				if p.LeftOn.IsZero() && (c.pending() || c.hearing.OfficialOf(p) != nil) {
					x := c.to(p.Name, p.Name)
					x.organ = p
					all = append(all, x)
				}
			}
			return all
		}, "没有待开的庭审，请先登记传票")
	},
	draw: drawOfficials,
}

func drawOfficials(m *Matter, c Choice) *Document {
	o := measures.Official{}
	if named := c.hearing.OfficialOf(c.organ); named != nil {
		o = *named
	}
	d := &Document{Title: m.attendingTitle() + "负责人名单备案表"}
	d.add(Flush, "%s：", m.full(measures.JusticeBureau))
	t := grid()
	t.pair("案号", m.numberOf(c.instance), "审级", m.File.Instances[c.instance].Title())
	t.line("案件", m.suit(), 14)
	t.pair(m.courtTitle(), m.courtOf(c.instance), m.sitting()+"地点", c.hearing.Place)
	t.pair(m.sitting()+"时间", when(c.hearing), "收到传票日期", inForm(c.hearing.ReceivedOn))
	t.line("被诉行政机关", c.organ.Name, low)
	t.pair("负责人姓名", o.Name, "职务", o.Post)
	t.pair("负责人类别", o.Rank.Title(), "联系电话", "")
	if items := m.File.PrincipalRequired(); len(items) > 0 {
		t.line("正职出庭情形", items[0].Citation(), low)
		t.line("正职不能出庭的原因", o.NoPrincipal, 20)
	}
	t.line("出庭的工作人员或者代理人", "", 14)
	t.line("附件", "传票复印件", low)
	t.line("备注", "", 18)
	d.table(t)
	d.sign(c.organ.Name, o.NamedOn)
	d.note("第十九条第三款", "请%s与传票一同报备", by(m.filingDay(c)))
	return d
}

func (m *Matter) attendingTitle() string {
	if m.File.Kind == measures.Reconsideration {
		return "参加听证"
	}
	return "出庭"
}
