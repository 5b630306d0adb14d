package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"yingsu/models"
	"yingsu/server/uploads"
)

// Limits of what is read of a file.
const (
	MaxFile = 10 << 20 // bytes

	maxParts    = 5000     // of a .docx
	maxUnpacked = 16 << 20 // bytes of the part that holds the text
	maxNested   = 200      // elements in one another
)

// Text returns the text of a file that somebody uploaded, or says why it has none. What
// it is, is seen from its first bytes.
func Text(content []byte) (string, error) {
	switch {
	case len(content) == 0:
		return "", unreadable("文件是空的，请重新选择")
	case len(content) > MaxFile:
		return "", &models.Error{Code: models.TooLarge, Detail: "文件超过10 MB，没有读取。请只上传这一份文书，或者粘贴文字。"}
	case bytes.HasPrefix(content, []byte("%PDF")):
		return textOfPDF(content)
	case bytes.HasPrefix(content, []byte("PK")):
		return textOfDocx(content)
	case bytes.HasPrefix(content, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return "", unreadable("这是旧版 .doc 文件或者加了密码的文件，请打开后另存为没有密码的 .docx，或者复制文字粘贴")
	}
	return textOfPlain(content)
}

func unreadable(format string, args ...any) error {
	return models.Wrong("file", fmt.Sprintf(format, args...))
}

// textOfPlain reads a text in whichever of the usual encodings it is written.
func textOfPlain(content []byte) (string, error) {
	text, ok := uploads.Decode(content)
	if !ok {
		return "", unreadable("不能识别这个文件：可以上传 .docx、有文字层的 .pdf 和 .txt；图片和扫描件请粘贴文字")
	}
	return written(text)
}

// written refuses a text in which nothing is written, or too much.
func written(text string) (string, error) {
	switch {
	case strings.TrimSpace(text) == "":
		return "", unreadable("文件里没有文字，请复制文字粘贴，或者直接填写")
	case len(text) > MaxText:
		return "", unreadable("文件的文字超过8万字，没有读取。请只上传这一份文书，或者粘贴需要的部分")
	}
	return text, nil
}

var brokenDocx = unreadable("文件已损坏或者不是 .docx 文件，请用文字软件打开并另存为 .docx 后重试，或者复制文字粘贴")

// textOfDocx reads the body of an office document: its paragraphs, and the cells of its
// tables one beside the other. Nothing else in it is opened.
func textOfDocx(content []byte) (string, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil || len(z.File) > maxParts {
		return "", brokenDocx
	}
	for _, part := range z.File {
		if part.Name != "word/document.xml" {
			continue
		}
		r, err := part.Open()
		if err != nil {
			return "", brokenDocx
		}
		defer func() { _ = r.Close() }() // it was read by then
		limited := &io.LimitedReader{R: r, N: maxUnpacked}
		text, err := paragraphs(limited)
		switch {
		case limited.N <= 0, errors.Is(err, errTooLong):
			return "", unreadable("文件解压后过大，没有读取。请只保留文书的文字，另存后重试，或者复制文字粘贴")
		case err != nil:
			return "", brokenDocx
		}
		return written(text)
	}
	return "", brokenDocx
}

var errTooLong = errors.New("intake: more text than is read")

// wordSpaces are the namespaces of the text of office documents, in its two editions.
var wordSpaces = []string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
	"http://purl.oclc.org/ooxml/wordprocessingml/main",
}

// paragraphs reads the text of a document's body. What was deleted with changes tracked is
// no text of it.
func paragraphs(r io.Reader) (string, error) {
	var b strings.Builder
	in := xml.NewDecoder(r)
	depth, deleted, cell := 0, 0, 0
	isText := false
	for {
		token, err := in.Token()
		switch {
		case errors.Is(err, io.EOF):
			return b.String(), nil
		case err != nil:
			return "", err
		case b.Len() > MaxText:
			return "", errTooLong
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxNested {
				return "", brokenDocx
			}
			if t.Name.Space != wordSpaces[0] && t.Name.Space != wordSpaces[1] {
				continue
			}
			switch t.Name.Local {
			case "t":
				isText = true
			case "tab":
				b.WriteByte(' ')
			case "br", "cr":
				b.WriteByte('\n')
			case "del", "moveFrom":
				deleted++
			case "tc":
				cell++
			}
		case xml.EndElement:
			depth--
			isText = false
			switch t.Name.Local {
			case "p":
				b.WriteByte(map[bool]byte{true: ' ', false: '\n'}[cell > 0])
			case "tr":
				b.WriteByte('\n')
			case "tc":
				cell--
			case "del", "moveFrom":
				deleted--
			}
		case xml.CharData:
			if isText && deleted == 0 {
				b.Write(t)
			}
		}
	}
}
