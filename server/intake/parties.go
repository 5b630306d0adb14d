package intake

// Who is in the dispute. Papers name them in lines of their own (原告：张某某，男……), and in
// a sentence (原告张某某诉被告……一案). Those who only act for somebody are no parties.

import (
	"regexp"
	"strings"

	"yingsu/workflows/measures"
)

// partyLine is a line that begins with a position in the proceeding, which may say in
// brackets what it was before.
var partyLine = regexp.MustCompile(`(?m)^((?:原审|一审)?(?:公益诉讼起诉人|起诉人|原告|被告|第三人)|再审申请人|再审被申请人|被上诉人|上诉人|被申请人|申请人)` +
	`(?:\(((?:原|一|二|再)[^()\n]{2,30})\))?(?:\d{1,2}|[一二三四五六七八九十])?([: ]{0,2})([^\n]*)(?:\n([^\n]*))?`)

// notParty is what follows a position where the line is about somebody else, or is a
// sentence about the party.
var notParty = regexp.MustCompile(`^(?:的|之|方|是否|均|及其|法定|委托|负责人|代理|诉讼代表|出庭|特别授权|们|述|辩|称|对|在|为|提起|提出|未|不|系|有|因)`)

var (
	// afterName is what stands behind a name in brackets without being a part of it.
	afterName = regexp.MustCompile(`\((?:以下|下称|简称|曾用名|身份证|公民身份|统一社会|男|女|又名|系|住|已故|反诉|原名)[^\n]*$`)
	endOfName = regexp.MustCompile(`[,;。:\n ]`)
	andOthers = regexp.MustCompile(`^(.+?)等(?:\d+|[一二三四五六七八九十百]+)?(?:人|户|名|家)?$`)
	// sentence are words that stand in no name.
	sentence = regexp.MustCompile(`诉|不服|一案|认为|辩称|提交|提供|主张|请求|承担|负担|本院|应当|可以|如果|未按|收到|签收|姓名|名称`)
)

// sideOf returns the side that a position stands for, and whether it is that of somebody
// who has asked for another instance.
func (d *doc) sideOf(position, was string) (f Field, asks bool) {
	asks = position == "上诉人" || position == "再审申请人"
	switch {
	case strings.Contains(was, "原告") || strings.HasSuffix(position, "原告") || strings.HasSuffix(position, "起诉人"):
		return Plaintiffs, asks
	case strings.Contains(was, "被告") || strings.HasSuffix(position, "被告"):
		return Defendants, asks
	case strings.Contains(was, "第三人") || strings.HasSuffix(position, "第三人"):
		return ThirdParties, asks
	case was == "" && d.one(Kind) == string(measures.Reconsideration) && position == "申请人":
		return Plaintiffs, false
	case was == "" && d.one(Kind) == string(measures.Reconsideration) && position == "被申请人":
		return Defendants, false
	}
	return "", asks
}

func (d *doc) readParties() {
	for at := 0; ; {
		m := partyLine.FindStringSubmatchIndex(d.plain[at:])
		if m == nil {
			break
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += at
			}
		}
		d.partyIn(m)
		at = m[9] // the next line may be one as well
	}
	d.readDispute()
	if !d.has(Defendants) {
		d.readAddressee()
	}
}

// partyIn reads one line.
func (d *doc) partyIn(m []int) {
	position, was := d.plain[m[2]:m[3]], ""
	if m[4] >= 0 {
		was = d.plain[m[4]:m[5]]
	}
	i, j := m[8], m[9]
	labelled := m[6] < m[7]
	if i == j && m[10] >= 0 { // the name stands below
		i, j = m[10], m[11]
		labelled = false
		if partyLine.MatchString(d.plain[i:j]) || strings.ContainsAny(d.plain[i:j], ":。") {
			return
		}
	}
	if notParty.MatchString(d.plain[i:j]) {
		return
	}
	j = d.endOfNames(i, j, labelled || was != "")
	if j < 0 {
		return
	}
	side, asks := d.sideOf(position, was)
	if side == "" {
		d.unread(Plaintiffs, m[2], j, "没有写明"+position+"在原审中的地位，请按原审裁判填写")
		return
	}
	if asks && len(Found{d.readings}.Of(Appellant)) == 0 {
		d.note(Appellant, string(sideNames[side]), m[2], j, true)
	}
	if position == "公益诉讼起诉人" {
		d.note(PublicInterest, "true", m[2], m[3], true)
	}
	d.names(side, i, j, true)
}

