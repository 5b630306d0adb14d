package documents

import (
	"fmt"
	"strings"

	"yingsu/workflows/measures"
)

// What the Justice Bureau sends to units (第十一条第二款、第三十一条第二款).

var forwarding = &Kind{
	Name: "forwarding", Title: "行政应诉案件转办单", Article: "第十一条第二款", InReview: "行政复议案件转办单", By: bureau,
	Doc:  "区司法局将应诉通知的材料副本转交承办单位，写明期限，由其签收。",
	Acts: []string{"designate_unit", "forward_materials", "ask_assistance"},
	choices: func(m *Matter) ([]Choice, string) {
		switch {
		case m.File.Kind == measures.SuggestionOnly && m.File.Designation == nil:
			return nil, "本件由收到建议书的单位直接办理"
		case m.File.Kind != measures.SuggestionOnly && !m.File.AgainstDistrict():
			return nil, "本案不以区政府为被告，材料由被诉单位自行收取"
		case m.File.Designation == nil:
			return nil, "尚未确定承办单位"
		}
		var all []Choice
		d := m.File.Designation
		for _, x := range []struct {
			units []string
			role  string
		}{{[]string{d.Lead}, "承办单位"}, {d.Joint, "共同承办单位"}, {d.Assisting, "配合单位"}} {
			for _, u := range x.units {
				all = append(all, Choice{Of: u, Title: m.full(u) + "（" + x.role + "）", unit: u})
			}
		}
		return all, ""
	},
	draw: drawForwarding,
}

func drawForwarding(m *Matter, c Choice) *Document {
	f := m.File
	d := &Document{Title: m.kindTitle() + "转办单", Mark: "编号：" + blank}
	t := grid()
	t.pair("案号", f.CaseNumber, "来文机关", f.Court)
	t.pair("送达日期", inForm(f.ServedOn), "司法局收到", inForm(f.BureauReceivedOn))
	t.line(measures.Plaintiff.TitleIn(f.Kind), m.people(measures.Plaintiff), low)
	t.line(measures.Respondent.TitleIn(f.Kind), m.people(measures.Respondent), low)
	t.pair("案由", f.Cause, "案件种类", f.Kind.Title())
	t.line("被诉行政行为", f.ChallengedAct, low)
	t.line("转办单位", c.Title, low)
	t.line("转办材料", "应诉通知书、起诉状等相关材料副本，共＿＿＿份＿＿＿页", low)
	t.line("办理要求和期限", m.demands(c), 30)
	t.line("拟办意见", "", 16)
	t.line("领导批示", "", 16)
	signed := ""
	for _, r := range f.Acknowledged {
		if r.Unit == c.unit {
			signed = written(r.On)
		}
	}
	t.pair("签收人", "", "签收日期", signed)
	t.pair("转办机关", m.full(measures.JusticeBureau)+"（盖章）", "转办日期", inForm(f.ForwardedOn))
	d.table(t)
	m.annex(d)
	return d
}

func (m *Matter) kindTitle() string {
	switch m.File.Kind {
	case measures.Reconsideration:
		return "行政复议案件"
	case measures.SuggestionOnly:
		return "司法建议、检察建议"
	}
	return "行政应诉案件"
}

// demands lists what the unit is to do, and until when.
func (m *Matter) demands(c Choice) string {
	var lines []string
	add := func(format string, args ...any) {
		lines = append(lines, fmt.Sprintf("%d. ", len(lines)+1)+fmt.Sprintf(format, args...))
	}
	for _, key := range []string{"review", "reconsideration_review", "reconsideration_review_summary"} {
		if k := m.clockOf(key, ""); !k.Due.IsZero() {
			add("%s：最迟%s（%s）。", k.Title, written(k.Safe), k.Article)
		}
	}
	for _, key := range []string{"evidence", "evidence_summary", "reconsideration_reply", "reconsideration_reply_summary"} {
		if k := m.clockOf(key, ""); !k.Due.IsZero() {
			add("%s：法定最后日%s（%s）。", k.Title, written(k.Due), k.Article)
		}
	}
	for _, a := range m.File.Assistance {
		if a.Unit == c.unit && a.DoneOn.IsZero() {
			add("%s，%s前完成（第九条）。", a.What, written(a.Due))
		}
	}
	add("按照区司法局的要求参加案件分析研讨、提交答辩材料、出庭应诉（第十一条第二款）。")
	return strings.Join(lines, "\n")
}

var supervision = &Kind{
	Name: "supervision", Title: "行政应诉督办单", Article: "第三十一条第二款", By: bureau,
	Doc:  "对逾期未办的期限，由区司法局书面督办。",
	Acts: []string{"explain_late"},
	choices: func(m *Matter) ([]Choice, string) {
		var all []Choice
		for _, k := range m.Clocks {
			if k.Overdue(m.Today) && k.Owner != measures.OwnedByBureau {
				all = append(all, Choice{Of: k.ID, Title: strings.Join(nonEmpty(k.Title, k.Subject), "，"), clock: k})
			}
		}
		if len(all) == 0 {
			return nil, "没有逾期未办的期限"
		}
		return all, ""
	},
	draw: drawSupervision,
}

func drawSupervision(m *Matter, c Choice) *Document {
	k := c.clock
	who := m.File.OwnerOf(k)
	switch {
	case k.Unit != "":
		who = m.full(k.Unit)
	case k.Owner == measures.OwnedByHandlers:
		who = m.fulls(m.File.Designated())
	}
	d := &Document{Title: "行政应诉督办单", Mark: "编号：" + blank}
	d.add(Flush, "%s：", or(who))
	t := grid()
	t.pair("案号", m.File.CaseNumber, m.courtTitle(), m.File.CourtOf(m.File.Current()))
	t.line("案件", m.suit(), low)
	t.line("督办事项", c.Title, low)
	t.line("依据", strings.Join(append([]string{cited(k.Article)}, k.Basis...), "，"), low)
	t.pair("起算", written(k.Trigger)+"\n"+k.TriggerIs, k.LimitTitle(), written(k.Limit()))
	t.line("逾期情况", fmt.Sprintf("截至%s，已逾期%d日，尚未办结。", written(m.Today), m.Today.Sub(k.Limit())), low)
	t.line("督办要求", fmt.Sprintf("请于%s前办结并书面反馈办理情况和逾期原因。", written(undated)), 20)
	t.line("签发意见", "", 20)
	t.line("办理情况反馈", "", 28)
	t.pair("反馈人", "", "反馈日期", "")
	t.pair("督办机关", m.full(measures.JusticeBureau)+"（盖章）", "督办日期", "")
	d.table(t)
	return d
}

// cited names the provision with the law that it stands in.
func cited(article string) string {
	if strings.HasPrefix(article, "《") {
		return article
	}
	return "《威海市环翠区行政应诉管理办法》" + article
}
