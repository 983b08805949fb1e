// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"iter"
	"math"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// The sheets below have the column names of their kind in both languages, so
// that what table writes of them, as CSV or XLSX, can be read again.

// FigureSheet returns the figures as a file of kind Figures.
func FigureSheet(figures iter.Seq[figure.Figure]) table.Sheet {
	columns := sheetColumns("indicator", "area", "group", "period", "value", "basis", "known_from", "known_basis", "note", "source")
	columns[4].Kind = table.KindDecimal
	columns[6].Kind = table.KindDate
	return sheet(text.T("Werte", "figures"), columns, figures, func(f figure.Figure) []table.Cell {
		return []table.Cell{
			table.Text(f.Indicator), table.Text(string(f.Area)), table.Text(string(f.Group)), table.Text(f.Period.String()),
			valueCell(f), table.Text(f.Basis.String()), table.Day(f.KnownFrom), table.Text(f.KnownBasis),
			table.Text(f.Note), table.Text(f.Source),
		}
	})
}

// valueCell is the value, or the sign of the statistical offices where it is
// kept from the reader. A file with such signs cannot be read again.
func valueCell(f figure.Figure) table.Cell {
	if f.IsSecret() {
		return table.Text(figure.SecretSign)
	}
	return table.Number(f.Value)
}

// SiteSheet returns the sites as a file of kind Sites.
func SiteSheet(sites []accommodation.Site) table.Sheet {
	columns := sheetColumns(
		"id", "name", "area", "kind", "certainty", "opening", "opening_basis", "opening_rule", "end", "end_basis", "end_reason",
		"end_rule", "places", "blocked", "reserve", "cost_eur", "package", "paper", "basis", "known_from", "withdrawn", "note", "source",
	)
	for i, kind := range map[int]table.Kind{
		5: table.KindDate, 8: table.KindDate, 12: table.KindWhole, 13: table.KindWhole, 14: table.KindWhole,
		15: table.KindMoney, 19: table.KindDate,
	} {
		columns[i].Kind = kind
	}
	return sheet(text.T("Unterkünfte", "sites"), columns, slices.Values(sites), func(s accommodation.Site) []table.Cell {
		return []table.Cell{
			table.Text(s.ID), table.Text(s.Name), table.Text(string(s.Area)), table.Text(string(s.Kind)), table.Text(string(s.Certainty)),
			table.Day(s.Opening.Date), basisCell(s.Opening), table.Text(s.Opening.Rule),
			table.Day(s.End.Date), basisCell(s.End), table.Text(string(s.EndReason)), table.Text(s.End.Rule),
			table.Whole(s.Nominal), table.Whole(s.Blocked), table.Whole(s.Reserve), moneyCell(s.Cost),
			table.Text(s.Package), table.Text(s.Paper), table.Text(s.Basis.String()), table.Day(s.KnownFrom),
			yesCell(s.Withdrawn), table.Text(s.Note), table.Text(s.Source),
		}
	})
}

// PackageSheet returns the packages as a file of kind Packages.
func PackageSheet(packages []Package) table.Sheet {
	columns := sheetColumns("id", "name", "paper", "date", "sites", "buildings", "places", "cost_eur", "cost_per_place_eur", "known_from", "note", "source")
	for i, kind := range map[int]table.Kind{
		3: table.KindDate, 4: table.KindWhole, 5: table.KindWhole, 6: table.KindWhole, 7: table.KindMoney, 8: table.KindMoney, 9: table.KindDate,
	} {
		columns[i].Kind = kind
	}
	return sheet(text.T("Tranchen", "packages"), columns, slices.Values(packages), func(p Package) []table.Cell {
		return []table.Cell{
			table.Text(p.ID), table.Text(p.Name), table.Text(p.Paper), table.Day(p.Date), countCell(p.Sites), countCell(p.Buildings),
			table.Whole(p.Places), moneyCell(p.Cost), moneyCell(p.CostPerPlace), table.Day(p.KnownFrom), table.Text(p.Note), table.Text(p.Source),
		}
	})
}

// AreaSheet returns the areas of the editions as a file of kind Areas, without
// boundaries. Degrees keep seven decimals, about a centimetre.
func AreaSheet(editions []area.Edition, areas []area.Area) table.Sheet {
	columns := sheetColumns("edition", "edition_valid_from", "level", "id", "number", "name", "parent", "lon", "lat", "area_km2", "source")
	columns[1].Kind = table.KindDate
	for _, i := range []int{7, 8, 9} {
		columns[i].Kind = table.KindDecimal
	}
	from := make(map[string]period.Date, len(editions))
	for _, e := range editions {
		from[e.ID] = e.ValidFrom
	}
	return sheet(text.T("Gebiete", "areas"), columns, slices.Values(areas), func(a area.Area) []table.Cell {
		size := table.Unknown()
		if a.Hectare > 0 {
			size = table.Number(unit.Decimal{Amount: a.Hectare, Places: 2})
		}
		return []table.Cell{
			table.Text(a.Edition), table.Day(from[a.Edition]), table.Text(a.Level.String()), table.Text(string(a.ID)),
			table.Text(a.Number), table.Text(a.Name), table.Text(string(a.Parent)),
			degreeCell(a.Centre.Lon), degreeCell(a.Centre.Lat), size, table.Text(a.Source),
		}
	})
}

func sheetColumns(names ...string) []table.Column {
	columns := make([]table.Column, len(names))
	for i, n := range names {
		columns[i] = table.Column{Key: n, Name: text.Same(n), Kind: table.KindText}
	}
	return columns
}

func sheet[T any](title text.Text, columns []table.Column, list iter.Seq[T], row func(T) []table.Cell) table.Sheet {
	return table.Sheet{Title: title, Columns: columns, Rows: func(yield func([]table.Cell) bool) {
		for v := range list {
			if !yield(row(v)) {
				return
			}
		}
	}}
}

func basisCell(d accommodation.Dated) table.Cell {
	if d.Date.IsZero() {
		return table.Unknown()
	}
	return table.Text(d.Basis.String())
}

// countCell leaves a number of things empty that is not known.
func countCell(n unit.Headcount) table.Cell {
	if n == 0 {
		return table.Unknown()
	}
	return table.Whole(n)
}

func moneyCell(c unit.Cents) table.Cell {
	if c == 0 {
		return table.Unknown()
	}
	return table.Money(c)
}

func yesCell(yes bool) table.Cell {
	if yes {
		return table.Text("yes")
	}
	return table.Text("no")
}

// degreePlaces is the number of decimals that degrees are written with.
const degreePlaces = 7

func degreeCell(v float64) table.Cell {
	d := unit.Decimal{Amount: int64(math.Round(v * 1e7)), Places: degreePlaces}
	for d.Places > 0 && d.Amount%10 == 0 {
		d.Amount, d.Places = d.Amount/10, d.Places-1
	}
	return table.Number(d)
}
