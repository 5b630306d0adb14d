package intake

// What a paper decides. A result is read from the whole of the 主文: each of its sentences
// must be one that is known, and all of them together one kind of paper. Where the words
// fit two kinds, both are shown.

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

var (
	rulingBegins = regexp.MustCompile(`(?:判决|裁定|决定)如下:? ?\n?`)
	reviewBegins = regexp.MustCompile(`决定(?:如下)?: ?\n?`)
	// rulingEnds is where what is said of costs begins, with whoever advanced them, or what
	// may be done against the paper, or who signed it and when.
	rulingEnds = regexp.MustCompile(`\n?(?:(?:[一二三四五六七八九十]、)?(?:[^,。;:\n]{1,60}(?:预交|预缴|交纳|缴纳)的?)?(?:本案)?(?:(?:一审|二审|一、二审|再审)[、和]?){0,2}(?:本案)?(?:案件)?受理费|如(?:果)?(?:对|不服)本|(?:当事人|申请人|被申请人|各方)[^。;\n]{0,12}(?:如|不服|对)[^。;\n]{0,12}本(?:决定|裁定|复议决定)|(?:对|不服)本(?:裁定|决定)|` +
		`本(?:判决|裁定|决定|行政复议决定书?)(?:书)?(?:为终审|系终审|是终审|送达后|一经|自即日|自送达|自作出|立即)|如果?未按本判决|审判长|(?:独任|代理|助理)?审判员|人民陪审员|书记员|\n附|(?m:^` + day + `$)|(?m:^` + year + ` ?年$))`)
	// ownPaper ends the 主文 only where a sentence begins with it: not in 责令被告于本判决送达后….
	ownPaper  = regexp.MustCompile(`^本[^案]`)
	ownClause = regexp.MustCompile(`[。;\n]$`)
	clauses   = regexp.MustCompile(`[。;\n]`)
	// another begins in one sentence what is decided besides.
	another = regexp.MustCompile(`,(?:并|同时|且|本案)?((?:责令|责成|判令|限期|限被告|限你|由被告|驳回|指令|发回|移送))`)
	ordinal = regexp.MustCompile(`^(?:\(?(?:[一二三四五六七八九十]|\d{1,2})(?:[、.]|\)[、.]?))`)
)

// readResult reads the 主文 and what kind of paper it makes.
func (d *doc) readResult() {
	if !d.decides() {
		return
	}
	i, j := d.main()
	if i < 0 {
		return
	}
	if words, at := d.words(i, j); words != "" && utf8.RuneCountInString(words) <= form.MaxLong {
		d.readings = append(d.readings, Reading{Field: Ruling, Value: strings.TrimSpace(words), From: words, At: at, Stated: true})
	}
	kinds := d.kindsOf(d.plain[i:j])
	for _, o := range kinds {
		d.note(Outcome, string(o), i, j, true)
	}
	if len(kinds) == 0 {
		d.unread(Outcome, i, j, "主文不能确定为一种裁判，请从裁判种类中选择")
	}
	if slices.ContainsFunc(kinds, func(o measures.Outcome) bool { return o.Effect().Sends != measures.SendsNowhere }) {
		d.readSentTo(i, j)
	}
}

// main returns where the 主文 stands, below zero where there is none.
func (d *doc) main() (i, j int) {
	begins := rulingBegins.FindAllStringIndex(d.plain, -1)
	switch {
	case d.form() == measures.MediationForm:
		begins = agreed.FindAllStringIndex(d.plain, -1)
	case d.form() == measures.DecisionForm && len(begins) == 0:
		begins = reviewBegins.FindAllStringIndex(d.plain, -1)
	}
	if len(begins) == 0 {
		return -1, -1
	}
	i = begins[len(begins)-1][1] // before it the text tells what courts below have decided
	j = len(d.plain)
	for _, m := range rulingEnds.FindAllStringIndex(d.plain[i:], -1) {
		if at := i + m[0]; !ownPaper.MatchString(d.plain[at:]) || ownClause.MatchString(d.plain[at-len("。"):at]) {
			j = at
			break
		}
	}
	for i < j && strings.ContainsRune(" \n", rune(d.plain[i])) {
		i++
	}
	return i, j
}

// agreed begins what a mediation says.
var agreed = regexp.MustCompile(`达成(?:如下|以下)?(?:调解)?(?:协议|意见)(?:如下)?:? ?\n?`)

