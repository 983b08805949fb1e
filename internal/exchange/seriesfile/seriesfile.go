// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package seriesfile reads series of months, quarters or years from tables: two
// columns with date and value, a column for each series beside the dates, or
// rows of series, date and value.
package seriesfile

import (
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

const op = "seriesfile.Read"

// Series is one series of a file, without gaps in time: a step without a value
// is NaN.
type Series struct {
	Name      string
	Start     period.Month // first month of the first step
	Frequency int          // steps a year: 12, 4 or 1
	Values    []float64
}

// MaxSeries and MaxSteps bound one file.
const (
	MaxSeries = 2000
	MaxSteps  = 10_000
)

// names by which the columns of a long table are known, in small letters.
var (
	seriesNames = []string{"series", "reihe", "name", "id", "zeitreihe"}
	dateNames   = []string{"date", "datum", "month", "monat", "quarter", "quartal", "year", "jahr", "period", "zeitraum", "stichtag"}
	valueNames  = []string{"value", "wert", "anzahl", "count", "y"}
)

// Read reads the series of a file in the order of their first appearance.
// frequency is 12, 4 or 1, or 0 to tell it from the dates. A cell may be empty,
// NA, NaN, k. A. or unbekannt where the value is not known. The error names every fault of
// the file at once.
func Read(name string, r io.Reader, frequency int) ([]Series, error) {
	t, err := table.Read(name, r)
	if err != nil {
		return nil, err
	}
	b := builder{table: t, series: map[string]*found{}, told: map[int]bool{}}
	if !b.layout() {
		return nil, t.Faults().Err(op)
	}
	for _, row := range t.Rows {
		b.row(row)
	}
	out := b.finish(frequency)
	if err := t.Faults().Err(op); err != nil {
		return nil, err
	}
	return out, nil
}

// found is a series being read.
type found struct {
	name    string
	points  []point
	doubted []point // cells such as 1.219, which may be a thousand or one and a bit
	decimal bool    // another value of the series has decimals for certain
}

// point is one value with where it stands.
type point struct {
	row    table.Row
	column string
	when   period.Period
	value  float64
}

type builder struct {
	table  *table.Table
	date   string   // column
	long   string   // column with the name of the series; "" in a wide table
	values []string // columns
	series map[string]*found
	order  []*found
	told   map[int]bool // rows whose date has been refused
}

// layout tells which columns hold what.
func (b *builder) layout() bool {
	columns := b.table.Columns
	if len(columns) < 2 {
		b.refuse(0, "", strings.Join(columns, ", "), "mindestens zwei Spalten: Datum und Wert", "at least two columns: date and value")
		return false
	}
	b.date, b.values = columns[0], columns[1:]
	if len(columns) == 3 {
		s, d, v := known(columns, seriesNames), known(columns, dateNames), known(columns, valueNames)
		if s >= 0 && d >= 0 && v >= 0 {
			b.long, b.date, b.values = columns[s], columns[d], columns[v:v+1]
		}
	}
	if len(b.values) > MaxSeries {
		b.refuse(b.table.Line, "", strconv.Itoa(len(b.values)), "höchstens 2.000 Reihen", "at most 2,000 series")
		return false
	}
	if len(b.table.Rows) == 0 {
		b.refuse(b.table.Line, "", "", "mindestens eine Zeile mit Werten", "at least one row of values")
		return false
	}
	return true
}

// known returns the place of the column with one of the names, -1 without.
func known(columns, names []string) int {
	return slices.IndexFunc(columns, func(c string) bool { return slices.Contains(names, strings.ToLower(c)) })
}

// unknown are the cells that stand for a value nobody knows.
var unknown = []string{"", "na", "n/a", "n.a.", "nan", "null", "unbekannt", "unknown", "k.a.", "k. a.", "keine angabe", "-", "–", ".", "…", "..."}

func (b *builder) row(row table.Row) {
	f := b.table.Fields(row)
	when := f.Period(b.date)
	if when == (period.Period{}) {
		return
	}
	for _, column := range b.values {
		name := column
		if b.long != "" {
			if name = f.Text(b.long); name == "" {
				continue
			}
		}
		s := b.series[name]
		if s == nil {
			s = &found{name: name}
			b.series[name] = s
			b.order = append(b.order, s)
		}
		p := point{row, column, when, math.NaN()}
		if cell := strings.ToLower(strings.TrimSpace(row.Raw(column))); !slices.Contains(unknown, cell) {
			v, err := strconv.ParseFloat(f.Decimal(column).String(), 64)
			if err != nil {
				f.Refuse(column, text.T("eine Zahl", "a number"))
			}
			p.value = v
			s.doubt(p, b.table.Decimal)
		}
		s.points = append(s.points, p)
	}
}

// doubt remembers a cell that may mean two numbers, and one with decimals for certain.
// In a file divided by commas the point is most likely decimal: for a series that shows
// it nowhere that is too little to take 1.219 persons for one and a bit.
func (s *found) doubt(p point, mark table.Mark) {
	if mark != table.LikelyPoint {
		return
	}
	cell := strings.TrimSpace(p.row.Raw(p.column))
	d, clear := table.ParseDecimal(cell, table.Undeclared)
	_, number := table.ParseDecimal(cell, mark)
	switch {
	case number && !clear:
		s.doubted = append(s.doubted, p)
	case d.Places > 0:
		s.decimal = true
	}
}

// settle refuses the doubted cells of a series that shows no decimals for certain.
func (b *builder) settle(s *found) {
	if s.decimal {
		return
	}
	n := len(s.doubted)
	if n > shownAlike { // one cause, said once
		p := s.doubted[0]
		lines := make([]int, n)
		for i, one := range s.doubted {
			lines[i] = one.row.Line
		}
		b.refuse(p.row.Line, p.column, p.row.Raw(p.column),
			"eindeutige Zahlen; "+linesSaid(text.De, lines)+" kann der Punkt Tausender oder Nachkommastellen trennen: bitte ohne Punkt schreiben, wo er Tausender trennt; sonst vor der Kopfzeile „# Dezimalzeichen: Punkt“",
			"numbers that mean one thing; "+linesSaid(text.En, lines)+" the point may separate thousands or decimals: please write no point where it separates thousands; else “# Decimal mark: point” before the header")
		return
	}
	for _, p := range s.doubted {
		whole := strings.ReplaceAll(p.row.Raw(p.column), ".", "")
		b.refuse(p.row.Line, p.column, p.row.Raw(p.column),
			"eine eindeutige Zahl: "+whole+", wenn der Punkt Tausender trennt; sonst "+p.row.Raw(p.column)+"0, oder vor der Kopfzeile „# Dezimalzeichen: Punkt“",
			"a number that means one thing: "+whole+" where the point separates thousands; else "+p.row.Raw(p.column)+"0, or “# Decimal mark: point” before the header")
	}
}

func (b *builder) refuse(line int, column, value, de, en string) {
	b.table.Faults().Add(rowOf(b.table.File, line, column, value, text.T(de, en)))
}
