// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx

import (
	"encoding/xml"
	"fmt"
	"strings"

	"planraum/internal/text"
)

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

const relations = declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/>` +
	`</Relationships>`

const app = declaration + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Planraum</Application></Properties>`

// fontTable names the font and what stands in for it where it is missing.
const fontTable = declaration + `<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
	`<w:font w:name="Arial"><w:altName w:val="Liberation Sans"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>`

func types() string {
	const main = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	s := declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>`
	for _, p := range []struct{ name, kind string }{
		{"/word/document.xml", main + "document.main+xml"},
		{"/word/styles.xml", main + "styles+xml"},
		{"/word/numbering.xml", main + "numbering+xml"},
		{"/word/settings.xml", main + "settings+xml"},
		{"/word/fontTable.xml", main + "fontTable+xml"},
		{"/word/footnotes.xml", main + "footnotes+xml"},
		{"/word/footer1.xml", main + "footer+xml"},
		{"/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
		{"/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"},
	} {
		s += fmt.Sprintf(`<Override PartName="%s" ContentType="%s"/>`, p.name, p.kind)
	}
	return s + `</Types>`
}

func (w *writer) core() string {
	var b buffer
	b.put(declaration, `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	b.put(`<dc:title>`, escape(w.doc.Title), `</dc:title>`)
	if w.doc.Subtitle != "" {
		b.put(`<dc:subject>`, escape(w.doc.Subtitle), `</dc:subject>`)
	}
	b.put(`<dc:language>`, w.locale(), `</dc:language>`)
	if !w.doc.AsOf.IsZero() {
		b.put(`<dcterms:created xsi:type="dcterms:W3CDTF">`, w.doc.AsOf.String(), `</dcterms:created>`)
	}
	b.put(`</cp:coreProperties>`)
	return b.String()
}

// locale is the language as documents name it.
func (w *writer) locale() string {
	if w.doc.Lang == text.En {
		return "en-GB"
	}
	return "de-DE"
}

func (w *writer) settings() string {
	return declaration + `<w:settings ` + spaces + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>` +
		`<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="` + w.locale() + `"/></w:settings>`
}

// references are what the text refers to: its parts by fixed numbers, then addresses
// and pictures.
func (w *writer) references() string {
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b buffer
	b.put(declaration, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, p := range []struct{ kind, target string }{
		{"styles", "styles.xml"},
		{"numbering", "numbering.xml"},
		{"settings", "settings.xml"},
		{"fontTable", "fontTable.xml"},
		{"footnotes", "footnotes.xml"},
		{"footer", "footer1.xml"},
	} {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i+1, kind, p.kind, p.target)
	}
	for i, a := range w.addresses {
		fmt.Fprintf(&b, `<Relationship Id="link%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, i+1, kind, escape(a))
	}
	for i := range w.pictures {
		fmt.Fprintf(&b, `<Relationship Id="image%d" Type="%simage" Target="media/image%d.png"/>`, i+1, kind, i+1)
	}
	b.put(`</Relationships>`)
	return b.String()
}

const footerRelation = "rId6"

// escape writes text as XML; what XML cannot hold becomes the replacement character.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