// form is the form that the paper has: its title says it, or, where only a part of it was
// pasted, the words before the 主文.
func (d *doc) form() measures.Form {
	switch {
	case d.is("调解书"):
		return measures.MediationForm
	case d.is("判决书"):
		return measures.JudgmentForm
	case d.is("裁定书"):
		return measures.RulingForm
	case d.is("复议"):
		return measures.DecisionForm
	case strings.Contains(d.plain, "判决如下"):
		return measures.JudgmentForm
	}
	return measures.RulingForm
}

// sentTo is the court to which a case goes.
var sentTo = regexp.MustCompile(`(?:移送(?:至|给|到|往)?|移交|发回|指令|指定|由)(\p{Han}{2,24}?法院)(?:依法)?(?:对本案)?(?:处理|审理|管辖|重审|重新审|继续审理|立案|受理|进行审理)`)

func (d *doc) readSentTo(i, j int) {
	for _, m := range sentTo.FindAllStringSubmatchIndex(d.plain[i:j], -1) {
		d.note(SentTo, d.value(i+m[2], i+m[3]), i+m[2], i+m[3], true)
	}
}

// phrase is a kind of sentence of a 主文.
type phrase string

// The sentences of judgments, rulings and decisions.
const (
	dismisses    phrase = "驳回诉讼请求"
	dismissesSum phrase = "驳回赔偿请求"
	dismissesOne phrase = "驳回对其中一方的请求"
	revokes      phrase = "撤销"
	revokesPart  phrase = "部分撤销"
	redoes       phrase = "责令重作"
	performs     phrase = "责令履行"
	unlawful     phrase = "确认违法"
	unlawfulWay  phrase = "确认程序轻微违法"
	void         phrase = "确认无效"
	alters       phrase = "变更"
	remedies     phrase = "补救措施"
	goesOn       phrase = "继续履行协议"
	pays         phrase = "给付"
	compensates  phrase = "赔偿"
	upholds      phrase = "维持原判"
	upholdsIt    phrase = "维持原裁定"
	keepsPart    phrase = "维持部分"
	keepsAct     phrase = "维持行政行为"
	overturns    phrase = "撤销裁判"
	overturnsBit phrase = "撤销裁判一部分"
	remands      phrase = "发回重审"
	remandsSum   phrase = "赔偿部分发回重审"
	continues    phrase = "继续审理"
	dockets      phrase = "指令立案"
	noSuit       phrase = "驳回起诉"
	noSuitPart   phrase = "驳回部分起诉"
	noSuitOne    phrase = "驳回对其中一方的起诉"
	noDocket     phrase = "不予立案"
	withdrawn    phrase = "准许撤诉"
	deemed       phrase = "按撤诉处理"
	terminates   phrase = "终结诉讼"
	suspends     phrase = "中止诉讼"
	transfers    phrase = "移送"
	designates   phrase = "指定管辖"
	objection    phrase = "管辖异议成立"
	noObjection  phrase = "驳回管辖异议"
	stays        phrase = "停止执行"
	noStay       phrase = "不停止执行"
	advances     phrase = "先予执行"
	preserves    phrase = "保全"
	joins        phrase = "合并审理"
	converts     phrase = "转换程序"
	noAppeal     phrase = "准许撤回上诉"
	deemedAppeal phrase = "按撤回上诉处理"
	noRetrial    phrase = "驳回再审申请"
	dropsRetrial phrase = "准许撤回再审申请"
	endsRetrial  phrase = "终结再审程序"
	rectifies    phrase = "补正"
	noReview     phrase = "驳回复议申请"
	noReviewed   phrase = "驳回复议请求"
	endsReview   phrase = "终止复议"
	stopsReview  phrase = "中止复议"
	incidental   phrase = "" // decides nothing by itself
	unknown      phrase = "?"
)

// what a decision calls an act of an organ.
const acts = `(?:决定书?|行为|答复书?|告知书?|通知书?|批复|复函|公告|登记|备案|许可|证书?|许可证|认定|意见书?|裁决书?|处罚|结论|号)(?:\([^)]*\))?`

