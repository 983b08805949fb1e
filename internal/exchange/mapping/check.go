// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"fmt"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

var wantPeriod = text.T("ein Zeitraum wie 30.11.2015, Nov 2015, 2015/11, IV/2015 oder 2015, der dem Titel nicht widerspricht",
	"a period such as 2015-11-30, Nov 2015, 2015/11, IV/2015 or 2015 that does not contradict the title")

// wantArea says which areas a name could mean.
func wantArea(m Match) text.Text {
	de, en := "der Name oder die Nummer eines bekannten Gebiets", "the name or number of a known area"
	var near []string
	for _, a := range m.Candidates {
		near = append(near, a.Name+" ("+string(a.ID)+")")
	}
	if len(near) == 0 {
		return text.T(de, en)
	}
	list := strings.Join(near, ", ")
	if m.Why == whySeveral || m.Why == whyClash {
		return text.T(de+"; "+m.Why.De+": "+list, en+"; "+m.Why.En+": "+list)
	}
	return text.T(de+"; ist gemeint: "+list+"? Dann bitte in der Zuordnung festlegen", en+"; is meant: "+list+"? Then please decide so in the mapping")
}

func wantGroup(id string) text.Text {
	if id != "" {
		return text.T("eine bekannte Zielgruppe, nicht "+id, "a known group, not "+id)
	}
	return text.T("eine bekannte Zielgruppe, oder ein Wort, das die Zuordnung einer Zielgruppe zuweist", "a known group, or a word that the mapping assigns to one")
}

// wantNumber explains a number that is refused because it may mean two things.
func wantNumber(cell string, mark table.Mark) text.Text {
	de, en := "eine Zahl, oder ein Zeichen wie - . x / …", "a number, or a sign such as - . x / …"
	_, comma := table.ParseDecimal(cell, table.Comma)
	_, point := table.ParseDecimal(cell, table.Point)
	if (mark == table.Undeclared || mark == table.LikelyPoint) && comma && point {
		de += "; ob das Zeichen in dieser Zahl Tausender oder Nachkommastellen trennt, muss die Zuordnung festlegen"
		en += "; whether the mark in this number separates thousands or decimals must be decided in the mapping"
	}
	return text.T(de, en)
}

// checkValue gives the value the decimals of its indicator; false where the
// value is refused.
func (a *applier) checkValue(row table.RawRow, v bound, f *figure.Figure, i figure.Indicator) bool {
	if f.Value.Amount < 0 && !mayBeNegative(i) {
		a.in.refuse(row, v.Heading, text.T("eine Zahl, die nicht negativ ist", "a number that is not negative"))
		return false
	}
	earliest := f.Period.From
	if i.Kind == figure.Flow {
		earliest = f.Period.To
	}
	if f.Basis == figure.Counted && f.KnownFrom.Before(earliest) {
		a.in.refuse(row, v.Heading, text.T(
			"ein gezählter Wert, der erst nach seinem Zeitraum bekannt ist; laut Zuordnung ist er ab "+f.KnownFrom.In(text.De)+" bekannt",
			"a counted value that is known after its period only; by the mapping it is known from "+f.KnownFrom.In(text.En)))
		return false
	}
	if a.spec.Sum {
		return true
	}
	d, err := f.Value.Rescale(i.Places)
	if err != nil {
		a.in.refuse(row, v.Heading, wantPlaces(i))
		return false
	}
	f.Value = d
	return true
}

func wantPlaces(i figure.Indicator) text.Text {
	if i.Places == 0 {
		return text.T("eine ganze Zahl ("+i.Unit.De+")", "a whole number ("+i.Unit.En+")")
	}
	return text.T(fmt.Sprintf("höchstens %d Nachkommastellen (%s)", i.Places, i.Unit.De), fmt.Sprintf("at most %d decimals (%s)", i.Places, i.Unit.En))
}

// mayBeNegative tells counts from balances, as the files of figures do: stocks
// and persons who come or go are never below zero.
func mayBeNegative(i figure.Indicator) bool {
	heads := strings.EqualFold(i.Unit.De, "Personen") || strings.EqualFold(i.Unit.En, "persons")
	return i.Code == "intake.corrections" || i.Kind == figure.Rate || i.Kind == figure.Flow && !heads
}

// sum adds the values of rows that are about the same.
type sum struct {
	figure figure.Figure
	total  int64 // in 10^-sumPlaces
	rows   int
}

// sumPlaces is the number of decimals in which values are added; maxSums bounds
// what a file may hold in memory.
const (
	sumPlaces = 6
	maxSums   = 1_000_000
)

// add adds a value to the sum of its area and, with RollUp, of the areas above.
func (a *applier) add(row table.RawRow, v bound, f figure.Figure) {
	d, err := f.Value.Rescale(sumPlaces)
	for id := f.Area; id != ""; id = a.parent(id) {
		f.Area = id
		s := a.sums[f.Key]
		if s == nil {
			if len(a.sums) >= maxSums {
				err = fmt.Errorf("more than %d sums", maxSums)
				break
			}
			s = &sum{figure: f}
			a.sums[f.Key] = s
			a.order = append(a.order, f.Key)
		}
		total := s.total + d.Amount
		if (total > s.total) != (d.Amount > 0) && d.Amount != 0 {
			err = fmt.Errorf("sum of %v does not fit", f.Key)
			break
		}
		s.total = total
		s.rows++
	}
	if err != nil {
		a.in.refuse(row, v.Heading, text.T("Werte, die sich addieren lassen (höchstens 6 Nachkommastellen, höchstens eine Million Summen von höchstens 9 Billionen)", "values that can be added (at most 6 decimals, at most a million sums of at most 9 trillion)"))
	}
}

func (a *applier) parent(id area.ID) area.ID {
	if !a.spec.RollUp {
		return ""
	}
	return a.parents[id]
}

// emitSums hands on the sums in the order of their first rows. They are rounded
// once, at the end.
func (a *applier) emitSums() error {
	for _, key := range a.order {
		s := a.sums[key]
		i := a.byCode[key.Indicator]
		scale := int64(1)
		for range sumPlaces - i.Places {
			scale *= 10
		}
		f := s.figure
		f.Value = unit.Decimal{Amount: unit.DivRoundHalfUp(s.total, scale), Places: i.Places}
		note := "Summe aus " + text.De.Int(int64(s.rows)) + " Zeilen"
		if f.Note != "" {
			note = f.Note + "; " + note
		}
		f.Note = note
		if err := a.emit(f); err != nil {
			return err
		}
	}
	return nil
}
