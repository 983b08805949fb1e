// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"regexp"
	"strings"

	"planraum/internal/city/document"
)

// draft is a document under construction. Its sentences name live numbers in braces,
// "{newest/accommodation.persons}", live words with an equals sign before them,
// "{=first}", and what is strong between two stars.
type draft struct{ document.Document }

func newDraft(c *city, title, subtitle string) *draft {
	return &draft{document.Document{Title: title, Subtitle: subtitle, Lang: c.lang, AsOf: c.asOf, Head: []document.Pair{}}}
}

func (d *draft) add(b document.Block) { d.Blocks = append(d.Blocks, b) }

func (d *draft) head(name, value string) {
	d.Head = append(d.Head, document.Pair{Name: name, Value: value})
}

func (d *draft) heading(level int, s string) {
	d.add(document.Block{Heading: &document.Heading{Level: level, Text: s}})
}

// say adds a paragraph; an empty sentence adds none.
func (d *draft) say(sentences ...string) {
	if s := join(sentences); s != "" {
		d.add(document.Block{Paragraph: &document.Paragraph{Runs: runs(s)}})
	}
}

// resolve adds a numbered paragraph of a resolution.
func (d *draft) resolve(level int, sentences ...string) {
	d.add(document.Block{Paragraph: &document.Paragraph{Runs: runs(join(sentences)), Level: level}})
}

// list adds a list of what is not empty.
func (d *draft) list(items ...string) {
	var l document.List
	for _, s := range items {
		if s != "" {
			l.Items = append(l.Items, document.Paragraph{Runs: runs(s)})
		}
	}
	if len(l.Items) > 0 {
		d.add(document.Block{List: &l})
	}
}

// rows adds a live table.
func (d *draft) rows(name string) {
	d.add(document.Block{Field: &document.Field{Kind: document.Rows, Ref: "table/" + name}})
}

// chart adds a live picture.
func (d *draft) chart(name string) {
	d.add(document.Block{Field: &document.Field{Kind: document.Chart, Ref: "chart/" + name}})
}

// onMap adds a live map.
func (d *draft) onMap(name string) {
	d.add(document.Block{Field: &document.Field{Kind: document.Map, Ref: "map/" + name}})
}

// page begins a new page.
func (d *draft) page() { d.add(document.Block{Break: true}) }

func join(sentences []string) string {
	var there []string
	for _, s := range sentences {
		if s = strings.TrimSpace(s); s != "" {
			there = append(there, s)
		}
	}
	return strings.Join(there, " ")
}

// marked are the marks within a sentence.
var marked = regexp.MustCompile(`\{=?[^{}]+\}|\*\*[^*]+\*\*`)

// runs reads the marks of a sentence.
func runs(s string) []document.Run {
	var out []document.Run
	plain := func(s string) {
		if s != "" {
			out = append(out, document.Run{Text: s})
		}
	}
	at := 0
	for _, m := range marked.FindAllStringIndex(s, -1) {
		plain(s[at:m[0]])
		switch mark := s[m[0]:m[1]]; {
		case mark[0] == '*':
			out = append(out, document.Run{Text: strings.Trim(mark, "*"), Strong: true})
		case mark[1] == '=':
			out = append(out, document.Run{Field: &document.Field{Kind: document.Words, Ref: mark[2 : len(mark)-1]}})
		default:
			out = append(out, document.Run{Field: &document.Field{Kind: document.Number, Ref: mark[1 : len(mark)-1]}})
		}
		at = m[1]
	}
	plain(s[at:])
	return out
}
