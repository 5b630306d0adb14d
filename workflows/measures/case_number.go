package measures

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// caseNumber is the form of a court's case number,（2026）鲁10行初15号, and of a
// organ's letter, 威政复（2026）12号 or 环检行公建（2026）Z3号.
var caseNumber = regexp.MustCompile(`^(（(19|20)\d{2}）\p{Han}{1,4}\d{0,6}\p{Han}{1,8}\d{1,8}号|\p{Han}{1,12}（(19|20)\d{2}）\p{Han}{0,4}[A-Z]?\d{1,14}号)(之[一二三四五六七八九十]{1,3})?$`)

// zeros stand before the last number of a case where somebody filled it up: 0015.
var zeros = regexp.MustCompile(`(\p{Han}|）)0+([1-9]\d*号)`)

var fullWidth = strings.NewReplacer(
	"(", "（", ")", "）", "〔", "（", "〕", "）", "[", "（", "]", "）", "［", "（", "］", "）", "【", "（", "】", "）", "﹝", "（", "﹞", "）",
)

// CanonicalCaseNumber brings a case number into the one form in which the
// system keeps it: full-width round brackets, half-width digits, no spaces and
// nothing invisible, as it comes along when text is copied from a page. What is
// not a case number is an error whose text can be shown to staff.
//
// Since Papers it is the case that a number stands for, and not one of the ways to
// write it: a case has one number (法〔2016〕37号), whatever a document adds to it.
func CanonicalCaseNumber(s string, under Logic) (string, error) {
	n := withoutSpaces(s)
	if under >= Papers {
		var err error
		if n, err = identity(Simplified(n)); err != nil {
			return "", err
		}
	}
	n = zeros.ReplaceAllString(fullWidth.Replace(n), "$1$2")
	if !caseNumber.MatchString(n) {
		return "", fmt.Errorf("“%.60s”不像案号，请按“（2026）鲁10行初15号”的格式填写", n)
	}
	return n, nil
}

func withoutSpaces(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.In(c, unicode.White_Space, unicode.Cc, unicode.Cf):
			return -1
		case c >= '０' && c <= '９':
			return c - '０' + '0'
		}
		return c
	}, s)
}

var (
	// furtherDocument is what the second document of a kind and later ones add to the
	// number of their case: 号之一, 号之1; and 33-2号, as it was written before.
	furtherDocument = regexp.MustCompile(`号之([一二三四五六七八九十]{1,3}|\d{1,2})$`)
	hyphenated      = regexp.MustCompile(`(\d{1,8})([-－‐‑–—−~～至])(\d{1,8})号$`)
	severalNumbers  = regexp.MustCompile(`号[、,，和及].*号|\d[、,，和及]\d+号`)
	// courts tells a court's number from an organ's, with its year and the word that
	// stood before the last number until 2015: 行初字第12号.
	courts = regexp.MustCompile(`^（((?:19|20)\d{2})）(.*?\p{Han})(?:字第|字|第)?(\d+号)$`)
	organs = regexp.MustCompile(`^(\p{Han}+（(?:19|20)\d{2}）)第(\d+号)$`)
)

// yearOf finds the year in a number.
var yearOf = regexp.MustCompile(`（((?:19|20)\d{2})）`)

// YearOf returns the year of a number, 0 where it has none.
func YearOf(number string) int {
	if m := yearOf.FindStringSubmatch(number); m != nil {
		year, _ := strconv.Atoi(m[1])
		return year
	}
	return 0
}

// lastOfOldNumbers is the last year in which courts wrote 字第 (法〔2015〕137号).
const lastOfOldNumbers = 2015

// identity returns the number of the case, without what only a document or a habit
// adds to it, or says why it cannot be told which case is meant.
func identity(n string) (string, error) {
	n = furtherDocument.ReplaceAllString(fullWidth.Replace(n), "号")
	if severalNumbers.MatchString(n) {
		return "", fmt.Errorf("“%.60s”含有几个案号，一个案件只有一个案号：合并审理的请逐案登记，每次只填写其中一个", n)
	}
	if m := hyphenated.FindStringSubmatch(n); m != nil {
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[3])
		one := strings.TrimSuffix(n, m[0]) + m[1] + "号"
		if second >= first || slices.Contains([]string{"~", "～", "至"}, m[2]) {
			return "", fmt.Errorf("“%s”可能是几个案件，也可能是一个案件的第%s份文书：合并审理的请逐案登记，每案填写各自的案号；是文书序号的请略去，只填写“%.60s”", m[0], m[3], one)
		}
		n = one
	}
	if m := organs.FindStringSubmatch(n); m != nil {
		return m[1] + m[2], nil
	}
	m := courts.FindStringSubmatch(n)
	if m == nil {
		return n, nil // is refused, or an organ's
	}
	if c, odd := unusual(n); odd {
		return "", fmt.Errorf("案号中的“%c”不是规范的简体字，可能是从文件中复制的异体字，请对照文书重新输入", c)
	}
	if year, _ := strconv.Atoi(m[1]); year <= lastOfOldNumbers {
		return "（" + m[1] + "）" + m[2] + "字第" + m[3], nil
	}
	return "（" + m[1] + "）" + m[2] + m[3], nil
}

// unusual finds a character that stands in no court's number: their signs are all
// among the simplified ones of GB 2312.
func unusual(n string) (rune, bool) {
	for _, c := range n {
		if unicode.Is(unicode.Han, c) {
			if _, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(c)); err != nil {
				return c, true
			}
		}
	}
	return 0, false
}
