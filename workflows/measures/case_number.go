package measures

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// caseNumber is the form of a court's case number,（2026）鲁10行初15号, and of a
// reconsideration organ's, 威政复（2026）12号.
var caseNumber = regexp.MustCompile(`^(（(19|20)\d{2}）\p{Han}{1,4}\d{0,6}\p{Han}{1,8}\d{1,8}号|\p{Han}{1,12}（(19|20)\d{2}）\p{Han}{0,4}\d{1,8}号)(之[一二三四五六七八九十]{1,3})?$`)

// zeros stand before the last number of a case where somebody filled it up: 0015.
var zeros = regexp.MustCompile(`(\p{Han}|）)0+([1-9]\d*号)`)

var fullWidth = strings.NewReplacer(
	"(", "（", ")", "）", "〔", "（", "〕", "）", "[", "（", "]", "）", "［", "（", "］", "）", "【", "（", "】", "）", "﹝", "（", "﹞", "）",
)

// CanonicalCaseNumber brings a case number into the one form in which the
// system keeps it: full-width round brackets, half-width digits, no spaces and
// nothing invisible, as it comes along when text is copied from a page. What is
// not a case number is an error whose text can be shown to staff.
func CanonicalCaseNumber(s string) (string, error) {
	var b strings.Builder
	for _, c := range s {
		switch {
		case unicode.In(c, unicode.White_Space, unicode.Cc, unicode.Cf):
		case c >= '０' && c <= '９':
			b.WriteRune(c - '０' + '0')
		default:
			b.WriteRune(c)
		}
	}
	n := zeros.ReplaceAllString(fullWidth.Replace(b.String()), "$1$2")
	if !caseNumber.MatchString(n) {
		return "", fmt.Errorf("“%.60s”不像案号，请按“（2026）鲁10行初15号”的格式填写", n)
	}
	return n, nil
}
