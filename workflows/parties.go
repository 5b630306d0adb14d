package workflows

// 当事人的变动：追加、变更、承继、退出（行诉解释第二十六条、第二十八条、第三十条、第八十七条）

import (
	"slices"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// ChangeParties puts on file that the court has changed the parties.
type ChangeParties struct{ measures.PartyChange }

var changeParties = act[ChangeParties](Act{
	Form: Form{
		Name: "change_parties", Title: "登记当事人变动", Article: "《行诉解释》第二十八条",
		Doc: "登记人民法院追加、变更当事人，当事人的承继和退出；追加的被告自收到起诉状副本起另计举证期限。",
		By:  handlers,
	},
	Since: measures.Papers,
	Open: func(f *measures.File, l measures.Law) string {
		if f.Withdrawal != nil {
			return "案件已撤诉或者和解"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		c := f.Changes[len(f.Changes)-1]
		body := c.Side.Title() + c.Name + "，" + c.On.Chinese() + "。" + c.Reason
		if c.Unit != "" && !c.ServedOn.IsZero() {
			body += "该单位的举证期限自" + c.ServedOn.Chinese() + "收到起诉状副本起计算，请查看期限。"
		}
		return []models.Notice{{To: append(handlersOf(f), models.Recipient{Role: models.Clerk}, models.Recipient{Role: models.Director}),
			Urgency: models.Warning, Article: "《行诉解释》第二十八条", Title: "当事人变动：" + c.Kind.Title() + c.Side.Title(), Body: body}}
	},
})

func (in ChangeParties) check(c *checks) {
	there := c.Named(in.Side)
	gone := in.Replaces
	switch in.Kind {
	case measures.Leaves:
		gone = in.Name
	case measures.Joins:
		gone = ""
	default:
		if gone == "" {
			c.wrong("replaces", "《行诉解释》第二十八条", "%s的请填写原当事人", in.Kind.Title())
		}
	}
	field := map[bool]string{true: "name", false: "replaces"}[in.Kind == measures.Leaves]
	if gone != "" && !slices.Contains(there, gone) {
		c.wrong(field, "", "本案%s中没有%s；现有的为：%s", in.Side.Title(), gone, orElse(measures.InShort(there), "无"))
	}
	switch {
	case in.Kind == measures.Leaves:
	case slices.Contains(there, in.Name):
		c.wrong("name", "", "%s已是本案%s；姓名相同的不同当事人，请在姓名后注明以示区别，如“王某某（甲）”", in.Name, in.Side.Title())
	case slices.ContainsFunc(c.Parties(), func(p measures.Party) bool { return p.Side == in.Side && p.Name == in.Name }):
		c.wrong("name", "", "%s曾是本案%s，其期限已经另计；再次参加诉讼的，请在姓名或者名称后注明以示区别，如“%s（再次参加）”", in.Name, in.Side.Title(), in.Name)
	}
	if other, ok := in.already(c.File); ok {
		c.wrong("name", "", "%s已是本案%s，请先登记其退出", other.Name, other.Side.Title())
	}
	if in.Kind != measures.Leaves && in.ambiguous(c.File) {
		c.wrong("name", "", "“%s”与本案另一单位在单位名录中的名称相同，请填写应诉通知书上的全称", in.Name)
	}
	if in.Kind == measures.Leaves && in.Side != measures.ThirdParty && len(there) == 1 {
		c.wrong("name", "", "%s是本案唯一的%s，不能退出；案件终结的请登记裁判", in.Name, in.Side.Title())
	}
	if in.Unit != "" && in.Side == measures.Plaintiff {
		c.wrong("unit", "", "本区单位不能作为行政诉讼的原告登记，请核对诉讼地位")
	}
	c.notBefore("served_on", "起诉状副本送达日期", orDay(in.ServedOn, c.ServedOn), "本案送达日期", c.ServedOn)
}

// already finds the organ as which who comes is in the lawsuit: on another side, or, as
// the district government is only one, under another name.
func (in ChangeParties) already(f *measures.File) (measures.Party, bool) {
	for _, p := range f.Organs() {
		same := p.Name == in.Name && p.Side != in.Side || p.Unit == measures.DistrictGovernment && in.Unit == p.Unit && p.Name != in.Name
		if in.Unit != "" && in.Kind != measures.Leaves && same && p.LeftOn.IsZero() && p.Name != in.Replaces {
			return p, true
		}
	}
	return measures.Party{}, false
}

// ambiguous tells whether an organ would be called like another one's unit: who is meant
// by a name could then not be told.
func (in ChangeParties) ambiguous(f *measures.File) bool {
	return in.Unit != "" && slices.ContainsFunc(f.Organs(), func(p measures.Party) bool {
		return p.Unit != in.Unit && (p.Unit == in.Name || p.Name == in.Unit)
	})
}

func (in ChangeParties) put(f *measures.File, _ Stamp) {
	f.Changes = append(f.Changes, in.PartyChange)
}
