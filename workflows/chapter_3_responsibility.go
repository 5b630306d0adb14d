package workflows

// 第三章 应诉责任（第八条至第十条）

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// responsibility waits until it is settled who handles the lawsuit (第八条).
func (p *proceeding) responsibility(ctx workflow.Context) {
	p.await(ctx, measures.Designating)
}

// DesignateUnit is the Justice Bureau's decision on who handles the lawsuit.
type DesignateUnit struct {
	Lead      string        `json:"lead" label:"承办单位" check:"required,unit" example:"区城市管理局"`
	Joint     []string      `json:"joint,omitempty" label:"共同承办单位" check:"unit"`
	Assisting []string      `json:"assisting,omitempty" label:"配合单位" check:"unit"`
	Item      measures.Item `json:"item,omitempty" label:"依据第八条第二款" help:"不填即为登记时选择的情形"`
	Reason    string        `json:"reason,omitempty" label:"理由" check:"long" help:"与系统建议不同，或者改派的，必须说明理由"`
}

var designateUnit = act[DesignateUnit](Act{
	Name: "designate_unit", Title: "确定承办单位", Article: "第八条第二款",
	Doc: "按第八条的九项情形确定承办、共同承办和配合单位；系统给出建议，由人确认或者说明理由后改定。",
	By:  bureau,
	Open: func(f *measures.File) string {
		switch {
		case !f.AgainstDistrict():
			return "本案不以区政府为被告，由被诉单位自行承办"
		case len(f.Filings) > 0:
			return "应诉材料已提交人民法院"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		told := []models.Notice{{To: handlersOf(f), Urgency: models.Information, Article: "第八条第二款",
			Title: "您单位被确定为承办单位", Body: "请在区司法局转交材料后签收，并着手准备答辩状、证据等应诉材料。"}}
		if len(f.Designation.Assisting) == 0 {
			return told
		}
		return append(told, models.Notice{To: clerksOf(f.Designation.Assisting), Urgency: models.Information, Article: "第九条",
			Title: "您单位被确定为配合单位", Body: "请积极协助、支持、配合承办单位办理本案。"})
	},
})

func (in *DesignateUnit) check(c *checks) {
	others := append(slices.Clone(in.Joint), in.Assisting...)
	for i, unit := range others {
		if unit == in.Lead || slices.Contains(others[:i], unit) {
			c.wrong("joint", "第八条", "%s重复出现在承办、共同承办或者配合单位中，请只保留一处", unit)
		}
	}
	if slices.Contains(append(others, in.Lead), measures.DistrictGovernment) {
		c.wrong("lead", "第八条", "区政府是被告，不能作为承办单位；由区政府直接作出的行为由区司法局承办")
	}
	if in.Reason != "" {
		return
	}
	proposal := measures.Propose(c.Origin)
	switch {
	case c.Designation != nil:
		c.wrong("reason", "第八条", "承办单位已确定为%s，改派请说明理由", c.Designation.Lead)
	case proposal.Lead != "" && in.Lead != proposal.Lead:
		c.wrong("reason", proposal.Article, "系统依%s建议由%s承办（%s）；改定为%s请说明理由", proposal.Article, proposal.Lead, proposal.Why, in.Lead)
	}
}

func (in *DesignateUnit) put(f *measures.File) {
	item := in.Item
	if item == 0 {
		item = f.Origin.Item
	}
	f.Designation = &measures.Designation{Lead: in.Lead, Joint: in.Joint, Assisting: in.Assisting, Item: item, Reason: in.Reason}
}
