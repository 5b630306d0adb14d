package documents

// The parts of an office file that are the same in all of them.

const docxNames = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

const docxTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`

const docxRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const docxCore = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
	`<dc:title>%s</dc:title></cp:coreProperties>`

const docxBodyRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/>` +
	`<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>` +
	`<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/></Relationships>`

const docxSettings = `<w:settings ` + docxNames + `><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

// docxFonts names what stands in for a font that an office does not have.
const docxFonts = `<w:fonts ` + docxNames + `>` +
	`<w:font w:name="方正小标宋简体"><w:altName w:val="方正小标宋_GBK"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>` +
	`<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/><w:charset w:val="86"/><w:family w:val="modern"/></w:font>` +
	`<w:font w:name="楷体_GB2312"><w:altName w:val="楷体"/><w:charset w:val="86"/><w:family w:val="modern"/></w:font>` +
	`<w:font w:name="黑体"><w:altName w:val="SimHei"/><w:charset w:val="86"/><w:family w:val="modern"/></w:font>` +
	`<w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font></w:fonts>`

// docxFooter is the page number, “— 1 —”, one character away from the outer edge.
const docxFooter = `<w:ftr ` + docxNames + `><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="%s"/></w:pPr>` +
	`<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
	`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`

// docxStyles are all the looks. Sizes are in half points: 44 is 二号, 32 三号, 28 四号, 24
// 小四, 21 五号. Lines are in twentieths of a point: 560 are 28.
var docxStyles = `<w:styles ` + docxNames + `><w:docDefaults><w:rPrDefault><w:rPr>` + docxFace("仿宋_GB2312", 32) + `<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>` +
	`<w:pPrDefault><w:pPr><w:widowControl w:val="0"/><w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>` +
	docxStyle("Title", "Title", `<w:keepNext/><w:spacing w:before="0" w:after="280" w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>`, docxFace("方正小标宋简体", 44)) +
	docxStyle("Mark", "Document Number", `<w:keepNext/><w:spacing w:after="280"/><w:jc w:val="center"/>`, docxFace("仿宋_GB2312", 28)) +
	docxStyle("Body", "Body Text", `<w:ind w:firstLineChars="200" w:firstLine="640"/>`, "") +
	docxStyle("Heading1", "heading 1", `<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/>`, docxFace("黑体", 32)) +
	docxStyle("Subject", "Table Subject", `<w:spacing w:before="120" w:after="80" w:line="400" w:lineRule="exact"/>`, docxFace("仿宋_GB2312", 24)) +
	docxStyle("Signer", "Signature", `<w:keepNext/><w:keepLines/><w:spacing w:before="400"/><w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>`, "") +
	docxStyle("Signed", "Date", `<w:keepLines/><w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>`, "") +
	docxStyle("Annex", "Annex Title", `<w:keepNext/><w:pageBreakBefore/><w:spacing w:after="280" w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>`, docxFace("方正小标宋简体", 36)) +
	docxStyle("Gap", "Gap", `<w:spacing w:line="20" w:lineRule="exact"/>`, docxFace("仿宋_GB2312", 2)) +
	docxStyle("Footer", "footer", `<w:spacing w:line="400" w:lineRule="exact"/><w:ind w:leftChars="100" w:left="280" w:rightChars="100" w:right="280"/>`, docxFace("宋体", 28)) +
	docxCellStyles("Cell", 24, 400) + docxCellStyles("Dense", 21, 280) +
	`<w:style w:type="table" w:styleId="Ruled"><w:name w:val="Ruled"/><w:tblPr><w:tblBorders>` + docxBorders() + `</w:tblBorders>` +
	`<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`

func docxStyle(id, name, paragraph, run string) string {
	return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/><w:basedOn w:val="Normal"/><w:pPr>` + paragraph + `</w:pPr><w:rPr>` + run + `</w:rPr></w:style>`
}

func docxCellStyles(id string, size, line int) string {
	spacing := `<w:spacing w:line="` + number(line) + `" w:lineRule="exact"/>`
	return docxStyle(id, id, spacing+`<w:jc w:val="left"/>`, docxFace("仿宋_GB2312", size)) +
		docxStyle(id+"Centre", id+" Centre", spacing+`<w:jc w:val="center"/>`, docxFace("仿宋_GB2312", size)) +
		docxStyle(id+"Label", id+" Label", spacing+`<w:jc w:val="center"/>`, docxFace("黑体", size))
}

func docxFace(font string, halfPoints int) string {
	size := number(halfPoints)
	return `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="` + font + `" w:cs="Times New Roman"/><w:sz w:val="` + size + `"/><w:szCs w:val="` + size + `"/>`
}

func docxBorders() string {
	all := ""
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		all += `<w:` + side + ` w:val="single" w:sz="6" w:space="0" w:color="000000"/>`
	}
	return all
}
