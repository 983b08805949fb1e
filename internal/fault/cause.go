// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fault

import (
	"slices"

	"planraum/internal/text"
)

// Cause is one thing that is missing, with all places that miss it.
type Cause struct {
	Expected text.Text
	Rows     []Row // in their order; at least one
}

// Causes gathers faults by what they miss, in the order in which each is missed first:
// what is missing in many places is then said once.
func Causes(rows []Row) []Cause {
	var list []Cause
	for _, r := range rows {
		i := slices.IndexFunc(list, func(c Cause) bool { return c.Expected == r.Expected })
		if i < 0 {
			i, list = len(list), append(list, Cause{Expected: r.Expected})
		}
		list[i].Rows = append(list[i].Rows, r)
	}
	return list
}

// Alone reports whether only one place misses it.
func (c Cause) Alone() bool { return len(c.Rows) == 1 }
