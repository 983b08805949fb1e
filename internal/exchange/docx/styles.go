// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx

import "fmt"

// style is a style of the text by its meaning.
type style struct {
	id, name  string
	kind      string // paragraph or character
	on, next  string // the style it builds on; that of the paragraph after it
	paragraph string // properties in the order of the schema
	run       string
}

// The colours of the text: a dark blue for headings, and grey.
const (
	blue = `<w:color w:val="1B3A5C"/>`
	grey = `<w:color w:val="505C68"/>`
)

func size(halfPoints int) string {
	return fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, halfPoints, halfPoints)
}

func space(before, after int) string {
	return fmt.Sprintf(`<w:spacing w:before="%d" w:after="%d"/>`, before, after)
}

const bold = `<w:b/><w:bCs/>`

// all are the styles; names that Word and LibreOffice know themselves are written as
// they know them.
var all = []style{
	{"Normal", "Normal", "paragraph", "", "", ``, ``},
	{"BodyText", "Body Text", "paragraph", "Normal", "", `<w:spacing w:after="120" w:line="276" w:lineRule="auto"/>`, ``},
	{"Title", "Title", "paragraph", "Normal", "BodyText", `<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>` + space(0, 80), bold + blue + size(40)},
	{"Subtitle", "Subtitle", "paragraph", "Normal", "BodyText", `<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>` + space(0, 200), grey + size(26)},
	{"PaperHead", "Paper Head", "paragraph", "Normal", "", `<w:tabs><w:tab w:val="left" w:pos="2835"/></w:tabs>` + space(0, 40) + `<w:ind w:left="2835" w:hanging="2835"/>`, ``},
	{"PaperHeadEnd", "Paper Head End", "paragraph", "PaperHead", "BodyText", `<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="6" w:color="1B3A5C"/></w:pBdr>` + space(0, 240), ``},
	{"Heading1", "heading 1", "paragraph", "Normal", "BodyText", `<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>` + space(360, 120) + `<w:outlineLvl w:val="0"/>`, bold + blue + size(30)},
	{"Heading2", "heading 2", "paragraph", "Normal", "BodyText", `<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>` + space(280, 100) + `<w:outlineLvl w:val="1"/>`, bold + blue + size(25)},
	{"Heading3", "heading 3", "paragraph", "Normal", "BodyText", `<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>` + space(220, 80) + `<w:outlineLvl w:val="2"/>`, bold + blue + size(22)},
	{"Heading4", "heading 4", "paragraph", "Normal", "BodyText", `<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>` + space(200, 60) + `<w:outlineLvl w:val="3"/>`, bold + `<w:i/><w:iCs/>` + blue},
	{"ListBullet", "List Bullet", "paragraph", "BodyText", "", `<w:numPr><w:numId w:val="1"/></w:numPr>` + space(0, 60), ``},
	{"ListNumber", "List Number", "paragraph", "BodyText", "", `<w:numPr><w:numId w:val="2"/></w:numPr>` + space(0, 60), ``},
	{"TOC1", "toc 1", "paragraph", "Normal", "", `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs>` + space(70, 30), ``},
	{"TOC2", "toc 2", "paragraph", "Normal", "", `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs>` + space(0, 20) + `<w:ind w:left="340"/>`, ``},
	{"Resolution", "Resolution", "paragraph", "BodyText", "", `<w:numPr><w:numId w:val="3"/></w:numPr>`, ``},
	{"Caption", "caption", "paragraph", "Normal", "BodyText", `<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>` + space(200, 80), bold + size(19)},
	{"Picture", "Picture", "paragraph", "Normal", "BodyText", space(0, 160), ``},
	{"TableCell", "Table Cell", "paragraph", "Normal", "", space(30, 30), size(18)},
	{"TableNumber", "Table Number", "paragraph", "TableCell", "", `<w:jc w:val="right"/>`, ``},
	{"TableHead", "Table Head", "paragraph", "TableCell", "", `<w:keepNext/><w:suppressAutoHyphens/>`, bold},
	{"TableHeadNumber", "Table Head Number", "paragraph", "TableHead", "", `<w:jc w:val="right"/>`, ``},
	{"TableTotal", "Table Total", "paragraph", "TableCell", "", ``, bold},
	{"TableTotalNumber", "Table Total Number", "paragraph", "TableTotal", "", `<w:jc w:val="right"/>`, ``},
	{"Note", "Note", "paragraph", "Normal", "BodyText", space(60, 0), grey + size(17)},
	{"Source", "Source", "paragraph", "Note", "BodyText", ``, ``},
	{"FootnoteText", "footnote text", "paragraph", "Normal", "", space(0, 40) + `<w:ind w:left="284" w:hanging="284"/>`, size(16)},
	{"Footer", "footer", "paragraph", "Normal", "", `<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="A0A8B0"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>`, grey + size(16)},
	{"FootnoteReference", "footnote reference", "character", "", "", ``, `<w:vertAlign w:val="superscript"/>`},
	{"Strong", "Strong", "character", "", "", ``, bold},
	{"Emphasis", "Emphasis", "character", "", "", ``, `<w:i/><w:iCs/>`},
	{"Hyperlink", "Hyperlink", "character", "", "", ``, `<w:color w:val="00579C"/><w:u w:val="single"/>`},
	{"Missing", "Missing", "character", "", "", ``, bold + `<w:color w:val="9B1C00"/><w:shd w:val="clear" w:color="auto" w:fill="FFF0B3"/>`},
}

func (w *writer) styles() string {
	var b buffer
	l := w.locale()
	b.put(declaration, `<w:styles `, spaces, `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>`,
		size(21), `<w:lang w:val="`, l, `" w:eastAsia="`, l, `" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>`)
	for _, s := range all {
		b.put(s.xml())
	}
	b.put(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>`,
		`<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
		`<w:style w:type="table" w:customStyle="1" w:styleId="Figures"><w:name w:val="Figures"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>`,
		`<w:top w:val="single" w:sz="8" w:space="0" w:color="1B3A5C"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="1B3A5C"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="C5CCD3"/>`,
		`</w:tblBorders></w:tblPr></w:style></w:styles>`)
	return b.String()
}

// built are the names that Word has itself; all others are the document's own.
var built = map[string]bool{
	"Normal": true, "Body Text": true, "Title": true, "Subtitle": true, "heading 1": true, "heading 2": true, "heading 3": true, "heading 4": true,
	"List Bullet": true, "List Number": true, "caption": true, "footnote text": true, "footer": true, "footnote reference": true, "Strong": true,
	"Emphasis": true, "Hyperlink": true,
}

func (s style) xml() string {
	var b buffer
	b.put(`<w:style w:type="`, s.kind, `"`)
	if s.id == "Normal" {
		b.put(` w:default="1"`)
	}
	if !built[s.name] {
		b.put(` w:customStyle="1"`)
	}
	b.put(` w:styleId="`, s.id, `"><w:name w:val="`, s.name, `"/>`)
	if s.on != "" {
		b.put(`<w:basedOn w:val="`, s.on, `"/>`)
	}
	if s.next != "" {
		b.put(`<w:next w:val="`, s.next, `"/>`)
	}
	b.put(`<w:qFormat/>`)
	if s.paragraph != "" {
		b.put(`<w:pPr>`, s.paragraph, `</w:pPr>`)
	}
	if s.run != "" {
		b.put(`<w:rPr>`, s.run, `</w:rPr>`)
	}
	b.put(`</w:style>`)
	return b.String()
}
