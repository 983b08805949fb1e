// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"math"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// subjects are what the things that forecasts speak of are called.
type subjects struct {
	city       string
	indicators []figure.Indicator
	areas      map[area.ID]area.Area
	where      areaNames
	groups     []population.Group
}

// indicator finds an indicator by its code; one that is not there has its code
// as its name.
func (n subjects) indicator(code string) figure.Indicator {
	for _, i := range n.indicators {
		if i.Code == code {
			return i
		}
	}
	return figure.Indicator{Code: code, Name: text.Same(code)}
}

// group names a target group; nothing for all.
func (n subjects) group(id population.ID) text.Text {
	if id == population.All {
		return text.Text{}
	}
	for _, g := range n.groups {
		if g.ID == id {
			return g.Name
		}
	}
	return text.Same(string(id))
}

// decimals is how many decimals pages show of an indicator.
func decimals(i figure.Indicator) int { return min(i.Places, 2) }

// numberKind is the column of an indicator's values.
func numberKind(i figure.Indicator) view.Kind {
	return []view.Kind{view.Whole, view.Tenths, view.Hundredths}[decimals(i)]
}

// units is a value in the units of its column.
func units(i figure.Indicator, v float64) int64 {
	return int64(math.Round(v * math.Pow10(decimals(i))))
}

// number is a cell of a value.
func number(i figure.Indicator, v float64, ref string) view.Cell {
	return view.Num(units(i, v), ref)
}

// share is a cell of a share as percent; blank where there is none.
func share(v float64, ref string) view.Cell {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return view.Cell{Known: true, Blank: true}
	}
	return view.Num(int64(math.Round(1000*v)), ref)
}

// unitOf is the unit of an indicator's values, of flows a month.
func unitOf(i figure.Indicator, perMonth bool) text.Text {
	if !perMonth {
		return i.Unit
	}
	return text.T(i.Unit.De+" je Monat", i.Unit.En+" a month")
}

// quoted puts what was typed into the quotation marks of the page's language.
func quoted(s string, p view.Page) string { return p.T("„"+s+"“", "“"+s+"”") }
