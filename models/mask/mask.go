// Package mask finds numbers by which persons are known or reached in texts, and covers
// them: numbers of identity cards (18 and 15 digits), of passports and travel permits, of
// mobile and of fixed telephones. It is the one place that says what such a number looks
// like and how much of it is shown:
//
//	371002199001011238     3710**********1238
//	138 0013 8000          138 ****8000
//	0631-5231234           0631-***1234
//	护照E12345678           护照E1*****78
//
// Case numbers, codes of organizations (统一社会信用代码), sums of money, days and what
// programs call things look otherwise, and stay. The package is pure. What is covered has
// no number in it any more: covered twice is covered once.
package mask

import (
	"regexp"
	"strings"
	"unicode"
)

// Text covers the numbers in a text.
func Text(text string) string {
	covered, _ := Count(text)
	return covered
}

// Texts covers the numbers in each of several texts.
func Texts(texts []string) []string {
	covered := make([]string, len(texts))
	for i, t := range texts {
		covered[i] = Text(t)
	}
	return covered
}

// Holds tells whether there is a number in a text.
func Holds(text string) bool {
	_, n := Count(text)
	return n > 0
}

// Returned finds in a text a number that comes back covered, as it was shown, although the
// original has it in full: kept like that, the number would be lost. It is empty where there
// is none; stars that a paper itself has are none.
func Returned(text, original string) string {
	stars := starred.FindAllString(text, -1)
	if len(stars) == 0 {
		return ""
	}
	shown := Text(original)
	for _, s := range stars {
		if strings.Contains(shown, s) && !strings.Contains(original, s) {
			return s
		}
	}
	return ""
}

// starred is a number as it looks when it is covered.
var starred = regexp.MustCompile(`[0-9A-Za-z]*[ -]?\*{3,}[0-9Xx]+`)

// Count covers the numbers in a text and tells how many there were. It looks again at what
// it has covered: what stood beside a number may look like one only then.
func Count(text string) (covered string, n int) {
	for {
		once, more := cover(text)
		if more == 0 {
			return text, n
		}
		text, n = once, n+more
	}
}

func cover(text string) (covered string, n int) {
	if !enough(text) {
		return text, 0
	}
	p := read(text)
	var out strings.Builder
	from := 0
	for at := 0; at < len(p.plain); at++ {
		if !digit(p.plain[at]) {
			continue
		}
		length, head, tail := 0, 0, 0
		if p.together(at) {
			length, head, tail = p.numberAt(at)
		}
		if length == 0 { // none begins within these digits either
			for at+1 < len(p.plain) && digit(p.plain[at+1]) {
				at++
			}
			continue
		}
		first, last, stars := p.middle(at, length, head, tail)
		out.WriteString(text[from:p.at[first]])
		out.WriteString(strings.Repeat("*", stars))
		from, n, at = p.at[last], n+1, at+length-1
	}
	if n == 0 {
		return text, 0
	}
	out.WriteString(text[from:])
	return out.String(), n
}

// fewest is how many digits the shortest number has.
const fewest = 7

// enough tells whether so many digits stand together anywhere as the shortest number has,
// apart from what numbers are written with: in most texts they do not.
func enough(text string) bool {
	digits := 0
	for _, r := range text {
		switch r = folded(r); {
		case r >= '0' && r <= '9':
			if digits++; digits == fewest {
				return true
			}
		case !joins(r) && !unseen(r):
			digits = 0
		}
	}
	return false
}

// together tells the same of what begins at a place of a passage.
func (p passage) together(at int) bool {
	digits := 0
	for _, r := range p.plain[at:] {
		switch {
		case r >= '0' && r <= '9':
			if digits++; digits == fewest {
				return true
			}
		case !joins(r):
			return false
		}
	}
	return false
}

// joins tells of what may stand between the digits of one number.
func joins(r rune) bool { return r == ' ' || r == '-' || r == '(' || r == ')' || r == '.' }

// passage is a text as numbers are looked for in it: without what cannot be seen, and with
// one way to write a digit, a space, a hyphen.
type passage struct {
	plain string
	at    []int // where each of its bytes comes from, and where the text ends
}

func read(text string) passage {
	var plain strings.Builder
	var at []int
	for i, r := range text {
		if unseen(r) {
			continue
		}
		n := plain.Len()
		plain.WriteRune(folded(r))
		for range plain.Len() - n {
			at = append(at, i)
		}
	}
	return passage{plain.String(), append(at, len(text))}
}

// folded is the plain form of a digit, a letter, a space, or of what stands between the
// digits of a number. Other marks keep their width: a comma of Chinese parts two numbers.
func folded(r rune) rune {
	switch {
	case r > ' ' && r < 0x7f || plainHan(r):
		return r
	case r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' || r == '（' || r == '）' || r == '＋':
		return r - '！' + '!'
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Pd, r) || r == '−':
		return '-'
	}
	return r
}

