package measures

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// 第三十条 wants the papers bound into a volume. Its catalogue (卷内目录) has the
// columns 序号、文号、责任者、题名、日期、页数、备注 and this order: the court's
// notice, the response, each instance as it came, what followed, the note.

// Volume returns the catalogue of the volume, in the order in which it is bound:
// as it was closed, with what was added since, or as it would be closed now.
func Volume(f *File) []VolumeItem {
	if f.Archive == nil {
		return bound(f).items
	}
	v := volume{items: slices.Clone(f.Archive.Items)}
	for _, s := range f.Archive.Supplements {
		v.add("", s.item())
	}
	return v.items
}

// item is the supplement as the catalogue lists it.
func (s Supplement) item() VolumeItem {
	return VolumeItem{Mark: s.Mark, Author: s.Author, Title: s.Title, On: s.MadeOn, Pages: s.Pages, Remarks: s.On.Chinese() + "补卷：" + s.Reason}
}

// bound lists what there is to bind.
func bound(f *File) *volume {
	v := new(volume)
	if f.Kind != SuggestionOnly { // whose letter is listed with its answer
		v.add("notice", VolumeItem{Mark: f.CaseNumber, Author: f.Court, Title: "应诉通知书、起诉状副本、送达回证", On: f.ServedOn})
	}
	v.handling(f)
	v.response(f)
	for i := range f.Instances {
		v.instance(&f.Instances[i], i+1)
	}
	v.aftermath(f)
	v.add("", VolumeItem{Title: "办理日志"})
	v.add("", VolumeItem{Title: "卷内备考表"})
	return v
}

// volume is a catalogue in the making, with a key for each item whose paper comes from
// outside: see Place.
type volume struct {
	items []VolumeItem
	keys  []string
}

func (v *volume) add(key string, i VolumeItem) {
	i.Number = len(v.items) + 1
	v.items, v.keys = append(v.items, i), append(v.keys, key)
}

// handling is how it was settled who handles the lawsuit.
func (v *volume) handling(f *File) {
	if f.AgainstDistrict() {
		v.add("forwarding", VolumeItem{Author: JusticeBureau, Title: "转办材料", On: f.ForwardedOn})
	}
	for n, m := range f.Meetings {
		v.add(key("meeting", n), VolumeItem{Title: m.Form.Title() + "记录：" + m.Subject, On: m.On})
	}
	for n, x := range f.Extensions {
		v.add(key("extension", n), VolumeItem{Title: "延长举证期限申请书", On: x.On})
		if x.Decision != nil {
			v.add(key("extension_answer", n), VolumeItem{Author: f.Court, Title: "对延期申请的答复", On: x.Decision.On})
		}
	}
	for n, p := range f.Petitions {
		v.add(key("petition", n), VolumeItem{Title: cmp.Or(p.Document, p.Kind.Title()+"申请书"), On: p.On})
		if p.Answer != nil {
			v.add(key("petition_answer", n), VolumeItem{Author: f.Court, Title: "对" + p.Kind.Title() + "申请的答复", On: p.Answer.On})
		}
	}
	for n, l := range f.Lawyers {
		if !l.AssignedOn.IsZero() {
			v.add(key("lawyer", n), VolumeItem{Author: JusticeBureau, Title: "指派律师：" + l.Name, On: l.AssignedOn})
		}
	}
}

// response is what went to the court, with the reviews before it.
func (v *volume) response(f *File) {
	author := strings.Join(f.Handlers(), "、")
	evidence := false
	for kind := range MaterialKinds {
		for n, m := range f.Materials {
			if !m.Counts() || int(m.Kind) != kind+1 {
				continue
			}
			if m.Kind == 2 && !evidence {
				evidence = true
				v.add("catalogue", VolumeItem{Title: "证据目录"})
			}
			v.add(key("material", n), VolumeItem{Author: cmp.Or(f.unitNamed(m.Organ), author), Title: m.named(), Pages: m.Pages, Remarks: m.Secrecy})
		}
	}
	for n, r := range f.Reviews {
		v.add(key("review", n), VolumeItem{Author: JusticeBureau, Title: Times(n+1) + "审查意见", On: r.DecidedOn})
	}
	for n, x := range f.Filings {
		v.add(key("filing", n), VolumeItem{Mark: x.Receipt, Title: "提交回执（" + x.Method + "）", On: x.On})
	}
}

// unitNamed returns the unit of an organ, nothing for none.
func (f *File) unitNamed(organ string) string {
	if p, ok := f.Organ(organ); ok && organ != "" {
		return p.Unit
	}
	return ""
}

// named is the paper's title in the catalogue: with its kind before it, where it
// does not say so itself.
func (m Material) named() string {
	if strings.Contains(m.Title, m.Kind.Title()) {
		return m.Title
	}
	return m.Kind.Title() + "：" + m.Title
}

