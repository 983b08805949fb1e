// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"slices"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Check compares a layout with the one that the mapping was made for. It
// returns what changed without harm (a column moved), and the refusal
// (fault.Invalid) of any other change.
func (s Spec) Check(l Layout) ([]text.Text, error) {
	b := s.bind(l)
	var rows []fault.Row
	add := func(column, value, de, en string) {
		rows = append(rows, fault.Row{File: l.File, Sheet: l.Sheet, Line: l.Line, Column: column, Value: value, Expected: text.T(de, en)})
	}
	strange := slices.Clone(b.strange)
	for _, c := range b.gone {
		i := nearestHeading(c.Name, strange)
		if i < 0 {
			add(c.Name, strings.Join(l.Names(), ", "), "die Spalte „"+c.Name+"“ wie bisher", "the column “"+c.Name+"” as before")
			continue
		}
		add(c.Name, strange[i].Name, "die Spalte „"+c.Name+"“; an ihrer Stelle steht eine neue Spalte „"+strange[i].Name+"“: bitte die Zuordnung prüfen",
			"the column “"+c.Name+"”; in its place is a new column “"+strange[i].Name+"”: please check the mapping")
		strange = slices.Delete(strange, i, i+1)
	}
	for _, h := range strange {
		add(h.Name, h.Name, "keine neue Spalte: die Zuordnung sagt nicht, was sie bedeutet", "no new column: the mapping does not say what it means")
	}
	if rows != nil {
		e := fault.Refuse("mapping.Check("+s.Name+")", rows)
		e.Say = text.T("Die Datei "+l.File+" ist anders aufgebaut als die Zuordnung „"+s.Title.De+"“. Es wurde nichts gespeichert.",
			"The layout of the file "+l.File+" differs from the mapping “"+s.Title.En+"”. Nothing was stored.")
		return nil, e
	}
	return s.moved(b), nil
}

// moved tells which columns stand in another order than in the mapping.
func (s Spec) moved(b binding) []text.Text {
	byPlace := slices.Clone(b.found)
	slices.SortStableFunc(byPlace, func(x, y bound) int { return x.At - y.At })
	var notes []text.Text
	last := -1
	for _, c := range byPlace {
		if c.order < last {
			notes = append(notes, text.T("Die Spalte „"+c.Heading.Name+"“ steht an anderer Stelle als bisher.", "The column “"+c.Heading.Name+"” stands at another place than before."))
		}
		last = max(last, c.order)
	}
	return notes
}

// nearestHeading returns the place of the heading that is most like the name,
// -1 where more than a third of its letters would have to change.
func nearestHeading(name string, list []Heading) int {
	wanted := fold(name)
	best, least := -1, len([]rune(wanted))/3+1
	for i, h := range list {
		have := fold(h.Name)
		d := text.Distance(wanted, have, least)
		if have != "" && wanted != "" && (strings.HasPrefix(have, wanted) || strings.HasPrefix(wanted, have)) {
			d = min(d, least-1)
		}
		if d < least {
			best, least = i, d
		}
	}
	return best
}
