// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package docx writes a document as Office Open XML (ISO/IEC 29500, transitional) that
// Word and LibreOffice open without a question: styles by meaning, table heads that
// repeat, alternative texts, the language, numbered notes with the derivation of each
// number. It writes only; the same document gives the same bytes.
package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"time"

	"planraum/internal/city/document"
	"planraum/internal/fault"
)

// packed is the time of every part in the archive, so that the bytes do not hang on
// the clock: the first that an archive can name.
var packed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Write writes a document whose fields have been looked up. Fields without a value
// stand in the text as "[?]", marked, with a note of what they refer to. The fault is
// Invalid where a picture cannot be drawn.
func Write(out io.Writer, d document.Document) error {
	const op = "docx.Write"
	w := &writer{doc: d.Fair(), links: map[string]int{}}
	body, err := w.body()
	if err != nil {
		return fault.Wrap(op, err)
	}
	archive := zip.NewWriter(out)
	for _, p := range append(w.parts(body), w.media()...) {
		if err := add(archive, p); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return fault.Wrap(op, archive.Close())
}

// part is a file of the archive.
type part struct{ name, content string }

func (w *writer) parts(body string) []part {
	return []part{
		{name: "[Content_Types].xml", content: types()},
		{name: "_rels/.rels", content: relations},
		{name: "docProps/core.xml", content: w.core()},
		{name: "docProps/app.xml", content: app},
		{name: "word/document.xml", content: body},
		{name: "word/styles.xml", content: w.styles()},
		{name: "word/numbering.xml", content: w.numbering()},
		{name: "word/settings.xml", content: w.settings()},
		{name: "word/fontTable.xml", content: fontTable},
		{name: "word/footnotes.xml", content: w.footnotes()},
		{name: "word/footer1.xml", content: w.footer()},
		{name: "word/_rels/document.xml.rels", content: w.references()},
	}
}

func (w *writer) media() []part {
	var out []part
	for i, p := range w.pictures {
		out = append(out, part{fmt.Sprintf("word/media/image%d.png", i+1), string(p)})
	}
	return out
}

func add(archive *zip.Writer, p part) error {
	f, err := archive.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: packed})
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, p.content)
	return err
}

// writer collects what the parts of the archive refer to while the text is written.
type writer struct {
	buffer
	doc       document.FairCopy
	addresses []string       // of links, in the order of their first use
	links     map[string]int // their places in addresses
	pictures  [][]byte       // PNG
	marks     int            // bookmarks so far
	ordered   int            // numbered lists so far, each with its own count
	at        int            // the part that is written
	after     bool           // a table was written, and no text since
	ends      bool           // it has no line below it
}

// buffer is XML under construction.
type buffer struct{ strings.Builder }

func (b *buffer) put(parts ...string) {
	for _, p := range parts {
		b.WriteString(p)
	}
}
