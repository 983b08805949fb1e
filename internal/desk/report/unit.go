// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// A live number stands in a text with its unit. Who types the unit behind it would have it
// there twice: "5.435 Personen Personen". What was typed stays, the number gives way.

// once leaves a unit away from numbers behind which it was typed.
func once(doc *document.Document) {
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Paragraph != nil {
			onceIn(b.Paragraph.Runs)
		}
		if b.List != nil {
			for _, item := range b.List.Items {
				onceIn(item.Runs)
			}
		}
	}
}

func onceIn(runs []document.Run) {
	for i := 0; i+1 < len(runs); i++ {
		f := runs[i].Field
		if f == nil || f.Kind != document.Number || f.Value == nil || runs[i+1].Field != nil {
			continue
		}
		bare, unit := unitOf(f.Value.Written)
		if unit == "" || !begins(runs[i+1].Text, unit) {
			continue
		}
		v := *f.Value // other places have the number with its unit
		v.Written = bare
		f.Value = &v
	}
}

// unitOf parts a written number from its unit: what follows its last digit and a space.
func unitOf(written string) (bare, unit string) {
	at := strings.LastIndexFunc(written, unicode.IsDigit)
	if at < 0 {
		return written, ""
	}
	return written[:at+1], strings.TrimFunc(written[at+1:], unicode.IsSpace)
}

// begins reports whether what follows a number is its unit, as a word of its own.
func begins(after, unit string) bool {
	rest := strings.TrimLeftFunc(after, unicode.IsSpace)
	if len(rest) == len(after) || !strings.HasPrefix(rest, unit) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest[len(unit):])
	return !unicode.IsLetter(next)
}

// typedTwice lists the units that once has left away, each with its number.
func typedTwice(doc document.Document) (list []string) {
	l := text.Parse(string(doc.Lang))
	doc.Fields(func(_ string, f *document.Field) {
		if f.Kind != document.Number || f.Value == nil || f.Value.Derivation == nil {
			return
		}
		whole := f.Value.Derivation.Value.In(l)
		if bare, unit := unitOf(whole); unit != "" && f.Value.Written == bare {
			list = appendNew(list, whole)
		}
	})
	return list
}

// howSaid says of a live number how it came about where it was not counted; empty else.
func howSaid(f *document.Field, asOf period.Date, l text.Lang) string {
	if f.Kind != document.Number || f.Value == nil || f.Value.Derivation == nil || f.Value.Derivation.Basis == figure.Counted {
		return ""
	}
	d := f.Value.Derivation
	when := d.Date
	if p, err := period.Parse(d.When); when == (period.Period{}) && err == nil {
		when = p
	}
	return howOf(d.Basis, when, asOf).In(l)
}
