// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package odt writes a document as OpenDocument text (ISO/IEC 26300, version 1.3), the
// format that German administrations agreed on: styles by meaning, table heads that
// repeat, alternative texts, the language, numbered notes with the derivation of each
// number. It writes only; the same document gives the same bytes.
package odt

import (
	"archive/zip"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"

	"planraum/internal/city/document"
	"planraum/internal/fault"
)

// packed is the time of every part in the archive, so that the bytes do not hang on
// the clock: the first that an archive can name.
var packed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

const mimetype = "application/vnd.oasis.opendocument.text"

// Write writes a document whose fields have been looked up. Fields without a value
// stand in the text as "[?]", marked, with a note of what they refer to. The fault is
// Invalid where a picture cannot be drawn.
func Write(out io.Writer, d document.Document) error {
	const op = "odt.Write"
	w := &writer{doc: d.Fair(), derived: map[string]bool{}}
	if err := w.body(); err != nil {
		return fault.Wrap(op, err)
	}
	archive := zip.NewWriter(out)
	for _, p := range w.parts() {
		if err := add(archive, p); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return fault.Wrap(op, archive.Close())
}

// part is a file of the archive.
type part struct {
	name, kind, content string
}

func (w *writer) parts() []part {
	parts := []part{
		{"mimetype", "", mimetype},
		{"content.xml", "text/xml", w.content()},
		{"styles.xml", "text/xml", w.styles()},
		{"meta.xml", "text/xml", w.meta()},
	}
	parts = append(parts, w.pictures...)
	return append(parts, part{"META-INF/manifest.xml", "", manifest(parts)})
}

func add(archive *zip.Writer, p part) error {
	if p.name == "mimetype" {
		return first(archive, p)
	}
	f, err := archive.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: packed})
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, p.content)
	return err
}

// first writes the first part as it is, with its size before it and without an extra
// field, as the standard asks: readers that only look at the beginning know the format.
func first(archive *zip.Writer, p part) error {
	size := uint64(len(p.content))
	header := &zip.FileHeader{Name: p.name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(p.content)), CompressedSize64: size, UncompressedSize64: size}
	//lint:ignore SA1019 a raw part has no other field for its day
	header.ModifiedDate = 1<<5 | 1 // 1 January 1980
	f, err := archive.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, p.content)
	return err
}

func manifest(parts []part) string {
	var b buffer
	b.put(declaration, `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">`,
		`<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="`, mimetype, `"/>`)
	for _, p := range parts[1:] {
		fmt.Fprintf(&b, `<manifest:file-entry manifest:full-path="%s" manifest:media-type="%s"/>`, p.name, p.kind)
	}
	b.put(`</manifest:manifest>`)
	return b.String()
}

// writer collects styles and pictures while the text is written.
type writer struct {
	buffer          // the text
	styled   buffer // styles that single parts of the text need
	derived  map[string]bool
	doc      document.FairCopy
	pictures []part
	frames   int
	tables   int
	breaks   bool // the next part begins a page
	stays    bool // the next paragraph stays with the one behind it
	at       int  // the part that is written
	after    bool // a table was written, and no text since
}

// buffer is XML under construction.
type buffer struct{ strings.Builder }

func (b *buffer) put(parts ...string) {
	for _, p := range parts {
		b.WriteString(p)
	}
}
