package intake

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	// Text out of PDF files, in Go alone, with no dependency of its own. It trusts what it
	// reads: see sound.
	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"

	"yingsu/models"
)

// Limits of what is read of a PDF.
const (
	maxPages    = 100
	maxInflated = 64 << 20        // bytes of all that is packed in it
	maxOpen     = 20_000          // brackets that are open at once
	maxSteps    = 2_000_000       // operators on all pages
	drawSteps   = 100             // as many operators as drawing a form or picture counts for
	maxReading  = 8 * time.Second // for all of it
)

var (
	brokenPDF = unreadable("PDF 已损坏，或者用了不能识别的格式。请复制文字粘贴，或者另存为 .docx 后重试")
	lockedPDF = unreadable("PDF 加了密码或者限制，没有读取。请复制文字粘贴")
	scanned   = unreadable("PDF 没有文字层，是扫描件或者图片，系统不作文字识别。请用其他工具识别后粘贴文字，或者直接填写")
	slowPDF   = unreadable("PDF 过于复杂，没有在%d秒内读完。请复制文字粘贴", int(maxReading.Seconds()))
	busyPDF   = &models.Error{Code: models.Unavailable, Detail: "正在读取另一份 PDF，请过几秒再试，或者复制文字粘贴。"}
)

// reading lets one PDF be read at a time: one that cannot be stopped keeps one core at
// the most.
var reading = make(chan struct{}, 1)

// textOfPDF reads the text layer of a PDF.
func textOfPDF(content []byte) (string, error) {
	if err := sound(content); err != nil {
		return "", err
	}
	select {
	case reading <- struct{}{}:
	case <-time.After(maxReading):
		return "", busyPDF
	}
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		defer func() { <-reading }()
		p := &pages{until: time.Now().Add(maxReading), left: maxInflated}
		text, err := p.read(content)
		done <- result{text, err}
	}()
	select {
	case r := <-done:
		if r.err != nil {
			return "", r.err
		}
		return written(r.text)
	case <-time.After(maxReading + time.Second):
		return "", slowPDF
	}
}

// sound refuses what the library could not be stopped in: brackets without an end, on
// which it would recurse until the program falls, and streams that never end. It looks
// into everything that is packed in the file.
func sound(content []byte) error {
	if bytes.Contains(content, []byte("/Encrypt")) {
		return lockedPDF
	}
	left := maxInflated
	if !shallow(bytes.NewReader(content), &left, 0) {
		return brokenPDF
	}
	for rest := content; ; {
		_, after, found := bytes.Cut(rest, []byte("stream"))
		if !found {
			return nil
		}
		rest = after
		packed := bytes.TrimLeft(after[:min(2, len(after))], "\r\n")
		if len(packed) == 2 {
			continue // endstream, or a word
		}
		begin := min(2, len(after)) - len(packed)
		if !inflates(bytes.NewReader(after[begin:]), &left, 0) {
			return brokenPDF
		}
	}
}

// deepest is how often something can be packed in something else that is packed.
const deepest = 3

// inflates unpacks a stream, as far as it is one, and tells whether it stays in bounds.
func inflates(packed io.Reader, left *int, depth int) bool {
	r, err := zlib.NewReader(packed)
	if err != nil {
		return true // packed in another way, which the library refuses
	}
	return depth < deepest && shallow(r, left, depth)
}

// shallow reads to the end and tells whether it stays in bounds: how much it is, and how
// many brackets are open at once.
func shallow(r io.Reader, left *int, depth int) bool {
	open := 0
	var head bytes.Buffer
	buffer := make([]byte, 32<<10)
	for {
		n, err := r.Read(buffer)
		if head.Len() < 2 {
			head.Write(buffer[:n])
			if depth > 0 && bytes.HasPrefix(head.Bytes(), []byte{0x78}) {
				return inflates(io.MultiReader(&head, r), left, depth+1)
			}
		}
		if *left -= n; *left < 0 {
			return false
		}
		for _, c := range buffer[:n] {
			switch c {
			case '[', '<':
				open++
			case ']', '>':
				open = max(open-1, 0)
			}
			if open > maxOpen {
				return false
			}
		}
		if err != nil {
			return true
		}
	}
}

// errStop ends the reading of a page.
var errStop = errors.New("intake: enough was read")

// pages reads the pages of a PDF.
type pages struct {
	until time.Time
	steps int
	left  int // bytes that may still be unpacked
	text  strings.Builder
}

