// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"planraum/internal/city/document"
)

// Difference is a field whose value differs between two issues of a text.
type Difference struct {
	Ref      string // what the field refers to
	Sentence string // in which it stands, or the caption of its table
	Row      string // of a table: the first cell and the column
	Old, New string // empty: was not there
	RefOld   string // derivations
	RefNew   string
}

// Compare lists what changed between two resolved texts: numbers and words field by
// field, tables cell by cell. Sentences that were rewritten show by their numbers only.
func Compare(before, after document.Document) []Difference {
	old := fields(before)
	var list []Difference
	seen := map[string]bool{}
	after.Fields(func(at string, f *document.Field) {
		key := string(f.Kind) + " " + f.Ref
		if seen[key] || f.Value == nil {
			return
		}
		seen[key] = true
		was := old[key]
		switch {
		case f.Kind == document.Number || f.Kind == document.Words:
			if d, differs := ofValue(*f, was); differs {
				d.Sentence = sentenceAt(after, at)
				list = append(list, d)
			}
		case f.Kind == document.Rows && f.Value.Table != nil, f.Kind == document.Map && f.Value.Picture != nil && !tabled(after, f.Value):
			list = append(list, ofTables(f.Ref, tableOf(was), tableOf(f.Value))...)
		}
	})
	before.Fields(func(at string, f *document.Field) {
		key := string(f.Kind) + " " + f.Ref
		if !seen[key] && f.Value != nil && f.Value.Written != "" {
			seen[key] = true
			list = append(list, Difference{Ref: f.Ref, Sentence: sentenceAt(before, at), Old: f.Value.Written, RefOld: refOf(f.Value)})
		}
	})
	return list
}

func fields(doc document.Document) map[string]*document.Value {
	all := map[string]*document.Value{}
	doc.Fields(func(_ string, f *document.Field) {
		if f.Value != nil {
			all[string(f.Kind)+" "+f.Ref] = f.Value
		}
	})
	return all
}

func refOf(v *document.Value) string {
	if v == nil || v.Derivation == nil {
		return ""
	}
	return v.Derivation.Ref
}

func ofValue(f document.Field, was *document.Value) (Difference, bool) {
	d := Difference{Ref: f.Ref, New: f.Value.Written, RefOld: refOf(was), RefNew: refOf(f.Value)}
	if was != nil {
		d.Old = was.Written
	}
	return d, d.Old != d.New
}

// tableOf is a table, or that of a map's values.
func tableOf(v *document.Value) document.Table {
	switch {
	case v != nil && v.Table != nil:
		return *v.Table
	case v != nil && v.Picture != nil && v.Picture.Table != nil:
		return *v.Picture.Table
	}
	return document.Table{}
}

// tabled reports whether the values of a map stand in a table of the text by themselves.
func tabled(doc document.Document, v *document.Value) bool {
	there := false
	doc.Fields(func(_ string, f *document.Field) {
		there = there || f.Kind == document.Rows && f.Value != nil && f.Value.Table != nil && f.Value.Table.Caption == tableOf(v).Caption
	})
	return there
}

// ofTables compares tables by the first cell of their rows and the heads of their
// columns; of several rows with one name the first with the first, and so on.
func ofTables(ref string, before, after document.Table) []Difference {
	was, now := cellsOf(before), cellsOf(after)
	var list []Difference
	for _, key := range now.order {
		o, n := was.at[key], now.at[key]
		if o.text != n.text {
			list = append(list, Difference{Ref: ref, Sentence: after.Caption, Row: key, Old: o.text, New: n.text, RefOld: o.ref, RefNew: n.ref})
		}
	}
	for _, key := range was.order {
		if _, there := now.at[key]; !there && was.at[key].text != "" {
			list = append(list, Difference{Ref: ref, Sentence: before.Caption, Row: key, Old: was.at[key].text, RefOld: was.at[key].ref})
		}
	}
	return list
}

// cells are the cells of a table by row and column.
type cells struct {
	at    map[string]cell
	order []string
}

func cellsOf(t document.Table) cells {
	out, heads, seen := cells{at: map[string]cell{}}, t.Heads(), map[string]int{}
	for _, r := range t.Rows {
		if len(r.Cells) == 0 {
			continue
		}
		name := r.Cells[0]
		if seen[name]++; seen[name] > 1 {
			name += " (" + string(rune('0'+min(seen[name], 9))) + ")"
		}
		for i := 1; i < len(r.Cells) && i < len(heads); i++ {
			key := name + " · " + heads[i]
			c := cell{text: r.Cells[i]}
			if i < len(r.Refs) {
				c.ref = r.Refs[i]
			}
			if _, twice := out.at[key]; !twice {
				out.order = append(out.order, key)
			}
			out.at[key] = c
		}
	}
	return out
}