// instance is what one court did, and what was said to it; number is the instance's.
func (v *volume) instance(in *Instance, number int) {
	if !in.RemandedOn.IsZero() {
		v.add(key("remand", number), VolumeItem{Mark: in.CaseNumber, Title: "重审立案材料", On: in.RemandedOn})
	}
	for n, a := range in.Appeals {
		v.add(key("appeal", number, n), VolumeItem{Author: a.By.Title(), Title: "上诉状", On: a.On})
		if !a.AnsweredOn.IsZero() {
			v.add(key("appeal_answer", number, n), VolumeItem{Title: "上诉答辩状", On: a.AnsweredOn})
		}
	}
	for n, h := range in.Hearings {
		v.add(key("summons", number, n), VolumeItem{Title: in.Title() + "传票（" + h.On.Chinese() + "开庭）", On: h.ReceivedOn})
		if h.Letter != nil {
			v.add(key("letter", number, n), VolumeItem{Mark: h.Letter.Number, Author: JusticeBureau, Title: "负责人出庭提示函", On: h.Letter.On})
		}
		for _, o := range h.Officials {
			v.add(key("official", number, n, o.Name), VolumeItem{Title: "出庭负责人名单：" + o.Name, On: o.NamedOn})
		}
		if h.Held != nil {
			v.add(key("record", number, n), VolumeItem{Title: in.Title() + "庭审笔录", On: h.Held.On})
		}
	}
	for n := range in.Papers {
		p := &in.Papers[n]
		v.add(key("paper", number, n), VolumeItem{Mark: p.Number, Title: p.Form.Document(in), Remarks: p.remark(), On: p.MadeOn})
	}
	for n, r := range in.LossReports {
		v.add(key("loss_report", number, n), VolumeItem{Title: in.Title() + "败诉情况分析报告", On: r.On})
	}
}

// remark says what an interlocutory paper is about: there can be several.
func (p *Paper) remark() string {
	if p.Effect().Ends {
		return ""
	}
	return p.Outcome.Title()
}

// aftermath is what followed from the decision, and what came by the way.
func (v *volume) aftermath(f *File) {
	for n, r := range f.Retrials {
		v.add(key("retrial", n), VolumeItem{Author: r.By.Title(), Title: "再审申请书", On: r.On})
	}
	for n, c := range f.Compensation {
		v.add(key("compensation", n), VolumeItem{Mark: c.Document, Title: "国家赔偿费用支付申请及凭证（" + c.Claimant + "）", On: c.AppliedOn})
	}
	for n, l := range f.Suggestions {
		v.add(key("suggestion", n), VolumeItem{Mark: l.Document, Author: l.From, Title: l.Kind.Title(), On: l.ReceivedOn})
		if !l.AnsweredOn.IsZero() {
			v.add(key("suggestion_answer", n), VolumeItem{Title: "对" + l.Document + "的书面反馈", On: l.AnsweredOn})
		}
	}
	if w := f.Withdrawal; w != nil {
		v.add("withdrawal", VolumeItem{Title: "撤诉裁定或者和解材料", On: w.On})
	}
}

// Close binds the volume and closes it.
func (f *File) Close(a Archive) {
	a.Items = bound(f).items
	f.Archive = &a
}

// Outstanding tells whether something is still owed after the volume was closed:
// performance, payment, an answer, the opinion on an application.
func (f *File) Outstanding() bool {
	return f.Archive != nil && f.Archive.Follows && len(Incomplete(f)) > 0
}

// Incomplete says what must be done, or explained, before the volume is closed.
func Incomplete(f *File) []Defect {
	var all []Defect
	add := func(article, format string, args ...any) {
		all = append(all, Defect{article, fmt.Sprintf(format, args...)})
	}
	for i := range f.Instances {
		for _, o := range f.Instances[i].Obligations {
			if f.Owed(i, &o) {
				add("第二十六条第一款", "生效裁判的履行尚未登记（%s）", o.Duty)
			}
		}
	}
	for _, r := range f.Unremedied() {
		add("第三十七条第（七）项", "败诉整改尚未完成（期限%s）", r.RemedyDue.Chinese())
	}
	for _, c := range f.Unpaid() {
		add("第二十八条", "赔偿费用尚未支付（%s，%s元）", c.Claimant, c.Amount)
	}
	for _, n := range f.Unanswered() {
		add("第二十九条", "%s%s尚未书面反馈", f.Suggestions[n-1].Kind.Title(), f.Suggestions[n-1].Document)
	}
	if r := f.PendingRetrial(); r != nil {
		add("第二十六条第二款", "%s的再审申请尚未审查完毕", r.By.Title())
	}
	if c := f.PendingCorrection(); c != nil {
		add("第三十条", "对“%s”的更正尚待第二人确认", c.Title)
	}
	return all
}
