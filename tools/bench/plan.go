// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"fmt"
	"io"
)

const planYears = 20

// keys are the staffing keys of the city, each with the price of a post.
var keys = []struct {
	id, base string
	per      int
}{
	{"administration", "persons", 90},
	{"social-support", "persons", 136},
	{"house-management", "places", 136},
	{"volunteering", "persons", 500},
	{"health", "persons", 300},
	{"caretaking", "places", 250},
}

func writeKeys(w io.Writer) {
	fmt.Fprintln(w, "id,task_de,task_en,per,base,accommodation,known_from,source")
	for _, k := range keys {
		fmt.Fprintf(w, "%s,Aufgabe %[1]s,task %[1]s,%d,%s,all,2013-01-01,Messung\n", k.id, k.per, k.base)
	}
}

// writePlan writes a plan of 20 years over the ledger: an assumption a year for
// each flow, all sites, all keys with their prices.
func (c city) writePlan(w io.Writer) {
	from := c.end() + 1
	fmt.Fprintf(w, "plan: Messung über %d Jahre\nid: messung\nas_of: %s\nhorizon: %s..%s\nstart: ledger\n",
		planYears, from.Last(), from, from+12*planYears-1)
	for _, flow := range []struct {
		name string
		size int
	}{{"arrivals", 240}, {"departures", 210}, {"credits", 10}} {
		fmt.Fprintf(w, "%s:\n", flow.name)
		for year := range planYears {
			first := from + monthsOf(12*year)
			fmt.Fprintf(w, "  - {name: Annahme, months: %s..%s, per_month: %d, basis: assumed, source: Messung}\n", first, first+11, flow.size+year*3)
		}
	}
	fmt.Fprint(w, "places:\n  utilisation: ledger\n  sites: ledger\n  certainties: [in_operation, decided, planned]\nstaffing:\n  keys: ledger\ncost:\n  prices:\n")
	for _, k := range keys {
		fmt.Fprintf(w, "    - {key: %s, flat_rate_eur_per_year: 77400, name: Pauschale, valid_from: 2013-01-01, source: Messung, rise_percent_per_year: 2, rise_from: 2024}\n", k.id)
	}
	fmt.Fprintln(w, "lead_times: ledger")
}
