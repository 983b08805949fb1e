// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"context"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Beginning is what a new text begins with.
type Beginning struct {
	Title     string
	Reference string // such as GRDrs 12/2017; empty: not known yet
	Template  string // of which it is made; empty: an empty paper
	// Paper is the key of the council paper that it is the text of; empty: that of the
	// reference.
	Paper string
	// With is that paper where it is stored together with the text, so that a template can
	// take in what it asks for; nil: what the register says of it.
	With *council.Paper
}

// mostName is how many letters the name of a text may have.
const mostName = 60

// Name is the name of the text in addresses and files: its reference or title in small
// letters, digits and hyphens.
func (b Beginning) Name() string {
	said := b.Reference
	if strings.TrimSpace(said) == "" {
		said = b.Title
	}
	words := strings.FieldsFunc(plainLetters.Replace(strings.ToLower(said)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	name := strings.Join(words, "-")
	return strings.Trim(name[:min(len(name), mostName)], "-")
}

// plainLetters writes letters as addresses do.
var plainLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// Begin stores the first draft of a text and returns its name. It refuses one without a
// title, and one whose name is taken, by another text or by a template.
func (d *Desk) Begin(ctx context.Context, b Beginning, asOf period.Date, c Change) (string, error) {
	s, err := d.begun(ctx, b, asOf)
	if err != nil {
		return "", err
	}
	c.Seen = 0
	return s.Name, fault.Wrap("report.Begin", d.Save(ctx, s, c))
}

// Started is the first draft that Begin would store, as what must be recorded together
// with the council paper whose text it is: both are there then, or neither.
func (d *Desk) Started(ctx context.Context, b Beginning, asOf period.Date, c Change) (name string, next []register.Next, err error) {
	s, err := d.begun(ctx, b, asOf)
	if err != nil {
		return "", nil, err
	}
	if s, err = d.drafted(s); err != nil {
		return "", nil, err
	}
	record, err := s.record(c)
	return s.Name, []register.Next{{Record: record}}, fault.Wrap("report.Started", err)
}

// begun is the first draft of a text, with its fields.
func (d *Desk) begun(ctx context.Context, b Beginning, asOf period.Date) (s Stored, err error) {
	rows, err := d.unfit(ctx, b)
	if err != nil {
		return s, err
	}
	if len(rows) > 0 {
		return s, fault.Refuse("report.begun", rows)
	}
	doc := document.Document{Lang: text.De, AsOf: asOf, Blocks: []document.Block{}}
	if b.Template != "" {
		t, err := Find(b.Template)
		if err != nil {
			return s, err
		}
		if doc, err = d.draftFor(ctx, t, asOf, cmp.Or(b.Paper, council.KeyOf(b.Reference)), b.With); err != nil {
			return s, err
		}
	}
	doc.Title = strings.TrimSpace(b.Title)
	if r := strings.TrimSpace(b.Reference); r != "" {
		doc.Head = append([]document.Pair{{Name: text.T("Aktenzeichen", "Reference").In(doc.Lang), Value: r}}, doc.Head...)
	}
	return Stored{Name: b.Name(), Template: b.Template, AsOf: asOf, Document: doc}, nil
}

// unfit lists what is wrong with a beginning.
func (d *Desk) unfit(ctx context.Context, b Beginning) (rows []fault.Row, err error) {
	refuse := func(column, value, de, en string) {
		rows = append(rows, fault.Row{Column: column, Value: value, Expected: text.T(de, en)})
	}
	for _, one := range [][2]string{{"title", b.Title}, {"reference", b.Reference}} {
		if row, long := fault.TooLong(one[0], strings.TrimSpace(one[1]), fault.LongestTitle); long {
			rows = append(rows, row)
		}
	}
	column := "title"
	if strings.TrimSpace(b.Reference) != "" {
		column = "reference"
	}
	name := b.Name()
	switch _, known := Find(name); {
	case strings.TrimSpace(b.Title) == "":
		refuse("title", b.Title, "ein Titel", "a title")
	case name == "":
		refuse(column, "", "mindestens ein Buchstabe oder eine Ziffer", "at least one letter or digit")
	case known == nil:
		refuse(column, name, "ein Name, den keine Vorlage hat", "a name that no template has")
	}
	if _, unknown := Find(b.Template); b.Template != "" && unknown != nil {
		refuse("template", b.Template, "eine der Vorlagen", "one of the templates")
	}
	if name == "" {
		return rows, nil
	}
	list, err := d.Versions(ctx, name)
	if len(list) > 0 {
		refuse(column, name, "ein Name, den noch kein Text hat", "a name that no text has yet")
	}
	return rows, err
}