// phrases tells sentences apart; the first that fits holds.
var phrases = []struct {
	phrase phrase
	is     *regexp.Regexp
}{
	{incidental, regexp.MustCompile(`^(?:以下空白|此致|.{0,3})$`)},
	{incidental, regexp.MustCompile(`^驳回.*(?:其他|其它|其余)(?:的)?(?:诉讼|赔偿|上诉|复议)?请求$`)},
	{incidental, regexp.MustCompile(`^(?:各方|双方|当事人).*按.*(?:判决|裁定).*执行$|^.*(?:原审?|一审|号行政)(?:行政)?(?:判决|裁定).*(?:发生法律效力|恢复执行)$|^恢复.*(?:判决|裁定)的?执行$`)},
	{incidental, regexp.MustCompile(`^再审期间,?(?:中止|不停止)原.*执行$`)},
	{upholds, regexp.MustCompile(`^驳回.*上诉,?维持(?:原|一审|原审|一审原)(?:行政)?(?:判|判决)$`)},
	{upholdsIt, regexp.MustCompile(`^驳回.*上诉,?维持(?:原|一审|原审)(?:行政)?裁定$`)},
	{keepsPart, regexp.MustCompile(`^维持.*(?:判决|裁定).*第.*项`)},
	{upholds, regexp.MustCompile(`^(?:驳回.*上诉,?)?维持.*判决$`)},
	{upholdsIt, regexp.MustCompile(`^驳回.*上诉,?维持.*裁定$`)},
	{remandsSum, regexp.MustCompile(`赔偿.*发回.*(?:重审|重新审理|重新审判)$`)},
	{remands, regexp.MustCompile(`^(?:撤销.*(?:判决|裁定),?)?(?:本案)?发回.*(?:法院)?(?:重审|重新审理|重新审判)$`)},
	{continues, regexp.MustCompile(`^(?:撤销.*裁定,?)?(?:本案)?(?:指令|由).*(?:法院)?(?:对本案)?继续审理(?:本案)?$|^指令.*法院(?:对本案)?(?:进行)?审理(?:本案)?$`)},
	{dockets, regexp.MustCompile(`^(?:撤销.*裁定,?)?(?:本案)?(?:指令|由).*(?:法院)?(?:立案|受理)(?:受理|审理)?$`)},
	{overturnsBit, regexp.MustCompile(`^(?:撤销|变更).*(?:判决|裁定).*第.*项`)},
	{overturns, regexp.MustCompile(`^撤销.*(?:判决|裁定)$`)},
	{noObjection, regexp.MustCompile(`^驳回.*管辖.*异议|管辖.*异议不(?:能)?成立`)},
	{objection, regexp.MustCompile(`管辖.*异议成立`)},
	{noRetrial, regexp.MustCompile(`^驳回.*再审申请$`)},
	{dropsRetrial, regexp.MustCompile(`^准[许予].*撤回再审申请$|按.{0,30}撤回再审申请处理$`)},
	{endsRetrial, regexp.MustCompile(`^(?:本案)?终结(?:本案)?(?:的)?再审程序$`)},
	{noAppeal, regexp.MustCompile(`^准[许予].*撤回(?:对.*的)?上诉`)},
	{deemedAppeal, regexp.MustCompile(`按.{0,30}(?:自动)?撤回上诉处理$`)},
	{withdrawn, regexp.MustCompile(`^准[许予].*(?:撤诉|撤回起诉|撤回对.*的?起诉|撤回.*诉讼)$`)},
	{deemed, regexp.MustCompile(`按.{0,30}(?:撤诉|撤回起诉)处理$|视为.*(?:撤诉|撤回起诉)$`)},
	{noSuitOne, regexp.MustCompile(`^驳回.*对.*的起诉$`)},
	{noSuitPart, regexp.MustCompile(`^驳回.*部分起诉$`)},
	{noSuit, regexp.MustCompile(`^驳回.*起诉$`)},
	{noDocket, regexp.MustCompile(`不予(?:立案|受理)$`)},
	{terminates, regexp.MustCompile(`^(?:本案)?(?:终结(?:本案)?(?:的)?(?:诉讼|审理)|诉讼终结)$`)},
	{suspends, regexp.MustCompile(`^(?:本案)?(?:中止(?:本案)?(?:的)?(?:诉讼|审理)|诉讼中止)$`)},
	{transfers, regexp.MustCompile(`^(?:本案|将本案)?(?:依法)?移送.*(?:法院)(?:处理|审理|管辖)?$`)},
	{designates, regexp.MustCompile(`^(?:本案|.*一案)?(?:指定)?由.*法院(?:审理|管辖)$|^指定.*法院(?:审理|管辖)`)},
	{noStay, regexp.MustCompile(`^(?:驳回|不准|不予).*停止执行|不停止.*执行|^驳回.*停止.*执行.*申请$`)},
	{stays, regexp.MustCompile(`^(?:本案)?(?:诉讼期间,?|在本案.*期间,?)?(?:停止|暂停).*执行|停止执行$`)},
	{advances, regexp.MustCompile(`先予执行`)},
	{preserves, regexp.MustCompile(`^(?:查封|冻结|扣押)|(?:财产|证据|行为)保全`)},
	{joins, regexp.MustCompile(`(?:合并|分开)审理$`)},
	{converts, regexp.MustCompile(`(?:转为|转入|改为适用|适用)(?:普通|简易)程序(?:审理)?$`)},
	{rectifies, regexp.MustCompile(`(?:补正|更正|改正)为`)},
	{noReview, regexp.MustCompile(`^驳回.*复议申请$`)},
	{noReviewed, regexp.MustCompile(`^驳回.*复议请求$`)},
	{endsReview, regexp.MustCompile(`^(?:本案)?(?:终止.*复议|.*复议(?:程序)?终止)`)},
	{stopsReview, regexp.MustCompile(`^(?:本案)?(?:中止.*复议|.*复议(?:程序)?中止)`)},
	{dismissesOne, regexp.MustCompile(`^驳回.*对被告.*的(?:诉讼|赔偿)?请求$`)},
	{dismissesSum, regexp.MustCompile(`^驳回.*(?:行政)?赔偿(?:的)?(?:诉讼)?请求$`)},
	{dismisses, regexp.MustCompile(`^驳回.*(?:诉讼请求|诉请)$`)},
	{remedies, regexp.MustCompile(`^责令.*采取.*补救措施$`)},
	{unlawfulWay, regexp.MustCompile(`^确认.*轻微违法$`)},
	{unlawful, regexp.MustCompile(`^确认.*违法(?:,但?(?:不撤销|保留).*)?$`)},
	{void, regexp.MustCompile(`^确认.*无效$`)},
	{goesOn, regexp.MustCompile(`继续履行.*(?:协议|合同)`)},
	{revokesPart, regexp.MustCompile(`^撤销.*(?:第[一二三四五六七八九十\d]+项|中关于|中对|部分)`)},
	{revokes, regexp.MustCompile(`^撤销.*` + acts + `$`)},
	{keepsAct, regexp.MustCompile(`^维持.*` + acts + `$`)},
	{alters, regexp.MustCompile(`^(?:将|变更).*(?:变更|改)为|^变更.*为`)},
	{redoes, regexp.MustCompile(`重新(?:作出|进行|处理|答复|调查|认定|审查)|重作`)},
	{performs, regexp.MustCompile(`^(?:责令|责成|限|判令|由|被告|被申请人).*(?:履行.*职责|作出.*(?:答复|处理|行为|决定|告知)|予以(?:答复|处理|公开|登记|受理)|进行.*(?:答复|处理|查处|调查)|公开.*信息|依法(?:处理|答复|受理))`)},
	{compensates, regexp.MustCompile(`赔偿.*(?:元|损失)`)},
	{pays, regexp.MustCompile(`^(?:责令|责成|限|判令|由|被告|被申请人).*(?:支付|给付|发放|返还)`)},
}

