// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"planraum/internal/text"
)

// source turns the bytes of a file into text with plain line ends. It reports
// false where the text cannot be YAML at all; the faults are then recorded.
func (r *reader) source(raw []byte) (string, bool) {
	if len(raw) > MaxBytes {
		r.whole(0, "", "eine Datei von höchstens "+text.De.Int(MaxBytes)+" Bytes", "a file of at most "+text.En.Int(MaxBytes)+" bytes")
		return "", false
	}
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		r.whole(0, "UTF-16", "eine Datei in UTF-8; beim Speichern die Codierung UTF-8 wählen", "a file in UTF-8; choose the encoding UTF-8 when saving")
		return "", false
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")) // as the Windows editor writes it
	before := len(r.rows)
	source := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(raw))
	blank := true
	for i, line := range strings.Split(source, "\n") {
		r.line(i+1, line)
		bare := strings.TrimSpace(line)
		blank = blank && (bare == "" || bare[0] == '#')
	}
	if len(r.rows) > before {
		return "", false
	}
	if blank {
		r.whole(0, "", "ein Plan, die Datei ist leer", "a plan, the file is empty")
		return "", false
	}
	return source, true
}

// line checks the characters of one line.
func (r *reader) line(number int, line string) {
	if !utf8.ValidString(line) {
		// The usual other encoding of German text editors; it reads any byte
		// but five, so that the planner recognises the line.
		guess, _ := charmap.Windows1252.NewDecoder().String(line)
		r.whole(number, guess, "Text in UTF-8; diese Zeile ist anders codiert, vermutlich in Windows-1252", "text in UTF-8; this line is encoded otherwise, probably in Windows-1252")
		return
	}
	if strings.ContainsFunc(line, forbidden) {
		r.whole(number, strings.Map(visible, line), "Text ohne Steuerzeichen", "text without control characters")
		return
	}
	if strings.TrimSpace(line) == "" {
		return
	}
	indent := line[:len(line)-len(strings.TrimLeftFunc(line, unicode.IsSpace))]
	if strings.Trim(indent, " ") != "" {
		r.whole(number, line, "Einrückung mit Leerzeichen, ohne Tabulatoren und geschützte Leerzeichen", "indentation with spaces, without tabs and no-break spaces")
	}
}

// forbidden reports characters that no text in a plan may have. U+0085, U+2028
// and U+2029 are line ends to some readers of YAML and not to others.
func forbidden(c rune) bool {
	return unicode.IsControl(c) && c != '\t' && c != '\n' || c == '\u2028' || c == '\u2029' || c == '\ufeff' || c == utf8.RuneError
}

func visible(c rune) rune {
	if forbidden(c) {
		return '\u00b7'
	}
	return c
}
