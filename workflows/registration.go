package workflows

import (
	"encoding/json"
	"fmt"

	"yingsu/models"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// Register is the form that opens a lawsuit: there is no file yet to act in.
var Register = new(NewForm[measures.Registration](Form{
	Name: "register", Title: "登记应诉通知", Article: "第十一条第二款",
	Doc: "登记人民法院的应诉通知（或者行政复议答复通知），案件即按办法各阶段自动推进。",
	By:  bureau,
}))

// NewFile reads a court's notice and opens a file with it, or says what is wrong.
func NewFile(r Request, b Bench) (*measures.File, *models.Error) {
	c := checks{Scene: Scene{Stamp: Stamp{b, r.By}}}
	var in measures.Registration
	c.errors = form.Read(Register.Fields, r.Input, b.Today, b.Logic, &in)
	complete(&in)
	if len(c.errors) == 0 {
		checkRegistration(&c, in)
	}
	if refusal := Register.refusal(c.article, c.errors); refusal != nil {
		return nil, refusal
	}
	return &measures.File{
		Registration: in,
		Instances:    []measures.Instance{{Level: in.Level, CaseNumber: in.CaseNumber}},
	}, nil
}

// complete fills in what the notice leaves unsaid.
func complete(in *measures.Registration) {
	if in.Kind == "" {
		in.Kind = measures.Litigation
	}
	if in.Procedure == "" {
		in.Procedure = measures.Ordinary
	}
	if in.BureauReceivedOn.IsZero() {
		in.BureauReceivedOn = in.ServedOn
	}
	switch {
	case in.Kind == measures.Reconsideration:
		in.Level = measures.Reconsidering
	case in.Level == "":
		in.Level = measures.First
	}
}

func checkRegistration(c *checks, in measures.Registration) {
	c.notBefore("bureau_received_on", "司法局收到日期", in.BureauReceivedOn, "送达日期", in.ServedOn)
	if !in.EvidenceDeadline.IsZero() && !in.EvidenceDeadline.After(in.ServedOn) {
		c.wrong("evidence_deadline", "第十四条第一款", "法院指定的举证期限%s应当晚于送达日期（%s），请核对通知书", in.EvidenceDeadline.Chinese(), in.ServedOn.Chinese())
	}
	c.checkReopening(in)
	c.checkOrigin(in.Origin)
	ours := false
	for _, d := range in.Defendants {
		ours = ours || d.Unit != ""
	}
	if !ours {
		c.wrong("defendants", "第三条", "被告中没有本区的单位，请在单位名录中选择被告单位")
	}
}

// checkOrigin asks for what an item of 第八条第二款 turns on.
func (c *checks) checkOrigin(o measures.Origin) {
	article := measures.ItemCitation(o.Item)
	switch {
	case o.Item == 7 && o.Unit == "":
		c.wrong("origin.unit", article, "经区政府复议的案件，请填写作出原行政行为的行政机关")
	case o.Item == 7 && o.Decision == "":
		c.wrong("origin.decision", article, "经区政府复议的案件，请填写复议结果，据此确定承办单位")
	case o.Item == 8 && o.Successor == "":
		c.wrong("origin.successor", article, "单位被撤销或者职能划转的，请填写继续行使职能的单位或者上级机关")
	}
}

// checkReopening refuses a level that a new file cannot begin at: only a retrial
// takes up a dispute whose file is closed.
func (c *checks) checkReopening(in measures.Registration) {
	switch {
	case in.Reopens != "" && in.Level != measures.Retrial:
		c.wrong("level", "第二十六条第二款", "填写了原案案号的，审级应当选择再审；同一案件的二审请在原案中登记上诉")
	case in.Reopens == "" && in.Level == measures.Retrial:
		c.wrong("reopens", "第二十六条第二款", "已归档案件再审的，请填写原案案号")
	case in.Level == measures.Reconsidering && in.Kind != measures.Reconsideration:
		c.wrong("level", "第三十八条", "行政诉讼案件的审级不能是行政复议")
	case in.Level == measures.Second:
		c.wrong("level", "第二十五条", "二审在原案中办理“登记上诉”，不另行登记")
	case in.Reopens == in.CaseNumber:
		c.wrong("reopens", "", "原案案号与本案案号相同，请核对")
	}
}

// Mentions returns every text in an input that was filled in for a field of the
// given type, by the field: the units that must stand in the directory, the case
// numbers that must be free.
func Mentions(typ form.Type, fields []form.Field, input json.RawMessage) map[string]string {
	found := map[string]string{}
	mentions(typ, fields, input, "", found)
	return found
}

func mentions(typ form.Type, fields []form.Field, input json.RawMessage, path string, found map[string]string) {
	var members map[string]json.RawMessage
	if json.Unmarshal(input, &members) != nil {
		return
	}
	for _, f := range fields {
		raw, at := members[f.Name], path+f.Name
		var rows []json.RawMessage
		switch {
		case raw == nil:
		case f.Type == typ:
			mention(raw, at, found)
		case f.Type == form.Group:
			mentions(typ, f.Fields, raw, at+".", found)
		case json.Unmarshal(raw, &rows) != nil:
		case f.Type == form.Groups:
			for i, row := range rows {
				mentions(typ, f.Fields, row, fmt.Sprintf("%s.%d.", at, i), found)
			}
		case f.Type == form.List && f.Of == typ:
			for i, row := range rows {
				mention(row, fmt.Sprintf("%s.%d", at, i), found)
			}
		}
	}
}

func mention(raw json.RawMessage, at string, found map[string]string) {
	var text string
	if json.Unmarshal(raw, &text) == nil && text != "" {
		found[at] = text
	}
}
