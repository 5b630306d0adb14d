package workflows

// 第四章 庭前准备：what is asked of the court by the way, other than more time for the
// evidence (第十五条).

import (
	"strconv"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// RecordPetition puts on file what was asked of the court.
type RecordPetition struct{ measures.Petition }

var recordPetition = act[RecordPetition](Act{
	Form: Form{
		Name: "record_petition", Title: "登记向法院提出的申请", Article: "第四条",
		Doc: "登记管辖异议和证人出庭、鉴定、保全证据、回避等申请，核对法定的提出期限；延长举证期限的另行申请。",
		By:  handlers,
	},
	Since: measures.Letters,
	Open: func(f *measures.File, l measures.Law) string {
		if f.Kind == measures.Reconsideration {
			return "行政复议期间向行政复议机关提出的，请作为材料登记"
		}
		return undecided(f)
	},
})

func (in *RecordPetition) complete(s Scene) { in.Name = s.ownOrgan(in.Name) }

func (in RecordPetition) check(c *checks) {
	c.organ("name", in.Name)
	c.notBefore("on", "提出日期", in.On, "送达日期", c.ServedOn)
	organ, _ := c.Organ(in.Name)
	switch {
	case in.Kind == measures.AsksLapsedPeriod && in.CeasedOn.IsZero():
		c.wrong("ceased_on", in.Kind.Article(), "申请顺延期限的，请填写障碍消除日期")
	case in.Kind == measures.AsksCollection && organ.Side == measures.Respondent:
		c.wrong("kind", "《行政诉讼法》第四十一条", "申请人民法院调取证据的是原告、第三人；被告的证据应当自行收集，且诉讼中不得自行向原告、第三人和证人收集（第三十五条）")
	}
	if until := in.Until(c.File, c.Law); !until.IsZero() && in.On.After(until) {
		c.doubt(in.Kind.Article(), "%s应当在%s前提出，已经届满，是否准许由人民法院决定", in.Kind.Title(), until.Chinese())
	}
}

func (in RecordPetition) put(f *measures.File, _ Stamp) {
	f.Petitions = append(f.Petitions, in.Petition)
}

// RecordPetitionAnswer puts the court's answer on file.
type RecordPetitionAnswer struct {
	Number int `json:"number,omitempty" label:"申请序号" check:"positive" help:"不填即为最早未答复的一项"`
	measures.PetitionAnswer
}

var recordPetitionAnswer = act[RecordPetitionAnswer](Act{
	Form: Form{
		Name: "record_petition_answer", Title: "登记法院对申请的答复", Article: "第四条",
		Doc: "登记人民法院是否准许；以裁定答复的，另行登记裁判。",
		By:  handlers,
	},
	Since: measures.Letters,
	Open: func(f *measures.File, l measures.Law) string {
		if len(f.OpenPetitions()) == 0 {
			return "没有等待答复的申请"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: handlersOf(f), Urgency: models.Information, Article: "第四条",
			Title: "人民法院已答复申请", Body: "请查看办理日志。"}}
	},
})

// among are the petitions that wait.
func (RecordPetitionAnswer) among(s Scene) map[string][]measures.Choice {
	var open []measures.Choice
	for _, n := range s.OpenPetitions() {
		p := s.Petitions[n-1]
		open = append(open, measures.Choice{Value: strconv.Itoa(n), Title: p.Kind.Title() + "（" + p.On.Chinese() + "）"})
	}
	return map[string][]measures.Choice{"number": open}
}

func (in *RecordPetitionAnswer) complete(s Scene) {
	if open := s.OpenPetitions(); in.Number == 0 {
		in.Number = open[0]
	}
}

func (in RecordPetitionAnswer) check(c *checks) {
	if in.Number > len(c.Petitions) {
		c.wrong("number", "", "没有第%d项申请，共登记%d项", in.Number, len(c.Petitions))
		return
	}
	p := c.Petitions[in.Number-1]
	if p.Answer != nil {
		c.wrong("number", "", "%s申请已于%s答复", p.Kind.Title(), p.Answer.On.Chinese())
	}
	c.notBefore("on", "答复日期", in.On, "提出日期", p.On)
}

func (in RecordPetitionAnswer) put(f *measures.File, _ Stamp) {
	f.Petitions[in.Number-1].Answer = &in.PetitionAnswer
}
