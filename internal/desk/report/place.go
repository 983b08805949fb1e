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
func place(doc document.Document, at string) string {
	l := text.Parse(string(doc.Lang))
	var n int
	if _, err := fmt.Sscanf(at, "blocks[%d]", &n); err != nil || n < 0 || n >= len(doc.Blocks) {
		return map[string]text.Text{"title": text.T("Titel", "title"), "lang": text.T("Sprache", "language")}[at].In(l)
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
	var words []string
	if section != "" {
		words = append(words, fmt.Sprintf(text.T("Abschnitt „%s“", "section “%s”").In(l), section))
	}
	if count > 0 {
		words = append(words, fmt.Sprintf(text.T("Absatz %d", "paragraph %d").In(l), count))
	} else {
		words = append(words, text.T("Überschrift", "heading").In(l))
	}
	return strings.Join(words, ", ")
}

// placed has faults name their place in words.
func placed(doc document.Document, rows []fault.Row) []fault.Row {
	for i, r := range rows {
		rows[i].File, rows[i].Column = place(doc, r.Column), ""
	}
	return rows
}
