// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package view

import (
	"fmt"
	"slices"

	"planraum/internal/text"
)

// AllParam is the query parameter that names the long table to show in full.
const AllParam = "alle"

// LongRows is how many rows a table with Long shows at first. A city with 500
// sites would else get pages that nobody reads and every phone has to draw.
const LongRows = 100

// All reports whether the reader asked for all rows of a table.
func (p Page) All(table string) bool { return slices.Contains(p.Query[AllParam], table) }

// body returns the rows to show, without totals, and how many there are.
func (t Table) body(p Page) (shown []Row, all int) {
	for _, r := range t.Rows {
		if !r.Total {
			shown = append(shown, r)
		}
	}
	all = len(shown)
	if t.Long && !p.All(t.ID) {
		shown = shown[:min(all, LongRows)]
	}
	return shown, all
}

// totals are the last rows, apart from the others.
func (t Table) totals() []Row {
	var totals []Row
	for _, r := range t.Rows {
		if r.Total {
			totals = append(totals, r)
		}
	}
	return totals
}

// part says how much of a table is shown: "100 von 412 Zeilen".
func part(shown, all int, l text.Lang) string {
	return fmt.Sprintf(text.T("%s von %s Zeilen", "%s of %s rows").In(l), l.Int(int64(shown)), l.Int(int64(all)))
}
