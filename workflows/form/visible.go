package form

import (
	"unicode"
	"unicode/utf8"
)

// Visible tells whether a text can be seen as it is: nothing of it is invisible, and
// no mark stands on nothing. Otherwise it would look like another one, or like none.
func Visible(text string) bool {
	last := ' '
	for _, c := range text {
		if hidden(c) || unsupported(c, last) {
			return false
		}
		last = c
	}
	return true
}

// hidden tells whether a character leaves no trace: unlike those for control and
// format, the others are letters, marks or symbols by their kind.
func hidden(c rune) bool {
	const brailleBlank = '\u2800'
	return unhandy(c) || c == brailleBlank || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, c)
}

// unhandy tells whether a character is no text: one for control or format, or none.
func unhandy(c rune) bool {
	return unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || c == utf8.RuneError
}

// unsupported tells whether a mark has no character to stand on. The variants of
// Chinese characters are marks on them.
func unsupported(c, before rune) bool {
	if unicode.Is(unicode.Variation_Selector, c) {
		return !unicode.Is(unicode.Han, before)
	}
	return unicode.IsMark(c) && unicode.IsSpace(before)
}
