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
	`(?:\(((?:原|一|二|再)[^()\n]{2,30})\))?(?:` + ordinals + `|\(` + ordinals + `\))?((?:单位|行政机关):|[:、. ]{0,2})([^\n]*)(?:\n([^\n]*))?`)

const ordinals = `(?:\d{1,2}|[一二三四五六七八九十]{1,2})`

// notParty is what follows a position where the line is about somebody else, or is a
// sentence about the party.
var notParty = regexp.MustCompile(`^(?:的|之|方|是否|均|及其|法定|委托|负责人|代理|诉讼代表|出庭|特别授权|们|述|辩|称|对|在|为|提起|提出|未|不|系|有|因)`)

var (
	// afterName is what stands behind a name in brackets without being a part of it.
	afterName = regexp.MustCompile(`\((?:以下|下称|简称|曾用名|身份证|公民身份|统一社会|男|女|又名|系|住|已故|反诉|原名)[^\n]*$`)
	endOfName = regexp.MustCompile(`[,;。:\n ]`)
	andOthers = regexp.MustCompile(`^(.+?)等(?:\d+|[一二三四五六七八九十百]+)?(?:人|户|名|家)?$`)
	// sentence are words that stand in no name.
	sentence = regexp.MustCompile(`诉|不服|一案|认为|辩称|提交|提供|主张|请求|承担|负担|本院|应当|可以|如果|未按|收到|签收|姓名|名称|负责人|代理人|代表人|工作人员|出庭|到庭|预交|受理费|退还|退回|作出`)
	// numbered begins each name of a list: 原告：1.张某；2.李某。
	numbered = regexp.MustCompile(`(?:^|[;。,、 ])(?:\((` + ordinals + `)\)|(` + ordinals + `)[.、)])`)
	// bodyAtEnd is the end of an organ's name, and of what is sued as one.
	bodyAtEnd = regexp.MustCompile(`(?:政府|[局厅会室处所队部署办站]|中心|海关|公司|[法医学]院|检察院|学校|大学|[银支分]行|集团|林场|农场|街道|社区|监狱)$`)
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
	spans := d.numberedNames(m[8], m[9])
	if len(spans) == 0 {
		if i, j := d.nameIn(m, was); j > i {
			spans = [][2]int{{i, j}}
		}
	}
	if len(spans) == 0 {
		return
	}
	side, asks := d.sideOf(position, was)
	if side == "" {
		d.unread(Plaintiffs, m[2], spans[0][1], "没有写明"+position+"在原审中的地位，请按原审裁判填写")
		return
	}
	if asks && len(Found{d.readings}.Of(Appellant)) == 0 {
		d.note(Appellant, string(sideNames[side]), m[2], spans[0][1], true)
	}
	if position == "公益诉讼起诉人" {
		d.note(PublicInterest, "true", m[2], m[3], true)
	}
	for _, s := range spans {
		text := d.plain[s[0]:s[1]]
		switch {
		case cutShort.MatchString(text):
			d.unread(side, m[2], s[1], "看不出名称到哪里为止，请按原件填写")
		case side == Defendants && m[6] == m[7] && was == "" && !bodyAtEnd.MatchString(text) && !andOthers.MatchString(text): // a sentence
		default:
			d.names(side, s[0], s[1], true)
		}
	}
}

// cutShort is a name that goes on where the line does not.
var cutShort = regexp.MustCompile(`[和及与、]$`)

// nameIn returns where the names stand in a line, the same place twice where none do.
func (d *doc) nameIn(m []int, was string) (i, j int) {
	i, j = m[8], m[9]
	labelled := m[6] < m[7]
	if i == j && m[10] >= 0 { // the name stands below
		i, j = m[10], m[11]
		labelled = false
		if partyLine.MatchString(d.plain[i:j]) || strings.ContainsAny(d.plain[i:j], ":。") || numbered.MatchString(d.plain[i:j]) {
			return i, i
		}
	}
	if notParty.MatchString(d.plain[i:j]) {
		return i, i
	}
	end := d.endOfNames(i, j, labelled || was != "")
	if end < 0 {
		return i, i
	}
	if sep := d.plain[m[6]:m[7]]; !strings.Contains(sep, ":") && strings.HasPrefix(d.plain[end:], ":") && !bodyAtEnd.MatchString(d.plain[i:end]) {
		return i, i // 被告住所地：……
	}
	return i, end
}

