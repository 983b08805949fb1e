// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"fmt"
	"io"

	"planraum/internal/city/period"
)

func monthsOf(n int) period.Month { return period.Month(n) }

const packages = 25

func writePackages(w io.Writer) {
	fmt.Fprintln(w, "id,name,paper,date,sites,buildings,places,cost_eur,known_from,source")
	for i := range packages {
		day := (begin + monthsOf(6*i)).First()
		fmt.Fprintf(w, "t%d,Tranche %[1]d,Vorlage %[1]d,%s,20,40,1000,20000000,%[2]s,Messung\n", i+1, day)
	}
}

// kinds are ways to build, with the months that such sites stay.
var kinds = []struct {
	name string
	stay int // months; 0: open-ended
	why  string
}{
	{"system_building", 120, "permit"},
	{"container", 36, "permit"},
	{"rented", 84, "lease"},
	{"module_building", 0, ""},
	{"hotel", 48, "lease"},
	{"solid_building", 0, ""},
}

// writeSites writes the sites, each with the versions that a site has in its
// life: planned, decided, in operation, and for some a later end.
// Every site is known by the end of the figures, even if it opens years later.
func (c city) writeSites(w io.Writer) {
	fmt.Fprintln(w, "id,name,area,kind,certainty,opening,opening_basis,end,end_basis,end_reason,places,blocked,reserve,package,paper,basis,known_from,source")
	for i := range c.sites {
		k := kinds[i%len(kinds)]
		opening := begin + monthsOf(i*180/c.sites) // over 15 years
		where := subdistrict(i * 7 % c.subdistricts)
		if i%10 == 0 {
			where = district(i / 10 % c.districts)
		}
		version := func(certainty string, known period.Month, stay int) {
			end, basis, why := "", "", ""
			if stay > 0 {
				end, basis, why = (opening + monthsOf(stay)).First().String(), "assumed", k.why
			}
			fmt.Fprintf(w, "s%03d,Unterkunft %[1]d,%s,%s,%s,%s,assumed,%s,%s,%s,%d,%d,%d,t%d,Vorlage %[12]d,reported,%s,Messung\n",
				i+1, where, k.name, certainty, opening.First(), end, basis, why,
				20+i*37%180, i%4, i%3, i*packages/c.sites+1, known.First())
		}
		version("planned", min(opening-24, c.end()-2), k.stay) // all are known by now
		if opening-15 <= c.end() {
			version("decided", opening-15, k.stay)
		}
		if opening <= c.end() {
			version("in_operation", opening, k.stay)
		}
		if k.stay > 0 && opening+24 <= c.end() && i%2 == 0 {
			version("in_operation", opening+24, k.stay+24)
		}
	}
}
