package workflows

// 第四章 庭前准备（第十一条至第十三条）：转交、签收、应诉材料

import (
	"fmt"
	"slices"
	"strconv"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// ForwardMaterials hands copies of the court's papers to the handling unit.
type ForwardMaterials struct {
	On calendar.Date `json:"on" label:"转交日期" check:"required,past,today" example:"2026-03-04"`
	Lateness
}

var forwardMaterials = act[ForwardMaterials](Act{
	Form: Form{
		Name: "forward_materials", Title: "转交应诉材料", Article: "第十一条第二款",
		Doc: "区司法局收到应诉通知后2个工作日内，将相关材料副本转交承办单位。",
		By:  bureau,
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case !f.AgainstDistrict():
			return "本案不以区政府为被告，没有转交环节"
		case f.Designation == nil:
			return "尚未确定承办单位，请先办理“确定承办单位”"
		case !f.ForwardedOn.IsZero():
			return "材料已于" + f.ForwardedOn.Chinese() + "转交"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: handlersOf(f), Urgency: models.Information, Article: "第十一条第二款",
			Title: "应诉材料副本已转交，请签收", Body: "材料于" + f.ForwardedOn.Chinese() + "转交，请签收并准备应诉材料。"}}
	},
})

func (in ForwardMaterials) check(c *checks) {
	c.notBefore("on", "转交日期", in.On, "司法局收到应诉通知之日", c.BureauReceivedOn)
}

func (in ForwardMaterials) put(f *measures.File, _ Stamp) { f.ForwardedOn = in.On }

// Acknowledge is a handling unit's signature for the forwarded papers.
type Acknowledge struct {
	On   calendar.Date `json:"on" label:"签收日期" check:"required,past,today" example:"2026-03-05"`
	Unit string        `json:"unit,omitempty" label:"签收单位" check:"unit" help:"不填即为本单位"`
}

var acknowledge = act[Acknowledge](Act{
	Form: Form{
		Name: "acknowledge", Title: "签收材料", Article: "第十一条第二款",
		Doc: "承办单位签收转交的材料副本。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case f.ForwardedOn.IsZero():
			return "材料尚未转交"
		case !slices.ContainsFunc(f.Designated(), func(unit string) bool { return !f.Signed(unit) }):
			return "各承办单位均已签收"
		}
		return ""
	},
})

func (in *Acknowledge) complete(s Scene) { in.Unit = s.ownUnit(in.Unit) }

// usual is the unit of whoever signs, or the first that has not signed yet.
func (in *Acknowledge) usual(s Scene) {
	in.On = s.Today
	units := s.unsigned()
	if i := slices.IndexFunc(units, s.By.ActsFor); i >= 0 {
		in.Unit = units[i]
	} else if len(units) > 0 {
		in.Unit = units[0]
	}
}

func (Acknowledge) among(s Scene) map[string][]measures.Choice {
	return map[string][]measures.Choice{"unit": named(s.unsigned())}
}

// unsigned are the handling units that have not signed for the papers.
func (s Scene) unsigned() []string {
	return slices.DeleteFunc(s.Designated(), s.Signed)
}

func (in Acknowledge) check(c *checks) {
	c.handles("unit", in.Unit)
	c.forOwnUnit("unit", in.Unit)
	c.notBefore("on", "签收日期", in.On, "转交日期", c.ForwardedOn)
	if c.Signed(in.Unit) {
		c.wrong("unit", "", "%s已经签收", in.Unit)
	}
}

func (in Acknowledge) put(f *measures.File, _ Stamp) {
	f.Acknowledged = append(f.Acknowledged, measures.Receipt{Unit: in.Unit, On: in.On})
}

// AddMaterial enters one paper of the response in the file.
type AddMaterial struct{ measures.Material }

var addMaterial = act[AddMaterial](Act{
	Form: Form{
		Name: "add_material", Title: "登记材料", Article: "第十一条第一款",
		Doc: "逐份登记应诉材料；前五类齐备后方可报送审查。",
		By:  handlers,
	},
	Wider: true,
	Open: func(f *measures.File, l measures.Law) string {
		if len(f.Handlers()) == 0 {
			return "尚未确定承办单位"
		}
		return ""
	},
})

// complete names whose paper it is, where several organs answer each for itself.
func (in *AddMaterial) complete(s Scene) { in.Organ = s.ownPaper(in.Organ) }

