package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// doc is a text as it is read: in half width, without the spaces that only set it apart,
// with its lines put together again where the edge of the paper broke them. Every place in
// it leads back to the text as it was given.
type doc struct {
	text  string
	plain string
	from  []int // for each byte of plain: where its character begins in text
	to    []int // and where it ends

	readings []Reading
}

// char is a character with its place in the text.
type char struct {
	plain    rune
	from, to int
}

func newDoc(text string) *doc {
	d := &doc{text: text}
	lines := linesOf(text)
	edge := edgeOf(lines)
	var b strings.Builder
	put := func(c char) {
		b.WriteRune(c.plain)
		for range utf8.RuneLen(c.plain) {
			d.from, d.to = append(d.from, c.from), append(d.to, c.to)
		}
	}
	for i, line := range lines {
		for _, c := range line {
			put(c)
		}
		if next := i + 1; next < len(lines) && !broken(line, lines[next], edge) {
			end := line[len(line)-1].to
			put(char{'\n', end, end})
		}
	}
	d.plain = b.String()
	return d
}

// linesOf returns the lines that are not empty.
func linesOf(text string) [][]char {
	var all [][]char
	var line []char
	for at, c := range text {
		size := utf8.RuneLen(c)
		if c == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[at:])
		}
		switch {
		case c == '\n' || c == '\r' || c == '\u2028' || c == '\f':
			all = append(all, spaced(line))
			line = nil
		case !unicode.In(c, unicode.Cc, unicode.Cf) || c == '\t':
			line = append(line, char{fold(c), at, at + size})
		}
	}
	all = append(all, spaced(line))
	kept := all[:0]
	for _, line := range all {
		if len(line) > 0 {
			kept = append(kept, line)
		}
	}
	return kept
}

// fold makes one of a character and its look-alikes.
func fold(c rune) rune {
	switch {
	case unicode.IsSpace(c):
		return ' '
	case strings.ContainsRune("[〔【［﹝〖「", c):
		return '('
	case strings.ContainsRune("]〕】］﹞〗」", c):
		return ')'
	case strings.ContainsRune("○◯\u041e\u039f", c):
		return '〇'
	}
	if p := width.LookupRune(c).Narrow(); p != 0 && c > unicode.MaxLatin1 && p < unicode.MaxLatin1 {
		c = p
	}
	if unicode.Is(unicode.Han, c) {
		c, _ = utf8.DecodeRuneInString(measures.Simplified(string(c)))
	}
	return c
}

// spaced leaves out of a line the spaces that part no words: those beside figures and
// marks, and those by which a title is spread (传　票).
func spaced(line []char) []char {
	var words [][]char
	var word []char
	for _, c := range append(line, char{plain: ' '}) {
		if c.plain != ' ' {
			word = append(word, c)
			continue
		}
		if len(word) > 0 {
			words = append(words, word)
		}
		word = nil
	}
	var out []char
	single := false // the word before is a single character
	for i, word := range words {
		if i > 0 && !single && parts(out[len(out)-1].plain, word[0].plain) {
			out = append(out, char{' ', out[len(out)-1].to, word[0].from})
		}
		single = len(word) == 1 && unicode.Is(unicode.Han, word[0].plain)
		out = append(out, word...)
	}
	return out
}

// parts tells whether a space between two characters parts words.
func parts(before, after rune) bool {
	return unicode.IsLetter(before) && unicode.IsLetter(after) || unicode.IsDigit(before) && unicode.IsDigit(after) || strings.ContainsRune(")号日", before) && unicode.Is(unicode.Han, after)
}

// Lines that were broken by the edge of a paper are as long as it is wide, in Latin
// letters, of which a Chinese character takes the room of two.
const (
	longestPrinted  = 120
	shortestPrinted = 40
	ragged          = 4 // by how much full lines differ
	fewestPrinted   = 2 // full lines of which one may believe it
)

