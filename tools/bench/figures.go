// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"fmt"
	"io"

	"planraum/internal/desk/capacity"
)

// rows writes the figures first..first+n-1 of the city in the order in which
// offices report: month by month, all indicators and areas of a month
// together. For the ledger's index, which is ordered by series, this is the
// worst order: every row belongs somewhere else.
func (c city) rows(first, n int) table {
	codes, areas := c.codes(), c.areas()
	return table{fmt.Sprintf("figures_%07d.csv", first+1), func(w io.Writer) {
		fmt.Fprintln(w, "indicator,area,group,period,value,basis,known_from,source")
		for i := first; i < min(first+n, c.figures()); i++ {
			a, code := i%len(areas), i/len(areas)%len(codes)
			month := begin + monthsOf(i/len(areas)/len(codes))
			fmt.Fprintf(w, "%s,%s,all,%s,%d,counted,%s,Monatsbericht %[3]s\n",
				codes[code], areas[a], month, c.value(codes[code], a, int(month-begin)), month.Last().AddDays(14))
		}
	}}
}

// value is what an indicator counts in an area and month: plausible sizes with
// a wave, so that curves have a shape and numbers their usual digits.
func (c city) value(code string, areaNumber, month int) int {
	wave := (month*month*7 + areaNumber*31) % 400
	share := 100 // of the city, in hundredths of a percent: a subdistrict's part
	switch {
	case areaNumber == 0:
		share = 10_000
	case areaNumber <= c.districts:
		share = 10_000 / c.districts
	}
	switch code {
	case capacity.Persons:
		return (5_000 + 20*month + wave) * share / 10_000
	case capacity.Sites:
		return 200 * share / 10_000
	case capacity.Districts:
		return c.districts
	case capacity.Residents:
		return (580_000 + 300*month) * share / 10_000
	case capacity.Arrivals, "intake.departures", "intake.corrections":
		return (300 + wave) * share / 10_000
	}
	return (len(code)*1_000 + wave*13) * share / 10_000
}