func (p *pages) read(content []byte) (text string, err error) {
	defer func() {
		switch x := recover(); {
		case x == nil:
		case x == any(errStop):
			err = slowPDF
		default: // the library says so what it cannot read
			err = brokenPDF
		}
	}()
	file, err := pdf.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return "", brokenPDF
	}
	n := file.NumPage()
	if n > maxPages {
		return "", unreadable("PDF 有%d页，最多读取%d页。请只上传这一份文书，或者粘贴文字", n, maxPages)
	}
	for i := 1; i <= n; i++ {
		p.page(file.Page(i))
	}
	if strings.TrimSpace(p.text.String()) == "" {
		return "", scanned
	}
	return p.text.String(), nil
}

// place is where on a page text is written.
type place struct {
	a, b, c, d, x, y float64
}

var origin = place{a: 1, d: 1}

// placeOf makes a place of its six numbers.
func placeOf(number func(int) float64) place {
	return place{number(0), number(1), number(2), number(3), number(4), number(5)}
}

// in returns the place as it lies within another one.
func (t place) in(u place) place {
	return place{
		t.a*u.a + t.b*u.c, t.a*u.b + t.b*u.d, t.c*u.a + t.d*u.c, t.c*u.b + t.d*u.d,
		t.x*u.a + t.y*u.c + u.x, t.x*u.b + t.y*u.d + u.y,
	}
}

// pen writes down a page as it is drawn: a new line where the text goes on below, and a
// space where it goes on farther right.
type pen struct {
	out *strings.Builder
	graphics
	saved []graphics

	endX, endY float64 // where the last character ended
	drawn      bool
}

// graphics is the state that a form has of its own.
type graphics struct {
	page place   // of the coordinates
	line place   // of the line
	at   place   // of the next character
	lead float64 // from line to line
	size float64

	decode func(string) string
}

// deepestForm is how often a form can be drawn in another one: one that draws itself
// has an end.
const deepestForm = 8

func (p *pages) page(page pdf.Page) {
	contents := page.V.Key("Contents")
	if contents.IsNull() {
		return
	}
	plain := func(s string) string { return s }
	w := &pen{out: &p.text, graphics: graphics{page: origin, line: origin, at: origin, decode: plain}}
	p.follow(w, contents, resourcesOf(page.V), 0)
	p.text.WriteByte('\n')
}

// resourcesOf returns the resources of a page, or of the pages it stands among. The
// library would look for them for ever among pages that stand within each other.
func resourcesOf(page pdf.Value) (resources pdf.Value) {
	for v, n := page, 0; n < maxPages && !v.IsNull() && resources.IsNull(); v, n = v.Key("Parent"), n+1 {
		resources = v.Key("Resources")
	}
	return resources
}

// follow draws contents with the fonts and the forms that resources name.
func (p *pages) follow(w *pen, contents, resources pdf.Value, depth int) {
	p.unpacks(contents)
	fonts := map[string]func(string) string{}
	font := func(name string) func(string) string {
		if fonts[name] == nil {
			f := pdf.Font{V: resources.Key("Font").Key(name)}
			p.unpacks(f.V.Key("ToUnicode"))
			fonts[name] = decoderOf(&f)
		}
		return fonts[name]
	}
	pdf.Interpret(contents, func(stack *pdf.Stack, op string) {
		if p.steps++; p.steps > maxSteps || p.text.Len() > MaxText || p.steps%64 == 0 && time.Now().After(p.until) {
			panic(errStop)
		}
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		switch {
		case op == "Tf" && len(args) == 2:
			w.decode, w.size = font(args[0].Name()), args[1].Float64()
		case op == "Do" && len(args) == 1:
			p.form(w, resources.Key("XObject").Key(args[0].Name()), resources, depth+1)
		default:
			w.draw(op, args)
		}
	})
}

// form draws what is kept apart from the page, such as what a stamp or a template puts on
// it. Pictures are passed over.
func (p *pages) form(w *pen, form, around pdf.Value, depth int) {
	p.steps += drawSteps
	if form.Kind() != pdf.Stream || form.Key("Subtype").Name() != "Form" || depth > deepestForm {
		return
	}
	before, saved := w.graphics, w.saved
	w.saved = nil
	if m := form.Key("Matrix"); m.Len() == 6 {
		w.page = placeOf(func(i int) float64 { return m.Index(i).Float64() }).in(w.page)
	}
	resources := form.Key("Resources")
	if resources.IsNull() { // as old programs leave it: those of the page
		resources = around
	}
	p.follow(w, form, resources, depth)
	w.graphics, w.saved = before, saved
}