// ownPaper returns the organ that is meant by a name, or else the one for which the
// caller's unit acts; nothing where there is but one, or the unit acts for several.
func (s Scene) ownPaper(name string) string {
	if s.Logic < measures.Own || len(s.Organs()) < 2 {
		return ""
	}
	if name = s.organNamed(name); name != "" || !s.By.Role.OfUnit() {
		return name
	}
	own := slices.DeleteFunc(s.Organs(), func(p measures.Party) bool { return !s.actsFor(p) })
	if len(own) != 1 {
		return ""
	}
	return own[0].Name
}

func (in AddMaterial) check(c *checks) { c.material(in.Material, 0) }

func (in AddMaterial) put(f *measures.File, _ Stamp) { f.Materials = append(f.Materials, in.Material) }

// material refuses a paper whose name another one has, and what is said of the
// wrong kind of paper.
func (c *checks) material(m measures.Material, instead int) {
	if m.Organ != "" {
		c.organ("organ", m.Organ)
		c.forOwnOrgan("organ", m.Organ)
	}
	for i, other := range c.Materials {
		if other.Counts() && i+1 != instead && other.Kind == m.Kind && other.Title == m.Title && other.Organ == m.Organ {
			c.wrong("title", "", "同类材料中已有“%s”（第%d份），如为另一份请在名称中区分，如为修改请办理“更新材料”", m.Title, i+1)
		}
	}
}

// ReviseMaterial puts a newer version in the place of a paper.
type ReviseMaterial struct {
	Number int `json:"number" label:"原材料序号" check:"required,positive" help:"登记的第几份材料"`
	measures.Material
}

var reviseMaterial = act[ReviseMaterial](Act{
	Form: Form{
		Name: "revise_material", Title: "更新材料", Article: "第十一条第一款",
		Doc: "以新版本代替已登记的材料；原版本保留备查。",
		By:  handlers,
	},
	Open: hasPapers,
})

func hasPapers(f *measures.File, l measures.Law) string {
	if len(f.Papers()) == 0 {
		return "还没有登记材料"
	}
	return ""
}

// complete leaves the paper to whom it was.
func (in *ReviseMaterial) complete(s Scene) {
	if n := in.Number; s.Logic >= measures.Own && n >= 1 && n <= len(s.Materials) {
		in.Organ = s.Materials[n-1].Organ
	}
}

func (ReviseMaterial) among(s Scene) map[string][]measures.Choice { return s.papers() }

// papers are those that count, by the number that an act asks for.
func (s Scene) papers() map[string][]measures.Choice {
	var all []measures.Choice
	for i, m := range s.Materials {
		if m.Counts() {
			all = append(all, measures.Choice{Value: strconv.Itoa(i + 1), Title: fmt.Sprintf("第%d份：%s（%s）", i+1, m.Title, m.Kind.Title())})
		}
	}
	return map[string][]measures.Choice{"number": all}
}

func (in ReviseMaterial) check(c *checks) {
	c.paper(in.Number)
	c.material(in.Material, in.Number)
}

// paper refuses the number of a paper that is not there, or no longer counts.
func (c *checks) paper(number int) {
	switch {
	case number < 1 || number > len(c.Materials):
		c.wrong("number", "", "没有第%d份材料，共登记%d份", number, len(c.Materials))
	case !c.Materials[number-1].Counts():
		c.wrong("number", "", "第%d份材料已作废或者已有新版本", number)
	}
}

func (in ReviseMaterial) put(f *measures.File, _ Stamp) {
	f.Materials = append(f.Materials, in.Material)
	f.Materials[in.Number-1].ReplacedBy = len(f.Materials)
}

// VoidMaterial takes a paper out of the response.
type VoidMaterial struct {
	Number int    `json:"number" label:"材料序号" check:"required,positive" help:"登记的第几份材料"`
	Reason string `json:"reason" label:"作废原因" check:"required,long" example:"与本案无关，误登记"`
}

var voidMaterial = act[VoidMaterial](Act{
	Form: Form{
		Name: "void_material", Title: "作废材料", Article: "第十一条第一款",
		Doc: "作废误登记的材料；材料保留在案，注明原因。",
		By:  handlers,
	},
	Open: hasPapers,
})

func (VoidMaterial) among(s Scene) map[string][]measures.Choice { return s.papers() }

func (in VoidMaterial) check(c *checks) { c.paper(in.Number) }

func (in VoidMaterial) put(f *measures.File, _ Stamp) { f.Materials[in.Number-1].Voided = in.Reason }
