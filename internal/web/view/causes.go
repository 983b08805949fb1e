// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package view

import "planraum/internal/fault"

// causes are the faults of a refusal: places of a text that miss the same are one; cells
// of a file and fields of a form stand one by one.
func causes(rows []fault.Row) []fault.Cause {
	var list []fault.Cause
	var places []fault.Row
	for _, r := range rows {
		if r.File == "" && r.Line == 0 && r.Field.De != "" {
			places = append(places, r)
			continue
		}
		list = append(list, fault.Cause{Expected: r.Expected, Rows: []fault.Row{r}})
	}
	return append(list, fault.Causes(places)...)
}