func phraseOf(sentence string) phrase {
	for _, p := range phrases {
		if p.is.MatchString(sentence) {
			return p.phrase
		}
	}
	return unknown
}

// combinations are the kinds of papers by the sentences that make them up. Which of two it
// is, the form of the paper and the instance say, or else nothing.
var combinations = []struct {
	phrases []phrase
	kinds   []measures.Outcome
}{
	{[]phrase{dismisses}, of("dismiss_claims")},
	{[]phrase{dismisses, dismissesSum}, of("dismiss_claims")},
	{[]phrase{dismissesSum}, of("dismiss_compensation")},
	{[]phrase{revokes}, of("revoke", "review_revoke")},
	{[]phrase{revokes, redoes}, of("revoke_redo", "review_revoke_redo")},
	{[]phrase{revokesPart}, of("revoke_part")},
	{[]phrase{revokesPart, redoes}, of("revoke_part_redo")},
	{[]phrase{performs}, of("perform", "review_perform")},
	{[]phrase{unlawful}, of("declare_unlawful", "review_unlawful")},
	{[]phrase{unlawfulWay}, of("declare_unlawful_procedure")},
	{[]phrase{unlawful, remedies}, of("declare_unlawful_remedy")},
	{[]phrase{void}, of("declare_void", "review_void")},
	{[]phrase{alters}, of("alter", "review_alter")},
	{[]phrase{remedies}, of("remedy")},
	{[]phrase{goesOn}, of("contract_perform", "review_contract")},
	{[]phrase{pays}, of("pay", "contract_compensate")},
	{[]phrase{compensates}, of("compensate", "contract_damages", "review_compensate")},
	{[]phrase{noSuit}, of("dismiss_suit")},
	{[]phrase{noSuitPart}, of("dismiss_suit_part")},
	{[]phrase{noDocket}, of("refuse_docket")},
	{[]phrase{withdrawn}, of("withdraw")},
	{[]phrase{withdrawn, overturns}, of("withdraw")},
	{[]phrase{deemed}, of("deemed_withdrawn")},
	{[]phrase{terminates}, of("terminate")},
	{[]phrase{suspends}, of("suspend")},
	{[]phrase{transfers}, of("transfer")},
	{[]phrase{designates}, of("designate")},
	{[]phrase{objection}, of("objection_upheld")},
	{[]phrase{objection, transfers}, of("objection_upheld")},
	{[]phrase{noObjection}, of("objection_denied")},
	{[]phrase{stays}, of("stay")},
	{[]phrase{noStay}, of("stay_denied")},
	{[]phrase{advances}, of("advance")},
	{[]phrase{preserves}, of("preserve")},
	{[]phrase{joins}, of("join")},
	{[]phrase{converts}, of("convert")},
	{[]phrase{rectifies}, of("rectify")},
	{[]phrase{upholds}, of("uphold", "uphold_effective")},
	{[]phrase{upholdsIt}, of("uphold_ruling")},
	{[]phrase{remands}, of("remand")},
	{[]phrase{overturns, remands}, of("remand")},
	{[]phrase{continues}, of("order_continue")},
	{[]phrase{overturns, continues}, of("order_continue")},
	{[]phrase{dockets}, of("order_docket")},
	{[]phrase{overturns, dockets}, of("order_docket")},
	{[]phrase{overturns, noSuit}, of("revoke_dismiss")},
	{[]phrase{overturns, transfers}, of("objection_reversed")},
	{[]phrase{noAppeal}, of("withdraw_appeal")},
	{[]phrase{deemedAppeal}, of("deemed_withdrawn_appeal")},
	{[]phrase{noRetrial}, of("dismiss_retrial")},
	{[]phrase{dropsRetrial}, of("withdraw_retrial")},
	{[]phrase{endsRetrial}, of("terminate_retrial")},
	{[]phrase{keepsAct}, of("upheld")},
	{[]phrase{noReview}, of("review_dismiss")},
	{[]phrase{noReviewed}, of("review_dismiss_claims")},
	{[]phrase{endsReview}, of("review_end")},
	{[]phrase{stopsReview}, of("review_suspend")},
}

