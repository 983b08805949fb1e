// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

func (f *frame) joiner(level string) *Joiner {
	if level == "" {
		level = f.spec.Areas.Level
	}
	if f.joiners[level] == nil {
		f.joiners[level] = NewJoiner(f.known.Areas, AreaRule{Level: level, Aliases: f.spec.Areas.Aliases})
	}
	return f.joiners[level]
}

// area joins the row's area. Number and name must agree where both are there.
func (f *frame) area(row table.RawRow) (area.ID, bool) {
	if len(f.areas) == 0 {
		return f.areaID(f.fill(row, f.spec.Fixed["area"])), true
	}
	var id area.ID
	for _, b := range f.areas {
		cell := cellAt(row, b.At)
		if cell == "" {
			continue
		}
		m := f.joiner(b.Level).sure(cell)
		if m.Area == "" || id != "" && m.Area != id {
			return "", false
		}
		id = m.Area
	}
	return id, id != ""
}

// areaID returns the key of an area by its key; "city" is the city.
func (f *frame) areaID(s string) area.ID {
	if s == "city" {
		return f.known.City()
	}
	return area.ID(s)
}

// refuseArea says what is wrong with the row's area.
func (f *frame) refuseArea(row table.RawRow) {
	var first area.ID
	if f.in.raw.Faults().Len() >= table.MaxFaults {
		f.in.refuse(row, f.areas[0].Heading, wantArea(Match{})) // only counted
		return
	}
	for _, b := range f.areas {
		cell := cellAt(row, b.At)
		m := f.joiner(b.Level).Join(cell)
		switch {
		case m.Area == "" || m.Confidence < Sure:
			if cell != "" || len(f.areas) == 1 {
				f.in.refuse(row, b.Heading, wantArea(m))
				return
			}
		case first == "":
			first = m.Area
		case first != m.Area:
			f.in.refuse(row, b.Heading, text.T("dasselbe Gebiet wie in der Spalte davor ("+string(first)+")", "the same area as in the column before ("+string(first)+")"))
			return
		}
	}
	f.in.refuse(row, f.areas[0].Heading, wantArea(Match{}))
}

// when joins what the row's columns and the file say of the period.
func (f *frame) when(row table.RawRow) (moment, bool) {
	m := f.base
	for _, b := range f.periods {
		cell := cellAt(row, b.At)
		if cell == "" && len(f.periods) > 1 {
			continue
		}
		part, ok := f.moment(cell, b.Role)
		if ok {
			m, ok = m.join(part)
		}
		if !ok {
			f.in.refuse(row, b.Heading, wantPeriod)
			return m, false
		}
	}
	return m, true
}

// moment reads a period; the same words come in many rows.
func (f *frame) moment(cell string, role Role) (moment, bool) {
	key := string(role) + "\x00" + cell
	if m, ok := f.moments[key]; ok {
		return m, !m.isZero()
	}
	m, ok := whenOf(cell, role)
	if len(f.moments) < 10_000 {
		f.moments[key] = m
	}
	return m, ok
}

// fill puts the row's cells in the place of "{Name}".
func (f *frame) fill(row table.RawRow, template string) string {
	if !strings.Contains(template, "{") {
		return template
	}
	for _, b := range f.all {
		template = strings.ReplaceAll(template, "{"+b.Column.Name+"}", cellAt(row, b.At))
	}
	return template
}

func (f *frame) source(row table.RawRow) string {
	if f.sourceAt != nil {
		if s := cellAt(row, f.sourceAt.At); s != "" {
			return strings.Clone(s)
		}
	}
	return f.fill(row, f.spec.Source)
}

func (f *frame) note(row table.RawRow, mark string) string {
	parts := []string{f.fill(row, f.spec.Note), mark}
	if f.noteAt != nil {
		parts = append(parts, strings.Clone(cellAt(row, f.noteAt.At)))
	}
	out := ""
	for _, p := range parts {
		if p != "" && out != "" {
			out += "; "
		}
		out += p
	}
	return out
}

// knownFrom applies the rule; ok is whether the period could be read.
func (f *frame) knownFrom(row table.RawRow, p period.Period, ok bool) (period.Date, bool) {
	rule := f.spec.KnownFrom
	switch {
	case rule.Column && f.knownAt != nil:
		m, fits := f.moment(cellAt(row, f.knownAt.At), Day)
		if d, whole := m.period(); fits && whole && d.IsDay() {
			return d.From, ok
		}
		f.in.refuse(row, f.knownAt.Heading, text.T("ein Tag wie 27.11.2015", "a day such as 27.11.2015"))
		return period.Date{}, false
	case !ok:
		return period.Date{}, false
	case !rule.Day.IsZero():
		return rule.Day, true
	}
	return p.To.AddDays(rule.DaysAfter), true
}
