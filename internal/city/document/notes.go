// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// mostParts bounds the figures that one note names: a balance of years rests on
// hundreds. The note says how many more there are and where they stand.
const mostParts = 4

// note gives a piece the note of its field. A reference has one note, however often
// it stands in the text.
func (f *fair) note(p *Piece, of Field) {
	if n, known := f.asked[of.Ref]; known {
		p.Note, p.Again = n, true
		return
	}
	n := len(f.Notes) + 1
	f.asked[of.Ref], p.Note = n, n
	if of.Value != nil && of.Value.Derivation != nil {
		d := *of.Value.Derivation
		if f.plain {
			d.From = nil // a plain note names nothing below
		}
		f.gather(d, n) // first: the note names sources by their numbers
	}
	f.Notes = append(f.Notes, Note{n, of.Ref, f.told(of, n)})
}

// told writes the derivation of a field in sentences; n is the number of its note.
func (f *fair) told(of Field, n int) string {
	if of.Value == nil {
		return f.say("Dazu wurde nichts gefunden: ", "Nothing was found for: ") + of.Ref
	}
	if f.plain {
		return f.toldPlain(of)
	}
	var s []string
	if of.Value.Draft != (text.Text{}) {
		s = append(s, f.missing(of.Value.Draft, n))
	}
	if of.Value.Derivation == nil && (of.Kind == Rows || of.Kind == Chart || of.Kind == Map) {
		return join(" ", s...)
	}
	if of.Value.Derivation == nil {
		return strings.Join(append(s, f.say("Ohne Herleitung: ", "Without derivation: ")+of.Ref), " ")
	}
	d := *of.Value.Derivation
	s = append(s, sentence(capital(join(": ", d.Name.In(f.Lang), d.Value.In(f.Lang)))), sentence(capital(d.Rule.In(f.Lang))))
	if when := f.when(d); when != "" && strings.Contains(d.Name.In(f.Lang), when) {
		d.Date, d.When = period.Period{}, "" // the name says it
	}
	s = append(s, sentence(capital(f.facts(d))))
	if d.Release != (text.Text{}) {
		s = append(s, sentence(capital(d.Release.In(f.Lang))))
	}
	s = append(s, sentence(capital(d.Note.In(f.Lang))), f.parts(d))
	return join(" ", s...)
}

// missing says why a field is not valid yet; where an earlier note has said the same it
// names that note.
func (f *fair) missing(why text.Text, n int) string {
	if first, said := f.drafts[why]; said {
		return f.say("Noch nicht gültig, aus demselben Grund wie in Anmerkung ", "Not valid yet, for the same reason as in note ") + strconv.Itoa(first) + "."
	}
	f.drafts[why] = n
	return sentence(f.say("Noch nicht gültig. Es fehlt: ", "Not valid yet. What is missing: ") + why.In(f.Lang))
}

// parts names the figures that a number rests on.
func (f *fair) parts(d figure.Derivation) string {
	if len(d.From) == 0 {
		return ""
	}
	said, all := map[string]bool{}, []string{}
	level := d.From
	for len(level) > 0 {
		var below []figure.Derivation
		for _, p := range level {
			s := f.figure(p)
			if !said[s] && s != "" {
				said[s] = true
				all = append(all, s)
			}
			below = append(below, p.From...)
		}
		level = below
	}
	more := ""
	if n := len(all) - mostParts; n > 0 {
		all, more = all[:mostParts], fmt.Sprintf(f.say("; und %d weitere", "; and %d more"), n)
	}
	return sentence(f.say("Daraus: ", "From: ") + strings.Join(all, "; ") + more)
}

// figure names one figure with its value, date and basis, and its sources by their
// numbers in the annex: written out they fill half a page of a paper, and say the same
// in each note.
func (f *fair) figure(d figure.Derivation) string {
	name := join(": ", d.Name.In(f.Lang), d.Value.In(f.Lang))
	if when := f.when(d); when != "" && strings.Contains(d.Name.In(f.Lang), when) {
		d.Date, d.When = period.Period{}, "" // the name says it
	}
	numbers := f.sources.numbers(d.Source)
	d.Source = ""
	if facts := join(", ", f.facts(d), f.numbered(numbers)); facts != "" {
		name = join(" ", name, "("+facts+")")
	}
	return name
}

// facts are date, basis and source of a figure.
func (f *fair) facts(d figure.Derivation) string {
	basis, source := "", ""
	if d.Basis != 0 {
		basis = d.Basis.Label().In(f.Lang)
	}
	if d.Source != "" {
		source = f.say("Quelle: ", "source: ") + d.Source
	}
	known := ""
	if !d.KnownFrom.IsZero() {
		known = f.say("bekannt seit ", "known from ") + d.KnownFrom.In(f.Lang)
	}
	return join(", ", f.when(d), basis, known, source)
}

// when writes the date of a figure, also of one that was read from a record.
func (f *fair) when(d figure.Derivation) string {
	if d.Date != (period.Period{}) {
		return d.Date.In(f.Lang)
	}
	if p, err := period.Parse(d.When); err == nil {
		return p.In(f.Lang)
	}
	return d.When
}

// gather notes the sources of a derivation.
func (f *fair) gather(d figure.Derivation, note int) {
	if d.Source != "" {
		f.sources.add(d.Source, d.KnownFrom, place{note: note})
	}
	for _, p := range d.From {
		f.gather(p, note)
	}
}

// join joins what is not empty.
func join(by string, parts ...string) string {
	var there []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			there = append(there, strings.TrimSpace(p))
		}
	}
	return strings.Join(there, by)
}

// sentence ends a sentence with a full stop where it has no mark.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
