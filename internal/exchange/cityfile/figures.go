// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"fmt"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// chunk is the number of figures that are handed on at once, so that a file of
// a million rows needs little memory.
const chunk = 5000

// correctionsCode is the indicator of corrections, the only flow of heads that
// may be negative.
const correctionsCode = "intake.corrections"

// ReadFigures reads a file of figures and hands them to emit in chunks; the
// slice is valid until emit returns. It returns the number of rows handed on.
// Faults (fault.Invalid) are known in full only at the end of the file, so emit
// must work inside a transaction that the caller gives up when an error comes
// back; after the first fault nothing more is emitted. An error of emit ends
// the reading and is returned.
func ReadFigures(in *table.Reader, known Catalogue, emit func([]figure.Figure) error) (rows int, err error) {
	seen := newTwice()
	batch := make([]figure.Figure, 0, chunk)
	flush := func() error {
		defer func() { batch = batch[:0] }()
		if len(batch) == 0 || in.Faults().Len() > 0 {
			return nil
		}
		rows += len(batch)
		return fault.Wrap("cityfile.ReadFigures", emit(batch))
	}
	err = each(in, Figures, func(c cells) error {
		f := readFigure(c, known)
		seen.check(c, "indicator, area, group, period, basis, known_from, source",
			f.Indicator, string(f.Area), string(f.Group), f.Period.String(), c.OptText("basis"), f.KnownFrom.String(), f.Source)
		if batch = append(batch, f); len(batch) == chunk {
			return flush()
		}
		return nil
	}, nil)
	if err == nil {
		err = flush()
	}
	return rows, err
}

func readFigure(c cells, known Catalogue) figure.Figure {
	f := figure.Figure{
		Source:     c.text("source"),
		Note:       c.OptText("note"),
		KnownBasis: c.OptText("known_basis"),
		Basis:      c.basis("basis"),
		KnownFrom:  c.date("known_from"),
		File:       c.file,
		Line:       c.Line,
	}
	f.Area, f.Group = known.area(c), known.group(c)
	f.Period = required(c, "period", c.Period)
	checkYears(c, "period", f.Period)
	checkYears(c, "known_from", period.On(f.KnownFrom))
	indicator, ok := known.indicator(c)
	if !ok {
		c.decimal("value") // its form can be judged without the indicator
		return f
	}
	f.Indicator = indicator.Code
	f.Value = readValue(c, indicator)
	checkUnit(c, indicator)
	checkKnown(c, f, indicator)
	return f
}

// checkYears refuses days of years that are slips of the pen: 0215, 20015.
func checkYears(c cells, column string, p period.Period) {
	if !p.From.IsZero() && (p.From.Year() < plan.FirstYear || p.To.Year() > plan.LastYear) {
		c.Refuse(column, text.T(fmt.Sprintf("Tage der Jahre %d bis %d", plan.FirstYear, plan.LastYear), fmt.Sprintf("days of the years %d to %d", plan.FirstYear, plan.LastYear)))
	}
}

// readValue reads the value with the decimals of its indicator.
func readValue(c cells, indicator figure.Indicator) unit.Decimal {
	d := c.decimal("value")
	v, err := d.Rescale(indicator.Places)
	if err != nil {
		c.Refuse("value", decimals(indicator))
		return unit.Decimal{Places: indicator.Places}
	}
	if v.Amount < 0 && !mayBeNegative(indicator) {
		c.Refuse("value", text.T("eine Zahl, die nicht negativ ist", "a number that is not negative"))
	}
	return v
}

func decimals(i figure.Indicator) text.Text {
	if i.Places == 0 {
		return text.T("eine ganze Zahl ("+i.Unit.De+")", "a whole number ("+i.Unit.En+")")
	}
	return text.T(
		fmt.Sprintf("höchstens %d Nachkommastellen (%s)", i.Places, i.Unit.De),
		fmt.Sprintf("at most %d decimals (%s)", i.Places, i.Unit.En))
}

// mayBeNegative tells counts from balances: a stock is never below zero, nor
// are persons who come or go; corrections, rates and sums of money may be.
func mayBeNegative(i figure.Indicator) bool {
	heads := strings.EqualFold(i.Unit.De, "Personen") || strings.EqualFold(i.Unit.En, "persons")
	return i.Code == correctionsCode || i.Kind == figure.Rate || i.Kind == figure.Flow && !heads
}

func checkUnit(c cells, i figure.Indicator) {
	u := c.OptText("unit")
	if u != "" && u != i.Unit.De && u != i.Unit.En {
		c.Refuse("unit", text.T("die Einheit der Kennzahl: "+i.Unit.De, "the indicator's unit: "+i.Unit.En))
	}
}

// checkKnown refuses a count that was known before it can have been made: a
// flow before its last day, a stock or rate before its first, because a stock
// dated by a month may have been counted on any day of it.
func checkKnown(c cells, f figure.Figure, i figure.Indicator) {
	earliest := f.Period.From
	if i.Kind == figure.Flow {
		earliest = f.Period.To
	}
	if f.Basis != figure.Counted || f.KnownFrom.IsZero() || f.Period == (period.Period{}) || !f.KnownFrom.Before(earliest) {
		return
	}
	c.Refuse("known_from", text.T(
		"bei gezählten Werten ein Tag ab dem "+earliest.In(text.De)+" (period)",
		"for counted values a day from "+earliest.In(text.En)+" (period) on"))
}
