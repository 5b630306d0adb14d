// Package uploads judges the files that people hand in: what they are by their content,
// whatever they are called, and whether they are of a kind that is taken. It names them
// for saving, counts their pages, and asks a malware scanner. It keeps nothing.
package uploads

import (
	"fmt"
	"image"
	_ "image/jpeg" // read by image.DecodeConfig
	_ "image/png"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"

	"yingsu/models"
)

// Kind is a kind of file that is taken.
type Kind struct {
	Title string // as staff read it
	Type  string // as MIME says it
	Ends  []string
	Shown bool // a browser shows it by itself
}

// The kinds that are taken.
var (
	PDF  = &Kind{"PDF", "application/pdf", []string{".pdf"}, true}
	JPEG = &Kind{"JPEG图片", "image/jpeg", []string{".jpg", ".jpeg"}, true}
	PNG  = &Kind{"PNG图片", "image/png", []string{".png"}, true}
	OFD  = &Kind{"OFD", "application/ofd", []string{".ofd"}, false}
	Docx = &Kind{"Word文件", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}, false}
	Xlsx = &Kind{"Excel文件", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}, false}
	Pptx = &Kind{"PowerPoint文件", "application/vnd.openxmlformats-officedocument.presentationml.presentation", []string{".pptx"}, false}
	Text = &Kind{"文本", "text/plain", []string{".txt"}, false}
)

// Kinds lists them.
var Kinds = []*Kind{PDF, JPEG, PNG, OFD, Docx, Xlsx, Pptx, Text}

// Taken names them all, for whoever has to choose a file.
const Taken = "PDF、JPG、PNG、OFD、不含宏的docx、xlsx、pptx和txt"

// Ends lists the endings of file names that a chooser offers.
func Ends() string {
	var all []string
	for _, k := range Kinds {
		all = append(all, k.Ends...)
	}
	return strings.Join(all, ",")
}

// Of returns the kind with a MIME type, or nil.
func Of(mime string) *Kind {
	i := slices.IndexFunc(Kinds, func(k *Kind) bool { return k.Type == mime })
	if i < 0 {
		return nil
	}
	return Kinds[i]
}

// refuse says why a file is not taken.
func refuse(format string, args ...any) *models.Error {
	return models.Wrong("file", fmt.Sprintf(format, args...))
}

// Inspect says what a file of so many bytes is, or why it is not taken. The name decides
// nothing but whether a text is one.
func Inspect(file io.ReaderAt, size int64, name string) (*Kind, *models.Error) {
	if size == 0 {
		return nil, refuse("文件是空的，没有保存，请重新选择")
	}
	head := make([]byte, min(size, 512))
	if _, err := file.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, refuse("文件不能读取，没有保存，请重新选择")
	}
	switch found := http.DetectContentType(head); {
	case found == PDF.Type:
		return PDF, nil
	case found == JPEG.Type:
		return JPEG, picture(file, size)
	case found == PNG.Type:
		return PNG, picture(file, size)
	case found == "application/zip":
		return office(file, size)
	case strings.HasPrefix(string(head), "\xD0\xCF\x11\xE0"):
		return nil, refuse("这是旧版（.doc、.xls、.ppt）或者加密的Office文件，可能含有宏，不能上传。请另存为PDF或者不含宏的.docx、.xlsx、.pptx，不加密码")
	case strings.HasPrefix(string(head), "MZ") || strings.HasPrefix(string(head), "\x7FELF") || strings.HasPrefix(string(head), "#!"):
		return nil, refuse("这是可执行的程序，不论文件名是什么都不能上传。可以上传%s", Taken)
	case compressed(found, head):
		return nil, refuse("压缩包不能上传，请解压后逐个上传。可以上传%s", Taken)
	case strings.EqualFold(path.Ext(name), ".txt") && isText(io.NewSectionReader(file, 0, size)):
		return Text, nil
	}
	return nil, refuse("按内容看不是可以上传的文件，改文件名没有用。可以上传%s", Taken)
}

func compressed(found string, head []byte) bool {
	begins := []string{"7z\xBC\xAF\x27\x1C", "BZh", "\xFD7zXZ"}
	return found == "application/x-gzip" || found == "application/x-rar-compressed" ||
		slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(string(head), b) })
}

// picture refuses what only begins like one.
func picture(file io.ReaderAt, size int64) *models.Error {
	c, _, err := image.DecodeConfig(io.NewSectionReader(file, 0, size))
	if err != nil || c.Width == 0 || c.Height == 0 {
		return refuse("图片已损坏或者不完整，没有保存，请重新扫描或者另存后上传")
	}
	return nil
}
