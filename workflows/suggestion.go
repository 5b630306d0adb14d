package workflows

// 第二十九条：司法建议、检察建议 that no lawsuit belongs to. They are registered, answered
// in time and archived like a lawsuit, by the acts that are marked for it.

import (
	"fmt"

	"yingsu/models"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// RegisterSuggestion is the form that opens a file for a suggestion.
var RegisterSuggestion = new(NewForm[measures.SuggestionNotice](Form{
	Name: "register_suggestion", Title: "登记建议书", Article: "第二十九条",
	Doc: "登记没有诉讼的司法建议书、检察建议书、行政复议意见书，随即计算书面反馈期限；已有诉讼的，请在该案件中登记。",
	By:  bureau,

	Identity: "document",
}))

func newSuggestion(r Request, b Bench) (*measures.File, *models.Error) {
	c := checks{Scene: Scene{Stamp: Stamp{b, r.By}}}
	var in measures.SuggestionNotice
	c.errors = form.Read(RegisterSuggestion.Fields, r.Input, b.Today, b.Logic, &in)
	if len(c.errors) == 0 {
		checkSuggestion(&c, in)
	}
	if refusal := RegisterSuggestion.refusal(c.article, c.errors); refusal != nil {
		return nil, refusal
	}
	f := in.File()
	f.Enter(in.ReceivedOn, b.Today)
	return f, nil
}

func checkSuggestion(c *checks, in measures.SuggestionNotice) {
	if !in.Due.IsZero() {
		c.notBefore("due", "反馈期限", in.Due, "收到日期", in.ReceivedOn)
	}
	c.checkOrigin(in.Origin)
	ours, seen := false, map[string]bool{}
	for i, d := range in.To {
		ours = ours || d.Unit != ""
		for _, key := range []string{d.Name, d.Unit} {
			if key != "" && seen[key] {
				c.wrong(fmt.Sprintf("to.%d", i), "", "被建议单位“%s”填写了两次，请保留一个", d.Name)
			}
			seen[key] = true
		}
	}
	if !ours {
		c.wrong("to", "第三条", "被建议单位中没有本区的单位，请在单位名录中选择")
	}
}

// suggestionEntry is the journal's line for the registration of a suggestion.
func (d Docket) suggestionEntry() models.Entry {
	in := d.File.Suggestion()
	text := RegisterSuggestion.Title + "。" + RegisterSuggestion.words(in)
	if len(d.File.Entries) > 0 {
		text = "（补录）" + text
	}
	return RegisterSuggestion.entry(d.By, text, encode(in))
}