func of(kinds ...measures.Outcome) []measures.Outcome { return kinds }

// kindsOf returns the kinds of paper that a 主文 can be.
func (d *doc) kindsOf(main string) []measures.Outcome {
	if d.form() == measures.MediationForm {
		return of("mediate")
	}
	said := d.phrasesOf(main)
	if slices.Contains(said, unknown) || len(said) == 0 {
		return nil
	}
	var kinds []measures.Outcome
	switch { // a higher court that overturns decides itself, in whatever words
	case slices.Contains(said, remandsSum):
		kinds = of("remand_compensation")
	case slices.Contains(said, keepsPart):
		kinds = of("uphold_part")
	case slices.Contains(said, overturnsBit):
		kinds = of("uphold_part", "reverse")
	default:
		kinds = combined(said)
		if own := slices.DeleteFunc(slices.Clone(said), func(p phrase) bool { return p == overturns }); kinds == nil && len(own) > 0 && len(own) < len(said) {
			kinds = of("reverse")
		}
	}
	return d.fitting(kinds, main)
}

var quotes = strings.NewReplacer(" ", "", "《", "", "》", "", "“", "", "”", "")

// phrasesOf returns the sentences of a 主文, each kind once.
func (d *doc) phrasesOf(main string) []phrase {
	var said []phrase
	for _, s := range clauses.Split(another.ReplaceAllString(main, ";$1"), -1) {
		s = quotes.Replace(ordinal.ReplaceAllString(strings.TrimSpace(s), ""))
		p := phraseOf(s)
		if p == noSuitOne { // all of them, or one of several
			p = noSuitPart
			if d.allIn(s, Defendants) && d.allIn(s, Plaintiffs) {
				p = noSuit
			}
		}
		if s == "" || p == incidental || slices.Contains(said, p) {
			continue
		}
		said = append(said, p)
	}
	return granting(said)
}