var sideNames = map[Field]measures.Side{Plaintiffs: measures.Plaintiff, Defendants: measures.Respondent, ThirdParties: measures.ThirdParty}

// endOfNames returns where the names end that begin at i, negative where no names stand
// there. What follows a position without a colon can be a sentence.
func (d *doc) endOfNames(i, j int, labelled bool) int {
	if m := endOfName.FindStringIndex(d.plain[i:j]); m != nil {
		j = i + m[0]
	}
	j = i + len(afterName.ReplaceAllString(d.plain[i:j], ""))
	text := d.plain[i:j]
	if sentence.MatchString(text) || len([]rune(text)) < 2 || !labelled && len([]rune(text)) > 40 {
		return -1
	}
	return j
}

// names notes the names in a list.
func (d *doc) names(side Field, i, j int, stated bool) {
	for at := i; at <= j; {
		end := j
		if k := strings.Index(d.plain[at:j], "、"); k >= 0 {
			end = at + k
		}
		d.name(side, at, end, stated)
		at = end + len("、")
	}
}

func (d *doc) name(side Field, i, j int, stated bool) {
	if m := andOthers.FindStringSubmatchIndex(d.plain[i:j]); m != nil {
		d.unread(side, i, j, "没有逐一列明，请按起诉状补齐")
		j = i + m[3]
	}
	if n := len([]rune(d.plain[i:j])); n < 2 || n > 60 || sentence.MatchString(d.plain[i:j]) || nobody.MatchString(d.plain[i:j]) {
		return
	}
	if side == Defendants {
		i += len(shortName.FindString(d.plain[i:j]))
	}
	d.note(side, d.value(i, j), i, j, stated)
}

// nobody is what stands in the place of a name and is none.
var nobody = regexp.MustCompile(`^(?:暂无|没有|不详|未知|待定|见附.*|详见.*|.*名单|[你贵本](?:单位|局|府|机关|院|区|镇).*)$`)

// shortName is what stands before a defendant's name in a list: 被告某局.
var shortName = regexp.MustCompile(`^(?:被告|被申请人)`)

const (
	organEnds = `人民政府|管理委员会|委员会|街道办事处|办事处|管委会|分局|局|厅|办公室|支队|大队|派出所|司法所|管理所|管理处|服务中心|管理中心|中心|公安处|海关|法院|检察院`
	organEnd  = `(?:` + organEnds + `)`
	organ     = `[\p{Han}\d()]{0,40}` + organEnd
	bodyEnd   = `(?:有限责任公司|股份有限公司|有限公司|公司|合作社|合伙企业|医院|学校|` + organEnds + `)`
)

var (
	dispute  = regexp.MustCompile(`([^。;\n]{4,200}?)(?:一案|纠纷案)`)
	lead     = regexp.MustCompile(`^.*(?:受理了?|审理了?|审查了?|立案了?|关于|:|,)(?:的)?`)
	sues     = regexp.MustCompile(`^(?:公益诉讼起诉人|起诉人|原告|申请人)?(?:\([^()]{1,20}\))?([^,]{2,80}?)(?:因不服|因诉|因与|不服|诉|与|因)(.+)$`)
	you      = regexp.MustCompile(`^(?:被告|被申请人)?(?:你|贵|本)(?:单位|局|府|区|镇|街道|机关|委员会|委|办|政府|区政府|镇政府|街道办事处|中心|院)(?:的)?`)
	organs   = regexp.MustCompile(`^(?:被告|被申请人)?` + organ + `(?:[、,及和与](?:被告)?` + organ + `)*`)
	bodies   = regexp.MustCompile(`^[\p{Han}\d()]{0,40}` + bodyEnd)
	joined   = regexp.MustCompile(organEnd + `([及和与](?:被告)?)`)
	third    = regexp.MustCompile(`[、,及和与]?第三人`)
	ofCause  = regexp.MustCompile(`^(?:的|因|就|关于|一)?([\p{Han}()、/]{2,30}?)(?:纠纷)?$`)
	asked    = regexp.MustCompile(`^(?:,|的)?(?:请求|要求)?(?:依法)?确认([\p{Han}()、]{2,24}?)(?:的)?(?:行政)?(?:行为)?(?:违法|无效)(?:纠纷)?$`)
	notCause = regexp.MustCompile(`^(?:作出|于|不服|要求|请求|确认|未)|你|起诉|被告|原告|决定书|通知书|上诉|再审`)
)

