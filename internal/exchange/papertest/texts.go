// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package papertest

import (
	"strings"

	"planraum/internal/city/document"
)

// Texts are all texts that the fair copy of a document must show, each as one reader
// meets it: paragraphs, cells, captions, notes.
func Texts(d document.Document) []string {
	f := d.Fair()
	out := []string{f.Title, f.Subtitle}
	for _, p := range f.Head {
		out = append(out, p.Name, p.Value)
	}
	for _, p := range f.Parts {
		switch {
		case p.Heading != nil:
			out = append(out, p.Heading.Text)
		case p.Line != nil:
			out = append(out, pieces(p.Line.Pieces)...)
		case p.List != nil:
			for _, l := range p.List.Items {
				out = append(out, pieces(l.Pieces)...)
			}
		case p.Picture != nil:
			out = append(out, p.Picture.Caption)
		case p.Table != nil:
			out = append(out, p.Table.Caption)
			out = append(out, p.Table.Table.Heads()...)
			for _, r := range p.Table.Table.Rows {
				out = append(out, r.Cells...)
			}
			out = append(append(out, p.Table.Table.Notes...), p.Table.Table.Sources...)
		}
	}
	for _, n := range f.Notes {
		out = append(out, n.Text)
	}
	n := 0
	for _, s := range out {
		if strings.TrimSpace(s) != "" {
			out[n] = s
			n++
		}
	}
	return out[:n]
}

func pieces(all []document.Piece) []string {
	var out []string
	for _, p := range all {
		out = append(out, p.Text)
	}
	return out
}