// granting leaves out that more was asked for than is granted: 确认违法，驳回赔偿请求 is 确认违法.
func granting(said []phrase) []phrase {
	refuses := func(p phrase) bool { return p == dismisses || p == dismissesSum }
	if slices.Contains(said, overturns) || slices.Contains(said, overturnsBit) || slices.Contains(said, keepsPart) {
		return said
	}
	if rest := slices.DeleteFunc(slices.Clone(said), refuses); len(rest) > 0 {
		return rest
	}
	return said
}

// allIn tells whether a sentence is about all of a side: it names every one, or none.
func (d *doc) allIn(sentence string, side Field) bool {
	named, all := 0, Found{d.readings}.Of(side)
	seen := map[string]bool{}
	for _, r := range all {
		if seen[r.Value] {
			continue
		}
		if seen[r.Value] = true; strings.Contains(sentence, r.Value) {
			named++
		}
	}
	return len(seen) <= 1 || named == 0 || named == len(seen)
}

func combined(said []phrase) []measures.Outcome {
	for _, c := range combinations {
		if len(c.phrases) == len(said) && !slices.ContainsFunc(c.phrases, func(p phrase) bool { return !slices.Contains(said, p) }) {
			return c.kinds
		}
	}
	return nil
}

// fitting leaves the kinds that can be given at the level, in the form that the paper has,
// and adds what its reasons make possible besides. Where the paper does not say at which
// level it was given, it can be any.
func (d *doc) fitting(kinds []measures.Outcome, main string) []measures.Outcome {
	kinds = slices.Clone(kinds)
	add := func(now, other measures.Outcome, possible bool) {
		if slices.Contains(kinds, now) && possible {
			kinds = append(kinds, other)
		}
	}
	venue := strings.Contains(d.one(CaseNumber), "辖终")
	add("declare_unlawful", "declare_unlawful_procedure", strings.Contains(d.plain, "轻微违法"))
	add("withdraw", "withdraw_changed", strings.Contains(d.plain, "改变"))
	add("withdraw", "withdraw_part", !d.allIn(main, Plaintiffs) || strings.Contains(main, "对") && !d.allIn(main, Defendants))
	add("withdraw_appeal", "withdraw_appeal_part", !allNamed(main, appellants.FindAllStringSubmatch(d.plain, -1)))
	add("dismiss_claims", "dismiss_compensation", d.is("赔偿"))
	add("uphold_ruling", "objection_final", venue || strings.Contains(d.plain, "管辖"))
	add("uphold_ruling", "part_final", strings.Contains(d.plain, "部分起诉"))
	if venue {
		kinds = slices.DeleteFunc(kinds, func(o measures.Outcome) bool { return o == "uphold_ruling" || o == "part_final" })
	}
	if !strings.Contains(d.plain, "协议") {
		kinds = slices.DeleteFunc(kinds, func(o measures.Outcome) bool { return o == "contract_damages" || o == "contract_compensate" })
	}
	level, given := d.level(), d.form()
	var can []measures.Outcome
	for _, e := range measures.Effects {
		if slices.Contains(kinds, e.Outcome) && e.Form == given && (level == "" || givenAt(e.Outcome, level)) {
			can = append(can, e.Outcome)
		}
	}
	return can
}

func givenAt(o measures.Outcome, level measures.Level) bool {
	return slices.ContainsFunc(measures.OutcomesAt(level, measures.Law{Logic: measures.Current}), func(e measures.Effect) bool { return e.Outcome == o })
}

// level is the level at which the paper was given, empty where it does not say.
func (d *doc) level() measures.Level {
	level := measures.Level(d.one(Level))
	switch {
	case d.one(Kind) == string(measures.Reconsideration):
		return measures.Reconsidering
	case level == measures.Retrial && strings.ContainsAny(d.one(CaseNumber), "申监抗"):
		return measures.Examining
	}
	return level
}

// appellants are the lines that name who appealed.
var appellants = regexp.MustCompile(`(?m)^上诉人(?:\([^()\n]{2,30}\))?[: ]{0,2}([^,;。:\n ]{2,40})`)

// allNamed tells whether a sentence is about all who were found: it names every one, or none.
func allNamed(sentence string, found [][]string) bool {
	named, all := 0, map[string]bool{}
	for _, m := range found {
		if name := m[1]; !all[name] && !notParty.MatchString(name) && !strings.Contains(name, "因") {
			if all[name] = true; strings.Contains(sentence, name) {
				named++
			}
		}
	}
	return len(all) <= 1 || named == 0 || named == len(all)
}
