// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"io"
	"maps"
	"slices"
	"strings"

	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Rows opens a file of another kind than figures (sites, pay ...) as a table
// with the columns of that kind, so that cityfile reads and checks it; lines
// are those of the file. Areas are joined, days written as 2015-11-27, words
// replaced. Faults that name a column of the kind are told in the file's own
// columns by Explain. Its error is fault.Invalid or that of r.
func (s Spec) Rows(file string, r io.Reader, known Catalogue, options ...table.Option) (*table.Reader, Applied, error) {
	op := "mapping.Rows(" + s.Name + ", " + file + ")"
	known = known.With(s)
	if err := s.Valid(known); err != nil {
		return nil, Applied{}, fault.Wrap(op, err)
	}
	in, err := s.open(file, r, options)
	if err != nil {
		return nil, Applied{}, fault.Wrap(op, err)
	}
	f := newFrame(s, in, known)
	m := &rowMaker{frame: f, columns: s.targets()}
	made := table.OfRows(file, m.columns, in.raw.Faults(), m.next)
	made.Decimal, made.Sheet = in.raw.Decimal, in.raw.Sheet
	return made, Applied{Layout: in.layout, Notes: in.notes}, nil
}

// targets lists the columns of the kind that the mapping fills.
func (s Spec) targets() []string {
	var list []string
	add := func(c string) {
		if c != "" && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	for _, c := range s.Columns {
		switch {
		case c.Role == Field:
			add(c.To)
		case c.Role.isArea():
			add("area")
		}
	}
	var fixed []string
	for c := range s.Fixed {
		fixed = append(fixed, c)
	}
	slices.Sort(fixed)
	for _, c := range fixed {
		add(c)
	}
	if s.Source != "" {
		add("source")
	}
	return list
}

// dayColumns are the columns of all kinds that hold days.
var dayColumns = []string{"date", "edition_valid_from", "end", "known_from", "opening", "valid_from", "valid_to"}

// rowMaker writes the cells of one file under the columns of its kind.
type rowMaker struct {
	frame
	columns []string
}

// next fills the cells of the next row that holds data.
func (m *rowMaker) next(cells []string) (int, error) {
	for {
		row, err := m.in.next()
		if err != nil {
			if fault.KindOf(err) == fault.Invalid && m.in.raw.Faults().Len() > 0 {
				err = io.EOF // the faults are in the collector of both
			}
			return 0, err
		}
		if _, out := m.leaves(row); out || filled(row) <= 1 {
			continue
		}
		m.fillCells(m.repeated(row), cells)
		return row.Line, nil
	}
}

func (m *rowMaker) fillCells(row table.RawRow, cells []string) {
	set := func(column, value string) {
		if i := slices.Index(m.columns, column); i >= 0 && cells[i] == "" {
			cells[i] = value
		}
	}
	for _, b := range m.all {
		if b.Role == Field {
			set(b.To, m.word(b.To, cellAt(row, b.At)))
		}
	}
	if len(m.areas) > 0 {
		if id, ok := m.area(row); ok {
			set("area", string(id))
		} else {
			m.refuseArea(row)
			set("area", string(m.known.City())) // the fault is told; not twice
		}
	}
	for column, value := range m.spec.Fixed {
		value = m.fill(row, value)
		switch column {
		case "id":
			value = slug(value)
		case "area":
			value = string(m.areaID(value))
		}
		set(column, value)
	}
	set("source", m.source(row))
}

// word translates a cell and writes days plainly.
func (m *rowMaker) word(to, cell string) string {
	words, folded := m.spec.Words[to], fold(cell)
	for from, word := range words {
		if fold(from) == folded && !strings.HasSuffix(from, "*") {
			return word
		}
	}
	for _, from := range slices.Sorted(maps.Keys(words)) {
		if begin, any := strings.CutSuffix(from, "*"); any && strings.HasPrefix(folded, fold(begin)) {
			return words[from]
		}
	}
	if slices.Contains(dayColumns, to) {
		if when, ok := m.moment(cell, Day); ok {
			if p, whole := when.period(); whole && p.IsDay() {
				return p.String()
			}
		}
	}
	return cell
}

// slug makes a key of a name: "1-Neckarpark" is "1-neckarpark".
func slug(s string) string { return strings.ReplaceAll(fold(s), " ", "-") }

// Explain names the columns of the file in faults that name those of the kind.
func (s Spec) Explain(err error) error {
	for i, r := range fault.RowsOf(err) {
		for _, c := range s.Columns {
			if c.Role == Field && c.To == r.Column || c.Role.isArea() && r.Column == "area" {
				fault.RowsOf(err)[i].Column = c.Name
				fault.RowsOf(err)[i].Expected = text.T(r.Expected.De+" ("+r.Column+")", r.Expected.En+" ("+r.Column+")")
				break
			}
		}
	}
	return err
}
