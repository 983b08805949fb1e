// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// cells is a row whose missing columns are not reported again in every row.
type cells struct {
	table.Fields
	file    string
	missing map[string]bool
	faults  *table.Faults
}

func required[T any](c cells, column string, read func(string) T) T {
	if c.missing[column] {
		var zero T
		return zero
	}
	return read(column)
}

func (c cells) text(column string) string      { return required(c, column, c.Text) }
func (c cells) date(column string) period.Date { return required(c, column, c.Date) }
func (c cells) decimal(column string) unit.Decimal {
	return required(c, column, c.Decimal)
}
func (c cells) cents(column string) unit.Cents { return required(c, column, c.Cents) }

func (c cells) optDate(column string) period.Date {
	d, _ := c.OptDate(column)
	return d
}

func (c cells) atLeast(column string, least int64) int64 {
	return required(c, column, func(s string) int64 { return c.IntAtLeast(s, least) })
}

func (c cells) oneOf(column string, list ...string) string {
	return required(c, column, func(s string) string { return c.OneOf(s, list...) })
}

// optCount reads a number of heads or places that may be left out; 0 then.
func (c cells) optCount(column string) unit.Headcount {
	if strings.TrimSpace(c.Raw(column)) == "" {
		return 0
	}
	return c.limited(column, unit.Headcount(c.IntAtLeast(column, 0)))
}

// limited refuses numbers of places and persons that are a slip of the pen.
func (c cells) limited(column string, n unit.Headcount) unit.Headcount {
	if n > plan.MaxCount {
		c.Refuse(column, text.T("höchstens "+text.De.Int(plan.MaxCount), "at most "+text.En.Int(plan.MaxCount)))
	}
	return n
}

// optMoney reads an amount that may be left out and must not be negative.
func (c cells) optMoney(column string) unit.Cents {
	cents, _ := c.OptCents(column)
	if cents < 0 {
		c.Refuse(column, text.T("ein Betrag, der nicht negativ ist", "an amount that is not negative"))
	}
	return cents
}

func (c cells) basis(column string) figure.Basis {
	b, _ := figure.ParseBasis(c.oneOf(column, figure.BasisNames()...))
	return b
}

// optBasis reads a basis that may be left out; otherwise then.
func (c cells) optBasis(column string, otherwise figure.Basis) figure.Basis {
	if b, ok := figure.ParseBasis(c.OptOneOf(column, figure.BasisNames()...)); ok {
		return b
	}
	return otherwise
}

// span reads valid_from and valid_to and refuses an end before the start.
func (c cells) span(from period.Date) (to period.Date) {
	to = c.optDate("valid_to")
	if !to.IsZero() && !from.IsZero() && to.Before(from) {
		c.Refuse("valid_to", text.T("ein Tag ab dem "+from.In(text.De)+" (valid_from)", "a day from "+from.In(text.En)+" (valid_from) on"))
		return period.Date{}
	}
	return to
}

// words returns what a list of the city's words may hold.
func words[T ~string](list []accommodation.Entry[T]) []string {
	var names []string
	for _, e := range list {
		if e.Word != "" {
			names = append(names, string(e.Word))
		}
	}
	return names
}
