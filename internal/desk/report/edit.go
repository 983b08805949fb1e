// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"context"
	"slices"

	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Editable is the text that is edited, with its values as of a date and the number of its
// newest version. A text with a version of a later date is edited as of that one: who
// does not see the newest version cannot write the next.
func (d *Desk) Editable(ctx context.Context, name string, asOf period.Date) (Stored, error) {
	op := "report.Editable(" + name + ")"
	list, err := d.Versions(ctx, name)
	if err != nil {
		return Stored{}, err
	}
	for _, v := range list {
		if v.AsOf.After(asOf) {
			return Stored{}, fault.New(fault.Invalid, op,
				"Von diesem Text gibt es schon eine Fassung mit dem Stand "+v.AsOf.In(text.De)+". Stellen Sie oben diesen oder einen späteren Stand ein.",
				"There is a version of this text as of "+v.AsOf.In(text.En)+" already. Set this date or a later one above.")
		}
	}
	s, err := d.Text(ctx, name, asOf, 0)
	return s, fault.Wrap(op, err)
}

// Put takes n blocks out of a text at a place from 0 and puts others there. The text that
// was given stays as it is.
func Put(doc document.Document, at, n int, blocks ...document.Block) document.Document {
	at = min(max(at, 0), len(doc.Blocks))
	doc.Blocks = slices.Concat(doc.Blocks[:at], blocks, doc.Blocks[min(at+n, len(doc.Blocks)):])
	return doc
}

// Move moves n blocks at a place up (by -1) or down (1) over their neighbour, and says
// where they stand then; at the end of the text they stay.
func Move(doc document.Document, at, n, by int) (document.Document, int) {
	to := at + by
	if to < 0 || to+n > len(doc.Blocks) {
		return doc, at
	}
	moved := slices.Clone(doc.Blocks[at : at+n])
	return Put(Put(doc, at, n), to, 0, moved...), to
}

// Mark tells blocks apart by what is written in them, whatever their fields stand for.
func Mark(b document.Block) string {
	sum, err := Plain(document.Document{Blocks: []document.Block{b}})
	if err != nil {
		return ""
	}
	return sum[:16]
}

// Plain is the digest of a text without the values of its fields.
func Plain(doc document.Document) (string, error) {
	doc, err := clone(doc)
	if err != nil {
		return "", err
	}
	doc.AsOf = period.Date{}
	doc.Fields(func(_ string, f *document.Field) { f.Value = nil })
	return Digest(doc)
}

// Again finds a block that somebody saw at a place of a text that was changed since: by
// its mark, the nearest of several. It reports false where it was changed or removed.
func Again(doc document.Document, mark string, at int) (int, bool) {
	found := -1
	for i, b := range doc.Blocks {
		if Mark(b) == mark && (found < 0 || distance(i, at) < distance(found, at)) {
			found = i
		}
	}
	return found, found >= 0
}

func distance(a, b int) int { return max(a-b, b-a) }

// Restore stores an earlier version of a text once more, as the newest; record 0 is what
// its template makes.
func (d *Desk) Restore(ctx context.Context, name string, record int64, asOf period.Date, c Change) error {
	op := "report.Restore(" + name + ")"
	list, err := d.Versions(ctx, name)
	if err != nil {
		return err
	}
	for _, v := range list {
		if v.Record == record && !v.AsOf.After(asOf) {
			return fault.Wrap(op, d.Save(ctx, Stored{Name: name, Template: v.Template, AsOf: asOf, Document: v.Document}, c))
		}
	}
	t, err := Find(templateOf(list, name))
	if err != nil || record != 0 {
		return fault.New(fault.NotFound, op, "Diese Fassung gibt es nicht.", "There is no such version.")
	}
	doc, err := d.Draft(ctx, t, asOf)
	if err != nil {
		return err
	}
	return fault.Wrap(op, d.Save(ctx, Stored{Name: name, Template: t.Name, AsOf: asOf, Document: doc}, c))
}

// templateOf is the template of which a text was made: the newest that a version names,
// else that of its own name.
func templateOf(list []Stored, name string) string {
	for _, v := range slices.Backward(list) {
		if v.Template != "" {
			return v.Template
		}
	}
	return name
}