// unseen tells of a character that it has no width. PDF files and web pages bring them
// along, and they would hide a number.
func unseen(r rune) bool { return r >= 0x7f && !plainHan(r) && unicode.Is(unicode.Cf, r) }

// plainHan tells of what most of a text consists of, that it is nothing else.
func plainHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }

func digit(c byte) bool { return c >= '0' && c <= '9' }

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// middle is the part of a number that is covered, by how many of its digits are shown in
// front and behind: where it begins and ends, and how many digits it has.
func (p passage) middle(at, length, head, tail int) (first, last, stars int) {
	var digits []int
	for i := at; i < at+length; i++ {
		if digit(p.plain[i]) || letter(p.plain[i]) { // X may be the last digit of an identity card
			digits = append(digits, i)
		}
	}
	return digits[head], digits[len(digits)-tail], len(digits) - head - tail
}

// longest is the most that a number takes up as it is written.
const longest = 60

// numberAt returns how long the number is that begins at a digit, as it is written, and how
// many of its digits are shown in front and behind; 0 where none begins there.
func (p passage) numberAt(at int) (length, head, tail int) {
	before, after := p.plain[max(0, at-longest):at], p.plain[at:min(len(p.plain), at+longest)]
	if !begins(before) || sum.MatchString(before) {
		return 0, 0, 0
	}
	for _, f := range forms {
		written := f.looks.FindString(after)
		if written == "" || !f.ends(after[len(written):]) || f.behind != nil && !f.behind.MatchString(before) {
			continue
		}
		digits := strings.Map(onlyDigits, written)
		if registered.MatchString(before) && strings.HasPrefix(after[len(written):], "号") {
			continue
		}
		if head, tail, ok := f.shown(digits, before); ok {
			return len(written), head, tail
		}
	}
	return 0, 0, 0
}

func onlyDigits(r rune) rune {
	if joins(r) {
		return -1
	}
	return unicode.ToUpper(r)
}

// begins tells whether a number may begin behind a text: not within a word of letters and
// digits, as check sums and what programs call things are, unless it is a word that numbers
// are written behind; not behind a point in a number, and not behind what is covered.
func begins(before string) bool { return !amid.MatchString(before) || labelled.MatchString(before) }

var (
	amid     = regexp.MustCompile(`(?:[0-9A-Za-z*]|(?:^|[^0-9])0\.)$`)
	labelled = regexp.MustCompile(`(?i)(?:^|[^0-9a-z])(?:tel|phone|mobile|mob|cell|fax|id|id ?card|id ?no|no|sfz|sfzh|dh|sj|t|m)$|` + travels.String())
)

// longer is a text that belongs to what stands before it.
var longer = regexp.MustCompile(`^[0-9A-Za-z*]`)

// goesOn also has what is said behind sums of money. 万 begins surnames as well, and 元 the
// names of days.
var goesOn = regexp.MustCompile(longer.String() + `|^(?:\.[0-9]{1,4}(?:[^0-9]|$)|(?:,[0-9]{3})*(?:\.[0-9]+)? ?(?:元(?:[^旦宵]|$)|圆|[万亿](?:[元余多美港欧]|[^\p{Han}]|$)|美元|港元))`)

var (
	sum        = regexp.MustCompile(`(?:[￥¥$€£]|RMB|CNY|人民币) ?$`)
	registered = regexp.MustCompile(`[初终再申监赔他执复字第] ?$`) // 鲁10行初12号
	uuid       = regexp.MustCompile(`(?:^|[^0-9A-Za-z])[0-9A-Fa-f]{8}-$`)
	travels    = regexp.MustCompile(`(?:护照|通行证|旅行证)[^0-9，。；,;]{0,12}[A-Za-z]{1,2}[ -]{0,2}$`)
	telephone  = regexp.MustCompile(`(?i)(?:电话|座机|传真|手机|联系方式|tel|phone|fax)[^0-9，。；,;]{0,8}(?:[0-9() -]{0,12}\*{3,4}[0-9]{4} ?[、，；/,; ]{1,2})*$|(?:^|[^*])\*{3,4}[0-9]{4}(?:[、/]|或者?)$`) // the second of two stands behind one that is covered
	credit     = regexp.MustCompile(`(?:信用代码|机构代码|税号|识别号)[^0-9，。；,;]{0,8}$`)
)

// form is one way to write a number: how it looks from its first digit on, what stands
// before it in any case, and how many of its digits are shown.
type form struct {
	looks  *regexp.Regexp
	behind *regexp.Regexp
	shown  func(digits, before string) (head, tail int, ok bool)
	noSum  bool // it has more digits than any sum of money
}