// readDispute reads the sentence that says what the case is: 原告某某诉被告某局行政处罚一案.
// Of a later instance it says who was what before in too many ways.
func (d *doc) readDispute() {
	for _, m := range d.matches(dispute, "一案", "纠纷案") {
		i, j := m[2], m[3]
		i += len(lead.FindString(d.plain[i:j]))
		text := d.plain[i:j]
		if strings.Contains(text, "上诉人") || strings.Contains(text, "再审") {
			continue
		}
		s := sues.FindStringSubmatchIndex(text)
		if s == nil {
			continue
		}
		d.sued(i+s[2], i+s[3], i+s[4], j)
		return
	}
}

// sued reads who sues whom about what: the plaintiffs stand from a to b, the rest from c
// to e.
func (d *doc) sued(a, b, c, e int) {
	rest := d.plain[c:e]
	parts := third.FindStringIndex(rest)
	end := e
	if parts != nil {
		end = c + parts[0]
	}
	after, known := c, false
	if m := you.FindString(d.plain[c:end]); m != "" {
		after, known = c+len(m), true
	} else if m := organs.FindString(d.plain[c:end]); m != "" {
		after, known = c+len(m), true
		d.organs(c, after)
	}
	if !known {
		return
	}
	if !d.has(Plaintiffs) {
		d.names(Plaintiffs, a, b, false)
	}
	if parts != nil {
		if after != end { // something stands between, which is neither
			return
		}
		after = c + parts[1]
		m := bodies.FindString(d.plain[after:e])
		if m == "" { // where the name ends cannot be told
			return
		}
		if !d.has(ThirdParties) {
			d.names(ThirdParties, after, after+len(m), false)
		}
		after += len(m)
	}
	if m := asked.FindStringSubmatchIndex(d.plain[after:e]); m != nil { // 诉你单位确认强制拆除房屋行为违法一案
		d.note(Cause, d.value(after+m[2], after+m[3]), after+m[2], after+m[3], false)
		return
	}
	if m := ofCause.FindStringSubmatchIndex(d.plain[after:e]); m != nil && !notCause.MatchString(d.plain[after+m[2]:after+m[3]]) {
		d.note(Cause, d.value(after+m[2], after+m[3]), after+m[2], after+m[3], false)
	}
}

// organs notes organs that stand one after another.
func (d *doc) organs(i, j int) {
	if d.has(Defendants) {
		return
	}
	for {
		m := joined.FindStringSubmatchIndex(d.plain[i:j])
		if m == nil || m[3] == j-i {
			break
		}
		d.names(Defendants, i, i+m[2], false)
		i += m[3]
	}
	d.names(Defendants, i, j, false)
}

// addressee is whom a notice is addressed to.
var addressee = regexp.MustCompile(`(?m)^(` + organ + `(?:、` + organ + `)*):$`)

// readAddressee takes the organ to which a notice is addressed for the one that is sued,
// or for a third party where it is asked to join.
func (d *doc) readAddressee() {
	side := Defendants
	switch {
	case d.is("参加诉讼"):
		side = ThirdParties
	case d.is("应诉"), d.is("答复"), d.is("举证"):
	default:
		return
	}
	if m := addressee.FindStringSubmatchIndex(d.plain); m != nil && !d.has(side) {
		d.names(side, m[2], m[3], false)
	}
}
