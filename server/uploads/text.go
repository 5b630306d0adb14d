package uploads

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	encodings "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// wide reads UTF-16 behind its mark.
var wide = encodings.UTF16(encodings.LittleEndian, encodings.UseBOM)

func isWide(head []byte) bool {
	return bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF})
}

// isText tells whether all of a file is text, in the encodings of Decode.
func isText(file io.ReadSeeker) bool {
	all := bufio.NewReader(file)
	if head, _ := all.Peek(2); isWide(head) {
		return plain(bufio.NewReader(transform.NewReader(all, wide.NewDecoder())))
	}
	if plain(all) {
		return true
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return false
	}
	return plain(bufio.NewReader(transform.NewReader(file, simplifiedchinese.GB18030.NewDecoder())))
}

func plain(runes io.RuneReader) bool {
	for {
		r, width, err := runes.ReadRune()
		if err != nil {
			return errors.Is(err, io.EOF)
		}
		if r == utf8.RuneError && width <= 3 || r < ' ' && !strings.ContainsRune("\t\n\f\r", r) || r == 0x7F {
			return false
		}
	}
}

// Decode reads a text in whichever of the usual encodings it is written, UTF-8, UTF-16 or
// GB18030, and tells whether it is one.
func Decode(content []byte) (string, bool) {
	utf16 := isWide(content)
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	var err error
	switch {
	case utf16:
		content, err = wide.NewDecoder().Bytes(content)
	case !utf8.Valid(content):
		content, err = simplifiedchinese.GB18030.NewDecoder().Bytes(content)
	}
	return string(content), err == nil && !bytes.ContainsRune(content, 0) && !bytes.ContainsRune(content, utf8.RuneError)
}

// mostName is how long a name may be, in characters.
const mostName = 120

// Clean makes of what a browser says a file is called a name by which it can be saved
// anywhere: no path, nothing that is not seen or turns the direction of writing, not too
// long, and with the ending that its kind has.
func Clean(name string, k *Kind) string {
	name = strings.ToValidUTF8(name, "")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co):
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, name)
	end := k.Ends[0]
	name = strings.TrimRight(name, " .")
	if has := path.Ext(name); slices.ContainsFunc(Kinds, func(k *Kind) bool { return slices.Contains(k.Ends, strings.ToLower(has)) }) {
		name = strings.TrimSuffix(name, has)
		if slices.Contains(k.Ends, strings.ToLower(has)) {
			end = has
		}
	}
	if name = strings.Trim(name, " ."); name == "" {
		name = "文件"
	}
	if long := []rune(name); len(long)+len(end) > mostName {
		name = strings.TrimRight(string(long[:mostName-len(end)]), " .")
	}
	return name + end
}