// ends tells whether a number may end before a text.
func (f form) ends(after string) bool {
	if f.noSum {
		return !longer.MatchString(after)
	}
	return !goesOn.MatchString(after)
}

var forms = []form{
	{looks: regexp.MustCompile(`^[1-9]\d{5}(?:[ -]{0,2}\d{4}[ -]{0,2}\d{4}[ -]{0,2}|\.\d{8}\.)\d{3}[ -]{0,2}[\dXx]`), shown: identity, noSum: true},
	{looks: regexp.MustCompile(`^[1-9]\d{5}[ -]{0,2}\d{6}[ -]{0,2}\d{3}`), shown: earlier, noSum: true},
	{looks: regexp.MustCompile(`^(?:(?:00)?86[ -]?)?1[3-9]\d(?:[ -]{0,2}\d{4}[ -]{0,2}\d{4}|\.\d{4}\.\d{4}|\d[ -]{1,2}\d{3}[ -]{1,2}\d{4}|\d\d[ -]{1,2}\d{3}[ -]{1,2}\d{3})`), shown: lastEight},
	{looks: regexp.MustCompile(`^(?:010|02\d|0[3-9]\d\d)(?: ?[)-] ?| {1,2}|\.)?\d{3,4}[ -]?\d{4}`), shown: lastSeven},
	{looks: regexp.MustCompile(`^(?:00)?86[ -]?(?:\(0\))?(?:10|2\d|[3-9]\d\d)[ -]?\d{3,4}[ -]?\d{4}`), shown: abroad},
	{looks: regexp.MustCompile(`^[2-8]\d{2,3}[ -]?\d{4}`), behind: telephone, shown: lastSeven},
	{looks: regexp.MustCompile(`^\d{7,9}`), behind: travels, shown: func(string, string) (int, int, bool) { return 1, 2, true }},
}

// identity is a number of GB 11643: six digits of a region, the day of birth, three
// digits and one to check them. A mistyped one is a number all the same. A code of an
// organization (GB 32100) may consist of digits alone: it is one where its own check holds
// and that of a card does not, or where the text says so.
func identity(digits, before string) (head, tail int, ok bool) {
	organization := credit.MatchString(before) || creditCode(digits) && !checked(digits)
	return 4, 4, region(digits) && born(digits[6:14]) && !organization
}

// earlier is a number of 15 digits, as cards had it before 1999.
func earlier(digits, before string) (head, tail int, ok bool) {
	return 4, 3, region(digits) && born("19"+digits[6:12]) && !credit.MatchString(before)
}

func lastEight(digits, _ string) (head, tail int, ok bool) { return len(digits) - 8, 4, true }

// lastSeven covers what stands before the last four digits of a fixed telephone, and not
// its area code.
func lastSeven(digits, before string) (head, tail int, ok bool) {
	local := len(digits)
	switch {
	case uuid.MatchString(before):
		return 0, 0, false
	case strings.HasPrefix(digits, "01") || strings.HasPrefix(digits, "02"):
		head = 3
	case strings.HasPrefix(digits, "0"):
		head = 4
	}
	local -= head
	day := head == 0 && local == 8 && born(digits)
	return head, 4, (local == 7 || local == 8) && !day
}

// abroad is a fixed telephone as it is called from abroad.
func abroad(digits, before string) (head, tail int, ok bool) {
	country, outside := strings.CutPrefix(digits, "00")
	if !outside && !strings.HasSuffix(before, "+") {
		return 0, 0, false
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(country, "86"), "0")
	head, tail, ok = lastSeven("0"+rest, before)
	return len(digits) - len(rest) + head - 1, tail, ok
}

// region tells whether a number begins with a province.
func region(digits string) bool {
	const provinces = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 "
	return strings.Contains(provinces, " "+digits[:2]+" ")
}

// born tells whether somebody can have been born on a day: YYYYMMDD. Which months are
// long does not matter here.
func born(day string) bool {
	century, month, date := day[:2], day[4:6], day[6:8]
	return (century == "18" || century == "19" || century == "20") && month >= "01" && month <= "12" && date >= "01" && date <= "31"
}

// checked tells whether the last digit of a card's number is right (GB 11643, ISO 7064
// MOD 11-2).
func checked(digits string) bool {
	rest := 0
	for _, d := range []byte(digits[:17]) {
		rest = (rest + int(d-'0')) * 2 % 11
	}
	return "10X98765432"[rest] == digits[17]
}

// creditCode tells whether the last character of an organization's code is right (GB
// 32100, MOD 31).
func creditCode(code string) bool {
	const characters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	rest, weight := 0, 1
	for i := range 17 {
		rest += strings.IndexByte(characters, code[i]) * weight
		weight = weight * 3 % 31
	}
	return characters[(31-rest%31)%31] == code[17]
}
