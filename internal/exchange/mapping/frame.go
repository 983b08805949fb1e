// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// frame is what a mapping says of the rows of one file, with its columns at
// their places.
type frame struct {
	spec  Spec
	in    *input
	known Catalogue
	mark  table.Mark
	base  moment // what title, sheet, file or mapping say of the period

	values, areas, periods, all             []bound
	groupAt, indicatorAt, knownAt, sourceAt *bound
	noteAt                                  *bound
	joiners                                 map[string]*Joiner // by level
	groups                                  map[string]population.ID
	indicators, byCode                      map[string]figure.Indicator
	parents                                 map[area.ID]area.ID
	above                                   []string // cells of the row above, for Column.Repeat
	moments                                 map[string]moment
	leave                                   []leaving
}

// leaving is a rule of rows to leave out, with its column at its place.
type leaving struct {
	Leave
	at []int
}

func newFrame(s Spec, in *input, known Catalogue) frame {
	f := frame{
		spec: s, in: in, known: known, mark: in.raw.Decimal, joiners: make(map[string]*Joiner), groups: make(map[string]population.ID),
		indicators: make(map[string]figure.Indicator), byCode: make(map[string]figure.Indicator), parents: make(map[area.ID]area.ID),
		moments: make(map[string]moment),
	}
	f.place(s.bind(in.layout).found)
	for _, a := range known.Areas {
		f.parents[a.ID] = a.Parent
	}
	for _, g := range known.Groups {
		for _, word := range []string{g.Name.De, g.Name.En, string(g.ID)} {
			f.groups[fold(word)] = g.ID
		}
	}
	for _, word := range []string{"all", "alle", "insgesamt"} {
		f.groups[word] = population.All
	}
	for word, id := range s.Words[string(GroupWord)] {
		f.groups[fold(word)] = population.ID(id)
	}
	for _, i := range known.Indicators {
		f.byCode[i.Code] = i
		for _, word := range []string{i.Name.De, i.Name.En, i.Code} {
			f.indicators[fold(word)] = i
		}
	}
	for word, code := range s.Words[string(Measured)] {
		f.indicators[fold(word)] = f.byCode[code]
	}
	return f
}

// place sorts the columns by their roles.
func (f *frame) place(found []bound) {
	slices.SortStableFunc(found, func(a, b bound) int { return a.At - b.At }) // as the file has them
	f.all = found
	var names []int
	for i := range found {
		b := &found[i]
		switch {
		case b.Role == Value:
			f.values = append(f.values, *b)
		case b.Role.isArea():
			f.areas = append(f.areas, *b)
		case b.Role.isPeriod():
			f.periods = append(f.periods, *b)
		case b.Role == GroupWord:
			f.groupAt = b
		case b.Role == Measured:
			f.indicatorAt = b
		case b.Role == Known:
			f.knownAt = b
		case b.Role == SourceWord:
			f.sourceAt = b
		case b.Role == NoteWord:
			f.noteAt = b
		}
		if b.Role != Value {
			names = append(names, b.At)
		}
	}
	for _, l := range f.spec.LeftOut {
		at := names
		if l.Column != "" {
			at = nil
			for _, b := range found {
				if foldName(b.Heading.Name) == foldName(l.Column) {
					at = append(at, b.At)
				}
			}
		}
		f.leave = append(f.leave, leaving{l, at})
	}
}

// prepare settles the period that title, sheet or file tell.
func (f *frame) prepare() error {
	rule := f.spec.Period
	if rule.Fixed != "" {
		f.base, _ = whenOf(rule.Fixed, AnyPeriod) // Valid has seen to it
		return nil
	}
	if rule.From == "" {
		return nil
	}
	lines := f.in.layout.Title
	switch rule.From {
	case "sheet":
		lines = []string{f.in.raw.Sheet}
	case "file":
		lines = []string{strings.NewReplacer("_", " ").Replace(strings.TrimSuffix(strings.TrimSuffix(f.in.raw.File, ".csv"), ".xlsx"))}
	}
	m, found := periodOfTitle(lines)
	if len(found) != 1 {
		return fault.Refuse("mapping.prepare", []fault.Row{{
			File: f.in.raw.File, Sheet: f.in.raw.Sheet, Value: shortened(strings.Join(lines, " | ")),
			Expected: text.T("genau ein Zeitraum im Titel wie „Stand: 31.12.2015“", "exactly one period in the title such as “Stand: 31.12.2015”"),
		}})
	}
	f.base = m
	return nil
}

var (
	whyNoValue  = text.T("Zeile ohne Werte", "row without values")
	whyRepeated = text.T("Kopfzeile, die sich wiederholt", "header that is repeated")
	whyTotal    = text.T("Summenzeile", "totals row")
)

// leaves tells whether the row holds no data of its own, and why.
func (f *frame) leaves(row table.RawRow) (text.Text, bool) {
	for _, l := range f.leave {
		for _, at := range l.at {
			cell := fold(cellAt(row, at))
			for _, w := range l.Words {
				begin, any := strings.CutSuffix(w, "*")
				if cell == fold(begin) && (cell != "" || l.Column != "") || any && cell != "" && strings.HasPrefix(cell, fold(begin)) {
					if l.Why != "" {
						return text.Same(l.Why), true
					}
					return whyTotal, true
				}
			}
		}
	}
	if f.in.isHeader(row) {
		return whyRepeated, true
	}
	return text.Text{}, false
}

// repeated fills the empty cells of columns that repeat the row above.
func (f *frame) repeated(row table.RawRow) table.RawRow {
	for _, b := range f.all {
		if !b.Repeat {
			continue
		}
		if len(f.above) < f.in.width {
			f.above = make([]string, f.in.width)
		}
		if c := cellAt(row, b.At); c != "" {
			f.above[b.At] = strings.Clone(c)
			continue
		}
		for len(row.Cells) <= b.At {
			row.Cells = append(row.Cells, "")
		}
		row.Cells[b.At] = f.above[b.At]
	}
	return row
}

// hasValues reports whether any cell of values is filled.
func (f *frame) hasValues(row table.RawRow) bool {
	for _, v := range f.values {
		if cellAt(row, v.At) != "" {
			return true
		}
	}
	return false
}

func filled(row table.RawRow) int {
	n := 0
	for i := range row.Cells {
		if cellAt(row, i) != "" {
			n++
		}
	}
	return n
}
