// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package odt

import (
	"fmt"
	"strings"

	"planraum/internal/text"
)

// fonts names the font; who lacks it takes one of its kind.
const fonts = `<office:font-face-decls><style:font-face style:name="Sans" svg:font-family="'Liberation Sans', Arial" style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>`

// style is a style of the text by its meaning; names are those that LibreOffice knows,
// where it has one.
type style struct {
	name, family, parent string
	paragraph, run       string // attributes of its properties
	more                 string // attributes of the style itself
}

const (
	blue  = ` fo:color="#1b3a5c"`
	grey  = ` fo:color="#505c68"`
	bold  = ` fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"`
	slant = ` fo:font-style="italic" style:font-style-asian="italic" style:font-style-complex="italic"`
	stays = ` fo:keep-with-next="always" fo:keep-together="always" fo:hyphenate="false"`
)

func size(points string) string {
	return ` fo:font-size="` + points + `pt" style:font-size-asian="` + points + `pt" style:font-size-complex="` + points + `pt"`
}

func space(before, after string) string {
	return ` fo:margin-top="` + before + `cm" fo:margin-bottom="` + after + `cm"`
}

var all = []style{
	{"Standard", "paragraph", "", ``, ``, ` style:class="text"`},
	{"Text_20_body", "paragraph", "Standard", space("0", "0.21") + ` fo:line-height="115%"`, ``, ` style:class="text"`},
	{"Title", "paragraph", "Standard", stays + space("0", "0.15"), bold + blue + size("20"), ` style:class="chapter"`},
	{"Subtitle", "paragraph", "Standard", stays + space("0", "0.35"), grey + size("13"), ` style:class="chapter"`},
	{"Paper_20_Head", "paragraph", "Standard", space("0", "0.07") + ` fo:margin-left="5cm" fo:text-indent="-5cm"`, ``, ``},
	{"Paper_20_Head_20_End", "paragraph", "Paper_20_Head", space("0", "0.42") + ` fo:border-bottom="0.03cm solid #1b3a5c" fo:padding-bottom="0.2cm"`, ``, ``},
	{"Heading_20_1", "paragraph", "Standard", stays + space("0.45", "0.21"), bold + blue + size("15"), ` style:default-outline-level="1" style:next-style-name="Text_20_body"`},
	{"Heading_20_2", "paragraph", "Standard", stays + space("0.3", "0.18"), bold + blue + size("12.5"), ` style:default-outline-level="2" style:next-style-name="Text_20_body"`},
	{"Heading_20_3", "paragraph", "Standard", stays + space("0.2", "0.14"), bold + blue + size("11"), ` style:default-outline-level="3" style:next-style-name="Text_20_body"`},
	{"Heading_20_4", "paragraph", "Standard", stays + space("0.15", "0.1"), bold + slant + blue, ` style:default-outline-level="4" style:next-style-name="Text_20_body"`},
	{"List_20_Bullet", "paragraph", "Text_20_body", space("0", "0.1"), ``, ` style:list-style-name="Bullets"`},
	{"List_20_Bullet_20_End", "paragraph", "List_20_Bullet", space("0", "0.25"), ``, ` style:list-style-name="Bullets"`},
	{"List_20_Number", "paragraph", "Text_20_body", space("0", "0.1"), ``, ` style:list-style-name="Numbers"`},
	{"List_20_Number_20_End", "paragraph", "List_20_Number", space("0", "0.25"), ``, ` style:list-style-name="Numbers"`},
	{"Contents_20_1", "paragraph", "Standard", space("0.12", "0.05"), ``, ` style:class="index"`},
	{"Contents_20_2", "paragraph", "Standard", space("0", "0.03") + ` fo:margin-left="0.6cm"`, ``, ` style:class="index"`},
	{"Resolution", "paragraph", "Text_20_body", ``, ``, ` style:list-style-name="Resolution"`},
	{"Caption", "paragraph", "Standard", stays + space("0.15", "0.14"), bold + size("9.5"), ` style:class="extra"`},
	{"Picture", "paragraph", "Standard", space("0", "0.28"), ``, ``},
	{"Table_20_Contents", "paragraph", "Standard", ``, size("9"), ` style:class="extra"`},
	{"Table_20_Contents_20_Number", "paragraph", "Table_20_Contents", ` fo:text-align="end"`, ``, ``},
	{"Table_20_Heading", "paragraph", "Table_20_Contents", ` fo:keep-with-next="always"`, bold, ` style:class="extra"`},
	{"Table_20_Heading_20_Number", "paragraph", "Table_20_Heading", ` fo:text-align="end"`, ``, ``},
	{"Table_20_Total", "paragraph", "Table_20_Contents", ``, bold, ``},
	{"Table_20_Total_20_Number", "paragraph", "Table_20_Total", ` fo:text-align="end"`, ``, ``},
	{"Note", "paragraph", "Standard", space("0.1", "0"), grey + size("8.5"), ``},
	{"Source", "paragraph", "Note", ``, ``, ``},
	{"Footnote", "paragraph", "Standard", space("0", "0.07") + ` fo:margin-left="0.5cm" fo:text-indent="-0.5cm"`, size("8"), ` style:class="extra"`},
	{"Footer", "paragraph", "Standard", ` fo:border-top="0.02cm solid #a0a8b0" fo:padding-top="0.14cm"`, grey + size("8"), ` style:class="extra"`},
	{"Footnote_20_anchor", "text", "", ``, ` style:text-position="super 65%"`, ``},
	{"Footnote_20_Symbol", "text", "", ``, ``, ``},
	{"Strong_20_Emphasis", "text", "", ``, bold, ``},
	{"Emphasis", "text", "", ``, slant, ``},
	{"Internet_20_link", "text", "", ``, ` fo:color="#00579c" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"`, ``},
	{"Missing", "text", "", ``, bold + ` fo:color="#9b1c00" fo:background-color="#fff0b3"`, ``},
}

