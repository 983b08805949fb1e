// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// place says in words where something stands in a text: the section by its heading and
// the how manyth paragraph, list, table or picture of it, as a reader counts them. at is
// the address that Check and Open name, such as blocks[51].paragraph.runs[1].field; what
// is no part of the text, such as its title, is named.
func place(doc document.Document, at string) text.Text {
	n := partAt(at) - 1
	if n < 0 || n >= len(doc.Blocks) {
		return map[string]text.Text{"title": text.T("Titel", "title"), "blocks": text.T("Text", "text"), "lang": text.T("Sprache", "language")}[at]
	}
	section, count := "", 0
	for _, b := range doc.Blocks[:n+1] {
		switch {
		case b.Heading != nil:
			section, count = strings.TrimSpace(b.Heading.Text), 0
		case !b.Break:
			count++
		}
	}
	said := text.T("Überschrift", "heading")
	if count > 0 {
		said = text.T(fmt.Sprintf("Absatz %d", count), fmt.Sprintf("paragraph %d", count))
	}
	if section != "" {
		said = text.T("Abschnitt „"+section+"“, "+said.De, "section “"+section+"”, "+said.En)
	}
	return said
}

// partAt is the how manyth part of a text an address names, from 1 on; 0: none.
func partAt(at string) int {
	var n int
	if _, err := fmt.Sscanf(at, "blocks[%d]", &n); err != nil || n < 0 {
		return 0
	}
	return n + 1
}

// placed has faults name their place in words. Their column stays the address of the
// part, so that an editor finds it.
func placed(doc document.Document, rows []fault.Row) []fault.Row {
	for i, r := range rows {
		rows[i].Field, rows[i].Part = place(doc, r.Column), partAt(r.Column)
	}
	return rows
}
