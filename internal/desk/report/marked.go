// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"
	"slices"

	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Marked is the text with its standing in its head, as files show it: a draft says that
// it is not issued and as of which day it is; an issued text says the day of its issue,
// the number of the issue and its digest. The text that is kept has no such line, so
// that the digest is that of the text alone.
func (s Stored) Marked() document.Document {
	d, l := s.Document, text.Parse(string(s.Document.Lang))
	add := func(name, value text.Text) {
		d.Head = append(d.Head, document.Pair{Name: name.In(l), Value: value.In(l)})
	}
	d.Head = slices.Clone(d.Head)
	if !s.Issued() {
		add(text.T("Fassung", "Version"), text.T("Entwurf, nicht ausgegeben, Stand "+s.AsOf.In(text.De), "draft, not issued, as of "+s.AsOf.In(text.En)))
		return d
	}
	day := period.OfTime(s.At)
	add(text.T("Ausgegeben", "Issued"), text.T("am "+day.In(text.De)+", Stand "+s.AsOf.In(text.De), "on "+day.In(text.En)+", as of "+s.AsOf.In(text.En)))
	add(text.T("Fassung", "Version"), text.Same(fmt.Sprint(s.Number)))
	add(text.T("Prüfsumme", "Checksum"), text.Same("SHA-256 "+s.Digest))
	return d
}

// numbered counts the issues of a text, oldest first.
func numbered(list []Stored) {
	n := 0
	for i := range list {
		if list[i].Issued() {
			n++
			list[i].Number = n
		}
	}
}