// edgeOf returns the length of a full line, zero where lines end with their sentences.
func edgeOf(lines [][]char) int {
	edge := 0
	for _, line := range lines {
		edge = max(edge, room(line))
	}
	full := 0
	for _, line := range lines {
		if room(line) >= edge-ragged {
			full++
		}
	}
	if edge > longestPrinted || edge < shortestPrinted || full < fewestPrinted {
		return 0
	}
	return edge
}

// room is how much of a line's width its characters take.
func room(line []char) int {
	n := 0
	for _, c := range line {
		n += min(c.to-c.from, 2) // Chinese characters and marks have three bytes
	}
	return n
}

// broken tells whether a line goes on in the next one.
func broken(line, next []char, edge int) bool {
	return edge > 0 && room(line) >= edge-ragged && !strings.ContainsRune("。:;!?", line[len(line)-1].plain) && !heading.MatchString(string(next[0].plain)+second(next))
}

// heading begins a line that is none that goes on.
var heading = regexp.MustCompile(`^[一二三四五六七八九十]、`)

func second(line []char) string {
	if len(line) < 2 {
		return ""
	}
	return string(line[1].plain)
}

// words returns the words from one place to another as they were given, and where they
// begin.
func (d *doc) words(i, j int) (string, int) {
	if i >= j {
		return "", 0
	}
	return d.text[d.from[i]:d.to[j-1]], d.from[i]
}

// value returns the words without the spaces and invisible characters among them.
func (d *doc) value(i, j int) string {
	words, _ := d.words(i, j)
	return squeeze(words)
}

// squeeze leaves out of words what parts them, but for words in Latin letters.
func squeeze(words string) string {
	var b strings.Builder
	last, gap := ' ', false
	for _, c := range words {
		switch {
		case unicode.IsSpace(c):
			gap = true
			continue
		case unicode.In(c, unicode.Cc, unicode.Cf) || c == utf8.RuneError:
			continue
		case c >= '\u2e80' && c <= '\u2fdf' || c >= '\uf900' && c <= '\ufaff': // parts of characters, from a PDF
			c, _ = utf8.DecodeRuneInString(measures.Simplified(string(c)))
		}
		if gap && isLatin(last) && isLatin(c) {
			b.WriteByte(' ')
		}
		last, gap = c, false
		b.WriteRune(c)
	}
	return b.String()
}

func isLatin(c rune) bool { return c < 0x250 && unicode.IsLetter(c) }

// mostReadings bounds what is put down of one text.
const mostReadings = 2 * form.MaxNames

// note puts a reading down. The words are those from one place to another.
func (d *doc) note(f Field, value string, i, j int, stated bool) {
	if words, at := d.words(i, j); value != "" && words != "" && len(d.readings) < mostReadings {
		d.readings = append(d.readings, Reading{Field: f, Value: value, From: words, At: at, Stated: stated})
	}
}

// unread puts down what cannot be read, and why.
func (d *doc) unread(f Field, i, j int, why string) {
	if words, at := d.words(i, j); words != "" && len(d.readings) < mostReadings {
		d.readings = append(d.readings, Reading{Field: f, From: words, At: at, Why: why})
	}
}

// has tells whether something was read of a field already.
func (d *doc) has(f Field) bool { return len(Found{d.readings}.Of(f)) > 0 }

// one returns the only value that was read of a field.
func (d *doc) one(f Field) string {
	r, _ := Found{d.inOrder()}.One(f)
	return r.Value
}

// matches returns the places of an expression and of its groups, in the lines in which one
// of some words stands: without it there is none.
func (d *doc) matches(re *regexp.Regexp, words ...string) [][]int {
	var all [][]int
	at := 0
	for line := range strings.Lines(d.plain) {
		if text := strings.TrimSuffix(line, "\n"); slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) }) {
			for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
				for i := range m {
					if m[i] >= 0 {
						m[i] += at
					}
				}
				all = append(all, m)
			}
		}
		at += len(line)
	}
	return all
}
