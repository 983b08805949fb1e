// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"fmt"
	"iter"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// The generated city: 400 areas x 100 indicators x as many months as figures
// are asked for, from January 2013 on. 125 months make 5 million figures.
const (
	districts      = 23
	generatedAreas = 400
	generatedCodes = 100
	chunk          = 5_000
)

var firstMonth = period.MonthOf(2013, 1)

// GeneratedAreas returns a city, 23 districts and 376 subdistricts.
func GeneratedAreas() (area.Edition, []area.Area) {
	edition := area.Edition{ID: "generated-2013", Name: "Gebietsstand 2013", ValidFrom: period.Day(2013, 1, 1), Source: "generated"}
	areas := make([]area.Area, generatedAreas)
	for i := range areas {
		a := area.Area{Level: area.Subdistrict, Parent: districtID(i % districts), Hectare: int64(100 + i), Source: "generated"}
		a.ID, a.Number = area.ID(fmt.Sprintf("09999000/%03d", 100+i)), fmt.Sprint(100+i)
		if i <= districts {
			a.Level, a.Parent, a.ID, a.Number = area.District, "09999000", districtID(i-1), fmt.Sprintf("%02d", i)
		}
		if i == 0 {
			a.Level, a.Parent, a.ID, a.Number = area.City, "", "09999000", ""
		}
		a.Name = "Gebiet " + a.Number
		a.Centre = area.Point{Lon: 9 + float64(i%20)/100, Lat: 48 + float64(i/20)/100}
		areas[i] = a
	}
	return edition, areas
}

// districtID returns the key of the district n, counted from 0.
func districtID(n int) area.ID { return area.ID(fmt.Sprintf("09999000/%02d", n+1)) }

// GeneratedIndicators returns 100 indicators, each tenth with one decimal.
func GeneratedIndicators() []figure.Indicator {
	all := make([]figure.Indicator, generatedCodes)
	for i := range all {
		all[i] = figure.Indicator{Code: fmt.Sprintf("generated.%02d", i), Name: text.Same(fmt.Sprintf("Kennzahl %d", i)), Unit: text.Same("Personen"), Kind: figure.Stock}
		if i%10 == 0 {
			all[i].Places = 1
		}
	}
	return all
}

// GeneratedFigures yields n figures in chunks, month by month as offices report
// them, each month known on the 15th of the next. The slice is used again.
func GeneratedFigures(n int) iter.Seq[[]figure.Figure] {
	_, areas := GeneratedAreas()
	indicators := GeneratedIndicators()
	return func(yield func([]figure.Figure) bool) {
		buffer := make([]figure.Figure, 0, chunk)
		for i := range n {
			month := firstMonth + period.Month(i/(generatedAreas*generatedCodes))
			in, a := indicators[i/generatedAreas%generatedCodes], i%generatedAreas
			buffer = append(buffer, figure.Figure{
				Key:   figure.Key{Indicator: in.Code, Area: areas[a].ID, Group: population.All, Period: period.On(month.Last())},
				Value: unit.Decimal{Amount: int64(i*7919%100_000) + 1, Places: in.Places}, Basis: figure.Counted,
				Source: "Monatsbericht " + month.String(), File: "figures.csv", Line: i + 2, KnownFrom: month.Last().AddDays(15),
			})
			if len(buffer) == chunk || i == n-1 {
				if !yield(buffer) {
					return
				}
				buffer = buffer[:0]
			}
		}
	}
}
