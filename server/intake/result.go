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
	rulingBegins = regexp.MustCompile(`(?:判决|裁定)如下:? ?\n?`)
	rulingEnds   = regexp.MustCompile(`\n?(?:(?:(?:一审|二审)[、和]?){0,2}(?:本案)?(?:案件)?受理费|如不服本|本(?:判决|裁定)(?:为终审|系终审|送达后|一经|自即日)|如果?未按本判决|审判长|审判员|(?m:^` + day + `$))`)
	clauses      = regexp.MustCompile(`[。;\n]`)
	ordinal      = regexp.MustCompile(`^(?:[一二三四五六七八九十]|\d{1,2})[、.]`)
)

// readResult reads the 主文 and what kind of paper it makes.
func (d *doc) readResult() {
	begins := rulingBegins.FindAllStringIndex(d.plain, -1)
	if len(begins) == 0 || !d.decides() {
		return
	}
	i := begins[len(begins)-1][1] // before it the text tells what courts below have decided
	j := len(d.plain)
	if m := rulingEnds.FindStringIndex(d.plain[i:]); m != nil {
		j = i + m[0]
	}
	for i < j && strings.ContainsRune(" \n", rune(d.plain[i])) {
		i++
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
}

// phrase is a kind of sentence of a 主文.
type phrase string

// The sentences of judgments and rulings.
const (
	dismisses    phrase = "驳回诉讼请求"
	dismissesSum phrase = "驳回赔偿请求"
	revokes      phrase = "撤销"
	revokesPart  phrase = "部分撤销"
	redoes       phrase = "责令重作"
	performs     phrase = "责令履行"
	unlawful     phrase = "确认违法"
	void         phrase = "确认无效"
	alters       phrase = "变更"
	remedies     phrase = "补救措施"
	goesOn       phrase = "继续履行协议"
	pays         phrase = "给付"
	compensates  phrase = "赔偿"
	upholds      phrase = "维持原判"
	upholdsIt    phrase = "维持原裁定"
	keepsPart    phrase = "维持部分"
	overturns    phrase = "撤销裁判"
	overturnsBit phrase = "撤销裁判一部分"
	remands      phrase = "发回重审"
	continues    phrase = "继续审理"
	dockets      phrase = "指令立案"
	noSuit       phrase = "驳回起诉"
	noSuitPart   phrase = "驳回部分起诉"
	noDocket     phrase = "不予立案"
	withdrawn    phrase = "准许撤诉"
	deemed       phrase = "按撤诉处理"
	terminates   phrase = "终结诉讼"
	suspends     phrase = "中止诉讼"
	transfers    phrase = "移送"
	objection    phrase = "管辖异议成立"
	noObjection  phrase = "驳回管辖异议"
	stays        phrase = "停止执行"
	noStay       phrase = "不停止执行"
	noAppeal     phrase = "准许撤回上诉"
	deemedAppeal phrase = "按撤回上诉处理"
	noRetrial    phrase = "驳回再审申请"
	dropsRetrial phrase = "准许撤回再审申请"
	rectifies    phrase = "补正"
	incidental   phrase = "" // decides nothing by itself
	unknown      phrase = "?"
)

// phrases tells sentences apart; the first that fits holds.
var phrases = []struct {
	phrase phrase
	is     *regexp.Regexp
}{
	{incidental, regexp.MustCompile(`^(?:以下空白|此致|.{0,4}$)`)},
	{incidental, regexp.MustCompile(`^驳回.*(?:其他|其它|其余)(?:的)?(?:诉讼|赔偿|上诉)?请求$`)},
	{upholds, regexp.MustCompile(`^驳回上诉,?维持原判(?:决)?$`)},
	{upholdsIt, regexp.MustCompile(`^驳回上诉,?维持原裁定$`)},
	{keepsPart, regexp.MustCompile(`^维持.*(?:判决|裁定).*第.*项`)},
	{upholds, regexp.MustCompile(`^维持.*判决$`)},
	{remands, regexp.MustCompile(`^(?:撤销.*(?:判决|裁定),?)?(?:本案)?发回.*(?:法院)?(?:重审|重新审理)$`)},
	{continues, regexp.MustCompile(`^(?:撤销.*裁定,?)?(?:本案)?(?:指令|由).*(?:法院)?继续审理$`)},
	{dockets, regexp.MustCompile(`^(?:撤销.*裁定,?)?(?:本案)?(?:指令|由).*(?:法院)?(?:立案|受理)(?:受理|审理)?$`)},
	{overturnsBit, regexp.MustCompile(`^(?:撤销|变更).*(?:判决|裁定).*第.*项`)},
	{overturns, regexp.MustCompile(`^撤销.*(?:判决|裁定)$`)},
	{noObjection, regexp.MustCompile(`^驳回.*管辖权?(?:的)?异议`)},
	{objection, regexp.MustCompile(`管辖权?(?:的)?异议成立`)},
	{noRetrial, regexp.MustCompile(`^驳回.*再审申请$`)},
	{dropsRetrial, regexp.MustCompile(`^准[许予].*撤回再审申请$`)},
	{noAppeal, regexp.MustCompile(`^准[许予].*撤回上诉`)},
	{deemedAppeal, regexp.MustCompile(`按(?:上诉人.{0,20})?(?:自动)?撤回上诉处理$`)},
	{withdrawn, regexp.MustCompile(`^准[许予].*撤(?:诉|回起诉|回对.*的起诉)$`)},
	{deemed, regexp.MustCompile(`按.{0,30}(?:撤诉|撤回起诉)处理$`)},
	{noSuitPart, regexp.MustCompile(`^驳回.*(?:部分起诉|对.*的起诉)$`)},
	{noSuit, regexp.MustCompile(`^驳回.*起诉$`)},
	{noDocket, regexp.MustCompile(`不予立案$`)},
	{terminates, regexp.MustCompile(`^本案(?:终结(?:诉讼|审理)|诉讼终结)$`)},
	{suspends, regexp.MustCompile(`^本案(?:中止(?:诉讼|审理)|诉讼中止)$`)},
	{transfers, regexp.MustCompile(`^(?:本案|将本案)?(?:依法)?移送.*(?:法院)(?:处理|审理|管辖)?$`)},
	{noStay, regexp.MustCompile(`^(?:驳回|不准).*停止执行`)},
	{stays, regexp.MustCompile(`停止执行`)},
	{rectifies, regexp.MustCompile(`补正为|更正为`)},
	{dismissesSum, regexp.MustCompile(`^驳回.*(?:行政)?赔偿(?:的)?(?:诉讼)?请求$`)},
	{dismisses, regexp.MustCompile(`^驳回.*(?:诉讼请求|诉请)$`)},
	{remedies, regexp.MustCompile(`^责令.*采取.*补救措施$`)},
	{redoes, regexp.MustCompile(`^(?:责令|限|由|判令).*(?:重新作出|重新进行|重新处理|重新答复|重作|重新调查)`)},
	{unlawful, regexp.MustCompile(`^确认.*违法$`)},
	{void, regexp.MustCompile(`^确认.*无效$`)},
	{goesOn, regexp.MustCompile(`继续履行.*(?:协议|合同)`)},
	{revokesPart, regexp.MustCompile(`^撤销.*(?:第[一二三四五六七八九十\d]+项|中关于|中对|部分)`)},
	{revokes, regexp.MustCompile(`^撤销.*(?:决定|决定书|行为|答复|答复书|告知书|通知书|批复|登记|证书|许可证|证|认定|意见书?)(?:\([^)]*\))?$`)},
	{alters, regexp.MustCompile(`^(?:将|变更).*(?:变更|改)为`)},
	{performs, regexp.MustCompile(`^(?:责令|限|判令|由|被告).*(?:履行.*职责|作出(?:答复|处理|行政行为|.*决定)|予以(?:答复|处理|公开|登记)|进行(?:答复|处理))`)},
	{compensates, regexp.MustCompile(`赔偿.*(?:元|损失)`)},
	{pays, regexp.MustCompile(`^(?:责令|限|判令|由|被告).*(?:支付|给付|发放|返还)`)},
}

func phraseOf(sentence string) phrase {
	for _, p := range phrases {
		if p.is.MatchString(sentence) {
			return p.phrase
		}
	}
	return unknown
}

// combinations are the kinds of papers of courts of first instance, by the sentences that
// make them up. Of two kinds the words do not tell which it is.
var combinations = []struct {
	phrases []phrase
	kinds   []measures.Outcome
}{
	{[]phrase{dismisses}, of("dismiss_claims")},
	{[]phrase{dismisses, dismissesSum}, of("dismiss_claims")},
	{[]phrase{dismissesSum}, of("dismiss_compensation")},
	{[]phrase{revokes}, of("revoke")},
	{[]phrase{revokes, redoes}, of("revoke_redo")},
	{[]phrase{revokesPart}, of("revoke_part")},
	{[]phrase{revokesPart, redoes}, of("revoke_part_redo")},
	{[]phrase{performs}, of("perform")},
	{[]phrase{unlawful}, of("declare_unlawful")},
	{[]phrase{unlawful, remedies}, of("declare_unlawful_remedy")},
	{[]phrase{void}, of("declare_void")},
	{[]phrase{alters}, of("alter")},
	{[]phrase{remedies}, of("remedy")},
	{[]phrase{goesOn}, of("contract_perform")},
	{[]phrase{pays}, of("pay", "contract_compensate")},
	{[]phrase{compensates}, of("compensate", "contract_damages")},
	{[]phrase{noSuit}, of("dismiss_suit")},
	{[]phrase{noSuitPart}, of("dismiss_suit", "dismiss_suit_part")},
	{[]phrase{noDocket}, of("refuse_docket")},
	{[]phrase{withdrawn}, of("withdraw")},
	{[]phrase{deemed}, of("deemed_withdrawn")},
	{[]phrase{terminates}, of("terminate")},
	{[]phrase{suspends}, of("suspend")},
	{[]phrase{transfers}, of("transfer")},
	{[]phrase{objection}, of("objection_upheld")},
	{[]phrase{objection, transfers}, of("objection_upheld")},
	{[]phrase{noObjection}, of("objection_denied")},
	{[]phrase{stays}, of("stay")},
	{[]phrase{noStay}, of("stay_denied")},
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
	{[]phrase{noAppeal}, of("withdraw_appeal")},
	{[]phrase{deemedAppeal}, of("deemed_withdrawn_appeal")},
	{[]phrase{noRetrial}, of("dismiss_retrial")},
	{[]phrase{dropsRetrial}, of("withdraw_retrial")},
}

func of(kinds ...measures.Outcome) []measures.Outcome { return kinds }

// kindsOf returns the kinds of paper that a 主文 can be.
func (d *doc) kindsOf(main string) []measures.Outcome {
	said := phrasesOf(main)
	if slices.Contains(said, unknown) || len(said) == 0 {
		return nil
	}
	var kinds []measures.Outcome
	switch { // a higher court that overturns decides itself, in whatever words
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
	return d.fitting(kinds)
}

// phrasesOf returns the sentences of a 主文, each kind once.
func phrasesOf(main string) []phrase {
	var said []phrase
	for _, s := range clauses.Split(main, -1) {
		s = strings.ReplaceAll(ordinal.ReplaceAllString(strings.TrimSpace(s), ""), " ", "")
		p := phraseOf(s)
		if s == "" || p == incidental || slices.Contains(said, p) {
			continue
		}
		said = append(said, p)
	}
	// 撤销决定，并责令重作 is one sentence.
	if strings.Contains(main, "重新") && slices.Contains(said, revokes) && !slices.Contains(said, redoes) {
		return append(slices.DeleteFunc(said, func(p phrase) bool { return p == performs }), redoes)
	}
	return said
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
// and adds what its reasons make possible besides.
func (d *doc) fitting(kinds []measures.Outcome) []measures.Outcome {
	kinds = slices.Clone(kinds)
	add := func(now, other measures.Outcome, word string) {
		if slices.Contains(kinds, now) && strings.Contains(d.plain, word) {
			kinds = append(kinds, other)
		}
	}
	add("declare_unlawful", "declare_unlawful_procedure", "轻微违法")
	add("withdraw", "withdraw_changed", "改变")
	if !strings.Contains(d.plain, "协议") {
		kinds = slices.DeleteFunc(kinds, func(o measures.Outcome) bool { return o == "contract_damages" || o == "contract_compensate" })
	}
	level := measures.Level(d.one(Level))
	if level == measures.Retrial && strings.ContainsAny(d.one(CaseNumber), "申监抗") {
		level = measures.Examining
	}
	var can []measures.Outcome
	for _, e := range measures.OutcomesAt(level, measures.Law{Logic: measures.Current}) {
		written := map[measures.Form]string{measures.JudgmentForm: "判决书", measures.RulingForm: "裁定书", measures.MediationForm: "调解书"}[e.Form]
		if slices.Contains(kinds, e.Outcome) && d.is(written) {
			can = append(can, e.Outcome)
		}
	}
	return can
}
