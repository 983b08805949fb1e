// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/period"
)

// place is where a source was used: a note or an exhibit.
type place struct {
	note  int
	label string
}

// cited is a source with the days since which its figures are known.
type cited struct {
	source      string
	first, last period.Date
	shared      bool // named beside others, so that the day is that of their figure
	places      []place
}

// sources are all sources of a paper in the order of their first use.
type sources struct {
	all   []cited
	where map[string]int
}

// SourcesOf parts a line that names several sources at its semicolons, those within
// brackets excepted.
func SourcesOf(line string) []string {
	var out []string
	depth, from := 0, 0
	take := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	for i, r := range line {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ';' && depth <= 0:
			take(line[from:i])
			from = i + 1
		}
	}
	take(line[from:])
	return out
}

// add notes the sources of a line.
func (s *sources) add(line string, known period.Date, at place) {
	parts := SourcesOf(line)
	if len(parts) > 1 && at.note > 0 {
		known = period.Date{} // the day is that of the figure, not of each of its sources
	}
	for _, source := range parts {
		s.one(source, known, at)
		if i := s.where[source]; len(parts) > 1 {
			s.all[i].shared = true
		}
	}
}

func (s *sources) one(source string, known period.Date, at place) {
	if s.where == nil {
		s.where = map[string]int{}
	}
	i, there := s.where[source]
	if !there {
		i = len(s.all)
		s.where[source] = i
		s.all = append(s.all, cited{source: source})
	}
	c := &s.all[i]
	if !known.IsZero() {
		if c.first.IsZero() || known.Before(c.first) {
			c.first = known
		}
		if known.After(c.last) {
			c.last = known
		}
	}
	for _, p := range c.places {
		if p == at {
			return
		}
	}
	c.places = append(c.places, at)
}

// numbers are the numbers of the sources of a line in the list of the annex, in its order.
func (s *sources) numbers(line string) []string {
	var all []int
	for _, source := range SourcesOf(line) {
		if i, there := s.where[source]; there {
			all = append(all, i+1)
		}
	}
	slices.Sort(all)
	var written []string
	for _, n := range slices.Compact(all) {
		written = append(written, strconv.Itoa(n))
	}
	return written
}

// numbered names sources by their numbers.
func (f *fair) numbered(numbers []string) string {
	switch len(numbers) {
	case 0:
		return ""
	case 1:
		return f.say("Quelle ", "source ") + numbers[0]
	}
	return f.say("Quellen ", "sources ") + strings.Join(numbers, ", ")
}

// annex writes the values of pictures that are too long for the text, and the list of
// sources.
func (f *fair) annex() {
	if len(f.later) > 0 {
		f.add(Part{Break: true})
		f.add(Part{Heading: &Heading{1, f.say("Anhang: Werte der Abbildungen", "Annex: values of the figures")}})
		for _, e := range f.later {
			f.table(e.Table, Piece{})
		}
	}
	if len(f.sources.all) == 0 || f.plain { // a plain note writes its source out
		return
	}
	t := Table{
		Caption: f.say("Quellen dieses Papiers", "Sources of this paper"),
		Columns: []Column{{Name: f.say("Nr.", "No.")}, {Name: f.say("Quelle", "Source")}, {Name: f.say("Stand", "As of")}, {Name: f.say("in Anmerkung", "in note")}, {Name: f.say("sonst in", "else in")}},
		Notes: []string{f.say(
			"Stand: seit wann die Angaben bekannt sind; bei Tabellen, wann sie gelesen wurden. Eine Anmerkung nennt höchstens vier Angaben; alle stehen in ihrer Herleitung.",
			"As of: since when the figures are known; of tables, when they were read. A note names at most four figures; its derivation has all of them.")},
	}
	for i, c := range f.sources.all {
		notes, others := c.used()
		t.Rows = append(t.Rows, Row{Cells: []string{strconv.Itoa(i + 1), c.source, f.known(c), notes, others}})
	}
	f.add(Part{Heading: &Heading{1, f.say("Anhang: Quellen", "Annex: sources")}})
	f.table(t, Piece{})
}

func (f *fair) known(c cited) string {
	switch {
	case c.last.IsZero() && c.shared:
		return f.say("siehe Anmerkung", "see note")
	case c.last.IsZero():
		return f.say("unbekannt", "unknown")
	case c.first == c.last:
		return c.last.In(f.Lang)
	}
	return c.first.In(f.Lang) + f.say("\u00a0bis\u00a0", "\u00a0to\u00a0") + c.last.In(f.Lang)
}

// used are the numbers of the notes that name a source, and the tables and figures that
// rest on it; a dash where there are none.
func (c cited) used() (notes, others string) {
	var numbers []int
	var labels []string
	for _, p := range c.places {
		if p.note > 0 {
			numbers = append(numbers, p.note)
		} else {
			labels = append(labels, p.label)
		}
	}
	return cmp.Or(inRanges(numbers), "–"), cmp.Or(strings.Join(together(labels), "; "), "–")
}

// inRanges writes rising numbers with an en dash where three or more follow each other.
func inRanges(numbers []int) string {
	var out []string
	for i := 0; i < len(numbers); {
		last := i
		for last+1 < len(numbers) && numbers[last+1] == numbers[last]+1 {
			last++
		}
		if last-i >= 2 {
			out, i = append(out, strconv.Itoa(numbers[i])+"–"+strconv.Itoa(numbers[last])), last+1
			continue
		}
		out, i = append(out, strconv.Itoa(numbers[i])), i+1
	}
	return strings.Join(out, ", ")
}

// together writes labels of one kind as one: "Tabelle 2", "Tabelle 5" as "Tabelle 2, 5".
func together(labels []string) (out []string) {
	kind := ""
	for _, l := range labels {
		word, number, _ := strings.Cut(l, " ")
		if n := len(out); n > 0 && word == kind && number != "" {
			out[n-1] += ", " + number
			continue
		}
		out, kind = append(out, l), word
	}
	return out
}
