package intake

// What stands at the head of a paper: its title, its number, the court.

import (
	"regexp"
	"slices"
	"strings"

	"yingsu/workflows/measures"
)

// paperTitle is a line that is a title, by itself or behind the court's name.
var paperTitle = regexp.MustCompile(`(?m)^(?:\p{Han}{2,24}?(?:法院|政府|厅|局|办公室|委员会) ?)?(?:行政案件)?(` +
	`(?:应诉|举证|出庭|开庭|参加诉讼|受理案件|案件受理|听证)通知书|(?:开庭|出庭)?传票|` +
	`(?:行政|民事|刑事|执行)(?:赔偿)?(?:附带民事)?(?:判决|裁定|调解|决定)书|` +
	`(?:行政复议)?(?:提出)?(?:行政复议)?答复通知书|(?:驳回)?行政复议(?:申请|请求)?(?:终止|中止)?(?:决定|调解|终止通知|中止通知)书|(?:终止|中止)行政复议(?:决定|通知)书` +
	`)(?:\([^)\n]{1,6}\)|(?: ?\(\d{4}\)[^\n]{0,40}))?$`)

func (d *doc) readPaper() {
	for _, m := range d.matches(paperTitle, "书", "票") {
		d.note(Paper, d.value(m[2], m[3]), m[2], m[3], true)
	}
	for _, r := range (Found{d.readings}).Of(Paper) {
		switch {
		case strings.HasPrefix(r.Value, "民事"), strings.HasPrefix(r.Value, "刑事"):
			d.readings = append(d.readings, Reading{Field: Paper, From: r.From, At: r.At, Why: "这不是行政诉讼的文书，请核对"})
		case strings.Contains(r.Value, "复议"), strings.HasSuffix(r.Value, "答复通知书"):
			d.readings = append(d.readings, Reading{Field: Kind, Value: string(measures.Reconsideration), From: r.From, At: r.At, Stated: true})
		}
	}
}

// is tells whether one of the titles of the text contains a word.
func (d *doc) is(word string) bool {
	return slices.ContainsFunc(Found{d.readings}.Of(Paper), func(r Reading) bool { return strings.Contains(r.Value, word) })
}

// decides tells whether the text is a judgment or the like. Of one without a title, of
// which only a part was pasted, its 主文 says so.
func (d *doc) decides() bool {
	f := Found{d.readings}
	return f.Decides() || len(f.Of(Paper)) == 0 && strings.Contains(d.plain, "如下:") && rulingBegins.MatchString(d.plain)
}

const (
	// Spaces that part a number from its year, or set it wide, belong to it.
	courtNumber = `\((?:19|20)\d{2}\) ?\p{Han}{1,4} ?\d{0,6} ?\p{Han}{1,8} ?\d{1,8}(?:[、,和及至~—–-]\d{1,8})*号(?: ?之(?:[一二三四五六七八九十]{1,3}|\d{1,2}))?(?:[、,和及至](?:第)?\d{1,8}号)*`
	organNumber = `\p{Han}{1,12} ?\((?:19|20)\d{2}\) ?(?:第|\p{Han}{0,4}) ?[A-Z]?\d{1,14}号`
)

var (
	ownNumber   = regexp.MustCompile(`(?m)^(?:\p{Han}{2,30}(?:书|票) ?)?(?:案号:? ?)?(` + courtNumber + `|` + organNumber + `)$`)
	namedNumber = regexp.MustCompile(`(?:案号|案件编号|受理案号)(?:为|是)?:? ?(` + courtNumber + `|` + organNumber + `)`)
	anyNumber   = regexp.MustCompile(courtNumber)
	// anothers is what stands before the number of another case: the one that was appealed
	// against, or that is cited.
	anothers = regexp.MustCompile(`(?:不服|原审|一审|二审|撤销|维持|变更|作出的?|生效的?|参照|另案|根据|依据|的)[^。;\n]{0,40}$`)
)

// levelWords are what the courts put into a number (法〔2015〕137号), and the level that
// they stand for.
var levelWords = []struct {
	word  string
	level measures.Level
}{
	{"行初", measures.First}, {"赔初", measures.First}, {"行终", measures.Second}, {"赔终", measures.Second}, {"辖终", measures.Second},
	{"行再", measures.Retrial}, {"赔再", measures.Retrial}, {"行申", measures.Retrial}, {"赔申", measures.Retrial},
	{"行监", measures.Retrial}, {"赔监", measures.Retrial}, {"行抗", measures.Retrial}, {"赔抗", measures.Retrial},
}

// readNumber reads the case's own number: the one that stands in a place of its own, or
// else the only one in the text that is not said to be another case's.
func (d *doc) readNumber() {
	places := append(d.matches(ownNumber, "号"), d.matches(namedNumber, "案号", "编号")...)
	stated := len(places) > 0
	if !stated {
		for _, m := range d.matches(anyNumber, "号") {
			if !anothers.MatchString(d.plain[max(0, d.lineAt(m[0])):m[0]]) {
				places = append(places, []int{m[0], m[1], m[0], m[1]})
			}
		}
	}
	for _, m := range places {
		number, err := measures.CanonicalCaseNumber(d.plain[m[2]:m[3]], measures.Current)
		if err != nil {
			d.unread(CaseNumber, m[2], m[3], err.Error())
			continue
		}
		d.note(CaseNumber, number, m[2], m[3], stated)
	}
	number := d.one(CaseNumber)
	for _, m := range places {
		for _, w := range levelWords {
			if at := strings.Index(d.plain[m[2]:m[3]], w.word); at >= 0 && strings.Contains(number, w.word) && !d.has(Level) {
				d.note(Level, string(w.level), m[2]+at, m[2]+at+len(w.word), true)
			}
		}
	}
}

// lineAt returns where the line of a place begins.
func (d *doc) lineAt(i int) int { return strings.LastIndexByte(d.plain[:i], '\n') + 1 }

var (
	ownCourt   = regexp.MustCompile(`(?m)^(?:受理法院|审理法院|受诉法院|法院)?:? ?(\p{Han}{2,24}法院)(?: ?\p{Han}{0,14}(?:书|票)(?:\([^)\n]{1,6}\))?)?(?: ?\((?:院印|印章?|公章)\))?$`)
	namedCourt = regexp.MustCompile(`(?:受理法院|审理法院|受诉法院|管辖法院):? ?(\p{Han}{2,24}?法院)`)
	ownOrgan   = regexp.MustCompile(`(?m)^(\p{Han}{2,24}?(?:人民政府|委员会|厅|局))(?:行政复议(?:办公室|机构))?(?: ?\p{Han}{0,14}书)?$`)
	// beforeCourt are words that stand before a court's name without being a part of it.
	beforeCourt = regexp.MustCompile(`^(?:此致|致|向|送|报|呈|于|由|至|上诉于|不服|根据|本院|原审|一审|中华人民共和国)`)
)

func (d *doc) readCourt() {
	for _, m := range append(d.matches(ownCourt, "法院"), d.matches(namedCourt, "法院")...) {
		i := m[2] + len(beforeCourt.FindString(d.plain[m[2]:m[3]]))
		if strings.ContainsAny(d.plain[i:m[3]], "诉与的") || strings.HasSuffix(d.plain[:i], "原审") {
			continue
		}
		d.note(Court, d.value(i, m[3]), i, m[3], true)
	}
	if d.one(Kind) != string(measures.Reconsideration) || d.has(Court) {
		return
	}
	if m := ownOrgan.FindStringSubmatchIndex(d.plain); m != nil {
		d.note(Court, d.value(m[2], m[3]), m[2], m[3], true)
	}
}
