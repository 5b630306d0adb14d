package stock

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"
)

// Field is something that a ledger can say of a lawsuit.
type Field struct {
	Key     string
	Title   string   // the usual heading; it stands in the template
	Also    []string // other headings under which people keep it
	Example string
	Help    string
}

// Fields lists them, in the order of the template.
var Fields = []Field{
	{"number", "案号", []string{"案件编号", "法院案号", "本案案号", "一审案号", "受理案号"}, "（2026）鲁10行初15号", "必填。一审、二审案号分列的，二审案号填写在“二审案号”"},
	{"court", "受理法院", []string{"法院", "审理法院", "管辖法院", "一审法院"}, "威海市中级人民法院", "必填"},
	{"level", "审级", []string{"审理阶段", "审理级别"}, "一审", "一审、二审、再审；不填的按案号确定"},
	{"plaintiffs", "原告", []string{"原告姓名", "原告名称", "原告方", "起诉人", "原告（上诉人）"}, "王某某、李某某", "必填。数人以顿号、分号或者换行分开；可以写“王某某等12人”"},
	{"defendants", "被告", []string{"被告单位", "被告名称", "被诉机关", "被诉行政机关", "被告方"}, "威海市环翠区人民政府", "必填。本区单位写全称或者单位名录中的简称"},
	{"third_parties", "第三人", []string{"第三人名称"}, "", ""},
	{"cause", "案由", []string{"案件类型", "诉讼事由", "案由类型"}, "房屋强制拆除", "必填"},
	{"challenged", "被诉行政行为", []string{"行政行为", "被诉行为", "诉讼请求"}, "", ""},
	{"served", "送达日期", []string{"收案日期", "收到应诉通知书日期", "收到应诉通知日期", "应诉通知书送达日期", "签收应诉通知日期", "收案时间", "送达时间", "收到诉状日期", "收到起诉状副本日期"}, "2026-03-02", "必填。应诉通知书和起诉状副本送达被告之日；直接填写二审案号的，为收到上诉状副本之日"},
	{"received", "司法局收到日期", []string{"区司法局收到日期", "司法局收案日期"}, "", "不填即为送达日期"},
	{"evidence", "举证期限", []string{"举证期限届满日", "法院指定的举证期限", "答辩期限", "举证截止日期", "答辩举证期限"}, "", "法院通知书写明届满日的才填写"},
	{"lead", "承办单位", []string{"主办单位", "应诉承办单位", "责任单位", "承办部门"}, "区城市管理局", "单位名录中的名称"},
	{"joint", "共同承办单位", []string{"共同承办"}, "", ""},
	{"assisting", "配合单位", []string{"协办单位"}, "", ""},
	{"forwarded", "转交日期", []string{"转办日期", "交办日期", "转交承办单位日期", "转送日期"}, "2026-03-03", ""},
	{"signed", "签收日期", []string{"承办单位签收日期"}, "", ""},
	{"submitted", "报送审查日期", []string{"报审日期", "送审日期", "报送司法局审查日期", "提交审查日期"}, "2026-03-09", ""},
	{"approved", "审查通过日期", []string{"审查日期", "审核通过日期", "审结日期"}, "2026-03-10", ""},
	{"filed", "提交法院日期", []string{"提交答辩状日期", "答辩日期", "提交人民法院日期", "提交证据日期", "应诉材料提交日期", "举证日期"}, "2026-03-12", "不填即视为尚未提交"},
	{"method", "提交方式", nil, "", ""},
	{"summoned", "收到传票日期", []string{"传票日期"}, "", ""},
	{"hearing", "开庭日期", []string{"开庭时间", "庭审日期", "一审开庭日期", "一审开庭时间"}, "2026-04-10", "将来的、已经过去的都填写"},
	{"official", "出庭负责人", []string{"出庭应诉负责人", "行政机关负责人", "负责人姓名", "出庭负责人姓名"}, "赵某某", ""},
	{"post", "负责人职务", []string{"职务", "出庭负责人职务"}, "副区长", ""},
	{"named", "负责人报备日期", []string{"报备日期", "备案日期"}, "", ""},
	{"attended", "是否出庭", []string{"负责人是否出庭", "负责人出庭情况", "是否负责人出庭", "行政机关负责人是否出庭"}, "是", "已经开庭的必填"},
	{"absence", "未出庭原因", []string{"不出庭原因", "未出庭理由"}, "", "负责人未出庭的必填（第十九条第一款）"},
	{"judged", "裁判日期", []string{"判决日期", "裁定日期", "一审裁判日期", "一审判决日期", "裁判时间", "判决时间"}, "", ""},
	{"outcome", "裁判结果", []string{"判决结果", "裁判种类", "审理结果", "一审裁判结果", "一审判决结果", "一审结果"}, "", "驳回诉讼请求、撤销、确认违法、驳回起诉、准许撤诉等，选项见说明"},
	{"document", "裁判文书号", []string{"判决书文号", "文书号"}, "", "与案号相同的不填"},
	{"judgment_served", "裁判送达日期", []string{"判决送达日期", "收到判决日期", "收到裁判日期", "一审裁判送达日期", "一审判决送达日期"}, "", "上诉期限自次日起算；没有生效的必填"},
	{"lost", "是否败诉", []string{"败诉", "胜败诉", "是否败诉案件", "胜诉败诉"}, "", "由裁判结果推定，只用于核对"},
	{"lost_reason", "认定败诉与否的理由", []string{"败诉认定理由"}, "", "与裁判结果通常的认定不同的填写"},
	{"results", "对各被告的结果", []string{"各被告裁判结果", "各单位裁判结果"}, "", "对本区各被告结果不同的填写，如“张村镇人民政府：驳回诉讼请求；区城市管理局：撤销”；需要认定的在后面注明（败诉）或者（未败诉）"},
	{"appellant", "上诉人", []string{"上诉方"}, "", "原告、被告、第三人，或者姓名、名称"},
	{"appealed", "上诉日期", []string{"提起上诉日期", "上诉时间"}, "", ""},
	{"copy", "上诉状副本送达日期", []string{"收到上诉状日期", "上诉状送达日期", "收到上诉状副本日期"}, "", ""},
	{"answered", "上诉答辩日期", []string{"二审答辩日期"}, "", ""},
	{"number2", "二审案号", []string{"终审案号"}, "", ""},
	{"court2", "二审法院", nil, "", ""},
	{"judged2", "二审裁判日期", []string{"二审判决日期", "终审日期"}, "", ""},
	{"outcome2", "二审裁判结果", []string{"二审判决结果", "二审结果", "终审结果"}, "", "驳回上诉，维持原判、改判、发回重审等"},
	{"served2", "二审裁判送达日期", []string{"二审判决送达日期"}, "", ""},
	{"lost2", "二审是否败诉", []string{"二审败诉", "终审是否败诉"}, "", "二审裁判结果不能确定的填写，如部分维持、部分改判，或者一审败诉而改判"},
	{"lost2_reason", "二审认定败诉与否的理由", nil, "", "与二审裁判结果通常的认定不同的填写"},
	{"before_number", "原审案号", []string{"一审裁判案号"}, "", "“案号”是二审、再审案号的填写"},
	{"before_court", "原审法院", nil, "", "同上"},
	{"before_outcome", "原审裁判结果", []string{"原审结果"}, "", "同上"},
	{"before_lost", "原审是否败诉", []string{"原审败诉", "一审是否败诉", "一审败诉"}, "", "原审（有二审的为一审）裁判结果不能确定的必填，如其他判决"},
	{"before_lost_reason", "原审认定败诉与否的理由", []string{"一审认定败诉与否的理由"}, "", "与原审裁判结果通常的认定不同的填写"},
	{"before_results", "原审对各被告的结果", []string{"一审对各被告的结果", "原审各被告裁判结果"}, "", "写法同“对各被告的结果”"},
	{"before_judged", "原审裁判日期", nil, "", "同上"},
	{"before_served", "原审裁判送达日期", nil, "", "同上"},
	{"effective", "生效日期", []string{"裁判生效日期", "判决生效日期", "生效时间"}, "", ""},
	{"report", "败诉报告日期", []string{"败诉报告报送日期", "败诉分析报告日期", "报送败诉报告日期"}, "", ""},
	{"duty", "履行内容", []string{"判决履行内容", "履行义务"}, "", ""},
	{"due", "履行期限", []string{"履行截止日期"}, "", ""},
	{"performed", "履行日期", []string{"履行完毕日期", "执行日期"}, "", ""},
	{"concluded", "终结日期", []string{"结案日期", "案件终结日期", "结案时间"}, "", ""},
	{"archived", "归档日期", []string{"立卷归档日期", "归档时间"}, "", ""},
	{"volume", "案卷号", []string{"卷号", "档案号", "档号"}, "", "已经归档的必填"},
}

