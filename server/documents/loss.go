package documents

import (
	"slices"

	"yingsu/workflows/measures"
)

// The analysis of a loss (第二十七条).
var lossReport = &Kind{
	Name: "loss_report", Title: "行政败诉情况分析报告", Article: "第二十七条", InReview: "行政复议被纠错情况报告", By: handlers,
	Doc:     "自收到生效判决之日起10日内，与行政判决书一同报区司法局。",
	Acts:    []string{"file_loss_report"},
	choices: losses,
	draw:    drawLossReport,
}

// losses are the organs that have lost, those of the last instance first.
func losses(m *Matter) ([]Choice, string) {
	var all []Choice
	for i := range slices.Backward(m.File.Instances) {
		in := &m.File.Instances[i]
		for _, p := range m.File.ReportersAt(i) {
			if p.Followed == "" {
				all = append(all, Choice{Of: in.Key() + "-" + p.Name, Title: in.Title() + "，" + p.Name, organ: p, instance: i})
			}
		}
	}
	if len(all) == 0 {
		return nil, "没有生效的败诉裁判"
	}
	return all, ""
}

func drawLossReport(m *Matter, c Choice) *Document {
	f, in := m.File, &m.File.Instances[c.instance]
	r := m.reportOf(c)
	d := &Document{Title: "行政败诉情况分析报告"}
	if f.Kind == measures.Reconsideration {
		d.Title = "行政复议被纠错情况报告"
	}
	d.add(Flush, "%s：", m.full(measures.JusticeBureau))
	d.say("根据《威海市环翠区行政应诉管理办法》第二十七条的规定，现将%s的败诉情况报告如下：", m.suit())
	d.add(Heading, "一、案件基本情况")
	d.say("%s：%s。", measures.Plaintiff.TitleIn(f.Kind), m.people(measures.Plaintiff))
	d.say("%s：%s。", measures.Respondent.TitleIn(f.Kind), m.people(measures.Respondent))
	d.say("案由：%s。", or(f.Cause))
	d.say("被诉行政行为：%s。", or(f.ChallengedAct))
	d.say("承办单位：%s。", or(m.fulls(f.HandlersOf(c.organ))))
	d.add(Heading, "二、审理和裁判情况")
	m.decisions(d, c.instance)
	if e := in.Effective; e != nil {
		d.say("上述裁判于%s生效，%s收到。", written(e.On), written(e.ReceivedOn))
	}
	d.add(Heading, "三、败诉原因分析")
	d.said(r.Analysis, 4)
	d.add(Heading, "四、整改措施和完成时限")
	d.said(r.Remedy, 4)
	d.say("整改完成期限：%s。", written(r.RemedyDue))
	d.sign(or(m.fulls(f.HandlersOf(c.organ))), r.On)
	d.say("附：%s（案号：%s）", documentOf(in), m.numberOf(c.instance))
	if due := m.clockOf("loss_report", c.organ.Name); due.State == measures.Running {
		d.note("第二十七条", "请最迟于%s报送", written(due.Safe))
	}
	return d
}

// reportOf returns the organ's last report of the instance; a blank one where there is
// none.
func (m *Matter) reportOf(c Choice) measures.LossReport {
	for _, r := range slices.Backward(m.File.Instances[c.instance].LossReports) {
		if r.Name == "" || r.Name == c.organ.Name {
			return r
		}
	}
	return measures.LossReport{}
}

// decisions tells what each instance decided, up to one of them.
func (m *Matter) decisions(d *Document, last int) {
	for i := range m.File.Instances[:last+1] {
		in := &m.File.Instances[i]
		p := in.Decision()
		if p == nil {
			continue
		}
		d.say("%s：%s于%s作出%s，案号%s，裁判结果为%s。", in.Title(), m.courtOf(i), written(p.MadeOn), documentOf(in), or(p.Number), p.Title())
		if p.Text != "" && !p.Effect().Loose {
			d.say("裁判主文：%s", p.Text)
		}
	}
}

func documentOf(in *measures.Instance) string {
	if p := in.Decision(); p != nil {
		return p.Form.Document(in)
	}
	return blank
}