// tabs are the tab stops of styles.
var tabs = map[string]string{
	"Paper_20_Head": `<style:tab-stop style:position="0cm"/>`, // counted from the indent
	"Footnote":      `<style:tab-stop style:position="0cm"/>`,
	"Contents_20_1": `<style:tab-stop style:position="16.5cm" style:type="right" style:leader-style="dotted" style:leader-text="."/>`,
	"Contents_20_2": `<style:tab-stop style:position="15.9cm" style:type="right" style:leader-style="dotted" style:leader-text="."/>`,
	"Footer":        `<style:tab-stop style:position="16.5cm" style:type="right"/>`,
}

func (s style) xml() string {
	var b buffer
	fmt.Fprintf(&b, `<style:style style:name="%s" style:display-name="%s" style:family="%s"`, s.name, strings.ReplaceAll(s.name, "_20_", " "), s.family)
	if s.parent != "" {
		b.put(` style:parent-style-name="`, s.parent, `"`)
	}
	b.put(s.more, `>`)
	if s.family == "paragraph" {
		b.put(`<style:paragraph-properties`, s.paragraph, `>`)
		if stops := tabs[s.name]; stops != "" {
			b.put(`<style:tab-stops>`, stops, `</style:tab-stops>`)
		}
		b.put(`</style:paragraph-properties>`)
	}
	b.put(`<style:text-properties`, s.run, `/></style:style>`)
	return b.String()
}

// styles writes the styles, the lists and the page.
func (w *writer) styles() string {
	language, country := "de", "DE"
	if w.doc.Lang == text.En {
		language, country = "en", "GB"
	}
	var b buffer
	b.put(declaration, `<office:document-styles `, spaces, `>`, fonts, `<office:styles><style:default-style style:family="paragraph">`,
		`<style:paragraph-properties fo:orphans="2" fo:widows="2" style:writing-mode="lr-tb"/>`,
		`<style:text-properties style:font-name="Sans" style:font-name-asian="Sans" style:font-name-complex="Sans"`, size("10.5"),
		` fo:language="`, language, `" fo:country="`, country, `" style:language-asian="none" style:country-asian="none"/></style:default-style>`)
	for _, s := range all {
		b.put(s.xml())
	}
	b.put(lists, `<text:notes-configuration text:note-class="footnote" text:default-style-name="Footnote" text:citation-style-name="Footnote_20_Symbol" text:citation-body-style-name="Footnote_20_anchor" style:num-format="1" text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>`,
		`</office:styles><office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="2cm" fo:margin-bottom="1.2cm" fo:margin-left="2.5cm" fo:margin-right="2cm" style:writing-mode="lr-tb">`,
		`<style:footnote-sep style:width="0.018cm" style:distance-before-sep="0.2cm" style:distance-after-sep="0.15cm" style:line-style="solid" style:adjustment="left" style:rel-width="25%" style:color="#505c68"/></style:page-layout-properties>`,
		`<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout></office:automatic-styles>`,
		`<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"><style:footer><text:p text:style-name="Footer">`, words(w.short()), `<text:tab/>`,
		words(text.T("Seite ", "Page ").In(w.doc.Lang)), `<text:page-number text:select-page="current">1</text:page-number>`, words(text.T(" von ", " of ").In(w.doc.Lang)), `<text:page-count>1</text:page-count>`,
		`</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`)
	return b.String()
}

// lists are dots, numbers and the paragraphs of a resolution.
var lists = func() string {
	var b buffer
	b.put(`<text:list-style style:name="Bullets" style:display-name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">`, place(0.75, 0.75), `</text:list-level-style-bullet></text:list-style>`,
		`<text:list-style style:name="Numbers" style:display-name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">`, place(0.75, 0.75), `</text:list-level-style-number></text:list-style>`,
		`<text:list-style style:name="Resolution" style:display-name="Resolution List">`)
	for i, p := range [][2]float64{{1, 1}, {2, 1}, {3.3, 1.3}, {4.9, 1.6}} {
		suffix := ""
		if i == 0 {
			suffix = ` style:num-suffix="."`
		}
		fmt.Fprintf(&b, `<text:list-level-style-number text:level="%d" style:num-format="1"%s text:display-levels="%d">%s</text:list-level-style-number>`, i+1, suffix, i+1, place(p[0], p[1]))
	}
	b.put(`</text:list-style>`)
	return b.String()
}()

// place sets a level of a list in, in centimetres.
func place(left, hanging float64) string {
	return fmt.Sprintf(`<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="%gcm" fo:text-indent="-%gcm" fo:margin-left="%gcm"/></style:list-level-properties>`, left, hanging, left)
}

// short is the title as it stands at the foot of pages.
func (w *writer) short() string {
	const most = 80
	if r := []rune(w.doc.Title); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return w.doc.Title
}

// meta is what the document says of itself.
func (w *writer) meta() string {
	locale := text.T("de-DE", "en-GB").In(w.doc.Lang)
	var b buffer
	b.put(declaration, `<office:document-meta `, spaces, `><office:meta><meta:generator>Planraum</meta:generator><dc:title>`, escape(w.doc.Title), `</dc:title>`)
	if w.doc.Subtitle != "" {
		b.put(`<dc:subject>`, escape(w.doc.Subtitle), `</dc:subject>`)
	}
	if !w.doc.AsOf.IsZero() {
		b.put(`<meta:creation-date>`, w.doc.AsOf.String(), `T00:00:00</meta:creation-date>`)
	}
	b.put(`<dc:language>`, locale, `</dc:language></office:meta></office:document-meta>`)
	return b.String()
}