// FieldNamed returns the field with a key, or nil.
func FieldNamed(key string) *Field {
	i := slices.IndexFunc(Fields, func(f Field) bool { return f.Key == key })
	if i < 0 {
		return nil
	}
	return &Fields[i]
}

// FieldFor returns the field that a heading names, or nil.
func FieldFor(heading string) *Field {
	for _, heading := range []string{plain(heading), plain(remark.ReplaceAllString(width.Fold.String(heading), ""))} {
		for i, f := range Fields {
			if plain(f.Title) == heading || slices.ContainsFunc(f.Also, func(name string) bool { return plain(name) == heading }) {
				return &Fields[i]
			}
		}
	}
	return nil
}

// remark is what people write behind a heading: 送达日期（必填）.
var remark = regexp.MustCompile(`\(.*\)`)

// plain leaves out of a heading what does not tell one from another.
func plain(heading string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \n\t*:、", r) {
			return -1
		}
		return r
	}, width.Fold.String(heading))
}

// Mapping says which column holds which field.
type Mapping map[string]int

// below are the fields for what was decided before the instance at which a lawsuit
// stands: in a ledger that has 案号 and 一审案号, the latter is the number below.
var below = map[string]string{
	"number": "before_number", "court": "before_court", "outcome": "before_outcome", "judged": "before_judged", "judgment_served": "before_served",
	"lost": "before_lost", "lost_reason": "before_lost_reason", "results": "before_results",
}

// Map returns the mapping that the headings suggest: of two columns of one field the
// first, unless the other says that it is about the first instance.
func (t *Table) Map() Mapping {
	m := Mapping{}
	for _, c := range t.Columns {
		f := FieldFor(c.Heading)
		if f == nil {
			continue
		}
		key := f.Key
		if before, ok := below[key]; ok && m[key] != 0 && strings.HasPrefix(plain(c.Heading), "一审") {
			key = before
		}
		if m[key] == 0 {
			m[key] = c.Number
		}
	}
	return m
}

// As returns the key of the field that a column holds, empty for none.
func (m Mapping) As(column int) string {
	for _, f := range Fields {
		if m[f.Key] == column {
			return f.Key
		}
	}
	return ""
}

// heading returns the heading of the column that holds a field, or the field's own name.
func (t *Table) heading(m Mapping, key string) string {
	for _, c := range t.Columns {
		if c.Number == m[key] {
			return strings.ReplaceAll(c.Heading, "\n", "")
		}
	}
	if f := FieldNamed(key); f != nil {
		return f.Title
	}
	return ""
}
