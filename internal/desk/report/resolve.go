// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"context"
	"encoding/json"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Resolve looks up all fields of a text as of a date and returns the text with their
// values; the text that was given stays as it is. A field that is not to be found has
// no value.
func (d *Desk) Resolve(ctx context.Context, doc document.Document, asOf period.Date) (document.Document, error) {
	c, err := d.look(ctx, asOf)
	if err != nil {
		return document.Document{}, err
	}
	return c.resolve(doc)
}

func (c *city) resolve(doc document.Document) (document.Document, error) {
	doc, err := clone(doc)
	if err != nil {
		return doc, err
	}
	c.lang, doc.AsOf = text.Parse(string(doc.Lang)), c.asOf
	doc.Fields(func(_ string, f *document.Field) {
		if err == nil {
			f.Value, err = c.value(*f)
		}
	})
	once(&doc)
	withoutTable(&doc)
	return doc, fault.Wrap("report.resolve", err)
}

// withoutTable has the words of a picture name the table of its values only where it
// stands in the text.
func withoutTable(doc *document.Document) {
	there := map[string]bool{}
	doc.Fields(func(_ string, f *document.Field) {
		if f.Value != nil && f.Value.Table != nil {
			there[f.Value.Table.Caption] = true
		}
	})
	doc.Fields(func(_ string, f *document.Field) {
		if f.Value == nil || f.Value.Picture == nil || f.Value.Picture.Table != nil {
			return
		}
		told, below, names := strings.Cut(f.Value.Picture.Told, beforeTable(text.Parse(string(doc.Lang))))
		caption, _, _ := strings.Cut(below, afterTable(text.Parse(string(doc.Lang))))
		if names && !there[caption] {
			v, p := *f.Value, *f.Value.Picture // the field's value is kept for other texts
			p.Told = told
			v.Picture = &p
			f.Value = &v
		}
	})
}

// exhibited are the words with which the addresses of tables and pictures begin.
var exhibited = map[document.Kind]string{document.Rows: "table", document.Chart: "chart", document.Map: "map"}

// value looks up a field once.
func (c *city) value(f document.Field) (*document.Value, error) {
	key := string(f.Kind) + " " + f.Ref
	if v, known := c.values[key]; known {
		return v, nil
	}
	var v *document.Value
	var err error
	word, _, _ := strings.Cut(f.Ref, "/")
	switch {
	case exhibited[f.Kind] != "" && exhibited[f.Kind] == word:
		v, err = c.exhibit(f.Ref)
	case f.Kind == document.Words:
		if v, err = c.words(f.Ref); err == nil && v != nil && v.Derivation != nil && v.Draft == (text.Text{}) {
			v.Draft, err = c.draftOf(*v.Derivation)
		}
	case f.Kind == document.Number:
		v, err = c.number(f.Ref)
	}
	if err == nil {
		v = c.toldOf(v)
		c.values[key] = v
	}
	return v, err
}

// clone copies a text, so that what is looked up does not change a template or a
// stored draft.
func clone(doc document.Document) (out document.Document, err error) {
	body, err := json.Marshal(doc)
	if err == nil {
		err = json.Unmarshal(body, &out)
	}
	return out, fault.Wrap("report.clone", err)
}

// Open lists why a text cannot be issued, each with its place, what it refers to and
// the sentence in which it stands; nil where nothing stands in the way.
func Open(doc document.Document) []fault.Row {
	return told(doc, append(doc.Check(), doc.Open()...))
}

// Unfilled lists the fields of a text that stand for nothing, as Open does.
func Unfilled(doc document.Document) []fault.Row {
	return told(doc, append(doc.Check(), doc.Unfilled()...))
}

// told has faults of a text name their places and sentences; the address comes last.
func told(doc document.Document, rows []fault.Row) []fault.Row {
	rows = placed(doc, rows)
	for i, r := range rows {
		if s := sentenceAt(doc, r.Column); s != "" {
			rows[i].Value = "„" + s + "“ (" + rows[i].Value + ")"
		}
	}
	return rows
}

// sentenceAt is the sentence that stands at a place of a text; empty for tables and
// pictures.
func sentenceAt(doc document.Document, at string) string {
	var found string
	var p *document.Paragraph
	doc.Fields(func(here string, f *document.Field) {
		if here != at {
			return
		}
		if p = paragraphOf(doc, f); p != nil {
			found = around(*p, f)
		} else if f.Value != nil && f.Value.Table != nil {
			found = f.Value.Table.Caption
		} else if f.Value != nil && f.Value.Picture != nil {
			found = f.Value.Picture.Caption
		}
	})
	return found
}

func paragraphOf(doc document.Document, f *document.Field) *document.Paragraph {
	has := func(p *document.Paragraph) bool {
		for _, r := range p.Runs {
			if r.Field == f {
				return true
			}
		}
		return false
	}
	for _, b := range doc.Blocks {
		switch {
		case b.Paragraph != nil && has(b.Paragraph):
			return b.Paragraph
		case b.List != nil:
			for i := range b.List.Items {
				if has(&b.List.Items[i]) {
					return &b.List.Items[i]
				}
			}
		}
	}
	return nil
}

// around is the sentence of a paragraph that holds a field.
func around(p document.Paragraph, f *document.Field) string {
	const mark = "\x00"
	var b strings.Builder
	for _, r := range p.Runs {
		switch {
		case r.Field == f:
			b.WriteString(mark)
		case r.Field != nil && r.Field.Value != nil:
			b.WriteString(r.Field.Value.Written)
		case r.Field != nil:
			b.WriteString("[?]")
		default:
			b.WriteString(r.Text)
		}
	}
	before, after, _ := strings.Cut(b.String(), mark)
	if i := strings.LastIndex(before, ". "); i >= 0 {
		before = before[i+2:]
	}
	if i := strings.Index(after, ". "); i >= 0 {
		after = after[:i+1]
	}
	written := "[?]"
	if f.Value != nil {
		written = f.Value.Written
	}
	return strings.TrimSpace(before + written + after)
}
