package uploads

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"path"
	"strings"

	"yingsu/models"
)

// What an office file may be at most, unpacked: nothing but its list of parts is ever
// unpacked here, but others open it.
const (
	mostEntries  = 5000
	mostUnpacked = 1 << 30
	mostRatio    = 200     // of one part that is larger than smallPart
	smallPart    = 4 << 20 // XML that repeats itself may shrink a lot
	mostTypes    = 1 << 20 // of the list of parts
)

// office tells which office file a ZIP file is, or refuses it.
func office(file io.ReaderAt, size int64) (*Kind, *models.Error) {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return nil, refuse("文件已损坏，打不开，没有保存。请用原来的程序打开后另存，再上传")
	}
	if refusal := bounded(z); refusal != nil {
		return nil, refusal
	}
	parts := map[string]*zip.File{}
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if f.Flags&1 != 0 {
			return nil, refuse("文件有密码，不能上传，请去掉密码后上传")
		}
		if isMacro(name) {
			return nil, macros()
		}
		parts[name] = f
	}
	switch types := parts["[content_types].xml"]; {
	case types != nil:
		return byTypes(types)
	case parts["ofd.xml"] != nil:
		return OFD, nil
	}
	return nil, refuse("压缩包不能上传，请解压后逐个上传。可以上传%s", Taken)
}

func macros() *models.Error {
	return refuse("文件含有宏，打开时可能运行程序，不能上传。请另存为不含宏的.docx、.xlsx、.pptx或者PDF")
}

// isMacro tells whether a part of an office file holds a program.
func isMacro(name string) bool {
	base := path.Base(name)
	return base == "vbaproject.bin" || base == "vbadata.xml" || strings.Contains(name, "/macrosheets/") || strings.Contains(name, "/activex/") ||
		strings.HasSuffix(base, ".exe") || strings.HasSuffix(base, ".dll")
}

// bounded refuses what would burst when it is unpacked, and what would be unpacked
// outside of its place.
func bounded(z *zip.Reader) *models.Error {
	bomb := refuse("文件解压后过大（可能是压缩炸弹），没有保存。请用原来的程序打开后另存，或者另存为PDF")
	var unpacked uint64
	if len(z.File) > mostEntries {
		return bomb
	}
	for _, f := range z.File {
		unpacked += f.UncompressedSize64
		if f.UncompressedSize64 > mostUnpacked || unpacked > mostUnpacked {
			return bomb
		}
		if f.UncompressedSize64 > smallPart && f.UncompressedSize64/max(f.CompressedSize64, 1) > mostRatio {
			return bomb
		}
		if strings.HasPrefix(f.Name, "/") || strings.Contains(f.Name, "\\") || strings.Contains("/"+f.Name+"/", "/../") {
			return refuse("文件内部的路径不正常，没有保存。请用原来的程序打开后另存，再上传")
		}
	}
	return nil
}

// byTypes reads the list of parts of an office file. It says what the file is, and
// whether any part is a program, also where that has another name.
func byTypes(list *zip.File) (*Kind, *models.Error) {
	damaged := refuse("文件已损坏，打不开，没有保存。请用原来的程序打开后另存，再上传")
	content, err := list.Open()
	if err != nil {
		return nil, damaged
	}
	defer func() { _ = content.Close() }() // only read
	var types struct {
		Default, Override []struct {
			ContentType string `xml:",attr"`
		}
	}
	if err := xml.NewDecoder(io.LimitReader(content, mostTypes)).Decode(&types); err != nil {
		return nil, damaged
	}
	var found *Kind
	for _, t := range append(types.Override, types.Default...) {
		kind := strings.ToLower(t.ContentType)
		if strings.Contains(kind, "macro") || strings.Contains(kind, "vba") {
			return nil, macros()
		}
		for _, k := range []*Kind{Docx, Xlsx, Pptx} {
			if kind == k.Type+".main+xml" {
				found = k
			}
		}
	}
	if found == nil {
		return nil, refuse("按内容看不是docx、xlsx或者pptx（模板、放映等格式也不可以），没有保存。请另存后上传")
	}
	return found, nil
}