// numberedNames returns where the names of a list stand that begins at a place, in its line
// and in those below that go on with it.
func (d *doc) numberedNames(i, j int) (spans [][2]int) {
	for {
		before := len(spans)
		for _, m := range numbered.FindAllStringSubmatchIndex(d.plain[i:j], -1) {
			g := 2
			if m[g] < 0 {
				g = 4
			}
			if number(d.plain[i+m[g]:i+m[g+1]]) != len(spans)+1 || len(spans) == before && m[0] > 0 {
				continue
			}
			spans = append(spans, [2]int{i + m[1], j})
			if n := len(spans) - 2; n >= before {
				spans[n][1] = i + m[0]
			}
		}
		if len(spans) == before || j == len(d.plain) {
			break
		}
		i = j + 1
		j = len(d.plain)
		if k := strings.IndexByte(d.plain[i:], '\n'); k >= 0 {
			j = i + k
		}
	}
	names := spans[:0]
	for _, s := range spans {
		if end := d.endOfNames(s[0], s[1], true); end > s[0] {
			names = append(names, [2]int{s[0], end})
		}
	}
	return names
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

// names notes the names in a list: organs are joined by a word as well.
func (d *doc) names(side Field, i, j int, stated bool) {
	for at := i; at <= j; {
		end, next := j, j+1
		if k := strings.Index(d.plain[at:j], "、"); k >= 0 {
			end, next = at+k, at+k+len("、")
		}
		if m := joined.FindStringSubmatchIndex(d.plain[at:end]); m != nil && m[3] < end-at {
			end, next = at+m[2], at+m[3]
		}
		d.name(side, at, end, stated)
		at = next
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
	bodies    = `有限责任公司|股份有限公司|有限公司|公司|合作社|合伙企业|医院|学校|`
	partEnds  = `分局|局|办事处|派出所|支队|大队|司法所|管理所|管理处|事务所|服务所|管理站|总队|中心|公安处|办公室|管委会|委员会`
	nameBegin = `^[\p{Han}\d()]{0,40}?`
)

// How names end, and what stands behind them.
var (
	organName = regexp.MustCompile(nameBegin + organEnd)
	organPart = regexp.MustCompile(nameBegin + `(?:` + partEnds + `)`)
	bodyName  = regexp.MustCompile(nameBegin + `(?:` + bodies + organEnds + `)`)
	bodyPart  = regexp.MustCompile(nameBegin + `(?:` + bodies + partEnds + `)`)
	notEnd    = regexp.MustCompile(`^(?:医院|小学|中学|学校|幼儿园|长|面|势)`)
	// shortOrgan is a name with another one in it that ends in its own way: 区政府和某局.
	shortOrgan = regexp.MustCompile(`[^民]政府`)
	joint      = regexp.MustCompile(`(?:以及|[、,及和与])(?:被告)?`)
	inRegion   = regexp.MustCompile(`^(?:国家|中华|\p{Han}{0,8}?(?:[^城]市|[^社]区|[^城][镇乡]|[省县旗]))`)
	// verbs stand in no name; villages in none of an organ's part; matters are what organs are
	// sued about and offices are called after.
	verbs    = regexp.MustCompile(`不履行|不作为|不予|不服|不依法|未履行|未依法|未作|未予|拒绝|拆除|强拆|作出|要求|请求|撤销|责令|监督村|处罚|认定|复议|赔偿|给付|诉`)
	villages = regexp.MustCompile(`村民|居民|业主|村委会|居委会`)
	matters  = regexp.MustCompile(`登记|征收|征用|补偿|信息|许可|确认|奖励|收费|批复|协议|拆迁|安置|审批|投诉|举报`)
	office   = regexp.MustCompile(`(?:办公室|中心|大队|支队|所|分局|办事处|管委会)$`)
	// act is how a matter ends that somebody is sued about.
	act = regexp.MustCompile(`(?:处罚|强制|许可|征收|征用|登记|确认|给付|允诺|征缴|奖励|收费|公开|批复|处理|裁决|协议|补偿|赔偿|职责|义务|认定|决定|答复|拆除|行为|不作为|通知|告知|审批|批准|检查|措施|执行|复议|收回)(?:的|纠纷)?$`)
)

var (
	dispute  = regexp.MustCompile(`([^。;\n]{4,200}?)(?:一案|纠纷案)`)
	lead     = regexp.MustCompile(`^(?:.*(?:[^予](?:受理|审理|审查|立案)了?|关于|:|,)|(?:受理|审理|审查|立案)了?) ?(?:的)? ?`)
	sues     = regexp.MustCompile(`^(?:公益诉讼起诉人|起诉人|原告|申请人)? ?(?:\([^()]{1,20}\))?([^,]{2,80}?)(?:因不服|因诉|因与|不服|诉|与|因)(.+)$`)
	you      = regexp.MustCompile(`^(?:被告|被申请人)?(?:你|贵|本)(?:单位|局|府|区|镇|街道|机关|委员会|委|办|政府|区政府|镇政府|街道办事处|中心|院)(?:的)?`)
	joined   = regexp.MustCompile(organEnd + `((?:以及|[及和与])(?:被告)?)`)
	third    = regexp.MustCompile(`[、,及和与]?第三人`)
	ofCause  = regexp.MustCompile(`^ ?(?:的|因|就|关于|一)?([\p{Han}()、/]{2,30}?)(?:纠纷)? ?$`)
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
	after, why := d.defendants(c, end)
	if after < 0 {
		return
	}
	if !d.has(Plaintiffs) {
		d.names(Plaintiffs, a, b, false)
	}
	if why != "" {
		d.unread(Defendants, c, end, why)
		return
	}
	if parts != nil {
		if after != end { // something stands between, which is neither
			return
		}
		after = c + parts[1]
		n := nameLength(d.plain[after:e], bodyName, bodyPart)
		if n <= 0 { // where the name ends cannot be told
			return
		}
		if !d.has(ThirdParties) {
			d.names(ThirdParties, after, after+n, false)
		}
		if after += n; hasOrgan(d.plain[after:e]) {
			d.unread(Defendants, c, e, notAll)
			return
		}
	}
	if m := asked.FindStringSubmatchIndex(d.plain[after:e]); m != nil { // 诉你单位确认强制拆除房屋行为违法一案
		d.note(Cause, d.value(after+m[2], after+m[3]), after+m[2], after+m[3], false)
		return
	}
	d.causeIn(after, e)
}

// causeIn notes what stands behind the names as the cause, where it can be one.
func (d *doc) causeIn(i, j int) {
	if m := ofCause.FindStringSubmatchIndex(d.plain[i:j]); m != nil && !notCause.MatchString(d.plain[i+m[2]:i+m[3]]) {
		d.note(Cause, d.value(i+m[2], i+m[3]), i+m[2], i+m[3], false)
	}
}

const notAll = "看不出被告共有几个、名称到哪里为止，请按起诉状填写"

// defendants notes the organs that are sued, from c to e, and what each of them is sued
// about where another one stands behind it: 诉某局工伤认定及某政府行政复议. It returns where
// the last name ends, below zero where none stands there, and why not all can be told.
func (d *doc) defendants(c, e int) (after int, why string) {
	if m := you.FindString(d.plain[c:e]); m != "" {
		if hasOrgan(d.plain[c+len(m) : e]) {
			return c + len(m), "除收到文书的单位以外还有被告，请按起诉状补齐"
		}
		return c + len(m), ""
	}
	var names [][2]int
	var causes [][2]int
	for after = c; ; {
		i := after + len(shortName.FindString(d.plain[after:e]))
		n := nameLength(d.plain[i:e], organName, organPart)
		switch {
		case n == 0 && len(names) == 0:
			return -1, ""
		case n <= 0:
			return after, notAll
		}
		after = i + n
		names = append(names, [2]int{i, after})
		about, more := nextOrgan(d.plain[after:e])
		if !more {
			break
		}
		if about[0] > 0 && !act.MatchString(d.plain[after:after+about[0]]) { // 诉某局撤销某公司与某局的合同
			return after, notAll
		}
		if about[0] > 0 {
			causes = append(causes, [2]int{after, after + about[0]})
		}
		after += about[1]
	}
	if m := joint.FindStringIndex(d.plain[after:e]); m != nil && m[0] == 0 { // whoever else it is
		return after, notAll
	}
	if !d.has(Defendants) {
		for _, n := range names {
			d.name(Defendants, n[0], n[1], false)
		}
	}
	for _, s := range causes {
		d.causeIn(s[0], s[1])
	}
	return after, ""
}

// nextOrgan finds behind an organ's name another one: where what the first is sued about
// ends, and where the other begins.
func nextOrgan(text string) (about [2]int, more bool) {
	for _, m := range joint.FindAllStringIndex(text, -1) {
		rest := text[m[1]:]
		if (m[0] == 0 || inRegion.MatchString(rest)) && nameLength(rest, organName, organPart) != 0 {
			return [2]int{m[0], m[1]}, true
		}
	}
	return about, false
}

func hasOrgan(text string) bool { _, more := nextOrgan(text); return more }

// nameLength returns how long the name is at the beginning of a text: as short as it can be,
// and longer where a part of the body follows (公安局环翠分局). It is 0 where none stands
// there, below zero where its end cannot be told from what the body is sued about.
func nameLength(text string, name, part *regexp.Regexp) int {
	n := len(name.FindString(text))
	if n == 0 || verbs.MatchString(text[:n]) {
		return 0
	}
	if notEnd.MatchString(text[n:]) || shortOrgan.MatchString(text[:n]) {
		return -1
	}
	for _, m := range joint.FindAllStringIndex(text[:n], -1) {
		if inRegion.MatchString(text[m[1]:n]) { // 李某和威海市公安局
			return -1
		}
	}
	for {
		more := part.FindString(text[n:])
		if more == "" || notEnd.MatchString(text[n+len(more):]) || verbs.MatchString(more) || villages.MatchString(more) {
			return n
		}
		if m := joint.FindStringIndex(more); m != nil && (m[0] == 0 || inRegion.MatchString(more[m[1]:])) {
			return n
		}
		if matters.MatchString(more) && !office.MatchString(more) {
			return -1
		}
		n += len(more)
	}
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
