// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package seriesfile

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// shownAlike is how many rows with the same fault of one cause are named one by one;
// more are said once, with their number and the first of them.
const shownAlike = 3

// spans name the steps by their months.
var spans = map[period.Month]text.Text{
	1: text.T("einem Monat", "one month"), 3: text.T("3 Monaten", "3 months"), 12: text.T("12 Monaten", "12 months"),
}

// second is a value of a step that has one already, in row first.
type second struct {
	point
	first int
}

// finer says once that a series has several values in most steps, and why: its dates
// are finer than the steps, or it holds several series.
func (b *builder) finer(s *found, again []second, frequency int) {
	var lines []int
	at := "" // the date in the first of them
	days, other := true, true
	when := map[int]period.Period{}
	for _, p := range s.points {
		when[p.row.Line] = p.when
	}
	for _, one := range again {
		days = days && one.when.IsDay()
		other = other && when[one.first] != one.when
		if !b.told[one.row.Line] {
			b.told[one.row.Line] = true
			if lines = append(lines, one.row.Line); at == "" {
				at = one.row.Raw(b.date)
			}
		}
	}
	if lines == nil {
		return
	}
	hint := text.T("Wenn die Datei mehrere Reihen enthält, braucht sie eine Spalte „reihe“", "If the file holds several series it needs a column “series”")
	switch {
	case other && days:
		hint = text.T("Das sind Tageswerte: bitte vorher zusammenfassen, Zugänge als Summe, Bestände mit dem letzten Tag", "These are daily values: please take them together first, arrivals as sums, stocks with the last day")
	case other:
		hint = text.T("Die Zeiträume sind kürzer als die Schritte: bitte vorher zusammenfassen oder eine feinere Schrittweite nennen", "The periods are shorter than the steps: please take them together first or ask for finer steps")
	}
	said := func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s ein Wert in der Reihe „%s“; mehr als einer steht %s. %s", "%s one value in the series “%s”; more than one stand %s. %s").In(l),
			stepNames[frequency].In(l), s.name, linesSaid(l, lines), hint.In(l))
	}
	b.refuse(lines[0], b.date, at, said(text.De), said(text.En))
}

// linesSaid names how many rows there are and the first of them.
func linesSaid(l text.Lang, lines []int) string {
	var named []string
	for _, line := range lines[:min(len(lines), shownAlike)] {
		named = append(named, strconv.Itoa(line))
	}
	list := strings.Join(named, ", ")
	if len(lines) > shownAlike {
		list += " …"
	}
	if len(lines) == 1 {
		return text.T("in Zeile ", "in row ").In(l) + list
	}
	return fmt.Sprintf(text.T("in %s Zeilen (%s)", "in %s rows (%s)").In(l), l.Int(int64(len(lines))), list)
}
