// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"planraum/internal/city/figure"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// ReadBreaks reads a file of break notes in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadBreaks(in *table.Reader, known Catalogue) ([]figure.Break, error) {
	var list []figure.Break
	seen := newTwice()
	err := each(in, Breaks, func(c cells) error {
		indicator, _ := known.indicator(c)
		b := figure.Break{
			Indicator: indicator.Code, Area: known.area(c), Group: known.group(c), Day: c.date("day"),
			Text: text.T(c.text("text_de"), c.text("text_en")), Source: c.text("source"), KnownFrom: c.date("known_from"),
			File: c.file, Line: c.Line,
		}
		seen.check(c, "indicator, area, group, day, known_from", b.Indicator, string(b.Area), string(b.Group), b.Day.String(), b.KnownFrom.String())
		list = append(list, b)
		return nil
	}, nil)
	return list, err
}

// Chosen is a row of a file of choices: which of several figures counts, told
// by what the figure says, because numbers of the ledger are not known to a
// file.
type Chosen struct {
	figure.Choice // without the figure's number
	Value         unit.Decimal
	Basis         figure.Basis
	Source        string
	File          string
	Line          int
}

// ReadChoices reads a file of choices in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadChoices(in *table.Reader, known Catalogue) ([]Chosen, error) {
	var list []Chosen
	seen := newTwice()
	err := each(in, Choices, func(c cells) error {
		r := Chosen{Basis: c.basis("basis"), Source: c.text("source"), File: c.file, Line: c.Line}
		r.Reason, r.By, r.KnownFrom = c.text("reason"), c.text("by"), c.date("known_from")
		r.Area, r.Group, r.Period = known.area(c), known.group(c), required(c, "period", c.Period)
		if indicator, ok := known.indicator(c); ok {
			r.Indicator, r.Value = indicator.Code, readValue(c, indicator)
		} else {
			c.decimal("value") // its form can be judged without the indicator
		}
		seen.check(c, "indicator, area, group, period, known_from", r.Indicator, string(r.Area), string(r.Group), r.Period.String(), r.KnownFrom.String())
		list = append(list, r)
		return nil
	}, nil)
	return list, err
}