// unpacks reads streams to their end once, to know that they have one.
func (p *pages) unpacks(v pdf.Value) {
	all := []pdf.Value{v}
	if v.Kind() == pdf.Array {
		all = nil
		for i := range v.Len() {
			all = append(all, v.Index(i))
		}
	}
	for _, v := range all {
		if v.Kind() != pdf.Stream {
			continue
		}
		r := v.Reader()
		n, err := io.Copy(io.Discard, io.LimitReader(r, int64(p.left)+1))
		_ = r.Close()
		if p.left -= int(n); p.left < 0 || err != nil {
			panic(fmt.Sprintf("intake: a stream of %d bytes: %v", n, err))
		}
	}
}

// decoderOf returns what makes text of a font's codes. The library knows the encodings
// that bring their own table; of those that Chinese programs take for granted it knows one.
func decoderOf(f *pdf.Font) func(string) string {
	by := func(e encoding.Encoding) func(string) string {
		return func(s string) string {
			text, err := e.NewDecoder().String(s)
			if err != nil {
				return ""
			}
			return text
		}
	}
	switch name := f.V.Key("Encoding").Name(); {
	case strings.HasPrefix(name, "GBK"), strings.HasPrefix(name, "GB-EUC"), strings.HasPrefix(name, "GBpc"):
		return by(simplifiedchinese.GBK)
	case strings.HasPrefix(name, "UniGB-UTF16"), strings.HasPrefix(name, "UniGB-UCS2"):
		return by(utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM))
	}
	e := f.Encoder()
	return func(s string) string { return e.Decode(s) }
}

// draw follows one operator.
func (w *pen) draw(op string, args []pdf.Value) {
	number := func(i int) float64 {
		if i < len(args) {
			return args[i].Float64()
		}
		return 0
	}
	down := func(x, y float64) { w.line = place{1, 0, 0, 1, x, y}.in(w.line); w.at = w.line }
	switch op {
	case "q":
		w.saved = append(w.saved, w.graphics)
	case "Q":
		if n := len(w.saved) - 1; n >= 0 {
			w.graphics, w.saved = w.saved[n], w.saved[:n]
		}
	case "cm":
		w.page = placeOf(number).in(w.page)
	case "BT":
		w.line, w.at = origin, origin
	case "Tm":
		w.line = placeOf(number)
		w.at = w.line
	case "TL":
		w.lead = number(0)
	case "TD":
		w.lead = -number(1)
		down(number(0), number(1))
	case "Td":
		down(number(0), number(1))
	case "T*":
		down(0, -w.lead)
	case "'", `"`:
		down(0, -w.lead)
		if len(args) > 0 {
			w.show(args[len(args)-1].RawString())
		}
	case "Tj":
		if len(args) > 0 {
			w.show(args[0].RawString())
		}
	case "TJ":
		if len(args) > 0 {
			w.showAll(args[0])
		}
	}
}

func (w *pen) showAll(parts pdf.Value) {
	for i := range parts.Len() {
		if part := parts.Index(i); part.Kind() == pdf.String {
			w.show(part.RawString())
		} else {
			w.forward(-part.Float64() / 1000 * w.size)
		}
	}
}

// forward moves along the line.
func (w *pen) forward(x float64) { w.at = place{1, 0, 0, 1, x, 0}.in(w.at) }

// show writes text where the pen is. How wide a character is, is not looked up: Chinese
// ones are as wide as they are high, others half as wide.
func (w *pen) show(codes string) {
	text := strings.ToValidUTF8(strings.ReplaceAll(w.decode(codes), "\x00", ""), "")
	if text == "" {
		return
	}
	here := w.at.in(w.page)
	em := w.size * max(abs(here.d), abs(here.b), 0.01)
	switch {
	case !w.drawn:
	case abs(here.y-w.endY) > em/2:
		w.out.WriteByte('\n')
	case here.x-w.endX > em*0.7:
		w.out.WriteByte(' ')
	}
	w.out.WriteString(text)
	width := 0.0
	for _, c := range text {
		if c < 0x2000 || unicode.IsSpace(c) && c != '\u3000' {
			width += w.size / 2
		} else {
			width += w.size
		}
	}
	w.forward(width)
	end := w.at.in(w.page)
	w.endX, w.endY, w.drawn = end.x, end.y, true
}

func abs(x float64) float64 { return max(x, -x) }
