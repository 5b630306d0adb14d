package measures

import (
	"fmt"
	"strconv"
)

// 第八条第二款 decides in nine items who handles a lawsuit against the district
// government. The table only proposes: a person confirms the proposal or
// overrides it with a reason.

// HandlingItem is one item of 第八条第二款.
type HandlingItem struct {
	Item  Item   `json:"item"`
	Short string `json:"short"` // a few words for a list
	Text  string `json:"text"`  // the item's words
}

// Proposal is what the table says of an origin.
type Proposal struct {
	Designation
	Article string `json:"article"` // 第八条第二款第（五）项
	Text    string `json:"text"`    // the item's words
	Why     string `json:"why"`     // how the facts lead to it
}

// HandlingItems lists the nine items in the words of the Measures.
var HandlingItems = []HandlingItem{
	{1, "区政府直接作出", "由区政府直接作出的行政行为引起的行政应诉案件，区司法局为承办单位"},
	{2, "部门、镇街具体实施", "由区政府相关部门、单位或者各镇人民政府、街道办事处负责具体实施的行政行为引起的行政应诉案件，区政府相关部门、单位或者各镇人民政府、街道办事处为承办单位"},
	{3, "区政府委托或者交办", "由区政府委托或者交办的工作事项引起的行政应诉案件，接受委托或者交办的部门、单位为承办单位"},
	{4, "诉区政府不作为", "以区政府行政不作为为由提起的行政诉讼案件，具体承办该事项或者对相关事项负有职责的部门、单位为承办单位"},
	{5, "征收或者强制拆除", "因土地房屋等行政征收行为、强制拆除等行政强制行为引起的行政应诉案件，具体实施该行为或者对该事项负有职责的区政府相关部门、所在地镇人民政府或者街道办事处为承办单位"},
	{6, "派出机构、非常设机构作出", "由区政府派出机构或者非常设机构作出的行政行为引起的行政应诉案件，具体实施该职能的机构为承办单位"},
	{7, "经区政府复议", "经区政府行政复议后引起的行政应诉案件，行政复议决定维持原行政行为的，作出原行政行为的行政机关与区司法局为共同承办单位；行政复议决定改变原行政行为，或者以不符合行政复议受理条件为由不予受理、驳回行政复议申请的，区司法局为承办单位，作出原行政行为的行政机关应当参与应诉和旁听庭审"},
	{8, "单位被撤销或者职能划转", "根据本规定应当作为承办单位的部门、单位被撤销，或者职能被划转至其他部门、单位的，被撤销部门、单位的上级机关或者继续行使该职能的部门、单位为承办单位"},
	{9, "其他，由区司法局确定", "其他情形引起的行政应诉案件，由区司法局根据案件实际需要确定承办单位"},
}

// Propose returns who should handle a lawsuit of this origin. Lead is empty
// where the table leaves it to the Justice Bureau or a fact is missing; Why then
// says which.
func Propose(o Origin) Proposal {
	if o.Item < 1 || int(o.Item) > len(HandlingItems) {
		return Proposal{Article: "第八条第二款", Why: "尚未判断属于第八条第二款的哪一项，请先选择"}
	}
	item := HandlingItems[o.Item-1]
	p := Proposal{Article: ItemCitation(o.Item), Text: item.Text}
	p.Item = o.Item
	switch o.Item {
	case 1:
		p.Lead, p.Why = JusticeBureau, "被诉行政行为由区政府直接作出"
	case 7:
		p.afterReconsideration(o)
	case 8:
		p.Lead, p.Why = o.Successor, fmt.Sprintf("%s被撤销或者职能已划转，由%s承接", o.former(), o.Successor)
		if o.Successor == "" {
			p.Why = "请填写继续行使职能的单位或者上级机关"
		}
	case 9:
		p.Why = "由区司法局根据案件实际需要确定"
	default:
		p.Lead, p.Why = o.Unit, fmt.Sprintf("%s具体实施或者负责该事项", o.Unit)
		if o.Unit == "" {
			p.Why = "请填写具体实施或者负责该事项的单位"
		}
	}
	return p
}

// former names the unit that is no more, or no longer in charge (item 8).
func (o Origin) former() string {
	if o.Unit == "" {
		return "原单位"
	}
	return o.Unit
}

// afterReconsideration applies item 7: who handles turns on how the
// reconsideration ended.
func (p *Proposal) afterReconsideration(o Origin) {
	switch {
	case o.Unit == "":
		p.Why = "请填写作出原行政行为的行政机关"
	case o.Decision == Upheld:
		p.Lead, p.Joint = o.Unit, []string{JusticeBureau}
		p.Why = fmt.Sprintf("复议决定维持原行政行为，%s与%s为共同承办单位", o.Unit, JusticeBureau)
	case o.Decision == Changed, o.Decision == Inadmissible:
		p.Lead, p.Assisting = JusticeBureau, []string{o.Unit}
		p.Why = fmt.Sprintf("复议结果为%s，%s为承办单位，%s应当参与应诉和旁听庭审", o.Decision.Title(), JusticeBureau, o.Unit)
	default:
		p.Why = "请填写行政复议的结果：维持、改变，或者不予受理、驳回申请"
	}
}

// Choices offers the nine items.
func (Item) Choices() []Choice {
	var all []Choice
	for _, i := range HandlingItems {
		all = append(all, Choice{strconv.Itoa(int(i.Item)), fmt.Sprintf("第（%s）项：%s", numerals[i.Item], i.Short)})
	}
	return all
}

// ItemCitation cites an item of 第八条第二款.
func ItemCitation(item Item) string {
	if item < 1 || item > 9 {
		return "第八条第二款"
	}
	return fmt.Sprintf("第八条第二款第（%s）项", numerals[item])
}

var numerals = [...]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
