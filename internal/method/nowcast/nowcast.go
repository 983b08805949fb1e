// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package nowcast says what the last months of a series will come to once all
// reports are in, from how earlier months grew after they were first reported
// (chain ladder with the error of Mack 1993), as sample paths from which a
// forecast goes on. Where nothing is known of earlier states it changes nothing.
// See docs/methods/nowcast.md.
package nowcast

import (
	"fmt"
	"math"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Version names the calculation. It changes with any change that can change a
// number.
const Version = "nowcast/1"

// Vintage is a value of a month as it was said: known from a day on, until a
// later vintage of the month takes its place. A ledger's figure has all three.
type Vintage struct {
	Month     period.Month
	KnownFrom period.Date
	Value     float64
}

// Triangle holds the values of each month as they were known after delays: row t
// is the month Start + t, column d the value that was known d months after it, on
// the same day of the month for all. NaN: nothing was known, or the day is yet to
// come. All rows have the same number of columns; what the last one says is final.
type Triangle struct {
	Start  period.Month
	Values [][]float64
}

// Most delays and months that are looked at.
const (
	MaxDelays = 60
	MaxMonths = 10_000
)

// Arrange puts vintages into a triangle as seen on a day: what became known later
// is not read. A month's value after d months is the one known on the same day of
// the month as asOf; so months are compared as they stood at the same age.
func Arrange(list []Vintage, asOf period.Date, delays int) Triangle {
	known := make([]Vintage, 0, len(list))
	for _, v := range list {
		if !v.KnownFrom.After(asOf) && v.Month <= asOf.Month() && v.Value == v.Value {
			known = append(known, v)
		}
	}
	if len(known) == 0 || delays < 1 {
		return Triangle{}
	}
	slices.SortStableFunc(known, func(a, b Vintage) int { return a.KnownFrom.Compare(b.KnownFrom) })
	first, last := known[0].Month, known[0].Month
	for _, v := range known {
		first, last = min(first, v.Month), max(last, v.Month)
	}
	t := Triangle{Start: first}
	for range last - first + 1 {
		row := make([]float64, delays)
		for d := range row {
			row[d] = math.NaN()
		}
		t.Values = append(t.Values, row)
	}
	for _, v := range known { // later ones overwrite what stood before
		row := t.Values[v.Month-first]
		for d := range row {
			day := asOf.AddMonths(int(v.Month) + d - int(asOf.Month()))
			if !day.After(asOf) && !day.Before(v.KnownFrom) {
				row[d] = v.Value
			}
		}
	}
	return t
}

// check names what cannot be reckoned with.
func (t Triangle) check(o Options) error {
	var rows []fault.Row
	refuse := func(line int, column string, value any, de, en string) {
		rows = append(rows, fault.Row{Line: line, Column: column, Value: fmt.Sprint(value), Expected: text.T(de, en)})
	}
	if len(t.Values) > MaxMonths {
		refuse(0, "months", len(t.Values), fmt.Sprintf("höchstens %d Monate", MaxMonths), fmt.Sprintf("at most %d months", MaxMonths))
	}
	if o.Paths < 0 || o.Paths > MaxPaths {
		refuse(0, "paths", o.Paths, fmt.Sprintf("0 bis %d", MaxPaths), fmt.Sprintf("0 to %d", MaxPaths))
	}
	for i, row := range t.Values {
		if len(row) != len(t.Values[0]) || len(row) > MaxDelays {
			refuse(i+1, "delays", len(row), fmt.Sprintf("je Monat gleich viele, höchstens %d", MaxDelays), fmt.Sprintf("as many for each month, at most %d", MaxDelays))
			continue
		}
		for d, v := range row {
			if v < 0 || v > 1e15 {
				refuse(i+1, fmt.Sprintf("values[%d]", d), v, "0 bis 1 Billiarde", "0 to 1e15")
			}
		}
	}
	if rows != nil {
		return fault.Refuse("nowcast.Do", rows)
	}
	return nil
}

// age is the last delay at which a month is known, -1 where it never was.
func age(row []float64) int {
	for d := len(row) - 1; d >= 0; d-- {
		if row[d] == row[d] {
			return d
		}
	}
	return -1
}
