// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package seriesfile

import (
	"fmt"
	"math"
	"strconv"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

func rowOf(file string, line int, column, value string, expected text.Text) fault.Row {
	return fault.Row{File: file, Line: line, Column: column, Value: value, Expected: expected}
}

// finish puts the values of each series on its steps.
func (b *builder) finish(frequency int) []Series {
	if len(b.order) > MaxSeries {
		b.refuse(0, b.long, strconv.Itoa(len(b.order)), "höchstens 2.000 Reihen", "at most 2,000 series")
		return nil
	}
	var out []Series
	for _, s := range b.order {
		b.settle(s)
		f := frequency
		if f == 0 {
			f = s.frequency()
		}
		if made, ok := b.steps(s, f); ok {
			out = append(out, made)
		}
	}
	return out
}

// frequency tells the steps a year from the periods: what they span, or for
// days how far they lie apart at the least.
func (s *found) frequency() int {
	least := 12
	for i, p := range s.points {
		if !p.when.IsDay() {
			least = min(least, int(p.when.To.Month()-p.when.From.Month())+1)
			continue
		}
		if i == 0 {
			continue
		}
		if before := s.points[i-1].when; before.To.Month() == p.when.To.Month() && before != p.when {
			return 12 // days of one month: no step is shorter
		}
		if d := p.when.To.Month() - s.points[i-1].when.To.Month(); d != 0 {
			least = min(least, max(int(d), -int(d)))
		}
	}
	switch {
	case least >= 12 && len(s.points) > 1:
		return 1
	case least >= 3 && least < 12:
		return 4
	}
	return 12
}

var stepNames = map[int]text.Text{
	12: text.T("jeden Monat", "each month"), 4: text.T("jedes Quartal", "each quarter"), 1: text.T("jedes Jahr", "each year"),
}

// steps refuses two values of one step, spans longer than a step, and a series
// without any value.
func (b *builder) steps(s *found, frequency int) (Series, bool) {
	months := period.Month(12 / frequency)
	first, last := period.Month(math.MaxInt32), period.Month(math.MinInt32)
	for _, p := range s.points {
		step := p.when.To.Month() / months
		first, last = min(first, step), max(last, step)
	}
	out := Series{Name: s.name, Start: first * months, Frequency: frequency}
	if n := int(last-first) + 1; n > MaxSteps {
		p := s.points[0]
		b.refuse(p.row.Line, b.date, p.row.Raw(b.date), fmt.Sprintf("höchstens %d Schritte von der ersten zur letzten Zeile", MaxSteps), fmt.Sprintf("at most %d steps from the first to the last row", MaxSteps))
		return out, false
	}
	out.Values = make([]float64, last-first+1)
	for i := range out.Values {
		out.Values[i] = math.NaN()
	}
	if !b.place(s, out.Values, first, months) {
		p := s.points[0]
		b.refuse(p.row.Line, p.column, "", fmt.Sprintf("mindestens ein Wert in der Reihe „%s“", s.name), fmt.Sprintf("at least one value in the series “%s”", s.name))
		return out, false
	}
	return out, true
}

// place puts the values on their steps and reports whether there is any.
func (b *builder) place(s *found, values []float64, first, months period.Month) (some bool) {
	taken := make([]int, len(values)) // line
	// A fault of the date is told once for all series of a row.
	refuse := func(p point, de, en string) {
		if !b.told[p.row.Line] {
			b.told[p.row.Line] = true
			b.refuse(p.row.Line, b.date, p.row.Raw(b.date), de, en)
		}
	}
	var again []second
	for _, p := range s.points {
		if span := p.when.To.Month() - p.when.From.Month() + 1; span > months {
			refuse(p, "ein Zeitraum von höchstens "+spans[months].De, "a period of at most "+spans[months].En)
			continue
		}
		i := p.when.To.Month()/months - first
		if taken[i] != 0 {
			again = append(again, second{p, taken[i]})
			continue
		}
		taken[i] = p.row.Line
		values[i] = p.value
		some = some || p.value == p.value
	}
	if len(again) > shownAlike {
		b.finer(s, again, 12/int(months))
		return some
	}
	each := stepNames[12/int(months)]
	for _, one := range again {
		refuse(one.point, fmt.Sprintf("%s einmal in der Reihe „%s“; die Angabe steht schon in Zeile %d", each.De, s.name, one.first),
			fmt.Sprintf("%s once in the series “%s”; it stands in row %d already", each.En, s.name, one.first))
	}
	return some
}
