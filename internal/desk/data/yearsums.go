// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/unit"
)

// YearSum sets the twelve months of a flow against what is stated of the year.
type YearSum struct {
	Year   figure.Picked
	Months []figure.Picked // twelve, January first
	Sum    unit.Decimal
}

// Difference is the year's figure less the sum, at the decimals of both.
func (s YearSum) Difference() int64 { return s.Year.Value.Amount - s.Sum.Amount }

// Tenths is the difference in tenths of a percent of the sum; false where the
// sum is 0.
func (s YearSum) Tenths() (int64, bool) {
	return figure.Revision{Vintages: []figure.Vintage{{Figure: figure.Figure{Value: s.Sum}}, {Figure: s.Year.Figure}}}.Tenths()
}

// YearSums finds the years of which the figure and all twelve months are
// reported, and which differ. That says that months were corrected later,
// though not which ones. Years of which a value is kept from the reader are left
// out: the others would give it away. picked is a flow in one area and group.
func YearSums(picked []figure.Picked) []YearSum {
	months := map[int][]figure.Picked{}
	for _, p := range picked {
		if p.Period.IsMonth() && figure.Reports(p.Figure) {
			months[p.Period.To.Year()] = append(months[p.Period.To.Year()], p)
		}
	}
	var list []YearSum
	for _, p := range picked {
		of := months[p.Period.To.Year()]
		if slices.ContainsFunc(append([]figure.Picked{p}, of...), func(p figure.Picked) bool { return p.IsSecret() }) {
			continue
		}
		if !p.Period.IsYear() || !figure.Reports(p.Figure) || len(of) != 12 {
			continue
		}
		s := YearSum{Year: p, Months: of, Sum: unit.Decimal{Places: p.Value.Places}}
		for _, m := range of {
			s.Sum.Amount += m.Value.Amount
		}
		if s.Difference() != 0 {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b YearSum) int { return a.Year.Period.Compare(b.Year.Period) })
	return list
}
